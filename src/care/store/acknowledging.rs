//! What a therapist said of what was open to them: one row for each link and entry.

use std::collections::HashMap;

use diesel::prelude::*;

use super::acknowledgements;
use crate::access::proof::{Access, Lens, Permission, Records, Shared, Write};
use crate::access::trail::{Action, Event};
use crate::care::Acknowledgements;
use crate::care::model::AcknowledgementKind;
use crate::db::{Backend, Conn};
use crate::error::{Error, Result};
use crate::ids::{EntryId, LinkId};
use crate::one_of;
use crate::time::At;

/// An acknowledgement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Queryable)]
pub(crate) struct Acknowledged {
    pub(crate) revision: i64,
    pub(crate) kind: AcknowledgementKind,
    pub(crate) at: At,
}

/// Where every read starts: what was said through the proof's link, or, to the patient, through any of theirs.
fn visible<'a, R: Records, A: Permission>(
    access: &Access<R, A>,
) -> acknowledgements::BoxedQuery<'a, Backend> {
    let query = acknowledgements::table
        .filter(acknowledgements::patient_id.eq(access.owner()))
        .into_boxed();
    match access.lens() {
        Lens::Own => query,
        Lens::Shared(link, _)
        | Lens::Packets(link, _)
        | Lens::Taken(link, _)
        | Lens::Linked(link) => query.filter(acknowledgements::link_id.eq(*link)),
    }
}

/// What was said of one entry through one link.
pub(crate) fn acknowledged<R: Records, A: Permission>(
    conn: &mut Conn,
    access: &Access<R, A>,
    link: LinkId,
    entry: EntryId,
) -> Result<Option<Acknowledged>> {
    let found = visible(access)
        .filter(acknowledgements::link_id.eq(link))
        .filter(acknowledgements::entry_id.eq(entry))
        .select((
            acknowledgements::revision,
            acknowledgements::kind,
            acknowledgements::at,
        ))
        .first(conn)
        .optional()?;
    Ok(found)
}

/// An acknowledgement, and of which entry through which link.
#[derive(Debug, Clone, Copy, Queryable)]
pub(crate) struct Said {
    pub(crate) link: LinkId,
    pub(crate) entry: EntryId,
    pub(crate) acknowledged: Acknowledged,
}

/// Everything that therapists said of the patient's entries, oldest first.
pub(crate) fn all_said<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Acknowledgements, A>,
) -> Result<Vec<Said>> {
    Ok(visible(mine)
        .order((
            acknowledgements::at,
            acknowledgements::link_id,
            acknowledgements::entry_id,
        ))
        .select((
            acknowledgements::link_id,
            acknowledgements::entry_id,
            (
                acknowledgements::revision,
                acknowledgements::kind,
                acknowledgements::at,
            ),
        ))
        .load(conn)?)
}

/// What the therapist said of each of these items, as far as it was said of the revision that is open.
pub(crate) fn of_items<R: Records, A: Permission>(
    conn: &mut Conn,
    shared: &Access<R, A>,
    items: &[Shared],
) -> Result<HashMap<EntryId, Acknowledged>> {
    let entries: Vec<EntryId> = items.iter().map(|item| item.entry).collect();
    let of_entries = one_of!(conn, acknowledgements, acknowledgements::entry_id, entries);
    let rows: Vec<(EntryId, Acknowledged)> = visible(shared)
        .filter(of_entries)
        .select((
            acknowledgements::entry_id,
            (
                acknowledgements::revision,
                acknowledgements::kind,
                acknowledgements::at,
            ),
        ))
        .load(conn)?;
    let open = |entry: EntryId, said: Acknowledged| {
        items
            .iter()
            .any(|item| item.entry == entry && item.revision == said.revision)
    };
    Ok(rows
        .into_iter()
        .filter(|(entry, said)| open(*entry, *said))
        .collect())
}

/// Says something of an entry that is open; whether it is the first thing said of it. Saying the same again changes nothing.
pub(crate) fn say(
    conn: &mut Conn,
    shared: &Access<Acknowledgements, Write>,
    entry: EntryId,
    kind: AcknowledgementKind,
) -> Result<(Acknowledged, bool)> {
    let Lens::Shared(link, items) = shared.lens() else {
        return Err(Error::NotFound);
    };
    let (link, item) = (
        *link,
        *items
            .iter()
            .find(|item| item.entry == entry)
            .ok_or(Error::NotFound)?,
    );
    // The number is not needed, its lock is: two that arrive together must not both be the first.
    shared.next_change(conn)?;
    let before = acknowledged(conn, shared, link, entry)?;
    let said = Acknowledged {
        revision: item.revision,
        kind,
        at: shared.now(),
    };
    match before {
        Some(before) if before.kind == kind && before.revision == item.revision => {
            return Ok((before, false));
        }
        Some(_) => diesel::update(acknowledgements::table.find((shared.owner(), link, entry)))
            .set((
                acknowledgements::revision.eq(said.revision),
                acknowledgements::kind.eq(said.kind),
                acknowledgements::at.eq(said.at),
            ))
            .execute(conn)?,
        None => diesel::insert_into(acknowledgements::table)
            .values((
                acknowledgements::patient_id.eq(shared.owner()),
                acknowledgements::link_id.eq(link),
                acknowledgements::entry_id.eq(entry),
                acknowledgements::revision.eq(said.revision),
                acknowledgements::kind.eq(said.kind),
                acknowledgements::at.eq(said.at),
            ))
            .execute(conn)?,
    };
    let event = Event {
        link: Some(link),
        consent: Some(item.consent),
        entry: Some(entry),
        revision: Some(item.revision),
        ..Event::done(Action::EntryAcknowledged)
    };
    shared.record(conn, event)?;
    Ok((said, before.is_none()))
}
