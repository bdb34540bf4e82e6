//! JSON: out, in again, and out without a difference.

mod rules;

use chrono::Duration;
use reqwest::Method;
use serde_json::Value;

use crate::both;
use crate::harness::{Client, World, json, scenes};

/// What a patient wrote, with the parts that an import does not bring back taken away.
fn records(patient: &Client<'_>) -> Value {
    let archive = patient.get("/v1/me/export?format=json").expect(200).body;
    assert_eq!(archive["format"], "afterword");
    assert_eq!(archive["version"], 1);
    archive["records"].clone()
}

/// A journey with everything that has more than one form.
fn written(world: &World, ana: &Client<'_>) {
    let session = ana
        .post("/v1/dosing-sessions", &json!({"status": "happened", "started_at": world.clock.at(Duration::hours(-5)),
            "ended_at": world.clock.at(Duration::hours(-2)), "time_zone": "Europe/Lisbon", "place": "the blue room", "note": "soft rain"}))
        .expect(201)
        .id();
    ana.post(
        "/v1/dosing-sessions",
        &json!({"status": "postponed", "time_zone": "UTC"}),
    )
    .expect(201);
    let prompt = ana.get("/v1/prompts?limit=1").items()[0]["id"].clone();
    let entry = ana
        .post("/v1/entries", &json!({"text": "A river 🌊, nothing else.", "dosing_session_id": session, "prompt_id": prompt,
            "topics": ["image"], "feelings": ["quiet"], "sensations": [{"place": "hands", "quality": "warm"}]}))
        .expect(201);
    let path = format!("/v1/entries/{}", entry.id());
    for text in ["A river, and a bank.", "A river, and a bank, and me."] {
        world.clock.advance(Duration::minutes(7));
        ana.patch(&path, &ana.get(&path).etag(), &json!({"text": text}))
            .expect(200);
    }
    ana.post(
        "/v1/entries",
        &json!({"text": "It was a lake.", "addends": entry.id()}),
    )
    .expect(201);
    let gone = scenes::entry(ana, "taken back");
    ana.delete(&format!("/v1/entries/{gone}")).expect(204);
    ana.post(
        "/v1/check-ins",
        &json!({"rest": "some", "dosing_session_id": session, "sensations": [{"place": "neck"}]}),
    )
    .expect(201);
    ana.post(
        "/v1/steps",
        &json!({"text": "Ten minutes outside.", "area": "movement"}),
    )
    .expect(201);
    ana.post("/v1/prompts/own", &json!({"text": "And the river?"}))
        .expect(201);
    let exercise = ana.get("/v1/exercises?limit=1").items()[0]["id"].clone();
    ana.post(
        "/v1/practices",
        &json!({"exercise_id": exercise, "at": world.clock.now(), "before": "far"}),
    )
    .expect(201);
    ana.post_nothing(&format!("/v1/prompts/{}/hidden", prompt.as_str().unwrap()))
        .expect(204);
    ana.post("/v1/checklists/session", &json!({"text": "earplugs"}))
        .expect(201);
    let usual = ana.get("/v1/checklists/session").items()[0]["id"].clone();
    let mark = format!("/v1/checklists/session/{}/packed", usual.as_str().unwrap());
    ana.send(ana.request(Method::PUT, &mark)).expect(204);
    ana.post("/v1/support/people", &json!({"name": "Noor"}))
        .expect(201);
    ana.post("/v1/support/soothing", &json!({"text": "the window"}))
        .expect(201);
}

both!(
    what_was_exported_is_imported_without_a_difference,
    |world| {
        let (ana, eve) = (world.patient("Ana"), world.patient("Eve"));
        written(world, &ana);
        let archive = ana.get("/v1/me/export").expect(200);
        assert_eq!(
            archive.header("content-disposition"),
            "attachment; filename=\"records.json\""
        );
        for kind in [
            "dosing_sessions",
            "entries",
            "check_ins",
            "practices",
            "hidden_prompts",
            "checklist_items",
            "support_people",
            "soothing",
        ] {
            let told = archive.body["records"][kind].as_array().unwrap();
            assert!(!told.is_empty(), "{kind}");
        }
        assert!(!archive.body.to_string().contains("taken back"));
        world.clock.advance(Duration::days(3));
        let put = eve.post("/v1/me/import", &archive.body).expect(200);
        assert_eq!(put.body["already_there"], 0);
        assert_eq!(records(&eve), records(&ana));
        let entry = &archive.body["records"]["entries"][0];
        let path = format!("/v1/entries/{}", entry["id"].as_str().unwrap());
        assert_eq!(
            eve.get(&path).expect(200).body,
            ana.get(&path).expect(200).body
        );
        let of = |patient: &Client<'_>| patient.get(&format!("{path}/revisions")).expect(200).body;
        assert_eq!(of(&eve), of(&ana));
    }
);

