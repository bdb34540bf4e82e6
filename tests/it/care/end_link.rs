//! `DELETE /v1/care/links/{id}` (N18).

use chrono::Duration;

use crate::both;
use crate::harness::{json, scenes};

both!(
    a_patient_who_ends_a_link_ends_every_consent_of_it_at_once,
    |world| {
        let scenes::Linked {
            patient,
            therapist,
            link,
        } = scenes::linked(world);
        let other = world.therapist("Cy");
        let second_link = scenes::link(&patient, &other);
        let entry = scenes::entry(&patient, "a word");
        let kept = scenes::share(&patient, &second_link, &entry);
        let ended = [
            scenes::share(&patient, &link, &entry),
            scenes::share(&patient, &link, &scenes::entry(&patient, "two")),
        ];
        let revoked = scenes::share(&patient, &link, &entry);
        patient
            .delete(&format!("/v1/consents/{revoked}"))
            .expect(200);

        world.clock.advance(Duration::minutes(1));
        patient
            .delete(&format!("/v1/care/links/{link}"))
            .expect(200);
        for consent in &ended {
            assert_eq!(scenes::state_of(&patient, consent), "link_ended");
            assert_eq!(
                patient
                    .post_nothing(&format!("/v1/consents/{consent}/pause"))
                    .expect(409)
                    .code(),
                "consent-state"
            );
        }
        assert_eq!(scenes::state_of(&patient, &revoked), "revoked");
        assert_eq!(scenes::state_of(&patient, &kept), "in_effect");
        other
            .get(&format!(
                "/v1/therapist/patients/{second_link}/entries/{entry}"
            ))
            .expect(200);

        let gone = therapist
            .get(&format!("/v1/therapist/patients/{link}/entries/{entry}"))
            .expect(404);
        let never = therapist
            .get(&format!(
                "/v1/therapist/patients/00000000-0000-7000-8000-000000000000/entries/{entry}"
            ))
            .expect(404);
        assert_eq!(gone.without_instance(), never.without_instance());
        therapist
            .get(&format!("/v1/therapist/patients/{link}/entries"))
            .expect(404);
        assert!(
            therapist
                .get("/v1/therapist/patients")
                .expect(200)
                .items()
                .is_empty()
        );
        scenes::no_news_for(&therapist);

        let refused = patient.post("/v1/consents", &json!({"link_id": link, "scope": {"type": "entry", "entry_id": entry}, "notice_version": scenes::notice(&patient)}));
        assert_eq!(refused.expect(422).pointers(), ["/link_id"]);
        patient
            .delete(&format!("/v1/care/links/{link}"))
            .expect(200);
        let rows = patient.get("/v1/access-log?limit=100").expect(200);
        assert_eq!(
            rows.items()
                .iter()
                .filter(|row| row["action"] == "link.ended")
                .count(),
            1,
            "ending it twice is ending it once"
        );
    }
);

both!(
    a_therapist_who_ends_a_link_leaves_the_record_with_the_patient,
    |world| {
        let scenes::Linked {
            patient,
            therapist,
            link,
        } = scenes::linked(world);
        let consent = scenes::share(&patient, &link, &scenes::entry(&patient, "a word"));
        therapist
            .delete(&format!("/v1/care/links/{link}"))
            .expect(200);
        assert_eq!(scenes::state_of(&patient, &consent), "link_ended");
        let hers = patient.get("/v1/care/links").expect(200).items()[0].clone();
        assert_eq!(
            (&hers["ended_by"], &hers["ended_at"]),
            (&json!("therapist"), &json!(world.clock.now()))
        );
        assert_eq!(hers["therapist"], json!({"display_name": "Bo"}));
        let theirs = therapist.get("/v1/care/links").expect(200).items()[0].clone();
        assert_eq!(
            (&theirs["ended_by"], &theirs["patient"]),
            (&json!("therapist"), &json!(null)),
            "an ended link shows no name"
        );
        let row = patient.get("/v1/access-log").expect(200).items()[0].clone();
        assert_eq!(
            (&row["action"], &row["actor"]),
            (
                &json!("link.ended"),
                &json!({"kind": "therapist", "display_name": "Bo"})
            )
        );
        assert_eq!(row["link_id"], json!(link));
        therapist
            .delete(&format!("/v1/care/links/{link}"))
            .expect(404);
    }
);

both!(nobody_ends_a_link_that_is_not_theirs, |world| {
    let scenes::Linked { patient, link, .. } = scenes::linked(world);
    let never = "/v1/care/links/00000000-0000-7000-8000-000000000000";
    for other in [world.patient("Eva"), world.therapist("Cy")] {
        let not_mine = other.delete(&format!("/v1/care/links/{link}")).expect(404);
        assert_eq!(
            not_mine.without_instance(),
            other.delete(never).expect(404).without_instance()
        );
    }
    world
        .stranger()
        .delete(&format!("/v1/care/links/{link}"))
        .expect(401);
    assert_eq!(
        patient.get("/v1/care/links").expect(200).items()[0]["ended_at"],
        json!(null)
    );
});

both!(both_sides_are_told_what_stopped, |world| {
    let scenes::Linked {
        patient,
        therapist,
        link,
    } = scenes::linked(world);
    let told = |who: &crate::harness::Client<'_>| {
        let links = who.get("/v1/care/links").expect(200);
        links.items()[0]["stopped"].clone()
    };
    assert_eq!(told(&patient), json!(null));
    for number in 0..3 {
        scenes::share(
            &patient,
            &link,
            &scenes::entry(&patient, &format!("entry {number}")),
        );
    }
    let paused = scenes::share(&patient, &link, &scenes::entry(&patient, "on hold"));
    patient
        .post_nothing(&format!("/v1/consents/{paused}/pause"))
        .expect(200);
    let revoked = scenes::share(&patient, &link, &scenes::entry(&patient, "taken back"));
    patient
        .delete(&format!("/v1/consents/{revoked}"))
        .expect(200);
    let path = format!("/v1/care/links/{link}");
    let answer = patient.delete(&path).expect(200).body;
    assert_eq!(
        (&answer["stopped"], &answer["ended_by"]),
        (&json!({"consents": 4}), &json!("patient"))
    );
    assert_eq!(patient.delete(&path).expect(200).body, answer, "again");
    assert_eq!(told(&patient), json!({"consents": 4}));
    // What was on hold was not open, so it is not the therapist's to know (AZ-4).
    assert_eq!(told(&therapist), json!({"consents": 3}));
    world.clock.advance(Duration::minutes(1));
    let second = scenes::link(&patient, &therapist);
    scenes::share(&patient, &second, &scenes::entry(&patient, "another"));
    let left = therapist
        .delete(&format!("/v1/care/links/{second}"))
        .expect(200)
        .body;
    assert_eq!(left["stopped"], json!({"consents": 1}));
    assert_eq!(
        (&left["patient"], &left["therapist"]),
        (&json!(null), &json!(null))
    );
    assert_eq!(told(&patient), json!({"consents": 1}));
});
