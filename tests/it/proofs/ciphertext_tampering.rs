//! What was changed or moved in the database does not open, and nothing of it is shown (EN-2).
//!
//! The columns are those of the schema itself: every one that holds bytes which are neither an id nor a fingerprint. One that is new
//! fails this test until it is said here who reads it.

use reqwest::Method;

use super::{Dice, Raw, bytes, rounds};
use crate::both;
use crate::harness::{Client, Engine, Value, World, json, scenes};

/// One sealed value, where it lies.
#[derive(Debug, Clone)]
struct Cell {
    table: String,
    column: String,
    hex: String,
}

/// Bytes that are no words: fingerprints, hashes, and the service's own keys, which are read at the start alone.
fn is_sealed(table: &str, column: &str) -> bool {
    let id = column == "id" || column == "addends" || column.ends_with("_id");
    let fingerprint = ["hash", "who"].contains(&column)
        || ["_hash", "_index", "_mark"]
            .iter()
            .any(|end| column.ends_with(end));
    !id && !fingerprint && table != "service_keys" && !table.starts_with("__")
}

fn columns(world: &World, raw: &mut Raw) -> Vec<(String, String)> {
    let lines = raw.lines(match world.engine {
        Engine::Sqlite => {
            "SELECT m.name || '.' || x.name AS line FROM sqlite_schema m, pragma_table_xinfo(m.name) x \
             WHERE m.type = 'table' AND x.type = 'BLOB' ORDER BY 1"
        }
        Engine::Postgres => {
            "SELECT table_name || '.' || column_name AS line FROM information_schema.columns \
             WHERE table_schema = 'public' AND data_type = 'bytea' ORDER BY 1"
        }
    });
    let pairs = lines.iter().map(|line| line.split_once('.').unwrap());
    pairs
        .filter(|(table, column)| is_sealed(table, column))
        .map(|(table, column)| (table.to_owned(), column.to_owned()))
        .collect()
}

fn cells(world: &World, raw: &mut Raw) -> Vec<Vec<Cell>> {
    let mut all = Vec::new();
    for (table, column) in columns(world, raw) {
        let hex = hex_of(world.engine, &column);
        // An invitation that was taken up is told to nobody any more.
        let told = match table.as_str() {
            "care_invitations" => "used_at IS NULL",
            _ => "true",
        };
        let found = raw.lines(&format!(
            "SELECT {hex} AS line FROM {table} WHERE {column} IS NOT NULL AND {told} ORDER BY 1"
        ));
        // Nothing writes these yet; whoever does says above who reads them.
        if found.is_empty() && ["passkeys", "ceremonies"].contains(&table.as_str()) {
            continue;
        }
        assert!(
            found.len() >= 2,
            "{table}.{column} has nothing to swap: say here what is written to it"
        );
        all.push(
            found
                .into_iter()
                .map(|hex| Cell {
                    table: table.clone(),
                    column: column.clone(),
                    hex,
                })
                .collect(),
        );
    }
    assert!(all.len() > 20, "the columns are found: {}", all.len());
    all
}

