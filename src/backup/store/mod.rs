//! Every table told row by row, put back row by row, and what has ended since ended again.
//!
//! The names of tables and columns come from the catalogue of the engine; a backup that names others is refused.

#![expect(
    clippy::disallowed_methods,
    reason = "a backup takes every row of every table, and opens none"
)]

mod load;
mod replay;
pub(super) mod values;

pub(super) use load::{Loader, begin_loading, end_loading, is_empty, only_schema, unchecked};
pub use replay::Replayed;
pub(super) use replay::{hold_everything, replay, void_what_was_open};

use aws_lc_rs::digest::{Context, SHA256};
use data_encoding::HEXLOWER;
use diesel::connection::{DefaultLoadingMode, SimpleConnection};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

use crate::db::Conn;
use crate::each;
use crate::error::Result;

/// A table of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Table {
    pub(super) name: String,
    pub(super) columns: Vec<Column>,
}

/// A column, its type, and its place in the primary key, from 1.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
pub(super) struct Column {
    #[diesel(sql_type = Text)]
    of: String,
    #[diesel(sql_type = Text)]
    pub(super) name: String,
    #[diesel(sql_type = Text)]
    pub(super) kind: String,
    #[diesel(sql_type = BigInt)]
    place: i64,
}

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

const SQLITE_COLUMNS: &str = "SELECT m.name AS of, x.name AS name, x.type AS kind, x.pk AS place \
     FROM sqlite_schema m, pragma_table_xinfo(m.name) x \
     WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name <> '__diesel_schema_migrations' ORDER BY m.name, x.cid";

const POSTGRES_COLUMNS: &str = "SELECT c.relname::text AS of, a.attname::text AS name, t.typname::text AS kind, \
     COALESCE((SELECT k.place FROM pg_index i, unnest(i.indkey) WITH ORDINALITY AS k(attnum, place) \
               WHERE i.indrelid = c.oid AND i.indisprimary AND k.attnum = a.attnum), 0)::bigint AS place \
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid JOIN pg_type t ON t.oid = a.atttypid \
     WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::text::regnamespace AND a.attnum > 0 AND NOT a.attisdropped \
     AND c.relname <> '__diesel_schema_migrations' ORDER BY c.relname COLLATE \"C\", a.attnum";

/// Runs `f` in a transaction that sees one state of the data and holds nobody up, however long it takes.
pub(super) fn in_snapshot<T>(conn: &mut Conn, f: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
    conn.transaction(|conn| {
        if let Conn::Postgres(conn) = conn {
            conn.batch_execute(
                "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY; SET LOCAL statement_timeout = 0",
            )?;
        }
        f(conn)
    })
}

/// Every table, in the order of names.
pub(super) fn tables(conn: &mut Conn) -> Result<Vec<Table>> {
    let columns: Vec<Column> = match conn {
        Conn::Sqlite(conn) => diesel::sql_query(SQLITE_COLUMNS).load(conn)?,
        Conn::Postgres(conn) => diesel::sql_query(POSTGRES_COLUMNS).load(conn)?,
    };
    let mut tables: Vec<Table> = Vec::new();
    for column in columns {
        match tables.last_mut().filter(|table| table.name == column.of) {
            Some(table) => table.columns.push(column),
            None => tables.push(Table {
                name: column.of.clone(),
                columns: vec![column],
            }),
        }
    }
    Ok(tables)
}

/// The migrations that made this schema, oldest first.
pub(super) fn migrations(conn: &mut Conn) -> Result<Vec<String>> {
    let query = diesel::sql_query(
        "SELECT version AS line FROM __diesel_schema_migrations ORDER BY version",
    );
    let lines: Vec<Line> = each!(conn, conn => query.load(conn))?;
    Ok(lines.into_iter().map(|line| line.line).collect())
}

/// How many rows there are, for showing how far a backup is.
pub(super) fn count(conn: &mut Conn, tables: &[Table]) -> Result<u64> {
    #[derive(QueryableByName)]
    struct Count {
        #[diesel(sql_type = BigInt)]
        rows: i64,
    }
    let mut all: u64 = 0;
    for Table { name, .. } in tables {
        let query = diesel::sql_query(format!("SELECT count(*) AS rows FROM \"{name}\""));
        let count: Count = each!(conn, conn => query.get_result(conn))?;
        all = all.saturating_add(u64::try_from(count.rows).unwrap_or_default());
    }
    Ok(all)
}

/// Tells every row of a table in the order of its key, a few in memory at a time.
pub(super) fn rows(
    conn: &mut Conn,
    table: &Table,
    mut told: impl FnMut(&str) -> Result<()>,
) -> Result<()> {
    let mut key: Vec<&Column> = table.columns.iter().filter(|one| one.place > 0).collect();
    key.sort_by_key(|column| column.place);
    let order: Vec<String> = key.iter().map(|one| format!("\"{}\"", one.name)).collect();
    let select = |values: Vec<String>| {
        format!(
            "SELECT {} AS line FROM \"{}\" ORDER BY {}",
            values.join(" || ',' || "),
            table.name,
            order.join(", ")
        )
    };
    match conn {
        Conn::Sqlite(conn) => {
            let values = table.columns.iter();
            let values = values.map(|column| format!("quote(\"{}\")", column.name));
            let query = diesel::sql_query(select(values.collect()));
            for row in query.load_iter::<Line, DefaultLoadingMode>(conn)? {
                told(&row?.line)?;
            }
        }
        Conn::Postgres(conn) => {
            let values = table.columns.iter().map(|column| {
                values::told_by_postgres(&format!("\"{}\"", column.name), &column.kind)
            });
            let query = select(values.collect());
            conn.batch_execute(&format!("DECLARE every_row NO SCROLL CURSOR FOR {query}"))?;
            loop {
                let rows: Vec<Line> = diesel::sql_query("FETCH 500 FROM every_row").load(conn)?;
                if rows.is_empty() {
                    break;
                }
                rows.iter().try_for_each(|row| told(&row.line))?;
            }
            conn.batch_execute("CLOSE every_row")?;
        }
    }
    Ok(())
}

/// How many rows a table has, and a digest of all of them in the order of the key.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Tally {
    /// The table.
    pub table: String,
    /// Its rows.
    pub rows: u64,
    /// SHA-256 over the rows, each with its length in front.
    pub digest: String,
}

/// A tally under way.
pub(super) struct Counting {
    table: String,
    rows: u64,
    context: Context,
}

impl Counting {
    pub(super) fn of(table: &str) -> Self {
        Self {
            table: table.to_owned(),
            rows: 0,
            context: Context::new(&SHA256),
        }
    }

    pub(super) fn row(&mut self, row: &str) {
        let length = u64::try_from(row.len()).unwrap_or_default();
        self.context.update(&length.to_be_bytes());
        self.context.update(row.as_bytes());
        self.rows = self.rows.saturating_add(1);
    }

    pub(super) fn end(self) -> Tally {
        Tally {
            table: self.table,
            rows: self.rows,
            digest: HEXLOWER.encode(self.context.finish().as_ref()),
        }
    }
}

/// The tallies of every table as they stand.
pub(super) fn tallies(conn: &mut Conn) -> Result<Vec<Tally>> {
    let mut all = Vec::new();
    for table in tables(conn)? {
        let mut counting = Counting::of(&table.name);
        rows(conn, &table, |row| {
            counting.row(row);
            Ok(())
        })?;
        all.push(counting.end());
    }
    Ok(all)
}
