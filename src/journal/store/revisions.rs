//! Every wording of an entry.

use diesel::prelude::*;

use super::{Entry, WORDS, entry_revisions, find};
use crate::access::proof::{Access, Lens, Permission};
use crate::crypt::sealed::Sealed;
use crate::db::{Backend, Conn};
use crate::error::{Error, Result};
use crate::http::page::{Cursor, Limit};
use crate::ids::EntryId;
use crate::journal::Journal;
use crate::journal::model::Words;
use crate::time::At;

/// One wording, opened.
#[derive(Debug, Clone)]
pub(in crate::journal) struct Revision {
    pub(in crate::journal) revision: i64,
    pub(in crate::journal) words: Words,
    pub(in crate::journal) authored_at: At,
    pub(in crate::journal) received_at: At,
    pub(in crate::journal) conflict: bool,
}

type Row = (i64, Sealed<Words>, At, At, bool);

/// Where every read of older wordings starts: one entry of the proof's owner, and under a consent only the revisions it pins.
pub(super) fn visible<'a, A: Permission>(
    access: &Access<Journal, A>,
    entry: EntryId,
) -> entry_revisions::BoxedQuery<'a, Backend> {
    let of_entry = entry_revisions::table
        .filter(entry_revisions::patient_id.eq(access.owner()))
        .filter(entry_revisions::entry_id.eq(entry))
        .into_boxed();
    let pinned: Vec<i64> = match access.lens() {
        Lens::Own => return of_entry,
        Lens::Shared(_, items) => items
            .iter()
            .filter(|item| item.entry == entry)
            .map(|item| item.revision)
            .collect(),
        Lens::Packets(..) | Lens::Taken(..) | Lens::Linked(_) => Vec::new(),
    };
    of_entry.filter(entry_revisions::revision.eq_any(pinned))
}

fn columns() -> (
    entry_revisions::revision,
    entry_revisions::words,
    entry_revisions::authored_at,
    entry_revisions::received_at,
    entry_revisions::conflict,
) {
    (
        entry_revisions::revision,
        entry_revisions::words,
        entry_revisions::authored_at,
        entry_revisions::received_at,
        entry_revisions::conflict,
    )
}

fn open<A: Permission>(access: &Access<Journal, A>, entry: EntryId, row: Row) -> Result<Revision> {
    let (revision, words, authored_at, received_at, conflict) = row;
    Ok(Revision {
        revision,
        words: access.open(&words, WORDS.at(entry.uuid(), revision))?,
        authored_at,
        received_at,
        conflict,
    })
}

fn newest(entry: Entry) -> Revision {
    Revision {
        revision: entry.revision,
        words: entry.words,
        authored_at: entry.revised_at,
        received_at: entry.updated_at,
        conflict: false,
    }
}

/// The entry whose wordings are asked for, unless it is put away (N9).
fn unsealed<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Journal, A>,
    entry: EntryId,
) -> Result<Entry> {
    let current = find(conn, mine, entry)?;
    if current.seal.is_some() {
        return Err(Error::Conflict("sealed"));
    }
    Ok(current)
}

/// A page of wordings, oldest first.
pub(in crate::journal) fn page<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Journal, A>,
    entry: EntryId,
    limit: Limit,
    after: Option<Cursor>,
) -> Result<Vec<Revision>> {
    let current = unsealed(conn, mine, entry)?;
    let seen = after.map_or(0, |cursor| cursor.at.micros());
    let rows: Vec<Row> = visible(mine, entry)
        .filter(entry_revisions::revision.gt(seen))
        .order(entry_revisions::revision.asc())
        .limit(limit.and_one())
        .select(columns())
        .load(conn)?;
    let mut found = rows
        .into_iter()
        .map(|row| open(mine, entry, row))
        .collect::<Result<Vec<_>>>()?;
    if current.revision > seen {
        found.push(newest(current));
    }
    Ok(found)
}

/// Every wording but the newest, oldest first.
pub(super) fn older<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Journal, A>,
    entry: EntryId,
) -> Result<Vec<Revision>> {
    let rows: Vec<Row> = visible(mine, entry)
        .order(entry_revisions::revision.asc())
        .select(columns())
        .load(conn)?;
    rows.into_iter().map(|row| open(mine, entry, row)).collect()
}

/// One wording.
pub(in crate::journal) fn revision<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Journal, A>,
    entry: EntryId,
    number: i64,
) -> Result<Revision> {
    let current = unsealed(conn, mine, entry)?;
    if number == current.revision {
        return Ok(newest(current));
    }
    let row: Option<Row> = visible(mine, entry)
        .filter(entry_revisions::revision.eq(number))
        .select(columns())
        .first(conn)
        .optional()?;
    open(mine, entry, row.ok_or(Error::NotFound)?)
}

/// The sealed words of one older wording, for a reader whose lens pins it.
pub(super) fn sealed<A: Permission>(
    conn: &mut Conn,
    access: &Access<Journal, A>,
    entry: EntryId,
    number: i64,
) -> Result<Sealed<Words>> {
    Ok(visible(access, entry)
        .filter(entry_revisions::revision.eq(number))
        .select(entry_revisions::words)
        .first(conn)?)
}
