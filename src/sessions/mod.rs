//! Sessions.

pub mod routes;

use crate::access::proof::Records;

/// The marker of these records.
#[derive(Debug)]
pub struct Sessions;

impl Records for Sessions {
    const NAME: &'static str = "dosing_sessions";
}
