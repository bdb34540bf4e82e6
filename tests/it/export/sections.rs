//! What a document tells beside the days: everything that was prepared, kept and said between people (section 6.9, R12 to R41).

use chrono::Duration;
use reqwest::Method;

use crate::both;
use crate::harness::{Client, World, json, scenes};

const TOUCH: &str = "0198a7c2-8888-7000-8000-000000000001";

fn told(ana: &Client<'_>, query: &str) -> String {
    let path = format!("/v1/me/export?format=markdown{query}");
    String::from_utf8(ana.get(&path).expect(200).bytes).unwrap()
}

/// The words, each found after the one before.
#[track_caller]
fn in_order(text: &str, words: &[&str]) {
    let mut rest = text;
    for one in words {
        let Some(at) = rest.find(one) else {
            panic!("{one:?} in its place in {text}");
        };
        rest = &rest[at + one.len()..];
    }
}

/// The heads of the parts.
fn parts(text: &str) -> Vec<&str> {
    let heads = text.lines().filter_map(|line| line.strip_prefix("## "));
    heads.collect()
}

/// What is prepared and agreed on; the session it is all for.
fn prepared(world: &World, ana: &Client<'_>, bo: &Client<'_>, link: &str) -> String {
    let session = json!({"status": "planned", "planned_at": "2026-03-20T10:00:00Z", "time_zone": "Europe/Lisbon"});
    let session = ana.post("/v1/dosing-sessions", &session).expect(201).id();
    ana.post("/v1/appointments", &json!({"kind": "preparation", "link_id": link, "dosing_session_id": session, "starts_at": "2026-03-12T10:00:00Z", "place": "the practice", "note": "bring the letter"}))
        .expect(201);
    ana.post(
        "/v1/evaluations",
        &json!({"on": "2026-03-02", "note": "by the family doctor"}),
    )
    .expect(201);
    let first = ana
        .post(
            "/v1/intentions",
            &json!({"text": "to be rid of it", "why_it_matters": "I am tired", "dosing_session_id": session}),
        )
        .expect(201);
    let path = format!("/v1/intentions/{}", first.id());
    ana.patch(&path, &first.etag(), &json!({"text": "to be curious"}))
        .expect(200);
    ana.post(
        "/v1/goals",
        &json!({"text": "to say no sooner", "note": "to my brother"}),
    )
    .expect(201);
    ana.post(
        "/v1/fears",
        &json!({"text": "the dark", "what_could_help": "his voice"}),
    )
    .expect(201);
    let items = json!([
        {"id": TOUCH, "kind": "touch", "text": "a hand on the shoulder", "patient": {"answer": "ask_first", "words": "only the left"}},
    ]);
    let agreement = ana.post("/v1/agreements", &json!({"link_id": link, "items": items}));
    let agreement = agreement.expect(201).id();
    let his = format!("/v1/therapist/patients/{link}/agreements/{agreement}");
    let tag = bo.get(&his).expect(200).etag();
    let said = json!({"items": [{"id": TOUCH, "therapist": {"answer": "yes", "words": "I ask each time"}}]});
    bo.patch(&his, &tag, &said).expect(200);
    world.clock.advance(Duration::minutes(1));
    for (who, path) in [
        (ana, format!("/v1/agreements/{agreement}")),
        (bo, his.clone()),
    ] {
        let said = json!({"version": 2, "dosing_session_id": session});
        who.post(&format!("{path}/acknowledgement"), &said)
            .expect(200);
    }
    session
}