/// Two patients and two therapists, each with two of everything that takes words; every word begins with `ROH`.
struct People<'w> {
    world: &'w World,
    patients: [Client<'w>; 2],
    therapists: [Client<'w>; 2],
    links: [String; 2],
    entries: Vec<String>,
    waiting: [Waiting; 2],
}

/// An application that waits for its code, and how it lies in the database.
struct Waiting {
    email: String,
    code: String,
    hex: String,
}

fn written<'w>(world: &'w World, raw: &mut Raw) -> People<'w> {
    let (ana, eva) = (world.patient("ROHana"), world.patient("ROHeva"));
    for patient in [&ana, &eva] {
        // What is kept of a quiet time stays there when it is over.
        let soon = world.clock.at(chrono::Duration::hours(1));
        let session = json!({"status": "planned", "time_zone": "UTC", "planned_at": soon});
        let session = patient
            .post("/v1/dosing-sessions", &session)
            .expect(201)
            .id();
        let path = format!("/v1/dosing-sessions/{session}");
        let tag = patient.get(&path).etag();
        let off = json!({"status": "cancelled"});
        patient.patch(&path, &tag, &off).expect(200);
    }
    world.clock.advance(chrono::Duration::days(2));
    let (bo, cyd) = (world.therapist("ROHbo"), world.therapist("ROHcyd"));
    let links = [scenes::link(&ana, &bo), scenes::link(&eva, &cyd)];
    let mut entries = Vec::new();
    for (patient, therapist, link) in [(&ana, &bo, &links[0]), (&eva, &cyd, &links[1])] {
        for round in ["a", "b"] {
            entries.push(of_patient(world, patient, link, round));
            between(therapist, link, round);
        }
    }
    let waiting = ["xaver", "yara"].map(|name| {
        let before = applications(world, raw);
        let email = world.address(name);
        let body = json!({"role": "patient", "email": email, "password": crate::harness::world::PASSWORD, "display_name": "ROHnew", "time_zone": "UTC"});
        world.stranger().post("/v1/auth/register", &body).expect(202);
        let code = world.mailed_code(&email);
        let mut new = applications(world, raw);
        new.retain(|hex| !before.contains(hex));
        Waiting { email, code, hex: new.remove(0) }
    });
    // These mails are left in the outbox.
    for patient in [&ana, &eva] {
        let body = json!({"email": patient.session().email});
        world
            .stranger()
            .post("/v1/auth/password/forgot", &body)
            .expect(202);
    }
    for patient in [&ana, &eva] {
        // Some of what is read below is an export.
        patient.step_up();
    }
    // What is sent from here on stands behind them.
    world.clock.advance(chrono::Duration::seconds(1));
    People {
        world,
        patients: [ana, eva],
        therapists: [bo, cyd],
        links,
        entries,
        waiting,
    }
}

fn hex_of(engine: Engine, column: &str) -> String {
    match engine {
        Engine::Sqlite => format!("lower(hex({column}))"),
        Engine::Postgres => format!("encode({column}, 'hex')"),
    }
}

fn applications(world: &World, raw: &mut Raw) -> Vec<String> {
    raw.lines(&format!(
        "SELECT {} AS line FROM registrations",
        hex_of(world.engine, "application")
    ))
}

/// What a patient writes; the entry that has three wordings.
fn of_patient(world: &World, ana: &Client<'_>, link: &str, round: &str) -> String {
    let word = |what: &str| format!("ROH{what}{round}");
    let entry = ana
        .post(
            "/v1/entries",
            &json!({"text": word("entry"), "feelings": [word("feeling")]}),
        )
        .expect(201)
        .id();
    let path = format!("/v1/entries/{entry}");
    for wording in ["second", "third"] {
        ana.patch(
            &path,
            &ana.get(&path).etag(),
            &json!({"text": word(wording)}),
        )
        .expect(200);
    }
    scenes::share(ana, link, &entry);
    let away = scenes::entry(ana, &word("away"));
    ana.post(
        &format!("/v1/entries/{away}/seal"),
        &json!({"when_i_choose": true}),
    )
    .expect(200);
    let exercise = ana.get("/v1/exercises?limit=1").items()[0]["id"].clone();
    let now = world.clock.now();
    for (path, body) in [
        (
            "/v1/dosing-sessions",
            json!({"status": "planned", "time_zone": "UTC", "note": word("session")}),
        ),
        ("/v1/check-ins", json!({"rest": word("rest")})),
        (
            "/v1/practices",
            json!({"exercise_id": exercise, "at": now, "note": word("practice")}),
        ),
        ("/v1/steps", json!({"text": word("step")})),
        ("/v1/prompts/own", json!({"text": word("question")})),
        ("/v1/intentions", json!({"text": word("intention")})),
        ("/v1/goals", json!({"text": word("goal")})),
        ("/v1/fears", json!({"text": word("fear")})),
        (
            "/v1/appointments",
            json!({"kind": "preparation", "note": word("appointment")}),
        ),
        (
            "/v1/evaluations",
            json!({"on": "2026-03-01", "note": word("evaluation")}),
        ),
        ("/v1/support/people", json!({"name": word("person")})),
        ("/v1/support/soothing", json!({"text": word("soothing")})),
        ("/v1/checklists/session", json!({"text": word("tobring")})),
        (
            "/v1/packets",
            json!({"link_id": link, "title": word("packet"), "until": world.clock.at(chrono::Duration::days(7))}),
        ),
    ] {
        ana.post(path, &body).expect(201);
    }
    if round == "a" {
        // There is one with each therapist.
        let item =
            json!({"kind": "touch", "text": word("item"), "patient": {"words": word("part")}});
        let agreement = json!({"link_id": link, "items": [item]});
        ana.post("/v1/agreements", &agreement).expect(201);
    }
    entry
}

