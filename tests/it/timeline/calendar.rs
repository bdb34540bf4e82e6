//! `/v1/timeline.ics` and its secret address (R81, N16, IN-10, OP-2).

use chrono::Duration;

use super::ended_on;
use crate::both;
use crate::harness::{Answer, Client, json};

/// Makes a secret address and returns its path.
fn address(ana: &Client<'_>) -> String {
    let made = ana.post_nothing("/v1/timeline/calendar").expect(201);
    let url = made.body["url"].as_str().expect("an address");
    let path = url
        .strip_prefix("http://afterword.test")
        .expect("the public address");
    path.to_owned()
}

/// The events of a calendar, each as its lines in order.
fn events(answer: &Answer) -> Vec<Vec<String>> {
    let text = String::from_utf8(answer.bytes.clone()).expect("UTF-8");
    text.split("BEGIN:VEVENT\r\n")
        .skip(1)
        .map(|event| {
            let mut lines: Vec<String> = event
                .split("\r\n")
                .take_while(|line| *line != "END:VEVENT")
                .map(ToOwned::to_owned)
                .collect();
            lines.sort();
            lines
        })
        .collect()
}

/// The values of one property, in the order of the events.
fn values(answer: &Answer, name: &str) -> Vec<String> {
    events(answer)
        .iter()
        .flatten()
        .filter(|line| line.split([':', ';']).next() == Some(name))
        .map(|line| line.split_once(':').expect("a value").1.to_owned())
        .collect()
}

both!(
    the_calendar_holds_sessions_the_days_after_them_and_appointments_under_neutral_titles,
    |world| {
        let ana = world.patient("Ana");
        let plan = json!({"status": "planned", "planned_at": "2026-03-20T14:00:00Z", "time_zone": "America/Los_Angeles",
            "place": "the clinic", "note": "lozenge"});
        ana.post("/v1/dosing-sessions", &plan).expect(201);
        let appointment = json!({"kind": "integration", "starts_at": "2026-03-23T10:00:00Z", "ends_at": "2026-03-23T10:50:00Z",
            "place": "the room", "note": "ketamine"});
        ana.post("/v1/appointments", &appointment).expect(201);
        ana.post("/v1/appointments", &json!({"kind": "preparation"}))
            .expect(201);
        // Nobody needs to be signed in.
        let calendar = world.stranger().get(&address(&ana)).expect(200);
        assert_eq!(
            calendar.header("content-type"),
            "text/calendar; charset=utf-8"
        );
        assert_eq!(calendar.header("cache-control"), "no-store");
        assert_eq!(
            values(&calendar, "DTSTART"),
            [
                "20260320T140000Z",
                "20260321",
                "20260322",
                "20260323",
                "20260324",
                "20260325",
                "20260323T100000Z"
            ]
        );
        assert_eq!(values(&calendar, "DTEND")[0], "20260320T170000Z");
        assert_eq!(values(&calendar, "DTEND")[1], "20260322");
        assert_eq!(values(&calendar, "DTEND")[6], "20260323T105000Z");
        let titles = values(&calendar, "SUMMARY");
        assert!(
            titles
                .iter()
                .all(|title| title == "Reserved time" || title == "Time for yourself")
        );
        assert_eq!(
            titles
                .iter()
                .filter(|title| *title == "Reserved time")
                .count(),
            2
        );
        let text = String::from_utf8(calendar.bytes.clone())
            .unwrap()
            .to_lowercase();
        for word in [
            "ketamin", "lozenge", "clinic", "room", "dos", "session", "therap", "integra", "ana",
        ] {
            assert!(!text.contains(word), "{word}");
        }
        for name in ["CLASS", "STATUS", "DTSTAMP", "SEQUENCE", "UID"] {
            assert_eq!(values(&calendar, name).len(), 7, "{name}");
        }
    }
);

both!(
    a_change_raises_the_sequence_keeps_the_name_and_what_is_called_off_says_so,
    |world| {
        let ana = world.patient("Ana");
        let plan =
            json!({"status": "planned", "planned_at": "2026-03-20T14:00:00Z", "time_zone": "UTC"});
        let session = ana.post("/v1/dosing-sessions", &plan).expect(201);
        let new = json!({"kind": "integration", "starts_at": "2026-03-23T10:00:00Z"});
        let appointment = ana.post("/v1/appointments", &new).expect(201);
        let path = address(&ana);
        let before = world.stranger().get(&path).expect(200);
        let again = world.stranger().get(&path).expect(200);
        assert_eq!(
            before.bytes, again.bytes,
            "the same until something changes"
        );
        world
            .stranger()
            .get_if_none_match(&path, &before.etag())
            .expect(304);
        world.clock.advance(Duration::hours(1));
        ana.patch(
            &format!("/v1/dosing-sessions/{}", session.id()),
            &session.etag(),
            &json!({"status": "cancelled"}),
        )
        .expect(200);
        ana.patch(
            &format!("/v1/appointments/{}", appointment.id()),
            &appointment.etag(),
            &json!({"starts_at": "2026-03-24T10:00:00Z"}),
        )
        .expect(200);
        let after = world.stranger().get(&path).expect(200);
        let (old, new) = (values(&before, "UID"), values(&after, "UID"));
        assert_eq!((old.len(), new.len()), (7, 2));
        assert_eq!((&old[0], &old[6]), (&new[0], &new[1]));
        assert_eq!(values(&after, "STATUS"), ["CANCELLED", "CONFIRMED"]);
        assert_eq!(values(&after, "SEQUENCE"), ["1", "1"]);
        assert_eq!(
            values(&after, "DTSTART"),
            ["20260320T140000Z", "20260324T100000Z"]
        );
        assert!(!new.contains(&session.id()) && !new.contains(&appointment.id()));
    }
);

