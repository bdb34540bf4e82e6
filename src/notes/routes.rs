//! `/v1/therapist/notes`.

use actix_web::web::Path;
use actix_web::{delete, get, patch, post};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::Notes;
use super::model::{NoteText, NoteView, Pulls, Words};
use crate::access::principal::Therapist;
use crate::access::proof::{Access, Write};
use crate::access::record::{self, Record, Stretch};
use crate::care::{self, Care};
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::http::document::{Conditional, Conflicting, Guarded, OnOne, WithBody, WithQuery};
use crate::http::etag::{IfMatch, IfMatchHeader, Versioned};
use crate::http::idempotency::{IdempotencyHeader, IdempotencyKey};
use crate::http::json::{Created, Json, Located, NoContent, Query, Tagged};
use crate::http::page::{Cursor, Limit, Page};
use crate::http::routing::Routes;
use crate::ids::{LinkId, NoteId};
use crate::time::At;
use crate::words::{Change, never_null};

/// What to note.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewNote {
    /// The id that the client gives it, so that sending it again is safe.
    id: Option<NoteId>,
    /// The link that it is about, also one that has ended; none, if absent.
    link_id: Option<LinkId>,
    text: NoteText,
    #[serde(default)]
    #[schema(inline)]
    pulls: Pulls,
    /// When it was, by the therapist's clock; now, if absent.
    at: Option<At>,
}

/// What to change of a note.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NoteChange {
    #[serde(default)]
    #[schema(value_type = Option<LinkId>)]
    link_id: Change<LinkId>,
    #[serde(default, deserialize_with = "never_null")]
    #[schema(value_type = NoteText, required = false)]
    text: Option<NoteText>,
    #[serde(default, deserialize_with = "never_null")]
    #[schema(inline, nullable = false)]
    pulls: Option<Pulls>,
    #[serde(default, deserialize_with = "never_null")]
    #[schema(value_type = At, required = false)]
    at: Option<At>,
}

/// Which notes.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct NotesQuery {
    #[serde(default)]
    #[param(inline, required = false)]
    limit: Limit,
    #[param(inline)]
    cursor: Option<Cursor>,
    /// About this link.
    #[param(inline)]
    link_id: Option<LinkId>,
    /// At or after.
    #[param(inline)]
    from: Option<At>,
    /// Before.
    #[param(inline)]
    to: Option<At>,
}

/// A note is about a link of the therapist's own, also one that has ended, or about none.
fn require_link(conn: &mut Conn, mine: &Access<Notes, Write>, link: Option<LinkId>) -> Result<()> {
    match link {
        Some(link) if !care::is_on_caseload(conn, &mine.also::<Care>()?, link)? => {
            Err(Error::unknown_reference("/link_id"))
        }
        _ => Ok(()),
    }
}

/// Notes something. Sending the same again under the same id, or the same Idempotency-Key, answers 200 with what is there.
#[utoipa::path(tag = "care", security(("bearer" = ["therapist"])), params(IdempotencyHeader),
    responses((status = 201, description = "Kept, for its writer alone", body = NoteView), (status = 200, description = "It was kept before", body = NoteView),
        WithBody, Conflicting, Guarded))]
#[post("/v1/therapist/notes")]
pub async fn create_note(
    therapist: Therapist,
    key: IdempotencyKey,
    Json(new): Json<NewNote>,
) -> Result<Created<NoteView>> {
    therapist
        .records(Notes, move |conn, mine| {
            let mark = mine.created_mark(&new)?;
            let id = mine.new_id(new.id.map(NoteId::uuid), &key);
            let (record, new) = record::create(conn, mine, id, mark, |conn| {
                require_link(conn, mine, new.link_id)?;
                let words = Words {
                    link_id: new.link_id,
                    text: new.text,
                    pulls: new.pulls,
                };
                Ok((new.at.unwrap_or_else(|| mine.now()), words))
            })?;
            Ok(Created {
                value: record.into(),
                new,
            })
        })
        .await
}

