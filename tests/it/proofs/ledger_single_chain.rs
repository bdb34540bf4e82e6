//! One chain, without a gap and without a fork, under two instances and sixteen writers on each (AU-5).

use std::sync::Barrier;
use std::thread;
use std::time::{Duration, Instant};

use reqwest::blocking::Client as Http;

use super::{Raw, id, rounds};
use crate::both;
use crate::harness::{Client, World, raw, scenes};

const WRITERS: usize = 16;

/// Every event is counted where it was asked for and in the database, and the chain is walked by the service.
fn one_chain(world: &World) {
    let scenes::Linked {
        patient: ana,
        therapist: bo,
        link,
    } = scenes::linked(world);
    let entry = scenes::entry(&ana, "a word");
    scenes::share(&ana, &link, &entry);
    let each = rounds(4, 10_000_usize.div_ceil(2 * WRITERS));
    let other = world.another_instance();
    let bases = [world.base().to_owned(), other.base.clone()];
    let read = format!("/v1/therapist/patients/{link}/entries/{entry}");
    let (hers, his) = (ana.session().access, bo.session().access);
    let whose = id(world.engine, &ana.session().account);
    let count = format!("SELECT count(*) AS n FROM access_log WHERE account_id = {whose}");
    let before = raw::count(world, &count);
    let together = Barrier::new(2 * WRITERS);
    let writer = |number: usize| {
        let http = Http::builder().no_proxy().build().expect("a client");
        let (path, token) = if number % 4 < 2 {
            ("/v1/access-log?limit=1", &hers)
        } else {
            (read.as_str(), &his)
        };
        let url = format!("{}{path}", bases[number % 2]);
        together.wait();
        let mut took = Vec::with_capacity(each);
        for _ in 0..each {
            let begun = Instant::now();
            let answer = http.get(&url).bearer_auth(token).send().expect("an answer");
            assert_eq!(answer.status(), 200);
            took.push(begun.elapsed());
        }
        took
    };
    let mut took: Vec<Duration> = thread::scope(|scope| {
        let writer = &writer;
        let writers: Vec<_> = (0..2 * WRITERS)
            .map(|number| scope.spawn(move || writer(number)))
            .collect();
        writers
            .into_iter()
            .flat_map(|one| one.join().expect("a writer ends well"))
            .collect()
    });
    took.sort_unstable();
    let events = i64::try_from(took.len()).expect("a number");
    told(world, &took);
    assert_eq!(
        raw::count(world, &count),
        before + events,
        "every event is one row"
    );
    assert!(is_single(world, &ana, before + events));
}

/// Whether a log is one chain of so many rows: numbered without a gap, no hash twice, and each following the one before it.
fn is_single(world: &World, owner: &Client<'_>, all: i64) -> bool {
    let whose = id(world.engine, &owner.session().account);
    let line = format!(
        "SELECT min(number) || ' ' || max(number) || ' ' || count(DISTINCT number) || ' ' || count(DISTINCT hash) AS line \
         FROM access_log WHERE account_id = {whose}"
    );
    let found = owner.get("/v1/access-log/verify").expect(200).body;
    Raw::of(world).lines(&line) == [format!("1 {all} {all} {all}")]
        && (&found["intact"], found["checked"].as_i64()) == (&true.into(), Some(all))
}

both!(a_gap_a_fork_and_a_lost_event_are_found, |world| {
    // The planted faults, each behind the API's back: a row taken out of the middle, a row that follows another's hash, a cut end.
    let ana = world.patient("Ana");
    for _ in 0..6 {
        ana.get("/v1/access-log?limit=1").expect(200);
    }
    let whose = id(world.engine, &ana.session().account);
    assert!(is_single(world, &ana, 8));
    assert!(!is_single(world, &ana, 9), "an event that is nowhere");
    crate::ledger::verify_log::raw_unlock_log(world);
    let kept = format!("CREATE TABLE kept AS SELECT * FROM access_log WHERE account_id = {whose}");
    world.raw_sql(&kept).unwrap();
    for fault in [
        format!("DELETE FROM access_log WHERE account_id = {whose} AND number = 4"),
        format!(
            "UPDATE access_log SET hash = (SELECT hash FROM kept WHERE number = 3) WHERE account_id = {whose} AND number = 5"
        ),
        format!("DELETE FROM access_log WHERE account_id = {whose} AND number = 8"),
        format!("UPDATE access_log SET number = 9 WHERE account_id = {whose} AND number = 8"),
    ] {
        world.raw_sql(&fault).unwrap();
        assert!(!is_single(world, &ana, 8), "{fault}");
        let healed = format!(
            "DELETE FROM access_log WHERE account_id = {whose}; INSERT INTO access_log SELECT * FROM kept"
        );
        world.raw_sql(&healed).unwrap();
        assert!(is_single(world, &ana, 8), "{fault}, undone");
    }
});

#[expect(clippy::print_stdout, reason = "the figure is part of the claim")]
fn told(world: &World, took: &[Duration]) {
    let part = |hundredths: usize| took[(took.len() * hundredths / 100).min(took.len() - 1)];
    println!(
        "{:?}: {} events by 2 x {WRITERS} writers, each a request with one append: p50 {:?}, p99 {:?}, most {:?}",
        world.engine,
        took.len(),
        part(50),
        part(99),
        part(100)
    );
}

both!(
    two_instances_and_sixteen_writers_on_each_make_one_chain,
    |world| {
        one_chain(world);
    }
);
