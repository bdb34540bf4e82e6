//! `/v1/prompts/own`: a person's own prompts (N5, section 6 item 12), answered and offered like any other.

use chrono::Duration;

use crate::both;
use crate::harness::{Client, Value, json};

const ID: &str = "0198a7c2-5555-7000-8000-000000000001";

fn own(ana: &Client<'_>, text: &str, phase: Option<&str>) -> String {
    ana.post("/v1/prompts/own", &json!({"text": text, "phase": phase}))
        .expect(201)
        .id()
}

fn offered(ana: &Client<'_>) -> Vec<Value> {
    ana.get("/v1/prompts/offered").expect(200).items().to_vec()
}

both!(a_prompt_of_ones_own_comes_back_as_it_was_written, |world| {
    let ana = world.patient("Ana");
    let new = json!({"text": "And the sea?", "hint": "Or the river.", "phase": "ongoing"});
    let made = ana.post("/v1/prompts/own", &new).expect(201);
    for field in ["text", "hint", "phase"] {
        assert_eq!(made.body[field], new[field], "{field}");
    }
    let path = format!("/v1/prompts/own/{}", made.id());
    assert_eq!(made.header("location"), path);
    let read = ana.get(&path).expect(200);
    assert_eq!((&read.body, read.etag()), (&made.body, made.etag()));
    let changed = ana
        .patch(
            &path,
            &read.etag(),
            &json!({"hint": null, "phase": null, "text": "And the lake?"}),
        )
        .expect(200);
    assert_eq!(changed.body["revision"], 2);
    assert_eq!(changed.body["hint"], json!(null));
    assert_eq!(changed.body["phase"], json!(null));
    ana.patch(&path, &read.etag(), &json!({"text": "x"}))
        .expect(412);
    ana.patch_unconditionally(&path, &json!({"text": "x"}))
        .expect(428);
    assert_eq!(ana.get("/v1/prompts/own").items(), [changed.body]);
    ana.delete(&path).expect(204);
    ana.get(&path).expect(404);
    assert_eq!(ana.get("/v1/prompts/own").items().len(), 0);
});

both!(what_does_not_fit_is_named, |world| {
    let ana = world.patient("Ana");
    for (body, pointer) in [
        (json!({}), "/text"),
        (json!({"text": ""}), "/text"),
        (json!({"text": "x".repeat(281)}), "/text"),
        (json!({"text": "x", "hint": "x".repeat(161)}), "/hint"),
        (json!({"text": "x", "phase": "someday"}), "/phase"),
        (json!({"text": "x", "serves": ["R59"]}), "/serves"),
        (json!({"text": "x", "id": "seven"}), "/id"),
    ] {
        let refused = ana.post("/v1/prompts/own", &body).expect(422);
        assert_eq!(refused.pointers(), [pointer], "{body}");
    }
    let catalogue = ana.get("/v1/prompts?limit=1").items()[0]["id"].clone();
    let taken = ana.post("/v1/prompts/own", &json!({"id": catalogue, "text": "x"}));
    assert_eq!(taken.expect(409).code(), "id-in-use");
});

both!(sending_it_again_is_safe, |world| {
    let ana = world.patient("Ana");
    let new = json!({"id": ID, "text": "And the sea?"});
    let made = ana.post("/v1/prompts/own", &new).expect(201);
    assert_eq!(
        ana.post("/v1/prompts/own", &new).expect(200).body,
        made.body
    );
    let other = ana.post("/v1/prompts/own", &json!({"id": ID, "text": "other"}));
    assert_eq!(other.expect(409).code(), "id-in-use");
    ana.delete(&format!("/v1/prompts/own/{ID}")).expect(204);
    let gone = ana.post("/v1/prompts/own", &new).expect(409);
    assert_eq!(gone.code(), "deleted");
});

