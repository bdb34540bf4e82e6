//! The rows of dosing sessions: instants as they are, words sealed, a tombstone for what was deleted.

mod anchors;
mod portable;
mod quiet;

pub(crate) use anchors::{Dated, anchors, anchors_after, dated_after};
pub(crate) use portable::{records, restore};
pub(crate) use quiet::kept as kept_quiet;

use diesel::prelude::*;

use super::Sessions;
use super::model::{Course, SessionStatus, Words};
use crate::access::proof::{Access, Permission, Records, Write};
use crate::config::Policy;
use crate::crypt::sealed::{Field, Sealed};
use crate::db::{Backend, Conn};
use crate::error::{Error, Result};
use crate::http::page::{Cursor, Limit};
use crate::ids::{DosingSessionId, PatientId};
use crate::time::{At, Zone};

diesel::table! {
    dosing_sessions (patient_id, id) {
        patient_id -> crate::db::sql::Id,
        id -> crate::db::sql::Id,
        status -> Text,
        planned_at -> Nullable<crate::db::sql::Instant>,
        started_at -> Nullable<crate::db::sql::Instant>,
        ended_at -> Nullable<crate::db::sql::Instant>,
        approximate -> Bool,
        time_zone -> Text,
        words -> Binary,
        created_mark -> Binary,
        version -> BigInt,
        change_no -> BigInt,
        deleted -> Bool,
        created_at -> crate::db::sql::Instant,
        updated_at -> crate::db::sql::Instant,
    }
}

const WORDS: Field = Field("dosing_sessions/words");

/// A dosing session, opened.
#[derive(Debug, Clone)]
pub(crate) struct Session {
    pub(crate) id: DosingSessionId,
    pub(crate) course: Course,
    pub(crate) words: Words,
    pub(crate) version: i64,
    pub(crate) created_at: At,
    pub(crate) updated_at: At,
}

/// What a client asked to create, with the fingerprint of its request.
#[derive(Debug)]
pub(crate) struct Creation {
    pub(crate) id: DosingSessionId,
    pub(crate) course: Course,
    pub(crate) words: Words,
    pub(crate) mark: Vec<u8>,
}

#[derive(Queryable, Insertable)]
#[diesel(table_name = dosing_sessions)]
struct Row {
    patient_id: PatientId,
    id: DosingSessionId,
    status: SessionStatus,
    planned_at: Option<At>,
    started_at: Option<At>,
    ended_at: Option<At>,
    approximate: bool,
    time_zone: Zone,
    words: Sealed<Words>,
    created_mark: Vec<u8>,
    version: i64,
    change_no: i64,
    deleted: bool,
    created_at: At,
    updated_at: At,
}

impl Row {
    fn open<A: Permission>(self, mine: &Access<Sessions, A>) -> Result<Session> {
        let Self {
            id,
            status,
            planned_at,
            started_at,
            ended_at,
            approximate,
            time_zone,
            words,
            version,
            created_at,
            updated_at,
            ..
        } = self;
        let course = Course {
            status,
            planned_at,
            started_at,
            ended_at,
            approximate,
            time_zone,
        };
        Ok(Session {
            id,
            course,
            words: mine.open(&words, WORDS.of(id.uuid()))?,
            version,
            created_at,
            updated_at,
        })
    }
}

/// Where every read of sessions starts: the patient's own that are not deleted.
fn visible<'a, R: Records, A: Permission>(
    access: &Access<R, A>,
) -> dosing_sessions::BoxedQuery<'a, Backend> {
    dosing_sessions::table
        .filter(
            dosing_sessions::patient_id
                .eq(access.owner())
                .and(dosing_sessions::deleted.eq(false)),
        )
        .into_boxed()
}

/// Creates a session, or meets what the same request created before; whether it is new.
pub(crate) fn insert(
    conn: &mut Conn,
    mine: &Access<Sessions, Write>,
    creation: Creation,
) -> Result<(Session, bool)> {
    let change_no = mine.next_change(conn)?;
    let Creation {
        id,
        course,
        words,
        mark,
    } = creation;
    let there: Option<Row> = dosing_sessions::table
        .find((mine.owner(), id))
        .first(conn)
        .optional()?;
    if let Some(row) = there {
        return match row {
            Row { deleted: true, .. } => Err(Error::Conflict("deleted")),
            Row { created_mark, .. } if created_mark != mark => Err(Error::Conflict("id-in-use")),
            row => Ok((row.open(mine)?, false)),
        };
    }
    let Course {
        status,
        planned_at,
        started_at,
        ended_at,
        approximate,
        time_zone,
    } = course;
    let row = Row {
        patient_id: mine.owner(),
        id,
        status,
        planned_at,
        started_at,
        ended_at,
        approximate,
        time_zone,
        words: mine.seal(WORDS.of(id.uuid()), &words)?,
        created_mark: mark,
        version: 1,
        change_no,
        deleted: false,
        created_at: mine.now(),
        updated_at: mine.now(),
    };
    diesel::insert_into(dosing_sessions::table)
        .values(&row)
        .execute(conn)?;
    Ok((
        Session {
            id,
            course,
            words,
            version: 1,
            created_at: mine.now(),
            updated_at: mine.now(),
        },
        true,
    ))
}

