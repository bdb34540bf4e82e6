//! The quiet time around a dose: widening waits, narrowing never does (N1, AZ-10).

use chrono::Duration;

use crate::both;
use crate::harness::{Client, World, json, scenes};

/// A session that ended so many minutes ago: quiet until 24 hours after that.
fn ended(world: &World, patient: &Client<'_>, minutes: i64) {
    let body = json!({
        "status": "happened", "time_zone": "Europe/Lisbon", "started_at": world.clock.at(Duration::minutes(-minutes - 180)), "ended_at": world.clock.at(Duration::minutes(-minutes)),
    });
    patient.post("/v1/dosing-sessions", &body).expect(201);
}

both!(
    a_consent_given_in_the_quiet_time_waits_until_its_end,
    |world| {
        let scenes::Linked {
            patient,
            therapist,
            link,
        } = scenes::linked(world);
        ended(world, &patient, 60);
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
        assert!(
            therapist
                .get("/v1/therapist/inbox")
                .expect(200)
                .items()
                .is_empty()
        );
        assert_eq!(
            patient
                .get(&format!("/v1/entries/{entry}"))
                .expect(200)
                .body["shared_with"],
            json!([])
        );
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
    ended(world, &patient, 60);
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
        ended(world, &patient, 60);
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
        ended(world, &patient, 120);
        let waiting = scenes::share(&patient, &link, &scenes::entry(&patient, "waits"));
        let of = |id: &str| patient.get(&format!("/v1/consents/{id}")).expect(200).body;
        assert_eq!(
            of(&waiting)["effective_at"],
            world.clock.at(Duration::hours(22))
        );
        ended(world, &patient, 0);
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
