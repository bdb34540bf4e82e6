//! Consents over HTTP.

mod change_consent;
mod create_consent;
mod expiry;
mod packet_consent;
mod quiet_time;
mod read_consents;
