//! `{"type": "session"}`: a standing consent takes in what is written from then on for one session (N6, N9, N1, AZ-9).

use chrono::Duration;

use crate::both;
use crate::harness::{Client, Value, json, scenes};

fn write(patient: &Client<'_>, session: &str, text: &str, topics: Value) -> String {
    let body = json!({"text": text, "dosing_session_id": session, "topics": topics});
    patient.post("/v1/entries", &body).expect(201).id()
}

/// The texts that the therapist reads now.
fn read(therapist: &Client<'_>, link: &str) -> Vec<String> {
    let list = therapist
        .get(&format!("/v1/therapist/patients/{link}/entries"))
        .expect(200);
    let mut texts: Vec<String> = list
        .items()
        .iter()
        .map(|one| one["text"].as_str().unwrap().to_owned())
        .collect();
    texts.sort();
    texts
}

fn change(patient: &Client<'_>, entry: &str, body: &Value) {
    let path = format!("/v1/entries/{entry}");
    let etag = patient.get(&path).expect(200).etag();
    patient.patch(&path, &etag, body).expect(200);
}

both!(
    a_standing_consent_opens_what_is_written_from_then_on_for_its_session,
    |world| {
        let scenes::Linked {
            patient,
            therapist,
            link,
        } = scenes::linked(world);
        let (mine, other) = (
            scenes::planned(world, &patient, 96),
            scenes::planned(world, &patient, 300),
        );
        write(&patient, &mine, "before", json!([]));
        world.clock.advance(Duration::minutes(1));
        let given = scenes::give_session(&patient, &link, &mine, &json!(["entries"])).expect(201);
        assert_eq!(
            given.body["scope"],
            json!({"type": "session", "dosing_session_id": mine, "includes": ["entries"]})
        );
        assert_eq!(given.body["state"], "in_effect");
        let taken = write(&patient, &mine, "from then on", json!(["emotion"]));
        write(&patient, &other, "another session", json!([]));
        scenes::entry(&patient, "no session");
        let earlier = json!({"text": "written before, sent later", "dosing_session_id": mine, "authored_at": world.clock.at(Duration::hours(-1))});
        patient.post("/v1/entries", &earlier).expect(201);
        let moved = write(&patient, &other, "moved into it", json!([]));
        change(&patient, &moved, &json!({"dosing_session_id": mine}));
        assert_eq!(read(&therapist, &link), ["from then on"]);
        assert_eq!(scenes::shared_with(&patient, &taken), json!([given.id()]));
        assert_eq!(scenes::shared_with(&patient, &moved), json!([]));
        let inbox = therapist.get("/v1/therapist/inbox").expect(200);
        assert_eq!(
            (inbox.items().len(), &inbox.items()[0]["entry_id"]),
            (1, &json!(taken))
        );
        let opened = patient
            .get(&format!("/v1/consents/{}", given.id()))
            .expect(200)
            .body["opened"]
            .clone();
        assert_eq!(
            (&opened[0]["what"], &opened[0]["entry_id"]),
            (&json!("entry"), &json!(taken))
        );
        patient
            .delete(&format!("/v1/consents/{}", given.id()))
            .expect(200);
        assert!(read(&therapist, &link).is_empty());
        therapist
            .get(&format!("/v1/therapist/patients/{link}/entries/{taken}"))
            .expect(404);
        write(&patient, &mine, "after", json!([]));
        assert!(read(&therapist, &link).is_empty());
    }
);

