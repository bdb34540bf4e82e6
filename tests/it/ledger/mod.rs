//! The access log over HTTP.

mod checkpoint;
mod narrow;
mod read_log;
mod refusals;
mod stand_alone;
mod therapist;
pub(crate) mod verify_log;
mod vocabulary;
