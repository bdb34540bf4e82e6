//! Records of the common shape: an instant, words sealed as one, a revision.
//!
//! Most of what a person keeps is like this: a check-in, an intention, a goal, an item to bring. [`records!`](crate::records) gives
//! such a kind its private table inside its domain's `store.rs`; what is done with it stands here once, and every function asks for
//! the proof. Nothing but the instant is outside the seal, so a list is narrowed by opening records in their order (EN-1, EN-7).

mod reading;

use diesel::Queryable;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub(crate) use self::reading::{Stretch, all, between, find, one_taken_in, page, taken_in};
use super::proof::{Access, Lens, Permission, Records, Write};
use crate::crypt::sealed::{Field, Sealed};
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::http::etag::IfMatch;
use crate::http::page::Cursor;
use crate::ids::{AccountId, LinkId, RecordId};
use crate::time::At;

/// A kind of record that is kept in the common shape.
pub(crate) trait Kept: Records + Sized {
    /// Everything that a record says.
    type Words: Serialize + DeserializeOwned + PartialEq + Clone;

    /// Where its words are sealed.
    #[doc(hidden)]
    const WORDS: Field;

    /// The link whose therapist these words are kept with, and through which they are shown; none for kinds that no link shows.
    #[doc(hidden)]
    fn link(_: &Self::Words) -> Option<LinkId> {
        None
    }

    /// Reads rows: the proof's owner's, not deleted.
    #[doc(hidden)]
    fn rows<A: Permission>(
        conn: &mut Conn,
        access: &Access<Self, A>,
        which: &Which,
    ) -> Result<Vec<Row<Self::Words>>>;

    /// The row with this id, deleted or not.
    #[doc(hidden)]
    fn row(
        conn: &mut Conn,
        mine: &Access<Self, Write>,
        id: RecordId,
    ) -> Result<Option<Row<Self::Words>>>;

    /// Writes a new row.
    #[doc(hidden)]
    fn insert(conn: &mut Conn, mine: &Access<Self, Write>, row: Row<Self::Words>) -> Result<()>;

    /// Writes what has changed of a row.
    #[doc(hidden)]
    fn update(conn: &mut Conn, mine: &Access<Self, Write>, row: Row<Self::Words>) -> Result<()>;
}

/// A row as it is stored.
#[doc(hidden)]
#[derive(Debug, Clone, Queryable)]
pub(crate) struct Row<W> {
    pub owner: AccountId,
    pub id: RecordId,
    pub at: At,
    pub words: Option<Sealed<W>>,
    pub revision: i64,
    pub created_mark: Vec<u8>,
    pub change_no: i64,
    pub deleted: bool,
    pub created_at: At,
    pub updated_at: At,
}

/// Which rows, as far as the database can tell them apart.
#[doc(hidden)]
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Which {
    pub id: Option<RecordId>,
    pub from: Option<At>,
    pub to: Option<At>,
    pub after: Option<Cursor>,
    pub oldest_first: bool,
    pub most: i64,
}

/// A record, opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Record<W> {
    /// Its id, unique among its owner's records of this kind.
    pub id: Uuid,
    /// The instant it belongs to, by which lists are ordered.
    pub at: At,
    /// Raised by every change, from 1.
    #[schema(minimum = 1, maximum = 2147483647)]
    pub revision: i64,
    /// When the server first had it.
    pub created_at: At,
    /// When it was last changed.
    pub updated_at: At,
    /// What it says.
    pub words: W,
}

impl<W> Record<W> {
    /// The same record with what opened it beside its words.
    fn with<T>(self, beside: T) -> Record<(W, T)> {
        Record {
            id: self.id,
            at: self.at,
            revision: self.revision,
            created_at: self.created_at,
            updated_at: self.updated_at,
            words: (self.words, beside),
        }
    }

    /// Its place in a list.
    pub fn place(&self) -> Cursor {
        Cursor {
            at: self.at,
            id: self.id,
        }
    }
}

/// What a new record says, with everything settled that the client left open.
#[derive(Debug)]
pub(crate) struct New<W> {
    /// Its id, from [`Access::new_id`].
    pub id: Uuid,
    /// The instant it belongs to.
    pub at: At,
    /// What it says.
    pub words: W,
    /// The fingerprint of the request, from [`Access::created_mark`].
    pub created_mark: Vec<u8>,
}

