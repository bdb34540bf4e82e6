//! Timeline.

pub mod routes;

use crate::access::proof::Records;

/// The marker of these records.
#[derive(Debug)]
pub struct Timeline;

impl Records for Timeline {
    const NAME: &'static str = "timeline";
}