both!(importing_twice_changes_nothing, |world| {
    let (ana, eve) = (world.patient("Ana"), world.patient("Eve"));
    written(world, &ana);
    let archive = ana.get("/v1/me/export").expect(200).body;
    let first = eve.post("/v1/me/import", &archive).expect(200);
    let again = eve.post("/v1/me/import", &archive).expect(200);
    assert_eq!(again.body["restored"], 0);
    assert_eq!(again.body["already_there"], first.body["restored"]);
    let own = ana.post("/v1/me/import", &archive).expect(200);
    assert_eq!(own.body, again.body);
    assert_eq!(records(&eve), records(&ana));
});

both!(a_record_with_other_words_stops_the_whole_import, |world| {
    let (ana, eve) = (world.patient("Ana"), world.patient("Eve"));
    written(world, &ana);
    let archive = ana.get("/v1/me/export").expect(200).body;
    let check_in = archive["records"]["check_ins"][0]["id"].clone();
    eve.post("/v1/check-ins", &json!({"id": check_in, "rest": "mine"}))
        .expect(201);
    let before = records(&eve);
    let refused = eve.post("/v1/me/import", &archive).expect(409);
    assert_eq!(refused.code(), "id-in-use");
    assert_eq!(records(&eve), before);
});

both!(a_list_with_an_end_keeps_it_when_it_is_put_back, |world| {
    let (ana, eve) = (world.patient("Ana"), world.patient("Eve"));
    written(world, &ana);
    let archive = ana.get("/v1/me/export").expect(200).body;
    let usual = ana.get("/v1/checklists/session").items()[0]["id"].clone();
    for (kind, words) in [
        ("checklist_items", json!({"text": "x", "packed": false})),
        (
            "support_people",
            json!({"name": "x", "contact": null, "note": null}),
        ),
        ("soothing", json!({"text": "x"})),
    ] {
        let mut long = archive.clone();
        let mut one = archive["records"][kind][0].clone();
        one["words"] = words.clone();
        let many = (0..101).map(|number| {
            one["id"] = json!(format!("0198a7c2-6666-7000-8000-{number:012}"));
            one.clone()
        });
        long["records"][kind] = many.collect();
        let refused = eve.post("/v1/me/import", &long).expect(409);
        assert_eq!(refused.code(), "list-full", "{kind}");
    }
    let mut other = archive.clone();
    let one = &mut other["records"]["checklist_items"][0];
    one["id"] = usual;
    one["words"] = json!({"text": "in other words", "packed": false});
    other["records"]["checklist_items"] = json!([one]);
    let refused = eve.post("/v1/me/import", &other).expect(409);
    assert_eq!(refused.code(), "id-in-use");
    assert_eq!(records(&eve)["checklist_items"], json!([]));
});

both!(what_was_deleted_here_does_not_come_back, |world| {
    let ana = world.patient("Ana");
    written(world, &ana);
    let archive = ana.get("/v1/me/export").expect(200).body;
    let check_in = archive["records"]["check_ins"][0]["id"].as_str().unwrap();
    ana.delete(&format!("/v1/check-ins/{check_in}")).expect(204);
    let refused = ana.post("/v1/me/import", &archive).expect(409);
    assert_eq!(refused.code(), "deleted");
});

