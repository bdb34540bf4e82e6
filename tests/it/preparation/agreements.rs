//! `/v1/agreements`: items, versions, acknowledgements, differences (R37 to R41, N10).

use chrono::Duration;

use super::{NEVER, TALK, TOUCH, agreement, both_acknowledge, say, session};
use crate::both;
use crate::harness::{json, scenes};

both!(each_matter_is_answered_on_its_own, |world| {
    let scenes::Linked { patient, link, .. } = scenes::linked(world);
    let items = json!([
        {"kind": "role", "text": "who keeps the time"},
        {"id": TOUCH, "kind": "touch", "text": "a hand on the shoulder", "patient": {"answer": "ask_first", "words": "with words"}},
        {"id": TALK, "kind": "talk", "patient": {"answer": "yes"}},
        {"kind": "guidance"}, {"kind": "support"}, {"kind": "distress", "patient": {"words": "stay near"}},
    ]);
    let made = patient
        .post("/v1/agreements", &json!({"link_id": link, "items": items}))
        .expect(201);
    assert_eq!(
        made.header("location"),
        format!("/v1/agreements/{}", made.id())
    );
    let body = &made.body;
    assert_eq!(
        body["items"][1],
        json!({"id": TOUCH, "kind": "touch", "text": "a hand on the shoulder", "patient": {"answer": "ask_first", "words": "with words"}, "therapist": {}})
    );
    assert_eq!(body["items"][2]["patient"], json!({"answer": "yes"}));
    assert_eq!(
        body["items"][3]["patient"],
        json!({}),
        "one answer answers nothing else"
    );
    assert_eq!(
        (&body["version"], &body["in_force"], &body["in_force_items"]),
        (&json!(1), &json!(null), &json!([]))
    );
    assert_eq!(
        body["acknowledged"],
        json!({"patient_at": null, "therapist_at": null})
    );
    assert_eq!(
        (&body["link_id"], &body["effective_at"]),
        (&json!(link), &json!(world.clock.now()))
    );
    assert_eq!(
        patient
            .get(&format!("/v1/agreements/{}", made.id()))
            .expect(200)
            .body,
        made.body
    );
});

both!(there_is_one_agreement_for_each_link_that_stands, |world| {
    let scenes::Linked { patient, link, .. } = scenes::linked(world);
    let new = json!({"id": NEVER, "link_id": link, "items": [{"kind": "role"}]});
    let made = patient.post("/v1/agreements", &new).expect(201);
    assert_eq!(
        patient.post("/v1/agreements", &new).expect(200).body,
        made.body,
        "sending it again is safe"
    );
    let other = patient.post("/v1/agreements", &json!({"id": NEVER, "link_id": link}));
    assert_eq!(other.expect(409).code(), "id-in-use");
    let second = patient.post("/v1/agreements", &json!({"link_id": link}));
    assert_eq!(second.expect(409).code(), "agreement-exists");
    let unknown = patient.post("/v1/agreements", &json!({"link_id": NEVER}));
    assert_eq!(unknown.expect(422).pointers(), ["/link_id"]);
    let of_other = world
        .patient("Eve")
        .post("/v1/agreements", &json!({"link_id": link}));
    assert_eq!(of_other.expect(422).pointers(), ["/link_id"]);
    patient
        .delete(&format!("/v1/agreements/{NEVER}"))
        .expect(204);
    assert_eq!(
        patient.post("/v1/agreements", &new).expect(409).code(),
        "deleted"
    );
    agreement(&patient, &link, &json!([]));
    let cy = world.therapist("Cy");
    let ended = scenes::link(&patient, &cy);
    patient
        .delete(&format!("/v1/care/links/{ended}"))
        .expect(200);
    let refused = patient.post("/v1/agreements", &json!({"link_id": ended}));
    assert_eq!(refused.expect(422).pointers(), ["/link_id"]);
});

