//! Ways into an account that were closed after a backup stay closed when it is put back (RE-10): an address, a passkey, an app, a
//! recovery code, the secret address of a calendar; and a password that needed something beside it since.

use std::path::Path;

use serde_json::json;

use super::{LONG_AGO, Place, backup, refusal, said};
use crate::account::{login, text};
use crate::both;
use crate::harness::passkey::Passkey;
use crate::harness::world::PASSWORD;
use crate::harness::{World, raw};

/// A world over what this backup brings back, with the record of endings as it is.
fn put_back(world: &World, from: &Path) -> World {
    let place = Place::beside(world);
    let record = &world.settings.endings_file;
    said(&place.restore(world, from, record, &LONG_AGO));
    serving(world, &place)
}

fn serving(world: &World, place: &Place) -> World {
    let served = World::with(world.engine, |settings| {
        settings.database = place.database.clone();
        settings.master_key_file = world.settings.master_key_file.clone();
        settings.endings_file = world.settings.endings_file.clone();
    });
    served.clock.set(&world.clock.now());
    served
}

fn with_code(world: &World, email: &str, code: &str) -> u16 {
    let login = json!({"email": email, "password": PASSWORD, "totp": code});
    world.stranger().post("/v1/auth/login", &login).status
}

fn by_passkey(world: &World, key: &mut Passkey) -> u16 {
    let begun = world
        .stranger()
        .post_nothing("/v1/auth/passkeys/login/begin")
        .expect(201)
        .body;
    let answer = json!({"ceremony_id": begun["ceremony_id"], "credential": key.get(&begun)});
    world
        .stranger()
        .post("/v1/auth/passkeys/login/finish", &answer)
        .status
}

/// Sets this password by a code that is mailed there; whether a code came.
fn reset(world: &World, email: &str, password: &str) -> bool {
    let before = world.mails_to(email).len();
    let forgotten = json!({"email": email});
    world
        .stranger()
        .post("/v1/auth/password/forgot", &forgotten)
        .expect(202);
    if world.mails_to(email).len() == before {
        return false;
    }
    let new = json!({"email": email, "code": world.mailed_code(email), "new_password": password});
    world
        .stranger()
        .post("/v1/auth/password/reset", &new)
        .expect(204);
    true
}

both!(
    an_address_that_was_left_opens_nothing_and_the_operator_gives_the_one_that_is_right,
    |world| {
        let ana = world.patient("Ana");
        let (before, now) = (ana.session().email, world.address("New"));
        let from = backup(world);
        ana.post("/v1/me/email", &json!({"email": now})).expect(202);
        let confirmation = json!({"email": now, "code": world.mailed_code(&now)});
        ana.post("/v1/me/email/confirm", &confirmation).expect(200);
        let place = Place::beside(world);
        let record = &world.settings.endings_file;
        let told = said(&place.restore(world, &from, record, &LONG_AGO));
        let account = ana.session().account;
        assert!(told.contains(&format!("{account}: the address")), "{told}");
        let there = serving(world, &place);
        for address in [&before, &now] {
            login(&there, address, PASSWORD).expect(401);
            assert!(!reset(&there, address, "another long way home"));
        }
        let give = |to: &str, whose: &str| {
            let arguments = ["accounts", "address", "--account", whose, "--to", to];
            place.run(world, record, &arguments)
        };
        let nobody = uuid::Uuid::nil().to_string();
        assert!(refusal(&give(&now, &nobody)).contains("there is no account"));
        said(&give(&now, &account));
        assert!(refusal(&give(&now, &account)).contains("already"));
        let signed_in = login(&there, &now, PASSWORD).expect(200);
        assert_eq!(signed_in.body["account"]["email"], now);
        login(&there, &before, PASSWORD).expect(401);
        // Whoever has the address of before may have an account of their own.
        crate::account::register(&there, &before).expect(201);
    }
);

both!(
    a_passkey_that_was_removed_opens_nothing_and_the_others_do,
    |world| {
        let ana = world.patient("Ana");
        let (mut kept, _) = Passkey::added(&ana, "kept");
        let (mut lost, told) = Passkey::added(&ana, "lost");
        let from = backup(world);
        let path = format!(
            "/v1/auth/passkeys/{}",
            told["passkey"]["id"].as_str().unwrap()
        );
        ana.delete(&path).expect(204);
        let there = put_back(world, &from);
        assert_eq!(by_passkey(&there, &mut lost), 401);
        assert_eq!(by_passkey(&there, &mut kept), 200);
    }
);

both!(an_app_that_was_removed_opens_nothing, |world| {
    let ana = world.patient("Ana");
    ana.enrol();
    let from = backup(world);
    ana.delete("/v1/auth/totp").expect(204);
    let there = put_back(world, &from);
    for table in ["authenticators", "recovery_codes"] {
        let left = format!("SELECT count(*) AS n FROM {table}");
        assert_eq!(raw::count(&there, &left), 0, "{table}");
    }
    // As its owner wanted it: the password alone.
    login(&there, &ana.session().email, PASSWORD).expect(200);
});

both!(a_recovery_code_that_was_used_is_not_good_again, |world| {
    let ana = world.patient("Ana");
    ana.enrol();
    let session = ana.session();
    let factor = session.factor.unwrap();
    let (used, left) = (factor.recovery_code(), factor.recovery_code());
    let from = backup(world);
    assert_eq!(with_code(world, &session.email, &used), 200);
    let there = put_back(world, &from);
    assert_eq!(with_code(&there, &session.email, &used), 401);
    assert_eq!(with_code(&there, &session.email, &left), 200);
});

both!(
    a_password_that_needed_a_factor_since_is_not_enough_again,
    |world| {
        let ana = world.patient("Ana");
        // Who had something beside the password already goes on with that.
        let eva = world.patient("Eva");
        let (mut key, _) = Passkey::added(&eva, "key");
        let from = backup(world);
        ana.enrol();
        eva.enrol();
        let there = put_back(world, &from);
        let email = ana.session().email;
        login(&there, &email, PASSWORD).expect(401);
        assert!(reset(&there, &email, "another long way home"));
        login(&there, &email, "another long way home").expect(200);
        let refused = login(&there, &eva.session().email, PASSWORD).expect(401);
        assert_eq!(refused.code(), "second-factor-required");
        assert_eq!(by_passkey(&there, &mut key), 200);
    }
);

both!(
    a_secret_address_of_a_calendar_that_was_revoked_or_replaced_stays_dead,
    |world| {
        let (ana, eva) = (world.patient("Ana"), world.patient("Eva"));
        let [hers, theirs] = [&ana, &eva].map(|one| {
            let made = one.post_nothing("/v1/timeline/calendar").expect(201);
            let url = text(&made, "url");
            format!("/v1/{}", url.split_once("/v1/").unwrap().1)
        });
        let from = backup(world);
        ana.delete("/v1/timeline/calendar").expect(204);
        eva.post_nothing("/v1/timeline/calendar").expect(201);
        let there = put_back(world, &from);
        for path in [&hers, &theirs] {
            there.stranger().get(path).expect(404);
        }
    }
);
