//! What befalls several consents at once: their link ends, or the quiet time gets longer.

use diesel::prelude::*;

use super::{Row, changes, consents, grants, standing, visible};
use crate::access::proof::{Access, Write};
use crate::access::trail::Action;
use crate::config::Policy;
use crate::consent::Consents;
use crate::consent::model::{Move, State, state};
use crate::db::Conn;
use crate::error::Result;
use crate::ids::LinkId;
use crate::sessions::{self, Sessions};

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

/// Puts every consent of the owner's that is not over on hold, also one that waits: what a restored backup may have brought back opens
/// nothing before she takes it up again (RE-10). Tells how many.
pub(crate) fn hold_all(conn: &mut Conn, mine: &Access<Consents, Write>) -> Result<i64> {
    let change_no = mine.next_change(conn)?;
    let mut held: i64 = 0;
    for row in unfinished(conn, mine, None)? {
        let facts = row.facts();
        let facts = match state(&facts, mine.now()) {
            State::Waiting => facts.held(),
            _ => match facts.after(Move::Pause, mine.now()) {
                Ok(facts) => facts,
                Err(_) => continue,
            },
        };
        let row = changes::keep(conn, mine, row, facts, change_no)?;
        mine.record(conn, row.event(Action::ConsentPaused))?;
        held = held.saturating_add(1);
    }
    Ok(held)
}

/// Makes what would open in a quiet time wait for its end, because sessions have come to lie otherwise (N1).
///
/// What is asked is the instant at which each would open: a dose that was put off can lie there, and not here. The caller has drawn
/// a change number, whose lock holds off other moves; what changes here takes one more.
pub(crate) fn push_back_waiting(
    conn: &mut Conn,
    mine: &Access<Consents, Write>,
    policy: &Policy,
) -> Result<()> {
    standing::push_back(conn, mine, policy)?;
    let sessions = mine.also::<Sessions>()?;
    let mut later = Vec::new();
    for row in unfinished(conn, mine, None)? {
        if row.effective_at <= mine.now() {
            continue;
        }
        if let Some(end) = sessions::quiet_until(conn, &sessions, row.effective_at, policy)? {
            let facts = row.facts().pushed_back(end, mine.now());
            if facts != row.facts() {
                later.push((row, facts));
            }
        }
    }
    if later.is_empty() {
        return Ok(());
    }
    let change_no = mine.next_change(conn)?;
    for (row, facts) in later {
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
