//! `/v1/therapist/patients/{link_id}/agreements`: through the link, on the record, and not beyond it (R41, N10, AZ-4, AU-1, AU-2).

use super::{NEVER, TALK, TOUCH, agreement, session};
use crate::both;
use crate::harness::{Client, Engine, Value, json, scenes};

fn rows(patient: &Client<'_>) -> Vec<Value> {
    let log = patient.get("/v1/access-log?limit=100").expect(200);
    let about = |row: &&Value| {
        row["action"]
            .as_str()
            .is_some_and(|action| action.starts_with("agreement."))
    };
    log.items().iter().filter(about).rev().cloned().collect()
}

both!(a_therapist_answers_for_their_own_side_alone, |world| {
    let scenes::Linked {
        patient,
        therapist,
        link,
    } = scenes::linked(world);
    let items = json!([{"id": TOUCH, "kind": "touch", "text": "hands", "patient": {"answer": "ask_first", "words": "mine"}}]);
    let id = agreement(&patient, &link, &items);
    let path = format!("/v1/therapist/patients/{link}/agreements/{id}");
    let read = therapist.get(&path).expect(200);
    assert_eq!(
        read.body,
        patient
            .get(&format!("/v1/agreements/{id}"))
            .expect(200)
            .body
    );
    let list = therapist
        .get(&format!("/v1/therapist/patients/{link}/agreements"))
        .expect(200);
    assert_eq!(list.items(), std::slice::from_ref(&read.body));
    therapist.get_if_none_match(&path, &read.etag()).expect(304);
    let said = json!({"items": [
        {"id": TOUCH, "kind": "touch", "text": "hands", "therapist": {"answer": "yes", "words": "theirs"}},
        {"id": TALK, "kind": "talk", "text": "a word when you ask", "therapist": {"answer": "yes"}},
    ]});
    let changed = therapist.patch(&path, &read.etag(), &said).expect(200).body;
    assert_eq!(
        changed["items"],
        json!([
            {"id": TOUCH, "kind": "touch", "text": "hands", "patient": {"answer": "ask_first", "words": "mine"}, "therapist": {"answer": "yes", "words": "theirs"}},
            {"id": TALK, "kind": "talk", "text": "a word when you ask", "patient": {}, "therapist": {"answer": "yes"}},
        ])
    );
    therapist.patch(&path, &read.etag(), &said).expect(412);
    therapist.patch_unconditionally(&path, &said).expect(428);
    let kept = therapist
        .patch(&path, "*", &json!({"items": []}))
        .expect(200)
        .body;
    assert_eq!(kept, changed, "what is not named stays");
    for (item, pointer) in [
        (json!({"id": TOUCH, "patient": {}}), "/items/0/patient"),
        (json!({"id": TOUCH, "text": "other"}), "/items/0/text"),
        (json!({"id": TOUCH, "kind": "role"}), "/items/0/kind"),
        (json!({"text": "new"}), "/items/0/kind"),
    ] {
        let refused = therapist.patch(&path, "*", &json!({"items": [item]}));
        assert_eq!(refused.expect(422).pointers(), [pointer]);
    }
    let twice = json!({"items": [{"id": TOUCH}, {"id": TOUCH}]});
    let refused = therapist.patch(&path, "*", &twice).expect(422);
    assert_eq!(refused.pointers(), ["/items/1/id"]);
    let many = json!({"items": vec![json!({"kind": "role"}); 23]});
    let refused = therapist.patch(&path, "*", &many).expect(422);
    assert_eq!(refused.pointers(), ["/items"]);
    // What the patient then says leaves the therapist's side as it is.
    let hers = format!("/v1/agreements/{id}");
    let items = json!({"items": [{"id": TOUCH, "patient": {"answer": "no"}}, {"id": TALK, "text": "less"}]});
    let after = patient.patch(&hers, "*", &items).expect(200).body;
    assert_eq!(after["items"][0]["therapist"]["words"], "theirs");
    assert_eq!(after["items"][1]["therapist"]["answer"], "yes");
});

both!(all_that_a_therapist_does_is_on_the_patients_log, |world| {
    let scenes::Linked {
        patient,
        therapist,
        link,
    } = scenes::linked(world);
    let id = agreement(&patient, &link, &json!([{"id": TOUCH, "kind": "touch"}]));
    let all = format!("/v1/therapist/patients/{link}/agreements");
    let path = format!("{all}/{id}");
    assert!(rows(&patient).is_empty(), "what she does is not an access");
    therapist.get(&all).expect(200);
    therapist.get(&path).expect(200);
    let said = json!({"items": [{"id": TOUCH, "therapist": {"answer": "no"}}]});
    therapist.patch(&path, "*", &said).expect(200);
    therapist
        .post(&format!("{path}/acknowledgement"), &json!({"version": 2}))
        .expect(200);
    therapist.get(&format!("{all}/{NEVER}")).expect(404);
    let told: Vec<_> = rows(&patient)
        .iter()
        .map(|row| {
            assert_eq!(
                (&row["link_id"], &row["actor"]["display_name"]),
                (&json!(link), &json!("Bo"))
            );
            (
                row["action"].clone(),
                row["outcome"].clone(),
                row["revision"].clone(),
            )
        })
        .collect();
    let row = |action: &str, revision: i64| (json!(action), json!("done"), json!(revision));
    assert_eq!(
        told,
        [
            row("agreement.read", 1),
            row("agreement.read", 1),
            row("agreement.changed", 2),
            row("agreement.read", 1),
            row("agreement.acknowledged", 3),
            row("agreement.read", 2),
            (json!("agreement.read"), json!("refused"), json!(null)),
        ]
    );
    patient.get("/v1/access-log/verify").expect(200);
});

