//! Checking a log: every hash anew from the first row to the head, and against a checkpoint that somebody kept (AU-4).
//!
//! A checkpoint says that at some instant the log of an account had so many rows and ended in this hash. It is signed, and the patient
//! keeps it where the operator cannot reach it. Whoever owns the database can cut the log's tail, or write all of it anew with hashes
//! that fit each other; against a checkpoint that was given before, either shows.

use diesel::prelude::*;
use diesel::result::Error as Diesel;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use data_encoding::HEXLOWER;

use super::proof::{Access, Permission};
use super::trail::{Canonical, GENESIS, Ledger, SERVICE, access_log, ledger_heads};
use crate::db::Conn;
use crate::error::Result;
use crate::ids::AccountId;
use crate::time::At;

/// The `typ` of a signed checkpoint, so that it never passes for anything else that is signed here (RFC 8725 §3.11).
pub const CHECKPOINT_TYPE: &str = "afterword-checkpoint+jws";

/// How many rows are looked at together; what checking holds in memory is bounded by it.
const STEP: i64 = 500;

/// How far a log had come at some instant: what is signed, and kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Checkpoint {
    /// Whose log.
    pub account: AccountId,
    /// The number of its last row; 0 before the first.
    #[schema(minimum = 0)]
    pub sequence: i64,
    /// The hash of its last row, in hexadecimal.
    #[schema(pattern = "^[0-9a-f]{64}$", max_length = 64)]
    pub hash: String,
    /// When it was given.
    pub at: At,
}

/// What checking a chain found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// How many rows were checked.
    pub checked: i64,
    /// The hash of the last sound row.
    pub head: Vec<u8>,
    /// The number of the first row that does not fit, where there is one.
    pub broken_at: Option<i64>,
    /// Whether the log goes on from the checkpoint that was compared; none where none was.
    pub agrees: Option<bool>,
}

/// A row as it is stored, whatever it says.
#[derive(Debug, Queryable)]
struct Stored {
    account: AccountId,
    number: i64,
    at: At,
    actor_kind: String,
    actor: Option<AccountId>,
    action: String,
    outcome: String,
    link: Option<AccountId>,
    consent: Option<AccountId>,
    entry: Option<AccountId>,
    revision: Option<i64>,
    request: AccountId,
    hash: Vec<u8>,
    times: i64,
}

impl Stored {
    fn digest(&self, previous: &[u8]) -> Vec<u8> {
        let uuid = |id: Option<AccountId>| id.map(AccountId::uuid);
        Canonical {
            account: self.account.uuid(),
            number: self.number,
            at: self.at,
            actor_kind: &self.actor_kind,
            actor: uuid(self.actor),
            action: &self.action,
            outcome: &self.outcome,
            link: uuid(self.link),
            consent: uuid(self.consent),
            entry: uuid(self.entry),
            revision: self.revision,
            times: self.times,
            request: self.request.uuid(),
        }
        .digest(previous)
    }
}

/// The walk along a chain, row by row: fed by the database, or by a file.
#[derive(Debug)]
pub struct Walk<'a> {
    verdict: Verdict,
    kept: Option<&'a Checkpoint>,
}

impl<'a> Walk<'a> {
    /// Stands before the first row, with the checkpoint to compare.
    pub fn begin(kept: Option<&'a Checkpoint>) -> Self {
        let mut walk = Self {
            verdict: Verdict {
                checked: 0,
                head: GENESIS.to_vec(),
                broken_at: None,
                agrees: kept.map(|_| false),
            },
            kept,
        };
        walk.compare();
        walk
    }

    /// Takes the row with this number, the hash that it carries and the one that it must carry after the row before; whether it fits.
    pub fn step(
        &mut self,
        number: i64,
        carried: Vec<u8>,
        digest: impl FnOnce(&[u8]) -> Vec<u8>,
    ) -> bool {
        let next = self.verdict.checked + 1;
        if number != next || carried != digest(&self.verdict.head) {
            self.verdict.broken_at = Some(next);
            return false;
        }
        self.verdict.checked = number;
        self.verdict.head = carried;
        self.compare();
        true
    }

