//! `/v1/checklists`.

use actix_web::web::Path;
use actix_web::{delete, get, patch, post, put};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::model::{ChecklistItemText, ChecklistView, SessionItemView, Words};
use super::{Checklists, store};
use crate::access::principal::Owner;
use crate::access::proof::{Access, Permission, Read, Write};
use crate::access::record::{self, New};
use crate::account::{self, Profile};
use crate::content::{self, Checklist, ChecklistKind, Language};
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::http::document::{
    Always, Conditional, Conflicting, Guarded, OnOne, WithBody, WithQuery,
};
use crate::http::etag::{IfMatch, IfMatchHeader, Versioned};
use crate::http::idempotency::{IdempotencyHeader, IdempotencyKey};
use crate::http::json::{Created, Json, Located, NoContent, Public, Query, Tagged};
use crate::http::language::{AcceptLanguageHeader, Preferred};
use crate::http::page::{Cursor, Limit, Page};
use crate::http::routing::Routes;
use crate::ids::ChecklistItemId;
use crate::words::never_null;

/// Which checklists.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ChecklistsQuery {
    #[serde(default)]
    #[param(inline, required = false)]
    limit: Limit,
    #[param(inline)]
    cursor: Option<Cursor>,
    #[param(inline)]
    kind: Option<ChecklistKind>,
}

/// The patient's list for a session: the usual things first, then the ones that she added.
#[derive(Debug, Serialize, ToSchema)]
pub struct SessionChecklist {
    items: Vec<SessionItemView>,
}

/// Something to add to one's own list.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSessionItem {
    /// The id that the client gives it, so that sending it again is safe.
    id: Option<ChecklistItemId>,
    text: ChecklistItemText,
}

/// What to change of an item of one's own.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SessionItemChange {
    #[serde(default, deserialize_with = "never_null")]
    #[schema(value_type = ChecklistItemText, required = false)]
    text: Option<ChecklistItemText>,
}

/// Lists the checklists of the catalogue (R46, R47, R48, R82).
#[utoipa::path(tag = "content", security(()), params(ChecklistsQuery, AcceptLanguageHeader),
    responses((status = 200, description = "A page of checklists", body = Page<ChecklistView>), (status = 304, description = "As it was"), WithQuery, Always))]
#[get("/v1/checklists")]
pub async fn list_checklists(
    preferred: Preferred,
    Query(query): Query<ChecklistsQuery>,
) -> Public<Page<ChecklistView>> {
    let ChecklistsQuery {
        limit,
        cursor,
        kind,
    } = query;
    let language = preferred.or(Language::default());
    let wanted = |list: &Checklist| kind.is_none_or(|kind| list.kind == kind);
    let all = content::checklists(language);
    let page = Page::of_catalogue(all, wanted, limit, cursor, |list| list.id.uuid());
    Public(language, page.map(ChecklistView::from))
}

/// The language of the patient's list: the request's, else her own.
fn language<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Checklists, A>,
    preferred: &Preferred,
) -> Result<Language> {
    let own = account::language(conn, &mine.also::<Profile>()?)?;
    Ok(preferred.or(own))
}

/// Shows what to bring to a session: the usual things in the patient's language, then her own (R47).
#[utoipa::path(tag = "content", security(("bearer" = ["patient"])), params(AcceptLanguageHeader),
    responses((status = 200, description = "The whole list", body = SessionChecklist), Guarded))]
#[get("/v1/checklists/session")]
pub async fn get_session_checklist(
    owner: Owner<Checklists, Read>,
    preferred: Preferred,
) -> Result<Json<SessionChecklist>> {
    let items = owner
        .read(move |conn, mine| {
            let language = language(conn, mine, &preferred)?;
            store::list(conn, mine, language)
        })
        .await?;
    Ok(Json(SessionChecklist { items }))
}

/// Adds something to one's own list. Sending the same again under the same id, or the same Idempotency-Key, answers 200 with what is there.
#[utoipa::path(tag = "content", security(("bearer" = ["patient"])), params(IdempotencyHeader),
    responses((status = 201, description = "Added", body = SessionItemView), (status = 200, description = "It was added before", body = SessionItemView),
        WithBody, Conflicting, Guarded))]
#[post("/v1/checklists/session")]
pub async fn create_session_item(
    owner: Owner<Checklists, Write>,
    key: IdempotencyKey,
    Json(new): Json<NewSessionItem>,
) -> Result<Created<SessionItemView>> {
    owner
        .write(move |conn, mine| {
            let created_mark = mine.created_mark(&new)?;
            let new = New {
                id: mine.new_id(new.id.map(ChecklistItemId::uuid), &key),
                at: mine.now(),
                words: Words {
                    text: Some(new.text),
                    packed: false,
                },
                created_mark,
            };
            let (value, new) = store::insert(conn, mine, new)?;
            Ok(Created { value, new })
        })
        .await
}

