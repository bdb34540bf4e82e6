//! A PostgreSQL of its own, durable as one that serves, kept between runs; and the databases of a server, whoever's it is.

use std::fs::{self, File};
use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;

use crate::machine;

/// Runs a server from the binaries in $1 over the data in $0, its socket in $2, for as long as standard input stays open. Data that was
/// being made when its maker was killed is made anew.
const LEASH: &str = r#"
exec 3<&0
[ -d "$0/data" ] || {
    rm -rf "$0/new"
    "$1/initdb" -D "$0/new" -U postgres -A trust -E UTF8 --locale=C && mv "$0/new" "$0/data" || exit 1
}
"$1/postgres" -D "$0/data" -k "$2" -c listen_addresses= -c max_connections=200 3<&- & server=$!
{ read -r _ <&3; kill -INT $server; } & watcher=$!
wait $server
kill $watcher"#;

/// A server that is started here and stopped when this is dropped.
#[derive(Debug)]
struct Own {
    shell: Child,
    log: PathBuf,
    _sockets: tempfile::TempDir,
}

impl Drop for Own {
    fn drop(&mut self) {
        drop(self.shell.stdin.take());
        drop(self.shell.wait());
    }
}

/// A PostgreSQL server in which databases can be made.
#[derive(Debug)]
pub(crate) struct Cluster {
    url: String,
    own: Option<Own>,
    /// The process whose children are the backends, where it runs here.
    pub(crate) postmaster: Option<u32>,
}

impl Cluster {
    /// The server behind a URL.
    pub(crate) fn at(url: &str) -> Self {
        Self {
            url: url.to_owned(),
            own: None,
            postmaster: None,
        }
        .found()
    }

    /// A server over a folder that is kept.
    pub(crate) fn start(folder: &Path) -> Self {
        let folder = std::path::absolute(folder).expect("a folder");
        fs::create_dir_all(&folder).expect("a folder");
        // A socket's path must stay below about 100 bytes.
        let sockets = tempfile::Builder::new()
            .prefix("pg")
            .tempdir_in("/tmp")
            .expect("a folder");
        let log = File::create(folder.join("log")).expect("a log");
        let mut shell = Command::new("/bin/sh");
        shell.arg("-c").arg(LEASH);
        shell.arg(&folder).arg(binaries()).arg(sockets.path());
        // Whoever owns our process entry is who we are; PostgreSQL refuses to run as root.
        if fs::metadata("/proc/self").expect("a process").uid() == 0 {
            let (user, group) = unprivileged();
            for owned in [folder.as_path(), sockets.path()] {
                chown(owned, Some(user), Some(group)).expect("a folder to give away");
            }
            shell.uid(user).gid(group);
        }
        shell
            .env_clear()
            .env("LC_ALL", "C")
            .env("PATH", "/usr/bin:/bin");
        shell.current_dir(&folder).process_group(0);
        shell.stdin(Stdio::piped());
        shell.stdout(log.try_clone().expect("a log")).stderr(log);
        let shell = shell.spawn().expect("a shell");
        let host = sockets.path().display().to_string().replace('/', "%2F");
        Self {
            url: format!("postgres://postgres@{host}/postgres"),
            own: Some(Own {
                shell,
                log: folder.join("log"),
                _sockets: sockets,
            }),
            postmaster: None,
        }
        .found()
    }

    /// Waits until it answers, and finds its process.
    fn found(mut self) -> Self {
        let mut tries = 0;
        let mut conn = loop {
            match PgConnection::establish(&self.url) {
                Ok(conn) => break conn,
                Err(error) => assert!(tries < 600, "PostgreSQL does not answer: {error}"),
            }
            if let Some(Own { shell, log, .. }) = &mut self.own {
                let ended = shell.try_wait().expect("a process").is_some();
                let said = || fs::read_to_string(&*log).unwrap_or_default();
                assert!(!ended, "PostgreSQL ended:\n{}", said());
            }
            tries += 1;
            thread::sleep(Duration::from_millis(100));
        };
        let backend = diesel::select(pg_backend_pid())
            .get_result::<i32>(&mut conn)
            .expect("a process");
        let backend = u32::try_from(backend).expect("a process");
        let name = fs::read_to_string(format!("/proc/{backend}/comm")).unwrap_or_default();
        self.postmaster = name
            .starts_with("postgres")
            .then(|| machine::parent(backend))
            .flatten()
            .filter(|postmaster| is_parent(*postmaster, backend));
        // A figure that leaves the database out would pass for a good one.
        assert!(
            self.postmaster.is_some() || self.own.is_none(),
            "what PostgreSQL's processes spend cannot be read from /proc"
        );
        if self.postmaster.is_none() {
            eprintln!("PostgreSQL runs elsewhere: the CPU of its backends is not counted");
        }
        self
    }

