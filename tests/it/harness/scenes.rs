//! Worlds that several tests begin with, built through the API alone.

use super::client::Client;
use super::{World, json};

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
