//! The timeline: the days that follow a dosing session, the weeks after them, and what goes on unfolding (R77 to R83, N7, N14).
//!
//! It owns no records. It asks for sessions, entries, check-ins, practices and appointments with the proofs of their domains and
//! lays them side by side by date. It opens and never closes: no day is missed, nothing is counted, and a journey without any
//! session has its place too. The same times are a calendar at a secret address, which tells nothing but that time is reserved.

mod gathering;
mod habits;
pub mod model;
pub mod routes;
pub(crate) mod store;
pub(crate) use store::revoke as revoke_calendar;
mod views;

use crate::access::proof::Records;

/// The marker of the timeline.
#[derive(Debug)]
pub struct Timeline;

impl Records for Timeline {
    const NAME: &'static str = "timeline";
}
