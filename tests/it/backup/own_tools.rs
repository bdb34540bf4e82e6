//! A database that was put back by the engine's own tools: the next start ends again what the record tells, and so does one command
//! (RE-10).

use std::path::PathBuf;
use std::process::Command;

use afterword::app::Service;
use afterword::config::Settings;
use afterword::db::DatabaseUrl;

use super::{BACK, LONG_AGO, OPEN, PEOPLE, Place, ended_since, said};
use crate::both;
use crate::harness::{World, cluster};

fn tool(name: &str) -> Command {
    let beside = cluster::binaries().join(name);
    Command::new(if beside.exists() { beside } else { name.into() })
}

/// A copy by the engine's own means: `VACUUM INTO`, or `pg_dump`.
fn copied(world: &World) -> PathBuf {
    let path = world.folder().join("own.copy");
    match &world.settings.database {
        DatabaseUrl::Sqlite(_) => world
            .raw_sql(&format!("VACUUM INTO '{}'", path.display()))
            .unwrap(),
        DatabaseUrl::Postgres(url) => {
            let mut dump = tool("pg_dump");
            dump.args(["-Fc", "-f"]).arg(&path).arg(url);
            said(&dump.output().unwrap());
        }
    }
    path
}

impl Place {
    fn copied_back(world: &World, copy: &PathBuf) -> Self {
        let place = Self::beside(world);
        match &place.database {
            DatabaseUrl::Sqlite(path) => drop(std::fs::copy(copy, path).unwrap()),
            DatabaseUrl::Postgres(url) => {
                let mut restore = tool("pg_restore");
                restore.args(["--no-owner", "-d", url]).arg(copy);
                said(&restore.output().unwrap());
            }
        }
        place
    }
}

both!(the_next_start_ends_again_what_the_record_tells, |world| {
    let copy = ended_since(world, copied);
    let place = Place::copied_back(world, &copy);
    assert_eq!((place.count(BACK), place.count(PEOPLE)), (3, 4));
    let settings = Settings {
        database: place.database.clone(),
        ..world.settings.clone()
    };
    drop(Service::open(&settings, world.clock.0.clone()).expect("it opens"));
    assert_eq!(place.revived(), [""; 0]);
    assert_eq!(place.count(OPEN), 1);
});

both!(one_command_does_what_is_left_to_do, |world| {
    let copy = ended_since(world, copied);
    let place = Place::copied_back(world, &copy);
    let record = &world.settings.endings_file;
    let arguments = [&["restore", "--in-place"][..], &LONG_AGO].concat();
    said(&place.run(world, record, &arguments));
    assert_eq!(place.revived(), [""; 0]);
    let later = [
        "restore",
        "--in-place",
        "--stopped-at",
        "2199-01-01T00:00:00Z",
    ];
    let told = said(&place.run(world, record, &later));
    assert!(told.contains("1 consent(s) on hold"), "{told}");
    assert_eq!(place.count(OPEN), 0);
});
