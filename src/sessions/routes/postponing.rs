//! `/v1/dosing-sessions/{id}/postponement` (R46).

use actix_web::post;
use actix_web::web::Path;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{SessionView, keep_waiting};
use crate::access::principal::Owner;
use crate::access::proof::Write;
use crate::error::Result;
use crate::http::document::{Conditional, Conflicting, Guarded, OnOne, WithBody};
use crate::http::etag::{IfMatch, IfMatchHeader};
use crate::http::json::{Json, Tagged};
use crate::ids::DosingSessionId;
use crate::sessions::Sessions;
use crate::sessions::model::{SessionNote, Words};
use crate::sessions::store::{self, Session};
use crate::time::At;

/// To when a session is put off, where that is known; no reason is asked for (R46).
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Postponement {
    /// The new time; absent where there is none yet.
    planned_at: Option<At>,
    /// A note in the place of the present one; absent, that one stays.
    note: Option<SessionNote>,
}

/// Puts a session off: with a new time it is planned for that, without one it waits as postponed. What hangs on it moves with it, but a quiet
/// time that has begun (N1).
#[utoipa::path(tag = "sessions", security(("bearer" = ["patient"])),
    params(("id" = DosingSessionId, Path), IfMatchHeader),
    responses((status = 200, description = "The session as it is now", body = SessionView), OnOne, WithBody, Conditional, Conflicting, Guarded))]
#[post("/v1/dosing-sessions/{id}/postponement")]
pub async fn postpone_dosing_session(
    owner: Owner<Sessions, Write>,
    id: Path<DosingSessionId>,
    condition: IfMatch,
    Json(postponement): Json<Postponement>,
) -> Result<Tagged<SessionView>> {
    let id = id.into_inner();
    let Postponement { planned_at, note } = postponement;
    let edit = move |current: &Session| {
        condition.check(current.version)?;
        let words = current.words.clone();
        let words = Words {
            note: note.or(words.note),
            ..words
        };
        Ok((current.course.put_off(planned_at)?, words))
    };
    let policy = owner.policy().clone();
    let session = owner
        .write(move |conn, mine| {
            let changed = store::change(conn, mine, &policy, id, edit)?;
            keep_waiting(conn, mine, &policy)?;
            Ok(changed)
        })
        .await?;
    Ok(Tagged(session.into()))
}
