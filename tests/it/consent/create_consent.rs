//! `POST /v1/consents` (AZ-6, AZ-9, N2, N4, N6).

use chrono::Duration;

use crate::both;
use crate::harness::{json, scenes};

const NEVER: &str = "00000000-0000-7000-8000-000000000000";

both!(
    a_consent_opens_the_newest_revision_now_and_says_all_it_is,
    |world| {
        let scenes::Linked { patient, link, .. } = scenes::linked(world);
        let entry = patient
            .post("/v1/entries", &json!({"text": "first"}))
            .expect(201);
        patient
            .patch(
                &format!("/v1/entries/{}", entry.id()),
                &entry.etag(),
                &json!({"text": "second"}),
            )
            .expect(200);
        let given = patient.post("/v1/consents", &json!({
        "link_id": link, "scope": {"type": "entry", "entry_id": entry.id()}, "notice_version": scenes::notice(&patient), "expires_at": world.clock.at(Duration::days(3)),
    })).expect(201);
        let now = world.clock.now();
        assert_eq!(
            given.body,
            json!({
                "id": given.id(), "link_id": link, "scope": {"type": "entry", "entry_id": entry.id(), "revision": 2}, "state": "in_effect",
                "granted_at": now, "effective_at": now, "expires_at": world.clock.at(Duration::days(3)), "revoked_at": null,
                "notice_version": scenes::notice(&patient), "opened": [], "acknowledged": null, "reading_habit": null,
            })
        );
        assert_eq!(
            given.header("location"),
            format!("/v1/consents/{}", given.id())
        );
        assert_eq!(
            patient
                .get(&format!("/v1/entries/{}", entry.id()))
                .expect(200)
                .body["shared_with"],
            json!([given.id()])
        );
    }
);

both!(an_older_revision_can_be_named, |world| {
    let scenes::Linked {
        patient,
        therapist,
        link,
    } = scenes::linked(world);
    let entry = patient
        .post("/v1/entries", &json!({"text": "first"}))
        .expect(201);
    patient
        .patch(
            &format!("/v1/entries/{}", entry.id()),
            &entry.etag(),
            &json!({"text": "second"}),
        )
        .expect(200);
    let body = json!({"link_id": link, "scope": {"type": "entry", "entry_id": entry.id(), "revision": 1}, "notice_version": scenes::notice(&patient)});
    patient.post("/v1/consents", &body).expect(201);
    assert_eq!(
        therapist
            .get(&format!(
                "/v1/therapist/patients/{link}/entries/{}",
                entry.id()
            ))
            .expect(200)
            .body["text"],
        "first"
    );
});

both!(a_consent_sweeps_nothing_along, |world| {
    let scenes::Linked {
        patient,
        therapist,
        link,
    } = scenes::linked(world);
    let session = json!({"status": "happened", "ended_at": world.clock.at(Duration::days(-30)), "time_zone": "UTC"});
    let session = patient
        .post("/v1/dosing-sessions", &session)
        .expect(201)
        .id();
    let write = |topic: &str| {
        let entry = json!({"text": "x", "topics": [topic], "dosing_session_id": session});
        patient.post("/v1/entries", &entry).expect(201).id()
    };
    let before = [write("image"), write("therapist"), write("medicine")];
    scenes::share(&patient, &link, &before[0]);
    let after = [write("image"), write("therapist"), write("medicine")];
    for private in before[1..].iter().chain(&after) {
        therapist
            .get(&format!("/v1/therapist/patients/{link}/entries/{private}"))
            .expect(404);
    }
    let open = therapist
        .get(&format!("/v1/therapist/patients/{link}/entries"))
        .expect(200);
    assert_eq!(open.items().len(), 1);
    assert_eq!(open.items()[0]["id"], before[0]);
});

