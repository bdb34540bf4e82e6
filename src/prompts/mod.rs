//! Prompts: invitations to write, each with the requirement it serves, each free to be skipped (N5, R57 to R62).
//!
//! The catalogue is public text. What is a patient's own is which prompts she does not want to meet again, those that she writes for
//! herself, and what she answered, which the journal knows. On the day of dosing nothing is offered at all (R49, R52).

mod model;
pub mod routes;
mod store;
mod wording;

pub use model::PromptWords;
pub(crate) use model::{OwnPromptWords, for_day};
pub use routes::PromptView;
pub(crate) use routes::is_day_of_dosing;
pub(crate) use store::{hidden, set_hidden};
pub(crate) use wording::wording;

use crate::access::proof::Records;

/// The marker of what a patient settled about prompts.
#[derive(Debug)]
pub struct Prompts;

impl Records for Prompts {
    const NAME: &'static str = "prompts";
}

/// The marker of prompts that a patient wrote for herself.
#[derive(Debug)]
pub struct OwnPrompts;

impl Records for OwnPrompts {
    const NAME: &'static str = "own_prompts";
}
