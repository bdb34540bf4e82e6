//! `/v1/evaluations`.

use actix_web::web::Path;
use actix_web::{delete, get, patch, post};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::Evaluations;
use super::model::{EvaluationDate, EvaluationNote, EvaluationView, Words};
use crate::access::principal::Owner;
use crate::access::proof::{Read, Write};
use crate::access::record::{self, New, Stretch};
use crate::error::Result;
use crate::http::document::{Conditional, Conflicting, Guarded, OnOne, WithBody, WithQuery};
use crate::http::etag::{IfMatch, IfMatchHeader, Versioned};
use crate::http::idempotency::{IdempotencyHeader, IdempotencyKey};
use crate::http::json::{Created, Json, Located, NoContent, Query, Tagged};
use crate::http::page::{Cursor, Limit, Page};
use crate::http::routing::Routes;
use crate::ids::EvaluationId;
use crate::words::{Change, never_null};

/// That an evaluation was done, and on which day (R12).
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewEvaluation {
    /// The id that the client gives it, so that sending it again is safe.
    id: Option<EvaluationId>,
    on: EvaluationDate,
    note: Option<EvaluationNote>,
}

/// What to change of a noted evaluation.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EvaluationChange {
    #[serde(default, deserialize_with = "never_null")]
    #[schema(value_type = EvaluationDate, required = false)]
    on: Option<EvaluationDate>,
    #[serde(default)]
    #[schema(value_type = Option<EvaluationNote>)]
    note: Change<EvaluationNote>,
}

/// Which page.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct EvaluationsQuery {
    #[serde(default)]
    #[param(inline, required = false)]
    limit: Limit,
    #[param(inline)]
    cursor: Option<Cursor>,
}

/// Notes an evaluation; nothing depends on it. Safe to repeat under its `id` or an `Idempotency-Key`.
#[utoipa::path(tag = "sessions", security(("bearer" = ["patient"])),
    params(IdempotencyHeader),
    responses((status = 201, description = "Noted", body = EvaluationView), (status = 200, description = "It was noted before", body = EvaluationView),
        WithBody, Conflicting, Guarded))]
#[post("/v1/evaluations")]
pub async fn create_evaluation(
    owner: Owner<Evaluations, Write>,
    key: IdempotencyKey,
    Json(new): Json<NewEvaluation>,
) -> Result<Created<EvaluationView>> {
    owner
        .write(move |conn, mine| {
            let new = New {
                id: mine.new_id(new.id.map(EvaluationId::uuid), &key),
                created_mark: mine.created_mark(&new)?,
                at: new.on.place_in_time(),
                words: Words {
                    on: new.on,
                    note: new.note,
                },
            };
            let (record, new) = record::insert(conn, mine, new)?;
            Ok(Created {
                value: record.into(),
                new,
            })
        })
        .await
}

/// Lists the noted evaluations, the latest day first.
#[utoipa::path(tag = "sessions", security(("bearer" = ["patient"])), params(EvaluationsQuery),
    responses((status = 200, description = "A page of evaluations", body = Page<EvaluationView>), WithQuery, Guarded))]
#[get("/v1/evaluations")]
pub async fn list_evaluations(
    owner: Owner<Evaluations, Read>,
    Query(query): Query<EvaluationsQuery>,
) -> Result<Json<Page<EvaluationView>>> {
    let EvaluationsQuery { limit, cursor } = query;
    let anytime = Stretch::default();
    let (found, next_cursor) = owner
        .read(move |conn, mine| record::page(conn, mine, anytime, |_| true, limit, cursor))
        .await?;
    Ok(Json(Page {
        items: found.into_iter().map(EvaluationView::from).collect(),
        next_cursor,
    }))
}

/// Shows one noted evaluation.
#[utoipa::path(tag = "sessions", security(("bearer" = ["patient"])), params(("id" = EvaluationId, Path)),
    responses((status = 200, description = "The evaluation", body = EvaluationView), (status = 304, description = "As it was"), OnOne, Guarded))]
#[get("/v1/evaluations/{id}")]
pub async fn get_evaluation(
    owner: Owner<Evaluations, Read>,
    id: Path<EvaluationId>,
) -> Result<Tagged<EvaluationView>> {
    let id = id.uuid();
    let record = owner
        .read(move |conn, mine| record::find(conn, mine, id))
        .await?;
    Ok(Tagged(record.into()))
}

/// Changes a noted evaluation.
#[utoipa::path(tag = "sessions", security(("bearer" = ["patient"])),
    params(("id" = EvaluationId, Path), IfMatchHeader),
    responses((status = 200, description = "The evaluation as it is now", body = EvaluationView), WithBody, Conditional, OnOne, Guarded))]
#[patch("/v1/evaluations/{id}")]
pub async fn change_evaluation(
    owner: Owner<Evaluations, Write>,
    condition: IfMatch,
    id: Path<EvaluationId>,
    Json(change): Json<EvaluationChange>,
) -> Result<Tagged<EvaluationView>> {
    let id = id.uuid();
    let record = owner
        .write(move |conn, mine| {
            record::change(conn, mine, id, &condition, |record| {
                let Words { on, note } = record.words.clone();
                record.words = Words {
                    on: change.on.unwrap_or(on),
                    note: change.note.applied_to(note),
                };
                record.at = record.words.on.place_in_time();
                Ok(())
            })
        })
        .await?;
    Ok(Tagged(record.into()))
}

/// Deletes a noted evaluation: its words are destroyed, a tombstone stays for other devices.
#[utoipa::path(tag = "sessions", security(("bearer" = ["patient"])), params(("id" = EvaluationId, Path)),
    responses((status = 204, description = "Deleted"), OnOne, Guarded))]
#[delete("/v1/evaluations/{id}")]
pub async fn delete_evaluation(
    owner: Owner<Evaluations, Write>,
    id: Path<EvaluationId>,
) -> Result<NoContent> {
    let id = id.uuid();
    owner
        .write(move |conn, mine| record::delete(conn, mine, id))
        .await?;
    Ok(NoContent)
}

impl Versioned for EvaluationView {
    fn version(&self) -> i64 {
        self.revision
    }
}

impl Located for EvaluationView {
    fn location(&self) -> String {
        format!("/v1/evaluations/{}", self.id)
    }
}

/// The routes of evaluations.
pub fn configure(routes: &mut impl Routes) {
    routes
        .service(create_evaluation)
        .service(list_evaluations)
        .service(get_evaluation)
        .service(change_evaluation)
        .service(delete_evaluation);
}
