//! Sessions as an export tells them and an import puts them back (AZ-13).

use diesel::prelude::*;

use super::{Row, Session, WORDS, dosing_sessions, visible};
use crate::access::proof::{Access, Permission, Write};
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::sessions::Sessions;
use crate::sessions::model::{Course, SessionRecord};

impl From<Session> for SessionRecord {
    fn from(session: Session) -> Self {
        let Session {
            id,
            course,
            words,
            version,
            created_at,
            updated_at,
        } = session;
        let Course {
            status,
            planned_at,
            started_at,
            ended_at,
            approximate,
            time_zone,
        } = course;
        Self {
            id,
            status,
            planned_at,
            started_at,
            ended_at,
            approximate,
            time_zone,
            words,
            revision: version,
            created_at,
            updated_at,
        }
    }
}

/// Every session, the oldest record first, as an export tells them (AZ-13).
pub(crate) fn records<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Sessions, A>,
) -> Result<Vec<SessionRecord>> {
    let rows: Vec<Row> = visible(mine)
        .order((dosing_sessions::created_at.asc(), dosing_sessions::id.asc()))
        .load(conn)?;
    rows.into_iter()
        .map(|row| row.open(mine).map(SessionRecord::from))
        .collect()
}

/// Puts a session back as it was told; whether it is new here (AZ-13).
pub(crate) fn restore(
    conn: &mut Conn,
    mine: &Access<Sessions, Write>,
    record: SessionRecord,
) -> Result<bool> {
    let change_no = mine.next_change(conn)?;
    let there: Option<Row> = dosing_sessions::table
        .find((mine.owner(), record.id))
        .first(conn)
        .optional()?;
    match there {
        Some(Row { deleted: true, .. }) => return Err(Error::Conflict("deleted")),
        Some(row) => {
            return if SessionRecord::from(row.open(mine)?) == record {
                Ok(false)
            } else {
                Err(Error::Conflict("id-in-use"))
            };
        }
        None => {}
    }
    let row = Row {
        patient_id: mine.owner(),
        id: record.id,
        status: record.status,
        planned_at: record.planned_at,
        started_at: record.started_at,
        ended_at: record.ended_at,
        approximate: record.approximate,
        time_zone: record.time_zone,
        words: mine.seal(WORDS.of(record.id.uuid()), &record.words)?,
        created_mark: mine.created_mark(&record)?,
        version: record.revision,
        change_no,
        deleted: false,
        created_at: record.created_at,
        updated_at: record.updated_at,
    };
    diesel::insert_into(dosing_sessions::table)
        .values(&row)
        .execute(conn)?;
    Ok(true)
}