fn open<K: Kept, A: Permission>(
    access: &Access<K, A>,
    row: Row<K::Words>,
) -> Result<Record<K::Words>> {
    let place = K::WORDS.at(row.id.uuid(), row.revision);
    Ok(Record {
        words: access.open(&row.words.ok_or(Error::NotFound)?, place)?,
        id: row.id.uuid(),
        at: row.at,
        revision: row.revision,
        created_at: row.created_at,
        updated_at: row.updated_at,
    })
}

/// Whether a record is among those that the proof lets through: all of one's own, and of another's what names the proof's link.
fn is_visible<K: Kept, A: Permission>(access: &Access<K, A>, words: &K::Words) -> bool {
    match access.lens() {
        Lens::Own => true,
        Lens::Linked(link) => K::link(words) == Some(*link),
        Lens::Shared(..) | Lens::Packets(..) | Lens::Taken(..) => false,
    }
}

/// What one look at the table found: the records that the proof lets through, and how far the look went.
struct Found<W> {
    records: Vec<Record<W>>,
    rows: usize,
    end: Option<Cursor>,
}

fn load<K: Kept, A: Permission>(
    conn: &mut Conn,
    access: &Access<K, A>,
    which: &Which,
) -> Result<Found<K::Words>> {
    if matches!(
        access.lens(),
        Lens::Shared(..) | Lens::Packets(..) | Lens::Taken(..)
    ) {
        return Err(Error::NotFound);
    }
    let rows = K::rows(conn, access, which)?;
    let mut found = Found {
        records: Vec::with_capacity(rows.len()),
        rows: rows.len(),
        end: None,
    };
    for row in rows {
        let record = open(access, row)?;
        found.end = Some(record.place());
        if is_visible(access, &record.words) {
            access.note_linked(record.revision);
            found.records.push(record);
        }
    }
    Ok(found)
}

/// What the same request made before under this id; nothing where nothing did, or another request.
pub(crate) fn made_before<K: Kept>(
    conn: &mut Conn,
    mine: &Access<K, Write>,
    id: Uuid,
    created_mark: &[u8],
) -> Result<Option<Record<K::Words>>> {
    if mine.lens() != &Lens::Own {
        return Err(Error::NotFound);
    }
    match K::row(conn, mine, RecordId::from_uuid(id))? {
        Some(Row { deleted: true, .. }) => Err(Error::Conflict("deleted")),
        Some(row) if row.created_mark == created_mark => open(mine, row).map(Some),
        Some(_) | None => Ok(None),
    }
}

/// Writes what `settled` says, or finds what the same request made before; the flag says whether it is new.
///
/// A repeat is recognised before anything else, so that it is answered alike when something that it names is gone since.
pub(crate) fn create<K: Kept>(
    conn: &mut Conn,
    mine: &Access<K, Write>,
    id: Uuid,
    created_mark: Vec<u8>,
    settled: impl FnOnce(&mut Conn) -> Result<(At, K::Words)>,
) -> Result<(Record<K::Words>, bool)> {
    if let Some(there) = made_before(conn, mine, id, &created_mark)? {
        return Ok((there, false));
    }
    let (at, words) = settled(conn)?;
    let new = New {
        id,
        at,
        words,
        created_mark,
    };
    insert(conn, mine, new)
}

/// Writes a record, or finds what the same request made before; the flag says whether it is new.
pub(crate) fn insert<K: Kept>(
    conn: &mut Conn,
    mine: &Access<K, Write>,
    new: New<K::Words>,
) -> Result<(Record<K::Words>, bool)> {
    let now = mine.now();
    let New {
        id,
        at,
        words,
        created_mark,
    } = new;
    let record = Record {
        id,
        at,
        revision: 1,
        created_at: now,
        updated_at: now,
        words,
    };
    put(conn, mine, record, created_mark)
}