/// What a therapist writes.
fn between(bo: &Client<'_>, link: &str, round: &str) {
    let word = |what: &str| format!("ROH{what}{round}");
    let offer = json!({"link_id": link, "prompt": {"text": word("offer")}});
    bo.post("/v1/therapist/offers", &offer).expect(201);
    bo.post("/v1/therapist/notes", &json!({"text": word("note")}))
        .expect(201);
    if round == "a" {
        let habit = bo.request(Method::PUT, "/v1/therapist/reading-habit");
        bo.send(habit.json(&json!({"text": word("habit")})))
            .expect(200);
    }
    let repeated = format!("invitation {round}");
    bo.post_once("/v1/care/invitations", &repeated, &json!({}))
        .expect(201);
}

/// An answer, without what differs from one reading to the next.
type Told = (u16, Value);

fn plain(mut body: Value) -> Value {
    if let Some(body) = body.as_object_mut() {
        body.remove("instance");
        body.remove("exported_at");
        if let Some(sharing) = body.get_mut("sharing").and_then(Value::as_object_mut) {
            sharing.remove("log");
            sharing.remove("checkpoint");
        }
    }
    body
}

impl People<'_> {
    /// Everybody who can be shown what is in a table, each with what they ask.
    fn readings(&self, table: &str) -> Vec<(&Client<'_>, Method, String, Value)> {
        let mut asked = Vec::new();
        let mut ask =
            |who, path: &str| asked.push((who, Method::GET, path.to_owned(), Value::Null));
        let own = match table {
            "dosing_sessions" => "/v1/dosing-sessions",
            "practices" => "/v1/practices",
            "check_ins" => "/v1/check-ins",
            "steps" => "/v1/steps",
            "own_prompts" => "/v1/prompts/own",
            "intentions" => "/v1/intentions",
            "goals" => "/v1/goals",
            "fears" => "/v1/fears",
            "agreements" => "/v1/agreements",
            "appointments" => "/v1/appointments",
            "evaluations" => "/v1/evaluations",
            "support_people" => "/v1/support/people",
            "soothing" => "/v1/support/soothing",
            "checklist_items" => "/v1/checklists/session",
            "packets" => "/v1/packets",
            "offers" | "kept_quiet" => "/v1/offers",
            "accounts" | "data_keys" => "/v1/me",
            "devices" => "/v1/auth/devices",
            "entries" | "entry_revisions" => "/v1/me/export?sealed=true",
            "reading_habits" => "/v1/care/links",
            "therapist_notes" | "care_invitations" | "mails" | "registrations"
            | "authenticators" => "",
            other => panic!("{other} holds something sealed: say here who reads it"),
        };
        if !own.is_empty() {
            self.patients.iter().for_each(|patient| ask(patient, own));
        }
        let theirs = match table {
            "therapist_notes" => "/v1/therapist/notes",
            "reading_habits" => "/v1/therapist/reading-habit",
            "accounts" | "data_keys" => "/v1/me",
            "devices" => "/v1/auth/devices",
            _ => "",
        };
        if !theirs.is_empty() {
            self.therapists
                .iter()
                .for_each(|therapist| ask(therapist, theirs));
        }
        if matches!(table, "entries" | "entry_revisions") {
            self.patients
                .iter()
                .for_each(|patient| ask(patient, "/v1/entries?sealed=true&limit=100"));
            for (number, entry) in self.entries.iter().enumerate() {
                ask(
                    &self.patients[number / 2],
                    &format!("/v1/entries/{entry}/revisions"),
                );
                let shared = format!(
                    "/v1/therapist/patients/{}/entries/{entry}",
                    self.links[number / 2]
                );
                ask(&self.therapists[number / 2], &shared);
            }
        }
        if table == "care_invitations" {
            for therapist in &self.therapists {
                for round in ["a", "b"] {
                    asked.push((
                        therapist,
                        Method::POST,
                        "/v1/care/invitations".to_owned(),
                        json!(format!("invitation {round}")),
                    ));
                }
            }
        }
        asked
    }

    /// What everybody is shown of a table now.
    fn shown(&self, table: &str) -> Vec<Told> {
        self.readings(table)
            .into_iter()
            .map(|(who, method, path, key)| {
                let mut request = who.request(method, &path);
                if let Some(key) = key.as_str() {
                    request = request.header("idempotency-key", key).json(&json!({}));
                }
                let answer = request.send().expect("an answer");
                let status = answer.status().as_u16();
                (status, plain(answer.json().unwrap_or_default()))
            })
            .collect()
    }

    /// Whether the mails that were tampered with, and they alone, do not go; all of them wait again then, as they were kept aside.
    fn no_mail_goes_but_the_others(&self, raw: &mut Raw, both: bool) -> bool {
        drop(self.world.run(self.world.service.deliver_mail()));
        let left = raw.lines("SELECT 'a mail' AS line FROM mails").len();
        for again in [
            "DELETE FROM mails",
            "INSERT INTO mails SELECT * FROM kept_aside",
        ] {
            raw.run(again).expect("the mails wait again");
        }
        left == if both { 2 } else { 1 }
    }

    /// Whether somebody's authenticator app meets a fault; a code that was used before is no fault.
    fn a_factor_does_not_open(&self) -> bool {
        let shows = |therapist: &Client<'_>| {
            let factor = therapist.session().factor.expect("an app");
            let body = json!({"totp": factor.shown(self.world.clock_of_the_server())});
            let request = therapist.request(Method::POST, "/v1/auth/step-up");
            let answer = request.json(&body).send().expect("an answer");
            answer.status().as_u16() == 500
        };
        self.therapists.iter().filter(|one| shows(one)).count() > 0
    }

    /// Whether nobody is let in whose application was tampered with: that of this cell, or both.
    fn nobody_is_confirmed(&self, cell: &Cell, both: bool) -> bool {
        let touched = self
            .waiting
            .iter()
            .filter(|one| both || one.hex == cell.hex);
        let confirm = |one: &Waiting| {
            let body = json!({"email": one.email, "code": one.code});
            let request = self.patients[0].request(Method::POST, "/v1/auth/register/confirm");
            let answer = request.json(&body).send().expect("an answer");
            answer.status().as_u16() == 500
        };
        let mut touched = touched;
        touched.all(confirm)
    }
}

