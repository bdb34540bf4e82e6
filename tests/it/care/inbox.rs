//! `GET /v1/therapist/inbox` (R90).

use chrono::Duration;

use crate::both;
use crate::harness::{json, scenes};

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
