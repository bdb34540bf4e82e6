//! The timeline over HTTP (R77 to R83, N7, N14).

mod calendar;
mod days;
mod journeys;
mod together;

use crate::harness::{Answer, Client, Value, json};

/// A session in Lisbon that ended in the afternoon of this date.
fn ended_on(ana: &Client<'_>, date: &str) -> String {
    let session = json!({"status": "happened", "ended_at": format!("{date}T16:40:00Z"), "time_zone": "Europe/Lisbon"});
    ana.post("/v1/dosing-sessions", &session).expect(201).id()
}

/// An entry with this text, written at this instant, for a session or for none.
fn wrote(ana: &Client<'_>, text: &str, at: &str, session: Option<&str>) -> String {
    ana.post(
        "/v1/entries",
        &json!({"text": text, "authored_at": at, "dosing_session_id": session}),
    )
    .expect(201)
    .id()
}

/// The texts of a list of entries.
fn texts(entries: &Value) -> Vec<&str> {
    entries
        .as_array()
        .expect("a list")
        .iter()
        .map(|entry| entry["text"].as_str().expect("a text"))
        .collect()
}

/// The texts of each day of one session, in order.
fn days<'a>(timeline: &'a Answer, session: &str) -> Vec<Vec<&'a str>> {
    item(timeline, session)["days"]
        .as_array()
        .expect("days")
        .iter()
        .map(|day| texts(&day["entries"]))
        .collect()
}

/// One session's part of the timeline.
fn item<'a>(timeline: &'a Answer, session: &str) -> &'a Value {
    timeline
        .items()
        .iter()
        .find(|item| item["dosing_session"]["id"] == session)
        .expect("the session")
}

/// The ids of a list of things.
fn ids(things: &Value) -> Vec<&str> {
    things
        .as_array()
        .expect("a list")
        .iter()
        .map(|thing| thing["id"].as_str().expect("an id"))
        .collect()
}
