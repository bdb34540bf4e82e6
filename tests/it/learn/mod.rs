//! `GET /v1/learn`: R09, R13, R18 to R24, R26, R27, R42, R44, R76, R84 to R87.

mod told;

use crate::both;
use crate::content::whole;

both!(
    anybody_reads_short_units_and_gets_those_for_patients_unless_asked,
    |world| {
        let anyone = world.stranger();
        let units = whole(&anyone, "/v1/learn", "en");
        assert!(units.len() >= 35, "{}", units.len());
        for unit in &units {
            assert_eq!(unit["audience"], "patient");
            assert!(unit["version"].as_i64().is_some_and(|version| version >= 1));
            assert!(
                unit["title"].is_string() && unit["topic"].is_string(),
                "{unit}"
            );
            let paragraphs = unit["paragraphs"].as_array().unwrap();
            assert!((1..=6).contains(&paragraphs.len()), "short: {unit}");
            assert!(!unit["serves"].as_array().unwrap().is_empty(), "{unit}");
            assert!(
                unit["reading_ease"].as_i64().is_some_and(|ease| ease >= 60),
                "{unit}"
            );
            assert_eq!(unit["reviewed"].as_str().unwrap().len(), 10);
            for judging in ["quiz", "score", "done", "slug"] {
                assert!(unit.get(judging).is_none(), "{unit}");
            }
        }
    }
);

both!(
    units_are_filtered_by_topic_and_by_whom_they_speak_to,
    |world| {
        let anyone = world.stranger();
        let session = whole(&anyone, "/v1/learn?topic=session", "en");
        assert!(!session.is_empty() && session.iter().all(|unit| unit["topic"] == "session"));
        let therapist = whole(&anyone, "/v1/learn?audience=therapist", "en");
        assert!(therapist.len() >= 3);
        assert!(therapist.iter().all(|unit| unit["audience"] == "therapist"));
        let served = |name: &str| {
            therapist.iter().any(|unit| {
                unit["serves"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .any(|one| one == name)
            })
        };
        assert!(served("R44") && served("R76"));
        let none = whole(&anyone, "/v1/learn?topic=session&audience=therapist", "en");
        assert!(none.is_empty());
    }
);

both!(an_unknown_topic_audience_or_parameter_is_refused, |world| {
    let anyone = world.stranger();
    for (query, pointer) in [
        ("topic=dosage", "/topic"),
        ("audience=operator", "/audience"),
        ("limit=0", "/limit"),
        ("cursor=x", "/cursor"),
        ("q=x", "/q"),
    ] {
        let refused = anyone.get(&format!("/v1/learn?{query}")).expect(422);
        assert_eq!(refused.pointers(), [pointer]);
    }
});

both!(
    one_unit_is_read_by_its_id_and_an_invented_one_is_not_there,
    |world| {
        let anyone = world.stranger();
        for path in ["/v1/learn", "/v1/learn?audience=therapist"] {
            let first = &whole(&anyone, path, "en")[0];
            let place = format!("/v1/learn/{}", first["id"].as_str().unwrap());
            let one = anyone.get(&place).expect(200);
            assert_eq!(&one.body, first);
            anyone.get_if_none_match(&place, &one.etag()).expect(304);
        }
        anyone
            .get("/v1/learn/0198a7c2-1111-7000-8000-000000000001")
            .expect(404);
        anyone.get("/v1/learn/why-prepare").expect(404);
    }
);