both!(
    no_time_is_kept_free_on_a_day_of_dosing_and_no_day_twice,
    |world| {
        let ana = world.patient("Ana");
        ended_on(&ana, "2026-03-02");
        ended_on(&ana, "2026-03-05");
        let calendar = world.stranger().get(&address(&ana)).expect(200);
        let mut free: Vec<String> = values(&calendar, "DTSTART")
            .into_iter()
            .filter(|start| start.len() == 8)
            .collect();
        free.sort();
        assert_eq!(
            free,
            [
                "20260303", "20260304", "20260306", "20260307", "20260308", "20260309", "20260310"
            ]
        );
    }
);

both!(a_session_that_is_meant_roughly_is_a_date, |world| {
    let ana = world.patient("Ana");
    let rough = json!({"status": "happened", "ended_at": "2026-02-01T03:00:00Z", "approximate": true, "time_zone": "America/New_York"});
    ana.post("/v1/dosing-sessions", &rough).expect(201);
    let calendar = world.stranger().get(&address(&ana)).expect(200);
    assert_eq!(values(&calendar, "DTSTART")[0], "20260131");
});

both!(
    another_address_stops_the_one_before_and_a_revoked_one_is_like_one_that_never_was,
    |world| {
        let (ana, anyone) = (world.patient("Ana"), world.stranger());
        let never = anyone
            .get("/v1/timeline.ics?key=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")
            .expect(404);
        let first = address(&ana);
        anyone.get(&first).expect(200);
        let second = address(&ana);
        assert_ne!(first, second);
        let stopped = anyone.get(&first).expect(404);
        anyone.get(&second).expect(200);
        ana.delete("/v1/timeline/calendar").expect(204);
        let revoked = anyone.get(&second).expect(404);
        for refused in [&stopped, &revoked] {
            assert_eq!(refused.without_instance(), never.without_instance());
        }
        ana.delete("/v1/timeline/calendar").expect(404);
        for (query, pointer) in [("", "/key"), ("?key=", "/key"), ("?key=x&zone=y", "/zone")] {
            let refused = anyone.get(&format!("/v1/timeline.ics{query}")).expect(422);
            assert_eq!(refused.pointers(), [pointer], "{query}");
        }
    }
);

both!(
    the_address_is_told_once_and_what_it_did_can_be_seen,
    |world| {
        let ana = world.patient("Ana");
        let none = ana.get("/v1/timeline/calendar").expect(200).body;
        assert_eq!(
            none,
            json!({"exists": false, "created_at": null, "read_at": null})
        );
        let path = address(&ana);
        let made = world.clock.now();
        let there = ana.get("/v1/timeline/calendar").expect(200).body;
        assert_eq!(
            there,
            json!({"exists": true, "created_at": made, "read_at": null})
        );
        world.clock.advance(Duration::hours(1));
        let read = world.clock.now();
        for _ in 0..3 {
            world.stranger().get(&path).expect(200);
        }
        let seen = ana.get("/v1/timeline/calendar").expect(200).body;
        assert_eq!(seen["read_at"], read);
        world.clock.advance(Duration::hours(25));
        world.stranger().get(&path).expect(200);
        ana.delete("/v1/timeline/calendar").expect(204);
        let log = ana.get("/v1/access-log?limit=100").expect(200);
        let told: Vec<(&str, &str)> = log
            .items()
            .iter()
            .map(|row| {
                (
                    row["action"].as_str().unwrap(),
                    row["actor"]["kind"].as_str().unwrap(),
                )
            })
            .filter(|(action, _)| action.starts_with("calendar"))
            .collect();
        assert_eq!(
            told,
            [
                ("calendar.revoked", "patient"),
                ("calendar.read", "calendar"),
                ("calendar.read", "calendar"),
                ("calendar.made", "patient")
            ]
        );
        assert_eq!(
            ana.get("/v1/access-log/verify").expect(200).body["intact"],
            true
        );
    }
);

both!(
    an_address_opens_the_calendar_of_one_patient_and_nothing_else,
    |world| {
        let (ana, eva) = (world.patient("Ana"), world.patient("Eva"));
        ended_on(&ana, "2026-03-02");
        let (hers, evas) = (address(&ana), address(&eva));
        assert_eq!(events(&world.stranger().get(&hers)).len(), 6);
        assert!(events(&world.stranger().get(&evas)).is_empty());
        // It goes on when the patient signs out, and is no token.
        let key = hers.split_once("key=").expect("a key").1;
        ana.post_nothing("/v1/auth/logout").expect(204);
        world.stranger().get(&hers).expect(200);
        let mut session = eva.session();
        session.access = key.to_owned();
        eva.with_session(session).get("/v1/timeline").expect(401);
        let bo = world.therapist("Bo");
        bo.post_nothing("/v1/timeline/calendar").expect(403);
        bo.get("/v1/timeline/calendar").expect(403);
        bo.delete("/v1/timeline/calendar").expect(403);
        world
            .stranger()
            .post_nothing("/v1/timeline/calendar")
            .expect(401);
    }
);
