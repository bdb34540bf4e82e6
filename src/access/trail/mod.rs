//! The access log: one hash-chained list per account, written in the transaction of what it tells of (AU-1, AU-2, AU-4).
//!
//! A row holds ids and words of our own, never content. Each row's hash covers the row and the hash before it, so a row that was
//! edited, dropped, added or moved shows; the head in `ledger_heads` shows a cut tail, and what the patient keeps of it shows more:
//! see [`super::chain`] for checking and for checkpoints, and [`super::refusals`] for what keeps a loop of refusals from flooding a log.
//!
//! Whose log an event is on: what concerns a patient is on the patient's, whoever acted; what a therapist does through a link is on the
//! therapist's own too, so that it can be read there without looking into anybody else's (AU-6); what an operator does that concerns
//! nobody, and what was refused to nobody known, is on the log of the service, [`SERVICE`]. Rows hold ids of our own and stay when an
//! account is erased (AU-7).

mod event;
mod reading;

use aws_lc_rs::digest::{Context, SHA256};
use diesel::prelude::*;
use uuid::Uuid;

pub use self::event::{Action, Actor, ActorKind, Event, Outcome};
pub use self::reading::{Filter, Ledger, Opening, opened_under, openings, page};
use super::proof::By;
use crate::db::Conn;
use crate::db::steady::steady;
use crate::each;
use crate::error::{Error, Result};
use crate::ids::{AccountId, ConsentId, EntryId, LinkId, RequestId};
use crate::time::At;

diesel::table! {
    access_log (account_id, number) {
        account_id -> crate::db::sql::Id,
        number -> BigInt,
        at -> crate::db::sql::Instant,
        actor_kind -> Text,
        actor_id -> Nullable<crate::db::sql::Id>,
        action -> Text,
        outcome -> Text,
        link_id -> Nullable<crate::db::sql::Id>,
        consent_id -> Nullable<crate::db::sql::Id>,
        entry_id -> Nullable<crate::db::sql::Id>,
        revision -> Nullable<BigInt>,
        request_id -> crate::db::sql::Id,
        hash -> Binary,
        times -> BigInt,
    }
}

diesel::table! {
    ledger_heads (account_id) {
        account_id -> crate::db::sql::Id,
        number -> BigInt,
        hash -> Binary,
    }
}

/// One row of an access log.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Insertable)]
#[diesel(table_name = access_log, treat_none_as_default_value = false)]
pub struct Record {
    /// Whose log it is on.
    pub account_id: AccountId,
    /// Its place: 1, 2, 3 … without a gap.
    pub number: i64,
    /// When.
    pub at: At,
    /// Who: the kind.
    pub actor_kind: ActorKind,
    /// Who: the account.
    pub actor_id: Option<AccountId>,
    /// What.
    pub action: Action,
    /// Whether it was let through.
    pub outcome: Outcome,
    /// Through which link.
    pub link_id: Option<LinkId>,
    /// Under which consent.
    pub consent_id: Option<ConsentId>,
    /// To which entry.
    pub entry_id: Option<EntryId>,
    /// At which revision.
    pub revision: Option<i64>,
    /// In which request.
    pub request_id: RequestId,
    /// SHA-256 over the hash before and this row; see [`Canonical::digest`].
    pub hash: Vec<u8>,
    /// How many times; more than once only where refusals were too many to be told one by one.
    pub times: i64,
}

/// What the first row follows.
pub const GENESIS: [u8; 32] = [0; 32];

/// The log of the service itself.
pub const SERVICE: AccountId = AccountId::from_uuid(Uuid::nil());

/// What of a row its hash covers, as it is stored or as it was exported; words may be any, so that a changed one is found and not refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Canonical<'a> {
    /// Whose log it is on.
    pub account: Uuid,
    /// Its place.
    pub number: i64,
    /// When.
    pub at: At,
    /// Who: the kind.
    pub actor_kind: &'a str,
    /// Who: the account.
    pub actor: Option<Uuid>,
    /// What.
    pub action: &'a str,
    /// Whether it was let through.
    pub outcome: &'a str,
    /// Through which link.
    pub link: Option<Uuid>,
    /// Under which consent.
    pub consent: Option<Uuid>,
    /// To which entry.
    pub entry: Option<Uuid>,
    /// At which revision.
    pub revision: Option<i64>,
    /// How many times.
    pub times: i64,
    /// In which request.
    pub request: Uuid,
}

