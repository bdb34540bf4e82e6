//! Therapy goals: what somebody comes to therapy for, apart from intentions (R30, R15).
//!
//! A goal is written down and put in other words; nothing here says how far it is.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::keep;
use crate::access::record::Record;
use crate::error::Result;
use crate::ids::GoalId;
use crate::text;
use crate::time::At;
use crate::words::Change;

text!(
    /// A therapy goal, in the patient's own words (R30).
    GoalText, 1..=2000
);
text!(
    /// A note on a goal.
    GoalNote, 1..=2000
);

/// A therapy goal in an earlier wording.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EarlierGoal {
    pub(crate) text: GoalText,
    pub(crate) note: Option<GoalNote>,
    /// When it was put in other words.
    pub(crate) until: At,
}

/// The words of a goal; sealed as one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct GoalWords {
    pub(crate) text: GoalText,
    pub(crate) note: Option<GoalNote>,
    pub(crate) earlier: Vec<EarlierGoal>,
}

impl GoalWords {
    /// The first wording.
    pub(in crate::preparation) fn new(text: GoalText, note: Option<GoalNote>) -> Self {
        Self {
            text,
            note,
            earlier: Vec::new(),
        }
    }

    /// The same in other words; a wording whose words would be lost is kept (R62), and
    /// refused are more of them than are kept.
    pub(in crate::preparation) fn reworded(
        mut self,
        text: Option<GoalText>,
        note: Change<GoalNote>,
        now: At,
    ) -> Result<Self> {
        let text = text.unwrap_or_else(|| self.text.clone());
        let note = note.applied_to(self.note.clone());
        let loses = self.note.is_some() && self.note != note;
        if self.text != text || loses {
            let before = EarlierGoal {
                text: self.text,
                note: self.note,
                until: now,
            };
            keep(&mut self.earlier, before)?;
        }
        Ok(Self { text, note, ..self })
    }
}

/// A therapy goal, to the patient whose it is.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct GoalView {
    pub(in crate::preparation) id: GoalId,
    text: GoalText,
    #[schema(required)]
    note: Option<GoalNote>,
    /// Earlier wordings, oldest first; at most fifty are kept, and none of them makes room for another.
    #[schema(max_items = 50)]
    earlier: Vec<EarlierGoal>,
    pub(in crate::preparation) revision: i64,
    created_at: At,
    updated_at: At,
}

impl From<Record<GoalWords>> for GoalView {
    fn from(record: Record<GoalWords>) -> Self {
        let GoalWords {
            text,
            note,
            earlier,
        } = record.words;
        Self {
            id: GoalId::from_uuid(record.id),
            text,
            note,
            earlier,
            revision: record.revision,
            created_at: record.created_at,
            updated_at: record.updated_at,
        }
    }
}
