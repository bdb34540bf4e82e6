//! `/v1/steps`.

use actix_web::web::Path;
use actix_web::{delete, get, patch, post};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::Steps;
use super::model::{SmallStepView, StepArea, StepNote, StepText, Words};
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
use crate::ids::{DosingSessionId, StepId};
use crate::sessions;
use crate::words::{Change, never_null};

/// A small step of one's own choosing (R83).
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSmallStep {
    /// The id that the client gives it, so that sending it again is safe.
    id: Option<StepId>,
    text: StepText,
    area: Option<StepArea>,
    dosing_session_id: Option<DosingSessionId>,
    /// How it was, in words.
    note: Option<StepNote>,
    #[serde(default)]
    laid_aside: bool,
}

/// What to change of a step.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SmallStepChange {
    #[serde(default, deserialize_with = "never_null")]
    #[schema(value_type = StepText, required = false)]
    text: Option<StepText>,
    #[serde(default)]
    #[schema(value_type = Option<StepArea>)]
    area: Change<StepArea>,
    #[serde(default)]
    #[schema(value_type = Option<DosingSessionId>)]
    dosing_session_id: Change<DosingSessionId>,
    #[serde(default)]
    #[schema(value_type = Option<StepNote>)]
    note: Change<StepNote>,
    #[serde(default, deserialize_with = "never_null")]
    #[schema(value_type = bool, required = false)]
    laid_aside: Option<bool>,
}

impl SmallStepChange {
    fn session(&self) -> Option<DosingSessionId> {
        match self.dosing_session_id {
            Change::Set(id) => Some(id),
            Change::Keep | Change::Clear => None,
        }
    }

    fn apply(self, words: Words) -> Words {
        let Self {
            text,
            area,
            dosing_session_id,
            note,
            laid_aside,
        } = self;
        Words {
            text: text.unwrap_or(words.text),
            area: area.applied_to(words.area),
            dosing_session_id: dosing_session_id.applied_to(words.dosing_session_id),
            note: note.applied_to(words.note),
            laid_aside: laid_aside.unwrap_or(words.laid_aside),
        }
    }
}

/// Which steps.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct StepsQuery {
    #[serde(default)]
    #[param(inline, required = false)]
    limit: Limit,
    #[param(inline)]
    cursor: Option<Cursor>,
    #[param(inline)]
    dosing_session_id: Option<DosingSessionId>,
}

/// Keeps a small step. Sending the same again under the same id, or the same Idempotency-Key, answers 200 with what is there.
#[utoipa::path(tag = "journal", security(("bearer" = ["patient"])),
    params(IdempotencyHeader),
    responses((status = 201, description = "Kept", body = SmallStepView), (status = 200, description = "It was kept before", body = SmallStepView),
        WithBody, Conflicting, Guarded))]
#[post("/v1/steps")]
pub async fn create_step(
    owner: Owner<Steps, Write>,
    key: IdempotencyKey,
    Json(new): Json<NewSmallStep>,
) -> Result<Created<SmallStepView>> {
    owner
        .write(move |conn, mine| {
            let mark = mine.created_mark(&new)?;
            let NewSmallStep {
                id,
                text,
                area,
                dosing_session_id,
                note,
                laid_aside,
            } = new;
            let words = Words {
                text,
                area,
                dosing_session_id,
                note,
                laid_aside,
            };
            let id = mine.new_id(id.map(StepId::uuid), &key);
            let (record, new) = record::create(conn, mine, id, mark, |conn| {
                sessions::require(conn, mine, dosing_session_id)?;
                Ok((mine.now(), words))
            })?;
            Ok(Created {
                value: record.into(),
                new,
            })
        })
        .await
}

/// Lists one's small steps, newest first. A page can hold fewer than asked while there is a next one.
#[utoipa::path(tag = "journal", security(("bearer" = ["patient"])), params(StepsQuery),
    responses((status = 200, description = "A page of steps", body = Page<SmallStepView>), WithQuery, Guarded))]
#[get("/v1/steps")]
pub async fn list_steps(
    owner: Owner<Steps, Read>,
    Query(query): Query<StepsQuery>,
) -> Result<Json<Page<SmallStepView>>> {
    let StepsQuery {
        limit,
        cursor,
        dosing_session_id,
    } = query;
    let (found, next_cursor) = owner
        .read(move |conn, mine| {
            let of_session = |one: &record::Record<Words>| {
                dosing_session_id.is_none_or(|id| one.words.dosing_session_id == Some(id))
            };
            record::page(conn, mine, Stretch::default(), of_session, limit, cursor)
        })
        .await?;
    Ok(Json(Page {
        items: found.into_iter().map(SmallStepView::from).collect(),
        next_cursor,
    }))
}

/// Shows one step.
#[utoipa::path(tag = "journal", security(("bearer" = ["patient"])), params(("id" = StepId, Path)),
    responses((status = 200, description = "The step", body = SmallStepView), (status = 304, description = "As it was"), OnOne, Guarded))]
#[get("/v1/steps/{id}")]
pub async fn get_step(
    owner: Owner<Steps, Read>,
    id: Path<StepId>,
) -> Result<Tagged<SmallStepView>> {
    let id = id.uuid();
    let record = owner
        .read(move |conn, mine| record::find(conn, mine, id))
        .await?;
    Ok(Tagged(record.into()))
}

/// Changes a step, shrinks it, says how it was, lays it aside or takes it up again.
#[utoipa::path(tag = "journal", security(("bearer" = ["patient"])),
    params(("id" = StepId, Path), IfMatchHeader),
    responses((status = 200, description = "The step as it is now", body = SmallStepView), WithBody, Conditional, OnOne, Guarded))]
#[patch("/v1/steps/{id}")]
pub async fn change_step(
    owner: Owner<Steps, Write>,
    condition: IfMatch,
    id: Path<StepId>,
    Json(change): Json<SmallStepChange>,
) -> Result<Tagged<SmallStepView>> {
    let id = id.uuid();
    let record = owner
        .write(move |conn, mine| {
            sessions::require(conn, mine, change.session())?;
            record::change(conn, mine, id, &condition, |record| {
                record.words = change.apply(record.words.clone());
                Ok(())
            })
        })
        .await?;
    Ok(Tagged(record.into()))
}

/// Deletes a step: its words are destroyed, a tombstone stays for other devices.
#[utoipa::path(tag = "journal", security(("bearer" = ["patient"])), params(("id" = StepId, Path)),
    responses((status = 204, description = "Deleted"), OnOne, Guarded))]
#[delete("/v1/steps/{id}")]
pub async fn delete_step(owner: Owner<Steps, Write>, id: Path<StepId>) -> Result<NoContent> {
    let id = id.uuid();
    owner
        .write(move |conn, mine| record::delete(conn, mine, id))
        .await?;
    Ok(NoContent)
}

impl Versioned for SmallStepView {
    fn version(&self) -> i64 {
        self.revision
    }
}

impl Located for SmallStepView {
    fn location(&self) -> String {
        format!("/v1/steps/{}", self.id)
    }
}

/// The routes of small steps.
pub fn configure(routes: &mut impl Routes) {
    routes
        .service(create_step)
        .service(list_steps)
        .service(get_step)
        .service(change_step)
        .service(delete_step);
}
