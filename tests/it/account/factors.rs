//! `/v1/auth/totp`: authenticator apps, recovery codes, and what a therapist sees without them (ID-11, ID-12).

use std::collections::BTreeMap;

use chrono::Duration;
use reqwest::Method;

use super::{login, me, text};
use crate::both;
use crate::harness::factor::step;
use crate::harness::world::PASSWORD;
use crate::harness::{Answer, Client, Value, World, json, raw, scenes};

fn login_with(world: &World, email: &str, totp: &str) -> Answer {
    world.stranger().post(
        "/v1/auth/login",
        &json!({"email": email, "password": PASSWORD, "totp": totp}),
    )
}

/// A patient with an authenticator app.
fn enrolled(world: &World) -> Client<'_> {
    let ana = world.patient("Ana");
    ana.enrol();
    ana
}

both!(
    where_an_app_is_enrolled_the_password_alone_does_not_sign_in,
    |world| {
        let ana = enrolled(world);
        let session = ana.session();
        let factor = session.factor.unwrap();
        world.clock.advance(Duration::minutes(1));
        let refused = login(world, &session.email, PASSWORD).expect(401);
        assert_eq!(refused.code(), "second-factor-required");
        // Who does not know the password learns nothing of the factor.
        let refused = login(world, &session.email, "another long sentence").expect(401);
        assert_eq!(refused.code(), "wrong-credentials");
        for wrong in ["000000", "1", "no code at all", "ABCD-EFGH-JKMN-PQRS"] {
            let refused = login_with(world, &session.email, wrong).expect(401);
            assert_eq!(refused.code(), "wrong-credentials", "{wrong}");
        }
        let code = factor.shown(world.clock.0.now());
        let signed_in = login_with(world, &session.email, &code).expect(200);
        me(world, &text(&signed_in, "access_token")).expect(200);
    }
);

both!(
    enrolling_shows_the_secret_once_and_takes_a_code_of_it,
    |world| {
        let ana = world.patient("Ana");
        ana.post("/v1/auth/totp/confirm", &json!({"code": "123456"}))
            .expect(409);
        let first = ana.post_nothing("/v1/auth/totp").expect(201);
        let app = ana.post_nothing("/v1/auth/totp").expect(201);
        assert_ne!(first.body["secret"], app.body["secret"]);
        let secret = text(&app, "secret");
        assert!(text(&app, "otpauth_url").contains(&format!("secret={secret}&")));
        // Until a code has come back nothing is enrolled.
        login(world, &ana.session().email, PASSWORD).expect(200);
        let refused = ana
            .post("/v1/auth/totp/confirm", &json!({"code": "000000"}))
            .expect(422);
        assert_eq!(refused.pointers(), ["/code"]);
        let factor = crate::harness::factor::Factor::new(&secret);
        let code = factor.shown(world.clock.0.now());
        let given = ana
            .post("/v1/auth/totp/confirm", &json!({"code": code}))
            .expect(200);
        assert_eq!(given.body["recovery_codes"].as_array().unwrap().len(), 10);
        for path in ["/v1/auth/totp", "/v1/auth/totp/confirm"] {
            let body = if path.ends_with("confirm") {
                json!({"code": "123456"})
            } else {
                json!({})
            };
            ana.post(path, &body).expect(409);
        }
    }
);

both!(a_code_works_once_also_when_the_clock_goes_back, |world| {
    let session = enrolled(world).session();
    let factor = session.factor.unwrap();
    world.clock.advance(Duration::minutes(10));
    let now = step(world.clock.0.now());
    login_with(world, &session.email, &factor.at_step(now)).expect(200);
    login_with(world, &session.email, &factor.at_step(now)).expect(401);
    world.clock.advance(-Duration::seconds(60));
    for step in now - 3..=now {
        login_with(world, &session.email, &factor.at_step(step)).expect(401);
    }
    world.clock.advance(Duration::seconds(60));
    login_with(world, &session.email, &factor.at_step(now + 1)).expect(200);
});

both!(codes_two_steps_away_are_refused, |world| {
    let session = enrolled(world).session();
    let factor = session.factor.unwrap();
    for (offset, status) in [(-2, 401), (-1, 200), (2, 401), (1, 200)] {
        world.clock.advance(Duration::minutes(10));
        let near = step(world.clock.0.now())
            .checked_add_signed(offset)
            .unwrap();
        let answer = login_with(world, &session.email, &factor.at_step(near));
        assert_eq!(answer.status, status, "{offset}");
    }
});

