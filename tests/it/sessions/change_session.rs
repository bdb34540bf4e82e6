//! `PATCH /v1/dosing-sessions/{id}` (R45, IN-9).

use super::happened;
use crate::both;
use crate::harness::json;

both!(a_change_keeps_what_it_does_not_name, |world| {
    let ana = world.patient("Ana");
    let made = ana.post("/v1/dosing-sessions", &happened()).expect(201);
    let path = format!("/v1/dosing-sessions/{}", made.id());
    world.clock.advance(chrono::Duration::hours(1));
    let changed = ana
        .patch(
            &path,
            &made.etag(),
            &json!({"ended_at": "2026-03-09T17:00:00Z"}),
        )
        .expect(200);
    let mut expected = made.body.clone();
    expected["ended_at"] = json!("2026-03-09T17:00:00.000000Z");
    expected["updated_at"] = json!(world.clock.now());
    assert_eq!(changed.body, expected);
    assert_ne!(changed.etag(), made.etag());
    assert_eq!(ana.get(&path).body, expected);
});

both!(null_takes_away_what_may_be_absent, |world| {
    let ana = world.patient("Ana");
    let made = ana.post("/v1/dosing-sessions", &happened()).expect(201);
    let path = format!("/v1/dosing-sessions/{}", made.id());
    let rough = ana
        .patch(
            &path,
            &made.etag(),
            &json!({"approximate": true, "planned_at": "2026-03-09T13:00:00Z"}),
        )
        .expect(200);
    let gone = json!({"planned_at": null, "started_at": null, "approximate": null, "place": null, "note": null});
    let changed = ana.patch(&path, &rough.etag(), &gone).expect(200);
    for field in ["planned_at", "started_at", "place", "note"] {
        assert!(changed.body[field].is_null(), "{field}");
    }
    assert_eq!(changed.body["approximate"], false);
    for field in ["status", "time_zone"] {
        assert_eq!(
            ana.patch(&path, &changed.etag(), &json!({field: null}))
                .expect(422)
                .pointers(),
            [format!("/{field}")]
        );
    }
    assert_eq!(ana.get(&path).body, changed.body);
});

both!(
    a_plan_becomes_what_happened_and_postponing_is_ordinary,
    |world| {
        let ana = world.patient("Ana");
        let made = ana.post("/v1/dosing-sessions", &json!({"status": "planned", "planned_at": "2026-03-12T14:00:00Z", "time_zone": "Europe/Lisbon"})).expect(201);
        let path = format!("/v1/dosing-sessions/{}", made.id());
        let postponed = ana
            .patch(&path, &made.etag(), &json!({"status": "postponed"}))
            .expect(200);
        let again = ana
            .patch(
                &path,
                &postponed.etag(),
                &json!({"status": "planned", "planned_at": "2026-03-19T14:00:00Z"}),
            )
            .expect(200);
        let happened = json!({"status": "happened", "started_at": "2026-03-19T14:05:00Z", "time_zone": "Atlantic/Azores"});
        let changed = ana.patch(&path, &again.etag(), &happened).expect(200);
        assert_eq!(
            (&changed.body["status"], &changed.body["time_zone"]),
            (&json!("happened"), &json!("Atlantic/Azores"))
        );
    }
);

both!(the_rules_hold_for_the_session_as_it_would_be, |world| {
    let ana = world.patient("Ana");
    let made = ana.post("/v1/dosing-sessions", &happened()).expect(201);
    let path = format!("/v1/dosing-sessions/{}", made.id());
    for (change, pointer) in [
        (json!({"ended_at": "2026-03-09T13:00:00Z"}), "/ended_at"),
        (json!({"started_at": "2026-03-09T18:00:00Z"}), "/ended_at"),
        (json!({"started_at": "2026-03-01T14:00:00Z"}), "/ended_at"),
        (json!({"started_at": null, "ended_at": null}), "/started_at"),
    ] {
        assert_eq!(
            ana.patch(&path, &made.etag(), &change)
                .expect(422)
                .pointers(),
            [pointer],
            "{change}"
        );
    }
    let plan = ana.post("/v1/dosing-sessions", &json!({"status": "planned", "planned_at": "2026-03-12T14:00:00Z", "time_zone": "Europe/Lisbon"})).expect(201);
    assert_eq!(
        ana.patch(
            &format!("/v1/dosing-sessions/{}", plan.id()),
            &plan.etag(),
            &json!({"status": "happened"})
        )
        .expect(422)
        .pointers(),
        ["/started_at"]
    );
    assert_eq!(ana.get(&path).body, made.body);
});

both!(
    a_change_without_a_version_or_with_a_stale_one_changes_nothing,
    |world| {
        let ana = world.patient("Ana");
        let made = ana.post("/v1/dosing-sessions", &happened()).expect(201);
        let path = format!("/v1/dosing-sessions/{}", made.id());
        ana.patch_unconditionally(&path, &json!({"note": "one"}))
            .expect(428);
        let changed = ana
            .patch(&path, &made.etag(), &json!({"note": "two"}))
            .expect(200);
        let stale = ana
            .patch(&path, &made.etag(), &json!({"note": "three"}))
            .expect(412);
        assert!(stale.etag().starts_with("\"2-"));
        assert_eq!(ana.get(&path).body, changed.body);
    }
);

both!(a_change_that_changes_nothing_leaves_the_version, |world| {
    let ana = world.patient("Ana");
    let made = ana.post("/v1/dosing-sessions", &happened()).expect(201);
    world.clock.advance(chrono::Duration::hours(1));
    for change in [
        json!({}),
        json!({"place": "the practice", "status": "happened"}),
    ] {
        let same = ana
            .patch(made.header("location"), &made.etag(), &change)
            .expect(200);
        assert_eq!((&same.body, same.etag()), (&made.body, made.etag()));
    }
});

both!(server_made_fields_cannot_be_set, |world| {
    let ana = world.patient("Ana");
    let made = ana.post("/v1/dosing-sessions", &happened()).expect(201);
    for field in [
        "id",
        "created_at",
        "updated_at",
        "version",
        "deleted",
        "patient_id",
    ] {
        assert_eq!(
            ana.patch(made.header("location"), &made.etag(), &json!({field: "x"}))
                .expect(422)
                .pointers(),
            [format!("/{field}")]
        );
    }
});

both!(another_patient_sees_changes_and_deletes_nothing, |world| {
    let (ana, eva) = (world.patient("Ana"), world.patient("Eva"));
    let made = ana.post("/v1/dosing-sessions", &happened()).expect(201);
    let (path, nowhere) = (
        format!("/v1/dosing-sessions/{}", made.id()),
        "/v1/dosing-sessions/0194f1f0-5c3e-7000-8000-0000000000ff",
    );
    assert_eq!(
        eva.get(&path).expect(404).without_instance(),
        eva.get(nowhere).expect(404).without_instance()
    );
    eva.patch(&path, &made.etag(), &json!({"note": "hers"}))
        .expect(404);
    eva.delete(&path).expect(404);
    assert!(eva.get("/v1/dosing-sessions").items().is_empty());
    assert_eq!(ana.get(&path).body, made.body);
});
