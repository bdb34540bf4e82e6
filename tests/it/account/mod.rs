//! Accounts over HTTP.

mod address;
mod devices;
mod factors;
mod fresh;
mod guesses;
mod hashing;
mod login;
mod mails;
mod me;
mod passkeys;
mod password;
mod refresh;
mod refused;
mod register;
mod signed_out;
pub(crate) mod tokens;

use reqwest::Method;

use crate::harness::world::PASSWORD;
use crate::harness::{Answer, Value, World, json};

/// What somebody sends who wants a patient's account.
fn wish(email: &str) -> Value {
    json!({"role": "patient", "email": email, "password": PASSWORD, "display_name": "Ana", "time_zone": "Europe/Lisbon"})
}

/// The same for a therapist, with an invitation.
fn therapist_wish(email: &str, invitation: &str) -> Value {
    json!({"role": "therapist", "email": email, "password": PASSWORD, "display_name": "Bo", "time_zone": "UTC", "invitation_code": invitation})
}

/// Asks for an account and returns the code that was mailed.
fn asked(world: &World, email: &str) -> String {
    world
        .stranger()
        .post("/v1/auth/register", &wish(email))
        .expect(202);
    world.mailed_code(email)
}

fn confirm(world: &World, email: &str, code: &str) -> Answer {
    world.stranger().post(
        "/v1/auth/register/confirm",
        &json!({"email": email, "code": code}),
    )
}

/// Registers a patient with this address.
pub(crate) fn register(world: &World, email: &str) -> Answer {
    let code = asked(world, email);
    confirm(world, email, &code)
}

pub(crate) fn login(world: &World, email: &str, password: &str) -> Answer {
    world.stranger().post(
        "/v1/auth/login",
        &json!({"email": email, "password": password}),
    )
}

pub(crate) fn refresh(world: &World, token: &str) -> Answer {
    world
        .stranger()
        .post("/v1/auth/refresh", &json!({"refresh_token": token}))
}

/// `GET /v1/me` with exactly this access token.
fn me(world: &World, access_token: &str) -> Answer {
    let anyone = world.stranger();
    anyone.send(
        anyone
            .request(Method::GET, "/v1/me")
            .bearer_auth(access_token),
    )
}

/// A string of an answer.
pub(crate) fn text(answer: &Answer, field: &str) -> String {
    answer.body[field].as_str().unwrap().to_owned()
}

/// A code that is not this one.
fn another(code: &str) -> String {
    let first = if code.starts_with('0') { '1' } else { '0' };
    format!("{first}{}", &code[1..])
}

/// What a caller can tell two refusals apart by: status, headers and body, but for the request's id and the date.
pub(crate) fn tellable(answer: &Answer) -> (u16, Vec<String>, String) {
    let mut headers: Vec<String> = answer
        .headers
        .iter()
        .filter(|(name, _)| !["x-request-id", "date"].contains(&name.as_str()))
        .map(|(name, value)| format!("{name}: {}", value.to_str().unwrap()))
        .collect();
    headers.sort();
    (answer.status, headers, answer.without_instance())
}
