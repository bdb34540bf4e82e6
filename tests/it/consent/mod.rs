//! Consents over HTTP.

mod change_consent;
mod create_consent;
mod every_move;
mod excerpt;
mod expiry;
mod packet_consent;
mod quiet_directive;
mod quiet_time;
mod read_consents;
mod receipt;
mod standing;
