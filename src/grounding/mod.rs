//! Grounding: exercises as data, and practices in words (R11, R31 to R36).
//!
//! Exercises are public text that a phone can pace without a network. A practice is a patient's own note that she did one: when,
//! and, if she likes, how it was before and after, in words. The aim is to stay present, not to be calm, so nothing is scored (R36).

mod model;
pub mod routes;
mod store;

pub(crate) use model::PracticeRecord;
pub use model::PracticeView;
pub use routes::ExerciseView;
pub(crate) use store::{between, records, restore};

use crate::access::proof::Records;

/// The marker of practices.
#[derive(Debug)]
pub struct Grounding;

impl Records for Grounding {
    const NAME: &'static str = "practices";
}