both!(an_archive_that_does_not_fit_names_the_place, |world| {
    let (ana, eve) = (world.patient("Ana"), world.patient("Eve"));
    written(world, &ana);
    let archive = ana.get("/v1/me/export").expect(200).body;
    let with = |pointer: &str, value: Value| {
        let mut other = archive.clone();
        *other.pointer_mut(pointer).unwrap() = value;
        other
    };
    for (pointer, value, named) in [
        ("/version", json!(2), "/version"),
        ("/format", json!("other"), "/format"),
        (
            "/records/entries/0/wordings/0/revision",
            json!(2),
            "/records/entries/0/wordings",
        ),
        (
            "/records/entries/0/wordings",
            json!([]),
            "/records/entries/0/wordings",
        ),
        (
            "/records/entries/0/wordings/0/words/text",
            json!(7),
            "/records/entries/0/wordings/0/words/text",
        ),
        (
            "/records/entries/0/dosing_session_id",
            json!("0198a7c2-4444-7000-8000-000000000009"),
            "/records/entries/0/dosing_session_id",
        ),
        (
            "/records/check_ins/0/revision",
            json!(0),
            "/records/check_ins/0/revision",
        ),
    ] {
        let refused = eve.post("/v1/me/import", &with(pointer, value)).expect(422);
        assert_eq!(refused.pointers(), [named], "{pointer}");
    }
    let entries = archive["records"]["entries"].as_array().unwrap();
    let (first, second) = (&entries[0]["id"], &entries[1]["id"]);
    let mut circle = with("/records/entries/0/addends", second.clone());
    *circle.pointer_mut("/records/entries/1/addends").unwrap() = first.clone();
    circle["records"]["entries"][0]["kind"] = json!("addendum");
    let refused = eve.post("/v1/me/import", &circle).expect(422);
    assert_eq!(refused.pointers(), ["/records/entries"]);
    assert_eq!(records(&eve)["entries"], json!([]));
});

both!(exporting_and_importing_are_on_the_access_log, |world| {
    let ana = world.patient("Ana");
    let archive = ana.get("/v1/me/export").expect(200).body;
    ana.post("/v1/me/import", &archive).expect(200);
    let log = ana.get("/v1/access-log").expect(200);
    let actions: Vec<&str> = log
        .items()
        .iter()
        .map(|record| record["action"].as_str().unwrap())
        .collect();
    assert!(actions.contains(&"records.exported"), "{actions:?}");
    assert!(actions.contains(&"records.imported"), "{actions:?}");
});

both!(only_a_patient_exports_and_imports, |world| {
    let bo = world.therapist("Bo");
    bo.get("/v1/me/export").expect(403);
    bo.post("/v1/me/import", &json!({})).expect(403);
    world.stranger().get("/v1/me/export").expect(401);
    let refused = world
        .patient("Ana")
        .get("/v1/me/export?format=docx")
        .expect(422);
    assert_eq!(refused.pointers(), ["/format"]);
});

/// Three offers of Bo's: one taken, one left, one not answered; the one that was taken.
fn offered(world: &World, linked: &scenes::Linked<'_>) -> String {
    let scenes::Linked {
        patient,
        therapist,
        link,
    } = linked;
    let mut made = ["one", "two", "three"].map(|words| {
        world.clock.advance(Duration::minutes(1));
        let offer = json!({"link_id": link, "prompt": {"text": format!("What is {words}?"), "hint": "a word will do"}, "note": "from Tuesday"});
        therapist.post("/v1/therapist/offers", &offer).expect(201).id()
    });
    patient
        .post_nothing(&format!("/v1/offers/{}/take", made[0]))
        .expect(200);
    patient
        .post_nothing(&format!("/v1/offers/{}/leave", made[1]))
        .expect(204);
    std::mem::take(&mut made[0])
}

both!(what_was_taken_of_offers_goes_out_and_in_and_out, |world| {
    let linked = scenes::linked(world);
    let taken = offered(world, &linked);
    let ana = &linked.patient;
    let archive = ana.get("/v1/me/export").expect(200).body;
    let told = archive["records"]["offers"].as_array().unwrap();
    assert_eq!(told.len(), 1);
    assert_eq!(told[0]["id"], taken);
    assert_eq!(told[0]["offered"]["own"]["text"], "What is one?");
    // What was not taken goes with its link, and is told as something between the two.
    let untaken: Vec<_> = archive["sharing"]["offers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|offer| {
            (
                offer["offered"]["own"]["text"].clone(),
                offer["left"].clone(),
            )
        })
        .collect();
    let expected = [("What is two?", true), ("What is three?", false)];
    assert_eq!(
        untaken,
        expected.map(|(text, left)| (json!(text), json!(left)))
    );
    let eve = world.patient("Eve");
    world.clock.advance(Duration::days(2));
    eve.post("/v1/me/import", &archive).expect(200);
    assert_eq!(records(&eve), records(ana));
    let hers = eve.get("/v1/offers").expect(200);
    assert_eq!(hers.items(), [ana.get("/v1/offers").items()[1].clone()]);
    let answer = json!({"text": "A door.", "prompt_id": taken});
    let answer = eve.post("/v1/entries", &answer).expect(201).body;
    assert_eq!(answer["prompt"]["text"], "What is one?");
    let again = eve.post("/v1/me/import", &archive).expect(200);
    assert_eq!(again.body["restored"], 0);
    // Left where it is now, it is gone for good, as everything that no therapist stands behind.
    eve.post_nothing(&format!("/v1/offers/{taken}/leave"))
        .expect(204);
    let refused = eve.post("/v1/me/import", &archive).expect(409);
    assert_eq!(refused.code(), "deleted");
});

