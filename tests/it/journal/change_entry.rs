//! `PATCH /v1/entries/{id}`: revisions, conditions (SY-3, IN-9).

use crate::both;
use crate::harness::{json, scenes};

both!(
    a_change_makes_a_revision_and_keeps_the_wording_before,
    |world| {
        let ana = world.patient("Ana");
        let made = ana
            .post(
                "/v1/entries",
                &json!({"text": "first", "feelings": ["calm"]}),
            )
            .expect(201);
        let path = format!("/v1/entries/{}", made.id());
        world.clock.advance(chrono::Duration::hours(3));
        let changed = ana
            .patch(&path, &made.etag(), &json!({"text": "second"}))
            .expect(200);
        assert_eq!(changed.body["revision"], 2);
        assert_eq!(changed.body["text"], "second");
        assert_eq!(changed.body["feelings"], json!(["calm"]));
        assert_eq!(changed.body["authored_at"], made.body["authored_at"]);
        assert_eq!(changed.body["updated_at"], world.clock.now());
        assert_eq!(
            ana.get(&format!("{path}/revisions/1")).expect(200).body["text"],
            "first"
        );
        assert_ne!(changed.etag(), made.etag());
    }
);

both!(
    a_change_without_a_version_or_with_a_stale_one_changes_nothing,
    |world| {
        let ana = world.patient("Ana");
        let made = ana
            .post("/v1/entries", &json!({"text": "first"}))
            .expect(201);
        let path = format!("/v1/entries/{}", made.id());
        ana.patch_unconditionally(&path, &json!({"text": "second"}))
            .expect(428);
        let changed = ana
            .patch(&path, &made.etag(), &json!({"text": "second"}))
            .expect(200);
        let stale = ana
            .patch(&path, &made.etag(), &json!({"text": "third"}))
            .expect(412);
        assert!(stale.etag().starts_with("\"2-"));
        ana.patch(&path, "W/\"2-x\"", &json!({"text": "third"}))
            .expect(412);
        ana.patch(&path, "\"nonsense\"", &json!({"text": "third"}))
            .expect(412);
        assert_eq!(ana.get(&path).body, changed.body);
    }
);

both!(
    null_takes_the_text_away_and_an_entry_never_becomes_empty,
    |world| {
        let ana = world.patient("Ana");
        let made = ana
            .post(
                "/v1/entries",
                &json!({"text": "first", "feelings": ["calm"]}),
            )
            .expect(201);
        let path = format!("/v1/entries/{}", made.id());
        let changed = ana
            .patch(&path, &made.etag(), &json!({"text": null}))
            .expect(200);
        assert!(changed.body["text"].is_null());
        assert_eq!(
            ana.patch(&path, &changed.etag(), &json!({"feelings": []}))
                .expect(422)
                .pointers(),
            ["/text"]
        );
        assert_eq!(ana.get(&path).body["revision"], 2);
    }
);

both!(a_change_that_changes_nothing_makes_no_revision, |world| {
    let ana = world.patient("Ana");
    let made = ana
        .post("/v1/entries", &json!({"text": "first"}))
        .expect(201);
    let path = format!("/v1/entries/{}", made.id());
    assert_eq!(
        ana.patch(&path, &made.etag(), &json!({"text": "first"}))
            .expect(200)
            .body["revision"],
        1
    );
});

both!(server_made_fields_cannot_be_set, |world| {
    let ana = world.patient("Ana");
    let made = ana
        .post("/v1/entries", &json!({"text": "first"}))
        .expect(201);
    let path = format!("/v1/entries/{}", made.id());
    for field in [
        "id",
        "revision",
        "received_at",
        "updated_at",
        "shared_with",
        "patient_id",
        "kind",
        "prompt",
        "addends",
    ] {
        let answer = ana.patch(&path, &made.etag(), &json!({field: "x"}));
        assert_eq!(
            (answer.status, answer.pointers()),
            (422, vec![format!("/{field}").as_str()]),
            "{field}"
        );
    }
    assert_eq!(ana.get(&path).body, made.body);
});

both!(deleting_destroys_every_wording, |world| {
    let ana = world.patient("Ana");
    let made = ana
        .post("/v1/entries", &json!({"text": "first"}))
        .expect(201);
    let path = format!("/v1/entries/{}", made.id());
    ana.patch(&path, &made.etag(), &json!({"text": "second"}))
        .expect(200);
    ana.delete(&path).expect(204);
    ana.get(&path).expect(404);
    ana.get(&format!("{path}/revisions")).expect(404);
    ana.get(&format!("{path}/revisions/1")).expect(404);
    assert!(ana.get("/v1/entries").items().is_empty());
});

both!(another_patient_changes_and_deletes_nothing, |world| {
    let (ana, eva) = (world.patient("Ana"), world.patient("Eva"));
    let path = format!("/v1/entries/{}", scenes::entry(&ana, "mine"));
    let before = ana.get(&path);
    eva.patch(&path, &before.etag(), &json!({"text": "hers"}))
        .expect(404);
    eva.delete(&path).expect(404);
    assert_eq!(ana.get(&path).body, before.body);
});

both!(
    the_tag_of_a_refusal_is_taken_by_the_next_change_and_by_no_reading,
    |world| {
        let ana = world.patient("Ana");
        let made = ana.post("/v1/entries", &json!({"text": "one"})).expect(201);
        let path = format!("/v1/entries/{}", made.id());
        ana.patch(&path, &made.etag(), &json!({"text": "two"}))
            .expect(200);
        let stale = ana.patch(&path, &made.etag(), &json!({"text": "three"}));
        let stale = stale.expect(412).etag();
        let read = ana.get(&path).expect(200);
        assert_ne!(stale, read.etag(), "who was refused has not seen it");
        ana.get_if_none_match(&path, &stale).expect(200);
        ana.get_if_none_match(&path, &read.etag()).expect(304);
        ana.patch(&path, &stale, &json!({"text": "three"}))
            .expect(200);
    }
);
