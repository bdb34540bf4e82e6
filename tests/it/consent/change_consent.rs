//! `DELETE /v1/consents/{id}`, `/pause`, `/resume` (AZ-5, AZ-7, N2).

use chrono::Duration;

use crate::both;
use crate::harness::{json, scenes};

both!(a_revoked_consent_hides_the_entry_at_once, |world| {
    let scenes::Linked {
        patient,
        therapist,
        link,
    } = scenes::linked(world);
    let entry = scenes::entry(&patient, "a word");
    let consent = scenes::share(&patient, &link, &entry);
    let path = format!("/v1/therapist/patients/{link}/entries/{entry}");
    let opened_at = world.clock.now();
    therapist.get(&path).expect(200);
    world.clock.advance(Duration::minutes(1));
    let revoked = patient
        .delete(&format!("/v1/consents/{consent}"))
        .expect(200);
    assert_eq!(
        (&revoked.body["state"], &revoked.body["revoked_at"]),
        (&json!("revoked"), &json!(world.clock.now()))
    );
    assert_eq!(
        revoked.body["opened"],
        json!([{"at": opened_at, "revision": 1}]),
        "what was opened stays said"
    );
    let never = therapist
        .get(&format!(
            "/v1/therapist/patients/{link}/entries/00000000-0000-7000-8000-000000000000"
        ))
        .expect(404);
    assert_eq!(
        therapist.get(&path).expect(404).without_instance(),
        never.without_instance()
    );
    assert!(
        therapist
            .get(&format!("/v1/therapist/patients/{link}/entries"))
            .expect(200)
            .items()
            .is_empty()
    );
    scenes::no_news_for(&therapist);
    assert_eq!(scenes::shared_with(&patient, &entry), json!([]));
    world.clock.advance(Duration::minutes(1));
    assert_eq!(
        patient
            .delete(&format!("/v1/consents/{consent}"))
            .expect(200)
            .bytes,
        revoked.bytes,
        "a repeat answers the same"
    );
    world.clock.advance(Duration::days(-2));
    therapist.get(&path).expect(404);
});

both!(
    pausing_and_resuming_work_at_once_outside_the_quiet_time,
    |world| {
        let scenes::Linked {
            patient,
            therapist,
            link,
        } = scenes::linked(world);
        let entry = scenes::entry(&patient, "a word");
        let consent = format!("/v1/consents/{}", scenes::share(&patient, &link, &entry));
        let path = format!("/v1/therapist/patients/{link}/entries/{entry}");
        assert_eq!(
            patient
                .post_nothing(&format!("{consent}/resume"))
                .expect(409)
                .code(),
            "consent-state"
        );
        assert_eq!(
            patient
                .post_nothing(&format!("{consent}/pause"))
                .expect(200)
                .body["state"],
            "paused"
        );
        therapist.get(&path).expect(404);
        patient
            .post_nothing(&format!("{consent}/pause"))
            .expect(409);
        assert_eq!(
            patient
                .post_nothing(&format!("{consent}/resume"))
                .expect(200)
                .body["state"],
            "in_effect"
        );
        therapist.get(&path).expect(200);
        patient
            .post_nothing(&format!("{consent}/pause"))
            .expect(200);
        assert_eq!(
            patient.delete(&consent).expect(200).body["state"],
            "revoked"
        );
        for step in ["pause", "resume"] {
            patient
                .post_nothing(&format!("{consent}/{step}"))
                .expect(409);
        }
        assert_eq!(patient.get(&consent).expect(200).body["state"], "revoked");
    }
);

both!(
    a_consent_that_is_not_hers_is_like_one_that_never_was,
    |world| {
        let scenes::Linked {
            patient,
            therapist,
            link,
        } = scenes::linked(world);
        let consent = scenes::share(&patient, &link, &scenes::entry(&patient, "a word"));
        let eva = world.patient("Eva");
        let never = "00000000-0000-7000-8000-000000000000";
        for (method, end) in [
            ("GET", ""),
            ("DELETE", ""),
            ("POST", "/pause"),
            ("POST", "/resume"),
        ] {
            let of = |client: &crate::harness::Client<'_>, id: &str| {
                client.send(
                    client.request(method.parse().unwrap(), &format!("/v1/consents/{id}{end}")),
                )
            };
            assert_eq!(
                of(&eva, &consent).expect(404).without_instance(),
                of(&eva, never).expect(404).without_instance()
            );
            of(&therapist, &consent).expect(403);
            of(&world.stranger(), &consent).expect(401);
        }
        assert_eq!(scenes::state_of(&patient, &consent), "in_effect");
    }
);

both!(
    every_change_is_on_the_log_and_a_refusal_changes_nothing,
    |world| {
        let scenes::Linked { patient, link, .. } = scenes::linked(world);
        let entry = scenes::entry(&patient, "a word");
        let consent = scenes::share(&patient, &link, &entry);
        let path = format!("/v1/consents/{consent}");
        patient.post_nothing(&format!("{path}/pause")).expect(200);
        patient.post_nothing(&format!("{path}/pause")).expect(409);
        patient.post_nothing(&format!("{path}/resume")).expect(200);
        patient.delete(&path).expect(200);
        patient.delete(&path).expect(200);
        let log = patient.get("/v1/access-log?limit=100").expect(200);
        let rows: Vec<_> = log
            .items()
            .iter()
            .rev()
            .filter(|row| row["consent_id"] == json!(consent))
            .collect();
        let actions: Vec<_> = rows
            .iter()
            .map(|row| row["action"].as_str().unwrap())
            .collect();
        assert_eq!(
            actions,
            [
                "consent.granted",
                "consent.paused",
                "consent.resumed",
                "consent.revoked"
            ]
        );
        assert!(rows.iter().all(|row| row["link_id"] == json!(link)
            && row["entry_id"] == json!(entry)
            && row["actor"]["kind"] == "patient"));
    }
);
