//! A dump of the database holds nothing that opens anything (OP-2): every text in it, in every spelling, is tried at every entry.

use std::collections::{BTreeMap, BTreeSet};

use afterword::db::Conn;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use diesel::prelude::*;

use crate::access_table::prepared;
use crate::both;
use crate::harness::{Client, Engine, Value, World, json};
use crate::proofs::rounds;

#[derive(diesel::QueryableByName)]
struct Line {
    #[diesel(sql_type = diesel::sql_types::Text)]
    line: String,
}

#[expect(clippy::disallowed_methods, reason = "a dump goes round the API")]
fn lines(world: &World, sql: &str) -> Vec<String> {
    let query = diesel::sql_query(sql);
    let rows: Vec<Line> = match world.raw_connection() {
        Conn::Sqlite(mut conn) => query.load(&mut conn),
        Conn::Postgres(mut conn) => query.load(&mut conn),
    }
    .expect("rows");
    rows.into_iter().map(|row| row.line).collect()
}

/// Every row of every table as JSON; bytes as hexadecimal digits.
pub(super) fn rows(world: &World) -> BTreeMap<String, Vec<String>> {
    let tables = match world.engine {
        Engine::Sqlite => {
            "SELECT name AS line FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        }
        Engine::Postgres => {
            "SELECT tablename::text AS line FROM pg_tables WHERE schemaname = 'public'"
        }
    };
    let mut found = BTreeMap::new();
    for table in lines(world, tables) {
        let all = match world.engine {
            Engine::Postgres => format!("SELECT to_json(t)::text AS line FROM \"{table}\" t"),
            Engine::Sqlite => {
                let columns = lines(
                    world,
                    &format!("SELECT name AS line FROM pragma_table_info('{table}')"),
                );
                let fields: Vec<String> = columns
                    .iter()
                    .map(|name| format!("'{name}', CASE typeof(\"{name}\") WHEN 'blob' THEN hex(\"{name}\") ELSE \"{name}\" END"))
                    .collect();
                format!(
                    "SELECT json_object({}) AS line FROM \"{table}\"",
                    fields.join(", ")
                )
            }
        };
        let mut all = lines(world, &all);
        all.sort();
        found.insert(table, all);
    }
    found
}

fn texts(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => drop(found.insert(text.clone())),
        Value::Array(items) => items.iter().for_each(|item| texts(item, found)),
        Value::Object(fields) => fields.values().for_each(|value| texts(value, found)),
        _ => {}
    }
}

fn bytes_of(hex: &str) -> Option<Vec<u8>> {
    let digits = hex.strip_prefix("\\x").unwrap_or(hex);
    (digits.len() >= 8 && digits.len().is_multiple_of(2)).then_some(())?;
    (0..digits.len() / 2)
        .map(|at| u8::from_str_radix(digits.get(2 * at..2 * at + 2)?, 16).ok())
        .collect()
}

/// Every text of a dump, and everything that bytes in it could be meant as.
fn spellings(world: &World) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for row in rows(world).into_values().flatten() {
        texts(&serde_json::from_str(&row).expect("JSON"), &mut found);
    }
    let mut all = found.clone();
    for text in &found {
        // Parts of what is put together: hashes with their parameters, JSON in JSON.
        all.extend(text.split(['$', '.', ':', ' ']).map(ToOwned::to_owned));
        let Some(bytes) = bytes_of(text) else {
            continue;
        };
        all.insert(text.trim_start_matches("\\x").to_lowercase());
        all.extend([
            STANDARD.encode(&bytes),
            STANDARD_NO_PAD.encode(&bytes),
            URL_SAFE_NO_PAD.encode(&bytes),
        ]);
        all.extend(String::from_utf8(bytes.clone()));
        let half = bytes.len() / 2;
        all.extend([
            URL_SAFE_NO_PAD.encode(&bytes[..half]),
            URL_SAFE_NO_PAD.encode(&bytes[half..]),
        ]);
    }
    all.retain(|text| {
        !text.is_empty() && text.len() < 4_000 && text.bytes().all(|byte| byte.is_ascii_graphic())
    });
    all
}

