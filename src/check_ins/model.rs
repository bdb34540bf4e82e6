//! What a check-in is made of.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::access::record::Record;
use crate::ids::{CheckInId, DosingSessionId};
use crate::journal::{Feelings, Sensations};
use crate::text;
use crate::time::{At, Zone};

text!(
    /// How something is, in words; no number, no score (N20).
    InWords, 1..=300
);

/// The words of a check-in; sealed as one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CheckInWords)]
pub(crate) struct Words {
    pub(crate) time_zone: Zone,
    pub(crate) dosing_session_id: Option<DosingSessionId>,
    #[schema(inline)]
    pub(crate) feelings: Feelings,
    #[schema(inline)]
    pub(crate) sensations: Sensations,
    pub(crate) energy: Option<InWords>,
    pub(crate) rest: Option<InWords>,
    pub(crate) nourishment: Option<InWords>,
    pub(crate) movement: Option<InWords>,
    pub(crate) connection: Option<InWords>,
    pub(crate) fears: Option<InWords>,
    pub(crate) hesitations: Option<InWords>,
}

impl Words {
    /// Whether there is a word in it.
    pub(crate) fn hold_something(&self) -> bool {
        let words = [
            &self.energy,
            &self.rest,
            &self.nourishment,
            &self.movement,
            &self.connection,
            &self.fears,
            &self.hesitations,
        ];
        words.iter().any(|word| word.is_some())
            || !self.feelings.is_empty()
            || !self.sensations.is_empty()
    }
}

/// A check-in, to the patient whose it is.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CheckInView {
    pub(super) id: CheckInId,
    /// When it was, by the patient's clock.
    pub(super) at: At,
    time_zone: Zone,
    #[schema(required)]
    dosing_session_id: Option<DosingSessionId>,
    #[schema(inline)]
    feelings: Feelings,
    #[schema(inline)]
    sensations: Sensations,
    /// Energy, in words.
    #[schema(required)]
    energy: Option<InWords>,
    /// Rest and sleep, in words.
    #[schema(required)]
    rest: Option<InWords>,
    /// Food and drink, in words.
    #[schema(required)]
    nourishment: Option<InWords>,
    /// Movement, in words.
    #[schema(required)]
    movement: Option<InWords>,
    /// Being with others, or with oneself, in words.
    #[schema(required)]
    connection: Option<InWords>,
    /// What one is worried about, before a dose or without one (R16, R46).
    #[schema(required)]
    fears: Option<InWords>,
    /// What in one hesitates (R46).
    #[schema(required)]
    hesitations: Option<InWords>,
    pub(super) revision: i64,
    created_at: At,
    updated_at: At,
}

impl CheckInView {
    /// When it was, by the patient's clock.
    pub fn at(&self) -> At {
        self.at
    }

    /// Which one it is.
    pub fn id(&self) -> CheckInId {
        self.id
    }

    /// For which dosing session it is, where it is for one.
    pub fn dosing_session_id(&self) -> Option<DosingSessionId> {
        self.dosing_session_id
    }
}

impl From<Record<Words>> for CheckInView {
    fn from(record: Record<Words>) -> Self {
        let Words {
            time_zone,
            dosing_session_id,
            feelings,
            sensations,
            energy,
            rest,
            nourishment,
            movement,
            connection,
            fears,
            hesitations,
        } = record.words;
        Self {
            id: CheckInId::from_uuid(record.id),
            at: record.at,
            time_zone,
            dosing_session_id,
            feelings,
            sensations,
            energy,
            rest,
            nourishment,
            movement,
            connection,
            fears,
            hesitations,
            revision: record.revision,
            created_at: record.created_at,
            updated_at: record.updated_at,
        }
    }
}
