//! A database of another version (RE-9).

use std::path::Path;

use diesel_migrations::{FileBasedMigrations, MigrationHarness};

use super::Place;
use crate::both;
use crate::harness::{Engine, World};

both!(
    a_command_leaves_a_schema_of_an_older_version_as_it_is,
    |world| {
        world
            .raw_sql("DELETE FROM __diesel_schema_migrations WHERE version = (SELECT max(version) FROM __diesel_schema_migrations)")
            .unwrap();
        let place = Place::of(world);
        for command in [
            &["invite-therapist"][..],
            &["keys", "rotate"],
            &["sessions", "end", "--all"],
            &["ledger", "verify"],
        ] {
            let said = place.refused(command);
            assert!(said.contains("migrate"), "{said}");
        }
    }
);

both!(
    a_schema_of_a_later_version_stops_the_start_and_is_left_as_it_is,
    |world| {
        let ana = world.patient("Ana");
        world
            .raw_sql("INSERT INTO __diesel_schema_migrations (version) VALUES ('20991231000001')")
            .unwrap();
        let place = Place::of(world);
        for command in [
            &["serve"][..],
            &["migrate"],
            &["invite-therapist"],
            &["keys", "rotate"],
        ] {
            let said = place.refused(command);
            assert!(
                said.starts_with("afterword: DATABASE_URL: ") && said.contains("20991231000001"),
                "{said}"
            );
        }
        // An instance that serves already goes on.
        ana.get("/v1/me").expect(200);
        world.stranger().get("/readyz").expect(200);
    }
);

#[test]
fn a_migration_may_take_as_long_as_it_needs() {
    let world = World::start(Engine::Postgres);
    let afterword::db::Conn::Postgres(mut conn) = world.raw_connection() else {
        panic!("PostgreSQL")
    };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations/postgres");
    let files = FileBasedMigrations::from_path(folder).unwrap();
    conn.revert_last_migration(files).unwrap();
    // Refuses what a migration adds while anything limits it.
    world
        .raw_sql(
            "CREATE FUNCTION meet() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
             IF current_setting('statement_timeout') <> '0' \
             THEN RAISE EXCEPTION 'in haste'; END IF; RETURN NEW; END $$; \
             CREATE TRIGGER meet BEFORE INSERT ON __diesel_schema_migrations FOR EACH ROW EXECUTE FUNCTION meet()",
        )
        .unwrap();
    assert_eq!(
        afterword::db::migrate::run(&mut world.raw_connection())
            .map_err(|error| format!("{error:?}")),
        Ok(1)
    );
}
