//! What the gate asks when a therapist reads: which consents of this link are in effect now?

use diesel::prelude::*;

use super::{Row, consents};
use crate::access::proof::Shared;
use crate::consent::model::{State, state};
use crate::db::Conn;
use crate::error::Result;
use crate::ids::{LinkId, PatientId};
use crate::time::At;

/// What this link's consents open now: each entry once, at the newest revision that is shared (N2).
///
/// An expiry that is seen is recorded, so that a clock set back revives nothing (AZ-8).
pub(crate) fn in_effect(
    conn: &mut Conn,
    patient: PatientId,
    link: LinkId,
    now: At,
) -> Result<Vec<Shared>> {
    let rows: Vec<Row> = consents::table
        .filter(
            consents::patient_id
                .eq(patient)
                .and(consents::link_id.eq(link)),
        )
        .filter(
            consents::expired_at
                .is_null()
                .and(consents::revoked_at.is_null())
                .and(consents::link_ended_at.is_null()),
        )
        .order((
            consents::entry_id,
            consents::revision.desc(),
            consents::effective_at,
            consents::id,
        ))
        .load(conn)?;
    let rows = seen(conn, rows, now)?;
    let mut open: Vec<Shared> = rows
        .into_iter()
        .filter(|row| state(&row.facts(), now) == State::InEffect)
        .map(|row| Shared {
            consent: row.id,
            entry: row.entry_id,
            revision: row.revision,
            since: row.effective_at,
        })
        .collect();
    open.dedup_by_key(|item| item.entry);
    Ok(open)
}

/// The same rows after a look at the clock, each newly seen expiry recorded (AZ-8).
///
/// It takes no change number: the client knows when a consent ends since it was given.
pub(super) fn seen(conn: &mut Conn, rows: Vec<Row>, now: At) -> Result<Vec<Row>> {
    let mut looked_at = Vec::with_capacity(rows.len());
    for row in rows {
        let facts = row.facts().seen(now);
        if facts != row.facts() {
            diesel::update(consents::table.find((row.patient_id, row.id)))
                .filter(
                    consents::expired_at
                        .is_null()
                        .and(consents::revoked_at.is_null())
                        .and(consents::link_ended_at.is_null()),
                )
                .set(consents::expired_at.eq(facts.expired_at))
                .execute(conn)?;
        }
        looked_at.push(row.with(facts));
    }
    Ok(looked_at)
}
