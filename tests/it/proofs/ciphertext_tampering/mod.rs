//! What was changed or moved in the database does not open, and nothing of it is shown (EN-2).
//!
//! The columns are those of the schema itself: every one that holds bytes which are neither an id nor a fingerprint. One that is new
//! fails this test until it is said here who reads it.

mod people;
mod shown;

use people::written;
use shown::{Told, plain};

use super::{Dice, Raw, bytes, rounds};
use crate::both;
use crate::harness::{Engine, World, json};

/// One sealed value, where it lies.
#[derive(Debug, Clone)]
struct Cell {
    table: String,
    column: String,
    hex: String,
}

/// Bytes that are no words: fingerprints, hashes, and the service's own keys, which are read at the start alone or published.
fn is_sealed(table: &str, column: &str) -> bool {
    let id = column == "id" || column == "addends" || column.ends_with("_id");
    let fingerprint = ["hash", "who"].contains(&column)
        || ["_hash", "_index", "_mark"]
            .iter()
            .any(|end| column.ends_with(end));
    let key = ["service_keys", "retired_signing_keys"].contains(&table);
    !id && !fingerprint && !key && !table.starts_with("__")
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

fn hex_of(engine: Engine, column: &str) -> String {
    match engine {
        Engine::Sqlite => format!("lower(hex({column}))"),
        Engine::Postgres => format!("encode({column}, 'hex')"),
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
    let special = ["mails", "registrations", "authenticators", "ceremonies"];
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
            "registrations" => people.nobody_is_confirmed(&cell.hex, both),
            "ceremonies" => people.nobody_signs_in(&cell.hex, both),
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
    assert!(people.what_waited_is_taken());
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
