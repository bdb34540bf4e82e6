//! What a patient settled beforehand about the quiet time: stricter than the rule, never looser (N1, AZ-10).

use diesel::prelude::*;

use super::quiet_directives;
use crate::access::proof::{Access, Permission, Write};
use crate::consent::Consents;
use crate::consent::model::AskedInQuiet;
use crate::db::{Backend, Conn};
use crate::error::{Error, Result};
use crate::time::At;

/// What was settled, and when; the rule itself where nothing was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Directive {
    pub(crate) asked_for: AskedInQuiet,
    pub(crate) updated_at: Option<At>,
    pub(crate) version: i64,
}

/// Where every read starts: what the proof's owner settled.
fn visible<'a, A: Permission>(
    access: &Access<Consents, A>,
) -> quiet_directives::BoxedQuery<'a, Backend> {
    quiet_directives::table
        .filter(quiet_directives::patient_id.eq(access.owner()))
        .into_boxed()
}

/// What holds for the patient.
pub(crate) fn find<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Consents, A>,
) -> Result<Directive> {
    let row: Option<(AskedInQuiet, At, i64)> = visible(mine)
        .select((
            quiet_directives::asked_for,
            quiet_directives::updated_at,
            quiet_directives::version,
        ))
        .first(conn)
        .optional()?;
    Ok(row.map_or(
        Directive {
            asked_for: AskedInQuiet::Waits,
            updated_at: None,
            version: 0,
        },
        |(asked_for, updated_at, version)| Directive {
            asked_for,
            updated_at: Some(updated_at),
            version,
        },
    ))
}

/// Settles it otherwise, if what was settled before `fits`; while it is quiet only stricter than before, because the decision was made for this time (AZ-10).
pub(crate) fn settle(
    conn: &mut Conn,
    mine: &Access<Consents, Write>,
    asked_for: AskedInQuiet,
    quiet_until: Option<At>,
    fits: impl FnOnce(Directive) -> Result<()>,
) -> Result<Directive> {
    let change_no = mine.next_change(conn)?;
    let before = find(conn, mine)?;
    fits(before)?;
    if before.asked_for == asked_for {
        return Ok(before);
    }
    // The choices stand in their order, the strictest last.
    if quiet_until.is_some() && asked_for < before.asked_for {
        return Err(Error::Conflict("quiet-time"));
    }
    let next = Directive {
        asked_for,
        updated_at: Some(mine.now()),
        version: before.version.saturating_add(1),
    };
    let values = (
        quiet_directives::asked_for.eq(next.asked_for),
        quiet_directives::version.eq(next.version),
        quiet_directives::change_no.eq(change_no),
        quiet_directives::updated_at.eq(mine.now()),
    );
    if before.version == 0 {
        diesel::insert_into(quiet_directives::table)
            .values((quiet_directives::patient_id.eq(mine.owner()), values))
            .execute(conn)?;
    } else {
        diesel::update(quiet_directives::table.find(mine.owner()))
            .set(values)
            .execute(conn)?;
    }
    Ok(next)
}
