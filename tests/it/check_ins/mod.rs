//! `/v1/check-ins`: N20, R36, R46, R63, R64, R82.

use chrono::Duration;

use crate::both;
use crate::harness::json;

const ID: &str = "0198a7c2-4444-7000-8000-000000000001";

fn all_words() -> serde_json::Value {
    json!({
        "feelings": ["soft", "cross"],
        "sensations": [{"place": "throat", "quality": "tight", "intensity": "a little", "course": "comes and goes"}],
        "energy": "low and even", "rest": "woke twice", "nourishment": "soup", "movement": "the stairs",
        "connection": "a call with my sister", "fears": "losing the thread", "hesitations": "a part would rather not",
    })
}

both!(a_check_in_comes_back_in_the_words_it_was_told_in, |world| {
    let ana = world.patient("Ana");
    let mut new = all_words();
    new["at"] = json!("2026-03-09T22:15:00.5+01:00");
    let made = ana.post("/v1/check-ins", &new).expect(201);
    for (field, value) in all_words().as_object().unwrap() {
        assert_eq!(&made.body[field], value, "{field}");
    }
    assert_eq!(made.body["at"], "2026-03-09T21:15:00.500000Z");
    assert_eq!(made.body["revision"], 1);
    let path = format!("/v1/check-ins/{}", made.id());
    assert_eq!(made.header("location"), path);
    let read = ana.get(&path).expect(200);
    assert_eq!((&read.body, read.etag()), (&made.body, made.etag()));
    ana.get_if_none_match(&path, &read.etag()).expect(304);
});

both!(one_word_is_a_whole_check_in_and_no_word_is_none, |world| {
    let ana = world.patient("Ana");
    let made = ana
        .post("/v1/check-ins", &json!({"rest": "some"}))
        .expect(201);
    assert_eq!(made.body["energy"], json!(null));
    assert_eq!(
        ana.post("/v1/check-ins", &json!({})).expect(422).pointers(),
        ["/feelings"]
    );
    let path = format!("/v1/check-ins/{}", made.id());
    let emptied = ana.patch(&path, &made.etag(), &json!({"rest": null}));
    assert_eq!(emptied.expect(422).pointers(), ["/feelings"]);
});

both!(a_number_is_not_a_word, |world| {
    let ana = world.patient("Ana");
    for field in [
        "energy",
        "rest",
        "nourishment",
        "movement",
        "connection",
        "fears",
        "hesitations",
        "mood",
        "score",
    ] {
        let refused = ana.post("/v1/check-ins", &json!({field: 3})).expect(422);
        assert_eq!(refused.pointers(), [format!("/{field}")]);
    }
});

both!(
    sending_it_again_is_safe_and_another_under_the_same_id_is_refused,
    |world| {
        let ana = world.patient("Ana");
        let new = json!({"id": ID, "rest": "some"});
        let made = ana.post("/v1/check-ins", &new).expect(201);
        assert_eq!(ana.post("/v1/check-ins", &new).expect(200).body, made.body);
        let other = ana
            .post("/v1/check-ins", &json!({"id": ID, "rest": "none"}))
            .expect(409);
        assert_eq!(other.code(), "id-in-use");
        ana.delete(&format!("/v1/check-ins/{ID}")).expect(204);
        assert_eq!(
            ana.post("/v1/check-ins", &new).expect(409).code(),
            "deleted"
        );
        // Ids are unique for each patient, so that one tried tells nothing about others.
        world.patient("Eve").post("/v1/check-ins", &new).expect(201);
    }
);

both!(
    a_change_needs_the_newest_tag_and_raises_the_revision,
    |world| {
        let ana = world.patient("Ana");
        let made = ana
            .post("/v1/check-ins", &json!({"rest": "some"}))
            .expect(201);
        let path = format!("/v1/check-ins/{}", made.id());
        world.clock.advance(Duration::minutes(3));
        let changed = ana
            .patch(&path, &made.etag(), &json!({"rest": "more"}))
            .expect(200);
        assert_eq!(changed.body["revision"], 2);
        assert_eq!(changed.body["rest"], "more");
        assert_eq!(changed.body["updated_at"], world.clock.now());
        ana.patch(&path, &made.etag(), &json!({"rest": "less"}))
            .expect(412);
        assert_eq!(ana.get(&path).expect(200).body, changed.body);
    }
);

both!(check_ins_are_listed_newest_first_page_by_page, |world| {
    let ana = world.patient("Ana");
    for hour in 0..5 {
        let at = world.clock.at(Duration::hours(-hour));
        ana.post(
            "/v1/check-ins",
            &json!({"at": at, "rest": format!("{hour}")}),
        )
        .expect(201);
    }
    let first = ana.get("/v1/check-ins?limit=3").expect(200);
    let told = |answer: &crate::harness::Answer| -> Vec<String> {
        answer
            .items()
            .iter()
            .map(|one| one["rest"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(told(&first), ["0", "1", "2"]);
    let cursor = first.body["next_cursor"].as_str().unwrap();
    let second = ana
        .get(&format!("/v1/check-ins?limit=3&cursor={cursor}"))
        .expect(200);
    assert_eq!(told(&second), ["3", "4"]);
    assert_eq!(second.body["next_cursor"], json!(null));
});

both!(check_ins_of_one_session_can_be_asked_for, |world| {
    let ana = world.patient("Ana");
    let session = ana
        .post(
            "/v1/dosing-sessions",
            &json!({"status": "planned", "time_zone": "UTC"}),
        )
        .expect(201)
        .id();
    let of = |session: &str| json!({"fears": "the mask", "dosing_session_id": session});
    let tied = ana.post("/v1/check-ins", &of(&session)).expect(201).id();
    ana.post("/v1/check-ins", &json!({"rest": "some"}))
        .expect(201);
    let found = ana
        .get(&format!("/v1/check-ins?dosing_session_id={session}"))
        .expect(200);
    assert_eq!(found.items().len(), 1);
    assert_eq!(found.items()[0]["id"], tied);
    let refused = ana.post("/v1/check-ins", &of(ID)).expect(422);
    assert_eq!(refused.pointers(), ["/dosing_session_id"]);
});

both!(a_check_in_of_somebody_else_does_not_exist, |world| {
    let (ana, eve) = (world.patient("Ana"), world.patient("Eve"));
    let made = ana
        .post("/v1/check-ins", &json!({"rest": "some"}))
        .expect(201);
    let path = format!("/v1/check-ins/{}", made.id());
    eve.get(&path).expect(404);
    eve.patch(&path, &made.etag(), &json!({"rest": "x"}))
        .expect(404);
    eve.delete(&path).expect(404);
    world.therapist("Bo").get("/v1/check-ins").expect(403);
    assert_eq!(eve.get("/v1/check-ins").expect(200).items().len(), 0);
});
