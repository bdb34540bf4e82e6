//! Consents to packets: what they open, until when, and what stays of them (N12, N1, N2, N6, AZ-5 to AZ-9, AU-1).

mod lists;
mod refused;

use chrono::Duration;

use crate::both;
use crate::harness::{Answer, Client, Engine, Value, World, json, scenes};

const NEVER: &str = "00000000-0000-7000-8000-000000000000";

/// Puts a packet together for a session that ends in a week.
fn packet(world: &World, patient: &Client<'_>, link: &str, items: &Value) -> String {
    let new = json!({"link_id": link, "title": "For Thursday", "until": world.clock.at(Duration::days(7)), "items": items});
    patient.post("/v1/packets", &new).expect(201).id()
}

fn asked(patient: &Client<'_>, link: &str, packet: &str) -> Value {
    json!({"link_id": link, "scope": {"type": "packet", "packet_id": packet}, "notice_version": scenes::notice(patient)})
}

fn give(patient: &Client<'_>, link: &str, packet: &str) -> Answer {
    patient
        .post("/v1/consents", &asked(patient, link, packet))
        .expect(201)
}

fn entry_item(entry: &str) -> Value {
    json!({"type": "entry", "entry_id": entry})
}

/// An entry with two wordings.
fn revised(patient: &Client<'_>, first: &str, second: &str) -> String {
    let entry = patient
        .post("/v1/entries", &json!({"text": first}))
        .expect(201);
    let path = format!("/v1/entries/{}", entry.id());
    patient
        .patch(&path, &entry.etag(), &json!({"text": second}))
        .expect(200);
    entry.id()
}

both!(
    a_packet_opens_its_words_and_its_entries_at_the_revisions_it_names,
    |world| {
        let scenes::Linked {
            patient,
            therapist,
            link,
        } = scenes::linked(world);
        let (older, newer) = (
            revised(&patient, "old one", "old two"),
            revised(&patient, "new one", "new two"),
        );
        let private = scenes::entry(&patient, "mine");
        let items = json!([
            {"type": "note", "text": "a question"},
            {"type": "entry", "entry_id": older, "revision": 1},
            entry_item(&newer),
        ]);
        let id = packet(world, &patient, &link, &items);
        let given = give(&patient, &link, &id);
        let mut entries = vec![
            json!({"entry_id": older, "revision": 1}),
            json!({"entry_id": newer, "revision": 2}),
        ];
        entries.sort_by_key(|entry| entry["entry_id"].to_string());
        assert_eq!(
            given.body["scope"],
            json!({"type": "packet", "packet_id": id, "entries": entries})
        );
        assert_eq!(
            (
                &given.body["state"],
                &given.body["expires_at"],
                &given.body["acknowledged"]
            ),
            (
                &json!("in_effect"),
                &json!(world.clock.at(Duration::days(7))),
                &json!(null)
            )
        );
        let of = |path: String| therapist.get(&format!("/v1/therapist/patients/{link}/{path}"));
        let shown = json!({
            "id": id, "title": "For Thursday", "until": world.clock.at(Duration::days(7)),
            "items": [
                {"type": "note", "text": "a question"},
                {"type": "entry", "entry_id": older, "revision": 1},
                {"type": "entry", "entry_id": newer, "revision": 2},
            ],
            "consent_id": given.id(), "shared_at": world.clock.now(),
        });
        assert_eq!(
            of("packets".to_owned()).expect(200).items(),
            std::slice::from_ref(&shown)
        );
        assert_eq!(of(format!("packets/{id}")).expect(200).body, shown);
        // Later wordings stay private.
        for entry in [&older, &newer] {
            let path = format!("/v1/entries/{entry}");
            let tag = patient.get(&path).expect(200).etag();
            patient
                .patch(&path, &tag, &json!({"text": "later"}))
                .expect(200);
        }
        let read = |entry: &str| of(format!("entries/{entry}")).expect(200).body;
        assert_eq!(
            (&read(&older)["text"], &read(&older)["revision"]),
            (&json!("old one"), &json!(1))
        );
        assert_eq!(
            (
                &read(&newer)["text"],
                &read(&newer)["revision"],
                &read(&newer)["consent_id"]
            ),
            (&json!("new two"), &json!(2), &json!(given.id()))
        );
        assert_eq!(of("entries".to_owned()).expect(200).items().len(), 2);
        of(format!("entries/{private}")).expect(404);
        of(format!("packets/{NEVER}")).expect(404);
        // The patient sees who can see it.
        let hers = patient.get(&format!("/v1/entries/{older}")).expect(200);
        assert_eq!(hers.body["shared_with"], json!([given.id()]));
        let other = patient.get(&format!("/v1/entries/{private}")).expect(200);
        assert_eq!(other.body["shared_with"], json!([]));
    }
);

