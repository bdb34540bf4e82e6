//! The embedded migrations of both engines, run at start and safe when several instances start at once.

use diesel::backend::Backend;
use diesel::connection::SimpleConnection;
use diesel::migration::{Migration, MigrationSource};
use diesel::pg::Pg;
use diesel::prelude::*;
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
const LOCK: &str = "SELECT pg_advisory_lock(4702118339)";
const UNLOCK: &str = "SELECT pg_advisory_unlock(4702118339)";

type Cause = Box<dyn std::error::Error + Send + Sync>;

/// A migration may take as long as it needs, and waits as long for the locks of those who are writing.
const WITHOUT_HASTE: &str = "SET statement_timeout = 0; SET lock_timeout = 0;";

/// Applies what is pending and returns how many that were; on SQLite all of them or none.
#[expect(
    clippy::disallowed_methods,
    reason = "an advisory lock is not a query of the domain"
)]
pub fn run(conn: &mut Conn) -> Result<usize> {
    match conn {
        Conn::Sqlite(conn) => conn
            .immediate_transaction::<_, Cause, _>(|conn| {
                Ok(conn.run_pending_migrations(SQLITE)?.len())
            })
            .map_err(Error::internal),
        Conn::Postgres(conn) => {
            conn.batch_execute(WITHOUT_HASTE)?;
            conn.batch_execute(LOCK)?;
            let applied = conn
                .run_pending_migrations(POSTGRES)
                .map(|versions| versions.len());
            conn.batch_execute(UNLOCK)?;
            conn.batch_execute(POSTGRES_SETTINGS)?;
            applied.map_err(Error::internal)
        }
    }
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
