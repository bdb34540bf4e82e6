//! `GET /v1/therapist/inbox` (R90).

use chrono::Duration;

use crate::both;
use crate::harness::{Engine, json, scenes};

both!(
    the_inbox_shows_what_is_unread_first_across_links_and_opens_nothing,
    |world| {
        let bo = world.therapist("Bo");
        let (ana, eva) = (world.patient("Ana"), world.patient("Eva"));
        let (first, second) = (scenes::link(&ana, &bo), scenes::link(&eva, &bo));
        let mut shared = Vec::new();
        for (person, link) in [(&ana, &first), (&eva, &second), (&ana, &first)] {
            world.clock.advance(Duration::minutes(1));
            let entry = scenes::entry(person, "a secret word");
            scenes::share(person, link, &entry);
            shared.push(entry);
        }
        let order = |path: &str| {
            bo.get(path)
                .expect(200)
                .items()
                .iter()
                .map(|item| {
                    (
                        item["entry_id"].as_str().unwrap().to_owned(),
                        item["unread"] == true,
                    )
                })
                .collect::<Vec<_>>()
        };
        let of = |place: usize, unread| (shared[place].clone(), unread);
        assert_eq!(
            order("/v1/therapist/inbox"),
            [of(2, true), of(1, true), of(0, true)]
        );
        assert!(!String::from_utf8_lossy(&bo.get("/v1/therapist/inbox").bytes).contains("secret"));
        let log = ana.get("/v1/access-log?limit=100").expect(200);
        assert!(
            log.items().iter().all(|row| row["action"] != "entry.read"),
            "looking at the list opens nothing"
        );

        bo.get(&format!(
            "/v1/therapist/patients/{first}/entries/{}",
            shared[2]
        ))
        .expect(200);
        assert_eq!(
            order("/v1/therapist/inbox"),
            [of(1, true), of(0, true), of(2, false)]
        );
        let page = bo.get("/v1/therapist/inbox?limit=2").expect(200);
        let cursor = page.body["next_cursor"].as_str().unwrap();
        assert_eq!(
            order(&format!("/v1/therapist/inbox?limit=2&cursor={cursor}")),
            [of(2, false)]
        );
        bo.post(
            &format!(
                "/v1/therapist/patients/{second}/entries/{}/acknowledgement",
                shared[1]
            ),
            &json!({"kind": "bring_to_session"}),
        )
        .expect(201);
        assert_eq!(
            bo.get("/v1/therapist/inbox").expect(200).items()[0]["acknowledgement"]["kind"],
            "bring_to_session"
        );
        ana.get("/v1/therapist/inbox").expect(403);
    }
);

both!(a_long_list_of_patients_is_told_to_its_end, |world| {
    let scenes::Linked {
        patient,
        therapist,
        link,
    } = scenes::linked(world);
    let entry = scenes::entry(&patient, "a word");
    world.clock.advance(Duration::minutes(1));
    let eva = world.patient("Eva");
    scenes::link(&eva, &therapist);
    // So many that nobody would register them all: more links of the same person's, each older than the one before.
    let more = match world.engine {
        Engine::Sqlite => {
            "INSERT INTO caseload (therapist_id, link_id, patient_id, created_at) \
             WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 250) \
             SELECT therapist_id, randomblob(16), patient_id, created_at - i FROM (SELECT * FROM caseload ORDER BY created_at LIMIT 1), n"
        }
        Engine::Postgres => {
            "INSERT INTO caseload (therapist_id, link_id, patient_id, created_at) \
             SELECT therapist_id, gen_random_uuid(), patient_id, created_at - i * interval '1 microsecond' \
             FROM (SELECT * FROM caseload ORDER BY created_at LIMIT 1) AS one, generate_series(1, 250) AS i"
        }
    };
    world.raw_sql(more).unwrap();
    let count = || {
        let (mut seen, mut path) = (0, "/v1/therapist/patients?limit=100".to_owned());
        loop {
            let page = therapist.get(&path).expect(200);
            seen += page.items().len();
            let Some(cursor) = page.body["next_cursor"].as_str() else {
                return seen;
            };
            path = format!("/v1/therapist/patients?limit=100&cursor={cursor}");
        }
    };
    assert_eq!(count(), 252);
    // The oldest link of all is not left out of the inbox.
    let oldest =
        "UPDATE caseload SET created_at = (SELECT min(created_at) FROM caseload) WHERE link_id =";
    let id = crate::proofs::id(world.engine, &link);
    world.raw_sql(&format!("{oldest} {id}")).unwrap();
    scenes::share(&patient, &link, &entry);
    let inbox = therapist.get("/v1/therapist/inbox").expect(200);
    assert_eq!(inbox.items()[0]["entry_id"], entry);
    // Somebody who is erased at this moment is not on the list, and the others still are.
    let eva = crate::proofs::id(world.engine, &eva.session().account);
    world
        .raw_sql(&format!("DELETE FROM data_keys WHERE account_id = {eva}"))
        .unwrap();
    assert_eq!(count(), 251);
});
