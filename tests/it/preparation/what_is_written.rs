//! What holds for `/v1/intentions`, `/v1/goals` and `/v1/fears` alike: R16, R30, R46.

use chrono::Duration;

use super::{NEVER, session};
use crate::both;
use crate::harness::{Answer, json};

/// Each kind with the field beside its text.
const KINDS: [(&str, &str); 3] = [
    ("intentions", "why_it_matters"),
    ("goals", "note"),
    ("fears", "what_could_help"),
];

both!(it_is_kept_found_reworded_and_deleted, |world| {
    let ana = world.patient("Ana");
    for (kind, more) in KINDS {
        let made = ana
            .post(&format!("/v1/{kind}"), &json!({"text": "one", more: "two"}))
            .expect(201);
        assert_eq!(
            (&made.body["text"], &made.body[more]),
            (&json!("one"), &json!("two"))
        );
        let path = format!("/v1/{kind}/{}", made.id());
        let read = ana.get(&path).expect(200);
        assert_eq!((&read.body, read.etag()), (&made.body, made.etag()));
        ana.get_if_none_match(&path, &read.etag()).expect(304);
        world.clock.advance(Duration::minutes(1));
        ana.patch_unconditionally(&path, &json!({"text": "three"}))
            .expect(428);
        let changed = ana
            .patch(&path, &made.etag(), &json!({"text": "three"}))
            .expect(200);
        assert_eq!(
            (&changed.body["revision"], &changed.body["updated_at"]),
            (&json!(2), &json!(world.clock.now()))
        );
        assert_eq!(
            changed.body["earlier"],
            json!([{"text": "one", more: "two", "until": world.clock.now()}])
        );
        ana.patch(&path, &made.etag(), &json!({"text": "four"}))
            .expect(412);
        ana.delete(&path).expect(204);
        ana.get(&path).expect(404);
        ana.delete(&path).expect(404);
        assert!(
            ana.get(&format!("/v1/{kind}"))
                .expect(200)
                .items()
                .is_empty()
        );
    }
});

both!(
    sending_it_again_is_safe_and_another_under_the_same_id_is_refused,
    |world| {
        let (ana, eve) = (world.patient("Ana"), world.patient("Eve"));
        for (kind, _) in KINDS {
            let path = format!("/v1/{kind}");
            let new = json!({"id": NEVER, "text": "one"});
            let made = ana.post(&path, &new).expect(201);
            assert_eq!(ana.post(&path, &new).expect(200).body, made.body);
            let other = ana.post(&path, &json!({"id": NEVER, "text": "two"}));
            assert_eq!(other.expect(409).code(), "id-in-use");
            ana.delete(&format!("{path}/{NEVER}")).expect(204);
            assert_eq!(ana.post(&path, &new).expect(409).code(), "deleted");
            eve.post(&path, &new).expect(201);
            let once = ana
                .post_once(&path, "a key", &json!({"text": "x"}))
                .expect(201);
            let again = ana
                .post_once(&path, "a key", &json!({"text": "x"}))
                .expect(200);
            assert_eq!(once.body, again.body);
        }
    }
);

both!(texts_have_bounds_and_nothing_else_is_taken, |world| {
    let ana = world.patient("Ana");
    for (kind, more) in KINDS {
        let path = format!("/v1/{kind}");
        let refused = |body| -> Vec<String> {
            let answer = ana.post(&path, &body).expect(422);
            answer.pointers().iter().map(ToString::to_string).collect()
        };
        assert_eq!(refused(json!({})), ["/text"]);
        assert_eq!(refused(json!({"text": ""})), ["/text"]);
        assert_eq!(refused(json!({"text": "x".repeat(2001)})), ["/text"]);
        let long = json!({"text": "x", more: "x".repeat(2001)});
        assert_eq!(refused(long), [format!("/{more}")]);
        for field in ["resolved", "score", "status", "met", "achieved"] {
            assert_eq!(
                refused(json!({"text": "x", field: true})),
                [format!("/{field}")]
            );
        }
        ana.post(
            &path,
            &json!({"text": "x".repeat(2000), more: "ü".repeat(2000)}),
        )
        .expect(201);
    }
});

both!(they_are_listed_newest_first_page_by_page, |world| {
    let ana = world.patient("Ana");
    for (kind, _) in KINDS {
        for number in 0..5 {
            world.clock.advance(Duration::minutes(1));
            ana.post(&format!("/v1/{kind}"), &json!({"text": number.to_string()}))
                .expect(201);
        }
        let told = |answer: &Answer| -> Vec<String> {
            let items = answer.items().iter();
            items
                .map(|one| one["text"].as_str().unwrap().to_owned())
                .collect()
        };
        let first = ana.get(&format!("/v1/{kind}?limit=3")).expect(200);
        assert_eq!(told(&first), ["4", "3", "2"]);
        let cursor = first.body["next_cursor"].as_str().unwrap();
        let second = ana
            .get(&format!("/v1/{kind}?limit=3&cursor={cursor}"))
            .expect(200);
        assert_eq!(told(&second), ["1", "0"]);
        assert_eq!(second.body["next_cursor"], json!(null));
    }
});

both!(fears_can_go_with_a_session_and_goals_never_do, |world| {
    let ana = world.patient("Ana");
    let session = session(&ana);
    let of = json!({"text": "losing the thread", "what_could_help": "a hand on the blanket", "dosing_session_id": session});
    let fear = ana.post("/v1/fears", &of).expect(201);
    ana.post("/v1/fears", &json!({"text": "the mask"}))
        .expect(201);
    let found = ana
        .get(&format!("/v1/fears?dosing_session_id={session}"))
        .expect(200);
    assert_eq!(found.items(), [fear.body]);
    let unknown = ana.post(
        "/v1/fears",
        &json!({"text": "x", "dosing_session_id": NEVER}),
    );
    assert_eq!(unknown.expect(422).pointers(), ["/dosing_session_id"]);
    let goal = ana.post(
        "/v1/goals",
        &json!({"text": "x", "dosing_session_id": session}),
    );
    assert_eq!(goal.expect(422).pointers(), ["/dosing_session_id"]);
});

both!(what_is_somebody_elses_does_not_exist, |world| {
    let (ana, eve, bo) = (
        world.patient("Ana"),
        world.patient("Eve"),
        world.therapist("Bo"),
    );
    for (kind, _) in KINDS {
        let made = ana
            .post(&format!("/v1/{kind}"), &json!({"text": "mine"}))
            .expect(201);
        let path = format!("/v1/{kind}/{}", made.id());
        let never = format!("/v1/{kind}/{NEVER}");
        assert_eq!(
            eve.get(&path).expect(404).without_instance(),
            eve.get(&never).expect(404).without_instance()
        );
        eve.patch(&path, &made.etag(), &json!({"text": "x"}))
            .expect(404);
        eve.delete(&path).expect(404);
        assert!(
            eve.get(&format!("/v1/{kind}"))
                .expect(200)
                .items()
                .is_empty()
        );
        for path in [format!("/v1/{kind}"), path] {
            bo.get(&path).expect(403);
            world.stranger().get(&path).expect(401);
        }
    }
});
