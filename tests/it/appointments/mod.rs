//! `/v1/appointments`: R08, R17, R81.

use chrono::Duration;

use crate::both;
use crate::harness::{Answer, Value, json, scenes};

const ID: &str = "0198a7c2-5555-7000-8000-000000000001";

fn whole() -> Value {
    json!({
        "kind": "integration", "status": "planned", "starts_at": "2026-03-12T10:00:00Z", "ends_at": "2026-03-12T10:50:00Z",
        "time_zone": "Atlantic/Azores", "place": "the room with the plants", "note": "the part about the door",
    })
}

fn path(answer: &Answer) -> String {
    format!("/v1/appointments/{}", answer.id())
}

both!(an_appointment_comes_back_as_it_was_noted, |world| {
    let scenes::Linked {
        patient: ana, link, ..
    } = scenes::linked(world);
    let session = ana
        .post(
            "/v1/dosing-sessions",
            &json!({"status": "planned", "time_zone": "UTC"}),
        )
        .expect(201)
        .id();
    let mut new = whole();
    new["link_id"] = json!(link);
    new["dosing_session_id"] = json!(session);
    let made = ana.post("/v1/appointments", &new).expect(201);
    for field in ["kind", "status", "time_zone", "place", "note", "link_id"] {
        assert_eq!(made.body[field], new[field], "{field}");
    }
    assert_eq!(made.body["starts_at"], "2026-03-12T10:00:00.000000Z");
    assert_eq!(made.body["ends_at"], "2026-03-12T10:50:00.000000Z");
    assert_eq!(made.body["dosing_session_id"], session);
    assert_eq!(made.header("location"), path(&made));
    let read = ana.get(&path(&made)).expect(200);
    assert_eq!((&read.body, read.etag()), (&made.body, made.etag()));
    ana.get_if_none_match(&path(&made), &read.etag())
        .expect(304);
});

both!(
    only_the_kind_is_asked_for_and_any_number_is_welcome,
    |world| {
        let ana = world.patient_in("Ana", "America/New_York");
        let made = ana
            .post("/v1/appointments", &json!({"kind": "preparation"}))
            .expect(201);
        assert_eq!(
            (&made.body["status"], &made.body["time_zone"]),
            (&json!("planned"), &json!("America/New_York"))
        );
        for field in [
            "starts_at",
            "ends_at",
            "link_id",
            "dosing_session_id",
            "place",
            "note",
        ] {
            assert!(made.body[field].is_null(), "{field}");
        }
        for _ in 0..6 {
            ana.post("/v1/appointments", &json!({"kind": "preparation"}))
                .expect(201);
        }
        assert_eq!(ana.get("/v1/appointments").expect(200).items().len(), 7);
        assert_eq!(
            ana.post("/v1/appointments", &json!({}))
                .expect(422)
                .pointers(),
            ["/kind"]
        );
    }
);

both!(what_does_not_go_together_is_refused, |world| {
    let ana = world.patient("Ana");
    let made = ana.post("/v1/appointments", &whole()).expect(201);
    for (change, pointer) in [
        (json!({"ends_at": "2026-03-12T10:00:00Z"}), "/ends_at"),
        (json!({"starts_at": "2026-03-12T11:00:00Z"}), "/ends_at"),
        (json!({"starts_at": null}), "/ends_at"),
        (json!({"kind": "dosing"}), "/kind"),
        (json!({"kind": null}), "/kind"),
        (json!({"status": null}), "/status"),
        (json!({"status": "missed"}), "/status"),
        (json!({"time_zone": "Lisbon"}), "/time_zone"),
        (json!({"note": "x".repeat(4001)}), "/note"),
        (json!({"place": ""}), "/place"),
        (json!({"number": 2}), "/number"),
        (json!({"link_id": ID}), "/link_id"),
        (json!({"dosing_session_id": ID}), "/dosing_session_id"),
    ] {
        let refused = ana.patch(&path(&made), &made.etag(), &change).expect(422);
        assert_eq!(refused.pointers(), [pointer], "{change}");
        let mut new = whole();
        for (field, value) in change.as_object().expect("an object") {
            if value.is_null() {
                continue;
            }
            new[field] = value.clone();
            let refused = ana.post("/v1/appointments", &new).expect(422);
            assert_eq!(refused.pointers(), [pointer], "{new}");
        }
    }
    assert_eq!(ana.get(&path(&made)).body, made.body);
});

both!(
    only_a_link_and_a_session_of_ones_own_can_be_named,
    |world| {
        let scenes::Linked {
            patient: ana,
            therapist: bo,
            link,
        } = scenes::linked(world);
        let eva = world.patient("Eva");
        let hers = eva
            .post(
                "/v1/dosing-sessions",
                &json!({"status": "planned", "time_zone": "UTC"}),
            )
            .expect(201)
            .id();
        for (field, value, caller) in [("dosing_session_id", &hers, &ana), ("link_id", &link, &eva)]
        {
            let new = json!({"kind": "preparation", field: value});
            let refused = caller.post("/v1/appointments", &new).expect(422);
            assert_eq!(refused.pointers(), [format!("/{field}")]);
        }
        let new = json!({"id": ID, "kind": "preparation", "link_id": link});
        let made = ana.post("/v1/appointments", &new).expect(201);
        bo.delete(&format!("/v1/care/links/{link}")).expect(200);
        // What was noted stays, can be sent again and can be changed; nothing new names the link.
        assert_eq!(
            ana.post("/v1/appointments", &new).expect(200).body,
            made.body
        );
        ana.patch(&path(&made), &made.etag(), &json!({"status": "happened"}))
            .expect(200);
        let another = json!({"kind": "preparation", "link_id": link});
        let refused = ana.post("/v1/appointments", &another).expect(422);
        assert_eq!(refused.pointers(), ["/link_id"]);
    }
);

