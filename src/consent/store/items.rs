//! What consents name: an entry, or a packet with the entries that were in it when it was given (N2, N12).

use std::collections::HashMap;

use diesel::prelude::*;

use super::{Row, consent_items, consents, grants, visible};
use crate::access::proof::{Access, Permission, Write};
use crate::access::trail;
use crate::consent::Consents;
use crate::consent::model::{State, state};
use crate::db::{Backend, Conn};
use crate::error::Result;
use crate::ids::{ConsentId, EntryId, LinkId, PacketId};

/// What a consent names, each at one revision (N2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Named {
    /// One entry.
    Entry(EntryId, i64),
    /// One packet; the entries it opens are kept beside it.
    Packet(PacketId, i64),
}

impl Row {
    /// What it names; a row names exactly one thing, and one that did not would open nothing.
    pub(super) fn named(&self) -> Option<Named> {
        match (self.entry_id, self.packet_id) {
            (Some(entry), _) => Some(Named::Entry(entry, self.revision)),
            (None, Some(packet)) => Some(Named::Packet(packet, self.revision)),
            (None, None) => None,
        }
    }
}

/// One entry at the revision at which it was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Queryable)]
pub(crate) struct Pinned {
    pub(crate) entry: EntryId,
    pub(crate) revision: i64,
}

/// Where every read of what packets open starts: the rows of the proof's owner.
fn items<'a, A: Permission>(
    access: &Access<Consents, A>,
) -> consent_items::BoxedQuery<'a, Backend> {
    consent_items::table
        .filter(consent_items::patient_id.eq(access.owner()))
        .into_boxed()
}

/// Keeps what a consent to a packet opens.
pub(super) fn keep(
    conn: &mut Conn,
    mine: &Access<Consents, Write>,
    consent: ConsentId,
    pinned: &[Pinned],
) -> Result<()> {
    for item in pinned {
        diesel::insert_into(consent_items::table)
            .values((
                consent_items::patient_id.eq(mine.owner()),
                consent_items::consent_id.eq(consent),
                consent_items::entry_id.eq(item.entry),
                consent_items::revision.eq(item.revision),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// What a consent to a packet opens.
pub(crate) fn pinned<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Consents, A>,
    consent: ConsentId,
) -> Result<Vec<Pinned>> {
    Ok(items(mine)
        .filter(consent_items::consent_id.eq(consent))
        .order(consent_items::entry_id)
        .select((consent_items::entry_id, consent_items::revision))
        .load(conn)?)
}

/// Which consents are in effect now for each of these entries, oldest first; a pure look that records nothing.
pub(crate) fn in_effect_for<A: Permission>(
    conn: &mut Conn,
    access: &Access<Consents, A>,
    entries: &[EntryId],
) -> Result<Vec<(EntryId, ConsentId)>> {
    let in_packets: Vec<(ConsentId, EntryId)> = items(access)
        .filter(consent_items::entry_id.eq_any(entries.to_vec()))
        .select((consent_items::consent_id, consent_items::entry_id))
        .load(conn)?;
    let packets: Vec<ConsentId> = in_packets.iter().map(|(consent, _)| *consent).collect();
    let rows: Vec<Row> = visible(access)
        .filter(
            consents::entry_id
                .eq_any(entries.to_vec())
                .or(consents::id.eq_any(packets)),
        )
        .filter(
            consents::expired_at
                .is_null()
                .and(consents::revoked_at.is_null())
                .and(consents::link_ended_at.is_null()),
        )
        .order((consents::granted_at, consents::id))
        .load(conn)?;
    let mut found = Vec::new();
    for row in rows {
        if state(&row.facts(), access.now()) != State::InEffect {
            continue;
        }
        match row.entry_id {
            Some(entry) => found.push((entry, row.id)),
            None => found.extend(
                in_packets
                    .iter()
                    .filter(|(consent, _)| *consent == row.id)
                    .map(|(consent, entry)| (*entry, *consent)),
            ),
        }
    }
    Ok(found)
}

/// Whether a consent that is not over keeps this packet as it is; an expiry that is seen is recorded (AZ-8, N12).
pub(crate) fn keeping(
    conn: &mut Conn,
    mine: &Access<Consents, Write>,
    packet: PacketId,
) -> Result<bool> {
    let rows: Vec<Row> = visible(mine)
        .filter(consents::packet_id.eq(packet))
        .load(conn)?;
    let rows = grants::seen(conn, rows, mine.now())?;
    Ok(rows
        .iter()
        .any(|row| !state(&row.facts(), mine.now()).is_final()))
}

/// Which consents that are not over name each of these packets, oldest first; a pure look that records nothing.
pub(crate) fn kept_by<A: Permission>(
    conn: &mut Conn,
    access: &Access<Consents, A>,
    packets: &[PacketId],
) -> Result<Vec<(PacketId, ConsentId)>> {
    let rows: Vec<Row> = visible(access)
        .filter(consents::packet_id.eq_any(packets.to_vec()))
        .order((consents::granted_at, consents::id))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .filter(|row| !state(&row.facts(), access.now()).is_final())
        .filter_map(|row| Some((row.packet_id?, row.id)))
        .collect())
}

/// What the consents of a link have opened, or could open if nothing had ended them but the link, newest consent first (R86).
///
/// An entry is told once, at the newest revision; what was taken back or ran out counts only where it was opened.
pub(crate) fn of_link<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Consents, A>,
    link: LinkId,
) -> Result<Vec<Pinned>> {
    let rows: Vec<Row> = visible(mine)
        .filter(consents::link_id.eq(link))
        .order((consents::granted_at.desc(), consents::id.desc()))
        .load(conn)?;
    let ids: Vec<ConsentId> = rows.iter().map(|row| row.id).collect();
    let opened = trail::opened_under(conn, mine, &ids)?;
    let mut in_packets = pinned_under(conn, mine, &ids)?;
    let mut told: Vec<Pinned> = Vec::new();
    for row in rows {
        let stood = !matches!(
            state(&row.facts(), mine.now()),
            State::Revoked | State::Expired
        );
        let items = match row.named() {
            Some(Named::Entry(entry, revision)) => vec![Pinned { entry, revision }],
            Some(Named::Packet(..)) => in_packets.remove(&row.id).unwrap_or_default(),
            None => Vec::new(),
        };
        for item in items {
            if !stood && !opened.contains(&(row.id, item.entry)) {
                continue;
            }
            match told.iter_mut().find(|before| before.entry == item.entry) {
                Some(before) => before.revision = before.revision.max(item.revision),
                None => told.push(item),
            }
        }
    }
    Ok(told)
}

/// What each of these consents opens, as far as they name packets.
fn pinned_under<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Consents, A>,
    consents: &[ConsentId],
) -> Result<HashMap<ConsentId, Vec<Pinned>>> {
    let rows: Vec<(ConsentId, Pinned)> = items(mine)
        .filter(consent_items::consent_id.eq_any(consents.to_vec()))
        .order((consent_items::consent_id, consent_items::entry_id))
        .select((
            consent_items::consent_id,
            (consent_items::entry_id, consent_items::revision),
        ))
        .load(conn)?;
    let mut found: HashMap<ConsentId, Vec<Pinned>> = HashMap::new();
    for (consent, item) in rows {
        found.entry(consent).or_default().push(item);
    }
    Ok(found)
}
