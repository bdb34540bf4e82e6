//! A PostgreSQL of the test's own, which is stopped, frozen and cut off; and what stands between it and the server.

use std::fs::{self, DirBuilder, File};
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, chown};
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::cluster;
use crate::place::{LONG, signal};

/// Runs the server in folder $0 from the binaries in $1 for as long as standard input stays open, so that it goes with this process,
/// however that ends. Syncs are off: this machine goes on, and what the server's processes have written stays.
const LEASH: &str = r#"
exec 3<&0
"$1/postgres" -D "$0/data" -k "$0" -c port=5432 -c listen_addresses= -c fsync=off -c synchronous_commit=on \
    -c autovacuum=off -c jit=off -c max_connections=100 -c shared_buffers=32MB -c restart_after_crash=on 3<&- & server=$!
{ read -r _ <&3; kill -CONT $server; kill -QUIT $server; } & watcher=$!
wait $server
kill $watcher"#;

/// A server that can be hurt; dropping it removes it.
#[derive(Debug)]
pub struct Cluster {
    folder: PathBuf,
    leash: Option<Child>,
}

impl Cluster {
    /// Makes a cluster and starts it.
    pub fn start() -> Self {
        let folder = PathBuf::from(cluster::unique_name("/tmp/pgcrash"));
        DirBuilder::new().mode(0o700).create(&folder).unwrap();
        let mut cluster = Self {
            folder,
            leash: None,
        };
        if fs::metadata(&cluster.folder).unwrap().uid() == 0 {
            let (uid, gid) = user();
            chown(&cluster.folder, Some(uid), Some(gid)).unwrap();
        }
        let initdb = cluster::binaries().join("initdb");
        let mut made = cluster.as_owner(&initdb);
        made.arg("-D").arg(cluster.data()).args([
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C",
            "--no-sync",
        ]);
        assert!(made.stdout(Stdio::null()).status().unwrap().success());
        cluster.go_on();
        cluster
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    /// The way to it.
    pub fn socket(&self) -> PathBuf {
        self.folder.join(".s.PGSQL.5432")
    }

    fn as_owner(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        let owner = fs::metadata(&self.folder).unwrap();
        let path = std::env::var_os("PATH").unwrap_or("/usr/bin:/bin".into());
        command.env_clear().env("PATH", path).env("LC_ALL", "C");
        // Only root can be another.
        if owner.uid() != fs::metadata("/proc/self").unwrap().uid() {
            command.uid(owner.uid()).gid(owner.gid());
        }
        command.current_dir(&self.folder).stdin(Stdio::null());
        command
    }

    /// Starts it and waits until it lets somebody in.
    pub fn go_on(&mut self) {
        let log = File::options()
            .create(true)
            .append(true)
            .open(self.folder.join("log"))
            .unwrap();
        let mut shell = self.as_owner(Path::new("/bin/sh"));
        shell
            .arg("-c")
            .arg(LEASH)
            .arg(&self.folder)
            .arg(cluster::binaries());
        shell.process_group(0).stdin(Stdio::piped());
        shell.stdout(log.try_clone().unwrap()).stderr(log);
        self.leash = Some(shell.spawn().unwrap());
        let began = Instant::now();
        while !self.lets_in() {
            assert!(
                began.elapsed() < LONG,
                "PostgreSQL starts: {:?}",
                fs::read_to_string(self.folder.join("log"))
            );
            thread::sleep(Duration::from_millis(5));
        }
    }

    fn lets_in(&self) -> bool {
        let Ok(mut stream) = UnixStream::connect(self.socket()) else {
            return false;
        };
        drop(stream.set_read_timeout(Some(Duration::from_secs(5))));
        // Length 23, protocol 3.0, user postgres. The answer is R (authenticated) or E (an error).
        let asked = stream.write_all(b"\0\0\0\x17\0\x03\0\0user\0postgres\0\0");
        let mut kind = [0];
        asked.is_ok() && stream.read_exact(&mut kind).is_ok() && kind == *b"R"
    }

    /// `pg_ctl stop -m immediate`: every process of it ends at once, without a checkpoint.
    pub fn stop_at_once(&mut self) {
        let mut stop = self.as_owner(&cluster::binaries().join("pg_ctl"));
        stop.arg("-D")
            .arg(self.data())
            .args(["stop", "-m", "immediate", "-w"]);
        assert!(stop.stdout(Stdio::null()).status().unwrap().success());
        let mut leash = self.leash.take().unwrap();
        drop(leash.stdin.take());
        leash.wait().unwrap();
    }

    /// Sends a signal to every process of it.
    pub fn signal_all(&self, name: &str) {
        let pid = fs::read_to_string(self.data().join("postmaster.pid")).unwrap();
        let master: u32 = pid.lines().next().unwrap().trim().parse().unwrap();
        // The first one first, so that it starts no other meanwhile.
        signal(master, name);
        for child in children_of(master) {
            // It may be gone by now.
            drop(
                Command::new("/bin/sh")
                    .args(["-c", &format!("kill -{name} {child} 2>&-")])
                    .status(),
            );
        }
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if let Some(mut leash) = self.leash.take() {
            drop(leash.stdin.take());
            drop(leash.wait());
        }
        drop(fs::remove_dir_all(&self.folder));
    }
}

fn user() -> (u32, u32) {
    let users = fs::read_to_string("/etc/passwd").unwrap();
    let of = |name: &str| {
        let line = users
            .lines()
            .find(|line| line.starts_with(&format!("{name}:")))?;
        let mut fields = line.split(':').skip(2);
        Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
    };
    of("postgres")
        .or_else(|| of("nobody"))
        .expect("PostgreSQL refuses to run as root")
}

fn children_of(master: u32) -> Vec<u32> {
    let all = fs::read_dir("/proc").unwrap().flatten();
    let numbers = all.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    let is_child = |number: &u32| {
        let stat = fs::read_to_string(format!("/proc/{number}/stat")).unwrap_or_default();
        let fields = stat.rsplit_once(") ").map_or("", |(_, rest)| rest);
        fields.split(' ').nth(1) == Some(&master.to_string())
    };
    numbers.filter(is_child).collect()
}

/// Bytes go through.
pub const THROUGH: u8 = 0;
/// Connections stand, new ones are taken, and no byte goes through any.
pub const STALLED: u8 = 1;
/// Every connection is cut, and so is every new one.
pub const CUT: u8 = 2;

/// What stands before a PostgreSQL.
#[derive(Debug, Clone)]
pub struct Between {
    mode: Arc<AtomicU8>,
    pub port: u16,
}

impl Between {
    /// Stands before the server with this socket.
    pub fn before(socket: PathBuf) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let between = Self {
            mode: Arc::default(),
            port: listener.local_addr().unwrap().port(),
        };
        let mode = Arc::clone(&between.mode);
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let (mode, socket) = (Arc::clone(&mode), socket.clone());
                thread::spawn(move || carry(&client, &socket, &mode));
            }
        });
        between
    }

    /// Changes what becomes of connections.
    pub fn set(&self, mode: u8) {
        self.mode.store(mode, Ordering::SeqCst);
    }
}

