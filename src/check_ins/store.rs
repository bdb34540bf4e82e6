//! The table of check-ins.

use super::CheckIns;
use super::model::{CheckInView, Words};
use crate::access::proof::{Access, Permission};
use crate::access::record;
use crate::db::Conn;
use crate::error::Result;
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
