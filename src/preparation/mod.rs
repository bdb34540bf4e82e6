//! Preparation: intentions, goals apart from them, fears, and the agreement with the therapist (R16, R25 to R30, R37 to R41, N10, N11).
//!
//! What is written here stays in its writer's words. Nothing is met, resolved or scored, and when something is put in other words the
//! wordings before are kept (R62). An agreement is held by a patient and one therapist, each writing their own side of it; every
//! change is a version, both acknowledge what they have read, and what loosens a boundary waits out the quiet time (N1).

mod model;
pub mod reflection;
pub mod routes;
mod store;
pub mod views;

pub(crate) use model::EARLIER;
pub(crate) use model::agreements::{
    AcknowledgedBy, AgreementItem, AgreementWords, ItemAnswer, ItemKind, ItemPart,
};
pub(crate) use model::fears::FearWords;
pub(crate) use model::goals::GoalWords;
pub(crate) use model::intentions::IntentionWords;
pub(crate) use store::agreements::push_back_waiting;

use crate::access::proof::{Answerable, OpenedBy, Records, Shareable};
use crate::access::trail::Action;

/// The marker of intentions.
#[derive(Debug)]
pub struct Intentions;

impl Records for Intentions {
    const NAME: &'static str = "intentions";
}

/// The marker of therapy goals.
#[derive(Debug)]
pub struct Goals;

impl Records for Goals {
    const NAME: &'static str = "goals";
}

/// The marker of fears.
#[derive(Debug)]
pub struct Fears;

impl Records for Fears {
    const NAME: &'static str = "fears";
}

/// The marker of agreements: the patient's, and shown through its link to the therapist it is held with.
#[derive(Debug)]
pub struct Agreements;

impl Records for Agreements {
    const NAME: &'static str = "agreements";
}

impl Shareable for Agreements {
    const BY: OpenedBy = OpenedBy::Link;
    const READ: Action = Action::AgreementRead;
}

impl Answerable for Agreements {}
