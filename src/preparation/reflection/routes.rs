//! `/v1/intentions/reflect`.

use actix_web::post;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::{Demand, Observation, reflect};
use crate::access::principal::Owner;
use crate::access::proof::Read;
use crate::account::{self, Profile};
use crate::content::Language;
use crate::error::{Error, Result};
use crate::http::document::{Guarded, WithBody};
use crate::http::json::Json;
use crate::http::language::{AcceptLanguageHeader, Preferred};
use crate::http::routing::Routes;
use crate::preparation::Intentions;
use crate::text;

text!(
    /// An intention, written or not yet.
    ReflectedText, 1..=2000
);

/// An intention to look at; nothing of it is kept.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct IntentionToReflect {
    text: ReflectedText,
    /// What it is written in; else the language that the request prefers, else the patient's own.
    language: Option<Language>,
}

/// What was observed; empty where nothing in the text makes a demand. It is no verdict, and nothing follows from it (N11).
#[derive(Debug, Serialize, ToSchema)]
pub struct IntentionReflection {
    /// In the order of the text.
    #[schema(max_items = 2000)]
    observations: Vec<ObservationView>,
}

/// Words that make a demand, and an open question beside them (R28).
#[derive(Debug, Serialize, ToSchema)]
pub struct ObservationView {
    /// The position of the first character that demands, in Unicode scalar values.
    #[schema(minimum = 0)]
    start: i64,
    /// The position after the last one.
    #[schema(minimum = 1)]
    end: i64,
    kind: Demand,
    /// Why such a demand may narrow attention.
    why: &'static str,
    /// An open form of the same theme, as a question.
    invitation: String,
}

impl ObservationView {
    fn of(observation: Observation) -> Result<Self> {
        let Observation {
            start,
            end,
            kind,
            why,
            invitation,
        } = observation;
        let position = |at: usize| i64::try_from(at).map_err(Error::internal);
        Ok(Self {
            start: position(start)?,
            end: position(end)?,
            kind,
            why,
            invitation,
        })
    }
}

/// Shows where an intention makes a demand, why that may narrow attention, and an open form; it scores, refuses and keeps nothing (R28, N11).
#[utoipa::path(tag = "preparation", security(("bearer" = ["patient"])), params(AcceptLanguageHeader),
    responses((status = 200, description = "What was observed", body = IntentionReflection), WithBody, Guarded))]
#[post("/v1/intentions/reflect")]
pub async fn reflect_on_intention(
    owner: Owner<Intentions, Read>,
    preferred: Preferred,
    Json(asked): Json<IntentionToReflect>,
) -> Result<Json<IntentionReflection>> {
    // The door is opened even where the language is told: a session that has ended gets no answer.
    let own = owner
        .read(|conn, mine| account::language(conn, &mine.also::<Profile>()?))
        .await?;
    let IntentionToReflect { text, language } = asked;
    let language = language.unwrap_or_else(|| preferred.or(own));
    let observations = reflect(text.as_str(), language).into_iter();
    let observations = observations
        .map(ObservationView::of)
        .collect::<Result<_>>()?;
    Ok(Json(IntentionReflection { observations }))
}

/// The routes of the helper.
pub fn configure(routes: &mut impl Routes) {
    routes.service(reflect_on_intention);
}
