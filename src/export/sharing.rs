//! What happened between people here: told with an export, never imported.

use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::access::record::Record;
use crate::access::trail::{self, Action, ActorKind, Outcome};
use crate::account::DisplayName;
use crate::care::{AcknowledgementKind, Said};
use crate::consent;
use crate::ids::{AccountId, ConsentId, DosingSessionId, EntryId, LinkId, RequestId};
use crate::ledger::SignedCheckpoint;
use crate::offers::UntakenOffer;
use crate::preparation::AgreementWords;
use crate::time::At;

/// Links, agreements, consents, acknowledgements, offers that were not taken and the access log of one patient, each oldest first.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Sharing {
    #[schema(max_items = 1000000)]
    pub(crate) links: Vec<LinkTold>,
    /// The containers that were agreed on, with every version and what each side said (R41).
    #[schema(max_items = 1000000)]
    pub(crate) agreements: Vec<Record<AgreementWords>>,
    #[schema(max_items = 1000000)]
    pub(crate) consents: Vec<ConsentTold>,
    /// What therapists said of entries (R90).
    #[schema(max_items = 1000000)]
    pub(crate) acknowledgements: Vec<AcknowledgementTold>,
    /// What was offered and not taken; to a therapist both look alike, and so nothing of it leaves with anybody else (N5).
    #[schema(max_items = 1000000)]
    pub(crate) offers: Vec<UntakenOffer>,
    #[schema(max_items = 1000000)]
    pub(crate) log: Vec<LogRow>,
    /// How far the log had come, signed: keep it, and a log that is cut or written anew shows (AU-4).
    #[schema(required)]
    pub(crate) checkpoint: Option<SignedCheckpoint>,
}

/// What a therapist said of an entry: read, or to bring to the session.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AcknowledgementTold {
    pub(crate) link_id: LinkId,
    pub(crate) entry_id: EntryId,
    /// The revision that it was said of.
    #[schema(minimum = 1)]
    pub(crate) revision: i64,
    pub(crate) kind: AcknowledgementKind,
    pub(crate) at: At,
}

impl From<Said> for AcknowledgementTold {
    fn from(said: Said) -> Self {
        Self {
            link_id: said.link,
            entry_id: said.entry,
            revision: said.acknowledged.revision,
            kind: said.acknowledged.kind,
            at: said.acknowledged.at,
        }
    }
}

/// A row of the access log; never content (AU-1).
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LogRow {
    #[schema(minimum = 1)]
    pub(crate) number: i64,
    pub(crate) at: At,
    pub(crate) actor_kind: ActorKind,
    #[schema(required)]
    pub(crate) actor_id: Option<AccountId>,
    pub(crate) action: Action,
    pub(crate) outcome: Outcome,
    #[schema(required)]
    pub(crate) link_id: Option<LinkId>,
    #[schema(required)]
    pub(crate) consent_id: Option<ConsentId>,
    #[schema(required)]
    pub(crate) entry_id: Option<EntryId>,
    #[schema(required)]
    pub(crate) revision: Option<i64>,
    pub(crate) request_id: RequestId,
    /// How many times; more than once only where refusals were too many to be told one by one.
    #[schema(minimum = 1)]
    pub(crate) times: i64,
    /// SHA-256 over the row before and this one, in hexadecimal.
    #[schema(pattern = "^[0-9a-f]{64}$", max_length = 64)]
    pub(crate) hash: String,
}

impl From<trail::Record> for LogRow {
    fn from(record: trail::Record) -> Self {
        let trail::Record {
            account_id: _,
            number,
            at,
            actor_kind,
            actor_id,
            action,
            outcome,
            link_id,
            consent_id,
            entry_id,
            revision,
            request_id,
            hash,
            times,
        } = record;
        Self {
            number,
            at,
            actor_kind,
            actor_id,
            action,
            outcome,
            link_id,
            consent_id,
            entry_id,
            revision,
            request_id,
            times,
            hash: HEXLOWER.encode(&hash),
        }
    }
}

/// A link, standing or ended.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LinkTold {
    pub(crate) id: LinkId,
    pub(crate) therapist_id: AccountId,
    /// The therapist's name, while there is an account.
    #[schema(required)]
    pub(crate) name: Option<DisplayName>,
    pub(crate) since: At,
    #[schema(required)]
    pub(crate) ended_at: Option<At>,
}

/// An entry at one revision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Pinned {
    pub(crate) entry_id: EntryId,
    #[schema(minimum = 1)]
    pub(crate) revision: i64,
}

/// A part of the text of an entry at one revision (N2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ExcerptTold {
    pub(crate) entry_id: EntryId,
    #[schema(minimum = 1)]
    pub(crate) revision: i64,
    #[schema(minimum = 0, maximum = 20000)]
    pub(crate) start: i64,
    #[schema(minimum = 1, maximum = 20000)]
    pub(crate) end: i64,
}

/// What is written from then on for one session (N6).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct StandingTold {
    pub(crate) dosing_session_id: DosingSessionId,
    #[schema(max_items = 2)]
    pub(crate) includes: Vec<consent::Included>,
}

/// A consent, in effect or over.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ConsentTold {
    pub(crate) id: ConsentId,
    pub(crate) link_id: LinkId,
    /// The whole entries that it names, each with the revision it is pinned to (N2).
    #[schema(max_items = 1000000)]
    pub(crate) entries: Vec<Pinned>,
    /// The part of an entry that it names instead.
    #[serde(default)]
    pub(crate) excerpt: Option<ExcerptTold>,
    /// The session that it stands for instead.
    #[serde(default)]
    pub(crate) standing: Option<StandingTold>,
    pub(crate) state: consent::State,
    pub(crate) notice_version: i64,
    pub(crate) granted_at: At,
    pub(crate) effective_at: At,
    /// When it ended or is to end; absent where no end is set.
    #[schema(required)]
    pub(crate) until: Option<At>,
}