/// Shows one item of the list, usual or own.
#[utoipa::path(tag = "content", security(("bearer" = ["patient"])), params(("id" = ChecklistItemId, Path), AcceptLanguageHeader),
    responses((status = 200, description = "The item", body = SessionItemView), (status = 304, description = "As it was"), OnOne, Guarded))]
#[get("/v1/checklists/session/{id}")]
pub async fn get_session_item(
    owner: Owner<Checklists, Read>,
    preferred: Preferred,
    id: Path<ChecklistItemId>,
) -> Result<Tagged<SessionItemView>> {
    let id = id.uuid();
    let item = owner
        .read(move |conn, mine| {
            let language = language(conn, mine, &preferred)?;
            store::find(conn, mine, id, language)
        })
        .await?;
    Ok(Tagged(item))
}

/// Changes an item that the patient added; a usual one keeps its words.
#[utoipa::path(tag = "content", security(("bearer" = ["patient"])),
    params(("id" = ChecklistItemId, Path), IfMatchHeader),
    responses((status = 200, description = "The item as it is now", body = SessionItemView), WithBody, Conditional, OnOne, Guarded))]
#[patch("/v1/checklists/session/{id}")]
pub async fn change_session_item(
    owner: Owner<Checklists, Write>,
    condition: IfMatch,
    id: Path<ChecklistItemId>,
    Json(change): Json<SessionItemChange>,
) -> Result<Tagged<SessionItemView>> {
    let id = own(id.into_inner())?;
    let record = owner
        .write(move |conn, mine| {
            record::change(conn, mine, id.uuid(), &condition, |record| {
                record.words.text = change.text.or(record.words.text.take());
                Ok(())
            })
        })
        .await?;
    SessionItemView::own(&record)
        .map(Tagged)
        .ok_or(Error::NotFound)
}

/// Deletes an item that the patient added: its words are destroyed, a tombstone stays for other devices. A usual one stays.
#[utoipa::path(tag = "content", security(("bearer" = ["patient"])), params(("id" = ChecklistItemId, Path)),
    responses((status = 204, description = "Deleted"), OnOne, Guarded))]
#[delete("/v1/checklists/session/{id}")]
pub async fn delete_session_item(
    owner: Owner<Checklists, Write>,
    id: Path<ChecklistItemId>,
) -> Result<NoContent> {
    let id = own(id.into_inner())?;
    owner
        .write(move |conn, mine| record::delete(conn, mine, id.uuid()))
        .await?;
    Ok(NoContent)
}

/// An id that cannot be that of a usual thing.
fn own(id: ChecklistItemId) -> Result<ChecklistItemId> {
    if store::is_usual(id.uuid()) {
        Err(Error::NotFound)
    } else {
        Ok(id)
    }
}

/// Marks an item as packed, usual or own. Marking it twice is the same as once, and nothing counts the marks.
#[utoipa::path(tag = "content", security(("bearer" = ["patient"])), params(("id" = ChecklistItemId, Path)),
    responses((status = 204, description = "It is marked"), OnOne, Guarded))]
#[put("/v1/checklists/session/{id}/packed")]
pub async fn pack_session_item(
    owner: Owner<Checklists, Write>,
    id: Path<ChecklistItemId>,
) -> Result<NoContent> {
    let id = id.uuid();
    owner
        .write(move |conn, mine| store::set_packed(conn, mine, id, true))
        .await?;
    Ok(NoContent)
}

/// Takes the mark away; the same for an item that has none.
#[utoipa::path(tag = "content", security(("bearer" = ["patient"])), params(("id" = ChecklistItemId, Path)),
    responses((status = 204, description = "It is not marked"), OnOne, Guarded))]
#[delete("/v1/checklists/session/{id}/packed")]
pub async fn unpack_session_item(
    owner: Owner<Checklists, Write>,
    id: Path<ChecklistItemId>,
) -> Result<NoContent> {
    let id = id.uuid();
    owner
        .write(move |conn, mine| store::set_packed(conn, mine, id, false))
        .await?;
    Ok(NoContent)
}

impl Versioned for SessionItemView {
    fn version(&self) -> i64 {
        self.revision
    }
}

impl Located for SessionItemView {
    fn location(&self) -> String {
        format!("/v1/checklists/session/{}", self.id)
    }
}

/// The routes of checklists.
pub fn configure(routes: &mut impl Routes) {
    routes
        .service(list_checklists)
        .service(get_session_checklist)
        .service(create_session_item)
        .service(get_session_item)
        .service(change_session_item)
        .service(delete_session_item)
        .service(pack_session_item)
        .service(unpack_session_item);
}
