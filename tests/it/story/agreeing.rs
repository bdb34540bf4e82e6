//! The link, the agreement, and reading it again before each dose.

use reqwest::Method;

use super::{Story, each, text};
use crate::harness::{Answer, Client, Value, World, json};

const TOUCH: &str = "0198a7c2-5555-7000-8000-000000000001";
const TALK: &str = "0198a7c2-5555-7000-8000-000000000002";
const DISTRESS: &str = "0198a7c2-5555-7000-8000-000000000003";
const HABIT: &str = "I read before our sessions, and not in between.";

/// She sees who invites and when he reads, links, and both write their side of what holds during dosing.
pub(super) fn she_links_and_both_write_what_holds<'w>(
    world: &'w World,
    ana: Client<'w>,
) -> Story<'w> {
    world.clock.set("2026-03-13T10:00:00Z");
    let bo = world.therapist("Bo");
    let habit = bo.request(Method::PUT, "/v1/therapist/reading-habit");
    bo.send(habit.json(&json!({"text": HABIT}))).expect(200);
    let code = bo.post("/v1/care/invitations", &json!({})).expect(201);
    let code = text(&code.body["code"]).to_owned();
    let invited = ana.get(&format!("/v1/care/invitations/{code}")).expect(200);
    assert_eq!(invited.body["therapist"]["display_name"], "Bo");
    assert_eq!(invited.body["reading_habit"], HABIT);
    let link = ana.post("/v1/care/links", &json!({"invitation_code": code}));
    let link = link.expect(201);
    assert_eq!(link.body["reading_habit"], HABIT);
    let link = link.id();
    let agreement = she_begins_the_agreement(&ana, &link);
    let story = Story {
        world,
        ana,
        bo,
        link,
        agreement,
    };
    he_writes_his_side(&story);
    both_versions_can_be_compared(&story);
    both_acknowledge(&story, 2);
    assert_eq!(hers(&story).body["in_force"], 2);
    story
}

fn she_begins_the_agreement(ana: &Client<'_>, link: &str) -> String {
    let items = json!([
        {"id": TOUCH, "kind": "touch", "text": "a hand on the shoulder", "patient": {"answer": "ask_first"}},
        {"id": DISTRESS, "kind": "distress", "patient": {"words": "stay near and say little"}},
    ]);
    let made = ana.post("/v1/agreements", &json!({"link_id": link, "items": items}));
    let made = made.expect(201);
    assert_eq!(
        (&made.body["version"], &made.body["in_force"]),
        (&json!(1), &json!(null))
    );
    made.id()
}

fn hers(story: &Story<'_>) -> Answer {
    let path = format!("/v1/agreements/{}", story.agreement);
    story.ana.get(&path).expect(200)
}

fn his_path(story: &Story<'_>) -> String {
    story.seen_by_bo(&format!("agreements/{}", story.agreement))
}

fn he_writes_his_side(story: &Story<'_>) {
    let path = his_path(story);
    let read = story.bo.get(&path).expect(200);
    let said = json!({"items": [
        {"id": TOUCH, "therapist": {"answer": "ask_first", "words": "I ask each time"}},
        {"id": TALK, "kind": "talk", "text": "a word when you ask", "therapist": {"answer": "yes"}},
    ]});
    let changed = story.bo.patch(&path, &read.etag(), &said).expect(200).body;
    assert_eq!(changed["version"], 2);
    assert_eq!(
        changed["items"][0]["patient"],
        json!({"answer": "ask_first"})
    );
}

fn both_versions_can_be_compared(story: &Story<'_>) {
    let path = format!("/v1/agreements/{}/versions", story.agreement);
    let versions = story.ana.get(&path).expect(200).body;
    let made_by = each(&versions["items"], "made_by");
    assert_eq!(made_by, [json!("patient"), json!("therapist")]);
    let between = story.ana.get(&format!("{path}/1/diff/2")).expect(200).body;
    assert_eq!(
        (
            each(&between["items"], "kind"),
            each(&between["items"], "change")
        ),
        (
            vec![json!("touch"), json!("talk")],
            vec![json!("changed"), json!("added")]
        )
    );
}

/// Both say the same to the agreement.
fn both_say(story: &Story<'_>, said: &Value) {
    let hers = format!("/v1/agreements/{}/acknowledgement", story.agreement);
    story.ana.post(&hers, said).expect(200);
    let his = format!("{}/acknowledgement", his_path(story));
    story.bo.post(&his, said).expect(200);
}

fn both_acknowledge(story: &Story<'_>, version: i64) {
    both_say(story, &json!({"version": version}));
}

/// Three appointments before the first dose, and a note that a medical evaluation took place.
pub(super) fn they_meet_to_prepare_and_she_notes_an_evaluation(story: &Story<'_>) {
    let ana = &story.ana;
    for day in [16, 18, 20] {
        let meeting = json!({"kind": "preparation", "link_id": story.link, "starts_at": format!("2026-03-{day}T10:00:00Z"), "ends_at": format!("2026-03-{day}T10:50:00Z")});
        let made = ana.post("/v1/appointments", &meeting).expect(201);
        story.world.clock.set(&format!("2026-03-{day}T11:00:00Z"));
        let path = format!("/v1/appointments/{}", made.id());
        ana.patch(&path, &made.etag(), &json!({"status": "happened"}))
            .expect(200);
    }
    let met = ana.get("/v1/appointments?kind=preparation").expect(200);
    assert_eq!(
        each(&met.body["items"], "status"),
        vec![json!("happened"); 3]
    );
    let evaluation = json!({"on": "2026-03-17", "note": "at the practice"});
    ana.post("/v1/evaluations", &evaluation).expect(201);
}

/// The day before a dose both read what is in force once more; until both have, it is said to be open.
pub(super) fn both_read_it_again_before_the_dose(story: &Story<'_>, session: &str, in_force: i64) {
    let is_open = || {
        let path = format!("/v1/agreements?dosing_session_id={session}");
        story.ana.get(&path).expect(200).items()[0]["to_read_again"].clone()
    };
    assert_eq!(is_open(), true);
    assert_eq!(hers(story).body["in_force"], in_force);
    both_say(
        story,
        &json!({"version": in_force, "dosing_session_id": session}),
    );
    assert_eq!(is_open(), false);
}

/// What she loosens within a day of a dose cannot hold before that day is over (N1).
pub(super) fn she_loosens_a_boundary_within_the_quiet_time(story: &Story<'_>, ends: &str) {
    let items = json!([{"id": TOUCH, "patient": {"answer": "yes"}}, {"id": DISTRESS}, {"id": TALK, "patient": {"answer": "ask_first"}}]);
    let path = format!("/v1/agreements/{}", story.agreement);
    let changed = story
        .ana
        .patch(&path, &hers(story).etag(), &json!({"items": items}))
        .expect(200)
        .body;
    assert_eq!(
        (&changed["version"], &changed["effective_at"]),
        (&json!(3), &json!(ends))
    );
    assert_eq!(changed["in_force"], 2);
}

/// Days later both acknowledge it, and only then does it hold.
pub(super) fn both_acknowledge_what_has_been_loosened(story: &Story<'_>) {
    assert_eq!(hers(story).body["in_force"], 2);
    both_acknowledge(story, 3);
    let holds = hers(story).body;
    assert_eq!(holds["in_force"], 3);
    assert_eq!(holds["in_force_items"][0]["patient"]["answer"], "yes");
}
