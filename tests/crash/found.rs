//! The harness finds what it looks for: each rule is broken once by hand, and named.

use std::collections::BTreeSet;
use std::fs;

use crate::invariants::{all, at_rest, broken, broken_endings, untold_revocations};
use crate::load::{Asked, Book, Count};
use crate::place::{Engine, Place, Server};
use crate::raw::Raw;

/// What breaks each rule, in the order of the rules' first appearance; some break others beside.
const PLANTS: [(&str, &str); 26] = [
    (
        "what a patient changed has its number in her sequence",
        "UPDATE patient_changes SET last = 0",
    ),
    (
        "no two entries share a number in the sequence",
        "UPDATE entries SET change_no = 1",
    ),
    (
        "an entry has words until it is deleted, and none after",
        "UPDATE entries SET words = NULL WHERE NOT deleted",
    ),
    (
        "every earlier wording of an entry is kept, and of a deleted one none",
        "DELETE FROM entry_revisions",
    ),
    (
        "a consent is on the log once, as given",
        "DELETE FROM access_log WHERE action = 'consent.granted'",
    ),
    (
        "a consent that was taken back is on the log once, as taken back, and no other is",
        "DELETE FROM access_log WHERE action = 'consent.revoked'",
    ),
    (
        "a consent that was taken back is on the log once, as taken back, and no other is",
        "UPDATE consents SET revoked_at = NULL",
    ),
    (
        "a consent that was taken back is among the endings once, and no other is",
        "DELETE FROM endings WHERE what = 'consent.revoked'",
    ),
    (
        "what the log says of a consent is of one that is there",
        "DELETE FROM consents",
    ),
    (
        "a consent is for an entry and a revision that are there",
        "UPDATE consents SET revision = 99",
    ),
    (
        "a consent is for an entry and a revision that are there",
        "DELETE FROM entries",
    ),
    (
        "a log ends where its head says",
        "UPDATE ledger_heads SET number = number + 1",
    ),
    (
        "a log ends where its head says",
        "DELETE FROM access_log WHERE number = 1",
    ),
    ("no log is without a head", "DELETE FROM ledger_heads"),
    (
        "what a therapist opened is on the patient's log and on the therapist's",
        "DELETE FROM access_log WHERE action = 'entry.read' AND account_id = actor_id",
    ),
    (
        "what a therapist opened is on the patient's log and on the therapist's",
        "DELETE FROM access_log WHERE action = 'entry.read' AND account_id <> actor_id",
    ),
    (
        "endings are numbered without a gap, from 1",
        "DELETE FROM endings WHERE number = 1",
    ),
    (
        "an ending of a consent is of one that was taken back",
        "UPDATE consents SET revoked_at = NULL",
    ),
    ("an account has its key", "DELETE FROM data_keys"),
    ("an account has its log", "DELETE FROM ledger_heads"),
    ("an account has its address", "DELETE FROM addresses"),
    ("a patient has a sequence", "DELETE FROM patient_changes"),
    (
        "an account is on its log once, as made",
        "DELETE FROM access_log WHERE action = 'account.created'",
    ),
    (
        "every device that was signed in is on the log",
        "DELETE FROM access_log WHERE action = 'session.started'",
    ),
    (
        "a link has both its ends, and its row on the log",
        "DELETE FROM caseload",
    ),
    ("the other end of a link is there", "DELETE FROM care_links"),
];

/// Those that need a rule of their own.
const MORE: [(&str, &str); 2] = [
    (
        "a link has both its ends, and its row on the log",
        "DELETE FROM access_log WHERE action = 'link.made'",
    ),
    (
        "a link has used its invitation, and one that was used has its link",
        "UPDATE care_invitations SET used_at = NULL",
    ),
];

/// A place with something of every kind in it.
fn used(engine: Engine) -> (Place, Server, Book) {
    let place = Place::new(engine);
    let server = place.start(None);
    let mut book = Book::begin(&place, &server.base, None, 4).expect("it serves");
    let count = Count::default();
    let has_all = |book: &Book| {
        let some = |asked: fn(&crate::load::Consent) -> bool| {
            book.writers
                .iter()
                .any(|writer| writer.consents.iter().any(asked))
        };
        some(|one| one.reads > 0)
            && some(|one| one.revoked == Asked::Told)
            && some(|one| one.revoked == Asked::No)
            && book.entries().any(|entry| entry.told > 1)
    };
    while !has_all(&book) {
        book.under_load(&server.base.clone(), &count, |count, _| count.wait_for(60));
    }
    assert_eq!(book.check(&server.base), [""; 0]);
    assert_eq!(at_rest(&place), [""; 0]);
    (place, server, book)
}

/// Lets statements through that triggers and foreign keys would refuse.
fn unguarded(raw: &Raw) -> String {
    match raw.engine {
        Engine::Sqlite => "PRAGMA defer_foreign_keys = ON; DROP TRIGGER access_log_keeps_every_row; \
             DROP TRIGGER access_log_keeps_every_word; DROP TRIGGER ledger_heads_stay; DROP TRIGGER ledger_heads_go_on;"
            .into(),
        Engine::Postgres => "SET LOCAL session_replication_role = replica;".into(),
    }
}

