//! ID-10: however many guess, from wherever, over two instances of which one is restarted, few guesses are looked at, and the owner
//! gets in from a device that was signed in before.

use super::rounds;
use crate::harness::world::PASSWORD;
use crate::harness::{Engine, Value, World, json, raw};

/// How an instance answers somebody at this address who signs in.
fn status(http: &reqwest::blocking::Client, base: &str, peer: usize, body: &Value) -> u16 {
    let request = http
        .post(format!("{base}/v1/auth/login"))
        .header("x-forwarded-for", format!("2001:db8:{peer:x}::1"))
        .json(body);
    request.send().unwrap().status().as_u16()
}

/// How many of so many guesses were looked at.
fn looked_at(world: &World, guesses: usize, email: &str) -> usize {
    let http = reqwest::blocking::Client::builder()
        .no_proxy()
        .build()
        .unwrap();
    let guess = json!({"email": email, "password": "another long sentence"});
    let mut other = world.another_instance();
    let mut looked_at = 0;
    for number in 0..guesses {
        if number == guesses / 2 {
            other = world.another_instance();
        }
        let base = if number % 2 == 0 {
            world.base()
        } else {
            &other.base
        };
        match status(&http, base, number % 1_000, &guess) {
            401 => looked_at += 1,
            told => assert_eq!(told, 429, "guess {number}"),
        }
    }
    looked_at
}

fn few_guesses_are_looked_at(engine: Engine) {
    let world = World::with(engine, |settings| {
        settings.rate_limits = true;
        settings.trusted_proxies = vec![[127, 0, 0, 1].into()];
    });
    let session = world.patient("Ana").session();
    let guesses = rounds(40, 10_000);
    let looked_at = looked_at(&world, guesses, &session.email);
    assert_eq!(looked_at, 6);
    // All of them are on her log, in few rows (AU-1).
    let log = "SELECT count(*) AS n FROM access_log WHERE outcome = 'refused'";
    assert!(raw::count(&world, log) <= 6 + 20);
    let counted = "SELECT CAST(sum(seen + unwritten) AS BIGINT) AS n FROM ledger_refusals";
    assert_eq!(raw::count(&world, counted), i64::try_from(guesses).unwrap());
    let known = json!({"email": session.email, "password": PASSWORD, "last_refresh_token": session.refresh});
    let anyone = world.stranger();
    anyone.post("/v1/auth/login", &known).expect(200);
}

#[test]
fn few_guesses_are_looked_at_sqlite() {
    few_guesses_are_looked_at(Engine::Sqlite);
}

#[test]
fn few_guesses_are_looked_at_postgres() {
    few_guesses_are_looked_at(Engine::Postgres);
}

crate::both!(
    where_guessing_is_not_slowed_the_same_search_counts_all,
    |world| {
        // The planted fault: the setting that slows guessing is off.
        let email = world.patient("Ana").session().email;
        assert_eq!(looked_at(world, 10, &email), 10);
    }
);
