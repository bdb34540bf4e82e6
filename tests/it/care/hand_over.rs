//! `GET /v1/care/links/{id}/hand-over` (R86).

use chrono::Duration;

use crate::both;
use crate::harness::{Client, Value, World, json, scenes};

fn handed_over(patient: &Client<'_>, link: &str) -> Vec<Value> {
    let answer = patient
        .get(&format!("/v1/care/links/{link}/hand-over"))
        .expect(200);
    assert_eq!(
        (&answer.body["link_id"], &answer.body["offered_as"]),
        (&json!(link), &json!("packet"))
    );
    answer.items().to_vec()
}

/// Writes an entry a minute later, and shares it.
fn shared(world: &World, patient: &Client<'_>, link: &str, text: &str) -> (String, String) {
    world.clock.advance(Duration::minutes(1));
    let entry = scenes::entry(patient, text);
    let consent = scenes::share(patient, link, &entry);
    (entry, consent)
}

both!(
    what_was_shared_can_be_brought_to_the_next_therapist,
    |world| {
        let scenes::Linked {
            patient,
            therapist,
            link,
        } = scenes::linked(world);
        assert!(handed_over(&patient, &link).is_empty());
        scenes::entry(&patient, "never shared");
        let (opened, taken_back) = shared(world, &patient, &link, "opened, then taken back");
        let (unread, unopened) = shared(world, &patient, &link, "taken back unopened");
        let (deleted, _) = shared(world, &patient, &link, "deleted");
        let (open, _) = shared(world, &patient, &link, "open");
        therapist
            .get(&format!("/v1/therapist/patients/{link}/entries/{opened}"))
            .expect(200);
        for consent in [&taken_back, &unopened] {
            patient
                .delete(&format!("/v1/consents/{consent}"))
                .expect(200);
        }
        patient
            .delete(&format!("/v1/entries/{deleted}"))
            .expect(204);
        let tag = patient
            .get(&format!("/v1/entries/{open}"))
            .expect(200)
            .etag();
        patient
            .patch(
                &format!("/v1/entries/{open}"),
                &tag,
                &json!({"text": "never shared either"}),
            )
            .expect(200);
        world.clock.advance(Duration::minutes(1));
        let in_packet = scenes::entry(&patient, "in a packet");
        let packet = json!({"link_id": link, "until": world.clock.at(Duration::days(7)), "items": [{"type": "entry", "entry_id": in_packet}]});
        let packet = patient.post("/v1/packets", &packet).expect(201).id();
        let given = json!({"link_id": link, "scope": {"type": "packet", "packet_id": packet}, "notice_version": scenes::notice(&patient)});
        patient.post("/v1/consents", &given).expect(201);
        let item = |entry: &str| json!({"entry_id": entry, "revision": 1});
        let expected = [item(&in_packet), item(&open), item(&opened)];
        assert_eq!(handed_over(&patient, &link), expected);
        assert!(!expected.contains(&item(&unread)));
        // Also when the link has ended, and it fits into a packet as it is.
        patient
            .delete(&format!("/v1/care/links/{link}"))
            .expect(200);
        assert_eq!(handed_over(&patient, &link), expected);
        let next = scenes::link(&patient, &world.therapist("Cy"));
        let items: Vec<Value> = expected
        .iter()
        .map(|item| json!({"type": "entry", "entry_id": item["entry_id"], "revision": item["revision"]}))
        .collect();
        let new =
            json!({"link_id": next, "until": world.clock.at(Duration::days(7)), "items": items});
        patient.post("/v1/packets", &new).expect(201);
        assert!(
            handed_over(&patient, &next).is_empty(),
            "nothing is shared by asking or by packing"
        );
    }
);

both!(an_expired_consent_counts_where_it_was_opened, |world| {
    let scenes::Linked {
        patient,
        therapist,
        link,
    } = scenes::linked(world);
    let mut entries = Vec::new();
    for text in ["opened", "not opened"] {
        let entry = scenes::entry(&patient, text);
        let body = json!({"link_id": link, "scope": {"type": "entry", "entry_id": entry}, "notice_version": scenes::notice(&patient), "expires_at": world.clock.at(Duration::days(1))});
        patient.post("/v1/consents", &body).expect(201);
        entries.push(entry);
    }
    assert_eq!(handed_over(&patient, &link).len(), 2);
    therapist
        .get(&format!(
            "/v1/therapist/patients/{link}/entries/{}",
            entries[0]
        ))
        .expect(200);
    world.clock.advance(Duration::days(1));
    assert_eq!(
        handed_over(&patient, &link),
        [json!({"entry_id": entries[0], "revision": 1})]
    );
});

both!(
    at_most_as_many_as_a_packet_holds_and_each_entry_once,
    |world| {
        let scenes::Linked { patient, link, .. } = scenes::linked(world);
        let entry = patient
            .post("/v1/entries", &json!({"text": "one"}))
            .expect(201);
        scenes::share(&patient, &link, &entry.id());
        patient
            .patch(
                &format!("/v1/entries/{}", entry.id()),
                &entry.etag(),
                &json!({"text": "two"}),
            )
            .expect(200);
        scenes::share(&patient, &link, &entry.id());
        assert_eq!(
            handed_over(&patient, &link),
            [json!({"entry_id": entry.id(), "revision": 2})]
        );
        for number in 0..50 {
            let entry = scenes::entry(&patient, &format!("{number}"));
            let body = json!({"link_id": link, "scope": {"type": "entry", "entry_id": entry}, "notice_version": scenes::notice(&patient)});
            world.clock.advance(Duration::seconds(1));
            patient.post("/v1/consents", &body).expect(201);
        }
        let told = handed_over(&patient, &link);
        assert_eq!(told.len(), 50);
        assert!(!told.iter().any(|item| item["entry_id"] == entry.id()));
    }
);

both!(a_hand_over_is_the_patients_alone, |world| {
    let scenes::Linked {
        patient,
        therapist,
        link,
    } = scenes::linked(world);
    scenes::share(&patient, &link, &scenes::entry(&patient, "a word"));
    let path = format!("/v1/care/links/{link}/hand-over");
    therapist.get(&path).expect(403);
    world.stranger().get(&path).expect(401);
    let eva = world.patient("Eva");
    let never = "/v1/care/links/00000000-0000-7000-8000-000000000000/hand-over";
    assert_eq!(
        eva.get(&path).expect(404).without_instance(),
        eva.get(never).expect(404).without_instance()
    );
});

both!(a_session_that_is_gone_is_not_offered_again, |world| {
    let scenes::Linked { patient, link, .. } = scenes::linked(world);
    let planned = json!({"status": "planned", "time_zone": "UTC"});
    let sessions = [(), ()].map(|()| {
        let session = patient
            .post("/v1/dosing-sessions", &planned)
            .expect(201)
            .id();
        scenes::give_session(&patient, &link, &session, &json!(["entries"])).expect(201);
        session
    });
    patient
        .delete(&format!("/v1/dosing-sessions/{}", sessions[0]))
        .expect(204);
    let told = patient
        .get(&format!("/v1/care/links/{link}/hand-over"))
        .expect(200);
    let named: Vec<&Value> = told.body["consents"]
        .as_array()
        .unwrap()
        .iter()
        .map(|scope| &scope["dosing_session_id"])
        .collect();
    assert_eq!(named, [&json!(sessions[1])]);
});
