//! Evaluations: "done, on that day", noted by the patient, and no more than that (R12).
//!
//! Screening and clearance are the medical provider's. Nothing in the product depends on such a note, asks for it, or shows a result.

mod model;
pub mod routes;
mod store;

pub(crate) use model::Words;

use crate::access::proof::Records;

/// The marker of self-noted evaluations.
#[derive(Debug)]
pub struct Evaluations;

impl Records for Evaluations {
    const NAME: &'static str = "evaluations";
}
