//! The access log: one hash-chained list per account, written in the transaction of what it tells of (AU-1, AU-2, AU-4).
//!
//! A row holds ids and words of our own, never content. Each row's hash covers the row and the hash before it, so a row that was
//! edited, dropped, added or moved shows; the head in `ledger_heads` shows a cut tail, and what the patient keeps of it shows more.

use std::collections::HashSet;

use aws_lc_rs::digest::{Context, SHA256};
use diesel::prelude::*;
use uuid::Uuid;

use super::proof::{Access, Permission, Records};
use crate::choice;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::http::page::{Cursor, Limit};
use crate::ids::{AccountId, ConsentId, EntryId, LinkId, RequestId};
use crate::time::At;

choice! {
    /// Who acted.
    ActorKind {
        /// The patient whose log it is.
        Patient = "patient",
        /// A therapist.
        Therapist = "therapist",
        /// The operator, by the command line.
        Operator = "operator",
        /// The service itself.
        System = "system",
        /// Whoever holds the secret address of the patient's calendar.
        Calendar = "calendar",
    }
}

choice! {
    /// What was done.
    Action {
        /// The account was made.
        AccountCreated = "account.created",
        /// The profile was changed.
        AccountChanged = "account.changed",
        /// Somebody signed in with the password.
        SignedIn = "session.started",
        /// A device was signed out.
        SignedOut = "session.ended",
        /// A used refresh token came again, and its device was signed out.
        TokenReused = "session.token_reused",
        /// The password was changed or reset.
        PasswordChanged = "password.changed",
        /// A second factor was enrolled.
        FactorAdded = "factor.added",
        /// A second factor was removed.
        FactorRemoved = "factor.removed",
        /// A recovery code was used.
        RecoveryCodeUsed = "recovery_code.used",
        /// A passkey's counter went back, and it was refused.
        PasskeyRefused = "passkey.refused",
        /// A care link was made.
        LinkMade = "link.made",
        /// A care link was ended.
        LinkEnded = "link.ended",
        /// A consent was given.
        ConsentGranted = "consent.granted",
        /// A consent was paused.
        ConsentPaused = "consent.paused",
        /// A consent was resumed.
        ConsentResumed = "consent.resumed",
        /// A consent was revoked.
        ConsentRevoked = "consent.revoked",
        /// An entry was opened by somebody else.
        EntryRead = "entry.read",
        /// A check-in was opened by somebody else.
        CheckInRead = "check_in.read",
        /// A packet's own words, its order and its notes, were opened by somebody else.
        PacketRead = "packet.read",
        /// A therapist offered something.
        OfferMade = "offer.made",
        /// A therapist took an offer back.
        OfferWithdrawn = "offer.withdrawn",
        /// An entry was acknowledged.
        EntryAcknowledged = "entry.acknowledged",
        /// Everything was taken out as a file.
        RecordsExported = "records.exported",
        /// Records were put back from a file.
        RecordsImported = "records.imported",
        /// A secret address was made for the calendar; one that was there before stopped.
        CalendarMade = "calendar.made",
        /// The secret address of the calendar was revoked.
        CalendarRevoked = "calendar.revoked",
        /// The calendar was read by its secret address: noted at most once in 24 hours.
        CalendarRead = "calendar.read",
        /// An agreement was opened by its therapist.
        AgreementRead = "agreement.read",
        /// An agreement was changed by its therapist.
        AgreementChanged = "agreement.changed",
        /// An agreement was acknowledged by its therapist.
        AgreementAcknowledged = "agreement.acknowledged",
        /// The access log was read.
        LogRead = "access_log.read",
    }
}

choice! {
    /// Whether it was let through.
    Outcome {
        /// It was done.
        Done = "done",
        /// It was refused.
        Refused = "refused",
    }
}

/// Who acts, with the account where there is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Actor {
    /// The kind of actor.
    pub kind: ActorKind,
    /// The account, for patients and therapists.
    pub account: Option<AccountId>,
}

/// What goes on the log, but for who, whose and when, which the proof knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Event {
    /// What was done.
    pub action: Action,
    /// Whether it was let through.
    pub outcome: Outcome,
    /// Through which link.
    pub link: Option<LinkId>,
    /// Under which consent.
    pub consent: Option<ConsentId>,
    /// To which entry.
    pub entry: Option<EntryId>,
    /// At which revision.
    pub revision: Option<i64>,
}

