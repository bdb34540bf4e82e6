//! Limits that no request can beat: what the databases do by themselves with rows of the same size and the same durability.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use clap::Args;
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use uuid::Uuid;

use crate::cluster::{self, Cluster};
use crate::floor;
use crate::workload::Kind;

/// Raw inserts in groups.
#[derive(Debug, Clone, Args)]
pub(crate) struct Groups {
    /// The folder of the database.
    folder: PathBuf,
    /// For how long, in milliseconds.
    millis: u64,
}

/// Inserts rows in groups of sixty-four, one synced commit each, and prints how many there were.
pub(crate) fn commit_groups(groups: &Groups) {
    let conn = floor::open(&groups.folder.join("groups.db"));
    conn.execute_batch(
        "CREATE TABLE IF NOT EXISTS rows (patient BLOB NOT NULL, id BLOB NOT NULL, at INTEGER NOT NULL, words BLOB NOT NULL, \
         PRIMARY KEY (patient, id)) STRICT; CREATE INDEX IF NOT EXISTS rows_by_at ON rows (patient, at, id);",
    )
    .expect("a table");
    let mut insert = conn
        .prepare("INSERT INTO rows VALUES (?, ?, ?, ?)")
        .expect("a statement");
    let patients: Vec<Uuid> = (0..200).map(|_| Uuid::now_v7()).collect();
    let words = vec![7_u8; 1_100];
    let (begun, mut rows) = (Instant::now(), 0_i64);
    while begun.elapsed() < Duration::from_millis(groups.millis) {
        conn.execute_batch("BEGIN IMMEDIATE")
            .expect("a transaction");
        for patient in patients.iter().cycle().take(floor::GROUP) {
            let id = Uuid::now_v7();
            let row = (patient.as_bytes(), id.as_bytes(), rows, words.as_slice());
            insert.execute(row).expect("a row");
            rows += 1;
        }
        conn.execute_batch("COMMIT").expect("a commit");
    }
    let millis = i64::try_from(begun.elapsed().as_millis()).expect("a span");
    println!("{}", rows * 1_000 / millis.max(1));
}

/// How many rows a second raw SQLite commits in groups.
pub(crate) fn groups(folder: &Path, span: Duration) -> u64 {
    let said = Command::new(std::env::current_exe().expect("this binary"))
        .arg("groups")
        .arg(folder)
        .arg(span.as_millis().to_string())
        .stderr(Stdio::inherit())
        .output()
        .expect("the inserts");
    let said = String::from_utf8_lossy(&said.stdout).trim().to_owned();
    said.parse().expect("a number of rows")
}

/// What pgbench told of one kind of statement.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bench {
    pub(crate) per_second: u64,
    /// The processor time of the backends for one, in microseconds.
    pub(crate) cpu: u64,
}

/// The database in which pgbench works.
const DATABASE: &str = "afterword_limits";
const SEEDED: &str = "CREATE TABLE entries (patient uuid NOT NULL, id uuid NOT NULL, at timestamptz NOT NULL, words bytea NOT NULL, \
    PRIMARY KEY (patient, id)); CREATE INDEX entries_by_at ON entries (patient, at, id); \
    INSERT INTO entries SELECT md5(p::text)::uuid, md5(p || '-' || n)::uuid, timestamptz '2022-01-01' + n * interval '1 hour', \
    convert_to(repeat('x', 1100), 'UTF8') FROM generate_series(1, 200) p, generate_series(1, 1000) n; ANALYZE entries;";

/// Makes the database of pgbench.
pub(crate) fn prepare(cluster: &Cluster) {
    cluster.make(DATABASE, None);
    let mut conn = PgConnection::establish(&cluster.url_of(DATABASE)).expect("a database");
    conn.batch_execute(SEEDED).expect("rows");
}

/// The statement that stands for a kind of request.
fn statement(kind: Kind) -> Option<String> {
    let words = "x".repeat(1_100);
    Some(match kind {
        Kind::Create => format!("INSERT INTO entries VALUES (md5(:p::text)::uuid, gen_random_uuid(), now(), '{words}'::bytea);"),
        Kind::Newest => "SELECT * FROM entries WHERE patient = md5(:p::text)::uuid ORDER BY at DESC, id DESC LIMIT 21;".to_owned(),
        Kind::One => "SELECT * FROM entries WHERE patient = md5(:p::text)::uuid AND id = md5(:p || '-' || :n)::uuid;".to_owned(),
        Kind::Page => "SELECT * FROM entries WHERE patient = md5(:p::text)::uuid AND at < timestamptz '2022-01-01' + :n * interval '1 hour' \
            ORDER BY at DESC, id DESC LIMIT 101;".to_owned(),
        Kind::Shared | Kind::SignIn => return None,
    })
}

/// Lets pgbench do what a kind of request does in the database, and nothing else.
pub(crate) fn pgbench(
    cluster: &Cluster,
    kind: Kind,
    folder: &Path,
    connections: usize,
    span: Duration,
) -> Option<Bench> {
    let script = folder.join("script.sql");
    let statement = statement(kind)?;
    let text = format!("\\set p random(1, 200)\n\\set n random(100, 1000)\n{statement}\n");
    fs::write(&script, text).expect("a script");
    let before = cluster.cpu();
    let said = Command::new(cluster::binaries().join("pgbench"))
        .args(["-n", "-j", "1", "-M", "prepared"])
        .args(["-c", &connections.to_string()])
        .args(["-T", &span.as_secs().max(1).to_string(), "-f"])
        .arg(&script)
        .arg(cluster.url_of(DATABASE))
        .output()
        .expect("pgbench");
    assert!(said.status.success(), "pgbench: {said:?}");
    let spent = cluster.cpu() - before;
    let said = String::from_utf8_lossy(&said.stdout).into_owned();
    let after = |name: &str| {
        let line = said.lines().find_map(|line| line.strip_prefix(name));
        let digits = line.expect("a figure").trim().split(['.', '/', ' ']).next();
        digits
            .and_then(|digits| digits.parse::<u64>().ok())
            .expect("a number")
    };
    let count = after("number of transactions actually processed:");
    Some(Bench {
        per_second: after("tps ="),
        cpu: u64::try_from(spent.as_micros()).expect("a span") / count.max(1),
    })
}

/// Removes the database of pgbench.
pub(crate) fn remove(cluster: &Cluster) {
    cluster.remove(DATABASE);
}
