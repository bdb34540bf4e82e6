//! A therapist's private notes: also on their own pulls towards the medicine, which are nobody else's to see (R44, R76).
//!
//! They are kept under the therapist's own key and behind the therapist's desk alone. No patient, no app and no export of a
//! patient reaches them, also where they are about the work with one patient.

mod model;
pub mod routes;
mod store;

use crate::access::proof::Records;

/// The marker of therapists' notes.
#[derive(Debug)]
pub struct Notes;

impl Records for Notes {
    const NAME: &'static str = "therapist_notes";
}
