//! `/v1/therapist/notes`: a therapist's own, and nobody else's (R44, R76).

use chrono::Duration;

use crate::both;
use crate::harness::{json, scenes};

const ID: &str = "0198a7c2-4444-7000-8000-000000000076";
const NEVER: &str = "00000000-0000-7000-8000-000000000000";
const PATH: &str = "/v1/therapist/notes";

both!(a_note_comes_back_as_it_was_written, |world| {
    let scenes::Linked {
        therapist, link, ..
    } = scenes::linked(world);
    let new = json!({"link_id": link, "text": "I wanted it to be finished.", "pulls": ["hurrying", "closing_uncertainty"], "at": "2026-03-09T22:15:00.5+01:00"});
    let made = therapist.post(PATH, &new).expect(201);
    let now = world.clock.now();
    assert_eq!(
        made.body,
        json!({
            "id": made.id(), "link_id": link, "text": "I wanted it to be finished.", "pulls": ["hurrying", "closing_uncertainty"],
            "at": "2026-03-09T21:15:00.500000Z", "revision": 1, "created_at": now, "updated_at": now,
        })
    );
    let path = format!("{PATH}/{}", made.id());
    assert_eq!(made.header("location"), path);
    let read = therapist.get(&path).expect(200);
    assert_eq!((&read.body, read.etag()), (&made.body, made.etag()));
    therapist.get_if_none_match(&path, &read.etag()).expect(304);
    let bare = therapist.post(PATH, &json!({"text": "x"})).expect(201);
    assert_eq!(
        (&bare.body["link_id"], &bare.body["pulls"], &bare.body["at"]),
        (&json!(null), &json!([]), &json!(now))
    );
});

both!(
    a_note_is_about_a_link_of_ones_own_living_or_ended,
    |world| {
        let scenes::Linked {
            patient,
            therapist,
            link,
        } = scenes::linked(world);
        let other = scenes::link(&patient, &world.therapist("Cy"));
        for link in [NEVER, &other] {
            let refused = therapist.post(PATH, &json!({"text": "x", "link_id": link}));
            assert_eq!(refused.expect(422).pointers(), ["/link_id"]);
        }
        patient
            .delete(&format!("/v1/care/links/{link}"))
            .expect(200);
        let made = therapist
            .post(PATH, &json!({"text": "after the end", "link_id": link}))
            .expect(201);
        let path = format!("{PATH}/{}", made.id());
        let refused = therapist.patch(&path, &made.etag(), &json!({"link_id": other}));
        assert_eq!(refused.expect(422).pointers(), ["/link_id"]);
        let loose = therapist
            .patch(&path, &made.etag(), &json!({"link_id": null}))
            .expect(200);
        assert_eq!(loose.body["link_id"], json!(null));
    }
);

both!(what_does_not_fit_a_note_is_refused_by_name, |world| {
    let bo = world.therapist("Bo");
    for (body, pointer) in [
        (json!({}), "/text"),
        (json!({"text": ""}), "/text"),
        (json!({"text": "x".repeat(20_001)}), "/text"),
        (json!({"text": "x", "pulls": ["rescuing"]}), "/pulls/0"),
        (json!({"text": "x", "pulls": vec!["hurrying"; 5]}), "/pulls"),
        (json!({"text": "x", "pulls": 3}), "/pulls"),
        (json!({"text": "x", "score": 3}), "/score"),
    ] {
        assert_eq!(bo.post(PATH, &body).expect(422).pointers(), [pointer]);
    }
});

both!(noting_is_safe_to_repeat_and_changes_need_the_tag, |world| {
    let bo = world.therapist("Bo");
    let new = json!({"id": ID, "text": "x"});
    let made = bo.post(PATH, &new).expect(201);
    assert_eq!(bo.post(PATH, &new).expect(200).body, made.body);
    let other = bo.post(PATH, &json!({"id": ID, "text": "y"}));
    assert_eq!(other.expect(409).code(), "id-in-use");
    let path = format!("{PATH}/{ID}");
    bo.patch_unconditionally(&path, &json!({"text": "y"}))
        .expect(428);
    world.clock.advance(Duration::minutes(1));
    let changed = bo
        .patch(
            &path,
            &made.etag(),
            &json!({"text": "y", "pulls": ["dosing_as_progress", "favouring_medicine_material"]}),
        )
        .expect(200);
    assert_eq!(
        (
            &changed.body["text"],
            &changed.body["revision"],
            &changed.body["updated_at"]
        ),
        (&json!("y"), &json!(2), &json!(world.clock.now()))
    );
    bo.patch(&path, &made.etag(), &json!({"text": "z"}))
        .expect(412);
    bo.delete(&path).expect(204);
    bo.get(&path).expect(404);
    assert_eq!(bo.post(PATH, &new).expect(409).code(), "deleted");
    let cy = world.therapist("Cy");
    cy.post(PATH, &new).expect(201);
});

both!(notes_are_listed_newest_first_and_by_link, |world| {
    let scenes::Linked {
        therapist, link, ..
    } = scenes::linked(world);
    for number in 0..3 {
        let at = world.clock.at(Duration::hours(-number));
        let mut new = json!({"text": format!("{number}"), "at": at});
        if number != 1 {
            new["link_id"] = json!(link);
        }
        therapist.post(PATH, &new).expect(201);
    }
    let told = |query: &str| -> Vec<String> {
        let page = therapist.get(&format!("{PATH}?{query}")).expect(200);
        page.items()
            .iter()
            .map(|note| note["text"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(told(""), ["0", "1", "2"]);
    assert_eq!(told(&format!("link_id={link}")), ["0", "2"]);
    assert_eq!(told("limit=1"), ["0"]);
    let half_an_hour_ago = world.clock.at(Duration::minutes(-30));
    assert_eq!(told(&format!("from={half_an_hour_ago}")), ["0"]);
    assert_eq!(told(&format!("to={half_an_hour_ago}")), ["1", "2"]);
});

both!(nobody_else_reaches_a_note_by_any_door, |world| {
    let scenes::Linked {
        patient,
        therapist,
        link,
    } = scenes::linked(world);
    const WORDS: &str = "what I noticed in myself";
    let made = therapist
        .post(
            PATH,
            &json!({"text": WORDS, "link_id": link, "pulls": ["hurrying"]}),
        )
        .expect(201);
    let path = format!("{PATH}/{}", made.id());
    let cy = world.therapist("Cy");
    let never = cy
        .get(&format!("{PATH}/{NEVER}"))
        .expect(404)
        .without_instance();
    assert_eq!(cy.get(&path).expect(404).without_instance(), never);
    cy.patch(&path, &made.etag(), &json!({"text": "x"}))
        .expect(404);
    cy.delete(&path).expect(404);
    assert!(cy.get(PATH).expect(200).items().is_empty());
    patient.get(PATH).expect(403);
    patient.get(&path).expect(403);
    patient.post(PATH, &json!({"text": "x"})).expect(403);
    patient.delete(&path).expect(403);
    world.stranger().get(&path).expect(401);
    // No answer to a GET of hers holds a word of it, and her log does not tell that it was written.
    let document = patient.get("/openapi.json").expect(200).body;
    for (path, item) in document["paths"].as_object().unwrap() {
        if item["get"].is_object() {
            let path = path.replace("{link_id}", &link).replace("{id}", &made.id());
            let answer = patient.get(&path);
            let text = String::from_utf8_lossy(&answer.bytes);
            assert!(
                !text.contains(WORDS)
                    && (path.contains("hand-over")
                        || !text.contains(&made.id())
                        || answer.status == 404),
                "{path}: {text}"
            );
        }
    }
});
