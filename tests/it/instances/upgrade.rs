//! A later version moves the schema on while an instance of this one serves (RE-8, RE-9): no request fails, and the instance stays ready.
//!
//! What a later version would do is done here by migrations of the test's own, which add what additive migrations may add. Two binaries
//! of two versions are not built: that each later migration is such that this instance can go on is held by `additive`.

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use afterword::db::Conn;
use diesel_migrations::{FileBasedMigrations, MigrationHarness};

use crate::both;
use crate::harness::{Engine, World, json, raw, scenes};
use crate::proofs::Raw;

/// Migrations of a version that is still to come: a table, columns with and without a value of their own, an index.
const LATER: [(&str, &str); 8] = [
    (
        "2099-12-31-000001_later",
        "CREATE TABLE later (patient_id uuid NOT NULL REFERENCES accounts (id), id uuid NOT NULL, words bytea, PRIMARY KEY (patient_id, id));",
    ),
    (
        "2099-12-31-000002_entries",
        "ALTER TABLE entries ADD COLUMN later text; ALTER TABLE entries ADD COLUMN times bigint NOT NULL DEFAULT 1;",
    ),
    (
        "2099-12-31-000003_consents",
        "ALTER TABLE consents ADD COLUMN later bigint NOT NULL DEFAULT 1;",
    ),
    (
        "2099-12-31-000004_log",
        "ALTER TABLE access_log ADD COLUMN later bigint;",
    ),
    (
        "2099-12-31-000005_heads",
        "ALTER TABLE ledger_heads ADD COLUMN later bigint;",
    ),
    (
        "2099-12-31-000006_devices",
        "ALTER TABLE devices ADD COLUMN later bigint NOT NULL DEFAULT 0;",
    ),
    (
        "2099-12-31-000007_accounts",
        "ALTER TABLE accounts ADD COLUMN later text;",
    ),
    (
        "2099-12-31-000008_index",
        "CREATE INDEX CONCURRENTLY entries_by_later ON entries (patient_id, later);",
    ),
];

/// Writes the migrations into a folder as one engine spells them.
fn write(folder: &Path, engine: Engine) {
    for (name, sql) in LATER {
        let one = folder.join(name);
        fs::create_dir(&one).unwrap();
        let (mut up, alone) = (sql.to_owned(), sql.contains("CONCURRENTLY"));
        if engine == Engine::Sqlite {
            for (postgres, sqlite) in [
                ("uuid", "BLOB"),
                ("bytea", "BLOB"),
                ("bigint", "INTEGER"),
                ("CONCURRENTLY ", ""),
            ] {
                up = up.replace(postgres, sqlite);
            }
        }
        fs::write(one.join("up.sql"), up).unwrap();
        fs::write(one.join("down.sql"), "").unwrap();
        // An index that keeps nobody waiting cannot be made in a transaction.
        let alone = alone && engine == Engine::Postgres;
        fs::write(
            one.join("metadata.toml"),
            format!("run_in_transaction = {}\n", !alone),
        )
        .unwrap();
    }
}

/// Does what a later version does when it starts.
fn migrate(world: &World, files: FileBasedMigrations) -> usize {
    match world.raw_connection() {
        Conn::Sqlite(mut conn) => conn
            .immediate_transaction(|conn| conn.run_pending_migrations(files).map(|all| all.len()))
            .map_err(|error| error.to_string()),
        Conn::Postgres(mut conn) => afterword::db::migrate::run_beside_requests(&mut conn, files)
            .map_err(|error| format!("{error:?}")),
    }
    .expect("it runs")
}

