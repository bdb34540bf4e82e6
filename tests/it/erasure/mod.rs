//! `DELETE /v1/me` (N19, AZ-10, AZ-14, AU-7): everything goes at once, the log stays, and a receipt says until when a backup opens.

use afterword::access::inventory::{TABLES, Table};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::Duration;
use jsonwebtoken::jwk::JwkSet;
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header};
use serde_json::Value;

use crate::both;
use crate::canary;
use crate::harness::client::Session;
use crate::harness::world::{PASSWORD, command};
use crate::harness::{Answer, Client, Engine, World, json, raw, scenes};

/// The rows of one account, in every table that the inventory knows.
fn rows(world: &World, account: &str) -> i64 {
    let literal = match world.engine {
        Engine::Sqlite => format!("X'{}'", account.replace('-', "")),
        Engine::Postgres => format!("'{account}'"),
    };
    let counts = TABLES.iter().map(|table| {
        let Table { name, owner, .. } = table;
        let sql = format!("SELECT count(*) AS n FROM {name} WHERE {owner} = {literal}");
        raw::count(world, &sql)
    });
    counts.sum()
}

/// Shows who is there and asks to be erased.
fn erase(client: &Client<'_>) -> Answer {
    client.step_up();
    client.delete("/v1/me")
}

/// A session that ended an hour ago, so that it is quiet for 23 hours more.
fn dosed(world: &World, patient: &Client<'_>) {
    let body = json!({"status": "happened", "time_zone": "UTC", "started_at": world.clock.at(Duration::hours(-4)),
        "ended_at": world.clock.at(Duration::hours(-1))});
    patient.post("/v1/dosing-sessions", &body).expect(201);
}

both!(
    nothing_of_hers_is_left_but_her_log_which_verifies,
    |world| {
        let eva = world.patient("Eva");
        scenes::entry(&eva, "hers");
        let (hers, evas) = (eva.session().account, rows(world, &eva.session().account));
        let (ana, _) = canary::plant(world);
        let account = ana.session().account;
        assert!(rows(world, &account) > 30, "there is something to erase");
        ana.delete("/v1/me").expect(200);
        assert_eq!(rows(world, &account), 0);
        assert_eq!(
            rows(world, &hers),
            evas,
            "nothing of anybody else's is gone"
        );
        let erased = "SELECT count(*) AS n FROM access_log WHERE action = 'account.erased'";
        assert_eq!(raw::count(world, erased), 1);
        let verified = command(world).args(["ledger", "verify"]).output().unwrap();
        assert!(verified.status.success(), "{verified:?}");
        assert_eq!(raw::count(world, "SELECT count(*) AS n FROM erasures"), 1);
    }
);

both!(an_old_sign_in_has_to_be_shown_again_first, |world| {
    let ana = world.patient("Ana");
    world.clock.advance(Duration::minutes(6));
    let refused = ana.delete("/v1/me").expect(403);
    assert_eq!(refused.code(), "fresh-authentication-required");
    ana.get("/v1/me").expect(200);
    erase(&ana).expect(200);
});

/// How an instance answers: a GET, or a POST where there is a body; with a client's token where there is one.
fn asked_at(base: &str, path: &str, body: Option<&Value>, client: Option<&Client<'_>>) -> u16 {
    let http = reqwest::blocking::Client::builder()
        .no_proxy()
        .build()
        .unwrap();
    let place = format!("{base}{path}");
    let request = match body {
        Some(body) => http.post(place).json(body),
        None => http.get(place),
    };
    let request = match client {
        Some(client) => request.bearer_auth(client.session().access),
        None => request,
    };
    request.send().unwrap().status().as_u16()
}

both!(
    every_token_of_hers_is_dead_on_every_instance_at_the_next_request,
    |world| {
        let elsewhere = world.another_instance();
        let asked_elsewhere = |path: &str, body: Option<&Value>, client: Option<&Client<'_>>| {
            asked_at(&elsewhere.base, path, body, client)
        };
        let ana = world.patient("Ana");
        let session = ana.session();
        let login =
            json!({"email": session.email, "password": PASSWORD, "device_name": "the other one"});
        let other = world.stranger().post("/v1/auth/login", &login).expect(200);
        let other = ana.with_session(Session::of(
            &other.body,
            &session.email,
            world.clock.0.now(),
        ));
        let key = ana.request(reqwest::Method::POST, "/v1/timeline/calendar");
        let calendar = ana.send(key).expect(201).body["url"].clone();
        let calendar = calendar.as_str().unwrap().split_once("/v1/").unwrap().1;
        let calendar = format!("/v1/{calendar}");
        // The other instance has seen all of them alive.
        for client in [&ana, &other] {
            assert_eq!(asked_elsewhere("/v1/me", None, Some(client)), 200);
        }
        assert_eq!(asked_elsewhere(&calendar, None, None), 200);
        ana.delete("/v1/me").expect(200);
        for client in [&ana, &other] {
            assert_eq!(asked_elsewhere("/v1/me", None, Some(client)), 401);
            let text = json!({"text": "x"});
            assert_eq!(
                asked_elsewhere("/v1/entries", Some(&text), Some(client)),
                401
            );
            client.get("/v1/me").expect(401);
            client
                .post("/v1/entries", &json!({"text": "x"}))
                .expect(401);
            client.delete("/v1/me").expect(401);
            let refresh = json!({"refresh_token": client.session().refresh});
            assert_eq!(
                asked_elsewhere("/v1/auth/refresh", Some(&refresh), None),
                401
            );
            world
                .stranger()
                .post("/v1/auth/refresh", &refresh)
                .expect(401);
        }
        world.stranger().post("/v1/auth/login", &login).expect(401);
        assert_eq!(asked_elsewhere("/v1/auth/login", Some(&login), None), 401);
        world.stranger().get(&calendar).expect(404);
        assert_eq!(asked_elsewhere(&calendar, None, None), 404);
    }
);

