//! The embedded migrations of both engines, run at start and safe when several instances start at once.

use diesel::connection::SimpleConnection;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::Conn;
use crate::error::{Error, Result};

const SQLITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("migrations/postgres");

/// The number under which instances on one PostgreSQL wait for each other; any constant of our own does.
const LOCK: &str = "SELECT pg_advisory_lock(4702118339)";
const UNLOCK: &str = "SELECT pg_advisory_unlock(4702118339)";

type Cause = Box<dyn std::error::Error + Send + Sync>;

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
            conn.batch_execute(LOCK)?;
            let applied = conn
                .run_pending_migrations(POSTGRES)
                .map(|versions| versions.len());
            conn.batch_execute(UNLOCK)?;
            applied.map_err(Error::internal)
        }
    }
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
