//! One prompt after each session, side by side, and a question of her own.

use super::{Story, each, text};
use crate::harness::{Value, json};

/// A prompt about the medicine that fits at any time after.
pub(super) fn a_prompt_to_come_back_to(story: &Story<'_>) -> String {
    let found = story
        .ana
        .get("/v1/prompts?phase=ongoing&element=medicine&limit=1");
    text(&found.expect(200).items()[0]["id"]).to_owned()
}

/// She answers it in the evening of a day, for one session.
pub(super) fn she_answers_it(
    story: &Story<'_>,
    prompt: &str,
    session: &str,
    date: &str,
    words: &str,
) {
    story.world.clock.set(&format!("{date}T20:00:00Z"));
    let answer = json!({"text": words, "prompt_id": prompt, "dosing_session_id": session, "topics": ["medicine"]});
    let answer = story.entry(&story.writes(&answer));
    assert_eq!(answer["kind"], "response");
}

/// Each answer under its session, in the order of their days, and nothing computed between them.
pub(super) fn the_three_answers_lie_side_by_side(
    story: &Story<'_>,
    prompt: &str,
    sessions: &[String; 3],
) {
    let answers = story.ana.get(&format!("/v1/prompts/{prompt}/answers"));
    let answers = answers.expect(200).body;
    let columns = answers["columns"].as_array().expect("columns");
    let told: Vec<(&Value, &Value, Vec<Value>)> = columns
        .iter()
        .map(|column| {
            let texts = each(&column["entries"], "text");
            (&column["dosing_session_id"], &column["date"], texts)
        })
        .collect();
    let [first, second, third] = sessions.each_ref().map(|session| json!(session));
    let [march, may, june] = ["2026-03-31", "2026-05-12", "2026-06-30"].map(|date| json!(date));
    let expected = [
        (&first, &march, vec![json!("A stranger.")]),
        (&second, &may, vec![json!("A neighbour.")]),
        (&third, &june, vec![json!("Somebody I know.")]),
    ];
    assert_eq!(told, expected);
    assert_eq!(answers.as_object().unwrap().len(), 2, "nothing is computed");
}

/// Her own question is offered like any other, before the others, and answered like any other.
pub(super) fn she_asks_herself_something_of_her_own(story: &Story<'_>) {
    story.world.clock.set("2026-05-20T19:00:00Z");
    let own = json!({"text": "And the sea?", "phase": "ongoing"});
    let own = story.ana.post("/v1/prompts/own", &own).expect(201).id();
    let offered = story.ana.get("/v1/prompts/offered").expect(200);
    let first = &offered.items()[0];
    assert_eq!(
        (&first["id"], &first["source"]),
        (&json!(own), &json!("own"))
    );
    let answer = json!({"text": "Still there.", "prompt_id": own});
    let answer = story.entry(&story.writes(&answer));
    assert_eq!(answer["prompt"]["text"], "And the sea?");
}