both!(
    what_touches_the_therapist_or_the_medicine_is_never_taken_in,
    |world| {
        let scenes::Linked {
            patient,
            therapist,
            link,
        } = scenes::linked(world);
        let mine = scenes::planned(world, &patient, 96);
        scenes::give_session(&patient, &link, &mine, &json!(["entries", "check_ins"])).expect(201);
        let about = write(&patient, &mine, "about Bo", json!(["therapist", "emotion"]));
        write(&patient, &mine, "about the medicine", json!(["medicine"]));
        let plain = write(&patient, &mine, "plain", json!(["body"]));
        assert_eq!(read(&therapist, &link), ["plain"]);
        // Taking the topic off is an edit, and no edit shares anything (AZ-9).
        change(&patient, &about, &json!({"topics": []}));
        assert_eq!(read(&therapist, &link), ["plain"]);
        // What comes to touch them is left out, and stays out.
        change(&patient, &plain, &json!({"topics": ["medicine"]}));
        assert!(read(&therapist, &link).is_empty());
        change(&patient, &plain, &json!({"topics": []}));
        assert!(read(&therapist, &link).is_empty());
        // A consent of its own opens it.
        scenes::share(&patient, &link, &about);
        assert_eq!(read(&therapist, &link), ["about Bo"]);
    }
);

both!(what_is_put_away_is_closed_while_it_is, |world| {
    let scenes::Linked {
        patient,
        therapist,
        link,
    } = scenes::linked(world);
    let mine = scenes::planned(world, &patient, 96);
    scenes::give_session(&patient, &link, &mine, &json!(["entries"])).expect(201);
    let away = write(&patient, &mine, "away", json!([]));
    let seal = format!("/v1/entries/{away}/seal");
    let path = format!("/v1/therapist/patients/{link}/entries/{away}");
    for until in [
        json!({"when_i_choose": true}),
        json!({"date": "2026-03-20"}),
        json!({"next_session": true}),
    ] {
        patient.post(&seal, &until).expect(200);
        assert!(read(&therapist, &link).is_empty(), "{until}");
        let closed = therapist.get(&path).expect(404);
        let never = path.replace(&away, "00000000-0000-4000-8000-000000000000");
        assert_eq!(
            closed.without_instance(),
            therapist.get(&never).expect(404).without_instance()
        );
        scenes::no_news_for(&therapist);
        assert_eq!(scenes::shared_with(&patient, &away), json!([]));
        therapist
            .post(&format!("{path}/acknowledgement"), &json!({"kind": "read"}))
            .expect(404);
        patient.delete(&seal).expect(204);
        therapist.get(&path).expect(200);
    }
    patient
        .post(&seal, &json!({"date": "2026-03-12"}))
        .expect(200);
    therapist.get(&path).expect(404);
    world.clock.set("2026-03-12T08:00:00Z");
    therapist.get(&path).expect(200);
});

both!(
    the_view_follows_edits_but_not_those_made_while_it_is_on_hold,
    |world| {
        let scenes::Linked {
            patient,
            therapist,
            link,
        } = scenes::linked(world);
        let mine = scenes::planned(world, &patient, 96);
        let consent = format!(
            "/v1/consents/{}",
            scenes::give_session(&patient, &link, &mine, &json!(["entries"]))
                .expect(201)
                .id()
        );
        let entry = write(&patient, &mine, "one", json!([]));
        change(&patient, &entry, &json!({"text": "two"}));
        assert_eq!(read(&therapist, &link), ["two"]);
        patient
            .post_nothing(&format!("{consent}/pause"))
            .expect(200);
        assert!(read(&therapist, &link).is_empty());
        world.clock.advance(Duration::minutes(1));
        change(&patient, &entry, &json!({"text": "three"}));
        write(&patient, &mine, "written on hold", json!([]));
        let offline = world.clock.now();
        world.clock.advance(Duration::minutes(1));
        patient
            .post_nothing(&format!("{consent}/resume"))
            .expect(200);
        assert_eq!(read(&therapist, &link), ["two"]);
        let late = json!({"text": "written on hold, sent later", "dosing_session_id": mine, "authored_at": offline});
        patient.post("/v1/entries", &late).expect(201);
        write(&patient, &mine, "again", json!([]));
        assert_eq!(read(&therapist, &link), ["again", "two"]);
        let over = json!({"text": "written over on hold, sent later", "authored_at": offline});
        change(&patient, &entry, &over);
        assert_eq!(read(&therapist, &link), ["again", "two"]);
        change(&patient, &entry, &json!({"text": "four"}));
        assert_eq!(read(&therapist, &link), ["again", "four"]);
        change(&patient, &entry, &json!({"dosing_session_id": null}));
        assert_eq!(read(&therapist, &link), ["again"]);
        change(&patient, &entry, &json!({"dosing_session_id": mine}));
        assert_eq!(
            read(&therapist, &link),
            ["again"],
            "no edit shares anything"
        );
    }
);

