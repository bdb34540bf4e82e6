//! The process is killed while it brings the schema of PostgreSQL up (RE-9); what it leaves is gone on with. On SQLite all of it is one
//! transaction, and `points` kills it at each of its syncs.

use std::thread;

use crate::invariants::broken;
use crate::place::{Engine, Place};
use crate::raw::Raw;
use crate::{rounds, tell};

/// Everything about the schema that can be told, and that keys were made once.
fn schema(raw: &mut Raw) -> Vec<String> {
    let mut told = raw.lines(
        "SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || coalesce(column_default, '') AS line \
         FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1",
    );
    told.extend(
        raw.lines("SELECT indexdef AS line FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1"),
    );
    told.extend(raw.lines(
        "SELECT conrelid::regclass::text || ' ' || conname || ' ' || pg_get_constraintdef(oid) AS line FROM pg_constraint \
         WHERE connamespace = 'public'::regnamespace ORDER BY 1",
    ));
    told.extend(raw.lines("SELECT tgrelid::regclass::text || ' ' || tgname AS line FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1"));
    told.extend(raw.lines("SELECT version AS line FROM __diesel_schema_migrations ORDER BY 1"));
    told.extend(raw.lines("SELECT purpose AS line FROM service_keys ORDER BY 1"));
    told
}

/// How many statements have changed the schema so far: everything of ours that is in the catalogue.
fn progress(raw: &mut Raw) -> usize {
    let told = raw.lines(
        "SELECT CAST(count(*) AS text) AS line FROM pg_class WHERE relnamespace = 'public'::regnamespace",
    );
    told[0].parse().unwrap()
}

#[test]
fn a_start_that_is_killed_while_it_brings_the_schema_up_is_gone_on_with() {
    let whole = Place::new(Engine::Postgres);
    let mut raw = Raw::of(&whole);
    drop(whole.start(None));
    let (fresh, all) = (schema(&mut raw), progress(&mut raw));
    let times = rounds(3, 40);
    let mut stopped_at = Vec::new();
    for round in 0..times {
        let place = Place::new(Engine::Postgres);
        let mut raw = Raw::of(&place);
        let mut server = place.begin(0, None);
        let wanted = all * round / times;
        while progress(&mut raw) < wanted && server.has_ended().is_none() {
            thread::yield_now();
        }
        server.kill();
        stopped_at.push(progress(&mut raw));
        drop(place.start(None));
        assert_eq!(schema(&mut raw), fresh, "killed at {:?}", stopped_at.last());
        assert_eq!(broken(&mut raw), [""; 0]);
    }
    tell(&format!(
        "{times} starts killed, with {stopped_at:?} of {all} relations made"
    ));
    assert!(stopped_at.iter().any(|made| *made < all));
    // The planted fault: one index that is not there.
    raw.run("DROP INDEX entries_by_authored");
    assert_ne!(schema(&mut raw), fresh);
}
