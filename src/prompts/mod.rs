//! Prompts.

pub mod routes;

use crate::access::proof::Records;

/// The marker of these records.
#[derive(Debug)]
pub struct Prompts;

impl Records for Prompts {
    const NAME: &'static str = "prompts";
}

/// TEMP
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
pub struct PromptWords {
    pub(crate) id: crate::ids::PromptId,
    version: i64,
    text: String,
}
pub(crate) fn wording(_id: crate::ids::PromptId) -> Option<PromptWords> { None }
pub(crate) fn for_day(_day: u8, _is_day_of_dosing: bool) -> Vec<crate::ids::PromptId> { Vec::new() }
