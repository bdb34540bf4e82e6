//! The quiet time around a dose: widening waits, narrowing never does (N1, AZ-10).

use chrono::Duration;
use reqwest::Method;

use crate::both;
use crate::harness::{Answer, Client, Value, World, json, scenes};

both!(
    a_consent_given_in_the_quiet_time_waits_until_its_end,
    |world| {
        let scenes::Linked {
            patient,
            therapist,
            link,
        } = scenes::linked(world);
        scenes::ended(world, &patient, 60);
        let entry = scenes::entry(&patient, "a word");
        let consent = format!("/v1/consents/{}", scenes::share(&patient, &link, &entry));
        let shown = patient.get(&consent).expect(200);
        assert_eq!(
            (&shown.body["state"], &shown.body["effective_at"]),
            (
                &json!("waiting"),
                &json!(world.clock.at(Duration::hours(23)))
            )
        );
        let path = format!("/v1/therapist/patients/{link}/entries/{entry}");
        therapist.get(&path).expect(404);
        scenes::no_news_for(&therapist);
        assert_eq!(scenes::shared_with(&patient, &entry), json!([]));
        patient
            .post_nothing(&format!("{consent}/pause"))
            .expect(409);
        world.clock.advance(Duration::hours(23));
        assert_eq!(patient.get(&consent).expect(200).body["state"], "in_effect");
        assert_eq!(
            therapist.get(&path).expect(200).body["shared_at"],
            world.clock.now()
        );
    }
);

both!(revoking_what_waits_works_at_once, |world| {
    let scenes::Linked {
        patient,
        therapist,
        link,
    } = scenes::linked(world);
    scenes::ended(world, &patient, 60);
    let entry = scenes::entry(&patient, "a word");
    let consent = scenes::share(&patient, &link, &entry);
    assert_eq!(
        patient
            .delete(&format!("/v1/consents/{consent}"))
            .expect(200)
            .body["state"],
        "revoked"
    );
    world.clock.advance(Duration::days(3));
    therapist
        .get(&format!("/v1/therapist/patients/{link}/entries/{entry}"))
        .expect(404);
});

both!(
    in_the_quiet_time_pausing_is_at_once_and_resuming_waits,
    |world| {
        let scenes::Linked {
            patient,
            therapist,
            link,
        } = scenes::linked(world);
        let entry = scenes::entry(&patient, "a word");
        let consent = format!("/v1/consents/{}", scenes::share(&patient, &link, &entry));
        let path = format!("/v1/therapist/patients/{link}/entries/{entry}");
        world.clock.advance(Duration::days(1));
        scenes::ended(world, &patient, 60);
        therapist.get(&path).expect(200);
        assert_eq!(
            patient
                .post_nothing(&format!("{consent}/pause"))
                .expect(200)
                .body["state"],
            "paused"
        );
        let resumed = patient
            .post_nothing(&format!("{consent}/resume"))
            .expect(200);
        assert_eq!(
            (&resumed.body["state"], &resumed.body["effective_at"]),
            (
                &json!("waiting"),
                &json!(world.clock.at(Duration::hours(23)))
            )
        );
        therapist.get(&path).expect(404);
        world.clock.advance(Duration::hours(23));
        therapist.get(&path).expect(200);
    }
);

both!(
    what_waits_waits_longer_when_the_quiet_time_gets_longer,
    |world| {
        let scenes::Linked { patient, link, .. } = scenes::linked(world);
        let open = scenes::share(&patient, &link, &scenes::entry(&patient, "open before"));
        scenes::ended(world, &patient, 120);
        let waiting = scenes::share(&patient, &link, &scenes::entry(&patient, "waits"));
        let of = |id: &str| patient.get(&format!("/v1/consents/{id}")).expect(200).body;
        assert_eq!(
            of(&waiting)["effective_at"],
            world.clock.at(Duration::hours(22))
        );
        scenes::ended(world, &patient, 0);
        assert_eq!(
            of(&waiting)["effective_at"],
            world.clock.at(Duration::hours(24))
        );
        assert_eq!(
            of(&open)["state"],
            "in_effect",
            "what was open before stays open"
        );
    }
);

/// A session that was planned for an hour ago: quiet since three hours, until 26 hours from now.
fn begun(world: &World, patient: &Client<'_>) -> Answer {
    let planned_at = world.clock.at(Duration::hours(-1));
    let plan = json!({"status": "planned", "planned_at": planned_at, "time_zone": "Europe/Lisbon"});
    patient.post("/v1/dosing-sessions", &plan).expect(201)
}

