//! Expiry by comparison, recorded once it is seen (AZ-8).

use chrono::Duration;

use crate::both;
use crate::harness::{Client, World, json, scenes};

fn for_a_day(world: &World, patient: &Client<'_>, link: &str, entry: &str) -> String {
    let body = json!({
        "link_id": link, "scope": {"type": "entry", "entry_id": entry}, "notice_version": scenes::notice(patient), "expires_at": world.clock.at(Duration::days(1)),
    });
    patient.post("/v1/consents", &body).expect(201).id()
}

both!(
    an_expired_consent_opens_nothing_and_a_clock_set_back_does_not_revive_it,
    |world| {
        let scenes::Linked {
            patient,
            therapist,
            link,
        } = scenes::linked(world);
        let entry = scenes::entry(&patient, "a word");
        let consent = for_a_day(world, &patient, &link, &entry);
        let path = format!("/v1/therapist/patients/{link}/entries/{entry}");
        world
            .clock
            .advance(Duration::days(1) - Duration::microseconds(1));
        therapist.get(&path).expect(200);
        world.clock.advance(Duration::microseconds(1));
        therapist.get(&path).expect(404);
        world.clock.advance(Duration::hours(-5));
        therapist.get(&path).expect(404);
        assert_eq!(scenes::state_of(&patient, &consent), "expired");
    }
);

both!(an_expiry_that_the_patient_saw_is_recorded_too, |world| {
    let scenes::Linked {
        patient,
        therapist,
        link,
    } = scenes::linked(world);
    for way in ["list", "one", "refused"] {
        let entry = scenes::entry(&patient, way);
        let consent = for_a_day(world, &patient, &link, &entry);
        world.clock.advance(Duration::days(1));
        match way {
            "list" => assert_eq!(
                patient.get("/v1/consents").expect(200).items()[0]["state"],
                "expired"
            ),
            "one" => assert_eq!(scenes::state_of(&patient, &consent), "expired"),
            _ => assert_eq!(
                patient
                    .delete(&format!("/v1/consents/{consent}"))
                    .expect(409)
                    .code(),
                "consent-state"
            ),
        }
        world.clock.advance(Duration::hours(-12));
        therapist
            .get(&format!("/v1/therapist/patients/{link}/entries/{entry}"))
            .expect(404);
        assert_eq!(scenes::state_of(&patient, &consent), "expired", "{way}");
        assert_eq!(scenes::shared_with(&patient, &entry), json!([]));
        world.clock.advance(Duration::hours(12));
    }
});

both!(a_paused_consent_expires_all_the_same, |world| {
    let scenes::Linked { patient, link, .. } = scenes::linked(world);
    let consent = format!(
        "/v1/consents/{}",
        for_a_day(world, &patient, &link, &scenes::entry(&patient, "a word"))
    );
    patient
        .post_nothing(&format!("{consent}/pause"))
        .expect(200);
    world.clock.advance(Duration::days(2));
    patient
        .post_nothing(&format!("{consent}/resume"))
        .expect(409);
    assert_eq!(patient.get(&consent).expect(200).body["state"], "expired");
});
