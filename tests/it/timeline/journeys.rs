//! Journeys without dosing, with a plan, with what was called off, and from long ago (R05, N14).

use super::{days, ended_on, item, texts, wrote};
use crate::both;
use crate::harness::json;

both!(a_journey_without_any_session_has_its_place, |world| {
    let ana = world.patient("Ana");
    wrote(&ana, "older", "2025-06-01T10:00:00Z", None);
    wrote(&ana, "newer", "2026-03-10T08:00:00Z", None);
    let timeline = ana.get("/v1/timeline").expect(200);
    assert!(timeline.items().is_empty());
    assert!(timeline.body["next_cursor"].is_null());
    assert_eq!(
        texts(&timeline.body["ongoing"]["entries"]),
        ["older", "newer"]
    );
    assert!(
        timeline.body["ongoing"]["text"]
            .as_str()
            .is_some_and(|text| !text.is_empty())
    );
});

both!(
    of_many_entries_the_newest_are_shown_in_the_order_of_writing,
    |world| {
        let ana = world.patient("Ana");
        for number in 0..60 {
            wrote(
                &ana,
                &format!("{number}"),
                &format!("2026-02-{:02}T{:02}:00:00Z", number / 24 + 1, number % 24),
                None,
            );
        }
        let timeline = ana.get("/v1/timeline").expect(200);
        let expected: Vec<String> = (10..60).map(|number| number.to_string()).collect();
        assert_eq!(texts(&timeline.body["ongoing"]["entries"]), expected);
    }
);

both!(a_plan_shows_its_days_to_come_and_does_not_unfold, |world| {
    let ana = world.patient("Ana");
    let plan = json!({"status": "planned", "planned_at": "2026-03-20T14:00:00Z", "time_zone": "Europe/Lisbon"});
    let session = ana.post("/v1/dosing-sessions", &plan).expect(201).id();
    let timeline = ana.get("/v1/timeline").expect(200);
    let shown = item(&timeline, &session);
    assert_eq!(
        (&shown["days"][0]["date"], &shown["days"][5]["date"]),
        (&json!("2026-03-20"), &json!("2026-03-25"))
    );
    assert!(shown["window"].is_object() && shown["unfolding"].is_null());
});

both!(
    a_plan_without_a_date_and_what_was_called_off_have_no_days,
    |world| {
        let ana = world.patient("Ana");
        for session in [
            json!({"status": "planned", "time_zone": "Europe/Lisbon"}),
            json!({"status": "postponed", "planned_at": "2026-03-08T14:00:00Z", "time_zone": "Europe/Lisbon"}),
            json!({"status": "cancelled", "planned_at": "2026-03-08T14:00:00Z", "time_zone": "Europe/Lisbon"}),
        ] {
            let id = ana.post("/v1/dosing-sessions", &session).expect(201).id();
            let timeline = ana.get("/v1/timeline").expect(200);
            let shown = item(&timeline, &id);
            assert!(
                shown["window"].is_null()
                    && shown["unfolding"].is_null()
                    && days(&timeline, &id).is_empty(),
                "{session}"
            );
        }
    }
);

both!(a_session_from_long_ago_still_unfolds, |world| {
    let ana = world.patient("Ana");
    let old = json!({"status": "happened", "ended_at": "2019-06-01T12:00:00Z", "approximate": true, "time_zone": "Europe/Lisbon"});
    let session = ana.post("/v1/dosing-sessions", &old).expect(201).id();
    wrote(&ana, "today", "2026-03-10T08:00:00Z", None);
    let timeline = ana.get("/v1/timeline").expect(200);
    assert_eq!(
        texts(&item(&timeline, &session)["unfolding"]["entries"]),
        ["today"]
    );
    assert!(texts(&timeline.body["ongoing"]["entries"]).is_empty());
});

both!(one_session_can_be_asked_for, |world| {
    let (ana, eva) = (world.patient("Ana"), world.patient("Eva"));
    let (first, second) = (ended_on(&ana, "2026-02-02"), ended_on(&ana, "2026-03-02"));
    let timeline = ana
        .get(&format!("/v1/timeline?dosing_session_id={first}"))
        .expect(200);
    assert_eq!(
        (
            timeline.items().len(),
            timeline.items()[0]["dosing_session"]["id"].as_str()
        ),
        (1, Some(first.as_str()))
    );
    let hers = eva
        .get(&format!("/v1/timeline?dosing_session_id={second}"))
        .expect(404);
    let nobodys = eva
        .get("/v1/timeline?dosing_session_id=0194f1f0-5c3e-7000-8000-0000000000ff")
        .expect(404);
    assert_eq!(hers.without_instance(), nobodys.without_instance());
});

both!(pages_show_every_session_once_and_nothing_twice, |world| {
    let ana = world.patient("Ana");
    let first = ended_on(&ana, "2026-02-02");
    world.clock.advance(chrono::Duration::minutes(1));
    let second = ended_on(&ana, "2026-03-02");
    wrote(&ana, "in the first", "2026-02-03T12:00:00Z", None);
    let page = ana.get("/v1/timeline?limit=1").expect(200);
    assert_eq!(page.items()[0]["dosing_session"]["id"], second);
    assert!(texts(&page.body["ongoing"]["entries"]).is_empty());
    let cursor = page.body["next_cursor"].as_str().expect("a next page");
    let next = ana
        .get(&format!("/v1/timeline?limit=1&cursor={cursor}"))
        .expect(200);
    assert_eq!(next.items()[0]["dosing_session"]["id"], first);
    assert_eq!(days(&next, &first)[1], ["in the first"]);
    assert!(next.body["next_cursor"].is_null());
});

both!(a_query_that_does_not_fit_is_refused, |world| {
    let ana = world.patient("Ana");
    for (query, pointer) in [
        ("limit=0", "/limit"),
        ("cursor=x", "/cursor"),
        ("dosing_session_id=7", "/dosing_session_id"),
        ("day=1", "/day"),
    ] {
        assert_eq!(
            ana.get(&format!("/v1/timeline?{query}"))
                .expect(422)
                .pointers(),
            [pointer],
            "{query}"
        );
    }
});

both!(only_a_patient_has_a_timeline, |world| {
    world.stranger().get("/v1/timeline").expect(401);
    world.therapist("Bo").get("/v1/timeline").expect(403);
});

both!(a_deleted_entry_is_in_no_day, |world| {
    let ana = world.patient("Ana");
    let session = ended_on(&ana, "2026-03-03");
    let entry = wrote(&ana, "gone", "2026-03-04T12:00:00Z", Some(&session));
    ana.delete(&format!("/v1/entries/{entry}")).expect(204);
    assert!(days(&ana.get("/v1/timeline"), &session)[1].is_empty());
});
