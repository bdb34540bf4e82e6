//! Consents: states, scopes, quiet time, revocation.

pub mod routes;
pub(crate) mod store;

use crate::access::proof::Records;

/// The marker of consents.
#[derive(Debug)]
pub struct Consents;

impl Records for Consents {
    const NAME: &'static str = "consents";
}
pub(crate) fn in_effect_for<A: crate::access::proof::Permission>(_: &mut crate::db::Conn, _: &crate::access::proof::Access<Consents, A>, _: &[crate::ids::EntryId]) -> crate::error::Result<Vec<(crate::ids::EntryId, crate::ids::ConsentId)>> { Ok(vec![]) }
