//! `/v1/packets` (N12).

use chrono::Duration;

use crate::both;
use crate::harness::{Client, Value, World, json, scenes};

const ID: &str = "0198a7c2-4444-7000-8000-000000000012";
const NEVER: &str = "00000000-0000-7000-8000-000000000000";

/// A packet for a session that ends in a week.
fn packet(world: &World, link: &str, items: Value) -> Value {
    json!({"link_id": link, "until": world.clock.at(Duration::days(7)), "items": items})
}

/// Shares a packet and returns the consent's id.
fn give(patient: &Client<'_>, link: &str, packet: &str) -> String {
    let scope = json!({"type": "packet", "packet_id": packet});
    let body = json!({"link_id": link, "scope": scope, "notice_version": scenes::notice(patient)});
    patient.post("/v1/consents", &body).expect(201).id()
}

both!(
    a_packet_keeps_its_order_and_pins_what_is_newest_now,
    |world| {
        let scenes::Linked { patient, link, .. } = scenes::linked(world);
        let first = patient
            .post(
                "/v1/entries",
                &json!({"text": "first", "topics": ["therapist", "medicine"]}),
            )
            .expect(201);
        let path = format!("/v1/entries/{}", first.id());
        patient
            .patch(&path, &first.etag(), &json!({"text": "second"}))
            .expect(200);
        let other = scenes::entry(&patient, "another");
        let mut new = packet(
            world,
            &link,
            json!([
                {"type": "note", "text": "Why does it come back at night?"},
                {"type": "entry", "entry_id": first.id()},
                {"type": "entry", "entry_id": other, "revision": 1},
                {"type": "note", "text": "slowly"},
            ]),
        );
        new["title"] = json!("For Thursday");
        let made = patient.post("/v1/packets", &new).expect(201);
        let now = world.clock.now();
        let expected = json!({
            "id": made.id(), "link_id": link, "title": "For Thursday", "until": new["until"],
            "items": [
                {"type": "note", "text": "Why does it come back at night?"},
                {"type": "entry", "entry_id": first.id(), "revision": 2},
                {"type": "entry", "entry_id": other, "revision": 1},
                {"type": "note", "text": "slowly"},
            ],
            "shared_with": [], "revision": 1, "created_at": now, "updated_at": now,
        });
        assert_eq!(made.body, expected);
        let place = format!("/v1/packets/{}", made.id());
        assert_eq!(made.header("location"), place);
        let read = patient.get(&place).expect(200);
        assert_eq!((&read.body, read.etag()), (&expected, made.etag()));
        patient.get_if_none_match(&place, &read.etag()).expect(304);
        // A later wording stays out.
        let newest = patient.get(&path).expect(200);
        patient
            .patch(&path, &newest.etag(), &json!({"text": "third"}))
            .expect(200);
        assert_eq!(patient.get(&place).expect(200).body, expected);
        assert_eq!(patient.get("/v1/packets").expect(200).items(), [expected]);
    }
);

both!(a_packet_alone_shares_nothing, |world| {
    let scenes::Linked {
        patient,
        therapist,
        link,
    } = scenes::linked(world);
    let entry = scenes::entry(&patient, "mine");
    let new = packet(world, &link, json!([{"type": "entry", "entry_id": entry}]));
    let made = patient.post("/v1/packets", &new).expect(201).id();
    let of = |path: &str| therapist.get(&format!("/v1/therapist/patients/{link}/{path}"));
    assert!(of("packets").expect(200).items().is_empty());
    assert!(of("entries").expect(200).items().is_empty());
    let unknown = of(&format!("packets/{NEVER}"))
        .expect(404)
        .without_instance();
    assert_eq!(
        of(&format!("packets/{made}"))
            .expect(404)
            .without_instance(),
        unknown
    );
    of(&format!("entries/{entry}")).expect(404);
});

