//! The access log as its patient reads and checks it (N3, AU-4, AU-6), and as a therapist reads what they did themselves; it is written
//! by `access::trail`, checked by `access::chain`, and checked away from any database by `ledger::file`.

pub(crate) mod file;
pub mod routes;
mod views;

pub(crate) use views::SignedCheckpoint;
