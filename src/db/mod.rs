//! Both databases behind one connection type, and the two kinds of transaction.
//!
//! Queries are written once, against [`Conn`]. The threads that own the connections are in [`lanes`]: readers for both
//! engines, and for SQLite one writer that groups what waits into one commit.

mod conn;
pub mod lanes;
pub mod migrate;
pub mod sql;

use std::fs::File;
use std::path::Path;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::SqlType;

use crate::error::{Error, Result};
pub use conn::Conn;
pub use lanes::Db;

/// The backend of [`Conn`], for boxed queries.
pub type Backend = <Conn as Connection>::Backend;

/// A value as it comes from either engine.
pub type RawValue<'a> = <Backend as diesel::backend::Backend>::RawValue<'a>;

const _: () = {
    impl diesel::sql_types::HasSqlType<sql::Id> for Backend {
        fn metadata(lookup: &mut Self::MetadataLookup) -> Self::TypeMetadata {
            Backend::lookup_sql_type::<sql::Id>(lookup)
        }
    }
    impl diesel::sql_types::HasSqlType<sql::Instant> for Backend {
        fn metadata(lookup: &mut Self::MetadataLookup) -> Self::TypeMetadata {
            Backend::lookup_sql_type::<sql::Instant>(lookup)
        }
    }
    const fn is_a_type<T: SqlType>() {}
    is_a_type::<sql::Id>();
};

/// Where the data is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// The path of a SQLite file.
    Sqlite(std::path::PathBuf),
    /// A libpq connection URL.
    Postgres(String),
}

impl std::str::FromStr for DatabaseUrl {
    type Err = &'static str;

    /// Reads `sqlite://path` or `postgres://…`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if let Some(path) = text.strip_prefix("sqlite://") {
            return if path.is_empty() {
                Err("names no file")
            } else {
                Ok(Self::Sqlite(path.into()))
            };
        }
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Self::Postgres(text.to_owned()));
        }
        Err("starts neither with sqlite:// nor with postgres://")
    }
}

/// What a connection is for: on SQLite a reader refuses every write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Reading only.
    Reading,
    /// Reading and writing.
    Writing,
}

/// Waiting comes first, or several connections that open at once abort; then what makes a commit durable.
const SQLITE_SETTINGS: &str = "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
     PRAGMA foreign_keys = ON; PRAGMA cache_size = -3000; PRAGMA mmap_size = 268435456; PRAGMA temp_store = MEMORY; \
     PRAGMA secure_delete = ON;";

/// A statement or a lock that takes longer than this is given up, and the request answers 503.
///
/// That is known by the server's words, which are in English where it lets us choose.
const POSTGRES_SETTINGS: &str = "SET statement_timeout = '20s'; SET lock_timeout = '10s'; SET TIME ZONE 'UTC'; \
     SET client_min_messages = 'warning'; \
     DO $$ BEGIN PERFORM set_config('lc_messages', 'C', false); EXCEPTION WHEN insufficient_privilege THEN NULL; END $$;";

/// Opens one connection with the settings that its engine needs.
#[expect(
    clippy::disallowed_methods,
    reason = "settings of a connection are not queries"
)]
pub fn open(url: &DatabaseUrl, purpose: Purpose) -> Result<Conn> {
    match url {
        DatabaseUrl::Sqlite(path) => {
            let turn = turn_to_open(path).map_err(Error::internal)?;
            let mut conn =
                SqliteConnection::establish(&path.to_string_lossy()).map_err(Error::internal)?;
            conn.batch_execute(SQLITE_SETTINGS)
                .map_err(Error::internal)?;
            drop(turn);
            if purpose == Purpose::Reading {
                conn.batch_execute("PRAGMA query_only = ON")
                    .map_err(Error::internal)?;
            }
            Ok(Conn::Sqlite(conn))
        }
        DatabaseUrl::Postgres(url) => {
            let mut conn = PgConnection::establish(url).map_err(Error::internal)?;
            conn.batch_execute(POSTGRES_SETTINGS)
                .map_err(Error::internal)?;
            Ok(Conn::Postgres(conn))
        }
    }
}

/// Holds the folder of a SQLite file until it is dropped: one connection at a time brings the file into its journal mode.
///
/// That change needs the file alone, and SQLite does not wait for it (`busy_timeout` is not asked), so that instances
/// which start at once on a new file would refuse each other.
fn turn_to_open(path: &Path) -> std::io::Result<File> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let folder = File::open(folder)?;
    folder.lock()?;
    Ok(folder)
}

/// Whether a SQLite file has a log beside it: some process is using it, or ended without closing it.
pub fn was_left_open(url: &DatabaseUrl) -> bool {
    let DatabaseUrl::Sqlite(path) = url else {
        return false;
    };
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    Path::new(&log).exists()
}

/// Runs one expression on the connection inside, for the few statements that [`Conn`] cannot spell.
#[macro_export]
macro_rules! each {
    ($conn:expr, $inner:ident => $run:expr) => {
        match $conn {
            $crate::db::Conn::Sqlite($inner) => $run,
            $crate::db::Conn::Postgres($inner) => $run,
        }
    };
}
