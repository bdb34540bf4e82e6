//! The same key eight times at once over two instances, which are killed meanwhile: one effect (SY-1, RE-11).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Barrier, Mutex};
use std::thread;

use serde_json::{Value, json};

use crate::invariants::at_rest;
use crate::load::Book;
use crate::people::{Person, ask, ask_with};
use crate::place::{Engine, Place, Server};
use crate::{rounds, tell};

/// How many send each key at once.
const AT_ONCE: usize = 8;

/// One key: which collection it is for, and what it says.
fn request(number: usize) -> (&'static str, String, Value) {
    let text = format!("a word under key {number}");
    let path = ["/v1/entries", "/v1/intentions"][number % 2];
    (path, format!("key {number}"), json!({"text": text}))
}

/// The ids that were answered, by key.
type Told = BTreeMap<usize, BTreeSet<String>>;

/// Sends one key once; the id that was answered, and nothing where nobody answered, or was told to come back.
fn send(base: &str, by: &Person, number: usize) -> Option<String> {
    let (path, key, body) = request(number);
    let headers = [("Idempotency-Key", key.as_str())];
    let told = ask_with(base, "POST", path, Some(by), Some(&body), &headers)?;
    match told.status {
        200 | 201 => Some(told.body["id"].as_str().unwrap().to_owned()),
        503 => None,
        // No id of anything that is there.
        other => Some(format!("{other} {}", told.body)),
    }
}

/// Kills one instance after the other, each when so many more keys were sent, and starts it again.
fn kill_in_turn(
    place: &Place,
    servers: &mut [Server; 2],
    bases: &Mutex<[String; 2]>,
    sent: &AtomicUsize,
    over: &AtomicBool,
) -> usize {
    let mut kills = 0;
    while !over.load(Ordering::SeqCst) {
        let (which, from) = (kills % 2, sent.load(Ordering::SeqCst));
        while sent.load(Ordering::SeqCst) < from + 7 && !over.load(Ordering::SeqCst) {
            thread::yield_now();
        }
        servers[which].kill();
        let again = place.instance(which, None);
        servers[which] = again.unwrap_or_else(|log| panic!("it starts by itself: {log}"));
        bases.lock().unwrap()[which].clone_from(&servers[which].base);
        kills += 1;
    }
    kills
}

#[test]
fn a_key_that_comes_eight_times_over_two_instances_that_are_killed_has_one_effect() {
    let (place, keys) = (Place::new(Engine::Postgres), rounds(30, 1_000));
    let mut servers = [0, 1].map(|number| place.instance(number, None).unwrap());
    let book = Book::begin(&place, &servers[0].base, None, 0).expect("it serves");
    let ana = &book.people.patients[0];
    let bases = Mutex::new([servers[0].base.clone(), servers[1].base.clone()]);
    let (sent, over, together) = (
        AtomicUsize::new(0),
        AtomicBool::new(false),
        Barrier::new(AT_ONCE),
    );
    let told = Mutex::new(Told::new());
    let kills = thread::scope(|scope| {
        let senders: Vec<_> = (0..AT_ONCE)
            .map(|sender| {
                let (told, bases, sent, together) = (&told, &bases, &sent, &together);
                scope.spawn(move || {
                    for number in 0..keys {
                        together.wait();
                        let base = bases.lock().unwrap()[sender % 2].clone();
                        if let Some(id) = send(&base, ana, number) {
                            told.lock().unwrap().entry(number).or_default().insert(id);
                        }
                        sent.fetch_add(usize::from(sender == 0), Ordering::SeqCst);
                        if sender == 0 && number % 300 == 299 {
                            drop(ana.refresh(&base));
                        }
                    }
                })
            })
            .collect();
        let killer = scope.spawn(|| kill_in_turn(&place, &mut servers, &bases, &sent, &over));
        for sender in senders {
            let sent = sender.join();
            over.store(true, Ordering::SeqCst);
            sent.unwrap();
        }
        killer.join().unwrap()
    });
    let told = told.into_inner().unwrap();
    let base = &servers[0].base;
    assert!(ana.sign_in(base, 0).is_some_and(|told| told.status == 200));
    let (twice, lost) = compare(&told, &there(base, ana), keys);
    assert_eq!((twice, lost), (0, 0));
    assert_eq!(at_rest(&place), [""; 0]);
    tell(&format!(
        "{keys} keys, {AT_ONCE} at once, {kills} kills, {} acknowledged, none twice, none lost",
        told.len()
    ));
}

/// The ids of everything that is there, by what it says.
fn there(base: &str, by: &Person) -> BTreeMap<String, BTreeSet<String>> {
    let mut there: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for path in ["/v1/entries", "/v1/intentions"] {
        let mut cursor = String::new();
        loop {
            let page = ask(
                base,
                "GET",
                &format!("{path}?limit=100{cursor}"),
                Some(by),
                None,
            );
            let page = page.expect("an answer");
            assert_eq!(page.status, 200);
            for item in page.body["items"].as_array().unwrap() {
                let of = |name: &str| item[name].as_str().unwrap().to_owned();
                there.entry(of("text")).or_default().insert(of("id"));
            }
            let Some(next) = page.body["next_cursor"].as_str() else {
                break;
            };
            cursor = format!("&cursor={next}");
        }
    }
    there
}

/// How many keys had more than one effect, and how many were acknowledged and had another or none.
fn compare(told: &Told, there: &BTreeMap<String, BTreeSet<String>>, keys: usize) -> (usize, usize) {
    let (mut twice, mut lost) = (0, 0);
    for number in 0..keys {
        let (_, _, body) = request(number);
        let found = there.get(body["text"].as_str().unwrap());
        twice += usize::from(found.is_some_and(|ids| ids.len() > 1));
        lost += usize::from(told.get(&number).is_some_and(|ids| found != Some(ids)));
    }
    (twice, lost)
}

/// The planted faults: an effect that is there twice, and one that was acknowledged and is not there.
#[test]
fn an_effect_that_is_there_twice_or_not_at_all_is_found() {
    let id = |name: &str| BTreeSet::from([name.to_owned()]);
    let text = |number: usize| request(number).2["text"].as_str().unwrap().to_owned();
    let told = Told::from([(0, id("a")), (1, id("b")), (2, id("c"))]);
    let mut there = BTreeMap::from([(text(0), id("a")), (text(1), id("b")), (text(2), id("c"))]);
    assert_eq!(compare(&told, &there, 3), (0, 0));
    there.get_mut(&text(1)).unwrap().insert("d".to_owned());
    there.remove(&text(2));
    assert_eq!(compare(&told, &there, 3), (1, 2));
}
