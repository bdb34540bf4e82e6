//! `/v1/offers`: what a patient may take or leave, and nobody learns which.

use actix_web::web::Path;
use actix_web::{get, post};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{Parts, WordedPromptView};
use crate::access::principal::Owner;
use crate::access::proof::{Access, Read, Write};
use crate::config::Policy;
use crate::db::Conn;
use crate::error::Result;
use crate::http::document::{Guarded, OnOne, WithQuery};
use crate::http::json::{Json, NoContent, Query};
use crate::http::page::{Cursor, Limit, Page};
use crate::ids::{ExerciseId, LinkId, OfferId, PromptId};
use crate::offers::Offers;
use crate::offers::model::{Answer, OfferNote};
use crate::offers::store::{self, Offer};
use crate::prompts;
use crate::sessions::{self, Sessions};
use crate::time::At;

/// An offer, to the patient who may take or leave it.
#[derive(Debug, Serialize, ToSchema)]
pub struct OfferView {
    id: OfferId,
    /// Whom it is from.
    link_id: LinkId,
    /// A prompt of the catalogue.
    #[schema(required)]
    prompt_id: Option<PromptId>,
    /// An exercise of the catalogue.
    #[schema(required)]
    exercise_id: Option<ExerciseId>,
    /// A prompt in the therapist's own words.
    #[schema(required)]
    prompt: Option<WordedPromptView>,
    #[schema(required)]
    note: Option<OfferNote>,
    created_at: At,
    /// Whether it was taken; nobody else learns of it.
    taken: bool,
}

impl From<Offer> for OfferView {
    fn from(offer: Offer) -> Self {
        let taken = offer.words.are_taken();
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
            taken,
        }
    }
}

/// Which page.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct OffersQuery {
    #[serde(default)]
    #[param(inline, required = false)]
    limit: Limit,
    #[param(inline)]
    cursor: Option<Cursor>,
}

/// Lists what is offered and was not left, newest first; nothing on a day of dosing, nor in the quiet time around it (R49, R52).
#[utoipa::path(tag = "prompts", security(("bearer" = ["patient"])), params(OffersQuery),
    responses((status = 200, description = "The offers, or none", body = Page<OfferView>), WithQuery, Guarded))]
#[get("/v1/offers")]
pub async fn list_offers(
    owner: Owner<Offers, Read>,
    Query(query): Query<OffersQuery>,
) -> Result<Json<Page<OfferView>>> {
    let OffersQuery { limit, cursor } = query;
    let policy = owner.policy().clone();
    let found = owner
        .read(move |conn, mine| {
            if is_silent(conn, mine, &policy)? {
                return Ok(Vec::new());
            }
            store::not_left(conn, mine, limit, cursor)
        })
        .await?;
    let page = Page::cut(found, limit, store::place);
    Ok(Json(page.map(OfferView::from)))
}

/// Whether now is a time at which nothing is offered.
fn is_silent(conn: &mut Conn, mine: &Access<Offers, Read>, policy: &Policy) -> Result<bool> {
    let sessions = mine.also::<Sessions>()?;
    let is_quiet = sessions::quiet_until(conn, &sessions, mine.now(), policy)?.is_some();
    Ok(is_quiet || prompts::is_day_of_dosing(conn, &sessions, policy)?)
}

/// Takes an offer: it stays, also when its therapist takes it back or the link ends. Taking it twice is the same as once.
#[utoipa::path(tag = "prompts", security(("bearer" = ["patient"])), params(("id" = OfferId, Path)),
    responses((status = 200, description = "The offer as it is now", body = OfferView), OnOne, Guarded))]
#[post("/v1/offers/{id}/take")]
pub async fn take_offer(owner: Owner<Offers, Write>, id: Path<OfferId>) -> Result<Json<OfferView>> {
    let id = id.into_inner();
    let offer = owner
        .write(move |conn, mine| store::answer(conn, mine, id, Answer::Taken))
        .await?;
    Ok(Json(offer.into()))
}

/// Leaves an offer: it is not on the list any more. Leaving it twice is the same as once, and it can be taken later.
#[utoipa::path(tag = "prompts", security(("bearer" = ["patient"])), params(("id" = OfferId, Path)),
    responses((status = 204, description = "It is left"), OnOne, Guarded))]
#[post("/v1/offers/{id}/leave")]
pub async fn leave_offer(owner: Owner<Offers, Write>, id: Path<OfferId>) -> Result<NoContent> {
    let id = id.into_inner();
    owner
        .write(move |conn, mine| store::answer(conn, mine, id, Answer::Left))
        .await?;
    Ok(NoContent)
}
