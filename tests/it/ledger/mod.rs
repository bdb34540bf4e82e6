//! The access log over HTTP.

mod read_log;
mod verify_log;
