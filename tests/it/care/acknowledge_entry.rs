//! `POST /v1/therapist/patients/{link_id}/entries/{entry_id}/acknowledgement` (R90, R-section 8).

use crate::both;
use crate::harness::{json, scenes};

both!(
    an_acknowledgement_is_seen_by_both_and_on_the_log_once,
    |world| {
        let scenes::Linked {
            patient,
            therapist,
            link,
        } = scenes::linked(world);
        let entry = scenes::entry(&patient, "a word");
        let consent = scenes::share(&patient, &link, &entry);
        let path = format!("/v1/therapist/patients/{link}/entries/{entry}");
        let said = therapist
            .post(&format!("{path}/acknowledgement"), &json!({"kind": "read"}))
            .expect(201);
        let expected = json!({"kind": "read", "revision": 1, "at": world.clock.now()});
        assert_eq!(said.body, expected);
        assert_eq!(
            therapist
                .post(&format!("{path}/acknowledgement"), &json!({"kind": "read"}))
                .expect(200)
                .body,
            expected
        );
        assert_eq!(
            therapist.get(&path).expect(200).body["acknowledgement"],
            expected
        );
        let hers = |field: &str| {
            patient
                .get(&format!("/v1/consents/{consent}"))
                .expect(200)
                .body[field]
                .clone()
        };
        assert_eq!(
            hers("acknowledged"),
            json!({"kind": "read", "at": world.clock.now()})
        );
        therapist
            .post(
                &format!("{path}/acknowledgement"),
                &json!({"kind": "bring_to_session"}),
            )
            .expect(200);
        assert_eq!(hers("acknowledged")["kind"], "bring_to_session");
        let log = patient.get("/v1/access-log?limit=100").expect(200);
        let rows: Vec<_> = log
            .items()
            .iter()
            .filter(|row| row["action"] == "entry.acknowledged")
            .collect();
        assert_eq!(rows.len(), 2, "saying the same again says nothing");
        assert_eq!(
            (
                &rows[0]["entry_id"],
                &rows[0]["revision"],
                &rows[0]["link_id"]
            ),
            (&json!(entry), &json!(1), &json!(link))
        );
    }
);

both!(
    nothing_else_can_be_said_and_nothing_of_what_is_not_open,
    |world| {
        let scenes::Linked {
            patient,
            therapist,
            link,
        } = scenes::linked(world);
        let (shared, private) = (
            scenes::entry(&patient, "a word"),
            scenes::entry(&patient, "mine"),
        );
        let consent = scenes::share(&patient, &link, &shared);
        let say = |entry: &str, body| {
            therapist.post(
                &format!("/v1/therapist/patients/{link}/entries/{entry}/acknowledgement"),
                &body,
            )
        };
        assert_eq!(
            say(&shared, json!({"kind": "liked"}))
                .expect(422)
                .pointers(),
            ["/kind"]
        );
        say(&shared, json!({"kind": "read", "comment": "well done"})).expect(422);
        let never = say(
            "00000000-0000-7000-8000-000000000000",
            json!({"kind": "read"}),
        )
        .expect(404)
        .without_instance();
        assert_eq!(
            say(&private, json!({"kind": "read"}))
                .expect(404)
                .without_instance(),
            never
        );
        patient
            .post_nothing(&format!("/v1/consents/{consent}/pause"))
            .expect(200);
        assert_eq!(
            say(&shared, json!({"kind": "read"}))
                .expect(404)
                .without_instance(),
            never
        );
        patient
            .post(
                &format!("/v1/therapist/patients/{link}/entries/{shared}/acknowledgement"),
                &json!({"kind": "read"}),
            )
            .expect(403);
    }
);
