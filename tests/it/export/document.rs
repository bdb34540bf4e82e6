//! Markdown and PDF: a document to read or print for a session.

use chrono::Duration;

use crate::both;
use crate::harness::{Client, World, json};

/// A day with an entry, an addendum to it and a check-in, and an entry a month later.
fn written(world: &World, ana: &Client<'_>) -> String {
    let session = ana
        .post("/v1/dosing-sessions", &json!({"status": "happened", "started_at": world.clock.at(Duration::hours(-5)), "time_zone": "Europe/Lisbon", "place": "the blue room"}))
        .expect(201)
        .id();
    let prompt = ana.get("/v1/prompts?limit=1").items()[0]["id"].clone();
    let entry = ana
        .post("/v1/entries", &json!({"text": "# not a heading\n\nÁrvore, жизнь, *really*.", "prompt_id": prompt, "dosing_session_id": session, "feelings": ["quiet"], "sensations": [{"place": "hands", "quality": "warm"}]}))
        .expect(201)
        .id();
    world.clock.advance(Duration::minutes(1));
    ana.post(
        "/v1/entries",
        &json!({"text": "And a lake.", "addends": entry}),
    )
    .expect(201);
    world.clock.advance(Duration::minutes(1));
    ana.post("/v1/check-ins", &json!({"rest": "woke twice"}))
        .expect(201);
    world.clock.advance(Duration::days(31));
    ana.post("/v1/entries", &json!({"text": "A month on."}))
        .expect(201);
    session
}

fn markdown(ana: &Client<'_>, query: &str) -> String {
    let answer = ana
        .get(&format!("/v1/me/export?format=markdown{query}"))
        .expect(200);
    assert_eq!(
        answer.header("content-type"),
        "text/markdown; charset=utf-8; variant=CommonMark"
    );
    String::from_utf8(answer.bytes).unwrap()
}

both!(a_document_tells_everything_in_the_order_of_days, |world| {
    let ana = world.patient("Ana");
    written(world, &ana);
    let text = markdown(&ana, "");
    let order = [
        "# My notes: Ana",
        "the blue room",
        "\\# not a heading",
        "жизнь",
        "Feelings",
        "quiet",
        "hands, warm",
        "And a lake.",
        "woke twice",
        "A month on.",
    ];
    let places: Vec<usize> = order
        .iter()
        .map(|words| {
            text.find(words)
                .unwrap_or_else(|| panic!("{words} in {text}"))
        })
        .collect();
    assert!(places.is_sorted(), "{text}");
});

both!(a_document_can_be_an_extract, |world| {
    let ana = world.patient("Ana");
    let session = written(world, &ana);
    let recent = markdown(
        &ana,
        &format!("&from={}", world.clock.at(Duration::days(-2))),
    );
    assert!(recent.contains("A month on.") && !recent.contains("lake"));
    let before = markdown(&ana, &format!("&to={}", world.clock.at(Duration::days(-2))));
    assert!(!before.contains("A month on.") && before.contains("lake"));
    let tied = markdown(&ana, &format!("&dosing_session_id={session}"));
    assert!(tied.contains("жизнь") && !tied.contains("lake"));
    for field in ["from", "to"] {
        let path = format!("/v1/me/export?{field}={}", world.clock.now());
        assert_eq!(ana.get(&path).expect(422).pointers(), [format!("/{field}")]);
    }
});

both!(a_document_speaks_the_language_of_the_profile, |world| {
    let ana = world.patient("Ana");
    written(world, &ana);
    let tag = ana.get("/v1/me").etag();
    ana.patch("/v1/me", &tag, &json!({"locale": "es"}))
        .expect(200);
    let text = markdown(&ana, "");
    assert!(text.contains("# Mis notas: Ana") && text.contains("Emociones"));
});

both!(a_printed_document_holds_the_same_words, |world| {
    let ana = world.patient("Ana");
    written(world, &ana);
    for number in 0..40 {
        let text = format!(
            "Line {number} of a longer text. {}",
            "More words. ".repeat(60)
        );
        ana.post("/v1/entries", &json!({"text": text})).expect(201);
    }
    let answer = ana.get("/v1/me/export?format=pdf").expect(200);
    assert_eq!(answer.header("content-type"), "application/pdf");
    assert!(answer.bytes.starts_with(b"%PDF-1."));
    let text = pdf_extract::extract_text_from_mem(&answer.bytes).unwrap();
    for words in [
        "My notes: Ana",
        "# not a heading",
        "Árvore",
        "жизнь",
        "really",
        "hands, warm",
        "woke twice",
        "Line 39 of",
        "Page 2 /",
    ] {
        assert!(text.contains(words), "{words} in {text}");
    }
});

both!(a_session_is_told_by_what_is_known_of_its_time, |world| {
    let ana = world.patient("Ana");
    for session in [
        json!({"status": "happened", "ended_at": "2026-02-03T16:40:00Z", "time_zone": "Europe/Lisbon"}),
        json!({"status": "happened", "started_at": "2019-05-01T12:00:00Z", "approximate": true, "time_zone": "Europe/Lisbon"}),
        json!({"status": "postponed", "time_zone": "Europe/Lisbon"}),
    ] {
        ana.post("/v1/dosing-sessions", &session).expect(201);
    }
    let text = markdown(&ana, "");
    for line in [
        "2026-02-03 16:40 (Europe/Lisbon)",
        "about 2019-05-01 (Europe/Lisbon)",
        "no date",
    ] {
        assert_eq!(text.matches(line).count(), 1, "{line}: {text}");
    }
    assert!(!text.contains("13:00"), "{text}");
    let spanish = json!({"locale": "es"});
    let me = ana.get("/v1/me").expect(200);
    ana.patch("/v1/me", &me.etag(), &spanish).expect(200);
    assert!(markdown(&ana, "").contains("hacia el 2019-05-01 (Europe/Lisbon)"));
});
