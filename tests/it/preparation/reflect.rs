//! `POST /v1/intentions/reflect`: R25 to R28, N11.

use std::collections::BTreeMap;

use afterword::db::Conn;
use diesel::RunQueryDsl;

use crate::both;
use crate::harness::{Answer, Client, World, json};

const PATH: &str = "/v1/intentions/reflect";

fn kinds(answer: &Answer) -> Vec<&str> {
    let observations = answer.body["observations"].as_array().unwrap();
    observations
        .iter()
        .map(|observation| observation["kind"].as_str().unwrap())
        .collect()
}

fn reflected(client: &Client, text: &str) -> Answer {
    client.post(PATH, &json!({"text": text})).expect(200)
}

both!(
    a_demand_is_shown_where_it_stands_with_an_open_form_of_the_same_theme,
    |world| {
        let ana = world.patient("Ana");
        let text = "🌿 I want to get rid of my anxiety about work today";
        let answer = reflected(&ana, text);
        assert_eq!(kinds(&answer), ["outcome", "time"]);
        let first = &answer.body["observations"][0];
        let (start, end) = (
            first["start"].as_u64().unwrap(),
            first["end"].as_u64().unwrap(),
        );
        let shown: String = text
            .chars()
            .skip(usize::try_from(start).unwrap())
            .take(usize::try_from(end - start).unwrap())
            .collect();
        assert!(shown.contains("get rid of"), "{shown}");
        let invitation = first["invitation"].as_str().unwrap();
        assert!(
            invitation.contains("your anxiety about work"),
            "{invitation}"
        );
        assert!(invitation.ends_with('?'), "{invitation}");
        assert!(first["why"].as_str().unwrap().contains(" can "));
        let fields: Vec<_> = first.as_object().unwrap().keys().collect();
        assert_eq!(fields, ["end", "invitation", "kind", "start", "why"]);
        assert_eq!(reflected(&ana, text).body, answer.body);
    }
);

both!(an_open_intention_gets_an_empty_answer, |world| {
    let ana = world.patient("Ana");
    for text in [
        "to meet whatever comes with curiosity",
        "nothing has to be solved",
        "🌿",
        "...",
    ] {
        assert_eq!(
            reflected(&ana, text).body,
            json!({"observations": []}),
            "{text}"
        );
    }
});

both!(
    the_language_is_the_one_told_else_preferred_else_her_own,
    |world| {
        let ana = world.patient("Ana");
        let text = "quiero librarme de mi ansiedad";
        assert!(kinds(&reflected(&ana, text)).is_empty());
        let told = ana
            .post(PATH, &json!({"text": text, "language": "es"}))
            .expect(200);
        assert_eq!(kinds(&told), ["outcome"]);
        assert!(
            told.body["observations"][0]["invitation"]
                .as_str()
                .unwrap()
                .contains("tu ansiedad")
        );
        let etag = ana.get("/v1/me").expect(200).etag();
        ana.patch("/v1/me", &etag, &json!({"locale": "es"}))
            .expect(200);
        assert_eq!(kinds(&reflected(&ana, text)), ["outcome"]);
        let english = ana
            .post(PATH, &json!({"text": text, "language": "en"}))
            .expect(200);
        assert!(kinds(&english).is_empty());
    }
);

both!(what_does_not_fit_is_named, |world| {
    let ana = world.patient("Ana");
    for (body, pointer) in [
        (json!({}), "/text"),
        (json!({"text": ""}), "/text"),
        (json!({"text": "é".repeat(2001)}), "/text"),
        (json!({"text": "a\0"}), "/text"),
        (json!({"text": "x", "language": "fr"}), "/language"),
        (json!({"text": "x", "score": 1}), "/score"),
    ] {
        assert_eq!(ana.post(PATH, &body).expect(422).pointers(), [pointer]);
    }
    assert!(kinds(&reflected(&ana, &"é".repeat(2000))).is_empty());
});

#[derive(diesel::QueryableByName)]
struct Line {
    #[diesel(sql_type = diesel::sql_types::Text)]
    line: String,
}

/// Every row of every table, as the database writes it.
#[expect(
    clippy::disallowed_methods,
    reason = "going round the API is what this is for"
)]
fn everything(world: &World) -> BTreeMap<String, Vec<String>> {
    let mut conn = world.raw_connection();
    let mut ask = |sql: String| -> Vec<String> {
        let query = diesel::sql_query(sql);
        let lines: Vec<Line> = match &mut conn {
            Conn::Sqlite(conn) => query.load(conn),
            Conn::Postgres(conn) => query.load(conn),
        }
        .expect("rows");
        lines.into_iter().map(|row| row.line).collect()
    };
    let embedded = matches!(world.raw_connection(), Conn::Sqlite(_));
    let tables = ask(if embedded {
        "SELECT name AS line FROM sqlite_master WHERE type = 'table' ORDER BY name"
    } else {
        "SELECT table_name::text AS line FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1"
    }
    .to_owned());
    // Mails leave by themselves meanwhile, and nothing that is asked here is mailed.
    tables
        .into_iter()
        .filter(|table| table != "mails")
        .map(|table| {
            let row = if embedded {
                let columns = ask(format!(
                    "SELECT name AS line FROM pragma_table_info('{table}')"
                ));
                let quoted: Vec<_> = columns
                    .iter()
                    .map(|name| format!("quote(\"{name}\")"))
                    .collect();
                quoted.join(" || ' ' || ")
            } else {
                "t::text".to_owned()
            };
            let rows = ask(format!(
                "SELECT {row} AS line FROM \"{table}\" t ORDER BY 1"
            ));
            (table, rows)
        })
        .collect()
}

both!(nothing_is_kept, |world| {
    let ana = world.patient("Ana");
    let text = "I want to be cured once and for all";
    // What a first request leaves behind, such as a device's last use, is there before.
    reflected(&ana, "to be here");
    let before = everything(world);
    assert!(before.values().flatten().count() > 5, "{before:?}");
    assert_eq!(kinds(&reflected(&ana, text)), ["outcome", "ending"]);
    ana.post(PATH, &json!({"text": text, "score": 1}))
        .expect(422);
    assert_eq!(everything(world), before);
    // What is kept is seen: the same words as an intention are a row more.
    ana.post("/v1/intentions", &json!({"text": text}))
        .expect(201);
    assert_ne!(everything(world), before);
});

both!(only_patients_ask, |world| {
    world
        .therapist("Bo")
        .post(PATH, &json!({"text": "x"}))
        .expect(403);
    world
        .stranger()
        .post(PATH, &json!({"text": "x"}))
        .expect(401);
});
