//! Everything that a day, a week and a journey hold together: check-ins and appointments, silence, weeks, a series (R49, R77, R80).

use chrono::Duration;

use super::{days, ended_on, ids, item, wrote};
use crate::both;
use crate::harness::{Client, Value, json};

fn checked_in(ana: &Client<'_>, at: &str, session: Option<&str>) -> String {
    let check_in = json!({"rest": "some", "at": at, "dosing_session_id": session});
    ana.post("/v1/check-ins", &check_in).expect(201).id()
}

fn appointed(ana: &Client<'_>, starts_at: Option<&str>, session: Option<&str>) -> String {
    let new = json!({"kind": "integration", "starts_at": starts_at, "dosing_session_id": session});
    ana.post("/v1/appointments", &new).expect(201).id()
}

both!(
    check_ins_and_appointments_stand_in_their_day_by_the_rule_of_entries,
    |world| {
        let ana = world.patient("Ana");
        let (first, second) = (ended_on(&ana, "2026-03-02"), ended_on(&ana, "2026-03-05"));
        let (free, hers) = (
            checked_in(&ana, "2026-03-06T10:00:00Z", None),
            checked_in(&ana, "2026-03-06T11:00:00Z", Some(&second)),
        );
        let (seen, theirs) = (
            appointed(&ana, Some("2026-03-06T12:00:00Z"), None),
            appointed(&ana, Some("2026-03-06T13:00:00Z"), Some(&first)),
        );
        let timeline = ana.get("/v1/timeline").expect(200);
        let (one, two) = (
            &item(&timeline, &first)["days"][4],
            &item(&timeline, &second)["days"][1],
        );
        assert_eq!(ids(&one["check_ins"]), [free.as_str()]);
        assert_eq!(ids(&two["check_ins"]), [free.as_str(), hers.as_str()]);
        assert_eq!(ids(&one["appointments"]), [seen.as_str(), theirs.as_str()]);
        assert_eq!(ids(&two["appointments"]), [seen.as_str()]);
        let whole = ana.get(&format!("/v1/check-ins/{free}")).expect(200);
        assert_eq!(one["check_ins"][0], whole.body);
        let whole = ana.get(&format!("/v1/appointments/{seen}")).expect(200);
        assert_eq!(two["appointments"][0], whole.body);
        assert!(ids(&timeline.body["ongoing"]["check_ins"]).is_empty());
    }
);

both!(
    a_journey_without_dosing_or_with_one_called_off_holds_check_ins_and_appointments_too,
    |world| {
        let ana = world.patient("Ana");
        let called_off = json!({"status": "cancelled", "planned_at": "2026-03-08T14:00:00Z", "time_zone": "Europe/Lisbon"});
        let session = ana
            .post("/v1/dosing-sessions", &called_off)
            .expect(201)
            .id();
        let check_in = checked_in(&ana, "2026-03-08T15:00:00Z", Some(&session));
        let some_day = appointed(&ana, None, None);
        let planned = appointed(&ana, Some("2026-06-01T10:00:00Z"), Some(&session));
        let timeline = ana.get("/v1/timeline").expect(200);
        let ongoing = &timeline.body["ongoing"];
        assert_eq!(ids(&ongoing["check_ins"]), [check_in.as_str()]);
        assert_eq!(
            ids(&ongoing["appointments"]),
            [some_day.as_str(), planned.as_str()]
        );
        assert_eq!(item(&timeline, &session)["weeks"], json!([]));
    }
);

both!(
    what_comes_after_a_session_from_long_ago_unfolds_with_it,
    |world| {
        let ana = world.patient("Ana");
        let old = json!({"status": "happened", "ended_at": "2019-06-01T12:00:00Z", "approximate": true, "time_zone": "Europe/Lisbon"});
        let session = ana.post("/v1/dosing-sessions", &old).expect(201).id();
        let check_in = checked_in(&ana, "2026-03-09T08:00:00Z", None);
        let appointment = appointed(&ana, Some("2026-03-17T10:00:00Z"), None);
        let timeline = ana.get("/v1/timeline").expect(200);
        let unfolding = &item(&timeline, &session)["unfolding"];
        assert_eq!(ids(&unfolding["check_ins"]), [check_in.as_str()]);
        assert_eq!(ids(&unfolding["appointments"]), [appointment.as_str()]);
        let weeks = item(&timeline, &session)["weeks"]
            .as_array()
            .expect("weeks");
        assert_eq!(weeks.len(), 1);
        assert_eq!(weeks[0]["check_ins"], json!([check_in]));
    }
);

