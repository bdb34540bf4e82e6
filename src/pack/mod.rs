//! The offline pack: every public text of one language, signed, so that a phone can keep it and trust it in airplane mode (N15).

pub mod routes;
