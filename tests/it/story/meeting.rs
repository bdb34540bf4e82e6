//! An appointment to integrate, what is brought to it, and what he offers and keeps to himself.

use super::{Story, each, text};
use crate::harness::{Value, json, scenes};

/// What he writes of himself and nobody else reads.
pub(super) const PRIVATE: &str = "I wanted it to be finished today";

const ENDS: &str = "2026-04-09T10:50:00Z";

/// A question and a page, in her order, until the end of one appointment.
pub(super) fn a_packet_is_shared_for_one_appointment(
    story: &Story<'_>,
    session: &str,
    whole: &str,
) -> String {
    story.world.clock.set("2026-04-08T12:00:00Z");
    let appointment = json!({"kind": "integration", "link_id": story.link, "dosing_session_id": session, "starts_at": "2026-04-09T10:00:00Z", "ends_at": ENDS});
    story.ana.post("/v1/appointments", &appointment).expect(201);
    let items =
        json!([{"type": "note", "text": "Why the sea?"}, {"type": "entry", "entry_id": whole}]);
    let packet =
        json!({"link_id": story.link, "title": "For Thursday", "until": ENDS, "items": items});
    let packet = story.ana.post("/v1/packets", &packet).expect(201).id();
    let path = story.seen_by_bo(&format!("packets/{packet}"));
    story.bo.get(&path).expect(404);
    let consent = story.gives(&json!({"type": "packet", "packet_id": packet}));
    assert_eq!(
        (&consent["state"], &consent["expires_at"]),
        (&json!("in_effect"), &json!("2026-04-09T10:50:00.000000Z"))
    );
    packet
}

/// He reads both; she sees when and what; at the end of the appointment both are closed.
pub(super) fn he_reads_it_until_the_appointment_is_over(
    story: &Story<'_>,
    packet: &str,
    whole: &str,
) {
    story.world.clock.set("2026-04-09T10:05:00Z");
    let paths = [
        story.seen_by_bo(&format!("packets/{packet}")),
        story.seen_by_bo(&format!("entries/{whole}")),
    ];
    let read = story.bo.get(&paths[0]).expect(200).body;
    assert_eq!(read["items"][0]["text"], "Why the sea?");
    story.bo.get(&paths[1]).expect(200);
    let said = json!({"kind": "bring_to_session"});
    let acknowledgement = format!("{}/acknowledgement", paths[1]);
    story.bo.post(&acknowledgement, &said).expect(201);
    let log = story.ana.get("/v1/access-log?limit=3").expect(200).body;
    let expected = ["entry.acknowledged", "entry.read", "packet.read"].map(|action| json!(action));
    assert_eq!(each(&log["items"], "action"), expected);
    assert_eq!(log["items"][2]["actor"]["display_name"], "Bo");
    let later = "The sea at night, and I was not cold. I am not sure.";
    let hers = format!("/v1/entries/{whole}");
    let tag = story.ana.get(&hers).expect(200).etag();
    story
        .ana
        .patch(&hers, &tag, &json!({"text": later}))
        .expect(200);
    assert_eq!(story.bo.get(&paths[1]).expect(200).body["revision"], 1);
    story.world.clock.set(ENDS);
    for path in &paths {
        story.bo.get(path).expect(404);
    }
    let expired = story.ana.get("/v1/consents?state=expired").expect(200);
    assert_eq!(expired.items()[0]["scope"]["packet_id"], packet);
}

/// His own urges, under his own key.
pub(super) fn he_notes_for_himself_alone_what_pulled(story: &Story<'_>) {
    let note = json!({"link_id": story.link, "text": PRIVATE, "pulls": ["hurrying"]});
    let note = story.bo.post("/v1/therapist/notes", &note).expect(201);
    let path = format!("/v1/therapist/notes/{}", note.id());
    assert_eq!(story.bo.get(&path).expect(200).body["text"], PRIVATE);
    story.ana.get(&path).expect(403);
}

/// Two offers: one she takes and answers in her own time, one she leaves; to him both look as before.
pub(super) fn one_offer_is_taken_and_one_left_unseen(story: &Story<'_>) {
    story.world.clock.set("2026-04-10T09:00:00Z");
    let offered = |words: &str| {
        let offer = json!({"link_id": story.link, "prompt": {"text": words}});
        let made = story.bo.post("/v1/therapist/offers", &offer).expect(201);
        made.id()
    };
    let taken = offered("What was the weather like inside?");
    let left = offered("What would the sea say?");
    let his = format!("/v1/therapist/offers?link_id={}", story.link);
    let before = story.bo.get(&his).expect(200);
    let path = |id: &str, step: &str| format!("/v1/offers/{id}/{step}");
    story.ana.post_nothing(&path(&taken, "take")).expect(200);
    story.ana.post_nothing(&path(&left, "leave")).expect(204);
    let hers = story.ana.get("/v1/offers").expect(200);
    assert_eq!(each(&hers.body["items"], "id"), [json!(taken)]);
    assert_eq!(story.bo.get(&his).expect(200).bytes, before.bytes);
    let entry = scenes::entry(&story.ana, "Fog, then wind.");
    let never: Value = story.entry(&entry);
    assert_eq!(never["shared_with"], json!([]), "an answer is hers");
    assert_eq!(text(&never["kind"]), "free");
}
