//! `GET /v1/prompts/offered`: R49, R52, R80, N5, N14.

use chrono::Duration;

use crate::both;
use crate::harness::{Client, Value, json};

fn offered(ana: &Client<'_>) -> Vec<Value> {
    ana.get("/v1/prompts/offered").expect(200).items().to_vec()
}

/// The phase that all offered prompts have, or nothing where none is offered.
fn phase(ana: &Client<'_>) -> Option<String> {
    let items = offered(ana);
    let phase = items.first()?["phase"].as_str()?.to_owned();
    assert!((3..=5).contains(&items.len()), "a few: {}", items.len());
    assert!(items.iter().all(|prompt| prompt["phase"] == phase.as_str()));
    Some(phase)
}

fn session(ana: &Client<'_>, body: &Value) -> String {
    ana.post("/v1/dosing-sessions", body).expect(201).id()
}

fn happened(ana: &Client<'_>, start: &str, end: &str) {
    session(
        ana,
        &json!({"status": "happened", "started_at": start, "ended_at": end, "time_zone": "Europe/Lisbon"}),
    );
}

both!(
    without_a_session_prompts_of_preparation_are_offered,
    |world| {
        let ana = world.patient("Ana");
        assert_eq!(phase(&ana).as_deref(), Some("preparation"));
        world.clock.advance(Duration::days(400));
        assert_eq!(
            phase(&ana).as_deref(),
            Some("preparation"),
            "for who never takes part, too"
        );
    }
);

both!(
    the_answer_holds_prompts_and_not_a_word_beside_them,
    |world| {
        let ana = world.patient("Ana");
        let answer = ana.get("/v1/prompts/offered").expect(200);
        assert_eq!(answer.header("cache-control"), "no-store");
        assert_eq!(
            answer.body.as_object().unwrap().keys().collect::<Vec<_>>(),
            ["items"]
        );
        for prompt in answer.items() {
            let in_catalogue = world
                .stranger()
                .get(&format!("/v1/prompts/{}", prompt["id"].as_str().unwrap()))
                .expect(200);
            assert_eq!(&in_catalogue.body, prompt);
        }
    }
);

both!(
    a_day_always_offers_the_same_and_the_next_one_others,
    |world| {
        let ana = world.patient("Ana");
        let today = offered(&ana);
        world.clock.advance(Duration::hours(2));
        assert_eq!(offered(&ana), today);
        world.clock.advance(Duration::days(1));
        let tomorrow = offered(&ana);
        assert!(tomorrow.iter().all(|prompt| !today.contains(prompt)));
    }
);

both!(the_day_turns_at_midnight_where_the_patient_lives, |world| {
    let ana = world.patient_in("Ana", "America/Bogota");
    world.clock.set("2026-03-11T04:59:59Z");
    let before = offered(&ana);
    world.clock.set("2026-03-11T05:00:00Z");
    assert_ne!(offered(&ana), before);
});

both!(
    a_planned_session_keeps_to_preparation_and_its_day_stays_silent,
    |world| {
        let ana = world.patient("Ana");
        session(
            &ana,
            &json!({"status": "planned", "planned_at": "2026-03-12T14:00:00Z", "time_zone": "Europe/Lisbon"}),
        );
        assert_eq!(phase(&ana).as_deref(), Some("preparation"));
        world.clock.set("2026-03-11T23:59:59Z");
        assert_eq!(phase(&ana).as_deref(), Some("preparation"));
        for silent in [
            "2026-03-12T00:00:00Z",
            "2026-03-12T14:30:00Z",
            "2026-03-12T23:59:59Z",
        ] {
            world.clock.set(silent);
            assert_eq!(offered(&ana).len(), 0, "{silent}");
        }
        world.clock.set("2026-03-13T00:00:00Z");
        assert_eq!(phase(&ana).as_deref(), Some("preparation"));
    }
);

both!(
    the_day_of_dosing_is_the_civil_date_in_the_zone_of_the_session,
    |world| {
        let ana = world.patient("Ana");
        session(
            &ana,
            &json!({"status": "planned", "planned_at": "2026-03-12T14:00:00Z", "time_zone": "Asia/Tokyo"}),
        );
        world.clock.set("2026-03-11T15:00:00Z");
        assert_eq!(offered(&ana).len(), 0, "it is the twelfth in Tokyo");
        world.clock.set("2026-03-11T14:59:59Z");
        assert_eq!(phase(&ana).as_deref(), Some("preparation"));
    }
);

