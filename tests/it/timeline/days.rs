//! The days of a session, and what unfolds after them (R80, N7).

use super::{days, ended_on, item, texts, wrote};
use crate::both;
use crate::harness::{Value, World, json};

both!(
    the_days_begin_at_local_midnight_and_hold_what_was_written_in_them,
    |world| {
        let ana = world.patient("Ana");
        let session = ended_on(&ana, "2026-03-03");
        wrote(&ana, "before", "2026-03-02T23:59:59.999999Z", None);
        wrote(&ana, "first", "2026-03-03T00:00:00Z", None);
        wrote(&ana, "late", "2026-03-03T23:59:59.999999Z", None);
        wrote(&ana, "next", "2026-03-04T00:00:00Z", None);
        wrote(&ana, "last", "2026-03-08T23:59:59.999999Z", None);
        wrote(&ana, "after", "2026-03-09T00:00:00Z", None);
        let timeline = ana.get("/v1/timeline").expect(200);
        assert_eq!(
            days(&timeline, &session),
            [
                vec!["first", "late"],
                vec!["next"],
                vec![],
                vec![],
                vec![],
                vec!["last"]
            ]
        );
        let shown = item(&timeline, &session);
        assert_eq!(
            shown["dosing_session"],
            ana.get(&format!("/v1/dosing-sessions/{session}")).body
        );
        let window = &shown["window"];
        for (field, instant) in [
            ("opens_at", "2026-03-03T00:00:00.000000Z"),
            ("settles_at", "2026-03-07T00:00:00.000000Z"),
            ("closes_at", "2026-03-09T00:00:00.000000Z"),
        ] {
            assert_eq!(window[field], instant, "{field}");
        }
        let unfolding = &shown["unfolding"];
        assert_eq!(
            (
                &unfolding["opens_at"],
                &unfolding["closes_at"],
                &unfolding["text"]
            ),
            (
                &window["closes_at"],
                &json!(null),
                &json!("Still unfolding.")
            )
        );
        assert_eq!(texts(&unfolding["entries"]), ["after"]);
        assert_eq!(texts(&timeline.body["ongoing"]["entries"]), ["before"]);
    }
);

both!(
    every_day_is_there_also_those_to_come_and_none_is_called_missed,
    |world| {
        let ana = world.patient("Ana");
        let session = ended_on(&ana, "2026-03-09");
        let timeline = ana.get("/v1/timeline").expect(200);
        let shown = item(&timeline, &session)["days"]
            .as_array()
            .expect("days")
            .clone();
        let dates: Vec<_> = shown
            .iter()
            .map(|day| {
                (
                    day["day"].as_u64().expect("a number"),
                    day["date"].as_str().expect("a date").to_owned(),
                )
            })
            .collect();
        let expected = [
            "2026-03-09",
            "2026-03-10",
            "2026-03-11",
            "2026-03-12",
            "2026-03-13",
            "2026-03-14",
        ];
        assert_eq!(
            dates,
            (0..)
                .zip(expected.map(ToOwned::to_owned))
                .collect::<Vec<_>>()
        );
        for day in &shown {
            let mut fields: Vec<_> = day.as_object().expect("a day").keys().cloned().collect();
            fields.sort();
            assert_eq!(
                fields,
                [
                    "appointments",
                    "check_ins",
                    "closes_at",
                    "date",
                    "day",
                    "entries",
                    "habits",
                    "offered",
                    "opens_at",
                    "practices"
                ]
            );
        }
        let body = timeline.body.to_string();
        for word in ["missed", "percent", "streak", "completed", "count"] {
            assert!(!body.contains(word), "{word}");
        }
    }
);

both!(nothing_is_offered_on_a_day_of_dosing, |world| {
    let ana = world.patient("Ana");
    let first = ended_on(&ana, "2026-03-05");
    ana.post("/v1/dosing-sessions", &json!({"status": "planned", "planned_at": "2026-03-07T20:00:00Z", "time_zone": "Europe/Lisbon"})).expect(201);
    let timeline = ana.get("/v1/timeline").expect(200);
    let shown = &item(&timeline, &first)["days"];
    for day in [0, 2] {
        assert_eq!(shown[day]["offered"], json!([]), "day {day}");
    }
    let offered = shown[1]["offered"].as_array().expect("a list");
    assert!(!offered.is_empty());
    for prompt in offered {
        ana.get(&format!("/v1/prompts/{}", prompt.as_str().expect("an id")))
            .expect(200);
    }
});

