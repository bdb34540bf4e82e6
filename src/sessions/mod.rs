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
