//! Consents as the patient who gave them sees them.

use serde::Serialize;
use utoipa::ToSchema;

use super::Consents;
use super::model::{Facts, Included, State};
use super::store::{self, Consent, Named, Pinned};
use crate::access::proof::{Access, Part, Write};
use crate::access::trail::{self, Action, Opening};
use crate::care::{self, AcknowledgementKind, Care, ReadingHabit};
use crate::choice;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::http::etag::Versioned;
use crate::http::json::Located;
use crate::ids::{ConsentId, DosingSessionId, EntryId, LinkId, PacketId};
use crate::time::At;

/// What a consent opens.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ScopeView {
    /// One entry at one revision (N2).
    Entry {
        /// Which entry.
        entry_id: EntryId,
        /// At which revision.
        #[schema(minimum = 1)]
        revision: i64,
    },
    /// A part of the text of one revision (N2).
    Excerpt {
        /// Which entry.
        entry_id: EntryId,
        /// At which revision.
        #[schema(minimum = 1)]
        revision: i64,
        /// The first position in it, from 0.
        #[schema(minimum = 0, maximum = 20000)]
        start: i64,
        /// The first position after it.
        #[schema(minimum = 1, maximum = 20000)]
        end: i64,
    },
    /// What is written from then on for one session (N6).
    Session {
        /// Which session.
        dosing_session_id: DosingSessionId,
        /// Which kinds.
        #[schema(max_items = 2)]
        includes: Vec<Included>,
    },
    /// One packet, as it was when the consent was given (N12).
    Packet {
        /// Which packet.
        packet_id: PacketId,
        /// What it opens: its entries, each at the revision it had then (N2, AZ-6).
        #[schema(max_items = 50)]
        entries: Vec<PinnedView>,
    },
}

impl ScopeView {
    /// What a consent names; of a packet with the entries that it opens.
    pub(crate) fn of(named: Named, pinned: Vec<Pinned>) -> Self {
        match named {
            Named::Entry(entry_id, revision) => Self::Entry { entry_id, revision },
            Named::Excerpt(entry_id, revision, Part { start, end }) => Self::Excerpt {
                entry_id,
                revision,
                start,
                end,
            },
            Named::Session(dosing_session_id, includes) => Self::Session {
                dosing_session_id,
                includes,
            },
            Named::Packet(packet_id, _) => Self::Packet {
                packet_id,
                entries: pinned.into_iter().map(PinnedView::from).collect(),
            },
        }
    }
}

/// One entry at one revision.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PinnedView {
    entry_id: EntryId,
    #[schema(minimum = 1)]
    revision: i64,
}

impl From<Pinned> for PinnedView {
    fn from(pinned: Pinned) -> Self {
        let Pinned { entry, revision } = pinned;
        Self {
            entry_id: entry,
            revision,
        }
    }
}

choice! {
    /// What was opened under a standing consent.
    Opened {
        /// An entry.
        Entry = "entry",
        /// A check-in.
        CheckIn = "check_in",
    }
}

/// Something that was opened under a consent.
#[derive(Debug, Serialize, ToSchema)]
pub struct OpeningView {
    at: At,
    /// What it was, where the consent stands for a session.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    what: Option<Opened>,
    /// Which entry; absent where the consent names it, or where it was something else.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    entry_id: Option<EntryId>,
    #[schema(minimum = 1)]
    revision: i64,
}

/// What the therapist said of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct AcknowledgedView {
    kind: AcknowledgementKind,
    at: At,
}

/// A consent, to the patient who gave it (AZ-6).
#[derive(Debug, Serialize, ToSchema)]
pub struct ConsentView {
    id: ConsentId,
    link_id: LinkId,
    scope: ScopeView,
    state: State,
    granted_at: At,
    effective_at: At,
    #[schema(required)]
    expires_at: Option<At>,
    #[schema(required)]
    revoked_at: Option<At>,
    #[schema(minimum = 1)]
    notice_version: i64,
    /// When, and at which revision, it was opened: the newest hundred, oldest first.
    opened: Vec<OpeningView>,
    #[schema(required)]
    acknowledged: Option<AcknowledgedView>,
    /// What the therapist says of when they read, while this is open to them or will be; nobody promises to read (N4).
    #[schema(required)]
    reading_habit: Option<ReadingHabit>,
    #[serde(skip)]
    version: i64,
}

impl Versioned for ConsentView {
    fn version(&self) -> i64 {
        self.version
    }
}

impl Located for ConsentView {
    fn location(&self) -> String {
        format!("/v1/consents/{}", self.id)
    }
}

impl ConsentView {
    /// The consent with what was done under it.
    pub(super) fn of(
        conn: &mut Conn,
        mine: &Access<Consents, Write>,
        consent: Consent,
    ) -> Result<Self> {
        let Consent {
            id,
            link,
            named,
            notice,
            state,
            facts,
            version,
        } = consent;
        let Facts {
            granted_at,
            effective_at,
            expires_at,
            revoked_at,
            paused_at: _,
            resumed_at: _,
            expired_at: _,
            link_ended_at: _,
        } = facts;
        let named = named.ok_or_else(|| Error::internal("a consent that names nothing"))?;
        let opened = trail::openings(conn, mine, id)?
            .into_iter()
            .map(|opening| opened(&named, opening))
            .collect();
        let reading_habit = if matches!(state, State::Waiting | State::InEffect) {
            care::reading_habit(conn, &mine.also::<Care>()?, link)?
        } else {
            None
        };
        let acknowledged = match &named {
            Named::Entry(entry, revision) | Named::Excerpt(entry, revision, _) => {
                acknowledged(conn, mine, link, *entry, *revision)?
            }
            Named::Packet(..) | Named::Session(..) => None,
        };
        let scope = ScopeView::of(named, store::pinned(conn, mine, id)?);
        Ok(Self {
            id,
            link_id: link,
            scope,
            state,
            granted_at,
            effective_at,
            expires_at,
            revoked_at,
            notice_version: notice.version,
            opened,
            acknowledged,
            reading_habit,
            version,
        })
    }
}

/// What is told of an opening: which entry only where the consent names more than one.
fn opened(named: &Named, opening: Opening) -> OpeningView {
    let Opening {
        at,
        action,
        entry,
        revision,
    } = opening;
    let what = match action {
        Action::CheckInRead => Opened::CheckIn,
        _ => Opened::Entry,
    };
    OpeningView {
        at,
        what: Some(what).filter(|_| matches!(named, Named::Session(..))),
        entry_id: entry.filter(|_| matches!(named, Named::Packet(..) | Named::Session(..))),
        revision: revision.unwrap_or_default(),
    }
}

/// What the therapist said of the entry, as far as it was said of the revision that was given.
fn acknowledged(
    conn: &mut Conn,
    mine: &Access<Consents, Write>,
    link: LinkId,
    entry: EntryId,
    revision: i64,
) -> Result<Option<AcknowledgedView>> {
    Ok(care::acknowledged(conn, mine, link, entry)?
        .filter(|given| given.revision == revision)
        .map(|given| AcknowledgedView {
            kind: given.kind,
            at: given.at,
        }))
}
