//! Appointments: preparation and integration sessions with the therapist, as the patient notes them (R08, R81).
//!
//! One to three preparation sessions are typical, and a follow-up in the days after a dose is; neither is asked for or counted
//! (R17, R80). The notes are the patient's own. A therapist sees nothing of them.

mod model;
pub mod routes;
mod store;

pub(crate) use model::Words;
pub use model::{AppointmentKind, AppointmentStatus, AppointmentView};
pub(crate) use store::between;
pub use store::{begun_since, first_begun_since};

use crate::access::proof::Records;

/// The marker of appointments.
#[derive(Debug)]
pub struct Appointments;

impl Records for Appointments {
    const NAME: &'static str = "appointments";
}
