//! What is told of a log.

use std::collections::HashMap;

use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::access::chain::{CHECKPOINT_TYPE, Checkpoint, Verdict};
use crate::access::token::Tokens;
use crate::access::trail::{Action, ActorKind, Outcome, Record};
use crate::account::DisplayName;
use crate::error::Result;
use crate::ids::{AccountId, ConsentId, EntryId, LinkId, RequestId};
use crate::time::At;

/// Who acted.
#[derive(Debug, Serialize, ToSchema)]
pub struct ActorView {
    kind: ActorKind,
    /// The name as it is now; null where there is no account, or none any more.
    #[schema(required)]
    display_name: Option<DisplayName>,
}

/// One row of the log: who did what, when, under which consent; never content (AU-1).
#[derive(Debug, Serialize, ToSchema)]
pub struct RecordView {
    /// Its place: 1, 2, 3 … without a gap.
    number: i64,
    at: At,
    actor: ActorView,
    action: Action,
    outcome: Outcome,
    #[schema(required)]
    link_id: Option<LinkId>,
    #[schema(required)]
    consent_id: Option<ConsentId>,
    #[schema(required)]
    entry_id: Option<EntryId>,
    #[schema(required)]
    revision: Option<i64>,
    /// How many times; more than once only where refusals were too many to be told one by one.
    #[schema(minimum = 1)]
    times: i64,
    request_id: RequestId,
    /// SHA-256 over the row before and this one, in hexadecimal.
    #[schema(pattern = "^[0-9a-f]{64}$")]
    hash: String,
}

impl RecordView {
    pub(super) fn new(record: Record, names: &HashMap<AccountId, DisplayName>) -> Self {
        let Record {
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
        let display_name = actor_id.and_then(|id| names.get(&id).cloned());
        let actor = ActorView {
            kind: actor_kind,
            display_name,
        };
        Self {
            number,
            at,
            actor,
            action,
            outcome,
            link_id,
            consent_id,
            entry_id,
            revision,
            times,
            request_id,
            hash: HEXLOWER.encode(&hash),
        }
    }
}

/// How far a log had come, signed: kept where the operator cannot reach it, it shows a log that was cut or written anew (AU-4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignedCheckpoint {
    /// Whose log.
    account: AccountId,
    /// The number of its last row; 0 before the first.
    #[schema(minimum = 0)]
    sequence: i64,
    /// The hash of its last row, in hexadecimal.
    #[schema(pattern = "^[0-9a-f]{64}$", max_length = 64)]
    hash: String,
    /// When it was given.
    at: At,
    /// The same four, signed: a JWS (RFC 7515) in its compact serialization, EdDSA, under a key of `/.well-known/jwks.json`.
    #[schema(
        pattern = "^[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+$",
        max_length = 2000
    )]
    jws: String,
}

impl SignedCheckpoint {
    /// Signs a checkpoint.
    pub(crate) fn new(tokens: &Tokens, checkpoint: Checkpoint) -> Result<Self> {
        let jws = tokens.sign(CHECKPOINT_TYPE, &checkpoint)?.compact();
        let Checkpoint {
            account,
            sequence,
            hash,
            at,
        } = checkpoint;
        Ok(Self {
            account,
            sequence,
            hash,
            at,
            jws,
        })
    }
}

/// The last row of a chain.
#[derive(Debug, Serialize, ToSchema)]
pub struct HeadView {
    number: i64,
    #[schema(pattern = "^[0-9a-f]{64}$")]
    hash: String,
}

/// Whether a log goes on from a checkpoint that was kept.
#[derive(Debug, Serialize, ToSchema)]
pub struct ComparedView {
    #[schema(minimum = 0)]
    sequence: i64,
    /// Whether the log still holds, at that place, the row that it held then.
    agrees: bool,
}

/// What checking the chain found.
#[derive(Debug, Serialize, ToSchema)]
pub struct VerdictView {
    /// Whether all rows fit each other, and the checkpoint where one was given.
    intact: bool,
    /// How many rows fit each other, from the first on.
    checked: i64,
    /// The last of them.
    head: HeadView,
    /// The first row that does not fit, where there is one; against a checkpoint, the row it names or the one that is missing.
    #[schema(required)]
    broken_at: Option<i64>,
    /// What comparing the checkpoint found; null where none was given.
    #[schema(required)]
    checkpoint: Option<ComparedView>,
}

impl VerdictView {
    pub(super) fn new(verdict: Verdict, kept: Option<&Checkpoint>) -> Self {
        let Verdict {
            checked,
            head,
            broken_at,
            agrees,
        } = verdict;
        Self {
            intact: broken_at.is_none(),
            checked,
            head: HeadView {
                number: checked,
                hash: HEXLOWER.encode(&head),
            },
            broken_at,
            checkpoint: kept.zip(agrees).map(|(kept, agrees)| ComparedView {
                sequence: kept.sequence,
                agrees,
            }),
        }
    }
}
