//! `GET /v1/consents` and `/{id}`.

use chrono::Duration;

use crate::both;
use crate::harness::{json, scenes};

both!(
    consents_are_listed_newest_first_also_ended_ones_and_by_state,
    |world| {
        let scenes::Linked {
            patient,
            therapist,
            link,
        } = scenes::linked(world);
        let entry = scenes::entry(&patient, "a word");
        let mut given = Vec::new();
        for _ in 0..3 {
            world.clock.advance(Duration::minutes(1));
            given.push(scenes::share(&patient, &link, &entry));
        }
        patient
            .delete(&format!("/v1/consents/{}", given[1]))
            .expect(200);
        let ids = |path: &str| {
            patient
                .get(path)
                .expect(200)
                .items()
                .iter()
                .map(|item| item["id"].as_str().unwrap().to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(ids("/v1/consents"), [&*given[2], &given[1], &given[0]]);
        assert_eq!(ids("/v1/consents?state=in_effect"), [&*given[2], &given[0]]);
        assert_eq!(ids("/v1/consents?state=revoked"), [&*given[1]]);
        assert!(ids("/v1/consents?state=paused").is_empty());
        let first = patient
            .get("/v1/consents?state=in_effect&limit=1")
            .expect(200);
        let cursor = first.body["next_cursor"].as_str().unwrap();
        let last = patient
            .get(&format!(
                "/v1/consents?state=in_effect&limit=1&cursor={cursor}"
            ))
            .expect(200);
        assert_eq!(
            (&last.items()[0]["id"], &last.body["next_cursor"]),
            (&json!(given[0]), &json!(null))
        );
        assert_eq!(
            patient
                .get("/v1/consents?state=pending")
                .expect(422)
                .pointers(),
            ["/state"]
        );
        assert!(
            world
                .patient("Eva")
                .get("/v1/consents")
                .expect(200)
                .items()
                .is_empty()
        );
        therapist.get("/v1/consents").expect(403);
    }
);

both!(the_tag_of_a_consent_changes_with_anything_shown, |world| {
    let scenes::Linked {
        patient,
        therapist,
        link,
    } = scenes::linked(world);
    let entry = scenes::entry(&patient, "a word");
    let path = format!("/v1/consents/{}", scenes::share(&patient, &link, &entry));
    let tag = patient.get(&path).expect(200).etag();
    patient.get_if_none_match(&path, &tag).expect(304);
    therapist
        .get(&format!("/v1/therapist/patients/{link}/entries/{entry}"))
        .expect(200);
    let opened = patient.get_if_none_match(&path, &tag).expect(200);
    assert_eq!(
        opened.body["opened"],
        json!([{"at": world.clock.now(), "revision": 1}])
    );
});
