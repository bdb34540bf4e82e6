//! Preparation: intentions, goals, fears, and the agreement with a therapist.

mod agreements;
mod in_force;
mod intentions;
mod reflect;
mod reflect_measured;
mod therapist;
mod what_is_written;

use crate::harness::{Client, Value, World, json};
use chrono::Duration;

/// A dosing session that is planned without a time.
fn session(patient: &Client<'_>) -> String {
    let planned = json!({"status": "planned", "time_zone": "UTC"});
    patient
        .post("/v1/dosing-sessions", &planned)
        .expect(201)
        .id()
}

/// A session that ended so many minutes ago: quiet until 24 hours after that.
fn ended(world: &World, patient: &Client<'_>, minutes: i64) {
    let body = json!({
        "status": "happened", "time_zone": "Europe/Lisbon", "started_at": world.clock.at(Duration::minutes(-minutes - 180)), "ended_at": world.clock.at(Duration::minutes(-minutes)),
    });
    patient.post("/v1/dosing-sessions", &body).expect(201);
}

/// An agreement over a link with these items; its id.
fn agreement(patient: &Client<'_>, link: &str, items: &Value) -> String {
    let new = json!({"link_id": link, "items": items});
    patient.post("/v1/agreements", &new).expect(201).id()
}

/// Says what the patient's list is now.
#[track_caller]
fn say(patient: &Client<'_>, id: &str, items: &Value) -> Value {
    let path = format!("/v1/agreements/{id}");
    let tag = patient.get(&path).expect(200).etag();
    patient
        .patch(&path, &tag, &json!({"items": items}))
        .expect(200)
        .body
}

/// Both acknowledge a version.
#[track_caller]
fn both_acknowledge(
    patient: &Client<'_>,
    therapist: &Client<'_>,
    link: &str,
    id: &str,
    version: i64,
) {
    let said = json!({"version": version});
    patient
        .post(&format!("/v1/agreements/{id}/acknowledgement"), &said)
        .expect(200);
    therapist
        .post(
            &format!("/v1/therapist/patients/{link}/agreements/{id}/acknowledgement"),
            &said,
        )
        .expect(200);
}

const TOUCH: &str = "0198a7c2-5555-7000-8000-000000000001";
const TALK: &str = "0198a7c2-5555-7000-8000-000000000002";
const NEVER: &str = "0198a7c2-5555-7000-8000-0000000000ff";
