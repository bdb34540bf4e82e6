//! What is kept of a quiet time whose session was edited away (N1, AZ-10).
//!
//! It is sealed, because a deleted session leaves nothing that tells when it was. One row a patient is enough: what is over makes room.

use diesel::prelude::*;

use crate::access::proof::{Access, Permission, Write};
use crate::config::Policy;
use crate::crypt::sealed::{Field, Sealed};
use crate::db::{Backend, Conn};
use crate::error::Result;
use crate::ids::AccountId;
use crate::sessions::model::{self, Course, Quiet};
use crate::sessions::{AsksForQuiet, Sessions};

diesel::table! {
    kept_quiet (patient_id) {
        patient_id -> crate::db::sql::Id,
        stretch -> Binary,
    }
}

const STRETCH: Field = Field("kept_quiet/stretch");

/// Where every read starts: what is kept for the proof's owner.
fn visible<'a, R: AsksForQuiet, A: Permission>(
    access: &Access<R, A>,
) -> kept_quiet::BoxedQuery<'a, Backend> {
    kept_quiet::table
        .filter(kept_quiet::patient_id.eq(access.owner()))
        .into_boxed()
}

/// What is kept, which may be over.
pub(crate) fn kept<R: AsksForQuiet, A: Permission>(
    conn: &mut Conn,
    access: &Access<R, A>,
) -> Result<Option<Quiet>> {
    let sealed: Option<Sealed<Quiet>> = visible(access)
        .select(kept_quiet::stretch)
        .first(conn)
        .optional()?;
    sealed
        .map(|sealed| access.open(&sealed, STRETCH.of(access.owner().uuid())))
        .transpose()
}

/// Keeps the quiet time of a session that is about to become `after`, or to go, as far as that would take it away.
///
/// The caller has drawn a change number, whose lock holds off other edits.
pub(super) fn keep(
    conn: &mut Conn,
    mine: &Access<Sessions, Write>,
    policy: &Policy,
    before: &Course,
    after: Option<&Course>,
) -> Result<()> {
    let now = mine.now();
    let Some(stays) = model::kept(before, after, now, policy) else {
        return Ok(());
    };
    let there = kept(conn, mine)?;
    let stretch = there.map_or(stays, |there| there.and(stays, now));
    let owner: AccountId = mine.owner();
    let sealed = mine.seal(STRETCH.of(owner.uuid()), &stretch)?;
    if there.is_some() {
        diesel::update(kept_quiet::table.find(owner))
            .set(kept_quiet::stretch.eq(sealed))
            .execute(conn)?;
    } else {
        diesel::insert_into(kept_quiet::table)
            .values((
                kept_quiet::patient_id.eq(owner),
                kept_quiet::stretch.eq(sealed),
            ))
            .execute(conn)?;
    }
    Ok(())
}
