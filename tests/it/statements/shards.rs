//! Whose rows a request touches, on a database that is cut by person: what a distributed PostgreSQL would have to ask.
//!
//! Every table whose key begins with a person is partitioned by that person into shards, so that the rows of one person are in
//! the shards of one number. PostgreSQL itself then tells what each transaction touched: the locks that it holds before it ends name
//! every shard that was read or written, or that could not be left out. That a row of another shard was not asked for is so seen by the
//! server, and not concluded from the text of a statement. One thing it does not show: a statement that touches two shards which
//! statements before it in the same transaction have touched already; so no statement may name persons by a list.
//!
//! `cargo test --test it -- statements::shards --nocapture` prints what each request touched; with `AFTERWORD_ROUNDS=full` there are
//! sixteen shards, and what an earlier request took away is made anew.

use std::collections::BTreeSet;

use super::cut::Cut;
use crate::access_table::{self, Ids, prepared};
use crate::harness::{Client, Value, World, json, world::PASSWORD};
use crate::proofs::{rounds, tell};

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
const FURTHER: [(&str, Reach, &str); 13] = [
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
        "POST /v1/consents/{id}/resume",
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
    // Signed out; or not there any more, or there already, because of an earlier request: another world takes its time.
    let again = if rounds(0, 1) == 0 {
        &[401][..]
    } else {
        &[401, 404, 409]
    };
    if !again.contains(&seen.status)
        || operation.starts_with("GET")
        || operation.contains("passkeys")
    {
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
