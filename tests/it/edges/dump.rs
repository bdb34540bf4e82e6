//! A dump of the database holds nothing that opens anything (OP-2): every text in it, in every spelling, is tried at every entry.

use std::collections::{BTreeMap, BTreeSet};

use afterword::db::Conn;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use diesel::prelude::*;

use crate::access_table::prepared;
use crate::both;
use crate::harness::{Engine, Value, World, json};
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
    let (email, anyone) = (ana.session().email, world.stranger());
    // What waits to be used is there too: a registration, a reset, an operator's invitation.
    let waiting = json!({"role": "patient", "email": world.address("Zoe"), "password": crate::harness::world::PASSWORD, "display_name": "Zoe", "time_zone": "UTC"});
    anyone.post("/v1/auth/register", &waiting).expect(202);
    anyone
        .post("/v1/auth/password/forgot", &json!({"email": email}))
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
        let bearer = anyone
            .request(reqwest::Method::GET, "/v1/me")
            .header("authorization", format!("Bearer {secret}"));
        anyone.send(bearer).expect(401);
        let refused = |path: &str, body: &Value| {
            let answer = anyone.post(path, body);
            assert!(
                matches!(answer.status, 401 | 422),
                "{path} took {secret}: {}",
                answer.body
            );
        };
        refused("/v1/auth/refresh", &json!({"refresh_token": secret}));
        refused(
            "/v1/auth/password/reset",
            &json!({"email": email, "code": secret, "new_password": "another long sentence"}),
        );
        refused(
            "/v1/auth/register/confirm",
            &json!({"email": waiting["email"], "code": secret}),
        );
        let code = urlencode(secret);
        let answer = ana.get(&format!("/v1/care/invitations/{code}"));
        assert!(
            matches!(answer.status, 404 | 422),
            "{secret} is an invitation: {}",
            answer.status
        );
        let calendar = anyone.get(&format!("/v1/timeline.ics?key={code}"));
        assert!(calendar.status >= 400, "{secret} opens a calendar");
    }
});

fn urlencode(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}
