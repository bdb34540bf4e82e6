//! What consents name: an entry, an excerpt of one, a packet with the entries that were in it when it was given, or a dosing session
//! for which they stand (N2, N6, N12).

use std::collections::HashMap;

use diesel::prelude::*;
use diesel::sql_types::{Bool, Nullable};

use super::{Row, consent_items, consents, grants, standing, visible};
use crate::access::proof::{Access, Part, Permission, Write};
use crate::access::trail;
use crate::consent::Consents;
use crate::consent::model::{Included, State, state};
use crate::db::{Backend, Conn};
use crate::each;
use crate::error::{Error, Result};
use crate::ids::{ConsentId, DosingSessionId, EntryId, LinkId, PacketId};
use crate::one_of;

/// What a consent names: records each at one revision, or a session (N2, N6).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Named {
    /// One entry.
    Entry(EntryId, i64),
    /// A part of one entry.
    Excerpt(EntryId, i64, Part),
    /// One packet; the entries it opens are kept beside it.
    Packet(PacketId, i64),
    /// What is written from then on for one session, of these kinds.
    Session(DosingSessionId, Vec<Included>),
}

/// What a consent names, column by column.
#[derive(Debug, Default)]
pub(super) struct Columns {
    pub(super) entry: Option<EntryId>,
    pub(super) packet: Option<PacketId>,
    pub(super) revision: i64,
    pub(super) part: Option<Part>,
    pub(super) session: Option<DosingSessionId>,
    pub(super) includes: Option<String>,
}

impl Columns {
    pub(super) fn of(named: Named) -> Self {
        let nothing = Self::default();
        match named {
            Named::Entry(entry, revision) => Self {
                entry: Some(entry),
                revision,
                ..nothing
            },
            Named::Excerpt(entry, revision, part) => Self {
                entry: Some(entry),
                revision,
                part: Some(part),
                ..nothing
            },
            Named::Packet(packet, revision) => Self {
                packet: Some(packet),
                revision,
                ..nothing
            },
            Named::Session(session, kinds) => {
                let kinds: Vec<&str> = kinds.into_iter().map(Included::as_str).collect();
                Self {
                    session: Some(session),
                    includes: Some(kinds.join(",")),
                    ..nothing
                }
            }
        }
    }
}

impl Row {
    /// What it names; a row names exactly one thing, and one that did not would open nothing.
    pub(super) fn named(&self) -> Option<Named> {
        match (self.entry_id, self.packet_id, self.dosing_session_id) {
            (Some(entry), _, _) => Some(match self.part() {
                Some(part) => Named::Excerpt(entry, self.revision, part),
                None => Named::Entry(entry, self.revision),
            }),
            (None, Some(packet), _) => Some(Named::Packet(packet, self.revision)),
            (None, None, Some(session)) => Some(Named::Session(session, self.included())),
            (None, None, None) => None,
        }
    }

    /// The excerpt that it names, where it names one.
    pub(super) fn part(&self) -> Option<Part> {
        let (start, end) = self.part_start.zip(self.part_end)?;
        Some(Part { start, end })
    }

