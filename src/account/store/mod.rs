//! The tables of accounts; private to this folder.

pub(crate) mod accounts;
pub(crate) mod address_changes;
pub(crate) mod devices;
pub(crate) mod factors;
pub(crate) mod grants;
pub(crate) mod guesses;
pub(crate) mod keys;
pub(crate) mod passkeys;
pub(crate) mod registrations;
pub(crate) mod resets;
mod tables;
