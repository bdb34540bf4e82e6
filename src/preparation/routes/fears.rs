//! `/v1/fears`.

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
use crate::ids::{DosingSessionId, FearId};
use crate::preparation::Fears;
use crate::preparation::model::fears::{FearText, FearView, FearWords, WhatCouldHelp};
use crate::sessions;
use crate::words::{Change, never_null};

/// A fear in one's own words, and what could help, if something comes to mind (R16, R46).
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewFear {
    /// The id that the client gives it, so that sending it again is safe.
    id: Option<FearId>,
    text: FearText,
    what_could_help: Option<WhatCouldHelp>,
    /// The dosing session it goes with; none at all is fine.
    dosing_session_id: Option<DosingSessionId>,
}

/// What to change of a fear.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FearChange {
    #[serde(default, deserialize_with = "never_null")]
    #[schema(value_type = FearText, required = false)]
    text: Option<FearText>,
    #[serde(default)]
    #[schema(value_type = Option<WhatCouldHelp>)]
    what_could_help: Change<WhatCouldHelp>,
    #[serde(default)]
    #[schema(value_type = Option<DosingSessionId>)]
    dosing_session_id: Change<DosingSessionId>,
}

/// Which fears.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct FearsQuery {
    #[serde(default)]
    #[param(inline, required = false)]
    limit: Limit,
    #[param(inline)]
    cursor: Option<Cursor>,
    #[param(inline)]
    dosing_session_id: Option<DosingSessionId>,
}

/// Keeps a fear, as it is said. Sending the same again under the same id, or the same Idempotency-Key, answers 200 with what is there.
#[utoipa::path(tag = "preparation", security(("bearer" = ["patient"])),
    params(IdempotencyHeader),
    responses((status = 201, description = "Kept", body = FearView), (status = 200, description = "It was kept before", body = FearView),
        WithBody, Conflicting, Guarded))]
#[post("/v1/fears")]
pub async fn create_fear(
    owner: Owner<Fears, Write>,
    key: IdempotencyKey,
    Json(new): Json<NewFear>,
) -> Result<Created<FearView>> {
    owner
        .write(move |conn, mine| {
            let mark = mine.created_mark(&new)?;
            let id = mine.new_id(new.id.map(FearId::uuid), &key);
            let (record, new) = record::create(conn, mine, id, mark, |conn| {
                sessions::require(conn, mine, new.dosing_session_id)?;
                let words = FearWords::new(new.text, new.what_could_help, new.dosing_session_id);
                Ok((mine.now(), words))
            })?;
            Ok(Created {
                value: record.into(),
                new,
            })
        })
        .await
}

/// Lists the patient's fears, newest first. A page can hold fewer than asked while there is a next one.
#[utoipa::path(tag = "preparation", security(("bearer" = ["patient"])), params(FearsQuery),
    responses((status = 200, description = "A page of fears", body = Page<FearView>), WithQuery, Guarded))]
#[get("/v1/fears")]
pub async fn list_fears(
    owner: Owner<Fears, Read>,
    Query(query): Query<FearsQuery>,
) -> Result<Json<Page<FearView>>> {
    let FearsQuery {
        limit,
        cursor,
        dosing_session_id,
    } = query;
    let (found, next_cursor) = owner
        .read(move |conn, mine| {
            let wanted = |one: &record::Record<FearWords>| {
                dosing_session_id.is_none_or(|id| one.words.dosing_session_id == Some(id))
            };
            record::page(conn, mine, Stretch::default(), wanted, limit, cursor)
        })
        .await?;
    Ok(Json(Page {
        items: found.into_iter().map(FearView::from).collect(),
        next_cursor,
    }))
}

/// Shows one fear with its earlier wordings.
#[utoipa::path(tag = "preparation", security(("bearer" = ["patient"])), params(("id" = FearId, Path)),
    responses((status = 200, description = "The fear", body = FearView), (status = 304, description = "As it was"), OnOne, Guarded))]
#[get("/v1/fears/{id}")]
pub async fn get_fear(owner: Owner<Fears, Read>, id: Path<FearId>) -> Result<Tagged<FearView>> {
    let id = id.uuid();
    let record = owner
        .read(move |conn, mine| record::find(conn, mine, id))
        .await?;
    Ok(Tagged(record.into()))
}

/// Puts a fear in other words, or ties it to another session or to none; the wording before is kept.
#[utoipa::path(tag = "preparation", security(("bearer" = ["patient"])),
    params(("id" = FearId, Path), IfMatchHeader),
    responses((status = 200, description = "The fear as it is now", body = FearView), WithBody, Conditional, Conflicting, OnOne, Guarded))]
#[patch("/v1/fears/{id}")]
pub async fn change_fear(
    owner: Owner<Fears, Write>,
    condition: IfMatch,
    id: Path<FearId>,
    Json(change): Json<FearChange>,
) -> Result<Tagged<FearView>> {
    let id = id.uuid();
    let record = owner
        .write(move |conn, mine| {
            let FearChange {
                text,
                what_could_help,
                dosing_session_id,
            } = change;
            if let Change::Set(session) = dosing_session_id {
                sessions::require(conn, mine, Some(session))?;
            }
            record::change(conn, mine, id, &condition, |record| {
                let words = &mut record.words;
                words.dosing_session_id = dosing_session_id.applied_to(words.dosing_session_id);
                *words = words.clone().reworded(text, what_could_help, mine.now())?;
                Ok(())
            })
        })
        .await?;
    Ok(Tagged(record.into()))
}

/// Deletes a fear with all its wordings; a tombstone stays for other devices.
#[utoipa::path(tag = "preparation", security(("bearer" = ["patient"])), params(("id" = FearId, Path)),
    responses((status = 204, description = "Deleted"), OnOne, Guarded))]
#[delete("/v1/fears/{id}")]
pub async fn delete_fear(owner: Owner<Fears, Write>, id: Path<FearId>) -> Result<NoContent> {
    let id = id.uuid();
    owner
        .write(move |conn, mine| record::delete(conn, mine, id))
        .await?;
    Ok(NoContent)
}

impl Versioned for FearView {
    fn version(&self) -> i64 {
        self.revision
    }
}

impl Located for FearView {
    fn location(&self) -> String {
        format!("/v1/fears/{}", self.id)
    }
}

/// The routes of fears.
pub fn configure(routes: &mut impl Routes) {
    routes
        .service(create_fear)
        .service(list_fears)
        .service(get_fear)
        .service(change_fear)
        .service(delete_fear);
}