both!(giving_is_safe_to_repeat, |world| {
    let scenes::Linked { patient, link, .. } = scenes::linked(world);
    let entry = scenes::entry(&patient, "a word");
    let id = "01900000-0000-7000-8000-00000000abcd";
    let mut body = json!({"id": id, "link_id": link, "scope": {"type": "entry", "entry_id": entry}, "notice_version": scenes::notice(&patient)});
    let first = patient.post("/v1/consents", &body).expect(201);
    assert_eq!(
        patient.post("/v1/consents", &body).expect(200).bytes,
        first.bytes
    );
    patient.delete(&format!("/v1/consents/{id}")).expect(200);
    assert_eq!(
        patient.post("/v1/consents", &body).expect(200).body["state"],
        "revoked",
        "a repeat revives nothing"
    );
    body["expires_at"] = json!(world.clock.at(Duration::days(1)));
    assert_eq!(
        patient.post("/v1/consents", &body).expect(409).code(),
        "id-in-use"
    );
    let keyed = json!({"link_id": link, "scope": {"type": "entry", "entry_id": entry}, "notice_version": scenes::notice(&patient)});
    let once = patient
        .post_once("/v1/consents", "k", &keyed)
        .expect(201)
        .id();
    assert_eq!(
        patient
            .post_once("/v1/consents", "k", &keyed)
            .expect(200)
            .id(),
        once
    );

    let eva = world.patient("Eva");
    let hers = scenes::link(&eva, &world.therapist("Cy"));
    let taken = json!({"id": id, "link_id": hers, "scope": {"type": "entry", "entry_id": scenes::entry(&eva, "x")}, "notice_version": scenes::notice(&eva)});
    eva.post("/v1/consents", &taken).expect(201);
});

both!(what_does_not_fit_is_refused_by_name, |world| {
    let scenes::Linked { patient, link, .. } = scenes::linked(world);
    let entry = scenes::entry(&patient, "a word");
    let good = json!({"link_id": link, "scope": {"type": "entry", "entry_id": entry}, "notice_version": scenes::notice(&patient)});
    let deleted = scenes::entry(&patient, "gone");
    patient
        .delete(&format!("/v1/entries/{deleted}"))
        .expect(204);
    for (field, value, pointer) in [
        ("link_id", json!(NEVER), "/link_id"),
        (
            "scope",
            json!({"type": "entry", "entry_id": NEVER}),
            "/scope/entry_id",
        ),
        (
            "scope",
            json!({"type": "entry", "entry_id": deleted}),
            "/scope/entry_id",
        ),
        (
            "scope",
            json!({"type": "entry", "entry_id": entry, "revision": 2}),
            "/scope/revision",
        ),
        (
            "scope",
            json!({"type": "entry", "entry_id": entry, "revision": 0}),
            "/scope/revision",
        ),
        (
            "scope",
            json!({"type": "entry", "entry_id": "no id"}),
            "/scope/entry_id",
        ),
        (
            "scope",
            json!({"type": "everything", "entry_id": entry}),
            "/scope/type",
        ),
        (
            "scope",
            json!({"type": "entry", "entry_id": entry, "start": 0}),
            "/scope/start",
        ),
        ("scope", json!({"entry_id": entry}), "/scope/type"),
        ("scope", json!(["entry", entry]), "/scope"),
        ("expires_at", json!(world.clock.now()), "/expires_at"),
        ("notice_version", json!(999), "/notice_version"),
        ("state", json!("in_effect"), "/state"),
        ("granted_at", json!(world.clock.now()), "/granted_at"),
    ] {
        let mut body = good.clone();
        body[field] = value;
        assert_eq!(
            patient.post("/v1/consents", &body).expect(422).pointers(),
            [pointer],
            "{body}"
        );
    }
    let mut outdated = good.clone();
    outdated["notice_version"] = json!(999);
    assert_eq!(
        patient.post("/v1/consents", &outdated).expect(422).body["errors"][0]["code"],
        "outdated"
    );
    assert!(patient.get("/v1/consents").expect(200).items().is_empty());
});

both!(
    what_belongs_to_somebody_else_is_like_what_never_was,
    |world| {
        let scenes::Linked { patient, link, .. } = scenes::linked(world);
        let eva = world.patient("Eva");
        let (hers, her_link) = (
            scenes::entry(&eva, "hers"),
            scenes::link(&eva, &world.therapist("Cy")),
        );
        let mine = scenes::entry(&patient, "mine");
        let give = |link: &str, entry: &str| {
            let body = json!({"link_id": link, "scope": {"type": "entry", "entry_id": entry}, "notice_version": scenes::notice(&patient)});
            patient
                .post("/v1/consents", &body)
                .expect(422)
                .without_instance()
        };
        assert_eq!(give(&link, &hers), give(&link, NEVER));
        assert_eq!(give(&her_link, &mine), give(NEVER, &mine));
    }
);

both!(only_patients_give, |world| {
    let scenes::Linked {
        patient,
        therapist,
        link,
    } = scenes::linked(world);
    let body = json!({"link_id": link, "scope": {"type": "entry", "entry_id": scenes::entry(&patient, "x")}, "notice_version": scenes::notice(&patient)});
    therapist.post("/v1/consents", &body).expect(403);
    world.stranger().post("/v1/consents", &body).expect(401);
});
