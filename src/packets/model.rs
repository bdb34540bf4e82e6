//! What a packet is made of.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::access::record::Record;
use crate::ids::{ConsentId, EntryId, LinkId, PacketId};
use crate::text;
use crate::time::At;

text!(
    /// What the patient calls a packet.
    PacketTitle, 1..=120
);
text!(
    /// A question, or a few words, to bring.
    PacketNote, 1..=2000
);

/// The most items of a packet.
pub(super) const MOST_ITEMS: usize = 50;

/// One thing in a packet, in its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum PacketItem {
    /// An entry at the revision that it had when it was put in, or at one that was named (N2).
    Entry {
        /// Which entry.
        entry_id: EntryId,
        /// At which revision.
        #[schema(minimum = 1)]
        revision: i64,
    },
    /// A note.
    Note {
        /// What it says.
        text: PacketNote,
    },
}

impl PacketItem {
    /// The entry that it is, if it is one.
    pub(super) fn entry(&self) -> Option<EntryId> {
        match self {
            Self::Entry { entry_id, .. } => Some(*entry_id),
            Self::Note { .. } => None,
        }
    }
}

/// The words of a packet; sealed as one. The instant beside them is the end of the session that it is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PacketWords)]
pub(crate) struct Words {
    pub(crate) link_id: LinkId,
    pub(crate) title: Option<PacketTitle>,
    #[schema(max_items = 50)]
    pub(crate) items: Vec<PacketItem>,
}

impl Words {
    /// The place of the first item that names no revision there can be, or that is one too many.
    pub(crate) fn unfit(&self) -> Option<usize> {
        let revision =
            |item: &PacketItem| matches!(item, PacketItem::Entry { revision, .. } if *revision < 1);
        let beyond = (self.items.len() > MOST_ITEMS).then_some(MOST_ITEMS);
        self.items.iter().position(revision).or(beyond)
    }
}

/// A packet, to the patient whose it is.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PacketView {
    pub(super) id: PacketId,
    /// Whom it is for.
    link_id: LinkId,
    #[schema(required)]
    title: Option<PacketTitle>,
    /// When the session ends that it is for: it is open until then at the latest. An instant that the patient chooses: where the
    /// appointment moves, it stays, and what was given is given anew.
    until: At,
    /// In the patient's own order.
    #[schema(max_items = 50)]
    items: Vec<PacketItem>,
    /// The consents that name it and are not over; while there is one, the packet stays as it is.
    shared_with: Vec<ConsentId>,
    pub(super) revision: i64,
    created_at: At,
    updated_at: At,
}

impl PacketView {
    /// The packet, with the consents that keep it as it is.
    pub(super) fn new(record: Record<Words>, shared_with: Vec<ConsentId>) -> Self {
        let Words {
            link_id,
            title,
            items,
        } = record.words;
        Self {
            id: PacketId::from_uuid(record.id),
            link_id,
            title,
            until: record.at,
            items,
            shared_with,
            revision: record.revision,
            created_at: record.created_at,
            updated_at: record.updated_at,
        }
    }
}