/// What would take a session out of the way while it takes place.
fn edits_it_away(world: &World, patient: &Client<'_>, session: &Answer, how: &str) {
    let path = format!("/v1/dosing-sessions/{}", session.id());
    let patch = |change: Value| patient.patch(&path, &session.etag(), &change).expect(200);
    let put_off = |body: Value| {
        let request = patient.request(Method::POST, &format!("{path}/postponement"));
        let request = request.header("if-match", session.etag()).json(&body);
        patient.send(request).expect(200)
    };
    let at = |hours| world.clock.at(Duration::hours(hours));
    match how {
        "deleted" => patient.delete(&path).expect(204),
        "cancelled" => patch(json!({"status": "cancelled"})),
        "postponed" => patch(json!({"status": "postponed"})),
        "put off" => put_off(json!({})),
        "put off to another time" => put_off(json!({"planned_at": at(72)})),
        "moved" => patch(json!({"planned_at": at(72)})),
        "without a time" => patch(json!({"planned_at": null})),
        "another time ago" => patch(
            json!({"status": "happened", "started_at": at(-90), "ended_at": at(-88), "planned_at": null}),
        ),
        _ => unreachable!("{how}"),
    };
}

both!(
    a_quiet_time_that_has_begun_is_not_ended_by_editing_its_session,
    |world| {
        for (name, how) in [
            ("Ana", "deleted"),
            ("Eva", "cancelled"),
            ("Ida", "postponed"),
            ("Isa", "put off"),
            ("Lea", "put off to another time"),
            ("Mia", "moved"),
            ("Noa", "without a time"),
            ("Zoe", "another time ago"),
        ] {
            let patient = world.patient(name);
            let session = begun(world, &patient);
            let until =
                || patient.get("/v1/care/quiet-time").expect(200).body["quiet_until"].clone();
            edits_it_away(world, &patient, &session, how);
            assert_eq!(until(), world.clock.at(Duration::hours(26)), "{how}");
            world.clock.advance(Duration::hours(26));
            assert_eq!(until(), Value::Null, "{how}");
        }
    }
);

both!(
    after_a_session_was_edited_away_consents_wait_and_no_account_is_erased_at_once,
    |world| {
        let scenes::Linked {
            patient,
            therapist,
            link,
        } = scenes::linked(world);
        let session = begun(world, &patient);
        edits_it_away(world, &patient, &session, "deleted");
        let entry = scenes::entry(&patient, "a word");
        let consent = format!("/v1/consents/{}", scenes::share(&patient, &link, &entry));
        let shown = patient.get(&consent).expect(200);
        assert_eq!(shown.body["state"], "waiting");
        assert_eq!(
            shown.body["effective_at"],
            world.clock.at(Duration::hours(26))
        );
        let path = format!("/v1/therapist/patients/{link}/entries/{entry}");
        therapist.get(&path).expect(404);
        patient.step_up();
        patient.delete("/v1/me").expect(202);
        world.clock.advance(Duration::hours(26));
        therapist.get(&path).expect(200);
    }
);

both!(
    a_plan_whose_quiet_time_has_not_begun_is_edited_freely,
    |world| {
        let scenes::Linked { patient, link, .. } = scenes::linked(world);
        let planned_at = world.clock.at(Duration::hours(3));
        let plan =
            json!({"status": "planned", "planned_at": planned_at, "time_zone": "Europe/Lisbon"});
        for how in ["deleted", "cancelled", "moved"] {
            let session = patient.post("/v1/dosing-sessions", &plan).expect(201);
            edits_it_away(world, &patient, &session, how);
            let consent = scenes::share(&patient, &link, &scenes::entry(&patient, "a word"));
            let shown = patient.get(&format!("/v1/consents/{consent}")).expect(200);
            assert_eq!(shown.body["state"], "in_effect", "{how}");
        }
    }
);

