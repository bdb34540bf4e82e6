//! One private PostgreSQL server per test process.
//!
//! It is started on first use from the binaries found on this machine, listens on a Unix socket
//! only, trades durability for speed, and goes away with the process, however that ends.
//! Set `AFTERWORD_TEST_POSTGRES_URL` to use a server that is already running instead.

use std::error::Error;
use std::fs::{self, DirBuilder, File};
use std::hash::{BuildHasher, RandomState};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, chown};
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt;
use std::path::{self, Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::LazyLock;
use std::time::{Duration, Instant};
use std::{env, mem, thread};

type Result<T, E = Box<dyn Error>> = std::result::Result<T, E>;

const URL_VARIABLE: &str = "AFTERWORD_TEST_POSTGRES_URL";

/// How long `initdb` and the first session may take together; about 1 s on an idle machine.
const START_LIMIT: Duration = Duration::from_secs(90);

/// Runs a server in folder $0 from the binaries in $1 for as long as standard input stays open.
///
/// The pipe's other end closes when the test process ends, even by SIGKILL, which no destructor
/// survives. A background job's standard input is /dev/null, hence descriptor 3. The signal is
/// repeated because the shell starts background jobs with SIGQUIT ignored, so that one sent before
/// the server has set its own handler is lost. Nothing is kept, so nothing needs to reach the disk.
const LEASH: &str = r#"
exec 3<&0
"$1/initdb" -D data -U postgres -A trust -E UTF8 --locale=C --no-sync && {
    "$1/postgres" -D data -k "$0" -c port=5432 -c listen_addresses= \
        -c fsync=off -c synchronous_commit=off -c full_page_writes=off \
        -c wal_level=minimal -c max_wal_senders=0 -c autovacuum=off -c jit=off \
        -c max_connections=300 -c shared_buffers=64MB 3<&- & server=$!
    { read -r _ <&3; while kill -QUIT $server; do sleep 0.1; done; } & watcher=$!
    wait $server
    kill $watcher
}
cd / && rm -rf "$0""#;

static ADMIN_URL: LazyLock<Result<String, String>> = LazyLock::new(|| {
    let given = env::var_os(URL_VARIABLE).and_then(|url| url.into_string().ok());
    let url = match given {
        Some(url) if !url.is_empty() => existing(url),
        _ => start(),
    };
    url.map_err(|why| {
        format!(
            "\n*** NO POSTGRESQL FOR THE TESTS ***\n{why}\n\
             Install the PostgreSQL server (Debian: apt install postgresql), or set PG_BINDIR to \
             the folder that holds initdb and postgres, or set {URL_VARIABLE} to the URL of a \
             running server whose user may create databases.\n"
        )
    })
});

/// The URL of the server's maintenance database, or a text that says why there is no server.
pub(crate) fn admin_url() -> Result<&'static str, &'static str> {
    ADMIN_URL.as_deref().map_err(String::as_str)
}

/// The URL of another database on the same server; panics with the reason if there is no server.
pub(crate) fn url_for(database: &str) -> String {
    with_database(admin_url().unwrap_or_else(|why| panic!("{why}")), database)
}

/// A database name no other test, process or machine uses, for a prefix of up to 40 bytes.
pub(crate) fn unique_name(prefix: &str) -> String {
    // PostgreSQL cuts names at 63 bytes, which would silently cut off what makes them unique.
    assert!(prefix.len() <= 40, "the prefix {prefix:?} is too long");
    // Every RandomState has keys of its own, drawn from the system's randomness.
    format!("{prefix}_{:016x}", RandomState::new().hash_one(()))
}

/// The name of the database that a URL of [`url_for`] leads to.
pub(crate) fn database_of(url: &str) -> Option<&str> {
    let (base, _) = url.split_once('?').unwrap_or((url, ""));
    base.rsplit_once('/').map(|(_, name)| name)
}

fn with_database(url: &str, database: &str) -> String {
    // The query goes first: a socket folder in it (`?host=/run/pg`) has slashes too.
    let (base, query) = url.split_once('?').unwrap_or((url, ""));
    let (scheme, rest) = base.split_once("://").unwrap_or(("postgres", base));
    let host = rest.split_once('/').map_or(rest, |(host, _)| host);
    let pairs = query.split('&');
    // In libpq a `dbname` in the query overrides the path.
    let kept: Vec<_> = pairs.filter(|pair| !pair.starts_with("dbname=")).collect();
    let url = format!("{scheme}://{host}/{database}?{}", kept.join("&"));
    url.trim_end_matches('?').to_owned()
}

fn existing(url: String) -> Result<String> {
    if !url.starts_with("postgres://") && !url.starts_with("postgresql://") {
        // The value may hold a password, so it is not repeated.
        return Err(format!("{URL_VARIABLE} is not a postgres:// or postgresql:// URL.").into());
    }
    Ok(url)
}

fn start() -> Result<String> {
    // The shell works in the folder below, where a relative path would lead elsewhere.
    let binaries = path::absolute(find_binaries()?)?;
    // Not env::temp_dir(): a socket's path must stay below about 100 bytes, and another user than
    // root must be able to walk there.
    let dir = PathBuf::from(unique_name("/tmp/pg"));
    DirBuilder::new().mode(0o700).create(&dir)?;
    let (mut leash, log) = launch(&binaries, &dir).inspect_err(|_| {
        // No shell runs yet that would remove it; the first error is the one worth reporting.
        let _ = fs::remove_dir_all(&dir);
    })?;
    if let Err(why) = wait_until_ready(&mut leash, &dir) {
        // Returning drops the leash: the shell stops what still runs and removes the folder.
        let (from, end) = (binaries.display(), tail(log));
        return Err(format!("The server from {from} {why}. The end of its log:\n{end}").into());
    }
    let host = dir.display().to_string().replace('/', "%2F");
    // Holds our end of the pipe: it must stay open until the process ends.
    mem::forget(leash);
    Ok(format!("postgres://postgres@{host}/postgres"))
}

fn launch(binaries: &Path, dir: &Path) -> Result<(Child, File)> {
    let path = dir.join("log");
    let output = File::create(&path)?;
    // Opened now, because the shell of a server that fails removes the folder at once.
    let log = File::open(path)?;
    let mut shell = Command::new("/bin/sh");
    shell.arg("-c").arg(LEASH).arg(dir).arg(binaries);
    // We made the folder, so its owner tells who we are. PostgreSQL refuses to run as root.
    if fs::metadata(dir)?.uid() == 0 {
        let (uid, gid) = unprivileged_user()?;
        chown(dir, Some(uid), Some(gid))?;
        shell.uid(uid).gid(gid);
    }
    // PG* variables would change what initdb and the server do; the shell needs PATH for rm.
    let commands = env::var_os("PATH").unwrap_or("/usr/bin:/bin".into());
    shell.env_clear().env("PATH", commands).env("LC_ALL", "C");
    // A group of its own: Ctrl-C, or a killed group, would take the shell before it cleans up.
    shell
        .current_dir(dir)
        .process_group(0)
        .stdin(Stdio::piped());
    shell.stdout(output.try_clone()?).stderr(output);
    Ok((shell.spawn()?, log))
}

fn unprivileged_user() -> Result<(u32, u32)> {
    let users = fs::read_to_string("/etc/passwd")?;
    for name in ["postgres", "nobody"] {
        for mut fields in users.lines().map(|line| line.split(':')) {
            if fields.next() == Some(name)
                && let (Some(uid), Some(gid)) = (fields.nth(1), fields.next())
            {
                return Ok((uid.parse()?, gid.parse()?));
            }
        }
    }
    Err("PostgreSQL refuses to run as root, and there is no user postgres or nobody.".into())
}

fn wait_until_ready(leash: &mut Child, dir: &Path) -> Result<()> {
    let begun = Instant::now();
    while !accepts(&dir.join(".s.PGSQL.5432")).unwrap_or(false) {
        if leash.try_wait()?.is_some() {
            return Err("ended before it was ready".into());
        }
        if begun.elapsed() > START_LIMIT {
            return Err(format!("was not ready within {START_LIMIT:?}").into());
        }
        thread::sleep(Duration::from_millis(20));
    }
    Ok(())
}

/// Asks for a session, because a server that is still starting up accepts and then refuses.
fn accepts(socket: &Path) -> io::Result<bool> {
    let mut stream = UnixStream::connect(socket)?;
    stream.set_read_timeout(Some(Duration::from_secs(5)))?;
    // Length 23, protocol 3.0, user postgres. The answer is R (authenticated) or E (an error).
    stream.write_all(b"\0\0\0\x17\0\x03\0\0user\0postgres\0\0")?;
    let mut kind = [0];
    stream.read_exact(&mut kind)?;
    Ok(kind == *b"R")
}

fn tail(log: File) -> String {
    let text = io::read_to_string(log).unwrap_or_else(|e| format!("(cannot be read: {e})"));
    let mut lines: Vec<_> = text.lines().collect();
    lines.drain(..lines.len().saturating_sub(20));
    lines.join("\n")
}

/// Where the server's own tools are.
pub(crate) fn binaries() -> PathBuf {
    find_binaries().unwrap_or_else(|why| panic!("{why}"))
}

fn find_binaries() -> Result<PathBuf> {
    let complete = |dir: &PathBuf| dir.join("initdb").is_file() && dir.join("postgres").is_file();
    // A folder named on purpose is used or refused, never quietly replaced by another version.
    if let Some(named) = env::var_os("PG_BINDIR").filter(|dir| !dir.is_empty()) {
        let refused = format!("PG_BINDIR={} lacks initdb or postgres.", named.display());
        return Ok(Some(named.into()).filter(complete).ok_or(refused)?);
    }
    let path = env::var_os("PATH").unwrap_or_default();
    let mut all = env::split_paths(&path).chain(newest_first());
    let none = "No initdb and postgres in PATH, /usr/lib/postgresql/*/bin or Homebrew.";
    Ok(all.find(complete).ok_or(none)?)
}

fn newest_first() -> Vec<PathBuf> {
    let roots = ["/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt"];
    let entries = roots.into_iter().flat_map(fs::read_dir).flatten().flatten();
    let version = |entry: fs::DirEntry| {
        // `15` on Debian, `postgresql@15` in Homebrew.
        let name = entry.file_name().into_string().ok()?;
        let number = name.rsplit('@').next()?.parse::<u32>().ok()?;
        Some((number, entry.path().join("bin")))
    };
    let mut found: Vec<_> = entries.filter_map(version).collect();
    found.sort_by(|a, b| b.cmp(a));
    found.into_iter().map(|(_, dir)| dir).collect()
}
