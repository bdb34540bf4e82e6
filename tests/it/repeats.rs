//! Creating is safe to repeat, also when what the first request named is gone since.

use crate::both;
use crate::harness::{Value, json, scenes};

const ID: &str = "0198a7c2-7777-7000-8000-000000000001";

/// The same under this id, naming the session.
fn of_session(session: &str) -> [(&'static str, Value); 6] {
    let with = |mut body: Value| {
        body["id"] = json!(ID);
        body["dosing_session_id"] = json!(session);
        body
    };
    [
        ("/v1/entries", with(json!({"text": "a door"}))),
        ("/v1/check-ins", with(json!({"rest": "some"}))),
        ("/v1/steps", with(json!({"text": "to the corner"}))),
        ("/v1/intentions", with(json!({"text": "to be curious"}))),
        ("/v1/fears", with(json!({"text": "the dark"}))),
        ("/v1/appointments", with(json!({"kind": "integration"}))),
    ]
}

both!(a_repeat_is_recognised_when_its_session_is_gone, |world| {
    let ana = world.patient("Ana");
    let session = json!({"status": "planned", "time_zone": "UTC"});
    let session = ana.post("/v1/dosing-sessions", &session).expect(201).id();
    let all = of_session(&session);
    for (path, body) in &all {
        ana.post(path, body).expect(201);
    }
    ana.delete(&format!("/v1/dosing-sessions/{session}"))
        .expect(204);
    for (path, body) in &all {
        let there = ana.get(&format!("{path}/{ID}")).expect(200);
        assert_eq!(ana.post(path, body).expect(200).body, there.body, "{path}");
        let mut another = body.clone();
        another["id"] = json!(session);
        let refused = ana.post(path, &another).expect(422);
        assert_eq!(refused.pointers(), ["/dosing_session_id"], "{path}");
    }
    for (path, body) in &all {
        ana.delete(&format!("{path}/{ID}")).expect(204);
        assert_eq!(ana.post(path, body).expect(409).code(), "deleted", "{path}");
    }
});

both!(a_repeat_is_recognised_when_its_link_has_ended, |world| {
    let scenes::Linked { patient, link, .. } = scenes::linked(world);
    let all = [
        (
            "/v1/agreements",
            json!({"id": ID, "link_id": link, "items": [{"kind": "role"}]}),
        ),
        (
            "/v1/packets",
            json!({"id": ID, "link_id": link, "until": "2026-03-20T10:00:00Z"}),
        ),
        (
            "/v1/appointments",
            json!({"id": ID, "link_id": link, "kind": "integration"}),
        ),
    ];
    for (path, body) in &all {
        patient.post(path, body).expect(201);
    }
    patient
        .delete(&format!("/v1/care/links/{link}"))
        .expect(200);
    for (path, body) in &all {
        patient.post(path, body).expect(200);
        let mut another = body.clone();
        another["id"] = json!(link);
        let refused = patient.post(path, &another).expect(422);
        assert_eq!(refused.pointers(), ["/link_id"], "{path}");
    }
});

both!(
    a_repeat_is_recognised_when_its_prompt_or_its_entry_is_gone,
    |world| {
        let scenes::Linked { patient, link, .. } = scenes::linked(world);
        let own = json!({"text": "And the sea?"});
        let own = patient.post("/v1/prompts/own", &own).expect(201).id();
        let first = scenes::entry(&patient, "a lake");
        let answer = json!({"id": ID, "text": "Still there.", "prompt_id": own});
        let addendum = json!({"id": own, "text": "It was a river.", "addends": first});
        let packet = json!({"id": ID, "link_id": link, "until": "2026-03-20T10:00:00Z", "items": [{"type": "entry", "entry_id": first}]});
        let all = [
            ("/v1/entries", answer),
            ("/v1/entries", addendum),
            ("/v1/packets", packet),
        ];
        for (path, body) in &all {
            patient.post(path, body).expect(201);
        }
        patient
            .delete(&format!("/v1/prompts/own/{own}"))
            .expect(204);
        patient.delete(&format!("/v1/entries/{first}")).expect(204);
        for (path, body) in &all {
            patient.post(path, body).expect(200);
        }
    }
);