impl Event {
    /// Something done that concerns no object.
    pub const fn done(action: Action) -> Self {
        Self {
            action,
            outcome: Outcome::Done,
            link: None,
            consent: None,
            entry: None,
            revision: None,
        }
    }
}

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
#[diesel(table_name = access_log)]
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
    /// SHA-256 over the hash before and this row; see [`Record::digest`].
    pub hash: Vec<u8>,
}

/// What the first row follows.
pub const GENESIS: [u8; 32] = [0; 32];

impl Record {
    /// The hash that this row must carry after `previous`: SHA-256 over fields in their order, each with its length in front
    /// (eight bytes, big-endian), numbers as decimal text, absent fields as the length `ffffffffffffffff`.
    pub fn digest(&self, previous: &[u8]) -> Vec<u8> {
        let mut context = Context::new(&SHA256);
        let mut field = |value: Option<&[u8]>| {
            let length = value.map_or(u64::MAX, |bytes| {
                u64::try_from(bytes.len()).unwrap_or(u64::MAX)
            });
            context.update(&length.to_be_bytes());
            context.update(value.unwrap_or_default());
        };
        let uuid = |id: Option<Uuid>| id.map(Uuid::into_bytes);
        field(Some(previous));
        field(Some(self.account_id.uuid().as_bytes()));
        field(Some(self.number.to_string().as_bytes()));
        field(Some(self.at.micros().to_string().as_bytes()));
        field(Some(self.actor_kind.as_str().as_bytes()));
        field(
            uuid(self.actor_id.map(AccountId::uuid))
                .as_ref()
                .map(<[u8; 16]>::as_slice),
        );
        field(Some(self.action.as_str().as_bytes()));
        field(Some(self.outcome.as_str().as_bytes()));
        field(
            uuid(self.link_id.map(LinkId::uuid))
                .as_ref()
                .map(<[u8; 16]>::as_slice),
        );
        field(
            uuid(self.consent_id.map(ConsentId::uuid))
                .as_ref()
                .map(<[u8; 16]>::as_slice),
        );
        field(
            uuid(self.entry_id.map(EntryId::uuid))
                .as_ref()
                .map(<[u8; 16]>::as_slice),
        );
        field(
            self.revision
                .map(|number| number.to_string())
                .as_deref()
                .map(str::as_bytes),
        );
        field(Some(self.request_id.uuid().as_bytes()));
        context.finish().as_ref().to_vec()
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

/// Adds a row to an account's log; taking the number locks the head, so two writers cannot fork the chain (AU-5).
pub(super) fn append(
    conn: &mut Conn,
    account: AccountId,
    actor: Actor,
    event: Event,
    now: At,
    request: RequestId,
) -> Result<()> {
    let (number, previous): (i64, Vec<u8>) = diesel::update(ledger_heads::table.find(account))
        .set(ledger_heads::number.eq(ledger_heads::number + 1))
        .returning((ledger_heads::number, ledger_heads::hash))
        .get_result(conn)?;
    let mut record = Record {
        account_id: account,
        number,
        at: now,
        actor_kind: actor.kind,
        actor_id: actor.account,
        action: event.action,
        outcome: event.outcome,
        link_id: event.link,
        consent_id: event.consent,
        entry_id: event.entry,
        revision: event.revision,
        request_id: request,
        hash: Vec::new(),
    };
    record.hash = record.digest(&previous);
    diesel::insert_into(access_log::table)
        .values(&record)
        .execute(conn)
        .map_err(unwritable)?;
    diesel::update(ledger_heads::table.find(account))
        .set(ledger_heads::hash.eq(&record.hash))
        .execute(conn)?;
    Ok(())
}

/// What is not on record is not done (AU-2): the caller may try again, and the operator learns why.
fn unwritable(error: diesel::result::Error) -> Error {
    match Error::from(error) {
        Error::Internal(cause) => {
            tracing::error!(%cause, "the access log cannot be written");
            Error::Busy
        }
        other => other,
    }
}

/// The marker of access logs.
#[derive(Debug)]
pub struct Ledger;

impl Records for Ledger {
    const NAME: &'static str = "access_log";
}

/// Where every read of a log starts: the rows of the proof's owner.
fn visible<'a, R: Records, A: Permission>(
    access: &Access<R, A>,
) -> access_log::BoxedQuery<'a, crate::db::Backend> {
    access_log::table
        .filter(access_log::account_id.eq(access.owner()))
        .into_boxed()
}

