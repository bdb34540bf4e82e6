//! `GET /v1/exercises`: R31 to R36, N15.

use std::collections::BTreeSet;

use crate::both;

const FAMILIES: [&str; 8] = [
    "paced_breathing",
    "breath_awareness",
    "body_noticing",
    "orienting_sound",
    "orienting_touch",
    "orienting_temperature",
    "self_soothing",
    "short_meditation",
];

both!(anybody_reads_exercises_of_every_family_as_data, |world| {
    let page = world.stranger().get("/v1/exercises?limit=100").expect(200);
    assert!(page.items().len() >= 12);
    let families: BTreeSet<&str> = page
        .items()
        .iter()
        .map(|exercise| exercise["family"].as_str().unwrap())
        .collect();
    assert_eq!(families, BTreeSet::from(FAMILIES));
    for exercise in page.items() {
        assert!(
            exercise["title"].is_string()
                && exercise["minutes"].is_i64()
                && exercise["version"].is_i64(),
            "{exercise}"
        );
        assert!(
            exercise.get("slug").is_none() && exercise.get("score").is_none(),
            "{exercise}"
        );
        let steps = exercise["steps"].as_array().unwrap();
        assert!(
            steps.iter().all(|step| step["text"].is_string()),
            "{exercise}"
        );
        let seconds: i64 = steps
            .iter()
            .filter_map(|step| step["seconds"].as_i64())
            .sum();
        assert_eq!(exercise["minutes"], (seconds + 59) / 60, "{exercise}");
    }
});

both!(paced_breathing_carries_the_phases_of_a_breath, |world| {
    let page = world
        .stranger()
        .get("/v1/exercises?family=paced_breathing")
        .expect(200);
    for exercise in page.items() {
        let breath = exercise["steps"]
            .as_array()
            .unwrap()
            .iter()
            .find_map(|step| step.get("breath"))
            .unwrap();
        for phase in ["in", "hold", "out", "rest"] {
            assert!(breath[phase].is_i64(), "{breath}");
        }
    }
});

both!(exercises_come_page_by_page_in_one_order, |world| {
    let anyone = world.stranger();
    let all = anyone.get("/v1/exercises?limit=100").expect(200);
    let first = anyone.get("/v1/exercises?limit=5").expect(200);
    let next = anyone
        .get(&format!(
            "/v1/exercises?limit=100&cursor={}",
            first.body["next_cursor"].as_str().unwrap()
        ))
        .expect(200);
    assert_eq!([first.items(), next.items()].concat(), all.items());
    assert!(next.body["next_cursor"].is_null());
});

both!(an_unknown_family_or_parameter_is_refused, |world| {
    let anyone = world.stranger();
    assert_eq!(
        anyone
            .get("/v1/exercises?family=yoga")
            .expect(422)
            .pointers(),
        ["/family"]
    );
    assert_eq!(
        anyone
            .get("/v1/exercises?limit=1000")
            .expect(422)
            .pointers(),
        ["/limit"]
    );
    assert_eq!(
        anyone.get("/v1/exercises?title=x").expect(422).pointers(),
        ["/title"]
    );
});

both!(
    one_exercise_is_read_by_its_id_and_an_invented_one_is_not_there,
    |world| {
        let anyone = world.stranger();
        let id = super::exercise(world, "orienting_sound");
        let one = anyone.get(&format!("/v1/exercises/{id}")).expect(200);
        assert_eq!(one.body["family"], "orienting_sound");
        assert_eq!(one.header("cache-control"), "public, max-age=300");
        anyone
            .get_if_none_match(&format!("/v1/exercises/{id}"), &one.etag())
            .expect(304);
        anyone
            .get("/v1/exercises/0198a7c2-1111-7000-8000-000000000001")
            .expect(404);
    }
);
