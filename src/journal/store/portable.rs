//! Entries with every wording, as an export tells them and an import puts them back (AZ-13).

use std::collections::HashSet;

use diesel::prelude::*;

use super::seals::{self, Seals};
use super::{
    Row, WORDS, entries, entry_revisions, joined, newest_revision, prompt_mark, revisions, visible,
};
use crate::access::proof::{Access, Permission, Write};
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::ids::EntryId;
use crate::journal::Journal;
use crate::journal::model::seal::{Seal, SealRecord};
use crate::journal::model::{EntryRecord, Wording};
use crate::sessions::{self, Sessions};

/// Every entry with every wording, in the order in which they were written; what is put away only where it is asked for (N9).
pub(crate) fn all<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Journal, A>,
    with_sealed: bool,
) -> Result<Vec<EntryRecord>> {
    let rows: Vec<Row> = visible(mine)
        .order((entries::authored_at.asc(), entries::id.asc()))
        .load(conn)?;
    let mut seals = Seals::of(mine);
    let mut found = Vec::new();
    let mut left_out = HashSet::new();
    for row in rows {
        let of = (row.id, row.authored_time_zone);
        let put_away = seals.in_effect(conn, of, row.put_away.as_ref())?;
        if put_away.is_some() && !with_sealed {
            left_out.insert(row.id);
        } else {
            found.push(told(conn, mine, row)?);
        }
    }
    // An addition to what is left out stands on its own, so that the file can be imported as it is.
    for record in &mut found {
        record.addends = record.addends.filter(|other| !left_out.contains(other));
    }
    Ok(found)
}

/// An entry with every wording; a reference to what was deleted is not told, so that the file can be imported as it is (AZ-13).
fn told<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Journal, A>,
    row: Row,
) -> Result<EntryRecord> {
    let mut wordings: Vec<Wording> = Vec::new();
    if row.revision > 1 {
        for older in revisions::older(conn, mine, row.id)? {
            wordings.push(Wording {
                revision: older.revision,
                authored_at: older.authored_at,
                received_at: older.received_at,
                conflict: older.conflict,
                words: older.words,
            });
        }
    }
    let words = row.words.ok_or(Error::NotFound)?;
    wordings.push(Wording {
        revision: row.revision,
        authored_at: row.revised_at,
        received_at: row.updated_at,
        conflict: false,
        words: mine.open(&words, WORDS.at(row.id.uuid(), row.revision))?,
    });
    let seal = seals::told(mine, row.id, row.put_away.as_ref())?;
    Ok(EntryRecord {
        sealed: seal.map(SealRecord::from),
        id: row.id,
        kind: row.kind,
        authored_at: row.authored_at,
        authored_time_zone: row.authored_time_zone,
        received_at: row.received_at,
        dosing_session_id: there(row.dosing_session_id, |id| {
            sessions::exists(conn, &mine.also::<Sessions>()?, id)
        })?,
        addends: there(row.addends, |id| {
            Ok(newest_revision(conn, mine, id)?.is_some())
        })?,
        wordings,
    })
}

/// What is named, where it is there.
fn there<I: Copy>(
    named: Option<I>,
    mut is_there: impl FnMut(I) -> Result<bool>,
) -> Result<Option<I>> {
    match named {
        Some(id) if is_there(id)? => Ok(named),
        Some(_) | None => Ok(None),
    }
}

/// Puts an entry back as it was told, with every wording; whether it is new here.
pub(crate) fn restore(
    conn: &mut Conn,
    mine: &Access<Journal, Write>,
    record: EntryRecord,
) -> Result<bool> {
    let change_no = mine.next_change(conn)?;
    let there: Option<Row> = entries::table
        .find((mine.owner(), record.id))
        .first(conn)
        .optional()?;
    match there {
        Some(Row { deleted: true, .. }) => return Err(Error::Conflict("deleted")),
        Some(row) => return meet(conn, mine, (row, change_no), &record),
        None => {}
    }
    let created_mark = mine.created_mark(&record)?;
    let mut wordings = record.wordings;
    let newest = wordings
        .pop()
        .ok_or_else(|| Error::internal("no wording"))?;
    let row = Row {
        patient_id: mine.owner(),
        id: record.id,
        kind: record.kind,
        revision: newest.revision,
        words: Some(mine.seal(WORDS.at(record.id.uuid(), newest.revision), &newest.words)?),
        authored_at: record.authored_at,
        authored_time_zone: record.authored_time_zone,
        received_at: record.received_at,
        revised_at: newest.authored_at,
        updated_at: newest.received_at,
        dosing_session_id: record.dosing_session_id,
        prompt_mark: newest
            .words
            .prompt
            .as_ref()
            .map(|prompt| prompt_mark(mine, prompt.id)),
        addends: record.addends,
        put_away: Some(seals::kept(mine, record.id, record.sealed.map(Seal::from))?),
        created_mark,
        change_no,
        deleted: false,
    };
    diesel::insert_into(entries::table)
        .values(&row)
        .execute(conn)?;
    wordings
        .into_iter()
        .try_for_each(|wording| keep(conn, mine, record.id, &wording))?;
    Ok(true)
}

/// Holds an entry that is there against what the file tells of it; whether something was put back.
///
/// A file that leaves out what is put away leaves out with it what an entry adds to (N9): so a reference that the file does not tell
/// is no difference, and one that only the file tells is put back.
fn meet(
    conn: &mut Conn,
    mine: &Access<Journal, Write>,
    (row, change_no): (Row, i64),
    record: &EntryRecord,
) -> Result<bool> {
    let adds_to = row.addends;
    let there = EntryRecord {
        addends: record.addends,
        ..told(conn, mine, row)?
    };
    let is_another = |to| adds_to.is_some_and(|there| there != to);
    if there != *record || record.addends.is_some_and(is_another) {
        return Err(Error::Conflict("id-in-use"));
    }
    let Some(to) = record.addends.filter(|_| adds_to.is_none()) else {
        return Ok(false);
    };
    joined::allow(conn, mine, record.id, to)?;
    diesel::update(entries::table.find((mine.owner(), record.id)))
        .set((entries::addends.eq(to), entries::change_no.eq(change_no)))
        .execute(conn)?;
    Ok(true)
}

fn keep(
    conn: &mut Conn,
    mine: &Access<Journal, Write>,
    entry: EntryId,
    wording: &Wording,
) -> Result<()> {
    let sealed = mine.seal(WORDS.at(entry.uuid(), wording.revision), &wording.words)?;
    diesel::insert_into(entry_revisions::table)
        .values((
            entry_revisions::patient_id.eq(mine.owner()),
            entry_revisions::entry_id.eq(entry),
            entry_revisions::revision.eq(wording.revision),
            entry_revisions::words.eq(sealed),
            entry_revisions::authored_at.eq(wording.authored_at),
            entry_revisions::received_at.eq(wording.received_at),
            entry_revisions::conflict.eq(wording.conflict),
        ))
        .execute(conn)?;
    Ok(())
}