impl Canonical<'_> {
    /// What every digest begins with: another version of the format would begin with another word.
    const FORMAT: &'static [u8] = b"afterword-log-1";

    /// The hash that this row must carry after `previous`: SHA-256 over the format's name, the hash before and the fields in the order
    /// of [`Canonical`], each with its length in front (eight bytes, big-endian): ids as their 16 bytes, instants as microseconds since
    /// 1970 and numbers both as decimal text, words in UTF-8, absent fields as the length `ffffffffffffffff` and no bytes.
    pub fn digest(&self, previous: &[u8]) -> Vec<u8> {
        let mut context = Context::new(&SHA256);
        let mut field = |value: Option<&[u8]>| {
            let length = value.map_or(u64::MAX, |bytes| {
                u64::try_from(bytes.len()).unwrap_or(u64::MAX)
            });
            context.update(&length.to_be_bytes());
            context.update(value.unwrap_or_default());
        };
        let revision = self.revision.map(|number| number.to_string());
        field(Some(Self::FORMAT));
        field(Some(previous));
        field(Some(self.account.as_bytes()));
        field(Some(self.number.to_string().as_bytes()));
        field(Some(self.at.micros().to_string().as_bytes()));
        field(Some(self.actor_kind.as_bytes()));
        field(self.actor.as_ref().map(|id| id.as_bytes().as_slice()));
        field(Some(self.action.as_bytes()));
        field(Some(self.outcome.as_bytes()));
        field(self.link.as_ref().map(|id| id.as_bytes().as_slice()));
        field(self.consent.as_ref().map(|id| id.as_bytes().as_slice()));
        field(self.entry.as_ref().map(|id| id.as_bytes().as_slice()));
        field(revision.as_deref().map(str::as_bytes));
        field(Some(self.times.to_string().as_bytes()));
        field(Some(self.request.as_bytes()));
        context.finish().as_ref().to_vec()
    }
}

impl Record {
    /// What of this row its hash covers.
    fn canonical(&self) -> Canonical<'_> {
        Canonical {
            account: self.account_id.uuid(),
            number: self.number,
            at: self.at,
            actor_kind: self.actor_kind.as_str(),
            actor: self.actor_id.map(AccountId::uuid),
            action: self.action.as_str(),
            outcome: self.outcome.as_str(),
            link: self.link_id.map(LinkId::uuid),
            consent: self.consent_id.map(ConsentId::uuid),
            entry: self.entry_id.map(EntryId::uuid),
            revision: self.revision,
            times: self.times,
            request: self.request_id.uuid(),
        }
    }
}

/// Begins the log of a new account.
pub(crate) fn begin(conn: &mut Conn, account: AccountId) -> Result<()> {
    diesel::insert_into(ledger_heads::table)
        .values((
            ledger_heads::account_id.eq(account),
            ledger_heads::number.eq(0),
            ledger_heads::hash.eq(GENESIS.to_vec()),
        ))
        .execute(conn)?;
    Ok(())
}

/// Adds rows to an account's log; taking the numbers locks the head, so two writers cannot fork the chain (AU-5).
///
/// Who writes on several logs in one transaction takes patients' in the order of their ids and a therapist's own last, or two of
/// them could wait for each other.
pub(super) fn append(conn: &mut Conn, account: AccountId, by: By, events: &[Event]) -> Result<()> {
    let count = i64::try_from(events.len()).map_err(Error::internal)?;
    if count == 0 || cfg!(bench_plain) {
        return Ok(());
    }
    let (before, mut previous) = head_alone(conn, account).map_err(unwritable)?;
    let last = before.saturating_add(count);
    for (number, event) in (before.saturating_add(1)..).zip(events) {
        let mut record = Record {
            account_id: account,
            number,
            at: by.now,
            actor_kind: by.actor.kind,
            actor_id: by.actor.account,
            action: event.action,
            outcome: event.outcome,
            link_id: event.link,
            consent_id: event.consent,
            entry_id: event.entry,
            revision: event.revision,
            request_id: by.request,
            hash: Vec::new(),
            times: event.times,
        };
        record.hash = record.canonical().digest(&previous);
        let row = diesel::insert_into(access_log::table).values(&record);
        each!(conn, conn => row.execute(conn)).map_err(unwritable)?;
        previous = record.hash;
    }
    let head = diesel::update(ledger_heads::table.find(account)).set((
        ledger_heads::number.eq(last),
        ledger_heads::hash.eq(previous),
    ));
    each!(conn, conn => steady(head).execute(conn)).map_err(unwritable)?;
    Ok(())
}

/// The head of a log, which nobody else writes on until this transaction ends: on PostgreSQL its row is locked, on SQLite there is one
/// writer, whose transaction has begun as such.
fn head_alone(conn: &mut Conn, account: AccountId) -> QueryResult<(i64, Vec<u8>)> {
    let head = ledger_heads::table
        .find(account)
        .select((ledger_heads::number, ledger_heads::hash));
    match conn {
        Conn::Sqlite(conn) => head.get_result(conn),
        Conn::Postgres(conn) => head.for_update().get_result(conn),
    }
}

/// Waits until nobody else writes on this log, and keeps others waiting until this transaction ends.
pub(super) fn hold(conn: &mut Conn, account: AccountId) -> Result<()> {
    let held = diesel::update(ledger_heads::table.find(account))
        .set(ledger_heads::number.eq(ledger_heads::number))
        .execute(conn)
        .map_err(unwritable)?;
    if held == 1 {
        Ok(())
    } else {
        Err(unwritable(diesel::result::Error::NotFound))
    }
}

/// What is not on record is not done (AU-2): the caller may try again, and the operator learns why.
pub(super) fn unwritable(error: diesel::result::Error) -> Error {
    let cause = Error::from(error).reason();
    tracing::error!(cause, "the access log cannot be written");
    Error::Busy
}
