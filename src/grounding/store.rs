//! The table of practices, and everything that is done with it under a proof.

use diesel::prelude::*;

use super::Grounding;
use super::model::{PracticeRecord, PracticeView, Words};
use crate::access::proof::{Access, Lens, Permission, Write};
use crate::crypt::sealed::{Field, Sealed};
use crate::db::{Backend, Conn};
use crate::error::{Error, Result};
use crate::http::page::Cursor;
use crate::ids::{ExerciseId, PatientId, PracticeId};
use crate::time::At;

diesel::table! {
    practices (patient_id, id) {
        patient_id -> crate::db::sql::Id,
        id -> crate::db::sql::Id,
        exercise_id -> crate::db::sql::Id,
        at -> crate::db::sql::Instant,
        words -> Nullable<Binary>,
        created_mark -> Binary,
        change_no -> BigInt,
        deleted -> Bool,
        created_at -> crate::db::sql::Instant,
    }
}

const WORDS: Field = Field("practices/words");

#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = practices)]
struct Row {
    patient_id: PatientId,
    id: PracticeId,
    exercise_id: ExerciseId,
    at: At,
    words: Option<Sealed<Words>>,
    created_mark: Vec<u8>,
    change_no: i64,
    deleted: bool,
    created_at: At,
}

/// Where every read starts: the practices of the proof's owner that are not deleted, for nobody else's eyes.
fn visible<'a, A: Permission>(
    access: &Access<Grounding, A>,
) -> Result<practices::BoxedQuery<'a, Backend>> {
    if access.lens() != &Lens::Own {
        return Err(Error::NotFound);
    }
    Ok(practices::table
        .filter(practices::patient_id.eq(access.owner()))
        .filter(practices::deleted.eq(false))
        .into_boxed())
}

fn open<A: Permission>(access: &Access<Grounding, A>, row: Row) -> Result<PracticeView> {
    let Row {
        id,
        exercise_id,
        at,
        words,
        created_at,
        ..
    } = row;
    let Words {
        note,
        before,
        after,
    } = access.open(&words.ok_or(Error::NotFound)?, WORDS.of(id.uuid()))?;
    Ok(PracticeView {
        id,
        exercise_id,
        at,
        note,
        before,
        after,
        created_at,
    })
}

/// What a new practice says, with everything settled that the client left open.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) id: PracticeId,
    pub(super) exercise_id: ExerciseId,
    pub(super) at: At,
    pub(super) words: Words,
    pub(super) created_mark: Vec<u8>,
}

/// What the same request made before; refused where the id belongs to something else, or to what was deleted.
pub(super) fn made_before(
    conn: &mut Conn,
    mine: &Access<Grounding, Write>,
    id: PracticeId,
    created_mark: &[u8],
) -> Result<Option<PracticeView>> {
    let made: Option<Row> = practices::table
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

/// Writes a practice, or finds what the same request made before; the flag says whether it is new.
pub(super) fn insert(
    conn: &mut Conn,
    mine: &Access<Grounding, Write>,
    draft: Draft,
) -> Result<(PracticeView, bool)> {
    // First of all: it orders two requests of one patient, so that neither misses the other's id.
    let change_no = mine.next_change(conn)?;
    let Draft {
        id,
        exercise_id,
        at,
        words,
        created_mark,
    } = draft;
    if let Some(before) = made_before(conn, mine, id, &created_mark)? {
        return Ok((before, false));
    }
    let row = Row {
        patient_id: mine.owner(),
        id,
        exercise_id,
        at,
        words: Some(mine.seal(WORDS.of(id.uuid()), &words)?),
        created_mark,
        change_no,
        deleted: false,
        created_at: mine.now(),
    };
    diesel::insert_into(practices::table)
        .values(&row)
        .execute(conn)?;
    let Words {
        note,
        before,
        after,
    } = words;
    Ok((
        PracticeView {
            id,
            exercise_id,
            at,
            note,
            before,
            after,
            created_at: mine.now(),
        },
        true,
    ))
}

/// One practice.
pub(super) fn find<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Grounding, A>,
    id: PracticeId,
) -> Result<PracticeView> {
    let row = visible(mine)?.filter(practices::id.eq(id)).first(conn)?;
    open(mine, row)
}

