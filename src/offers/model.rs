//! What an offer is made of.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::ids::{ExerciseId, LinkId, OfferId, PromptId};
use crate::time::At;
use crate::{choice, text};

text!(
    /// A prompt in a therapist's own words.
    OfferedPromptText, 1..=600
);
text!(
    /// A word beside it that gives room.
    OfferedPromptHint, 1..=300
);
text!(
    /// A line beside an offer.
    OfferNote, 1..=300
);

choice! {
    /// What the patient made of an offer; nobody else learns of it.
    Answer {
        /// Taken.
        Taken = "taken",
        /// Left.
        Left = "left",
    }
}

/// What is offered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[schema(as = OfferedThing)]
pub(crate) enum Offered {
    /// A prompt of the catalogue.
    Prompt(PromptId),
    /// An exercise of the catalogue.
    Exercise(ExerciseId),
    /// A prompt in the therapist's own words.
    Own {
        /// The invitation.
        text: OfferedPromptText,
        /// A word beside it.
        hint: Option<OfferedPromptHint>,
    },
}

/// The words of an offer, with what the patient made of it; sealed as one under the patient's key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Words {
    pub(super) offered: Offered,
    pub(super) note: Option<OfferNote>,
    pub(super) answer: Option<Answer>,
}

/// An offer that the patient took, as an export tells it and an import puts it back (AZ-13).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TakenOffer {
    pub(crate) id: OfferId,
    /// Through which link it came, also where that is not known here.
    pub(crate) link_id: LinkId,
    pub(crate) created_at: At,
    pub(crate) offered: Offered,
    pub(crate) note: Option<OfferNote>,
}

/// An offer that the patient has not taken: it is told with an export and never imported, because it goes with its link (N18).
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct UntakenOffer {
    pub(crate) id: OfferId,
    pub(crate) link_id: LinkId,
    pub(crate) created_at: At,
    pub(crate) offered: Offered,
    pub(crate) note: Option<OfferNote>,
    /// Whether the patient left it; nobody else learns of it.
    pub(crate) left: bool,
}

impl Words {
    /// Whether the patient took it.
    pub(super) fn are_taken(&self) -> bool {
        self.answer == Some(Answer::Taken)
    }

    /// Whether the patient left it.
    pub(super) fn are_left(&self) -> bool {
        self.answer == Some(Answer::Left)
    }

    /// What the therapist wrote themselves, each with the JSON pointer of its field.
    pub(super) fn of_the_therapist(&self) -> Vec<(&'static str, &str)> {
        let mut written = Vec::new();
        if let Offered::Own { text, hint } = &self.offered {
            written.push(("/prompt/text", text.as_str()));
            written.extend(hint.as_ref().map(|hint| ("/prompt/hint", hint.as_str())));
        }
        written.extend(self.note.as_ref().map(|note| ("/note", note.as_str())));
        written
    }
}
