//! The binary needs little (OP-6): no root, and one folder that it may write to.

use std::fs::{self, Permissions};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::Command;
use std::thread;

/// Somebody who owns nothing.
const NOBODY: u32 = 65_534;

/// The files that a process holds open for writing, but for the three that it was given at its start.
fn writable_files_of(process: u32) -> Vec<PathBuf> {
    let place = PathBuf::from(format!("/proc/{process}"));
    let numbers = fs::read_dir(place.join("fd")).unwrap();
    let numbers = numbers.map(|file| file.unwrap().file_name().into_string().unwrap());
    let may_write = |number: &String| {
        let told = fs::read_to_string(place.join("fdinfo").join(number)).unwrap_or_default();
        let flags = told.lines().find_map(|line| line.strip_prefix("flags:"));
        flags.is_some_and(|flags| u32::from_str_radix(flags.trim(), 8).unwrap() & 3 != 0)
    };
    numbers
        .filter(|number| !["0", "1", "2"].contains(&number.as_str()))
        .filter(may_write)
        .filter_map(|number| fs::read_link(place.join("fd").join(number)).ok())
        // Sockets and pipes have no path.
        .filter(|file| file.is_absolute())
        .collect()
}

#[test]
fn it_runs_without_root_and_writes_to_its_data_folder_alone() {
    let place = tempfile::tempdir().unwrap();
    let (binary, data, elsewhere) = (
        place.path().join("afterword"),
        place.path().join("data"),
        place.path().join("elsewhere"),
    );
    fs::copy(env!("CARGO_BIN_EXE_afterword"), &binary).unwrap();
    fs::create_dir(&data).unwrap();
    fs::create_dir(&elsewhere).unwrap();
    let root = fs::metadata("/proc/self").unwrap().uid() == 0;
    fs::set_permissions(place.path(), Permissions::from_mode(0o755)).unwrap();
    fs::set_permissions(&elsewhere, Permissions::from_mode(0o555)).unwrap();
    fs::set_permissions(&data, Permissions::from_mode(0o700)).unwrap();
    let port = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let mut command = Command::new(&binary);
    command
        .env_clear()
        .env("AFTERWORD_DATA_DIR", &data)
        .env("AFTERWORD_LISTEN", format!("127.0.0.1:{port}"))
        // A place for drafts that is not there shows whether any is made.
        .env("TMPDIR", elsewhere.join("none"))
        .current_dir(&elsewhere)
        .stderr(fs::File::create(place.path().join("log")).unwrap());
    if root {
        chown(&data, Some(NOBODY), Some(NOBODY)).unwrap();
        command.uid(NOBODY).gid(NOBODY);
    }
    let mut running = command.spawn().unwrap();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        let ended = running.try_wait().unwrap();
        assert!(
            ended.is_none(),
            "{}",
            fs::read_to_string(place.path().join("log")).unwrap()
        );
        thread::yield_now();
    }
    let http = reqwest::blocking::Client::builder()
        .no_proxy()
        .build()
        .unwrap();
    let base = format!("http://127.0.0.1:{port}");
    let status = |path: &str| {
        http.get(format!("{base}{path}"))
            .send()
            .unwrap()
            .status()
            .as_u16()
    };
    assert_eq!(
        (
            status("/readyz"),
            status("/v1/content/pack"),
            status("/v1/me")
        ),
        (200, 200, 401)
    );
    let body = serde_json::json!({"role": "patient", "email": "ana@example.org", "password": "a small boat on a wide lake",
        "display_name": "Ana", "time_zone": "UTC"});
    assert_eq!(
        http.post(format!("{base}/v1/auth/register"))
            .json(&body)
            .send()
            .unwrap()
            .status(),
        202
    );
    let owner = fs::metadata(format!("/proc/{}", running.id()))
        .unwrap()
        .uid();
    let outside: Vec<_> = writable_files_of(running.id())
        .into_iter()
        .filter(|file| !file.starts_with(&data))
        .collect();
    running.kill().unwrap();
    running.wait().unwrap();
    assert_eq!(outside, Vec::<PathBuf>::new());
    if root {
        assert_eq!(owner, NOBODY);
    }
    let made: Vec<_> = fs::read_dir(&data).unwrap().map(Result::unwrap).collect();
    assert!(made.len() > 2, "{made:?}");
    for made in made {
        let mode = made.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{made:?} {mode:o}");
    }
}
