//! A place where the binary runs: its data, its settings, and the process itself.

use std::fs::{self, File};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use afterword::db::{self, Conn, Purpose};
use data_encoding::BASE64;
use diesel::connection::SimpleConnection;
use tempfile::TempDir;

use crate::cluster;
use crate::disk::Disk;
use crate::people::ask;

/// Which database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// How long anything may take that takes a moment on an idle machine.
pub const LONG: Duration = Duration::from_secs(300);

/// Data and settings; dropping it removes them.
#[derive(Debug)]
pub struct Place {
    folder: TempDir,
    pub engine: Engine,
    database: String,
    /// What else is set.
    pub settings: Vec<(&'static str, String)>,
    starts: AtomicUsize,
}

impl Place {
    /// An empty place; on PostgreSQL, with an empty database and a key.
    pub fn new(engine: Engine) -> Self {
        let database = match engine {
            Engine::Sqlite => String::new(),
            Engine::Postgres => {
                let name = cluster::unique_name("crash");
                admin(&format!("CREATE DATABASE {name}"));
                cluster::url_for(&name)
            }
        };
        Self::over(engine, database)
    }

    /// A place over this PostgreSQL, or over a SQLite file of its own.
    pub fn over(engine: Engine, database: String) -> Self {
        let folder = tempfile::Builder::new().prefix("aw").tempdir().unwrap();
        fs::create_dir(folder.path().join("disk")).unwrap();
        let place = Self {
            folder,
            engine,
            database,
            settings: Vec::new(),
            starts: AtomicUsize::new(0),
        };
        if engine == Engine::Postgres {
            let mut key = [0; 32];
            std::io::Read::read_exact(&mut File::open("/dev/urandom").unwrap(), &mut key).unwrap();
            fs::write(place.key(), BASE64.encode(&key)).unwrap();
            use std::os::unix::fs::PermissionsExt;
            fs::set_permissions(place.key(), fs::Permissions::from_mode(0o600)).unwrap();
        }
        place
    }

    /// What stands for the whole disk.
    pub fn disk(&self) -> PathBuf {
        self.folder.path().join("disk")
    }

    /// The data folder of an instance.
    pub fn data(&self, instance: usize) -> PathBuf {
        match instance {
            0 => self.disk().join("data"),
            other => self.disk().join(format!("data-{other}")),
        }
    }

    fn key(&self) -> PathBuf {
        match self.engine {
            Engine::Sqlite => self.data(0).join("master.key"),
            Engine::Postgres => self.folder.path().join("master.key"),
        }
    }

    /// Where mail goes.
    pub fn mail(&self) -> PathBuf {
        self.data(0).join("mail")
    }

    /// The record of endings of an instance.
    pub fn endings(&self, instance: usize) -> PathBuf {
        self.data(instance).join("endings")
    }

    /// Where the database is.
    pub fn database(&self) -> String {
        match self.engine {
            Engine::Sqlite => format!("sqlite://{}", self.data(0).join("afterword.db").display()),
            Engine::Postgres => self.database.clone(),
        }
    }

    /// The binary over this place.
    pub fn command(&self, instance: usize, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_afterword"));
        command
            .args(arguments)
            .env_clear()
            .env("DATABASE_URL", self.database())
            .env("AFTERWORD_DATA_DIR", self.data(instance))
            .env("AFTERWORD_MASTER_KEY_FILE", self.key())
            .env("AFTERWORD_MAIL", format!("file:{}", self.mail().display()))
            .env("AFTERWORD_PUBLIC_URL", "http://afterword.test")
            .env("AFTERWORD_METRICS_LISTEN", "off")
            .env("AFTERWORD_DATABASE_LANES", "4")
            .env("AFTERWORD_PASSWORD_MEMORY_KIB", "7168")
            .env("AFTERWORD_PASSWORD_PASSES", "5")
            .env("AFTERWORD_RATE_LIMITS", "off")
            .env("AFTERWORD_LOG", "info")
            .envs(self.settings.iter().map(|(name, value)| (name, value)))
            .current_dir(self.folder.path())
            .stdin(Stdio::null());
        command
    }

    /// Starts a server and waits until it is ready.
    pub fn start(&self, disk: Option<&Disk>) -> Server {
        self.instance(0, disk)
            .unwrap_or_else(|log| panic!("it starts by itself:\n{log}"))
    }

    /// Starts an instance and waits until it is ready; the log of one that ended before.
    pub fn instance(&self, instance: usize, disk: Option<&Disk>) -> Result<Server, String> {
        let mut server = self.begin(instance, disk);
        server.ready().map(|()| server)
    }

    /// Starts an instance.
    pub fn begin(&self, instance: usize, disk: Option<&Disk>) -> Server {
        let number = self.starts.fetch_add(1, Ordering::SeqCst);
        let log = self.folder.path().join(format!("log-{number}"));
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = free.local_addr().unwrap().to_string();
        drop(free);
        let mut command = self.command(instance, &["serve"]);
        command
            .env("AFTERWORD_LISTEN", &address)
            .stdout(Stdio::null())
            .stderr(File::create(&log).unwrap());
        if let Some(disk) = disk {
            disk.load_into(&mut command);
        }
        Server {
            base: format!("http://{address}"),
            child: command.spawn().unwrap(),
            log,
            took: Took::default(),
        }
    }