/// A page of the owner's log, newest first.
pub fn page<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Ledger, A>,
    limit: Limit,
    after: Option<Cursor>,
) -> Result<Vec<Record>> {
    let mut query = visible(mine);
    if let Some(cursor) = after {
        query = query.filter(access_log::number.lt(cursor.at.micros()));
    }
    Ok(query
        .order(access_log::number.desc())
        .limit(limit.and_one())
        .load(conn)?)
}

/// What was done when something was opened: an entry, a check-in, or a packet's own words.
const OPENING: [Action; 3] = [Action::EntryRead, Action::CheckInRead, Action::PacketRead];

/// Something that was opened under a consent; which it was is told of an entry alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Queryable)]
pub struct Opening {
    /// When.
    pub at: At,
    /// What was done.
    pub action: Action,
    /// Which entry.
    pub entry: Option<EntryId>,
    /// At which revision.
    pub revision: Option<i64>,
}

/// What was opened under a consent, and when: the newest hundred, oldest first.
pub fn openings<R: Records, A: Permission>(
    conn: &mut Conn,
    access: &Access<R, A>,
    consent: ConsentId,
) -> Result<Vec<Opening>> {
    let mut newest: Vec<Opening> = visible(access)
        .filter(access_log::consent_id.eq(consent))
        .filter(access_log::action.eq_any(OPENING))
        .filter(access_log::outcome.eq(Outcome::Done))
        .order(access_log::number.desc())
        .limit(100)
        .select((
            access_log::at,
            access_log::action,
            access_log::entry_id,
            access_log::revision,
        ))
        .load(conn)?;
    newest.reverse();
    Ok(newest)
}

/// Which entries were opened under these consents.
pub fn opened_under<R: Records, A: Permission>(
    conn: &mut Conn,
    access: &Access<R, A>,
    consents: &[ConsentId],
) -> Result<HashSet<(ConsentId, EntryId)>> {
    let rows: Vec<(Option<ConsentId>, Option<EntryId>)> = visible(access)
        .filter(access_log::consent_id.eq_any(consents.to_vec()))
        .filter(access_log::action.eq(Action::EntryRead))
        .filter(access_log::outcome.eq(Outcome::Done))
        .select((access_log::consent_id, access_log::entry_id))
        .distinct()
        .load(conn)?;
    Ok(rows
        .into_iter()
        .filter_map(|(consent, entry)| consent.zip(entry))
        .collect())
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
}

/// Recomputes the chain of the proof's owner from its first row to its head.
pub fn verify<A: Permission>(conn: &mut Conn, mine: &Access<Ledger, A>) -> Result<Verdict> {
    verify_account(conn, mine.owner())
}

/// The accounts that have a log, for the operator's check.
pub(crate) fn accounts(conn: &mut Conn) -> Result<Vec<AccountId>> {
    Ok(ledger_heads::table
        .select(ledger_heads::account_id)
        .order(ledger_heads::account_id)
        .load(conn)?)
}

/// Recomputes one account's chain; reads ids and hashes only.
pub(crate) fn verify_account(conn: &mut Conn, account: AccountId) -> Result<Verdict> {
    const STEP: i64 = 500;
    let mut verdict = Verdict {
        checked: 0,
        head: GENESIS.to_vec(),
        broken_at: None,
    };
    loop {
        let rows: Vec<Record> = access_log::table
            .filter(
                access_log::account_id
                    .eq(account)
                    .and(access_log::number.gt(verdict.checked)),
            )
            .order(access_log::number.asc())
            .limit(STEP)
            .load(conn)?;
        if rows.is_empty() {
            break;
        }
        for row in rows {
            if row.number != verdict.checked + 1 || row.hash != row.digest(&verdict.head) {
                verdict.broken_at = Some(verdict.checked + 1);
                return Ok(verdict);
            }
            verdict.checked = row.number;
            verdict.head = row.hash;
        }
    }
    let head: Option<(i64, Vec<u8>)> = ledger_heads::table
        .find(account)
        .select((ledger_heads::number, ledger_heads::hash))
        .first(conn)
        .optional()?;
    if head != Some((verdict.checked, verdict.head.clone())) {
        verdict.broken_at = Some(verdict.checked + 1);
    }
    Ok(verdict)
}
