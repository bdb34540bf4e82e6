//! `POST /v1/practices`: R36, the contract's safe repeats.

use chrono::Duration;

use super::exercise;
use crate::both;
use crate::harness::json;

const ID: &str = "0198a7c2-1111-7000-8000-000000000001";

both!(a_practice_comes_back_in_the_words_it_was_told_in, |world| {
    let ana = world.patient("Ana");
    let new = json!({"exercise_id": exercise(world, "body_noticing"), "at": "2026-03-09T22:15:00.5+01:00", "note": "On the stairs.\n🌿", "before": "tight", "after": "tight, and here"});
    let made = ana.post("/v1/practices", &new).expect(201);
    for field in ["exercise_id", "note", "before", "after"] {
        assert_eq!(made.body[field], new[field], "{field}");
    }
    assert_eq!(made.body["at"], "2026-03-09T21:15:00.500000Z");
    assert_eq!(made.body["created_at"], world.clock.now());
    let path = format!("/v1/practices/{}", made.id());
    assert_eq!(made.header("location"), path);
    let read = ana.get(&path).expect(200);
    assert_eq!((&read.body, read.etag()), (&made.body, made.etag()));
    assert_eq!(read.header("cache-control"), "no-store");
    ana.get_if_none_match(&path, &read.etag()).expect(304);
});

both!(a_practice_needs_no_words_at_all, |world| {
    let ana = world.patient("Ana");
    let made = ana
        .post(
            "/v1/practices",
            &json!({"exercise_id": exercise(world, "self_soothing"), "at": world.clock.now()}),
        )
        .expect(201);
    for field in ["note", "before", "after"] {
        assert_eq!(made.body.get(field), Some(&json!(null)), "{field}");
    }
});

both!(a_score_is_not_a_word, |world| {
    let ana = world.patient("Ana");
    let exercise = exercise(world, "self_soothing");
    for (field, value) in [
        ("before", json!(3)),
        ("after", json!({"calm": 7})),
        ("note", json!(["x"])),
        ("score", json!("7")),
        ("rating", json!(5)),
    ] {
        let mut body = json!({"exercise_id": exercise, "at": world.clock.now()});
        body[field] = value;
        assert_eq!(
            ana.post("/v1/practices", &body).expect(422).pointers(),
            [format!("/{field}")]
        );
    }
});

both!(
    words_over_their_bounds_are_refused_and_at_their_bounds_kept,
    |world| {
        let ana = world.patient("Ana");
        let exercise = exercise(world, "self_soothing");
        for (field, most) in [("note", 2000), ("before", 200), ("after", 200)] {
            let told = |text: String| {
                let mut body = json!({"exercise_id": exercise, "at": world.clock.now()});
                body[field] = json!(text);
                ana.post("/v1/practices", &body)
            };
            assert_eq!(
                told("ü".repeat(most)).expect(201).body[field],
                "ü".repeat(most)
            );
            for text in ["ü".repeat(most + 1), String::new(), "a\0b".to_owned()] {
                assert_eq!(told(text).expect(422).pointers(), [format!("/{field}")]);
            }
        }
    }
);

both!(what_is_missing_or_names_nothing_is_refused, |world| {
    let ana = world.patient("Ana");
    let (now, known) = (world.clock.now(), exercise(world, "self_soothing"));
    assert_eq!(
        ana.post("/v1/practices", &json!({"at": now}))
            .expect(422)
            .pointers(),
        ["/exercise_id"]
    );
    assert_eq!(
        ana.post("/v1/practices", &json!({"exercise_id": known}))
            .expect(422)
            .pointers(),
        ["/at"]
    );
    assert_eq!(
        ana.post("/v1/practices", &json!({"exercise_id": ID, "at": now}))
            .expect(422)
            .pointers(),
        ["/exercise_id"]
    );
    assert_eq!(
        ana.post("/v1/practices", &json!({"exercise_id": "x", "at": now}))
            .expect(422)
            .pointers(),
        ["/exercise_id"]
    );
    assert_eq!(
        ana.post(
            "/v1/practices",
            &json!({"exercise_id": known, "at": "today"})
        )
        .expect(422)
        .pointers(),
        ["/at"]
    );
});

both!(a_clock_that_is_years_off_loses_no_practice, |world| {
    let ana = world.patient("Ana");
    let exercise = exercise(world, "self_soothing");
    for days in [-4000, 4000] {
        ana.post(
            "/v1/practices",
            &json!({"exercise_id": exercise, "at": world.clock.at(Duration::days(days))}),
        )
        .expect(201);
    }
});