both!(an_answer_keeps_the_exact_words_it_was_written_to, |world| {
    let ana = world.patient("Ana");
    let made = ana
        .post("/v1/prompts/own", &json!({"text": "And the sea?"}))
        .expect(201);
    let path = format!("/v1/prompts/own/{}", made.id());
    let answer = json!({"text": "calm", "prompt_id": made.id()});
    let first = ana.post("/v1/entries", &answer).expect(201);
    assert_eq!(first.body["kind"], "response");
    let words =
        |version: i64, text: &str| json!({"id": made.id(), "version": version, "text": text});
    assert_eq!(first.body["prompt"], words(1, "And the sea?"));
    ana.patch(&path, &made.etag(), &json!({"text": "And the lake?"}))
        .expect(200);
    let second = ana.post("/v1/entries", &answer).expect(201);
    assert_eq!(second.body["prompt"], words(2, "And the lake?"));
    ana.delete(&path).expect(204);
    let kept = ana.get(&format!("/v1/entries/{}", first.id())).expect(200);
    assert_eq!(kept.body["prompt"], words(1, "And the sea?"));
    let refused = ana.post("/v1/entries", &answer).expect(422);
    assert_eq!(refused.pointers(), ["/prompt_id"]);
    let answers = ana.get(&format!("/v1/prompts/{}/answers", made.id()));
    assert_eq!(
        answers.expect(200).body["columns"][0]["entries"]
            .as_array()
            .unwrap()
            .len(),
        2,
        "what answered it is still found"
    );
});

both!(ones_own_come_first_for_their_phase, |world| {
    let ana = world.patient("Ana");
    let before = offered(&ana);
    let now = own(&ana, "And the sea?", Some("preparation"));
    let always = own(&ana, "And the rain?", None);
    own(&ana, "And the shore?", Some("ongoing"));
    let items = offered(&ana);
    let mut first: Vec<&str> = items[..2]
        .iter()
        .map(|prompt| prompt["id"].as_str().unwrap())
        .collect();
    first.sort_unstable();
    let mut expected = [now.as_str(), always.as_str()];
    expected.sort_unstable();
    assert_eq!(first, expected);
    assert_eq!(items[2..], before[..2], "and the catalogue after them");
    for prompt in &items[..2] {
        assert_eq!(prompt["source"], "own");
        assert_eq!(prompt["phase"], "preparation");
        assert_eq!(prompt["version"], 1);
    }
});

both!(
    one_that_was_answered_rests_for_a_week_and_none_is_offered_on_the_day_of_dosing,
    |world| {
        let ana = world.patient("Ana");
        let id = own(&ana, "And the sea?", None);
        let is_offered = || {
            offered(&ana)
                .iter()
                .any(|prompt| prompt["id"] == id.as_str())
        };
        assert!(is_offered());
        ana.post("/v1/entries", &json!({"text": "calm", "prompt_id": id}))
            .expect(201);
        assert!(!is_offered());
        world.clock.advance(Duration::days(8));
        assert!(is_offered());
        let today =
            json!({"status": "planned", "planned_at": world.clock.now(), "time_zone": "UTC"});
        ana.post("/v1/dosing-sessions", &today).expect(201);
        assert_eq!(offered(&ana).len(), 0);
    }
);

both!(a_prompt_of_somebody_else_does_not_exist, |world| {
    let (ana, eve) = (world.patient("Ana"), world.patient("Eve"));
    let made = ana
        .post("/v1/prompts/own", &json!({"text": "And the sea?"}))
        .expect(201);
    let path = format!("/v1/prompts/own/{}", made.id());
    eve.get(&path).expect(404);
    eve.patch(&path, &made.etag(), &json!({"text": "x"}))
        .expect(404);
    eve.delete(&path).expect(404);
    let foreign = eve.post("/v1/entries", &json!({"text": "x", "prompt_id": made.id()}));
    assert_eq!(foreign.expect(422).pointers(), ["/prompt_id"]);
    assert!(
        offered(&eve)
            .iter()
            .all(|prompt| prompt["source"].is_null())
    );
    world
        .stranger()
        .get(&format!("/v1/prompts/{}", made.id()))
        .expect(404);
    world.stranger().get("/v1/prompts/own").expect(401);
    let bo = world.therapist("Bo");
    bo.get("/v1/prompts/own").expect(403);
    bo.get(&path).expect(403);
});
