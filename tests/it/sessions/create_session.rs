//! `POST /v1/dosing-sessions` (R45, IN-9).

use super::{happened, happened_but};
use crate::both;
use crate::harness::json;

const ID: &str = "0194f1f0-5c3e-7000-8000-00000000000a";

both!(
    a_session_is_answered_as_it_was_told_with_its_place,
    |world| {
        let ana = world.patient("Ana");
        let made = ana.post("/v1/dosing-sessions", &happened()).expect(201);
        let expected = json!({
            "id": made.id(), "status": "happened", "planned_at": null, "started_at": "2026-03-09T14:00:00.000000Z", "ended_at": "2026-03-09T16:40:00.000000Z",
            "approximate": false, "time_zone": "Europe/Lisbon", "place": "the practice", "note": "bring the blue scarf",
            "created_at": world.clock.now(), "updated_at": world.clock.now()
        });
        assert_eq!(made.body, expected);
        assert_eq!(
            made.header("location"),
            format!("/v1/dosing-sessions/{}", made.id())
        );
        let read = ana.get(made.header("location")).expect(200);
        assert_eq!((&read.body, read.etag()), (&made.body, made.etag()));
        ana.get_if_none_match(made.header("location"), &made.etag())
            .expect(304);
    }
);

both!(every_course_is_an_ordinary_one, |world| {
    let ana = world.patient("Ana");
    for session in [
        json!({"status": "planned", "time_zone": "Asia/Tokyo"}),
        json!({"status": "planned", "planned_at": "2026-04-01T09:00:00+02:00", "time_zone": "Europe/Berlin"}),
        json!({"status": "postponed", "planned_at": "2026-04-01T09:00:00Z", "time_zone": "Europe/Lisbon"}),
        json!({"status": "cancelled", "time_zone": "Europe/Lisbon"}),
        json!({"status": "happened", "started_at": "2026-03-10T08:30:00Z", "time_zone": "Europe/Lisbon"}),
        json!({"status": "happened", "ended_at": "1987-06-01T00:00:00Z", "approximate": true, "time_zone": "America/Lima"}),
        json!({"status": "happened", "planned_at": "2019-06-01T12:00:00Z", "approximate": true, "time_zone": "Europe/Lisbon"}),
    ] {
        assert_eq!(
            ana.post("/v1/dosing-sessions", &session).expect(201).body["status"],
            session["status"]
        );
    }
});

both!(
    the_same_again_makes_nothing_and_shows_the_session_as_it_is_now,
    |world| {
        let ana = world.patient("Ana");
        let session = happened_but("id", json!(ID));
        let made = ana.post("/v1/dosing-sessions", &session).expect(201);
        assert_eq!(made.id(), ID);
        assert_eq!(
            ana.post("/v1/dosing-sessions", &session).expect(200).body,
            made.body
        );
        let changed = ana
            .patch(
                made.header("location"),
                &made.etag(),
                &json!({"note": "the grey one"}),
            )
            .expect(200);
        world.clock.advance(chrono::Duration::days(40));
        let again = ana.post("/v1/dosing-sessions", &session).expect(200);
        assert_eq!((&again.body, again.etag()), (&changed.body, changed.etag()));
        assert_eq!(ana.get("/v1/dosing-sessions").items().len(), 1);
    }
);

both!(something_else_under_a_used_id_is_refused, |world| {
    let ana = world.patient("Ana");
    ana.post("/v1/dosing-sessions", &happened_but("id", json!(ID)))
        .expect(201);
    let mut other = happened_but("id", json!(ID));
    other["note"] = json!("something else");
    assert_eq!(
        ana.post("/v1/dosing-sessions", &other).expect(409).code(),
        "id-in-use"
    );
    assert_eq!(
        ana.get(&format!("/v1/dosing-sessions/{ID}")).body["note"],
        "bring the blue scarf"
    );
});

both!(
    an_id_of_another_patient_is_free_and_tells_nothing,
    |world| {
        let (ana, eva) = (world.patient("Ana"), world.patient("Eva"));
        ana.post("/v1/dosing-sessions", &happened_but("id", json!(ID)))
            .expect(201);
        let hers = ana.get(&format!("/v1/dosing-sessions/{ID}"));
        eva.post(
            "/v1/dosing-sessions",
            &json!({"id": ID, "status": "planned", "time_zone": "Europe/Lisbon"}),
        )
        .expect(201);
        assert_eq!(
            ana.get(&format!("/v1/dosing-sessions/{ID}")).body,
            hers.body
        );
    }
);

