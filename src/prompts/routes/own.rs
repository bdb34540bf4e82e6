//! `/v1/prompts/own`: prompts that a patient writes for herself (N5).

use actix_web::web::Path;
use actix_web::{delete, get, patch, post};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use crate::access::principal::Owner;
use crate::access::proof::{Read, Write};
use crate::access::record::{self, New, Record, Stretch};
use crate::content::Phase;
use crate::error::Result;
use crate::http::document::{Conditional, Conflicting, Guarded, OnOne, WithBody, WithQuery};
use crate::http::etag::{IfMatch, IfMatchHeader, Versioned};
use crate::http::idempotency::{IdempotencyHeader, IdempotencyKey};
use crate::http::json::{Created, Json, Located, NoContent, Query, Tagged};
use crate::http::page::{Cursor, Limit, Page};
use crate::ids::PromptId;
use crate::prompts::OwnPrompts;
use crate::prompts::model::{OwnPromptHint, OwnPromptText, OwnPromptWords};
use crate::time::At;
use crate::words::{Change, never_null};

/// A prompt for oneself.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewOwnPrompt {
    /// The id that the client gives it, so that sending it again is safe; one of the catalogue is refused.
    id: Option<PromptId>,
    text: OwnPromptText,
    hint: Option<OwnPromptHint>,
    /// When it belongs; at any time, if absent.
    phase: Option<Phase>,
}

/// What to change of a prompt; answers keep the words that they were written to.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OwnPromptChange {
    #[serde(default, deserialize_with = "never_null")]
    #[schema(value_type = OwnPromptText, required = false)]
    text: Option<OwnPromptText>,
    #[serde(default)]
    #[schema(value_type = Option<OwnPromptHint>)]
    hint: Change<OwnPromptHint>,
    #[serde(default)]
    #[schema(value_type = Option<Phase>)]
    phase: Change<Phase>,
}

/// Which page.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct OwnPromptsQuery {
    #[serde(default)]
    #[param(inline, required = false)]
    limit: Limit,
    #[param(inline)]
    cursor: Option<Cursor>,
}

/// A prompt, to the person who wrote it for herself.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OwnPromptView {
    id: PromptId,
    text: OwnPromptText,
    #[schema(required)]
    hint: Option<OwnPromptHint>,
    #[schema(required)]
    phase: Option<Phase>,
    /// Which wording this is; an answer keeps it as the prompt's version.
    revision: i64,
    created_at: At,
    updated_at: At,
}

impl From<Record<OwnPromptWords>> for OwnPromptView {
    fn from(record: Record<OwnPromptWords>) -> Self {
        let OwnPromptWords { text, hint, phase } = record.words;
        Self {
            id: PromptId::from_uuid(record.id),
            text,
            hint,
            phase,
            revision: record.revision,
            created_at: record.created_at,
            updated_at: record.updated_at,
        }
    }
}

impl Versioned for OwnPromptView {
    fn version(&self) -> i64 {
        self.revision
    }
}

impl Located for OwnPromptView {
    fn location(&self) -> String {
        format!("/v1/prompts/own/{}", self.id)
    }
}

/// Keeps a prompt of one's own. Sending the same again under the same id, or the same Idempotency-Key, answers 200 with what is there.
#[utoipa::path(tag = "prompts", security(("bearer" = ["patient"])),
    params(IdempotencyHeader),
    responses((status = 201, description = "Kept", body = OwnPromptView), (status = 200, description = "It was kept before", body = OwnPromptView),
        WithBody, Conflicting, Guarded))]
#[post("/v1/prompts/own")]
pub async fn create_own_prompt(
    owner: Owner<OwnPrompts, Write>,
    key: IdempotencyKey,
    Json(new): Json<NewOwnPrompt>,
) -> Result<Created<OwnPromptView>> {
    owner
        .write(move |conn, mine| {
            let created_mark = mine.created_mark(&new)?;
            let NewOwnPrompt {
                id,
                text,
                hint,
                phase,
            } = new;
            super::free(id)?;
            let new = New {
                id: mine.new_id(id.map(PromptId::uuid), &key),
                at: mine.now(),
                words: OwnPromptWords { text, hint, phase },
                created_mark,
            };
            let (record, new) = record::insert(conn, mine, new)?;
            Ok(Created {
                value: record.into(),
                new,
            })
        })
        .await
}

/// Lists one's own prompts, newest first.
#[utoipa::path(tag = "prompts", security(("bearer" = ["patient"])), params(OwnPromptsQuery),
    responses((status = 200, description = "A page of prompts", body = Page<OwnPromptView>), WithQuery, Guarded))]
#[get("/v1/prompts/own")]
pub async fn list_own_prompts(
    owner: Owner<OwnPrompts, Read>,
    Query(query): Query<OwnPromptsQuery>,
) -> Result<Json<Page<OwnPromptView>>> {
    let OwnPromptsQuery { limit, cursor } = query;
    let (found, next_cursor) = owner
        .read(move |conn, mine| {
            record::page(conn, mine, Stretch::default(), |_| true, limit, cursor)
        })
        .await?;
    Ok(Json(Page {
        items: found.into_iter().map(OwnPromptView::from).collect(),
        next_cursor,
    }))
}

/// Shows one prompt of one's own.
#[utoipa::path(tag = "prompts", security(("bearer" = ["patient"])), params(("id" = PromptId, Path)),
    responses((status = 200, description = "The prompt", body = OwnPromptView), (status = 304, description = "As it was"), OnOne, Guarded))]
#[get("/v1/prompts/own/{id}")]
pub async fn get_own_prompt(
    owner: Owner<OwnPrompts, Read>,
    id: Path<PromptId>,
) -> Result<Tagged<OwnPromptView>> {
    let id = id.uuid();
    let record = owner
        .read(move |conn, mine| record::find(conn, mine, id))
        .await?;
    Ok(Tagged(record.into()))
}

/// Changes a prompt of one's own.
#[utoipa::path(tag = "prompts", security(("bearer" = ["patient"])),
    params(("id" = PromptId, Path), IfMatchHeader),
    responses((status = 200, description = "The prompt as it is now", body = OwnPromptView), WithBody, Conditional, OnOne, Guarded))]
#[patch("/v1/prompts/own/{id}")]
pub async fn change_own_prompt(
    owner: Owner<OwnPrompts, Write>,
    condition: IfMatch,
    id: Path<PromptId>,
    Json(change): Json<OwnPromptChange>,
) -> Result<Tagged<OwnPromptView>> {
    let id = id.uuid();
    let OwnPromptChange { text, hint, phase } = change;
    let record = owner
        .write(move |conn, mine| {
            record::change(conn, mine, id, &condition, |record| {
                let words = record.words.clone();
                record.words = OwnPromptWords {
                    text: text.unwrap_or(words.text),
                    hint: hint.applied_to(words.hint),
                    phase: phase.applied_to(words.phase),
                };
                Ok(())
            })
        })
        .await?;
    Ok(Tagged(record.into()))
}

/// Deletes a prompt of one's own; what answered it stays, with the words that it answered.
#[utoipa::path(tag = "prompts", security(("bearer" = ["patient"])), params(("id" = PromptId, Path)),
    responses((status = 204, description = "Deleted"), OnOne, Guarded))]
#[delete("/v1/prompts/own/{id}")]
pub async fn delete_own_prompt(
    owner: Owner<OwnPrompts, Write>,
    id: Path<PromptId>,
) -> Result<NoContent> {
    let id = id.uuid();
    owner
        .write(move |conn, mine| record::delete(conn, mine, id))
        .await?;
    Ok(NoContent)
}
