//! `/v1/therapist/offers`: offering, with the wording lint as advice, and taking back (N5).

use actix_web::web::Path;
use actix_web::{delete, get, post};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::{Validate, ValidationError};

use super::{Parts, WordedPromptView};
use crate::access::principal::Therapist;
use crate::access::trail::Action;
use crate::account::{self, Profile};
use crate::content::{self, Language, Phase};
use crate::error::{Error, Result};
use crate::http::document::{Conflicting, Guarded, OnOne, WithBody, WithQuery};
use crate::http::idempotency::{IdempotencyHeader, IdempotencyKey};
use crate::http::json::{Json, NoContent, Object, Once, Query, broken};
use crate::http::language::{AcceptLanguageHeader, Preferred};
use crate::http::page::{Cursor, Limit, Page};
use crate::ids::{ExerciseId, LinkId, OfferId, PromptId};
use crate::offers::Offers;
use crate::offers::model::{OfferNote, Offered, OfferedPromptHint, OfferedPromptText, Words};
use crate::offers::store::{self, Offer};
use crate::time::At;

/// A prompt in the therapist's own words.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(from = "Object<OwnPromptFields>")]
pub struct WordedPrompt {
    text: OfferedPromptText,
    hint: Option<OfferedPromptHint>,
}

/// What it is read from.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OwnPromptFields {
    text: OfferedPromptText,
    hint: Option<OfferedPromptHint>,
}

impl From<Object<OwnPromptFields>> for WordedPrompt {
    fn from(Object(fields): Object<OwnPromptFields>) -> Self {
        let OwnPromptFields { text, hint } = fields;
        Self { text, hint }
    }
}

/// What to offer, and to whom: a prompt or an exercise of the catalogue, or a prompt in one's own words; exactly one of the three.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[validate(schema(function = offers_one_thing))]
pub struct NewOffer {
    /// The id that the client gives it, so that sending it again is safe.
    id: Option<OfferId>,
    link_id: LinkId,
    prompt_id: Option<PromptId>,
    exercise_id: Option<ExerciseId>,
    prompt: Option<WordedPrompt>,
    note: Option<OfferNote>,
}

fn offers_one_thing(new: &NewOffer) -> Result<(), ValidationError> {
    let given: Vec<&str> = [
        ("/prompt_id", new.prompt_id.is_some()),
        ("/exercise_id", new.exercise_id.is_some()),
        ("/prompt", new.prompt.is_some()),
    ]
    .into_iter()
    .filter_map(|(pointer, given)| given.then_some(pointer))
    .collect();
    let message = "takes exactly one of prompt_id, exercise_id and prompt";
    match given.as_slice() {
        [] => Err(broken("/prompt", "missing", message)),
        [_] => Ok(()),
        ["/prompt_id", "/exercise_id", ..] => Err(broken("/exercise_id", "unexpected", message)),
        _ => Err(broken("/prompt", "unexpected", message)),
    }
}

/// A phrase in the therapist's own words that presses on its reader; advice, nothing is refused or changed (N5).
#[derive(Debug, Serialize, ToSchema)]
pub struct AdviceView {
    /// The JSON pointer of the text.
    pointer: &'static str,
    /// What kind of pressure it is.
    kind: &'static str,
    /// The position of its first character, in Unicode scalar values.
    start: usize,
    /// The position after its last character.
    end: usize,
}

/// An offer, to the therapist who made it: nothing in it tells whether it was seen, taken or left.
#[derive(Debug, Serialize, ToSchema)]
pub struct OfferMadeView {
    id: OfferId,
    link_id: LinkId,
    #[schema(required)]
    prompt_id: Option<PromptId>,
    #[schema(required)]
    exercise_id: Option<ExerciseId>,
    #[schema(required)]
    prompt: Option<WordedPromptView>,
    #[schema(required)]
    note: Option<OfferNote>,
    created_at: At,
    /// What the wording lint of the preferred language finds in the therapist's own words, else that of the therapist's account; empty where there are none, and where it finds nothing.
    advice: Vec<AdviceView>,
}

impl OfferMadeView {
    /// The offer, with what the lint of one language finds in it.
    fn new(offer: Offer, language: Language) -> Self {
        let advice = advice(&offer.words, language);
        let Parts {
            prompt_id,
            exercise_id,
            prompt,
        } = offer.words.offered.into();
        Self {
            id: offer.id,
            link_id: offer.link,
            prompt_id,
            exercise_id,
            prompt,
            note: offer.words.note,
            created_at: offer.created_at,
            advice,
        }
    }
}

fn advice(words: &Words, language: Language) -> Vec<AdviceView> {
    let written = words.of_the_therapist().into_iter();
    written
        .flat_map(|(pointer, text)| {
            content::lint::lint(text, language)
                .into_iter()
                .map(move |finding| AdviceView {
                    pointer,
                    kind: finding.kind.name(),
                    start: finding.start,
                    end: finding.end,
                })
        })
        .collect()
}

