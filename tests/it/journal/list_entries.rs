//! `GET /v1/entries`: pages by keyset, filters, search in one's own text (EN-7).

use crate::both;
use crate::harness::{Answer, Client, json, scenes};

fn texts(answer: &Answer) -> Vec<&str> {
    answer
        .items()
        .iter()
        .filter_map(|item| item["text"].as_str())
        .collect()
}

fn write(ana: &Client<'_>, text: &str, at: &str) {
    ana.post("/v1/entries", &json!({"text": text, "authored_at": at}))
        .expect(201);
}

both!(
    entries_come_newest_first_and_pages_miss_and_repeat_nothing,
    |world| {
        let ana = world.patient("Ana");
        for day in 10..17 {
            write(
                &ana,
                &format!("day {day}"),
                &format!("2026-02-{day}T08:00:00Z"),
            );
        }
        // Two of the same instant: the id settles the tie.
        write(&ana, "tie", "2026-02-12T08:00:00Z");
        let mut seen = Vec::new();
        let mut path = "/v1/entries?limit=3".to_owned();
        loop {
            let page = ana.get(&path).expect(200);
            seen.extend(texts(&page).into_iter().map(ToOwned::to_owned));
            match page.body["next_cursor"].as_str() {
                Some(cursor) => path = format!("/v1/entries?limit=3&cursor={cursor}"),
                None => break,
            }
        }
        assert_eq!(seen.len(), 8);
        assert_eq!(seen[0], "day 16");
        assert_eq!(seen[7], "day 10");
        assert_eq!(
            seen.iter().collect::<std::collections::HashSet<_>>().len(),
            8
        );
    }
);

both!(a_period_keeps_what_was_written_in_it, |world| {
    let ana = world.patient("Ana");
    for day in 10..14 {
        write(&ana, &format!("{day}"), &format!("2026-02-{day}T08:00:00Z"));
    }
    let page = ana
        .get("/v1/entries?from=2026-02-11T08:00:00Z&to=2026-02-13T08:00:00Z")
        .expect(200);
    assert_eq!(texts(&page), ["12", "11"]);
});

both!(
    search_finds_words_in_any_case_in_texts_feelings_and_sensations,
    |world| {
        let ana = world.patient("Ana");
        scenes::entry(&ana, "The Ünderwater garden");
        scenes::entry(&ana, "nothing of the kind");
        ana.post("/v1/entries", &json!({"feelings": ["GARDEN of doubt"]}))
            .expect(201);
        ana.post(
            "/v1/entries",
            &json!({"sensations": [{"place": "feet", "quality": "garden soil"}]}),
        )
        .expect(201);
        assert_eq!(ana.get("/v1/entries?q=garden").expect(200).items().len(), 3);
        assert_eq!(
            texts(&ana.get("/v1/entries?q=%C3%BCNDERWATER").expect(200)),
            ["The Ünderwater garden"]
        );
        assert!(
            ana.get("/v1/entries?q=absent")
                .expect(200)
                .items()
                .is_empty()
        );
    }
);

both!(search_pages_go_on_where_the_last_one_ended, |world| {
    let ana = world.patient("Ana");
    for number in 0..12 {
        let word = if number % 2 == 0 { "even" } else { "odd" };
        write(
            &ana,
            &format!("{word} {number}"),
            &format!("2026-02-10T08:00:{number:02}Z"),
        );
    }
    let first = ana.get("/v1/entries?q=even&limit=4").expect(200);
    assert_eq!(texts(&first), ["even 10", "even 8", "even 6", "even 4"]);
    let cursor = first.body["next_cursor"].as_str().unwrap();
    let second = ana
        .get(&format!("/v1/entries?q=even&limit=4&cursor={cursor}"))
        .expect(200);
    assert_eq!(texts(&second), ["even 2", "even 0"]);
    assert!(second.body["next_cursor"].is_null());
});

both!(a_topic_keeps_its_entries, |world| {
    let ana = world.patient("Ana");
    ana.post(
        "/v1/entries",
        &json!({"text": "a", "topics": ["medicine", "body"]}),
    )
    .expect(201);
    ana.post("/v1/entries", &json!({"text": "b", "topics": ["body"]}))
        .expect(201);
    assert_eq!(
        texts(&ana.get("/v1/entries?topic=medicine").expect(200)),
        ["a"]
    );
});

both!(nobody_finds_the_words_of_another_patient, |world| {
    let (ana, eva) = (world.patient("Ana"), world.patient("Eva"));
    let entry = scenes::entry(&ana, "a garden");
    assert!(
        eva.get("/v1/entries?q=garden")
            .expect(200)
            .items()
            .is_empty()
    );
    let hers = eva.get(&format!("/v1/entries/{entry}")).expect(404);
    let never = eva
        .get("/v1/entries/0198a7c2-1111-7000-8000-0000000000ff")
        .expect(404);
    assert_eq!(hers.without_instance(), never.without_instance());
});

both!(parameters_that_do_not_fit_are_named, |world| {
    let ana = world.patient("Ana");
    for (query, pointer) in [
        ("limit=0", "/limit"),
        ("limit=101", "/limit"),
        ("limit=x", "/limit"),
        ("cursor=nonsense", "/cursor"),
        ("from=yesterday", "/from"),
        ("topic=score", "/topic"),
        ("dosing_session_id=7", "/dosing_session_id"),
        ("offset=3", "/offset"),
        ("q=", "/q"),
        ("q=%00", "/q"),
    ] {
        let answer = ana.get(&format!("/v1/entries?{query}"));
        assert_eq!(
            (answer.status, answer.pointers()),
            (422, vec![pointer]),
            "{query}"
        );
    }
});

both!(
    a_cursor_that_was_made_up_is_answered_on_both_databases,
    |world| {
        let ana = world.patient("Ana");
        scenes::entry(&ana, "x");
        for cursor in [
            "0".repeat(32),
            "_".repeat(32),
            "f".repeat(32),
            "A".repeat(32),
        ] {
            for path in [
                "entries",
                "practices",
                "dosing-sessions",
                "consents",
                "access-log",
                "timeline",
                "care/links",
                "auth/devices",
            ] {
                ana.get(&format!("/v1/{path}?cursor={cursor}")).expect(200);
            }
        }
    }
);
