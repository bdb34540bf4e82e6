//! The connection to either engine.

#![expect(
    clippy::disallowed_methods,
    reason = "what the derive writes hands raw statements through"
)]

use diesel::prelude::*;

/// One connection to either engine.
#[derive(diesel::MultiConnection)]
pub enum Conn {
    /// The embedded default.
    Sqlite(SqliteConnection),
    /// When `DATABASE_URL` says so.
    Postgres(PgConnection),
}
