//! `/v1/auth/passkeys`: adding, signing in, showing again, naming, removing (ID-13).

use chrono::Duration;

use super::{login, me, tellable, text};
use crate::both;
use crate::harness::passkey::{ORIGIN, Passkey};
use crate::harness::world::PASSWORD;
use crate::harness::{Answer, Value, World, json, raw, scenes};

fn challenge(world: &World) -> Value {
    let anyone = world.stranger();
    anyone
        .post_nothing("/v1/auth/passkeys/login/begin")
        .expect(201)
        .body
}

fn sign_in(world: &World, begun: &Value, answer: &Value) -> Answer {
    world.stranger().post(
        "/v1/auth/passkeys/login/finish",
        &json!({"ceremony_id": begun["ceremony_id"], "credential": answer, "device_name": "a phone"}),
    )
}

both!(
    a_passkey_signs_in_by_itself_and_counts_as_second_factor,
    |world| {
        let ana = world.patient("Ana");
        let session = ana.session();
        let (mut key, told) = Passkey::added(&ana, "blue key");
        assert_eq!(told["passkey"]["name"], "blue key");
        let codes = told["recovery_codes"].as_array().unwrap();
        assert_eq!(codes.len(), 10);
        for _ in 0..2 {
            let begun = challenge(world);
            let answer = key.get(&begun);
            let signed_in = sign_in(world, &begun, &answer).expect(200);
            assert_eq!(signed_in.body["account"]["id"], json!(session.account));
            me(world, &text(&signed_in, "access_token")).expect(200);
        }
        assert_eq!(
            login(world, &session.email, PASSWORD).expect(401).code(),
            "second-factor-required"
        );
        let with_code = json!({"email": session.email, "password": PASSWORD, "totp": codes[0]});
        world
            .stranger()
            .post("/v1/auth/login", &with_code)
            .expect(200);
        // A second one brings no new codes: the earlier ones stay good.
        let (_, told) = Passkey::added(&ana, "red key");
        assert!(told["recovery_codes"].is_null());
    }
);

both!(
    a_passkey_signs_in_where_an_app_is_enrolled_without_asking_for_its_code,
    |world| {
        let ana = world.patient("Ana");
        ana.enrol();
        let (mut key, _) = Passkey::added(&ana, "key");
        let begun = challenge(world);
        let answer = key.get(&begun);
        sign_in(world, &begun, &answer).expect(200);
    }
);

both!(a_therapist_with_a_passkey_sees_what_is_shared, |world| {
    let linked = scenes::linked(world);
    let bo = linked.therapist;
    bo.delete("/v1/auth/totp").expect(204);
    bo.get("/v1/therapist/patients").expect(403);
    Passkey::added(&bo, "key");
    bo.get("/v1/therapist/patients").expect(200);
});

