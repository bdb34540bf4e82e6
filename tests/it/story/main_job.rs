//! The main job, told once through: write, stay private, share one revision, be read, revoke.

use chrono::Duration;

use crate::both;
use crate::harness::{Client, World, json, scenes};

/// Ana prepares with a grounding exercise before her session.
fn prepare(world: &World, ana: &Client<'_>) {
    let exercises = ana.get("/v1/exercises?family=paced_breathing").expect(200);
    let exercise = &exercises.items()[0];
    assert!(exercise["steps"][0]["text"].is_string());
    let practice = json!({"exercise_id": exercise["id"], "at": world.clock.now(), "before": "jumpy", "after": "still here"});
    ana.post("/v1/practices", &practice).expect(201);
    assert!(
        !ana.get("/v1/prompts/offered")
            .expect(200)
            .items()
            .is_empty()
    );
}

/// The session is planned, the day comes, it happens; on that day nothing is offered.
fn dose(world: &World, ana: &Client<'_>) -> String {
    let planned = json!({"status": "planned", "planned_at": "2026-03-12T14:00:00Z", "time_zone": "Europe/Lisbon", "place": "the practice"});
    let session = ana.post("/v1/dosing-sessions", &planned).expect(201);
    world.clock.set("2026-03-12T18:30:00Z");
    assert!(
        ana.get("/v1/prompts/offered")
            .expect(200)
            .items()
            .is_empty(),
        "nothing is asked on the day of dosing"
    );
    let path = format!("/v1/dosing-sessions/{}", session.id());
    let happened = json!({"status": "happened", "started_at": "2026-03-12T14:10:00Z", "ended_at": "2026-03-12T16:50:00Z"});
    ana.patch(&path, &session.etag(), &happened).expect(200);
    session.id()
}

both!(the_main_job_from_registering_to_taking_back, |world| {
    let scenes::Linked {
        patient: ana,
        therapist: bo,
        link,
    } = scenes::linked(world);
    prepare(world, &ana);
    let session = dose(world, &ana);

    // The evening: one word. Two days later: an answer to a prompt, changed once.
    ana.post(
        "/v1/entries",
        &json!({"kind": "fragment", "text": "blue", "dosing_session_id": session}),
    )
    .expect(201);
    world.clock.set("2026-03-14T20:00:00Z");
    let offered = ana.get("/v1/prompts/offered").expect(200);
    let prompt = &offered.items()[0];
    let response = json!({"text": "A door, half open.", "prompt_id": prompt["id"], "dosing_session_id": session, "topics": ["image"]});
    let first = ana.post("/v1/entries", &response).expect(201);
    assert_eq!(first.body["kind"], "response");
    assert_eq!(
        first.body["prompt"]["text"], prompt["text"],
        "the exact words shown are kept"
    );
    let entry = first.id();
    let path = format!("/v1/entries/{entry}");

    // The timeline shows days 0 to 5, then goes on without an end.
    let timeline = ana
        .get(&format!("/v1/timeline?dosing_session_id={session}"))
        .expect(200);
    let days = timeline.items()[0]["days"].as_array().unwrap();
    assert_eq!(days.len(), 6);
    assert_eq!(
        (&days[0]["date"], &days[2]["date"]),
        (&json!("2026-03-12"), &json!("2026-03-14"))
    );
    assert_eq!(days[0]["entries"][0]["text"], "blue");
    assert_eq!(days[2]["entries"][0]["id"], json!(entry));
    assert!(timeline.items()[0]["unfolding"]["closes_at"].is_null());

    // Nothing is shared until Ana shares it.
    let shared_path = format!("/v1/therapist/patients/{link}/entries/{entry}");
    let private = bo.get(&shared_path).expect(404);
    let never = bo
        .get(&format!(
            "/v1/therapist/patients/{link}/entries/0198a7c2-1111-7000-8000-0000000000ff"
        ))
        .expect(404);
    assert_eq!(private.without_instance(), never.without_instance());

    // She shares the first revision and changes the entry: Bo reads what she shared.
    let consent = scenes::share(&ana, &link, &entry);
    ana.patch(
        &path,
        &first.etag(),
        &json!({"text": "A door, half open. I was afraid of Bo."}),
    )
    .expect(200);
    let read = bo.get(&shared_path).expect(200);
    assert_eq!(
        (&read.body["text"], &read.body["revision"]),
        (&json!("A door, half open."), &json!(1))
    );
    assert_eq!(
        bo.get(&format!("/v1/therapist/patients/{link}/entries"))
            .expect(200)
            .items()
            .len(),
        1
    );
    bo.post(
        &format!("{shared_path}/acknowledgement"),
        &json!({"kind": "bring_to_session"}),
    )
    .expect(201);

    // She sees that it was read, when and at which revision, on the entry, the consent and the log.
    assert_eq!(
        ana.get(&path).expect(200).body["shared_with"],
        json!([consent])
    );
    let seen = ana.get(&format!("/v1/consents/{consent}")).expect(200);
    assert_eq!(seen.body["state"], "in_effect");
    assert_eq!(
        seen.body["opened"][0],
        json!({"at": world.clock.now(), "revision": 1})
    );
    let log = ana.get("/v1/access-log").expect(200);
    let reading = log
        .items()
        .iter()
        .find(|item| item["action"] == "entry.read" && item["outcome"] == "done")
        .expect("the reading is on the log");
    assert_eq!(
        (&reading["entry_id"], &reading["consent_id"]),
        (&json!(entry), &json!(consent))
    );
    assert_eq!(reading["actor"]["display_name"], "Bo");

    // She takes it back: at the next request it is gone, and what was opened stays on record.
    let revoked = ana.delete(&format!("/v1/consents/{consent}")).expect(200);
    assert_eq!(revoked.body["state"], "revoked");
    assert!(!revoked.body["opened"].as_array().unwrap().is_empty());
    assert_eq!(
        bo.get(&shared_path).expect(404).without_instance(),
        never.without_instance()
    );
    assert!(
        bo.get(&format!("/v1/therapist/patients/{link}/entries"))
            .expect(200)
            .items()
            .is_empty()
    );
    scenes::no_news_for(&bo);
    assert_eq!(
        ana.get("/v1/access-log/verify").expect(200).body["intact"],
        true
    );

    // Weeks later it is still unfolding.
    world.clock.advance(Duration::days(40));
    ana.post("/v1/entries", &json!({"text": "The door, on the bus."}))
        .expect(201);
    let later = ana.get("/v1/timeline").expect(200);
    assert_eq!(
        later.items()[0]["unfolding"]["entries"][0]["text"],
        "The door, on the bus."
    );
});
