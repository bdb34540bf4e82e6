//! The tables of the journal, and everything that is done with them under a proof.

mod change;
pub(super) mod revisions;
pub(crate) mod shared;

use diesel::prelude::*;

use super::Journal;
use super::model::{Kind, Words};
use crate::access::proof::{Access, Lens, Permission, Write};
use crate::crypt::sealed::{Field, Sealed};
use crate::db::{Backend, Conn};
use crate::error::{Error, Result};
use crate::http::page::Cursor;
use crate::ids::{DosingSessionId, EntryId, PatientId, PromptId};
use crate::time::{At, Zone};

pub(super) use change::{EntryChanges, change, delete};

diesel::table! {
    entries (patient_id, id) {
        patient_id -> crate::db::sql::Id,
        id -> crate::db::sql::Id,
        kind -> Text,
        revision -> BigInt,
        words -> Nullable<Binary>,
        authored_at -> crate::db::sql::Instant,
        authored_time_zone -> Text,
        received_at -> crate::db::sql::Instant,
        revised_at -> crate::db::sql::Instant,
        updated_at -> crate::db::sql::Instant,
        dosing_session_id -> Nullable<crate::db::sql::Id>,
        prompt_mark -> Nullable<Binary>,
        addends -> Nullable<crate::db::sql::Id>,
        created_mark -> Binary,
        change_no -> BigInt,
        deleted -> Bool,
    }
}

diesel::table! {
    entry_revisions (patient_id, entry_id, revision) {
        patient_id -> crate::db::sql::Id,
        entry_id -> crate::db::sql::Id,
        revision -> BigInt,
        words -> Binary,
        authored_at -> crate::db::sql::Instant,
        received_at -> crate::db::sql::Instant,
        conflict -> Bool,
    }
}

/// Where the words of a revision are sealed, whichever of the two tables holds them.
const WORDS: Field = Field("entries/words");

#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = entries)]
struct Row {
    patient_id: PatientId,
    id: EntryId,
    kind: Kind,
    revision: i64,
    words: Option<Sealed<Words>>,
    authored_at: At,
    authored_time_zone: Zone,
    received_at: At,
    revised_at: At,
    updated_at: At,
    dosing_session_id: Option<DosingSessionId>,
    prompt_mark: Option<Vec<u8>>,
    addends: Option<EntryId>,
    created_mark: Vec<u8>,
    change_no: i64,
    deleted: bool,
}

/// An entry at its newest revision, opened.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) id: EntryId,
    pub(crate) kind: Kind,
    pub(crate) revision: i64,
    pub(crate) words: Words,
    pub(crate) authored_at: At,
    pub(crate) authored_time_zone: Zone,
    pub(crate) received_at: At,
    pub(crate) revised_at: At,
    pub(crate) updated_at: At,
    pub(crate) dosing_session_id: Option<DosingSessionId>,
    pub(crate) addends: Option<EntryId>,
}

/// Where every read of entries starts: the proof's owner, what its lens lets through, nothing deleted.
fn visible<'a, A: Permission>(access: &Access<Journal, A>) -> entries::BoxedQuery<'a, Backend> {
    let of_owner = entries::table
        .filter(entries::patient_id.eq(access.owner()))
        .filter(entries::deleted.eq(false))
        .into_boxed();
    match access.lens() {
        Lens::Own => of_owner,
        Lens::Shared(_, items) => of_owner
            .filter(entries::id.eq_any(items.iter().map(|item| item.entry).collect::<Vec<_>>())),
        Lens::Packets(..) | Lens::Linked(_) => {
            of_owner.filter(entries::id.eq_any(Vec::<EntryId>::new()))
        }
    }
}

fn open<A: Permission>(access: &Access<Journal, A>, row: Row) -> Result<Entry> {
    let sealed = row.words.ok_or(Error::NotFound)?;
    Ok(Entry {
        words: access.open(&sealed, WORDS.at(row.id.uuid(), row.revision))?,
        id: row.id,
        kind: row.kind,
        revision: row.revision,
        authored_at: row.authored_at,
        authored_time_zone: row.authored_time_zone,
        received_at: row.received_at,
        revised_at: row.revised_at,
        updated_at: row.updated_at,
        dosing_session_id: row.dosing_session_id,
        addends: row.addends,
    })
}

/// What a new entry says, with everything settled that the client left open.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) id: EntryId,
    pub(super) kind: Kind,
    pub(super) words: Words,
    pub(super) authored_at: At,
    pub(super) authored_time_zone: Zone,
    pub(super) dosing_session_id: Option<DosingSessionId>,
    pub(super) addends: Option<EntryId>,
    pub(super) created_mark: Vec<u8>,
}

/// Writes an entry, or finds what the same request made before; the flag says whether it is new.
pub(super) fn insert(
    conn: &mut Conn,
    mine: &Access<Journal, Write>,
    draft: Draft,
) -> Result<(Entry, bool)> {
    // First of all: on PostgreSQL this orders two requests of one patient, so that neither misses the other's id.
    let change_no = mine.next_change(conn)?;
    let Draft {
        id,
        kind,
        words,
        authored_at,
        authored_time_zone,
        dosing_session_id,
        addends,
        created_mark,
    } = draft;
    if let Some(before) = made_before(conn, mine, id, &created_mark)? {
        return Ok((before, false));
    }
    if let Some(other) = addends {
        newest_revision(conn, mine, other)?.ok_or_else(|| Error::unknown_reference("/addends"))?;
    }
    let row = Row {
        patient_id: mine.owner(),
        id,
        kind,
        revision: 1,
        words: Some(mine.seal(WORDS.at(id.uuid(), 1), &words)?),
        authored_at,
        authored_time_zone,
        received_at: mine.now(),
        revised_at: authored_at,
        updated_at: mine.now(),
        dosing_session_id,
        prompt_mark: words
            .prompt
            .as_ref()
            .map(|prompt| prompt_mark(mine, prompt.id)),
        addends,
        created_mark,
        change_no,
        deleted: false,
    };
    diesel::insert_into(entries::table)
        .values(&row)
        .execute(conn)?;
    Ok((open(mine, row)?, true))
}

