//! `/v1/dosing-sessions/{id}/before` (R35, R46, R47).

use actix_web::get;
use actix_web::web::Path;
use serde::Serialize;
use utoipa::ToSchema;

use crate::access::principal::Owner;
use crate::access::proof::Read;
use crate::account::{self, Profile};
use crate::check_ins::{self, CheckInView, CheckIns};
use crate::content::{self, Family};
use crate::error::{Error, Result};
use crate::http::document::{Guarded, OnOne};
use crate::http::json::Json;
use crate::http::language::{AcceptLanguageHeader, Preferred};
use crate::ids::{DosingSessionId, ExerciseId};
use crate::sessions::{self, Sessions};
use crate::time::At;

/// What is at hand before a dose; all of it can be left alone.
#[derive(Debug, Serialize, ToSchema)]
pub struct BeforeView {
    dosing_session_id: DosingSessionId,
    #[schema(required)]
    planned_at: Option<At>,
    /// The check-ins for this session, newest first: fears and hesitant parts have a place in them (R46).
    #[schema(max_items = 20)]
    check_ins: Vec<CheckInView>,
    /// Short meditations (R35).
    exercises: Vec<ExerciseId>,
    postponing: PostponingView,
}

/// That postponing is ordinary (R46).
#[derive(Debug, Serialize, ToSchema)]
pub struct PostponingView {
    text: &'static str,
}

/// Shows what is at hand before a session; nothing of it is asked for.
#[utoipa::path(tag = "sessions", security(("bearer" = ["patient"])), params(("id" = DosingSessionId, Path), AcceptLanguageHeader),
    responses((status = 200, description = "What is at hand", body = BeforeView), OnOne, Guarded))]
#[get("/v1/dosing-sessions/{id}/before")]
pub async fn get_before(
    owner: Owner<Sessions, Read>,
    preferred: Preferred,
    id: Path<DosingSessionId>,
) -> Result<Json<BeforeView>> {
    let id = id.into_inner();
    let (session, check_ins, language) = owner
        .read(move |conn, mine| {
            Ok((
                sessions::view(conn, mine, id)?,
                check_ins::newest_of(conn, &mine.also::<CheckIns>()?, id)?,
                preferred.or(account::language(conn, &mine.also::<Profile>()?)?),
            ))
        })
        .await?;
    let text = &content::phrases(language)
        .map_err(Error::internal)?
        .postponing;
    let meditations = content::exercises(language)
        .iter()
        .filter(|exercise| exercise.family == Family::ShortMeditation)
        .map(|exercise| exercise.id);
    Ok(Json(BeforeView {
        dosing_session_id: id,
        planned_at: session.course().planned_at,
        check_ins,
        exercises: meditations.collect(),
        postponing: PostponingView { text },
    }))
}
