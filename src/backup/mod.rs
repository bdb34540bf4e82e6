//! Backups while the service serves, and putting one back so that nothing that has ended comes back with it (RE-10, G17).
//!
//! A backup is every row of every table in one snapshot, told alike by both engines, sealed under a key of the newest master key's, with
//! a count and a digest of each table taken in the same snapshot. It holds up no writer, and one that is made of SQLite can be put back
//! into PostgreSQL.
//!
//! What has ended since stands in the record of endings ([`crate::db::endings`]), which no backup holds. Putting back ends all of it
//! again: consents taken back or on hold, links, secret addresses, passwords, addresses, factors; people who were erased go again, with
//! their keys. A password to which a factor came since is not enough again.
//! Where that record is missing, or does not reach up to when the service stopped, every consent comes back on hold, and the operator is
//! told so. Every device is signed out, and every code that waited is void, in any case.
//!
//! Whoever puts a database back by other means, such as PostgreSQL's own, gets the same at the next start: a record that goes further
//! than its database is replayed before anything is served ([`reconcile`]); the rest is one command ([`complete`]).

mod file;
mod making;
mod putting_back;
mod store;

use std::time::Duration;

pub use making::{Made, make};
pub use putting_back::{Checked, Order, Restored, complete, drill, restore, verify};
pub use store::Replayed;

use crate::config::Policy;
use crate::crypt::key_file;
use crate::crypt::keyring::{Keyring, OpenError};
use crate::db::Conn;
use crate::db::endings::{self, EndingsFile, Kept};
use crate::error::{Error, Result};
use crate::time::At;

/// So often the record of endings is told that nothing is missing in it.
pub(crate) const BEAT: Duration = Duration::from_secs(30);

/// Why a backup was not made or not put back; every text says what is wrong.
#[derive(Debug, thiserror::Error)]
pub enum Failed {
    /// The backup's file.
    #[error("{0}: {1}")]
    File(String, std::io::Error),
    /// The master key that it is sealed under is gone.
    #[error("{0} is sealed under master key {1}, which AFTERWORD_MASTER_KEY_FILE does not hold")]
    NoKey(String, u8),
    /// It comes from a version that is not known here.
    #[error("{0} was made by a newer version")]
    Newer(String),
    /// There is something where it should go.
    #[error("DATABASE_URL: {0} is not empty; a backup is put back into an empty place alone")]
    NotEmpty(String),
    /// What is there is not what was backed up.
    #[error("table {0}: the rows are not those that were backed up")]
    Differs(String),
    /// An access log in it does not verify.
    #[error("{0} access log(s) in it do not verify")]
    Broken(usize),
    /// The master keys.
    #[error(transparent)]
    MasterKey(#[from] key_file::Unusable),
    /// The keys in it.
    #[error(transparent)]
    Keys(#[from] OpenError),
    /// The record of endings.
    #[error(transparent)]
    Endings(#[from] endings::Unusable),
    /// The service itself.
    #[error("{}", .0.reason())]
    Other(#[from] Error),
}

impl From<diesel::result::Error> for Failed {
    fn from(error: diesel::result::Error) -> Self {
        Self::Other(error.into())
    }
}

/// Puts on the service's own log that a backup was made (AU-1).
pub async fn note_made(gate: &crate::access::gate::Gate) -> Result<()> {
    gate.system("note an operator's command", |conn, door| {
        door.record_operator(conn, None, crate::access::trail::Action::BackupMade)
    })
    .await
}

/// Brings a database and its record of endings together before anything is served: a record that goes further is replayed, one that does
/// not is completed (RE-10).
pub fn reconcile(
    conn: &mut Conn,
    file: &EndingsFile,
    keyring: &Keyring,
    policy: &Policy,
    now: At,
) -> Result<(), Failed> {
    file.mend(conn)?;
    // The file first: another process may be ending something, in the database before it is in the file.
    let kept = file.read()?;
    if endings::head(conn)?.0 > 0 && missing(conn, &kept, file)?.is_empty() {
        return Ok(file.catch_up(conn, Some(now))?);
    }
    let replayed = diesel::Connection::transaction::<_, Failed, _>(conn, |conn| {
        // Of several instances that start at once, one replays.
        endings::hold(conn)?;
        let missing = missing(conn, &kept, file)?;
        let replayed = store::replay(conn, keyring, policy, missing, now)?;
        if replayed.endings > 0 {
            store::void_what_was_open(conn, keyring, now)?;
        }
        endings::begin(conn, now)?;
        Ok(replayed)
    })?;
    if replayed.endings > 0 {
        tracing::warn!(
            endings = replayed.endings,
            "the database is older than its record of endings: what the record tells was ended again, and every device is signed out"
        );
    }
    Ok(file.catch_up(conn, Some(now))?)
}

/// What a record tells beyond the database; an error where the two are not of one chain.
fn missing<'a>(
    conn: &mut Conn,
    kept: &'a Kept,
    file: &EndingsFile,
) -> Result<&'a [endings::Ending], Failed> {
    let Some(last) = kept.endings.last() else {
        return Ok(&[]);
    };
    let (number, hash) = endings::head(conn)?;
    let missing = if last.number <= number {
        endings::has(conn, last.number, &last.hash)?.then_some(&[][..])
    } else {
        kept.after(number, &hash)
    };
    let other = || endings::Unusable::Other(file.path().display().to_string(), last.number);
    Ok(missing.ok_or_else(other)?)
}