/// Lists the therapist's notes, newest first. A page can hold fewer than asked while there is a next one.
#[utoipa::path(tag = "care", security(("bearer" = ["therapist"])), params(NotesQuery),
    responses((status = 200, description = "A page of notes", body = Page<NoteView>), WithQuery, Guarded))]
#[get("/v1/therapist/notes")]
pub async fn list_notes(
    therapist: Therapist,
    Query(query): Query<NotesQuery>,
) -> Result<Json<Page<NoteView>>> {
    let NotesQuery {
        limit,
        cursor,
        link_id,
        from,
        to,
    } = query;
    let (found, next_cursor) = therapist
        .records(Notes, move |conn, mine| {
            let about =
                |one: &Record<Words>| link_id.is_none_or(|link| one.words.link_id == Some(link));
            record::page(conn, mine, Stretch { from, to }, about, limit, cursor)
        })
        .await?;
    Ok(Json(Page {
        items: found.into_iter().map(NoteView::from).collect(),
        next_cursor,
    }))
}

/// Shows one note.
#[utoipa::path(tag = "care", security(("bearer" = ["therapist"])), params(("id" = NoteId, Path)),
    responses((status = 200, description = "The note", body = NoteView), (status = 304, description = "As it was"), OnOne, Guarded))]
#[get("/v1/therapist/notes/{id}")]
pub async fn get_note(therapist: Therapist, id: Path<NoteId>) -> Result<Tagged<NoteView>> {
    let id = id.uuid();
    let record = therapist
        .records(Notes, move |conn, mine| record::find(conn, mine, id))
        .await?;
    Ok(Tagged(record.into()))
}

/// Changes a note.
#[utoipa::path(tag = "care", security(("bearer" = ["therapist"])), params(("id" = NoteId, Path), IfMatchHeader),
    responses((status = 200, description = "The note as it is now", body = NoteView), WithBody, Conditional, OnOne, Guarded))]
#[patch("/v1/therapist/notes/{id}")]
pub async fn change_note(
    therapist: Therapist,
    condition: IfMatch,
    id: Path<NoteId>,
    Json(change): Json<NoteChange>,
) -> Result<Tagged<NoteView>> {
    let id = id.uuid();
    let record = therapist
        .records(Notes, move |conn, mine| {
            if let Change::Set(link) = change.link_id {
                require_link(conn, mine, Some(link))?;
            }
            record::change(conn, mine, id, &condition, |record| {
                let words = record.words.clone();
                record.at = change.at.unwrap_or(record.at);
                record.words = Words {
                    link_id: change.link_id.applied_to(words.link_id),
                    text: change.text.unwrap_or(words.text),
                    pulls: change.pulls.unwrap_or(words.pulls),
                };
                Ok(())
            })
        })
        .await?;
    Ok(Tagged(record.into()))
}

/// Deletes a note: its words are destroyed.
#[utoipa::path(tag = "care", security(("bearer" = ["therapist"])), params(("id" = NoteId, Path)),
    responses((status = 204, description = "Deleted"), OnOne, Guarded))]
#[delete("/v1/therapist/notes/{id}")]
pub async fn delete_note(therapist: Therapist, id: Path<NoteId>) -> Result<NoContent> {
    let id = id.uuid();
    therapist
        .records(Notes, move |conn, mine| record::delete(conn, mine, id))
        .await?;
    Ok(NoContent)
}

impl Versioned for NoteView {
    fn version(&self) -> i64 {
        self.revision
    }
}

impl Located for NoteView {
    fn location(&self) -> String {
        format!("/v1/therapist/notes/{}", self.id)
    }
}

/// The routes of therapists' notes.
pub fn configure(routes: &mut impl Routes) {
    routes
        .service(create_note)
        .service(list_notes)
        .service(get_note)
        .service(change_note)
        .service(delete_note);
}
