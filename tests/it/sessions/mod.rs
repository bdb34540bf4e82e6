//! Dosing sessions over HTTP (R45, R05, N14).

mod before;
mod change_session;
mod create_session;
mod delete_session;
mod list_sessions;
mod postpone_session;

use crate::harness::{Value, json};

/// A session that took place in the afternoon of the day before worlds begin.
fn happened() -> Value {
    json!({
        "status": "happened", "started_at": "2026-03-09T14:00:00Z", "ended_at": "2026-03-09T16:40:00Z",
        "time_zone": "Europe/Lisbon", "place": "the practice", "note": "bring the blue scarf"
    })
}

/// The same with one field another, or absent where it is null.
fn happened_but(field: &str, value: Value) -> Value {
    let mut session = happened();
    if value.is_null() {
        session.as_object_mut().expect("an object").remove(field);
    } else {
        session[field] = value;
    }
    session
}