both!(
    what_was_opened_of_a_packet_is_on_the_consent_and_the_log,
    |world| {
        let scenes::Linked {
            patient,
            therapist,
            link,
        } = scenes::linked(world);
        let entry = revised(&patient, "one", "two");
        let id = packet(
            world,
            &patient,
            &link,
            &json!([entry_item(&entry), {"type": "note", "text": "x"}]),
        );
        let consent = give(&patient, &link, &id).id();
        let inbox = || therapist.get("/v1/therapist/inbox").expect(200);
        assert_eq!(
            (
                &inbox().items()[0]["entry_id"],
                &inbox().items()[0]["unread"]
            ),
            (&json!(entry), &json!(true))
        );
        therapist
            .get(&format!("/v1/therapist/patients/{link}/packets/{id}"))
            .expect(200);
        assert_eq!(
            inbox().items()[0]["unread"],
            true,
            "the packet was opened, the entry was not"
        );
        let at = world.clock.now();
        world.clock.advance(Duration::minutes(1));
        let path = format!("/v1/therapist/patients/{link}/entries/{entry}");
        therapist.get(&path).expect(200);
        assert_eq!(inbox().items()[0]["unread"], false);
        let shown = patient.get(&format!("/v1/consents/{consent}")).expect(200);
        assert_eq!(
            shown.body["opened"],
            json!([{"at": at, "revision": 1}, {"at": world.clock.now(), "entry_id": entry, "revision": 2}])
        );
        therapist
            .get(&format!("/v1/therapist/patients/{link}/packets/{NEVER}"))
            .expect(404);
        let log = patient.get("/v1/access-log?limit=100").expect(200);
        let rows: Vec<_> = log
            .items()
            .iter()
            .rev()
            .filter(|row| {
                row["action"].as_str().unwrap().ends_with(".read")
                    && row["actor"]["kind"] == "therapist"
            })
            .map(|row| {
                (
                    row["action"].clone(),
                    row["outcome"].clone(),
                    row["consent_id"].clone(),
                    row["entry_id"].clone(),
                )
            })
            .collect();
        assert_eq!(
            rows,
            [
                (
                    json!("packet.read"),
                    json!("done"),
                    json!(consent),
                    json!(null)
                ),
                (
                    json!("entry.read"),
                    json!("done"),
                    json!(consent),
                    json!(entry)
                ),
                (
                    json!("packet.read"),
                    json!("refused"),
                    json!(null),
                    json!(null)
                ),
            ]
        );
        // An acknowledgement works as it does for an entry that was shared alone.
        let said = therapist.post(
            &format!("{path}/acknowledgement"),
            &json!({"kind": "bring_to_session"}),
        );
        assert_eq!(said.expect(201).body["revision"], 2);
    }
);

both!(
    what_cannot_be_put_on_the_log_of_a_packet_is_not_shown,
    |world| {
        let scenes::Linked {
            patient,
            therapist,
            link,
        } = scenes::linked(world);
        let id = packet(
            world,
            &patient,
            &link,
            &json!([{"type": "note", "text": "a question"}]),
        );
        give(&patient, &link, &id);
        world.raw_sql(match world.engine {
        Engine::Sqlite => "CREATE TRIGGER full_log BEFORE INSERT ON access_log BEGIN SELECT RAISE(ABORT, 'full'); END;",
        Engine::Postgres => "CREATE TRIGGER full_log BEFORE INSERT ON access_log FOR EACH ROW EXECUTE FUNCTION access_log_refuses();",
    }).unwrap();
        for path in [format!("packets/{id}"), "packets".to_owned()] {
            let refused = therapist
                .get(&format!("/v1/therapist/patients/{link}/{path}"))
                .expect(503);
            assert!(!String::from_utf8_lossy(&refused.bytes).contains("a question"));
        }
    }
);