both!(a_clock_that_runs_ahead_brings_nothing_in, |world| {
    let scenes::Linked {
        patient,
        therapist,
        link,
    } = scenes::linked(world);
    let mine = scenes::planned(world, &patient, 96);
    let at = |minutes| world.clock.at(Duration::minutes(minutes));
    scenes::give_session(&patient, &link, &mine, &json!(["entries"])).expect(201);
    let write_at = |text: &str, at: String| {
        let body = json!({"text": text, "dosing_session_id": mine, "authored_at": at});
        patient.post("/v1/entries", &body).expect(201).id()
    };
    let close = write_at("a little ahead", at(4));
    write_at("far ahead", at(6));
    assert_eq!(read(&therapist, &link), ["a little ahead"]);
    change(
        &patient,
        &close,
        &json!({"text": "far ahead too", "authored_at": at(60)}),
    );
    assert_eq!(read(&therapist, &link), ["a little ahead"]);
});

both!(
    what_came_back_before_the_quiet_time_stays_open_in_it,
    |world| {
        let scenes::Linked {
            patient,
            therapist,
            link,
        } = scenes::linked(world);
        let mine = scenes::planned(world, &patient, 96);
        scenes::give_session(&patient, &link, &mine, &json!(["entries"])).expect(201);
        let (early, late) = (
            write(&patient, &mine, "back early", json!([])),
            write(&patient, &mine, "back in it", json!([])),
        );
        for (entry, date) in [(&early, "2026-03-12"), (&late, "2026-03-15")] {
            patient
                .post(&format!("/v1/entries/{entry}/seal"), &json!({"date": date}))
                .expect(200);
        }
        world.clock.set("2026-03-13T09:00:00Z");
        assert_eq!(read(&therapist, &link), ["back early"]);
        // From two hours before the dose it is quiet.
        world.clock.set("2026-03-14T08:00:00Z");
        assert_eq!(read(&therapist, &link), ["back early"]);
        world.clock.set("2026-03-15T08:00:00Z");
        assert_eq!(read(&therapist, &link), ["back early"]);
        world.clock.set("2026-03-16T08:00:00Z");
        assert_eq!(read(&therapist, &link), ["back early", "back in it"]);
    }
);

both!(
    what_is_written_in_the_quiet_time_opens_at_its_end,
    |world| {
        let scenes::Linked {
            patient,
            therapist,
            link,
        } = scenes::linked(world);
        let mine = scenes::planned(world, &patient, 4);
        scenes::give_session(&patient, &link, &mine, &json!(["entries"])).expect(201);
        let before = write(&patient, &mine, "before", json!([]));
        world.clock.advance(Duration::hours(3));
        write(&patient, &mine, "close to it", json!([]));
        change(
            &patient,
            &before,
            &json!({"text": "written over, close to it"}),
        );
        assert_eq!(read(&therapist, &link), ["before"]);
        let path = format!("/v1/dosing-sessions/{mine}");
        let etag = patient.get(&path).expect(200).etag();
        world.clock.advance(Duration::hours(4));
        let ended = json!({"status": "happened", "started_at": world.clock.at(Duration::hours(-3)), "ended_at": world.clock.now()});
        patient.patch(&path, &etag, &ended).expect(200);
        write(&patient, &mine, "right after it", json!([]));
        world.clock.advance(Duration::hours(23));
        assert_eq!(read(&therapist, &link), ["before"]);
        world.clock.advance(Duration::hours(1));
        assert_eq!(
            read(&therapist, &link),
            ["before", "close to it", "right after it"]
        );
    }
);