both!(
    what_is_no_answer_to_a_waiting_challenge_signs_nobody_in,
    |world| {
        let (ana, eva) = (world.patient("Ana"), world.patient("Eva"));
        let (mut key, _) = Passkey::added(&ana, "key");
        let (mut hers, _) = Passkey::added(&eva, "key");
        type Spoil = fn(&mut Passkey, &Passkey);
        let spoilt: [(&str, Spoil); 9] = [
            ("another origin", |key, _| {
                key.origin = "http://elsewhere.test".to_owned()
            }),
            ("a subdomain", |key, _| {
                key.origin = "http://a.afterword.test".to_owned()
            }),
            ("another port", |key, _| {
                key.origin = "http://afterword.test:8080".to_owned()
            }),
            ("another service", |key, _| {
                key.rp = "elsewhere.test".to_owned()
            }),
            ("nobody verified", |key, _| key.flags = 0x01),
            ("nobody present", |key, _| key.flags = 0x04),
            ("a broken signature", |key, _| key.spoil_signature = true),
            ("an answer of another kind", |key, _| {
                key.kind = "webauthn.create"
            }),
            ("another person's name on it", |key, hers| {
                key.holder = hers.holder.clone()
            }),
        ];
        let begun = challenge(world);
        let unknown = json!({"options": begun["options"], "ceremony_id": ana.session().account});
        let answer = key.get(&begun);
        let refused = tellable(&sign_in(world, &unknown, &answer).expect(401));
        for (how, spoil) in spoilt {
            let begun = challenge(world);
            let (counter, id) = (key.counter, key.id.clone());
            let (mut other, _) = Passkey::added(&ana, "another");
            spoil(&mut other, &hers);
            let answer = other.get(&begun);
            assert_eq!(tellable(&sign_in(world, &begun, &answer)), refused, "{how}");
            assert_eq!((counter, id), (key.counter, key.id.clone()));
        }
        // A credential of hers under her own name, signed by somebody else's key.
        let begun = challenge(world);
        let id = std::mem::replace(&mut key.id, hers.id.clone());
        let holder = std::mem::replace(&mut key.holder, hers.holder.clone());
        let answer = key.get(&begun);
        assert_eq!(
            tellable(&sign_in(world, &begun, &answer)),
            refused,
            "her credential"
        );
        (key.id, key.holder) = (id, holder);
        // The same answer again; an answer to another challenge; one that came too late; one that was asked for something else.
        let begun = challenge(world);
        let answer = key.get(&begun);
        sign_in(world, &begun, &answer).expect(200);
        assert_eq!(
            tellable(&sign_in(world, &begun, &answer)),
            refused,
            "replayed"
        );
        let (one, other) = (challenge(world), challenge(world));
        let answer = key.get(&one);
        assert_eq!(
            tellable(&sign_in(world, &other, &answer)),
            refused,
            "another challenge"
        );
        // The challenge was used up by the wrong answer.
        let answer = key.get(&other);
        assert_eq!(
            tellable(&sign_in(world, &other, &answer)),
            refused,
            "used up"
        );
        let begun = ana
            .post_nothing("/v1/auth/passkeys/step-up/begin")
            .expect(201)
            .body;
        let answer = key.get(&begun);
        assert_eq!(
            tellable(&sign_in(world, &begun, &answer)),
            refused,
            "for a step-up"
        );
        let begun = challenge(world);
        let answer = key.get(&begun);
        world.clock.advance(Duration::minutes(5));
        assert_eq!(
            tellable(&sign_in(world, &begun, &answer)),
            refused,
            "too late"
        );
        let begun = challenge(world);
        let answer = hers.get(&begun);
        sign_in(world, &begun, &answer).expect(200);
    }
);

both!(
    a_counter_that_goes_back_is_refused_on_record_and_told,
    |world| {
        let ana = world.patient("Ana");
        let email = ana.session().email;
        let (mut key, _) = Passkey::added(&ana, "key");
        let begun = challenge(world);
        let answer = key.get(&begun);
        sign_in(world, &begun, &answer).expect(200);
        for counter in [key.counter, key.counter - 1, 0] {
            let begun = challenge(world);
            key.counter = counter;
            let answer = key.answer(&begun);
            sign_in(world, &begun, &answer).expect(401);
        }
        let refused = "SELECT count(*) AS n FROM access_log WHERE action = 'passkey.refused' AND outcome = 'refused'";
        assert_eq!(raw::count(world, refused), 3);
        assert!(
            world
                .mails_to(&email)
                .iter()
                .any(|mail| mail.contains("looks like a copy"))
        );
        key.counter = 100;
        let begun = challenge(world);
        let answer = key.get(&begun);
        sign_in(world, &begun, &answer).expect(200);
    }
);

