//! Dosing sessions: the anchors of timelines, and of the quiet time in which consent does not widen (R45, R05, N1, N14).
//!
//! A patient may have none, one that is planned, one long past, or one that was called off, and all of these are first-class.
//! Other domains ask here whether a session exists, when it is quiet, and where timelines hang.

pub mod model;
pub mod routes;
pub(crate) mod store;

pub(crate) use model::SessionRecord;
pub use model::{Course, SessionStatus};
pub use routes::SessionView;
pub(crate) use routes::keep_waiting;
pub(crate) use store::{Dated, anchors, dated_after, exists, records, restore};

use crate::access::proof::{Access, OpenedBy, Permission, Records, Shareable, Write};
use crate::access::trail::Action;
use crate::config::Policy;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::http::page::{Cursor, Limit};
use crate::ids::DosingSessionId;
use crate::time::At;

/// The marker of dosing sessions.
#[derive(Debug)]
pub struct Sessions;

impl Records for Sessions {
    const NAME: &'static str = "dosing_sessions";
}

/// The marker of the quiet time alone: until when it is, and nothing of the session behind it.
///
/// What is agreed with a therapist is loosened neither by the patient nor by the therapist while it is quiet, so a link shows it (N1).
#[derive(Debug)]
pub struct QuietTime;

impl Records for QuietTime {
    const NAME: &'static str = "quiet_time";
}

impl Shareable for QuietTime {
    const BY: OpenedBy = OpenedBy::Link;
    const READ: Action = Action::AgreementRead;
}

/// A kind of record whose proof may ask until when it is quiet.
pub(crate) trait AsksForQuiet: Records {}

impl AsksForQuiet for Sessions {}
impl AsksForQuiet for QuietTime {}

/// When the quiet time that holds `at` is over; none where `at` is not quiet (N1).
pub(crate) fn quiet_until<R: AsksForQuiet, A: Permission>(
    conn: &mut Conn,
    mine: &Access<R, A>,
    at: At,
    policy: &Policy,
) -> Result<Option<At>> {
    let near = store::anchors_after(conn, mine, model::quiet_reach(at, policy))?;
    let kept = store::kept_quiet(conn, mine)?;
    Ok(model::quiet_until(
        near.into_iter().map(|(_, course)| course),
        kept,
        at,
        policy,
    ))
}

/// Refuses to name a session that is not there (R05).
pub(crate) fn require<R: Records>(
    conn: &mut Conn,
    mine: &Access<R, Write>,
    session: Option<DosingSessionId>,
) -> Result<()> {
    match session {
        Some(id) if !exists(conn, &mine.also::<Sessions>()?, id)? => {
            Err(Error::unknown_reference("/dosing_session_id"))
        }
        _ => Ok(()),
    }
}

/// One session as its owner sees it, with its course.
pub(crate) fn view<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Sessions, A>,
    id: DosingSessionId,
) -> Result<SessionView> {
    store::find(conn, mine, id).map(SessionView::from)
}

/// A page of sessions as their owner sees them, the newest record first, with one more than the page holds.
pub(crate) fn views<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Sessions, A>,
    limit: Limit,
    after: Option<Cursor>,
) -> Result<Vec<SessionView>> {
    Ok(store::page(conn, mine, limit, after)?
        .into_iter()
        .map(SessionView::from)
        .collect())
}
