//! `/v1/care/quiet-time`: what a patient settles in preparation about what is asked for in the quiet time (N1, AZ-10).

use chrono::Duration;

use crate::both;
use crate::harness::{Client, json, scenes};

const PATH: &str = "/v1/care/quiet-time";

fn settle(patient: &Client<'_>, asked_for: &str) -> crate::harness::Answer {
    let tag = patient.get(PATH).etag();
    patient.send(
        patient
            .request(reqwest::Method::PUT, PATH)
            .header("if-match", tag)
            .json(&json!({"asked_for": asked_for})),
    )
}

both!(what_was_settled_is_changed_under_a_condition, |world| {
    let patient = world.patient("Ana");
    let put = |asked_for: &str, tag: Option<&str>| {
        let put = patient
            .request(reqwest::Method::PUT, PATH)
            .json(&json!({"asked_for": asked_for}));
        patient.send(match tag {
            Some(tag) => put.header("if-match", tag),
            None => put,
        })
    };
    let first = put("asks_again", None).expect(200).etag();
    assert_eq!(
        put("nothing", None).expect(428).code(),
        "precondition-required"
    );
    put("nothing", Some(&first)).expect(200);
    put("waits", Some(&first)).expect(412);
    assert_eq!(patient.get(PATH).expect(200).body["asked_for"], "nothing");
});

both!(
    what_has_run_out_is_not_taken_up_and_a_clock_set_back_revives_nothing,
    |world| {
        let scenes::Linked {
            patient,
            therapist,
            link,
        } = scenes::linked(world);
        settle(&patient, "nothing").expect(200);
        let entry = scenes::entry(&patient, "a word");
        let body = json!({
            "link_id": link, "scope": {"type": "entry", "entry_id": entry}, "notice_version": scenes::notice(&patient),
            "expires_at": world.clock.at(Duration::hours(1)),
        });
        let consent = format!(
            "/v1/consents/{}",
            patient.post("/v1/consents", &body).expect(201).id()
        );
        patient
            .post_nothing(&format!("{consent}/pause"))
            .expect(200);
        scenes::ended(world, &patient, 60);
        world.clock.advance(Duration::hours(2));
        assert_eq!(
            patient
                .post_nothing(&format!("{consent}/resume"))
                .expect(409)
                .code(),
            "consent-state"
        );
        world.clock.advance(Duration::minutes(-90));
        assert_eq!(patient.get(&consent).expect(200).body["state"], "expired");
        therapist
            .get(&format!("/v1/therapist/patients/{link}/entries/{entry}"))
            .expect(404);
    }
);

both!(
    what_is_brought_back_in_the_quiet_time_is_not_passed_on_where_that_was_settled,
    |world| {
        let scenes::Linked {
            patient,
            therapist,
            link,
        } = scenes::linked(world);
        let session = scenes::planned(world, &patient, 5);
        scenes::give_session(&patient, &link, &session, &json!(["entries"])).expect(201);
        let entry = scenes::entry_of(&patient, &session, "away");
        let seal = format!("/v1/entries/{entry}/seal");
        patient
            .post(&seal, &json!({"when_i_choose": true}))
            .expect(200);
        settle(&patient, "nothing").expect(200);
        world.clock.advance(Duration::hours(4));
        patient.delete(&seal).expect(204);
        let read = format!("/v1/therapist/patients/{link}/entries/{entry}");
        therapist.get(&read).expect(404);
        world.clock.advance(Duration::days(3));
        therapist.get(&read).expect(404);
    }
);

both!(
    what_is_written_over_in_the_quiet_time_and_sent_later_is_not_passed_on_where_that_was_settled,
    |world| {
        let scenes::Linked {
            patient,
            therapist,
            link,
        } = scenes::linked(world);
        let session = scenes::planned(world, &patient, 5);
        scenes::give_session(&patient, &link, &session, &json!(["entries"])).expect(201);
        let entry = scenes::entry_of(&patient, &session, "before");
        settle(&patient, "asks_again").expect(200);
        let change = |body: &crate::harness::Value| {
            let path = format!("/v1/entries/{entry}");
            let etag = patient.get(&path).expect(200).etag();
            patient.patch(&path, &etag, body).expect(200);
        };
        let read = || {
            therapist
                .get(&format!("/v1/therapist/patients/{link}/entries/{entry}"))
                .expect(200)
                .body["text"]
                .clone()
        };
        world.clock.advance(Duration::hours(4));
        let then = world.clock.now();
        world.clock.advance(Duration::days(4));
        change(&json!({"text": "written close to it", "authored_at": then}));
        assert_eq!(read(), "before");
        change(&json!({"text": "afterwards"}));
        assert_eq!(read(), "afterwards");
    }
);

