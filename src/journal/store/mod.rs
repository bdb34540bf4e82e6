//! The tables of the journal, and everything that is done with them under a proof.

mod change;
pub(crate) mod grants;
mod joined;
pub(super) mod oldest;
pub(crate) mod portable;
pub(super) mod revisions;
pub(crate) mod seals;
pub(crate) mod shared;

use diesel::dsl::{Eq, Filter as Where};
use diesel::prelude::*;

use self::seals::Seals;
use super::Journal;
use super::model::seal::{KeptSeal, Seal};
use super::model::{Kind, Words};
use crate::access::proof::{Access, Lens, Permission, Write};
use crate::config::Policy;
use crate::consent::{self, Included, Written};
use crate::crypt::sealed::{Field, Sealed};
use crate::db::{Backend, Conn};
use crate::each;
use crate::error::{Error, Result};
use crate::http::page::Cursor;
use crate::ids::{DosingSessionId, EntryId, PatientId, PromptId, RecordId};
use crate::time::{At, Zone};

pub(super) use change::{EntryChanges, change, delete};
pub(super) use joined::joined;

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
        put_away -> Nullable<Binary>,
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
#[diesel(table_name = entries, treat_none_as_default_value = false)]
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
    put_away: Option<Sealed<KeptSeal>>,
}

/// An entry at its newest revision, opened; while it is put away, without its words (N9).
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
    /// The seal, while it is in effect.
    pub(crate) seal: Option<Seal>,
    /// Whether other entries may add to it: false only where somebody has looked.
    pub(super) may_be_added_to: bool,
    /// Whether consents may open it: false only for what was written just now, and for no session.
    pub(super) may_be_shared: bool,
}

/// The owner's own entries that are not deleted.
type Own =
    Where<Where<entries::table, Eq<entries::patient_id, PatientId>>, Eq<entries::deleted, bool>>;

fn own(owner: PatientId) -> Own {
    entries::table
        .filter(entries::patient_id.eq(owner))
        .filter(entries::deleted.eq(false))
}

diesel::alias!(entries as adding: Adding);

/// Whether other entries of the owner's add to an entry; beside its columns, so that they are asked for only where there are some.
///
/// By a range of one id and not by equality: of that PostgreSQL would make a table of all that adds to anything, once for each page.
#[diesel::dsl::auto_type]
fn is_added_to(owner: PatientId) -> _ {
    let adds = adding
        .filter(adding.field(entries::patient_id).eq(owner))
        .filter(adding.field(entries::addends).ge(entries::id.nullable()))
        .filter(adding.field(entries::addends).le(entries::id.nullable()))
        .filter(adding.field(entries::deleted).eq(false));
    diesel::dsl::exists(adds)
}

/// A row, and whether others add to it.
type Seen = (Row, bool);

/// Where every read of entries starts: the proof's owner, what its lens lets through, nothing deleted.
fn visible<'a, A: Permission>(access: &Access<Journal, A>) -> entries::BoxedQuery<'a, Backend> {
    let of_owner = own(access.owner()).into_boxed();
    match access.lens() {
        Lens::Own => of_owner,
        Lens::Shared(_, items) => of_owner
            .filter(entries::id.eq_any(items.iter().map(|item| item.entry).collect::<Vec<_>>())),
        Lens::Packets(..) | Lens::Taken(..) | Lens::Linked(_) => {
            of_owner.filter(entries::id.eq_any(Vec::<EntryId>::new()))
        }
    }
}

/// Opens an entry; of one that is put away no word is opened (N9).
fn open<A: Permission>(conn: &mut Conn, seals: &mut Seals<'_, A>, row: Row) -> Result<Entry> {
    let seal = seals.in_effect(
        conn,
        (row.id, row.authored_time_zone),
        row.put_away.as_ref(),
    )?;
    match seal {
        Some(_) => Ok(entry(row, Words::default(), seal)),
        None => open_whole(seals.access(), row, None),
    }
}

