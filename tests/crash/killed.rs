//! The process is killed under load, as `kill -9` does (RE-1, RE-2), over either database.

use std::time::{Duration, Instant};

use crate::disk::{Disk, Order};
use crate::invariants::after_a_start;
use crate::load::{Book, Count};
use crate::people::mailed_code;
use crate::place::{Engine, LONG, Place, Took};
use crate::{Dice, rounds, tell};

/// So many kills in one place; the answers that were given, and the slowest start.
fn kills(engine: Engine, times: usize, seed: usize) -> (usize, Took) {
    let (place, mut dice, clock) = (Place::new(engine), Dice::new(seed), Disk::clock());
    let mut server = place.start(Some(&clock));
    let mut book = Book::begin(&place, &server.base, None, 8).expect("it serves");
    let (count, mut slowest) = (Count::default(), Took::default());
    for round in 0..times {
        let more = 10 + dice.below(120);
        book.under_load(&server.base.clone(), &count, |count, _| {
            count.wait_for(more);
            server.kill();
        });
        server = place.start(Some(&clock));
        slowest = slowest.or(server.took);
        let mut found = book.refresh(&server.base);
        found.extend(after_a_start(&place, &mut book, &server.base));
        assert!(
            found.is_empty(),
            "kill {round} of seed {seed}: {}",
            found.join("\n")
        );
    }
    mail_arrives(&place, &book, &server.base, &clock);
    (count.acknowledged.into_inner(), slowest)
}

/// Every mail that an answer promised has left, or leaves when it is due again.
pub fn mail_arrives(place: &Place, book: &Book, base: &str, clock: &Disk) {
    clock.order(Order::Shift, 3_600);
    let began = Instant::now();
    let mut bells = 0;
    for writer in &book.writers {
        for email in &writer.registered {
            while mailed_code(place, email).is_none() {
                assert!(began.elapsed() < LONG, "no mail to {email}");
                if began.elapsed() > Duration::from_secs(bells) {
                    // Another mail makes the sender look.
                    bells += 2;
                    book.ring(base);
                }
                std::thread::sleep(Duration::from_millis(5));
            }
        }
    }
    clock.order(Order::Shift, 0);
}

/// A place of its own for every twenty, or looking would take longer than killing.
fn all_kills(engine: Engine) {
    let times = rounds(3, 200);
    let (mut answers, mut slowest) = (0, Took::default());
    for seed in 0..times.div_ceil(20) {
        let (given, took) = kills(engine, times.min(20), seed);
        answers += given;
        slowest = slowest.or(took);
    }
    tell(&format!(
        "{times} kills on {engine:?}, {answers} answers, slowest start {slowest:?}"
    ));
    assert!(slowest.cpu < Duration::from_secs(5), "{slowest:?}");
}

#[test]
fn what_was_acknowledged_stands_after_kills_on_sqlite() {
    all_kills(Engine::Sqlite);
}

#[test]
fn what_was_acknowledged_stands_after_kills_on_postgresql() {
    all_kills(Engine::Postgres);
}