both!(
    each_day_invites_to_small_things_of_each_kind_and_a_day_of_dosing_to_none,
    |world| {
        let ana = world.patient("Ana");
        let first = ended_on(&ana, "2026-03-05");
        ana.post("/v1/dosing-sessions", &json!({"status": "planned", "planned_at": "2026-03-07T20:00:00Z", "time_zone": "Europe/Lisbon"})).expect(201);
        let timeline = ana.get("/v1/timeline").expect(200);
        let shown = &item(&timeline, &first)["days"];
        for day in [0, 2] {
            assert_eq!(shown[day]["habits"], json!([]), "day {day}");
        }
        let catalogue = ana.get("/v1/checklists?kind=habits").expect(200);
        let known = catalogue.items()[0]["items"].as_array().unwrap();
        for day in [1, 3, 4, 5] {
            let habits = shown[day]["habits"].as_array().unwrap();
            let areas: Vec<_> = habits.iter().map(|one| &one["area"]).collect();
            assert_eq!(areas, ["nourishment", "movement", "rest", "connection"]);
            // Nothing but the words of the catalogue: no mark, no count, no target (R82).
            assert!(habits.iter().all(|one| known.contains(one)), "day {day}");
        }
        assert_ne!(shown[3]["habits"], shown[4]["habits"]);
        assert_eq!(
            ana.get("/v1/timeline").expect(200).body,
            timeline.body,
            "a day always invites to the same"
        );
    }
);

both!(
    small_things_are_read_in_the_language_that_is_preferred,
    |world| {
        let ana = world.patient("Ana");
        let first = ended_on(&ana, "2026-03-05");
        let in_language = |language: &str| {
            let asked = ana.request(reqwest::Method::GET, "/v1/timeline");
            let answer = ana.send(asked.header("accept-language", language));
            item(&answer.expect(200), &first)["days"][1]["habits"].clone()
        };
        let (english, spanish) = (in_language("en"), in_language("es"));
        for place in 0..4 {
            assert_eq!(english[place]["id"], spanish[place]["id"]);
            assert_ne!(english[place]["text"], spanish[place]["text"]);
        }
    }
);

both!(
    the_zone_of_the_session_decides_and_a_change_of_clocks_makes_a_day_longer,
    |world| {
        let ana = world.patient("Ana");
        let session = json!({"status": "happened", "started_at": "2025-11-01T02:00:00Z", "ended_at": "2025-11-01T03:30:00Z", "time_zone": "America/New_York"});
        let session = ana.post("/v1/dosing-sessions", &session).expect(201).id();
        let timeline = ana
            .get(&format!("/v1/timeline?dosing_session_id={session}"))
            .expect(200);
        let shown = &item(&timeline, &session)["days"];
        assert_eq!(
            (&shown[0]["date"], &shown[0]["opens_at"]),
            (&json!("2025-10-31"), &json!("2025-10-31T04:00:00.000000Z"))
        );
        assert_eq!(
            (&shown[2]["opens_at"], &shown[2]["closes_at"]),
            (
                &json!("2025-11-02T04:00:00.000000Z"),
                &json!("2025-11-03T05:00:00.000000Z")
            )
        );
    }
);

both!(
    moving_the_session_moves_everything_that_hangs_on_it,
    |world| {
        let ana = world.patient("Ana");
        let session = ended_on(&ana, "2026-03-03");
        wrote(&ana, "one", "2026-03-04T12:00:00Z", None);
        assert_eq!(days(&ana.get("/v1/timeline"), &session)[1], ["one"]);
        let path = format!("/v1/dosing-sessions/{session}");
        let moved = ana
            .patch(
                &path,
                &ana.get(&path).etag(),
                &json!({"ended_at": "2026-03-01T16:40:00Z"}),
            )
            .expect(200);
        assert_eq!(days(&ana.get("/v1/timeline"), &session)[3], ["one"]);
        let east = ana
            .patch(
                &path,
                &moved.etag(),
                &json!({"time_zone": "Pacific/Kiritimati"}),
            )
            .expect(200);
        assert_eq!(days(&ana.get("/v1/timeline"), &session)[3], ["one"]);
        ana.patch(&path, &east.etag(), &json!({"status": "cancelled"}))
            .expect(200);
        let timeline = ana.get("/v1/timeline");
        assert!(days(&timeline, &session).is_empty());
        assert_eq!(texts(&timeline.body["ongoing"]["entries"]), ["one"]);
    }
);

both!(
    what_names_a_session_belongs_to_it_alone_and_the_rest_to_every_day_that_holds_it,
    |world| {
        let ana = world.patient("Ana");
        let (first, second) = (ended_on(&ana, "2026-03-02"), ended_on(&ana, "2026-03-05"));
        wrote(&ana, "for the first", "2026-03-06T10:00:00Z", Some(&first));
        wrote(
            &ana,
            "for the second",
            "2026-03-06T11:00:00Z",
            Some(&second),
        );
        wrote(&ana, "for neither", "2026-03-06T12:00:00Z", None);
        wrote(
            &ana,
            "for the second, before it",
            "2026-03-03T12:00:00Z",
            Some(&second),
        );
        let timeline = ana.get("/v1/timeline").expect(200);
        assert_eq!(days(&timeline, &first)[4], ["for the first", "for neither"]);
        assert_eq!(
            days(&timeline, &second)[1],
            ["for the second", "for neither"]
        );
        assert!(days(&timeline, &first)[1].is_empty());
        assert_eq!(
            texts(&timeline.body["ongoing"]["entries"]),
            ["for the second, before it"]
        );
    }
);

