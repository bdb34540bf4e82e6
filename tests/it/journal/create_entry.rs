//! `POST /v1/entries`: IN-2, IN-3, R67, the contract's safe repeats.

use crate::both;
use crate::harness::{json, scenes};

both!(an_entry_comes_back_as_it_was_written, |world| {
    let ana = world.patient("Ana");
    let new = json!({
        "text": "Blue.\nA door, half open. 👩‍🌾 שלום\u{200f}", "authored_at": "2026-03-09T22:15:00.5+01:00", "authored_time_zone": "Europe/Madrid",
        "topics": ["image", "medicine"], "feelings": ["quiet", "a little lost"], "sensations": [{"place": "chest", "quality": "warm"}]
    });
    let made = ana.post("/v1/entries", &new).expect(201);
    assert_eq!(made.body["kind"], "free");
    assert_eq!(made.body["text"], new["text"]);
    assert_eq!(made.body["authored_at"], "2026-03-09T21:15:00.500000Z");
    assert_eq!(made.body["authored_time_zone"], "Europe/Madrid");
    assert_eq!(made.body["received_at"], world.clock.now());
    assert_eq!(made.body["revision"], 1);
    assert_eq!(made.body["topics"], new["topics"]);
    assert_eq!(made.body["feelings"], new["feelings"]);
    assert_eq!(made.body["sensations"], new["sensations"]);
    assert_eq!(made.body["shared_with"], json!([]));
    assert_eq!(
        made.header("location"),
        format!("/v1/entries/{}", made.id())
    );
    let read = ana.get(&format!("/v1/entries/{}", made.id())).expect(200);
    assert_eq!(read.body, made.body);
    assert_eq!(read.etag(), made.etag());
    ana.get_if_none_match(&format!("/v1/entries/{}", made.id()), &read.etag())
        .expect(304);
});

both!(
    an_entry_without_a_place_or_a_time_takes_them_from_the_account_and_the_clock,
    |world| {
        let ana = world.patient_in("Ana", "America/Bogota");
        let made = ana.post("/v1/entries", &json!({"text": "x"})).expect(201);
        assert_eq!(made.body["authored_time_zone"], "America/Bogota");
        assert_eq!(made.body["authored_at"], world.clock.now());
    }
);

both!(a_clock_that_is_years_off_loses_nothing, |world| {
    let ana = world.patient("Ana");
    for at in ["1999-12-31T23:59:59Z", "2199-01-01T00:00:00Z"] {
        ana.post("/v1/entries", &json!({"text": "x", "authored_at": at}))
            .expect(201);
    }
});

both!(
    one_word_or_one_feeling_or_one_sensation_is_a_whole_entry_and_nothing_is_not,
    |world| {
        let ana = world.patient("Ana");
        ana.post("/v1/entries", &json!({"kind": "fragment", "text": "blue"}))
            .expect(201);
        ana.post(
            "/v1/entries",
            &json!({"kind": "fragment", "feelings": ["heavy"]}),
        )
        .expect(201);
        ana.post("/v1/entries", &json!({"sensations": [{"place": "hands"}]}))
            .expect(201);
        assert_eq!(
            ana.post("/v1/entries", &json!({"kind": "fragment"}))
                .expect(422)
                .pointers(),
            ["/text"]
        );
    }
);

both!(the_same_entry_sent_twice_is_there_once, |world| {
    let ana = world.patient("Ana");
    let new = json!({"id": "0198a7c2-1111-7000-8000-000000000001", "text": "once"});
    let first = ana.post("/v1/entries", &new).expect(201);
    let second = ana.post("/v1/entries", &new).expect(200);
    assert_eq!(first.body, second.body);
    assert_eq!(ana.get("/v1/entries").items().len(), 1);
    let other = json!({"id": "0198a7c2-1111-7000-8000-000000000001", "text": "twice"});
    assert_eq!(
        ana.post("/v1/entries", &other).expect(409).code(),
        "id-in-use"
    );
});

both!(an_idempotency_key_names_an_entry_that_has_no_id, |world| {
    let ana = world.patient("Ana");
    let first = ana
        .post_once("/v1/entries", "walk-1", &json!({"text": "once"}))
        .expect(201);
    world.clock.advance(chrono::Duration::hours(23));
    let second = ana
        .post_once("/v1/entries", "walk-1", &json!({"text": "once"}))
        .expect(200);
    assert_eq!(first.id(), second.id());
    assert_eq!(
        ana.post_once("/v1/entries", "walk-1", &json!({"text": "twice"}))
            .expect(409)
            .code(),
        "id-in-use"
    );
    assert_eq!(
        ana.post_once("/v1/entries", "", &json!({"text": "x"}))
            .expect(422)
            .pointers(),
        ["/Idempotency-Key"]
    );
});