both!(
    without_a_directive_what_is_asked_for_waits_and_the_end_is_told,
    |world| {
        let patient = world.patient("Ana");
        let plain = patient.get(PATH).expect(200);
        assert_eq!(
            plain.body,
            json!({"asked_for": "waits", "quiet_until": null, "updated_at": null})
        );
        scenes::ended(world, &patient, 60);
        let quiet = patient.get(PATH).expect(200);
        assert_eq!(
            quiet.body["quiet_until"],
            world.clock.at(Duration::hours(23))
        );
        assert_ne!(quiet.etag(), plain.etag());
        world.therapist("Bo").get(PATH).expect(403);
        settle(&patient, "whatever").expect(422);
    }
);

both!(
    what_asks_again_stays_on_hold_until_it_is_taken_up_after_the_quiet_time,
    |world| {
        let scenes::Linked {
            patient,
            therapist,
            link,
        } = scenes::linked(world);
        let settled = settle(&patient, "asks_again").expect(200);
        assert_eq!(
            settled.body,
            json!({"asked_for": "asks_again", "quiet_until": null, "updated_at": world.clock.now()})
        );
        scenes::ended(world, &patient, 60);
        let entry = scenes::entry(&patient, "a word");
        let consent = format!("/v1/consents/{}", scenes::share(&patient, &link, &entry));
        assert_eq!(patient.get(&consent).expect(200).body["state"], "paused");
        assert_eq!(
            patient
                .post_nothing(&format!("{consent}/resume"))
                .expect(409)
                .code(),
            "quiet-time"
        );
        let path = format!("/v1/therapist/patients/{link}/entries/{entry}");
        world.clock.advance(Duration::hours(30));
        therapist.get(&path).expect(404);
        patient
            .post_nothing(&format!("{consent}/resume"))
            .expect(200);
        therapist.get(&path).expect(200);
    }
);

both!(
    where_nothing_is_to_be_passed_on_asking_in_the_quiet_time_is_refused_and_narrowing_is_not,
    |world| {
        let scenes::Linked {
            patient,
            therapist,
            link,
        } = scenes::linked(world);
        let entry = scenes::entry(&patient, "a word");
        let before = format!("/v1/consents/{}", scenes::share(&patient, &link, &entry));
        settle(&patient, "nothing").expect(200);
        scenes::ended(world, &patient, 60);
        let scope = json!({"type": "entry", "entry_id": entry});
        let asked =
            json!({"link_id": link, "scope": scope, "notice_version": scenes::notice(&patient)});
        assert_eq!(
            patient.post("/v1/consents", &asked).expect(409).code(),
            "quiet-time"
        );
        patient.post_nothing(&format!("{before}/pause")).expect(200);
        assert_eq!(
            patient
                .post_nothing(&format!("{before}/resume"))
                .expect(409)
                .code(),
            "quiet-time"
        );
        patient.delete(&before).expect(200);
        therapist
            .get(&format!("/v1/therapist/patients/{link}/entries/{entry}"))
            .expect(404);
        world.clock.advance(Duration::hours(30));
        patient.post("/v1/consents", &asked).expect(201);
    }
);

both!(
    what_is_written_in_the_quiet_time_is_not_passed_on_where_that_was_settled,
    |world| {
        let scenes::Linked {
            patient,
            therapist,
            link,
        } = scenes::linked(world);
        let session = scenes::planned(world, &patient, 5);
        scenes::give_session(&patient, &link, &session, &json!(["entries"])).expect(201);
        settle(&patient, "asks_again").expect(200);
        world.clock.advance(Duration::hours(4));
        let written_then = world.clock.now();
        scenes::entry_of(&patient, &session, "close to it");
        world.clock.advance(Duration::days(4));
        // Written in the quiet time and sent after it: the same.
        let late = json!({"text": "sent later", "dosing_session_id": session, "authored_at": written_then});
        patient.post("/v1/entries", &late).expect(201);
        scenes::entry_of(&patient, &session, "afterwards");
        let read = therapist
            .get(&format!("/v1/therapist/patients/{link}/entries"))
            .expect(200);
        let texts: Vec<&str> = read
            .items()
            .iter()
            .map(|one| one["text"].as_str().unwrap())
            .collect();
        assert_eq!(texts, ["afterwards"]);
    }
);

both!(
    in_the_quiet_time_a_directive_gets_stricter_at_once_and_looser_not_at_all,
    |world| {
        let patient = world.patient("Ana");
        settle(&patient, "asks_again").expect(200);
        scenes::ended(world, &patient, 60);
        assert_eq!(settle(&patient, "waits").expect(409).code(), "quiet-time");
        settle(&patient, "asks_again").expect(200);
        settle(&patient, "nothing").expect(200);
        assert_eq!(
            settle(&patient, "asks_again").expect(409).code(),
            "quiet-time"
        );
        assert_eq!(patient.get(PATH).expect(200).body["asked_for"], "nothing");
        world.clock.advance(Duration::hours(24));
        settle(&patient, "waits").expect(200);
    }
);
