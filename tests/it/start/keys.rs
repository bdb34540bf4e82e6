//! The master key at the start: made once, kept, and refused where it is not the one (EN-5).

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use afterword::db::DatabaseUrl;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::{Place, mode, set_mode, write_key};
use crate::both;
use crate::harness::{Engine, World};

#[test]
fn the_first_start_makes_a_key_that_only_its_owner_can_read_and_later_ones_keep_it() {
    let place = Place::new();
    let first = place.run(&["migrate"]);
    assert!(first.status.success());
    assert_eq!(
        String::from_utf8(first.stdout).unwrap(),
        "the schema is current\n"
    );
    assert!(
        String::from_utf8(first.stderr)
            .unwrap()
            .contains("keep a copy")
    );
    assert_eq!((mode(&place.key()), mode(&place.data())), (0o600, 0o700));
    let key = fs::read(place.key()).unwrap();
    assert_eq!(place.said(&["migrate"]), "the schema is current\n");
    assert_eq!(fs::read(place.key()).unwrap(), key);
}

#[test]
fn a_key_that_is_missing_readable_by_others_cut_trivial_or_another_stops_the_start_and_changes_nothing()
 {
    let place = Place::new();
    place.said(&["migrate"]);
    place.said(&["invite-therapist"]);
    let good = fs::read_to_string(place.key()).unwrap();
    let refused = |what: &str, reason: &str| {
        let before = place.files();
        for command in [&["serve"][..], &["migrate"], &["invite-therapist"]] {
            let said = place.refused(command);
            assert!(
                said.starts_with("afterword: AFTERWORD_MASTER_KEY_FILE: ") && said.contains(reason),
                "{what}: {said}"
            );
            assert!(
                !said.contains(good.trim()),
                "{what}: the key itself stays unsaid"
            );
        }
        let after = place.files();
        let names = |files: &BTreeMap<PathBuf, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(&after), names(&before), "{what}");
        assert!(
            after == before,
            "{what}: the files are what they were, byte by byte"
        );
    };
    fs::remove_file(place.key()).unwrap();
    refused("no key", "is missing");
    for (what, text, reason) in [
        (
            "a short key",
            STANDARD.encode((0..31).collect::<Vec<u8>>()),
            "does not hold 32 bytes",
        ),
        (
            "a long key",
            STANDARD.encode((0..33).collect::<Vec<u8>>()),
            "does not hold 32 bytes",
        ),
        (
            "no base64",
            "a small boat on a wide lake".to_owned(),
            "does not hold 32 bytes",
        ),
        ("an empty file", String::new(), "does not hold 32 bytes"),
        ("zeros", STANDARD.encode([0; 32]), "without randomness"),
        (
            "one letter",
            STANDARD.encode([b'x'; 32]),
            "without randomness",
        ),
        (
            "a key that was counted",
            STANDARD.encode((0..32).collect::<Vec<u8>>()),
            "without randomness",
        ),
        (
            "a key that was typed",
            STANDARD.encode("changemechangemechangemechangeme"),
            "without randomness",
        ),
        (
            "another key",
            STANDARD.encode((0..32).map(|n| n * 7 + 3).collect::<Vec<u8>>()),
            "does not open the keys in the database",
        ),
    ] {
        write_key(&place.key(), &text);
        refused(what, reason);
    }
    // The same once more where the last process closed its files.
    drop(
        afterword::db::open(
            &DatabaseUrl::Sqlite(place.data().join("afterword.db")),
            afterword::db::Purpose::Writing,
        )
        .unwrap(),
    );
    refused(
        "another key, beside a file that was closed",
        "does not open the keys in the database",
    );
    write_key(&place.key(), &good);
    for open in [0o644, 0o640, 0o604, 0o666] {
        set_mode(&place.key(), open);
        refused("a key that others can read", "can be read by others");
    }
    set_mode(&place.key(), 0o600);
    assert_eq!(place.said(&["migrate"]), "the schema is current\n");
}

both!(
    another_key_stops_the_start_on_either_database_and_the_accounts_stay_readable,
    |world| {
        let ana = world.patient("Ana");
        let mut place = Place::of(world);
        place
            .settings
            .retain(|(key, _)| *key != "AFTERWORD_MASTER_KEY_FILE");
        fs::create_dir(place.data()).unwrap();
        write_key(
            &place.key(),
            &STANDARD.encode((0..32).map(|n| n * 7 + 3).collect::<Vec<u8>>()),
        );
        assert!(
            place
                .refused(&["migrate"])
                .contains("does not open the keys in the database")
        );
        fs::remove_file(place.key()).unwrap();
        assert!(place.refused(&["migrate"]).contains("is missing"));
        assert!(!place.key().exists());
        ana.get("/v1/me").expect(200);
    }
);

#[test]
fn no_key_is_made_for_postgresql() {
    let world = World::start(Engine::Postgres);
    let mut place = Place::of(&world);
    place
        .settings
        .retain(|(key, _)| *key != "AFTERWORD_MASTER_KEY_FILE");
    let said = place.refused(&["serve"]);
    assert!(
        said.starts_with("afterword: AFTERWORD_MASTER_KEY_FILE: ") && said.contains("is missing"),
        "{said}"
    );
    assert!(!place.key().exists());
}
