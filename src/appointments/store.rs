//! The table of appointments.

use chrono::Duration;

use super::Appointments;
use super::model::{self, AppointmentView, Words};
use crate::access::proof::{Access, Permission};
use crate::access::record::{self, Record, Stretch};
use crate::db::Conn;
use crate::error::Result;
use crate::http::page::Limit;
use crate::ids::LinkId;
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

/// When the next planned appointment with this therapist is over, as far as anybody knows; none where no next one has a time (N12).
pub fn end_of_next_with<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Appointments, A>,
    link: LinkId,
    after: At,
) -> Result<Option<At>> {
    let all = record::all(conn, mine)?;
    let words = all.iter().map(|record| &record.words);
    Ok(model::end_of_next(words, link, after))
}
