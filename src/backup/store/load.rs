//! Rows into an empty database.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;

use super::values::{Value, read};
use super::{Line, Table, tables};
use crate::db::Conn;
use crate::each;
use crate::error::{Error, Result};

/// How many bytes of rows are put in by one statement.
const STEP: usize = 1 << 19;

/// The log of the service has its head from the beginning, and heads are never deleted.
const HEADS: &str = "ledger_heads";

/// Whether there is not one table.
pub(crate) fn is_empty(conn: &mut Conn) -> Result<bool> {
    Ok(tables(conn)?.is_empty())
}

/// Makes a schema that is removed again, and works in it alone; on SQLite the file is that.
pub(crate) fn only_schema(conn: &mut Conn, name: &str) -> Result<()> {
    if let Conn::Postgres(conn) = conn {
        conn.batch_execute(&format!(
            "CREATE SCHEMA {name}; SET LOCAL search_path TO {name}"
        ))?;
    }
    Ok(())
}

/// Lets SQLite take rows in any order; [`end_loading`] checks what this leaves out. Before the transaction, or it does nothing.
pub(crate) fn unchecked(conn: &mut Conn) -> Result<()> {
    if let Conn::Sqlite(conn) = conn {
        conn.batch_execute("PRAGMA foreign_keys = OFF")?;
    }
    Ok(())
}

/// The foreign keys of this schema, each as what follows ALTER TABLE.
fn references(conn: &mut PgConnection) -> Result<Vec<String>> {
    let lines: Vec<Line> = diesel::sql_query(
        "SELECT format('%I ALTER CONSTRAINT %I', c.relname, k.conname) AS line FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid \
         WHERE k.contype = 'f' AND k.connamespace = current_schema()::text::regnamespace",
    )
    .load(conn)?;
    Ok(lines.into_iter().map(|line| line.line).collect())
}

/// Lets references be checked when every row is there: rows come in the order of names. SQLite's are off from before the transaction.
pub(crate) fn begin_loading(conn: &mut Conn) -> Result<()> {
    if let Conn::Postgres(conn) = conn {
        conn.batch_execute("SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0")?;
        for one in references(conn)? {
            conn.batch_execute(&format!("ALTER TABLE {one} DEFERRABLE INITIALLY DEFERRED"))?;
        }
    }
    Ok(())
}

/// Checks every reference, and that the file is sound.
pub(crate) fn end_loading(conn: &mut Conn) -> Result<()> {
    match conn {
        Conn::Sqlite(conn) => {
            let lost: Vec<Line> =
                diesel::sql_query("SELECT \"table\" AS line FROM pragma_foreign_key_check")
                    .load(conn)?;
            let sound: Vec<Line> =
                diesel::sql_query("SELECT integrity_check AS line FROM pragma_integrity_check")
                    .load(conn)?;
            if !lost.is_empty() || sound.iter().any(|line| line.line != "ok") {
                return Err(Error::internal("what was put back does not hold together"));
            }
        }
        Conn::Postgres(conn) => {
            conn.batch_execute("SET CONSTRAINTS ALL IMMEDIATE")?;
            for one in references(conn)? {
                conn.batch_execute(&format!("ALTER TABLE {one} NOT DEFERRABLE"))?;
            }
        }
    }
    Ok(())
}

/// Puts rows into one table.
pub(crate) struct Loader {
    table: Table,
    waiting: Vec<String>,
    bytes: usize,
}

impl Loader {
    /// For a table that is there with these columns, in this order or another.
    pub(crate) fn of(all: &[Table], name: &str, columns: &[String]) -> Result<Self> {
        let unknown =
            || Error::internal("the backup has a table or a column that is not known here");
        let table = all
            .iter()
            .find(|table| table.name == name)
            .ok_or_else(unknown)?;
        let column = |name: &String| table.columns.iter().find(|one| one.name == *name).cloned();
        let found: Option<Vec<_>> = columns.iter().map(column).collect();
        let columns = found
            .filter(|found| found.len() == table.columns.len())
            .ok_or_else(unknown)?;
        Ok(Self {
            table: Table {
                name: table.name.clone(),
                columns,
            },
            waiting: Vec::new(),
            bytes: 0,
        })
    }

    /// Puts in one row, sooner or later.
    pub(crate) fn row(&mut self, conn: &mut Conn, row: &str) -> Result<()> {
        let values = read(row)?;
        if values.len() != self.table.columns.len() {
            return Err(Error::internal("a row of the backup is of another width"));
        }
        let values: Vec<String> = match conn {
            Conn::Sqlite(_) => values.into_iter().map(Value::for_sqlite).collect(),
            Conn::Postgres(_) => values
                .into_iter()
                .zip(&self.table.columns)
                .map(|(value, column)| value.for_postgres(&column.kind))
                .collect::<Result<_>>()?,
        };
        let row = if self.table.name == HEADS {
            self.replacing(&values)
        } else {
            format!("({})", values.join(","))
        };
        self.bytes = self.bytes.saturating_add(row.len());
        self.waiting.push(row);
        if self.bytes > STEP {
            self.flush(conn)?;
        }
        Ok(())
    }

    /// Puts in what waits.
    pub(crate) fn flush(&mut self, conn: &mut Conn) -> Result<()> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let sql = if self.table.name == HEADS {
            self.waiting.join(";")
        } else {
            let (into, rows) = (self.target(), self.waiting.join(","));
            format!("INSERT INTO {into} VALUES {rows}")
        };
        each!(conn, conn => conn.batch_execute(&sql))?;
        self.waiting.clear();
        self.bytes = 0;
        Ok(())
    }

    fn target(&self) -> String {
        let Table { name, columns } = &self.table;
        let columns = columns.iter().map(|one| format!("\"{}\"", one.name));
        format!("\"{name}\" ({})", columns.collect::<Vec<_>>().join(","))
    }

    /// Statements that put in a row, or put it in the place of the one that is there.
    fn replacing(&self, values: &[String]) -> String {
        let both = || self.table.columns.iter().zip(values);
        let told = |key: bool, between: &str| {
            let some = both().filter(|(column, _)| (column.place > 0) == key);
            let some = some.map(|(column, value)| format!("\"{}\" = {value}", column.name));
            some.collect::<Vec<_>>().join(between)
        };
        let (name, key, rest) = (&self.table.name, told(true, " AND "), told(false, ", "));
        let (into, row) = (self.target(), values.join(","));
        format!(
            "UPDATE \"{name}\" SET {rest} WHERE {key}; \
             INSERT INTO {into} SELECT {row} WHERE NOT EXISTS (SELECT 1 FROM \"{name}\" WHERE {key})"
        )
    }
}
