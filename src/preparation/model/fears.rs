//! Fears about dosing, and what could help (R16, R46).
//!
//! A fear is kept as it is said: it is not resolved, ticked off or scored, and to postpone is an ordinary answer to one.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::keep;
use crate::access::record::Record;
use crate::error::Result;
use crate::ids::{DosingSessionId, FearId};
use crate::text;
use crate::time::At;
use crate::words::Change;

text!(
    /// A fear, in the patient's own words (R16).
    FearText, 1..=2000
);
text!(
    /// What could help with a fear.
    WhatCouldHelp, 1..=2000
);

/// A fear in an earlier wording.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EarlierFear {
    pub(crate) text: FearText,
    pub(crate) what_could_help: Option<WhatCouldHelp>,
    /// When it was put in other words.
    pub(crate) until: At,
}

/// The words of a fear; sealed as one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FearWords {
    pub(crate) text: FearText,
    pub(crate) what_could_help: Option<WhatCouldHelp>,
    pub(crate) dosing_session_id: Option<DosingSessionId>,
    pub(crate) earlier: Vec<EarlierFear>,
}

impl FearWords {
    /// The first wording.
    pub(in crate::preparation) fn new(
        text: FearText,
        what_could_help: Option<WhatCouldHelp>,
        dosing_session_id: Option<DosingSessionId>,
    ) -> Self {
        Self {
            text,
            what_could_help,
            dosing_session_id,
            earlier: Vec::new(),
        }
    }

    /// The same in other words; a wording whose words would be lost is kept (R62), and
    /// refused are more of them than are kept.
    pub(in crate::preparation) fn reworded(
        mut self,
        text: Option<FearText>,
        what_could_help: Change<WhatCouldHelp>,
        now: At,
    ) -> Result<Self> {
        let text = text.unwrap_or_else(|| self.text.clone());
        let what_could_help = what_could_help.applied_to(self.what_could_help.clone());
        let loses = self.what_could_help.is_some() && self.what_could_help != what_could_help;
        if self.text != text || loses {
            let before = EarlierFear {
                text: self.text,
                what_could_help: self.what_could_help,
                until: now,
            };
            keep(&mut self.earlier, before)?;
        }
        Ok(Self {
            text,
            what_could_help,
            ..self
        })
    }
}

/// A fear, to the patient whose it is.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FearView {
    pub(in crate::preparation) id: FearId,
    text: FearText,
    #[schema(required)]
    what_could_help: Option<WhatCouldHelp>,
    #[schema(required)]
    dosing_session_id: Option<DosingSessionId>,
    /// Earlier wordings, oldest first; at most fifty are kept, and none of them makes room for another.
    #[schema(max_items = 50)]
    earlier: Vec<EarlierFear>,
    pub(in crate::preparation) revision: i64,
    created_at: At,
    updated_at: At,
}

impl From<Record<FearWords>> for FearView {
    fn from(record: Record<FearWords>) -> Self {
        let FearWords {
            text,
            what_could_help,
            dosing_session_id,
            earlier,
        } = record.words;
        Self {
            id: FearId::from_uuid(record.id),
            text,
            what_could_help,
            dosing_session_id,
            earlier,
            revision: record.revision,
            created_at: record.created_at,
            updated_at: record.updated_at,
        }
    }
}
