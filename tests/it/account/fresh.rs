//! What asks for a password or factor given at most five minutes ago, and how it is given (ID-14).

use chrono::Duration;
use reqwest::Method;

use crate::both;
use crate::harness::world::PASSWORD;
use crate::harness::{Client, json};

/// What asks, for a patient who has signed in and nothing more.
const ASKING: [(&str, &str); 7] = [
    ("GET", "/v1/me/export"),
    ("GET", "/v1/me/export?format=pdf"),
    ("POST", "/v1/auth/totp"),
    ("DELETE", "/v1/auth/totp"),
    (
        "DELETE",
        "/v1/auth/devices/00000000-0000-0000-0000-000000000000",
    ),
    ("DELETE", "/v1/auth/devices"),
    ("POST", "/v1/me/email"),
];

fn asked(client: &Client<'_>, (method, path): (&str, &str)) -> (u16, String) {
    let request = client.request(method.parse::<Method>().unwrap(), path);
    let answer = client.send(match path {
        "/v1/me/email" => request.json(&json!({"email": "ana@elsewhere.example"})),
        _ => request,
    });
    (answer.status, answer.code().to_owned())
}

both!(a_sign_in_is_fresh_for_five_minutes, |world| {
    let ana = world.patient("Ana");
    let required = (403, "fresh-authentication-required".to_owned());
    for operation in ASKING {
        assert_ne!(asked(&ana, operation).0, 403, "{operation:?}");
    }
    world.clock.advance(Duration::minutes(5));
    for operation in ASKING {
        assert_ne!(asked(&ana, operation).0, 403, "{operation:?}");
    }
    world.clock.advance(Duration::seconds(1));
    for operation in ASKING {
        assert_eq!(asked(&ana, operation), required, "{operation:?}");
    }
    ana.post("/v1/auth/step-up", &json!({"password": PASSWORD}))
        .expect(204);
    for operation in ASKING {
        assert_ne!(asked(&ana, operation).0, 403, "{operation:?}");
    }
    // A clock that is set back makes nothing fresh again.
    world.clock.advance(-Duration::minutes(4));
    for operation in ASKING {
        assert_eq!(asked(&ana, operation), required, "{operation:?}");
    }
});

both!(refreshing_a_token_is_not_showing_who_one_is, |world| {
    let ana = world.patient("Ana");
    world.clock.advance(Duration::minutes(12));
    assert_eq!(asked(&ana, ASKING[0]).0, 403);
});

both!(one_device_stepping_up_says_nothing_of_another, |world| {
    let ana = world.patient("Ana");
    let session = ana.session();
    let answer = super::login(world, &session.email, PASSWORD).expect(200);
    let other = ana.with_session(crate::harness::client::Session::of(
        &answer.body,
        &session.email,
        world.clock.0.now(),
    ));
    world.clock.advance(Duration::minutes(6));
    ana.step_up();
    assert_eq!(asked(&ana, ASKING[0]).0, 200);
    assert_eq!(asked(&other, ASKING[0]).0, 403);
});

both!(
    stepping_up_takes_the_password_or_where_there_is_one_the_second_factor,
    |world| {
        let ana = world.patient("Ana");
        let wrong = ana
            .post(
                "/v1/auth/step-up",
                &json!({"password": "another long sentence"}),
            )
            .expect(422);
        assert_eq!(wrong.pointers(), ["/password"]);
        let missing = ana.post("/v1/auth/step-up", &json!({})).expect(422);
        assert_eq!(missing.pointers(), ["/password"]);
        ana.enrol();
        world.clock.advance(Duration::minutes(6));
        let missing = ana
            .post("/v1/auth/step-up", &json!({"password": PASSWORD}))
            .expect(422);
        assert_eq!(missing.pointers(), ["/totp"]);
        for body in [
            json!({"totp": "000000"}),
            json!({"totp": "000000", "password": PASSWORD}),
        ] {
            let wrong = ana.post("/v1/auth/step-up", &body).expect(422);
            assert_eq!(wrong.pointers(), ["/totp"]);
        }
        let code = ana.session().factor.unwrap().shown(world.clock.0.now());
        let wrong = ana
            .post(
                "/v1/auth/step-up",
                &json!({"totp": code, "password": "another long sentence"}),
            )
            .expect(422);
        assert_eq!(wrong.pointers(), ["/password"]);
        assert_eq!(asked(&ana, ASKING[0]).0, 403);
        // The wrong password did not use the code up.
        ana.post("/v1/auth/step-up", &json!({"totp": code}))
            .expect(204);
        assert_eq!(asked(&ana, ASKING[0]).0, 200);
    }
);

