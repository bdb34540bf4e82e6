//! Consents as the patient who gave them sees them.

use serde::Serialize;
use utoipa::ToSchema;

use super::Consents;
use super::model::{Facts, State};
use super::store::Consent;
use crate::access::proof::{Access, Write};
use crate::access::trail;
use crate::care::{self, AcknowledgementKind};
use crate::db::Conn;
use crate::error::Result;
use crate::http::etag::Versioned;
use crate::http::json::Located;
use crate::ids::{ConsentId, EntryId, LinkId};
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
}

/// Something that was opened under a consent.
#[derive(Debug, Serialize, ToSchema)]
pub struct OpeningView {
    at: At,
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
            entry,
            revision,
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
        let opened = trail::openings(conn, mine, id)?
            .into_iter()
            .map(|(at, revision)| OpeningView { at, revision })
            .collect();
        let acknowledged = care::acknowledged(conn, mine, link, entry)?
            .filter(|given| given.revision == revision)
            .map(|given| AcknowledgedView {
                kind: given.kind,
                at: given.at,
            });
        let scope = ScopeView::Entry {
            entry_id: entry,
            revision,
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
            version,
        })
    }
}
