//! Runs of the exchange of data keys, and the patience that a rotation beside a busy service needs.

use std::collections::HashSet;
use std::time::Duration;

use diesel::prelude::*;
use diesel::sql_types::Text;

use crate::access::gate::Gate;
use crate::access::proof::Doorstep;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::time::At;

diesel::table! {
    rekeyings (started_at) {
        started_at -> crate::db::sql::Instant,
        finished_at -> Nullable<crate::db::sql::Instant>,
    }
}

/// When the run began that is not finished, or begins one now.
pub(super) fn begin(conn: &mut Conn, door: &Doorstep) -> Result<At> {
    let unfinished = rekeyings::table
        .filter(rekeyings::finished_at.is_null())
        .select(rekeyings::started_at)
        .first(conn)
        .optional()?;
    if let Some(started) = unfinished {
        return Ok(started);
    }
    diesel::insert_into(rekeyings::table)
        .values(rekeyings::started_at.eq(door.now()))
        .execute(conn)?;
    Ok(door.now())
}

/// Notes that every account has been reached.
pub(super) fn finish(conn: &mut Conn, door: &Doorstep, started: At) -> Result<()> {
    diesel::update(rekeyings::table.find(started))
        .set(rekeyings::finished_at.eq(door.now()))
        .execute(conn)?;
    Ok(())
}

/// How often something is tried that the service was too busy for.
const TRIES: u32 = 20;
/// How long to wait before the next try.
const WAIT: Duration = Duration::from_millis(50);

/// Runs a small transaction of an operator's command; where others are in the way, it waits for its turn.
pub(crate) async fn patiently<T, F>(gate: &Gate, reason: &'static str, f: F) -> Result<T>
where
    T: Send + 'static,
    F: Fn(&mut Conn, &Doorstep) -> Result<T> + Clone + Send + 'static,
{
    for _ in 1..TRIES {
        match gate.system(reason, f.clone()).await {
            Err(Error::Busy) => tokio::time::sleep(WAIT).await,
            other => return other,
        }
    }
    gate.system(reason, f).await
}

/// Waits for the end of every transaction that has read keys up to now. On SQLite there is nothing to wait for: a writer has read
/// them in the one transaction that writes.
pub(super) async fn outwait_readers_of_keys(gate: &Gate) -> Result<()> {
    let mut before =
        patiently(gate, "look who reads keys", |conn, _| readers_of_keys(conn)).await?;
    while !before.is_empty() {
        tokio::time::sleep(WAIT).await;
        let now = patiently(gate, "look who reads keys", |conn, _| readers_of_keys(conn)).await?;
        before.retain(|reader| now.contains(reader));
    }
    Ok(())
}

#[derive(QueryableByName)]
struct Reader {
    #[diesel(sql_type = Text)]
    reader: String,
}

/// The other transactions that have read the table of keys: each holds a lock on it until its end.
#[expect(
    clippy::disallowed_methods,
    reason = "a catalogue is not a table of the domain"
)]
fn readers_of_keys(conn: &mut Conn) -> Result<HashSet<String>> {
    let Conn::Postgres(conn) = conn else {
        return Ok(HashSet::new());
    };
    let readers: Vec<Reader> = diesel::sql_query(
        "SELECT DISTINCT virtualtransaction AS reader FROM pg_locks \
         WHERE database = (SELECT oid FROM pg_database WHERE datname = current_database()) \
         AND relation = 'data_keys'::regclass AND pid <> pg_backend_pid()",
    )
    .load(conn)?;
    Ok(readers.into_iter().map(|one| one.reader).collect())
}
