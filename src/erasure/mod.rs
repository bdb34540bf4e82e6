//! Erasure: an account goes with everything in it, at once, and a signed receipt says until when a backup could still be read (N19, AZ-14).
//!
//! The keys go first, and with them the meaning of every byte that was sealed under them; then every row goes ([`crate::access::inventory`]).
//! Links end with all that was open through them, and the other side sees that they ended, and nothing else (N18). The access log
//! stays, in which people are ids, and still verifies (AU-7). The address is free for another registration.
//!
//! A backup from before holds the wrapped keys, so it could be read while a master key of its time exists. That key is retired and
//! removed on a schedule, and the receipt names the day by which it is (EN-6, [`crate::keys`]).
//!
//! In the quiet time around a dose nothing of weight is decided (AZ-10): what is asked for then is kept as a request, shown, and taken
//! back at will; to be erased, the patient says so again when the quiet time is over. What only narrows works at once, also then.

pub mod routes;
mod store;

pub(crate) use store::{erase, promised_since};

use crate::access::proof::Records;

/// The marker of requests to be erased.
#[derive(Debug)]
pub struct Erasure;

impl Records for Erasure {
    const NAME: &'static str = "erasure";
}