both!(the_id_of_another_patients_entry_is_simply_free, |world| {
    let (ana, eva) = (world.patient("Ana"), world.patient("Eva"));
    let new = json!({"id": "0198a7c2-1111-7000-8000-000000000001", "text": "mine"});
    ana.post("/v1/entries", &new).expect(201);
    let hers = ana
        .get("/v1/entries/0198a7c2-1111-7000-8000-000000000001")
        .expect(200);
    eva.post(
        "/v1/entries",
        &json!({"id": "0198a7c2-1111-7000-8000-000000000001", "text": "hers"}),
    )
    .expect(201);
    assert_eq!(
        ana.get("/v1/entries/0198a7c2-1111-7000-8000-000000000001")
            .expect(200)
            .body,
        hers.body
    );
});

both!(
    a_deleted_entry_does_not_come_back_when_it_is_sent_again,
    |world| {
        let ana = world.patient("Ana");
        let new = json!({"id": "0198a7c2-1111-7000-8000-000000000001", "text": "gone"});
        ana.post("/v1/entries", &new).expect(201);
        ana.delete("/v1/entries/0198a7c2-1111-7000-8000-000000000001")
            .expect(204);
        assert_eq!(ana.post("/v1/entries", &new).expect(409).code(), "deleted");
        ana.get("/v1/entries/0198a7c2-1111-7000-8000-000000000001")
            .expect(404);
        ana.delete("/v1/entries/0198a7c2-1111-7000-8000-000000000001")
            .expect(404);
    }
);

both!(an_addendum_names_an_entry_of_ones_own, |world| {
    let (ana, eva) = (world.patient("Ana"), world.patient("Eva"));
    let first = scenes::entry(&ana, "a fragment");
    let added = ana
        .post("/v1/entries", &json!({"text": "later", "addends": first}))
        .expect(201);
    assert_eq!(added.body["kind"], "addendum");
    assert_eq!(added.body["addends"], first);
    for body in [
        json!({"text": "x", "kind": "addendum"}),
        json!({"text": "x", "kind": "free", "addends": first}),
    ] {
        assert_eq!(
            ana.post("/v1/entries", &body).expect(422).pointers(),
            ["/addends"]
        );
    }
    let foreign = eva
        .post("/v1/entries", &json!({"text": "x", "addends": first}))
        .expect(422);
    let invented = eva
        .post(
            "/v1/entries",
            &json!({"text": "x", "addends": "0198a7c2-1111-7000-8000-0000000000ff"}),
        )
        .expect(422);
    assert_eq!(foreign.pointers(), ["/addends"]);
    assert_eq!(foreign.without_instance(), invented.without_instance());
});

both!(
    references_to_what_is_not_ones_own_name_their_field,
    |world| {
        let ana = world.patient("Ana");
        let nothing = "0198a7c2-1111-7000-8000-0000000000ff";
        assert_eq!(
            ana.post(
                "/v1/entries",
                &json!({"text": "x", "dosing_session_id": nothing})
            )
            .expect(422)
            .pointers(),
            ["/dosing_session_id"]
        );
        assert_eq!(
            ana.post("/v1/entries", &json!({"text": "x", "prompt_id": nothing}))
                .expect(422)
                .pointers(),
            ["/prompt_id"]
        );
        assert_eq!(
            ana.post("/v1/entries", &json!({"text": "x", "kind": "response"}))
                .expect(422)
                .pointers(),
            ["/prompt_id"]
        );
    }
);

