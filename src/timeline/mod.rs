//! The timeline: the days that follow a dosing session, and what goes on unfolding after them (R77 to R83, N7, N14).
//!
//! It owns no table. It asks for sessions, entries and practices with the proofs of their domains and lays them side by side by
//! date. It opens and never closes: no day is missed, nothing is counted, and a journey without any session has its place too.

pub mod model;
pub mod routes;

use crate::access::proof::Records;

/// The marker of the timeline.
#[derive(Debug)]
pub struct Timeline;

impl Records for Timeline {
    const NAME: &'static str = "timeline";
}