/// What goes on meanwhile, until somebody says that it is enough: how many entries were written, and every answer that was not what it
/// should be.
fn go_on(
    base: &str,
    token: &str,
    therapist: (&str, &str),
    enough: &AtomicBool,
) -> (i64, Vec<String>) {
    let http = reqwest::blocking::Client::builder()
        .no_proxy()
        .build()
        .unwrap();
    let (mut written, mut wrong) = (0, Vec::new());
    let ask =
        |method: reqwest::Method, path: &str, token: &str, body: Option<serde_json::Value>| {
            let request = http
                .request(method.clone(), format!("{base}{path}"))
                .bearer_auth(token);
            let request = match body {
                Some(body) => request.json(&body),
                None => request,
            };
            let answer = request.send().unwrap();
            let status = answer.status().as_u16();
            (
                status,
                answer.json::<serde_json::Value>().unwrap_or_default(),
                format!("{method} {path}: {status}"),
            )
        };
    loop {
        let text = Some(json!({"text": "written meanwhile"}));
        let (status, entry, told) = ask(reqwest::Method::POST, "/v1/entries", token, text);
        written += i64::from(status == 201);
        let id = entry["id"].as_str().unwrap_or_default().to_owned();
        let mut all = vec![(status == 201, told)];
        for path in [
            "/v1/entries",
            &format!("/v1/entries/{id}"),
            "/v1/consents",
            "/v1/timeline",
            "/readyz",
        ] {
            let (status, _, told) = ask(reqwest::Method::GET, path, token, None);
            all.push((status == 200, told));
        }
        let (status, _, told) = ask(reqwest::Method::GET, therapist.1, therapist.0, None);
        all.push((status == 200, told));
        wrong.extend(
            all.into_iter()
                .filter(|(fits, _)| !fits)
                .map(|(_, told)| told),
        );
        if enough.load(Ordering::SeqCst) {
            return (written, wrong);
        }
    }
}

both!(
    requests_go_on_while_a_later_version_moves_the_schema_on,
    |world| {
        let scenes::Linked {
            patient,
            therapist,
            link,
        } = scenes::linked(world);
        let entry = scenes::entry(&patient, "shared");
        scenes::share(&patient, &link, &entry);
        let shared = format!("/v1/therapist/patients/{link}/entries/{entry}");
        let (token, reader) = (patient.session().access, therapist.session().access);
        let other = world.another_instance();
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), world.engine);
        let enough = AtomicBool::new(false);
        let outcomes: Vec<(i64, Vec<String>)> = thread::scope(|scope| {
            let (token, reader, shared, enough) = (&token, &reader, &shared, &enough);
            let under_way: Vec<_> = [world.base(), world.base(), &other.base]
                .map(|base| scope.spawn(move || go_on(base, token, (reader, shared), enough)))
                .into();
            for (name, _) in LATER {
                // One after the other, as later versions would come, each while requests are under way.
                let one = tempfile::tempdir().unwrap();
                fs::rename(folder.path().join(name), one.path().join(name)).unwrap();
                let files = FileBasedMigrations::from_path(one.path()).unwrap();
                let before = raw::count(world, "SELECT count(*) AS n FROM entries");
                while raw::count(world, "SELECT count(*) AS n FROM entries") < before + 3 {
                    thread::yield_now();
                }
                assert_eq!(migrate(world, files), 1, "{name}");
            }
            let before = raw::count(world, "SELECT count(*) AS n FROM entries");
            while raw::count(world, "SELECT count(*) AS n FROM entries") < before + 3 {
                thread::yield_now();
            }
            enough.store(true, Ordering::SeqCst);
            under_way
                .into_iter()
                .map(|one| one.join().unwrap())
                .collect()
        });
        let wrong: Vec<String> = outcomes
            .iter()
            .flat_map(|(_, wrong)| wrong.clone())
            .collect();
        assert!(wrong.is_empty(), "{wrong:?}");
        let written: i64 = outcomes.iter().map(|(written, _)| written).sum();
        assert_eq!(
            raw::count(world, "SELECT count(*) AS n FROM entries"),
            written + 1
        );
        crate::proofs::tell(&format!(
            "{written} entries were written meanwhile, and nothing failed"
        ));
        // Who was there goes on; who starts now is refused.
        world.stranger().get("/readyz").expect(200);
        let refused = afterword::app::Service::open(&world.settings, world.clock.0.clone());
        let said = refused.expect_err("an older version").to_string();
        assert!(said.contains("later version"), "{said}");
    }
);

