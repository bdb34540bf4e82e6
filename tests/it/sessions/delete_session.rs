//! `DELETE /v1/dosing-sessions/{id}`.

use super::{happened, happened_but};
use crate::both;
use crate::harness::json;

both!(a_deleted_session_is_nowhere, |world| {
    let ana = world.patient("Ana");
    let made = ana.post("/v1/dosing-sessions", &happened()).expect(201);
    let path = format!("/v1/dosing-sessions/{}", made.id());
    assert!(ana.delete(&path).expect(204).bytes.is_empty());
    ana.get(&path).expect(404);
    ana.patch(&path, &made.etag(), &json!({"note": "still?"}))
        .expect(404);
    ana.delete(&path).expect(404);
    ana.get(&format!("/v1/timeline?dosing_session_id={}", made.id()))
        .expect(404);
    assert!(ana.get("/v1/dosing-sessions").items().is_empty());
    assert!(ana.get("/v1/timeline").items().is_empty());
});

both!(the_id_of_a_deleted_session_is_not_used_again, |world| {
    let ana = world.patient("Ana");
    let session = happened_but("id", json!("0194f1f0-5c3e-7000-8000-00000000000a"));
    let made = ana.post("/v1/dosing-sessions", &session).expect(201);
    ana.delete(made.header("location")).expect(204);
    assert_eq!(
        ana.post("/v1/dosing-sessions", &session).expect(409).code(),
        "deleted"
    );
});

both!(
    entries_stay_with_their_reference_and_no_new_one_is_taken,
    |world| {
        let ana = world.patient("Ana");
        let session = ana.post("/v1/dosing-sessions", &happened()).expect(201);
        let entry = ana
            .post(
                "/v1/entries",
                &json!({"text": "a door", "dosing_session_id": session.id()}),
            )
            .expect(201);
        ana.delete(session.header("location")).expect(204);
        assert_eq!(
            ana.get(&format!("/v1/entries/{}", entry.id()))
                .expect(200)
                .body,
            entry.body
        );
        let late = ana
            .post(
                "/v1/entries",
                &json!({"text": "late", "dosing_session_id": session.id()}),
            )
            .expect(422);
        assert_eq!(late.pointers(), ["/dosing_session_id"]);
        assert_eq!(
            ana.get("/v1/timeline").body["ongoing"]["entries"][0]["id"],
            entry.body["id"]
        );
    }
);

both!(
    nothing_of_a_deleted_session_is_left_but_that_it_is_gone,
    |world| {
        let ana = world.patient("Ana");
        let made = ana.post("/v1/dosing-sessions", &happened()).expect(201);
        ana.delete(made.header("location")).expect(204);
        let emptied = "planned_at IS NULL AND started_at IS NULL AND ended_at IS NULL AND status = 'cancelled' AND time_zone = 'UTC' AND length(created_mark) = 0";
        // A status that is none breaks the table's check, so each statement tells whether it met a row.
        world.raw_sql(&format!("UPDATE dosing_sessions SET status = 'not emptied' WHERE deleted AND NOT ({emptied})")).expect("an empty tombstone");
        world
            .raw_sql(&format!(
                "UPDATE dosing_sessions SET status = 'emptied' WHERE deleted AND {emptied}"
            ))
            .expect_err("one tombstone is there");
    }
);
