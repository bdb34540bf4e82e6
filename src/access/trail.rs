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

use std::collections::HashSet;

use aws_lc_rs::digest::{Context, SHA256};
use diesel::prelude::*;
use uuid::Uuid;

use super::proof::{Access, By, Permission, Records};
use crate::choice;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::http::page::{Cursor, Limit};
use crate::ids::{AccountId, ConsentId, EntryId, LinkId, RecordId, RequestId};
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
        /// Somebody who could not show who they are.
        Anyone = "anyone",
    }
}

choice! {
    /// What was done.
    Action {
        /// The account was made.
        AccountCreated = "account.created",
        /// The profile was changed.
        AccountChanged = "account.changed",
        /// The owner asked in the quiet time to be erased, and has to say so again after it (AZ-10).
        ErasureAsked = "erasure.asked",
        /// The owner took that back.
        ErasureWithdrawn = "erasure.withdrawn",
        /// Somebody signed in with the password.
        SignedIn = "session.started",
        /// A device was signed out.
        SignedOut = "session.ended",
        /// Address and password did not match.
        SignInRefused = "session.refused",
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
        /// A present password, or a code for a new one, was wrong.
        PasswordRefused = "password.refused",
        /// A second factor or a passkey was changed, such as its name or its recovery codes.
        FactorChanged = "factor.changed",
        /// A second factor did not match.
        FactorRefused = "factor.refused",
        /// A therapist without a second factor asked for what is a patient's.
        FactorMissing = "factor.missing",
        /// What is for the other kind of account was asked for.
        RoleRefused = "role.refused",
        /// More was asked for than an allowance holds, or a guess came before its wait was over.
        AllowanceSpent = "allowance.spent",
        /// Another address was asked for; it counts once a code that was mailed there has come back.
        AddressAsked = "address.asked",
        /// The address is another one now.
        AddressChanged = "address.changed",
        /// A code for another address was wrong.
        AddressRefused = "address.refused",
        /// All other sessions were ended by their owner, or all of them by an operator.
        SessionsEnded = "sessions.ended",
        /// The account was locked.
        AccountLocked = "account.locked",
        /// The account was unlocked.
        AccountUnlocked = "account.unlocked",
        /// The account was erased: its key is destroyed, these rows stay (AU-7).
        AccountErased = "account.erased",
        /// A therapist was invited.
        TherapistInvited = "therapist.invited",
        /// Keys were rotated.
        KeysRotated = "keys.rotated",
        /// A backup was made.
        BackupMade = "backup.made",
        /// A backup was put back.
        BackupRestored = "backup.restored",
        /// Something sealed did not open where it stood, and was not shown (EN-2).
        RecordUnreadable = "record.unreadable",
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
        /// A therapist asked what they had offered; on record only where that was refused.
        OfferListed = "offer.listed",
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
    /// How many times; see [`Record::times`].
    pub times: i64,
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
            times: 1,
        }
    }

    /// What this ends for good and the object that ends, in the words of the record of endings; nothing where it ends nothing (RE-10).
    pub(super) fn ends(&self, by: ActorKind) -> Option<(&'static str, RecordId)> {
        let object = match self.action {
            Action::ConsentRevoked | Action::ConsentPaused => self.consent?.uuid(),
            // What goes with its link is not told one by one.
            Action::LinkEnded if self.consent.is_some() => return None,
            Action::LinkEnded => self.link?.uuid(),
            Action::AccountErased
            | Action::CalendarMade
            | Action::CalendarRevoked
            | Action::PasswordChanged
            | Action::FactorRemoved
            | Action::AddressChanged => uuid::Uuid::nil(),
            _ => return None,
        };
        let what = match (self.action, by) {
            // Which side ends a link decides what each side is told of it.
            (Action::LinkEnded, ActorKind::Therapist) => "link.left",
            (action, _) => action.as_str(),
        };
        (self.outcome == Outcome::Done).then_some((what, RecordId::from_uuid(object)))
    }

    /// Something refused that concerns no object.
    pub const fn refused(action: Action) -> Self {
        Self {
            outcome: Outcome::Refused,
            ..Self::done(action)
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
    if count == 0 || cfg!(feature = "bench-plain") {
        return Ok(());
    }
    let (last, mut previous): (i64, Vec<u8>) = diesel::update(ledger_heads::table.find(account))
        .set(ledger_heads::number.eq(ledger_heads::number + count))
        .returning((ledger_heads::number, ledger_heads::hash))
        .get_result(conn)
        .map_err(unwritable)?;
    for (number, event) in (last - count + 1..).zip(events) {
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
        diesel::insert_into(access_log::table)
            .values(&record)
            .execute(conn)
            .map_err(unwritable)?;
        previous = record.hash;
    }
    diesel::update(ledger_heads::table.find(account))
        .set(ledger_heads::hash.eq(previous))
        .execute(conn)
        .map_err(unwritable)?;
    Ok(())
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

/// Which rows of a log; all of them where nothing is said (AU-6).
#[derive(Debug, Clone, Copy, Default)]
pub struct Filter {
    /// What was done.
    pub action: Option<Action>,
    /// Whether it was let through.
    pub outcome: Option<Outcome>,
    /// Who acted.
    pub actor: Option<ActorKind>,
    /// Through which link: with which therapist.
    pub link: Option<LinkId>,
    /// Under which consent.
    pub consent: Option<ConsentId>,
    /// To which entry.
    pub entry: Option<EntryId>,
    /// From this instant on.
    pub from: Option<At>,
    /// Before this instant.
    pub to: Option<At>,
}

/// A page of the owner's log, newest first.
pub fn page<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Ledger, A>,
    filter: &Filter,
    limit: Limit,
    after: Option<Cursor>,
) -> Result<Vec<Record>> {
    let mut query = visible(mine);
    if let Some(action) = filter.action {
        query = query.filter(access_log::action.eq(action));
    }
    if let Some(outcome) = filter.outcome {
        query = query.filter(access_log::outcome.eq(outcome));
    }
    if let Some(actor) = filter.actor {
        query = query.filter(access_log::actor_kind.eq(actor));
    }
    if let Some(link) = filter.link {
        query = query.filter(access_log::link_id.eq(link));
    }
    if let Some(consent) = filter.consent {
        query = query.filter(access_log::consent_id.eq(consent));
    }
    if let Some(entry) = filter.entry {
        query = query.filter(access_log::entry_id.eq(entry));
    }
    if let Some(from) = filter.from {
        query = query.filter(access_log::at.ge(from));
    }
    if let Some(to) = filter.to {
        query = query.filter(access_log::at.lt(to));
    }
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
