//! How many entries a second the release server writes and lists, on one database.
//!
//! ```text
//! cargo bench --bench entries                                   # SQLite, synced
//! DATABASE_URL=postgres://… cargo bench --bench entries          # an empty PostgreSQL database
//! ```
//! Sixteen connections, one patient with 1,000 entries of about 1 KB, ten seconds for each kind of request. Encryption, session
//! check and durability are as they are when it serves. The figures that count are the ratios of one run; the machine is shared.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a benchmark that meets what it does not expect stops there"
)]

use std::fs;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::process::{Child, Command};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use reqwest::blocking::Client;
use serde_json::{Value, json};

const CONNECTIONS: usize = 16;
const SPAN: Duration = Duration::from_secs(10);
const ENTRIES: usize = 1_000;
const PASSWORD: &str = "a small boat on a wide lake";

struct Server {
    process: Child,
    base: String,
    folder: tempfile::TempDir,
    started: Duration,
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

fn main() {
    let database = std::env::var("DATABASE_URL").ok();
    let server = start(database.as_deref());
    let http = Client::builder().no_proxy().build().expect("a client");
    println!(
        "start to first answer: {} ms, resident {} KiB",
        server.started.as_millis(),
        resident(server.process.id())
    );
    let token = register(&http, &server);
    let body = json!({"text": "A door, half open. ".repeat(54), "feelings": ["curious"]});
    for _ in 0..ENTRIES {
        create(&http, &server.base, &token, &body);
    }
    println!(
        "{:<22} {:>9} {:>9} {:>9} {:>12}",
        "request", "per s", "p50 ms", "p99 ms", "server µs"
    );
    measure("GET /healthz", &server, {
        let base = server.base.clone();
        move |http| {
            assert!(
                http.get(format!("{base}/healthz"))
                    .send()
                    .expect("an answer")
                    .bytes()
                    .is_ok()
            )
        }
    });
    measure("GET /v1/entries", &server, {
        let (base, token) = (server.base.clone(), token.clone());
        move |http| {
            let page = http
                .get(format!("{base}/v1/entries"))
                .bearer_auth(&token)
                .send()
                .expect("an answer");
            assert!(page.status().is_success() && page.bytes().is_ok());
        }
    });
    measure("POST /v1/entries", &server, {
        let (base, token) = (server.base.clone(), token.clone());
        move |http| create(http, &base, &token, &body)
    });
    println!("resident after load: {} KiB", resident(server.process.id()));
}

fn create(http: &Client, base: &str, token: &str, body: &Value) {
    let made = http
        .post(format!("{base}/v1/entries"))
        .bearer_auth(token)
        .json(body)
        .send()
        .expect("an answer");
    assert_eq!(made.status(), 201, "{:?}", made.text());
}

/// Runs one kind of request from all connections at once and prints its line.
fn measure(name: &str, server: &Server, request: impl Fn(&Client) + Send + Sync + 'static) {
    let (request, over) = (Arc::new(request), Arc::new(AtomicBool::new(false)));
    let before = cpu(server.process.id());
    let started = Instant::now();
    let clients: Vec<_> = (0..CONNECTIONS)
        .map(|_| {
            let (request, over) = (Arc::clone(&request), Arc::clone(&over));
            thread::spawn(move || {
                let http = Client::builder().no_proxy().build().expect("a client");
                let mut took = Vec::new();
                while !over.load(Ordering::Relaxed) {
                    let begun = Instant::now();
                    request(&http);
                    took.push(begun.elapsed());
                }
                took
            })
        })
        .collect();
    thread::sleep(SPAN);
    over.store(true, Ordering::Relaxed);
    let mut took: Vec<Duration> = clients
        .into_iter()
        .flat_map(|client| client.join().expect("a client"))
        .collect();
    let (elapsed, spent) = (started.elapsed(), cpu(server.process.id()) - before);
    took.sort();
    let count = u32::try_from(took.len()).expect("fewer than four billion");
    let at = |share: usize| took[took.len() * share / 100].as_micros();
    let per_second = u128::from(count) * 1_000_000 / elapsed.as_micros();
    println!(
        "{name:<22} {per_second:>9} {:>9} {:>9} {:>12}",
        thousandths(at(50)),
        thousandths(at(99)),
        (spent / count).as_micros()
    );
}

fn thousandths(micros: u128) -> String {
    format!("{}.{:03}", micros / 1_000, micros % 1_000)
}

/// The processor time that a process has used, from the fields 14 and 15 of its stat line, in hundredths of a second.
fn cpu(process: u32) -> Duration {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).expect("a process");
    let after_name = stat.rsplit_once(')').expect("a name").1;
    let ticks: u64 = after_name
        .split_whitespace()
        .skip(11)
        .take(2)
        .map(|field| field.parse::<u64>().expect("a number"))
        .sum();
    Duration::from_millis(ticks * 10)
}

