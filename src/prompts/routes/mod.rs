//! `/v1/prompts`.

mod answers;
mod offered;
mod own;

pub(crate) use offered::is_day_of_dosing;

use actix_web::web::Path;
use actix_web::{delete, get, post};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{Prompts, model, store};
use crate::access::principal::Owner;
use crate::access::proof::Write;
use crate::content::{self, Element, Language, Phase, Prompt, PromptKind};
use crate::error::{Error, Result};
use crate::http::document::{Always, Guarded, OnOne, WithQuery};
use crate::http::json::{NoContent, Public, Query};
use crate::http::language::{AcceptLanguageHeader, Preferred};
use crate::http::page::{Cursor, Limit, Page};
use crate::http::routing::Routes;
use crate::ids::PromptId;
use crate::time::CivilDate;

/// A prompt: an invitation that can be skipped (N5).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PromptView {
    id: PromptId,
    /// Which wording this is.
    version: i64,
    phase: Phase,
    element: Element,
    text: &'static str,
    /// A word beside it that gives room.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    hint: Option<&'static str>,
    /// The requirements it serves.
    serves: Vec<&'static str>,
    /// The form it has in mind; any other is as welcome.
    kind: PromptKind,
    /// How easily it reads: Flesch in English, Fernández Huerta in Spanish. Higher is easier; of a line it says little.
    reading_ease: i64,
    /// The day on which the project's authors last went through it; no clinician has.
    #[schema(value_type = Option<String>, format = Date, required)]
    reviewed: Option<CivilDate>,
}

impl From<&'static Prompt> for PromptView {
    fn from(prompt: &'static Prompt) -> Self {
        let Prompt {
            id,
            version,
            phase,
            element,
            kind,
            text,
            hint,
            serves,
            reading,
        } = prompt;
        let serves = serves.iter().map(String::as_str).collect();
        Self {
            id: *id,
            version: *version,
            phase: *phase,
            element: *element,
            text,
            hint: hint.as_deref(),
            serves,
            kind: *kind,
            reading_ease: reading.points(),
            reviewed: reading.reviewed,
        }
    }
}

/// Which prompts.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PromptsQuery {
    #[serde(default)]
    #[param(inline, required = false)]
    limit: Limit,
    #[param(inline)]
    cursor: Option<Cursor>,
    #[param(inline)]
    phase: Option<Phase>,
    #[param(inline)]
    element: Option<Element>,
}

/// Lists the catalogue in its own order (N5, N15).
#[utoipa::path(tag = "prompts", security(()), params(PromptsQuery, AcceptLanguageHeader),
    responses((status = 200, description = "A page of prompts", body = Page<PromptView>), (status = 304, description = "As it was"), WithQuery, Always))]
#[get("/v1/prompts")]
pub async fn list_prompts(
    preferred: Preferred,
    Query(query): Query<PromptsQuery>,
) -> Public<Page<PromptView>> {
    let language = preferred.or(Language::default());
    let PromptsQuery {
        limit,
        cursor,
        phase,
        element,
    } = query;
    let wanted = |prompt: &Prompt| {
        phase.is_none_or(|phase| prompt.phase == phase)
            && element.is_none_or(|element| prompt.element == element)
    };
    let page = Page::of_catalogue(
        content::prompts(language),
        wanted,
        limit,
        cursor,
        |prompt| prompt.id.uuid(),
    );
    Public(language, page.map(PromptView::from))
}

/// Shows one prompt.
#[utoipa::path(tag = "prompts", security(()), params(("id" = PromptId, Path), AcceptLanguageHeader),
    responses((status = 200, description = "The prompt", body = PromptView), (status = 304, description = "As it was"), OnOne, Always))]
#[get("/v1/prompts/{id}")]
pub async fn get_prompt(preferred: Preferred, id: Path<PromptId>) -> Result<Public<PromptView>> {
    let language = preferred.or(Language::default());
    model::find(id.into_inner(), language)
        .map(|prompt| Public(language, prompt.into()))
        .ok_or(Error::NotFound)
}

/// Hides a prompt: it is not offered again. Hiding it twice is the same as once.
#[utoipa::path(tag = "prompts", security(("bearer" = ["patient"])), params(("id" = PromptId, Path)),
    responses((status = 204, description = "It is hidden"), OnOne, Guarded))]
#[post("/v1/prompts/{id}/hidden")]
pub async fn hide_prompt(owner: Owner<Prompts, Write>, id: Path<PromptId>) -> Result<NoContent> {
    let id = known(id.into_inner())?;
    owner
        .write(move |conn, mine| store::set_hidden(conn, mine, id, true))
        .await?;
    Ok(NoContent)
}

/// Lets a hidden prompt be offered again; the same for one that was not hidden.
#[utoipa::path(tag = "prompts", security(("bearer" = ["patient"])), params(("id" = PromptId, Path)),
    responses((status = 204, description = "It is not hidden"), OnOne, Guarded))]
#[delete("/v1/prompts/{id}/hidden")]
pub async fn show_prompt(owner: Owner<Prompts, Write>, id: Path<PromptId>) -> Result<NoContent> {
    let id = known(id.into_inner())?;
    owner
        .write(move |conn, mine| store::set_hidden(conn, mine, id, false))
        .await?;
    Ok(NoContent)
}

fn known(id: PromptId) -> Result<PromptId> {
    model::find(id, Language::default())
        .map(|prompt| prompt.id)
        .ok_or(Error::NotFound)
}

/// Refuses the id of a prompt of the catalogue for one of somebody's own: it would never be met.
fn free(id: Option<PromptId>) -> Result<()> {
    match id.and_then(|id| model::find(id, Language::default())) {
        Some(_) => Err(Error::Conflict("id-in-use")),
        None => Ok(()),
    }
}

/// The routes of prompts; `offered` and `own` stand before `{id}`, which would take them for ids.
pub fn configure(routes: &mut impl Routes) {
    routes
        .service(list_prompts)
        .service(offered::offer_prompts)
        .service(own::create_own_prompt)
        .service(own::list_own_prompts)
        .service(own::get_own_prompt)
        .service(own::change_own_prompt)
        .service(own::delete_own_prompt)
        .service(answers::list_answers)
        .service(get_prompt)
        .service(hide_prompt)
        .service(show_prompt);
}