/// The planted fault: a migration that takes away what this version reads.
#[test]
fn a_schema_that_was_moved_on_by_taking_something_away_is_seen() {
    let world = World::start(Engine::Postgres);
    let ana = world.patient("Ana");
    scenes::entry(&ana, "before");
    world
        .raw_sql("ALTER TABLE entries RENAME COLUMN revised_at TO changed_at")
        .unwrap();
    let (token, enough) = (ana.session().access, AtomicBool::new(false));
    let base = world.base();
    let wrong = thread::scope(|scope| {
        let one = scope.spawn(|| go_on(base, &token, (&token, "/v1/me"), &enough));
        while raw::count(&world, "SELECT count(*) AS n FROM entries") > 1 {
            thread::yield_now();
        }
        enough.store(true, Ordering::SeqCst);
        one.join().unwrap().1
    });
    assert!(
        wrong
            .iter()
            .any(|told| told.starts_with("POST /v1/entries: 5")),
        "{wrong:?}"
    );
}

/// Who reads for long, such as a backup, keeps a migration waiting, and nobody else: the migration lets requests pass that queue up behind
/// it, and goes on when the reader is done (RE-8).
#[test]
fn a_migration_that_waits_for_a_long_reader_keeps_nobody_else_waiting() {
    let world = World::start(Engine::Postgres);
    let ana = world.patient("Ana");
    // The last migration, whatever it does, needs this table for itself.
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations/postgres");
    match world.raw_connection() {
        Conn::Postgres(mut conn) => {
            let files = FileBasedMigrations::from_path(folder).unwrap();
            conn.revert_last_migration(files).unwrap();
        }
        Conn::Sqlite(_) => panic!("PostgreSQL"),
    }
    world
        .raw_sql(
            "CREATE FUNCTION alone() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
             LOCK TABLE accounts IN ACCESS EXCLUSIVE MODE; RETURN NEW; END $$; \
             CREATE TRIGGER alone BEFORE INSERT ON __diesel_schema_migrations FOR EACH ROW EXECUTE FUNCTION alone()",
        )
        .unwrap();
    let mut reader = Raw::of(&world);
    reader.say("BEGIN; SELECT count(*) FROM accounts");
    let mut conn = world.raw_connection();
    let waiting = thread::spawn(move || {
        afterword::db::migrate::run(&mut conn).map_err(|error| format!("{error:?}"))
    });
    let queued =
        "SELECT count(*) AS n FROM pg_locks WHERE NOT granted AND mode = 'AccessExclusiveLock'";
    // Three times it queues up, and is let pass by each time.
    for _ in 0..3 {
        while raw::count(&world, queued) == 0 {
            thread::yield_now();
        }
        ana.get("/v1/me").expect(200);
    }
    assert!(!waiting.is_finished());
    reader.say("ROLLBACK");
    assert_eq!(waiting.join().unwrap(), Ok(1));
    ana.get("/v1/me").expect(200);
}

/// An instance that waits for its turn to migrate holds nothing that an index waits for which another makes beside those who write.
#[test]
fn an_instance_that_waits_for_its_turn_is_waited_for_by_nobody() {
    let world = World::start(Engine::Postgres);
    let mut first = Raw::of(&world);
    first.say("SELECT pg_advisory_lock(4702118339)");
    let mut conn = world.raw_connection();
    let second = thread::spawn(move || {
        afterword::db::migrate::run(&mut conn).map_err(|error| format!("{error:?}"))
    });
    let asked = "SELECT count(*) AS n FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '%advisory_lock%' AND pid <> pg_backend_pid()";
    while raw::count(&world, asked) < 2 {
        thread::yield_now();
    }
    first.say("SET statement_timeout = '10s'");
    first.say("CREATE INDEX CONCURRENTLY entries_by_kind ON entries (patient_id, kind)");
    assert!(!second.is_finished());
    first.say("SELECT pg_advisory_unlock(4702118339)");
    assert_eq!(second.join().unwrap(), Ok(0));
}