both!(
    what_does_not_fit_into_a_packet_is_refused_by_name,
    |world| {
        let scenes::Linked { patient, link, .. } = scenes::linked(world);
        let entry = scenes::entry(&patient, "a word");
        let (eva, gone) = (world.patient("Eva"), scenes::entry(&patient, "gone"));
        let hers = scenes::entry(&eva, "hers");
        patient.delete(&format!("/v1/entries/{gone}")).expect(204);
        let item = |item: Value| json!([{"type": "note", "text": "x"}, item]);
        for (items, pointer) in [
            (
                item(json!({"type": "entry", "entry_id": NEVER})),
                "/items/1/entry_id",
            ),
            (
                item(json!({"type": "entry", "entry_id": hers})),
                "/items/1/entry_id",
            ),
            (
                item(json!({"type": "entry", "entry_id": gone})),
                "/items/1/entry_id",
            ),
            (
                item(json!({"type": "entry", "entry_id": entry, "revision": 2})),
                "/items/1/revision",
            ),
            (
                item(json!({"type": "entry", "entry_id": entry, "revision": 0})),
                "/items/1/revision",
            ),
            (item(json!({"type": "entry"})), "/items/1/entry_id"),
            (
                item(json!({"type": "entry", "entry_id": entry, "text": "x"})),
                "/items/1/text",
            ),
            (item(json!({"type": "note"})), "/items/1/text"),
            (item(json!({"type": "note", "text": ""})), "/items/1/text"),
            (
                item(json!({"type": "note", "text": "x".repeat(2001)})),
                "/items/1/text",
            ),
            (
                item(json!({"type": "note", "text": "x", "entry_id": entry})),
                "/items/1/entry_id",
            ),
            (
                item(json!({"type": "note", "text": "x", "revision": 1})),
                "/items/1/revision",
            ),
            (
                item(json!({"type": "note", "text": "x", "to": "read"})),
                "/items/1/to",
            ),
            (item(json!({"type": "drawing"})), "/items/1/type"),
            (item(json!({"text": "x"})), "/items/1/type"),
            (item(json!(["note", "x"])), "/items/1"),
            (
                json!([{"type": "entry", "entry_id": entry}, {"type": "entry", "entry_id": entry, "revision": 1}]),
                "/items/1/entry_id",
            ),
            (
                json!(vec![json!({"type": "note", "text": "x"}); 51]),
                "/items",
            ),
        ] {
            let refused = patient.post("/v1/packets", &packet(world, &link, items.clone()));
            assert_eq!(refused.expect(422).pointers(), [pointer], "{items}");
        }
        for (field, value, pointer) in [
            ("link_id", json!(NEVER), "/link_id"),
            ("until", json!("tomorrow"), "/until"),
            ("until", json!(null), "/until"),
            ("title", json!(""), "/title"),
            ("title", json!("x".repeat(121)), "/title"),
            ("shared_with", json!([]), "/shared_with"),
        ] {
            let mut body = packet(world, &link, json!([]));
            body[field] = value;
            let refused = patient.post("/v1/packets", &body).expect(422);
            assert_eq!(refused.pointers(), [pointer], "{body}");
        }
        patient
            .post(
                "/v1/packets",
                &packet(
                    world,
                    &link,
                    json!(vec![json!({"type": "note", "text": "x"}); 50]),
                ),
            )
            .expect(201);
        patient
            .delete(&format!("/v1/care/links/{link}"))
            .expect(200);
        let refused = patient.post("/v1/packets", &packet(world, &link, json!([])));
        assert_eq!(refused.expect(422).pointers(), ["/link_id"]);
    }
);