both!(a_postponed_or_cancelled_session_silences_no_day, |world| {
    let ana = world.patient("Ana");
    for status in ["postponed", "cancelled"] {
        session(
            &ana,
            &json!({"status": status, "planned_at": "2026-03-10T14:00:00Z", "time_zone": "Europe/Lisbon"}),
        );
        assert_eq!(phase(&ana).as_deref(), Some("preparation"), "{status}");
    }
});

both!(
    after_a_session_the_window_is_offered_from_day_one_until_it_closes,
    |world| {
        let ana = world.patient("Ana");
        world.clock.set("2026-03-10T18:00:00Z");
        happened(&ana, "2026-03-10T14:00:00Z", "2026-03-10T17:00:00Z");
        assert_eq!(offered(&ana).len(), 0, "nothing on the day of dosing");
        for (at, expected) in [
            ("2026-03-11T00:00:00Z", "window"),
            ("2026-03-15T23:59:59Z", "window"),
            ("2026-03-16T00:00:00Z", "ongoing"),
            ("2026-12-24T12:00:00Z", "ongoing"),
        ] {
            world.clock.set(at);
            assert_eq!(phase(&ana).as_deref(), Some(expected), "{at}");
        }
    }
);

both!(
    a_session_that_ends_after_midnight_silences_both_days,
    |world| {
        let ana = world.patient("Ana");
        world.clock.set("2026-03-11T08:00:00Z");
        happened(&ana, "2026-03-10T22:30:00Z", "2026-03-11T01:30:00Z");
        assert_eq!(offered(&ana).len(), 0);
        world.clock.set("2026-03-12T00:00:00Z");
        assert_eq!(phase(&ana).as_deref(), Some("window"));
    }
);

both!(
    the_newest_session_counts_and_a_new_plan_does_not_end_its_window,
    |world| {
        let ana = world.patient("Ana");
        happened(&ana, "2025-01-07T14:00:00Z", "2025-01-07T17:00:00Z");
        assert_eq!(phase(&ana).as_deref(), Some("ongoing"));
        happened(&ana, "2026-03-08T14:00:00Z", "2026-03-08T17:00:00Z");
        assert_eq!(phase(&ana).as_deref(), Some("window"));
        session(
            &ana,
            &json!({"status": "planned", "planned_at": "2026-03-11T14:00:00Z", "time_zone": "Europe/Lisbon"}),
        );
        assert_eq!(phase(&ana).as_deref(), Some("window"));
        world.clock.set("2026-03-11T09:00:00Z");
        assert_eq!(offered(&ana).len(), 0, "until its own day");
    }
);

both!(what_was_answered_is_offered_last, |world| {
    let ana = world.patient("Ana");
    let today = offered(&ana);
    ana.post(
        "/v1/entries",
        &json!({"text": "Not sure.", "prompt_id": today[0]["id"]}),
    )
    .expect(201);
    let later = offered(&ana);
    assert!(!later.contains(&today[0]), "others stand before it");
    let all = world
        .stranger()
        .get("/v1/prompts?phase=preparation&limit=100")
        .expect(200);
    for prompt in all.items().iter().skip(2) {
        ana.post(
            "/v1/entries",
            &json!({"text": "x", "prompt_id": prompt["id"]}),
        )
        .expect(201);
    }
    let unanswered: Vec<&Value> = all
        .items()
        .iter()
        .take(2)
        .filter(|prompt| *prompt != &today[0])
        .collect();
    let last = offered(&ana);
    assert!(
        last.iter()
            .take(unanswered.len())
            .all(|prompt| unanswered.contains(&prompt)),
        "what was not answered comes first"
    );
    assert!(last.len() >= 3, "and repeats fill up");
});

both!(
    one_patients_sessions_and_answers_do_not_touch_anothers_offer,
    |world| {
        let (ana, eva) = (world.patient("Ana"), world.patient("Eva"));
        let before = offered(&eva);
        ana.post(
            "/v1/entries",
            &json!({"text": "x", "prompt_id": before[0]["id"]}),
        )
        .expect(201);
        session(
            &ana,
            &json!({"status": "planned", "planned_at": "2026-03-10T14:00:00Z", "time_zone": "Europe/Lisbon"}),
        );
        assert_eq!(offered(&ana).len(), 0);
        assert_eq!(offered(&eva), before);
    }
);

both!(only_a_patient_is_offered_prompts, |world| {
    world.stranger().get("/v1/prompts/offered").expect(401);
    world.therapist("Bo").get("/v1/prompts/offered").expect(403);
});
