//! A log that was tampered with is found, however that was done, and one that was not is never called so (AU-4).
//!
//! Whoever owns the database can switch the triggers off and write what they like; they cannot sign. Each tampering is checked over the
//! API against a checkpoint that the patient kept from before.

use afterword::access::trail::{Canonical, GENESIS};
use data_encoding::{HEXLOWER, HEXLOWER_PERMISSIVE};
use uuid::Uuid;

use super::{Dice, Raw, bytes, id, rounds};
use crate::both;
use crate::harness::{Client, Engine, Value, World, json, scenes};
use crate::ledger::verify_log::raw_unlock_log;

/// What is known of a row to whoever reads the database.
fn digest(account: &str, row: &Value, previous: &[u8]) -> Vec<u8> {
    let uuid = |field: &str| row[field].as_str().map(|id| Uuid::parse_str(id).unwrap());
    let text = |field: &str| row[field].as_str().unwrap();
    Canonical {
        account: Uuid::parse_str(account).unwrap(),
        number: row["number"].as_i64().unwrap(),
        at: text("at").parse().unwrap(),
        actor_kind: text("actor_kind"),
        actor: uuid("actor_id"),
        action: text("action"),
        outcome: text("outcome"),
        link: uuid("link_id"),
        consent: uuid("consent_id"),
        entry: uuid("entry_id"),
        revision: row["revision"].as_i64(),
        times: row["times"].as_i64().unwrap(),
        request: uuid("request_id").unwrap(),
    }
    .digest(previous)
}

/// A log of some length with every kind of column filled, and a copy of it beside it.
struct Victim<'w> {
    ana: Client<'w>,
    account: String,
    /// The rows, oldest first, as they were exported.
    rows: Vec<Value>,
    kept: String,
    raw: Raw,
    engine: Engine,
}

fn kept(ana: &Client<'_>) -> String {
    let given = ana.get("/v1/access-log/checkpoint").expect(200).body;
    given["jws"].as_str().unwrap().to_owned()
}

impl<'w> Victim<'w> {
    fn of(world: &'w World) -> Self {
        let scenes::Linked {
            patient: ana,
            therapist: bo,
            link,
        } = scenes::linked(world);
        for text in ["one", "two", "three", "four", "five"] {
            let entry = scenes::entry(&ana, text);
            scenes::share(&ana, &link, &entry);
            let path = format!("/v1/therapist/patients/{link}/entries");
            bo.get(&format!("{path}/{entry}")).expect(200);
            bo.get(&format!("{path}/{link}")).expect(404);
            bo.get(&path).expect(200);
            world.clock.advance(chrono::Duration::seconds(7));
        }
        world.patient("Eva");
        let export = ana.get("/v1/me/export").expect(200).body;
        let rows = export["sharing"]["log"].as_array().unwrap().clone();
        let account = ana.session().account;
        raw_unlock_log(world);
        let mut raw = Raw::of(world);
        let whose = id(world.engine, &account);
        raw.run(&format!(
            "CREATE TABLE kept_log AS SELECT * FROM access_log WHERE account_id = {whose}; \
             CREATE TABLE kept_head AS SELECT * FROM ledger_heads WHERE account_id = {whose}"
        ))
        .unwrap();
        assert!(rows.len() > 20);
        Self {
            kept: kept(&ana),
            ana,
            account,
            rows,
            raw,
            engine: world.engine,
        }
    }

    fn whose(&self) -> String {
        id(self.engine, &self.account)
    }

    fn intact(&self, kept: &str) -> bool {
        let path = format!("/v1/access-log/verify?checkpoint={kept}");
        let found = self.ana.get(&path).expect(200).body;
        found["intact"].as_bool().unwrap()
    }

    /// Puts everything back as it was.
    fn heal(&mut self) {
        let whose = self.whose();
        self.raw
            .run(&format!(
                "DELETE FROM access_log WHERE account_id = {whose}; \
                 DELETE FROM access_log WHERE account_id NOT IN (SELECT account_id FROM ledger_heads); \
                 DELETE FROM ledger_heads WHERE account_id = {whose}; \
                 INSERT INTO access_log SELECT * FROM kept_log; INSERT INTO ledger_heads SELECT * FROM kept_head"
            ))
            .unwrap();
    }

    /// Sets the head to what the last row says, so that only a checkpoint can tell.
    fn head_follows(&self) -> String {
        let whose = self.whose();
        format!(
            "UPDATE ledger_heads SET number = (SELECT max(number) FROM access_log WHERE account_id = {whose}), \
             hash = (SELECT hash FROM access_log WHERE account_id = {whose} ORDER BY number DESC LIMIT 1) WHERE account_id = {whose}"
        )
    }

