//! Whom and what a patient named as support.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::access::record::Record;
use crate::ids::{SoothingId, SupportPersonId};
use crate::text;
use crate::time::At;

text!(
    /// What the patient calls somebody.
    PersonName, 1..=120
);
text!(
    /// How somebody is reached, as the patient wrote it; it is never dialled and nothing is sent there.
    PersonContact, 1..=200
);
text!(
    /// What the patient would like to remember about somebody: when they can be reached, for what.
    PersonNote, 1..=1000
);
text!(
    /// Something that has been kind before (R34).
    SoothingText, 1..=200
);

/// The words about somebody; sealed as one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PersonWords {
    pub(crate) name: PersonName,
    #[schema(required)]
    pub(crate) contact: Option<PersonContact>,
    #[schema(required)]
    pub(crate) note: Option<PersonNote>,
}

/// The words of an item of the soothing list; sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SoothingWords {
    pub(crate) text: SoothingText,
}

/// Somebody whom the patient named as support, to her alone (R38).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SupportPersonView {
    pub(super) id: SupportPersonId,
    name: PersonName,
    #[schema(required)]
    contact: Option<PersonContact>,
    #[schema(required)]
    note: Option<PersonNote>,
    pub(super) revision: i64,
    created_at: At,
    updated_at: At,
}

impl From<Record<PersonWords>> for SupportPersonView {
    fn from(record: Record<PersonWords>) -> Self {
        let PersonWords {
            name,
            contact,
            note,
        } = record.words;
        Self {
            id: SupportPersonId::from_uuid(record.id),
            name,
            contact,
            note,
            revision: record.revision,
            created_at: record.created_at,
            updated_at: record.updated_at,
        }
    }
}

/// An item of the patient's soothing list, to her alone (R34).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SoothingView {
    pub(super) id: SoothingId,
    text: SoothingText,
    pub(super) revision: i64,
    created_at: At,
    updated_at: At,
}

impl From<Record<SoothingWords>> for SoothingView {
    fn from(record: Record<SoothingWords>) -> Self {
        let SoothingWords { text } = record.words;
        Self {
            id: SoothingId::from_uuid(record.id),
            text,
            revision: record.revision,
            created_at: record.created_at,
            updated_at: record.updated_at,
        }
    }
}
