//! The secret address of each patient's calendar, by its fingerprint alone (OP-2).

use chrono::Duration;
use diesel::prelude::*;

use super::Timeline;
use crate::access::proof::{Access, Doorstep, Permission, Write};
use crate::access::trail::{Action, Event};
use crate::crypt::keyring::Lookup;
use crate::db::{Backend, Conn};
use crate::error::{Error, Result};
use crate::ids::PatientId;
use crate::time::At;

diesel::table! {
    timeline_calendars (patient_id) {
        patient_id -> crate::db::sql::Id,
        secret_index -> Binary,
        created_at -> crate::db::sql::Instant,
        read_at -> Nullable<crate::db::sql::Instant>,
    }
}

/// Between two notes of a calendar being read; phones ask many times a day.
const BETWEEN_NOTES: Duration = Duration::hours(24);

/// A secret address that stands.
#[derive(Debug, Clone, Copy, Queryable)]
pub(crate) struct Standing {
    pub(crate) created_at: At,
    pub(crate) read_at: Option<At>,
}

/// Where every read starts: the address of the proof's owner.
fn visible<'a, A: Permission>(
    mine: &Access<Timeline, A>,
) -> timeline_calendars::BoxedQuery<'a, Backend> {
    timeline_calendars::table
        .filter(timeline_calendars::patient_id.eq(mine.owner()))
        .into_boxed()
}

/// Since when there is a secret address, where there is one.
pub(crate) fn standing<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Timeline, A>,
) -> Result<Option<Standing>> {
    Ok(visible(mine)
        .select((timeline_calendars::created_at, timeline_calendars::read_at))
        .first(conn)
        .optional()?)
}

/// Lets this secret stand for the calendar, and no other one from now on.
pub(crate) fn replace(
    conn: &mut Conn,
    mine: &Access<Timeline, Write>,
    secret: &str,
) -> Result<Standing> {
    // The number is not needed, its lock is: of two requests at once one secret must remain.
    mine.next_change(conn)?;
    diesel::delete(timeline_calendars::table.find(mine.owner())).execute(conn)?;
    diesel::insert_into(timeline_calendars::table)
        .values((
            timeline_calendars::patient_id.eq(mine.owner()),
            timeline_calendars::secret_index.eq(mine.code_index(Lookup::Calendar, secret).0),
            timeline_calendars::created_at.eq(mine.now()),
        ))
        .execute(conn)?;
    mine.record(conn, Event::done(Action::CalendarMade))?;
    Ok(Standing {
        created_at: mine.now(),
        read_at: None,
    })
}

/// Ends the secret address at once.
pub(crate) fn revoke(conn: &mut Conn, mine: &Access<Timeline, Write>) -> Result<()> {
    mine.next_change(conn)?;
    let gone = diesel::delete(timeline_calendars::table.find(mine.owner())).execute(conn)?;
    if gone == 0 {
        return Err(Error::NotFound);
    }
    mine.record(conn, Event::done(Action::CalendarRevoked))
}

/// For whose calendar this secret stands now.
pub(crate) fn whose(conn: &mut Conn, door: &Doorstep, secret: &str) -> Result<Option<PatientId>> {
    let index = door.index(Lookup::Calendar, secret).0;
    Ok(timeline_calendars::table
        .filter(timeline_calendars::secret_index.eq(index))
        .select(timeline_calendars::patient_id)
        .first(conn)
        .optional()?)
}

/// Notes on the access log that the calendar was read by its address, at most once in 24 hours (N3).
pub(crate) fn note_read(conn: &mut Conn, mine: &Access<Timeline, Write>) -> Result<()> {
    let long_ago = mine.now().minus(BETWEEN_NOTES);
    let noted = diesel::update(
        timeline_calendars::table.find(mine.owner()).filter(
            timeline_calendars::read_at
                .is_null()
                .or(timeline_calendars::read_at.le(long_ago)),
        ),
    )
    .set(timeline_calendars::read_at.eq(mine.now()))
    .execute(conn)?;
    if noted == 0 {
        return Ok(());
    }
    mine.record(conn, Event::done(Action::CalendarRead))
}
