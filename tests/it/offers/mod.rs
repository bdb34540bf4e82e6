//! `/v1/therapist/offers` and `/v1/offers` (N5, R49, R52, N18).

use chrono::Duration;
use reqwest::Method;

use crate::both;
use crate::harness::{Client, Value, json, scenes};

const ID: &str = "0198a7c2-4444-7000-8000-000000000005";
const NEVER: &str = "00000000-0000-7000-8000-000000000000";
const MADE: &str = "/v1/therapist/offers";

fn own(link: &str, text: &str) -> Value {
    json!({"link_id": link, "prompt": {"text": text}})
}

fn made(therapist: &Client<'_>, link: &str) -> Vec<Value> {
    let list = therapist.get(&format!("{MADE}?link_id={link}"));
    list.expect(200).items().to_vec()
}

fn offered(patient: &Client<'_>) -> Vec<Value> {
    patient.get("/v1/offers").expect(200).items().to_vec()
}

/// An id of the catalogue.
fn first(anyone: &Client<'_>, path: &str) -> Value {
    anyone.get(path).expect(200).items()[0]["id"].clone()
}

both!(a_prompt_an_exercise_or_own_words_can_be_offered, |world| {
    let scenes::Linked {
        patient,
        therapist,
        link,
    } = scenes::linked(world);
    let (prompt, exercise) = (
        first(&patient, "/v1/prompts?phase=window&limit=1"),
        first(&patient, "/v1/exercises?limit=1"),
    );
    let words = json!({"text": "What was the weather like inside?", "hint": "One word is plenty."});
    let three = [
        json!({"link_id": link, "prompt_id": prompt}),
        json!({"link_id": link, "exercise_id": exercise, "note": "from last time"}),
        json!({"link_id": link, "prompt": words}),
    ];
    for new in &three {
        world.clock.advance(Duration::minutes(1));
        let answer = therapist.post(MADE, new).expect(201);
        let part = |name: &str| new.get(name).cloned().unwrap_or_default();
        assert_eq!(
            answer.body,
            json!({
                "id": answer.id(), "link_id": link, "prompt_id": part("prompt_id"), "exercise_id": part("exercise_id"),
                "prompt": part("prompt"), "note": part("note"), "created_at": world.clock.now(), "advice": [],
            })
        );
        assert_eq!(made(&therapist, &link)[0], answer.body);
        let mut hers = answer.body.clone();
        hers.as_object_mut().unwrap().remove("advice");
        hers["taken"] = json!(false);
        assert_eq!(offered(&patient)[0], hers);
    }
    assert_eq!(offered(&patient).len(), 3);
    let log = patient.get("/v1/access-log").expect(200);
    let rows = log
        .items()
        .iter()
        .filter(|row| row["action"] == "offer.made");
    assert_eq!(rows.count(), 3, "the patient's log tells who acted");
});

both!(
    own_words_get_the_wording_lint_as_advice_and_are_kept,
    |world| {
        let scenes::Linked {
            therapist, link, ..
        } = scenes::linked(world);
        let text = "You must write every day.";
        let new = json!({"link_id": link, "prompt": {"text": text, "hint": "You should try."}, "note": "Well done."});
        let answer = therapist.post(MADE, &new).expect(201);
        assert_eq!(answer.body["prompt"]["text"], text, "nothing is rewritten");
        let advice = answer.body["advice"].as_array().unwrap();
        let about = |pointer: &str| -> Vec<&Value> {
            advice
                .iter()
                .filter(|one| one["pointer"] == pointer)
                .collect()
        };
        let found = about("/prompt/text");
        assert_eq!(found[0]["kind"], "directive");
        let (start, end) = (
            found[0]["start"].as_u64().unwrap(),
            found[0]["end"].as_u64().unwrap(),
        );
        assert!(start < end && end <= 25, "{found:?}");
        assert!(!about("/prompt/hint").is_empty());
        assert_eq!(about("/note")[0]["kind"], "praising");
        assert_eq!(made(&therapist, &link)[0], answer.body);
    }
);