/// What is done to a cell, and how that is undone.
struct Tampering {
    what: String,
    done: String,
    undone: String,
    /// Whether another cell of the same column was changed with it.
    both: bool,
}

fn tampering(engine: Engine, dice: &mut Dice, cell: &Cell, all: &[Vec<Cell>]) -> Tampering {
    let Cell { table, column, hex } = cell;
    let siblings = all
        .iter()
        .find(|cells| cells[0].table == *table && cells[0].column == *column)
        .unwrap();
    let set = |from: &str, to: &str| {
        format!(
            "UPDATE {table} SET {column} = {} WHERE {column} = {}",
            bytes(engine, to),
            bytes(engine, from)
        )
    };
    let put = |what: String, to: String| Tampering {
        what: format!("{table}.{column}: {what}"),
        done: set(hex, &to),
        undone: set(&to, hex),
        both: false,
    };
    match dice.below(4) {
        0 => {
            let bit = dice.below(hex.len() * 4);
            let at = bit / 4;
            let digit = u8::from_str_radix(&hex[at..=at], 16).unwrap() ^ (1 << (bit % 4));
            put(
                format!("bit {bit}"),
                format!("{}{digit:x}{}", &hex[..at], &hex[at + 1..]),
            )
        }
        1 if hex.len() > 8 => {
            let end = dice.below(hex.len() / 2) * 2;
            put(format!("cut to {} bytes", end / 2), hex[..end].to_owned())
        }
        2 => {
            let mut elsewhere = dice.of(all);
            while elsewhere[0].table == *table && elsewhere[0].column == *column {
                elsewhere = dice.of(all);
            }
            let other = dice.of(elsewhere);
            put(
                format!("{}.{} in its place", other.table, other.column),
                other.hex.clone(),
            )
        }
        _ => {
            let mut other = dice.of(siblings);
            while other.hex == *hex {
                other = dice.of(siblings);
            }
            let (a, b) = (bytes(engine, hex), bytes(engine, &other.hex));
            let swap = format!(
                "UPDATE {table} SET {column} = CASE WHEN {column} = {a} THEN {b} ELSE {a} END WHERE {column} IN ({a}, {b})"
            );
            Tampering {
                what: format!("{table}.{column}: two of them swapped"),
                undone: swap.clone(),
                done: swap,
                both: true,
            }
        }
    }
}

