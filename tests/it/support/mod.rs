//! `/v1/support`: N4, N15, R34, R38.

mod own;

use crate::both;
use crate::harness::{Answer, Value, json, scenes};

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
            let checked_in = line.get("checked_in").expect("said of every line");
            assert!(checked_in.is_null() || checked_in.as_str().unwrap().starts_with("http"));
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
    let without = world.stranger().get("/v1/support?region=PT").expect(200);
    let bo = world
        .therapist("Bo")
        .get("/v1/support?region=PT")
        .expect(200);
    assert_eq!(bo.bytes, without.bytes);
    let mut hers = world
        .patient("Ana")
        .get("/v1/support?region=PT")
        .expect(200)
        .body;
    for own in ["people", "soothing"] {
        assert!(without.body.get(own).is_none());
        assert_eq!(hers.as_object_mut().unwrap().remove(own), Some(json!([])));
    }
    assert_eq!(hers, without.body);
});

both!(what_is_answered_to_somebody_is_kept_by_no_cache, |world| {
    let without = world.stranger().get("/v1/support").expect(200);
    let vary: Vec<_> = without.headers.get_all("vary").iter().collect();
    assert_eq!(vary, ["accept-language", "authorization"]);
    for somebody in [world.patient("Ana"), world.therapist("Bo")] {
        let with = somebody.get("/v1/support").expect(200);
        assert_eq!(with.header("cache-control"), "no-store");
        assert_eq!(with.etag(), "");
        somebody
            .get_if_none_match("/v1/support", &without.etag())
            .expect(200);
    }
});

both!(a_token_that_is_not_good_is_not_taken_for_none, |world| {
    for somebody in [world.patient("Ana"), world.therapist("Bo")] {
        let mut session = somebody.session();
        session.access = session.access.replacen('.', ".A", 1);
        somebody
            .with_session(session)
            .get("/v1/support")
            .expect(401);
        let other = somebody.with_session(somebody.session());
        somebody.post_nothing("/v1/auth/logout").expect(204);
        other.get("/v1/support").expect(401);
    }
    let basic = world.stranger();
    let request = basic.request(reqwest::Method::GET, "/v1/support");
    basic
        .send(request.header("authorization", "Basic eDp5"))
        .expect(401);
});

both!(
    the_notice_and_the_hours_are_said_in_spanish_and_the_numbers_stay,
    |world| {
        let anyone = world.stranger();
        let path = "/v1/support?region=ES";
        let (english, spanish) = (
            anyone.get(path).expect(200),
            crate::content::get_in(&anyone, path, "es-ES").expect(200),
        );
        assert_eq!(spanish.header("content-language"), "es");
        let (before, after) = (&english.body["notice"], &spanish.body["notice"]);
        assert_eq!(before["version"], after["version"]);
        assert!(after["text"].as_str().unwrap().starts_with("Nadie vigila"));
        let pairs = english.body["lines"].as_array().unwrap().iter();
        for (line, other) in pairs.zip(spanish.body["lines"].as_array().unwrap()) {
            assert_eq!(line["contact"], other["contact"]);
            assert_ne!(line["hours"], other["hours"]);
        }
    }
);

both!(
    what_is_written_and_shared_is_answered_with_where_support_is,
    |world| {
        let scenes::Linked { patient, link, .. } = scenes::linked(world);
        let says = |answer: &Answer| {
            assert_eq!(answer.header("link"), "</v1/support>; rel=\"help\"");
        };
        let entry = json!({"id": "0194f1f0-5c3e-7000-8000-00000000000b", "text": "a word"});
        let made = patient.post("/v1/entries", &entry).expect(201);
        says(&made);
        says(&patient.post("/v1/entries", &entry).expect(200));
        says(&patient.get("/v1/entries").expect(200));
        let path = format!("/v1/entries/{}", made.id());
        says(&patient.get(&path).expect(200));
        let change = json!({"text": "another"});
        says(&patient.patch(&path, &made.etag(), &change).expect(200));
        let consent = json!({"link_id": link, "scope": {"type": "entry", "entry_id": made.id()}, "notice_version": scenes::notice(&patient)});
        says(&patient.post("/v1/consents", &consent).expect(201));
        says(&patient.get("/v1/consents").expect(200));
        // Where it points to, the notice and the lines are.
        let support = world.stranger().get("/v1/support").expect(200);
        assert!(support.body["notice"]["text"].is_string() && support.body["lines"].is_array());
    }
);
