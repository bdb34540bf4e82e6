//! `/v1/intentions`.

use actix_web::web::Path;
use actix_web::{delete, get, patch, post};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use crate::access::principal::Owner;
use crate::access::proof::{Read, Write};
use crate::access::record::{self, Stretch};
use crate::error::Result;
use crate::http::document::{Conditional, Conflicting, Guarded, OnOne, WithBody, WithQuery};
use crate::http::etag::{IfMatch, IfMatchHeader, Versioned};
use crate::http::idempotency::{IdempotencyHeader, IdempotencyKey};
use crate::http::json::{Created, Json, Located, NoContent, Query, Tagged};
use crate::http::page::{Cursor, Limit, Page};
use crate::http::routing::Routes;
use crate::ids::{DosingSessionId, IntentionId};
use crate::preparation::Intentions;
use crate::preparation::model::intentions::{
    IntentionText, IntentionView, IntentionWords, WhyItMatters,
};
use crate::sessions;
use crate::words::{Change, never_null};

/// An intention in one's own words; why it matters and the session are both optional (R25, R29).
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewIntention {
    /// The id that the client gives it, so that sending it again is safe.
    id: Option<IntentionId>,
    text: IntentionText,
    why_it_matters: Option<WhyItMatters>,
    /// The dosing session it goes with; none at all is fine (R25).
    dosing_session_id: Option<DosingSessionId>,
}

/// What to change of an intention.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct IntentionChange {
    #[serde(default, deserialize_with = "never_null")]
    #[schema(value_type = IntentionText, required = false)]
    text: Option<IntentionText>,
    #[serde(default)]
    #[schema(value_type = Option<WhyItMatters>)]
    why_it_matters: Change<WhyItMatters>,
    #[serde(default)]
    #[schema(value_type = Option<DosingSessionId>)]
    dosing_session_id: Change<DosingSessionId>,
}

/// Which intentions.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct IntentionsQuery {
    #[serde(default)]
    #[param(inline, required = false)]
    limit: Limit,
    #[param(inline)]
    cursor: Option<Cursor>,
    #[param(inline)]
    dosing_session_id: Option<DosingSessionId>,
}

/// Keeps an intention, as it is said. Sending the same again under the same id, or the same Idempotency-Key, answers 200 with what is there.
#[utoipa::path(tag = "preparation", security(("bearer" = ["patient"])),
    params(IdempotencyHeader),
    responses((status = 201, description = "Kept", body = IntentionView), (status = 200, description = "It was kept before", body = IntentionView),
        WithBody, Conflicting, Guarded))]
#[post("/v1/intentions")]
pub async fn create_intention(
    owner: Owner<Intentions, Write>,
    key: IdempotencyKey,
    Json(new): Json<NewIntention>,
) -> Result<Created<IntentionView>> {
    owner
        .write(move |conn, mine| {
            let mark = mine.created_mark(&new)?;
            let id = mine.new_id(new.id.map(IntentionId::uuid), &key);
            let (record, new) = record::create(conn, mine, id, mark, |conn| {
                sessions::require(conn, mine, new.dosing_session_id)?;
                let words =
                    IntentionWords::new(new.text, new.why_it_matters, new.dosing_session_id);
                Ok((mine.now(), words))
            })?;
            Ok(Created {
                value: record.into(),
                new,
            })
        })
        .await
}

/// Lists the patient's intentions, newest first. A page can hold fewer than asked while there is a next one.
#[utoipa::path(tag = "preparation", security(("bearer" = ["patient"])), params(IntentionsQuery),
    responses((status = 200, description = "A page of intentions", body = Page<IntentionView>), WithQuery, Guarded))]
#[get("/v1/intentions")]
pub async fn list_intentions(
    owner: Owner<Intentions, Read>,
    Query(query): Query<IntentionsQuery>,
) -> Result<Json<Page<IntentionView>>> {
    let IntentionsQuery {
        limit,
        cursor,
        dosing_session_id,
    } = query;
    let (found, next_cursor) = owner
        .read(move |conn, mine| {
            let wanted = |one: &record::Record<IntentionWords>| {
                dosing_session_id.is_none_or(|id| one.words.dosing_session_id == Some(id))
            };
            record::page(conn, mine, Stretch::default(), wanted, limit, cursor)
        })
        .await?;
    Ok(Json(Page {
        items: found.into_iter().map(IntentionView::from).collect(),
        next_cursor,
    }))
}

/// Shows one intention with its earlier wordings.
#[utoipa::path(tag = "preparation", security(("bearer" = ["patient"])), params(("id" = IntentionId, Path)),
    responses((status = 200, description = "The intention", body = IntentionView), (status = 304, description = "As it was"), OnOne, Guarded))]
#[get("/v1/intentions/{id}")]
pub async fn get_intention(
    owner: Owner<Intentions, Read>,
    id: Path<IntentionId>,
) -> Result<Tagged<IntentionView>> {
    let id = id.uuid();
    let record = owner
        .read(move |conn, mine| record::find(conn, mine, id))
        .await?;
    Ok(Tagged(record.into()))
}

/// Puts an intention in other words, or ties it to another session or to none; the wording before is kept.
#[utoipa::path(tag = "preparation", security(("bearer" = ["patient"])),
    params(("id" = IntentionId, Path), IfMatchHeader),
    responses((status = 200, description = "The intention as it is now", body = IntentionView), WithBody, Conditional, Conflicting, OnOne, Guarded))]
#[patch("/v1/intentions/{id}")]
pub async fn change_intention(
    owner: Owner<Intentions, Write>,
    condition: IfMatch,
    id: Path<IntentionId>,
    Json(change): Json<IntentionChange>,
) -> Result<Tagged<IntentionView>> {
    let id = id.uuid();
    let record = owner
        .write(move |conn, mine| {
            let IntentionChange {
                text,
                why_it_matters,
                dosing_session_id,
            } = change;
            if let Change::Set(session) = dosing_session_id {
                sessions::require(conn, mine, Some(session))?;
            }
            record::change(conn, mine, id, &condition, |record| {
                let words = &mut record.words;
                words.dosing_session_id = dosing_session_id.applied_to(words.dosing_session_id);
                *words = words.clone().reworded(text, why_it_matters, mine.now())?;
                Ok(())
            })
        })
        .await?;
    Ok(Tagged(record.into()))
}

/// Deletes an intention with all its wordings; a tombstone stays for other devices.
#[utoipa::path(tag = "preparation", security(("bearer" = ["patient"])), params(("id" = IntentionId, Path)),
    responses((status = 204, description = "Deleted"), OnOne, Guarded))]
#[delete("/v1/intentions/{id}")]
pub async fn delete_intention(
    owner: Owner<Intentions, Write>,
    id: Path<IntentionId>,
) -> Result<NoContent> {
    let id = id.uuid();
    owner
        .write(move |conn, mine| record::delete(conn, mine, id))
        .await?;
    Ok(NoContent)
}

impl Versioned for IntentionView {
    fn version(&self) -> i64 {
        self.revision
    }
}

impl Located for IntentionView {
    fn location(&self) -> String {
        format!("/v1/intentions/{}", self.id)
    }
}

/// The routes of intentions.
pub fn configure(routes: &mut impl Routes) {
    routes
        .service(create_intention)
        .service(list_intentions)
        .service(get_intention)
        .service(change_intention)
        .service(delete_intention);
}