both!(
    each_recovery_code_works_once_and_its_owner_is_told,
    |world| {
        let session = enrolled(world).session();
        let factor = session.factor.unwrap();
        for _ in 0..10 {
            let code = factor.recovery_code();
            let typed = code.to_lowercase().replace('-', " ");
            login_with(world, &session.email, &typed).expect(200);
            let told = world.mails_to(&session.email);
            assert!(
                told.iter()
                    .any(|mail| mail.contains("recovery code of your account"))
            );
            login_with(world, &session.email, &code).expect(401);
        }
        assert_eq!(
            raw::count(
                world,
                "SELECT count(*) AS n FROM access_log WHERE action = 'recovery_code.used'"
            ),
            10
        );
    }
);

both!(one_persons_recovery_code_is_nothing_to_another, |world| {
    let (ana, eva) = (enrolled(world).session(), enrolled(world).session());
    let code = ana.factor.unwrap().recovery_code();
    login_with(world, &eva.email, &code).expect(401);
    login_with(world, &ana.email, &code).expect(200);
});

both!(
    setting_a_new_password_by_mail_leaves_the_second_factor,
    |world| {
        let session = enrolled(world).session();
        world.clock.advance(Duration::minutes(2));
        let anyone = world.stranger();
        anyone
            .post("/v1/auth/password/forgot", &json!({"email": session.email}))
            .expect(202);
        let code = world.mailed_code(&session.email);
        let new = "a lamp in every second window";
        anyone
            .post(
                "/v1/auth/password/reset",
                &json!({"email": session.email, "code": code, "new_password": new}),
            )
            .expect(204);
        let refused = login(world, &session.email, new).expect(401);
        assert_eq!(refused.code(), "second-factor-required");
    }
);

both!(
    enrolling_and_removing_sign_other_devices_out_and_are_told,
    |world| {
        let ana = world.patient("Ana");
        let email = ana.session().email;
        let elsewhere = text(&login(world, &email, PASSWORD).expect(200), "access_token");
        me(world, &elsewhere).expect(200);
        ana.enrol();
        me(world, &elsewhere).expect(401);
        assert!(
            world
                .mails_to(&email)
                .iter()
                .any(|mail| mail.contains("was added"))
        );
        let factor = ana.session().factor.unwrap();
        let code = factor.recovery_code();
        let elsewhere = text(
            &login_with(world, &email, &code).expect(200),
            "access_token",
        );
        ana.delete("/v1/auth/totp").expect(204);
        me(world, &elsewhere).expect(401);
        assert!(
            world
                .mails_to(&email)
                .iter()
                .any(|mail| mail.contains("was removed"))
        );
        ana.delete("/v1/auth/totp").expect(404);
        login(world, &email, PASSWORD).expect(200);
        // The codes on paper ended with the app.
        ana.enrol();
        login_with(world, &email, &factor.recovery_code()).expect(401);
    }
);

/// What a therapist may do before a second factor is enrolled; everything else of theirs opens what is a patient's.
const OPEN: [&str; 31] = [
    "DELETE /v1/auth/devices",
    "DELETE /v1/auth/devices/{id}",
    "DELETE /v1/auth/passkeys/{id}",
    "DELETE /v1/auth/totp",
    "DELETE /v1/care/links/{id}",
    "DELETE /v1/me",
    "DELETE /v1/me/erasure",
    "DELETE /v1/therapist/reading-habit",
    "GET /v1/auth/devices",
    "GET /v1/auth/passkeys",
    "GET /v1/auth/passkeys/{id}",
    "GET /v1/care/links",
    "GET /v1/me",
    "GET /v1/me/erasure",
    "GET /v1/therapist/access-log",
    "GET /v1/therapist/reading-habit",
    "PATCH /v1/auth/passkeys/{id}",
    "PATCH /v1/me",
    "POST /v1/auth/logout",
    "POST /v1/auth/passkeys/registration/begin",
    "POST /v1/auth/passkeys/registration/finish",
    "POST /v1/auth/passkeys/step-up/begin",
    "POST /v1/auth/passkeys/step-up/finish",
    "POST /v1/auth/password",
    "POST /v1/auth/step-up",
    "POST /v1/auth/totp",
    "POST /v1/auth/totp/confirm",
    "POST /v1/care/invitations",
    "POST /v1/me/email",
    "POST /v1/me/email/confirm",
    "PUT /v1/therapist/reading-habit",
];

/// Which of these lines are no operation of the document.
fn unknown_to<'a>(document: &Value, lines: &[&'a str]) -> Vec<&'a str> {
    let is_known = |line: &str| {
        let (method, path) = line.split_once(' ').expect("a method and a path");
        document["paths"][path][method.to_lowercase()].is_object()
    };
    let lines = lines.iter().copied();
    lines.filter(|line| !is_known(line)).collect()
}

