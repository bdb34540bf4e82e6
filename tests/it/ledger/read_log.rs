//! `GET /v1/access-log` (N3, AU-1, AU-6).

use crate::both;
use crate::harness::{json, scenes};

both!(the_log_holds_exactly_what_was_done, |world| {
    let scenes::Linked {
        patient,
        therapist,
        link,
    } = scenes::linked(world);
    let entry = scenes::entry(&patient, "a secret word");
    let consent = scenes::share(&patient, &link, &entry);
    let read = therapist
        .get(&format!("/v1/therapist/patients/{link}/entries/{entry}"))
        .expect(200);
    patient.get("/v1/access-log").expect(200);
    let log = patient.get("/v1/access-log").expect(200);
    let rows: Vec<_> = log
        .items()
        .iter()
        .rev()
        .map(|row| {
            (
                row["number"].as_i64().unwrap(),
                row["action"].as_str().unwrap(),
                row["actor"]["display_name"].as_str(),
            )
        })
        .collect();
    assert_eq!(
        rows,
        [
            (1, "account.created", Some("Ana")),
            (2, "session.started", Some("Ana")),
            (3, "link.made", Some("Ana")),
            (4, "consent.granted", Some("Ana")),
            (5, "entry.read", Some("Bo")),
            (6, "access_log.read", Some("Ana")),
        ]
    );
    let row = &log.items()[1];
    let mut expected = json!({
        "number": 5, "at": world.clock.now(), "actor": {"kind": "therapist", "display_name": "Bo"}, "action": "entry.read", "outcome": "done",
        "link_id": link, "consent_id": consent, "entry_id": entry, "revision": 1, "times": 1, "request_id": read.header("x-request-id"),
    });
    expected["hash"] = row["hash"].clone();
    assert_eq!(row, &expected);
    assert_eq!(row["hash"].as_str().unwrap().len(), 64);
    assert!(!String::from_utf8_lossy(&log.bytes).contains("secret"));
});

both!(
    the_log_is_paged_newest_first_and_is_the_patients_alone,
    |world| {
        let scenes::Linked {
            patient, therapist, ..
        } = scenes::linked(world);
        let first = patient.get("/v1/access-log?limit=2").expect(200);
        let numbers = |answer: &crate::harness::Answer| {
            answer
                .items()
                .iter()
                .map(|row| row["number"].as_i64().unwrap())
                .collect::<Vec<_>>()
        };
        assert_eq!(numbers(&first), [3, 2]);
        let cursor = first.body["next_cursor"].as_str().unwrap();
        let second = patient
            .get(&format!("/v1/access-log?limit=2&cursor={cursor}"))
            .expect(200);
        assert_eq!(numbers(&second), [1]);
        assert_eq!(second.body["next_cursor"], json!(null));
        therapist.get("/v1/access-log").expect(403);
        world.stranger().get("/v1/access-log").expect(401);
        let eva = world.patient("Eva").get("/v1/access-log").expect(200);
        assert_eq!(numbers(&eva), [2, 1]);
    }
);
