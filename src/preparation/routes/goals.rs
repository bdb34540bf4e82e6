//! `/v1/goals`.

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
use crate::http::routing::Routes;
use crate::ids::GoalId;
use crate::preparation::Goals;
use crate::preparation::model::goals::{GoalNote, GoalText, GoalView, GoalWords};
use crate::words::{Change, never_null};

/// A therapy goal in one's own words (R30).
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewGoal {
    /// The id that the client gives it, so that sending it again is safe.
    id: Option<GoalId>,
    text: GoalText,
    note: Option<GoalNote>,
}

/// What to change of a goal.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GoalChange {
    #[serde(default, deserialize_with = "never_null")]
    #[schema(value_type = GoalText, required = false)]
    text: Option<GoalText>,
    #[serde(default)]
    #[schema(value_type = Option<GoalNote>)]
    note: Change<GoalNote>,
}

/// Which goals.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct GoalsQuery {
    #[serde(default)]
    #[param(inline, required = false)]
    limit: Limit,
    #[param(inline)]
    cursor: Option<Cursor>,
}

/// Keeps a therapy goal. Sending the same again under the same id, or the same Idempotency-Key, answers 200 with what is there.
#[utoipa::path(tag = "preparation", security(("bearer" = ["patient"])),
    params(IdempotencyHeader),
    responses((status = 201, description = "Kept", body = GoalView), (status = 200, description = "It was kept before", body = GoalView),
        WithBody, Conflicting, Guarded))]
#[post("/v1/goals")]
pub async fn create_goal(
    owner: Owner<Goals, Write>,
    key: IdempotencyKey,
    Json(new): Json<NewGoal>,
) -> Result<Created<GoalView>> {
    owner
        .write(move |conn, mine| {
            let created_mark = mine.created_mark(&new)?;
            let new = New {
                id: mine.new_id(new.id.map(GoalId::uuid), &key),
                at: mine.now(),
                words: GoalWords::new(new.text, new.note),
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

/// Lists the patient's goals, newest first. A page can hold fewer than asked while there is a next one.
#[utoipa::path(tag = "preparation", security(("bearer" = ["patient"])), params(GoalsQuery),
    responses((status = 200, description = "A page of goals", body = Page<GoalView>), WithQuery, Guarded))]
#[get("/v1/goals")]
pub async fn list_goals(
    owner: Owner<Goals, Read>,
    Query(query): Query<GoalsQuery>,
) -> Result<Json<Page<GoalView>>> {
    let GoalsQuery { limit, cursor } = query;
    let (found, next_cursor) = owner
        .read(move |conn, mine| {
            record::page(conn, mine, Stretch::default(), |_| true, limit, cursor)
        })
        .await?;
    Ok(Json(Page {
        items: found.into_iter().map(GoalView::from).collect(),
        next_cursor,
    }))
}

/// Shows one goal with its earlier wordings.
#[utoipa::path(tag = "preparation", security(("bearer" = ["patient"])), params(("id" = GoalId, Path)),
    responses((status = 200, description = "The goal", body = GoalView), (status = 304, description = "As it was"), OnOne, Guarded))]
#[get("/v1/goals/{id}")]
pub async fn get_goal(owner: Owner<Goals, Read>, id: Path<GoalId>) -> Result<Tagged<GoalView>> {
    let id = id.uuid();
    let record = owner
        .read(move |conn, mine| record::find(conn, mine, id))
        .await?;
    Ok(Tagged(record.into()))
}

/// Puts a goal in other words; the wording before is kept.
#[utoipa::path(tag = "preparation", security(("bearer" = ["patient"])),
    params(("id" = GoalId, Path), IfMatchHeader),
    responses((status = 200, description = "The goal as it is now", body = GoalView), WithBody, Conditional, Conflicting, OnOne, Guarded))]
#[patch("/v1/goals/{id}")]
pub async fn change_goal(
    owner: Owner<Goals, Write>,
    condition: IfMatch,
    id: Path<GoalId>,
    Json(change): Json<GoalChange>,
) -> Result<Tagged<GoalView>> {
    let id = id.uuid();
    let record = owner
        .write(move |conn, mine| {
            let GoalChange { text, note } = change;
            record::change(conn, mine, id, &condition, |record| {
                record.words = record.words.clone().reworded(text, note, mine.now())?;
                Ok(())
            })
        })
        .await?;
    Ok(Tagged(record.into()))
}

/// Deletes a goal with all its wordings; a tombstone stays for other devices.
#[utoipa::path(tag = "preparation", security(("bearer" = ["patient"])), params(("id" = GoalId, Path)),
    responses((status = 204, description = "Deleted"), OnOne, Guarded))]
#[delete("/v1/goals/{id}")]
pub async fn delete_goal(owner: Owner<Goals, Write>, id: Path<GoalId>) -> Result<NoContent> {
    let id = id.uuid();
    owner
        .write(move |conn, mine| record::delete(conn, mine, id))
        .await?;
    Ok(NoContent)
}

impl Versioned for GoalView {
    fn version(&self) -> i64 {
        self.revision
    }
}

impl Located for GoalView {
    fn location(&self) -> String {
        format!("/v1/goals/{}", self.id)
    }
}

/// The routes of goals.
pub fn configure(routes: &mut impl Routes) {
    routes
        .service(create_goal)
        .service(list_goals)
        .service(get_goal)
        .service(change_goal)
        .service(delete_goal);
}
