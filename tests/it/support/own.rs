//! `/v1/support/people` and `/v1/support/soothing`: R34, R38.

use chrono::Duration;

use crate::both;
use crate::harness::{Value, json};

const ID: &str = "0198a7c2-5555-7000-8000-000000000001";

/// Both kinds: where they are, one that fits, a change, and the field that is asked for.
fn kinds() -> [(&'static str, Value, Value, &'static str); 2] {
    [
        (
            "/v1/support/people",
            json!({"name": "Noor", "contact": "the blue phone", "note": "evenings"}),
            json!({"note": null}),
            "name",
        ),
        (
            "/v1/support/soothing",
            json!({"text": "the song with the long beginning"}),
            json!({"text": "the window in the morning"}),
            "text",
        ),
    ]
}

both!(
    what_was_named_comes_back_in_the_words_it_was_named_in,
    |world| {
        let ana = world.patient("Ana");
        for (path, new, _, _) in kinds() {
            let made = ana.post(path, &new).expect(201);
            for (field, value) in new.as_object().unwrap() {
                assert_eq!(&made.body[field], value);
            }
            let place = format!("{path}/{}", made.id());
            assert_eq!(made.header("location"), place);
            let read = ana.get(&place).expect(200);
            assert_eq!((&read.body, read.etag()), (&made.body, made.etag()));
            ana.get_if_none_match(&place, &read.etag()).expect(304);
        }
    }
);

both!(a_name_alone_is_enough_and_nothing_is_refused, |world| {
    let ana = world.patient("Ana");
    let made = ana
        .post("/v1/support/people", &json!({"name": "Noor"}))
        .expect(201);
    assert_eq!(made.body["contact"], Value::Null);
    for (path, _, _, field) in kinds() {
        let pointer = [format!("/{field}")];
        assert_eq!(ana.post(path, &json!({})).expect(422).pointers(), pointer);
        for wrong in [json!(""), json!(3), json!("x".repeat(201))] {
            let refused = ana.post(path, &json!({field: wrong})).expect(422);
            assert_eq!(refused.pointers(), pointer);
        }
        let refused = ana.post(path, &json!({field: "x", "score": 3})).expect(422);
        assert_eq!(refused.pointers(), ["/score"]);
    }
});

both!(
    sending_it_again_is_safe_and_another_under_the_same_id_is_refused,
    |world| {
        let (ana, eve) = (world.patient("Ana"), world.patient("Eve"));
        for (path, mut new, _, field) in kinds() {
            new["id"] = json!(ID);
            let made = ana.post(path, &new).expect(201);
            assert_eq!(ana.post(path, &new).expect(200).body, made.body);
            let other = ana.post(path, &json!({"id": ID, field: "another"}));
            assert_eq!(other.expect(409).code(), "id-in-use");
            ana.delete(&format!("{path}/{ID}")).expect(204);
            ana.get(&format!("{path}/{ID}")).expect(404);
            assert_eq!(ana.post(path, &new).expect(409).code(), "deleted");
            // Ids are unique for each patient, so that one tried tells nothing about others.
            eve.post(path, &new).expect(201);
        }
    }
);

both!(a_change_needs_the_newest_tag, |world| {
    let ana = world.patient("Ana");
    for (path, new, change, _) in kinds() {
        let made = ana.post(path, &new).expect(201);
        let place = format!("{path}/{}", made.id());
        ana.patch_unconditionally(&place, &change).expect(428);
        let changed = ana.patch(&place, &made.etag(), &change).expect(200);
        assert_eq!(changed.body["revision"], 2);
        for (field, value) in change.as_object().unwrap() {
            assert_eq!(&changed.body[field], value);
        }
        ana.patch(&place, &made.etag(), &new).expect(412);
    }
});

both!(
    they_are_listed_newest_first_and_stand_beside_the_notice_as_they_were_named,
    |world| {
        let ana = world.patient("Ana");
        for (path, _, _, field) in kinds() {
            for number in 0..3 {
                ana.post(path, &json!({field: format!("{number}")}))
                    .expect(201);
                world.clock.advance(Duration::seconds(1));
            }
            let words = |items: &[Value]| -> Vec<String> {
                items
                    .iter()
                    .map(|item| item[field].as_str().unwrap().to_owned())
                    .collect()
            };
            let first = ana.get(&format!("{path}?limit=2")).expect(200);
            assert_eq!(words(first.items()), ["2", "1"]);
            let cursor = first.body["next_cursor"].as_str().unwrap();
            let next = ana
                .get(&format!("{path}?limit=2&cursor={cursor}"))
                .expect(200);
            assert_eq!(words(next.items()), ["0"]);
            assert!(next.body["next_cursor"].is_null());
            let beside = ana.get("/v1/support?region=NL").expect(200);
            let kind = path.rsplit('/').next().unwrap();
            assert_eq!(
                words(beside.body[kind].as_array().unwrap()),
                ["0", "1", "2"]
            );
            assert_eq!(beside.body["known"], true);
        }
    }
);

both!(the_list_has_an_end, |world| {
    let ana = world.patient("Ana");
    for number in 0..100 {
        let new = json!({"text": format!("{number}")});
        ana.post("/v1/support/soothing", &new).expect(201);
    }
    let refused = ana
        .post("/v1/support/soothing", &json!({"text": "one more"}))
        .expect(409);
    assert_eq!(refused.code(), "list-full");
    let beside = ana.get("/v1/support").expect(200);
    assert_eq!(beside.body["soothing"].as_array().unwrap().len(), 100);
});

both!(what_somebody_else_named_does_not_exist, |world| {
    let (ana, eve, bo) = (
        world.patient("Ana"),
        world.patient("Eve"),
        world.therapist("Bo"),
    );
    for (path, new, change, _) in kinds() {
        let made = ana.post(path, &new).expect(201);
        let place = format!("{path}/{}", made.id());
        eve.get(&place).expect(404);
        eve.patch(&place, &made.etag(), &change).expect(404);
        eve.delete(&place).expect(404);
        assert_eq!(eve.get(path).expect(200).items().len(), 0);
        bo.get(path).expect(403);
        bo.post(path, &new).expect(403);
        bo.get(&place).expect(403);
        world.stranger().get(path).expect(401);
    }
    let beside = eve.get("/v1/support").expect(200);
    assert_eq!(
        (&beside.body["people"], &beside.body["soothing"]),
        (&json!([]), &json!([]))
    );
});
