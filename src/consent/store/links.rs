//! What befalls several consents at once: their link ends, or the quiet time gets longer.

use diesel::prelude::*;

use super::{Row, changes, consents, grants, standing, visible};
use crate::access::proof::{Access, Write};
use crate::consent::Consents;
use crate::consent::model::Move;
use crate::db::Conn;
use crate::error::Result;
use crate::ids::LinkId;
use crate::time::At;

/// What stopped with a link: how many consents, and how many of them opened something at that moment (N18).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Stopped {
    /// All of them, which is the patient's to know.
    pub(crate) all: i64,
    /// Those whose therapist could read something under them.
    pub(crate) open: i64,
}

/// Ends every consent of a link at once; what was final already stays as it was (N18).
pub(crate) fn end_all_of_link(
    conn: &mut Conn,
    access: &Access<Consents, Write>,
    link: LinkId,
) -> Result<Stopped> {
    let change_no = access.next_change(conn)?;
    let mut stopped = Stopped::default();
    for row in unfinished(conn, access, Some(link))? {
        if let Ok(facts) = row.facts().after(Move::EndLink, access.now()) {
            changes::keep(conn, access, row, facts, change_no)?;
            stopped.all = stopped.all.saturating_add(1);
            let open = i64::from(facts.stopped_open());
            stopped.open = stopped.open.saturating_add(open);
        }
    }
    Ok(stopped)
}

/// Makes what still waits wait at least until this instant, because the quiet time has come to last so long (N1).
///
/// The caller has drawn a change number, whose lock holds off other moves; what changes here takes one more.
pub(crate) fn push_back_waiting(
    conn: &mut Conn,
    mine: &Access<Consents, Write>,
    until: At,
) -> Result<()> {
    standing::push_back(conn, mine, until)?;
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