both!(exactly_one_thing_is_offered_and_it_is_known, |world| {
    let scenes::Linked {
        patient,
        therapist,
        link,
    } = scenes::linked(world);
    let (prompt, exercise) = (
        first(&patient, "/v1/prompts?phase=window&limit=1"),
        first(&patient, "/v1/exercises?limit=1"),
    );
    let day = first(&patient, "/v1/prompts?phase=day&limit=1");
    let words = json!({"text": "x"});
    for (new, pointer) in [
        (json!({}), "/prompt"),
        (json!({"note": "x"}), "/prompt"),
        (
            json!({"prompt_id": prompt, "exercise_id": exercise}),
            "/exercise_id",
        ),
        (json!({"prompt_id": prompt, "prompt": words}), "/prompt"),
        (json!({"exercise_id": exercise, "prompt": words}), "/prompt"),
        (json!({"prompt_id": NEVER}), "/prompt_id"),
        (json!({"prompt_id": day}), "/prompt_id"),
        (json!({"exercise_id": NEVER}), "/exercise_id"),
        (json!({"exercise_id": prompt}), "/exercise_id"),
        (json!({"prompt": {}}), "/prompt/text"),
        (json!({"prompt": {"text": ""}}), "/prompt/text"),
        (json!({"prompt": {"text": "x".repeat(601)}}), "/prompt/text"),
        (
            json!({"prompt": {"text": "x", "hint": "x".repeat(301)}}),
            "/prompt/hint",
        ),
        (
            json!({"prompt": {"text": "x", "due": "tomorrow"}}),
            "/prompt/due",
        ),
        (json!({"prompt": ["x", "y"]}), "/prompt"),
        (json!({"prompt": words, "note": "x".repeat(301)}), "/note"),
        (json!({"prompt": words, "note": ""}), "/note"),
        (json!({"prompt": words, "taken": true}), "/taken"),
    ] {
        let mut body = new;
        body["link_id"] = json!(link);
        let refused = therapist.post(MADE, &body).expect(422);
        assert_eq!(refused.pointers(), [pointer], "{body}");
    }
    assert!(offered(&patient).is_empty());
});

both!(whether_it_was_seen_taken_or_left_changes_no_byte, |world| {
    let scenes::Linked {
        patient,
        therapist,
        link,
    } = scenes::linked(world);
    let new: Vec<Value> = ["seen", "taken", "left", "taken, then left"]
        .iter()
        .zip(0..)
        .map(|(text, number)| {
            world.clock.advance(Duration::minutes(1));
            let mut new = own(&link, text);
            new["id"] = json!(format!("01900000-0000-7000-8000-00000000000{number}"));
            therapist.post(MADE, &new).expect(201);
            new
        })
        .collect();
    let id = |place: usize| new[place]["id"].as_str().unwrap();
    let path = format!("{MADE}?link_id={link}");
    let everything = || {
        let mut bytes = therapist.get(&path).expect(200).bytes;
        for new in &new {
            bytes.extend(therapist.post(MADE, new).expect(200).bytes);
            let other = therapist.post(MADE, &{
                let mut other = new.clone();
                other["note"] = json!("another");
                other
            });
            bytes.extend(other.expect(409).code().as_bytes());
        }
        bytes.extend(therapist.get("/v1/care/links").expect(200).bytes);
        bytes.extend(therapist.get("/v1/therapist/patients").expect(200).bytes);
        bytes.extend(therapist.get("/v1/therapist/inbox").expect(200).bytes);
        bytes
    };
    let before = everything();
    world.clock.advance(Duration::minutes(1));
    assert_eq!(offered(&patient).len(), 4);
    for place in [1, 3] {
        let taken = patient.post_nothing(&format!("/v1/offers/{}/take", id(place)));
        assert_eq!(taken.expect(200).body["taken"], true);
    }
    for place in [2, 3] {
        patient
            .post_nothing(&format!("/v1/offers/{}/leave", id(place)))
            .expect(204);
    }
    assert_eq!(everything(), before);
    let left: Vec<_> = offered(&patient)
        .iter()
        .map(|offer| (offer["id"].clone(), offer["taken"].clone()))
        .collect();
    assert_eq!(
        left,
        [(json!(id(1)), json!(true)), (json!(id(0)), json!(false))]
    );
    // Taking back answers the same for each of them, and so does asking afterwards.
    let mut answers = Vec::new();
    for new in &new {
        let path = format!("{MADE}/{}?link_id={link}", new["id"].as_str().unwrap());
        let gone = therapist.delete(&path).expect(204);
        let again = therapist.delete(&path).expect(404).without_instance();
        let repeat = therapist.post(MADE, new).expect(409);
        answers.push((gone.bytes, again, repeat.without_instance()));
    }
    assert!(answers.windows(2).all(|two| two[0] == two[1]));
    assert!(made(&therapist, &link).is_empty());
    let kept = offered(&patient);
    assert_eq!(kept.len(), 1, "what was taken stays");
    assert_eq!(kept[0]["id"], id(1));
});

