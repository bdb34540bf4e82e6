//! A database that is away (RE-5): what is asked for meanwhile is answered in time, is not done afterwards, and goes on when it is back.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use afterword::db::DatabaseUrl;
use diesel::connection::SimpleConnection;
use reqwest::Method;

use crate::harness::{Client, Engine, World, cluster, json, raw, scenes};

const THROUGH: u8 = 0;
/// Connections stand, and new ones are taken, but no byte goes through any: what a stopped process looks like.
const STALLED: u8 = 1;
/// Every connection is cut, and so is every new one.
const CUT: u8 = 2;

/// What stands between a service and PostgreSQL.
#[derive(Clone)]
struct Between {
    mode: Arc<AtomicU8>,
    port: u16,
}

impl Between {
    /// Stands before the server with this socket folder, as libpq's URLs name it.
    fn before(socket: String) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let between = Self {
            mode: Arc::default(),
            port: listener.local_addr().unwrap().port(),
        };
        let mode = Arc::clone(&between.mode);
        thread::spawn(move || {
            for client in listener.incoming() {
                let (client, mode, socket) = (client.unwrap(), Arc::clone(&mode), socket.clone());
                thread::spawn(move || carry(&client, &socket, &mode));
            }
        });
        between
    }

    fn set(&self, mode: u8) {
        self.mode.store(mode, Ordering::SeqCst);
    }
}

/// Carries bytes both ways until an end closes, or they are cut.
fn carry(client: &TcpStream, socket: &str, mode: &AtomicU8) {
    let server = UnixStream::connect(socket).unwrap();
    let tick = Some(Duration::from_millis(5));
    client.set_read_timeout(tick).unwrap();
    server.set_read_timeout(tick).unwrap();
    thread::scope(|scope| {
        scope.spawn(|| pump(client, &server, mode));
        pump(&server, client, mode);
        drop(client.shutdown(std::net::Shutdown::Both));
        drop(server.shutdown(std::net::Shutdown::Both));
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
                if to.write_all(&part[..length]).is_err() {
                    return;
                }
            }
            Err(error) if matches!(error.kind(), std::io::ErrorKind::WouldBlock) => {}
            Err(_) => return,
        }
    }
}

/// A world on PostgreSQL with something between; none where the tests use a server of somebody else's.
fn with_something_between() -> Option<(World, Between)> {
    let mut between = None;
    let world = World::with(Engine::Postgres, |settings| {
        let DatabaseUrl::Postgres(url) = &settings.database else {
            panic!("PostgreSQL has a URL")
        };
        let host = url
            .split('@')
            .nth(1)
            .and_then(|rest| rest.split('/').next());
        let folder = host.unwrap().replace("%2F", "/");
        if folder.starts_with('/') {
            let made = Between::before(format!("{folder}/.s.PGSQL.5432"));
            let name = cluster::database_of(url).unwrap();
            let through = format!("postgres://postgres@127.0.0.1:{}/{name}", made.port);
            settings.database = DatabaseUrl::Postgres(through);
            between = Some(made);
        }
    });
    between.map(|between| (world, between))
}

/// Asks until an answer is good, and how long that took.
fn back(ana: &Client<'_>) -> Duration {
    let begun = Instant::now();
    while ana.get("/v1/me").status != 200 {
        assert!(begun.elapsed() < Duration::from_secs(20), "it comes back");
    }
    begun.elapsed()
}

