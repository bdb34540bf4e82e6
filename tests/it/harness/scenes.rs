//! Worlds that several tests begin with, built through the API alone.

use super::client::{Answer, Client};
use super::{Value, World, json};

/// A patient and a therapist with a link between them.
pub(crate) struct Linked<'w> {
    pub(crate) patient: Client<'w>,
    pub(crate) therapist: Client<'w>,
    pub(crate) link: String,
}

/// Ana and Bo are linked.
pub(crate) fn linked(world: &World) -> Linked<'_> {
    let (patient, therapist) = (world.patient("Ana"), world.therapist("Bo"));
    let link = link(&patient, &therapist);
    Linked {
        patient,
        therapist,
        link,
    }
}

/// Links two people and returns the link's id.
pub(crate) fn link(patient: &Client<'_>, therapist: &Client<'_>) -> String {
    let invitation = therapist
        .post("/v1/care/invitations", &json!({}))
        .expect(201);
    patient
        .post(
            "/v1/care/links",
            &json!({"invitation_code": invitation.body["code"]}),
        )
        .expect(201)
        .id()
}

/// Writes a free entry and returns its id.
pub(crate) fn entry(patient: &Client<'_>, text: &str) -> String {
    patient
        .post("/v1/entries", &json!({"text": text}))
        .expect(201)
        .id()
}

/// Shares the newest revision of an entry and returns the consent's id.
pub(crate) fn share(patient: &Client<'_>, link: &str, entry: &str) -> String {
    let consent = json!({"link_id": link, "scope": {"type": "entry", "entry_id": entry}, "notice_version": notice(patient)});
    patient.post("/v1/consents", &consent).expect(201).id()
}

/// The version of the notice that is shown now.
pub(crate) fn notice(anyone: &Client<'_>) -> i64 {
    anyone.get("/v1/support").expect(200).body["notice"]["version"]
        .as_i64()
        .expect("a version")
}

/// A session that ended so many minutes ago, after three hours; returns its id.
pub(crate) fn ended(world: &World, patient: &Client<'_>, minutes: i64) -> String {
    let at = |minutes| world.clock.at(chrono::Duration::minutes(minutes));
    let body = json!({"status": "happened", "time_zone": "Europe/Lisbon", "started_at": at(-minutes - 180), "ended_at": at(-minutes)});
    patient.post("/v1/dosing-sessions", &body).expect(201).id()
}

/// A session that is planned so many hours ahead; returns its id.
pub(crate) fn planned(world: &World, patient: &Client<'_>, hours: i64) -> String {
    let at = world.clock.at(chrono::Duration::hours(hours));
    let body = json!({"status": "planned", "time_zone": "Europe/Lisbon", "planned_at": at});
    patient.post("/v1/dosing-sessions", &body).expect(201).id()
}

/// Gives what is written for a session from now on, of these kinds.
pub(crate) fn give_session(
    patient: &Client<'_>,
    link: &str,
    session: &str,
    includes: &Value,
) -> Answer {
    let scope = json!({"type": "session", "dosing_session_id": session, "includes": includes});
    let consent = json!({"link_id": link, "scope": scope, "notice_version": notice(patient)});
    patient.post("/v1/consents", &consent)
}

/// Writes an entry that belongs to a session, and returns its id.
pub(crate) fn entry_of(patient: &Client<'_>, session: &str, text: &str) -> String {
    let body = json!({"text": text, "dosing_session_id": session});
    patient.post("/v1/entries", &body).expect(201).id()
}

/// The consents under which an entry is shared now, as its owner sees it.
pub(crate) fn shared_with(patient: &Client<'_>, entry: &str) -> Value {
    let shown = patient.get(&format!("/v1/entries/{entry}")).expect(200);
    shown.body["shared_with"].clone()
}

/// The state of a consent, as its patient sees it.
pub(crate) fn state_of(patient: &Client<'_>, consent: &str) -> Value {
    let shown = patient.get(&format!("/v1/consents/{consent}")).expect(200);
    shown.body["state"].clone()
}

/// Nothing is newly shared with this therapist.
#[track_caller]
pub(crate) fn no_news_for(therapist: &Client<'_>) {
    let inbox = therapist.get("/v1/therapist/inbox").expect(200);
    assert!(inbox.items().is_empty(), "{}", inbox.body);
}
