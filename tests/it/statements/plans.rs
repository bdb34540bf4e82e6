//! How PostgreSQL finds what a page shows, where one patient has written for decades: by an index that begins with the patient and ends
//! at the page. What the service sends is heard, rows are put beside those that were asked for, and each statement is explained with
//! the values that it was sent with. `AFTERWORD_ROUNDS=full` makes it a hundred thousand entries, and `--nocapture` shows every plan.

use diesel::PgConnection;
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::Text;

use super::wire::{self, Said, Statement};
use crate::harness::{json, scenes};
use crate::proofs::{rounds, tell};

/// So many pages of 8 KiB a statement may look at, however many rows there are: a few levels of an index, for each of a hundred rows
/// where each is looked for.
const PAGES: usize = 400;

/// As many more rows of the same patient, older than those that are there: they do not open, and nobody asks for them.
fn many(rows: usize) -> String {
    format!(
        "INSERT INTO entries SELECT e.patient_id, gen_random_uuid(), e.kind, e.revision, e.words, e.authored_at - n * interval '1 hour',
            e.authored_time_zone, e.received_at, e.revised_at, e.updated_at, e.dosing_session_id, e.prompt_mark, e.addends,
            decode(md5(n::text), 'hex'), e.change_no, e.deleted, e.put_away
         FROM (SELECT * FROM entries WHERE NOT deleted AND dosing_session_id IS NOT NULL LIMIT 1) e, generate_series(1, {rows}) n;
         INSERT INTO entry_revisions SELECT patient_id, id, 1, words, authored_at, received_at, false FROM entries
            ON CONFLICT DO NOTHING;
         INSERT INTO check_ins SELECT c.patient_id, gen_random_uuid(), c.at - n * interval '1 hour', c.words, c.revision,
            decode(md5(n::text), 'hex'), c.change_no, c.deleted, c.created_at, c.updated_at
         FROM (SELECT * FROM check_ins WHERE NOT deleted LIMIT 1) c, generate_series(1, {rows}) n;
         INSERT INTO access_log SELECT a.account_id, a.number + n, a.at + n * interval '1 minute', a.actor_kind, a.actor_id, a.action,
            a.outcome, a.link_id, gen_random_uuid(), a.entry_id, a.revision, a.request_id, a.hash, a.times
         FROM (SELECT * FROM access_log WHERE consent_id IS NOT NULL ORDER BY number DESC LIMIT 1) a, generate_series(1, {rows}) n;
         ANALYZE;"
    )
}

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

/// Somebody who asks PostgreSQL how it would do it.
struct Planner {
    conn: PgConnection,
    count: usize,
}

#[derive(QueryableByName)]
struct Explained {
    #[diesel(sql_type = Text, column_name = "QUERY PLAN")]
    line: String,
}

#[expect(
    clippy::disallowed_methods,
    reason = "plans are not queries of the domain"
)]
impl Planner {
    fn run(&mut self, sql: &str) {
        self.conn.batch_execute(sql).expect("it runs");
    }

    /// The plan of a statement with these values, as it was when it had run.
    fn plan(&mut self, statement: &Statement) -> Vec<String> {
        self.count += 1;
        let name = format!("heard_{}", self.count);
        self.run(&format!("PREPARE {name} AS {}", statement.sql));
        let types = format!(
            "SELECT unnest(parameter_types)::text AS line FROM pg_prepared_statements WHERE name = '{name}'"
        );
        let types: Vec<Line> = diesel::sql_query(types).load(&mut self.conn).unwrap();
        assert_eq!(types.len(), statement.values.len(), "{}", statement.sql);
        let values: Vec<String> = (types.iter().zip(&statement.values))
            .map(|(kind, value)| literal(&kind.line, value.as_deref()))
            .collect();
        let values = if values.is_empty() {
            String::new()
        } else {
            format!("({})", values.join(", "))
        };
        let explain =
            format!("EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, SUMMARY OFF) EXECUTE {name}{values}");
        let lines: Vec<Explained> = diesel::sql_query(explain).load(&mut self.conn).unwrap();
        lines.into_iter().map(|line| line.line).collect()
    }
}

/// A value as it was sent, in SQL.
fn literal(kind: &str, value: Option<&[u8]>) -> String {
    let Some(value) = value else {
        return "NULL".to_owned();
    };
    let hex = |bytes: &[u8]| data_encoding::HEXLOWER.encode(bytes);
    let number = || i64::from_be_bytes(value.try_into().expect("eight bytes"));
    match kind {
        "uuid" => format!("'{}'::uuid", hex(value)),
        "bytea" => format!("'\\x{}'::bytea", hex(value)),
        "bigint" => number().to_string(),
        "boolean" => (value == [1]).to_string(),
        "text" => format!("'{}'", String::from_utf8_lossy(value).replace('\'', "''")),
        "timestamp with time zone" => format!(
            "timestamptz '2000-01-01 00:00:00Z' + {} * interval '1 microsecond'",
            number()
        ),
        array => {
            let of = array
                .strip_suffix("[]")
                .unwrap_or_else(|| panic!("a value of {array}"));
            let each: Vec<String> = elements(value)
                .into_iter()
                .map(|one| literal(of, Some(one)))
                .collect();
            format!("ARRAY[{}]::{array}", each.join(", "))
        }
    }
}

/// The values of an array of one dimension, as they are sent.
fn elements(mut bytes: &[u8]) -> Vec<&[u8]> {
    let mut all = Vec::new();
    // Dimensions, whether there are nulls, the type, the length, the first place.
    bytes = bytes.get(20..).unwrap_or_default();
    while let Some((length, rest)) = bytes.split_first_chunk() {
        let length = usize::try_from(i32::from_be_bytes(*length)).expect("a length");
        let (one, rest) = rest.split_at(length);
        all.push(one);
        bytes = rest;
    }
    all
}

