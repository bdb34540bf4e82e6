//! Short units to read: what ketamine does and does not do, what a session usually looks like, what comes after (R09, R13, R18 to R27, R42, R44, R76, R84 to R87).
//!
//! They are public text: enough to be oriented, not burdened. There is no quiz, nothing is ticked off, and nobody learns who read
//! what (R23).

pub mod routes;

pub use routes::UnitView;
