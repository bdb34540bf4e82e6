//! What a therapist's note is made of.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::access::record::Record;
use crate::ids::{LinkId, NoteId};
use crate::time::At;
use crate::words::UpTo;
use crate::{choice, text};

text!(
    /// A note of a therapist's.
    NoteText, 1..=20000
);

choice! {
    /// A pull that a therapist notices in themselves; noticed, and not measured (R44, R76).
    Pull {
        /// Taking dosing for progress.
        DosingAsProgress = "dosing_as_progress",
        /// Favouring what is about the medicine.
        FavouringMedicineMaterial = "favouring_medicine_material",
        /// Wanting to close what is uncertain.
        ClosingUncertainty = "closing_uncertainty",
        /// Hurrying.
        Hurrying = "hurrying",
    }
}

/// At most the four of them.
pub type Pulls = UpTo<4, Pull>;

/// The words of a note; sealed as one under the therapist's key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Words {
    pub(super) link_id: Option<LinkId>,
    pub(super) text: NoteText,
    pub(super) pulls: Pulls,
}

/// A note, to the therapist whose it is and to nobody else.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct NoteView {
    pub(super) id: NoteId,
    /// The link that it is about.
    #[schema(required)]
    link_id: Option<LinkId>,
    text: NoteText,
    // What the therapist noticed in themselves; a sentence in the document would make it an object.
    #[schema(inline)]
    pulls: Pulls,
    at: At,
    pub(super) revision: i64,
    created_at: At,
    updated_at: At,
}

impl From<Record<Words>> for NoteView {
    fn from(record: Record<Words>) -> Self {
        let Words {
            link_id,
            text,
            pulls,
        } = record.words;
        Self {
            id: NoteId::from_uuid(record.id),
            link_id,
            text,
            pulls,
            at: record.at,
            revision: record.revision,
            created_at: record.created_at,
            updated_at: record.updated_at,
        }
    }
}
