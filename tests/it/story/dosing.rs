//! The sessions: planned, put off, prepared for, and silent on their day.

use reqwest::Method;

use super::{Story, each, text};
use crate::harness::json;

/// A session is planned; it needs nothing else.
pub(super) fn a_session_is_planned(story: &Story<'_>, at: &str) -> String {
    let plan = json!({"status": "planned", "planned_at": at, "time_zone": "Europe/Lisbon", "place": "the practice"});
    story
        .ana
        .post("/v1/dosing-sessions", &plan)
        .expect(201)
        .id()
}

/// To put it off is ordinary: one request, no reason, and everything hangs on the new day.
pub(super) fn it_is_put_off_and_its_days_move_with_it(story: &Story<'_>, session: &str) {
    let ana = &story.ana;
    let first_day = || story.timeline(session)["days"][0]["date"].clone();
    assert_eq!(first_day(), "2026-03-24");
    story.world.clock.set("2026-03-23T20:00:00Z");
    let tag = ana.get(&format!("/v1/dosing-sessions/{session}")).etag();
    let path = format!("/v1/dosing-sessions/{session}/postponement");
    let put_off = ana.request(Method::POST, &path).header("if-match", tag);
    let later = json!({"planned_at": "2026-03-31T14:00:00Z"});
    let moved = ana.send(put_off.json(&later)).expect(200);
    assert_eq!(moved.body["status"], "planned");
    assert_eq!(first_day(), "2026-03-31");
    story.world.clock.set("2026-03-24T15:00:00Z");
    let offered = ana.get("/v1/prompts/offered").expect(200);
    assert!(!offered.items().is_empty(), "an ordinary day");
}

/// The evening before: fears and what hesitates, in words, beside short meditations.
pub(super) fn before_the_dose_she_says_how_it_is(story: &Story<'_>, session: &str) {
    let ana = &story.ana;
    story.world.clock.set("2026-03-30T19:00:00Z");
    let told = json!({"fears": "losing the thread", "hesitations": "a part would rather stay home", "dosing_session_id": session});
    let told = ana.post("/v1/check-ins", &told).expect(201).body;
    let before = ana.get(&format!("/v1/dosing-sessions/{session}/before"));
    let before = before.expect(200).body;
    assert_eq!(before["check_ins"], json!([told]));
    assert!(!before["exercises"].as_array().unwrap().is_empty());
    assert!(text(&before["postponing"]["text"]).contains("ordinary"));
}

/// Nothing is offered by anybody on the day; one word is a whole entry.
pub(super) fn the_day_is_silent_and_it_happens(story: &Story<'_>, session: &str, date: &str) {
    let ana = &story.ana;
    let is_silent = || {
        ["/v1/prompts/offered", "/v1/offers"]
            .iter()
            .all(|path| ana.get(path).expect(200).items().is_empty())
    };
    story.world.clock.set(&format!("{date}T08:00:00Z"));
    assert!(is_silent(), "{date} in the morning");
    story.world.clock.set(&format!("{date}T18:30:00Z"));
    let path = format!("/v1/dosing-sessions/{session}");
    let happened = json!({"status": "happened", "started_at": format!("{date}T14:10:00Z"), "ended_at": format!("{date}T16:50:00Z")});
    let tag = ana.get(&path).expect(200).etag();
    ana.patch(&path, &tag, &happened).expect(200);
    assert!(is_silent(), "{date} in the evening");
    story.writes(&json!({"kind": "fragment", "text": "blue", "dosing_session_id": session}));
    let day = story.timeline(session)["days"][0].clone();
    assert_eq!(day["date"], date);
    assert_eq!(each(&day["entries"], "text"), [json!("blue")]);
    assert_eq!(day["offered"], json!([]));
}
