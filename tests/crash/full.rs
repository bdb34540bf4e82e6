//! The disk is full (RE-3): writes are told to come back, reads go on, and with room again the server goes on without a restart.

use std::sync::atomic::Ordering;

use crate::disk::{Disk, Fault, Image, Order, put};
use crate::invariants::{after_a_start, untold_revocations};
use crate::load::{Book, Count, unread};
use crate::place::{Engine, Place};
use crate::{Dice, rounds, tell};

#[test]
fn a_full_disk_is_told_of_reading_goes_on_and_room_is_enough_to_go_on() {
    let times = rounds(4, 50);
    let (place, mut dice) = (Place::new(Engine::Sqlite), Dice::new(5));
    let (disk, image) = (Disk::under(&place.disk()), Image::of(&place.disk()));
    let mut server = place.start(Some(&disk));
    let mut book = Book::begin(&place, &server.base, Some(&disk), 6).expect("it serves");
    let (count, base) = (Count::default(), server.base.clone());
    for round in 0..times {
        let mut found = book.under_load(&base, &count, |count, people| {
            count.wait_for(dice.below(30));
            // What is overwritten has room on a disk that is full, or has not: on some file systems it has none.
            disk.order(Order::FullFor, i64::from(dice.once_in(2)));
            let from = disk.count(Order::Writes) + 1 + i64::try_from(dice.below(9)).unwrap();
            disk.order(Order::FullFrom, from);
            count.wait_for_refusals(5);
            let unread = unread(&base, people);
            disk.order(Order::FullFrom, 0);
            count.wait_for(10);
            unread
        });
        found.extend(book.check(&base));
        found.extend(book.refresh(&base));
        assert!(found.is_empty(), "round {round}: {}", found.join("\n"));
    }
    server.kill();
    let image = image.replay(&disk.record(), Fault::None);
    put(&image.after_a_power_cut(&mut dice), &place.disk());
    let mut found = untold_revocations(&place, &book);
    let server = place.start(None);
    found.extend(after_a_start(&place, &mut book, &server.base));
    assert!(found.is_empty(), "{}", found.join("\n"));
    tell(&format!(
        "full {times} times, {} told to come back, {} answered",
        count.refused.load(Ordering::SeqCst),
        count.acknowledged.load(Ordering::SeqCst)
    ));
}