both!(the_receipt_is_signed_and_names_the_day, |world| {
    let ana = world.patient("Ana");
    let account = ana.session().account;
    let answer = ana.delete("/v1/me").expect(200);
    let receipt = answer.body["receipt"].as_str().unwrap();
    let jwks = world.stranger().get("/.well-known/jwks.json").expect(200);
    let jwks: JwkSet = serde_json::from_slice(&jwks.bytes).unwrap();
    let header = decode_header(receipt).unwrap();
    assert_eq!(header.typ.as_deref(), Some("afterword-erasure"));
    let key = jwks.find(&header.kid.unwrap()).unwrap();
    let mut rules = Validation::new(Algorithm::EdDSA);
    rules.required_spec_claims.clear();
    rules.validate_exp = false;
    let told = decode::<Value>(receipt, &DecodingKey::from_jwk(key).unwrap(), &rules);
    let told = told.unwrap().claims;
    assert_eq!(
        told,
        json!({"account_id": account, "erased_at": world.clock.now(), "backup_horizon": world.clock.at(Duration::days(66))})
    );
    for field in ["account_id", "erased_at", "backup_horizon"] {
        assert_eq!(answer.body[field], told[field]);
    }
    let mut forged: Vec<&str> = receipt.split('.').collect();
    let claims = URL_SAFE_NO_PAD.encode(told.to_string().replace("2026", "2025"));
    forged[1] = &claims;
    let key = DecodingKey::from_jwk(key).unwrap();
    assert!(decode::<Value>(forged.join("."), &key, &rules).is_err());
    // And it passes for no access token.
    let mut session = ana.session();
    session.access = receipt.to_owned();
    ana.with_session(session).get("/v1/me").expect(401);
});

both!(
    a_link_ends_and_its_therapist_sees_that_and_nothing_else,
    |world| {
        let scenes::Linked {
            patient: ana,
            therapist: bo,
            link,
        } = scenes::linked(world);
        let entry = scenes::entry(&ana, "a word");
        scenes::share(&ana, &link, &entry);
        bo.get(&format!("/v1/therapist/patients/{link}/entries/{entry}"))
            .expect(200);
        ana.delete("/v1/me").expect(200);
        let links = bo.get("/v1/care/links").expect(200);
        let seen = &links.items()[0];
        assert_eq!(
            (&seen["id"], &seen["patient"], &seen["ended_by"]),
            (&json!(link), &Value::Null, &json!("patient"))
        );
        assert_eq!(seen["ended_at"], world.clock.now());
        for path in [
            format!("/v1/therapist/patients/{link}/entries/{entry}"),
            format!("/v1/therapist/patients/{link}/entries"),
        ] {
            bo.get(&path).expect(404);
        }
        assert!(
            bo.get("/v1/therapist/patients")
                .expect(200)
                .items()
                .is_empty()
        );
        scenes::no_news_for(&bo);
    }
);

both!(
    a_therapist_can_be_erased_and_their_patients_see_that_the_link_ended,
    |world| {
        let scenes::Linked {
            patient: ana,
            therapist: bo,
            link,
        } = scenes::linked(world);
        let entry = scenes::entry(&ana, "a word");
        let consent = scenes::share(&ana, &link, &entry);
        bo.post("/v1/therapist/notes", &json!({"text": "a note"}))
            .expect(201);
        let account = bo.session().account;
        bo.delete("/v1/me").expect(200);
        assert_eq!(rows(world, &account), 0);
        bo.get("/v1/care/links").expect(401);
        let links = ana.get("/v1/care/links").expect(200);
        let seen = &links.items()[0];
        assert_eq!(
            (&seen["therapist"], &seen["ended_by"]),
            (&Value::Null, &json!("therapist"))
        );
        let consent = ana.get(&format!("/v1/consents/{consent}")).expect(200);
        assert_eq!(consent.body["state"], "link_ended");
        ana.get(&format!("/v1/entries/{entry}")).expect(200);
    }
);

