//! What can stand on an access log: who acted, what was done, and whether it was let through.

use crate::choice;
use crate::ids::{AccountId, ConsentId, EntryId, LinkId, RecordId};

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
    /// How many times; see [`super::Record::times`].
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
    pub(in crate::access) fn ends(&self, by: ActorKind) -> Option<(&'static str, RecordId)> {
        let object = match self.action {
            Action::ConsentRevoked | Action::ConsentPaused => self.consent?.uuid(),
            // What goes with its link is not told one by one.
            Action::LinkEnded if self.consent.is_some() => return None,
            Action::LinkEnded => self.link?.uuid(),
            Action::AccountErased
            | Action::CalendarMade
            | Action::CalendarRevoked
            | Action::PasswordChanged
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
