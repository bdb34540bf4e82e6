//! What happened between people here: told with an export, never imported.

use crate::access::trail;
use crate::account::DisplayName;
use crate::consent;
use crate::ids::{AccountId, ConsentId, EntryId, LinkId};
use crate::time::At;

/// Links, consents and the access log of one patient, each oldest first.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sharing {
    pub(crate) links: Vec<LinkTold>,
    pub(crate) consents: Vec<ConsentTold>,
    pub(crate) log: Vec<trail::Record>,
}

/// A link, standing or ended.
#[derive(Debug, Clone)]
pub(crate) struct LinkTold {
    pub(crate) id: LinkId,
    pub(crate) therapist: AccountId,
    /// The therapist's name, while there is an account.
    pub(crate) name: Option<DisplayName>,
    pub(crate) since: At,
    pub(crate) ended_at: Option<At>,
}

/// A consent, in effect or over.
#[derive(Debug, Clone)]
pub(crate) struct ConsentTold {
    pub(crate) id: ConsentId,
    pub(crate) link: LinkId,
    /// The whole entries that it names, each with the revision it is pinned to (N2).
    pub(crate) entries: Vec<(EntryId, i64)>,
    pub(crate) state: consent::State,
    pub(crate) notice_version: i64,
    pub(crate) granted_at: At,
    pub(crate) effective_at: At,
    /// When it ended or is to end; absent where no end is set.
    pub(crate) until: Option<At>,
}
