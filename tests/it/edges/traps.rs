//! The known traps (IN-2): a table of requests made from the served document, each answered 4xx where it cannot be right, never 5xx,
//! and alike on both databases.

use std::collections::BTreeMap;

use super::operations;
use crate::access_table::{Ids, call, prepared};
use crate::harness::{Client, Engine, Value, World, json};

/// Bodies that are wrong for every route, with the statuses that say so.
fn wrong_for_all() -> Vec<(&'static str, Vec<u8>, &'static [u16])> {
    vec![
        ("nothing", Vec::new(), &[400]),
        ("a space", b" ".to_vec(), &[400]),
        ("half an object", b"{\"".to_vec(), &[400]),
        ("null", b"null".to_vec(), &[422]),
        ("a list", b"[]".to_vec(), &[422]),
        ("a number", b"1".to_vec(), &[422]),
        ("two objects", b"{}{}".to_vec(), &[400, 422]),
        ("not a number", b"{\"text\": NaN}".to_vec(), &[400, 422]),
        (
            "depth 200",
            format!("{}{}", "{\"a\":".repeat(200), "}".repeat(200)).into_bytes(),
            &[400, 422],
        ),
        ("lists to depth 100,000", vec![b'['; 100_000], &[400, 422]),
        (
            "an unknown field",
            b"{\"other\": \"kanarie\"}".to_vec(),
            &[422],
        ),
        ("no UTF-8", b"{\"text\": \"\xff\"}".to_vec(), &[400, 422]),
        ("UTF-16", b"\xff\xfe{\0}\0".to_vec(), &[400]),
        ("a byte order mark", b"\xef\xbb\xbf{}".to_vec(), &[400]),
        (
            "a control letter as it is",
            b"{\"text\": \"\x01\"}".to_vec(),
            &[400, 422],
        ),
        (
            "a megabyte",
            format!("{{\"text\": \"{}\"}}", "a".repeat(1 << 20)).into_bytes(),
            &[413, 422],
        ),
        ("a field of no name", b"{\"\": 1}".to_vec(), &[422]),
        (
            "what a script would take for a prototype",
            b"{\"__proto__\": {}}".to_vec(),
            &[422],
        ),
    ]
}

/// Values that fit no field of a kind, or hardly.
fn hard(schema: &Value) -> Vec<Value> {
    let mut all = vec![json!([[[]]]), json!({"a": {}}), json!(true)];
    all.extend(["", " ", "\0", "a\0b", "\u{202e}", "9".repeat(400).as_str()].map(Value::from));
    all.extend([
        json!(i64::MAX),
        json!(u64::MAX),
        json!(i64::MIN),
        json!(-1),
        json!(0.5),
        json!(1e300),
    ]);
    let format = schema["format"].as_str().unwrap_or_default();
    if format == "date-time" || format == "date" {
        all.extend(
            [
                "0000-01-01T00:00:00Z",
                "9999-12-31T23:59:59.999999Z",
                "9999-12-31T23:59:60Z",
                "10000-01-01T00:00:00Z",
                "-0001-01-01T00:00:00Z",
                "2026-03-10T24:00:00Z",
                "2026-03-10T23:59:60Z",
                "2026-03-10T09:00:00+14:00",
                "2026-03-10T09:00:00-23:59",
                "2026-02-30T00:00:00Z",
                "2026-03-10 09:00:00",
                "2026-03-10",
                "0000-00-00",
                "9999-12-31",
                "2026-02-30",
                "1582-10-10",
                "yesterday",
            ]
            .map(Value::from),
        );
    }
    if format == "uuid" {
        all.extend(
            [
                "00000000-0000-0000-0000-000000000000",
                "ffffffff-ffff-ffff-ffff-ffffffffffff",
                "{0190a000-0000-7000-8000-000000000001}",
                "0190a00000007000800000000000000g",
                "' OR 1=1 --",
            ]
            .map(Value::from),
        );
    }
    all
}

fn resolved<'d>(document: &'d Value, schema: &'d Value) -> &'d Value {
    let target = [schema, &schema["oneOf"][1], &schema["oneOf"][0]]
        .into_iter()
        .find_map(|one| one["$ref"].as_str());
    target
        .and_then(|path| document.pointer(&path[1..]))
        .unwrap_or(schema)
}

/// The table: operation, what is wrong, body, and the statuses that fit; no statuses where it is a matter of the field.
fn table(world: &World, ids: &Ids) -> Vec<(String, String, Vec<u8>, &'static [u16])> {
    let document = world.stranger().get("/openapi.json").expect(200).body;
    let mut rows = Vec::new();
    for (method, path, operation) in operations(world) {
        let content = &operation["requestBody"]["content"]["application/json"]["schema"];
        if content.is_null() {
            continue;
        }
        let name = format!("{method} {path}");
        for (what, body, statuses) in wrong_for_all() {
            rows.push((name.clone(), what.to_owned(), body, statuses));
        }
        let good = call(world, ids, &name).2.unwrap_or_else(|| json!({}));
        let schema = resolved(&document, content);
        for (field, of) in schema["properties"].as_object().into_iter().flatten() {
            // Twice the same name, whatever the value.
            let twice = format!("{{\"{field}\": null, \"{field}\": null}}");
            rows.push((
                name.clone(),
                format!("{field} twice"),
                twice.into_bytes(),
                &[422],
            ));
            let half = format!("{{\"{field}\": \"\\ud800\"}}");
            rows.push((
                name.clone(),
                format!("{field} with half a pair"),
                half.into_bytes(),
                &[422],
            ));
            let large = format!("{{\"{field}\": 123456789012345678901234567890}}");
            rows.push((
                name.clone(),
                format!("{field} past 64 bits"),
                large.into_bytes(),
                &[422],
            ));
            for value in hard(resolved(&document, of)) {
                let mut body = good.clone();
                body[field] = value.clone();
                let what = format!(
                    "{field}: {}",
                    &value.to_string()[..value.to_string().len().min(40)]
                );
                rows.push((name.clone(), what, body.to_string().into_bytes(), &[]));
            }
        }
    }
    rows
}