both!(
    a_packet_is_open_until_its_session_ends_at_the_latest,
    |world| {
        let scenes::Linked {
            patient,
            therapist,
            link,
        } = scenes::linked(world);
        let entry = scenes::entry(&patient, "a word");
        let id = packet(world, &patient, &link, &json!([entry_item(&entry)]));
        let mut body = asked(&patient, &link, &id);
        body["expires_at"] = json!(world.clock.at(Duration::days(30)));
        let long = patient.post("/v1/consents", &body).expect(201);
        assert_eq!(long.body["expires_at"], world.clock.at(Duration::days(7)));
        patient
            .delete(&format!("/v1/consents/{}", long.id()))
            .expect(200);
        body["expires_at"] = json!(world.clock.at(Duration::days(1)));
        let short = patient.post("/v1/consents", &body).expect(201);
        assert_eq!(short.body["expires_at"], world.clock.at(Duration::days(1)));
        patient
            .delete(&format!("/v1/consents/{}", short.id()))
            .expect(200);

        let consent = give(&patient, &link, &id).id();
        let paths = [
            format!("/v1/therapist/patients/{link}/packets/{id}"),
            format!("/v1/therapist/patients/{link}/entries/{entry}"),
        ];
        world
            .clock
            .advance(Duration::days(7) - Duration::microseconds(1));
        for path in &paths {
            therapist.get(path).expect(200);
        }
        world.clock.advance(Duration::microseconds(1));
        for path in &paths {
            therapist.get(path).expect(404);
        }
        let list = |what: &str| {
            therapist
                .get(&format!("/v1/therapist/patients/{link}/{what}"))
                .expect(200)
                .items()
                .len()
        };
        assert_eq!((list("packets"), list("entries")), (0, 0));
        world.clock.advance(Duration::hours(-5));
        for path in &paths {
            therapist.get(path).expect(404);
        }
        assert_eq!(scenes::state_of(&patient, &consent), "expired");
    }
);

both!(
    a_packet_consent_waits_pauses_resumes_and_ends_like_any_other,
    |world| {
        let scenes::Linked {
            patient,
            therapist,
            link,
        } = scenes::linked(world);
        let ended = json!({"status": "happened", "time_zone": "UTC", "started_at": world.clock.at(Duration::hours(-4)), "ended_at": world.clock.at(Duration::hours(-1))});
        patient.post("/v1/dosing-sessions", &ended).expect(201);
        let entry = scenes::entry(&patient, "a word");
        let id = packet(world, &patient, &link, &json!([entry_item(&entry)]));
        let given = give(&patient, &link, &id);
        let consent = format!("/v1/consents/{}", given.id());
        assert_eq!(
            (&given.body["state"], &given.body["effective_at"]),
            (
                &json!("waiting"),
                &json!(world.clock.at(Duration::hours(23)))
            )
        );
        let both = |status| {
            for path in [format!("packets/{id}"), format!("entries/{entry}")] {
                therapist
                    .get(&format!("/v1/therapist/patients/{link}/{path}"))
                    .expect(status);
            }
        };
        both(404);
        world.clock.advance(Duration::hours(23));
        both(200);
        patient
            .post_nothing(&format!("{consent}/pause"))
            .expect(200);
        both(404);
        patient
            .post_nothing(&format!("{consent}/resume"))
            .expect(200);
        both(200);
        let revoked = patient.delete(&consent).expect(200);
        assert_eq!(revoked.body["opened"].as_array().unwrap().len(), 4);
        both(404);
        // What a revoked consent opened stays said, also when the packet has changed since.
        let path = format!("/v1/packets/{id}");
        let tag = patient.get(&path).expect(200).etag();
        patient
            .patch(&path, &tag, &json!({"items": []}))
            .expect(200);
        assert_eq!(
            patient.get(&consent).expect(200).body["scope"],
            revoked.body["scope"]
        );
        let other = packet(world, &patient, &link, &json!([entry_item(&entry)]));
        let standing = give(&patient, &link, &other).id();
        patient
            .delete(&format!("/v1/care/links/{link}"))
            .expect(200);
        assert_eq!(scenes::state_of(&patient, &standing), "link_ended");
        both(404);
    }
);

