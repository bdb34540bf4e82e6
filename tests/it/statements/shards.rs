//! Whose rows a request touches, on a database that is cut by person: what a distributed PostgreSQL would have to ask.
//!
//! Every table whose key begins with a person is partitioned by that person into eight shards, so that the rows of one person are in
//! the shards of one number. PostgreSQL itself then tells what each transaction touched: the locks that it holds before it ends name
//! every shard that was read or written, or that could not be left out. That a row of another shard was not asked for is so seen by the
//! server, and not concluded from the text of a statement. One thing it does not show: a statement that touches two shards which
//! statements before it in the same transaction have touched already; so no statement may name persons by a list.
//!
//! `cargo test --test it -- statements::shards --nocapture` prints what each request touched.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::Text;

use super::wire::{self, Ear, Said};
use crate::access_table::{self, Ids, prepared};
use crate::harness::{Client, Value, World, json, world::PASSWORD};
use crate::proofs::tell;

/// Cuts the tables by person. Foreign keys are left out: they name the person too, or are told in the README.
const CUT: &str = "
DO $$
DECLARE one record; shard int;
BEGIN
    FOR one IN SELECT conrelid::regclass AS name, conname FROM pg_constraint
        WHERE contype = 'f' AND connamespace = 'public'::regnamespace LOOP
        EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', one.name, one.conname);
    END LOOP;
    -- The one rule of uniqueness that does not name the person.
    DROP INDEX timeline_calendars_by_secret;
    FOR one IN SELECT c.relname AS name, a.attname AS key
        FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
        WHERE i.indisprimary AND c.relnamespace = 'public'::regnamespace
            AND (a.attname IN ('patient_id', 'account_id', 'therapist_id') OR c.relname = 'accounts') LOOP
        EXECUTE format('ALTER TABLE %I RENAME TO %I', one.name, one.name || '_whole');
        EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL) PARTITION BY HASH (%I)', one.name, one.name || '_whole', one.key);
        FOR shard IN 0..7 LOOP
            EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES WITH (MODULUS 8, REMAINDER %s)',
                one.name || '_shard_' || shard, one.name, shard);
        END LOOP;
        EXECUTE format('INSERT INTO %I SELECT * FROM %I', one.name, one.name || '_whole');
        EXECUTE format('DROP TABLE %I', one.name || '_whole');
    END LOOP;
    -- A plan for all values would name every shard until it is run.
    EXECUTE format('ALTER DATABASE %I SET plan_cache_mode = force_custom_plan', current_database());
END $$";

/// What others than the one who looks have locked: tables that are whole, and shards of those that are cut.
const HELD: &str = "
SELECT DISTINCT c.relname::text AS line FROM pg_locks l JOIN pg_class c ON c.oid = l.relation
WHERE l.pid <> pg_backend_pid() AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace";

/// By what each table is cut.
const KEYS: &str = "
SELECT c.relname || '.' || a.attname AS line FROM pg_partitioned_table p JOIN pg_class c ON c.oid = p.partrelid
JOIN pg_attribute a ON a.attrelid = p.partrelid AND a.attnum = p.partattrs[0]";

/// What one transaction touched.
#[derive(Debug, Default, Clone)]
struct Touched {
    shards: BTreeSet<usize>,
    /// Tables that are not cut.
    whole: BTreeSet<String>,
    /// Statements by which more than one shard came in at once.
    wide: BTreeSet<String>,
}

/// Somebody beside the database who looks at it while it stands still.
struct Watch {
    conn: PgConnection,
    /// By what each table is cut, as statements name it.
    keys: Vec<String>,
    now: Option<Touched>,
    last: String,
    told: Arc<Mutex<Told>>,
}

#[derive(Debug, Default)]
struct Told {
    /// Whether anybody wants to know.
    asked: bool,
    transactions: Vec<Touched>,
    /// Statements that stand in no transaction, of which nothing is held when they are over.
    alone: Vec<String>,
    /// Statements that name persons by a list.
    lists: BTreeSet<String>,
}

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

#[expect(
    clippy::disallowed_methods,
    reason = "a catalogue is not a table of the domain"
)]
fn lines(conn: &mut PgConnection, sql: &str) -> Vec<String> {
    let rows: Vec<Line> = diesel::sql_query(sql).load(conn).expect("a catalogue");
    rows.into_iter().map(|row| row.line).collect()
}

