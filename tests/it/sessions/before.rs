//! `GET /v1/dosing-sessions/{id}/before` (R35, R46, R47).

use crate::both;
use crate::harness::json;

both!(
    what_is_at_hand_are_the_newest_check_ins_for_it_short_meditations_and_that_postponing_is_ordinary,
    |world| {
        let ana = world.patient("Ana");
        let plan = json!({"status": "planned", "planned_at": "2026-03-20T14:00:00Z", "time_zone": "Europe/Lisbon"});
        let session = ana.post("/v1/dosing-sessions", &plan).expect(201).id();
        let mut told = Vec::new();
        for number in 0..22 {
            let at = world.clock.at(chrono::Duration::minutes(number));
            let check_in = json!({"at": at, "fears": format!("{number}"), "dosing_session_id": session});
            told.push(ana.post("/v1/check-ins", &check_in).expect(201).id());
        }
        ana.post("/v1/check-ins", &json!({"rest": "some"}))
            .expect(201);
        let before = ana
            .get(&format!("/v1/dosing-sessions/{session}/before"))
            .expect(200)
            .body;
        assert_eq!(before["dosing_session_id"], session);
        assert_eq!(before["planned_at"], "2026-03-20T14:00:00.000000Z");
        let shown: Vec<&str> = before["check_ins"]
            .as_array()
            .expect("check-ins")
            .iter()
            .map(|one| one["id"].as_str().expect("an id"))
            .collect();
        assert_eq!(shown, told.iter().rev().take(20).collect::<Vec<_>>());
        let exercises = before["exercises"].as_array().expect("exercises");
        assert!(!exercises.is_empty());
        for exercise in exercises {
            let path = format!("/v1/exercises/{}", exercise.as_str().expect("an id"));
            assert_eq!(ana.get(&path).expect(200).body["family"], "short_meditation");
        }
        let text = before["postponing"]["text"].as_str().expect("a text");
        assert!(text.contains("ordinary"));
    }
);

both!(it_is_there_for_a_session_of_ones_own_alone, |world| {
    let (ana, eva) = (world.patient("Ana"), world.patient("Eva"));
    let session = ana
        .post(
            "/v1/dosing-sessions",
            &json!({"status": "postponed", "time_zone": "UTC"}),
        )
        .expect(201)
        .id();
    let path = format!("/v1/dosing-sessions/{session}/before");
    let mine = ana.get(&path).expect(200);
    assert_eq!(
        (&mine.body["planned_at"], &mine.body["check_ins"]),
        (&json!(null), &json!([]))
    );
    eva.get(&path).expect(404);
    world.therapist("Bo").get(&path).expect(403);
    ana.delete(&format!("/v1/dosing-sessions/{session}"))
        .expect(204);
    ana.get(&path).expect(404);
});