both!(
    what_does_not_fit_is_refused_with_its_pointer_and_nothing_is_written,
    |world| {
        let ana = world.patient("Ana");
        let long = "x".repeat(20_001);
        let cases = [
            (json!({"text": 7}), "/text"),
            (json!({"text": ""}), "/text"),
            (json!({"text": long}), "/text"),
            (json!({"text": "a\u{0}b"}), "/text"),
            (json!({"text": "x", "mood": 3}), "/mood"),
            (json!({"text": "x", "kind": "dream"}), "/kind"),
            (json!({"text": "x", "topics": ["score"]}), "/topics/0"),
            (json!({"text": "x", "topics": vec!["image"; 13]}), "/topics"),
            (json!({"text": "x", "feelings": ["ok", ""]}), "/feelings/1"),
            (
                json!({"text": "x", "sensations": [{"quality": "warm"}]}),
                "/sensations/0/place",
            ),
            (
                json!({"text": "x", "sensations": [{"place": "x", "strength": 4}]}),
                "/sensations/0/strength",
            ),
            (
                json!({"text": "x", "authored_at": "2026-03-09T22:15:00"}),
                "/authored_at",
            ),
            (
                json!({"text": "x", "authored_at": "0000-01-01T00:00:00Z"}),
                "/authored_at",
            ),
            (
                json!({"text": "x", "authored_at": "9999-12-31T23:59:59Z"}),
                "/authored_at",
            ),
            (
                json!({"text": "x", "authored_at": "2026-03-09T22:15:60Z"}),
                "/authored_at",
            ),
            (
                json!({"text": "x", "authored_time_zone": "Europe/Atlantis"}),
                "/authored_time_zone",
            ),
            (json!({"text": "x", "id": "seven"}), "/id"),
        ];
        for (body, pointer) in cases {
            let answer = ana.post("/v1/entries", &body);
            assert_eq!(
                (answer.status, answer.pointers()),
                (422, vec![pointer]),
                "{body}"
            );
        }
        let lone = ana.post_bytes(
            "/v1/entries",
            "application/json",
            br#"{"text": "half \ud83d of a pair"}"#,
        );
        assert_eq!(
            (lone.status, lone.pointers()),
            (422, vec!["/text"]),
            "{}",
            lone.body
        );
        let twice = ana.post_bytes(
            "/v1/entries",
            "application/json",
            br#"{"text": "a", "text": "b"}"#,
        );
        assert_eq!((twice.status, twice.pointers()), (422, vec!["/text"]));
        assert!(ana.get("/v1/entries").items().is_empty());
    }
);

both!(
    a_body_that_is_no_json_or_too_large_or_of_another_type_is_refused_before_anything,
    |world| {
        let ana = world.patient("Ana");
        let deep = format!("{{\"x\": {}1{}}}", "[".repeat(200), "]".repeat(200));
        for bytes in [
            &b""[..],
            b"{",
            b"\xff\xfe",
            b"{\"text\": NaN}",
            b"{\"text\": \"x\"} trailing",
        ] {
            assert_eq!(
                ana.post_bytes("/v1/entries", "application/json", bytes)
                    .status,
                400,
                "{}",
                String::from_utf8_lossy(bytes)
            );
        }
        ana.post_bytes("/v1/entries", "application/json", deep.as_bytes())
            .expect(422);
        for bytes in [
            &b"[null, \"x\"]"[..],
            b"{\"sensations\": [[\"chest\"]]}",
            b"7",
            b"null",
        ] {
            ana.post_bytes("/v1/entries", "application/json", bytes)
                .expect(422);
        }
        let large = format!("{{\"text\": \"{}\"}}", "x".repeat(1_000_000));
        ana.post_bytes("/v1/entries", "application/json", large.as_bytes())
            .expect(413);
        for media_type in [
            "text/plain",
            "application/json; charset=utf-16",
            "application/x-www-form-urlencoded",
        ] {
            ana.post_bytes("/v1/entries", media_type, b"{\"text\": \"x\"}")
                .expect(415);
        }
        ana.post_bytes(
            "/v1/entries",
            "application/json; charset=UTF-8",
            b"{\"text\": \"x\"}",
        )
        .expect(201);
        assert_eq!(ana.get("/v1/entries").items().len(), 1);
    }
);

both!(no_refusal_repeats_what_was_written, |world| {
    let ana = world.patient("Ana");
    for body in [
        json!({"text": ["CANARY"]}),
        json!({"kind": "CANARY", "text": "x"}),
        json!({"text": "x", "authored_at": "CANARY"}),
        json!("CANARY"),
    ] {
        let answer = ana.post("/v1/entries", &body).expect(422);
        assert!(
            !String::from_utf8_lossy(&answer.bytes).contains("CANARY"),
            "{}",
            answer.body
        );
    }
});

both!(a_stranger_and_a_therapist_do_not_write_entries, |world| {
    let bo = world.therapist("Bo");
    world
        .stranger()
        .post("/v1/entries", &json!({"text": 7}))
        .expect(401);
    bo.post("/v1/entries", &json!({"text": 7})).expect(403);
});