    /// Another value for one column of a row, as a literal.
    fn edit(&self, dice: &mut Dice, column: &str, row: &Value) -> String {
        let other = Uuid::from_u128(u128::try_from(dice.below(1 << 40)).unwrap()).to_string();
        let one_of = |dice: &mut Dice, all: &[&str], not: &Value| loop {
            let word = *dice.of(all);
            if *not != word {
                return format!("'{word}'");
            }
        };
        match column {
            "number" => format!("number + {}", 1_000 + dice.below(1_000)),
            "revision" => format!("{}", 100 + dice.below(9)),
            "times" => format!("{}", 2 + dice.below(9)),
            "at" => match self.engine {
                Engine::Sqlite => format!("at + {}", 1 + dice.below(1 << 30)),
                Engine::Postgres => {
                    format!("at + interval '{} microseconds'", 1 + dice.below(1 << 30))
                }
            },
            "actor_kind" => one_of(
                dice,
                &["patient", "therapist", "operator", "system", "god"],
                &row["actor_kind"],
            ),
            "action" => one_of(
                dice,
                &[
                    "entry.read",
                    "link.made",
                    "access_log.read",
                    "nothing.known",
                ],
                &row["action"],
            ),
            "outcome" => one_of(dice, &["done", "refused"], &row["outcome"]),
            "hash" => {
                let mut hash = HEXLOWER
                    .decode(row["hash"].as_str().unwrap().as_bytes())
                    .unwrap();
                let at = dice.below(hash.len() * 8);
                hash[at / 8] ^= 1 << (at % 8);
                bytes(self.engine, &HEXLOWER.encode(&hash))
            }
            _ if dice.below(3) == 0
                && !row[column].is_null()
                && column != "request_id"
                && column != "account_id" =>
            {
                "NULL".to_owned()
            }
            _ => id(self.engine, &other),
        }
    }

    /// Writes the rows from this place on with hashes that fit, and a head that fits too.
    fn rebuilt(&self, mut rows: Vec<Value>, from: usize) -> String {
        let mut previous = match from {
            0 => GENESIS.to_vec(),
            _ => HEXLOWER_PERMISSIVE
                .decode(rows[from - 1]["hash"].as_str().unwrap().as_bytes())
                .unwrap(),
        };
        let mut sql = String::new();
        for row in &mut rows[from..] {
            previous = digest(&self.account, row, &previous);
            let hash = bytes(self.engine, &HEXLOWER.encode(&previous));
            let (whose, number) = (self.whose(), &row["number"]);
            let entry = row["entry_id"]
                .as_str()
                .map_or("NULL".to_owned(), |entry| id(self.engine, entry));
            sql += &format!(
                "UPDATE access_log SET hash = {hash}, entry_id = {entry}, action = '{}' WHERE account_id = {whose} AND number = {number}; ",
                row["action"].as_str().unwrap()
            );
        }
        sql + &self.head_follows()
    }

