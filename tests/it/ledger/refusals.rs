//! What was refused is on record (AU-1), tells nothing of what exists (AZ-4), and floods no log.

use chrono::Duration;

use crate::both;
use crate::harness::{Client, Value, World, json, raw, scenes};

fn refused(ana: &Client<'_>, action: &str) -> Vec<Value> {
    let answer = ana
        .get(&format!(
            "/v1/access-log?limit=100&outcome=refused&action={action}"
        ))
        .expect(200);
    answer.items().to_vec()
}

const NEVER: &str = "0198a7c2-1111-4000-8000-000000000001";

both!(
    an_entry_that_is_not_shared_and_one_that_never_was_leave_the_same_row,
    |world| {
        let scenes::Linked {
            patient,
            therapist,
            link,
        } = scenes::linked(world);
        let hidden = scenes::entry(&patient, "mine alone");
        for id in [hidden.as_str(), NEVER] {
            let path = format!("/v1/therapist/patients/{link}/entries/{id}");
            therapist.get(&path).expect(404);
        }
        let mut rows = refused(&patient, "entry.read");
        assert_eq!(rows.len(), 2);
        for row in &mut rows {
            let row = row.as_object_mut().unwrap();
            assert_eq!(row["link_id"], link.as_str());
            assert_eq!(
                row["actor"],
                json!({"kind": "therapist", "display_name": "Bo"})
            );
            for field in ["number", "hash", "request_id"] {
                row.remove(field).unwrap();
            }
        }
        assert_eq!(rows[0], rows[1]);
    }
);

both!(
    a_loop_of_refusals_is_told_in_few_rows_that_count_all_of_them,
    |world| {
        let scenes::Linked {
            patient,
            therapist,
            link,
        } = scenes::linked(world);
        let path = format!("/v1/therapist/patients/{link}/entries/{NEVER}");
        for _ in 0..50 {
            therapist.get(&path).expect(404);
        }
        assert_eq!(
            raw::count(
                world,
                "SELECT count(*) AS n FROM access_log WHERE outcome = 'refused' AND link_id IS NOT NULL"
            ),
            40,
            "twenty on the patient's log and twenty on the therapist's"
        );
        let times = |rows: &[Value]| {
            rows.iter()
                .map(|row| row["times"].as_i64().unwrap())
                .sum::<i64>()
        };
        let rows = refused(&patient, "entry.read");
        assert_eq!((rows.len(), times(&rows)), (21, 50));
        assert_eq!(
            rows[0]["times"], 30,
            "what was only counted is one row once the log is read"
        );
        assert_eq!(refused(&patient, "entry.read").len(), 21, "and only once");
        // In the next hour refusals are told one by one again.
        world.clock.advance(Duration::minutes(61));
        for _ in 0..30 {
            therapist.get(&path).expect(404);
        }
        world.clock.advance(Duration::minutes(61));
        therapist.get(&path).expect(404);
        let rows = refused(&patient, "entry.read");
        assert_eq!((rows.len(), times(&rows)), (21 + 20 + 2, 81));
        assert_eq!(
            patient.get("/v1/access-log/verify").expect(200).body["intact"],
            true
        );
    }
);

both!(
    a_link_that_ended_is_told_to_its_patient_and_one_that_never_was_to_nobody_else,
    |world| {
        let scenes::Linked {
            patient,
            therapist,
            link,
        } = scenes::linked(world);
        let cara = world.therapist("Cara");
        patient
            .delete(&format!("/v1/care/links/{link}"))
            .expect(200);
        let at = |link: &str| format!("/v1/therapist/patients/{link}/entries");
        therapist.get(&at(&link)).expect(404);
        assert_eq!(refused(&patient, "entry.read").len(), 1);
        // Another therapist's tries say nothing of whether there is such a link, and are on that therapist's own log.
        for tried in [link.as_str(), NEVER] {
            cara.get(&at(tried)).expect(404);
        }
        assert_eq!(refused(&patient, "entry.read").len(), 1);
        let own = cara
            .get("/v1/therapist/access-log?outcome=refused")
            .expect(200);
        let links: Vec<&Value> = own.items().iter().map(|row| &row["link_id"]).collect();
        assert_eq!(links, [&Value::Null, &Value::Null]);
    }
);

fn signs_in(world: &World, email: &str, password: &str) -> u16 {
    let login = json!({"email": email, "password": password});
    world.stranger().post("/v1/auth/login", &login).status
}

both!(
    a_sign_in_that_failed_is_on_the_log_of_the_account_or_on_the_services,
    |world| {
        let ana = world.patient("Ana");
        let service = "SELECT count(*) AS n FROM access_log WHERE action = 'session.refused' AND account_id =";
        let nil = match world.engine {
            crate::harness::Engine::Sqlite => "zeroblob(16)",
            crate::harness::Engine::Postgres => "'00000000-0000-0000-0000-000000000000'",
        };
        // Further tries would be made to wait, known or not (ID-10).
        for _ in 0..5 {
            let email = ana.session().email;
            assert_eq!(signs_in(world, &email, "not this one either"), 401);
            let nobody = "nobody@example.org";
            assert_eq!(signs_in(world, nobody, "not this one either"), 401);
        }
        let rows = refused(&ana, "session.refused");
        assert_eq!(rows.len(), 5);
        assert_eq!(
            raw::count(world, &format!("{service} {nil}")),
            5,
            "as many as for an address that is known"
        );
        assert_eq!(
            rows[0]["actor"],
            json!({"kind": "anyone", "display_name": null})
        );
        let reset = json!({"email": ana.session().email, "code": "AAAA2222", "new_password": "another long enough one"});
        world
            .stranger()
            .post("/v1/auth/password/reset", &reset)
            .expect(401);
        let change =
            json!({"current_password": "wrong enough", "new_password": "another long enough one"});
        ana.post("/v1/auth/password", &change).expect(422);
        assert_eq!(refused(&ana, "password.refused").len(), 2);
    }
);