both!(
    a_passkey_shows_again_who_is_there_on_the_device_that_asked,
    |world| {
        let ana = world.patient("Ana");
        let (mut key, _) = Passkey::added(&ana, "key");
        let begun = challenge(world);
        let answer = key.get(&begun);
        let signed_in = sign_in(world, &begun, &answer).expect(200);
        let elsewhere = ana.with_session(crate::harness::client::Session::of(
            &signed_in.body,
            &ana.session().email,
            world.clock.0.now(),
        ));
        world.clock.advance(Duration::minutes(6));
        let begin = || {
            ana.post_nothing("/v1/auth/passkeys/step-up/begin")
                .expect(201)
                .body
        };
        let begun = begin();
        let proof = json!({"ceremony_id": begun["ceremony_id"], "credential": key.get(&begun)});
        elsewhere
            .post("/v1/auth/passkeys/step-up/finish", &proof)
            .expect(422);
        // The password alone does not do, because there is a second factor.
        ana.post("/v1/auth/step-up", &json!({"password": PASSWORD}))
            .expect(422);
        ana.delete("/v1/auth/passkeys/00000000-0000-0000-0000-000000000000")
            .expect(403);
        ana.post("/v1/auth/passkeys/step-up/finish", &proof)
            .expect(204);
        ana.delete("/v1/auth/passkeys/00000000-0000-0000-0000-000000000000")
            .expect(404);
        ana.post("/v1/auth/passkeys/step-up/finish", &proof)
            .expect(422);
    }
);

both!(
    passkeys_are_listed_named_and_removed_by_their_owner,
    |world| {
        let ana = world.patient("Ana");
        let (mut key, told) = Passkey::added(&ana, "blue key");
        let id = told["passkey"]["id"].as_str().unwrap().to_owned();
        let path = format!("/v1/auth/passkeys/{id}");
        assert_eq!(ana.get("/v1/auth/passkeys").expect(200).items().len(), 1);
        let found = ana.get(&path).expect(200);
        ana.patch(&path, &found.etag(), &json!({"name": "red key"}))
            .expect(200);
        ana.patch(&path, &found.etag(), &json!({"name": "green key"}))
            .expect(412);
        assert_eq!(ana.get(&path).expect(200).body["name"], "red key");
        for stranger in [world.patient("Eva"), world.therapist("Bo")] {
            stranger.get(&path).expect(404);
            stranger
                .patch(&path, "*", &json!({"name": "x"}))
                .expect(404);
            stranger.delete(&path).expect(404);
            assert!(
                stranger
                    .get("/v1/auth/passkeys")
                    .expect(200)
                    .items()
                    .is_empty()
            );
        }
        ana.delete(&path).expect(204);
        ana.get(&path).expect(404);
        let begun = challenge(world);
        let answer = key.get(&begun);
        sign_in(world, &begun, &answer).expect(401);
        login(world, &ana.session().email, PASSWORD).expect(200);
    }
);

both!(
    a_passkey_is_added_with_a_fresh_sign_in_for_this_account_here_and_once,
    |world| {
        let (ana, eva) = (world.patient("Ana"), world.patient("Eva"));
        let begin = "/v1/auth/passkeys/registration/begin";
        let finish = "/v1/auth/passkeys/registration/finish";
        let begun = ana.post_nothing(begin).expect(201).body;
        let (_, answer) = Passkey::create(&begun, ORIGIN);
        let new = json!({"ceremony_id": begun["ceremony_id"], "credential": answer});
        eva.post(finish, &new).expect(422);
        ana.post(finish, &new).expect(201);
        ana.post(finish, &new).expect(422);
        let begun = ana.post_nothing(begin).expect(201).body;
        let (_, answer) = Passkey::create(&begun, "http://elsewhere.test");
        let new = json!({"ceremony_id": begun["ceremony_id"], "credential": answer});
        ana.post(finish, &new).expect(422);
        ana.post(
            finish,
            &json!({"ceremony_id": begun["ceremony_id"], "credential": {}}),
        )
        .expect(422);
        world.clock.advance(Duration::minutes(6));
        let refused = eva.post_nothing(begin).expect(403);
        assert_eq!(refused.code(), "fresh-authentication-required");
    }
);
