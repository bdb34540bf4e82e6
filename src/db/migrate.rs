//! The embedded migrations of both engines, run at start and safe when several instances start at once.

use std::thread;
use std::time::Duration;

use diesel::backend::Backend;
use diesel::connection::SimpleConnection;
use diesel::migration::{Migration, MigrationSource};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use diesel::sqlite::Sqlite;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::{Conn, POSTGRES_SETTINGS};
use crate::error::{Error, Result};

const SQLITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("migrations/postgres");

diesel::table! {
    #[sql_name = "__diesel_schema_migrations"]
    applied (version) {
        version -> Text,
    }
}

/// The number under which instances on one PostgreSQL wait for each other; any constant of our own does.
const TURN: i64 = 4_702_118_339;

diesel::define_sql_function! {
    /// Takes the lock of this number for this connection, where nobody else has it.
    fn pg_try_advisory_lock(key: BigInt) -> Bool;
}
diesel::define_sql_function! {
    /// Gives it back.
    fn pg_advisory_unlock(key: BigInt) -> Bool;
}

type Cause = Box<dyn std::error::Error + Send + Sync>;

/// A migration may take as long as it needs.
const WITHOUT_HASTE: &str = "SET statement_timeout = 0; SET lock_timeout = 0;";
/// Requests queue up behind whoever waits for a table, so it gives up before they do and lets them pass (RE-8): beside somebody who reads
/// for long, such as a backup, a migration would otherwise keep everybody waiting. Where each waits for the other, PostgreSQL ends one of
/// them after a second, and it must not be the request.
const LETTING_PASS: &str = "SET lock_timeout = '500ms'";
/// So long they have, until it tries again.
const PASSING: Duration = Duration::from_millis(500);

/// Applies what is pending and returns how many that were; on SQLite all of them or none.
pub fn run(conn: &mut Conn) -> Result<usize> {
    match conn {
        Conn::Sqlite(conn) => conn
            .immediate_transaction::<_, Cause, _>(|conn| {
                Ok(conn.run_pending_migrations(SQLITE)?.len())
            })
            .map_err(Error::internal),
        Conn::Postgres(conn) => run_beside_requests(conn, POSTGRES),
    }
}

/// Applies what is pending of these migrations on PostgreSQL, while other instances serve, and returns how many that were.
#[expect(
    clippy::disallowed_methods,
    reason = "settings of a connection are not queries"
)]
pub fn run_beside_requests(
    conn: &mut PgConnection,
    migrations: impl MigrationSource<Pg>,
) -> Result<usize> {
    conn.batch_execute(WITHOUT_HASTE)?;
    // Asked for again and again: who waits inside a statement is waited for by an index that is made beside those who write.
    while !diesel::select(pg_try_advisory_lock(TURN)).get_result::<bool>(conn)? {
        thread::sleep(PASSING);
    }
    let applied = run_each(conn, migrations);
    diesel::select(pg_advisory_unlock(TURN)).get_result::<bool>(conn)?;
    conn.batch_execute(POSTGRES_SETTINGS)?;
    applied.map_err(Error::internal)
}

/// One after the other; one that meets somebody who keeps a table lets others pass and is tried again.
#[expect(
    clippy::disallowed_methods,
    reason = "settings of a connection are not queries"
)]
fn run_each(conn: &mut PgConnection, migrations: impl MigrationSource<Pg>) -> Result<usize, Cause> {
    let pending = conn.pending_migrations(migrations)?;
    for one in &pending {
        // What is in no transaction leaves half of itself where it is given up.
        let whole = one.metadata().run_in_transaction();
        if whole {
            conn.batch_execute(LETTING_PASS)?;
        }
        while let Err(error) = conn.run_migration(one) {
            if !(whole && error.to_string().contains("lock timeout")) {
                return Err(error);
            }
            tracing::warn!(migration = %one.name(), "a migration waits for somebody who keeps a table");
            thread::sleep(PASSING);
        }
        conn.batch_execute(WITHOUT_HASTE)?;
    }
    Ok(pending.len())
}

/// Makes, in a transaction of the caller's, the schema that these migrations make and no later one; `false` where one of them is not
/// known here.
pub(crate) fn run_these(conn: &mut Conn, versions: &[String]) -> Result<bool> {
    match conn {
        Conn::Sqlite(conn) => these(conn, &SQLITE, versions),
        Conn::Postgres(conn) => these(conn, &POSTGRES, versions),
    }
    .map_err(Error::internal)
}

fn these<DB, C>(conn: &mut C, all: &EmbeddedMigrations, versions: &[String]) -> Result<bool, Cause>
where
    DB: diesel::backend::Backend,
    C: MigrationHarness<DB>,
{
    let mut ours: Vec<Box<dyn Migration<DB>>> = all.migrations()?;
    ours.sort_by_key(|one| one.name().version().as_owned());
    // Makes the table of migrations where there is none.
    conn.applied_migrations()?;
    let mut run: usize = 0;
    for one in &ours {
        if versions.contains(&one.name().version().to_string()) {
            conn.run_migration(one)?;
            run = run.saturating_add(1);
        }
    }
    Ok(run == versions.len())
}

/// What [`run`] does, in a transaction of the caller's and where nobody else is at work.
pub(crate) fn run_alone(conn: &mut Conn) -> Result<()> {
    match conn {
        Conn::Sqlite(conn) => conn.run_pending_migrations(SQLITE).map(drop),
        Conn::Postgres(conn) => conn.run_pending_migrations(POSTGRES).map(drop),
    }
    .map_err(Error::internal)
}

/// Whether every migration that this binary knows has been applied.
pub fn is_current(conn: &mut Conn) -> Result<bool> {
    match conn {
        Conn::Sqlite(conn) => conn.has_pending_migration(SQLITE),
        Conn::Postgres(conn) => conn.has_pending_migration(POSTGRES),
    }
    .map(|pending| !pending)
    .map_err(Error::internal)
}

/// The newest migration in the database that this binary does not know, where there is one: a version that came later has changed the
/// schema, and this one could misread what it wrote (RE-9). Changes nothing.
pub fn unknown(conn: &mut Conn) -> Result<Option<String>> {
    // A database that has never been migrated has no such table.
    let applied: Vec<String> = applied::table
        .select(applied::version)
        .load(conn)
        .unwrap_or_default();
    let known = match conn {
        Conn::Sqlite(_) => versions::<Sqlite>(&SQLITE),
        Conn::Postgres(_) => versions::<Pg>(&POSTGRES),
    }
    .map_err(Error::internal)?;
    let unknown = applied.into_iter().filter(|one| !known.contains(one));
    Ok(unknown.max())
}

fn versions<DB: Backend>(embedded: &EmbeddedMigrations) -> Result<Vec<String>, Cause> {
    let all: Vec<Box<dyn Migration<DB>>> = embedded.migrations()?;
    let each = all.iter();
    Ok(each.map(|one| one.name().version().to_string()).collect())
}