both!(
    the_end_that_is_told_ends_the_quiet_time_a_day_later_and_is_not_told_earlier,
    |world| {
        let patient = world.patient("Ana");
        let session = begun(world, &patient);
        let path = format!("/v1/dosing-sessions/{}", session.id());
        let until = || patient.get("/v1/care/quiet-time").expect(200).body["quiet_until"].clone();
        let now = world.clock.now();
        let happened = json!({"status": "happened", "started_at": world.clock.at(Duration::hours(-1)), "ended_at": now});
        let ended = patient.patch(&path, &session.etag(), &happened).expect(200);
        assert_eq!(until(), world.clock.at(Duration::hours(24)));
        let earlier = json!({"ended_at": world.clock.at(Duration::minutes(-50))});
        let changed = patient.patch(&path, &ended.etag(), &earlier).expect(200);
        assert_eq!(until(), world.clock.at(Duration::hours(24)));
        let later = json!({"ended_at": world.clock.at(Duration::minutes(50))});
        patient.patch(&path, &changed.etag(), &later).expect(200);
        assert_eq!(until(), world.clock.at(Duration::minutes(24 * 60 + 50)));
    }
);

both!(
    a_start_that_is_told_while_a_session_is_only_planned_begins_the_quiet_time,
    |world| {
        let scenes::Linked { patient, link, .. } = scenes::linked(world);
        let planned_at = world.clock.at(Duration::hours(3));
        let plan =
            json!({"status": "planned", "planned_at": planned_at, "time_zone": "Europe/Lisbon"});
        let session = patient.post("/v1/dosing-sessions", &plan).expect(201);
        let started = json!({"started_at": world.clock.at(Duration::hours(-1))});
        let path = format!("/v1/dosing-sessions/{}", session.id());
        patient.patch(&path, &session.etag(), &started).expect(200);
        let consent = scenes::share(&patient, &link, &scenes::entry(&patient, "a word"));
        let shown = patient.get(&format!("/v1/consents/{consent}")).expect(200);
        assert_eq!(shown.body["state"], "waiting");
        assert_eq!(
            shown.body["effective_at"],
            world.clock.at(Duration::hours(26))
        );
    }
);

/// Puts the one planned session off, to so many hours from now.
fn put_off(world: &World, patient: &Client<'_>, session: &str, hours: i64) {
    let path = format!("/v1/dosing-sessions/{session}");
    let etag = patient.get(&path).expect(200).etag();
    let planned = json!({"planned_at": world.clock.at(Duration::hours(hours))});
    let asked = patient
        .request(reqwest::Method::POST, &format!("{path}/postponement"))
        .header("if-match", etag)
        .json(&planned);
    patient.send(asked).expect(200);
}

both!(
    what_waits_opens_in_no_quiet_time_of_a_dose_that_was_put_off,
    |world| {
        let scenes::Linked {
            patient,
            therapist,
            link,
        } = scenes::linked(world);
        let agreed = |answer: &str, id: Option<&str>| {
            let touch = "0198f000-0000-7000-8000-00000000000a";
            let items = json!([{"id": touch, "kind": "touch", "patient": {"answer": answer}}]);
            match id {
                None => patient
                    .post("/v1/agreements", &json!({"link_id": link, "items": items}))
                    .expect(201)
                    .id(),
                Some(id) => {
                    let path = format!("/v1/agreements/{id}");
                    let etag = patient.get(&path).expect(200).etag();
                    patient
                        .patch(&path, &etag, &json!({"items": items}))
                        .expect(200)
                        .id()
                }
            }
        };
        let agreement = agreed("no", None);
        let session = scenes::planned(world, &patient, 4);
        scenes::give_session(&patient, &link, &session, &json!(["entries"])).expect(201);
        world.clock.advance(Duration::hours(3));
        agreed("yes", Some(&agreement));
        let written = json!({"text": "close to it", "dosing_session_id": session});
        let taken = patient.post("/v1/entries", &written).expect(201).id();
        let entry = scenes::entry(&patient, "a word");
        let waiting = format!("/v1/consents/{}", scenes::share(&patient, &link, &entry));
        let opens = |path: &str| patient.get(path).expect(200).body["effective_at"].clone();
        let agreement = format!("/v1/agreements/{agreement}");
        for path in [&waiting, &agreement] {
            assert_eq!(opens(path), world.clock.at(Duration::hours(28)));
        }
        // What waits would open in the hours of the dose.
        put_off(world, &patient, &session, 25);
        for path in [&waiting, &agreement] {
            assert_eq!(opens(path), world.clock.at(Duration::hours(52)));
        }
        let read = |id: &str| therapist.get(&format!("/v1/therapist/patients/{link}/entries/{id}"));
        world.clock.advance(Duration::hours(29));
        read(&taken).expect(404);
        read(&entry).expect(404);
        world.clock.advance(Duration::hours(23));
        read(&taken).expect(200);
        read(&entry).expect(200);
    }
);
