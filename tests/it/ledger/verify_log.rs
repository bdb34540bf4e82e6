//! `GET /v1/access-log/verify`, and what keeps the log as it is (AU-3, AU-4).

use crate::both;
use crate::harness::{Engine, World, json, scenes};

/// Lets the log be changed behind the API's back, as somebody could who owns the database.
pub(crate) fn raw_unlock_log(world: &World) {
    let unlock = match world.engine {
        Engine::Sqlite => {
            "DROP TRIGGER access_log_keeps_every_row; DROP TRIGGER access_log_keeps_every_word; DROP TRIGGER access_log_replaces_no_row; \
             DROP TRIGGER ledger_heads_stay; DROP TRIGGER ledger_heads_go_on; DROP TRIGGER ledger_heads_begin_once;"
        }
        Engine::Postgres => {
            "ALTER TABLE access_log DISABLE TRIGGER USER; ALTER TABLE ledger_heads DISABLE TRIGGER USER;"
        }
    };
    world.raw_sql(unlock).unwrap();
}

both!(
    an_untouched_log_is_intact_and_its_head_is_its_last_row,
    |world| {
        let scenes::Linked { patient, .. } = scenes::linked(world);
        let log = patient.get("/v1/access-log").expect(200);
        assert_eq!(log.items().len(), 3);
        let verdict = patient.get("/v1/access-log/verify").expect(200);
        let last = patient.get("/v1/access-log?limit=1").expect(200).items()[0].clone();
        assert_eq!(
            verdict.body,
            json!({"intact": true, "checked": 4, "head": {"number": 4, "hash": last["hash"]}, "broken_at": null, "checkpoint": null})
        );
        scenes::linked(world)
            .therapist
            .get("/v1/access-log/verify")
            .expect(403);
        world.stranger().get("/v1/access-log/verify").expect(401);
    }
);

both!(the_database_itself_refuses_to_change_the_log, |world| {
    let scenes::Linked { patient, .. } = scenes::linked(world);
    world
        .raw_sql("UPDATE access_log SET outcome = 'refused'")
        .unwrap_err();
    world.raw_sql("DELETE FROM access_log").unwrap_err();
    if world.engine == Engine::Postgres {
        world.raw_sql("TRUNCATE access_log").unwrap_err();
    }
    assert_eq!(
        patient.get("/v1/access-log/verify").expect(200).body["intact"],
        true
    );
});

both!(an_edited_row_shows, |world| {
    let scenes::Linked { patient, .. } = scenes::linked(world);
    raw_unlock_log(world);
    world
        .raw_sql("UPDATE access_log SET outcome = 'refused' WHERE number = 2")
        .unwrap();
    let verdict = patient.get("/v1/access-log/verify").expect(200);
    assert_eq!(
        (
            &verdict.body["intact"],
            &verdict.body["checked"],
            &verdict.body["broken_at"]
        ),
        (&json!(false), &json!(1), &json!(2))
    );
});

both!(a_dropped_row_shows, |world| {
    let scenes::Linked { patient, .. } = scenes::linked(world);
    raw_unlock_log(world);
    world
        .raw_sql("DELETE FROM access_log WHERE number = 1")
        .unwrap();
    assert_eq!(
        patient.get("/v1/access-log/verify").expect(200).body["broken_at"],
        1
    );
});

both!(a_cut_tail_shows, |world| {
    let scenes::Linked { patient, .. } = scenes::linked(world);
    raw_unlock_log(world);
    world
        .raw_sql("DELETE FROM access_log WHERE number = 3")
        .unwrap();
    let verdict = patient.get("/v1/access-log/verify").expect(200);
    assert_eq!(
        (
            &verdict.body["intact"],
            &verdict.body["checked"],
            &verdict.body["broken_at"]
        ),
        (&json!(false), &json!(2), &json!(3))
    );
});