    /// One tampering, as SQL, and what it is.
    fn tampering(&self, dice: &mut Dice) -> (String, String) {
        let (whose, last) = (self.whose(), self.rows.len());
        let at = dice.below(last);
        let row = &self.rows[at];
        let number = at + 1;
        let here = format!("account_id = {whose} AND number = {number}");
        let close = format!(
            "UPDATE access_log SET number = -number WHERE account_id = {whose} AND number > {number}; \
             UPDATE access_log SET number = -number - 1 WHERE account_id = {whose} AND number < 0"
        );
        let open = format!(
            "UPDATE access_log SET number = -number WHERE account_id = {whose} AND number >= {number}; \
             UPDATE access_log SET number = -number + 1 WHERE account_id = {whose} AND number < 0"
        );
        let columns = "at, actor_kind, actor_id, action, outcome, link_id, consent_id, entry_id, revision, request_id, hash, times";
        let copy = |number: i64| {
            format!(
                "INSERT INTO access_log (account_id, number, {columns}) SELECT account_id, {number}, {columns} FROM kept_log WHERE number = {}",
                number.rem_euclid(i64::try_from(last).unwrap()) + 1
            )
        };
        let place = i64::try_from(number).unwrap();
        match dice.below(14) {
            0..=4 => {
                let column = *dice.of(&[
                    "account_id",
                    "number",
                    "at",
                    "actor_kind",
                    "actor_id",
                    "action",
                    "outcome",
                    "link_id",
                    "consent_id",
                    "entry_id",
                    "revision",
                    "request_id",
                    "hash",
                    "times",
                ]);
                let value = self.edit(dice, column, row);
                (
                    format!("edit {column} of {number}"),
                    format!("UPDATE access_log SET {column} = {value} WHERE {here}"),
                )
            }
            5 => (
                format!("delete {number}"),
                format!("DELETE FROM access_log WHERE {here}"),
            ),
            6 => (
                format!("delete {number} and close the gap"),
                format!(
                    "DELETE FROM access_log WHERE {here}; {close}; {}",
                    self.head_follows()
                ),
            ),
            7 => (
                format!("insert before {number}"),
                format!("{open}; {}; {}", copy(place), self.head_follows()),
            ),
            8 => ("insert before the first".to_owned(), copy(-place + 1)),
            9 => {
                let other = (at + 1 + dice.below(last - 1)) % last + 1;
                (
                    format!("swap {number} and {other}"),
                    format!(
                        "UPDATE access_log SET number = -1 WHERE {here}; \
                         UPDATE access_log SET number = {number} WHERE account_id = {whose} AND number = {other}; \
                         UPDATE access_log SET number = {other} WHERE account_id = {whose} AND number = -1"
                    ),
                )
            }
            10 => (
                format!("cut from {number} on"),
                format!("DELETE FROM access_log WHERE account_id = {whose} AND number >= {number}"),
            ),
            11 => {
                let keep = number.max(2);
                (
                    format!("cut from {keep} on, with the head"),
                    format!(
                        "DELETE FROM access_log WHERE account_id = {whose} AND number >= {keep}; {}",
                        self.head_follows()
                    ),
                )
            }
            12 => {
                let mut rows = self.rows.clone();
                rows[at]["entry_id"] = json!("0198a7c2-1111-4000-8000-000000000001");
                (format!("rebuild from {number}"), self.rebuilt(rows, at))
            }
            _ => {
                let mut rows = self.rows.clone();
                rows[at]["action"] = json!(if rows[at]["action"] == "link.ended" {
                    "link.made"
                } else {
                    "link.ended"
                });
                (
                    format!("rebuild all of it for {number}"),
                    self.rebuilt(rows, 0),
                )
            }
        }
    }
}

both!(
    every_tampering_is_found_against_a_kept_checkpoint,
    |world| {
        let mut victim = Victim::of(world);
        let mut dice = Dice::new(4);
        for round in 0..rounds(40, 1_000) {
            let (what, sql) = victim.tampering(&mut dice);
            victim
                .raw
                .run(&sql)
                .unwrap_or_else(|error| panic!("{what}: {error}"));
            assert!(
                !victim.intact(&victim.kept),
                "round {round}: {what} is not found"
            );
            victim.heal();
            if round % 10 == 0 {
                assert!(
                    victim.intact(&victim.kept),
                    "after round {round}: {what} is still found"
                );
            }
        }
        assert!(victim.intact(&victim.kept));
    }
);

/// The planted fault: without what the patient keeps, a log that was written anew with care passes. It is the checkpoint that finds it.
fn a_log_written_anew_is_found_by_nothing_but_the_checkpoint(world: &World) {
    let mut victim = Victim::of(world);
    let mut rows = victim.rows.clone();
    rows[7]["entry_id"] = json!("0198a7c2-1111-4000-8000-000000000001");
    let sql = victim.rebuilt(rows, 7);
    victim.raw.run(&sql).unwrap();
    let alone = victim.ana.get("/v1/access-log/verify").expect(200).body;
    assert_eq!(alone["intact"], true);
    assert!(!victim.intact(&victim.kept));
}

#[test]
fn what_a_checkpoint_is_for() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        a_log_written_anew_is_found_by_nothing_but_the_checkpoint(&World::start(engine));
    }
}

both!(a_log_of_many_events_is_never_called_broken, |world| {
    let scenes::Linked {
        patient: ana,
        therapist: bo,
        link,
    } = scenes::linked(world);
    for number in 0..100 {
        let entry = scenes::entry(&ana, &format!("entry {number}"));
        scenes::share(&ana, &link, &entry);
    }
    let path = format!("/v1/therapist/patients/{link}/entries?limit=100");
    let pages = rounds(4, 1_000);
    let mut points = Vec::new();
    for page in 0..pages {
        if page % pages.div_ceil(4) == 0 {
            points.push(kept(&ana));
        }
        assert_eq!(bo.get(&path).expect(200).items().len(), 100);
    }
    points.push(kept(&ana));
    for point in points {
        let found = ana
            .get(&format!("/v1/access-log/verify?checkpoint={point}"))
            .expect(200)
            .body;
        assert_eq!(found["intact"], true);
        assert!(found["checked"].as_i64().unwrap() >= i64::try_from(pages * 100).unwrap());
    }
});
