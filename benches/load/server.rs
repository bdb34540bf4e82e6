//! The servers that are measured, each a process of its own over a folder of its own.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use crate::machine;

/// A process that serves; dropping it stops it as an operator would.
#[derive(Debug)]
pub(crate) struct Server {
    process: Child,
    pub(crate) address: SocketAddr,
    /// What it took to get to its first answer: processor time, and time by the clock.
    pub(crate) start: (Duration, Duration),
}

impl Server {
    /// Its process.
    pub(crate) fn id(&self) -> u32 {
        self.process.id()
    }

    /// Starts a build of the server and waits for its first answer.
    pub(crate) fn start(how: &How<'_>) -> Self {
        let address = free_address();
        let mut command = how.command();
        command.env("AFTERWORD_LISTEN", address.to_string());
        let begun = Instant::now();
        let process = command.spawn().expect("the server");
        let mut server = Self {
            process,
            address,
            start: Default::default(),
        };
        while !is_healthy(address) {
            let ended = server.process.try_wait().expect("a process");
            assert!(ended.is_none(), "the server ended: {ended:?}");
            assert!(begun.elapsed() < Duration::from_secs(60), "no answer");
            thread::sleep(Duration::from_millis(1));
        }
        server.start = (machine::cpu(server.id()), begun.elapsed());
        server
    }

    /// Starts this very binary as the bare handler, and waits until it says that it listens.
    pub(crate) fn floor(folder: &Path, key: &str) -> Self {
        let address = free_address();
        let mut process = Command::new(std::env::current_exe().expect("this binary"))
            .arg("floor")
            .args([
                folder.as_os_str(),
                address.to_string().as_ref(),
                key.as_ref(),
            ])
            .stdout(Stdio::piped())
            .spawn()
            .expect("the bare handler");
        let said = process.stdout.take().expect("its output");
        let mut line = String::new();
        BufReader::new(said).read_line(&mut line).expect("a line");
        Self {
            process,
            address,
            start: Default::default(),
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Ok(id) = i32::try_from(self.process.id())
            && let Some(id) = Pid::from_raw(id)
        {
            let _ = kill_process(id, Signal::TERM);
        }
        drop(self.process.wait());
    }
}

/// How a build is started: on which data, with which database.
#[derive(Debug)]
pub(crate) struct How<'a> {
    pub(crate) binary: &'a Path,
    pub(crate) folder: &'a Path,
    /// The URL of a PostgreSQL database; SQLite in the folder where there is none.
    pub(crate) database: Option<String>,
    pub(crate) log: &'a str,
}

impl How<'_> {
    /// The command with its settings.
    fn command(&self) -> Command {
        let mut command = Command::new(self.binary);
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("AFTERWORD_")) {
            command.env_remove(name);
        }
        command
            .current_dir(self.folder)
            .env_remove("DATABASE_URL")
            .env("AFTERWORD_DATA_DIR", self.folder)
            .env("AFTERWORD_PUBLIC_URL", "http://afterword.test")
            .env("AFTERWORD_RATE_LIMITS", "off")
            .env("AFTERWORD_LOG", self.log);
        let log = fs::File::create(self.folder.join("log")).expect("a log");
        command.stderr(log);
        if let Some(url) = &self.database {
            command.env("DATABASE_URL", url);
        }
        command
    }

    /// Runs a command of the operator's and returns what it printed.
    pub(crate) fn operate(&self, command: &str) -> String {
        let said = self.command().arg(command).output().expect("the command");
        assert!(said.status.success(), "{command}: {said:?}");
        String::from_utf8(said.stdout)
            .expect("a text")
            .trim()
            .to_owned()
    }

    /// Puts a master key into the folder, as an operator must for PostgreSQL.
    pub(crate) fn place_key(&self) {
        let mut key = fs::OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(self.folder.join("master.key"))
            .expect("a new file");
        let mut bytes = [0; 32];
        aws_lc_rs::rand::fill(&mut bytes).expect("randomness");
        let text = data_encoding::BASE64.encode(&bytes) + "\n";
        key.write_all(text.as_bytes()).expect("a key");
    }
}

/// The build of this run.
pub(crate) fn this_build() -> PathBuf {
    env!("CARGO_BIN_EXE_afterword").into()
}

fn free_address() -> SocketAddr {
    let probe = TcpListener::bind("127.0.0.1:0").expect("a port");
    probe.local_addr().expect("an address")
}

fn is_healthy(address: SocketAddr) -> bool {
    let Ok(mut stream) = TcpStream::connect(address) else {
        return false;
    };
    let mut answer = String::new();
    let asked =
        stream.write_all(b"GET /healthz HTTP/1.1\r\nhost: afterword\r\nconnection: close\r\n\r\n");
    asked.is_ok()
        && stream.read_to_string(&mut answer).is_ok()
        && answer.starts_with("HTTP/1.1 200")
}
