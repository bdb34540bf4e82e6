//! `/v1/evaluations`: R12.

use crate::both;
use crate::harness::json;

const ID: &str = "0198a7c2-6666-7000-8000-000000000001";

both!(an_evaluation_is_a_day_and_perhaps_a_note, |world| {
    let ana = world.patient("Ana");
    let made = ana
        .post("/v1/evaluations", &json!({"on": "2026-02-14"}))
        .expect(201);
    assert_eq!(
        (&made.body["on"], &made.body["note"]),
        (&json!("2026-02-14"), &json!(null))
    );
    let path = format!("/v1/evaluations/{}", made.id());
    assert_eq!(made.header("location"), path);
    let changed = ana
        .patch(
            &path,
            &made.etag(),
            &json!({"on": "2026-02-15", "note": "by phone"}),
        )
        .expect(200);
    assert_eq!(
        (
            &changed.body["on"],
            &changed.body["note"],
            &changed.body["revision"]
        ),
        (&json!("2026-02-15"), &json!("by phone"), &json!(2))
    );
    let read = ana.get(&path).expect(200);
    assert_eq!((&read.body, read.etag()), (&changed.body, changed.etag()));
    ana.patch(&path, &made.etag(), &json!({"note": null}))
        .expect(412);
    ana.patch_unconditionally(&path, &json!({"note": null}))
        .expect(428);
    ana.delete(&path).expect(204);
    ana.get(&path).expect(404);
});

both!(
    it_is_a_note_alone_without_an_outcome_and_the_date_is_a_date,
    |world| {
        let ana = world.patient("Ana");
        for (new, pointer) in [
            (json!({}), "/on"),
            (json!({"on": null}), "/on"),
            (json!({"on": "2026-2-14"}), "/on"),
            (json!({"on": "2026-02-30"}), "/on"),
            (json!({"on": "2026-02-14T00:00:00Z"}), "/on"),
            (json!({"on": "0000-01-01"}), "/on"),
            (json!({"on": "9999-12-31"}), "/on"),
            (json!({"on": 20_260_214}), "/on"),
            (json!({"on": "2026-02-14", "note": ""}), "/note"),
            (
                json!({"on": "2026-02-14", "note": "x".repeat(501)}),
                "/note",
            ),
            (json!({"on": "2026-02-14", "result": "cleared"}), "/result"),
        ] {
            let refused = ana.post("/v1/evaluations", &new).expect(422);
            assert_eq!(refused.pointers(), [pointer], "{new}");
        }
        // Nothing waits for one: a session goes its way without.
        ana.post(
            "/v1/dosing-sessions",
            &json!({"status": "planned", "planned_at": "2026-03-20T14:00:00Z", "time_zone": "UTC"}),
        )
        .expect(201);
    }
);

both!(
    they_are_listed_the_latest_day_first_and_sending_one_again_is_safe,
    |world| {
        let ana = world.patient("Ana");
        let new = json!({"id": ID, "on": "2026-02-14", "note": "one"});
        let made = ana.post("/v1/evaluations", &new).expect(201);
        assert_eq!(
            ana.post("/v1/evaluations", &new).expect(200).body,
            made.body
        );
        let other = json!({"id": ID, "on": "2026-02-15"});
        assert_eq!(
            ana.post("/v1/evaluations", &other).expect(409).code(),
            "id-in-use"
        );
        ana.post("/v1/evaluations", &json!({"on": "2026-03-01"}))
            .expect(201);
        ana.post("/v1/evaluations", &json!({"on": "2025-01-01"}))
            .expect(201);
        let days = |query: &str| {
            let page = ana.get(&format!("/v1/evaluations{query}")).expect(200);
            let days: Vec<String> = page
                .items()
                .iter()
                .map(|one| one["on"].as_str().expect("a day").to_owned())
                .collect();
            (days, page.body["next_cursor"].clone())
        };
        let (first, next) = days("?limit=2");
        assert_eq!(first, ["2026-03-01", "2026-02-14"]);
        let next = next.as_str().expect("a next page").to_owned();
        assert_eq!(days(&format!("?limit=2&cursor={next}")).0, ["2025-01-01"]);
        ana.delete(&format!("/v1/evaluations/{ID}")).expect(204);
        assert_eq!(
            ana.post("/v1/evaluations", &new).expect(409).code(),
            "deleted"
        );
    }
);

both!(an_evaluation_of_somebody_else_does_not_exist, |world| {
    let (ana, eve) = (world.patient("Ana"), world.patient("Eve"));
    let made = ana
        .post("/v1/evaluations", &json!({"on": "2026-02-14"}))
        .expect(201);
    let path = format!("/v1/evaluations/{}", made.id());
    eve.get(&path).expect(404);
    eve.patch(&path, &made.etag(), &json!({"note": "x"}))
        .expect(404);
    eve.delete(&path).expect(404);
    assert!(eve.get("/v1/evaluations").expect(200).items().is_empty());
    world.therapist("Bo").get("/v1/evaluations").expect(403);
    world.stranger().get("/v1/evaluations").expect(401);
});
