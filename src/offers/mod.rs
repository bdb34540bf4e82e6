//! Offers: a prompt or an exercise that a therapist lays beside a patient's own, to be taken or left unseen (N5, R02, R03).
//!
//! An offer belongs to the patient from the moment it is made. Whether it was seen, taken or left is the patient's alone: nothing
//! that a therapist can ask differs by it. What a therapist writes in their own words gets the wording lint as advice, and is
//! never refused by it. In the quiet time and on the day of dosing nothing is offered (R49, R52, N1). What was taken is
//! exported and imported with everything else of the patient's, apart from its therapist; what was not goes with its link (AZ-13).

mod model;
pub mod routes;
mod store;

pub(crate) use model::{Offered, TakenOffer, UntakenOffer};
pub(crate) use store::{end_all_of_link, restore, taken, untaken, wording};

use crate::access::proof::{EndsWithLink, Records};

/// The marker of offers.
#[derive(Debug)]
pub struct Offers;

impl Records for Offers {
    const NAME: &'static str = "offers";
}

impl EndsWithLink for Offers {}
