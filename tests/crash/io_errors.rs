//! Syncs fail with EIO, once or from then on (RE-4), and what they failed for is not on disk, whatever later syncs say.

use crate::disk::{Disk, Fault, Image, Order, put};
use crate::invariants::{after_a_start, untold_revocations};
use crate::load::{Book, Count, unread};
use crate::place::{Engine, Place};
use crate::{Dice, rounds, tell};

/// What came of one failure.
#[derive(Debug, Default)]
struct Failed {
    found: Vec<String>,
    /// It met the start, which was refused.
    at_start: bool,
    refused: usize,
}

/// The sync with this number fails, and where it is even, every later one until the disk is well again.
fn fails_at(place: &Place, book: &mut Book, number: usize, dice: &mut Dice) -> Failed {
    let mut failed = Failed::default();
    let (mut disk, mut image) = (Disk::under(&place.disk()), Image::of(&place.disk()));
    disk.order(Order::FailAt, i64::try_from(number).unwrap());
    disk.order(Order::FailOn, i64::from(number.is_multiple_of(2)));
    let mut server = match place.instance(0, Some(&disk)) {
        Ok(server) => server,
        Err(log) => {
            failed.at_start = true;
            if !log.contains("afterword: ") {
                failed.found.push(format!("it ended without a word: {log}"));
            }
            image = image.replay(&disk.record(), Fault::None);
            put(&image.after_a_power_cut(dice), &place.disk());
            (disk, image) = (Disk::under(&place.disk()), Image::of(&place.disk()));
            place.start(Some(&disk))
        }
    };
    let count = Count::default();
    let base = server.base.clone();
    let unread = book.under_load(&base, &count, |count, people| {
        if !failed.at_start {
            count.wait_until(|| {
                disk.count(Order::Refused) > 2 || number % 2 == 1 && disk.count(Order::Refused) > 0
            });
        }
        // Reading goes on, whatever becomes of writing.
        let unread = unread(&base, people);
        disk.order(Order::FailOn, 0);
        disk.order(Order::FailAt, 0);
        // Without a restart.
        count.wait_for(20);
        server.kill();
        unread
    });
    failed.found.extend(unread);
    failed.refused = count.refused.into_inner();
    image = image.replay(&disk.record(), Fault::None);
    put(&image.after_a_power_cut(dice), &place.disk());
    failed.found.extend(untold_revocations(place, book));
    match place.instance(0, None) {
        Ok(server) => {
            failed.found.extend(book.refresh(&server.base));
            failed
                .found
                .extend(after_a_start(place, book, &server.base));
        }
        Err(log) => failed
            .found
            .push(format!("it does not start by itself: {log}")),
    }
    failed
}

#[test]
fn what_a_sync_failed_for_is_not_acknowledged_and_the_server_goes_on_when_the_disk_does() {
    let (place, mut dice) = (Place::new(Engine::Sqlite), Dice::new(4));
    let mut server = place.start(None);
    let mut book = Book::begin(&place, &server.base, None, 6).expect("it serves");
    server.kill();
    let numbers: Vec<usize> = if rounds(0, 1) == 1 {
        (1..=50).collect()
    } else {
        vec![1, 2, 8, 17]
    };
    let (mut at_start, mut refused) = (0, 0);
    for number in &numbers {
        let failed = fails_at(&place, &mut book, *number, &mut dice);
        assert!(
            failed.found.is_empty(),
            "sync {number}: {}",
            failed.found.join("\n")
        );
        at_start += usize::from(failed.at_start);
        refused += failed.refused;
    }
    tell(&format!(
        "EIO at {} syncs, {at_start} of them while it started, {refused} told to come back",
        numbers.len()
    ));
}
