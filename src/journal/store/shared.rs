//! What a therapist is shown: the pinned revision of a shared entry, and nothing that tells of later ones (N2).

use diesel::prelude::*;

use super::{Row, WORDS, entries, own, revisions, visible};
use crate::access::proof::{Access, Lens, Permission, Read, Records, Shared};
use crate::crypt::sealed::Sealed;
use crate::db::Conn;
use crate::each;
use crate::error::{Error, Result};
use crate::http::page::{Cursor, Limit};
use crate::ids::{ConsentId, EntryId};
use crate::journal::Journal;
use crate::journal::model::{Body, Kind, Words};
use crate::time::{At, Zone};

/// A part of the text of an entry, as a consent opens it: the words alone, and not how much stands around them (N2).
#[derive(Debug, Clone)]
pub(crate) struct Excerpt {
    pub(crate) text: Body,
    pub(crate) revision: i64,
    pub(crate) consent: ConsentId,
    pub(crate) shared_at: At,
}

/// An entry as a consent opens it; where parts of it are all that is open, its words are the first of these.
#[derive(Debug, Clone)]
pub(crate) struct SharedEntry {
    pub(crate) id: EntryId,
    pub(crate) kind: Kind,
    pub(crate) revision: i64,
    pub(crate) authored_at: At,
    /// Where it was written; nothing where parts of it are all that is open, because that tells where somebody is (N2).
    pub(crate) authored_time_zone: Option<Zone>,
    pub(crate) words: Words,
    pub(crate) excerpts: Vec<Excerpt>,
    pub(crate) consent: ConsentId,
    pub(crate) shared_at: At,
}

/// What the lens holds of an entry: first the whole of it, where that is open, then its parts.
fn held(shared: &Access<Journal, Read>, entry: EntryId) -> Result<Vec<Shared>> {
    let Lens::Shared(_, items) = shared.lens() else {
        return Err(Error::NotFound);
    };
    let of_entry = items.iter().filter(|item| item.entry == entry);
    Ok(of_entry.copied().collect())
}

/// The wording of an entry at one revision, still sealed.
fn sealed_at<A: Permission>(
    conn: &mut Conn,
    access: &Access<Journal, A>,
    row: &Row,
    revision: i64,
) -> Result<Sealed<Words>> {
    if revision == row.revision {
        row.words.clone().ok_or(Error::NotFound)
    } else {
        revisions::sealed(conn, access, row.id, revision)
    }
}

fn open(conn: &mut Conn, shared: &Access<Journal, Read>, row: Row) -> Result<SharedEntry> {
    let held = held(shared, row.id)?;
    let (mut whole, mut excerpts) = (None, Vec::new());
    for item in &held {
        let place = WORDS.at(row.id.uuid(), item.revision);
        let sealed = sealed_at(conn, shared, &row, item.revision)?;
        if item.part.is_none() {
            whole = Some((shared.open(&sealed, place)?, *item));
        } else {
            let Words { text, .. } = shared.open_part(&sealed, place, item)?;
            excerpts.push(Excerpt {
                text: text.ok_or(Error::NotFound)?,
                revision: item.revision,
                consent: item.consent,
                shared_at: item.since,
            });
        }
    }
    let first = held.first().copied().ok_or(Error::NotFound)?;
    let zone = Some(row.authored_time_zone).filter(|_| whole.is_some());
    let (words, item) = whole.unwrap_or_else(|| {
        let text = excerpts.first().map(|excerpt| excerpt.text.clone());
        let words = Words {
            text,
            ..Words::default()
        };
        (words, first)
    });
    Ok(SharedEntry {
        words,
        excerpts,
        id: row.id,
        kind: row.kind,
        revision: item.revision,
        authored_at: row.authored_at,
        authored_time_zone: zone,
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

/// How many Unicode scalar values the text of one revision has; 0 where it has no text.
pub(crate) fn text_length<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Journal, A>,
    id: EntryId,
    revision: i64,
) -> Result<i64> {
    let row: Row = visible(mine).filter(entries::id.eq(id)).first(conn)?;
    let sealed = sealed_at(conn, mine, &row, revision)?;
    let words = mine.open(&sealed, WORDS.at(id.uuid(), revision))?;
    let length = words.text.map_or(0, |text| text.as_str().chars().count());
    i64::try_from(length).map_err(Error::internal)
}

/// One entry that is shared now.
pub(crate) fn shared_entry(
    conn: &mut Conn,
    shared: &Access<Journal, Read>,
    id: EntryId,
) -> Result<SharedEntry> {
    // What the lens does not hold is not looked for.
    if held(shared, id)?.is_empty() {
        return Err(Error::NotFound);
    }
    let one = own(shared.owner()).filter(entries::id.eq(id));
    let row = each!(conn, conn => one.get_result(conn))?;
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