/// Opens an entry with its words, put away or not: for what was written just now, and for an export, which leaves nothing out.
fn open_whole<A: Permission>(
    access: &Access<Journal, A>,
    mut row: Row,
    seal: Option<Seal>,
) -> Result<Entry> {
    let sealed = row.words.take().ok_or(Error::NotFound)?;
    let words = access.open(&sealed, WORDS.at(row.id.uuid(), row.revision))?;
    Ok(entry(row, words, seal))
}

fn open_all<A: Permission>(
    conn: &mut Conn,
    access: &Access<Journal, A>,
    rows: Vec<Row>,
) -> Result<Vec<Entry>> {
    let mut seals = Seals::of(access);
    rows.into_iter()
        .map(|row| open(conn, &mut seals, row))
        .collect()
}

fn open_seen<A: Permission>(
    conn: &mut Conn,
    seals: &mut Seals<'_, A>,
    (row, may_be_added_to): Seen,
) -> Result<Entry> {
    let entry = open(conn, seals, row)?;
    Ok(Entry {
        may_be_added_to,
        ..entry
    })
}

fn entry(row: Row, words: Words, seal: Option<Seal>) -> Entry {
    Entry {
        words,
        seal,
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
        may_be_added_to: true,
        may_be_shared: true,
    }
}

/// What a new entry says, with everything settled that the client left open.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) kind: Kind,
    pub(super) words: Words,
    pub(super) authored_at: At,
    pub(super) authored_time_zone: Zone,
    pub(super) dosing_session_id: Option<DosingSessionId>,
    pub(super) addends: Option<EntryId>,
}

/// Writes an entry, or finds what the same request made before; the flag says whether it is new. A repeat is recognised before what it
/// names is looked at, which may be gone since.
pub(super) fn insert(
    conn: &mut Conn,
    mine: &Access<Journal, Write>,
    policy: &Policy,
    (id, created_mark): (EntryId, Vec<u8>),
    draft: impl FnOnce(&mut Conn) -> Result<Draft>,
) -> Result<(Entry, bool)> {
    // First of all: on PostgreSQL this orders two requests of one patient, so that neither misses the other's id.
    let change_no = mine.next_change(conn)?;
    if let Some(before) = made_before(conn, mine, id, &created_mark)? {
        return Ok((before, false));
    }
    let Draft {
        kind,
        words,
        authored_at,
        authored_time_zone,
        dosing_session_id,
        addends,
    } = draft(conn)?;
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
        put_away: Some(seals::kept(mine, id, None)?),
    };
    let new = diesel::insert_into(entries::table).values(&row);
    each!(conn, conn => new.execute(conn))?;
    // What was sealed just now need not be opened to be shown to the one who wrote it, and nothing adds to it.
    let entry = Entry {
        may_be_added_to: false,
        may_be_shared: dosing_session_id.is_some(),
        ..entry(row, words, None)
    };
    consent::take_in(conn, &mine.also()?, policy, written(&entry))?;
    Ok((entry, true))
}

/// What standing consents look at in an entry (N6).
fn written(entry: &Entry) -> Written {
    Written {
        kind: Included::Entries,
        id: RecordId::from_uuid(entry.id.uuid()),
        session: entry.dosing_session_id,
        at: entry.revised_at,
        is_protected: entry.words.is_protected(),
    }
}

