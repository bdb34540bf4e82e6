//! Preparation: the intention helper (R25 to R28, N11).

pub mod reflection;

use crate::access::proof::Records;

/// The marker of intentions.
#[derive(Debug)]
pub struct Intentions;

impl Records for Intentions {
    const NAME: &'static str = "intentions";
}