/// Whether what is shown gives the tampering away and shows nothing of it: somebody meets a fault, and everybody else sees what they
/// saw before.
fn is_found(before: &[Told], after: &[Told]) -> bool {
    let mut found = false;
    for (before, after) in before.iter().zip(after) {
        if after.0 == 500 {
            assert!(!after.1.to_string().contains("ROH"), "a fault quotes words");
            found = true;
        } else {
            assert!(!is_something_else(before, after), "{before:?} {after:?}");
        }
    }
    found
}

/// Whether somebody is shown something that they were not shown before.
fn is_something_else(before: &Told, after: &Told) -> bool {
    before != after
}

both!(
    something_else_that_opens_in_its_place_is_found_by_the_same_look,
    |world| {
        // The planted fault: a name that was sealed for this very place before is put back, which no seal can tell.
        let mut raw = Raw::of(world);
        let ana = world.patient("ROHana");
        let name = |raw: &mut Raw| {
            let hex = hex_of(world.engine, "display_name");
            raw.lines(&format!("SELECT {hex} AS line FROM accounts"))
                .remove(0)
        };
        let told = || -> Told {
            let answer = ana.get("/v1/me").expect(200);
            (answer.status, plain(answer.body))
        };
        let old = name(&mut raw);
        let etag = ana.get("/v1/me").expect(200).etag();
        let changed = json!({"display_name": "ROHannika"});
        ana.patch("/v1/me", &etag, &changed).expect(200);
        let before = told();
        assert!(!is_something_else(&before, &told()));
        raw.run(&format!(
            "UPDATE accounts SET display_name = {}",
            bytes(world.engine, &old)
        ))
        .unwrap();
        assert!(is_something_else(&before, &told()));
    }
);

/// That the search for a fault can come back with nothing is seen on every table before anything is done to it.
fn no_tampering_passes(world: &World) {
    let mut raw = Raw::of(world);
    let people = written(world, &mut raw);
    let all = cells(world, &mut raw);
    let mut dice = Dice::new(2);
    let tables: std::collections::BTreeSet<&str> =
        all.iter().map(|cells| cells[0].table.as_str()).collect();
    let special = ["mails", "registrations", "authenticators"];
    let before: std::collections::BTreeMap<&str, Vec<Told>> = tables
        .iter()
        .filter(|table| !special.contains(*table))
        .map(|table| (*table, people.shown(table)))
        .collect();
    for (table, told) in &before {
        assert!(
            told.iter().all(|(status, _)| *status == 200),
            "{table}: {told:?}"
        );
        // A check that cannot fail is a defect: nothing was done yet, and nothing is found.
        assert!(!is_found(told, &people.shown(table)), "{table}");
    }
    raw.run("CREATE TABLE kept_aside AS SELECT * FROM mails")
        .expect("the mails are kept aside");
    let count = rounds(all.len() * 2, 1_000);
    for round in 0..count {
        let of_column = &all[round % all.len()];
        let cell = dice.of(of_column);
        let Tampering {
            what,
            done,
            undone,
            both,
        } = tampering(world.engine, &mut dice, cell, &all);
        raw.run(&done)
            .unwrap_or_else(|error| panic!("{what}: {error}"));
        let found = match cell.table.as_str() {
            "authenticators" => people.a_factor_does_not_open(),
            "mails" => people.no_mail_goes_but_the_others(&mut raw, both),
            "registrations" => people.nobody_is_confirmed(cell, both),
            table => is_found(&before[table], &people.shown(table)),
        };
        assert!(found, "round {round}: {what} is not found");
        if cell.table != "mails" {
            raw.run(&undone)
                .unwrap_or_else(|error| panic!("{what}: {error}"));
        }
    }
    for (table, told) in &before {
        assert!(
            !is_found(told, &people.shown(table)),
            "{table} is as it was"
        );
    }
    world
        .run(world.service.deliver_mail())
        .expect("the mails go in the end");
    assert_eq!(raw.lines("SELECT 'a mail' AS line FROM mails").len(), 0);
}

mod everything_sealed_opens_in_its_own_place_alone {
    use super::{Engine, World, no_tampering_passes};

    /// A world in which a try that fails does not make the next one wait.
    fn unhurried(engine: Engine) -> World {
        World::with(engine, |settings| settings.policy.slow_guesses = false)
    }

    #[test]
    fn sqlite() {
        no_tampering_passes(&unhurried(Engine::Sqlite));
    }

    #[test]
    fn postgres() {
        no_tampering_passes(&unhurried(Engine::Postgres));
    }
}
