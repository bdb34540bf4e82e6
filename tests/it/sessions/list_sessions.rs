//! `GET /v1/dosing-sessions`.

use super::happened;
use crate::both;
use crate::harness::json;

both!(sessions_come_newest_record_first_and_each_once, |world| {
    let ana = world.patient("Ana");
    let mut made: Vec<String> = (0..7)
        .map(|number| {
            // Two and two are created at the same instant.
            if number % 2 == 0 {
                world.clock.advance(chrono::Duration::minutes(1));
            }
            ana.post("/v1/dosing-sessions", &happened())
                .expect(201)
                .id()
        })
        .collect();
    let (mut seen, mut path) = (Vec::new(), "/v1/dosing-sessions?limit=3".to_owned());
    loop {
        let page = ana.get(&path).expect(200);
        seen.extend(
            page.items()
                .iter()
                .map(|session| session["id"].as_str().expect("an id").to_owned()),
        );
        let Some(cursor) = page.body["next_cursor"].as_str() else {
            break;
        };
        assert_eq!(page.items().len(), 3);
        path = format!("/v1/dosing-sessions?limit=3&cursor={cursor}");
    }
    let instants: Vec<String> = ana
        .get("/v1/dosing-sessions")
        .items()
        .iter()
        .map(|session| session["created_at"].to_string())
        .collect();
    assert!(instants.is_sorted_by(|a, b| a >= b));
    seen.sort();
    made.sort();
    assert_eq!(seen, made);
});

both!(a_journey_without_a_session_is_an_empty_page, |world| {
    let page = world.patient("Ana").get("/v1/dosing-sessions").expect(200);
    assert_eq!(page.body, json!({"items": [], "next_cursor": null}));
});

both!(a_query_that_does_not_fit_is_refused, |world| {
    let ana = world.patient("Ana");
    for (query, pointer) in [
        ("limit=0", "/limit"),
        ("limit=101", "/limit"),
        ("cursor=x", "/cursor"),
        ("offset=3", "/offset"),
    ] {
        assert_eq!(
            ana.get(&format!("/v1/dosing-sessions?{query}"))
                .expect(422)
                .pointers(),
            [pointer],
            "{query}"
        );
    }
});
