//! `GET /v1/practices`.

use super::{exercise, ids, practise};
use crate::both;

both!(practices_come_newest_first_page_by_page, |world| {
    let ana = world.patient("Ana");
    let exercise = exercise(world, "self_soothing");
    let old = practise(&ana, &exercise, "2026-03-01T10:00:00Z");
    let new = practise(&ana, &exercise, "2026-03-09T10:00:00Z");
    let middle = practise(&ana, &exercise, "2026-03-05T10:00:00Z");
    let first = ana.get("/v1/practices?limit=2").expect(200);
    assert_eq!(ids(first.items()), [new.as_str(), &middle]);
    let next = ana
        .get(&format!(
            "/v1/practices?limit=2&cursor={}",
            first.body["next_cursor"].as_str().unwrap()
        ))
        .expect(200);
    assert_eq!(ids(next.items()), [old.as_str()]);
    assert!(next.body["next_cursor"].is_null());
});

both!(
    practices_of_one_instant_are_neither_lost_nor_repeated_between_pages,
    |world| {
        let ana = world.patient("Ana");
        let exercise = exercise(world, "self_soothing");
        let mut made: Vec<String> = (0..5)
            .map(|_| practise(&ana, &exercise, "2026-03-01T10:00:00Z"))
            .collect();
        let (mut seen, mut path) = (Vec::new(), "/v1/practices?limit=2".to_owned());
        loop {
            let page = ana.get(&path).expect(200);
            seen.extend(ids(page.items()).into_iter().map(ToOwned::to_owned));
            let Some(cursor) = page.body["next_cursor"].as_str() else {
                break;
            };
            path = format!("/v1/practices?limit=2&cursor={cursor}");
        }
        made.sort();
        seen.sort();
        assert_eq!(seen, made);
    }
);

both!(practices_are_filtered_by_exercise_and_by_time, |world| {
    let ana = world.patient("Ana");
    let (sound, touch) = (
        exercise(world, "orienting_sound"),
        exercise(world, "orienting_touch"),
    );
    let first = practise(&ana, &sound, "2026-03-01T10:00:00Z");
    let second = practise(&ana, &touch, "2026-03-02T10:00:00Z");
    let third = practise(&ana, &sound, "2026-03-03T10:00:00Z");
    let found = |query: &str| {
        ids(ana
            .get(&format!("/v1/practices?{query}"))
            .expect(200)
            .items())
        .into_iter()
        .map(ToOwned::to_owned)
        .collect::<Vec<String>>()
    };
    assert_eq!(
        found(&format!("exercise_id={sound}")),
        [third.clone(), first.clone()]
    );
    assert_eq!(
        found("from=2026-03-02T10:00:00Z"),
        [third.clone(), second.clone()],
        "from is included"
    );
    assert_eq!(
        found("to=2026-03-03T10:00:00Z"),
        [second.clone(), first],
        "to is not"
    );
    assert_eq!(
        found(&format!(
            "exercise_id={sound}&from=2026-03-02T00:00:00Z&to=2026-03-04T00:00:00Z"
        )),
        [third]
    );
    assert_eq!(
        found("exercise_id=0198a7c2-1111-7000-8000-000000000001").len(),
        0
    );
});

both!(a_filter_that_does_not_fit_is_refused, |world| {
    let ana = world.patient("Ana");
    for (query, pointer) in [
        ("exercise_id=x", "/exercise_id"),
        ("from=today", "/from"),
        ("to=2026-03-01", "/to"),
        ("limit=0", "/limit"),
        ("cursor=x", "/cursor"),
        ("family=x", "/family"),
    ] {
        assert_eq!(
            ana.get(&format!("/v1/practices?{query}"))
                .expect(422)
                .pointers(),
            [pointer],
            "{query}"
        );
    }
});

both!(each_patient_lists_her_own_practices_alone, |world| {
    let (ana, eva) = (world.patient("Ana"), world.patient("Eva"));
    practise(
        &ana,
        &exercise(world, "self_soothing"),
        "2026-03-01T10:00:00Z",
    );
    assert_eq!(eva.get("/v1/practices").expect(200).items().len(), 0);
});
