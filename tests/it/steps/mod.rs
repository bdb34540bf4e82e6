//! `/v1/steps`: R71, R72, R83, and no achievement of any kind.

use crate::both;
use crate::harness::{json, scenes};

const ID: &str = "0198a7c2-4444-7000-8000-000000000002";

both!(a_small_step_comes_back_in_its_own_words, |world| {
    let ana = world.patient("Ana");
    let new =
        json!({"text": "open the window first thing", "area": "rest", "note": "cold, and bright"});
    let made = ana.post("/v1/steps", &new).expect(201);
    for field in ["text", "area", "note"] {
        assert_eq!(made.body[field], new[field], "{field}");
    }
    assert_eq!(made.body["laid_aside"], false);
    assert_eq!(made.body["dosing_session_id"], json!(null));
    let path = format!("/v1/steps/{}", made.id());
    assert_eq!(made.header("location"), path);
    let read = ana.get(&path).expect(200);
    assert_eq!((&read.body, read.etag()), (&made.body, made.etag()));
    ana.get_if_none_match(&path, &read.etag()).expect(304);
});

both!(
    a_step_is_changed_shrunk_laid_aside_and_taken_up_again,
    |world| {
        let ana = world.patient("Ana");
        let made = ana
            .post("/v1/steps", &json!({"text": "a walk", "area": "movement"}))
            .expect(201);
        let path = format!("/v1/steps/{}", made.id());
        let smaller = ana
            .patch(
                &path,
                &made.etag(),
                &json!({"text": "to the door", "area": null}),
            )
            .expect(200);
        assert_eq!(smaller.body["area"], json!(null));
        let aside = ana
            .patch(
                &path,
                &smaller.etag(),
                &json!({"laid_aside": true, "note": "not now"}),
            )
            .expect(200);
        assert_eq!(aside.body["laid_aside"], true);
        assert_eq!(aside.body["note"], "not now");
        assert_eq!(aside.body["text"], "to the door");
        let taken_up = ana.patch(&path, &aside.etag(), &json!({"laid_aside": false}));
        assert_eq!(taken_up.expect(200).body["revision"], 4);
        ana.patch(&path, &aside.etag(), &json!({"text": "x"}))
            .expect(412);
        ana.patch_unconditionally(&path, &json!({"text": "x"}))
            .expect(428);
    }
);

both!(a_step_has_no_date_no_count_and_no_completion, |world| {
    let ana = world.patient("Ana");
    let made = ana
        .post("/v1/steps", &json!({"text": "a walk"}))
        .expect(201);
    let path = format!("/v1/steps/{}", made.id());
    for field in [
        "completed",
        "completed_at",
        "done",
        "due",
        "due_at",
        "at",
        "target",
        "count",
        "times",
        "streak",
        "progress",
        "percent",
        "score",
        "remind_at",
    ] {
        let pointer = format!("/{field}");
        let refused = ana.post("/v1/steps", &json!({"text": "a walk", field: 1}));
        assert_eq!(refused.expect(422).pointers(), [&pointer]);
        let refused = ana.patch(&path, &made.etag(), &json!({field: true}));
        assert_eq!(refused.expect(422).pointers(), [&pointer]);
        assert!(made.body.get(field).is_none(), "{field}");
    }
});

both!(what_does_not_fit_is_named, |world| {
    let ana = world.patient("Ana");
    for (body, pointer) in [
        (json!({}), "/text"),
        (json!({"text": ""}), "/text"),
        (json!({"text": "x".repeat(501)}), "/text"),
        (json!({"text": "x", "note": "x".repeat(1001)}), "/note"),
        (json!({"text": "x", "area": "productivity"}), "/area"),
        (json!({"text": "x", "laid_aside": "yes"}), "/laid_aside"),
        (
            json!({"text": "x", "dosing_session_id": ID}),
            "/dosing_session_id",
        ),
    ] {
        let refused = ana.post("/v1/steps", &body).expect(422);
        assert_eq!(refused.pointers(), [pointer], "{body}");
    }
    assert_eq!(ana.get("/v1/steps").expect(200).items().len(), 0);
});

both!(steps_are_listed_newest_first_and_by_session, |world| {
    let ana = world.patient("Ana");
    let session = json!({"status": "planned", "time_zone": "UTC"});
    let session = ana.post("/v1/dosing-sessions", &session).expect(201).id();
    for (number, of) in [(0, None), (1, Some(&session)), (2, None)] {
        world.clock.advance(chrono::Duration::minutes(1));
        let step = json!({"text": format!("{number}"), "dosing_session_id": of});
        ana.post("/v1/steps", &step).expect(201);
    }
    let first = ana.get("/v1/steps?limit=2").expect(200);
    let cursor = first.body["next_cursor"].as_str().unwrap();
    let second = ana
        .get(&format!("/v1/steps?limit=2&cursor={cursor}"))
        .expect(200);
    let texts: Vec<_> = first
        .items()
        .iter()
        .chain(second.items())
        .map(|step| step["text"].as_str().unwrap())
        .collect();
    assert_eq!(texts, ["2", "1", "0"]);
    let tied = ana.get(&format!("/v1/steps?dosing_session_id={session}"));
    assert_eq!(tied.expect(200).items()[0]["text"], "1");
});

both!(
    sending_it_again_is_safe_and_a_deleted_step_does_not_return,
    |world| {
        let ana = world.patient("Ana");
        let new = json!({"id": ID, "text": "a walk"});
        let made = ana.post("/v1/steps", &new).expect(201);
        assert_eq!(ana.post("/v1/steps", &new).expect(200).body, made.body);
        let other = ana.post("/v1/steps", &json!({"id": ID, "text": "a swim"}));
        assert_eq!(other.expect(409).code(), "id-in-use");
        ana.delete(&format!("/v1/steps/{ID}")).expect(204);
        assert_eq!(ana.post("/v1/steps", &new).expect(409).code(), "deleted");
        ana.get(&format!("/v1/steps/{ID}")).expect(404);
    }
);

both!(a_step_of_somebody_else_does_not_exist, |world| {
    let scenes::Linked {
        patient: ana,
        therapist: bo,
        ..
    } = scenes::linked(world);
    let eve = world.patient("Eve");
    let made = ana
        .post("/v1/steps", &json!({"text": "a walk"}))
        .expect(201);
    let path = format!("/v1/steps/{}", made.id());
    eve.get(&path).expect(404);
    eve.patch(&path, &made.etag(), &json!({"text": "x"}))
        .expect(404);
    eve.delete(&path).expect(404);
    assert_eq!(eve.get("/v1/steps").expect(200).items().len(), 0);
    bo.get("/v1/steps").expect(403);
    bo.get(&path).expect(403);
    world.stranger().get("/v1/steps").expect(401);
});