/// One row of the table, and the status of its answer; no answer of the service is a fault of ours (the client looks at that).
fn answers(world: &World, few: bool) -> Vec<(String, u16)> {
    let (ana, ids) = prepared(world, "patient");
    let therapist = world.therapist("Fe");
    let stranger = world.stranger();
    let document = stranger.get("/openapi.json").expect(200).body;
    let mut found = Vec::new();
    for (number, (name, what, body, statuses)) in table(world, &ids).into_iter().enumerate() {
        // Each kind of trap on some route, and each route with some trap, in the suite; all of them when all are asked for.
        if few && number % 7 != 3 {
            continue;
        }
        let (method, path, _) = call(world, &ids, &name);
        let operation =
            &document["paths"][name.split(' ').nth(1).unwrap()][method.as_str().to_lowercase()];
        let ends = ["/v1/auth/logout", "/v1/auth/password"]
            .iter()
            .any(|end| path.ends_with(end));
        let caller: &Client<'_> = match operation["security"][0]["bearer"][0].as_str() {
            _ if ends => continue,
            Some("patient") => &ana,
            Some(_) => &therapist,
            None => &stranger,
        };
        let request = caller
            .request(method, &path)
            .header("if-match", "*")
            .header("content-type", "application/json")
            .body(body);
        let answer = caller.send(request);
        let fits = statuses.is_empty() || statuses.contains(&answer.status) || answer.status == 404;
        assert!(
            fits && answer.status < 500,
            "{name}, {what}: {} {}",
            answer.status,
            answer.body
        );
        assert!(
            !answer.body.to_string().contains("kanarie"),
            "{name} repeats what it was sent"
        );
        found.push((format!("{name}, {what}"), answer.status));
    }
    found
}

/// What is true of a world by chance alone: who was asked first.
fn by_what(answers: Vec<(String, u16)>) -> BTreeMap<String, u16> {
    answers.into_iter().collect()
}

#[test]
fn every_trap_is_answered_and_alike_on_both_databases() {
    let few = crate::proofs::rounds(1, 2) == 1;
    let sqlite = by_what(answers(&World::start(Engine::Sqlite), few));
    let postgres = by_what(answers(&World::start(Engine::Postgres), few));
    println!("{} traps on each database", sqlite.len());
    assert!(sqlite.len() > 200, "{}", sqlite.len());
    let unlike: Vec<_> = sqlite
        .iter()
        .filter(|(what, status)| postgres.get(*what) != Some(*status))
        .collect();
    assert!(
        unlike.is_empty() && sqlite.len() == postgres.len(),
        "{unlike:#?}"
    );
}

/// Queries have their traps too; `None` where any of 200, 404 and 422 fits, as long as both databases say the same.
#[test]
fn a_query_that_cannot_be_right_is_refused_alike_on_both_databases() {
    let ask = |engine| {
        let world = World::start(engine);
        let (ana, _) = prepared(&world, "patient");
        let mut found = BTreeMap::new();
        for (method, path, operation) in operations(&world) {
            if method != "GET"
                || operation["security"][0]["bearer"][0] != "patient"
                || path.contains('{')
            {
                continue;
            }
            let names: Vec<&str> = operation["parameters"]
                .as_array()
                .into_iter()
                .flatten()
                .filter(|one| one["in"] == "query")
                .filter_map(|one| one["name"].as_str())
                .collect();
            if names.is_empty() {
                // What a route does not read cannot mislead it.
                continue;
            }
            for name in names.into_iter().chain(["kanarie"]) {
                for value in [
                    "",
                    "%00",
                    "%ff",
                    "%ed%a0%80",
                    "-1",
                    "0",
                    "101",
                    "99999999999999999999",
                    "1e3",
                    "null",
                    "%27%20OR%201=1--",
                    "0000-01-01T00:00:00Z",
                    "9999-12-31T23:59:60Z",
                    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                    "a&limit=1&limit=2",
                ] {
                    let asked = format!("{path}?{name}={value}");
                    let answer = ana.get(&asked);
                    assert!(
                        matches!(answer.status, 200 | 403 | 404 | 422),
                        "{asked}: {}",
                        answer.status
                    );
                    assert!(
                        name != "kanarie" || answer.status == 422,
                        "{asked}: {}",
                        answer.status
                    );
                    found.insert(asked, answer.status);
                }
            }
        }
        found
    };
    let (sqlite, postgres) = (ask(Engine::Sqlite), ask(Engine::Postgres));
    println!("{} queries on each database", sqlite.len());
    assert!(sqlite.len() > 300, "{}", sqlite.len());
    assert!(sqlite == postgres, "the databases do not agree");
}

/// The planted fault: one of the two has lost a table, so that what it answers is a fault of ours, and differs.
#[test]
fn a_fault_of_ours_is_no_answer_that_fits() {
    let world = World::start(Engine::Sqlite);
    let ana = world.patient("Ana");
    world
        .raw_sql("PRAGMA foreign_keys = OFF; DROP TABLE steps")
        .unwrap();
    let asked = || ana.post("/v1/steps", &json!({"text": "x"})).status;
    let told = std::panic::catch_unwind(std::panic::AssertUnwindSafe(asked));
    assert!(told.is_err(), "the client ends a test that meets a fault");
    let alike = by_what(vec![("a".to_owned(), 422)]);
    assert_ne!(alike, by_what(vec![("a".to_owned(), 400)]));
}
