//! `/v1/entries`.

mod seals;

use actix_web::web::Path;
use actix_web::{delete, get, patch, post};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::{Validate, ValidationError};

use super::Journal;
use super::model::{Body, Feelings, Kind, Sensations, Topic, Topics, Words};
use super::search::{self, Wanted};
use super::store::{self, Draft, EntryChanges, Filter, revisions};
use super::views::{DifferenceView, EntryView, RevisionView, view, views};
use crate::access::principal::Owner;
use crate::access::proof::{Access, Read, Write};
use crate::account::{self, Profile};
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::http::document::{Conditional, Conflicting, Guarded, OnOne, WithBody, WithQuery};
use crate::http::etag::{IfMatch, IfMatchHeader};
use crate::http::idempotency::{IdempotencyHeader, IdempotencyKey};
use crate::http::json::{Created, Json, NoContent, Query, Tagged, broken};
use crate::http::language::{AcceptLanguageHeader, Preferred};
use crate::http::page::{Cursor, Limit, Page};
use crate::http::routing::Routes;
use crate::ids::{DosingSessionId, EntryId, PromptId};
use crate::prompts::{self, PromptWords, Prompts};
use crate::sessions;
use crate::support::BesideSupport;
use crate::text;
use crate::time::{At, Zone};
use crate::words::{Change, never_null};

text!(
    /// Words to look for in one's own entries; letters' case does not matter.
    Search, 1..=200
);

/// What is written.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[validate(schema(function = fits_its_kind))]
pub struct NewEntry {
    /// The id that the client gives it, so that sending it again is safe.
    id: Option<EntryId>,
    text: Option<Body>,
    /// When it was written, by the writer's clock; now, if absent.
    authored_at: Option<At>,
    /// Where it was written; the account's zone, if absent.
    authored_time_zone: Option<Zone>,
    dosing_session_id: Option<DosingSessionId>,
    prompt_id: Option<PromptId>,
    #[serde(default)]
    #[schema(inline)]
    topics: Topics,
    #[serde(default)]
    #[schema(inline)]
    feelings: Feelings,
    #[serde(default)]
    #[schema(inline)]
    sensations: Sensations,
    /// If absent: an addendum where `addends` is given, a response where `prompt_id` is, else free.
    kind: Option<Kind>,
    /// The entry that this one adds to.
    addends: Option<EntryId>,
}

impl NewEntry {
    fn kind(&self) -> Kind {
        self.kind
            .unwrap_or_else(|| Kind::implied(self.prompt_id.is_some(), self.addends.is_some()))
    }
}

fn fits_its_kind(new: &NewEntry) -> Result<(), ValidationError> {
    if let Some((pointer, code, message)) = new
        .kind()
        .contradiction(new.prompt_id.is_some(), new.addends.is_some())
    {
        return Err(broken(pointer, code, message));
    }
    if new.text.is_none() && new.feelings.is_empty() && new.sensations.is_empty() {
        return Err(broken(
            "/text",
            "empty",
            "an entry holds a text, a feeling or a sensation",
        ));
    }
    Ok(())
}

/// What to change; every change makes a revision, and the wording before it is kept.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EntryChange {
    #[serde(default)]
    #[schema(value_type = Option<Body>)]
    text: Change<Body>,
    #[serde(default, deserialize_with = "never_null")]
    #[schema(inline, nullable = false)]
    topics: Option<Topics>,
    #[serde(default, deserialize_with = "never_null")]
    #[schema(inline, nullable = false)]
    feelings: Option<Feelings>,
    #[serde(default, deserialize_with = "never_null")]
    #[schema(inline, nullable = false)]
    sensations: Option<Sensations>,
    #[serde(default)]
    #[schema(value_type = Option<DosingSessionId>)]
    dosing_session_id: Change<DosingSessionId>,
    /// The entry that this fragment or addendum adds to; joined now or later (N8, R67).
    #[serde(default)]
    #[schema(value_type = Option<EntryId>)]
    addends: Change<EntryId>,
    /// When this wording was written; now, if absent.
    #[serde(default, deserialize_with = "never_null")]
    #[schema(value_type = At, required = false)]
    authored_at: Option<At>,
}

