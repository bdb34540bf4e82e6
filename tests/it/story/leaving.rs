//! The end of the link, and everything out, in again, and out.

use std::collections::BTreeSet;

use super::meeting::PRIVATE;
use super::{Story, each};
use crate::harness::{Client, Value, json};

/// At one stroke nothing opens any more, and she keeps what she can bring to somebody else.
pub(super) fn the_link_ends_and_what_was_shared_is_handed_over(
    story: &Story<'_>,
    shared: &str,
    whole: &str,
) {
    story.world.clock.set("2026-07-10T12:00:00Z");
    let path = story.seen_by_bo(&format!("entries/{shared}"));
    story.bo.get(&path).expect(200);
    let link = format!("/v1/care/links/{}", story.link);
    story.ana.delete(&link).expect(200);
    story.bo.get(&path).expect(404);
    for path in ["agreements", "packets", "entries"] {
        story.bo.get(&story.seen_by_bo(path)).expect(404);
    }
    assert!(
        story
            .bo
            .get("/v1/therapist/patients")
            .expect(200)
            .items()
            .is_empty()
    );
    let consents = story.ana.get("/v1/consents").expect(200).body;
    let states = each(&consents["items"], "state");
    assert_eq!(states, [json!("expired"), json!("link_ended")]);
    let set = story.ana.get(&format!("{link}/hand-over")).expect(200).body;
    assert_eq!(set["offered_as"], "packet");
    let handed: BTreeSet<String> = each(&set["items"], "entry_id")
        .iter()
        .map(|id| super::text(id).to_owned())
        .collect();
    let expected = [shared, whole].map(ToOwned::to_owned);
    assert_eq!(handed, BTreeSet::from(expected));
    assert_eq!(each(&set["items"], "revision"), [json!(1), json!(1)]);
}

fn archive(of: &Client<'_>) -> Value {
    of.get("/v1/me/export?format=json&sealed=true")
        .expect(200)
        .body
}

/// A fresh account takes everything in, what is put away too, and tells it again without a difference (AZ-13).
pub(super) fn everything_goes_out_and_in_and_out_again(story: &Story<'_>) {
    let away = story.writes(&json!({"text": "Not yet."}));
    let seal = format!("/v1/entries/{away}/seal");
    let until = json!({"when_i_choose": true});
    story.ana.post(&seal, &until).expect(200);
    let told = archive(&story.ana);
    let records = told["records"].as_object().expect("records");
    for (kind, list) in records {
        let is_empty = list.as_array().expect("a list").is_empty();
        assert_eq!(is_empty, kind == "hidden_prompts", "{kind}");
    }
    assert_eq!(told["sharing"]["agreements"].as_array().unwrap().len(), 1);
    let fresh = story.world.patient("Eva");
    story.world.clock.advance(chrono::Duration::days(1));
    let put = fresh.post("/v1/me/import", &told).expect(200);
    assert_eq!(put.body["already_there"], 0);
    assert_eq!(archive(&fresh)["records"], told["records"]);
    assert_eq!(archive(&story.ana)["records"], told["records"]);
    let list = |of: &Client<'_>| of.get("/v1/checklists/session").expect(200).body;
    assert_eq!(list(&fresh), list(&story.ana));
    let entry = fresh.get(&format!("/v1/entries/{away}")).expect(200);
    assert_eq!(entry.body["text"], json!(null), "it stays put away");
    assert!(fresh.get("/v1/consents").expect(200).items().is_empty());
}

/// A document to read, one to print, one for other systems; none of them, nor anything else of hers, holds his notes.
pub(super) fn the_other_forms_hold_nothing_of_his(story: &Story<'_>) {
    for (format, media_type) in [
        ("markdown", "text/markdown"),
        ("pdf", "application/pdf"),
        ("fhir", "application/fhir+json"),
        ("json", "application/json"),
    ] {
        let path = format!("/v1/me/export?format={format}");
        let answer = story.ana.get(&path).expect(200);
        assert!(answer.header("content-type").starts_with(media_type));
        assert!(!String::from_utf8_lossy(&answer.bytes).contains(PRIVATE));
    }
    for path in ["/v1/access-log?limit=100", "/v1/timeline", "/v1/care/links"] {
        let answer = story.ana.get(path).expect(200);
        assert!(!answer.body.to_string().contains(PRIVATE), "{path}");
    }
    let his = story.bo.get("/v1/therapist/notes").expect(200);
    assert_eq!(his.items()[0]["text"], PRIVATE, "and he keeps them");
    let verdict = story.ana.get("/v1/access-log/verify").expect(200).body;
    assert_eq!(verdict["intact"], true);
}