/// Puts a record back as an export told it, or finds it there already (AZ-13); the flag says whether it is new.
pub(crate) fn restore<K: Kept>(
    conn: &mut Conn,
    mine: &Access<K, Write>,
    record: Record<K::Words>,
) -> Result<(Record<K::Words>, bool)> {
    let created_mark = mine.created_mark(&record)?;
    put(conn, mine, record, created_mark)
}

fn put<K: Kept>(
    conn: &mut Conn,
    mine: &Access<K, Write>,
    record: Record<K::Words>,
    created_mark: Vec<u8>,
) -> Result<(Record<K::Words>, bool)> {
    if mine.lens() != &Lens::Own {
        return Err(Error::NotFound);
    }
    // First of all: it orders two requests of one person, so that neither misses the other's id.
    let change_no = mine.next_change(conn)?;
    let id = RecordId::from_uuid(record.id);
    match K::row(conn, mine, id)? {
        Some(Row { deleted: true, .. }) => return Err(Error::Conflict("deleted")),
        Some(row) if row.created_mark == created_mark => return Ok((open(mine, row)?, false)),
        Some(row) => {
            let there = open(mine, row)?;
            return if there == record {
                Ok((there, false))
            } else {
                Err(Error::Conflict("id-in-use"))
            };
        }
        None => {}
    }
    let sealed = mine.seal(K::WORDS.at(record.id, record.revision), &record.words)?;
    K::insert(
        conn,
        mine,
        Row {
            owner: mine.owner(),
            id,
            at: record.at,
            words: Some(sealed),
            revision: record.revision,
            created_mark,
            change_no,
            deleted: false,
            created_at: record.created_at,
            updated_at: record.updated_at,
        },
    )?;
    Ok((record, true))
}

/// Changes a record under `If-Match`, also one that is another's and shown by the proof's link; what changes nothing makes no
/// revision.
pub(crate) fn change<K: Kept>(
    conn: &mut Conn,
    mine: &Access<K, Write>,
    id: Uuid,
    condition: &IfMatch,
    with: impl FnOnce(&mut Record<K::Words>) -> Result<()>,
) -> Result<Record<K::Words>> {
    let change_no = mine.next_change(conn)?;
    let current = find(conn, mine, id)?;
    condition.check(current.revision)?;
    let mut next = current.clone();
    with(&mut next)?;
    if next.at == current.at && next.words == current.words {
        return Ok(current);
    }
    if !is_visible(mine, &next.words) {
        return Err(Error::NotFound);
    }
    next.revision = current.revision.saturating_add(1);
    next.updated_at = mine.now();
    let sealed = mine.seal(K::WORDS.at(id, next.revision), &next.words)?;
    let row = K::row(conn, mine, RecordId::from_uuid(id))?.ok_or(Error::NotFound)?;
    K::update(
        conn,
        mine,
        Row {
            at: next.at,
            words: Some(sealed),
            revision: next.revision,
            updated_at: next.updated_at,
            change_no,
            ..row
        },
    )?;
    Ok(next)
}

/// Destroys the words of a record and leaves a tombstone in the change sequence.
pub(crate) fn delete<K: Kept>(conn: &mut Conn, mine: &Access<K, Write>, id: Uuid) -> Result<()> {
    if mine.lens() != &Lens::Own {
        return Err(Error::NotFound);
    }
    let change_no = mine.next_change(conn)?;
    let row = K::row(conn, mine, RecordId::from_uuid(id))?
        .filter(|row| !row.deleted)
        .ok_or(Error::NotFound)?;
    K::update(
        conn,
        mine,
        Row {
            words: None,
            deleted: true,
            updated_at: mine.now(),
            change_no,
            ..row
        },
    )
}

