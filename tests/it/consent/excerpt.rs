//! `{"type": "excerpt"}`: a part of the text of one revision, and nothing else of the entry (N2, AZ-9).

use crate::both;
use crate::harness::{Answer, Client, Value, json, scenes};

/// Gives a part of a text, or tries to.
fn give(patient: &Client<'_>, link: &str, entry: &str, part: (i64, i64, i64)) -> Answer {
    let (revision, start, end) = part;
    let scope = json!({"type": "excerpt", "entry_id": entry, "revision": revision, "start": start, "end": end});
    let consent =
        json!({"link_id": link, "scope": scope, "notice_version": scenes::notice(patient)});
    patient.post("/v1/consents", &consent)
}

const TEXT: &str = "I felt 🌊 the sea, e\u{301} and nobody must know the rest";

/// An entry with more in it than its text.
fn full(patient: &Client<'_>) -> String {
    let prompt = patient.get("/v1/prompts?limit=1").items()[0]["id"].clone();
    let entry = json!({"text": TEXT, "prompt_id": prompt, "topics": ["therapist"], "feelings": ["secret feeling"],
        "sensations": [{"place": "secret place"}]});
    patient.post("/v1/entries", &entry).expect(201).id()
}

fn seen(therapist: &Client<'_>, link: &str, entry: &str) -> Answer {
    therapist.get(&format!("/v1/therapist/patients/{link}/entries/{entry}"))
}

both!(only_the_characters_of_an_excerpt_ever_leave, |world| {
    let scenes::Linked {
        patient,
        therapist,
        link,
    } = scenes::linked(world);
    let entry = full(&patient);
    // Positions count Unicode scalar values: the wave is one, the accented letter two.
    let given = give(&patient, &link, &entry, (1, 7, 20)).expect(201);
    assert_eq!(
        given.body["scope"],
        json!({"type": "excerpt", "entry_id": entry, "revision": 1, "start": 7, "end": 20})
    );
    let words: String = TEXT.chars().skip(7).take(13).collect();
    let shown = seen(&therapist, &link, &entry).expect(200);
    assert_eq!(shown.body["text"], words);
    assert_eq!(
        shown.body["excerpts"],
        json!([{"text": words, "revision": 1, "consent_id": given.id(), "shared_at": world.clock.now()}])
    );
    assert_eq!(
        (&shown.body["consent_id"], &shown.body["revision"]),
        (&json!(given.id()), &json!(1))
    );
    for none in ["topics", "feelings", "sensations"] {
        assert_eq!(shown.body[none], json!([]), "{none}");
    }
    assert_eq!(shown.body["prompt"], Value::Null);
    assert_eq!(
        shown.body["authored_time_zone"],
        Value::Null,
        "nor where it was written"
    );
    let list = therapist
        .get(&format!("/v1/therapist/patients/{link}/entries"))
        .expect(200);
    assert_eq!(list.items()[0]["text"], words);
    let inbox = therapist.get("/v1/therapist/inbox").expect(200);
    for answer in [&shown, &list, &inbox] {
        let told = String::from_utf8_lossy(&answer.bytes);
        for kept in [
            "I felt",
            "nobody",
            "rest\"",
            "secret",
            "\"start\"",
            "\"end\"",
        ] {
            assert!(!told.contains(kept), "{kept} in {told}");
        }
    }
    let consent = patient
        .get(&format!("/v1/consents/{}", given.id()))
        .expect(200);
    let opened = consent.body["opened"].as_array().unwrap();
    assert_eq!(opened.len(), 2, "each look is on record");
    assert_eq!(opened[0], json!({"at": world.clock.now(), "revision": 1}));
    let own = patient.get(&format!("/v1/entries/{entry}")).expect(200);
    assert_eq!(own.body["shared_with"], json!([given.id()]));
});

both!(
    an_excerpt_holds_its_revision_and_ends_like_every_consent,
    |world| {
        let scenes::Linked {
            patient,
            therapist,
            link,
        } = scenes::linked(world);
        let entry = scenes::entry(&patient, "first words");
        let path = format!("/v1/entries/{entry}");
        let given = give(&patient, &link, &entry, (1, 0, 5)).expect(201).id();
        let etag = patient.get(&path).expect(200).etag();
        patient
            .patch(&path, &etag, &json!({"text": "other words"}))
            .expect(200);
        assert_eq!(
            seen(&therapist, &link, &entry).expect(200).body["text"],
            "first"
        );
        let newer = give(&patient, &link, &entry, (2, 6, 11)).expect(201).id();
        let both = seen(&therapist, &link, &entry).expect(200).body;
        let parts: Vec<&Value> = both["excerpts"]
            .as_array()
            .unwrap()
            .iter()
            .map(|part| &part["text"])
            .collect();
        assert_eq!(
            parts,
            [&json!("words"), &json!("first")],
            "the newest revision first"
        );
        patient
            .post_nothing(&format!("/v1/consents/{newer}/pause"))
            .expect(200);
        assert_eq!(
            seen(&therapist, &link, &entry).expect(200).body["excerpts"]
                .as_array()
                .unwrap()
                .len(),
            1
        );
        patient.delete(&format!("/v1/consents/{given}")).expect(200);
        seen(&therapist, &link, &entry).expect(404);
        scenes::no_news_for(&therapist);
    }
);