both!(
    what_comes_back_in_the_quiet_time_opens_at_its_end,
    |world| {
        let scenes::Linked {
            patient,
            therapist,
            link,
        } = scenes::linked(world);
        let mine = scenes::planned(world, &patient, 4);
        scenes::give_session(&patient, &link, &mine, &json!(["entries"])).expect(201);
        let chosen = write(&patient, &mine, "brought back", json!([]));
        let waiting = write(&patient, &mine, "waited for the session", json!([]));
        for (entry, until) in [
            (&chosen, json!({"when_i_choose": true})),
            (&waiting, json!({"next_session": true})),
        ] {
            let seal = format!("/v1/entries/{entry}/seal");
            patient.post(&seal, &until).expect(200);
        }
        world.clock.advance(Duration::hours(5));
        patient
            .delete(&format!("/v1/entries/{chosen}/seal"))
            .expect(204);
        assert!(read(&therapist, &link).is_empty());
        world.clock.advance(Duration::hours(27));
        assert_eq!(
            read(&therapist, &link),
            ["brought back", "waited for the session"]
        );
    }
);

both!(check_ins_are_taken_in_where_they_are_included, |world| {
    let scenes::Linked {
        patient,
        therapist,
        link,
    } = scenes::linked(world);
    let mine = scenes::planned(world, &patient, 96);
    let seen = format!("/v1/therapist/patients/{link}/check-ins");
    assert!(therapist.get(&seen).expect(200).items().is_empty());
    scenes::give_session(&patient, &link, &mine, &json!(["entries"])).expect(201);
    let check_in = |rest: &str| {
        let body = json!({"rest": rest, "dosing_session_id": mine});
        patient.post("/v1/check-ins", &body).expect(201).id()
    };
    let left_out = check_in("left out");
    let given = scenes::give_session(&patient, &link, &mine, &json!(["check_ins"]))
        .expect(201)
        .id();
    let one = check_in("one");
    world.clock.advance(Duration::minutes(1));
    let two = check_in("two");
    patient
        .post("/v1/check-ins", &json!({"rest": "no session"}))
        .expect(201);
    let first = therapist.get(&format!("{seen}?limit=1")).expect(200);
    assert_eq!(
        (&first.items()[0]["id"], &first.items()[0]["rest"]),
        (&json!(two), &json!("two"))
    );
    assert_eq!(first.items()[0]["consent_id"], given);
    let next = first.body["next_cursor"].as_str().unwrap();
    let second = therapist
        .get(&format!("{seen}?limit=1&cursor={next}"))
        .expect(200);
    assert_eq!(
        (&second.items()[0]["id"], &second.body["next_cursor"]),
        (&json!(one), &Value::Null)
    );
    let opened = patient
        .get(&format!("/v1/consents/{given}"))
        .expect(200)
        .body["opened"]
        .clone();
    let whats: Vec<&Value> = opened
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["what"])
        .collect();
    assert_eq!(
        whats,
        ["check_in", "check_in"],
        "what is on the page is on record, and nothing else"
    );
    let log = patient.get("/v1/access-log").expect(200);
    assert!(
        log.items()
            .iter()
            .any(|row| row["action"] == "check_in.read" && row["consent_id"] == given)
    );
    let closed = therapist.get(&format!("{seen}/{left_out}")).expect(404);
    let never = therapist
        .get(&format!("{seen}/00000000-0000-4000-8000-000000000000"))
        .expect(404);
    assert_eq!(closed.without_instance(), never.without_instance());
    let path = format!("/v1/check-ins/{one}");
    let etag = patient.get(&path).expect(200).etag();
    patient
        .patch(&path, &etag, &json!({"rest": "one, changed"}))
        .expect(200);
    assert_eq!(
        therapist.get(&format!("{seen}/{one}")).expect(200).body["rest"],
        "one, changed"
    );
    let etag = patient.get(&path).expect(200).etag();
    patient
        .patch(&path, &etag, &json!({"dosing_session_id": null}))
        .expect(200);
    therapist.get(&format!("{seen}/{one}")).expect(404);
    patient
        .post_nothing(&format!("/v1/consents/{given}/pause"))
        .expect(200);
    assert!(therapist.get(&seen).expect(200).items().is_empty());
    patient.get(&seen).expect(403);
    world.therapist("Cy").get(&seen).expect(404);
});