/// What the same request made before; refused where the id belongs to something else, or to what was deleted.
fn made_before(
    conn: &mut Conn,
    mine: &Access<Journal, Write>,
    id: EntryId,
    created_mark: &[u8],
) -> Result<Option<Entry>> {
    let made: Option<Row> = entries::table
        .find((mine.owner(), id))
        .first(conn)
        .optional()?;
    match made {
        None => Ok(None),
        Some(Row { deleted: true, .. }) => Err(Error::Conflict("deleted")),
        Some(row) if row.created_mark == created_mark => open(mine, row).map(Some),
        Some(_) => Err(Error::Conflict("id-in-use")),
    }
}

/// The fingerprint by which entries to one prompt are found; which prompt it is stays sealed.
fn prompt_mark<A: Permission>(access: &Access<Journal, A>, prompt: PromptId) -> Vec<u8> {
    access.mark("prompt", prompt.uuid().as_bytes())
}

/// One entry.
pub(super) fn find<A: Permission>(
    conn: &mut Conn,
    access: &Access<Journal, A>,
    id: EntryId,
) -> Result<Entry> {
    let row = visible(access).filter(entries::id.eq(id)).first(conn)?;
    open(access, row)
}

/// Which entries to list, as far as the database can tell them apart.
#[derive(Debug, Clone, Default)]
pub(super) struct Filter {
    pub(super) dosing_session: Option<DosingSessionId>,
    pub(super) prompt: Option<PromptId>,
    pub(super) from: Option<At>,
    pub(super) to: Option<At>,
}

/// Entries newest first, after a place, at most so many.
pub(super) fn newest<A: Permission>(
    conn: &mut Conn,
    access: &Access<Journal, A>,
    filter: &Filter,
    after: Option<Cursor>,
    most: i64,
) -> Result<Vec<Entry>> {
    let mut query = visible(access);
    if let Some(session) = filter.dosing_session {
        query = query.filter(entries::dosing_session_id.eq(session));
    }
    if let Some(prompt) = filter.prompt {
        query = query.filter(entries::prompt_mark.eq(prompt_mark(access, prompt)));
    }
    if let Some(from) = filter.from {
        query = query.filter(entries::authored_at.ge(from));
    }
    if let Some(to) = filter.to {
        query = query.filter(entries::authored_at.lt(to));
    }
    if let Some(cursor) = after {
        let id = EntryId::from_uuid(cursor.id);
        query = query
            .filter(entries::authored_at.le(cursor.at))
            .filter(entries::authored_at.lt(cursor.at).or(entries::id.lt(id)));
    }
    let rows: Vec<Row> = query
        .order((entries::authored_at.desc(), entries::id.desc()))
        .limit(most)
        .load(conn)?;
    rows.into_iter().map(|row| open(access, row)).collect()
}

/// Entries whose authored instant lies in `from..to`, oldest first.
pub(crate) fn between<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Journal, A>,
    from: At,
    to: At,
    most: i64,
) -> Result<Vec<Entry>> {
    let rows: Vec<Row> = visible(mine)
        .filter(
            entries::authored_at
                .ge(from)
                .and(entries::authored_at.lt(to)),
        )
        .order((entries::authored_at.asc(), entries::id.asc()))
        .limit(most)
        .load(conn)?;
    rows.into_iter().map(|row| open(mine, row)).collect()
}

/// The newest revision of an entry that is there and not deleted.
pub(crate) fn newest_revision<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Journal, A>,
    id: EntryId,
) -> Result<Option<i64>> {
    Ok(visible(mine)
        .filter(entries::id.eq(id))
        .select(entries::revision)
        .first(conn)
        .optional()?)
}

/// Whether an entry that is not deleted has this revision.
pub(crate) fn has_revision<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Journal, A>,
    id: EntryId,
    revision: i64,
) -> Result<bool> {
    Ok(newest_revision(conn, mine, id)?.is_some_and(|newest| (1..=newest).contains(&revision)))
}

/// Which of these prompts have been answered by an entry that is still there.
pub(crate) fn answered_prompts<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Journal, A>,
    among: &[PromptId],
) -> Result<Vec<PromptId>> {
    let marks: Vec<(Vec<u8>, PromptId)> = among
        .iter()
        .map(|id| (prompt_mark(mine, *id), *id))
        .collect();
    let wanted: Vec<&Vec<u8>> = marks.iter().map(|(mark, _)| mark).collect();
    let found: Vec<Option<Vec<u8>>> = visible(mine)
        .filter(entries::prompt_mark.eq_any(wanted))
        .select(entries::prompt_mark)
        .distinct()
        .load(conn)?;
    Ok(marks
        .into_iter()
        .filter(|(mark, _)| found.iter().flatten().any(|one| one == mark))
        .map(|(_, id)| id)
        .collect())
}