both!(a_practice_stands_in_its_day, |world| {
    let ana = world.patient("Ana");
    let session = ended_on(&ana, "2026-03-03");
    let exercise = ana.get("/v1/exercises?limit=1").expect(200).items()[0]["id"].clone();
    let practise = |at: &str| {
        ana.post("/v1/practices", &json!({"exercise_id": exercise, "at": at}))
            .expect(201)
            .id()
    };
    let (within, after, before) = (
        practise("2026-03-04T20:00:00Z"),
        practise("2026-03-09T20:00:00Z"),
        practise("2026-03-01T20:00:00Z"),
    );
    let timeline = ana.get("/v1/timeline").expect(200);
    let shown = item(&timeline, &session);
    assert_eq!(shown["days"][1]["practices"][0]["id"], within);
    assert_eq!(shown["unfolding"]["practices"][0]["id"], after);
    assert_eq!(timeline.body["ongoing"]["practices"][0]["id"], before);
});

mod a_deployment_settles_its_own_days {
    use super::{World, ended_on, item, json};
    use crate::harness::Engine;

    fn on(engine: Engine) {
        let world = World::with(engine, |settings| {
            settings.policy.settles_day = 1;
            settings.policy.closes_day = 2;
        });
        let ana = world.patient("Ana");
        let session = ended_on(&ana, "2026-03-03");
        let timeline = ana.get("/v1/timeline").expect(200);
        let shown = item(&timeline, &session);
        assert_eq!(shown["days"].as_array().expect("days").len(), 3);
        assert_eq!(
            (
                &shown["window"]["settles_at"],
                &shown["window"]["closes_at"]
            ),
            (
                &json!("2026-03-05T00:00:00.000000Z"),
                &json!("2026-03-06T00:00:00.000000Z")
            )
        );
    }

    #[test]
    fn sqlite() {
        on(Engine::Sqlite);
    }

    #[test]
    fn postgres() {
        on(Engine::Postgres);
    }
}

both!(a_prompt_that_is_hidden_stands_beside_no_day, |world| {
    let ana = world.patient("Ana");
    let session = ended_on(&ana, "2026-03-05");
    let offered = || -> Vec<String> {
        let timeline = ana.get("/v1/timeline").expect(200);
        let days = item(&timeline, &session)["days"]
            .as_array()
            .unwrap()
            .clone();
        let of_day = |day: &Value| day["offered"].as_array().unwrap().clone();
        let all = days.iter().flat_map(of_day);
        all.map(|id| id.as_str().unwrap().to_owned()).collect()
    };
    let hidden = offered()[0].clone();
    let path = format!("/v1/prompts/{hidden}/hidden");
    ana.post_nothing(&path).expect(204);
    let left = offered();
    assert!(!left.contains(&hidden));
    assert_eq!(left.len(), 15, "others take its place");
    ana.delete(&path).expect(204);
    assert!(offered().contains(&hidden));
});

both!(
    the_days_of_dosing_are_the_same_for_the_timeline_and_for_prompts,
    |world| {
        // Planned for the twelfth, it happened on the ninth: the twelfth is a day like others (R49, R52).
        world.clock.set("2026-03-12T09:00:00Z");
        let ana = world.patient("Ana");
        let session = json!({"status": "happened", "planned_at": "2026-03-12T14:00:00Z", "started_at": "2026-03-09T14:00:00Z",
            "ended_at": "2026-03-09T16:40:00Z", "time_zone": "Europe/Lisbon"});
        let session = ana.post("/v1/dosing-sessions", &session).expect(201).id();
        let timeline = ana.get("/v1/timeline").expect(200);
        let day = item(&timeline, &session)["days"][3].clone();
        assert_eq!(day["date"], "2026-03-12");
        assert_ne!(day["offered"], json!([]));
        assert_ne!(ana.get("/v1/prompts/offered").expect(200).items().len(), 0);
        // One that usually ends after midnight is for both a day of dosing on either date, until its end is told.
        let eva = world.patient("Eva");
        let late = json!({"status": "happened", "started_at": "2026-03-11T23:00:00Z", "time_zone": "Europe/Lisbon"});
        let late = eva.post("/v1/dosing-sessions", &late).expect(201).id();
        let timeline = eva.get("/v1/timeline").expect(200);
        let day = item(&timeline, &late)["days"][1].clone();
        assert_eq!(day["date"], "2026-03-12");
        assert_eq!(day["offered"], json!([]));
        assert_eq!(eva.get("/v1/prompts/offered").expect(200).items().len(), 0);
    }
);