    fn compare(&mut self) {
        if let Some(kept) = self
            .kept
            .filter(|kept| kept.sequence == self.verdict.checked)
        {
            self.verdict.agrees = Some(kept.hash == HEXLOWER.encode(&self.verdict.head));
        }
    }

    /// What was found; a log whose rows fit each other is still broken where it does not hold the checkpoint that was kept.
    pub fn end(self) -> Verdict {
        let Self { mut verdict, kept } = self;
        if let (None, Some(false), Some(kept)) = (verdict.broken_at, verdict.agrees, kept) {
            verdict.broken_at = Some(kept.sequence.clamp(1, verdict.checked + 1));
        }
        verdict
    }
}

/// Recomputes the chain of the proof's owner from its first row to its head, and compares the checkpoint that was kept.
pub fn verify<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Ledger, A>,
    kept: Option<&Checkpoint>,
) -> Result<Verdict> {
    verify_account(conn, mine.owner(), kept, |_| ())
}

/// How far the log of the proof's owner has come.
pub fn checkpoint<A: Permission>(conn: &mut Conn, mine: &Access<Ledger, A>) -> Result<Checkpoint> {
    let (sequence, hash) = head(conn, mine.owner())?.unwrap_or((0, GENESIS.to_vec()));
    Ok(Checkpoint {
        account: mine.owner(),
        sequence,
        hash: HEXLOWER.encode(&hash),
        at: mine.now(),
    })
}

fn head(conn: &mut Conn, account: AccountId) -> Result<Option<(i64, Vec<u8>)>> {
    Ok(ledger_heads::table
        .find(account)
        .select((ledger_heads::number, ledger_heads::hash))
        .first(conn)
        .optional()?)
}

/// The next log after this one in the order of ids, for the operator's check; one whose head or whose rows are gone is found too.
pub(crate) fn next_account(conn: &mut Conn, after: Option<AccountId>) -> Result<Option<AccountId>> {
    let (mut heads, mut rows) = (
        ledger_heads::table
            .select(ledger_heads::account_id)
            .order(ledger_heads::account_id)
            .into_boxed(),
        access_log::table
            .select(access_log::account_id)
            .order(access_log::account_id)
            .into_boxed(),
    );
    if let Some(after) = after {
        heads = heads.filter(ledger_heads::account_id.gt(after));
        rows = rows.filter(access_log::account_id.gt(after));
    }
    let head: Option<AccountId> = heads.first(conn).optional()?;
    let row: Option<AccountId> = rows.first(conn).optional()?;
    Ok(match (head, row) {
        (Some(head), Some(row)) => Some(head.min(row)),
        (head, row) => head.or(row),
    })
}

/// How many rows all logs have together, for showing how far a check is.
pub(crate) fn rows(conn: &mut Conn) -> Result<i64> {
    Ok(access_log::table.count().get_result(conn)?)
}

/// Whether this is the log of the service, on which there may be nothing yet.
pub(crate) fn is_service(account: AccountId) -> bool {
    account == SERVICE
}

/// Recomputes one account's chain; reads ids and hashes only, and tells after each step how many rows it held.
///
/// The head is read after the rows and the rows once more up to it, so that a log which grows meanwhile is not called broken.
pub(crate) fn verify_account(
    conn: &mut Conn,
    account: AccountId,
    kept: Option<&Checkpoint>,
    mut told: impl FnMut(u64),
) -> Result<Verdict> {
    let mut walk = Walk::begin(kept);
    loop {
        if !walk_on(conn, account, &mut walk, &mut told)? {
            return Ok(walk.end());
        }
        let (number, hash) = head(conn, account)?.unwrap_or((-1, Vec::new()));
        let (checked, last) = (walk.verdict.checked, &walk.verdict.head);
        if number > checked && exists(conn, account, checked + 1)? {
            continue;
        }
        if (number, &hash) != (checked, last) {
            walk.verdict.broken_at = Some(number.clamp(0, checked) + 1);
        }
        return Ok(walk.end());
    }
}

