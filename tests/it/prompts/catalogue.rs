//! `GET /v1/prompts`: N5, N15.

use std::collections::BTreeSet;

use crate::both;
use crate::harness::{Value, World};

/// The whole catalogue, page by page.
fn all(world: &World, query: &str) -> Vec<Value> {
    let anyone = world.stranger();
    let mut found: Vec<Value> = Vec::new();
    let mut path = format!("/v1/prompts?limit=7{query}");
    loop {
        let page = anyone.get(&path).expect(200);
        found.extend_from_slice(page.items());
        let Some(cursor) = page.body["next_cursor"].as_str() else {
            return found;
        };
        path = format!("/v1/prompts?limit=7{query}&cursor={cursor}");
    }
}

both!(
    anybody_reads_the_catalogue_page_by_page_and_meets_each_prompt_once,
    |world| {
        let found = all(world, "");
        assert!(found.len() >= 45, "{}", found.len());
        let ids: BTreeSet<&str> = found
            .iter()
            .map(|prompt| prompt["id"].as_str().unwrap())
            .collect();
        assert_eq!(ids.len(), found.len());
        for prompt in &found {
            assert!(
                prompt["version"]
                    .as_i64()
                    .is_some_and(|version| version >= 1),
                "{prompt}"
            );
            assert!(
                prompt["text"].as_str().is_some_and(|text| !text.is_empty()),
                "{prompt}"
            );
            assert!(
                prompt["serves"]
                    .as_array()
                    .is_some_and(|serves| !serves.is_empty()),
                "{prompt}"
            );
            assert!(
                prompt["kind"].is_string()
                    && prompt["phase"].is_string()
                    && prompt["element"].is_string(),
                "{prompt}"
            );
            assert!(prompt.get("slug").is_none(), "a slug is ours alone");
            assert!(prompt.get("hint").is_none_or(Value::is_string), "{prompt}");
        }
    }
);

both!(the_catalogue_is_filtered_by_phase_and_element, |world| {
    let (window, all_of_them) = (all(world, "&phase=window"), all(world, ""));
    assert!(!window.is_empty() && window.len() < all_of_them.len());
    assert!(window.iter().all(|prompt| prompt["phase"] == "window"));
    let expected: Vec<&Value> = all_of_them
        .iter()
        .filter(|prompt| prompt["phase"] == "window")
        .collect();
    assert_eq!(
        window.iter().collect::<Vec<_>>(),
        expected,
        "in the same order"
    );
    let body = all(world, "&phase=window&element=body");
    assert!(
        !body.is_empty()
            && body
                .iter()
                .all(|prompt| prompt["phase"] == "window" && prompt["element"] == "body")
    );
    assert_eq!(all(world, "&phase=day&element=fears").len(), 0);
});

both!(an_unknown_phase_element_or_parameter_is_refused, |world| {
    let anyone = world.stranger();
    for (query, pointer) in [
        ("phase=later", "/phase"),
        ("element=mood", "/element"),
        ("limit=0", "/limit"),
        ("limit=101", "/limit"),
        ("cursor=x", "/cursor"),
        ("q=x", "/q"),
    ] {
        let refused = anyone.get(&format!("/v1/prompts?{query}")).expect(422);
        assert_eq!(refused.pointers(), [pointer], "{query}");
    }
});

both!(
    one_prompt_is_read_by_its_id_and_an_invented_one_is_not_there,
    |world| {
        let anyone = world.stranger();
        let page = anyone.get("/v1/prompts").expect(200);
        let first = &page.items()[0];
        let one = anyone
            .get(&format!("/v1/prompts/{}", first["id"].as_str().unwrap()))
            .expect(200);
        assert_eq!(&one.body, first);
        anyone
            .get("/v1/prompts/0198a7c2-1111-7000-8000-000000000001")
            .expect(404);
        anyone.get("/v1/prompts/stood-out").expect(404);
    }
);

both!(
    public_texts_are_kept_by_caches_and_not_sent_twice,
    |world| {
        let anyone = world.stranger();
        let one = format!(
            "/v1/prompts/{}",
            anyone.get("/v1/prompts").items()[0]["id"].as_str().unwrap()
        );
        for path in ["/v1/prompts", "/v1/prompts?phase=ongoing", &one] {
            let first = anyone.get(path).expect(200);
            assert_eq!(first.header("cache-control"), "public, max-age=300");
            assert!(first.etag().starts_with('"'), "a strong tag");
            let again = anyone.get_if_none_match(path, &first.etag()).expect(304);
            assert!(again.bytes.is_empty());
            assert_eq!(
                (again.etag(), again.header("cache-control")),
                (first.etag(), "public, max-age=300")
            );
            anyone.get_if_none_match(path, "\"0-other\"").expect(200);
        }
    }
);

both!(a_refusal_is_never_kept_by_caches, |world| {
    let anyone = world.stranger();
    let missing = anyone
        .get("/v1/prompts/0198a7c2-1111-7000-8000-000000000001")
        .expect(404);
    assert_eq!(missing.header("cache-control"), "no-store");
    assert_eq!(
        anyone
            .get("/v1/prompts?phase=later")
            .expect(422)
            .header("cache-control"),
        "no-store"
    );
});