/// Offers a patient a prompt or an exercise, to be taken or left unseen; the answer never tells which.
#[utoipa::path(tag = "care", security(("bearer" = ["therapist"])), params(IdempotencyHeader, AcceptLanguageHeader),
    responses((status = 201, description = "Offered", body = OfferMadeView), (status = 200, description = "It was offered before", body = OfferMadeView),
        WithBody, Conflicting, Guarded))]
#[post("/v1/therapist/offers")]
pub async fn make_offer(
    therapist: Therapist,
    preferred: Preferred,
    key: IdempotencyKey,
    Json(new): Json<NewOffer>,
) -> Result<Once<OfferMadeView>> {
    let offered = offered(&new)?;
    let made = therapist
        .across(
            Offers,
            Action::OfferMade,
            new.link_id,
            move |conn, theirs| {
                let created_mark = theirs.created_mark(&new)?;
                let id = OfferId::from_uuid(theirs.new_id(new.id.map(OfferId::uuid), &key));
                let words = Words {
                    offered,
                    note: new.note,
                    answer: None,
                };
                store::insert(conn, theirs, id, words, created_mark)
            },
        )
        .await;
    // The link is named in the body: one that does not stand is a field that does not fit.
    let (offer, new) = made.map_err(|error| match error {
        Error::NotFound => Error::unknown_reference("/link_id"),
        other => other,
    })?;
    let language = preferred.or(therapist.desk(Profile, account::language).await?);
    Ok(Once {
        value: OfferMadeView::new(offer, language),
        new,
    })
}

/// What is offered, known to the catalogue where it is of it.
fn offered(new: &NewOffer) -> Result<Offered> {
    match new {
        NewOffer {
            prompt_id: Some(id),
            ..
        } => {
            let prompt = content::prompts(Language::default())
                .iter()
                .find(|prompt| prompt.id == *id)
                .ok_or_else(|| Error::unknown_reference("/prompt_id"))?;
            if prompt.phase == Phase::Day {
                let message = "names a prompt for the day of dosing, on which nothing is offered";
                return Err(Error::field("/prompt_id", "never_offered", message));
            }
            Ok(Offered::Prompt(*id))
        }
        NewOffer {
            exercise_id: Some(id),
            ..
        } => {
            let known = content::exercises(Language::default())
                .iter()
                .any(|exercise| exercise.id == *id);
            known
                .then_some(Offered::Exercise(*id))
                .ok_or_else(|| Error::unknown_reference("/exercise_id"))
        }
        NewOffer {
            prompt: Some(WordedPrompt { text, hint }),
            ..
        } => Ok(Offered::Own {
            text: text.clone(),
            hint: hint.clone(),
        }),
        NewOffer { prompt: None, .. } => Err(Error::field("/prompt", "missing", "is required")),
    }
}

/// Which offers.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct OffersMadeQuery {
    /// Through which link.
    #[param(inline)]
    link_id: LinkId,
    #[serde(default)]
    #[param(inline, required = false)]
    limit: Limit,
    #[param(inline)]
    cursor: Option<Cursor>,
}

/// Lists what the therapist offers through one link, newest first.
#[utoipa::path(tag = "care", security(("bearer" = ["therapist"])), params(OffersMadeQuery, AcceptLanguageHeader),
    responses((status = 200, description = "The offers", body = Page<OfferMadeView>), WithQuery, OnOne, Guarded))]
#[get("/v1/therapist/offers")]
pub async fn list_offers_made(
    therapist: Therapist,
    preferred: Preferred,
    Query(query): Query<OffersMadeQuery>,
) -> Result<Json<Page<OfferMadeView>>> {
    let OffersMadeQuery {
        link_id,
        limit,
        cursor,
    } = query;
    let found = therapist
        .across(Offers, Action::OfferListed, link_id, move |conn, theirs| {
            store::of_link(conn, theirs, limit, cursor)
        })
        .await?;
    let page = Page::cut(found, limit, store::place);
    let language = preferred.or(therapist.desk(Profile, account::language).await?);
    Ok(Json(page.map(|offer| OfferMadeView::new(offer, language))))
}

/// Through which link.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct OfferLinkQuery {
    /// Through which link it was made; ids are unique for each patient alone.
    #[param(inline)]
    link_id: LinkId,
}

/// Takes an offer back; the answer is the same whether it was taken, left or never seen.
#[utoipa::path(tag = "care", security(("bearer" = ["therapist"])), params(("id" = OfferId, Path), OfferLinkQuery),
    responses((status = 204, description = "It is not offered any more"), WithQuery, OnOne, Guarded))]
#[delete("/v1/therapist/offers/{id}")]
pub async fn withdraw_offer(
    therapist: Therapist,
    id: Path<OfferId>,
    Query(query): Query<OfferLinkQuery>,
) -> Result<NoContent> {
    let id = id.into_inner();
    therapist
        .across(
            Offers,
            Action::OfferWithdrawn,
            query.link_id,
            move |conn, theirs| store::withdraw(conn, theirs, id),
        )
        .await?;
    Ok(NoContent)
}
