//! Both databases behind one connection type, and the two kinds of transaction.
//!
//! Queries are written once, against [`Conn`]. The threads that own the connections are in [`lanes`]: readers for both
//! engines, and for SQLite one writer that groups what waits into one commit.

mod conn;
pub mod endings;
pub mod lanes;
mod load;
pub mod migrate;
mod patience;
pub mod sql;
pub(crate) mod steady;

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
#[derive(Clone, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// The path of a SQLite file.
    Sqlite(std::path::PathBuf),
    /// A libpq connection URL.
    Postgres(String),
}

impl std::fmt::Debug for DatabaseUrl {
    /// A URL may hold a password, so it is not shown.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "Sqlite({})", path.display()),
            Self::Postgres(_) => f.write_str("Postgres(…)"),
        }
    }
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

/// How long libpq waits for a server, and when it takes a connection for dead on which nothing is acknowledged (RE-5); whoever names
/// one of them in the URL has their own.
const POSTGRES_PARAMETERS: [(&str, &str); 5] = [
    ("connect_timeout", "3"),
    ("keepalives_idle", "5"),
    ("keepalives_interval", "2"),
    ("keepalives_count", "2"),
    ("tcp_user_timeout", "5000"),
];

/// The same URL with the parameters that it does not name.
fn with_parameters(url: &str) -> String {
    let query = url.split_once('?').map_or("", |(_, query)| query);
    let named = |name: &str| {
        query
            .split('&')
            .any(|pair| pair.split('=').next() == Some(name))
    };
    let missing = POSTGRES_PARAMETERS.iter().filter(|(name, _)| !named(name));
    missing.fold(url.to_owned(), |url, (name, value)| {
        let mark = if !url.contains('?') {
            "?"
        } else if url.ends_with(['?', '&']) {
            ""
        } else {
            "&"
        };
        format!("{url}{mark}{name}={value}")
    })
}

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
            let mut conn =
                PgConnection::establish(&with_parameters(url)).map_err(Error::internal)?;
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
    let folder = folder_of(path)?;
    folder.lock()?;
    Ok(folder)
}

fn folder_of(path: &Path) -> std::io::Result<File> {
    File::open(match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    })
}

/// Syncs the name of the log that the first connection made beside a SQLite file (RE-1): SQLite does so too, but goes on where it fails, and
/// a power cut would take a log without a name with all that was told to be written.
fn sync_name_of_log(url: &DatabaseUrl) -> Result<()> {
    match url {
        DatabaseUrl::Sqlite(path) => folder_of(path)
            .and_then(|folder| folder.sync_all())
            .map_err(Error::internal),
        DatabaseUrl::Postgres(_) => Ok(()),
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_keeps_what_it_names_and_gets_what_it_does_not() {
        let rest =
            "keepalives_idle=5&keepalives_interval=2&keepalives_count=2&tcp_user_timeout=5000";
        for (url, expected) in [
            (
                "postgres://db/x",
                format!("postgres://db/x?connect_timeout=3&{rest}"),
            ),
            (
                "postgres://db/x?",
                format!("postgres://db/x?connect_timeout=3&{rest}"),
            ),
            (
                "postgres://db/x?sslmode=verify-full",
                format!("postgres://db/x?sslmode=verify-full&connect_timeout=3&{rest}"),
            ),
            (
                "postgres://db/x?connect_timeout=9",
                format!("postgres://db/x?connect_timeout=9&{rest}"),
            ),
        ] {
            assert_eq!(with_parameters(url), expected);
        }
    }

    #[test]
    fn what_a_database_that_goes_away_and_an_erasure_leave_behind_is_no_fault_of_ours() {
        use diesel::result::{DatabaseErrorKind, Error as Diesel};
        let of = |kind| Diesel::DatabaseError(kind, Box::new(String::new()));
        let gone = of(DatabaseErrorKind::ForeignKeyViolation);
        assert!(matches!(Error::from(gone), Error::NotFound));
        let lost = Diesel::RollbackErrorOnCommit {
            rollback_error: Box::new(Diesel::BrokenTransactionManager),
            commit_error: Box::new(of(DatabaseErrorKind::ClosedConnection)),
        };
        for broken in [Diesel::BrokenTransactionManager, lost] {
            assert!(matches!(Error::from(broken), Error::Busy));
        }
    }

    #[test]
    fn a_password_in_a_url_is_not_shown() {
        let url: DatabaseUrl = "postgres://ana:hunter2@db/x".parse().unwrap();
        assert_eq!(format!("{url:?}"), "Postgres(…)");
    }
}
