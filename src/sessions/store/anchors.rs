//! When sessions are, without opening what is said about them (R80, N1).

use diesel::prelude::*;

use super::{dosing_sessions, visible};
use crate::access::proof::{Access, Permission};
use crate::db::{Backend, Conn};
use crate::error::Result;
use crate::ids::DosingSessionId;
use crate::sessions::model::{Course, SessionStatus};
use crate::sessions::{AsksForQuiet, Sessions};
use crate::time::{At, Zone};

type Anchor = (
    DosingSessionId,
    SessionStatus,
    Option<At>,
    Option<At>,
    Option<At>,
    bool,
    Zone,
);

/// Reads the courses that such a query finds, and opens no words.
fn courses(
    conn: &mut Conn,
    query: dosing_sessions::BoxedQuery<'_, Backend>,
) -> Result<Vec<(DosingSessionId, Course)>> {
    use dosing_sessions::{approximate, ended_at, id, planned_at, started_at, status, time_zone};
    let rows: Vec<Anchor> = query
        .filter(status.eq_any([SessionStatus::Planned, SessionStatus::Happened]))
        .select((
            id,
            status,
            planned_at,
            started_at,
            ended_at,
            approximate,
            time_zone,
        ))
        .load(conn)?;
    Ok(rows.into_iter().map(course).collect())
}

fn course(
    (id, status, planned_at, started_at, ended_at, approximate, time_zone): Anchor,
) -> (DosingSessionId, Course) {
    (
        id,
        Course {
            status,
            planned_at,
            started_at,
            ended_at,
            approximate,
            time_zone,
        },
    )
}

/// The courses of all sessions that take or took place.
pub(crate) fn anchors<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Sessions, A>,
) -> Result<Vec<(DosingSessionId, Course)>> {
    courses(conn, visible(mine))
}

/// The same, but only those with an instant after `reach`.
pub(crate) fn anchors_after<R: AsksForQuiet, A: Permission>(
    conn: &mut Conn,
    mine: &Access<R, A>,
    reach: At,
) -> Result<Vec<(DosingSessionId, Course)>> {
    use dosing_sessions::{ended_at, planned_at, started_at};
    courses(
        conn,
        visible(mine).filter(
            planned_at
                .gt(reach)
                .or(started_at.gt(reach))
                .or(ended_at.gt(reach)),
        ),
    )
}

/// A session of which an instant is told, with what says how new that is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Dated {
    pub(crate) id: DosingSessionId,
    pub(crate) course: Course,
    pub(crate) version: i64,
    pub(crate) updated_at: At,
}

/// The sessions of any course with an instant after `reach`, the newest record first, at most so many; opens no words.
pub(crate) fn dated_after<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Sessions, A>,
    reach: At,
    most: i64,
) -> Result<Vec<Dated>> {
    use dosing_sessions::{
        approximate, created_at, ended_at, id, planned_at, started_at, status, time_zone,
        updated_at, version,
    };
    let rows: Vec<(Anchor, i64, At)> = visible(mine)
        .filter(
            planned_at
                .gt(reach)
                .or(started_at.gt(reach))
                .or(ended_at.gt(reach)),
        )
        .order((created_at.desc(), id.desc()))
        .limit(most)
        .select((
            (
                id,
                status,
                planned_at,
                started_at,
                ended_at,
                approximate,
                time_zone,
            ),
            version,
            updated_at,
        ))
        .load(conn)?;
    Ok(rows.into_iter().map(dated).collect())
}

fn dated((anchor, version, updated_at): (Anchor, i64, At)) -> Dated {
    let (id, course) = course(anchor);
    Dated {
        id,
        course,
        version,
        updated_at,
    }
}