/// One session.
pub(crate) fn find<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Sessions, A>,
    id: DosingSessionId,
) -> Result<Session> {
    let row: Row = visible(mine)
        .filter(dosing_sessions::id.eq(id))
        .first(conn)?;
    row.open(mine)
}

/// A page of sessions, the newest record first.
pub(crate) fn page<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Sessions, A>,
    limit: Limit,
    after: Option<Cursor>,
) -> Result<Vec<Session>> {
    let mut query = visible(mine);
    if let Some(cursor) = after {
        let id = DosingSessionId::from_uuid(cursor.id);
        query = query
            .filter(dosing_sessions::created_at.le(cursor.at))
            .filter(
                dosing_sessions::created_at
                    .lt(cursor.at)
                    .or(dosing_sessions::id.lt(id)),
            );
    }
    let rows: Vec<Row> = query
        .order((
            dosing_sessions::created_at.desc(),
            dosing_sessions::id.desc(),
        ))
        .limit(limit.and_one())
        .load(conn)?;
    rows.into_iter().map(|row| row.open(mine)).collect()
}

/// Changes a session as `edit` says and returns it as it is now; an edit that changes nothing leaves its version alone, and none makes
/// a quiet time shorter that has begun (N1).
pub(crate) fn change(
    conn: &mut Conn,
    mine: &Access<Sessions, Write>,
    policy: &Policy,
    id: DosingSessionId,
    edit: impl FnOnce(&Session) -> Result<(Course, Words)>,
) -> Result<Session> {
    let change_no = mine.next_change(conn)?;
    let current = find(conn, mine, id)?;
    let (course, words) = edit(&current)?;
    if course == current.course && words == current.words {
        return Ok(current);
    }
    quiet::keep(conn, mine, policy, &current.course, Some(&course))?;
    let changed = Session {
        course,
        words,
        version: current.version.saturating_add(1),
        updated_at: mine.now(),
        ..current
    };
    diesel::update(dosing_sessions::table.find((mine.owner(), id)))
        .set((
            dosing_sessions::status.eq(course.status),
            dosing_sessions::planned_at.eq(course.planned_at),
            dosing_sessions::started_at.eq(course.started_at),
            dosing_sessions::ended_at.eq(course.ended_at),
            dosing_sessions::approximate.eq(course.approximate),
            dosing_sessions::time_zone.eq(course.time_zone),
            dosing_sessions::words.eq(mine.seal(WORDS.of(id.uuid()), &changed.words)?),
            dosing_sessions::version.eq(changed.version),
            dosing_sessions::change_no.eq(change_no),
            dosing_sessions::updated_at.eq(changed.updated_at),
        ))
        .execute(conn)?;
    Ok(changed)
}

/// Destroys what a session says and leaves a tombstone that only tells phones that it is gone; a quiet time that has begun stays (N1).
pub(crate) fn delete(
    conn: &mut Conn,
    mine: &Access<Sessions, Write>,
    policy: &Policy,
    id: DosingSessionId,
) -> Result<()> {
    let change_no = mine.next_change(conn)?;
    let current = find(conn, mine, id)?;
    quiet::keep(conn, mine, policy, &current.course, None)?;
    let nowhere: Option<At> = None;
    diesel::update(dosing_sessions::table.find((mine.owner(), id)))
        .set((
            dosing_sessions::status.eq(SessionStatus::Cancelled),
            dosing_sessions::planned_at.eq(nowhere),
            dosing_sessions::started_at.eq(nowhere),
            dosing_sessions::ended_at.eq(nowhere),
            dosing_sessions::approximate.eq(false),
            dosing_sessions::time_zone.eq(Zone::UTC),
            dosing_sessions::words.eq(mine.seal(WORDS.of(id.uuid()), &Words::default())?),
            dosing_sessions::created_mark.eq(Vec::<u8>::new()),
            dosing_sessions::version.eq(current.version.saturating_add(1)),
            dosing_sessions::change_no.eq(change_no),
            dosing_sessions::deleted.eq(true),
            dosing_sessions::updated_at.eq(mine.now()),
        ))
        .execute(conn)?;
    Ok(())
}

/// Whether there is such a session to refer to.
pub(crate) fn exists<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Sessions, A>,
    id: DosingSessionId,
) -> Result<bool> {
    let found: i64 = visible(mine)
        .filter(dosing_sessions::id.eq(id))
        .count()
        .get_result(conn)?;
    Ok(found > 0)
}
