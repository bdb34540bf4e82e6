//! What is no whole backup of ours, or has no empty place to go to, is refused before anything is touched.

use std::fs;
use std::path::Path;

use super::{LONG_AGO, Place, backup, ended_since, refusal, run, said};
use crate::both;
use crate::harness::{Engine, World, raw, scenes};

/// Nothing is there.
fn untouched(place: &Place) {
    let empty = match &place.database {
        afterword::db::DatabaseUrl::Sqlite(path) => !path.exists(),
        afterword::db::DatabaseUrl::Postgres(_) => {
            let tables = "SELECT count(*) AS n FROM pg_tables WHERE schemaname = 'public'";
            place.count(tables) == 0
        }
    };
    assert!(empty, "something was put there");
    assert_eq!(fs::read_dir(&place.folder).unwrap().count(), 0);
}

both!(a_backup_that_was_changed_or_cut_off_is_refused, |world| {
    let ana = world.patient("Ana");
    scenes::entry(&ana, "a word");
    let whole = fs::read(backup(world)).unwrap();
    let mut changed = whole.clone();
    let middle = whole.len() / 2;
    changed[middle] ^= 1;
    let place = Place::beside(world);
    let path = world.folder().join("other.backup");
    for bytes in [
        &changed[..],
        &whole[..whole.len() - 1],
        &whole[..middle],
        b"",
    ] {
        fs::write(&path, bytes).unwrap();
        let record = &world.settings.endings_file;
        let why = refusal(&place.restore(world, &path, record, &LONG_AGO));
        assert!(why.contains("other.backup"), "{why}");
        untouched(&place);
        refusal(&run(world, &["backup", "--verify", path.to_str().unwrap()]));
        refusal(&run(world, &["restore", "--drill", path.to_str().unwrap()]));
    }
});

both!(under_another_master_key_a_backup_is_refused, |world| {
    let path = backup(world);
    let keys = world.folder().join("another.key");
    afterword::crypt::key_file::KeyFile::at(&keys)
        .make()
        .unwrap();
    let place = Place::beside(world);
    let output = crate::harness::world::command(world)
        .env("AFTERWORD_MASTER_KEY_FILE", &keys)
        .args(["backup", "--verify", path.to_str().unwrap()])
        .output()
        .unwrap();
    assert!(
        refusal(&output).contains("sealed under another key"),
        "{output:?}"
    );
    untouched(&place);
});

both!(a_place_that_is_not_empty_is_left_as_it_is, |world| {
    let backup = ended_since(world, backup);
    let rows = "SELECT count(*) AS n FROM access_log";
    let before = raw::count(world, rows);
    let from = ["restore", "--from", backup.to_str().unwrap()];
    let why = refusal(&run(world, &from));
    assert!(why.contains("is not empty"), "{why}");
    assert_eq!(raw::count(world, rows), before);
});

both!(the_record_of_another_database_is_refused, |world| {
    let backup = ended_since(world, backup);
    let other = World::start(Engine::Sqlite);
    ended_since(&other, |_| ());
    let place = Place::beside(world);
    let record = &other.settings.endings_file;
    let before = fs::read(record).unwrap();
    let why = refusal(&place.restore(world, &backup, record, &LONG_AGO));
    assert!(why.contains("AFTERWORD_ENDINGS_FILE"), "{why}");
    untouched(&place);
    assert_eq!(fs::read(record).unwrap(), before);
    // Without it, it goes.
    let none: &Path = &place.folder.join("endings");
    said(&place.restore(world, &backup, none, &LONG_AGO));
});

/// SQLite would write the log of a database that is gone into the one that is put back.
#[test]
fn a_log_that_was_left_of_another_database_is_no_empty_place() {
    let world = World::start(Engine::Sqlite);
    let path = backup(&world);
    let place = Place::beside(&world);
    let record = &world.settings.endings_file;
    for ending in ["-wal", "-shm", "-journal"] {
        let left = place.folder.join(format!("restored.db{ending}"));
        fs::write(&left, "left").unwrap();
        let why = refusal(&place.restore(&world, &path, record, &LONG_AGO));
        assert!(
            why.contains(ending) && why.contains("is not empty"),
            "{why}"
        );
        assert_eq!(fs::read(&left).unwrap(), b"left");
        fs::remove_file(&left).unwrap();
    }
    untouched(&place);
    said(&place.restore(&world, &path, record, &LONG_AGO));
}

#[test]
fn two_backups_do_not_write_into_one_file() {
    let world = World::start(Engine::Sqlite);
    let path = backup(&world);
    let before = fs::read(&path).unwrap();
    let draft = path.with_extension("backup.draft");
    let another = fs::File::create(&draft).unwrap();
    another.lock().unwrap();
    let again = ["backup", "--to", path.to_str().unwrap()];
    let why = refusal(&run(&world, &again));
    assert!(why.contains("another backup is written there"), "{why}");
    assert!(draft.exists() && fs::read(&path).unwrap() == before);
    // One that was broken off holds nobody up.
    drop(another);
    said(&run(&world, &again));
    assert!(!draft.exists() && fs::read(&path).unwrap() != before);
}