impl Watch {
    fn look(&mut self, said: &[Said]) {
        if !self.told.lock().unwrap().asked {
            return;
        }
        if let Some(touched) = &mut self.now {
            let (mut shards, mut whole) = (BTreeSet::new(), BTreeSet::new());
            for name in lines(&mut self.conn, HELD) {
                match name.rsplit_once("_shard_") {
                    Some((_, shard)) => drop(shards.insert(shard.parse().expect("a number"))),
                    None => drop(whole.insert(name)),
                }
            }
            if shards.difference(&touched.shards).count() > 1 {
                touched.wide.insert(self.last.clone());
            }
            touched.shards.extend(shards);
            touched.whole.extend(whole);
        }
        for one in said {
            let Said::Statement(statement) = one else {
                continue;
            };
            let sql = &statement.sql;
            let mut told = self.told.lock().unwrap();
            if sql.starts_with("BEGIN") {
                self.now = Some(Touched::default());
            } else if sql.starts_with("COMMIT") || sql == "ROLLBACK" {
                told.transactions.extend(self.now.take());
            } else if !statement.is_control() {
                if self.now.is_none() {
                    told.alone.push(sql.clone());
                }
                if names_persons_by_a_list(sql, &self.keys) {
                    told.lists.insert(sql.clone());
                }
                self.last = sql.clone();
            }
        }
    }
}

/// Whether a statement names persons by a list, where these are the columns by which tables are cut.
fn names_persons_by_a_list(sql: &str, keys: &[String]) -> bool {
    let plain = sql.replace('"', "");
    keys.iter().any(|key| {
        let lists = [" = ANY", " IN ("].map(|list| format!("{key}{list}"));
        lists.iter().any(|list| plain.contains(list.as_str()))
    })
}

/// A world whose database is cut.
struct Cut {
    world: World,
    url: String,
    keys: Vec<String>,
    told: Arc<Mutex<Told>>,
    _ear: Ear,
}

impl Cut {
    #[expect(
        clippy::disallowed_methods,
        reason = "cutting tables is not a query of the domain"
    )]
    fn start() -> Option<Self> {
        let mut url = String::new();
        let (world, ear) = wire::world(|given| {
            given.clone_into(&mut url);
            let mut conn = PgConnection::establish(given).expect("a connection");
            conn.batch_execute(CUT).expect("every table can be cut");
        })?;
        let told = Arc::<Mutex<Told>>::default();
        let mut conn = PgConnection::establish(&url).expect("a connection");
        let keys = lines(&mut conn, KEYS);
        assert!(keys.len() > 30, "{keys:?}");
        let mut watch = Watch {
            conn,
            keys: keys.clone(),
            now: None,
            last: String::new(),
            told: Arc::clone(&told),
        };
        ear.look(move |said| watch.look(said));
        Some(Self {
            world,
            url,
            keys,
            told,
            _ear: ear,
        })
    }

    /// The shards of whoever this query names.
    fn shards(&self, persons: &str) -> BTreeSet<usize> {
        let sql = format!(
            "SELECT tableoid::regclass::text AS line FROM ledger_heads WHERE account_id IN ({persons})"
        );
        let mut conn = PgConnection::establish(&self.url).expect("a connection");
        let number = |name: String| {
            let shard = name.rsplit_once('_').expect("a shard").1;
            shard.parse().expect("a number")
        };
        lines(&mut conn, &sql).into_iter().map(number).collect()
    }

    /// Whether a statement names a table that is cut.
    fn names_a_shard(&self, sql: &str) -> bool {
        let tables = self.keys.iter().filter_map(|key| key.split('.').next());
        let mut words = sql.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        let tables: Vec<&str> = tables.collect();
        words.any(|word| tables.contains(&word))
    }

    /// What is touched meanwhile.
    fn touched<T>(&self, meanwhile: impl FnOnce() -> T) -> (T, Told) {
        self.told.lock().unwrap().asked = true;
        let outcome = meanwhile();
        (outcome, std::mem::take(&mut self.told.lock().unwrap()))
    }
}

/// Which shards a request touched, seen from who asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Reach {
    /// None.
    Nothing,
    /// That of who asks.
    Own,
    /// That of the other side of a link, alone or beside one's own; each by statements of its own.
    Link,
    /// More than those, or several by one statement.
    More,
}

