//! `GET /v1/support`: N4, R38.

use crate::both;
use crate::harness::{Value, json};

both!(
    anybody_reads_the_notice_and_the_lines_of_a_region,
    |world| {
        let found = world.stranger().get("/v1/support?region=PT").expect(200);
        assert_eq!(found.body["region"], "PT");
        assert_eq!(found.body["known"], true);
        let lines = found.body["lines"].as_array().unwrap();
        assert!(!lines.is_empty());
        for line in lines {
            for field in ["name", "contact", "hours", "source"] {
                assert!(
                    line[field].as_str().is_some_and(|text| !text.is_empty()),
                    "{line}"
                );
            }
        }
        assert!(
            found.body["notice"]["version"]
                .as_i64()
                .is_some_and(|version| version >= 1)
        );
        assert!(
            found.body["notice"]["text"]
                .as_str()
                .is_some_and(|text| text.contains("Nobody is watching"))
        );
    }
);

both!(lines_that_nobody_has_compared_say_so, |world| {
    let found = world.stranger().get("/v1/support?region=PT").expect(200);
    assert_eq!(found.body.get("reviewed"), Some(&Value::Null));
});

both!(
    a_region_without_lines_is_unknown_and_still_gets_the_notice,
    |world| {
        let found = world.stranger().get("/v1/support?region=ZZ").expect(200);
        assert_eq!(
            (
                &found.body["region"],
                &found.body["known"],
                &found.body["lines"]
            ),
            (&json!("ZZ"), &json!(false), &json!([]))
        );
        assert!(found.body["notice"]["text"].is_string());
    }
);

both!(without_a_region_there_is_the_notice_alone, |world| {
    let found = world.stranger().get("/v1/support").expect(200);
    assert_eq!(
        (
            &found.body["region"],
            &found.body["known"],
            &found.body["lines"]
        ),
        (&Value::Null, &json!(false), &json!([]))
    );
    assert!(found.body["notice"]["text"].is_string());
});

both!(what_is_no_region_is_refused, |world| {
    for region in ["", "P", "PRT", "pt", "P1", "%C3%84B", "P%00"] {
        let refused = world
            .stranger()
            .get(&format!("/v1/support?region={region}"))
            .expect(422);
        assert_eq!(refused.pointers(), ["/region"], "{region}");
    }
    assert_eq!(
        world
            .stranger()
            .get("/v1/support?country=PT")
            .expect(422)
            .pointers(),
        ["/country"]
    );
});

both!(the_notice_is_kept_by_caches_and_not_sent_twice, |world| {
    let anyone = world.stranger();
    let first = anyone.get("/v1/support?region=PT").expect(200);
    assert_eq!(first.header("cache-control"), "public, max-age=300");
    assert!(
        anyone
            .get_if_none_match("/v1/support?region=PT", &first.etag())
            .expect(304)
            .bytes
            .is_empty()
    );
    anyone
        .get_if_none_match("/v1/support?region=NL", &first.etag())
        .expect(200);
});

both!(the_notice_is_there_with_any_token_or_none, |world| {
    let without = world.stranger().get("/v1/support").expect(200);
    assert_eq!(
        world.patient("Ana").get("/v1/support").expect(200).bytes,
        without.bytes
    );
    assert_eq!(
        world.therapist("Bo").get("/v1/support").expect(200).bytes,
        without.bytes
    );
});