    /// The kinds that it takes in, where it stands for a session.
    pub(super) fn included(&self) -> Vec<Included> {
        let names = self.includes.as_deref().unwrap_or_default();
        let is_named = |kind: &Included| names.split(',').any(|name| name == kind.as_str());
        Included::ALL.iter().copied().filter(is_named).collect()
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

/// A consent in effect that opens an entry, or a part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Opens {
    pub(crate) entry: EntryId,
    pub(crate) consent: ConsentId,
    /// Whether it opens the entry only while that is not put away, because it names the session (N6, N9).
    pub(crate) standing: bool,
}

/// Which consents are in effect now for each of these entries, oldest first; a pure look that records nothing.
///
/// Most people have given few consents that are not over: those are all looked at, by one statement, and only where there are many
/// those that may name one of these entries.
pub(crate) fn in_effect_for<A: Permission>(
    conn: &mut Conn,
    access: &Access<Consents, A>,
    entries: &[EntryId],
) -> Result<Vec<Opens>> {
    if entries.is_empty() || cfg!(bench_plain) {
        return Ok(Vec::new());
    }
    let mut rows = living(conn, access)?;
    let mut named = Vec::new();
    if rows.len() > FEW {
        named = of_entries_in_several(conn, access, entries)?;
        rows = living_among(conn, access, entries, &named)?;
    } else if rows.iter().any(|row| row.entry_id.is_none()) {
        named = of_entries_in_several(conn, access, entries)?;
    }
    let in_effect = |row: &&Row| state(&row.facts(), access.now()) == State::InEffect;
    let mut found = Vec::new();
    for row in rows.iter().filter(in_effect) {
        let opens = |entry| Opens {
            entry,
            consent: row.id,
            standing: row.dosing_session_id.is_some(),
        };
        match row.entry_id {
            Some(entry) => found.extend(entries.contains(&entry).then(|| opens(entry))),
            None => {
                let of_row = named.iter().filter(|(consent, _)| *consent == row.id);
                found.extend(of_row.map(|(_, entry)| opens(*entry)));
            }
        }
    }
    Ok(found)
}

/// How many consents are looked at without asking which entries they name.
const FEW: usize = 20;

/// The owner's consents that are not over as far as is recorded, oldest first: all of them where they are few, or more than [`FEW`].
fn living<A: Permission>(conn: &mut Conn, access: &Access<Consents, A>) -> Result<Vec<Row>> {
    let living = consents::table
        .filter(consents::patient_id.eq(access.owner()))
        .filter(
            consents::expired_at
                .is_null()
                .and(consents::revoked_at.is_null())
                .and(consents::link_ended_at.is_null()),
        )
        .order((consents::granted_at, consents::id))
        .limit(i64::try_from(FEW + 1).map_err(Error::internal)?);
    Ok(each!(conn, conn => living.load(conn))?)
}

/// The same, but only those that name one of these entries by itself or are among these.
fn living_among<A: Permission>(
    conn: &mut Conn,
    access: &Access<Consents, A>,
    entries: &[EntryId],
    named: &[(ConsentId, EntryId)],
) -> Result<Vec<Row>> {
    let several: Vec<ConsentId> = named.iter().map(|(consent, _)| *consent).collect();
    let of_entries = one_of!(conn, consents, consents::entry_id, entries, Nullable<Bool>);
    let by_either = if several.is_empty() {
        visible(access).filter(of_entries)
    } else {
        visible(access).filter(of_entries.or(consents::id.eq_any(several)))
    };
    let mut rows: Vec<Row> = by_either
        .filter(
            consents::expired_at
                .is_null()
                .and(consents::revoked_at.is_null())
                .and(consents::link_ended_at.is_null()),
        )
        .load(conn)?;
    // Put in order here: asked to do it, the database would walk all of them in that order.
    rows.sort_unstable_by_key(|row| (row.granted_at, row.id));
    Ok(rows)
}

/// Which consents to a packet or a session open these entries, as far as is kept; whether they are in effect is for the caller.
fn of_entries_in_several<A: Permission>(
    conn: &mut Conn,
    access: &Access<Consents, A>,
    entries: &[EntryId],
) -> Result<Vec<(ConsentId, EntryId)>> {
    let of_entries = one_of!(conn, consent_items, consent_items::entry_id, entries);
    let mut found: Vec<(ConsentId, EntryId)> = items(access)
        .filter(of_entries)
        .select((consent_items::consent_id, consent_items::entry_id))
        .load(conn)?;
    found.extend(standing::open_now_among(conn, access, entries)?);
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

/// What could be handed over from one link to the next (R86).
#[derive(Debug, Default)]
pub(crate) struct HandedOver {
    /// Whole entries, each once, at the newest revision.
    pub(crate) entries: Vec<Pinned>,
    /// What stood through the link itself, or did until that ended: each could be given again to somebody else.
    pub(crate) scopes: Vec<Named>,
}

/// What the consents of a link have opened, or could open if nothing had ended them but the link, newest consent first (R86).
///
/// An entry is told once, at the newest revision; what was taken back or ran out counts only where it was opened. A part of an entry
/// is told as a part, because the whole was never given.
pub(crate) fn of_link<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Consents, A>,
    link: LinkId,
) -> Result<HandedOver> {
    let rows: Vec<Row> = visible(mine)
        .filter(consents::link_id.eq(link))
        .order((consents::granted_at.desc(), consents::id.desc()))
        .load(conn)?;
    let ids: Vec<ConsentId> = rows.iter().map(|row| row.id).collect();
    let opened = trail::opened_under(conn, mine, &ids)?;
    let mut in_packets = pinned_under(conn, mine, &ids)?;
    let mut stood_for = standing::entries_under(conn, mine, &ids)?;
    let mut told = HandedOver::default();
    for row in rows {
        let stood = !matches!(
            state(&row.facts(), mine.now()),
            State::Revoked | State::Expired
        );
        let named = row.named();
        let items = match &named {
            Some(Named::Entry(entry, revision)) => vec![Pinned {
                entry: *entry,
                revision: *revision,
            }],
            Some(Named::Packet(..)) => in_packets.remove(&row.id).unwrap_or_default(),
            Some(Named::Session(..)) => stood_for.remove(&row.id).unwrap_or_default(),
            Some(Named::Excerpt(..)) | None => Vec::new(),
        };
        // A packet is meant for one link, so it is put together anew.
        if let Some(named) = named.filter(|named| stood && !matches!(named, Named::Packet(..)))
            && !told.scopes.contains(&named)
        {
            told.scopes.push(named);
        }
        for item in items {
            if !stood && !opened.contains(&(row.id, item.entry)) {
                continue;
            }
            let mut before = told.entries.iter_mut();
            match before.find(|before| before.entry == item.entry) {
                Some(before) => before.revision = before.revision.max(item.revision),
                None => told.entries.push(item),
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
