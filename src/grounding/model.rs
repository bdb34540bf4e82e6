//! What a practice is made of, and what it must keep to.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::content::{self, Exercise, Language};
use crate::ids::{ExerciseId, PracticeId};
use crate::text;
use crate::time::At;

text!(
    /// What one would like to note about a practice.
    PracticeNote, 1..=2000
);
text!(
    /// How it is, in words and without a score (R36).
    StateInWords, 1..=200
);

/// The words of a practice; sealed as one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Words {
    pub(super) note: Option<PracticeNote>,
    pub(super) before: Option<StateInWords>,
    pub(super) after: Option<StateInWords>,
}

/// A practice as an export tells it and an import puts it back (AZ-13).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PracticeRecord {
    pub(crate) id: PracticeId,
    pub(crate) exercise_id: ExerciseId,
    pub(crate) at: At,
    pub(crate) note: Option<PracticeNote>,
    pub(crate) before: Option<StateInWords>,
    pub(crate) after: Option<StateInWords>,
    pub(crate) created_at: At,
}

impl From<PracticeView> for PracticeRecord {
    fn from(view: PracticeView) -> Self {
        let PracticeView {
            id,
            exercise_id,
            at,
            note,
            before,
            after,
            created_at,
        } = view;
        Self {
            id,
            exercise_id,
            at,
            note,
            before,
            after,
            created_at,
        }
    }
}

/// The exercise of the catalogue with this id, in one language.
pub(super) fn find(id: ExerciseId, language: Language) -> Option<&'static Exercise> {
    let mut all = content::exercises(language).iter();
    all.find(|exercise| exercise.id == id)
}

/// A practice of an exercise, to the patient whose it is.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PracticeView {
    pub(super) id: PracticeId,
    pub(super) exercise_id: ExerciseId,
    pub(super) at: At,
    #[schema(required)]
    pub(super) note: Option<PracticeNote>,
    /// How it was before, in words.
    #[schema(required)]
    pub(super) before: Option<StateInWords>,
    /// How it was after, in words.
    #[schema(required)]
    pub(super) after: Option<StateInWords>,
    pub(super) created_at: At,
}

impl PracticeView {
    /// When it was practised, by the patient's clock.
    pub fn at(&self) -> At {
        self.at
    }

    /// Which one it is.
    pub fn id(&self) -> PracticeId {
        self.id
    }
}