both!(taking_and_leaving_can_be_repeated_and_changed, |world| {
    let scenes::Linked {
        patient,
        therapist,
        link,
    } = scenes::linked(world);
    let id = therapist.post(MADE, &own(&link, "x")).expect(201).id();
    let step = |step: &str| patient.post_nothing(&format!("/v1/offers/{id}/{step}"));
    step("leave").expect(204);
    step("leave").expect(204);
    assert!(offered(&patient).is_empty());
    assert_eq!(step("take").expect(200).body["taken"], true);
    step("take").expect(200);
    assert_eq!(offered(&patient).len(), 1);
    // What was taken back by its therapist and is left then, is gone.
    therapist
        .delete(&format!("{MADE}/{id}?link_id={link}"))
        .expect(204);
    assert_eq!(offered(&patient).len(), 1);
    step("leave").expect(204);
    assert!(offered(&patient).is_empty());
    step("take").expect(404);
});

both!(an_ended_link_leaves_only_what_was_taken, |world| {
    for by_patient in [true, false] {
        let (patient, therapist) = (world.patient("Ana"), world.therapist("Bo"));
        let link = scenes::link(&patient, &therapist);
        let other = scenes::link(&patient, &world.therapist("Cy"));
        let ids = ["taken", "left", "open"]
            .map(|text| therapist.post(MADE, &own(&link, text)).expect(201).id());
        patient
            .post_nothing(&format!("/v1/offers/{}/take", ids[0]))
            .expect(200);
        patient
            .post_nothing(&format!("/v1/offers/{}/leave", ids[1]))
            .expect(204);
        let who = if by_patient { &patient } else { &therapist };
        who.delete(&format!("/v1/care/links/{link}")).expect(200);
        let left = offered(&patient);
        assert_eq!(left.len(), 1);
        assert_eq!(left[0]["id"], ids[0]);
        for gone in &ids[1..] {
            patient
                .post_nothing(&format!("/v1/offers/{gone}/take"))
                .expect(404);
        }
        therapist.get(&format!("{MADE}?link_id={link}")).expect(404);
        therapist
            .delete(&format!("{MADE}/{}?link_id={link}", ids[0]))
            .expect(404);
        let refused = therapist.post(MADE, &own(&link, "x")).expect(422);
        assert_eq!(refused.pointers(), ["/link_id"]);
        drop(other);
    }
});

both!(
    nothing_is_offered_on_the_day_of_dosing_nor_in_the_quiet_time,
    |world| {
        let scenes::Linked {
            patient,
            therapist,
            link,
        } = scenes::linked(world);
        let id = therapist.post(MADE, &own(&link, "before")).expect(201).id();
        patient
            .post_nothing(&format!("/v1/offers/{id}/take"))
            .expect(200);
        let planned = json!({"status": "planned", "planned_at": "2026-03-12T14:00:00Z", "time_zone": "Europe/Lisbon"});
        let session = patient.post("/v1/dosing-sessions", &planned).expect(201);
        world.clock.set("2026-03-11T23:59:59Z");
        assert_eq!(offered(&patient).len(), 1);
        let before = made(&therapist, &link);
        for silent in [
            "2026-03-12T00:00:00Z",
            "2026-03-12T13:00:00Z",
            "2026-03-12T23:59:59Z",
        ] {
            world.clock.set(silent);
            assert!(offered(&patient).is_empty(), "{silent}");
            assert_eq!(
                made(&therapist, &link),
                before,
                "the therapist sees no difference"
            );
        }
        // It ended at five: the quiet time goes on until five on the next day, and offers made in it wait as well.
        let happened = json!({"status": "happened", "started_at": "2026-03-12T14:10:00Z", "ended_at": "2026-03-12T17:00:00Z"});
        patient
            .patch(
                &format!("/v1/dosing-sessions/{}", session.id()),
                &session.etag(),
                &happened,
            )
            .expect(200);
        world.clock.set("2026-03-13T16:59:59Z");
        therapist.post(MADE, &own(&link, "in it")).expect(201);
        assert!(offered(&patient).is_empty());
        world.clock.set("2026-03-13T17:00:00Z");
        assert_eq!(offered(&patient).len(), 2);
    }
);

