//! What a small step is made of.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::access::record::Record;
use crate::ids::{DosingSessionId, StepId};
use crate::time::At;
use crate::{choice, text};

text!(
    /// A small step, in its writer's own words (R83).
    StepText, 1..=500
);
text!(
    /// How it was, in words, whatever became of it.
    StepNote, 1..=1000
);

choice! {
    /// What a step touches (R82); an invitation to look there, never a target.
    StepArea {
        /// Food and drink.
        Nourishment = "nourishment",
        /// Movement.
        Movement = "movement",
        /// Rest and sleep.
        Rest = "rest",
        /// Being with others, or with oneself.
        Company = "connection",
        /// A yes or a no.
        Boundaries = "boundaries",
        /// Anything else.
        SomethingElse = "something_else",
    }
}

/// The words of a step; sealed as one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = StepWords)]
pub(crate) struct Words {
    pub(crate) text: StepText,
    pub(crate) area: Option<StepArea>,
    pub(crate) dosing_session_id: Option<DosingSessionId>,
    pub(crate) note: Option<StepNote>,
    pub(crate) laid_aside: bool,
}

/// A small step, to the person whose it is.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SmallStepView {
    pub(super) id: StepId,
    text: StepText,
    #[schema(required)]
    area: Option<StepArea>,
    #[schema(required)]
    dosing_session_id: Option<DosingSessionId>,
    /// How it was, in words.
    #[schema(required)]
    note: Option<StepNote>,
    /// Whether it is laid aside for now, or for good; it can be taken up again.
    laid_aside: bool,
    pub(super) revision: i64,
    created_at: At,
    updated_at: At,
}

impl From<Record<Words>> for SmallStepView {
    fn from(record: Record<Words>) -> Self {
        let Words {
            text,
            area,
            dosing_session_id,
            note,
            laid_aside,
        } = record.words;
        Self {
            id: StepId::from_uuid(record.id),
            text,
            area,
            dosing_session_id,
            note,
            laid_aside,
            revision: record.revision,
            created_at: record.created_at,
            updated_at: record.updated_at,
        }
    }
}
