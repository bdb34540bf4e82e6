//! No read that began after the answer to a revocation succeeded, on another instance, by any way in (AZ-7).
//!
//! Two instances over one database. Readers on one of them never stop; the patient gives, and revokes or pauses, on the other. A read is late
//! where it was sent after the answer had arrived and still showed the entry.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Instant;

use super::rounds;
use crate::harness::{Client, Engine, World, json, scenes};

/// One read: when it was sent, and whether it showed the entry.
#[derive(Debug, Clone, Copy)]
struct Look {
    sent: Instant,
    showed: bool,
}

/// Reads by one way for as long as nobody says stop.
fn reading(
    base: &str,
    path: &str,
    token: &str,
    entry: &str,
    stop: &AtomicBool,
    tell: &Sender<Look>,
) {
    let http = reqwest::blocking::Client::builder()
        .no_proxy()
        .build()
        .expect("a client");
    while !stop.load(Ordering::Relaxed) {
        let sent = Instant::now();
        let answer = http
            .get(format!("{base}{path}"))
            .bearer_auth(token)
            .send()
            .expect("an answer");
        let ok = answer.status().is_success();
        let text = answer.text().expect("a body");
        // A refused path repeats nothing of it, so the id in an answer means that the entry is open.
        let showed = ok && text.contains(entry);
        if tell.send(Look { sent, showed }).is_err() {
            return;
        }
    }
}

struct Race<'w> {
    world: &'w World,
    patient: Client<'w>,
    link: String,
    entry: String,
    notice: i64,
    readers: Vec<Receiver<Look>>,
}

impl Race<'_> {
    /// Waits until each reader has sent a read after this instant; how many of those showed the entry, and how many were looked at.
    fn after(&self, answered: Instant, wanted: usize) -> (usize, usize) {
        let (mut late, mut looked) = (0, 0);
        for reader in &self.readers {
            let mut seen = 0;
            while seen < wanted {
                let look = reader.recv().expect("the reader reads");
                if look.sent > answered {
                    seen += 1;
                    late += usize::from(look.showed);
                }
            }
            looked += seen;
        }
        (late, looked)
    }

    /// Gives the entry, waits until it is read, takes it away; how many reads were late.
    fn round(&self, number: usize, plant: impl Fn(&World, &str)) -> (usize, usize) {
        let scope = match number % 3 {
            0 => {
                json!({"type": "excerpt", "entry_id": self.entry, "revision": 1, "start": 0, "end": 3})
            }
            _ => json!({"type": "entry", "entry_id": self.entry}),
        };
        let body = json!({"link_id": self.link, "scope": scope, "notice_version": self.notice});
        let consent = self.patient.post("/v1/consents", &body).expect(201).id();
        for reader in &self.readers {
            while !reader.recv().expect("the reader reads").showed {}
        }
        let path = format!("/v1/consents/{consent}");
        if number % 5 == 4 {
            self.patient
                .post_nothing(&format!("{path}/pause"))
                .expect(200);
        } else {
            self.patient.delete(&path).expect(200);
        }
        let answered = Instant::now();
        plant(self.world, &consent);
        let found = self.after(answered, 2);
        if number % 5 == 4 {
            self.patient.delete(&path).expect(200);
        }
        found
    }
}

/// Late reads, and reads that could have been late, over so many revocations.
fn late_reads(count: usize, plant: impl Fn(&World, &str)) -> (usize, usize) {
    let world = World::start(Engine::Postgres);
    let scenes::Linked {
        patient,
        therapist,
        link,
    } = scenes::linked(&world);
    let entry = scenes::entry(&patient, "words that are taken back");
    let other = world.another_instance();
    let token = therapist.session().access;
    let stop = AtomicBool::new(false);
    thread::scope(|scope| {
        let mut readers = Vec::new();
        let item = format!("/v1/therapist/patients/{link}/entries/{entry}");
        let list = format!("/v1/therapist/patients/{link}/entries");
        for path in [item, list, "/v1/therapist/inbox".to_owned()] {
            let (tell, told) = channel();
            readers.push(told);
            let (base, token, entry, stop) = (&other.base, &token, &entry, &stop);
            scope.spawn(move || reading(base, &path, token, entry, stop, &tell));
        }
        let race = Race {
            world: &world,
            patient,
            link: link.clone(),
            entry: entry.clone(),
            notice: scenes::notice(&therapist),
            readers,
        };
        let (mut late, mut looked) = (0, 0);
        for number in 0..count {
            let (more, seen) = race.round(number, &plant);
            late += more;
            looked += seen;
        }
        stop.store(true, Ordering::Relaxed);
        drop(race);
        (late, looked)
    })
}

#[test]
fn no_read_that_begins_after_the_answer_to_a_revocation_succeeds_on_another_instance() {
    let count = rounds(25, 10_000);
    let (late, looked) = late_reads(count, |_, _| ());
    assert!(
        looked >= count * 6,
        "every revocation was raced by three ways in"
    );
    assert_eq!(late, 0, "of {looked} reads after {count} revocations");
}

#[test]
fn a_revocation_that_does_not_hold_is_found_out() {
    let (late, _) = late_reads(1, |world, _| {
        world
            .raw_sql("UPDATE consents SET revoked_at = NULL")
            .expect("the planted fault");
    });
    assert!(late > 0, "the planted fault went by");
}