fn every_rule_is_found_broken(engine: Engine) {
    let (place, mut server, _) = used(engine);
    server.kill();
    let mut raw = Raw::of(&place);
    let mut shown = BTreeSet::new();
    for (rule, plant) in PLANTS.iter().chain(&MORE) {
        let guards = unguarded(&raw);
        raw.run(&format!("BEGIN; {guards} {plant}"));
        let broken = broken(&mut raw);
        raw.run("ROLLBACK");
        let named = broken.iter().any(|line| line.starts_with(rule));
        assert!(named, "{plant}: {broken:?}");
        shown.insert(*rule);
    }
    let rules: BTreeSet<&str> = all(&raw).iter().map(|one| one.rule).collect();
    assert_eq!(shown, rules, "every rule is shown to be found broken");
    assert_eq!(broken(&mut raw), [""; 0]);
}

#[test]
fn every_rule_is_found_broken_on_sqlite() {
    every_rule_is_found_broken(Engine::Sqlite);
}

#[test]
fn every_rule_is_found_broken_on_postgresql() {
    every_rule_is_found_broken(Engine::Postgres);
}

/// What the book finds when this is done behind the server's back.
fn found_after(server: &Server, book: &Book, raw: &mut Raw, plant: &str) -> Vec<String> {
    raw.run(plant);
    book.as_it_is().check(&server.base)
}

#[test]
fn what_was_acknowledged_and_is_not_as_it_was_is_found() {
    let (place, server, book) = used(Engine::Sqlite);
    let mut raw = Raw::of(&place);
    raw.run("PRAGMA foreign_keys = OFF; CREATE TABLE kept AS SELECT * FROM consents");
    let revoked = book.revoked().next().unwrap().id.clone();
    let revoked = raw.id(&revoked);
    let changed = book.entries().find(|entry| entry.told > 1).unwrap();
    let changed = raw.id(changed.id.as_ref().unwrap());
    for (plant, why) in [
        (
            format!("UPDATE consents SET revoked_at = NULL WHERE id = {revoked}"),
            "is in_effect, and must be one of [\"revoked\"]",
        ),
        (
            format!("DELETE FROM consents WHERE id = {revoked}"),
            ": lost",
        ),
        (
            format!(
                "DELETE FROM consents; INSERT INTO consents SELECT * FROM kept; \
                 INSERT INTO consents SELECT * FROM kept WHERE id = {revoked} AND 0; \
                 UPDATE consents SET id = randomblob(16) WHERE id = {revoked}"
            ),
            "is there, and nobody asked for it",
        ),
        (
            format!("UPDATE entries SET revision = revision - 1 WHERE id = {changed}"),
            "cannot be read",
        ),
        (
            format!("DELETE FROM entries WHERE id = {changed}"),
            ": lost",
        ),
    ] {
        let found = found_after(&server, &book, &mut raw, &plant);
        let named = found.iter().any(|what| what.contains(why));
        assert!(named, "{plant}: {found:?}");
    }
}

#[test]
fn a_record_of_endings_that_has_forgotten_something_is_found() {
    let (place, _server, book) = used(Engine::Sqlite);
    let mut raw = Raw::of(&place);
    assert_eq!(broken_endings(&place, 0, &mut raw), [""; 0]);
    assert_eq!(untold_revocations(&place, &book), [""; 0]);
    let told = fs::read_to_string(place.endings(0)).unwrap();
    let first = told.lines().next().unwrap();
    fs::write(place.endings(0), format!("{first}\n")).unwrap();
    assert_eq!(broken_endings(&place, 0, &mut raw).len(), 1);
    let revoked = book.revoked().count();
    assert_eq!(untold_revocations(&place, &book).len(), revoked);
}

#[test]
fn a_chain_and_a_file_that_were_damaged_are_found() {
    let (place, mut server, _) = used(Engine::Sqlite);
    server.kill();
    let mut raw = Raw::of(&place);
    raw.run("DROP TRIGGER access_log_keeps_every_word; UPDATE access_log SET at = at + 1 WHERE number = 2");
    let found = at_rest(&place);
    assert!(
        found.iter().any(|what| what.contains("ledger verify")),
        "{found:?}"
    );
    // The last page but one of the file, once everything is in it.
    raw.run("PRAGMA wal_checkpoint(TRUNCATE)");
    drop(raw);
    let path = place.data(0).join("afterword.db");
    let mut bytes = fs::read(&path).unwrap();
    let pages = bytes.len() / 4096;
    let spoilt: Vec<usize> = (pages / 2..pages).map(|page| page * 4096).collect();
    for at in spoilt {
        bytes[at..at + 64].fill(0xA5);
    }
    fs::write(&path, bytes).unwrap();
    let looked = std::panic::catch_unwind(|| broken(&mut Raw::of(&place)));
    assert!(
        looked.is_err()
            || looked
                .unwrap()
                .iter()
                .any(|what| what.contains("integrity_check"))
    );
}
