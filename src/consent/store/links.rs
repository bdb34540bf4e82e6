//! What befalls several consents at once: their link ends, or the quiet time gets longer.

use diesel::prelude::*;

use super::{Row, changes, consents, grants, visible};
use crate::access::proof::{Access, Write};
use crate::consent::Consents;
use crate::consent::model::Move;
use crate::db::Conn;
use crate::error::Result;
use crate::ids::LinkId;
use crate::time::At;

/// Ends every consent of a link at once; what was final already stays as it was (N18).
pub(crate) fn end_all_of_link(
    conn: &mut Conn,
    access: &Access<Consents, Write>,
    link: LinkId,
) -> Result<()> {
    let change_no = access.next_change(conn)?;
    for row in unfinished(conn, access, Some(link))? {
        if let Ok(facts) = row.facts().after(Move::EndLink, access.now()) {
            changes::keep(conn, access, row, facts, change_no)?;
        }
    }
    Ok(())
}

/// Makes what still waits wait at least until this instant, because the quiet time has come to last so long (N1).
///
/// The caller has drawn a change number, whose lock holds off other moves; what changes here takes one more.
pub(crate) fn push_back_waiting(
    conn: &mut Conn,
    mine: &Access<Consents, Write>,
    until: At,
) -> Result<()> {
    let later = |row: &Row| row.facts().pushed_back(until, mine.now());
    let rows: Vec<Row> = unfinished(conn, mine, None)?
        .into_iter()
        .filter(|row| later(row) != row.facts())
        .collect();
    if rows.is_empty() {
        return Ok(());
    }
    let change_no = mine.next_change(conn)?;
    for row in rows {
        let facts = later(&row);
        changes::keep(conn, mine, row, facts, change_no)?;
    }
    Ok(())
}

/// The consents that were in no final state when they were last looked at.
fn unfinished(
    conn: &mut Conn,
    access: &Access<Consents, Write>,
    link: Option<LinkId>,
) -> Result<Vec<Row>> {
    let mut query = visible(access)
        .filter(consents::expired_at.is_null())
        .filter(consents::revoked_at.is_null())
        .filter(consents::link_ended_at.is_null());
    if let Some(link) = link {
        query = query.filter(consents::link_id.eq(link));
    }
    let rows: Vec<Row> = query.order(consents::id).load(conn)?;
    grants::seen(conn, rows, access.now())
}
