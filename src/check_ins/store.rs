//! The table of check-ins.

use super::CheckIns;
use super::model::{CheckInView, Words};
use crate::access::proof::{Access, Permission};
use crate::access::record::{self, Stretch};
use crate::db::Conn;
use crate::error::Result;
use crate::http::page::Limit;
use crate::ids::DosingSessionId;
use crate::records;
use crate::time::At;

records!(check_ins of CheckIns, Words);

/// Check-ins whose instant lies in `from..to`, oldest first, as the timeline shows them.
pub(crate) fn between<A: Permission>(
    conn: &mut Conn,
    mine: &Access<CheckIns, A>,
    from: At,
    to: At,
    most: i64,
) -> Result<Vec<CheckInView>> {
    let found = record::between(conn, mine, from, to, most)?;
    Ok(found.into_iter().map(CheckInView::from).collect())
}

/// The newest check-ins of one dosing session, newest first, one page of them.
pub(crate) fn newest_of<A: Permission>(
    conn: &mut Conn,
    mine: &Access<CheckIns, A>,
    session: DosingSessionId,
) -> Result<Vec<CheckInView>> {
    let of_session = |one: &record::Record<Words>| one.words.dosing_session_id == Some(session);
    let anytime = Stretch::default();
    let (found, _) = record::page(conn, mine, anytime, of_session, Limit::default(), None)?;
    Ok(found.into_iter().map(CheckInView::from).collect())
}
