//! The table of check-ins.

use uuid::Uuid;

use super::CheckIns;
use super::model::{CheckInView, Words};
use crate::access::proof::{Access, Permission, Write};
use crate::access::record::{self, Record, Stretch};
use crate::config::Policy;
use crate::consent::{self, Included, Written};
use crate::db::Conn;
use crate::error::Result;
use crate::http::etag::IfMatch;
use crate::http::page::Limit;
use crate::ids::{DosingSessionId, RecordId};
use crate::records;
use crate::time::At;

records!(check_ins of CheckIns, Words);

/// What standing consents look at in a check-in (N6).
fn written(record: &Record<Words>) -> Written {
    Written {
        kind: Included::CheckIns,
        id: RecordId::from_uuid(record.id),
        session: record.words.dosing_session_id,
        at: record.at,
        is_protected: false,
    }
}

/// Keeps a check-in, and lets the consents that stand for its session take it in; the flag says whether it is new.
pub(super) fn create(
    conn: &mut Conn,
    mine: &Access<CheckIns, Write>,
    policy: &Policy,
    (id, created_mark): (Uuid, Vec<u8>),
    settled: impl FnOnce(&mut Conn) -> Result<(At, Words)>,
) -> Result<(Record<Words>, bool)> {
    let (record, is_new) = record::create(conn, mine, id, created_mark, settled)?;
    if is_new {
        consent::take_in(conn, &mine.also()?, policy, written(&record))?;
    }
    Ok((record, is_new))
}

/// Changes a check-in; the consents that have taken it in follow, or leave it out.
pub(super) fn change(
    conn: &mut Conn,
    mine: &Access<CheckIns, Write>,
    policy: &Policy,
    id: Uuid,
    condition: &IfMatch,
    with: impl FnOnce(&mut Record<Words>) -> Result<()>,
) -> Result<Record<Words>> {
    let record = record::change(conn, mine, id, condition, with)?;
    // Nobody says when a check-in was written over, so it was when that came.
    let written = Written {
        at: record.updated_at,
        ..written(&record)
    };
    consent::follow(conn, &mine.also()?, policy, written, record.revision)?;
    Ok(record)
}

/// Check-ins whose instant lies in `from..to`, oldest first, as the timeline shows them.
pub(crate) fn between<A: Permission>(
    conn: &mut Conn,
    mine: &Access<CheckIns, A>,
    from: At,
    to: At,
    most: i64,
) -> Result<Vec<CheckInView>> {
    let found = record::between(conn, mine, from, to, most)?;
    Ok(found.into_iter().map(CheckInView::from).collect())
}

/// The newest check-ins of one dosing session, newest first, one page of them.
pub(crate) fn newest_of<A: Permission>(
    conn: &mut Conn,
    mine: &Access<CheckIns, A>,
    session: DosingSessionId,
) -> Result<Vec<CheckInView>> {
    let of_session = |one: &record::Record<Words>| one.words.dosing_session_id == Some(session);
    let anytime = Stretch::default();
    let (found, _) = record::page(conn, mine, anytime, of_session, Limit::default(), None)?;
    Ok(found.into_iter().map(CheckInView::from).collect())
}