both!(putting_together_is_safe_to_repeat, |world| {
    let scenes::Linked { patient, link, .. } = scenes::linked(world);
    let mut new = packet(world, &link, json!([{"type": "note", "text": "x"}]));
    new["id"] = json!(ID);
    let made = patient.post("/v1/packets", &new).expect(201);
    assert_eq!(
        patient.post("/v1/packets", &new).expect(200).body,
        made.body
    );
    let mut other = new.clone();
    other["title"] = json!("another");
    assert_eq!(
        patient.post("/v1/packets", &other).expect(409).code(),
        "id-in-use"
    );
    patient.delete(&format!("/v1/packets/{ID}")).expect(204);
    assert_eq!(
        patient.post("/v1/packets", &new).expect(409).code(),
        "deleted"
    );
    patient.get(&format!("/v1/packets/{ID}")).expect(404);
    let eva = world.patient("Eva");
    let hers = scenes::link(&eva, &world.therapist("Cy"));
    new["link_id"] = json!(hers);
    eva.post("/v1/packets", &new).expect(201);
});

both!(
    a_packet_that_is_not_shared_is_reordered_and_changed_under_its_tag,
    |world| {
        let scenes::Linked { patient, link, .. } = scenes::linked(world);
        let entry = scenes::entry(&patient, "a word");
        let items = json!([{"type": "entry", "entry_id": entry}, {"type": "note", "text": "x"}]);
        let made = patient
            .post("/v1/packets", &packet(world, &link, items))
            .expect(201);
        let path = format!("/v1/packets/{}", made.id());
        let order = json!([{"type": "note", "text": "x"}, {"type": "entry", "entry_id": entry, "revision": 1}]);
        patient
            .patch_unconditionally(&path, &json!({"items": order}))
            .expect(428);
        let changed = patient
            .patch(&path, &made.etag(), &json!({"items": order, "title": "Thursday", "until": world.clock.at(Duration::days(3))}))
            .expect(200);
        assert_eq!(
            (
                &changed.body["items"],
                &changed.body["title"],
                &changed.body["until"],
                &changed.body["revision"]
            ),
            (
                &order,
                &json!("Thursday"),
                &json!(world.clock.at(Duration::days(3))),
                &json!(2)
            )
        );
        patient
            .patch(&path, &made.etag(), &json!({"title": null}))
            .expect(412);
        let bare = patient
            .patch(&path, &changed.etag(), &json!({"title": null}))
            .expect(200);
        assert_eq!(bare.body["title"], json!(null));
        let other = scenes::link(&patient, &world.therapist("Cy"));
        let moved = patient
            .patch(&path, &bare.etag(), &json!({"link_id": other}))
            .expect(200);
        assert_eq!(moved.body["link_id"], other);
        for (change, pointer) in [
            (json!({"link_id": NEVER}), "/link_id"),
            (
                json!({"items": [{"type": "entry", "entry_id": NEVER}]}),
                "/items/0/entry_id",
            ),
            (json!({"shared_with": []}), "/shared_with"),
        ] {
            let refused = patient.patch(&path, &moved.etag(), &change).expect(422);
            assert_eq!(refused.pointers(), [pointer]);
        }
    }
);

both!(a_packet_stays_as_it_is_while_it_is_shared, |world| {
    let scenes::Linked { patient, link, .. } = scenes::linked(world);
    let made = patient
        .post(
            "/v1/packets",
            &packet(world, &link, json!([{"type": "note", "text": "x"}])),
        )
        .expect(201);
    let path = format!("/v1/packets/{}", made.id());
    let frozen = || {
        let tag = patient.get(&path).expect(200).etag();
        let changed = patient.patch(&path, &tag, &json!({"title": "another"}));
        assert_eq!(changed.expect(409).code(), "packet-shared");
        assert_eq!(patient.delete(&path).expect(409).code(), "packet-shared");
        assert_eq!(patient.get(&path).expect(200).body["revision"], 1);
    };
    // In effect, paused, waiting in the quiet time: each of them keeps it.
    let consent = give(&patient, &link, &made.id());
    assert_eq!(
        patient.get(&path).expect(200).body["shared_with"],
        json!([consent])
    );
    assert_eq!(
        patient.get("/v1/packets").expect(200).items()[0]["shared_with"],
        json!([consent])
    );
    frozen();
    patient
        .post_nothing(&format!("/v1/consents/{consent}/pause"))
        .expect(200);
    frozen();
    patient
        .delete(&format!("/v1/consents/{consent}"))
        .expect(200);
    let ended = json!({"status": "happened", "time_zone": "UTC", "started_at": world.clock.at(Duration::hours(-3)), "ended_at": world.clock.now()});
    patient.post("/v1/dosing-sessions", &ended).expect(201);
    let waiting = give(&patient, &link, &made.id());
    assert_eq!(scenes::state_of(&patient, &waiting), "waiting");
    frozen();
    // Once nothing names it any more, it is the patient's to change again.
    patient
        .delete(&format!("/v1/consents/{waiting}"))
        .expect(200);
    let tag = patient.get(&path).expect(200);
    assert_eq!(tag.body["shared_with"], json!([]));
    patient
        .patch(&path, &tag.etag(), &json!({"title": "another"}))
        .expect(200);
    patient.delete(&path).expect(204);
});