both!(what_does_not_open_is_on_record_and_is_not_shown, |world| {
    let scenes::Linked {
        patient,
        therapist,
        link,
    } = scenes::linked(world);
    let (one, two) = (
        scenes::entry(&patient, "first"),
        scenes::entry(&patient, "second"),
    );
    scenes::share(&patient, &link, &one);
    scenes::share(&patient, &link, &two);
    let first = crate::proofs::id(world.engine, &one);
    world
        .raw_sql(&format!(
            "UPDATE entries SET words = (SELECT words FROM entries WHERE id = {first})"
        ))
        .unwrap();
    let read = |who: &Client<'_>, path: &str| {
        let answer = who.request(reqwest::Method::GET, path).send().unwrap();
        (answer.status().as_u16(), answer.text().unwrap())
    };
    let (status, body) = read(&patient, &format!("/v1/entries/{two}"));
    assert_eq!(status, 500);
    assert!(!body.contains("first"));
    let (status, body) = read(
        &therapist,
        &format!("/v1/therapist/patients/{link}/entries/{two}"),
    );
    assert_eq!(status, 500);
    assert!(!body.contains("first"));
    let rows = refused(&patient, "record.unreadable");
    let kinds: Vec<&Value> = rows.iter().map(|row| &row["actor"]["kind"]).collect();
    assert_eq!(kinds, ["therapist", "patient"]);
});

both!(
    every_refusal_through_a_link_is_on_record_under_its_own_name,
    |world| {
        let scenes::Linked {
            patient,
            therapist,
            link,
        } = scenes::linked(world);
        let hidden = scenes::entry(&patient, "mine alone");
        let entry = format!("/v1/therapist/patients/{link}/entries/{hidden}");
        let read = json!({"kind": "read"});
        therapist
            .post(&format!("{entry}/acknowledgement"), &read)
            .expect(404);
        therapist
            .delete(&format!("/v1/therapist/offers/{NEVER}?link_id={link}"))
            .expect(404);
        patient
            .delete(&format!("/v1/care/links/{link}"))
            .expect(200);
        let offers = format!("/v1/therapist/offers?link_id={link}");
        therapist.get(&offers).expect(404);
        let exercises = therapist.get("/v1/exercises").expect(200);
        let offer = json!({"link_id": link, "exercise_id": exercises.items()[0]["id"]});
        therapist.post("/v1/therapist/offers", &offer).expect(422);
        therapist
            .delete(&format!("/v1/care/links/{link}"))
            .expect(404);
        let own = therapist
            .get("/v1/therapist/access-log?outcome=refused")
            .expect(200);
        let names = |rows: &[Value]| -> Vec<String> {
            rows.iter()
                .map(|row| row["action"].as_str().unwrap().to_owned())
                .collect()
        };
        let expected = [
            "link.ended",
            "offer.made",
            "offer.listed",
            "offer.withdrawn",
            "entry.acknowledged",
        ];
        assert_eq!(names(own.items()), expected);
        let hers = patient
            .get("/v1/access-log?limit=100&outcome=refused")
            .expect(200);
        assert_eq!(names(hers.items()), expected);
    }
);

both!(
    a_therapist_without_a_second_factor_is_refused_on_their_own_log,
    |world| {
        let patient = world.patient("Ana");
        let therapist = world.therapist_without_factor("Bo");
        let link = scenes::link(&patient, &therapist);
        for path in [
            format!("/v1/therapist/patients/{link}/entries"),
            "/v1/therapist/inbox".to_owned(),
            format!("/v1/therapist/offers?link_id={link}"),
            "/v1/therapist/notes".to_owned(),
        ] {
            assert_eq!(
                therapist.get(&path).expect(403).code(),
                "second-factor-required",
                "{path}"
            );
        }
        let own = therapist
            .get("/v1/therapist/access-log?outcome=refused")
            .expect(200);
        assert_eq!(own.items().len(), 4);
        assert!(
            own.items()
                .iter()
                .all(|row| row["action"] == "factor.missing")
        );
        assert!(refused(&patient, "factor.missing").is_empty());
    }
);

both!(
    refusals_that_were_only_counted_are_told_of_who_tried,
    |world| {
        let patient = world.patient("Ana");
        let (bo, cara) = (world.therapist("Bo"), world.therapist("Cara"));
        let entry = scenes::entry(&patient, "a word");
        let paths = [&bo, &cara].map(|therapist| {
            let link = scenes::link(&patient, therapist);
            scenes::share(&patient, &link, &entry);
            format!("/v1/therapist/patients/{link}/entries/{entry}")
        });
        let other = scenes::entry(&patient, "another");
        let other = crate::proofs::id(world.engine, &other);
        // What does not open is refused to both, and names no link.
        world
            .raw_sql(&format!(
                "UPDATE entries SET words = (SELECT words FROM entries WHERE id = {other})"
            ))
            .unwrap();
        let fails = |who: &Client<'_>, path: &str| {
            let answer = who.request(reqwest::Method::GET, path).send().unwrap();
            assert_eq!(answer.status(), 500);
        };
        for _ in 0..25 {
            fails(&bo, &paths[0]);
        }
        world.clock.advance(Duration::minutes(61));
        fails(&cara, &paths[1]);
        let rows = refused(&patient, "record.unreadable");
        let times = |name: &str| -> i64 {
            rows.iter()
                .filter(|row| row["actor"]["display_name"] == name)
                .map(|row| row["times"].as_i64().unwrap())
                .sum()
        };
        assert_eq!((times("Bo"), times("Cara")), (25, 1));
    }
);
