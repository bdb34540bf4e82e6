//! A file is no way around the rules: what is imported waits, and stays put away, as what is written here does (AZ-13, N1, N9).

use chrono::Duration;
use serde_json::Value;

use super::{records, written};
use crate::both;
use crate::harness::{Client, json, scenes};

both!(a_file_is_no_way_around_the_rules, |world| {
    let scenes::Linked {
        patient: ana, link, ..
    } = scenes::linked(world);
    let eve = world.patient("Eve");
    written(world, &ana);
    let appointment = json!({"kind": "integration", "starts_at": world.clock.now(), "ends_at": world.clock.at(Duration::hours(1)), "link_id": link});
    ana.post("/v1/appointments", &appointment).expect(201);
    for path in ["/v1/intentions", "/v1/goals", "/v1/fears"] {
        let made = ana.post(path, &json!({"text": "one"})).expect(201);
        let one = format!("{path}/{}", made.id());
        ana.patch(&one, &made.etag(), &json!({"text": "two"}))
            .expect(200);
    }
    let archive = ana.get("/v1/me/export").expect(200).body;
    let with = |pointer: &str, value: Value| {
        let mut other = archive.clone();
        *other.pointer_mut(pointer).expect(pointer) = value;
        other
    };
    let many = |kind: &str| {
        json!(vec![
            archive["records"][kind][0]["words"]["earlier"][0]
                .clone();
            51
        ])
    };
    for (pointer, value, named) in [
        (
            "/records/appointments/0/words/starts_at",
            json!(null),
            "/records/appointments/0/words/ends_at",
        ),
        (
            "/records/appointments/0/words/ends_at",
            json!("2020-01-01T00:00:00Z"),
            "/records/appointments/0/words/ends_at",
        ),
        (
            "/records/check_ins/0/words",
            json!({"time_zone": "UTC", "feelings": [], "sensations": []}),
            "/records/check_ins/0/words/feelings",
        ),
        // A response has a prompt, and a free entry neither that nor another entry to add to.
        (
            "/records/entries/0/wordings/0/words/prompt",
            json!(null),
            "/records/entries/0/prompt_id",
        ),
        (
            "/records/entries/0/kind",
            json!("free"),
            "/records/entries/0/prompt_id",
        ),
        (
            "/records/entries/1/kind",
            json!("free"),
            "/records/entries/1/addends",
        ),
        (
            "/records/entries/0/wordings/0/words/prompt/text",
            json!("x".repeat(601)),
            "/records/entries/0/wordings/0/words/prompt/text",
        ),
        (
            "/records/entries/0/wordings/0/words/prompt",
            json!({"id": link, "version": 1, "text": "x", "more": 1}),
            "/records/entries/0/wordings/0/words/prompt/more",
        ),
        (
            "/records/dosing_sessions/0/revision",
            json!(0),
            "/records/dosing_sessions/0/revision",
        ),
        (
            "/records/dosing_sessions/0/revision",
            json!(i64::MAX),
            "/records/dosing_sessions/0/revision",
        ),
        (
            "/records/goals/0/revision",
            json!(i64::MAX),
            "/records/goals/0/revision",
        ),
        (
            "/records/intentions/0/words/earlier",
            many("intentions"),
            "/records/intentions/0/words/earlier",
        ),
        (
            "/records/goals/0/words/earlier",
            many("goals"),
            "/records/goals/0/words/earlier",
        ),
        (
            "/records/fears/0/words/earlier",
            many("fears"),
            "/records/fears/0/words/earlier",
        ),
    ] {
        let refused = eve.post("/v1/me/import", &with(pointer, value));
        assert_eq!(refused.expect(422).pointers(), [named], "{pointer}");
    }
    assert_eq!(records(&eve)["entries"], json!([]));
    eve.post("/v1/me/import", &archive).expect(200);
});

both!(
    a_session_that_is_imported_keeps_waiting_what_waits,
    |world| {
        let scenes::Linked {
            patient: ana, link, ..
        } = scenes::linked(world);
        let eve = world.patient("Eve");
        let session = |patient: &Client<'_>, minutes: i64| {
            let body = json!({"status": "happened", "time_zone": "UTC", "started_at": world.clock.at(Duration::minutes(-minutes - 60)),
            "ended_at": world.clock.at(Duration::minutes(-minutes))});
            patient.post("/v1/dosing-sessions", &body).expect(201);
        };
        session(&ana, 120);
        session(&eve, 0);
        let consent = scenes::share(&ana, &link, &scenes::entry(&ana, "a word"));
        let effective =
            || ana.get(&format!("/v1/consents/{consent}")).expect(200).body["effective_at"].clone();
        assert_eq!(effective(), world.clock.at(Duration::hours(22)));
        let archive = eve.get("/v1/me/export").expect(200).body;
        ana.post("/v1/me/import", &archive).expect(200);
        assert_eq!(effective(), world.clock.at(Duration::hours(24)));
    }
);

/// An entry that is put away, and an addendum to it that is not.
fn added_to_what_is_put_away(ana: &Client<'_>) -> (String, String) {
    let first = scenes::entry(ana, "put away");
    let addendum = json!({"text": "and more", "addends": first});
    let second = ana.post("/v1/entries", &addendum).expect(201).id();
    let seal = json!({"when_i_choose": true});
    ana.post(&format!("/v1/entries/{first}/seal"), &seal)
        .expect(200);
    (first, second)
}

both!(
    a_file_without_what_is_put_away_fits_where_it_came_from,
    |world| {
        let ana = world.patient("Ana");
        let (first, second) = added_to_what_is_put_away(&ana);
        let archive = ana.get("/v1/me/export").expect(200).body;
        let told = archive["records"]["entries"].as_array().unwrap();
        assert_eq!(told.len(), 1);
        assert_eq!(told[0]["addends"], json!(null));
        let put = ana.post("/v1/me/import", &archive).expect(200);
        assert_eq!(put.body["restored"], 0);
        let path = format!("/v1/entries/{second}");
        assert_eq!(ana.get(&path).expect(200).body["addends"], first);
        // Other words are a conflict as ever.
        let mut other = archive.clone();
        other["records"]["entries"][0]["wordings"][0]["words"]["text"] = json!("other words");
        let refused = ana.post("/v1/me/import", &other).expect(409);
        assert_eq!(refused.code(), "id-in-use");
    }
);

both!(a_fuller_file_brings_back_what_an_entry_adds_to, |world| {
    let (ana, eve) = (world.patient("Ana"), world.patient("Eve"));
    let (first, second) = added_to_what_is_put_away(&ana);
    let lesser = ana.get("/v1/me/export").expect(200).body;
    ana.step_up();
    let fuller = ana.get("/v1/me/export?sealed=true").expect(200).body;
    eve.post("/v1/me/import", &lesser).expect(200);
    let path = format!("/v1/entries/{second}");
    assert_eq!(eve.get(&path).expect(200).body["addends"], json!(null));
    let put = eve.post("/v1/me/import", &fuller).expect(200);
    assert_eq!(put.body["restored"], 2);
    assert_eq!(eve.get(&path).expect(200).body["addends"], first);
    for archive in [&fuller, &lesser] {
        let again = eve.post("/v1/me/import", archive).expect(200);
        assert_eq!(again.body["restored"], 0);
    }
    // Another one in its place is a conflict.
    let third = scenes::entry(&eve, "a third");
    let mut other = lesser.clone();
    other["records"]["entries"][0]["addends"] = json!(third);
    let refused = eve.post("/v1/me/import", &other).expect(409);
    assert_eq!(refused.code(), "id-in-use");
});
