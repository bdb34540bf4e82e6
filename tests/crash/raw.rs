//! Going round the API: SQL on the database itself, to look and to plant faults.

use diesel::RunQueryDsl;
use diesel::connection::SimpleConnection;

use afterword::db::{self, Conn, Purpose};

use crate::place::{Engine, Place};

/// A connection of the test's own.
pub struct Raw {
    conn: Conn,
    /// Whose spelling statements need.
    pub engine: Engine,
}

#[derive(diesel::QueryableByName)]
struct Line {
    #[diesel(sql_type = diesel::sql_types::Text)]
    line: String,
}

impl Raw {
    /// Opens the database of a place.
    pub fn of(place: &Place) -> Self {
        let conn = db::open(&place.database().parse().unwrap(), Purpose::Writing);
        Self {
            conn: conn.unwrap_or_else(|error| panic!("a connection: {error:?}")),
            engine: place.engine,
        }
    }

    /// The texts that a query gives as `line`.
    #[expect(
        clippy::disallowed_methods,
        reason = "going round the API is what this is for"
    )]
    pub fn lines(&mut self, sql: &str) -> Vec<String> {
        let query = diesel::sql_query(sql);
        let rows: Vec<Line> = match &mut self.conn {
            Conn::Sqlite(conn) => query.load(conn),
            Conn::Postgres(conn) => query.load(conn),
        }
        .unwrap_or_else(|error| panic!("{sql}: {error}"));
        rows.into_iter().map(|row| row.line).collect()
    }

    /// Runs statements.
    #[expect(
        clippy::disallowed_methods,
        reason = "going round the API is what this is for"
    )]
    pub fn run(&mut self, sql: &str) {
        match &mut self.conn {
            Conn::Sqlite(conn) => conn.batch_execute(sql),
            Conn::Postgres(conn) => conn.batch_execute(sql),
        }
        .unwrap_or_else(|error| panic!("{sql}: {error}"));
    }

    /// How an id is written in a query, as 32 hexadecimal digits.
    pub fn hex(&self, column: &str) -> String {
        match self.engine {
            Engine::Sqlite => format!("lower(hex({column}))"),
            Engine::Postgres => format!("replace({column}::text, '-', '')"),
        }
    }

    /// An id as a literal.
    pub fn id(&self, id: &str) -> String {
        match self.engine {
            Engine::Sqlite => format!("X'{}'", id.replace('-', "")),
            Engine::Postgres => format!("'{id}'::uuid"),
        }
    }
}