both!(
    a_packet_whose_time_is_over_can_be_changed_and_its_old_consent_stays_over,
    |world| {
        let scenes::Linked {
            patient,
            therapist,
            link,
        } = scenes::linked(world);
        let entry = scenes::entry(&patient, "a word");
        let made = patient
            .post(
                "/v1/packets",
                &packet(world, &link, json!([{"type": "entry", "entry_id": entry}])),
            )
            .expect(201);
        let consent = give(&patient, &link, &made.id());
        world.clock.advance(Duration::days(7));
        let path = format!("/v1/packets/{}", made.id());
        let tag = patient.get(&path).expect(200).etag();
        patient
            .patch(
                &path,
                &tag,
                &json!({"until": world.clock.at(Duration::days(7)), "items": []}),
            )
            .expect(200);
        // The expiry that the change saw is recorded, so a clock set back revives nothing (AZ-8).
        world.clock.advance(Duration::days(-2));
        assert_eq!(scenes::state_of(&patient, &consent), "expired");
        therapist
            .get(&format!("/v1/therapist/patients/{link}/entries/{entry}"))
            .expect(404);
    }
);

both!(packets_are_listed_by_their_sessions_page_by_page, |world| {
    let scenes::Linked { patient, link, .. } = scenes::linked(world);
    let mut ids: Vec<String> = (1..=3)
        .map(|week| {
            let new = json!({"link_id": link, "until": world.clock.at(Duration::weeks(week))});
            patient.post("/v1/packets", &new).expect(201).id()
        })
        .collect();
    ids.reverse();
    let first = patient.get("/v1/packets?limit=2").expect(200);
    let cursor = first.body["next_cursor"].as_str().unwrap();
    let second = patient
        .get(&format!("/v1/packets?limit=2&cursor={cursor}"))
        .expect(200);
    let told: Vec<_> = first.items().iter().chain(second.items()).collect();
    assert_eq!(
        told.iter()
            .map(|one| one["id"].as_str().unwrap())
            .collect::<Vec<_>>(),
        ids
    );
    assert_eq!(second.body["next_cursor"], json!(null));
});

both!(a_packet_of_somebody_else_does_not_exist, |world| {
    let scenes::Linked {
        patient,
        therapist,
        link,
    } = scenes::linked(world);
    let eva = world.patient("Eva");
    let made = patient
        .post("/v1/packets", &packet(world, &link, json!([])))
        .expect(201);
    let path = format!("/v1/packets/{}", made.id());
    let never = eva.get(&format!("/v1/packets/{NEVER}")).expect(404);
    assert_eq!(
        eva.get(&path).expect(404).without_instance(),
        never.without_instance()
    );
    eva.patch(&path, &made.etag(), &json!({"title": "x"}))
        .expect(404);
    eva.delete(&path).expect(404);
    assert!(eva.get("/v1/packets").expect(200).items().is_empty());
    therapist.get("/v1/packets").expect(403);
    therapist.get(&path).expect(403);
    world.stranger().get(&path).expect(401);
});
