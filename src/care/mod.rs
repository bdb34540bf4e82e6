//! Invitations, links, a therapist's list, reading what is shared, acknowledging, when a therapist reads (R86, R88, R90, N4, N18, AZ-12).
//!
//! A therapist invites by a code, the patient takes it up, and either of the two ends it. A link alone shows a therapist the
//! patient's name; words are opened by consents, one entry at a time, and every one that is opened is on the patient's log.

pub mod model;
pub mod routes;
pub(crate) mod store;

pub use model::{AcknowledgementKind, EndedBy, ReadingHabit};

use crate::access::proof::{Answerable, EndsWithLink, OpenedBy, Records, Shareable};
use crate::access::trail::Action;

/// The marker of links and invitations.
#[derive(Debug)]
pub struct Care;

impl Records for Care {
    const NAME: &'static str = "care";
}

impl EndsWithLink for Care {}

/// The marker of what a therapist says of an entry: read, or to bring to the session.
#[derive(Debug)]
pub struct Acknowledgements;

impl Records for Acknowledgements {
    const NAME: &'static str = "acknowledgements";
}

impl Shareable for Acknowledgements {
    const BY: OpenedBy = OpenedBy::Consent;
    const READ: Action = Action::EntryAcknowledged;
}

impl Answerable for Acknowledgements {}

/// The marker of what therapists say of when they read (N4).
#[derive(Debug)]
pub struct Habits;

impl Records for Habits {
    const NAME: &'static str = "reading_habits";
}

pub(crate) use store::acknowledging::{Said, acknowledged, all_said};
pub(crate) use store::habits::reading_habit;
pub(crate) use store::links::{
    end, is_on_caseload, page_of_patient, recipient, standing_of_patient, standing_of_therapist,
    stands, therapist_names,
};
