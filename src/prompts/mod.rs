//! Prompts: invitations to write, each with the requirement it serves, each free to be skipped (N5, R57 to R62).
//!
//! The catalogue is public text. What is a patient's own is only which prompts she does not want to meet again, and what she
//! answered, which the journal knows. On the day of dosing nothing is offered at all (R49, R52).

mod model;
pub mod routes;
mod store;

pub use model::PromptWords;
pub(crate) use model::{for_day, wording};
pub use routes::PromptView;

use crate::access::proof::Records;

/// The marker of what a patient settled about prompts.
#[derive(Debug)]
pub struct Prompts;

impl Records for Prompts {
    const NAME: &'static str = "prompts";
}
