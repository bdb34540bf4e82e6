//! `GET, PATCH /v1/me`: the profile, and its conditions (IN-9, AZ-3).

use chrono::Duration;

use crate::both;
use crate::harness::json;

both!(a_stranger_has_no_profile, |world| {
    let anyone = world.stranger();
    let refused = anyone.get("/v1/me").expect(401);
    assert_eq!(refused.header("www-authenticate"), "Bearer");
    // The token comes first: neither the missing condition nor the broken body is spoken of.
    anyone
        .patch_unconditionally("/v1/me", &json!({"role": 7}))
        .expect(401);
});

both!(
    a_change_without_a_version_or_with_a_stale_one_changes_nothing,
    |world| {
        let ana = world.patient("Ana");
        let before = ana.get("/v1/me").expect(200);
        ana.patch_unconditionally("/v1/me", &json!({"display_name": "Eva"}))
            .expect(428);
        let changed = ana
            .patch("/v1/me", &before.etag(), &json!({"display_name": "Mo"}))
            .expect(200);
        let stale = ana
            .patch("/v1/me", &before.etag(), &json!({"display_name": "Eva"}))
            .expect(412);
        assert!(stale.etag().starts_with("\"2-"));
        for tag in ["W/\"2-x\"", "\"nonsense\"", "2", ""] {
            ana.patch("/v1/me", tag, &json!({"display_name": "Eva"}))
                .expect(412);
        }
        assert_eq!(ana.get("/v1/me").expect(200).body, changed.body);
    }
);

both!(what_the_service_settles_cannot_be_set, |world| {
    let ana = world.patient("Ana");
    let before = ana.get("/v1/me").expect(200);
    for field in [
        "id",
        "role",
        "email",
        "created_at",
        "version",
        "password",
        "password_hash",
        "operator",
    ] {
        let answer = ana.patch("/v1/me", &before.etag(), &json!({field: "therapist"}));
        assert_eq!(
            (answer.status, answer.pointers()),
            (422, vec![format!("/{field}").as_str()]),
            "{field}"
        );
    }
    for (field, value) in [
        ("display_name", json!("")),
        ("display_name", json!("x".repeat(81))),
        ("time_zone", json!("Mars/Olympus")),
        ("locale", json!("EN")),
    ] {
        let answer = ana.patch("/v1/me", &before.etag(), &json!({field: value}));
        assert_eq!(
            (answer.status, answer.pointers()),
            (422, vec![format!("/{field}").as_str()]),
            "{field}"
        );
    }
    assert_eq!(ana.get("/v1/me").expect(200).body, before.body);
});

both!(a_change_changes_what_it_names_and_nothing_else, |world| {
    let ana = world.patient("Ana");
    let before = ana.get("/v1/me").expect(200);
    world.clock.advance(Duration::hours(1));
    let changed = ana
        .patch(
            "/v1/me",
            &before.etag(),
            &json!({"time_zone": "America/New_York"}),
        )
        .expect(200);
    let mut expected = before.body.clone();
    expected["time_zone"] = json!("America/New_York");
    assert_eq!(changed.body, expected);
    let again = ana
        .patch(
            "/v1/me",
            &changed.etag(),
            &json!({"display_name": "Ana  María 🌿", "locale": "es"}),
        )
        .expect(200);
    assert_eq!(
        (&again.body["display_name"], &again.body["locale"]),
        (&json!("Ana  María 🌿"), &json!("es"))
    );
    let read = ana.get("/v1/me").expect(200);
    assert_eq!(
        (read.body.clone(), read.etag()),
        (again.body.clone(), again.etag())
    );
    assert_eq!(
        ana.get_if_none_match("/v1/me", &again.etag())
            .expect(304)
            .bytes,
        b""
    );
    ana.get_if_none_match("/v1/me", &before.etag()).expect(200);
});

both!(nobody_changes_anybody_else, |world| {
    let (ana, bo) = (world.patient("Ana"), world.therapist("Bo"));
    let (hers, his) = (ana.get("/v1/me").expect(200), bo.get("/v1/me").expect(200));
    assert_ne!(hers.body["id"], his.body["id"]);
    bo.patch("/v1/me", "*", &json!({"display_name": "Boris"}))
        .expect(200);
    assert_eq!(ana.get("/v1/me").expect(200).body, hers.body);
    assert_eq!(bo.get("/v1/me").expect(200).body["role"], "therapist");
});
