//! What a therapist is shown: the pinned revision of a shared entry, and nothing that tells of later ones (N2).

use diesel::prelude::*;

use super::{Row, WORDS, entries, revisions, visible};
use crate::access::proof::{Access, Lens, Permission, Read, Records, Shared};
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::http::page::{Cursor, Limit};
use crate::ids::{ConsentId, EntryId};
use crate::journal::Journal;
use crate::journal::model::{Kind, Words};
use crate::time::{At, Zone};

/// An entry as a consent opens it.
#[derive(Debug, Clone)]
pub(crate) struct SharedEntry {
    pub(crate) id: EntryId,
    pub(crate) kind: Kind,
    pub(crate) revision: i64,
    pub(crate) authored_at: At,
    pub(crate) authored_time_zone: Zone,
    pub(crate) words: Words,
    pub(crate) consent: ConsentId,
    pub(crate) shared_at: At,
}

/// The newest revision of an entry that the lens holds.
fn pinned(shared: &Access<Journal, Read>, entry: EntryId) -> Result<Shared> {
    let Lens::Shared(_, items) = shared.lens() else {
        return Err(Error::NotFound);
    };
    items
        .iter()
        .filter(|item| item.entry == entry)
        .max_by_key(|item| item.revision)
        .copied()
        .ok_or(Error::NotFound)
}

fn open(conn: &mut Conn, shared: &Access<Journal, Read>, row: Row) -> Result<SharedEntry> {
    let item = pinned(shared, row.id)?;
    let sealed = if item.revision == row.revision {
        row.words.ok_or(Error::NotFound)?
    } else {
        revisions::sealed(conn, shared, row.id, item.revision)?
    };
    Ok(SharedEntry {
        words: shared.open(&sealed, WORDS.at(row.id.uuid(), item.revision))?,
        id: row.id,
        kind: row.kind,
        revision: item.revision,
        authored_at: row.authored_at,
        authored_time_zone: row.authored_time_zone,
        consent: item.consent,
        shared_at: item.since,
    })
}

/// Which of these entries are there and not deleted, for what names entries without opening them.
pub(crate) fn still_there<R: Records, A: Permission>(
    conn: &mut Conn,
    access: &Access<R, A>,
    entries: Vec<EntryId>,
) -> Result<Vec<EntryId>> {
    Ok(entries::table
        .filter(entries::patient_id.eq(access.owner()))
        .filter(entries::deleted.eq(false))
        .filter(entries::id.eq_any(entries))
        .select(entries::id)
        .load(conn)?)
}

/// One entry that is shared now.
pub(crate) fn shared_entry(
    conn: &mut Conn,
    shared: &Access<Journal, Read>,
    id: EntryId,
) -> Result<SharedEntry> {
    let row = visible(shared).filter(entries::id.eq(id)).first(conn)?;
    open(conn, shared, row)
}

/// The entries that are shared now, newest first, one more than the page holds; only those on the page are opened.
pub(crate) fn shared(
    conn: &mut Conn,
    shared: &Access<Journal, Read>,
    limit: Limit,
    after: Option<Cursor>,
) -> Result<(Vec<SharedEntry>, Option<Cursor>)> {
    let mut query = visible(shared);
    if let Some(cursor) = after {
        let id = EntryId::from_uuid(cursor.id);
        query = query
            .filter(entries::authored_at.le(cursor.at))
            .filter(entries::authored_at.lt(cursor.at).or(entries::id.lt(id)));
    }
    let mut rows: Vec<Row> = query
        .order((entries::authored_at.desc(), entries::id.desc()))
        .limit(limit.and_one())
        .load(conn)?;
    let more = rows.len() > limit.get();
    rows.truncate(limit.get());
    let next = rows.last().filter(|_| more).map(|row| Cursor {
        at: row.authored_at,
        id: row.id.uuid(),
    });
    let opened = rows
        .into_iter()
        .map(|row| open(conn, shared, row))
        .collect::<Result<Vec<_>>>()?;
    Ok((opened, next))
}
