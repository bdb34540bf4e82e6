//! Check-ins: how it is, in a few words, each of them optional (N8, N20, R63, R64, R82).
//!
//! A check-in is not a measure: no field takes a number, nothing is compared with the day before, and leaving everything out but
//! one word is a whole check-in (R36, R67). A therapist sees those that a consent which stands for a session has taken in (N6).

mod model;
pub mod routes;
mod store;

pub use model::CheckInView;
pub(crate) use model::Words;
pub(crate) use store::{between, newest_of};

use crate::access::proof::{OpenedBy, Records, Shareable};
use crate::access::trail::Action;

/// The marker of check-ins.
#[derive(Debug)]
pub struct CheckIns;

impl Records for CheckIns {
    const NAME: &'static str = "check_ins";
}

impl Shareable for CheckIns {
    const BY: OpenedBy = OpenedBy::Standing;
    const READ: Action = Action::CheckInRead;
}
