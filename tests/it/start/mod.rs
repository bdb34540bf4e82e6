//! The binary: what stops the start, what the operator's commands say, and how the server stops (OP-1, EN-5, RE-8, contract section 10).

mod commands;
mod keys;
mod metrics;
mod schemas;
mod settings;
mod stopping;

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use afterword::config::MailRoute;
use afterword::db::DatabaseUrl;
use tempfile::TempDir;

use crate::harness::World;

/// A place to run the binary in: a folder that is its working directory and holds its data, and nothing from our own environment.
struct Place {
    folder: TempDir,
    settings: Vec<(&'static str, String)>,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let free = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap();
        let settings = vec![
            (
                "AFTERWORD_DATA_DIR",
                folder.path().join("data").display().to_string(),
            ),
            ("AFTERWORD_LISTEN", free.to_string()),
        ];
        Self { folder, settings }
    }

    /// A place whose binary works on the database of a world.
    fn of(world: &World) -> Self {
        let mut place = Self::new();
        let database = match &world.settings.database {
            DatabaseUrl::Sqlite(path) => format!("sqlite://{}", path.display()),
            DatabaseUrl::Postgres(url) => url.clone(),
        };
        let MailRoute::Folder(mail) = &world.settings.mail else {
            panic!("worlds mail to folders")
        };
        place.settings.push(("DATABASE_URL", database));
        place.settings.push((
            "AFTERWORD_MASTER_KEY_FILE",
            world.settings.master_key_file.display().to_string(),
        ));
        place
            .settings
            .push(("AFTERWORD_MAIL", format!("file:{}", mail.display())));
        place
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn key(&self) -> PathBuf {
        self.data().join("master.key")
    }

    fn setting(&self, name: &str) -> &str {
        self.settings
            .iter()
            .find(|(key, _)| *key == name)
            .map(|(_, value)| value.as_str())
            .unwrap()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_afterword"));
        command
            .args(arguments)
            .env_clear()
            .envs(self.settings.iter().map(|(name, value)| (name, value)))
            .current_dir(self.folder.path())
            .stdin(Stdio::null());
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Runs a command that must succeed and returns what it said on standard output.
    #[track_caller]
    fn said(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(
            output.status.success(),
            "{arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).unwrap()
    }

    /// Runs a command that must not succeed and returns the one line that it said on standard error.
    #[track_caller]
    fn refused(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {said}");
        assert_eq!(said.lines().count(), 1, "one line: {said}");
        said
    }

    /// Every file below the folder with its bytes, but for SQLite's index of its log, which whoever opens the file makes anew.
    fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut found = BTreeMap::new();
        let mut folders = vec![self.folder.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let bytes = if path.extension().is_some_and(|ending| ending == "db-shm") {
                        Vec::new()
                    } else {
                        fs::read(&path).unwrap()
                    };
                    found.insert(path, bytes);
                }
            }
        }
        found
    }
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

fn write_key(path: &Path, text: &str) {
    fs::write(path, text).unwrap();
    set_mode(path, 0o600);
}

/// A server that runs, until it is dropped.
struct Running {
    child: Child,
    log: BufReader<std::process::ChildStderr>,
    /// What it has said and was listened to.
    heard: String,
}

impl Running {
    /// Starts the server and waits until it says that it serves.
    fn start(place: &Place) -> Self {
        let mut child = place
            .command(&["serve"])
            .stderr(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let log = BufReader::new(child.stderr.take().unwrap());
        let mut running = Self {
            child,
            log,
            heard: String::new(),
        };
        running.says("\"serving\"");
        running
    }

    /// Reads the log up to a line that holds this.
    fn says(&mut self, what: &str) {
        self.line(what);
    }

    /// The next line of the log that holds this.
    fn line(&mut self, what: &str) -> String {
        let mut line = String::new();
        while !line.contains(what) {
            line.clear();
            assert_ne!(
                self.log.read_line(&mut line).unwrap(),
                0,
                "the server ended and did not say {what}"
            );
            self.heard.push_str(&line);
        }
        line
    }

    fn signal(&self, name: &str) {
        let sent = Command::new("/bin/sh")
            .args(["-c", &format!("kill -{name} {}", self.child.id())])
            .status()
            .unwrap();
        assert!(sent.success());
    }

    /// Waits for the end, at most so long.
    fn end_within(&mut self, limit: Duration) -> Option<i32> {
        let began = Instant::now();
        while began.elapsed() < limit {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code();
            }
            thread::yield_now();
        }
        panic!("the server still runs after {limit:?}");
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