    /// What a command says on standard output, and whether it succeeded.
    pub fn said(&self, arguments: &[&str], disk: Option<&Disk>) -> (bool, String) {
        let mut command = self.command(0, arguments);
        if let Some(disk) = disk {
            disk.load_into(&mut command);
        }
        let output = command.output().unwrap();
        let told = if output.status.success() {
            output.stdout
        } else {
            [output.stdout, output.stderr].concat()
        };
        (output.status.success(), String::from_utf8(told).unwrap())
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Some(name) = cluster::database_of(&self.database)
            && name.starts_with("crash_")
            && !thread::panicking()
        {
            admin(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
        }
        if thread::panicking() && std::env::var_os("AFTERWORD_KEEP").is_some() {
            let kept = self.folder.path().with_extension("kept");
            drop(fs::rename(self.folder.path(), &kept));
            crate::tell(&format!("kept in {}", kept.display()));
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "databases are made and dropped for tests alone"
)]
fn admin(sql: &str) {
    let url = cluster::admin_url().unwrap_or_else(|why| panic!("{why}"));
    let Conn::Postgres(mut conn) = db::open(&url.parse().unwrap(), Purpose::Writing).unwrap()
    else {
        panic!("PostgreSQL")
    };
    conn.batch_execute(sql).unwrap();
}

/// How long a start took.
#[derive(Debug, Clone, Copy, Default)]
pub struct Took {
    /// Until it was ready, by the clock on the wall.
    pub wall: Duration,
    /// Of which it was at work.
    pub cpu: Duration,
}

/// A server that runs, until it is dropped.
#[derive(Debug)]
pub struct Server {
    pub base: String,
    child: Child,
    log: PathBuf,
    pub took: Took,
}

impl Took {
    /// The longer of two, of each.
    pub fn or(self, other: Self) -> Self {
        Self {
            wall: self.wall.max(other.wall),
            cpu: self.cpu.max(other.cpu),
        }
    }
}

impl Server {
    /// Waits until it is ready; its log where it ended before.
    pub fn ready(&mut self) -> Result<(), String> {
        let began = Instant::now();
        loop {
            if self.has_ended().is_some() {
                return Err(self.log());
            }
            if ask(&self.base, "GET", "/readyz", None, None).is_some_and(|told| told.status == 200)
            {
                break;
            }
            assert!(began.elapsed() < LONG, "not ready:\n{}", self.log());
            thread::sleep(Duration::from_millis(5));
        }
        self.took = Took {
            wall: began.elapsed(),
            cpu: self.cpu(),
        };
        Ok(())
    }

    /// How long it was at work so far.
    fn cpu(&self) -> Duration {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id()));
        let stat = stat.unwrap_or_default();
        // After the name in brackets: fields 14 and 15 in hundredths of a second.
        let fields = stat.rsplit_once(") ").map_or("", |(_, rest)| rest);
        let ticks = fields.split(' ').skip(11).take(2);
        let ticks: u64 = ticks.filter_map(|ticks| ticks.parse::<u64>().ok()).sum();
        Duration::from_millis(ticks * 10)
    }

    /// What it has logged.
    pub fn log(&self) -> String {
        fs::read_to_string(&self.log).unwrap_or_default()
    }

    /// How it ended, where it did.
    pub fn has_ended(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().unwrap()
    }

    /// Ends it at once, as `kill -9` does.
    pub fn kill(&mut self) {
        drop(self.child.kill());
        self.child.wait().unwrap();
    }

    /// Sends it a signal.
    pub fn signal(&self, name: &str) {
        signal(self.child.id(), name);
    }

    /// Waits for its end, at most so long; whether it ended well.
    pub fn ends_within(&mut self, limit: Duration) -> Option<bool> {
        let began = Instant::now();
        while began.elapsed() < limit {
            if let Some(status) = self.has_ended() {
                return Some(status.success());
            }
            thread::sleep(Duration::from_millis(2));
        }
        None
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
        if thread::panicking() {
            crate::tell(&format!("the log of a server:\n{}", tail(&self.log())));
        } else {
            let log = self.log();
            assert!(!log.contains("panicked"), "{}", tail(&log));
        }
    }
}

/// The last lines of a log.
pub fn tail(log: &str) -> String {
    let lines: Vec<&str> = log.lines().collect();
    lines[lines.len().saturating_sub(15)..].join("\n")
}

/// Sends a process a signal.
pub fn signal(process: u32, name: &str) {
    let sent = Command::new("/bin/sh")
        .args(["-c", &format!("kill -{name} {process}")])
        .status();
    assert!(sent.unwrap().success());
}

/// Every file below a folder.
pub fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.path().is_dir() {
            found.extend(files_below(&entry.path()));
        } else {
            found.push(entry.path());
        }
    }
    found
}
