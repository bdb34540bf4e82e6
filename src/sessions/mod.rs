//! Sessions.

pub mod routes;

use crate::access::proof::Records;

/// The marker of these records.
#[derive(Debug)]
pub struct Sessions;

impl Records for Sessions {
    const NAME: &'static str = "dosing_sessions";
}
pub(crate) fn exists<A: crate::access::proof::Permission>(_: &mut crate::db::Conn, _: &crate::access::proof::Access<Sessions, A>, _: crate::ids::DosingSessionId) -> crate::error::Result<bool> { Ok(false) }

crate::choice! {
    /// What became of a session.
    Status {
        /// Planned.
        Planned = "planned",
        /// Happened.
        Happened = "happened",
        /// Postponed.
        Postponed = "postponed",
        /// Cancelled.
        Cancelled = "cancelled",
    }
}

/// What other domains see of a session.
#[derive(Debug, Clone)]
pub(crate) struct Anchor {
    pub(crate) status: Status,
    pub(crate) planned_at: Option<crate::time::At>,
    pub(crate) started_at: Option<crate::time::At>,
    pub(crate) ended_at: Option<crate::time::At>,
    pub(crate) time_zone: crate::time::Zone,
}

pub(crate) fn anchors<A: crate::access::proof::Permission>(_: &mut crate::db::Conn, _: &crate::access::proof::Access<Sessions, A>) -> crate::error::Result<Vec<Anchor>> {
    Ok(Vec::new())
}

diesel::table! {
    dosing_sessions (patient_id, id) {
        patient_id -> crate::db::sql::Id,
        id -> crate::db::sql::Id,
        status -> Text,
        planned_at -> Nullable<crate::db::sql::Instant>,
        started_at -> Nullable<crate::db::sql::Instant>,
        ended_at -> Nullable<crate::db::sql::Instant>,
        approximate -> Bool,
        time_zone -> Text,
        words -> Binary,
        created_mark -> Binary,
        version -> BigInt,
        change_no -> BigInt,
        deleted -> Bool,
        created_at -> crate::db::sql::Instant,
        updated_at -> crate::db::sql::Instant,
    }
}

/// TEMP
pub(crate) fn quiet_until<A: crate::access::proof::Permission>(
    conn: &mut crate::db::Conn,
    mine: &crate::access::proof::Access<Sessions, A>,
    now: crate::time::At,
    policy: &crate::config::Policy,
) -> crate::error::Result<Option<crate::time::At>> {
    use diesel::prelude::*;
    let rows: Vec<(Option<crate::time::At>, Option<crate::time::At>, Option<crate::time::At>)> = dosing_sessions::table
        .filter(dosing_sessions::patient_id.eq(mine.owner()))
        .select((dosing_sessions::planned_at, dosing_sessions::started_at, dosing_sessions::ended_at))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .filter_map(|(planned, started, ended)| {
            let begin = started.or(planned.map(|at| at.minus(policy.quiet_before)))?;
            let end = ended.unwrap_or_else(|| started.or(planned).unwrap_or(begin).plus(policy.usual_length)).plus(policy.quiet_after);
            (begin <= now && now < end).then_some(end)
        })
        .max())
}