/// Which entries.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct EntriesQuery {
    #[serde(default)]
    #[param(inline, required = false)]
    limit: Limit,
    #[param(inline)]
    cursor: Option<Cursor>,
    #[param(inline)]
    dosing_session_id: Option<DosingSessionId>,
    #[param(inline)]
    prompt_id: Option<PromptId>,
    #[param(inline)]
    topic: Option<Topic>,
    /// Written at or after.
    #[param(inline)]
    from: Option<At>,
    /// Written before.
    #[param(inline)]
    to: Option<At>,
    /// Words that the text, a feeling or a sensation holds.
    #[param(inline)]
    q: Option<Search>,
    /// True: only those that are put away, as stubs without words; else only those that are not (N9).
    #[serde(default)]
    #[param(inline, required = false)]
    sealed: bool,
}

/// Which page.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct RevisionsQuery {
    #[serde(default)]
    #[param(inline, required = false)]
    limit: Limit,
    #[param(inline)]
    cursor: Option<Cursor>,
}

/// Writes an entry. Sending the same again under the same id, or the same Idempotency-Key, answers 200 with what is there.
#[utoipa::path(tag = "journal", security(("bearer" = ["patient"])),
    params(IdempotencyHeader, AcceptLanguageHeader),
    responses((status = 201, description = "Written", body = EntryView, headers(("Link" = String, description = "Where the notice and the lines are, with the relation `help` (N4)"))), (status = 200, description = "It was written before", body = EntryView, headers(("Link" = String, description = "Where the notice and the lines are, with the relation `help` (N4)"))),
        WithBody, Conflicting, Guarded))]
#[post("/v1/entries")]
pub async fn create_entry(
    owner: Owner<Journal, Write>,
    key: IdempotencyKey,
    preferred: Preferred,
    Json(new): Json<NewEntry>,
) -> Result<BesideSupport<Created<EntryView>>> {
    let policy = owner.policy().clone();
    owner
        .write(move |conn, mine| {
            let id = EntryId::from_uuid(mine.new_id(new.id.map(EntryId::uuid), &key));
            let mark = mine.created_mark(&new)?;
            let draft = |conn: &mut Conn| draft(conn, mine, &preferred, new);
            let (entry, new) = store::insert(conn, mine, &policy, (id, mark), draft)?;
            Ok(Created {
                value: view(conn, mine, entry)?,
                new,
            })
        })
        .await
        .map(BesideSupport)
}

/// The question that is answered, in the language in which it was shown.
fn answered(
    conn: &mut Conn,
    mine: &Access<Journal, Write>,
    preferred: &Preferred,
    prompt: Option<PromptId>,
) -> Result<Option<PromptWords>> {
    let Some(id) = prompt else { return Ok(None) };
    let language = preferred.or(account::language(conn, &mine.also::<Profile>()?)?);
    prompts::wording(conn, &mine.also::<Prompts>()?, id, language)?
        .map(Some)
        .ok_or_else(|| Error::unknown_reference("/prompt_id"))
}

/// Settles what the client left open, and refuses references to what is not the writer's.
fn draft(
    conn: &mut Conn,
    mine: &Access<Journal, Write>,
    preferred: &Preferred,
    new: NewEntry,
) -> Result<Draft> {
    let kind = new.kind();
    let NewEntry {
        id: _,
        text,
        authored_at,
        authored_time_zone,
        dosing_session_id,
        prompt_id,
        topics,
        feelings,
        sensations,
        kind: _,
        addends,
    } = new;
    let prompt = answered(conn, mine, preferred, prompt_id)?;
    sessions::require(conn, mine, dosing_session_id)?;
    let authored_time_zone = match authored_time_zone {
        Some(zone) => zone,
        None => account::time_zone(conn, &mine.also::<Profile>()?)?,
    };
    Ok(Draft {
        kind,
        words: Words {
            text,
            prompt,
            topics,
            feelings,
            sensations,
        },
        authored_at: authored_at.unwrap_or_else(|| mine.now()),
        authored_time_zone,
        dosing_session_id,
        addends,
    })
}

