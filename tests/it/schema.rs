//! Both databases hold the same schema, made by migrations of the same names; several instances may make it at once, and it goes back.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Barrier;
use std::thread;

use afterword::access::inventory::TABLES;
use afterword::app::Service;
use afterword::config::{MailRoute, Settings};
use afterword::crypt::key_file::KeyFile;
use afterword::db::{Conn, DatabaseUrl};
use diesel::prelude::*;
use diesel_migrations::{FileBasedMigrations, MigrationHarness};

use crate::both;
use crate::harness::{Engine, World, cluster, scenes};

/// Tables whose rows belong to no account yet, or are found before the account is known; every other key begins with its owner.
const OWNERLESS: [&str; 14] = [
    "accounts",
    "addresses",
    "allowances",
    "care_invitations",
    "ceremonies",
    "endings",
    "erasures",
    "guesses",
    "mails",
    "registrations",
    "rekeyings",
    "retired_signing_keys",
    "service_keys",
    "therapist_invitations",
];
/// What the key of an owned row begins with.
const OWNERS: [&str; 3] = ["account_id", "patient_id", "therapist_id"];

const SQLITE_COLUMNS: &str = "
    SELECT m.name || '.' || x.name || ' ' || x.type || CASE x.\"notnull\" WHEN 1 THEN ' not null' ELSE '' END || ' key ' || x.pk AS line
    FROM sqlite_schema m, pragma_table_xinfo(m.name) x
    WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name <> '__diesel_schema_migrations'";

const POSTGRES_COLUMNS: &str = "
    SELECT c.relname || '.' || a.attname || ' '
        || CASE WHEN t.typname IN ('uuid', 'bytea') THEN 'BLOB' WHEN t.typname = 'text' THEN 'TEXT'
                WHEN t.typname IN ('int8', 'timestamptz', 'bool') THEN 'INTEGER' ELSE 'not a type of ours: ' || t.typname END
        || CASE WHEN t.typname = 'text' AND a.attcollation <> (SELECT oid FROM pg_collation WHERE collname = 'C')
                THEN ' in another order than on SQLite' ELSE '' END
        || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END
        || ' key ' || COALESCE((SELECT k.place FROM pg_index i, unnest(i.indkey) WITH ORDINALITY AS k(attnum, place)
                                WHERE i.indrelid = c.oid AND i.indisprimary AND k.attnum = a.attnum), 0) AS line
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid JOIN pg_type t ON t.oid = a.atttypid
    WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND a.attnum > 0 AND NOT a.attisdropped
        AND c.relname <> '__diesel_schema_migrations'";

