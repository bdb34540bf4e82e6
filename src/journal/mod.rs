//! Journal.

pub mod routes;

use crate::access::proof::Records;

/// The marker of these records.
#[derive(Debug)]
pub struct Journal;

impl Records for Journal {
    const NAME: &'static str = "journal";
}

impl crate::access::proof::Shareable for Journal {
    const BY: crate::access::proof::OpenedBy = crate::access::proof::OpenedBy::Consent;
}