/// Lists the writer's entries, newest first. A page can hold fewer than asked while there is a next one.
#[utoipa::path(tag = "journal", security(("bearer" = ["patient"])), params(EntriesQuery),
    responses((status = 200, description = "A page of entries", body = Page<EntryView>, headers(("Link" = String, description = "Where the notice and the lines are, with the relation `help` (N4)"))), WithQuery, Guarded))]
#[get("/v1/entries")]
pub async fn list_entries(
    owner: Owner<Journal, Read>,
    Query(query): Query<EntriesQuery>,
) -> Result<BesideSupport<Json<Page<EntryView>>>> {
    let EntriesQuery {
        limit,
        cursor,
        dosing_session_id,
        prompt_id,
        topic,
        from,
        to,
        q,
        sealed,
    } = query;
    let filter = Filter {
        dosing_session: dosing_session_id,
        prompt: prompt_id,
        from,
        to,
    };
    let wanted = Wanted {
        topic,
        prompt: prompt_id,
        words: q.map(|words| words.as_str().to_lowercase()),
        sealed,
    };
    let is_brief = wanted.is_anything();
    let read = move |conn: &mut Conn, mine: &Access<Journal, Read>| {
        let (found, next_cursor) = search::page(conn, mine, &filter, &wanted, limit.get(), cursor)?;
        Ok(Json(Page {
            items: views(conn, mine, found)?,
            next_cursor,
        }))
    };
    let told = if is_brief {
        owner.read_briefly(read).await
    } else {
        owner.read(read).await
    };
    told.map(BesideSupport)
}

/// Shows one entry.
#[utoipa::path(tag = "journal", security(("bearer" = ["patient"])), params(("id" = EntryId, Path)),
    responses((status = 200, description = "The entry", body = EntryView, headers(("Link" = String, description = "Where the notice and the lines are, with the relation `help` (N4)"))), (status = 304, description = "As it was"), OnOne, Guarded))]
#[get("/v1/entries/{id}")]
pub async fn get_entry(
    owner: Owner<Journal, Read>,
    id: Path<EntryId>,
) -> Result<BesideSupport<Tagged<EntryView>>> {
    let id = id.into_inner();
    owner
        .read_briefly(move |conn, mine| {
            let entry = store::find(conn, mine, id)?;
            view(conn, mine, entry).map(Tagged)
        })
        .await
        .map(BesideSupport)
}

/// Changes an entry: makes the next revision and keeps the one before. One that is put away is opened first: 409 `sealed`.
#[utoipa::path(tag = "journal", security(("bearer" = ["patient"])),
    params(("id" = EntryId, Path), IfMatchHeader),
    responses((status = 200, description = "The entry as it is now", body = EntryView, headers(("Link" = String, description = "Where the notice and the lines are, with the relation `help` (N4)"))), WithBody, Conditional, Conflicting, OnOne, Guarded))]
#[patch("/v1/entries/{id}")]
pub async fn change_entry(
    owner: Owner<Journal, Write>,
    condition: IfMatch,
    id: Path<EntryId>,
    Json(change): Json<EntryChange>,
) -> Result<BesideSupport<Tagged<EntryView>>> {
    let EntryChange {
        text,
        topics,
        feelings,
        sensations,
        dosing_session_id,
        addends,
        authored_at,
    } = change;
    let changes = EntryChanges {
        text,
        topics,
        feelings,
        sensations,
        dosing_session_id,
        addends,
        authored_at,
    };
    let id = id.into_inner();
    let policy = owner.policy().clone();
    owner
        .write(move |conn, mine| {
            if let Change::Set(session) = &changes.dosing_session_id {
                sessions::require(conn, mine, Some(*session))?;
            }
            let entry = store::change(conn, mine, id, &condition, &policy, changes)?;
            view(conn, mine, entry).map(Tagged)
        })
        .await
        .map(BesideSupport)
}