const SQLITE_INDEXES: &str = "
    SELECT m.name || ' ' || l.name || ' unique ' || l.\"unique\" || ' partial ' || l.partial || ' on '
        || (SELECT group_concat(x.name || CASE x.\"desc\" WHEN 1 THEN ' desc' ELSE '' END, ',') FROM pragma_index_xinfo(l.name) x WHERE x.key = 1) AS line
    FROM sqlite_schema m, pragma_index_list(m.name) l WHERE m.type = 'table' AND l.origin IN ('c', 'u')";

const POSTGRES_INDEXES: &str = "
    SELECT c.relname || ' ' || n.relname || ' unique ' || i.indisunique::int || ' partial ' || (i.indpred IS NOT NULL)::int || ' on '
        || (SELECT string_agg(a.attname || CASE WHEN (i.indoption[k.place - 1] & 1) = 1 THEN ' desc' ELSE '' END, ',' ORDER BY k.place)
            FROM unnest(i.indkey) WITH ORDINALITY AS k(attnum, place) JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum) AS line
    FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_class n ON n.oid = i.indexrelid
    WHERE c.relnamespace = 'public'::regnamespace AND NOT i.indisprimary";

const SQLITE_REFERENCES: &str = "
    SELECT m.name || ' (' || group_concat(f.\"from\", ',') || ') to ' || f.\"table\" || ' (' || group_concat(f.\"to\", ',') || ') ' || lower(f.on_delete) AS line
    FROM sqlite_schema m, pragma_foreign_key_list(m.name) f WHERE m.type = 'table' GROUP BY m.name, f.id";

const POSTGRES_REFERENCES: &str = "
    SELECT c.conrelid::regclass || ' ('
        || (SELECT string_agg(a.attname, ',' ORDER BY k.place) FROM unnest(c.conkey) WITH ORDINALITY AS k(attnum, place)
            JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.attnum)
        || ') to ' || c.confrelid::regclass || ' ('
        || (SELECT string_agg(a.attname, ',' ORDER BY k.place) FROM unnest(c.confkey) WITH ORDINALITY AS k(attnum, place)
            JOIN pg_attribute a ON a.attrelid = c.confrelid AND a.attnum = k.attnum)
        || ') ' || CASE c.confdeltype WHEN 'a' THEN 'no action' WHEN 'c' THEN 'cascade' ELSE 'something else' END AS line
    FROM pg_constraint c WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace";

const SQLITE_CHECKS: &str =
    "SELECT sql AS line FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%CHECK%'";
const POSTGRES_CHECKS: &str = "
    SELECT 'CONSTRAINT ' || conname || ' ' || pg_get_constraintdef(oid) AS line
    FROM pg_constraint WHERE contype = 'c' AND connamespace = 'public'::regnamespace";

#[derive(diesel::QueryableByName)]
struct Line {
    #[diesel(sql_type = diesel::sql_types::Text)]
    line: String,
}

/// What a catalogue says, one line a thing.
#[expect(
    clippy::disallowed_methods,
    reason = "a catalogue is not a table of the domain"
)]
fn lines(world: &World, sqlite: &str, postgres: &str) -> BTreeSet<String> {
    let rows: Vec<Line> = match world.raw_connection() {
        Conn::Sqlite(mut conn) => diesel::sql_query(sqlite).load(&mut conn),
        Conn::Postgres(mut conn) => diesel::sql_query(postgres).load(&mut conn),
    }
    .expect("a catalogue");
    rows.into_iter().map(|row| row.line).collect()
}

/// The names of the CHECKs in definitions, each with the values it names.
fn checks(definitions: &BTreeSet<String>) -> BTreeSet<String> {
    let each = definitions
        .iter()
        .flat_map(|sql| sql.split("CONSTRAINT ").skip(1));
    each.filter_map(|rest| {
        let (name, rest) = rest.split_once(" CHECK")?;
        let values: Vec<&str> = rest
            .lines()
            .next()?
            .split('\'')
            .skip(1)
            .step_by(2)
            .collect();
        Some(format!("{name} {}", values.join(" ")))
    })
    .collect()
}

/// Everything that both sides must have in common.
fn schema(world: &World) -> BTreeSet<String> {
    let mut all = lines(world, SQLITE_COLUMNS, POSTGRES_COLUMNS);
    all.extend(lines(world, SQLITE_INDEXES, POSTGRES_INDEXES));
    all.extend(lines(world, SQLITE_REFERENCES, POSTGRES_REFERENCES));
    all.extend(checks(&lines(world, SQLITE_CHECKS, POSTGRES_CHECKS)));
    all
}

fn migrations(engine: Engine) -> PathBuf {
    let name = match engine {
        Engine::Sqlite => "sqlite",
        Engine::Postgres => "postgres",
    };
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("migrations")
        .join(name)
}

#[test]
fn migrations_have_the_same_names_on_both_sides_and_each_goes_both_ways() {
    let names = |engine| -> BTreeSet<String> {
        let folders = fs::read_dir(migrations(engine))
            .unwrap()
            .map(|folder| folder.unwrap().path());
        folders
            .map(|folder| {
                for way in ["up.sql", "down.sql"] {
                    let sql = fs::read_to_string(folder.join(way))
                        .unwrap_or_else(|error| panic!("{}/{way}: {error}", folder.display()));
                    assert!(
                        sql.lines()
                            .any(|line| !line.trim().is_empty() && !line.starts_with("--")),
                        "{}/{way} does nothing",
                        folder.display()
                    );
                }
                assert_eq!(
                    fs::read_dir(&folder).unwrap().count(),
                    2,
                    "{}",
                    folder.display()
                );
                folder.file_name().unwrap().to_str().unwrap().to_owned()
            })
            .collect()
    };
    let (sqlite, postgres) = (names(Engine::Sqlite), names(Engine::Postgres));
    assert!(!sqlite.is_empty());
    assert_eq!(sqlite, postgres);
}

#[test]
fn both_databases_hold_the_same_tables_columns_keys_indexes_references_and_checks() {
    let (sqlite, postgres) = (
        schema(&World::start(Engine::Sqlite)),
        schema(&World::start(Engine::Postgres)),
    );
    let only = |here: &BTreeSet<String>, there: &BTreeSet<String>| {
        here.difference(there).cloned().collect::<Vec<_>>()
    };
    assert_eq!(
        (only(&sqlite, &postgres), only(&postgres, &sqlite)),
        (vec![], vec![])
    );
    for expected in [
        "accounts.id BLOB not null key 1",
        "access_log_by_consent",
        "accounts_role patient therapist",
        "(patient_id,entry_id) to entries (patient_id,id)",
    ] {
        assert!(
            sqlite.iter().any(|line| line.contains(expected)),
            "the comparison sees {expected}"
        );
    }
}

both!(
    every_row_that_belongs_to_somebody_is_keyed_by_whom,
    |world| {
        let columns = lines(world, SQLITE_COLUMNS, POSTGRES_COLUMNS);
        let first = columns.iter().filter(|line| line.ends_with(" key 1"));
        let keys: Vec<(&str, &str)> = first
            .filter_map(|line| line.split_once(' ')?.0.split_once('.'))
            .collect();
        let tables: BTreeSet<&str> = columns
            .iter()
            .filter_map(|line| Some(line.split_once('.')?.0))
            .collect();
        assert_eq!(
            keys.iter()
                .map(|(table, _)| *table)
                .collect::<BTreeSet<_>>(),
            tables,
            "every table has a key"
        );
        for (table, column) in &keys {
            assert_ne!(
                OWNERS.contains(column),
                OWNERLESS.contains(table),
                "{table} is keyed by {column}"
            );
        }
        // And no reference leaves the rows of its owner.
        for reference in lines(world, SQLITE_REFERENCES, POSTGRES_REFERENCES) {
            assert!(
                OWNERS
                    .iter()
                    .any(|owner| reference.contains(&format!(" ({owner}"))),
                "{reference}"
            );
        }
    }
);

both!(no_part_of_a_key_may_be_missing, |world| {
    for line in lines(world, SQLITE_COLUMNS, POSTGRES_COLUMNS) {
        assert!(
            line.ends_with(" key 0") || line.contains(" not null "),
            "a part of a key may be missing: {line}"
        );
    }
});

/// Somebody's tables that outlast them, because people are ids in them (AU-7).
const OUTLASTING: [&str; 4] = ["access_log", "endings", "ledger_heads", "ledger_refusals"];
/// What bytes are called that are no sealed words of an account's: fingerprints, wrapped keys, and what is sealed at the doorstep.
const NOT_SEALED: [&str; 9] = [
    "_mark",
    "_index",
    "hash",
    "wrapped",
    "registrations.application",
    "mails.letter",
    "ceremonies.state",
    "allowances.who",
    "retired_signing_keys.public",
];
const BYTES: &str = "
    SELECT c.relname || '.' || a.attname AS line FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid JOIN pg_type t ON t.oid = a.atttypid
    WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND a.attnum > 0 AND NOT a.attisdropped AND t.typname = 'bytea'";

#[test]
fn the_inventory_holds_every_sealed_column_and_nothing_else() {
    let bytes = lines(&World::start(Engine::Postgres), "", BYTES);
    let sealed: BTreeSet<String> = bytes
        .into_iter()
        .filter(|column| !NOT_SEALED.iter().any(|name| column.ends_with(name)))
        .collect();
    let listed = TABLES.iter().flat_map(|table| {
        let columns = table.sealed.iter();
        columns.map(|column| format!("{}.{}", table.name, column.name))
    });
    assert_eq!(
        sealed,
        listed.collect::<BTreeSet<_>>(),
        "src/access/inventory.rs seals anew what it lists, and what is not listed is lost with its old key"
    );
}

both!(
    the_inventory_holds_every_table_of_somebodys_before_what_it_refers_to,
    |world| {
        let columns = lines(world, SQLITE_COLUMNS, POSTGRES_COLUMNS);
        let owned = columns.iter().filter_map(|line| {
            let (table, column) = line.split_once(' ')?.0.split_once('.')?;
            (OWNERS.contains(&column) && !OUTLASTING.contains(&table)).then_some(table)
        });
        let owned: BTreeSet<&str> = owned.chain(["accounts"]).collect();
        let listed: Vec<&str> = TABLES.iter().map(|table| table.name).collect();
        assert_eq!(owned, listed.iter().copied().collect::<BTreeSet<_>>());
        let place = |name: &str| listed.iter().position(|table| *table == name).unwrap();
        for reference in lines(world, SQLITE_REFERENCES, POSTGRES_REFERENCES) {
            let (from, to) = reference.split_once(" to ").unwrap();
            let (from, to) = (
                from.split(' ').next().unwrap(),
                to.split(' ').next().unwrap(),
            );
            assert!(place(from) <= place(to), "{reference}");
        }
    }
);

/// Settings for a database in which there is nothing yet, not even its keys.
fn untouched(world: &World, folder: &Path) -> Settings {
    let master_key_file = folder.join("master.key");
    let database = match world.engine {
        Engine::Sqlite => DatabaseUrl::Sqlite(folder.join("afterword.db")),
        Engine::Postgres => {
            KeyFile::at(&master_key_file).make().unwrap();
            let name = cluster::unique_name("untouched");
            world.raw_sql(&format!("CREATE DATABASE {name}")).unwrap();
            DatabaseUrl::Postgres(cluster::url_for(&name))
        }
    };
    Settings {
        database,
        master_key_file,
        data_dir: folder.to_path_buf(),
        mail: MailRoute::Folder(folder.join("mail")),
        ..world.settings.clone()
    }
}

both!(
    instances_that_start_at_once_on_an_empty_database_all_succeed_and_share_their_keys,
    |world| {
        for _ in 0..8 {
            let folder = tempfile::tempdir().unwrap();
            let settings = untouched(world, folder.path());
            let (together, clock) = (Barrier::new(8), &world.clock.0);
            let open = || {
                together.wait();
                Service::open(&settings, clock.clone())
                    .map(|service| serde_json::to_string(&service.gate().tokens().jwks()).unwrap())
            };
            let opened: Vec<_> = thread::scope(|scope| {
                let starting: Vec<_> = (0..8).map(|_| scope.spawn(open)).collect();
                starting
                    .into_iter()
                    .map(|one| one.join().unwrap().map_err(|error| error.to_string()))
                    .collect()
            });
            let keys: BTreeSet<&str> = opened
                .iter()
                .map(|keys| keys.as_deref().unwrap_or_else(|error| panic!("{error}")))
                .collect();
            assert_eq!(keys.len(), 1);
            if world.engine == Engine::Sqlite {
                let left: Vec<_> = fs::read_dir(folder.path())
                    .unwrap()
                    .map(|file| file.unwrap().file_name())
                    .filter(|name| name.to_string_lossy().starts_with("master.key"))
                    .collect();
                assert_eq!(left, ["master.key"], "nothing but the key itself is left");
            }
        }
    }
);

both!(
    a_start_that_was_broken_off_between_the_schema_and_its_keys_can_be_repeated,
    |world| {
        let folder = tempfile::tempdir().unwrap();
        let settings = untouched(world, folder.path());
        if world.engine == Engine::Sqlite {
            KeyFile::at(&settings.master_key_file).make().unwrap();
        }
        let mut conn =
            afterword::db::open(&settings.database, afterword::db::Purpose::Writing).unwrap();
        afterword::db::migrate::run(&mut conn).unwrap();
        drop(conn);
        Service::open(&settings, world.clock.0.clone()).unwrap();
        Service::open(&settings, world.clock.0.clone()).unwrap();
    }
);

both!(the_migrations_go_all_the_way_back_and_up_again, |world| {
    let ana = world.patient("Ana");
    world.therapist("Bo");
    scenes::entry(&ana, "something to be thrown away");
    let before = schema(world);
    let files = || FileBasedMigrations::from_path(migrations(world.engine)).unwrap();
    let (down, up) = match world.raw_connection() {
        Conn::Sqlite(mut conn) => (
            conn.revert_all_migrations(files())
                .map(|all| all.len())
                .map_err(|error| error.to_string()),
            schema_between(world, || {
                conn.run_pending_migrations(files())
                    .map(|all| all.len())
                    .map_err(|error| error.to_string())
            }),
        ),
        Conn::Postgres(mut conn) => (
            conn.revert_all_migrations(files())
                .map(|all| all.len())
                .map_err(|error| error.to_string()),
            schema_between(world, || {
                conn.run_pending_migrations(files())
                    .map(|all| all.len())
                    .map_err(|error| error.to_string())
            }),
        ),
    };
    assert_eq!(down, up);
    assert_eq!(
        down,
        Ok(fs::read_dir(migrations(world.engine)).unwrap().count())
    );
    assert_eq!(schema(world), before);
});

/// Sees that nothing is left, and goes on.
fn schema_between<T>(world: &World, up: impl FnOnce() -> T) -> T {
    assert_eq!(schema(world), BTreeSet::new());
    up()
}
