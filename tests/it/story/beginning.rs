//! Before anything else: reading, hoping, fearing, and what is at hand.

use reqwest::Method;

use super::{each, text};
use crate::content::{get_in, whole};
use crate::harness::{Answer, Client, World, json};

/// The notice that nobody watches, and what a beginning asks one to read, both with the same ids in both languages.
pub(super) fn she_reads_in_two_languages_what_this_is_and_is_not(ana: &Client<'_>) {
    let units = |language| whole(ana, "/v1/learn?topic=preparing", language);
    let (english, spanish) = (units("en"), units("es"));
    assert!(!english.is_empty());
    for (one, other) in english.iter().zip(&spanish) {
        assert_eq!(one["id"], other["id"]);
        assert_ne!(one["title"], other["title"]);
    }
    let path = format!("/v1/learn/{}", text(&spanish[0]["id"]));
    assert_eq!(get_in(ana, &path, "es").expect(200).body, spanish[0]);
    let notice = |language| {
        let support = get_in(ana, "/v1/support?region=PT", language).expect(200);
        support.body["notice"].clone()
    };
    let (english, spanish) = (notice("en"), notice("es"));
    assert!(text(&english["text"]).contains("Nobody is watching"));
    assert_eq!(english["version"], spanish["version"]);
    assert_ne!(english["text"], spanish["text"]);
}

fn reflected(ana: &Client<'_>, words: &str) -> Answer {
    let asked = json!({"text": words, "language": "en"});
    ana.post("/v1/intentions/reflect", &asked).expect(200)
}

/// A demand is shown to her as one; she keeps it, words it anew, and the first wording stays.
pub(super) fn she_words_what_she_hopes_for_and_puts_it_in_other_words(
    world: &World,
    ana: &Client<'_>,
) {
    let demand = "I want to get rid of my worry about work";
    let seen = reflected(ana, demand);
    assert_eq!(each(&seen.body["observations"], "kind"), [json!("outcome")]);
    assert!(text(&seen.body["observations"][0]["invitation"]).ends_with('?'));
    assert!(ana.get("/v1/intentions").expect(200).items().is_empty());
    let kept = json!({"text": demand, "why_it_matters": "I come home tired."});
    let kept = ana.post("/v1/intentions", &kept).expect(201);
    world.clock.set("2026-03-11T19:00:00Z");
    let open = "to be curious about my worry";
    let path = format!("/v1/intentions/{}", kept.id());
    let reworded = ana.patch(&path, &kept.etag(), &json!({"text": open}));
    let reworded = reworded.expect(200).body;
    assert_eq!(reworded["text"], open);
    assert_eq!(each(&reworded["earlier"], "text"), [json!(demand)]);
    assert_eq!(reflected(ana, open).body["observations"], json!([]));
}

/// What therapy is for, and what she is afraid of, are neither intentions nor each other.
pub(super) fn she_names_a_goal_and_a_fear_each_in_its_own_place(ana: &Client<'_>) {
    let goal = json!({"text": "to say no sooner", "note": "to my brother first"});
    let goal = ana.post("/v1/goals", &goal).expect(201);
    let path = format!("/v1/goals/{}", goal.id());
    let smaller = json!({"text": "to say maybe sooner"});
    let smaller = ana.patch(&path, &goal.etag(), &smaller).expect(200).body;
    assert_eq!(
        each(&smaller["earlier"], "text"),
        [json!("to say no sooner")]
    );
    let fear = json!({"text": "that I will not come back", "what_could_help": "his voice"});
    let fear = ana.post("/v1/fears", &fear).expect(201).body;
    assert_eq!(ana.get("/v1/fears").expect(200).items(), [fear]);
    assert_eq!(ana.get("/v1/goals").expect(200).items(), [smaller]);
    assert_eq!(ana.get("/v1/intentions").expect(200).items().len(), 1);
}

/// Beside the notice stand the people and things that she named.
pub(super) fn she_names_whom_and_what_has_been_kind(ana: &Client<'_>) {
    let person = json!({"name": "Noor", "contact": "the blue phone", "note": "evenings"});
    ana.post("/v1/support/people", &person).expect(201);
    let soothing = json!({"text": "the song with the long beginning"});
    ana.post("/v1/support/soothing", &soothing).expect(201);
    let support = ana.get("/v1/support?region=PT").expect(200).body;
    assert_eq!(each(&support["people"], "name"), [json!("Noor")]);
    assert_eq!(
        each(&support["soothing"], "text"),
        [soothing["text"].clone()]
    );
    assert!(!support["lines"].as_array().unwrap().is_empty());
}

/// Her own things stand after the usual ones; a mark is a mark on either.
pub(super) fn she_adds_to_what_she_brings(ana: &Client<'_>) {
    let list = "/v1/checklists/session";
    let own = ana.post(list, &json!({"text": "the grey scarf"}));
    let own = own.expect(201).id();
    let usual = text(&ana.get(list).items()[0]["id"]).to_owned();
    for id in [&own, &usual] {
        let mark = ana.request(Method::PUT, &format!("{list}/{id}/packed"));
        ana.send(mark).expect(204);
    }
    let shown = ana.get(list).expect(200);
    let last = shown.items().last().expect("her own");
    assert_eq!(
        (&last["id"], &last["source"], &last["packed"]),
        (&json!(own), &json!("own"), &json!(true))
    );
    assert_eq!(shown.items()[0]["packed"], true);
}

/// Two families of exercises, each with words before and after and no number.
pub(super) fn she_practises_with_the_ground_under_her(world: &World, ana: &Client<'_>) {
    for family in ["paced_breathing", "orienting_touch"] {
        let found = ana.get(&format!("/v1/exercises?family={family}&limit=1"));
        let exercise = found.expect(200).items()[0]["id"].clone();
        let practice = json!({"exercise_id": exercise, "at": world.clock.now(), "before": "far away", "after": "a little nearer"});
        ana.post("/v1/practices", &practice).expect(201);
    }
    assert_eq!(ana.get("/v1/practices").expect(200).items().len(), 2);
}