both!(every_change_is_a_version_and_all_are_kept, |world| {
    let scenes::Linked {
        patient,
        therapist,
        link,
    } = scenes::linked(world);
    let id = agreement(
        &patient,
        &link,
        &json!([{"id": TOUCH, "kind": "touch", "text": "hands", "patient": {"answer": "no"}}, {"id": TALK, "kind": "talk"}]),
    );
    world.clock.advance(Duration::minutes(1));
    let second = say(
        &patient,
        &id,
        &json!([{"id": TOUCH, "patient": {"answer": "ask_first"}}, {"kind": "guidance", "text": "a word now and then"}]),
    );
    assert_eq!(second["version"], 2);
    assert_eq!(
        (
            &second["items"][0]["text"],
            &second["items"][0]["patient"]["answer"]
        ),
        (&json!("hands"), &json!("ask_first"))
    );
    let guidance = second["items"][1]["id"].as_str().unwrap();
    let same = say(
        &patient,
        &id,
        &json!([{"id": TOUCH}, {"id": guidance, "kind": "guidance"}]),
    );
    assert_eq!(same, second, "the same list makes no version");
    let emptied = patient
        .patch(&format!("/v1/agreements/{id}"), "*", &json!({}))
        .expect(200);
    assert_eq!(emptied.body, second, "a list that is not said stays");
    let theirs = format!("/v1/therapist/patients/{link}/agreements/{id}");
    let tag = therapist.get(&theirs).expect(200).etag();
    therapist
        .patch(
            &theirs,
            &tag,
            &json!({"items": [{"id": TOUCH, "therapist": {"words": "only the hand"}}]}),
        )
        .expect(200);

    let path = format!("/v1/agreements/{id}/versions");
    let versions = patient.get(&path).expect(200);
    let told: Vec<_> = versions
        .items()
        .iter()
        .map(|one| (one["version"].as_i64().unwrap(), one["made_by"].clone()))
        .collect();
    assert_eq!(
        told,
        [
            (1, json!("patient")),
            (2, json!("patient")),
            (3, json!("therapist"))
        ]
    );
    let first = patient.get(&format!("{path}?limit=2")).expect(200);
    assert_eq!(first.items(), &versions.items()[..2]);
    let cursor = first.body["next_cursor"].as_str().unwrap();
    let rest = patient
        .get(&format!("{path}?limit=2&cursor={cursor}"))
        .expect(200);
    assert_eq!(
        (rest.items(), &rest.body["next_cursor"]),
        (&versions.items()[2..], &json!(null))
    );
    assert_eq!(
        patient.get(&format!("{path}/1")).expect(200).body,
        versions.items()[0]
    );
    patient.get(&format!("{path}/4")).expect(404);

    let diff = patient.get(&format!("{path}/1/diff/3")).expect(200).body;
    let changes: Vec<_> = diff["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["kind"].clone(), one["change"].clone()))
        .collect();
    assert_eq!(
        changes,
        [
            (json!("touch"), json!("changed")),
            (json!("guidance"), json!("added")),
            (json!("talk"), json!("removed"))
        ]
    );
    let touch = &diff["items"][0];
    assert_eq!(
        (
            &touch["before"]["patient"],
            &touch["after"]["patient"],
            &touch["after"]["therapist"]
        ),
        (
            &json!({"answer": "no"}),
            &json!({"answer": "ask_first"}),
            &json!({"words": "only the hand"})
        )
    );
    assert_eq!(
        (&diff["items"][1]["before"], &diff["items"][2]["after"]),
        (&json!(null), &json!(null))
    );
    let nothing = patient.get(&format!("{path}/2/diff/2")).expect(200).body;
    assert_eq!(nothing["items"], json!([]));
    patient.get(&format!("{path}/1/diff/4")).expect(404);
});

both!(
    every_version_is_kept_and_one_side_does_not_use_up_the_others,
    |world| {
        let scenes::Linked {
            patient,
            therapist,
            link,
        } = scenes::linked(world);
        let id = agreement(
            &patient,
            &link,
            &json!([{"id": TOUCH, "kind": "touch", "patient": {"answer": "yes"}}]),
        );
        both_acknowledge(&patient, &therapist, &link, &id, 1);
        let path = format!("/v1/agreements/{id}");
        let says = |text: &str, answer: &str| {
            let items =
                json!({"items": [{"id": TOUCH, "text": text, "patient": {"answer": answer}}]});
            patient.patch(&path, "*", &items)
        };
        for number in 2..=100 {
            let answer = if number == 2 { "no" } else { "yes" };
            says(&number.to_string(), answer).expect(200);
        }
        let refused = says("one more", "yes").expect(409);
        assert_eq!(refused.code(), "too-many-wordings");
        // The other side has its own, and a boundary is drawn however much was said before.
        let theirs = format!("/v1/therapist/patients/{link}/agreements/{id}");
        let said = json!({"items": [{"id": TOUCH, "therapist": {"words": "slowly"}}]});
        therapist.patch(&theirs, "*", &said).expect(200);
        let shown = says("100", "no").expect(200).body;
        assert_eq!(
            (&shown["version"], &shown["in_force"]),
            (&json!(102), &json!(1))
        );
        assert_eq!(shown["in_force_items"][0]["patient"]["answer"], "no");
        let versions = patient
            .get(&format!("{path}/versions?limit=100"))
            .expect(200);
        let numbers: Vec<i64> = versions
            .items()
            .iter()
            .map(|one| one["version"].as_i64().unwrap())
            .collect();
        assert_eq!(numbers, (1..=100).collect::<Vec<_>>(), "all are there");
        assert!(versions.body["next_cursor"].is_string());
    }
);

both!(each_side_writes_its_own_side_alone, |world| {
    let scenes::Linked { patient, link, .. } = scenes::linked(world);
    let refused = |items| {
        let answer = patient
            .post("/v1/agreements", &json!({"link_id": link, "items": items}))
            .expect(422);
        answer.pointers()[0].to_owned()
    };
    assert_eq!(
        refused(json!([{"kind": "touch", "therapist": {"answer": "yes"}}])),
        "/items/0/therapist"
    );
    assert_eq!(refused(json!([{"text": "x"}])), "/items/0/kind");
    assert_eq!(refused(json!([{"kind": "kiss"}])), "/items/0/kind");
    assert_eq!(
        refused(json!([{"kind": "touch", "patient": {"answer": "perhaps"}}])),
        "/items/0/patient/answer"
    );
    assert_eq!(
        refused(json!([{"kind": "touch", "patient": {"score": 1}}])),
        "/items/0/patient/score"
    );
    assert_eq!(
        refused(json!([{"kind": "touch", "text": "x".repeat(501)}])),
        "/items/0/text"
    );
    assert_eq!(
        refused(json!([{"kind": "touch", "id": TOUCH}, {"kind": "talk", "id": TOUCH}])),
        "/items/1/id"
    );
    assert_eq!(refused(json!(vec![json!({"kind": "role"}); 25])), "/items");
    let id = agreement(
        &patient,
        &link,
        &json!([{"id": TOUCH, "kind": "touch", "text": "hands"}]),
    );
    let path = format!("/v1/agreements/{id}");
    for (item, pointer) in [
        (json!({"id": TOUCH, "kind": "role"}), "/items/0/kind"),
        (json!({"id": TALK}), "/items/0/kind"),
        (json!({"id": TOUCH, "therapist": {}}), "/items/0/therapist"),
    ] {
        let refused = patient.patch(&path, "*", &json!({"items": [item]}));
        assert_eq!(refused.expect(422).pointers(), [pointer]);
    }
    patient
        .patch_unconditionally(&path, &json!({"items": []}))
        .expect(428);
    patient
        .patch(&path, "\"7-x\"", &json!({"items": []}))
        .expect(412);
    let bare = say(&patient, &id, &json!([{"id": TOUCH, "text": null}]));
    assert_eq!(bare["items"][0]["text"], json!(null));
});

both!(what_was_changed_since_cannot_be_acknowledged, |world| {
    let scenes::Linked {
        patient,
        therapist,
        link,
    } = scenes::linked(world);
    let id = agreement(&patient, &link, &json!([{"kind": "role"}]));
    say(
        &patient,
        &id,
        &json!([{"kind": "role", "text": "to keep the time"}]),
    );
    for (who, path) in [
        (&patient, format!("/v1/agreements/{id}/acknowledgement")),
        (
            &therapist,
            format!("/v1/therapist/patients/{link}/agreements/{id}/acknowledgement"),
        ),
    ] {
        assert_eq!(
            who.post(&path, &json!({"version": 1})).expect(409).code(),
            "superseded"
        );
        assert_eq!(
            who.post(&path, &json!({"version": 3}))
                .expect(422)
                .pointers(),
            ["/version"]
        );
        who.post(&path, &json!({"version": 2})).expect(200);
    }
    let shown = patient.get(&format!("/v1/agreements/{id}")).expect(200);
    assert_eq!(shown.body["in_force"], 2);
    world.clock.advance(Duration::minutes(1));
    both_acknowledge(&patient, &therapist, &link, &id, 2);
    let again = patient.get(&format!("/v1/agreements/{id}")).expect(200);
    assert_eq!(again.body, shown.body, "the first acknowledgement stays");
});

both!(it_is_read_again_before_each_dose, |world| {
    let scenes::Linked {
        patient,
        therapist,
        link,
    } = scenes::linked(world);
    let id = agreement(&patient, &link, &json!([{"kind": "role"}]));
    let (hers, theirs) = (
        format!("/v1/agreements/{id}/acknowledgement"),
        format!("/v1/therapist/patients/{link}/agreements/{id}/acknowledgement"),
    );
    let (first, second) = (session(&patient), session(&patient));
    let open = |session: &str| {
        let list = patient
            .get(&format!("/v1/agreements?dosing_session_id={session}"))
            .expect(200);
        list.items()[0]["to_read_again"].clone()
    };
    assert_eq!(open(&first), true);
    assert_eq!(
        patient.get("/v1/agreements").expect(200).items()[0]["to_read_again"],
        json!(null)
    );
    let early = therapist.post(&theirs, &json!({"version": 1, "dosing_session_id": first}));
    assert_eq!(
        early.expect(422).pointers(),
        ["/dosing_session_id"],
        "a session is told by the patient, not guessed"
    );
    let unknown = patient.post(&hers, &json!({"version": 1, "dosing_session_id": NEVER}));
    assert_eq!(unknown.expect(422).pointers(), ["/dosing_session_id"]);
    let read = json!({"version": 1, "dosing_session_id": first});
    let shown = patient.post(&hers, &read).expect(200).body;
    assert_eq!(
        shown["read_again"],
        json!([{"dosing_session_id": first, "version": 1, "patient_at": world.clock.now(), "therapist_at": null}])
    );
    assert_eq!(
        shown["acknowledged"]["patient_at"],
        world.clock.now(),
        "who reads it again has acknowledged it"
    );
    assert_eq!(open(&first), true, "both read it");
    therapist.post(&theirs, &read).expect(200);
    assert_eq!(
        (open(&first), open(&second)),
        (json!(false), json!(true)),
        "before each dose"
    );
    say(
        &patient,
        &id,
        &json!([{"kind": "support", "text": "a blanket"}]),
    );
    assert_eq!(open(&first), false, "what was read is in force still");
    both_acknowledge(&patient, &therapist, &link, &id, 2);
    assert_eq!(open(&first), true, "another version is in force now");
    let read = json!({"version": 2, "dosing_session_id": first});
    patient.post(&hers, &read).expect(200);
    therapist.post(&theirs, &read).expect(200);
    assert_eq!(open(&first), false);
});

both!(an_agreement_of_somebody_else_does_not_exist, |world| {
    let scenes::Linked {
        patient,
        therapist,
        link,
    } = scenes::linked(world);
    let id = agreement(&patient, &link, &json!([{"kind": "role"}]));
    let eve = world.patient("Eve");
    let path = format!("/v1/agreements/{id}");
    eve.get(&path).expect(404);
    eve.patch(&path, "*", &json!({"items": []})).expect(404);
    eve.post(&format!("{path}/acknowledgement"), &json!({"version": 1}))
        .expect(404);
    for part in ["/versions", "/versions/1", "/versions/1/diff/1"] {
        eve.get(&format!("{path}{part}")).expect(404);
        therapist.get(&format!("{path}{part}")).expect(403);
    }
    eve.delete(&path).expect(404);
    assert!(eve.get("/v1/agreements").expect(200).items().is_empty());
    therapist.get(&path).expect(403);
    therapist.get("/v1/agreements").expect(403);
    world.stranger().get(&path).expect(401);
});
