//! `/v1/support/soothing`: the patient's own soothing list (R34).

use actix_web::web::Path;
use actix_web::{delete, get, patch, post};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use crate::access::principal::Owner;
use crate::access::proof::{Read, Write};
use crate::access::record::{self, New, Stretch};
use crate::error::Result;
use crate::http::document::{Conditional, Conflicting, Guarded, OnOne, WithBody, WithQuery};
use crate::http::etag::{IfMatch, IfMatchHeader, Versioned};
use crate::http::idempotency::{IdempotencyHeader, IdempotencyKey};
use crate::http::json::{Created, Json, Located, NoContent, Query, Tagged};
use crate::http::page::{Cursor, Limit, Page};
use crate::ids::SoothingId;
use crate::support::model::{SoothingText, SoothingView, SoothingWords};
use crate::support::{Soothing, store};
use crate::words::never_null;

/// Something that has been kind before.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSoothing {
    /// The id that the client gives it, so that sending it again is safe.
    id: Option<SoothingId>,
    text: SoothingText,
}

/// What to change of it.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SoothingChange {
    #[serde(default, deserialize_with = "never_null")]
    #[schema(value_type = SoothingText, required = false)]
    text: Option<SoothingText>,
}

impl SoothingChange {
    fn apply(self, words: SoothingWords) -> SoothingWords {
        SoothingWords {
            text: self.text.unwrap_or(words.text),
        }
    }
}

/// Which page.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SoothingQuery {
    #[serde(default)]
    #[param(inline, required = false)]
    limit: Limit,
    #[param(inline)]
    cursor: Option<Cursor>,
}

/// Puts something on the soothing list. Sending the same again under the same id, or the same Idempotency-Key, answers 200 with what is there.
#[utoipa::path(tag = "support", security(("bearer" = ["patient"])), params(IdempotencyHeader),
    responses((status = 201, description = "Kept", body = SoothingView), (status = 200, description = "It was kept before", body = SoothingView),
        WithBody, Conflicting, Guarded))]
#[post("/v1/support/soothing")]
pub async fn create_soothing(
    owner: Owner<Soothing, Write>,
    key: IdempotencyKey,
    Json(new): Json<NewSoothing>,
) -> Result<Created<SoothingView>> {
    owner
        .write(move |conn, mine| {
            let created_mark = mine.created_mark(&new)?;
            let new = New {
                id: mine.new_id(new.id.map(SoothingId::uuid), &key),
                at: mine.now(),
                words: SoothingWords { text: new.text },
                created_mark,
            };
            let (record, new) = store::insert(conn, mine, new)?;
            Ok(Created {
                value: record.into(),
                new,
            })
        })
        .await
}

/// Lists what is on the soothing list, newest first.
#[utoipa::path(tag = "support", security(("bearer" = ["patient"])), params(SoothingQuery),
    responses((status = 200, description = "A page", body = Page<SoothingView>), WithQuery, Guarded))]
#[get("/v1/support/soothing")]
pub async fn list_soothing(
    owner: Owner<Soothing, Read>,
    Query(query): Query<SoothingQuery>,
) -> Result<Json<Page<SoothingView>>> {
    let SoothingQuery { limit, cursor } = query;
    let (found, next_cursor) = owner
        .read(move |conn, mine| {
            record::page(conn, mine, Stretch::default(), |_| true, limit, cursor)
        })
        .await?;
    Ok(Json(Page {
        items: found.into_iter().map(SoothingView::from).collect(),
        next_cursor,
    }))
}

/// Shows one thing on it.
#[utoipa::path(tag = "support", security(("bearer" = ["patient"])), params(("id" = SoothingId, Path)),
    responses((status = 200, description = "As it is kept", body = SoothingView), (status = 304, description = "As it was"), OnOne, Guarded))]
#[get("/v1/support/soothing/{id}")]
pub async fn get_soothing(
    owner: Owner<Soothing, Read>,
    id: Path<SoothingId>,
) -> Result<Tagged<SoothingView>> {
    let id = id.uuid();
    let record = owner
        .read(move |conn, mine| record::find(conn, mine, id))
        .await?;
    Ok(Tagged(record.into()))
}

/// Changes one thing on the list.
#[utoipa::path(tag = "support", security(("bearer" = ["patient"])),
    params(("id" = SoothingId, Path), IfMatchHeader),
    responses((status = 200, description = "As it is now", body = SoothingView), WithBody, Conditional, OnOne, Guarded))]
#[patch("/v1/support/soothing/{id}")]
pub async fn change_soothing(
    owner: Owner<Soothing, Write>,
    condition: IfMatch,
    id: Path<SoothingId>,
    Json(change): Json<SoothingChange>,
) -> Result<Tagged<SoothingView>> {
    let id = id.uuid();
    let record = owner
        .write(move |conn, mine| {
            record::change(conn, mine, id, &condition, |record| {
                record.words = change.apply(record.words.clone());
                Ok(())
            })
        })
        .await?;
    Ok(Tagged(record.into()))
}

/// Takes one thing off the list: its words are destroyed, a tombstone stays for other devices.
#[utoipa::path(tag = "support", security(("bearer" = ["patient"])), params(("id" = SoothingId, Path)),
    responses((status = 204, description = "Deleted"), OnOne, Guarded))]
#[delete("/v1/support/soothing/{id}")]
pub async fn delete_soothing(
    owner: Owner<Soothing, Write>,
    id: Path<SoothingId>,
) -> Result<NoContent> {
    let id = id.uuid();
    owner
        .write(move |conn, mine| record::delete(conn, mine, id))
        .await?;
    Ok(NoContent)
}

impl Versioned for SoothingView {
    fn version(&self) -> i64 {
        self.revision
    }
}

impl Located for SoothingView {
    fn location(&self) -> String {
        format!("/v1/support/soothing/{}", self.id)
    }
}
