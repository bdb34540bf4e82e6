//! Prompts.

pub mod routes;

use crate::access::proof::Records;

/// The marker of these records.
#[derive(Debug)]
pub struct Prompts;

impl Records for Prompts {
    const NAME: &'static str = "prompts";
}
