//! `/v1/support/people`: whom the patient named as support (R34, R38).

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
use crate::ids::SupportPersonId;
use crate::support::model::{
    PersonContact, PersonName, PersonNote, PersonWords, SupportPersonView,
};
use crate::support::{SupportPeople, store};
use crate::words::{Change, never_null};

/// Somebody to name as support; nothing is sent to them.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSupportPerson {
    /// The id that the client gives it, so that sending it again is safe.
    id: Option<SupportPersonId>,
    name: PersonName,
    contact: Option<PersonContact>,
    note: Option<PersonNote>,
}

/// What to change about somebody.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SupportPersonChange {
    #[serde(default, deserialize_with = "never_null")]
    #[schema(value_type = PersonName, required = false)]
    name: Option<PersonName>,
    #[serde(default)]
    #[schema(value_type = Option<PersonContact>)]
    contact: Change<PersonContact>,
    #[serde(default)]
    #[schema(value_type = Option<PersonNote>)]
    note: Change<PersonNote>,
}

impl SupportPersonChange {
    fn apply(self, words: PersonWords) -> PersonWords {
        let Self {
            name,
            contact,
            note,
        } = self;
        PersonWords {
            name: name.unwrap_or(words.name),
            contact: contact.applied_to(words.contact),
            note: note.applied_to(words.note),
        }
    }
}

/// Which page.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SupportPeopleQuery {
    #[serde(default)]
    #[param(inline, required = false)]
    limit: Limit,
    #[param(inline)]
    cursor: Option<Cursor>,
}

/// Names somebody as support. Sending the same again under the same id, or the same Idempotency-Key, answers 200 with what is there.
#[utoipa::path(tag = "support", security(("bearer" = ["patient"])), params(IdempotencyHeader),
    responses((status = 201, description = "Kept", body = SupportPersonView), (status = 200, description = "It was kept before", body = SupportPersonView),
        WithBody, Conflicting, Guarded))]
#[post("/v1/support/people")]
pub async fn create_support_person(
    owner: Owner<SupportPeople, Write>,
    key: IdempotencyKey,
    Json(new): Json<NewSupportPerson>,
) -> Result<Created<SupportPersonView>> {
    owner
        .write(move |conn, mine| {
            let created_mark = mine.created_mark(&new)?;
            let new = New {
                id: mine.new_id(new.id.map(SupportPersonId::uuid), &key),
                at: mine.now(),
                words: PersonWords {
                    name: new.name,
                    contact: new.contact,
                    note: new.note,
                },
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

/// Lists the people whom the patient named, newest first.
#[utoipa::path(tag = "support", security(("bearer" = ["patient"])), params(SupportPeopleQuery),
    responses((status = 200, description = "A page", body = Page<SupportPersonView>), WithQuery, Guarded))]
#[get("/v1/support/people")]
pub async fn list_support_people(
    owner: Owner<SupportPeople, Read>,
    Query(query): Query<SupportPeopleQuery>,
) -> Result<Json<Page<SupportPersonView>>> {
    let SupportPeopleQuery { limit, cursor } = query;
    let (found, next_cursor) = owner
        .read(move |conn, mine| {
            record::page(conn, mine, Stretch::default(), |_| true, limit, cursor)
        })
        .await?;
    Ok(Json(Page {
        items: found.into_iter().map(SupportPersonView::from).collect(),
        next_cursor,
    }))
}

/// Shows one of them.
#[utoipa::path(tag = "support", security(("bearer" = ["patient"])), params(("id" = SupportPersonId, Path)),
    responses((status = 200, description = "As it is kept", body = SupportPersonView), (status = 304, description = "As it was"), OnOne, Guarded))]
#[get("/v1/support/people/{id}")]
pub async fn get_support_person(
    owner: Owner<SupportPeople, Read>,
    id: Path<SupportPersonId>,
) -> Result<Tagged<SupportPersonView>> {
    let id = id.uuid();
    let record = owner
        .read(move |conn, mine| record::find(conn, mine, id))
        .await?;
    Ok(Tagged(record.into()))
}

/// Changes what is kept about somebody.
#[utoipa::path(tag = "support", security(("bearer" = ["patient"])),
    params(("id" = SupportPersonId, Path), IfMatchHeader),
    responses((status = 200, description = "As it is now", body = SupportPersonView), WithBody, Conditional, OnOne, Guarded))]
#[patch("/v1/support/people/{id}")]
pub async fn change_support_person(
    owner: Owner<SupportPeople, Write>,
    condition: IfMatch,
    id: Path<SupportPersonId>,
    Json(change): Json<SupportPersonChange>,
) -> Result<Tagged<SupportPersonView>> {
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

/// Deletes somebody from the list: the words are destroyed, a tombstone stays for other devices.
#[utoipa::path(tag = "support", security(("bearer" = ["patient"])), params(("id" = SupportPersonId, Path)),
    responses((status = 204, description = "Deleted"), OnOne, Guarded))]
#[delete("/v1/support/people/{id}")]
pub async fn delete_support_person(
    owner: Owner<SupportPeople, Write>,
    id: Path<SupportPersonId>,
) -> Result<NoContent> {
    let id = id.uuid();
    owner
        .write(move |conn, mine| record::delete(conn, mine, id))
        .await?;
    Ok(NoContent)
}

impl Versioned for SupportPersonView {
    fn version(&self) -> i64 {
        self.revision
    }
}

impl Located for SupportPersonView {
    fn location(&self) -> String {
        format!("/v1/support/people/{}", self.id)
    }
}