fn resident(process: u32) -> String {
    let status = fs::read_to_string(format!("/proc/{process}/status")).expect("a process");
    let line = status
        .lines()
        .find(|line| line.starts_with("VmRSS"))
        .expect("a figure");
    line.split_whitespace().nth(1).expect("a number").to_owned()
}

fn start(database: Option<&str>) -> Server {
    let folder = tempfile::tempdir().expect("a folder");
    let port = std::net::TcpListener::bind("127.0.0.1:0")
        .and_then(|probe| probe.local_addr())
        .expect("a port")
        .port();
    let base = format!("http://127.0.0.1:{port}");
    let mut command = Command::new(env!("CARGO_BIN_EXE_afterword"));
    command
        .env("AFTERWORD_LISTEN", format!("127.0.0.1:{port}"))
        .env("AFTERWORD_DATA_DIR", folder.path());
    command
        .env("AFTERWORD_RATE_LIMITS", "off")
        .env("AFTERWORD_LOG", "warn")
        .env_remove("DATABASE_URL");
    if let Some(url) = database {
        let mut key = fs::OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(folder.path().join("master.key"))
            .expect("a file");
        key.write_all(b"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n")
            .expect("a key");
        command.env("DATABASE_URL", url);
    }
    let begun = Instant::now();
    let process = command.spawn().expect("the server");
    let http = Client::builder().no_proxy().build().expect("a client");
    while http.get(format!("{base}/healthz")).send().is_err() {
        assert!(
            begun.elapsed() < Duration::from_secs(30),
            "the server does not come up"
        );
        thread::sleep(Duration::from_millis(1));
    }
    Server {
        process,
        base,
        folder,
        started: begun.elapsed(),
    }
}

fn register(http: &Client, server: &Server) -> String {
    let account = json!({"role": "patient", "email": "ana@example.org", "password": PASSWORD, "display_name": "Ana", "time_zone": "UTC"});
    let asked = http
        .post(format!("{}/v1/auth/register", server.base))
        .json(&account)
        .send()
        .expect("an answer");
    assert_eq!(asked.status(), 202);
    let code = loop {
        let mails = fs::read_dir(server.folder.path().join("mail"))
            .expect("the mail folder")
            .flatten();
        let is_code = |line: &&str| {
            line.len() == 8
                && line
                    .bytes()
                    .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
        };
        let found = mails
            .filter_map(|file| fs::read_to_string(file.path()).ok())
            .find_map(|mail| {
                mail.lines()
                    .map(str::trim)
                    .find(is_code)
                    .map(ToOwned::to_owned)
            });
        match found {
            Some(code) => break code,
            None => thread::sleep(Duration::from_millis(20)),
        }
    };
    let confirmation = json!({"email": "ana@example.org", "code": code});
    let signed_in: Value = http
        .post(format!("{}/v1/auth/register/confirm", server.base))
        .json(&confirmation)
        .send()
        .and_then(|answer| answer.json())
        .expect("an answer");
    signed_in["access_token"]
        .as_str()
        .expect("a token")
        .to_owned()
}
