//! `/v1/intentions`: R25 to R30, N11.

use chrono::Duration;

use super::{NEVER, session};
use crate::both;
use crate::harness::json;

both!(
    an_intention_is_in_ones_own_words_and_tied_to_a_session_or_to_none,
    |world| {
        let ana = world.patient("Ana");
        let free = ana
            .post("/v1/intentions", &json!({"text": "to be curious"}))
            .expect(201);
        let shown = json!({
            "id": free.id(), "text": "to be curious", "why_it_matters": null, "dosing_session_id": null, "earlier": [],
            "revision": 1, "created_at": world.clock.now(), "updated_at": world.clock.now(),
        });
        assert_eq!(free.body, shown);
        assert_eq!(
            free.header("location"),
            format!("/v1/intentions/{}", free.id())
        );
        let session = session(&ana);
        let tied = json!({"text": "gentleness with the old pattern", "why_it_matters": "it is tired", "dosing_session_id": session});
        let tied = ana.post("/v1/intentions", &tied).expect(201);
        assert_eq!(tied.body["why_it_matters"], "it is tired");
        let of_session = ana
            .get(&format!("/v1/intentions?dosing_session_id={session}"))
            .expect(200);
        assert_eq!(of_session.items(), [tied.body]);
        assert_eq!(ana.get("/v1/intentions").expect(200).items().len(), 2);
    }
);

both!(a_session_that_is_not_hers_is_refused, |world| {
    let (ana, eve) = (world.patient("Ana"), world.patient("Eve"));
    let of_eve = session(&eve);
    let mine = ana
        .post("/v1/intentions", &json!({"text": "x"}))
        .expect(201);
    let path = format!("/v1/intentions/{}", mine.id());
    for other in [of_eve.as_str(), NEVER] {
        let refused = ana.post(
            "/v1/intentions",
            &json!({"text": "x", "dosing_session_id": other}),
        );
        assert_eq!(refused.expect(422).pointers(), ["/dosing_session_id"]);
        let refused = ana.patch(&path, &mine.etag(), &json!({"dosing_session_id": other}));
        assert_eq!(refused.expect(422).pointers(), ["/dosing_session_id"]);
    }
    let tied = ana
        .patch(
            &path,
            &mine.etag(),
            &json!({"dosing_session_id": session(&ana)}),
        )
        .expect(200);
    assert_eq!(
        tied.body["earlier"],
        json!([]),
        "to tie it is not to reword it"
    );
    let loose = ana
        .patch(&path, &tied.etag(), &json!({"dosing_session_id": null}))
        .expect(200);
    assert_eq!(loose.body["dosing_session_id"], json!(null));
});

both!(earlier_wordings_are_kept, |world| {
    let ana = world.patient("Ana");
    let made = ana
        .post(
            "/v1/intentions",
            &json!({"text": "to be fixed", "why_it_matters": "I am tired"}),
        )
        .expect(201);
    let path = format!("/v1/intentions/{}", made.id());
    world.clock.advance(Duration::minutes(5));
    let first_change = world.clock.now();
    let changed = ana
        .patch(
            &path,
            &made.etag(),
            &json!({"text": "to be with what comes"}),
        )
        .expect(200);
    let before =
        json!({"text": "to be fixed", "why_it_matters": "I am tired", "until": first_change});
    assert_eq!(changed.body["earlier"], json!([before]));
    assert_eq!(
        (&changed.body["text"], &changed.body["why_it_matters"]),
        (&json!("to be with what comes"), &json!("I am tired"))
    );
    let same = ana
        .patch(
            &path,
            &changed.etag(),
            &json!({"text": "to be with what comes"}),
        )
        .expect(200);
    assert_eq!(
        same.body, changed.body,
        "what changes nothing makes no wording"
    );
    world.clock.advance(Duration::minutes(5));
    let bare = ana
        .patch(&path, &changed.etag(), &json!({"why_it_matters": null}))
        .expect(200);
    assert_eq!(
        bare.body["earlier"][1]["why_it_matters"], "I am tired",
        "no words are lost"
    );
    let more = ana
        .patch(
            &path,
            &bare.etag(),
            &json!({"why_it_matters": "it may be kinder"}),
        )
        .expect(200);
    assert_eq!(
        more.body["earlier"].as_array().unwrap().len(),
        2,
        "to add a why loses nothing"
    );
    let read = ana.get(&path).expect(200);
    assert_eq!(read.body, more.body);
});

both!(nothing_says_that_an_intention_was_met_or_not, |world| {
    let ana = world.patient("Ana");
    let made = ana
        .post("/v1/intentions", &json!({"text": "x"}))
        .expect(201);
    let path = format!("/v1/intentions/{}", made.id());
    for field in ["met", "status", "score", "progress", "done_at", "earlier"] {
        let with = json!({"text": "x", field: 1});
        let refused = ana.post("/v1/intentions", &with).expect(422);
        assert_eq!(refused.pointers(), [format!("/{field}")]);
        let refused = ana.patch(&path, &made.etag(), &json!({field: 1}));
        assert_eq!(refused.expect(422).pointers(), [format!("/{field}")]);
        if field != "earlier" {
            assert!(made.body.get(field).is_none());
        }
    }
});

both!(no_wording_that_was_kept_makes_room_for_another, |world| {
    let ana = world.patient("Ana");
    for path in ["/v1/intentions", "/v1/goals", "/v1/fears"] {
        let made = ana.post(path, &json!({"text": "wording 0"})).expect(201);
        let one = format!("{path}/{}", made.id());
        let mut etag = made.etag();
        for number in 1..=50 {
            let text = json!({"text": format!("wording {number}")});
            etag = ana.patch(&one, &etag, &text).expect(200).etag();
        }
        let refused = ana.patch(&one, &etag, &json!({"text": "one more"}));
        assert_eq!(refused.expect(409).code(), "too-many-wordings", "{path}");
        let shown = ana.get(&one).expect(200).body;
        assert_eq!(shown["text"], "wording 50");
        let earlier = shown["earlier"].as_array().unwrap();
        assert_eq!(earlier.len(), 50);
        assert_eq!(earlier[0]["text"], "wording 0", "the first one is there");
    }
});