both!(
    the_whole_of_a_revision_holds_its_excerpts_and_stands_beside_those_of_others,
    |world| {
        let scenes::Linked {
            patient,
            therapist,
            link,
        } = scenes::linked(world);
        let entry = scenes::entry(&patient, "first words");
        let path = format!("/v1/entries/{entry}");
        give(&patient, &link, &entry, (1, 0, 5)).expect(201);
        let whole = scenes::share(&patient, &link, &entry);
        let shown = seen(&therapist, &link, &entry).expect(200).body;
        assert_eq!(
            (&shown["text"], &shown["excerpts"]),
            (&json!("first words"), &json!([]))
        );
        let etag = patient.get(&path).expect(200).etag();
        patient
            .patch(&path, &etag, &json!({"text": "later and longer"}))
            .expect(200);
        give(&patient, &link, &entry, (2, 0, 5)).expect(201);
        let shown = seen(&therapist, &link, &entry).expect(200).body;
        assert_eq!(
            (&shown["text"], &shown["consent_id"]),
            (&json!("first words"), &json!(whole))
        );
        assert_eq!(shown["excerpts"][0]["text"], "later");
    }
);

both!(
    a_part_that_the_text_does_not_have_is_refused_with_its_field,
    |world| {
        let scenes::Linked { patient, link, .. } = scenes::linked(world);
        let entry = scenes::entry(&patient, "a 🌊");
        for (part, pointer) in [
            ((1, 3, 4), "/scope/start"),
            ((1, -1, 2), "/scope/start"),
            ((1, 0, 4), "/scope/end"),
            ((1, 2, 2), "/scope/end"),
            ((1, 2, 1), "/scope/end"),
            ((2, 0, 1), "/scope/revision"),
        ] {
            let refused = give(&patient, &link, &entry, part).expect(422);
            assert_eq!(refused.pointers(), [pointer], "{part:?}");
        }
        give(&patient, &link, &entry, (1, 2, 3)).expect(201);
        let wordless = json!({"feelings": ["still"]});
        let wordless = patient.post("/v1/entries", &wordless).expect(201).id();
        give(&patient, &link, &wordless, (1, 0, 1)).expect(422);
        let sealed = scenes::entry(&patient, "put away");
        patient
            .post(
                &format!("/v1/entries/{sealed}/seal"),
                &json!({"when_i_choose": true}),
            )
            .expect(200);
        assert_eq!(
            give(&patient, &link, &sealed, (1, 0, 1)).expect(409).code(),
            "sealed"
        );
        let hers = scenes::entry(&world.patient("Eva"), "not Ana's");
        let never = give(
            &patient,
            &link,
            "00000000-0000-4000-8000-000000000000",
            (1, 0, 1),
        )
        .expect(422);
        assert_eq!(
            give(&patient, &link, &hers, (1, 0, 1))
                .expect(422)
                .without_instance(),
            never.without_instance()
        );
        let bare = |scope: Value| {
            let body = json!({"link_id": link, "scope": scope, "notice_version": 1});
            let refused = patient.post("/v1/consents", &body).expect(422);
            refused.pointers().join(" ")
        };
        assert_eq!(
            bare(json!({"type": "excerpt", "entry_id": entry, "revision": 1, "end": 2})),
            "/scope/start"
        );
        assert_eq!(
            bare(json!({"type": "entry", "entry_id": entry, "start": 0})),
            "/scope/start"
        );
        assert_eq!(
            bare(
                json!({"type": "excerpt", "entry_id": entry, "revision": 1, "start": 0, "end": 1, "includes": ["entries"]})
            ),
            "/scope/includes"
        );
    }
);

both!(
    an_excerpt_is_acknowledged_and_handed_over_as_the_part_it_is,
    |world| {
        let scenes::Linked {
            patient,
            therapist,
            link,
        } = scenes::linked(world);
        let entry = scenes::entry(&patient, "first words");
        give(&patient, &link, &entry, (1, 0, 5)).expect(201);
        let path = format!("/v1/therapist/patients/{link}/entries/{entry}/acknowledgement");
        therapist
            .post(&path, &json!({"kind": "bring_to_session"}))
            .expect(201);
        patient
            .delete(&format!("/v1/care/links/{link}"))
            .expect(200);
        let set = patient
            .get(&format!("/v1/care/links/{link}/hand-over"))
            .expect(200)
            .body;
        assert_eq!(set["items"], json!([]), "the whole was never given");
        assert_eq!(
            set["consents"],
            json!([{"type": "excerpt", "entry_id": entry, "revision": 1, "start": 0, "end": 5}])
        );
        // What is handed over can be given again as it is, to the next therapist.
        let next = scenes::link(&patient, &world.therapist("Cy"));
        let again = json!({"link_id": next, "scope": set["consents"][0], "notice_version": scenes::notice(&patient)});
        patient.post("/v1/consents", &again).expect(201);
    }
);
