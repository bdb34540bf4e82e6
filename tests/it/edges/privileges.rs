//! The binary needs little (OP-6): no root, and one folder that it may write to.

use std::fs::{self, Permissions};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::thread;

use tempfile::TempDir;

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

/// The binary while it runs for somebody who owns one folder and nothing else.
struct Running {
    place: TempDir,
    process: Child,
    base: String,
}

impl Running {
    /// Starts it, with this more in its environment, and waits until it answers.
    fn start(more: impl FnOnce(&Path) -> Vec<(&'static str, String)>) -> Self {
        let place = tempfile::tempdir().unwrap();
        let binary = place.path().join("afterword");
        let (data, elsewhere) = (place.path().join("data"), place.path().join("elsewhere"));
        fs::copy(env!("CARGO_BIN_EXE_afterword"), &binary).unwrap();
        fs::create_dir(&data).unwrap();
        fs::create_dir(&elsewhere).unwrap();
        fs::set_permissions(place.path(), Permissions::from_mode(0o755)).unwrap();
        fs::set_permissions(&elsewhere, Permissions::from_mode(0o555)).unwrap();
        fs::set_permissions(&data, Permissions::from_mode(0o700)).unwrap();
        let port = TcpListener::bind("127.0.0.1:0").and_then(|probe| probe.local_addr());
        let port = port.unwrap().port();
        let mut command = Command::new(&binary);
        command
            .env_clear()
            .env("AFTERWORD_DATA_DIR", &data)
            .env("AFTERWORD_LISTEN", format!("127.0.0.1:{port}"))
            // A place for drafts that is not there shows whether any is made.
            .env("TMPDIR", elsewhere.join("none"))
            .envs(more(place.path()))
            .current_dir(&elsewhere)
            .stderr(fs::File::create(place.path().join("log")).unwrap());
        if is_root() {
            chown(&data, Some(NOBODY), Some(NOBODY)).unwrap();
            command.uid(NOBODY).gid(NOBODY);
        }
        let mut process = command.spawn().unwrap();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            let log = place.path().join("log");
            let ended = process.try_wait().unwrap();
            assert!(ended.is_none(), "{}", fs::read_to_string(log).unwrap());
            thread::yield_now();
        }
        let running = Self {
            place,
            process,
            base: format!("http://127.0.0.1:{port}"),
        };
        // It listens before it opens its database, and answers after that.
        assert_eq!(running.status("/readyz"), 200);
        running
    }

    fn http() -> reqwest::blocking::Client {
        let http = reqwest::blocking::Client::builder().no_proxy();
        http.build().unwrap()
    }

    fn status(&self, path: &str) -> u16 {
        let answer = Self::http().get(format!("{}{path}", self.base)).send();
        answer.unwrap().status().as_u16()
    }

    fn data(&self) -> PathBuf {
        self.place.path().join("data")
    }

    /// The files outside of its folder that it could write to.
    fn writable_elsewhere(&self) -> Vec<PathBuf> {
        let mut files = writable_files_of(self.process.id());
        files.retain(|file| !file.starts_with(self.data()));
        files
    }

    /// How many files there are in its folder, and those of them that somebody else may read or write.
    fn open_to_others(&self) -> (usize, Vec<PathBuf>) {
        let made = fs::read_dir(self.data()).unwrap().map(Result::unwrap);
        let made: Vec<_> = made.collect();
        let mode = |file: &fs::DirEntry| file.metadata().unwrap().permissions().mode();
        let open = made.iter().filter(|file| mode(file) & 0o077 != 0);
        (made.len(), open.map(fs::DirEntry::path).collect())
    }

    /// Whose the process is.
    fn owner(&self) -> u32 {
        owner_of(self.process.id())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

fn owner_of(process: u32) -> u32 {
    fs::metadata(format!("/proc/{process}")).unwrap().uid()
}

fn is_root() -> bool {
    owner_of(std::process::id()) == 0
}

#[test]
fn it_runs_without_root_and_writes_to_its_data_folder_alone() {
    let running = Running::start(|_| Vec::new());
    let status = |path| running.status(path);
    assert_eq!((status("/v1/content/pack"), status("/v1/me")), (200, 401));
    let body = serde_json::json!({"role": "patient", "email": "ana@example.org", "password": "a small boat on a wide lake",
        "display_name": "Ana", "time_zone": "UTC"});
    let register = Running::http().post(format!("{}/v1/auth/register", running.base));
    assert_eq!(register.json(&body).send().unwrap().status(), 202);
    assert_eq!(running.writable_elsewhere(), Vec::<PathBuf>::new());
    assert!(!is_root() || running.owner() == NOBODY);
    let (made, open) = running.open_to_others();
    assert!(made > 2, "{made} files");
    assert_eq!(open, Vec::<PathBuf>::new());
}

/// The planted faults: a setting that puts the database elsewhere, and a file that others may read; the process of the tests
/// themselves, where it is root's.
#[test]
fn a_file_elsewhere_one_that_is_open_to_others_and_root_are_found() {
    let running = Running::start(|place| {
        let other = place.join("other");
        fs::create_dir(&other).unwrap();
        if is_root() {
            chown(&other, Some(NOBODY), Some(NOBODY)).unwrap();
        }
        let database = format!("sqlite://{}", other.join("afterword.db").display());
        vec![("DATABASE_URL", database)]
    });
    let elsewhere = running.writable_elsewhere();
    let database = running.place.path().join("other/afterword.db");
    assert!(elsewhere.contains(&database), "{elsewhere:?}");
    let readable = running.data().join("readable");
    fs::write(&readable, "x").unwrap();
    fs::set_permissions(&readable, Permissions::from_mode(0o640)).unwrap();
    assert_eq!(running.open_to_others().1, [readable]);
    assert!(!is_root() || owner_of(std::process::id()) != running.owner());
}
