//! `Accept-Language` and `Content-Language` (RFC 9110 §8.5, §12.5.4), and the language of a patient's own.

use super::{get_in, whole};
use crate::both;
use crate::harness::{Client, json};

const CATALOGUES: [&str; 5] = [
    "/v1/prompts",
    "/v1/exercises",
    "/v1/learn",
    "/v1/learn?audience=therapist",
    "/v1/checklists",
];

both!(
    a_catalogue_is_read_in_the_language_that_is_preferred,
    |world| {
        let anyone = world.stranger();
        for path in CATALOGUES {
            let english = get_in(&anyone, path, "en-GB, es;q=0.5").expect(200);
            let spanish = get_in(&anyone, path, "fr, es-MX;q=0.9, en;q=0.8").expect(200);
            for (answer, language) in [(&english, "en"), (&spanish, "es")] {
                assert_eq!(answer.header("content-language"), language, "{path}");
                assert_eq!(answer.header("vary"), "accept-language", "{path}");
                assert_eq!(answer.header("cache-control"), "public, max-age=300");
            }
            assert_ne!(english.etag(), spanish.etag(), "{path}");
            let again = |tag: &str, languages| {
                let request = anyone.request(reqwest::Method::GET, path);
                let request = request.header("accept-language", languages);
                anyone.send(request.header("if-none-match", tag))
            };
            let unchanged = again(&spanish.etag(), "es").expect(304);
            assert_eq!(unchanged.header("vary"), "accept-language");
            again(&spanish.etag(), "en").expect(200);
            for languages in ["", "fr", "*", ";;q=", "en;q=0, fr"] {
                let answer = get_in(&anyone, path, languages).expect(200);
                assert_eq!(answer.bytes, english.bytes, "{path} {languages}");
            }
        }
    }
);

both!(
    an_answer_without_a_word_in_it_still_differs_by_language,
    |world| {
        let anyone = world.stranger();
        let path = "/v1/prompts?phase=day&element=fears";
        let (english, spanish) = (get_in(&anyone, path, "en"), get_in(&anyone, path, "es"));
        assert_eq!(english.bytes, spanish.bytes);
        assert_ne!(english.etag(), spanish.etag());
    }
);

both!(
    a_text_has_the_same_id_and_version_in_every_language,
    |world| {
        let anyone = world.stranger();
        for path in CATALOGUES {
            let (english, spanish) = (whole(&anyone, path, "en"), whole(&anyone, path, "es"));
            assert_eq!(english.len(), spanish.len());
            for (one, other) in english.iter().zip(&spanish) {
                assert_eq!(
                    (&one["id"], &one["version"]),
                    (&other["id"], &other["version"])
                );
                assert_ne!(one, other);
                assert!(
                    one["reading_ease"].is_i64() && one["reviewed"].is_string(),
                    "{one}"
                );
            }
        }
        let id = whole(&anyone, "/v1/exercises", "en")[0]["id"].clone();
        let path = format!("/v1/exercises/{}", id.as_str().unwrap());
        let one = get_in(&anyone, &path, "es").expect(200);
        assert_eq!(one.header("content-language"), "es");
        assert_eq!(one.body, whole(&anyone, "/v1/exercises", "es")[0]);
    }
);

fn speaks_spanish(ana: &Client<'_>) {
    let me = ana.get("/v1/me").expect(200);
    ana.patch("/v1/me", &me.etag(), &json!({"locale": "es"}))
        .expect(200);
}

both!(
    prompts_are_offered_in_the_languages_that_the_patient_settled_or_the_phone_asks_for,
    |world| {
        let ana = world.patient("Ana");
        let spanish = whole(&ana, "/v1/prompts", "es");
        let is_spanish = |languages: Option<&str>| {
            let offered = match languages {
                Some(languages) => get_in(&ana, "/v1/prompts/offered", languages),
                None => ana.get("/v1/prompts/offered"),
            };
            offered
                .expect(200)
                .items()
                .iter()
                .all(|one| spanish.iter().any(|other| other["text"] == one["text"]))
        };
        assert!(!is_spanish(None));
        assert!(is_spanish(Some("es")));
        speaks_spanish(&ana);
        assert!(is_spanish(None));
        assert!(is_spanish(Some("fr")));
        assert!(!is_spanish(Some("en")));
    }
);

both!(
    an_answer_keeps_the_question_in_the_language_in_which_it_was_shown,
    |world| {
        let ana = world.patient("Ana");
        let (english, spanish) = (
            whole(&ana, "/v1/prompts", "en")[0].clone(),
            whole(&ana, "/v1/prompts", "es")[0].clone(),
        );
        let answer = json!({"text": "x", "prompt_id": english["id"]});
        let asked = |languages: &str| {
            let request = ana.request(reqwest::Method::POST, "/v1/entries");
            let request = request.header("accept-language", languages).json(&answer);
            ana.send(request).expect(201).body["prompt"]["text"].clone()
        };
        let unasked =
            || ana.post("/v1/entries", &answer).expect(201).body["prompt"]["text"].clone();
        assert_eq!(unasked(), english["text"]);
        assert_eq!(asked("es"), spanish["text"]);
        speaks_spanish(&ana);
        assert_eq!(unasked(), spanish["text"]);
        assert_eq!(asked("en"), english["text"]);
    }
);