both!(the_same_practice_sent_twice_is_there_once, |world| {
    let ana = world.patient("Ana");
    let new = json!({"id": ID, "exercise_id": exercise(world, "self_soothing"), "at": world.clock.now(), "note": "once"});
    let first = ana.post("/v1/practices", &new).expect(201);
    world.clock.advance(Duration::hours(3));
    let second = ana.post("/v1/practices", &new).expect(200);
    assert_eq!((first.id().as_str(), &first.body), (ID, &second.body));
    assert_eq!(ana.get("/v1/practices").items().len(), 1);
    let mut other = new.clone();
    other["note"] = json!("twice");
    assert_eq!(
        ana.post("/v1/practices", &other).expect(409).code(),
        "id-in-use"
    );
});

both!(
    where_there_is_no_id_the_idempotency_key_names_the_practice,
    |world| {
        let ana = world.patient("Ana");
        let new = json!({"exercise_id": exercise(world, "self_soothing"), "at": world.clock.now(), "note": "once"});
        let first = ana.post_once("/v1/practices", "k-1", &new).expect(201);
        assert_eq!(
            ana.post_once("/v1/practices", "k-1", &new).expect(200).body,
            first.body
        );
        assert_eq!(
            ana.post_once(
                "/v1/practices",
                "k-1",
                &json!({"exercise_id": new["exercise_id"], "at": world.clock.now()})
            )
            .expect(409)
            .code(),
            "id-in-use"
        );
        ana.post_once("/v1/practices", "k-2", &new).expect(201);
        ana.post("/v1/practices", &new).expect(201);
        assert_eq!(ana.get("/v1/practices").items().len(), 3);
    }
);

both!(
    two_patients_may_use_the_same_id_and_do_not_see_each_others_practice,
    |world| {
        let (ana, eva) = (world.patient("Ana"), world.patient("Eva"));
        let new = json!({"id": ID, "exercise_id": exercise(world, "self_soothing"), "at": world.clock.now(), "note": "Ana's"});
        ana.post("/v1/practices", &new).expect(201);
        let path = format!("/v1/practices/{ID}");
        let (hidden, invented) = (
            eva.get(&path).expect(404),
            eva.get("/v1/practices/0198a7c2-1111-7000-8000-000000000002")
                .expect(404),
        );
        assert_eq!(hidden.without_instance(), invented.without_instance());
        eva.delete(&path).expect(404);
        let mut hers = new.clone();
        hers["note"] = json!("Eva's");
        eva.post("/v1/practices", &hers).expect(201);
        assert_eq!(ana.get(&path).expect(200).body["note"], "Ana's");
    }
);

both!(
    a_deleted_practice_is_gone_and_its_id_is_not_used_again,
    |world| {
        let ana = world.patient("Ana");
        let new = json!({"id": ID, "exercise_id": exercise(world, "self_soothing"), "at": world.clock.now(), "note": "kite-and-harbour"});
        ana.post("/v1/practices", &new).expect(201);
        let path = format!("/v1/practices/{ID}");
        ana.delete(&path).expect(204);
        ana.get(&path).expect(404);
        ana.delete(&path).expect(404);
        assert_eq!(ana.get("/v1/practices").items().len(), 0);
        assert_eq!(
            ana.post("/v1/practices", &new).expect(409).code(),
            "deleted"
        );
    }
);

diesel::table! {
    practices (id) {
        id -> Binary,
        words -> Nullable<Binary>,
    }
}

both!(a_deleted_practice_leaves_no_words_behind, |world| {
    use diesel::prelude::*;
    let ana = world.patient("Ana");
    let new = json!({"exercise_id": exercise(world, "self_soothing"), "at": world.clock.now(), "note": "kite-and-harbour"});
    let id = ana.post("/v1/practices", &new).expect(201).id();
    let with_words = || {
        practices::table
            .filter(practices::words.is_not_null())
            .count()
            .get_result::<i64>(&mut world.raw_connection())
    };
    assert_eq!(with_words(), Ok(1));
    ana.delete(&format!("/v1/practices/{id}")).expect(204);
    assert_eq!(with_words(), Ok(0));
});

both!(only_a_patient_notes_and_reads_practices, |world| {
    let new = json!({"exercise_id": exercise(world, "self_soothing"), "at": world.clock.now()});
    let (anyone, bo) = (world.stranger(), world.therapist("Bo"));
    let path = format!("/v1/practices/{ID}");
    anyone.post("/v1/practices", &new).expect(401);
    bo.post("/v1/practices", &new).expect(403);
    for path in ["/v1/practices", &path] {
        anyone.get(path).expect(401);
        bo.get(path).expect(403);
    }
    anyone.delete(&path).expect(401);
    bo.delete(&path).expect(403);
});
