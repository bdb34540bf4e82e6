//! `GET /v1/prompts/{id}/answers`: the same prompt after one session and another, side by side (N13, R75).

use std::collections::BTreeMap;

use actix_web::get;
use actix_web::web::Path;
use serde::Serialize;
use utoipa::ToSchema;

use crate::access::principal::Owner;
use crate::access::proof::{Access, Permission, Read};
use crate::content::Language;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::http::document::{Guarded, OnOne};
use crate::http::json::Json;
use crate::ids::{DosingSessionId, PromptId};
use crate::journal::{self, EntryView, Journal};
use crate::prompts::model::{self, Dated};
use crate::prompts::wording::wording;
use crate::sessions::{self, Sessions};
use crate::time::CivilDate;

/// How many answers are laid side by side: the newest ones.
const MOST: usize = 100;

/// What one prompt was answered with over time. Nothing is compared and nothing computed: that is the reader's (R02, R75).
#[derive(Debug, Serialize, ToSchema)]
pub struct AnswersView {
    prompt_id: PromptId,
    /// By the date of the session; then those without one, then what belongs to no session.
    #[schema(max_items = 100)]
    columns: Vec<AnswersColumn>,
}

/// The answers that belong to one session, or to none.
#[derive(Debug, Serialize, ToSchema)]
pub struct AnswersColumn {
    #[schema(required)]
    dosing_session_id: Option<DosingSessionId>,
    /// The civil date of the session in its own zone; null where it has none, or does not take place.
    #[schema(required, value_type = Option<String>, format = Date)]
    date: Option<CivilDate>,
    /// Oldest first.
    #[schema(max_items = 100)]
    entries: Vec<EntryView>,
}

/// Lays the newest answers to one prompt side by side, a column for each session that has any; what is put away is left out (N9).
#[utoipa::path(tag = "prompts", security(("bearer" = ["patient"])), params(("id" = PromptId, Path)),
    responses((status = 200, description = "The answers by session", body = AnswersView), OnOne, Guarded))]
#[get("/v1/prompts/{id}/answers")]
pub async fn list_answers(
    owner: Owner<Journal, Read>,
    id: Path<PromptId>,
) -> Result<Json<AnswersView>> {
    let id = id.into_inner();
    owner
        .read(move |conn, mine| answers(conn, mine, id))
        .await
        .map(Json)
}

fn answers<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Journal, A>,
    prompt_id: PromptId,
) -> Result<AnswersView> {
    let mut entries = journal::answers(conn, mine, prompt_id, MOST)?;
    // A prompt of one's own that was deleted is still found by what answered it.
    if entries.is_empty() && wording(conn, &mine.also()?, prompt_id, Language::default())?.is_none()
    {
        return Err(Error::NotFound);
    }
    entries.reverse();
    let sessions = sessions::anchors(conn, &mine.also::<Sessions>()?)?;
    let dates: BTreeMap<DosingSessionId, Dated> = sessions
        .iter()
        .filter_map(|(id, course)| {
            let at = course.anchor()?;
            let date = course.time_zone.date_of(at);
            Some((*id, Dated { at, date }))
        })
        .collect();
    let columns = model::side_by_side(entries, EntryView::dosing_session_id, &dates)
        .into_iter()
        .map(|column| AnswersColumn {
            dosing_session_id: column.session,
            date: column.date,
            entries: column.items,
        })
        .collect();
    Ok(AnswersView { prompt_id, columns })
}