/// Gives a kind of record its table: `records!(/// What they are. check_ins of CheckIns, Words);`
///
/// The table is private to the module that says it, and the migrations of both engines hold it with the same columns. A kind that a
/// care link shows to its therapist names the field of its words that holds the link: `…, Words, by link_id`.
#[macro_export]
macro_rules! records {
    ($table:ident of $marker:ty, $words:ty $(, by $link:ident)?) => {
        diesel::table! {
            $table (patient_id, id) {
                patient_id -> $crate::db::sql::Id,
                id -> $crate::db::sql::Id,
                at -> $crate::db::sql::Instant,
                words -> Nullable<Binary>,
                revision -> BigInt,
                created_mark -> Binary,
                change_no -> BigInt,
                deleted -> Bool,
                created_at -> $crate::db::sql::Instant,
                updated_at -> $crate::db::sql::Instant,
            }
        }

        const _: () = {
            use diesel::prelude::*;
            use $crate::access::proof::{Access, Permission, Write};
            use $crate::access::record::{Kept, Row, Which};
            use $crate::crypt::sealed::Field;
            use $crate::db::{Backend, Conn};
            use $crate::error::Result;
            use $crate::ids::RecordId;

            /// Where every read starts: what belongs to the proof's owner and is not deleted, and of it what a standing consent
            /// has taken in, where that is the lens.
            fn visible<'a, A: Permission>(
                access: &Access<$marker, A>,
            ) -> $table::BoxedQuery<'a, Backend> {
                let of_owner = $table::table
                    .filter($table::patient_id.eq(access.owner()))
                    .filter($table::deleted.eq(false))
                    .into_boxed();
                match access.lens() {
                    $crate::access::proof::Lens::Taken(_, items) => of_owner.filter(
                        $table::id.eq_any(items.iter().map(|item| item.record).collect::<Vec<_>>()),
                    ),
                    _ => of_owner,
                }
            }

            impl Kept for $marker {
                type Words = $words;
                const WORDS: Field = Field(concat!(stringify!($table), "/words"));

                $(fn link(words: &$words) -> Option<$crate::ids::LinkId> {
                    Some(words.$link)
                })?

                fn rows<A: Permission>(
                    conn: &mut Conn,
                    access: &Access<Self, A>,
                    which: &Which,
                ) -> Result<Vec<Row<$words>>> {
                    let mut query = visible(access);
                    if let Some(id) = which.id {
                        query = query.filter($table::id.eq(id));
                    }
                    if let Some(from) = which.from {
                        query = query.filter($table::at.ge(from));
                    }
                    if let Some(to) = which.to {
                        query = query.filter($table::at.lt(to));
                    }
                    if let Some(cursor) = which.after {
                        let id = RecordId::from_uuid(cursor.id);
                        query = query
                            .filter($table::at.le(cursor.at))
                            .filter($table::at.lt(cursor.at).or($table::id.lt(id)));
                    }
                    query = if which.oldest_first {
                        query.order(($table::at.asc(), $table::id.asc()))
                    } else {
                        query.order(($table::at.desc(), $table::id.desc()))
                    };
                    Ok(query.limit(which.most).load(conn)?)
                }

                fn row(
                    conn: &mut Conn,
                    mine: &Access<Self, Write>,
                    id: RecordId,
                ) -> Result<Option<Row<$words>>> {
                    Ok($table::table
                        .find((mine.owner(), id))
                        .first(conn)
                        .optional()?)
                }

                fn insert(
                    conn: &mut Conn,
                    _: &Access<Self, Write>,
                    row: Row<$words>,
                ) -> Result<()> {
                    diesel::insert_into($table::table)
                        .values((
                            $table::patient_id.eq(row.owner),
                            $table::id.eq(row.id),
                            $table::at.eq(row.at),
                            $table::words.eq(row.words),
                            $table::revision.eq(row.revision),
                            $table::created_mark.eq(row.created_mark),
                            $table::change_no.eq(row.change_no),
                            $table::deleted.eq(row.deleted),
                            $table::created_at.eq(row.created_at),
                            $table::updated_at.eq(row.updated_at),
                        ))
                        .execute(conn)?;
                    Ok(())
                }

                fn update(
                    conn: &mut Conn,
                    _: &Access<Self, Write>,
                    row: Row<$words>,
                ) -> Result<()> {
                    diesel::update($table::table.find((row.owner, row.id)))
                        .set((
                            $table::at.eq(row.at),
                            $table::words.eq(row.words),
                            $table::revision.eq(row.revision),
                            $table::change_no.eq(row.change_no),
                            $table::deleted.eq(row.deleted),
                            $table::updated_at.eq(row.updated_at),
                        ))
                        .execute(conn)?;
                    Ok(())
                }
            }
        };
    };
}
