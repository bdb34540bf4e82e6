//! Guessing at passwords: growing waits, the same for every instance, and a known device's own tries (ID-10).

use chrono::Duration;

use super::{login, text};
use crate::harness::world::PASSWORD;
use crate::harness::{Engine, World, json, raw};

/// A world in which guessing is slowed, and the allowances of the edge are not in the way.
fn slowed(engine: Engine) -> World {
    World::with(engine, |settings| {
        settings.rate_limits = true;
        settings.trusted_proxies = vec![[127, 0, 0, 1].into()];
    })
}

/// What is wrong with the database is no wait (ID-10): it is answered as what it is, and nothing is said of a guess.
#[test]
fn a_try_that_cannot_be_counted_is_no_try_that_came_too_early() {
    let world = slowed(Engine::Sqlite);
    let ana = world.patient("Ana");
    ana.enrol();
    let session = ana.session();
    let code = session.factor.unwrap().recovery_code();
    // The try at the password is counted, and the one at the factor cannot be.
    let full = "DELETE FROM guesses; CREATE TRIGGER full BEFORE INSERT ON guesses WHEN (SELECT count(*) FROM guesses) > 0 \
         BEGIN SELECT RAISE(ABORT, 'full'); END";
    world.raw_sql(full).unwrap();
    let login = json!({"email": session.email, "password": PASSWORD, "totp": code});
    let http = reqwest::blocking::Client::builder().no_proxy().build();
    let request = http
        .unwrap()
        .post(format!("{}/v1/auth/login", world.base()));
    assert_eq!(request.json(&login).send().unwrap().status(), 500);
    let early = "SELECT count(*) AS n FROM access_log WHERE action = 'allowance.spent'";
    assert_eq!(raw::count(&world, early), 0);
}

fn from(world: &World, peer: u16, body: &crate::harness::Value) -> u16 {
    let anyone = world.stranger();
    let address = format!("2001:db8:{peer:x}::1");
    anyone
        .send(
            anyone
                .request(reqwest::Method::POST, "/v1/auth/login")
                .header("x-forwarded-for", address)
                .json(body),
        )
        .status
}

fn guessing_is_slowed(engine: Engine) {
    let world = slowed(engine);
    let session = world.patient("Ana").session();
    for email in [session.email.clone(), world.address("Nobody")] {
        let guess = json!({"email": email, "password": "another long sentence"});
        let told: Vec<u16> = (0..40).map(|peer| from(&world, peer, &guess)).collect();
        // The first ones are looked at, and all others wait, whoever asks, and whether or not there is such an account.
        assert_eq!(told[..6], [401; 6], "{told:?}");
        assert!(told[6..].iter().all(|status| *status == 429), "{told:?}");
        world.clock.advance(Duration::seconds(2));
        assert_eq!(from(&world, 50, &guess), 401);
        assert_eq!(from(&world, 51, &guess), 429);
    }
    // The owner has to wait too, but not on a device that was signed in before.
    let right = json!({"email": session.email, "password": PASSWORD});
    world.clock.advance(Duration::seconds(3));
    assert_eq!(
        from(
            &world,
            60,
            &json!({"email": session.email, "password": "another long sentence"})
        ),
        401
    );
    assert_eq!(from(&world, 61, &right), 429);
    let known = json!({"email": session.email, "password": PASSWORD, "last_refresh_token": session.refresh});
    assert_eq!(from(&world, 62, &known), 200);
    // Which says nothing for anybody else.
    let invented =
        json!({"email": session.email, "password": PASSWORD, "last_refresh_token": "awr_invented"});
    assert_eq!(from(&world, 63, &invented), 429);
    // What was right is forgiven.
    world.clock.advance(Duration::minutes(1));
    assert_eq!(from(&world, 64, &right), 200);
    assert_eq!(from(&world, 65, &right), 200);
}