/// What the same request made before; refused where the id belongs to something else, or to what was deleted.
fn made_before(
    conn: &mut Conn,
    mine: &Access<Journal, Write>,
    id: EntryId,
    created_mark: &[u8],
) -> Result<Option<Entry>> {
    let made = entries::table.find((mine.owner(), id));
    let made: Option<Row> = each!(conn, conn => made.get_result(conn)).optional()?;
    match made {
        None => Ok(None),
        Some(Row { deleted: true, .. }) => Err(Error::Conflict("deleted")),
        Some(row) if row.created_mark == created_mark => {
            open(conn, &mut Seals::of(mine), row).map(Some)
        }
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
    let seen = (entries::all_columns, is_added_to(access.owner()));
    let row: Seen = if access.lens() == &Lens::Own {
        let one = own(access.owner()).filter(entries::id.eq(id)).select(seen);
        each!(conn, conn => one.get_result(conn))?
    } else {
        let one = visible(access).filter(entries::id.eq(id));
        one.select(seen).first(conn)?
    };
    open_seen(conn, &mut Seals::of(access), row)
}

/// Which entries to list, as far as the database can tell them apart.
#[derive(Debug, Clone, Default)]
pub(super) struct Filter {
    pub(super) dosing_session: Option<DosingSessionId>,
    pub(super) prompt: Option<PromptId>,
    pub(super) from: Option<At>,
    pub(super) to: Option<At>,
}

impl Filter {
    fn is_anything(&self) -> bool {
        let Self {
            dosing_session,
            prompt,
            from,
            to,
        } = self;
        dosing_session.is_none() && prompt.is_none() && from.is_none() && to.is_none()
    }
}

/// Before which every entry was written, whatever its writer's clock said: no client names a later year.
const END: Cursor = Cursor {
    at: At::from_micros(7_258_118_400_000_000),
    id: uuid::Uuid::max(),
};

/// Entries newest first, after a place, at most so many.
pub(super) fn newest<A: Permission>(
    conn: &mut Conn,
    access: &Access<Journal, A>,
    filter: &Filter,
    after: Option<Cursor>,
    most: i64,
) -> Result<Vec<Entry>> {
    let rows = if filter.is_anything() && access.lens() == &Lens::Own {
        newest_of_all(conn, access.owner(), after.unwrap_or(END), most)?
    } else {
        newest_that_fit(conn, access, filter, after, most)?
    };
    let mut seals = Seals::of(access);
    rows.into_iter()
        .map(|row| open_seen(conn, &mut seals, row))
        .collect()
}

/// The same of the owner's own, whatever they are: what is asked most.
fn newest_of_all(conn: &mut Conn, owner: PatientId, after: Cursor, most: i64) -> Result<Vec<Seen>> {
    let id = EntryId::from_uuid(after.id);
    let newest = own(owner)
        .filter(entries::authored_at.le(after.at))
        .filter(entries::authored_at.lt(after.at).or(entries::id.lt(id)))
        .order((entries::authored_at.desc(), entries::id.desc()))
        .limit(most)
        .select((entries::all_columns, is_added_to(owner)));
    Ok(each!(conn, conn => newest.load(conn))?)
}

fn newest_that_fit<A: Permission>(
    conn: &mut Conn,
    access: &Access<Journal, A>,
    filter: &Filter,
    after: Option<Cursor>,
    most: i64,
) -> Result<Vec<Seen>> {
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
    Ok(query
        .order((entries::authored_at.desc(), entries::id.desc()))
        .limit(most)
        .select((entries::all_columns, is_added_to(access.owner())))
        .load(conn)?)
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

/// Which of these prompts have been answered since then, or ever, by an entry that is still there, put away or not.
pub(crate) fn answered_prompts<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Journal, A>,
    among: &[PromptId],
    since: Option<At>,
) -> Result<Vec<PromptId>> {
    let marks: Vec<(Vec<u8>, PromptId)> = among
        .iter()
        .map(|id| (prompt_mark(mine, *id), *id))
        .collect();
    let wanted: Vec<&Vec<u8>> = marks.iter().map(|(mark, _)| mark).collect();
    let mut query = visible(mine).filter(entries::prompt_mark.eq_any(wanted));
    if let Some(since) = since {
        query = query.filter(entries::authored_at.ge(since));
    }
    let found: Vec<Option<Vec<u8>>> = query.select(entries::prompt_mark).distinct().load(conn)?;
    Ok(marks
        .into_iter()
        .filter(|(mark, _)| found.iter().flatten().any(|one| one == mark))
        .map(|(_, id)| id)
        .collect())
}
