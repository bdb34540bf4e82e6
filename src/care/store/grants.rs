//! What the gate asks before a therapist has any proof: does this link stand? And what a proof asks of the other end of a link.

use diesel::prelude::*;

use super::{caseload, reading_habits};
use crate::care::model::ReadingHabit;
use crate::crypt::sealed::{Field, Sealed};
use crate::db::Conn;
use crate::each;
use crate::error::Result;
use crate::http::page::Cursor;
use crate::ids::{AccountId, LinkId, PatientId};
use crate::time::At;

/// Where a reading habit is sealed.
pub(crate) const READING_HABIT: Field = Field("reading_habits/words");

/// What a therapist says of when they read, under their own key; asked by the proof alone.
pub(crate) fn reading_habit(
    conn: &mut Conn,
    therapist: AccountId,
) -> Result<Option<Sealed<ReadingHabit>>> {
    let found: Option<Option<Sealed<ReadingHabit>>> = reading_habits::table
        .find(therapist)
        .select(reading_habits::words)
        .first(conn)
        .optional()?;
    Ok(found.flatten())
}

/// A link that stands, from the therapist's side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Queryable)]
pub(crate) struct Living {
    pub(crate) id: LinkId,
    pub(crate) patient: PatientId,
    pub(crate) created_at: At,
}

/// The therapist's link with this id, while it stands.
pub(crate) fn find(conn: &mut Conn, therapist: AccountId, link: LinkId) -> Result<Option<Living>> {
    let living = caseload::table
        .find((therapist, link))
        .filter(caseload::ended_at.is_null())
        .select((
            caseload::link_id,
            caseload::patient_id,
            caseload::created_at,
        ));
    Ok(each!(conn, conn => living.get_result(conn)).optional()?)
}

/// Whose link with this therapist this is or was; none for one that never was theirs.
pub(crate) fn patient_of(
    conn: &mut Conn,
    therapist: AccountId,
    link: LinkId,
) -> Result<Option<PatientId>> {
    let found = caseload::table
        .find((therapist, link))
        .select(caseload::patient_id)
        .get_result(conn)
        .optional()?;
    Ok(found)
}

/// The therapist's links that stand, newest first: all of them, or so many after a place.
pub(crate) fn living(
    conn: &mut Conn,
    therapist: AccountId,
    after: Option<Cursor>,
    most: Option<i64>,
) -> Result<Vec<Living>> {
    let mut query = caseload::table
        .filter(
            caseload::therapist_id
                .eq(therapist)
                .and(caseload::ended_at.is_null()),
        )
        .into_boxed();
    if let Some(cursor) = after {
        let id = LinkId::from_uuid(cursor.id);
        query = query.filter(caseload::created_at.le(cursor.at)).filter(
            caseload::created_at
                .lt(cursor.at)
                .or(caseload::link_id.lt(id)),
        );
    }
    let found = query
        .order((caseload::created_at.desc(), caseload::link_id.desc()))
        .limit(most.unwrap_or(i64::MAX))
        .select((
            caseload::link_id,
            caseload::patient_id,
            caseload::created_at,
        ))
        .load(conn)?;
    Ok(found)
}
