//! What a change says with `null`: that a field is taken away, or nothing that is accepted in silence (IN-9).

use crate::both;
use crate::harness::{Client, Value, json, scenes};

/// Makes one of a kind, then tries to take away what every one of that kind has.
fn keeps(patient: &Client<'_>, path: &str, new: &Value, fields: &[&str]) {
    let made = patient.post(path, new).expect(201);
    let one = format!("{path}/{}", made.id());
    for field in fields {
        let refused = patient.patch(&one, &made.etag(), &json!({ *field: null }));
        let refused = refused.expect(422);
        assert_eq!(refused.pointers(), [format!("/{field}")], "{path}");
    }
    assert_eq!(patient.get(&one).expect(200).body, made.body, "{path}");
}

both!(
    null_takes_away_what_can_be_absent_and_is_refused_for_the_rest,
    |world| {
        let scenes::Linked {
            patient,
            therapist,
            link,
        } = scenes::linked(world);
        let at = world.clock.now();
        for (path, new, fields) in [
            (
                "/v1/entries",
                json!({"text": "a"}),
                &["topics", "feelings", "sensations", "authored_at"][..],
            ),
            (
                "/v1/check-ins",
                json!({"rest": "a"}),
                &["at", "feelings", "sensations"],
            ),
            ("/v1/steps", json!({"text": "a"}), &["text", "laid_aside"]),
            ("/v1/intentions", json!({"text": "a"}), &["text"]),
            ("/v1/goals", json!({"text": "a"}), &["text"]),
            ("/v1/fears", json!({"text": "a"}), &["text"]),
            ("/v1/prompts/own", json!({"text": "a"}), &["text"]),
            ("/v1/support/people", json!({"name": "a"}), &["name"]),
            ("/v1/support/soothing", json!({"text": "a"}), &["text"]),
            ("/v1/checklists/session", json!({"text": "a"}), &["text"]),
            (
                "/v1/packets",
                json!({"link_id": link, "until": world.clock.at(chrono::Duration::days(1))}),
                &["link_id", "until", "items"],
            ),
            (
                "/v1/agreements",
                json!({"link_id": link, "items": []}),
                &["items"],
            ),
        ] {
            keeps(&patient, path, &new, fields);
        }
        let note = json!({"text": "a", "at": at});
        keeps(
            &therapist,
            "/v1/therapist/notes",
            &note,
            &["text", "pulls", "at"],
        );
        // A list is emptied by an empty one.
        let entry = json!({"text": "a", "feelings": ["calm"]});
        let made = patient.post("/v1/entries", &entry).expect(201);
        let path = format!("/v1/entries/{}", made.id());
        let change = json!({"feelings": []});
        let emptied = patient.patch(&path, &made.etag(), &change).expect(200);
        assert_eq!(emptied.body["feelings"], json!([]));
    }
);