both!(a_line_that_is_no_operation_is_found, |world| {
    let document = world.stranger().get("/openapi.json").expect(200).body;
    // The planted faults: an operation that was never there, and a method that its path does not have.
    let planted = ["GET /v1/me", "POST /v1/auth/email", "PUT /v1/me"];
    assert_eq!(unknown_to(&document, &planted), planted[1..]);
});

both!(
    a_therapist_without_a_second_factor_opens_nothing_of_a_patients,
    |world| {
        // The link exists, and so does the consent: Bo had a second factor and removed it.
        let scenes::Linked {
            patient: ana,
            therapist: bo,
            link,
        } = scenes::linked(world);
        let entry = scenes::entry(&ana, "private");
        scenes::share(&ana, &link, &entry);
        let shared = format!("/v1/therapist/patients/{link}/entries/{entry}");
        bo.get(&shared).expect(200);
        bo.delete("/v1/auth/totp").expect(204);
        let document = world.stranger().get("/openapi.json").expect(200).body;
        assert_eq!(unknown_to(&document, &OPEN), [""; 0]);
        let mut refused = BTreeMap::new();
        for (path, item) in document["paths"].as_object().unwrap() {
            for (method, operation) in item.as_object().unwrap() {
                let named = format!("{} {path}", method.to_uppercase());
                let roles = operation["security"][0]["bearer"].as_array();
                let theirs = roles.into_iter().flatten().any(|role| role == "therapist");
                if !theirs || OPEN.contains(&named.as_str()) {
                    continue;
                }
                let filled = path
                    .replace("{link_id}", &link)
                    .replace("{entry_id}", &entry)
                    .replace("{id}", &entry)
                    .replace("{packet_id}", &entry)
                    .replace("{agreement_id}", &entry)
                    .replace("{check_in_id}", &entry)
                    .replace("{version}", "1");
                let query = if path.contains("/offers") {
                    format!("?link_id={link}")
                } else {
                    String::new()
                };
                let body = match named.as_str() {
                    "POST /v1/therapist/notes" => json!({"text": "x"}),
                    "POST /v1/therapist/offers" => {
                        json!({"link_id": link, "prompt": {"text": "x"}})
                    }
                    named if named.starts_with("PATCH") && named.contains("/agreements/") => {
                        json!({"items": []})
                    }
                    named if named.contains("/agreements/") => json!({"version": 1}),
                    named if named.ends_with("acknowledgement") => json!({"kind": "read"}),
                    _ => json!({}),
                };
                let mut request = bo.request(
                    method.to_uppercase().parse::<Method>().unwrap(),
                    &format!("{filled}{}", if method == "post" { "" } else { &query }),
                );
                if ["post", "put", "patch"].contains(&method.as_str()) {
                    request = request.json(&body);
                }
                if method == "patch" {
                    request = request.header("if-match", "*");
                }
                let answer = bo.send(request);
                refused.insert(named, (answer.status, answer.code().to_owned()));
            }
        }
        assert!(refused.len() > 8, "{refused:?}");
        let required = (403, "second-factor-required".to_owned());
        let let_in: Vec<_> = refused
            .iter()
            .filter(|(_, told)| **told != required)
            .collect();
        assert!(let_in.is_empty(), "{let_in:?}");
        // Nothing of it is on her log, and the list of links tells no name.
        let log = ana.get("/v1/access-log").expect(200);
        assert_eq!(
            log.items()
                .iter()
                .filter(|row| row["action"] == "entry.read")
                .count(),
            1
        );
        let links = bo.get("/v1/care/links").expect(200);
        assert!(links.items()[0]["patient"].is_null());
        bo.enrol();
        bo.get(&shared).expect(200);
        let links = bo.get("/v1/care/links").expect(200);
        assert_eq!(links.items()[0]["patient"]["display_name"], "Ana");
    }
);

both!(
    a_new_therapist_reaches_their_own_things_and_their_invitations,
    |world| {
        let bo = world.therapist_without_factor("Bo");
        bo.get("/v1/me").expect(200);
        bo.get("/v1/care/links").expect(200);
        bo.post("/v1/care/invitations", &json!({})).expect(201);
        let refused = bo.get("/v1/therapist/patients").expect(403);
        assert_eq!(refused.code(), "second-factor-required");
        bo.enrol();
        bo.get("/v1/therapist/patients").expect(200);
    }
);
