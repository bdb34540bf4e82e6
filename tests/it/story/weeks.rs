//! Weeks and months: small steps, what goes on unfolding, and a calendar that says nothing.

use super::{Story, each, text};
use crate::harness::json;

/// A step of her own choosing, which she makes smaller and lays aside; and a line on the bus.
pub(super) fn she_chooses_a_small_step_and_writes_as_it_unfolds(story: &Story<'_>) {
    story.world.clock.set("2026-04-20T08:30:00Z");
    let step = json!({"text": "a walk before work", "area": "movement"});
    let step = story.ana.post("/v1/steps", &step).expect(201);
    let path = format!("/v1/steps/{}", step.id());
    let smaller = json!({"text": "to the corner"});
    let smaller = story.ana.patch(&path, &step.etag(), &smaller).expect(200);
    let aside = json!({"laid_aside": true, "note": "not in this rain"});
    let aside = story.ana.patch(&path, &smaller.etag(), &aside).expect(200);
    assert_eq!(aside.body["text"], "to the corner");
    assert!(aside.body.get("completed").is_none());
    story.writes(&json!({"text": "The sea again, on the bus."}));
}

/// Two months on, the first session's weeks hold what fell into them, and no empty week is told.
pub(super) fn the_weeks_tell_what_fell_into_them(story: &Story<'_>, session: &str) {
    story.world.clock.set("2026-06-01T12:00:00Z");
    let timeline = story.timeline(session);
    let weeks = timeline["weeks"].as_array().expect("weeks");
    let of_the_bus = weeks
        .iter()
        .find(|week| week["opens_at"] == "2026-04-19T23:00:00.000000Z")
        .expect("the week from Monday 20 April");
    let entry = &of_the_bus["entries"][0];
    assert_eq!(
        story.entry(text(entry))["text"],
        "The sea again, on the bus."
    );
    for week in weeks {
        let held = ["entries", "check_ins", "practices", "appointments"];
        let held = held.iter().filter(|kind| week[**kind] != json!([]));
        assert!(held.count() > 0, "{week}");
    }
    let unfolding = &timeline["unfolding"];
    assert_eq!(unfolding["closes_at"], json!(null));
    let texts = each(&unfolding["entries"], "text");
    assert!(texts.contains(&json!("The sea again, on the bus.")));
}

/// A secret address tells days and hours and no more, until she takes it back.
pub(super) fn a_calendar_is_made_read_and_revoked(story: &Story<'_>) {
    let address = "/v1/timeline/calendar";
    let made = story.ana.post_nothing(address).expect(201);
    let url = text(&made.body["url"]).to_owned();
    let path = url.strip_prefix("http://afterword.test").expect("a path");
    let anyone = story.world.stranger();
    let calendar = anyone.get(path).expect(200);
    let told = String::from_utf8_lossy(&calendar.bytes).to_lowercase();
    assert!(told.contains("20260512t"), "{told}");
    for word in ["ketamin", "dos", "session", "therap", "integra", "practice"] {
        assert!(!told.contains(word), "{word}");
    }
    let seen = story.ana.get(address).expect(200).body;
    assert_eq!(seen["read_at"], story.world.clock.now());
    story.ana.delete(address).expect(204);
    anyone.get(path).expect(404);
}
