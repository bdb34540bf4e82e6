//! Consents as the patient who gave them sees them.

use serde::Serialize;
use utoipa::ToSchema;

use super::Consents;
use super::model::{Facts, State};
use super::store::{self, Consent, Named, Pinned};
use crate::access::proof::{Access, Write};
use crate::access::trail::{self, Opening};
use crate::care::{self, AcknowledgementKind, Care, ReadingHabit};
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::http::etag::Versioned;
use crate::http::json::Located;
use crate::ids::{ConsentId, EntryId, LinkId, PacketId};
use crate::time::At;

/// What a consent opens.
#[derive(Debug, Serialize, ToSchema)]
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
    /// One packet, as it was when the consent was given (N12).
    Packet {
        /// Which packet.
        packet_id: PacketId,
        /// What it opens: its entries, each at the revision it had then (N2, AZ-6).
        #[schema(max_items = 50)]
        entries: Vec<PinnedView>,
    },
}

/// One entry at one revision.
#[derive(Debug, Serialize, ToSchema)]
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

/// Something that was opened under a consent.
#[derive(Debug, Serialize, ToSchema)]
pub struct OpeningView {
    at: At,
    /// Which entry of a packet; absent where the consent names an entry, or where it was the packet's own words.
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
            notice_version,
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
            expired_at: _,
            link_ended_at: _,
        } = facts;
        let named = named.ok_or_else(|| Error::internal("a consent that names nothing"))?;
        let opened = trail::openings(conn, mine, id)?
            .into_iter()
            .map(|opening| opened(named, opening))
            .collect();
        let reading_habit = if matches!(state, State::Waiting | State::InEffect) {
            care::reading_habit(conn, &mine.also::<Care>()?, link)?
        } else {
            None
        };
        let (scope, acknowledged) = match named {
            Named::Entry(entry_id, revision) => (
                ScopeView::Entry { entry_id, revision },
                acknowledged(conn, mine, link, entry_id, revision)?,
            ),
            Named::Packet(packet_id, _) => {
                let pinned = store::pinned(conn, mine, id)?;
                let entries = pinned.into_iter().map(PinnedView::from).collect();
                (ScopeView::Packet { packet_id, entries }, None)
            }
        };
        Ok(Self {
            id,
            link_id: link,
            scope,
            state,
            granted_at,
            effective_at,
            expires_at,
            revoked_at,
            notice_version,
            opened,
            acknowledged,
            reading_habit,
            version,
        })
    }
}

/// What is told of an opening: which entry only where the consent names more than one.
fn opened(named: Named, opening: Opening) -> OpeningView {
    let Opening {
        at,
        entry,
        revision,
    } = opening;
    OpeningView {
        at,
        entry_id: entry.filter(|_| matches!(named, Named::Packet(..))),
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
