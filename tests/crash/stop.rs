//! Two instances are told to stop and started again, one after the other, under a client that tries again: nothing fails (RE-8).

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::json;

use crate::invariants::at_rest;
use crate::load::Book;
use crate::people::{Person, ask};
use crate::place::{Engine, Place, Server};
use crate::{Dice, rounds, tell};

/// So often a client tries, the other instance each time.
const TRIES: usize = 20;

/// What the clients counted.
#[derive(Debug, Default)]
struct Tally {
    asked: AtomicUsize,
    again: AtomicUsize,
    failed: Mutex<Vec<String>>,
}

/// Asks until somebody answers; an answer that is not one of these, or none at all, is a failure.
fn insist(
    bases: &[String; 2],
    first: usize,
    by: &Person,
    what: (&str, &str, Option<&serde_json::Value>),
    good: &[u16],
    tally: &Tally,
) {
    let (method, path, body) = what;
    tally.asked.fetch_add(1, Ordering::SeqCst);
    let mut last = String::new();
    for number in 0..TRIES {
        match ask(&bases[(first + number) % 2], method, path, Some(by), body) {
            Some(told) if good.contains(&told.status) => return,
            Some(told) if told.status != 503 => {
                last = format!("{} {}", told.status, told.body);
                break;
            }
            told => {
                last = format!("{told:?}");
                tally.again.fetch_add(1, Ordering::SeqCst);
                thread::sleep(Duration::from_millis(10));
            }
        }
    }
    tally
        .failed
        .lock()
        .unwrap()
        .push(format!("{method} {path}: {last}"));
}

/// Writes and reads until it is over; the ids of what was written.
fn writes(
    number: usize,
    ana: &Person,
    bases: &Mutex<[String; 2]>,
    tally: &Tally,
    over: &AtomicBool,
) -> Vec<String> {
    let (mut dice, mut written) = (Dice::new(number + 50), Vec::new());
    while !over.load(Ordering::SeqCst) {
        let (now, id) = (bases.lock().unwrap().clone(), dice.uuid());
        let (path, body) = ("/v1/entries", json!({"id": id, "text": "a word"}));
        insist(
            &now,
            number,
            ana,
            ("POST", path, Some(&body)),
            &[200, 201],
            tally,
        );
        let path = format!("/v1/entries/{id}");
        insist(&now, number, ana, ("GET", &path, None), &[200], tally);
        written.push(id);
    }
    written
}

/// Tells one instance after the other to stop, and starts it again; the longest that one took to stop.
fn stop_in_turn(
    place: &Place,
    restarts: usize,
    servers: &mut [Server; 2],
    bases: &Mutex<[String; 2]>,
    tally: &Tally,
) -> Duration {
    let mut slowest = Duration::ZERO;
    for number in 0..restarts {
        let which = number % 2;
        let asked = tally.asked.load(Ordering::SeqCst);
        while tally.asked.load(Ordering::SeqCst) < asked + 20 {
            thread::yield_now();
        }
        let began = Instant::now();
        servers[which].signal("TERM");
        let ended = servers[which].ends_within(Duration::from_secs(10));
        if ended != Some(true) {
            let mut failed = tally.failed.lock().unwrap();
            failed.push(format!("stop {number}: {ended:?}"));
        }
        slowest = slowest.max(began.elapsed());
        servers[which] = place.instance(which, None).unwrap();
        bases.lock().unwrap()[which].clone_from(&servers[which].base);
    }
    slowest
}

#[test]
fn instances_that_are_told_to_stop_under_load_let_no_request_fail() {
    let (place, restarts) = (Place::new(Engine::Postgres), rounds(3, 50));
    let mut servers = [0, 1].map(|number| place.instance(number, None).unwrap());
    let book = Book::begin(&place, &servers[0].base, None, 0).expect("it serves");
    let bases = Mutex::new([servers[0].base.clone(), servers[1].base.clone()]);
    let (tally, over) = (Tally::default(), AtomicBool::new(false));
    let patients = &book.people.patients;
    let (slowest, written) = thread::scope(|scope| {
        let (bases, tally, over) = (&bases, &tally, &over);
        let writer = |number: usize| {
            scope.spawn(move || writes(number, &patients[number % 2], bases, tally, over))
        };
        let writers = [0, 1, 2, 3].map(writer);
        let slowest = stop_in_turn(&place, restarts, &mut servers, bases, tally);
        over.store(true, Ordering::SeqCst);
        (slowest, writers.map(|one| one.join().unwrap()))
    });
    let failed = tally.failed.into_inner().unwrap();
    tell(&format!(
        "{restarts} restarts, {} requests, {} tried again, {} failed, slowest stop {slowest:?}",
        tally.asked.into_inner(),
        tally.again.into_inner(),
        failed.len()
    ));
    assert!(failed.is_empty(), "{}", failed.join("\n"));
    let base = &servers[0].base;
    for (number, ids) in written.iter().enumerate() {
        for id in ids.iter().rev().take(50) {
            let path = format!("/v1/entries/{id}");
            let told = ask(base, "GET", &path, Some(&patients[number % 2]), None);
            assert!(told.is_some_and(|told| told.status == 200), "{id} is there");
        }
    }
    assert_eq!(at_rest(&place), [""; 0]);
}

/// The planted fault: an instance that is killed and not told to stop, with nobody beside it to go to.
#[test]
fn a_request_that_nobody_answers_is_found() {
    let place = Place::new(Engine::Sqlite);
    let mut server = place.start(None);
    let book = Book::begin(&place, &server.base, None, 0).expect("it serves");
    let (tally, ana) = (Tally::default(), &book.people.patients[0]);
    let bases = [server.base.clone(), server.base.clone()];
    insist(&bases, 0, ana, ("GET", "/v1/me", None), &[200], &tally);
    assert!(tally.failed.lock().unwrap().is_empty());
    server.kill();
    insist(&bases, 0, ana, ("GET", "/v1/me", None), &[200], &tally);
    assert_eq!(tally.failed.lock().unwrap().len(), 1);
}
