//! EN-6, N19: after an erasure and its horizon nothing of the patient opens, from an old backup and everything an operator holds by then.

use std::fs;
use std::path::Path;

use afterword::app::Service;
use afterword::config::Settings;
use afterword::db::{self, Conn, DatabaseUrl, Purpose};
use chrono::Duration;
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::Text;
use reqwest::Method;

use crate::both;
use crate::harness::world::PASSWORD;
use crate::harness::{Engine, World, cluster, json, scenes};
use crate::keys::rotate;

const CANARY: &str = "a yellow bird on the sill";

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

/// Everything that was in the database once, in a form that can be put into an empty one.
struct Backup(Vec<(String, String)>);

#[expect(clippy::disallowed_methods, reason = "a backup goes round the API")]
impl Backup {
    /// The rows of every table of PostgreSQL as JSON, or the file of SQLite with its log.
    fn of(world: &World, folder: &Path) -> Self {
        match world.raw_connection() {
            Conn::Sqlite(mut conn) => {
                let copy = folder.join("backup.db");
                conn.batch_execute(&format!("VACUUM INTO '{}'", copy.display()))
                    .unwrap();
                Self(Vec::new())
            }
            Conn::Postgres(mut conn) => {
                let mut ask =
                    |sql: String| -> Vec<Line> { diesel::sql_query(sql).load(&mut conn).unwrap() };
                let tables = ask("SELECT table_name::text AS line FROM information_schema.tables WHERE table_schema = 'public'".to_owned());
                let rows = tables.into_iter().map(|table| {
                    let rows = ask(format!(
                        "SELECT coalesce(json_agg(t), '[]')::text AS line FROM {} t",
                        table.line
                    ));
                    (table.line, rows.into_iter().next().unwrap().line)
                });
                Self(rows.collect())
            }
        }
    }

    /// A database that holds what was there then, and settings for it with this file of master keys.
    fn restored(&self, world: &World, folder: &Path, keys: &Path) -> Settings {
        let database = match world.engine {
            Engine::Sqlite => {
                let copy = folder.join("restored.db");
                fs::copy(folder.join("backup.db"), &copy).unwrap();
                for log in ["restored.db-wal", "restored.db-shm"] {
                    drop(fs::remove_file(folder.join(log)));
                }
                DatabaseUrl::Sqlite(copy)
            }
            Engine::Postgres => {
                let name = cluster::unique_name("restored");
                world.raw_sql(&format!("CREATE DATABASE {name}")).unwrap();
                let url = DatabaseUrl::Postgres(cluster::url_for(&name));
                let mut conn = db::open(&url, Purpose::Writing).unwrap();
                db::migrate::run(&mut conn).unwrap();
                let Conn::Postgres(mut conn) = conn else {
                    panic!("PostgreSQL")
                };
                conn.batch_execute("SET session_replication_role = replica")
                    .unwrap();
                for (table, rows) in self
                    .0
                    .iter()
                    .filter(|(table, _)| table != "__diesel_schema_migrations")
                {
                    conn.batch_execute(&format!("DELETE FROM {table}")).unwrap();
                    diesel::sql_query(format!("INSERT INTO {table} SELECT * FROM json_populate_recordset(NULL::{table}, $1::json)"))
                        .bind::<Text, _>(rows)
                        .execute(&mut conn)
                        .unwrap();
                }
                url
            }
        };
        Settings {
            database,
            master_key_file: keys.to_owned(),
            // Without it: what it holds would be erased again at once, and this claim is about the keys.
            endings_file: folder.join("no-endings"),
            ..world.settings.clone()
        }
    }
}

/// What the operator gets to see of the patient who is in a restored backup: her words, or why not.
fn read(world: &World, settings: &Settings, email: &str) -> Result<String, String> {
    let service =
        Service::open(settings, world.clock.0.clone()).map_err(|refused| refused.to_string())?;
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let (tell, told) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        actix_web::rt::System::new().block_on(async move {
            let server = service.serve(listener, 1).unwrap();
            tell.send(server.handle()).unwrap();
            server.await.unwrap();
        });
    });
    let handle = told.recv().unwrap();
    let http = reqwest::blocking::Client::builder()
        .no_proxy()
        .build()
        .unwrap();
    let login = http.request(Method::POST, format!("{base}/v1/auth/login"));
    let login = login
        .json(&json!({"email": email, "password": PASSWORD}))
        .send()
        .unwrap();
    let (status, body): (u16, serde_json::Value) =
        (login.status().as_u16(), login.json().unwrap_or_default());
    let entries = http.get(format!("{base}/v1/entries"));
    let entries = entries.bearer_auth(body["access_token"].as_str().unwrap_or("none"));
    let entries = entries.send().unwrap().text().unwrap();
    world.run(handle.stop(true));
    if status == 200 {
        Ok(entries)
    } else {
        Err(format!("{status}"))
    }
}

