//! The process dies at each of the first sync points, from the first start on an empty folder on: while the key is made, while the schema
//! is, while people register, write, share and take back (RE-2, RE-9).

use std::collections::BTreeMap;
use std::sync::atomic::Ordering;

use crate::disk::{Disk, Fault, Image, Order, put};
use crate::invariants::{after_a_start, at_rest, untold_revocations};
use crate::load::{Book, Count};
use crate::place::{Engine, Place};
use crate::{Dice, rounds, tell};

/// What a place did until it died at this sync point: who was acknowledged what, where it came so far.
fn until(place: &Place, disk: &Disk, point: i64) -> Option<Book> {
    disk.order(Order::KillAt, point);
    let mut server = place.instance(0, Some(disk)).ok()?;
    let mut book = Book::begin(place, &server.base, Some(disk), 3);
    if let Some(book) = &mut book {
        let count = Count::default();
        book.under_load(&server.base.clone(), &count, |count, _| {
            while !count.over.load(Ordering::SeqCst) {
                std::thread::yield_now();
            }
        });
    }
    // Where another process of this place died instead.
    server.kill();
    book
}

/// Starts a place again and says what is not as it must be.
fn again(place: &Place, book: &mut Option<Book>) -> Vec<String> {
    let server = match place.instance(0, None) {
        Ok(server) => server,
        Err(log) => return vec![format!("it does not start by itself: {log}")],
    };
    match book {
        Some(book) => after_a_start(place, book, &server.base),
        None => at_rest(place),
    }
}

#[test]
fn a_process_that_dies_at_any_sync_point_from_the_first_start_on_leaves_what_can_be_gone_on_with() {
    let (mut found, mut reached) = (Vec::new(), BTreeMap::new());
    let points: Vec<i64> = if rounds(0, 1) == 1 {
        (1..=200).collect()
    } else {
        vec![2, 5, 8, 13, 45, 80]
    };
    for point in &points {
        let place = Place::new(Engine::Sqlite);
        let (disk, image) = (Disk::under(&place.disk()), Image::of(&place.disk()));
        let mut book = until(&place, &disk, *point);
        let stage = if book.is_some() {
            "under load"
        } else {
            "before"
        };
        *reached.entry(stage).or_insert(0) += 1;
        assert!(disk.count(Order::Syncs) >= *point, "it came so far");
        // As the process left it, and then as a power cut at that moment could have.
        let image = image.replay(&disk.record(), Fault::None);
        let cut = image.after_a_power_cut(&mut Dice::new(usize::try_from(*point).unwrap()));
        let mut kept = book.as_ref().map(Book::as_it_is);
        let died = again(&place, &mut book);
        found.extend(died.iter().map(|what| format!("killed at {point}: {what}")));
        put(&cut, &place.disk());
        let mut lost = kept
            .as_ref()
            .map_or(Vec::new(), |book| untold_revocations(&place, book));
        lost.extend(again(&place, &mut kept));
        found.extend(lost.iter().map(|what| format!("cut at {point}: {what}")));
    }
    tell(&format!(
        "{} sync points, each killed and cut: {reached:?}",
        points.len()
    ));
    assert!(found.is_empty(), "{}", found.join("\n"));
}