/// Whoever holds the mailbox and the password, but not the second factor.
fn another_password_brings_no_new_tries_at_a_second_factor(engine: Engine) {
    let world = slowed(engine);
    let ana = world.patient("Ana");
    ana.enrol();
    let email = ana.session().email;
    let anyone = world.stranger();
    let guess = |password: &str, peer| {
        let wrong = json!({"email": email, "password": password, "totp": "000000"});
        from(&world, peer, &wrong)
    };
    let told: Vec<u16> = (0..7).map(|peer| guess(PASSWORD, peer)).collect();
    assert_eq!(told, [401, 401, 401, 401, 401, 401, 429]);
    let chosen = "a window over the river";
    anyone
        .post("/v1/auth/password/forgot", &json!({"email": email}))
        .expect(202);
    let code = world.mailed_code(&email);
    let reset = json!({"email": email, "code": code, "new_password": chosen});
    anyone.post("/v1/auth/password/reset", &reset).expect(204);
    assert_eq!(guess(chosen, 20), 429);
    // The wait goes on growing where it was.
    world.clock.advance(Duration::seconds(2));
    assert_eq!([guess(chosen, 21), guess(chosen, 22)], [401, 429]);
    // The owner's own code ends it, as soon as it is looked at.
    world.clock.advance(Duration::seconds(4));
    let totp = ana.session().factor.unwrap().code(world.clock.0.now());
    let right = json!({"email": email, "password": chosen, "totp": totp});
    assert_eq!(from(&world, 23, &right), 200);
    assert_eq!(guess(chosen, 24), 401);
}

/// Whoever knows an address, but not its password.
fn a_stranger_spends_no_tries_at_the_second_factor(engine: Engine) {
    let world = slowed(engine);
    let ana = world.patient("Ana");
    ana.enrol();
    let email = ana.session().email;
    let anyone = world.stranger();
    for peer in 0..7 {
        let wrong = json!({"email": email, "password": "a guess in the dark", "totp": "000000"});
        let told = from(&world, peer, &wrong);
        assert_eq!(told, if peer < 6 { 401 } else { 429 });
    }
    let chosen = "a window over the river";
    anyone
        .post("/v1/auth/password/forgot", &json!({"email": email}))
        .expect(202);
    let code = world.mailed_code(&email);
    let reset = json!({"email": email, "code": code, "new_password": chosen});
    anyone.post("/v1/auth/password/reset", &reset).expect(204);
    let totp = ana.session().factor.unwrap().code(world.clock.0.now());
    let right = json!({"email": email, "password": chosen, "totp": totp});
    assert_eq!(from(&world, 20, &right), 200);
}

#[test]
fn a_stranger_spends_no_tries_at_the_second_factor_sqlite() {
    a_stranger_spends_no_tries_at_the_second_factor(Engine::Sqlite);
}

#[test]
fn a_stranger_spends_no_tries_at_the_second_factor_postgres() {
    a_stranger_spends_no_tries_at_the_second_factor(Engine::Postgres);
}

#[test]
fn another_password_brings_no_new_tries_at_a_second_factor_sqlite() {
    another_password_brings_no_new_tries_at_a_second_factor(Engine::Sqlite);
}

#[test]
fn another_password_brings_no_new_tries_at_a_second_factor_postgres() {
    another_password_brings_no_new_tries_at_a_second_factor(Engine::Postgres);
}

#[test]
fn guessing_is_slowed_sqlite() {
    guessing_is_slowed(Engine::Sqlite);
}

#[test]
fn guessing_is_slowed_postgres() {
    guessing_is_slowed(Engine::Postgres);
}

crate::both!(a_known_device_is_not_told_of_as_a_new_one, |world| {
    let session = world.patient("Ana").session();
    let new = |world: &World| {
        let mails = world.mails_to(&session.email);
        mails
            .iter()
            .filter(|mail| mail.contains("new device"))
            .count()
    };
    let known = json!({"email": session.email, "password": PASSWORD, "last_refresh_token": session.refresh});
    world.stranger().post("/v1/auth/login", &known).expect(200);
    assert_eq!(new(world), 0);
    let answer = login(world, &session.email, PASSWORD).expect(200);
    assert!(!text(&answer, "access_token").is_empty());
    assert_eq!(new(world), 1);
});
