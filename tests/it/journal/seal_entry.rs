//! `POST, DELETE /v1/entries/{id}/seal`: put away and brought back (N9).

use chrono::Duration;

use crate::both;
use crate::harness::{Answer, Client, Value, json, scenes};

/// An entry that says something in every field, sealed in this way; its path.
fn sealed(ana: &Client<'_>, until: &Value) -> String {
    let prompt = ana.get("/v1/prompts?limit=1").items()[0]["id"].clone();
    let entry = json!({"text": "a heron", "prompt_id": prompt, "topics": ["image"], "feelings": ["heron-like"],
        "sensations": [{"place": "throat", "quality": "heron"}], "authored_at": "2026-03-09T08:00:00Z"});
    let made = ana.post("/v1/entries", &entry).expect(201);
    let path = format!("/v1/entries/{}", made.id());
    ana.post(&format!("{path}/seal"), until).expect(200);
    path
}

fn ids(answer: &Answer) -> Vec<&str> {
    answer
        .items()
        .iter()
        .map(|item| item["id"].as_str().unwrap())
        .collect()
}

fn is_sealed(ana: &Client<'_>, path: &str) -> bool {
    let entry = ana.get(path).expect(200).body;
    assert_eq!(entry["sealed"].is_null(), entry["text"].is_string());
    entry["text"].is_null()
}

const SOME_DAY: &str = "2026-12-01";

both!(what_is_put_away_is_a_stub_without_a_word, |world| {
    let ana = world.patient("Ana");
    for until in [
        json!({"date": SOME_DAY}),
        json!({"next_session": true}),
        json!({"when_i_choose": true}),
    ] {
        let path = sealed(&ana, &until);
        let stub = ana.get(&path).expect(200);
        let mut expected = until.clone();
        expected["since"] = json!(world.clock.now());
        assert_eq!(stub.body["sealed"], expected);
        for nothing in ["text", "prompt"] {
            assert_eq!(stub.body[nothing], json!(null), "{nothing}");
        }
        for nothing in ["topics", "feelings", "sensations"] {
            assert_eq!(stub.body[nothing], json!([]), "{nothing}");
        }
        assert_eq!(stub.body["kind"], "response");
        assert_eq!(stub.body["revision"], 1, "no word has changed");
        assert_eq!(stub.body["authored_at"], "2026-03-09T08:00:00.000000Z");
        assert!(!String::from_utf8_lossy(&stub.bytes).contains("heron"));
    }
});

