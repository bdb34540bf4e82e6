//! Grounding.

pub mod routes;

use crate::access::proof::Records;

/// The marker of these records.
#[derive(Debug)]
pub struct Grounding;

impl Records for Grounding {
    const NAME: &'static str = "practices";
}

/// TEMP
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
pub struct PracticeView {
    at: crate::time::At,
}

impl PracticeView {
    /// TEMP
    pub fn at(&self) -> crate::time::At {
        self.at
    }
}

pub(crate) fn between<A: crate::access::proof::Permission>(
    _: &mut crate::db::Conn,
    _: &crate::access::proof::Access<Grounding, A>,
    _: crate::time::At,
    _: crate::time::At,
    _: i64,
) -> crate::error::Result<Vec<PracticeView>> {
    Ok(Vec::new())
}