both!(no_file_opens_a_door_for_whoever_offered, |world| {
    let linked = scenes::linked(world);
    offered(world, &linked);
    let scenes::Linked {
        patient: ana,
        therapist: bo,
        link,
    } = linked;
    let mine = format!("/v1/therapist/offers?link_id={link}");
    let before = bo.get(&mine).expect(200);
    let archive = ana.get("/v1/me/export").expect(200).body;
    let eve = world.patient("Eve");
    eve.post("/v1/me/import", &archive).expect(200);
    ana.post("/v1/me/import", &archive).expect(200);
    assert_eq!(bo.get(&mine).expect(200).bytes, before.bytes);
    // A file that names a link which stands shows nothing through it.
    let of_eve = scenes::link(&eve, &bo);
    let mut forged = archive.clone();
    let offer = &mut forged["records"]["offers"][0];
    offer["id"] = json!("0198a7c2-9999-7000-8000-000000000001");
    offer["link_id"] = json!(of_eve);
    eve.post("/v1/me/import", &forged).expect(200);
    let seen = bo.get(&format!("/v1/therapist/offers?link_id={of_eve}"));
    assert!(seen.expect(200).items().is_empty());
    // An offer that she took back, or left since, is not the one that the file tells.
    let taken = archive["records"]["offers"][0]["id"].as_str().unwrap();
    ana.post_nothing(&format!("/v1/offers/{taken}/leave"))
        .expect(204);
    let refused = ana.post("/v1/me/import", &archive).expect(409);
    assert_eq!(refused.code(), "id-in-use");
});

both!(
    what_names_something_deleted_is_exported_so_that_it_can_be_imported,
    |world| {
        let (ana, eve) = (world.patient("Ana"), world.patient("Eve"));
        written(world, &ana);
        let entries = ana.get("/v1/entries").expect(200).items().to_vec();
        let addendum = entries.iter().find(|entry| !entry["addends"].is_null());
        let addendum = addendum.unwrap();
        let session = ana.get("/v1/dosing-sessions?limit=100").items().to_vec();
        for session in session {
            let path = format!("/v1/dosing-sessions/{}", session["id"].as_str().unwrap());
            ana.delete(&path).expect(204);
        }
        let gone = addendum["addends"].as_str().unwrap();
        let later = json!({"text": "And a lake.", "addends": addendum["id"]});
        ana.post("/v1/entries", &later).expect(201);
        ana.delete(&format!("/v1/entries/{gone}")).expect(204);
        let archive = ana.get("/v1/me/export").expect(200).body;
        eve.post("/v1/me/import", &archive).expect(200);
        assert_eq!(records(&eve), records(&ana));
        let own = ana.post("/v1/me/import", &archive).expect(200);
        assert_eq!(own.body["restored"], 0);
    }
);

both!(what_therapists_said_of_entries_is_told, |world| {
    let scenes::Linked {
        patient: ana,
        therapist: bo,
        link,
    } = scenes::linked(world);
    let entry = scenes::entry(&ana, "a lake");
    scenes::share(&ana, &link, &entry);
    let path = format!("/v1/therapist/patients/{link}/entries/{entry}/acknowledgement");
    bo.post(&path, &json!({"kind": "read"})).expect(201);
    let archive = ana.get("/v1/me/export").expect(200).body;
    assert_eq!(
        archive["sharing"]["acknowledgements"],
        json!([{"link_id": link, "entry_id": entry, "revision": 1, "kind": "read", "at": world.clock.now()}])
    );
});