both!(
    offering_is_safe_to_repeat_and_two_therapists_do_not_meet,
    |world| {
        let scenes::Linked {
            patient,
            therapist,
            link,
        } = scenes::linked(world);
        let mut new = own(&link, "x");
        new["id"] = json!(ID);
        let first = therapist.post(MADE, &new).expect(201);
        assert_eq!(therapist.post(MADE, &new).expect(200).bytes, first.bytes);
        new["note"] = json!("another");
        assert_eq!(therapist.post(MADE, &new).expect(409).code(), "id-in-use");
        let cy = world.therapist("Cy");
        let second = scenes::link(&patient, &cy);
        // The same key, on two desks: two offers.
        let keyed = therapist.post_once(MADE, "k", &own(&link, "k")).expect(201);
        assert_eq!(
            therapist
                .post_once(MADE, "k", &own(&link, "k"))
                .expect(200)
                .id(),
            keyed.id()
        );
        let other = cy.post_once(MADE, "k", &own(&second, "k")).expect(201);
        assert_ne!(other.id(), keyed.id());
        assert_eq!(made(&cy, &second).len(), 1, "each sees their own alone");
        assert_eq!(made(&therapist, &link).len(), 2);
        let never = cy
            .delete(&format!("{MADE}/{NEVER}?link_id={second}"))
            .expect(404)
            .without_instance();
        for (id, link) in [(ID, &second), (ID, &link), (NEVER, &link)] {
            let refused = cy.delete(&format!("{MADE}/{id}?link_id={link}"));
            assert_eq!(refused.expect(404).without_instance(), never);
        }
        assert_eq!(
            cy.get(&format!("{MADE}?link_id={link}"))
                .expect(404)
                .without_instance(),
            never
        );
        assert_eq!(
            cy.post(MADE, &own(&link, "x"))
                .expect(422)
                .without_instance(),
            cy.post(MADE, &own(NEVER, "x"))
                .expect(422)
                .without_instance()
        );
        assert_eq!(therapist.get(MADE).expect(422).pointers(), ["/link_id"]);
        assert_eq!(
            therapist
                .delete(&format!("{MADE}/{ID}"))
                .expect(422)
                .pointers(),
            ["/link_id"]
        );
    }
);

both!(offers_are_paged_on_both_sides, |world| {
    let scenes::Linked {
        patient,
        therapist,
        link,
    } = scenes::linked(world);
    let mut ids: Vec<String> = (0..5)
        .map(|number| {
            world.clock.advance(Duration::minutes(1));
            therapist
                .post(MADE, &own(&link, &format!("{number}")))
                .expect(201)
                .id()
        })
        .collect();
    ids.reverse();
    let paged = |client: &Client<'_>, path: String| {
        let (mut seen, mut next) = (Vec::new(), path.clone());
        loop {
            let page = client.get(&next).expect(200);
            seen.extend(
                page.items()
                    .iter()
                    .map(|item| item["id"].as_str().unwrap().to_owned()),
            );
            match page.body["next_cursor"].as_str() {
                Some(cursor) => next = format!("{path}&cursor={cursor}"),
                None => return seen,
            }
        }
    };
    assert_eq!(
        paged(&therapist, format!("{MADE}?link_id={link}&limit=2")),
        ids
    );
    for place in [0, 1, 3] {
        patient
            .post_nothing(&format!("/v1/offers/{}/leave", ids[place]))
            .expect(204);
    }
    assert_eq!(
        paged(&patient, "/v1/offers?limit=1".to_owned()),
        [ids[2].clone(), ids[4].clone()]
    );
});

both!(an_offer_is_taken_by_the_patient_it_was_made_to, |world| {
    let scenes::Linked {
        patient,
        therapist,
        link,
    } = scenes::linked(world);
    let id = therapist.post(MADE, &own(&link, "x")).expect(201).id();
    let eva = world.patient("Eva");
    for step in ["take", "leave"] {
        let of =
            |client: &Client<'_>, id: &str| client.post_nothing(&format!("/v1/offers/{id}/{step}"));
        assert_eq!(
            of(&eva, &id).expect(404).without_instance(),
            of(&eva, NEVER).expect(404).without_instance()
        );
        of(&therapist, &id).expect(403);
        of(&world.stranger(), &id).expect(401);
    }
    assert!(offered(&eva).is_empty());
    therapist.get("/v1/offers").expect(403);
    patient.get(&format!("{MADE}?link_id={link}")).expect(403);
    patient.post(MADE, &own(&link, "x")).expect(403);
    patient
        .delete(&format!("{MADE}/{id}?link_id={link}"))
        .expect(403);
    assert_eq!(offered(&patient).len(), 1);
});

both!(
    the_lint_speaks_the_language_of_who_wrote_unless_another_is_asked_for,
    |world| {
        let scenes::Linked {
            therapist, link, ..
        } = scenes::linked(world);
        let me = therapist.get("/v1/me").expect(200);
        therapist
            .patch("/v1/me", &me.etag(), &json!({"locale": "es"}))
            .expect(200);
        let new = json!({"link_id": link, "prompt": {"text": "Debes escribir sobre esto."}});
        let answer = therapist.post(MADE, &new).expect(201);
        assert_eq!(answer.body["advice"][0]["kind"], "directive");
        assert_eq!(made(&therapist, &link)[0], answer.body);
        let path = format!("{MADE}?link_id={link}");
        let in_english = therapist.request(Method::GET, &path);
        let in_english = therapist.send(in_english.header("accept-language", "en"));
        assert_eq!(in_english.expect(200).items()[0]["advice"], json!([]));
    }
);