both!(what_cannot_be_put_on_the_log_is_not_shown, |world| {
    let scenes::Linked {
        patient,
        therapist,
        link,
    } = scenes::linked(world);
    let id = agreement(
        &patient,
        &link,
        &json!([{"id": TOUCH, "kind": "touch", "text": "a word"}]),
    );
    let path = format!("/v1/therapist/patients/{link}/agreements/{id}");
    world.raw_sql(match world.engine {
        Engine::Sqlite => "CREATE TRIGGER full_log BEFORE INSERT ON access_log BEGIN SELECT RAISE(ABORT, 'full'); END;",
        Engine::Postgres => "CREATE TRIGGER full_log BEFORE INSERT ON access_log FOR EACH ROW EXECUTE FUNCTION access_log_refuses();",
    }).unwrap();
    for refused in [
        therapist.get(&path).expect(503),
        therapist
            .get(&format!("/v1/therapist/patients/{link}/agreements"))
            .expect(503),
        therapist
            .patch(
                &path,
                "*",
                &json!({"items": [{"id": TOUCH, "therapist": {"answer": "no"}}]}),
            )
            .expect(503),
        therapist
            .post(&format!("{path}/acknowledgement"), &json!({"version": 1}))
            .expect(503),
    ] {
        assert!(!String::from_utf8_lossy(&refused.bytes).contains("a word"));
    }
    let hers = patient.get(&format!("/v1/agreements/{id}")).expect(200);
    assert_eq!(
        (&hers.body["version"], &hers.body["revision"]),
        (&json!(1), &json!(1)),
        "and nothing was changed"
    );
});

both!(a_link_opens_its_own_agreement_and_no_other, |world| {
    let scenes::Linked {
        patient,
        therapist: bo,
        link,
    } = scenes::linked(world);
    let cy = world.therapist("Cy");
    let other_link = scenes::link(&patient, &cy);
    let with_bo = agreement(&patient, &link, &json!([{"id": TOUCH, "kind": "touch"}]));
    let with_cy = agreement(&patient, &other_link, &json!([{"kind": "role"}]));
    let path = |link: &str, id: &str| format!("/v1/therapist/patients/{link}/agreements/{id}");
    bo.get(&path(&link, &with_bo)).expect(200);
    cy.get(&path(&other_link, &with_cy)).expect(200);
    let never = bo.get(&path(&link, NEVER)).expect(404).without_instance();
    for (who, path) in [
        (&bo, path(&link, &with_cy)),
        (&bo, path(&other_link, &with_cy)),
        (&cy, path(&other_link, &with_bo)),
        (&cy, path(&link, &with_bo)),
    ] {
        assert_eq!(who.get(&path).expect(404).without_instance(), never);
        let said = json!({"items": [{"id": TOUCH, "therapist": {"answer": "yes"}}]});
        assert_eq!(
            who.patch(&path, "*", &said).expect(404).without_instance(),
            never
        );
        let said = json!({"version": 1});
        let refused = who.post(&format!("{path}/acknowledgement"), &said);
        assert_eq!(refused.expect(404).without_instance(), never);
    }
    let list = |who: &Client<'_>, link: &str| {
        let list = who.get(&format!("/v1/therapist/patients/{link}/agreements?limit=1"));
        let list = list.expect(200);
        assert_eq!(list.items().len(), 1);
        list.items()[0]["id"].clone()
    };
    assert_eq!(list(&bo, &link), with_bo.as_str());
    assert_eq!(list(&cy, &other_link), with_cy.as_str());
    cy.get(&format!("/v1/therapist/patients/{link}/agreements"))
        .expect(404);
    patient.get(&path(&link, &with_bo)).expect(403);
    world.stranger().get(&path(&link, &with_bo)).expect(401);
    let shown = patient
        .get(&format!("/v1/agreements/{with_bo}"))
        .expect(200);
    assert_eq!(shown.body["revision"], 1, "nothing of all that was done");
});

both!(
    a_link_that_ended_opens_nothing_and_the_patient_keeps_it,
    |world| {
        let scenes::Linked {
            patient,
            therapist,
            link,
        } = scenes::linked(world);
        let id = agreement(&patient, &link, &json!([{"kind": "role"}]));
        let path = format!("/v1/therapist/patients/{link}/agreements");
        let session = session(&patient);
        let read = json!({"version": 1, "dosing_session_id": session});
        patient
            .post(&format!("/v1/agreements/{id}/acknowledgement"), &read)
            .expect(200);
        let asked = therapist
            .get(&format!("{path}?dosing_session_id={session}"))
            .expect(200);
        assert_eq!(asked.items()[0]["to_read_again"], true);
        patient
            .delete(&format!("/v1/care/links/{link}"))
            .expect(200);
        therapist.get(&path).expect(404);
        therapist.get(&format!("{path}/{id}")).expect(404);
        therapist
            .patch(&format!("{path}/{id}"), "*", &json!({"items": []}))
            .expect(404);
        therapist
            .post(&format!("{path}/{id}/acknowledgement"), &read)
            .expect(404);
        patient.get(&format!("/v1/agreements/{id}")).expect(200);
        assert_eq!(
            patient.get("/v1/agreements").expect(200).items().len(),
            1,
            "the patient keeps it"
        );
        patient.delete(&format!("/v1/agreements/{id}")).expect(204);
    }
);