/// What is kept at hand, and what passes between the two; an entry that was shared, and one that was put away.
fn kept(world: &World, ana: &Client<'_>, bo: &Client<'_>, link: &str) {
    ana.post(
        "/v1/support/people",
        &json!({"name": "Noor", "contact": "the blue phone", "note": "evenings"}),
    )
    .expect(201);
    ana.post("/v1/support/soothing", &json!({"text": "the long song"}))
        .expect(201);
    ana.post("/v1/checklists/session", &json!({"text": "the grey scarf"}))
        .expect(201);
    let usual = ana.get("/v1/checklists/session").items()[0]["id"].clone();
    let mark = format!("/v1/checklists/session/{}/packed", usual.as_str().unwrap());
    ana.send(ana.request(Method::PUT, &mark)).expect(204);
    ana.post("/v1/steps", &json!({"text": "a walk before work", "area": "boundaries", "note": "not in the rain", "laid_aside": true}))
        .expect(201);
    ana.post(
        "/v1/prompts/own",
        &json!({"text": "And the sea?", "hint": "or the shore"}),
    )
    .expect(201);
    let exercise = ana.get("/v1/exercises?limit=1").items()[0]["id"].clone();
    let offers = [
        json!({"link_id": link, "prompt": {"text": "What was the weather inside?", "hint": "a word will do"}, "note": "from Tuesday"}),
        json!({"link_id": link, "exercise_id": exercise}),
    ];
    for offer in offers {
        world.clock.advance(Duration::minutes(1));
        let id = bo.post("/v1/therapist/offers", &offer).expect(201).id();
        ana.post_nothing(&format!("/v1/offers/{id}/take"))
            .expect(200);
    }
    for (words, left) in [("What would it say?", true), ("What colour was it?", false)] {
        let offer = json!({"link_id": link, "prompt": {"text": words}});
        let id = bo.post("/v1/therapist/offers", &offer).expect(201).id();
        if left {
            ana.post_nothing(&format!("/v1/offers/{id}/leave"))
                .expect(204);
        }
    }
    let shared = scenes::entry(ana, "A lake at noon.");
    scenes::share(ana, link, &shared);
    bo.post(
        &format!("/v1/therapist/patients/{link}/entries/{shared}/acknowledgement"),
        &json!({"kind": "bring_to_session"}),
    )
    .expect(201);
    let away = ana.post(
        "/v1/entries",
        &json!({"text": "A heron.", "authored_at": "2026-02-01T08:00:00Z"}),
    );
    let away = away.expect(201).id();
    let items = json!([{"type": "note", "text": "Why the sea?"}, {"type": "entry", "entry_id": shared}, {"type": "entry", "entry_id": away}]);
    let packet = json!({"link_id": link, "title": "For Thursday", "until": "2026-03-19T10:00:00Z", "items": items});
    ana.post("/v1/packets", &packet).expect(201);
    ana.post(
        &format!("/v1/entries/{away}/seal"),
        &json!({"when_i_choose": true}),
    )
    .expect(200);
}

both!(a_document_tells_what_was_prepared_kept_and_said, |world| {
    let scenes::Linked {
        patient: ana,
        therapist: bo,
        link,
    } = scenes::linked(world);
    prepared(world, &ana, &bo, &link);
    kept(world, &ana, &bo, &link);
    let text = told(&ana, "");
    assert_eq!(
        parts(&text),
        [
            "Sessions",
            "Appointments",
            "Evaluations",
            "Intentions",
            "Goals",
            "Fears",
            "Agreements",
            "People who support me",
            "What has been kind before",
            "To bring",
            "Small steps",
            "My own prompts",
            "Offers that I took",
            "Packets for sessions",
            "2026-03-10",
        ]
    );
    let usual = ana.get("/v1/checklists/session").items()[0]["text"].clone();
    let exercise = ana.get("/v1/exercises?limit=1").items()[0]["title"].clone();
    in_order(
        &text,
        &[
            "### 2026-03-12 10:00 (Europe/Lisbon) · preparation · planned",
            "**With:** Bo",
            "the practice",
            "**For the session of:** 2026-03-20 10:00",
            "bring the letter",
            "### 2026-03-02",
            "by the family doctor",
            "to be curious",
            "**Why this matters to me:** I am tired",
            "to say no sooner",
            "to my brother",
            "the dark",
            "**What could help:** his voice",
            "### With Bo · version 2 · in force",
            "**Touch:** a hand on the shoulder",
            "Me: ask first · only the left",
            "Bo: yes · I ask each time",
            "**Acknowledged:** Ana · 2026-03-10",
            "**Acknowledged:** Bo · 2026-03-10",
            "**Read again before the session of:** 2026-03-20",
            "### Noor",
            "the blue phone",
            "evenings",
            "the long song",
        ],
    );
    in_order(&text, &["## To bring", "the grey scarf", "## Small steps"]);
    in_order(&text, &["## To bring", usual.as_str().unwrap(), "## Small"]);
    in_order(
        &text,
        &[
            "· Boundaries · laid aside",
            "a walk before work",
            "not in the rain",
            "> And the sea?",
            "or the shore",
            "> What was the weather inside?",
            "a word will do",
            "from Tuesday",
            exercise.as_str().unwrap(),
            "### For Thursday · 2026-03-19 10:00 (Europe/Lisbon) · Bo",
            "Why the sea?",
            "**Entry:** 2026-03-10",
            "**Entry:** one that is not told here",
            "A lake at noon.",
            "**Acknowledged:** Bo · to bring to the session · 2026-03-10",
        ],
    );
    // What was left or not answered, and what is put away, is in no document.
    for absent in [
        "it say?",
        "colour",
        "heron",
        "2026-02-01",
        "to be rid of it",
    ] {
        assert!(!text.contains(absent), "{absent} in {text}");
    }
    let pdf = ana.get("/v1/me/export?format=pdf").expect(200).bytes;
    let printed = pdf_extract::extract_text_from_mem(&pdf).unwrap();
    for words in [
        "Agreements",
        "I ask each time",
        "the grey scarf",
        "For Thursday",
    ] {
        assert!(printed.contains(words), "{words} in {printed}");
    }
});