both!(nothing_in_a_dump_opens_anything, |world| {
    let (ana, _) = prepared(world, "patient");
    let anyone = world.stranger();
    // What waits to be used is there too: a registration, a reset, an operator's invitation.
    let waiting = json!({"role": "patient", "email": world.address("Zoe"), "password": crate::harness::world::PASSWORD, "display_name": "Zoe", "time_zone": "UTC"});
    anyone.post("/v1/auth/register", &waiting).expect(202);
    anyone
        .post(
            "/v1/auth/password/forgot",
            &json!({"email": ana.session().email}),
        )
        .expect(202);
    world.therapist_invitation();
    let all = spellings(world);
    assert!(all.len() > 200, "{}", all.len());
    let most = rounds(40, usize::MAX);
    let step = (all.len() / most).max(1);
    crate::proofs::tell(&format!(
        "{} spellings, every {step}. of them tried",
        all.len()
    ));
    for secret in all.iter().step_by(step) {
        let opened = opened_by(&ana, &anyone, &waiting["email"], secret);
        assert_eq!(opened, None, "by {secret}");
    }
});

/// The entry that a text opens, if any: as a token, a code of Ana's or of somebody who waits, an invitation, or a calendar's secret.
fn opened_by(
    ana: &Client<'_>,
    anyone: &Client<'_>,
    waiting: &Value,
    secret: &str,
) -> Option<&'static str> {
    let email = ana.session().email;
    let bearer = anyone
        .request(reqwest::Method::GET, "/v1/me")
        .header("authorization", format!("Bearer {secret}"));
    let new = "another long sentence";
    let posts = [
        ("/v1/auth/refresh", json!({"refresh_token": secret})),
        (
            "/v1/auth/password/reset",
            json!({"email": email, "code": secret, "new_password": new}),
        ),
        (
            "/v1/auth/register/confirm",
            json!({"email": waiting, "code": secret}),
        ),
    ];
    if anyone.send(bearer).status != 401 {
        return Some("a session");
    }
    for (path, body) in posts {
        if !matches!(anyone.post(path, &body).status, 401 | 422) {
            return Some(path);
        }
    }
    let code = urlencode(secret);
    let invited = ana.get(&format!("/v1/care/invitations/{code}")).status;
    if !matches!(invited, 404 | 422) {
        return Some("an invitation");
    }
    let calendar = anyone.get(&format!("/v1/timeline.ics?key={code}")).status;
    (calendar < 400).then_some("a calendar")
}

both!(a_secret_that_lies_open_in_a_dump_is_found, |world| {
    // The planted faults: a token, a code and an invitation are written down as they are, where no secret belongs.
    let (ana, anyone) = (world.patient("Ana"), world.stranger());
    let email = ana.session().email;
    anyone
        .post("/v1/auth/password/forgot", &json!({"email": email}))
        .expect(202);
    let invited = world
        .therapist("Bo")
        .post("/v1/care/invitations", &json!({}));
    let invitation = invited.expect(201).body["code"]
        .as_str()
        .unwrap()
        .to_owned();
    let code = world.mailed_code(&email);
    for (secret, entry) in [
        (invitation, "an invitation"),
        (code, "/v1/auth/password/reset"),
    ] {
        let plant = format!("UPDATE accounts SET time_zone = '{secret}' WHERE role = 'therapist'");
        world.raw_sql(&plant).unwrap();
        let found = spellings(world).into_iter().find_map(|text| {
            (text == secret).then(|| opened_by(&ana, &anyone, &json!("x@example.org"), &text))
        });
        assert_eq!(found, Some(Some(entry)));
    }
    // The reset has ended her session, so what follows is for whoever signs in anew.
    let body = json!({"email": email, "password": "another long sentence"});
    let token = anyone.post("/v1/auth/login", &body).expect(200).body["refresh_token"].clone();
    let token = token.as_str().unwrap();
    let plant = format!("UPDATE accounts SET time_zone = '{token}' WHERE role = 'therapist'");
    world.raw_sql(&plant).unwrap();
    assert!(spellings(world).contains(token));
    let opened = opened_by(&ana, &anyone, &json!("x@example.org"), token);
    assert_eq!(opened, Some("/v1/auth/refresh"));
});

fn urlencode(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}
