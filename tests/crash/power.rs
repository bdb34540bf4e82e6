//! The power is cut under load, on a disk that forgets what was not synced (RE-1).

use std::time::Duration;

use crate::disk::{Disk, Fault, Image, Order, put};
use crate::invariants::{after_a_start, untold_revocations};
use crate::killed::mail_arrives;
use crate::load::{Book, Count};
use crate::place::{Engine, Place, Took};
use crate::{Dice, rounds, tell};

/// What so many power cuts did.
#[derive(Debug, Default)]
struct Cuts {
    found: Vec<String>,
    acknowledged: usize,
    slowest: Took,
}

/// So many power cuts, on a disk with this fault; ends with the first one after which something is not as it must be.
fn cuts(times: usize, seed: usize, fault: Fault) -> Cuts {
    let (place, mut dice, mut cuts) =
        (Place::new(Engine::Sqlite), Dice::new(seed), Cuts::default());
    let (mut disk, mut image) = (Disk::under(&place.disk()), Image::of(&place.disk()));
    let mut server = place.start(Some(&disk));
    let mut book = Book::begin(&place, &server.base, Some(&disk), 8).expect("it serves");
    let count = Count::default();
    for round in 0..times {
        let more = 10 + dice.below(120);
        book.under_load(&server.base.clone(), &count, |count, _| {
            count.wait_for(more);
            match dice.below(3) {
                // In the middle of a sync, and not just anywhere.
                0 => {
                    let next = disk.count(Order::Syncs) + 1 + i64::try_from(dice.below(5)).unwrap();
                    disk.order(Order::KillAt, next);
                    count.wait_for(usize::MAX / 2);
                }
                // While the record of endings is written.
                1 => {
                    disk.order(Order::KillWhenAppended, 1);
                    count.wait_for(usize::MAX / 2);
                }
                _ => {}
            }
            server.kill();
        });
        image = image.replay(&disk.record(), fault);
        put(&image.after_a_power_cut(&mut dice), &place.disk());
        let untold = untold_revocations(&place, &book);
        (disk, image) = (Disk::under(&place.disk()), Image::of(&place.disk()));
        server = match place.instance(0, Some(&disk)) {
            Ok(server) => server,
            Err(log) => {
                cuts.found = vec![format!("cut {round}: it does not start by itself: {log}")];
                return cuts;
            }
        };
        cuts.slowest = cuts.slowest.or(server.took);
        let found = untold
            .into_iter()
            .chain(book.refresh(&server.base))
            .chain(after_a_start(&place, &mut book, &server.base));
        cuts.found = found.map(|what| format!("cut {round}: {what}")).collect();
        if !cuts.found.is_empty() {
            break;
        }
    }
    if cuts.found.is_empty() {
        mail_arrives(&place, &book, &server.base, &disk);
    }
    cuts.acknowledged = count.acknowledged.into_inner();
    cuts
}

#[test]
fn what_was_acknowledged_stands_after_a_power_cut_and_nothing_is_half_there() {
    // A place of its own for every ten, or looking would take longer than cutting.
    let times = rounds(3, 100);
    let (mut acknowledged, mut slowest) = (0, Took::default());
    for seed in 0..times.div_ceil(10) {
        let cuts = cuts(times.min(10), seed, Fault::None);
        assert!(
            cuts.found.is_empty(),
            "seed {seed}: {}",
            cuts.found.join("\n")
        );
        acknowledged += cuts.acknowledged;
        slowest = slowest.or(cuts.slowest);
    }
    tell(&format!(
        "{times} power cuts, {acknowledged} answers, slowest start {slowest:?}"
    ));
    assert!(slowest.cpu < Duration::from_secs(5), "{slowest:?}");
}

/// The planted fault: a disk that says that SQLite's log is synced.
#[test]
fn a_disk_that_tells_of_syncs_that_it_does_not_do_is_found() {
    assert!(!cuts(20, 1, Fault::LogIsNeverSynced).found.is_empty());
}

/// The planted fault: what `synchronous = NORMAL` would do.
#[test]
fn a_server_that_answers_before_the_log_is_synced_is_found() {
    assert!(!cuts(20, 2, Fault::SynchronousNormal).found.is_empty());
}

/// What a power cut leaves of the record of endings while it is written: its last lines with sectors of zeros in them, or of what was
/// there before, and whole lines after those.
#[test]
fn a_record_of_endings_that_was_torn_while_it_was_written_is_completed_and_one_that_goes_further_is_not_touched()
 {
    let place = Place::new(Engine::Sqlite);
    let mut server = place.start(None);
    let mut book = Book::begin(&place, &server.base, None, 4).expect("it serves");
    let count = Count::default();
    while book.revoked().count() < 4 {
        book.under_load(&server.base.clone(), &count, |count, _| count.wait_for(40));
    }
    server.kill();
    let whole = std::fs::read(place.endings(0)).unwrap();
    let ends: Vec<usize> = (0..whole.len()).filter(|at| whole[*at] == b'\n').collect();
    let begins = |back: usize| ends[ends.len() - 1 - back] + 1;
    for (from, to) in [
        // The beat is the last line; before it the last ending, and the one before that.
        (begins(2), begins(2) + 40),
        (begins(2) + 40, begins(1) + 10),
        (begins(3) + 5, begins(2) + 5),
        (begins(1), begins(1) + 30),
    ] {
        let mut torn = whole.clone();
        torn[from..to].fill(0);
        std::fs::write(place.endings(0), torn).unwrap();
        let mut server = place.start(None);
        let mut found = untold_revocations(&place, &book);
        found.extend(crate::invariants::at_rest(&place));
        assert!(found.is_empty(), "{from}..{to}: {}", found.join("\n"));
        server.kill();
    }
    // A database that was put back to an earlier state, beside a record that was damaged: what it tells further on would be lost.
    let mut torn = whole.clone();
    torn[begins(3) + 5..begins(3) + 9].fill(0);
    std::fs::write(place.endings(0), &torn).unwrap();
    let mut raw = crate::raw::Raw::of(&place);
    raw.run("DELETE FROM endings WHERE number = (SELECT max(number) FROM endings)");
    drop(raw);
    assert!(place.instance(0, None).is_err());
    assert_eq!(std::fs::read(place.endings(0)).unwrap(), torn);
}
