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
