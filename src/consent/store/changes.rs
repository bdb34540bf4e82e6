//! Pausing, resuming, revoking: each one move of the model, on record (AZ-5, AU-1).
//!
//! Each takes the change number that its door has drawn first: the lock behind it puts the moves of one patient in a row, on
//! every instance.

use diesel::prelude::*;

use super::{Consent, Row, consents};
use crate::access::proof::{Access, Write};
use crate::access::trail::Action;
use crate::consent::Consents;
use crate::consent::model::{Facts, Move, Refused, State, state};
use crate::db::Conn;
use crate::error::Result;
use crate::ids::ConsentId;
use crate::time::At;

/// A move that was made, or a refusal that must not undo an expiry seen beside it (AZ-8).
pub(crate) type Moved = Result<Consent, Refused>;

/// Puts a consent on hold, at once.
pub(crate) fn pause(
    conn: &mut Conn,
    mine: &Access<Consents, Write>,
    id: ConsentId,
    change_no: i64,
) -> Result<Moved> {
    make(conn, mine, id, change_no, Move::Pause)
}

/// Takes a consent up again; in the quiet time, from its end (N1).
pub(crate) fn resume(
    conn: &mut Conn,
    mine: &Access<Consents, Write>,
    id: ConsentId,
    change_no: i64,
    quiet_until: Option<At>,
) -> Result<Moved> {
    make(conn, mine, id, change_no, Move::Resume { quiet_until })
}

/// Takes a consent back, at once; one that was taken back already stays as it is.
pub(crate) fn revoke(
    conn: &mut Conn,
    mine: &Access<Consents, Write>,
    id: ConsentId,
    change_no: i64,
) -> Result<Moved> {
    make(conn, mine, id, change_no, Move::Revoke)
}

/// Takes a consent back, or puts it on hold, as it was before a backup brought it back; one that is not there, or is over, stays so (RE-10).
pub(crate) fn stop_again(
    conn: &mut Conn,
    mine: &Access<Consents, Write>,
    id: ConsentId,
    step: Move,
) -> Result<()> {
    let change_no = mine.next_change(conn)?;
    make(conn, mine, id, change_no, step).map(drop)
}

fn make(
    conn: &mut Conn,
    mine: &Access<Consents, Write>,
    id: ConsentId,
    change_no: i64,
    step: Move,
) -> Result<Moved> {
    let row = super::row(conn, mine, id)?.ok_or(diesel::result::Error::NotFound)?;
    if step == Move::Revoke && state(&row.facts(), mine.now()) == State::Revoked {
        return Ok(Ok(row.consent(mine.now())));
    }
    let facts = match row.facts().after(step, mine.now()) {
        Ok(facts) => facts,
        Err(refused) => return Ok(Err(refused)),
    };
    let row = keep(conn, mine, row, facts, change_no)?;
    let action = match step {
        Move::Revoke => Action::ConsentRevoked,
        Move::Pause => Action::ConsentPaused,
        Move::Resume { .. } => Action::ConsentResumed,
        Move::EndLink => Action::LinkEnded,
    };
    mine.record(conn, row.event(action))?;
    Ok(Ok(row.consent(mine.now())))
}

/// Writes the facts of a consent after a move.
pub(super) fn keep(
    conn: &mut Conn,
    mine: &Access<Consents, Write>,
    row: Row,
    facts: Facts,
    change_no: i64,
) -> Result<Row> {
    let row = Row {
        version: row.version.saturating_add(1),
        change_no,
        ..row.with(facts)
    };
    diesel::update(consents::table.find((mine.owner(), row.id)))
        .set((
            consents::effective_at.eq(row.effective_at),
            consents::paused_at.eq(row.paused_at),
            consents::resumed_at.eq(row.resumed_at),
            consents::revoked_at.eq(row.revoked_at),
            consents::link_ended_at.eq(row.link_ended_at),
            consents::version.eq(row.version),
            consents::change_no.eq(row.change_no),
        ))
        .execute(conn)?;
    Ok(row)
}
