//! The table of packets, and what of it a consent or a therapist reaches.

use super::Packets;
use super::model::{PacketItem, Words};
use crate::access::proof::{Access, Lens, Permission, Read, SharedPacket};
use crate::access::record::{self, Kept, Record, Which};
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::ids::{EntryId, LinkId, PacketId, RecordId};
use crate::records;
use crate::time::At;

records!(packets of Packets, Words);

/// What a consent has to know of a packet (N12).
#[derive(Debug)]
pub(crate) struct Contents {
    /// Whom it is for.
    pub(crate) link: LinkId,
    /// When the session ends that it is for.
    pub(crate) until: At,
    /// Which wording of it this is.
    pub(crate) revision: i64,
    /// Its entries, each at its revision.
    pub(crate) entries: Vec<(EntryId, i64)>,
    /// Whether there are notes in it.
    pub(crate) holds_notes: bool,
}

/// What a packet of the patient's holds now.
pub(crate) fn contents<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Packets, A>,
    id: PacketId,
) -> Result<Option<Contents>> {
    let record = match record::find(conn, mine, id.uuid()) {
        Ok(record) => record,
        Err(Error::NotFound) => return Ok(None),
        Err(other) => return Err(other),
    };
    let items = &record.words.items;
    Ok(Some(Contents {
        link: record.words.link_id,
        until: record.at,
        revision: record.revision,
        entries: items
            .iter()
            .filter_map(|item| match item {
                PacketItem::Entry { entry_id, revision } => Some((*entry_id, *revision)),
                PacketItem::Note { .. } => None,
            })
            .collect(),
        holds_notes: items
            .iter()
            .any(|item| matches!(item, PacketItem::Note { .. })),
    }))
}

/// The packets that are open through the proof's link; none of them is opened by asking.
pub(super) fn open_now(shared: &Access<Packets, Read>) -> &[SharedPacket] {
    match shared.lens() {
        Lens::Packets(_, packets) => packets,
        Lens::Own | Lens::Shared(..) | Lens::Taken(..) | Lens::Linked(_) => &[],
    }
}

/// One packet that is open through the proof's link, opened: it is on the patient's log.
pub(super) fn open(
    conn: &mut Conn,
    shared: &Access<Packets, Read>,
    item: SharedPacket,
) -> Result<Record<Words>> {
    let which = Which {
        id: Some(RecordId::from_uuid(item.packet.uuid())),
        most: 1,
        ..Which::default()
    };
    let row = Packets::rows(conn, shared, &which)?
        .pop()
        .ok_or(Error::NotFound)?;
    let place = Packets::WORDS.at(row.id.uuid(), row.revision);
    Ok(Record {
        words: shared.open(&row.words.ok_or(Error::NotFound)?, place)?,
        id: row.id.uuid(),
        at: row.at,
        revision: row.revision,
        created_at: row.created_at,
        updated_at: row.updated_at,
    })
}