/// Where a request of a patient's reaches the therapist's shard, or anybody's reaches every shard, and why.
const FURTHER: [(&str, Reach, &str); 15] = [
    (
        "GET /v1/access-log",
        Reach::Link,
        "the names of those who read",
    ),
    (
        "GET /v1/care/links",
        Reach::Link,
        "the therapist's name, and when they read",
    ),
    ("GET /v1/consents", Reach::Link, "when the therapist reads"),
    (
        "GET /v1/consents/{id}",
        Reach::Link,
        "when the therapist reads",
    ),
    (
        "GET /v1/consents/{id}/receipt",
        Reach::Link,
        "the therapist's name",
    ),
    ("GET /v1/me/export", Reach::Link, "the therapist's name"),
    (
        "GET /v1/care/invitations/{code}",
        Reach::More,
        "who invites is no link yet",
    ),
    (
        "POST /v1/care/links",
        Reach::More,
        "makes both sides of a link to who invited",
    ),
    ("POST /v1/consents", Reach::Link, "when the therapist reads"),
    (
        "POST /v1/consents/{id}/pause",
        Reach::Link,
        "when the therapist reads",
    ),
    (
        "POST /v1/consents/{id}/resume",
        Reach::Link,
        "when the therapist reads",
    ),
    (
        "DELETE /v1/consents/{id}",
        Reach::Link,
        "when the therapist reads",
    ),
    (
        "DELETE /v1/care/links/{id}",
        Reach::Link,
        "ends both sides of a link",
    ),
    (
        "DELETE /v1/me",
        Reach::Link,
        "ends both sides of every link",
    ),
    (
        "POST /v1/me/email",
        Reach::More,
        "how many wait for this address: asks every shard",
    ),
];

/// Tables that no person's key cuts, and why; what becomes of each is said in the README.
const WHOLE: [(&str, &str); 11] = [
    ("__diesel_schema_migrations", "whether an instance is ready"),
    ("addresses", "who has an address"),
    ("registrations", "who asks for an account"),
    ("therapist_invitations", "a code of the operator's"),
    ("care_invitations", "a code of a therapist's"),
    ("ceremonies", "a passkey, before it is known whose"),
    ("guesses", "what is guessed at"),
    ("allowances", "who asks, by address"),
    ("mails", "the outbox"),
    ("endings", "one chain of what has ended, for backups"),
    ("erasures", "who was erased, for backups"),
];

/// What a request touched, as a line of the table.
struct Seen {
    principal: &'static str,
    operation: String,
    status: u16,
    reach: Reach,
    whole: BTreeSet<String>,
    wide: BTreeSet<String>,
}

