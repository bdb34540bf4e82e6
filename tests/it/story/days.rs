//! Days 0 to 5 after the first session.

use chrono::Duration;

use super::{Story, agreeing, each, text};
use crate::harness::{Value, json};

/// Within 24 hours of a dose, giving waits and nothing is opened early; a day later it opens by itself (N1).
pub(super) fn what_widens_within_a_day_waits(story: &Story<'_>) -> String {
    let ends = "2026-04-01T16:50:00.000000Z";
    story.world.clock.set("2026-04-01T10:00:00Z");
    let check_in = json!({"feelings": ["soft"], "sensations": [{"place": "throat", "quality": "warm"}], "rest": "woke twice", "nourishment": "soup"});
    story.ana.post("/v1/check-ins", &check_in).expect(201);
    let entry = story.writes(&json!({"text": "A quiet morning."}));
    let consent = story.gives(&json!({"type": "entry", "entry_id": entry}));
    assert_eq!(
        (&consent["state"], &consent["effective_at"]),
        (&json!("waiting"), &json!(ends))
    );
    agreeing::she_loosens_a_boundary_within_the_quiet_time(story, ends);
    let path = story.seen_by_bo(&format!("entries/{entry}"));
    story.world.clock.set("2026-04-01T16:49:59Z");
    story.bo.get(&path).expect(404);
    story.world.clock.set("2026-04-01T16:50:00Z");
    assert_eq!(
        story.bo.get(&path).expect(200).body["text"],
        "A quiet morning."
    );
    entry
}

/// She answers what is offered on the second day, in her own words, and the words she saw are kept with it.
pub(super) fn she_answers_what_is_offered(story: &Story<'_>) {
    story.world.clock.set("2026-04-02T20:00:00Z");
    let prompt = story.ana.get("/v1/prompts/offered").expect(200).items()[0].clone();
    assert_eq!(prompt["phase"], "window");
    let answer = json!({"text": "A door, half open.", "prompt_id": prompt["id"]});
    let answer = story.entry(&story.writes(&answer));
    assert_eq!(answer["prompt"]["text"], prompt["text"]);
}

/// What she would rather not read for now goes out of every list, and says on request that it is there.
pub(super) fn one_thing_is_put_away_until_the_next_session(
    story: &Story<'_>,
    words: &str,
) -> String {
    // Of two things written at one instant the order is that of their ids, and so by chance.
    story.world.clock.advance(Duration::minutes(1));
    let away = story.writes(&json!({"text": words}));
    let seal = format!("/v1/entries/{away}/seal");
    let until = json!({"next_session": true});
    story.ana.post(&seal, &until).expect(200);
    is_put_away(story, &away, words);
    away
}

fn found(story: &Story<'_>, words: &str) -> Vec<Value> {
    let word = words.split(' ').next().expect("a word");
    let found = story.ana.get(&format!("/v1/entries?q={word}")).expect(200);
    each(&found.body["items"], "id")
}

fn is_put_away(story: &Story<'_>, away: &str, words: &str) {
    assert_eq!(story.entry(away)["text"], json!(null));
    assert!(found(story, words).is_empty());
    let listed = story.ana.get("/v1/entries?sealed=true").expect(200);
    assert_eq!(each(&listed.body["items"], "id"), [json!(away)]);
}

/// Until the moment the next one begins, be it an appointment or a dose.
pub(super) fn it_comes_back_as_the_next_session_begins(
    story: &Story<'_>,
    (away, words): (&str, &str),
    begins: &str,
) {
    story.world.clock.set(begins);
    story.world.clock.advance(Duration::seconds(-1));
    is_put_away(story, away, words);
    story.world.clock.set(begins);
    assert_eq!(story.entry(away)["text"], words);
    assert_eq!(found(story, words), [json!(away)]);
}

/// The word from the evening of the session finds its place beside a whole page, and stays a word.
pub(super) fn a_fragment_is_joined_later(story: &Story<'_>, session: &str) -> String {
    story.world.clock.set("2026-04-03T20:00:00Z");
    let whole = json!({"text": "The sea at night, and I was not cold.", "feelings": ["calm", "a little sad"], "topics": ["image"], "dosing_session_id": session});
    let whole = story.writes(&whole);
    let day = story.timeline(session)["days"][0].clone();
    let blue = text(&day["entries"][0]["id"]);
    let path = format!("/v1/entries/{blue}");
    let tag = story.ana.get(&path).expect(200).etag();
    let joined = story.ana.patch(&path, &tag, &json!({"addends": whole}));
    assert_eq!(joined.expect(200).body["text"], "blue");
    assert_eq!(story.entry(&whole)["joined"], json!([blue]));
    whole
}

/// Day by day, what was written; an empty day is a day, and what is put away is not told.
pub(super) fn each_day_holds_what_was_written_in_it(story: &Story<'_>, session: &str) {
    let timeline = story.timeline(session);
    let days = timeline["days"].as_array().expect("days");
    let written: Vec<_> = days
        .iter()
        .map(|day| each(&day["entries"], "text"))
        .collect();
    let expected = [
        vec![json!("blue")],
        vec![json!("A quiet morning.")],
        vec![json!("A door, half open.")],
        vec![json!("The sea at night, and I was not cold.")],
        vec![],
        vec![json!("A stranger.")],
    ];
    assert_eq!(written, expected);
    assert_eq!(each(&days[1]["check_ins"], "rest"), [json!("woke twice")]);
    assert_eq!(days[5]["date"], "2026-04-05");
    assert_eq!(timeline["unfolding"]["closes_at"], json!(null));
    for word in ["missed", "completed", "percent"] {
        assert!(!timeline.to_string().contains(word), "{word}");
    }
}
