//! `/v1/prompts`.

mod answers;
mod own;

use actix_web::web::Path;
use actix_web::{delete, get, post};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

use super::model::{self, Around, OwnPromptWords};
use super::{OwnPrompts, Prompts, store};
use crate::access::principal::Owner;
use crate::access::proof::{Access, Permission, Read, Write};
use crate::access::record::{self, Record};
use crate::account::{self, Profile};
use crate::choice;
use crate::config::Policy;
use crate::content::{self, Element, Language, Phase, Prompt, PromptKind};
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::http::document::{Always, Guarded, OnOne, WithQuery};
use crate::http::json::{Json, NoContent, Public, Query};
use crate::http::language::{AcceptLanguageHeader, Preferred};
use crate::http::page::{Cursor, Limit, Page};
use crate::ids::PromptId;
use crate::journal::{self, Journal};
use crate::sessions::{self, Course, SessionStatus, Sessions};
use crate::time::{At, CivilDate};

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

choice! {
    /// Whose a prompt is that does not come from the catalogue.
    PromptSource {
        /// The patient wrote it for herself.
        Own = "own",
    }
}

/// A prompt for now, of the catalogue or of one's own.
#[derive(Debug, Serialize, ToSchema)]
pub struct OfferedPrompt {
    id: PromptId,
    /// Which wording this is.
    version: i64,
    phase: Phase,
    /// What it is about; absent for what does not come from the catalogue.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    element: Option<Element>,
    text: String,
    /// A word beside it that gives room.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    hint: Option<String>,
    /// The requirements it serves.
    serves: Vec<&'static str>,
    /// The form it has in mind; any other is as welcome.
    kind: PromptKind,
    /// How easily it reads; absent for what does not come from the catalogue.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    reading_ease: Option<i64>,
    /// The day on which the project's authors last went through it; absent for what does not come from the catalogue.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date, nullable = false)]
    reviewed: Option<CivilDate>,
    /// Whose it is; absent for what comes from the catalogue.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    source: Option<PromptSource>,
}

impl From<&'static Prompt> for OfferedPrompt {
    fn from(prompt: &'static Prompt) -> Self {
        let PromptView {
            id,
            version,
            phase,
            element,
            text,
            hint,
            serves,
            kind,
            reading_ease,
            reviewed,
        } = prompt.into();
        Self {
            id,
            version,
            phase,
            element: Some(element),
            text: text.to_owned(),
            hint: hint.map(ToOwned::to_owned),
            serves,
            kind,
            reading_ease: Some(reading_ease),
            reviewed,
            source: None,
        }
    }
}

impl OfferedPrompt {
    fn own(prompt: &Record<OwnPromptWords>, phase: Phase) -> Self {
        let OwnPromptWords { text, hint, .. } = &prompt.words;
        Self {
            id: PromptId::from_uuid(prompt.id),
            version: prompt.revision,
            phase,
            element: None,
            text: text.as_str().to_owned(),
            hint: hint.as_ref().map(|hint| hint.as_str().to_owned()),
            serves: Vec::new(),
            kind: PromptKind::Write,
            reading_ease: None,
            reviewed: None,
            source: Some(PromptSource::Own),
        }
    }
}

/// A few prompts for now; on some days none.
#[derive(Debug, Serialize, ToSchema)]
pub struct OfferedPrompts {
    #[schema(max_items = 4)]
    items: Vec<OfferedPrompt>,
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

/// Offers a few prompts for now, from the timeline: one's own first, those answered within a week excepted; none on the day of
/// dosing (R49, R52), and never one that the patient hid.
#[utoipa::path(tag = "prompts", security(("bearer" = ["patient"])), params(AcceptLanguageHeader),
    responses((status = 200, description = "A few prompts, or none", body = OfferedPrompts), Guarded))]
#[get("/v1/prompts/offered")]
pub async fn offer_prompts(
    owner: Owner<Prompts, Read>,
    preferred: Preferred,
) -> Result<Json<OfferedPrompts>> {
    let policy = owner.policy().clone();
    let items = owner
        .read(move |conn, mine| offered(conn, mine, &preferred, &policy))
        .await?;
    Ok(Json(OfferedPrompts { items }))
}

fn offered<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Prompts, A>,
    preferred: &Preferred,
    policy: &Policy,
) -> Result<Vec<OfferedPrompt>> {
    let Some(phase) = phase_now(conn, &mine.also::<Sessions>()?, policy)? else {
        return Ok(Vec::new());
    };
    let hidden = store::hidden(conn, mine)?;
    let profile = mine.also::<Profile>()?;
    let language = preferred.or(account::language(conn, &profile)?);
    let candidates: Vec<&Prompt> = model::of_phase(phase, language)
        .filter(|prompt| !hidden.contains(&prompt.id))
        .collect();
    let ids: Vec<PromptId> = candidates.iter().map(|prompt| prompt.id).collect();
    let journal = mine.also::<Journal>()?;
    let answered = journal::answered_prompts(conn, &journal, &ids, None)?;
    let zone = account::time_zone(conn, &mine.also::<Profile>()?)?;
    let today = zone.date_of(mine.now());
    let own = record::all(conn, &mine.also::<OwnPrompts>()?)?;
    let ids: Vec<PromptId> = own.iter().map(|one| PromptId::from_uuid(one.id)).collect();
    let since = model::resting_since(mine.now());
    let resting = journal::answered_prompts(conn, &journal, &ids, Some(since))?;
    let of_catalogue = model::offer(&candidates, &answered, today);
    Ok(model::offer_own(&own, phase, &resting, today)
        .into_iter()
        .map(|prompt| OfferedPrompt::own(prompt, phase))
        .chain(of_catalogue.into_iter().map(OfferedPrompt::from))
        .take(model::OFFERED)
        .collect())
}

/// The phase that prompts are offered for now; none on the day of any dosing.
fn phase_now<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Sessions, A>,
    policy: &Policy,
) -> Result<Option<Phase>> {
    let around: Vec<Around> = sessions::anchors(conn, mine)?
        .iter()
        .filter_map(|(_, course)| around(course, mine.now(), policy))
        .collect();
    Ok(model::phase_now(&around, policy.closes_day))
}

/// Whether this is a day on which nothing is offered to the patient, by anybody (R49, R52).
pub(crate) fn is_day_of_dosing<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Sessions, A>,
    policy: &Policy,
) -> Result<bool> {
    Ok(phase_now(conn, mine, policy)?.is_none())
}

/// The dates of a session that is planned or happened; what is postponed or cancelled keeps nobody from writing (N14).
fn around(course: &Course, now: At, policy: &Policy) -> Option<Around> {
    let happened = match course.status {
        SessionStatus::Planned => false,
        SessionStatus::Happened => true,
        SessionStatus::Postponed | SessionStatus::Cancelled => return None,
    };
    let date = |at: At| course.time_zone.date_of(at);
    let usual_end = |start: At| start.plus(policy.usual_length);
    let plan = course.planned_at.map(|start| (start, usual_end(start)));
    let took = match (course.started_at, course.ended_at) {
        (Some(start), end) => Some((start, end.unwrap_or_else(|| usual_end(start)))),
        (None, end) => end.map(|end| (end, end)),
    };
    let ended = took.or(plan).filter(|_| happened).map(|(_, end)| date(end));
    let touches = plan
        .into_iter()
        .chain(took)
        .map(|(first, last)| (date(first), date(last)))
        .collect();
    Some(Around {
        happened,
        touches,
        ended,
        today: date(now),
    })
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
pub fn configure(routes: &mut ServiceConfig<'_>) {
    routes
        .service(list_prompts)
        .service(offer_prompts)
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
