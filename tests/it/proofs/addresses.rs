//! ID-9: signing in, registering, asking for a new password and using an invitation never tell whether there is an account.
//!
//! The suite compares what is answered. `AFTERWORD_ROUNDS=full cargo test --release --test it -- proofs::addresses --nocapture`
//! also takes the time of 2,000 tries of each and prints the medians; time is never a test of the suite.

use std::time::Instant;

use chrono::Duration;

use super::rounds;
use crate::account::tellable;
use crate::both;
use crate::harness::world::PASSWORD;
use crate::harness::{Value, World, json};

/// The doors at which an address is said, and what is said there.
fn doors(email: &str, invitation: &str) -> Vec<(&'static str, &'static str, Value)> {
    let account = json!({"role": "patient", "email": email, "password": PASSWORD, "display_name": "Ana", "time_zone": "Europe/Lisbon"});
    let mut therapist = account.clone();
    therapist["role"] = json!("therapist");
    therapist["invitation_code"] = json!(invitation);
    vec![
        (
            "login",
            "/v1/auth/login",
            json!({"email": email, "password": "another long sentence"}),
        ),
        ("registration", "/v1/auth/register", account),
        ("invitation", "/v1/auth/register", therapist),
        (
            "confirmation",
            "/v1/auth/register/confirm",
            json!({"email": email, "code": "AAAAAAAA"}),
        ),
        (
            "forgotten",
            "/v1/auth/password/forgot",
            json!({"email": email}),
        ),
        (
            "reset",
            "/v1/auth/password/reset",
            json!({"email": email, "code": "AAAAAAAA", "new_password": "a lamp in every second window"}),
        ),
    ]
}

fn median(mut taken: Vec<u128>) -> u128 {
    taken.sort_unstable();
    taken[taken.len() / 2]
}

/// Compares each door for a known and an unknown address, and returns how long each answer took in the median.
fn compared(world: &World, rounds: usize) -> Vec<(&'static str, u128, u128)> {
    let known = world.patient("Ana").session().email;
    let unknown = world.address("Nobody");
    let invitation = world.therapist_invitation();
    let anyone = world.stranger();
    let mut found = Vec::new();
    for (place, (door, path, asked)) in doors(&known, &invitation).into_iter().enumerate() {
        let other = doors(&unknown, &invitation).swap_remove(place).2;
        let (mut with, mut without) = (Vec::new(), Vec::new());
        for round in 0..rounds {
            // What waits for a code is forgotten, so that each round is like the first; an invitation lasts a week.
            let span = if door == "invitation" { 1 } else { 11 };
            world.clock.advance(Duration::minutes(span));
            let ask = |body: &Value, taken: &mut Vec<u128>| {
                let begun = Instant::now();
                let answer = anyone.post(path, body);
                taken.push(begun.elapsed().as_micros());
                tellable(&answer)
            };
            // Neither is always the first.
            let (one, two) = if round % 2 == 0 {
                let one = ask(&asked, &mut with);
                (one, ask(&other, &mut without))
            } else {
                let two = ask(&other, &mut without);
                (ask(&asked, &mut with), two)
            };
            assert_eq!(one, two, "{door}, round {round}");
        }
        found.push((door, median(with), median(without)));
    }
    found
}

both!(
    known_and_unknown_addresses_are_answered_in_the_same_bytes,
    |world| {
        let full = rounds(3, 2_000);
        for (door, with, without) in compared(world, full) {
            if full > 3 {
                super::tell(&format!(
                    "{:?} {door}: known {with} us, unknown {without} us",
                    world.engine
                ));
            }
        }
    }
);