    /// The URL of one of its databases.
    pub(crate) fn url_of(&self, database: &str) -> String {
        let (base, query) = self.url.split_once('?').unwrap_or((&self.url, ""));
        let (scheme, rest) = base.split_once("://").expect("a URL");
        let host = rest.split_once('/').map_or(rest, |(host, _)| host);
        let url = format!("{scheme}://{host}/{database}?{query}");
        url.trim_end_matches('?').to_owned()
    }

    /// Whether it has this database.
    pub(crate) fn has(&self, database: &str) -> bool {
        PgConnection::establish(&self.url_of(database)).is_ok()
    }

    /// Makes a database anew, empty or as a copy of another one.
    pub(crate) fn make(&self, database: &str, of: Option<&str>) {
        self.remove(database);
        let of = of.map_or_else(String::new, |name| {
            format!(" TEMPLATE {name} STRATEGY FILE_COPY")
        });
        self.run(&format!("CREATE DATABASE {database}{of}"));
    }

    /// Removes a database, if it is there.
    pub(crate) fn remove(&self, database: &str) {
        self.run(&format!("DROP DATABASE IF EXISTS {database} WITH (FORCE)"));
    }

    fn run(&self, sql: &str) {
        let mut conn = PgConnection::establish(&self.url).expect("PostgreSQL answers");
        for _ in 0..100 {
            match conn.batch_execute(sql) {
                // Backends of a server that has just stopped may still be closing.
                Err(error) if error.to_string().contains("being accessed") => {
                    thread::sleep(Duration::from_millis(50));
                }
                done => return done.expect("a statement"),
            }
        }
        panic!("{sql}: it stays in use");
    }

    /// The processor time of all its backends and of what writes in their background.
    pub(crate) fn cpu(&self) -> Duration {
        self.postmaster.map_or(Duration::ZERO, machine::cpu_of_tree)
    }
}

/// Whether the kernel lists a process among those that another one has started, as [`machine::cpu_of_tree`] needs it to.
fn is_parent(parent: u32, child: u32) -> bool {
    let listed = fs::read_to_string(format!("/proc/{parent}/task/{parent}/children"));
    let listed = listed.unwrap_or_default();
    listed.split_whitespace().any(|id| id.parse() == Ok(child))
}

diesel::define_sql_function! {
    /// The process that serves this connection.
    fn pg_backend_pid() -> Integer;
}

/// The folder of the newest PostgreSQL that is installed, or the one that `PG_BINDIR` names.
pub(crate) fn binaries() -> PathBuf {
    if let Some(named) = std::env::var_os("PG_BINDIR") {
        return named.into();
    }
    let all =
        fs::read_dir("/usr/lib/postgresql").expect("an installed PostgreSQL; or name PG_BINDIR");
    let numbered = all.flatten().filter_map(|entry| {
        let version: u32 = entry.file_name().into_string().ok()?.parse().ok()?;
        Some((version, entry.path().join("bin")))
    });
    let newest = numbered.max();
    newest
        .expect("an installed PostgreSQL; or name PG_BINDIR")
        .1
}

fn unprivileged() -> (u32, u32) {
    let users = fs::read_to_string("/etc/passwd").expect("users");
    let found = ["postgres", "nobody"].into_iter().find_map(|name| {
        let mut lines = users.lines().map(|line| line.split(':'));
        let mut fields = lines.find(|fields| fields.clone().next() == Some(name))?;
        let user = fields.nth(2)?.parse().ok()?;
        Some((user, fields.next()?.parse().ok()?))
    });
    found.expect("PostgreSQL refuses to run as root, and there is no user postgres or nobody")
}