/// Deletes an entry: every wording is destroyed, a tombstone stays for other devices.
#[utoipa::path(tag = "journal", security(("bearer" = ["patient"])), params(("id" = EntryId, Path)),
    responses((status = 204, description = "Deleted"), OnOne, Guarded))]
#[delete("/v1/entries/{id}")]
pub async fn delete_entry(owner: Owner<Journal, Write>, id: Path<EntryId>) -> Result<NoContent> {
    let id = id.into_inner();
    owner
        .write(move |conn, mine| store::delete(conn, mine, id))
        .await?;
    Ok(NoContent)
}

/// Lists every wording of an entry, oldest first; 409 `sealed` while it is put away.
#[utoipa::path(tag = "journal", security(("bearer" = ["patient"])), params(("id" = EntryId, Path), RevisionsQuery),
    responses((status = 200, description = "A page of wordings", body = Page<RevisionView>), WithQuery, OnOne, Conflicting, Guarded))]
#[get("/v1/entries/{id}/revisions")]
pub async fn list_revisions(
    owner: Owner<Journal, Read>,
    id: Path<EntryId>,
    Query(query): Query<RevisionsQuery>,
) -> Result<Json<Page<RevisionView>>> {
    let RevisionsQuery { limit, cursor } = query;
    let id = id.into_inner();
    let found = owner
        .read(move |conn, mine| revisions::page(conn, mine, id, limit, cursor))
        .await?;
    let page = Page::cut(found, limit, |revision| Cursor {
        at: At::from_micros(revision.revision),
        id: uuid::Uuid::nil(),
    });
    Ok(Json(page.map(RevisionView::from)))
}

/// Shows one wording of an entry; 409 `sealed` while it is put away.
#[utoipa::path(tag = "journal", security(("bearer" = ["patient"])), params(("id" = EntryId, Path), ("revision" = i64, Path)),
    responses((status = 200, description = "The wording", body = RevisionView), (status = 304, description = "As it was"), OnOne, Conflicting, Guarded))]
#[get("/v1/entries/{id}/revisions/{revision}")]
pub async fn get_revision(
    owner: Owner<Journal, Read>,
    path: Path<(EntryId, i64)>,
) -> Result<Tagged<RevisionView>> {
    let (id, number) = path.into_inner();
    let revision = owner
        .read(move |conn, mine| revisions::revision(conn, mine, id, number))
        .await?;
    Ok(Tagged(revision.into()))
}

/// Shows what is different between two wordings of an entry; 409 `sealed` while it is put away.
#[utoipa::path(tag = "journal", security(("bearer" = ["patient"])), params(("id" = EntryId, Path), ("from" = i64, Path), ("to" = i64, Path)),
    responses((status = 200, description = "The difference", body = DifferenceView), OnOne, Conflicting, Guarded))]
#[get("/v1/entries/{id}/revisions/{from}/diff/{to}")]
pub async fn compare_revisions(
    owner: Owner<Journal, Read>,
    path: Path<(EntryId, i64, i64)>,
) -> Result<Json<DifferenceView>> {
    let (id, from, to) = path.into_inner();
    owner
        .read(move |conn, mine| {
            let (from, to) = (
                revisions::revision(conn, mine, id, from)?,
                revisions::revision(conn, mine, id, to)?,
            );
            Ok(Json(DifferenceView::between(&from, &to)))
        })
        .await
}

/// The routes of the journal.
pub fn configure(routes: &mut impl Routes) {
    routes
        .service(create_entry)
        .service(list_entries)
        .service(get_entry)
        .service(change_entry)
        .service(delete_entry)
        .service(list_revisions)
        .service(get_revision)
        .service(compare_revisions)
        .service(seals::seal_entry)
        .service(seals::open_entry);
}
