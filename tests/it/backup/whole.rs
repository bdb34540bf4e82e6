//! A backup is one state of the data, sealed, and refused when a byte of it is another.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use super::{LONG_AGO, Place, backup, run, said};
use crate::both;
use crate::harness::{Engine, World, scenes};

both!(a_backup_beside_writers_is_one_state_of_the_data, |world| {
    let ana = world.patient("Ana");
    for number in 0..20 {
        scenes::entry(&ana, &format!("entry {number}"));
    }
    let path = world.folder().join("beside.backup");
    let mut making = crate::harness::world::command(world)
        .args(["backup", "--to", path.to_str().unwrap()])
        .spawn()
        .unwrap();
    let mut while_made = 0;
    while making.try_wait().unwrap().is_none() {
        scenes::entry(&ana, "while it is made");
        while_made += 1;
    }
    assert!(making.wait().unwrap().success());
    assert!(while_made > 0, "nobody wrote beside it");
    let told = said(&run(world, &["backup", "--verify", path.to_str().unwrap()]));
    assert!(told.contains("sound"), "{told}");
    let place = Place::beside(world);
    said(&place.restore(world, &path, &world.settings.endings_file, &LONG_AGO));
    // Every entry that was acknowledged before it began; and what stands in several tables is of one instant in all of them.
    assert!(place.count("SELECT count(*) AS n FROM entries") >= 20);
    let split = "SELECT count(*) AS n FROM patient_changes p WHERE p.last <> (SELECT max(e.change_no) FROM entries e)";
    assert_eq!(place.count(split), 0);
    let mode = fs::metadata(&path).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
});

both!(a_backup_goes_from_one_engine_to_the_other, |world| {
    let ana = world.patient("Ana");
    scenes::entry(&ana, "a word");
    let path = backup(world);
    let other = World::start(match world.engine {
        Engine::Sqlite => Engine::Postgres,
        Engine::Postgres => Engine::Sqlite,
    });
    let keys = &other.settings.master_key_file;
    fs::copy(&world.settings.master_key_file, keys).unwrap();
    let place = Place::beside(&other);
    said(&place.restore(&other, &path, &world.settings.endings_file, &LONG_AGO));
    assert_eq!(place.count("SELECT count(*) AS n FROM entries"), 1);
});

#[test]
fn the_parts_of_a_backup_are_ciphertext() {
    let world = World::start(Engine::Sqlite);
    let ana = world.patient("Ana");
    scenes::entry(&ana, "a word");
    let bytes = fs::read(backup(&world)).unwrap();
    for word in ["access_log", "patient", "Europe/Lisbon", "account.created"] {
        let found = bytes
            .windows(word.len())
            .any(|part| part == word.as_bytes());
        assert!(!found, "{word}");
    }
}