/// Looks at what one request touches: `own` names whoever asks, `other` whom a link leads to.
fn see(
    cut: &Cut,
    (principal, operation): (&'static str, &str),
    (own, other): (&str, &str),
    ask: impl FnOnce() -> u16,
) -> Seen {
    // Looked up before, because afterwards they may be gone.
    let (own, other) = (cut.shards(own), cut.shards(other));
    let (status, told) = cut.touched(ask);
    let hidden = told.alone.iter().filter(|sql| cut.names_a_shard(sql));
    let hidden: Vec<&String> = hidden.chain(&told.lists).collect();
    assert!(hidden.is_empty(), "{operation}: {hidden:?}");
    let mut seen = Seen {
        principal,
        operation: operation.to_owned(),
        status,
        reach: Reach::Nothing,
        whole: BTreeSet::new(),
        wide: BTreeSet::new(),
    };
    for one in told.transactions {
        let reach = if !one.wide.is_empty() {
            Reach::More
        } else if one.shards.is_empty() {
            Reach::Nothing
        } else if one.shards.is_subset(&own) {
            Reach::Own
        } else if one.shards.is_subset(&(&own | &other)) {
            Reach::Link
        } else {
            Reach::More
        };
        seen.reach = seen.reach.max(reach);
        seen.whole.extend(one.whole);
        seen.wide.extend(one.wide);
    }
    seen
}

/// Asks for one operation, where something was taken away before once more.
fn ask<'w>(
    cut: &'w Cut,
    principal: &'static str,
    at: &mut (Client<'w>, Ids),
    operation: &str,
) -> Seen {
    let see = |at: &(Client<'w>, Ids)| {
        let me = format!("'{}'", at.0.session().account);
        let linked = format!(
            "SELECT patient_id FROM caseload WHERE therapist_id = {me} UNION SELECT therapist_id FROM care_links WHERE patient_id = {me}"
        );
        see(cut, (principal, operation), (&me, &linked), || {
            access_table::send(&cut.world, &at.0, &at.1, operation)
        })
    };
    let seen = see(at);
    // Not there any more, or there already: an earlier request did that.
    if ![401, 404, 409].contains(&seen.status) || operation.starts_with("GET") {
        return seen;
    }
    *at = prepared(&cut.world, principal);
    see(at)
}

fn operations(world: &World) -> Vec<String> {
    let document = world.stranger().get("/openapi.json").expect(200).body;
    let mut all: Vec<String> = document["paths"]
        .as_object()
        .unwrap()
        .iter()
        .flat_map(|(path, item)| {
            let methods = item.as_object().unwrap().keys();
            methods.map(move |method| format!("{} {path}", method.to_uppercase()))
        })
        .collect();
    // What takes away comes last.
    let order = ["GET", "PUT", "POST", "PATCH", "DELETE"];
    all.sort_by_key(|one| order.iter().position(|method| one.starts_with(method)));
    all
}

fn all_of(cut: &Cut, principal: &'static str, operations: &[String]) -> Vec<Seen> {
    let mut at = prepared(&cut.world, principal);
    let each = operations.iter();
    each.map(|operation| ask(cut, principal, &mut at, operation))
        .collect()
}

/// What is asked before anybody is known: beside the shard of whoever is meant, the one of the service's own log.
fn at_the_door(cut: &Cut) -> Vec<Seen> {
    let (ana, anyone) = (cut.world.patient("Ana"), cut.world.stranger());
    let ana = ana.session();
    let me = format!("'{}'", ana.account);
    let service = format!("'{}'", uuid::Uuid::nil());
    let see = |operation: &str, body: &Value| {
        let (_, path) = operation.split_once(' ').unwrap();
        let path = path.split(' ').next().unwrap();
        see(cut, ("nobody", operation), (&me, &service), || {
            anyone.post(path, body).status
        })
    };
    let login = |email: &str, password: &str| json!({"email": email, "password": password});
    let new = json!({"role": "patient", "email": "eva@elsewhere.example", "password": PASSWORD, "display_name": "Eva", "time_zone": "UTC"});
    let known = json!({"role": "patient", "email": ana.email, "password": PASSWORD, "display_name": "Ana", "time_zone": "UTC"});
    let code = json!({"email": "eva@elsewhere.example", "code": "AAAA2222"});
    let reset =
        json!({"email": ana.email, "code": "AAAA2222", "new_password": "another long sentence"});
    vec![
        see("POST /v1/auth/login", &login(&ana.email, PASSWORD)),
        see(
            "POST /v1/auth/login (wrong)",
            &login(&ana.email, "another long sentence"),
        ),
        see(
            "POST /v1/auth/login (unknown)",
            &login("nobody@elsewhere.example", PASSWORD),
        ),
        see("POST /v1/auth/register", &new),
        see("POST /v1/auth/register (known)", &known),
        see("POST /v1/auth/register/confirm (wrong)", &code),
        see(
            "POST /v1/auth/password/forgot",
            &json!({"email": ana.email}),
        ),
        see("POST /v1/auth/password/reset (wrong)", &reset),
        see(
            "POST /v1/auth/refresh",
            &json!({"refresh_token": ana.refresh}),
        ),
    ]
}

#[test]
fn no_request_of_a_patient_or_a_therapist_asks_the_shard_of_anybody_else() {
    let Some(cut) = Cut::start() else { return };
    let operations = operations(&cut.world);
    let mut all = at_the_door(&cut);
    all.extend(all_of(&cut, "patient", &operations));
    all.extend(all_of(&cut, "consent", &operations));
    let mut wrong = Vec::new();
    for one in &all {
        let Seen {
            principal,
            operation,
            status,
            reach,
            whole,
            wide,
        } = one;
        let tables: Vec<&str> = whole.iter().map(String::as_str).collect();
        let line = format!(
            "{principal:<8} {operation:<72} {status} {reach:?} {}",
            tables.join(" ")
        );
        tell(line.trim_end());
        // A therapist's requests are about somebody else's rows.
        let ordinary = match *principal {
            "patient" => Reach::Own,
            _ => Reach::Link,
        };
        let listed = FURTHER.iter().find(|(name, ..)| name == operation);
        if *reach > listed.map_or(ordinary, |(_, reach, _)| *reach) {
            wrong.push(format!("{line}: {wide:?}"));
        }
        let unknown = tables
            .iter()
            .filter(|table| !WHOLE.iter().any(|(name, _)| name == *table));
        wrong.extend(unknown.map(|table| format!("{line}: {table} is new")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What asks every shard is seen: a calendar is found by its secret, before it is known whose it is.
#[test]
fn what_asks_every_shard_is_found() {
    let Some(cut) = Cut::start() else { return };
    let ana = cut.world.patient("Ana");
    let made = ana.post_nothing("/v1/timeline/calendar").expect(201);
    let url = made.body["url"].as_str().unwrap();
    let path = url
        .split_once("/v1/")
        .map(|(_, rest)| format!("/v1/{rest}"))
        .unwrap();
    let me = format!("'{}'", ana.session().account);
    let seen = see(&cut, ("nobody", "GET /v1/timeline.ics"), (&me, &me), || {
        cut.world.stranger().get(&path).status
    });
    assert_eq!((seen.status, seen.reach), (200, Reach::More));
    assert!(
        seen.wide
            .iter()
            .all(|sql| sql.contains("timeline_calendars")),
        "{:?}",
        seen.wide
    );
}
