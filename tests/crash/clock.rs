//! The clock on the wall is set on and back while the server serves (RE-7): requests go on, and nothing that is over comes back.

use serde_json::{Value, json};

use crate::disk::{Disk, Order};
use crate::invariants::at_rest;
use crate::load::Book;
use crate::people::{Person, ask, must};
use crate::place::{Engine, Place};
use crate::tell;

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;

/// Each step from where the clock should be, and back there.
const STEPS: [i64; 12] = [
    HOUR,
    0,
    -HOUR,
    0,
    DAY,
    0,
    -DAY,
    0,
    30 * DAY,
    0,
    -30 * DAY,
    0,
];

const SIGNED_IN: &str = "the password";

/// Somebody goes on: with the token they have, or the next one, or their password; which of these it took.
fn goes_on(base: &str, person: &Person, ahead: i64) -> &'static str {
    let works = || {
        ask(base, "GET", "/v1/me", Some(person), None)
            .unwrap()
            .status
    };
    match works() {
        200 => return "the token",
        status => assert_eq!(status, 401, "{}", person.email),
    }
    let refreshed = person.refresh(base).unwrap().status;
    if refreshed == 200 {
        let next = works();
        assert_eq!(
            next, 200,
            "{}: a token that was given just now",
            person.email
        );
        return "the next token";
    }
    let told = person.sign_in(base, ahead).unwrap();
    assert_eq!(
        (told.status, works()),
        (200, 200),
        "{}: {}",
        person.email,
        told.body
    );
    SIGNED_IN
}

/// Writes and shares one entry; the consent's id and the path by which it is read.
fn shared(base: &str, book: &Book, expires_at: Option<&str>) -> (String, String) {
    let ana = Some(&book.people.patients[0]);
    let entry = must(
        base,
        "POST",
        "/v1/entries",
        ana,
        Some(&json!({"text": "a word"})),
        201,
    );
    let entry = entry.unwrap()["id"].as_str().unwrap().to_owned();
    let (link, notice) = book.people.link(0);
    let mut body = json!({"link_id": link, "scope": {"type": "entry", "entry_id": entry}, "notice_version": notice});
    if let Some(at) = expires_at {
        body["expires_at"] = json!(at);
    }
    let consent = must(base, "POST", "/v1/consents", ana, Some(&body), 201).unwrap();
    let path = format!("/v1/therapist/patients/{link}/entries/{entry}");
    (consent["id"].as_str().unwrap().to_owned(), path)
}

/// What is over: what a therapist must not read, and who must not get in.
struct Over {
    closed: Vec<String>,
    signed_out: Vec<Person>,
}

impl Over {
    fn stays(&self, base: &str, book: &Book, step: i64) {
        for path in &self.closed {
            let read = ask(base, "GET", path, Some(&book.people.therapist), None);
            assert_eq!(
                read.unwrap().status,
                404,
                "at {step} a consent that is over is open"
            );
        }
        for person in &self.signed_out {
            let in_again = ask(base, "GET", "/v1/me", Some(person), None);
            assert_eq!(
                in_again.unwrap().status,
                401,
                "at {step} a token that is over is good"
            );
            let next = person.kept().refresh(base);
            assert_ne!(
                next.unwrap().status,
                200,
                "at {step} a token that is over gives another"
            );
        }
    }
}

/// What is given now is read now, and closed when it is taken back.
fn given_and_taken_back(base: &str, book: &Book, step: i64) -> String {
    let (consent, path) = shared(base, book, None);
    let read = must(base, "GET", &path, Some(&book.people.therapist), None, 200);
    assert_eq!(read.unwrap()["text"], json!("a word"), "at {step}");
    let consent = format!("/v1/consents/{consent}");
    let ana = &book.people.patients[0];
    must(base, "DELETE", &consent, Some(ana), None, 200);
    path
}

fn steps(engine: Engine) {
    let (place, clock) = (Place::new(engine), Disk::clock());
    let server = place.start(Some(&clock));
    let base = &server.base;
    let book = Book::begin(&place, base, None, 0).expect("it serves");
    let ana = &book.people.patients[0];
    // One consent that was taken back, one that will be over in two hours, and a device that is signed out.
    let (revoked, read_once) = shared(base, &book, None);
    let path = format!("/v1/consents/{revoked}");
    must(base, "DELETE", &path, Some(ana), None, 200);
    let soon = afterword::clock::Clock::system()
        .now()
        .plus(chrono::Duration::hours(2));
    let (_, soon_over) = shared(base, &book, Some(&soon.to_string()));
    must(
        base,
        "GET",
        &soon_over,
        Some(&book.people.therapist),
        None,
        200,
    );
    let signed_out = ana.kept();
    must(base, "POST", "/v1/auth/logout", Some(ana), None, 204);
    assert_eq!(ana.sign_in(base, 0).unwrap().status, 200);
    let mut over = Over {
        closed: vec![read_once],
        signed_out: vec![signed_out],
    };
    let mut took = Vec::new();
    for step in STEPS {
        clock.order(Order::Shift, step);
        let before = [ana, &book.people.therapist].map(Person::kept);
        let how = [ana, &book.people.patients[1], &book.people.therapist]
            .map(|who| goes_on(base, who, step));
        if step == DAY {
            let read = ask(base, "GET", &soon_over, Some(&book.people.therapist), None);
            assert_eq!(read.unwrap().status, 404, "it is over");
            over.closed.push(soon_over.clone());
        }
        for (person, how) in before.into_iter().zip([how[0], how[2]]) {
            // Not used for too long: over for good once that was seen.
            if how == SIGNED_IN {
                over.signed_out.push(person);
            }
        }
        over.stays(base, &book, step);
        over.closed.push(given_and_taken_back(base, &book, step));
        over.stays(base, &book, step);
        let ready = ask(base, "GET", "/readyz", None, None).unwrap();
        assert_eq!(ready.status, 200, "at {step}: {}", ready.body);
        took.push(format!("{step}: {how:?}"));
    }
    assert_eq!(at_rest(&place), Vec::<String>::new());
    let list = must(base, "GET", "/v1/access-log/verify", Some(ana), None, 200);
    assert_eq!(list.unwrap_or(Value::Null)["intact"], json!(true));
    tell(&format!("{engine:?}: {}", took.join("; ")));
}

#[test]
fn a_clock_that_is_set_on_and_back_stops_nobody_and_brings_nothing_back_on_sqlite() {
    steps(Engine::Sqlite);
}

#[test]
fn a_clock_that_is_set_on_and_back_stops_nobody_and_brings_nothing_back_on_postgresql() {
    steps(Engine::Postgres);
}

/// The planted fault: a consent whose end is forgotten, which the clock then brings back.
#[test]
fn a_consent_that_comes_back_is_found() {
    let (place, clock) = (Place::new(Engine::Sqlite), Disk::clock());
    let server = place.start(Some(&clock));
    let book = Book::begin(&place, &server.base, None, 0).expect("it serves");
    let (consent, path) = shared(&server.base, &book, None);
    let over = Over {
        closed: vec![path],
        signed_out: Vec::new(),
    };
    let ana = Some(&book.people.patients[0]);
    must(
        &server.base,
        "DELETE",
        &format!("/v1/consents/{consent}"),
        ana,
        None,
        200,
    );
    over.stays(&server.base, &book, 0);
    crate::raw::Raw::of(&place).run("UPDATE consents SET revoked_at = NULL");
    let looked = std::panic::AssertUnwindSafe(|| over.stays(&server.base, &book, 0));
    assert!(std::panic::catch_unwind(looked).is_err());
}
