//! `GET /v1/prompts/{id}/answers`: the same prompt side by side (N13, R75).

use crate::both;
use crate::harness::{Client, Value, json};

const NOTHING: &str = "0198a7c2-1111-7000-8000-0000000000ff";

fn prompt(ana: &Client<'_>) -> String {
    ana.get("/v1/prompts?phase=ongoing&element=medicine")
        .items()[0]["id"]
        .as_str()
        .unwrap()
        .to_owned()
}

fn answer(ana: &Client<'_>, prompt: &str, text: &str, at: &str, session: Option<&str>) -> String {
    let entry =
        json!({"text": text, "prompt_id": prompt, "authored_at": at, "dosing_session_id": session});
    ana.post("/v1/entries", &entry).expect(201).id()
}

fn session(ana: &Client<'_>, body: &Value) -> String {
    ana.post("/v1/dosing-sessions", body).expect(201).id()
}

/// Each column: its session, its date, the texts in it.
fn columns(ana: &Client<'_>, prompt: &str) -> Vec<(Value, Value, Vec<String>)> {
    let answers = ana
        .get(&format!("/v1/prompts/{prompt}/answers"))
        .expect(200);
    assert_eq!(answers.body["prompt_id"], prompt);
    let fields: Vec<_> = answers.body.as_object().unwrap().keys().collect();
    assert_eq!(fields, ["columns", "prompt_id"], "nothing is computed");
    let texts = |column: &Value| {
        column["entries"]
            .as_array()
            .unwrap()
            .iter()
            .map(|entry| entry["text"].as_str().unwrap().to_owned())
            .collect()
    };
    answers.body["columns"]
        .as_array()
        .unwrap()
        .iter()
        .map(|column| {
            let fields: Vec<_> = column.as_object().unwrap().keys().collect();
            assert_eq!(fields, ["date", "dosing_session_id", "entries"]);
            (
                column["dosing_session_id"].clone(),
                column["date"].clone(),
                texts(column),
            )
        })
        .collect()
}

both!(
    answers_stand_side_by_side_by_the_date_of_their_session,
    |world| {
        let ana = world.patient("Ana");
        let prompt = prompt(&ana);
        // In Tokyo the second session ended on the next date already.
        let second = session(
            &ana,
            &json!({"status": "happened", "ended_at": "2026-02-10T16:00:00Z", "time_zone": "Asia/Tokyo"}),
        );
        let first = session(
            &ana,
            &json!({"status": "happened", "ended_at": "2026-01-10T16:00:00Z", "time_zone": "Europe/Lisbon"}),
        );
        session(
            &ana,
            &json!({"status": "happened", "ended_at": "2026-01-20T16:00:00Z", "time_zone": "UTC"}),
        );
        let cancelled = session(&ana, &json!({"status": "cancelled", "time_zone": "UTC"}));
        answer(&ana, &prompt, "e", "2026-01-01T08:00:00Z", None);
        answer(&ana, &prompt, "d", "2026-01-01T09:00:00Z", Some(&cancelled));
        answer(&ana, &prompt, "c", "2026-02-12T08:00:00Z", Some(&second));
        answer(&ana, &prompt, "b", "2026-01-12T08:00:00Z", Some(&first));
        answer(&ana, &prompt, "a", "2026-01-11T08:00:00Z", Some(&first));
        let one = |text: &str| vec![text.to_owned()];
        assert_eq!(
            columns(&ana, &prompt),
            [
                (
                    json!(first),
                    json!("2026-01-10"),
                    vec!["a".to_owned(), "b".to_owned()]
                ),
                (json!(second), json!("2026-02-11"), one("c")),
                (json!(cancelled), json!(null), one("d")),
                (json!(null), json!(null), one("e")),
            ]
        );
    }
);

both!(what_is_put_away_or_deleted_stands_in_no_column, |world| {
    let ana = world.patient("Ana");
    let prompt = prompt(&ana);
    assert_eq!(columns(&ana, &prompt), []);
    let away = answer(&ana, &prompt, "away", "2026-01-01T08:00:00Z", None);
    let gone = answer(&ana, &prompt, "gone", "2026-01-01T09:00:00Z", None);
    answer(&ana, &prompt, "here", "2026-01-01T10:00:00Z", None);
    ana.post(
        &format!("/v1/entries/{away}/seal"),
        &json!({"when_i_choose": true}),
    )
    .expect(200);
    ana.delete(&format!("/v1/entries/{gone}")).expect(204);
    let here = vec!["here".to_owned()];
    assert_eq!(columns(&ana, &prompt), [(json!(null), json!(null), here)]);
});

both!(the_newest_hundred_are_shown, |world| {
    let ana = world.patient("Ana");
    let prompt = prompt(&ana);
    for number in 0..103 {
        let at = format!("2026-01-01T{:02}:{:02}:00Z", number / 60, number % 60);
        answer(&ana, &prompt, &number.to_string(), &at, None);
    }
    let shown = columns(&ana, &prompt).remove(0).2;
    assert_eq!(
        (shown.len(), shown[0].as_str(), shown[99].as_str()),
        (100, "3", "102")
    );
});

both!(answers_are_for_their_writer_alone, |world| {
    let (ana, eve) = (world.patient("Ana"), world.patient("Eve"));
    let prompt = prompt(&ana);
    answer(&ana, &prompt, "mine", "2026-01-01T08:00:00Z", None);
    assert_eq!(columns(&eve, &prompt), []);
    ana.get(&format!("/v1/prompts/{NOTHING}/answers"))
        .expect(404);
    let own = ana
        .post("/v1/prompts/own", &json!({"text": "And the sea?"}))
        .expect(201)
        .id();
    answer(&ana, &own, "calm", "2026-01-01T08:00:00Z", None);
    assert_eq!(columns(&ana, &own).len(), 1);
    let hers = eve.get(&format!("/v1/prompts/{own}/answers")).expect(404);
    let never = eve
        .get(&format!("/v1/prompts/{NOTHING}/answers"))
        .expect(404);
    assert_eq!(hers.without_instance(), never.without_instance());
    let path = format!("/v1/prompts/{prompt}/answers");
    world.stranger().get(&path).expect(401);
    world.therapist("Bo").get(&path).expect(403);
});
