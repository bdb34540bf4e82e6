//! `/v1/prompts/offered`: a few for now, and none on a day of dosing (R49, R52, R80).

use actix_web::get;
use serde::Serialize;
use utoipa::ToSchema;

use super::PromptView;
use crate::access::principal::Owner;
use crate::access::proof::{Access, Permission, Read};
use crate::access::record::{self, Record};
use crate::account::{self, Profile};
use crate::choice;
use crate::config::Policy;
use crate::content::{Element, Phase, Prompt, PromptKind};
use crate::db::Conn;
use crate::error::Result;
use crate::http::document::Guarded;
use crate::http::json::Json;
use crate::http::language::{AcceptLanguageHeader, Preferred};
use crate::ids::PromptId;
use crate::journal::{self, Journal};
use crate::prompts::model::{self, Around, OwnPromptWords};
use crate::prompts::{OwnPrompts, Prompts, store};
use crate::sessions::{self, Course, SessionStatus, Sessions};
use crate::time::{At, CivilDate};

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
    Some(Around {
        happened,
        dosing: course.dosing_dates(policy),
        today: course.time_zone.day_of(now),
    })
}