both!(
    sending_it_again_is_safe_and_another_under_the_same_id_is_refused,
    |world| {
        let ana = world.patient("Ana");
        let mut new = whole();
        new["id"] = json!(ID);
        let made = ana.post("/v1/appointments", &new).expect(201);
        assert_eq!(
            ana.post("/v1/appointments", &new).expect(200).body,
            made.body
        );
        let other = ana
            .post(
                "/v1/appointments",
                &json!({"id": ID, "kind": "preparation"}),
            )
            .expect(409);
        assert_eq!(other.code(), "id-in-use");
        let keyed = json!({"kind": "preparation"});
        let first = ana.post_once("/v1/appointments", "k", &keyed).expect(201);
        assert_eq!(
            ana.post_once("/v1/appointments", "k", &keyed)
                .expect(200)
                .body,
            first.body
        );
        ana.delete(&path(&made)).expect(204);
        ana.get(&path(&made)).expect(404);
        assert_eq!(
            ana.post("/v1/appointments", &new).expect(409).code(),
            "deleted"
        );
        world
            .patient("Eve")
            .post("/v1/appointments", &new)
            .expect(201);
    }
);

both!(
    a_change_needs_the_newest_tag_and_raises_the_revision,
    |world| {
        let ana = world.patient("Ana");
        let made = ana.post("/v1/appointments", &whole()).expect(201);
        world.clock.advance(Duration::minutes(3));
        ana.patch_unconditionally(&path(&made), &json!({"note": "x"}))
            .expect(428);
        let change =
            json!({"status": "postponed", "starts_at": null, "ends_at": null, "note": null});
        let changed = ana.patch(&path(&made), &made.etag(), &change).expect(200);
        assert_eq!(
            (
                &changed.body["revision"],
                &changed.body["starts_at"],
                &changed.body["note"]
            ),
            (&json!(2), &json!(null), &json!(null))
        );
        assert_eq!(changed.body["updated_at"], world.clock.now());
        ana.patch(&path(&made), &made.etag(), &json!({"note": "x"}))
            .expect(412);
        assert_eq!(ana.get(&path(&made)).body, changed.body);
    }
);

both!(
    they_are_listed_by_their_beginning_the_latest_first_and_can_be_narrowed,
    |world| {
        let ana = world.patient("Ana");
        let session = ana
            .post(
                "/v1/dosing-sessions",
                &json!({"status": "planned", "time_zone": "UTC"}),
            )
            .expect(201)
            .id();
        let note = |note: &str, kind: &str, starts_at: Value, session: Value| {
            let new = json!({"note": note, "kind": kind, "starts_at": starts_at, "dosing_session_id": session});
            ana.post("/v1/appointments", &new).expect(201);
        };
        let nothing = Value::Null;
        note(
            "first",
            "preparation",
            json!("2026-03-01T10:00:00Z"),
            json!(session),
        );
        note(
            "last",
            "integration",
            json!("2026-04-01T10:00:00Z"),
            json!(session),
        );
        // Without a time it stands where it was noted: at the beginning of this world, on 10 March.
        note("some day", "preparation", nothing.clone(), nothing.clone());
        note(
            "second",
            "preparation",
            json!("2026-03-05T10:00:00Z"),
            nothing,
        );
        let told = |query: &str| -> Vec<String> {
            ana.get(&format!("/v1/appointments{query}"))
                .expect(200)
                .items()
                .iter()
                .map(|one| one["note"].as_str().expect("a note").to_owned())
                .collect()
        };
        assert_eq!(told(""), ["last", "some day", "second", "first"]);
        assert_eq!(told("?kind=integration"), ["last"]);
        assert_eq!(
            told(&format!("?dosing_session_id={session}")),
            ["last", "first"]
        );
        assert_eq!(
            told("?from=2026-03-05T10:00:00Z&to=2026-04-01T10:00:00Z"),
            ["some day", "second"]
        );
        let first = ana.get("/v1/appointments?limit=3").expect(200);
        let cursor = first.body["next_cursor"].as_str().expect("a next page");
        assert_eq!(told(&format!("?limit=3&cursor={cursor}")), ["first"]);
        assert_eq!(
            ana.get("/v1/appointments?status=planned")
                .expect(422)
                .pointers(),
            ["/status"]
        );
    }
);

both!(
    an_appointment_of_somebody_else_does_not_exist_not_even_for_the_therapist_it_names,
    |world| {
        let scenes::Linked {
            patient: ana,
            therapist: bo,
            link,
        } = scenes::linked(world);
        let eve = world.patient("Eve");
        let made = ana
            .post(
                "/v1/appointments",
                &json!({"kind": "preparation", "link_id": link}),
            )
            .expect(201);
        eve.get(&path(&made)).expect(404);
        eve.patch(&path(&made), &made.etag(), &json!({"note": "x"}))
            .expect(404);
        eve.delete(&path(&made)).expect(404);
        assert!(eve.get("/v1/appointments").expect(200).items().is_empty());
        bo.get(&path(&made)).expect(403);
        bo.get("/v1/appointments").expect(403);
        world.stranger().get("/v1/appointments").expect(401);
    }
);
