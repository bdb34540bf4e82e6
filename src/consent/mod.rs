//! Consents: states, scopes, quiet time, revocation (AZ-5 to AZ-9, N1, N2).
//!
//! A patient opens one entry at one revision, an excerpt of it, a packet of entries (N12), or what she writes from then on for one
//! session (N6), to one therapist. What has state is in `model`, pure; the gate asks `store::grants` at every read of a therapist's, so
//! that nothing is remembered between a revocation and the next read (AZ-7). A signed receipt of each can be kept (AZ-6).

pub mod model;
pub mod routes;
pub(crate) mod store;
pub mod views;

use crate::access::proof::{EndsWithLink, Records};

/// The marker of consents.
#[derive(Debug)]
pub struct Consents;

impl Records for Consents {
    const NAME: &'static str = "consents";
}

impl EndsWithLink for Consents {}

pub(crate) use model::{Included, Move, State};
pub(crate) use store::links::end_all_of_link;
pub(crate) use store::standing::{Written, come_back, follow, take_in};
pub(crate) use store::{
    Consent, Named, hold_all, in_effect_for, keeping, kept_by, of_link, page, pinned,
    push_back_waiting, stop_again,
};
pub(crate) use views::ScopeView;