/// Which practices.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Filter {
    pub(super) exercise: Option<ExerciseId>,
    pub(super) from: Option<At>,
    pub(super) to: Option<At>,
}

/// Practices newest first, after a place, at most so many.
pub(super) fn newest<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Grounding, A>,
    filter: Filter,
    after: Option<Cursor>,
    most: i64,
) -> Result<Vec<PracticeView>> {
    let Filter { exercise, from, to } = filter;
    let mut query = visible(mine)?;
    if let Some(exercise) = exercise {
        query = query.filter(practices::exercise_id.eq(exercise));
    }
    if let Some(from) = from {
        query = query.filter(practices::at.ge(from));
    }
    if let Some(to) = to {
        query = query.filter(practices::at.lt(to));
    }
    if let Some(cursor) = after {
        let id = PracticeId::from_uuid(cursor.id);
        query = query
            .filter(practices::at.le(cursor.at))
            .filter(practices::at.lt(cursor.at).or(practices::id.lt(id)));
    }
    let rows: Vec<Row> = query
        .order((practices::at.desc(), practices::id.desc()))
        .limit(most)
        .load(conn)?;
    rows.into_iter().map(|row| open(mine, row)).collect()
}

/// Practices whose instant lies in `from..to`, oldest first, as the timeline shows them.
pub(crate) fn between<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Grounding, A>,
    from: At,
    to: At,
    most: i64,
) -> Result<Vec<PracticeView>> {
    let rows: Vec<Row> = visible(mine)?
        .filter(practices::at.ge(from).and(practices::at.lt(to)))
        .order((practices::at.asc(), practices::id.asc()))
        .limit(most)
        .load(conn)?;
    rows.into_iter().map(|row| open(mine, row)).collect()
}

/// Destroys the words of a practice and leaves a tombstone in the change sequence.
pub(super) fn delete(
    conn: &mut Conn,
    mine: &Access<Grounding, Write>,
    id: PracticeId,
) -> Result<()> {
    let change_no = mine.next_change(conn)?;
    let buried = diesel::update(
        practices::table
            .find((mine.owner(), id))
            .filter(practices::deleted.eq(false)),
    )
    .set((
        practices::deleted.eq(true),
        practices::words.eq(None::<Vec<u8>>),
        practices::change_no.eq(change_no),
    ))
    .execute(conn)?;
    if buried == 0 {
        Err(Error::NotFound)
    } else {
        Ok(())
    }
}

/// Every practice, oldest first, as an export tells them (AZ-13).
pub(crate) fn records<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Grounding, A>,
) -> Result<Vec<PracticeRecord>> {
    let rows: Vec<Row> = visible(mine)?
        .order((practices::at.asc(), practices::id.asc()))
        .load(conn)?;
    rows.into_iter()
        .map(|row| open(mine, row).map(PracticeRecord::from))
        .collect()
}

/// Puts a practice back as it was told; whether it is new here (AZ-13).
pub(crate) fn restore(
    conn: &mut Conn,
    mine: &Access<Grounding, Write>,
    record: PracticeRecord,
) -> Result<bool> {
    let change_no = mine.next_change(conn)?;
    let there: Option<Row> = practices::table
        .find((mine.owner(), record.id))
        .first(conn)
        .optional()?;
    match there {
        Some(Row { deleted: true, .. }) => return Err(Error::Conflict("deleted")),
        Some(row) => {
            return if PracticeRecord::from(open(mine, row)?) == record {
                Ok(false)
            } else {
                Err(Error::Conflict("id-in-use"))
            };
        }
        None => {}
    }
    let created_mark = mine.created_mark(&record)?;
    let PracticeRecord {
        id,
        exercise_id,
        at,
        note,
        before,
        after,
        created_at,
    } = record;
    let words = Words {
        note,
        before,
        after,
    };
    let row = Row {
        patient_id: mine.owner(),
        id,
        exercise_id,
        at,
        words: Some(mine.seal(WORDS.of(id.uuid()), &words)?),
        created_mark,
        change_no,
        deleted: false,
        created_at,
    };
    diesel::insert_into(practices::table)
        .values(&row)
        .execute(conn)?;
    Ok(true)
}
