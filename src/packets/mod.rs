//! Packets: what a patient wants to bring to a session, in the order of their own choosing (N12).
//!
//! A packet holds entries, each at one revision and picked by hand, and notes: a question, a few words. It is private until a
//! consent names it; from then on it stays as it is, and it is open to the therapist until the end of the session that it is for: a
//! fixed instant, chosen by the patient. It does not follow an appointment that moves, because nothing may stay open for longer than
//! the patient said when she gave it.

mod model;
pub mod routes;
mod store;

pub(crate) use model::{PacketItem, Words};
pub(crate) use store::{Contents, contents};

use crate::access::proof::{OpenedBy, Records, Shareable};
use crate::access::trail::Action;

/// The marker of packets.
#[derive(Debug)]
pub struct Packets;

impl Records for Packets {
    const NAME: &'static str = "packets";
}

impl Shareable for Packets {
    const BY: OpenedBy = OpenedBy::Packet;
    const READ: Action = Action::PacketRead;
}
