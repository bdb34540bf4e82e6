//! Grounding.

pub mod routes;

use crate::access::proof::Records;

/// The marker of these records.
#[derive(Debug)]
pub struct Grounding;

impl Records for Grounding {
    const NAME: &'static str = "practices";
}
