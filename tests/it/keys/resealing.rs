//! Exchanging data keys: everything sealed anew, and nothing else changed.

use afterword::access::inventory::TABLES;
use afterword::db::Conn;
use diesel::connection::SimpleConnection;
use serde_json::Value;

use super::{rotate, rotate_data_keys, under};
use crate::both;
use crate::canary;
use crate::harness::{Client, Engine, World, json, raw, scenes};

fn told(ana: &Client<'_>) -> Value {
    ana.get("/v1/me/export?format=json").expect(200).body["records"].clone()
}

both!(
    every_sealed_column_is_sealed_anew_and_tells_what_it_told,
    |world| {
        let (ana, _) = canary::plant(world);
        // What is kept of a quiet time is sealed as well; it is not planted with the rest, because an account is not erased in it.
        let now = json!({"status": "planned", "planned_at": world.clock.now(), "time_zone": "UTC"});
        let session = ana.post("/v1/dosing-sessions", &now).expect(201);
        ana.delete(session.header("location")).expect(204);
        let before = told(&ana);
        let changes = "SELECT CAST(coalesce(sum(last), 0) AS BIGINT) AS n FROM patient_changes";
        let numbered = raw::count(world, changes);
        assert_eq!(rotate_data_keys(world), 0);
        for table in TABLES {
            for column in table.sealed {
                let place = format!("{}.{}", table.name, column.name);
                assert!(
                    under(world, table.name, column.name, 2) > 0,
                    "{place}: nothing stands there to be tried"
                );
                assert_eq!(under(world, table.name, column.name, 1), 0, "{place}");
            }
        }
        assert_eq!(
            raw::count(world, changes),
            numbered,
            "the change sequence stands still"
        );
        assert_eq!(told(&ana), before);
        assert_eq!(rotate_data_keys(world), 0);
        assert_eq!(
            under(world, "entries", "words", 3),
            raw::count(world, "SELECT count(*) AS n FROM entries")
        );
        assert_eq!(told(&ana), before);
    }
);

both!(
    tags_repeats_and_answers_are_what_they_were_before,
    |world| {
        let ana = world.patient("Ana");
        let prompt = ana.get("/v1/prompts?limit=1").items()[0]["id"].clone();
        let id = "0198a7c2-1111-7000-8000-000000000001";
        let new = json!({"id": id, "text": "a word", "prompt_id": prompt});
        let made = ana.post("/v1/entries", &new).expect(201);
        let keyed = json!({"text": "once"});
        let once = ana.post_once("/v1/entries", "a key", &keyed).expect(201);
        let path = format!("/v1/entries/{id}");
        rotate(world);
        rotate_data_keys(world);
        assert_eq!(ana.get(&path).etag(), made.etag());
        ana.post("/v1/entries", &new).expect(200);
        ana.post("/v1/entries", &json!({"id": id, "text": "another"}))
            .expect(409);
        assert_eq!(
            ana.post_once("/v1/entries", "a key", &keyed)
                .expect(200)
                .id(),
            once.id()
        );
        let answers = format!("/v1/entries?prompt_id={}", prompt.as_str().unwrap());
        assert_eq!(ana.get(&answers).expect(200).items().len(), 1);
        ana.patch(&path, &made.etag(), &json!({"text": "reworded"}))
            .expect(200);
        let first = ana.get(&format!("{path}/revisions/1")).expect(200);
        assert_eq!(first.body["text"], "a word");
    }
);

both!(
    what_was_damaged_stays_as_it_is_and_its_account_keeps_its_older_key,
    |world| {
        let (ana, eva) = (world.patient("Ana"), world.patient("Eva"));
        let (one, two) = (scenes::entry(&ana, "first"), scenes::entry(&ana, "second"));
        scenes::entry(&eva, "hers");
        let literal = |id: &str| match world.engine {
            Engine::Sqlite => format!("X'{}'", id.replace('-', "")),
            Engine::Postgres => format!("'{id}'"),
        };
        let (from, to) = (literal(&two), literal(&one));
        world
            .raw_sql(&format!("UPDATE entries SET words = (SELECT words FROM entries e WHERE e.id = {from}) WHERE id = {to}"))
            .unwrap();
        assert_eq!(rotate_data_keys(world), 1);
        assert_eq!(under(world, "entries", "words", 2), 1);
        ana.get(&format!("/v1/entries/{two}")).expect(200);
        let damaged = ana.request(reqwest::Method::GET, &format!("/v1/entries/{one}"));
        assert_eq!(damaged.send().unwrap().status(), 500);
        // It was sealed with the key that is kept, so that it can still be repaired.
        assert_eq!(under(world, "entries", "words", 1), 2);
    }
);

/// Waits until this many others wait for a lock, or none any longer.
fn until_somebody_waits(world: &World, waits: bool) {
    let waiting = "SELECT count(*) AS n FROM pg_locks WHERE NOT granted \
         AND pid IN (SELECT pid FROM pg_stat_activity WHERE datname = current_database())";
    while (raw::count(world, waiting) > 0) != waits {
        std::thread::yield_now();
    }
}

/// A writer that has read words before they were sealed anew, and puts them, as they were, elsewhere when all else is over.
#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "a writer is stopped where no request can be"
)]
fn a_writer_that_is_slow_keeps_no_word_under_a_key_that_is_dropped() {
    let world = World::start(Engine::Postgres);
    let ana = world.patient("Ana");
    let entry = scenes::entry(&ana, "a word");
    let connection = || match world.raw_connection() {
        Conn::Postgres(conn) => conn,
        Conn::Sqlite(_) => panic!("PostgreSQL"),
    };
    // The rotation is stopped at the first thing that it seals anew, so that the writer begins after its beginning.
    let mut stopping = connection();
    stopping
        .batch_execute("BEGIN; SELECT id FROM devices FOR UPDATE")
        .unwrap();
    let service = world.service.clone();
    world.clock.advance(chrono::Duration::seconds(1));
    let rotation = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(afterword::keys::rotate_data_keys(
            service.gate(),
            &|_, _| (),
        ))
    });
    until_somebody_waits(&world, true);
    let mut writer = connection();
    writer
        .batch_execute(&format!(
            "BEGIN; SELECT wrapped FROM data_keys; CREATE TEMPORARY TABLE held AS SELECT words FROM entries WHERE id = '{entry}'"
        ))
        .unwrap();
    stopping.batch_execute("COMMIT").unwrap();
    while under(&world, "entries", "words", 1) > 0 {
        std::thread::yield_now();
    }
    // Long enough for a rotation that waits for nobody to end.
    let begun = std::time::Instant::now();
    while !rotation.is_finished() && begun.elapsed() < std::time::Duration::from_secs(1) {
        std::thread::yield_now();
    }
    writer
        .batch_execute(&format!(
            "INSERT INTO entry_revisions (patient_id, entry_id, revision, words, authored_at, received_at, conflict) \
             SELECT patient_id, id, revision, (SELECT words FROM held), revised_at, updated_at, false FROM entries WHERE id = '{entry}'; \
             COMMIT"
        ))
        .unwrap();
    assert_eq!(rotation.join().unwrap().unwrap(), 0);
    assert_eq!(under(&world, "entry_revisions", "words", 1), 0);
    assert_eq!(under(&world, "entry_revisions", "words", 2), 1);
}