both!(a_document_speaks_of_it_all_in_the_other_language, |world| {
    let scenes::Linked {
        patient: ana,
        therapist: bo,
        link,
    } = scenes::linked(world);
    prepared(world, &ana, &bo, &link);
    kept(world, &ana, &bo, &link);
    let tag = ana.get("/v1/me").etag();
    ana.patch("/v1/me", &tag, &json!({"locale": "es"}))
        .expect(200);
    in_order(
        &told(&ana, ""),
        &[
            "## Citas",
            "preparación · prevista",
            "## Evaluaciones",
            "## Intenciones",
            "**Por qué me importa:**",
            "## Objetivos",
            "## Miedos",
            "## Acuerdos",
            "en vigor",
            "**Contacto físico:**",
            "preguntar antes",
            "## Personas que me apoyan",
            "## Lo que ya me ha hecho bien",
            "## Para llevar",
            "## Pasos pequeños",
            "Límites · apartado por ahora",
            "## Mis propias preguntas",
            "## Propuestas que tomé",
            "## Carpetas para sesiones",
            "una que aquí no se cuenta",
            "para llevar a la sesión",
        ],
    );
});

both!(
    earlier_wordings_and_what_is_put_away_are_told_where_they_are_asked_for,
    |world| {
        let scenes::Linked {
            patient: ana,
            therapist: bo,
            link,
        } = scenes::linked(world);
        prepared(world, &ana, &bo, &link);
        kept(world, &ana, &bo, &link);
        let entry = ana.get("/v1/entries?q=lake").items()[0]["id"].clone();
        let path = format!("/v1/entries/{}", entry.as_str().unwrap());
        ana.patch(&path, &ana.get(&path).etag(), &json!({"text": "A river."}))
            .expect(200);
        let text = told(&ana, "&earlier=true");
        in_order(
            &text,
            &[
                "to be curious",
                "**Earlier wording, until:** 2026-03-10",
                "to be rid of it",
                "· wording 2",
                "A river.",
                "**Earlier wording:** 1 ·",
                "A lake at noon.",
            ],
        );
        assert!(!text.contains("heron"));
        assert!(!told(&ana, "").contains("A lake"));
        in_order(
            &told(&ana, "&sealed=true"),
            &["For Thursday", "2026-02-01", "A heron."],
        );
        let refused = ana.get("/v1/me/export?earlier=true").expect(422);
        assert_eq!(refused.pointers(), ["/earlier"]);
    }
);

both!(an_extract_holds_only_what_is_tied_to_its_session, |world| {
    let scenes::Linked {
        patient: ana,
        therapist: bo,
        link,
    } = scenes::linked(world);
    let session = prepared(world, &ana, &bo, &link);
    kept(world, &ana, &bo, &link);
    let text = told(&ana, &format!("&dosing_session_id={session}"));
    let tied = ["Sessions", "Appointments", "Intentions", "Agreements"];
    assert_eq!(parts(&text), tied);
    let later = told(&ana, "&from=2026-03-11T00:00:00Z");
    assert_eq!(parts(&later), ["Sessions", "Appointments"]);
});

both!(a_part_without_anything_in_it_is_left_out, |world| {
    let ana = world.patient("Ana");
    let text = told(&ana, "");
    assert!(parts(&text).is_empty(), "{text}");
    in_order(&text, &["# My notes: Ana", "Taken out on"]);
});
