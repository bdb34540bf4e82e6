//! ledger.

pub mod routes;
