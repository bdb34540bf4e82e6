//! Intentions: orientations in the patient's own words, not demands (R10, R25, R29, N11).
//!
//! An intention is never met or missed: it has no status, no score and no end. It is put in other words as it unfolds, and the
//! wordings before are kept (R28, R62).

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::keep;
use crate::access::record::Record;
use crate::error::Result;
use crate::ids::{DosingSessionId, IntentionId};
use crate::text;
use crate::time::At;
use crate::words::Change;

text!(
    /// An intention, in the patient's own words (R25).
    IntentionText, 1..=2000
);
text!(
    /// Why it matters to the one whose it is (R29).
    WhyItMatters, 1..=2000
);

/// An intention in an earlier wording.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EarlierIntention {
    pub(crate) text: IntentionText,
    pub(crate) why_it_matters: Option<WhyItMatters>,
    /// When it was put in other words.
    pub(crate) until: At,
}

/// The words of an intention; sealed as one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct IntentionWords {
    pub(crate) text: IntentionText,
    pub(crate) why_it_matters: Option<WhyItMatters>,
    pub(crate) dosing_session_id: Option<DosingSessionId>,
    pub(crate) earlier: Vec<EarlierIntention>,
}

impl IntentionWords {
    /// The first wording.
    pub(in crate::preparation) fn new(
        text: IntentionText,
        why_it_matters: Option<WhyItMatters>,
        dosing_session_id: Option<DosingSessionId>,
    ) -> Self {
        Self {
            text,
            why_it_matters,
            dosing_session_id,
            earlier: Vec::new(),
        }
    }

    /// The same in other words; a wording whose words would be lost is kept (R62), and
    /// refused are more of them than are kept.
    pub(in crate::preparation) fn reworded(
        mut self,
        text: Option<IntentionText>,
        why_it_matters: Change<WhyItMatters>,
        now: At,
    ) -> Result<Self> {
        let text = text.unwrap_or_else(|| self.text.clone());
        let why_it_matters = why_it_matters.applied_to(self.why_it_matters.clone());
        let loses = self.why_it_matters.is_some() && self.why_it_matters != why_it_matters;
        if self.text != text || loses {
            let before = EarlierIntention {
                text: self.text,
                why_it_matters: self.why_it_matters,
                until: now,
            };
            keep(&mut self.earlier, before)?;
        }
        Ok(Self {
            text,
            why_it_matters,
            ..self
        })
    }
}

/// An intention, to the patient whose it is.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct IntentionView {
    pub(in crate::preparation) id: IntentionId,
    text: IntentionText,
    #[schema(required)]
    why_it_matters: Option<WhyItMatters>,
    #[schema(required)]
    dosing_session_id: Option<DosingSessionId>,
    /// Earlier wordings, oldest first; at most fifty are kept, and none of them makes room for another.
    #[schema(max_items = 50)]
    earlier: Vec<EarlierIntention>,
    pub(in crate::preparation) revision: i64,
    created_at: At,
    updated_at: At,
}

impl From<Record<IntentionWords>> for IntentionView {
    fn from(record: Record<IntentionWords>) -> Self {
        let IntentionWords {
            text,
            why_it_matters,
            dosing_session_id,
            earlier,
        } = record.words;
        Self {
            id: IntentionId::from_uuid(record.id),
            text,
            why_it_matters,
            dosing_session_id,
            earlier,
            revision: record.revision,
            created_at: record.created_at,
            updated_at: record.updated_at,
        }
    }
}