/// Ana writes, a backup is made, she is erased, and the clock goes on, day by day, until the day her receipt names.
fn erased_and_past_its_horizon(world: &World, folder: &Path) -> (Backup, String) {
    if world.engine == Engine::Postgres {
        world
            .raw_sql("UPDATE service_keys SET created_at = '2026-03-10T09:00:00Z'")
            .unwrap();
    }
    let ana = world.patient("Ana");
    scenes::entry(&ana, CANARY);
    let backup = Backup::of(world, folder);
    fs::copy(&world.settings.master_key_file, folder.join("then.key")).unwrap();
    world.clock.advance(Duration::hours(5));
    ana.step_up();
    let receipt = ana.delete("/v1/me").expect(200).body;
    let horizon = receipt["backup_horizon"].as_str().unwrap().to_owned();
    let email = ana.session().email;
    while world.clock.now() < horizon {
        let next = world.clock.at(Duration::days(1));
        world
            .clock
            .set(if next < horizon { &next } else { &horizon });
        world.run(world.service.tend_keys()).unwrap();
        // On PostgreSQL the operator rotates, a day late at the most.
        if world.engine == Engine::Postgres && is_due(world) {
            rotate(world);
        }
    }
    (backup, email)
}

/// Whether thirty days have gone by since the newest master key was made.
fn is_due(world: &World) -> bool {
    let lines = crate::keys::lines(world);
    let made = lines
        .last()
        .and_then(|line| line.split(' ').nth(2).map(ToOwned::to_owned));
    let made = made.unwrap_or_else(|| crate::harness::world::BEGINNING.to_owned());
    made.parse::<afterword::time::At>().unwrap() <= world.clock.0.now().minus(Duration::days(30))
}

both!(
    past_the_horizon_no_backup_and_nothing_an_operator_holds_opens_a_word,
    |world| {
        let folder = tempfile::tempdir().unwrap();
        let (backup, email) = erased_and_past_its_horizon(world, folder.path());
        let settings = backup.restored(world, folder.path(), &world.settings.master_key_file);
        let refused = read(world, &settings, &email).unwrap_err();
        assert!(
            refused.contains("does not open the keys in the database"),
            "{refused}"
        );
        // Nor with the service keys of today put into it, which the operator holds as well.
        transplant_service_keys(world, &settings);
        assert_eq!(read(world, &settings, &email), Err("500".to_owned()));
    }
);

/// Puts the service keys of the living database into a restored one.
fn transplant_service_keys(world: &World, settings: &Settings) {
    execute(settings, "DELETE FROM service_keys");
    for purpose in purposes(world) {
        let hex = wrapped(world, &purpose);
        let (literal, at) = match world.engine {
            Engine::Sqlite => (format!("X'{hex}'"), "0"),
            Engine::Postgres => (format!("'\\x{hex}'"), "now()"),
        };
        let sql = format!(
            "INSERT INTO service_keys (purpose, wrapped, created_at) VALUES ('{purpose}', {literal}, {at})"
        );
        execute(settings, &sql);
    }
}

#[expect(clippy::disallowed_methods, reason = "an operator goes round the API")]
fn purposes(world: &World) -> Vec<String> {
    let query = diesel::sql_query("SELECT purpose AS line FROM service_keys");
    let lines: Vec<Line> = match world.raw_connection() {
        Conn::Sqlite(mut conn) => query.load(&mut conn),
        Conn::Postgres(mut conn) => query.load(&mut conn),
    }
    .unwrap();
    lines.into_iter().map(|line| line.line).collect()
}

#[expect(clippy::disallowed_methods, reason = "an operator goes round the API")]
fn execute(settings: &Settings, sql: &str) {
    match db::open(&settings.database, Purpose::Writing).unwrap() {
        Conn::Sqlite(mut conn) => conn.batch_execute(sql).unwrap(),
        Conn::Postgres(mut conn) => conn.batch_execute(sql).unwrap(),
    }
}

#[expect(clippy::disallowed_methods, reason = "an operator goes round the API")]
fn wrapped(world: &World, purpose: &str) -> String {
    let hex = match world.engine {
        Engine::Sqlite => "hex(wrapped)",
        Engine::Postgres => "encode(wrapped, 'hex')",
    };
    let query = diesel::sql_query(format!(
        "SELECT {hex} AS line FROM service_keys WHERE purpose = '{purpose}'"
    ));
    let line: Line = match world.raw_connection() {
        Conn::Sqlite(mut conn) => query.get_result(&mut conn),
        Conn::Postgres(mut conn) => query.get_result(&mut conn),
    }
    .unwrap();
    line.line
}

both!(
    a_copy_of_the_key_file_that_was_not_replaced_is_found,
    |world| {
        // The planted fault: the master key of that time is still somewhere past its horizon, and with it the backup reads.
        let folder = tempfile::tempdir().unwrap();
        let (backup, email) = erased_and_past_its_horizon(world, folder.path());
        let settings = backup.restored(world, folder.path(), &folder.path().join("then.key"));
        let words = read(world, &settings, &email).expect("the backup opens");
        assert!(words.contains(CANARY), "{words}");
    }
);

both!(
    a_key_that_a_setting_keeps_past_the_horizon_of_the_receipt_is_found,
    |world| {
        // The planted fault: the retired key is not removed when its time is over.
        let folder = tempfile::tempdir().unwrap();
        let keys = crate::keys::lines(world);
        let (backup, email) = erased_and_past_its_horizon(world, folder.path());
        let kept = keys.into_iter().map(|line| match line.split(' ').count() {
            1 => format!("1 {line} 2026-03-10T09:00:00Z 2026-04-09T09:00:00Z"),
            _ => line,
        });
        let lines = kept.chain(crate::keys::lines(world)).collect::<Vec<_>>();
        let kept = crate::keys::with_keys(world, folder.path(), &lines);
        let settings = backup.restored(world, folder.path(), &kept.master_key_file);
        assert!(read(world, &settings, &email).unwrap().contains(CANARY));
    }
);
