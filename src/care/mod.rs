//! Invitations, links, a therapist's list, reading what is shared, acknowledging.

pub mod routes;
pub(crate) mod store;

use crate::access::proof::{Answerable, Records};

/// The marker of links and invitations.
#[derive(Debug)]
pub struct Care;

impl Records for Care {
    const NAME: &'static str = "care";
}

/// The marker of what a therapist says of an entry: read, or to bring to the session.
#[derive(Debug)]
pub struct Acknowledgements;

impl Records for Acknowledgements {
    const NAME: &'static str = "acknowledgements";
}

impl Answerable for Acknowledgements {}
