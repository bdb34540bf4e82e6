//! Sessions.

pub mod routes;

use crate::access::proof::Records;

/// The marker of these records.
#[derive(Debug)]
pub struct Sessions;

impl Records for Sessions {
    const NAME: &'static str = "dosing_sessions";
}
pub(crate) fn exists<A: crate::access::proof::Permission>(_: &mut crate::db::Conn, _: &crate::access::proof::Access<Sessions, A>, _: crate::ids::DosingSessionId) -> crate::error::Result<bool> { Ok(false) }

crate::choice! {
    /// What became of a session.
    Status {
        /// Planned.
        Planned = "planned",
        /// Happened.
        Happened = "happened",
        /// Postponed.
        Postponed = "postponed",
        /// Cancelled.
        Cancelled = "cancelled",
    }
}

/// What other domains see of a session.
#[derive(Debug, Clone)]
pub(crate) struct Anchor {
    pub(crate) status: Status,
    pub(crate) planned_at: Option<crate::time::At>,
    pub(crate) started_at: Option<crate::time::At>,
    pub(crate) ended_at: Option<crate::time::At>,
    pub(crate) time_zone: crate::time::Zone,
}

pub(crate) fn anchors<A: crate::access::proof::Permission>(_: &mut crate::db::Conn, _: &crate::access::proof::Access<Sessions, A>) -> crate::error::Result<Vec<Anchor>> {
    Ok(Vec::new())
}