fn exists(conn: &mut Conn, account: AccountId, number: i64) -> Result<bool> {
    let found: i64 = access_log::table
        .filter(access_log::account_id.eq(account))
        .filter(access_log::number.eq(number))
        .count()
        .get_result(conn)?;
    Ok(found > 0)
}

/// Goes on to the last row there is now; whether all of them fit.
fn walk_on(
    conn: &mut Conn,
    account: AccountId,
    walk: &mut Walk<'_>,
    told: &mut impl FnMut(u64),
) -> Result<bool> {
    let (mut step, mut after) = (STEP, walk.verdict.checked);
    if after == 0 {
        // A row that was put before the first has a number that nobody gives.
        after = i64::MIN;
    }
    loop {
        let rows: QueryResult<Vec<Stored>> = access_log::table
            .filter(access_log::account_id.eq(account))
            .filter(access_log::number.gt(after))
            .order(access_log::number.asc())
            .limit(step)
            .load(conn);
        let rows = match rows {
            Ok(rows) => rows,
            // An id of another width, or the like: nothing that was written here.
            Err(Diesel::DeserializationError(_)) if step == 1 => {
                walk.verdict.broken_at = Some(walk.verdict.checked + 1);
                return Ok(false);
            }
            Err(Diesel::DeserializationError(_)) => {
                step = 1;
                continue;
            }
            Err(other) => return Err(other.into()),
        };
        if rows.is_empty() {
            return Ok(true);
        }
        told(u64::try_from(rows.len()).unwrap_or_default());
        for mut row in rows {
            let carried = std::mem::take(&mut row.hash);
            if !walk.step(row.number, carried, |previous| row.digest(previous)) {
                return Ok(false);
            }
            after = row.number;
        }
    }
}

/// A row of a log as somebody exported it, whatever it says.
#[derive(Debug, Deserialize)]
pub(crate) struct Exported {
    number: i64,
    at: At,
    actor_kind: String,
    actor_id: Option<Uuid>,
    action: String,
    outcome: String,
    link_id: Option<Uuid>,
    consent_id: Option<Uuid>,
    entry_id: Option<Uuid>,
    revision: Option<i64>,
    times: i64,
    request_id: Uuid,
    hash: String,
}

/// Recomputes the chain of an exported log, oldest row first, and compares the checkpoint.
pub(crate) fn verify_exported(rows: &[Exported], kept: &Checkpoint) -> Verdict {
    let mut walk = Walk::begin(Some(kept));
    for row in rows {
        let canonical = Canonical {
            account: kept.account.uuid(),
            number: row.number,
            at: row.at,
            actor_kind: &row.actor_kind,
            actor: row.actor_id,
            action: &row.action,
            outcome: &row.outcome,
            link: row.link_id,
            consent: row.consent_id,
            entry: row.entry_id,
            revision: row.revision,
            times: row.times,
            request: row.request_id,
        };
        let carried = HEXLOWER.decode(row.hash.as_bytes()).unwrap_or_default();
        if !walk.step(row.number, carried, |previous| canonical.digest(previous)) {
            break;
        }
    }
    walk.end()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The format, held by a vector: whoever changes it changes what patients have kept.
    #[test]
    fn the_canonical_bytes_are_what_they_were() {
        let row = Canonical {
            account: Uuid::from_u128(1),
            number: 7,
            at: At::from_micros(1_700_000_000_000_000),
            actor_kind: "therapist",
            actor: Some(Uuid::from_u128(2)),
            action: "entry.read",
            outcome: "done",
            link: Some(Uuid::from_u128(3)),
            consent: None,
            entry: Some(Uuid::from_u128(4)),
            revision: Some(2),
            times: 1,
            request: Uuid::from_u128(5),
        };
        assert_eq!(
            HEXLOWER.encode(&row.digest(&GENESIS)),
            "12e63940de218f3f41b94b9418474fed32639a3541a071cd1993f63682330037"
        );
    }
}
