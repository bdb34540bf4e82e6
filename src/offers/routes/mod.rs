//! `/v1/therapist/offers` and `/v1/offers`: the two sides of an offer, of which each sees its own.

mod patient;
mod therapist;

pub use patient::{leave_offer, list_offers, take_offer};
pub use therapist::{list_offers_made, make_offer, withdraw_offer};

use serde::Serialize;
use utoipa::ToSchema;

use super::model::{Offered, OfferedPromptHint, OfferedPromptText};
use crate::http::routing::Routes;
use crate::ids::{ExerciseId, PromptId};

/// A prompt in a therapist's own words.
#[derive(Debug, Serialize, ToSchema)]
pub struct WordedPromptView {
    text: OfferedPromptText,
    #[schema(required)]
    hint: Option<OfferedPromptHint>,
}

/// What is offered, as either side sees it: one of the three.
struct Parts {
    prompt_id: Option<PromptId>,
    exercise_id: Option<ExerciseId>,
    prompt: Option<WordedPromptView>,
}

impl From<Offered> for Parts {
    fn from(offered: Offered) -> Self {
        let nothing = Self {
            prompt_id: None,
            exercise_id: None,
            prompt: None,
        };
        match offered {
            Offered::Prompt(id) => Self {
                prompt_id: Some(id),
                ..nothing
            },
            Offered::Exercise(id) => Self {
                exercise_id: Some(id),
                ..nothing
            },
            Offered::Own { text, hint } => Self {
                prompt: Some(WordedPromptView { text, hint }),
                ..nothing
            },
        }
    }
}

/// The routes of offers.
pub fn configure(routes: &mut impl Routes) {
    routes
        .service(make_offer)
        .service(list_offers_made)
        .service(withdraw_offer)
        .service(list_offers)
        .service(take_offer)
        .service(leave_offer);
}