both!(the_address_is_free_again, |world| {
    let ana = world.patient("Ana");
    let email = ana.session().email;
    ana.delete("/v1/me").expect(200);
    let body = json!({"role": "patient", "email": email, "password": PASSWORD, "display_name": "Ana", "time_zone": "UTC"});
    let anyone = world.stranger();
    anyone.post("/v1/auth/register", &body).expect(202);
    let confirmation = json!({"email": email, "code": world.mailed_code(&email)});
    let again = anyone
        .post("/v1/auth/register/confirm", &confirmation)
        .expect(201);
    assert_ne!(again.body["account"]["id"], ana.session().account);
});

both!(what_waited_for_a_code_at_the_address_goes_too, |world| {
    let ana = world.patient("Ana");
    let email = ana.session().email;
    let body = json!({"role": "patient", "email": email, "password": PASSWORD, "display_name": "Ana", "time_zone": "UTC"});
    world
        .stranger()
        .post("/v1/auth/register", &body)
        .expect(202);
    let waiting = || raw::count(world, "SELECT count(*) AS n FROM registrations");
    assert_eq!(waiting(), 1);
    ana.delete("/v1/me").expect(200);
    assert_eq!(waiting(), 0);
});

both!(
    in_the_quiet_time_it_is_a_request_that_has_to_be_made_again_after_it,
    |world| {
        let ana = world.patient("Ana");
        dosed(world, &ana);
        ana.get("/v1/me/erasure").expect(404);
        let asked = erase(&ana).expect(202);
        let waiting = json!({"asked_at": world.clock.now(), "confirm_from": world.clock.at(Duration::hours(23))});
        assert_eq!(asked.body, waiting);
        world.clock.advance(Duration::minutes(5));
        // Asked again it is the same request, and everything is still there.
        assert_eq!(erase(&ana).expect(202).body, waiting);
        assert_eq!(ana.get("/v1/me/erasure").expect(200).body, waiting);
        scenes::entry(&ana, "still here");
        world.clock.advance(Duration::hours(23));
        // Time alone destroys nothing.
        assert_eq!(
            ana.get("/v1/me/erasure").expect(200).body["confirm_from"],
            Value::Null
        );
        assert_eq!(ana.get("/v1/entries").expect(200).items().len(), 1);
        erase(&ana).expect(200);
        ana.get("/v1/me").expect(401);
    }
);

both!(
    a_request_can_be_taken_back_and_leaves_nothing_but_its_rows_on_the_log,
    |world| {
        let ana = world.patient("Ana");
        dosed(world, &ana);
        ana.delete("/v1/me/erasure").expect(404);
        erase(&ana).expect(202);
        ana.delete("/v1/me/erasure").expect(204);
        ana.get("/v1/me/erasure").expect(404);
        ana.delete("/v1/me/erasure").expect(404);
        let log = ana.get("/v1/access-log?limit=2").expect(200);
        let actions: Vec<&Value> = log.items().iter().map(|row| &row["action"]).collect();
        assert!(
            actions.contains(&&json!("erasure.withdrawn")),
            "{actions:?}"
        );
        // Somebody else's request is nobody's to see or to take back.
        erase(&ana).expect(202);
        let eva = world.patient("Eva");
        eva.get("/v1/me/erasure").expect(404);
        eva.delete("/v1/me/erasure").expect(404);
        ana.get("/v1/me/erasure").expect(200);
    }
);

both!(what_narrows_works_at_once_while_a_request_waits, |world| {
    let scenes::Linked {
        patient: ana, link, ..
    } = scenes::linked(world);
    let entry = scenes::entry(&ana, "a word");
    let consent = scenes::share(&ana, &link, &entry);
    dosed(world, &ana);
    erase(&ana).expect(202);
    ana.delete(&format!("/v1/consents/{consent}")).expect(200);
    ana.delete(&format!("/v1/care/links/{link}")).expect(200);
    ana.delete(&format!("/v1/entries/{entry}")).expect(204);
    ana.delete("/v1/me/erasure").expect(204);
});

both!(nothing_more_is_put_on_the_log_of_who_was_erased, |world| {
    let scenes::Linked {
        patient,
        therapist,
        link,
    } = scenes::linked(world);
    let whose = crate::proofs::id(world.engine, &patient.session().account);
    let count = || {
        let sql = format!("SELECT count(*) AS n FROM access_log WHERE account_id = {whose}");
        raw::count(world, &sql)
    };
    patient.delete("/v1/me").expect(200);
    let closed = count();
    therapist
        .get(&format!("/v1/therapist/patients/{link}/entries"))
        .expect(404);
    therapist
        .delete(&format!("/v1/care/links/{link}"))
        .expect(404);
    assert_eq!(count(), closed, "the log ends with its account");
    let own = therapist
        .get("/v1/therapist/access-log?outcome=refused")
        .expect(200);
    assert_eq!(own.items().len(), 2);
});