both!(nothing_brings_its_words_up, |world| {
    let ana = world.patient("Ana");
    let session = json!({"status": "happened", "ended_at": "2026-03-09T07:00:00Z", "time_zone": "Europe/Lisbon"});
    ana.post("/v1/dosing-sessions", &session).expect(201);
    let path = sealed(&ana, &json!({"when_i_choose": true}));
    let open = scenes::entry(&ana, "a stork");
    let prompt = ana.get("/v1/prompts?limit=1").items()[0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    for query in [
        "",
        "?q=heron",
        "?topic=image",
        &format!("?prompt_id={prompt}"),
    ] {
        let answer = ana.get(&format!("/v1/entries{query}")).expect(200);
        assert!(
            !ids(&answer).contains(&path.rsplit('/').next().unwrap()),
            "{query}"
        );
    }
    assert_eq!(ids(&ana.get("/v1/entries")), [&open]);
    for timeline in [
        ana.get("/v1/timeline"),
        ana.get(&format!("/v1/prompts/{prompt}/answers")),
    ] {
        let answer = timeline.expect(200);
        assert!(!String::from_utf8_lossy(&answer.bytes).contains("heron"));
    }
    for beneath in ["revisions", "revisions/1", "revisions/1/diff/1"] {
        let refused = ana.get(&format!("{path}/{beneath}")).expect(409);
        assert_eq!(refused.code(), "sealed");
    }
    let tag = ana.get(&path).etag();
    let refused = ana
        .patch(&path, &tag, &json!({"text": "other"}))
        .expect(409);
    assert_eq!(refused.code(), "sealed");
});

both!(
    what_is_put_away_is_listed_on_request_alone_and_search_tells_nothing_of_it,
    |world| {
        let ana = world.patient("Ana");
        let path = sealed(&ana, &json!({"date": SOME_DAY}));
        scenes::entry(&ana, "a stork");
        let listed = ana.get("/v1/entries?sealed=true").expect(200);
        assert_eq!(listed.items(), [ana.get(&path).expect(200).body]);
        let prompt = ana.get("/v1/prompts?limit=1").items()[0]["id"]
            .as_str()
            .unwrap()
            .to_owned();
        for query in ["q=heron", "topic=image", &format!("prompt_id={prompt}")] {
            let answer = ana.get(&format!("/v1/entries?sealed=true&{query}"));
            assert_eq!(answer.expect(200).items().len(), 0, "{query}");
        }
        assert_eq!(ana.get("/v1/entries?sealed=false").items().len(), 1);
        let refused = ana.get("/v1/entries?sealed=perhaps").expect(422);
        assert_eq!(refused.pointers(), ["/sealed"]);
    }
);

both!(pages_stay_right_around_what_is_put_away, |world| {
    let ana = world.patient("Ana");
    for number in 0..9 {
        let at = world.clock.at(Duration::minutes(-number));
        let entry = json!({"text": format!("{number}"), "authored_at": at});
        let id = ana.post("/v1/entries", &entry).expect(201).id();
        if number % 3 != 0 {
            ana.post(
                &format!("/v1/entries/{id}/seal"),
                &json!({"when_i_choose": true}),
            )
            .expect(200);
        }
    }
    let walk = |first: &str| {
        let (mut seen, mut path) = (Vec::new(), first.to_owned());
        loop {
            let page = ana.get(&path).expect(200);
            seen.extend(page.items().to_vec());
            match page.body["next_cursor"].as_str() {
                Some(cursor) => path = format!("{first}&cursor={cursor}"),
                None => return seen,
            }
        }
    };
    let open: Vec<Value> = walk("/v1/entries?limit=2")
        .into_iter()
        .map(|entry| entry["text"].clone())
        .collect();
    assert_eq!(open, ["0", "3", "6"]);
    assert_eq!(walk("/v1/entries?limit=2&sealed=true").len(), 6);
});

both!(a_date_brings_it_back_where_it_was_written, |world| {
    let ana = world.patient("Ana");
    let entry = json!({"text": "a heron", "authored_time_zone": "Asia/Tokyo"});
    let id = ana.post("/v1/entries", &entry).expect(201).id();
    let path = format!("/v1/entries/{id}");
    ana.post(&format!("{path}/seal"), &json!({"date": "2026-03-12"}))
        .expect(200);
    world.clock.set("2026-03-11T14:59:59Z");
    assert!(is_sealed(&ana, &path));
    assert_eq!(ana.get("/v1/entries").items().len(), 0);
    world.clock.set("2026-03-11T15:00:00Z");
    assert!(!is_sealed(&ana, &path));
    assert_eq!(ana.get("/v1/entries?q=heron").items().len(), 1);
    assert_eq!(ana.get("/v1/entries?sealed=true").items().len(), 0);
    ana.get(&format!("{path}/revisions")).expect(200);
});

both!(the_next_session_brings_it_back_when_it_begins, |world| {
    let ana = world.patient("Ana");
    let plan = |at: &str| json!({"status": "planned", "planned_at": at, "time_zone": "UTC"});
    ana.post("/v1/dosing-sessions", &plan("2026-03-10T08:00:00Z"))
        .expect(201);
    let path = sealed(&ana, &json!({"next_session": true}));
    assert!(is_sealed(&ana, &path), "what began before does not count");
    let session = ana
        .post("/v1/dosing-sessions", &plan("2026-03-12T14:00:00Z"))
        .expect(201);
    world.clock.set("2026-03-12T13:59:59Z");
    assert!(is_sealed(&ana, &path));
    world.clock.set("2026-03-12T14:00:00Z");
    assert!(!is_sealed(&ana, &path));
    // One that did not take place after all has not begun either.
    let postponed = json!({"status": "postponed"});
    ana.patch(
        &format!("/v1/dosing-sessions/{}", session.id()),
        &session.etag(),
        &postponed,
    )
    .expect(200);
    assert!(is_sealed(&ana, &path));
});

both!(
    a_session_brings_back_only_what_was_put_away_before_it,
    |world| {
        let ana = world.patient("Ana");
        let until = json!({"next_session": true});
        let before = [sealed(&ana, &until), sealed(&ana, &until)];
        world.clock.set("2026-03-11T18:00:00Z");
        let happened =
            json!({"status": "happened", "started_at": "2026-03-11T14:00:00Z", "time_zone": "UTC"});
        ana.post("/v1/dosing-sessions", &happened).expect(201);
        let after = [sealed(&ana, &until), sealed(&ana, &until)];
        for (paths, away) in [(&before, false), (&after, true)] {
            assert!(paths.iter().all(|path| is_sealed(&ana, path) == away));
        }
        assert_eq!(ana.get("/v1/entries").items().len(), 2);
        let listed = ana.get("/v1/entries?sealed=true");
        assert!(
            ids(&listed)
                .iter()
                .all(|id| after.iter().any(|path| path.ends_with(id)))
        );
        assert_eq!(listed.items().len(), 2);
    }
);

both!(only_its_writer_brings_it_back_when_she_chooses, |world| {
    let ana = world.patient("Ana");
    let path = sealed(&ana, &json!({"when_i_choose": true}));
    let happened =
        json!({"status": "happened", "started_at": "2026-03-11T09:00:00Z", "time_zone": "UTC"});
    ana.post("/v1/dosing-sessions", &happened).expect(201);
    world.clock.advance(Duration::days(4000));
    assert!(is_sealed(&ana, &path));
    ana.delete(&format!("{path}/seal")).expect(204);
    let entry = ana.get(&path).expect(200).body;
    assert_eq!(entry["text"], "a heron");
    assert_eq!(entry["feelings"], json!(["heron-like"]));
    assert_eq!(entry["sealed"], json!(null));
    ana.delete(&format!("{path}/seal")).expect(204);
});

both!(
    the_same_seal_again_changes_nothing_and_another_takes_its_place,
    |world| {
        let ana = world.patient("Ana");
        let path = sealed(&ana, &json!({"date": SOME_DAY}));
        let before = ana.get(&path).expect(200);
        world.clock.advance(Duration::minutes(5));
        let again = ana.post(&format!("{path}/seal"), &json!({"date": SOME_DAY}));
        assert_eq!(again.expect(200).body, before.body);
        let other = ana.post(&format!("{path}/seal"), &json!({"next_session": true}));
        let seal = json!({"next_session": true, "since": world.clock.now()});
        assert_eq!(other.expect(200).body["sealed"], seal);
    }
);

both!(a_seal_names_exactly_one_end, |world| {
    let ana = world.patient("Ana");
    let path = format!("/v1/entries/{}/seal", scenes::entry(&ana, "a heron"));
    for (body, pointer) in [
        (json!({}), ""),
        (json!({"date": SOME_DAY, "next_session": true}), ""),
        (json!({"next_session": true, "when_i_choose": true}), ""),
        (json!({"next_session": false}), "/next_session"),
        (
            json!({"date": SOME_DAY, "when_i_choose": false}),
            "/when_i_choose",
        ),
        (json!({"date": "tomorrow"}), "/date"),
        (json!({"date": "2026-03-10"}), "/date"),
        (json!({"date": "2200-01-01"}), "/date"),
        (json!({"date": "+12026-01-01"}), "/date"),
        (json!({"until": {"date": SOME_DAY}}), "/until"),
        (json!({"next_session": "yes"}), "/next_session"),
    ] {
        let refused = ana.post(&path, &body).expect(422);
        assert_eq!(refused.pointers(), [pointer], "{body}");
    }
    assert_eq!(ana.get("/v1/entries").items().len(), 1);
});

both!(
    what_is_put_away_is_not_newly_shared_and_what_was_shared_stays,
    |world| {
        let scenes::Linked {
            patient: ana,
            therapist: bo,
            link,
        } = scenes::linked(world);
        let path = sealed(&ana, &json!({"when_i_choose": true}));
        let id = path.rsplit('/').next().unwrap();
        let consent = json!({"link_id": link, "scope": {"type": "entry", "entry_id": id}, "notice_version": scenes::notice(&ana)});
        assert_eq!(
            ana.post("/v1/consents", &consent).expect(409).code(),
            "sealed"
        );
        ana.delete(&format!("{path}/seal")).expect(204);
        let given = scenes::share(&ana, &link, id);
        ana.post(&format!("{path}/seal"), &json!({"next_session": true}))
            .expect(200);
        let shown = bo.get(&format!("/v1/therapist/patients/{link}/entries/{id}"));
        assert_eq!(shown.expect(200).body["text"], "a heron");
        let stub = ana.get(&path).expect(200).body;
        assert_eq!(stub["shared_with"], json!([given]), "and she can tell");
    }
);

both!(a_repeat_of_what_is_put_away_tells_no_word, |world| {
    let ana = world.patient("Ana");
    let new = json!({"id": "0198a7c2-1111-7000-8000-000000000001", "text": "a heron"});
    let path = format!(
        "/v1/entries/{}",
        ana.post("/v1/entries", &new).expect(201).id()
    );
    ana.post(&format!("{path}/seal"), &json!({"date": SOME_DAY}))
        .expect(200);
    let again = ana.post("/v1/entries", &new).expect(200);
    assert_eq!(again.body["text"], json!(null));
    ana.delete(&path).expect(204);
    ana.get(&path).expect(404);
    assert_eq!(ana.get("/v1/entries?sealed=true").items().len(), 0);
});

both!(nobody_else_puts_away_or_opens, |world| {
    let (ana, eve) = (world.patient("Ana"), world.patient("Eve"));
    let path = format!("/v1/entries/{}/seal", scenes::entry(&ana, "a heron"));
    let until = json!({"when_i_choose": true});
    eve.post(&path, &until).expect(404);
    ana.post(&path, &until).expect(200);
    eve.delete(&path).expect(404);
    let bo = world.therapist("Bo");
    bo.post(&path, &until).expect(403);
    bo.delete(&path).expect(403);
    assert_eq!(ana.get("/v1/entries?sealed=true").items().len(), 1);
});

both!(
    the_kept_seal_does_not_tell_by_its_length_what_it_is,
    |world| {
        let ana = world.patient("Ana");
        scenes::entry(&ana, "never put away");
        sealed(&ana, &json!({"date": SOME_DAY}));
        sealed(&ana, &json!({"next_session": true}));
        let opened = sealed(&ana, &json!({"when_i_choose": true}));
        ana.delete(&format!("{opened}/seal")).expect(204);
        let lengths = "SELECT COUNT(DISTINCT length(put_away)) AS n FROM entries";
        assert_eq!(crate::harness::raw::count(world, lengths), 1);
        let without = "SELECT COUNT(*) AS n FROM entries WHERE put_away IS NULL";
        assert_eq!(crate::harness::raw::count(world, without), 0);
    }
);