both!(
    the_weeks_after_hold_what_fell_into_them_and_an_empty_one_is_not_told,
    |world| {
        let ana = world.patient("Ana");
        let session = ended_on(&ana, "2026-01-05");
        // Day 5 is 10 January, so the weeks begin on Sundays: 11, 18, 25 January …
        let entry = wrote(&ana, "one", "2026-01-11T00:00:00Z", None);
        let check_in = checked_in(&ana, "2026-01-17T23:59:59Z", Some(&session));
        let appointment = appointed(&ana, Some("2026-02-01T10:00:00Z"), None);
        let within = wrote(&ana, "in the days", "2026-01-10T23:59:59Z", None);
        let timeline = ana.get("/v1/timeline").expect(200);
        let shown = item(&timeline, &session);
        let first = json!({
            "opens_at": "2026-01-11T00:00:00.000000Z", "closes_at": "2026-01-18T00:00:00.000000Z",
            "entries": [entry], "check_ins": [check_in], "practices": [], "appointments": [],
        });
        let fourth = json!({
            "opens_at": "2026-02-01T00:00:00.000000Z", "closes_at": "2026-02-08T00:00:00.000000Z",
            "entries": [], "check_ins": [], "practices": [], "appointments": [appointment],
        });
        assert_eq!(shown["weeks"], json!([first, fourth]));
        assert_eq!(ids(&shown["days"][5]["entries"]), [within.as_str()]);
        world.clock.advance(Duration::weeks(12));
        let later = ana.get("/v1/timeline").expect(200);
        assert!(
            item(&later, &session)["weeks"]
                .as_array()
                .unwrap()
                .is_empty(),
            "what is older than twelve weeks is found in the lists"
        );
        assert!(
            !item(&later, &session)["unfolding"]["entries"]
                .as_array()
                .unwrap()
                .is_empty()
        );
        let mut told = later.body.clone();
        for day in told["items"][0]["days"].as_array_mut().unwrap() {
            // The catalogue's own words, which may name an empty afternoon.
            day["habits"] = json!([]);
        }
        let text = told.to_string();
        for word in ["missed", "empty", "total", "percent"] {
            assert!(!text.contains(word), "{word}");
        }
    }
);

both!(
    three_sessions_over_four_months_keep_their_own_days_and_unfold_side_by_side,
    |world| {
        let ana = world.patient("Ana");
        let sessions = [
            ended_on(&ana, "2025-11-10"),
            ended_on(&ana, "2025-11-13"),
            ended_on(&ana, "2026-03-06"),
        ];
        wrote(&ana, "both windows", "2025-11-14T12:00:00Z", None);
        wrote(
            &ana,
            "the second",
            "2025-11-14T13:00:00Z",
            Some(&sessions[1]),
        );
        wrote(&ana, "the third", "2026-03-07T12:00:00Z", None);
        let timeline = ana.get("/v1/timeline").expect(200);
        let shown: Vec<_> = sessions
            .iter()
            .map(|session| days(&timeline, session))
            .collect();
        assert_eq!(shown[0][4], ["both windows"]);
        assert_eq!(shown[1][1], ["both windows", "the second"]);
        assert_eq!(shown[2][1], ["the third"]);
        // A day of the third one's is a week of the others', and none of their days.
        for session in &sessions[..2] {
            let weeks = item(&timeline, session)["weeks"].as_array().unwrap();
            assert_eq!(weeks.len(), 1, "{session}");
            assert_eq!(weeks[0]["entries"].as_array().unwrap().len(), 1);
        }
        assert!(days(&timeline, &sessions[0])[5].is_empty());
        assert_eq!(item(&timeline, &sessions[2])["weeks"], json!([]));
    }
);

/// The word on the days of the first session, and what is offered on its day 0.
fn said(ana: &Client<'_>) -> (Value, Value) {
    let timeline = ana.get("/v1/timeline").expect(200);
    let shown = &timeline.items()[0];
    (
        shown["window"]["text"].clone(),
        shown["days"][0]["offered"].clone(),
    )
}

both!(
    nothing_is_said_by_itself_on_the_day_until_the_session_has_ended,
    |world| {
        let ana = world.patient("Ana");
        let plan = json!({"status": "planned", "planned_at": "2026-03-11T14:00:00Z", "time_zone": "Europe/Lisbon"});
        let made = ana.post("/v1/dosing-sessions", &plan).expect(201);
        let path = format!("/v1/dosing-sessions/{}", made.id());
        let (text, _) = said(&ana);
        let hedged = text.as_str().expect("a word on the days");
        assert!(hedged.contains("about three to five") && hedged.contains("differ"));
        for now in ["2026-03-11T00:00:00Z", "2026-03-11T14:30:00Z"] {
            world.clock.set(now);
            assert_eq!(said(&ana), (json!(null), json!([])), "{now}");
        }
        let began = json!({"status": "happened", "started_at": "2026-03-11T14:10:00Z"});
        let began = ana.patch(&path, &made.etag(), &began).expect(200);
        world.clock.set("2026-03-11T17:00:00Z");
        assert_eq!(said(&ana), (json!(null), json!([])));
        let ended = json!({"ended_at": "2026-03-11T16:40:00Z"});
        ana.patch(&path, &began.etag(), &ended).expect(200);
        // The session is over: the word is there again, and still nothing is offered on that day (R52).
        assert_eq!(said(&ana), (text, json!([])));
    }
);
