//! support.

pub mod routes;
