//! `POST /v1/dosing-sessions/{id}/postponement` (R46, N1).

use reqwest::Method;

use super::happened;
use crate::both;
use crate::harness::{Answer, Client, Value, json};

fn planned() -> Value {
    json!({"status": "planned", "planned_at": "2026-03-20T14:00:00Z", "time_zone": "Europe/Lisbon", "note": "the blue scarf"})
}

fn postpone(ana: &Client<'_>, id: &str, etag: &str, body: &Value) -> Answer {
    let path = format!("/v1/dosing-sessions/{id}/postponement");
    ana.send(
        ana.request(Method::POST, &path)
            .header("if-match", etag)
            .json(body),
    )
}

both!(with_a_new_time_it_is_planned_for_that_time, |world| {
    let ana = world.patient("Ana");
    let made = ana.post("/v1/dosing-sessions", &planned()).expect(201);
    let later = json!({"planned_at": "2026-03-27T14:00:00Z", "note": "and the photo"});
    let moved = postpone(&ana, &made.id(), &made.etag(), &later).expect(200);
    assert_eq!(
        (
            &moved.body["status"],
            &moved.body["planned_at"],
            &moved.body["note"]
        ),
        (
            &json!("planned"),
            &json!("2026-03-27T14:00:00.000000Z"),
            &json!("and the photo")
        )
    );
    let timeline = ana.get("/v1/timeline").expect(200);
    assert_eq!(timeline.items()[0]["days"][0]["date"], "2026-03-27");
    let path = format!("/v1/dosing-sessions/{}", made.id());
    let read = ana.get(&path).expect(200);
    assert_eq!((&read.body, read.etag()), (&moved.body, moved.etag()));
});

both!(
    without_a_time_it_waits_and_its_days_wait_with_it_until_there_is_one,
    |world| {
        let ana = world.patient("Ana");
        let made = ana.post("/v1/dosing-sessions", &planned()).expect(201);
        let waiting = postpone(&ana, &made.id(), &made.etag(), &json!({})).expect(200);
        assert_eq!(waiting.body["status"], "postponed");
        assert_eq!(waiting.body["note"], "the blue scarf");
        assert!(ana.get("/v1/timeline").items()[0]["window"].is_null());
        let again = json!({"planned_at": "2026-04-02T14:00:00Z"});
        let planned = postpone(&ana, &made.id(), &waiting.etag(), &again).expect(200);
        assert_eq!(planned.body["status"], "planned");
        let timeline = ana.get("/v1/timeline").expect(200);
        assert_eq!(timeline.items()[0]["days"][0]["date"], "2026-04-02");
    }
);

both!(what_took_place_or_was_called_off_is_not_put_off, |world| {
    let ana = world.patient("Ana");
    let mut called_off = planned();
    called_off["status"] = json!("cancelled");
    for session in [happened(), called_off] {
        let made = ana.post("/v1/dosing-sessions", &session).expect(201);
        let refused = postpone(&ana, &made.id(), &made.etag(), &json!({})).expect(409);
        assert_eq!(refused.code(), "session-state");
        let path = format!("/v1/dosing-sessions/{}", made.id());
        assert_eq!(ana.get(&path).body, made.body);
    }
});

both!(
    it_needs_the_newest_tag_and_knows_only_its_own_fields,
    |world| {
        let ana = world.patient("Ana");
        let made = ana.post("/v1/dosing-sessions", &planned()).expect(201);
        let path = format!("/v1/dosing-sessions/{}/postponement", made.id());
        ana.post(&path, &json!({})).expect(428);
        let moved = postpone(&ana, &made.id(), &made.etag(), &json!({})).expect(200);
        postpone(&ana, &made.id(), &made.etag(), &json!({})).expect(412);
        for field in ["reason", "status"] {
            let refused = postpone(&ana, &made.id(), &moved.etag(), &json!({field: "x"}));
            assert_eq!(refused.expect(422).pointers(), [format!("/{field}")]);
        }
    }
);

both!(nobody_else_puts_a_session_off, |world| {
    let (ana, eva) = (world.patient("Ana"), world.patient("Eva"));
    let made = ana.post("/v1/dosing-sessions", &planned()).expect(201);
    postpone(&eva, &made.id(), "*", &json!({})).expect(404);
    postpone(&world.therapist("Bo"), &made.id(), "*", &json!({})).expect(403);
    postpone(&world.stranger(), &made.id(), "*", &json!({})).expect(401);
});