/// Carries bytes both ways until an end closes, or they are cut.
fn carry(client: &TcpStream, socket: &Path, mode: &AtomicU8) {
    if mode.load(Ordering::SeqCst) == CUT {
        return;
    }
    let Ok(server) = UnixStream::connect(socket) else {
        return;
    };
    let tick = Some(Duration::from_millis(5));
    if client.set_read_timeout(tick).is_err() || server.set_read_timeout(tick).is_err() {
        return;
    }
    thread::scope(|scope| {
        scope.spawn(|| pump(client, &server, mode));
        pump(&server, client, mode);
        drop(client.shutdown(Shutdown::Both));
        drop(server.shutdown(Shutdown::Both));
    });
}

fn pump(mut from: impl Read, mut to: impl Write, mode: &AtomicU8) {
    let mut part = [0; 8192];
    loop {
        match mode.load(Ordering::SeqCst) {
            CUT => return,
            STALLED => {
                thread::sleep(Duration::from_millis(5));
                continue;
            }
            _ => {}
        }
        match from.read(&mut part) {
            Ok(0) => return,
            Ok(length) => {
                // What was read just before the stall stays here until it is over.
                while mode.load(Ordering::SeqCst) == STALLED {
                    thread::sleep(Duration::from_millis(5));
                }
                if mode.load(Ordering::SeqCst) == CUT || to.write_all(&part[..length]).is_err() {
                    return;
                }
            }
            Err(error)
                if matches!(
                    error.kind(),
                    std::io::ErrorKind::WouldBlock | std::io::ErrorKind::Interrupted
                ) => {}
            Err(_) => return,
        }
    }
}
