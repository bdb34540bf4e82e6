//! `GET /v1/therapist/patients/{link_id}/entries` and `/{entry_id}` (R88, N2, AZ-4, AZ-7, AU-1, AU-2).

use std::collections::BTreeSet;

use chrono::Duration;

use crate::both;
use crate::harness::{Engine, json, scenes};

both!(
    a_shared_entry_is_shown_without_what_therapists_never_see,
    |world| {
        let scenes::Linked {
            patient,
            therapist,
            link,
        } = scenes::linked(world);
        let entry = patient
            .post(
                "/v1/entries",
                &json!({"text": "a quiet word", "feelings": ["calm"], "topics": ["image"]}),
            )
            .expect(201);
        let consent = scenes::share(&patient, &link, &entry.id());
        let shown = therapist
            .get(&format!(
                "/v1/therapist/patients/{link}/entries/{}",
                entry.id()
            ))
            .expect(200);
        let expected = json!({
            "id": entry.id(), "kind": "free", "text": "a quiet word", "authored_at": entry.body["authored_at"],
            "authored_time_zone": "Europe/Lisbon", "revision": 1, "prompt": null, "topics": ["image"], "feelings": ["calm"],
            "sensations": [], "consent_id": consent, "shared_at": world.clock.now(), "acknowledgement": null,
            "excerpts": [],
        });
        assert_eq!(shown.body, expected);
        assert_eq!(
            therapist
                .get(&format!("/v1/therapist/patients/{link}/entries"))
                .expect(200)
                .items(),
            [expected]
        );
    }
);

both!(
    later_revisions_stay_private_until_they_are_shared,
    |world| {
        let scenes::Linked {
            patient,
            therapist,
            link,
        } = scenes::linked(world);
        let entry = patient
            .post("/v1/entries", &json!({"text": "first"}))
            .expect(201);
        let first = scenes::share(&patient, &link, &entry.id());
        let path = format!("/v1/therapist/patients/{link}/entries/{}", entry.id());
        world.clock.advance(Duration::minutes(1));
        let before = therapist.get(&path).expect(200);
        patient
            .patch(
                &format!("/v1/entries/{}", entry.id()),
                &entry.etag(),
                &json!({"text": "second", "feelings": ["shy"]}),
            )
            .expect(200);
        assert_eq!(
            therapist.get(&path).expect(200).bytes,
            before.bytes,
            "an edit changes nothing that a therapist sees"
        );

        let second = scenes::share(&patient, &link, &entry.id());
        let after = therapist.get(&path).expect(200);
        assert_eq!(
            (
                &after.body["text"],
                &after.body["revision"],
                &after.body["consent_id"]
            ),
            (&json!("second"), &json!(2), &json!(second))
        );
        assert_eq!(
            therapist
                .get(&format!("/v1/therapist/patients/{link}/entries"))
                .expect(200)
                .items()
                .len(),
            1
        );
        patient
            .delete(&format!("/v1/consents/{second}"))
            .expect(200);
        assert_eq!(
            therapist.get(&path).expect(200).body["text"],
            "first",
            "what the first consent opens is open still"
        );
        patient.delete(&format!("/v1/consents/{first}")).expect(200);
        therapist.get(&path).expect(404);
    }
);

both!(
    what_is_not_shared_and_what_never_was_answer_the_same_bytes,
    |world| {
        let scenes::Linked {
            patient,
            therapist,
            link,
        } = scenes::linked(world);
        let entry = scenes::entry(&patient, "mine alone");
        let never = "00000000-0000-7000-8000-000000000000";
        let of = |path: String| therapist.get(&path).expect(404).without_instance();
        let unknown = of(format!("/v1/therapist/patients/{link}/entries/{never}"));
        assert_eq!(
            of(format!("/v1/therapist/patients/{link}/entries/{entry}")),
            unknown
        );
        assert_eq!(
            of(format!("/v1/therapist/patients/{never}/entries/{entry}")),
            unknown
        );
        assert_eq!(
            of(format!("/v1/therapist/patients/{never}/entries")),
            unknown
        );
        assert_eq!(
            of(format!("/v1/therapist/patients/{link}/entries/nonsense")),
            unknown
        );
        let refusals: Vec<_> = patient
            .get("/v1/access-log?limit=100")
            .expect(200)
            .items()
            .iter()
            .filter(|row| row["outcome"] == "refused")
            .cloned()
            .collect();
        assert_eq!(
            refusals.len(),
            2,
            "which id was tried stays unsaid, that one was tried does not"
        );
        for row in &refusals {
            assert_eq!(
                (
                    &row["action"],
                    &row["entry_id"],
                    &row["consent_id"],
                    &row["link_id"]
                ),
                (
                    &json!("entry.read"),
                    &json!(null),
                    &json!(null),
                    &json!(link)
                )
            );
        }
    }
);