/// What is asked for while the database is away: every answer is 503, soon enough, and says when to come back.
fn all_are_told_to_come_back(world: &World, ana: &Client<'_>) -> Duration {
    let (token, base) = (ana.session().access, world.base());
    let http = reqwest::blocking::Client::builder()
        .no_proxy()
        .build()
        .unwrap();
    let asked = [
        (Method::GET, "/v1/me"),
        (Method::GET, "/v1/entries"),
        (Method::POST, "/v1/entries"),
        (Method::GET, "/v1/entries?q=word"),
        (Method::POST, "/v1/auth/login"),
        (Method::GET, "/readyz"),
    ];
    let took: Vec<(String, u16, bool, Duration)> = thread::scope(|scope| {
        let each: Vec<_> = asked
            .iter()
            .cycle()
            .take(24)
            .map(|(method, path)| {
                let (http, token) = (&http, &token);
                scope.spawn(move || {
                    let begun = Instant::now();
                    let request = http
                        .request(method.clone(), format!("{base}{path}"))
                        .bearer_auth(token);
                    let body = match *path {
                        "/v1/auth/login" => json!({"email": "ana@example.org", "password": "a small boat on a lake"}),
                        _ => json!({"text": "a word that was given up"}),
                    };
                    let request = match *method {
                        Method::POST => request.json(&body),
                        _ => request,
                    };
                    let answer = request.send().unwrap();
                    (
                        format!("{method} {path}"),
                        answer.status().as_u16(),
                        answer.headers().contains_key("retry-after"),
                        begun.elapsed(),
                    )
                })
            })
            .collect();
        each.into_iter().map(|one| one.join().unwrap()).collect()
    });
    let slowest = took.iter().map(|(.., time)| *time).max().unwrap();
    for (what, status, when, time) in took {
        assert_eq!((status, when), (503, true), "{what}");
        let most = if what.ends_with("readyz") { 2 } else { 5 };
        assert!(time < Duration::from_secs(most), "{what}: {time:?}");
    }
    slowest
}

#[test]
fn a_database_that_is_stopped_is_told_of_in_time_and_what_was_given_up_is_not_done_after_all() {
    let Some((world, between)) = with_something_between() else {
        return;
    };
    let ana = world.patient("Ana");
    scenes::entry(&ana, "before");
    between.set(STALLED);
    let slowest = all_are_told_to_come_back(&world, &ana);
    between.set(THROUGH);
    let waited = back(&ana);
    crate::proofs::tell(&format!(
        "503 in {slowest:?} at the most, back in {waited:?}"
    ));
    assert!(waited < Duration::from_secs(5), "{waited:?}");
    // Whatever went on where it had stopped was rolled back.
    scenes::entry(&ana, "after");
    let entries = ana.get("/v1/entries").expect(200);
    assert_eq!(entries.items().len(), 2);
    assert_eq!(raw::count(&world, "SELECT count(*) AS n FROM entries"), 2);
}

#[test]
fn a_database_that_cuts_every_connection_is_told_of_and_goes_on_when_it_is_back() {
    let Some((world, between)) = with_something_between() else {
        return;
    };
    let ana = world.patient("Ana");
    scenes::entry(&ana, "before");
    for _ in 0..2 {
        between.set(CUT);
        // More often than there are lanes, so that each meets its broken connection again.
        for _ in 0..2 {
            all_are_told_to_come_back(&world, &ana);
        }
        between.set(THROUGH);
        let waited = back(&ana);
        assert!(waited < Duration::from_secs(5), "{waited:?}");
    }
    assert_eq!(raw::count(&world, "SELECT count(*) AS n FROM entries"), 1);
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "another process that writes is what this is about"
)]
fn an_embedded_database_that_another_process_keeps_is_told_of() {
    let world = World::start(Engine::Sqlite);
    let ana = world.patient("Ana");
    let afterword::db::Conn::Sqlite(mut other) = world.raw_connection() else {
        panic!("SQLite")
    };
    other.batch_execute("BEGIN IMMEDIATE").unwrap();
    let begun = Instant::now();
    let refused = ana.post("/v1/entries", &json!({"text": "a word"}));
    assert_eq!(refused.expect(503).header("retry-after"), "1");
    assert!(
        begun.elapsed() < Duration::from_secs(5),
        "{:?}",
        begun.elapsed()
    );
    // Reading waits for nobody.
    ana.get("/v1/entries").expect(200);
    other.batch_execute("COMMIT").unwrap();
    ana.post("/v1/entries", &json!({"text": "a word"}))
        .expect(201);
}

/// The planted fault: a database that is there all the time, so that what is asked for is not told to come back.
#[test]
fn an_answer_that_does_not_say_when_to_come_back_is_found() {
    let world = World::start(Engine::Sqlite);
    let ana = world.patient("Ana");
    let told = std::panic::AssertUnwindSafe(|| all_are_told_to_come_back(&world, &ana));
    assert!(std::panic::catch_unwind(told).is_err());
}