both!(a_key_makes_one_session_however_often_it_is_sent, |world| {
    let ana = world.patient("Ana");
    let made = ana
        .post_once("/v1/dosing-sessions", "a-key", &happened())
        .expect(201);
    assert_eq!(
        ana.post_once("/v1/dosing-sessions", "a-key", &happened())
            .expect(200)
            .body,
        made.body
    );
    assert_eq!(
        ana.post_once(
            "/v1/dosing-sessions",
            "a-key",
            &happened_but("note", json!("other"))
        )
        .expect(409)
        .code(),
        "id-in-use"
    );
    assert_ne!(
        ana.post_once("/v1/dosing-sessions", "another", &happened())
            .expect(201)
            .id(),
        made.id()
    );
    assert_ne!(
        ana.post("/v1/dosing-sessions", &happened())
            .expect(201)
            .id(),
        made.id()
    );
});

both!(
    an_end_before_the_start_or_days_after_it_is_refused,
    |world| {
        let ana = world.patient("Ana");
        for (end, status) in [
            ("2026-03-09T13:59:59.999999Z", 422),
            ("2026-03-12T14:00:00.000001Z", 422),
            ("2026-03-09T14:00:00Z", 201),
            ("2026-03-12T14:00:00Z", 201),
        ] {
            let answer = ana
                .post("/v1/dosing-sessions", &happened_but("ended_at", json!(end)))
                .expect(status);
            assert_eq!(
                answer.pointers(),
                if status == 422 {
                    vec!["/ended_at"]
                } else {
                    vec![]
                },
                "{end}"
            );
        }
    }
);

both!(a_session_that_happened_has_a_time, |world| {
    let ana = world.patient("Ana");
    for session in [
        json!({"status": "happened", "time_zone": "Europe/Lisbon"}),
        json!({"status": "happened", "approximate": true, "time_zone": "Europe/Lisbon"}),
        json!({"status": "happened", "planned_at": "2026-03-09T14:00:00Z", "time_zone": "Europe/Lisbon"}),
    ] {
        assert_eq!(
            ana.post("/v1/dosing-sessions", &session)
                .expect(422)
                .pointers(),
            ["/started_at"],
            "{session}"
        );
    }
    assert!(ana.get("/v1/dosing-sessions").items().is_empty());
});

both!(what_does_not_fit_is_named, |world| {
    let ana = world.patient("Ana");
    for (field, value) in [
        ("status", json!("missed")),
        ("status", json!(1)),
        ("time_zone", json!("Europe/Atlantis")),
        ("time_zone", json!(1)),
        ("started_at", json!("2026-03-09T14:00:00")),
        ("ended_at", json!("2026-03-09")),
        ("approximate", json!("yes")),
        ("place", json!("")),
        ("place", json!("x".repeat(201))),
        ("note", json!("x".repeat(2001))),
        ("id", json!("7")),
        ("created_at", json!("2026-03-09T14:00:00Z")),
        ("dose", json!("80 mg")),
    ] {
        let answer = ana
            .post("/v1/dosing-sessions", &happened_but(field, value.clone()))
            .expect(422);
        assert_eq!(answer.pointers(), [format!("/{field}")], "{field} {value}");
    }
    for field in ["status", "time_zone"] {
        let mut session = happened();
        session[field] = json!(null);
        assert_eq!(
            ana.post("/v1/dosing-sessions", &session)
                .expect(422)
                .pointers(),
            [format!("/{field}")]
        );
        assert_eq!(
            ana.post("/v1/dosing-sessions", &happened_but(field, json!(null)))
                .expect(422)
                .pointers(),
            [format!("/{field}")]
        );
    }
    ana.post(
        "/v1/dosing-sessions",
        &happened_but("note", json!("ö".repeat(2000))),
    )
    .expect(201);
});

both!(only_a_patient_creates_sessions, |world| {
    world
        .stranger()
        .post("/v1/dosing-sessions", &happened())
        .expect(401);
    world
        .therapist("Bo")
        .post("/v1/dosing-sessions", &happened())
        .expect(403);
});

both!(no_word_of_a_session_lies_open_in_the_database, |world| {
    let ana = world.patient("Ana");
    ana.post(
        "/v1/dosing-sessions",
        &happened_but("note", json!("canary-scarf")),
    )
    .expect(201);
    if world.engine == crate::harness::Engine::Sqlite {
        for file in std::fs::read_dir(world.folder()).expect("the folder") {
            let path = file.expect("a file").path();
            if path.is_file() {
                let bytes = std::fs::read(&path).expect("its bytes");
                assert!(
                    !bytes.windows(12).any(|window| window == b"canary-scarf"),
                    "{}",
                    path.display()
                );
            }
        }
    }
});
