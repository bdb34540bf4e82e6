//! Small steps that a person chooses for herself, and may change, shrink or lay aside (R72, R83, R71).
//!
//! A step is no task: it has no date, it is never completed or missed, and nothing counts them. How it was can be said in words
//! beside it, whether it was taken, is waiting, or is no longer wanted.

mod model;
pub mod routes;
mod store;

pub(crate) use model::{StepArea, Words};

use crate::access::proof::Records;

/// The marker of small steps.
#[derive(Debug)]
pub struct Steps;

impl Records for Steps {
    const NAME: &'static str = "steps";
}
