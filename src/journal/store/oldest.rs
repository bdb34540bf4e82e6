//! Entries in the order of writing, for the timeline.

use diesel::prelude::*;

use super::{Entry, Row, entries, open_all, visible};
use crate::access::proof::{Access, Permission};
use crate::db::Conn;
use crate::error::Result;
use crate::http::page::Cursor;
use crate::ids::EntryId;
use crate::journal::Journal;
use crate::time::At;

/// Entries whose authored instant lies in `from..to`, oldest first, without those that are put away (N9).
pub(in crate::journal) fn between<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Journal, A>,
    from: At,
    to: At,
    most: i64,
) -> Result<Vec<Entry>> {
    let wanted = usize::try_from(most).unwrap_or(usize::MAX);
    let (mut found, mut after) = (Vec::new(), None);
    // Whoever asks takes fewer than `most` for all there are, so what is left out makes room for what follows.
    loop {
        let rows = oldest(conn, mine, (from, to), after, most)?;
        let last = rows.len() < wanted;
        after = rows.last().map(place);
        let opened = open_all(conn, mine, rows)?;
        found.extend(opened.into_iter().filter(|entry| entry.seal.is_none()));
        if last || found.len() >= wanted {
            found.truncate(wanted);
            return Ok(found);
        }
    }
}

fn place(row: &Row) -> Cursor {
    Cursor {
        at: row.authored_at,
        id: row.id.uuid(),
    }
}

/// Rows whose authored instant lies in `from..to`, oldest first, after a place, at most so many.
fn oldest<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Journal, A>,
    (from, to): (At, At),
    after: Option<Cursor>,
    most: i64,
) -> Result<Vec<Row>> {
    let mut query = visible(mine)
        .filter(entries::authored_at.ge(from))
        .filter(entries::authored_at.lt(to));
    if let Some(cursor) = after {
        let id = EntryId::from_uuid(cursor.id);
        query = query
            .filter(entries::authored_at.ge(cursor.at))
            .filter(entries::authored_at.gt(cursor.at).or(entries::id.gt(id)));
    }
    Ok(query
        .order((entries::authored_at.asc(), entries::id.asc()))
        .limit(most)
        .load(conn)?)
}
