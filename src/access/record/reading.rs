//! Reading records of one kind: one, a page, a stretch of time, all.

use std::collections::HashMap;

use uuid::Uuid;

use super::{Kept, Record, Which, load, open};
use crate::access::proof::{Access, Lens, Permission, Read, TakenIn};
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::http::page::{Cursor, Limit};
use crate::ids::RecordId;
use crate::time::At;

/// One record.
pub(crate) fn find<K: Kept, A: Permission>(
    conn: &mut Conn,
    mine: &Access<K, A>,
    id: Uuid,
) -> Result<Record<K::Words>> {
    let which = Which {
        id: Some(RecordId::from_uuid(id)),
        most: 1,
        ..Which::default()
    };
    let found = load(conn, mine, &which)?;
    found.records.into_iter().next().ok_or(Error::NotFound)
}

/// Records whose instant lies in `from..to`, oldest first, at most so many.
pub(crate) fn between<K: Kept, A: Permission>(
    conn: &mut Conn,
    mine: &Access<K, A>,
    from: At,
    to: At,
    most: i64,
) -> Result<Vec<Record<K::Words>>> {
    let which = Which {
        from: Some(from),
        to: Some(to),
        oldest_first: true,
        most,
        ..Which::default()
    };
    Ok(load(conn, mine, &which)?.records)
}

/// How many records are opened at a time.
const STEP: i64 = 200;
/// How many records one request looks at.
const MOST: usize = 2_000;

/// A stretch of time, for lists; open where an end is absent.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Stretch {
    /// At or after.
    pub from: Option<At>,
    /// Before.
    pub to: Option<At>,
}

/// Records in their order, and where the next page begins; nowhere on the last one.
pub(crate) type Cut<W> = (Vec<Record<W>>, Option<Cursor>);

/// A page of what a standing consent has taken in, newest first; only what is on the page is opened, and so on the record (N6).
pub(crate) fn taken_in<K: Kept>(
    conn: &mut Conn,
    shared: &Access<K, Read>,
    limit: Limit,
    after: Option<Cursor>,
) -> Result<Cut<(K::Words, TakenIn)>> {
    let Lens::Taken(_, items) = shared.lens() else {
        return Err(Error::NotFound);
    };
    let items: HashMap<RecordId, TakenIn> = items.iter().map(|item| (item.record, *item)).collect();
    let mut found: Vec<Record<(K::Words, TakenIn)>> = Vec::new();
    let mut after = after;
    loop {
        let which = Which {
            after,
            most: limit.and_one(),
            ..Which::default()
        };
        let rows = K::rows(conn, shared, &which)?;
        let last = i64::try_from(rows.len()).is_ok_and(|there| there < which.most);
        for row in rows {
            after = Some(Cursor {
                at: row.at,
                id: row.id.uuid(),
            });
            let item = items.get(&row.id).copied();
            // A record that was written over since is not open at the revision that was taken in.
            let Some(item) = item.filter(|item| item.revision == row.revision) else {
                continue;
            };
            if found.len() == limit.get() {
                let next = found.last().map(Record::place);
                return Ok((found, next));
            }
            found.push(open(shared, row)?.with(item));
        }
        if last {
            return Ok((found, None));
        }
    }
}

/// One of the records that a standing consent has taken in (N6).
pub(crate) fn one_taken_in<K: Kept>(
    conn: &mut Conn,
    shared: &Access<K, Read>,
    id: Uuid,
) -> Result<Record<(K::Words, TakenIn)>> {
    let Lens::Taken(_, items) = shared.lens() else {
        return Err(Error::NotFound);
    };
    let which = Which {
        id: Some(RecordId::from_uuid(id)),
        most: 1,
        ..Which::default()
    };
    let row = K::rows(conn, shared, &which)?
        .pop()
        .ok_or(Error::NotFound)?;
    let item = items
        .iter()
        .find(|item| item.record == row.id && item.revision == row.revision)
        .copied()
        .ok_or(Error::NotFound)?;
    Ok(open(shared, row)?.with(item))
}

/// A page of records that fit, newest first, and where the next one begins; it can be short while there is a next one.
pub(crate) fn page<K: Kept, A: Permission>(
    conn: &mut Conn,
    mine: &Access<K, A>,
    stretch: Stretch,
    wanted: impl Fn(&Record<K::Words>) -> bool,
    limit: Limit,
    after: Option<Cursor>,
) -> Result<Cut<K::Words>> {
    let (mut found, mut looked, mut cursor) = (Vec::new(), 0_usize, after);
    let step = limit.and_one().min(STEP);
    loop {
        let which = Which {
            from: stretch.from,
            to: stretch.to,
            after: cursor,
            most: step,
            ..Which::default()
        };
        let batch = load(conn, mine, &which)?;
        let last = batch.rows < usize::try_from(step).unwrap_or(usize::MAX);
        for record in batch.records {
            if found.len() == limit.get() {
                return Ok((found, cursor));
            }
            cursor = Some(record.place());
            if wanted(&record) {
                found.push(record);
            }
        }
        if last {
            return Ok((found, None));
        }
        looked = looked.saturating_add(batch.rows);
        cursor = batch.end;
        if looked >= MOST {
            return Ok((found, cursor));
        }
    }
}

/// Every record, oldest first: for an export, and for kinds of which nobody keeps many.
pub(crate) fn all<K: Kept, A: Permission>(
    conn: &mut Conn,
    mine: &Access<K, A>,
) -> Result<Vec<Record<K::Words>>> {
    let which = Which {
        oldest_first: true,
        most: i64::MAX,
        ..Which::default()
    };
    Ok(load(conn, mine, &which)?.records)
}