both!(another_therapist_and_the_patient_do_not_pass, |world| {
    let scenes::Linked { patient, link, .. } = scenes::linked(world);
    let entry = scenes::entry(&patient, "a word");
    scenes::share(&patient, &link, &entry);
    let (cy, path) = (
        world.therapist("Cy"),
        format!("/v1/therapist/patients/{link}/entries/{entry}"),
    );
    let never = cy
        .get(&format!(
            "/v1/therapist/patients/00000000-0000-7000-8000-000000000000/entries/{entry}"
        ))
        .expect(404);
    assert_eq!(
        cy.get(&path).expect(404).without_instance(),
        never.without_instance()
    );
    patient.get(&path).expect(403);
    world.stranger().get(&path).expect(401);
});

both!(a_deleted_entry_is_gone_for_its_reader_at_once, |world| {
    let scenes::Linked {
        patient,
        therapist,
        link,
    } = scenes::linked(world);
    let entry = scenes::entry(&patient, "a word");
    scenes::share(&patient, &link, &entry);
    let path = format!("/v1/therapist/patients/{link}/entries/{entry}");
    therapist.get(&path).expect(200);
    patient.delete(&format!("/v1/entries/{entry}")).expect(204);
    therapist.get(&path).expect(404);
    therapist
        .post(&format!("{path}/acknowledgement"), &json!({"kind": "read"}))
        .expect(404);
    assert!(
        therapist
            .get(&format!("/v1/therapist/patients/{link}/entries"))
            .expect(200)
            .items()
            .is_empty()
    );
    scenes::no_news_for(&therapist);
});

both!(every_entry_on_a_page_and_no_other_is_on_the_log, |world| {
    let scenes::Linked {
        patient,
        therapist,
        link,
    } = scenes::linked(world);
    for number in 0..3 {
        world.clock.advance(Duration::minutes(1));
        scenes::share(
            &patient,
            &link,
            &scenes::entry(&patient, &format!("word {number}")),
        );
    }
    let path = format!("/v1/therapist/patients/{link}/entries");
    let opened = || {
        patient
            .get("/v1/access-log?limit=100")
            .expect(200)
            .items()
            .iter()
            .filter(|row| row["action"] == "entry.read")
            .cloned()
            .collect::<Vec<_>>()
    };
    let first = therapist.get(&format!("{path}?limit=2")).expect(200);
    assert_eq!(
        first
            .items()
            .iter()
            .map(|item| item["text"].clone())
            .collect::<Vec<_>>(),
        ["word 2", "word 1"]
    );
    let (rows, request) = (opened(), first.header("x-request-id").to_owned());
    let seen: BTreeSet<_> = first
        .items()
        .iter()
        .map(|item| (item["id"].to_string(), item["consent_id"].to_string()))
        .collect();
    assert_eq!(
        rows.iter()
            .map(|row| (row["entry_id"].to_string(), row["consent_id"].to_string()))
            .collect::<BTreeSet<_>>(),
        seen
    );
    assert!(rows.iter().all(|row| row["request_id"] == json!(request)
        && row["revision"] == 1
        && row["link_id"] == json!(link)));
    let cursor = first.body["next_cursor"].as_str().unwrap();
    let second = therapist
        .get(&format!("{path}?limit=2&cursor={cursor}"))
        .expect(200);
    assert_eq!(
        (second.items().len(), &second.body["next_cursor"]),
        (1, &json!(null))
    );
    assert_eq!(opened().len(), 3);
});

both!(what_cannot_be_put_on_the_log_is_not_shown, |world| {
    let scenes::Linked {
        patient,
        therapist,
        link,
    } = scenes::linked(world);
    let entry = scenes::entry(&patient, "a word");
    scenes::share(&patient, &link, &entry);
    world.raw_sql(match world.engine {
        Engine::Sqlite => "CREATE TRIGGER full_log BEFORE INSERT ON access_log BEGIN SELECT RAISE(ABORT, 'full'); END;",
        Engine::Postgres => "CREATE TRIGGER full_log BEFORE INSERT ON access_log FOR EACH ROW EXECUTE FUNCTION access_log_refuses();",
    }).unwrap();
    for path in [
        format!("/v1/therapist/patients/{link}/entries/{entry}"),
        format!("/v1/therapist/patients/{link}/entries"),
    ] {
        let refused = therapist.get(&path).expect(503);
        assert!(!String::from_utf8_lossy(&refused.bytes).contains("a word"));
    }
    patient.post("/v1/consents", &json!({"link_id": link, "scope": {"type": "entry", "entry_id": entry}, "notice_version": scenes::notice(&patient)})).expect(503);
});
