//! The table of appointments.

use chrono::Duration;

use super::Appointments;
use super::model::{AppointmentView, Words};
use crate::access::proof::{Access, Permission};
use crate::access::record::{self, Record, Stretch};
use crate::db::Conn;
use crate::error::Result;
use crate::http::page::Limit;
use crate::records;
use crate::time::At;

records!(appointments of Appointments, Words);

/// Appointments whose place in time lies in `from..to`, oldest first, as the timeline shows them.
pub(crate) fn between<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Appointments, A>,
    from: At,
    to: At,
    most: i64,
) -> Result<Vec<AppointmentView>> {
    let found = record::between(conn, mine, from, to, most)?;
    Ok(found.into_iter().map(AppointmentView::from).collect())
}

/// Whether an appointment that takes or took place has begun by now and begins after `since`: what was put away until the next
/// session comes back with it (N9).
pub fn begun_since<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Appointments, A>,
    since: At,
) -> Result<bool> {
    let (now, least) = (mine.now(), Duration::microseconds(1));
    let stretch = Stretch {
        from: Some(since.plus(least)),
        to: Some(now.plus(least)),
    };
    let begun = |one: &Record<Words>| one.words.begun(since, now);
    let mut after = None;
    loop {
        let (found, next) = record::page(conn, mine, stretch, begun, Limit::default(), after)?;
        if !found.is_empty() || next.is_none() {
            return Ok(!found.is_empty());
        }
        after = next;
    }
}

/// The same, told by when the first of them began.
pub fn first_begun_since<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Appointments, A>,
    since: At,
) -> Result<Option<At>> {
    let (now, least) = (mine.now(), Duration::microseconds(1));
    let stretch = Stretch {
        from: Some(since.plus(least)),
        to: Some(now.plus(least)),
    };
    let begun = |one: &Record<Words>| one.words.begun(since, now);
    let (mut first, mut after) = (None, None);
    loop {
        let (found, next) = record::page(conn, mine, stretch, begun, Limit::default(), after)?;
        // They come newest first.
        first = found.last().map(|one| one.at).or(first);
        if next.is_none() {
            return Ok(first);
        }
        after = next;
    }
}
