//! Agreements as both sides see them.

use serde::Serialize;
use utoipa::ToSchema;

use super::model::agreements::{AcknowledgedBy, AgreementItem, AgreementParty, ReadAgain, Version};
use super::model::differences::{ItemDifference, differences};
use super::store::agreements::Agreement;
use crate::http::etag::Versioned;
use crate::http::json::Located;
use crate::ids::{AgreementId, DosingSessionId, LinkId};
use crate::time::At;

/// An agreement: its newest version, which one is in force, and what holds now.
#[derive(Debug, Serialize, ToSchema)]
pub struct AgreementView {
    id: AgreementId,
    link_id: LinkId,
    /// The number of the newest version; `items`, `effective_at` and `acknowledged` are its.
    #[serde(rename = "version")]
    number: i64,
    items: Vec<AgreementItem>,
    /// From when it can be in force: what loosens a boundary in the quiet time around a dose waits until its end (N1).
    effective_at: At,
    acknowledged: AcknowledgedBy,
    /// Before which dosing sessions it was read again, and by whom (R41).
    read_again: Vec<ReadAgain>,
    /// The newest version that both have acknowledged and whose instant has come.
    #[schema(required)]
    in_force: Option<i64>,
    /// The items of the version in force, each boundary at the tightest that the patient has said since.
    in_force_items: Vec<AgreementItem>,
    /// Whether it is still to be read again before the session that the list was asked for; null where none was.
    #[schema(required)]
    to_read_again: Option<bool>,
    revision: i64,
    created_at: At,
    updated_at: At,
}

impl AgreementView {
    /// The agreement as it stands now, before this dosing session.
    pub(super) fn new(agreement: Agreement, now: At, session: Option<DosingSessionId>) -> Self {
        let in_force_items = agreement.words.binding(now);
        let in_force = agreement.words.in_force(now).map(|version| version.number);
        let to_read_again = session.map(|session| agreement.words.is_to_read_again(session, now));
        let Version {
            number,
            items,
            made_by: _,
            made_at: _,
            effective_at,
            acknowledged,
        } = agreement.words.newest;
        Self {
            id: AgreementId::from_uuid(agreement.id),
            link_id: agreement.words.link_id,
            number,
            items,
            effective_at,
            acknowledged,
            read_again: agreement.words.read_again,
            in_force,
            in_force_items,
            to_read_again,
            revision: agreement.revision,
            created_at: agreement.created_at,
            updated_at: agreement.updated_at,
        }
    }
}

impl Versioned for AgreementView {
    fn version(&self) -> i64 {
        self.revision
    }
}

impl Located for AgreementView {
    fn location(&self) -> String {
        format!("/v1/agreements/{}", self.id)
    }
}

/// One version of an agreement: the whole list as it was.
#[derive(Debug, Serialize, ToSchema)]
pub struct AgreementVersionView {
    version: i64,
    items: Vec<AgreementItem>,
    /// Who made it.
    made_by: AgreementParty,
    made_at: At,
    effective_at: At,
    acknowledged: AcknowledgedBy,
}

impl From<Version> for AgreementVersionView {
    fn from(version: Version) -> Self {
        let Version {
            number,
            items,
            made_by,
            made_at,
            effective_at,
            acknowledged,
        } = version;
        Self {
            version: number,
            items,
            made_by,
            made_at,
            effective_at,
            acknowledged,
        }
    }
}

/// What differs between two versions, item by item; what is the same in both is not named (N10).
#[derive(Debug, Serialize, ToSchema)]
pub struct AgreementDifference {
    from: i64,
    to: i64,
    items: Vec<ItemDifference>,
}

impl AgreementDifference {
    /// The differences between two versions.
    pub(super) fn between(from: &Version, to: &Version) -> Self {
        Self {
            from: from.number,
            to: to.number,
            items: differences(&from.items, &to.items),
        }
    }
}