both!(sharing_one_entry_asks_for_nothing_more, |world| {
    let linked = crate::harness::scenes::linked(world);
    let entry = crate::harness::scenes::entry(&linked.patient, "private");
    world.clock.advance(Duration::minutes(6));
    crate::harness::scenes::share(&linked.patient, &linked.link, &entry);
});

// What is written from now on is not there to be looked over, so it is given, and taken up again, by whoever shows who they are.
both!(
    a_standing_consent_is_given_and_taken_up_again_freshly,
    |world| {
        let crate::harness::scenes::Linked { patient, link, .. } =
            crate::harness::scenes::linked(world);
        let session = json!({"status": "planned", "time_zone": "UTC", "planned_at": world.clock.at(Duration::days(9))});
        let session = patient
            .post("/v1/dosing-sessions", &session)
            .expect(201)
            .id();
        let scope =
            json!({"type": "session", "dosing_session_id": session, "includes": ["entries"]});
        let new = json!({"id": "0198a7c2-1111-7000-8000-00000000000a", "link_id": link, "scope": scope,
        "notice_version": crate::harness::scenes::notice(&patient)});
        world.clock.advance(Duration::minutes(6));
        let refused = patient.post("/v1/consents", &new).expect(403);
        assert_eq!(refused.code(), "fresh-authentication-required");
        // A link of others' is told no earlier than that.
        let mut other = new.clone();
        other["link_id"] = json!("0198a7c2-1111-7000-8000-00000000000b");
        let same = patient.post("/v1/consents", &other).expect(403);
        assert_eq!(super::tellable(&refused), super::tellable(&same));
        assert!(patient.get("/v1/consents").expect(200).items().is_empty());
        patient.step_up();
        let given = patient.post("/v1/consents", &new).expect(201).id();
        world.clock.advance(Duration::minutes(6));
        // Sent again it changes nothing, and what narrows asks for nothing.
        patient.post("/v1/consents", &new).expect(200);
        let path = format!("/v1/consents/{given}");
        patient.post_nothing(&format!("{path}/pause")).expect(200);
        let refused = patient.post_nothing(&format!("{path}/resume")).expect(403);
        assert_eq!(refused.code(), "fresh-authentication-required");
        assert_eq!(patient.get(&path).expect(200).body["state"], "paused");
        patient.step_up();
        patient.post_nothing(&format!("{path}/resume")).expect(200);
        world.clock.advance(Duration::minutes(6));
        patient.post_nothing(&format!("{path}/resume")).expect(409);
        patient.delete(&path).expect(200);
        patient.post_nothing(&format!("{path}/resume")).expect(409);
    }
);

both!(taking_one_entry_up_again_asks_for_nothing_more, |world| {
    let crate::harness::scenes::Linked { patient, link, .. } =
        crate::harness::scenes::linked(world);
    let entry = crate::harness::scenes::entry(&patient, "private");
    let given = crate::harness::scenes::share(&patient, &link, &entry);
    world.clock.advance(Duration::minutes(6));
    let path = format!("/v1/consents/{given}");
    patient.post_nothing(&format!("{path}/pause")).expect(200);
    patient.post_nothing(&format!("{path}/resume")).expect(200);
});