both!(nothing_is_taken_in_by_an_import, |world| {
    let scenes::Linked {
        patient,
        therapist,
        link,
    } = scenes::linked(world);
    let mine = scenes::planned(world, &patient, 96);
    write(&patient, &mine, "put back", json!([]));
    let told = patient.get("/v1/me/export?format=json").expect(200).body;
    let fresh = world.patient("Eva");
    let hers = scenes::link(&fresh, &therapist);
    let sessions = json!({"format": told["format"], "version": told["version"], "exported_at": told["exported_at"], "sealed": told["sealed"],
            "account": told["account"], "records": {"dosing_sessions": told["records"]["dosing_sessions"]}});
    fresh.post("/v1/me/import", &sessions).expect(200);
    scenes::give_session(&fresh, &hers, &mine, &json!(["entries", "check_ins"])).expect(201);
    fresh.post("/v1/me/import", &told).expect(200);
    assert_eq!(fresh.get("/v1/entries").expect(200).items().len(), 1);
    assert!(read(&therapist, &hers).is_empty());
    assert!(read(&therapist, &link).is_empty());
});

both!(
    a_session_that_is_not_the_patients_and_kinds_that_do_not_fit_are_refused,
    |world| {
        let scenes::Linked { patient, link, .. } = scenes::linked(world);
        let mine = scenes::planned(world, &patient, 96);
        let hers = scenes::planned(world, &world.patient("Eva"), 96);
        let not_mine =
            scenes::give_session(&patient, &link, &hers, &json!(["entries"])).expect(422);
        assert_eq!(not_mine.pointers(), ["/scope/dosing_session_id"]);
        let never = scenes::give_session(
            &patient,
            &link,
            "00000000-0000-4000-8000-000000000000",
            &json!(["entries"]),
        )
        .expect(422);
        assert_eq!(not_mine.without_instance(), never.without_instance());
        for (includes, status) in [
            (json!([]), 422),
            (json!(["entries", "entries"]), 422),
            (json!(["dreams"]), 422),
            (json!(["check_ins", "entries"]), 201),
        ] {
            scenes::give_session(&patient, &link, &mine, &includes).expect(status);
        }
        let scope = json!({"type": "session", "dosing_session_id": mine});
        let bare = json!({"link_id": link, "scope": scope, "notice_version": 1});
        assert_eq!(
            patient.post("/v1/consents", &bare).expect(422).pointers(),
            ["/scope/includes"]
        );
    }
);

both!(
    a_standing_consent_ends_by_its_time_and_no_clock_brings_it_back,
    |world| {
        let scenes::Linked {
            patient,
            therapist,
            link,
        } = scenes::linked(world);
        let mine = scenes::planned(world, &patient, 96);
        let scope = json!({"type": "session", "dosing_session_id": mine, "includes": ["entries"]});
        let until = json!({"link_id": link, "scope": scope, "notice_version": scenes::notice(&patient), "expires_at": world.clock.at(Duration::hours(1))});
        patient.post("/v1/consents", &until).expect(201);
        write(&patient, &mine, "in time", json!([]));
        assert_eq!(read(&therapist, &link), ["in time"]);
        world.clock.advance(Duration::hours(1));
        // Writing alone sees the expiry, and that is kept (AZ-8).
        write(&patient, &mine, "too late", json!([]));
        world.clock.advance(Duration::minutes(-30));
        assert!(read(&therapist, &link).is_empty());
    }
);