both!(
    an_entry_given_alone_and_in_a_packet_opens_at_the_newest_revision_given,
    |world| {
        let scenes::Linked {
            patient,
            therapist,
            link,
        } = scenes::linked(world);
        let entry = revised(&patient, "one", "two");
        let items = json!([{"type": "entry", "entry_id": entry, "revision": 1}]);
        let in_packet = give(&patient, &link, &packet(world, &patient, &link, &items)).id();
        let path = format!("/v1/therapist/patients/{link}/entries/{entry}");
        assert_eq!(therapist.get(&path).expect(200).body["text"], "one");
        world.clock.advance(Duration::minutes(1));
        let alone = scenes::share(&patient, &link, &entry);
        assert_eq!(therapist.get(&path).expect(200).body["text"], "two");
        assert_eq!(
            scenes::shared_with(&patient, &entry),
            json!([in_packet, alone])
        );
        patient.delete(&format!("/v1/consents/{alone}")).expect(200);
        assert_eq!(therapist.get(&path).expect(200).body["text"], "one");
        patient
            .delete(&format!("/v1/consents/{in_packet}"))
            .expect(200);
        therapist.get(&path).expect(404);
    }
);

both!(
    a_packet_with_something_put_away_is_not_given_until_it_is_back,
    |world| {
        let scenes::Linked {
            patient,
            therapist,
            link,
        } = scenes::linked(world);
        let (open, away) = (
            scenes::entry(&patient, "open"),
            scenes::entry(&patient, "away"),
        );
        let items = json!([entry_item(&open), entry_item(&away)]);
        let id = packet(world, &patient, &link, &items);
        let seal = format!("/v1/entries/{away}/seal");
        patient
            .post(&seal, &json!({"when_i_choose": true}))
            .expect(200);
        let refused = patient.post("/v1/consents", &asked(&patient, &link, &id));
        assert_eq!(refused.expect(409).code(), "sealed");
        let seen = |entry: &str| {
            let path = format!("/v1/therapist/patients/{link}/entries/{entry}");
            therapist.get(&path).status
        };
        assert_eq!((seen(&open), seen(&away)), (404, 404), "nothing was given");
        patient.delete(&seal).expect(204);
        give(&patient, &link, &id);
        assert_eq!((seen(&open), seen(&away)), (200, 200));
        // What was given stays, as with an entry by itself: opening a seal in the quiet time must not widen anything (N1, N9).
        patient
            .post(&seal, &json!({"when_i_choose": true}))
            .expect(200);
        assert_eq!((seen(&open), seen(&away)), (200, 200));
    }
);

both!(
    a_consent_to_something_put_away_is_not_taken_up_again_until_it_is_back,
    |world| {
        let scenes::Linked {
            patient,
            therapist,
            link,
        } = scenes::linked(world);
        let entry = scenes::entry(&patient, "away");
        let alone = scenes::share(&patient, &link, &entry);
        let id = packet(world, &patient, &link, &json!([entry_item(&entry)]));
        let in_packet = give(&patient, &link, &id).id();
        let seal = format!("/v1/entries/{entry}/seal");
        let path = format!("/v1/therapist/patients/{link}/entries/{entry}");
        for consent in [&alone, &in_packet] {
            patient
                .post_nothing(&format!("/v1/consents/{consent}/pause"))
                .expect(200);
        }
        patient
            .post(&seal, &json!({"date": "2026-03-12"}))
            .expect(200);
        for consent in [&alone, &in_packet] {
            let resume = format!("/v1/consents/{consent}/resume");
            assert_eq!(patient.post_nothing(&resume).expect(409).code(), "sealed");
            let still = patient.get(&format!("/v1/consents/{consent}")).expect(200);
            assert_eq!(still.body["state"], "paused");
        }
        therapist.get(&path).expect(404);
        world.clock.set("2026-03-12T09:00:00Z");
        patient
            .post_nothing(&format!("/v1/consents/{in_packet}/resume"))
            .expect(200);
        assert_eq!(therapist.get(&path).expect(200).body["text"], "away");
        let over = patient.delete(&format!("/v1/consents/{alone}")).expect(200);
        assert_eq!(over.body["state"], "revoked");
        patient
            .post(&seal, &json!({"when_i_choose": true}))
            .expect(200);
        let refused = patient.post_nothing(&format!("/v1/consents/{alone}/resume"));
        assert_eq!(
            refused.expect(409).code(),
            "consent-state",
            "its state comes first"
        );
    }
);