/// How many pages a plan looked at, as its first line that says so tells.
fn pages(plan: &[String]) -> usize {
    let buffers = plan.iter().find(|line| line.contains("Buffers: shared"));
    let figures = buffers.map_or("", |line| line.trim());
    let of = |name: &str| {
        let told = figures.split(' ').find_map(|word| word.strip_prefix(name));
        told.map_or(0, |told| told.parse().expect("a number"))
    };
    of("hit=") + of("read=")
}

/// What a plan does that no page needs.
fn faults(plan: &[String]) -> Vec<String> {
    let mut found: Vec<String> = (plan.iter())
        .filter(|line| {
            let large = ["entries", "entry_revisions", "check_ins", "access_log"];
            large
                .iter()
                .any(|table| line.contains(&format!("Seq Scan on {table} ")))
        })
        .cloned()
        .collect();
    let pages = pages(plan);
    if pages > PAGES {
        found.push(format!("{pages} pages"));
    }
    found
}

#[test]
fn a_page_costs_the_same_however_much_one_patient_has_written() {
    let mut url = String::new();
    let Some((world, ear)) = wire::world(|given| given.clone_into(&mut url)) else {
        return;
    };
    let scenes::Linked {
        patient,
        therapist,
        link,
    } = scenes::linked(&world);
    let session = scenes::ended(&world, &patient, 2 * 24 * 60);
    let entry = scenes::entry_of(&patient, &session, "of that day");
    for number in 0..40 {
        let at = world.clock.at(chrono::Duration::minutes(number));
        let body = json!({"text": "one of many", "authored_at": at});
        patient.post("/v1/entries", &body).expect(201);
        patient
            .post("/v1/check-ins", &json!({"rest": "a little", "at": at}))
            .expect(201);
    }
    patient
        .patch(
            &format!("/v1/entries/{entry}"),
            "*",
            &json!({"text": "again"}),
        )
        .expect(200);
    scenes::share(&patient, &link, &entry);
    let prompt = patient.get("/v1/prompts?limit=1").items()[0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let answer = json!({"text": "an answer", "prompt_id": prompt});
    patient.post("/v1/entries", &answer).expect(201);
    let cursor = patient.get("/v1/entries").expect(200).body["next_cursor"]
        .as_str()
        .unwrap()
        .to_owned();
    let (from, to) = (
        world.clock.at(chrono::Duration::hours(-1)),
        world.clock.at(chrono::Duration::hours(1)),
    );
    let theirs = format!("/v1/therapist/patients/{link}/entries");
    let mut asked = Vec::new();
    let own = [
        "/v1/entries".to_owned(),
        "/v1/entries?limit=100".to_owned(),
        format!("/v1/entries?cursor={cursor}"),
        format!("/v1/entries?dosing_session_id={session}&limit=1"),
        format!("/v1/entries?prompt_id={prompt}"),
        format!("/v1/entries?from={from}&to={to}"),
        format!("/v1/entries/{entry}"),
        format!("/v1/entries/{entry}/revisions"),
        format!("/v1/timeline?dosing_session_id={session}"),
        "/v1/prompts/offered".to_owned(),
        "/v1/check-ins".to_owned(),
        "/v1/consents".to_owned(),
        "/v1/access-log".to_owned(),
        "/v1/access-log?action=entry.read".to_owned(),
        "/v1/access-log/checkpoint".to_owned(),
        "/v1/me".to_owned(),
    ];
    for path in own {
        ear.told();
        patient.get(&path).expect(200);
        asked.push((path, ear.told()));
    }
    for path in [
        theirs.clone(),
        format!("{theirs}/{entry}"),
        "/v1/therapist/inbox".to_owned(),
        "/v1/therapist/patients".to_owned(),
    ] {
        ear.told();
        therapist.get(&path).expect(200);
        asked.push((path, ear.told()));
    }
    let mut planner = Planner {
        conn: PgConnection::establish(&url).expect("a connection"),
        count: 0,
    };
    planner.run(&many(rounds(5_000, 100_000)));
    let mut wrong = Vec::new();
    for (path, said) in asked {
        for one in said {
            let Said::Statement(statement) = one else {
                continue;
            };
            if !statement.sql.starts_with("SELECT") {
                continue;
            }
            let plan = planner.plan(&statement);
            let of = format!("{path}\n{}", statement.sql);
            tell(&format!("\n{of}\n{}", plan.join("\n")));
            let faults = faults(&plan);
            if !faults.is_empty() {
                wrong.push(format!("{of}\n{}\n{}", faults.join("\n"), plan.join("\n")));
            }
        }
    }
    // What the change sequence will be read by.
    let changes = Statement {
        sql: format!(
            "SELECT id, change_no FROM entries WHERE patient_id = '{}' AND change_no > 20 ORDER BY change_no LIMIT 100",
            patient.session().account
        ),
        values: Vec::new(),
    };
    let plan = planner.plan(&changes);
    tell(&format!("\n{}\n{}", changes.sql, plan.join("\n")));
    assert!(faults(&plan).is_empty(), "{}", plan.join("\n"));
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// The planted fault: without its index a page is looked for in everything that the patient wrote.
#[test]
fn a_page_that_is_looked_for_everywhere_is_found() {
    let plan = [
        "Limit (actual rows=21 loops=1)".to_owned(),
        "  Buffers: shared hit=2000 read=31".to_owned(),
        "  ->  Seq Scan on entries  (cost=0.00..1.00 rows=1 width=8) (actual rows=100000 loops=1)"
            .to_owned(),
    ];
    assert_eq!(faults(&plan).len(), 2);
}
