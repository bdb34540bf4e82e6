//! `/v1/dosing-sessions`.

mod before;
mod postponing;

use actix_web::web::Path;
use actix_web::{delete, get, patch, post};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::{Validate, ValidationError};

use crate::access::principal::Owner;
use crate::access::proof::{Access, Read, Write};
use crate::config::Policy;
use crate::consent::{self, Consents};
use crate::db::Conn;
use crate::error::Result;
use crate::http::document::{Conditional, Conflicting, Guarded, OnOne, WithBody, WithQuery};
use crate::http::etag::{IfMatch, IfMatchHeader, Versioned};
use crate::http::idempotency::{IdempotencyHeader, IdempotencyKey};
use crate::http::json::{Created, Json, Located, NoContent, Query, Tagged, broken};
use crate::http::page::{Cursor, Limit, Page};
use crate::http::routing::Routes;
use crate::ids::DosingSessionId;
use crate::preparation::{self, Agreements};
use crate::sessions::Sessions;
use crate::sessions::model::{
    Course, CourseChange, SessionNote, SessionPlace, SessionStatus, Words,
};
use crate::sessions::store::{self, Creation, Session};
use crate::time::{At, Zone};
use crate::words::{Change, never_null};

/// A session that is planned, happened, or was called off; past and approximate ones too (R45, R05).
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[validate(schema(function = rules))]
pub struct NewSession {
    /// The client's own id; made by the server where it is absent.
    id: Option<DosingSessionId>,
    status: SessionStatus,
    /// When it is meant to begin.
    planned_at: Option<At>,
    /// When it began.
    started_at: Option<At>,
    /// When it ended: at or after the start, and within 72 hours of it.
    ended_at: Option<At>,
    /// Whether the instants are meant roughly, for a session of which only the date is known.
    approximate: Option<bool>,
    time_zone: Zone,
    place: Option<SessionPlace>,
    note: Option<SessionNote>,
}

impl NewSession {
    fn course(&self) -> Course {
        let Self {
            status,
            planned_at,
            started_at,
            ended_at,
            approximate,
            time_zone,
            id: _,
            place: _,
            note: _,
        } = self;
        Course {
            status: *status,
            planned_at: *planned_at,
            started_at: *started_at,
            ended_at: *ended_at,
            approximate: approximate.unwrap_or(false),
            time_zone: *time_zone,
        }
    }
}

fn rules(new: &NewSession) -> Result<(), ValidationError> {
    new.course()
        .check()
        .map_err(|rule| broken(rule.pointer, rule.code, rule.message))
}

/// What to change of a session; what is absent stays, what is null is taken away (R45).
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SessionChange {
    #[serde(default, deserialize_with = "never_null")]
    #[schema(value_type = SessionStatus, required = false)]
    status: Option<SessionStatus>,
    #[serde(default)]
    #[schema(value_type = Option<At>)]
    planned_at: Change<At>,
    #[serde(default)]
    #[schema(value_type = Option<At>)]
    started_at: Change<At>,
    #[serde(default)]
    #[schema(value_type = Option<At>)]
    ended_at: Change<At>,
    /// Null says that the instants are exact.
    #[serde(default)]
    #[schema(value_type = Option<bool>)]
    approximate: Change<bool>,
    #[serde(default, deserialize_with = "never_null")]
    #[schema(value_type = Zone, required = false)]
    time_zone: Option<Zone>,
    #[serde(default)]
    #[schema(value_type = Option<SessionPlace>)]
    place: Change<SessionPlace>,
    #[serde(default)]
    #[schema(value_type = Option<SessionNote>)]
    note: Change<SessionNote>,
}

impl SessionChange {
    fn applied_to(self, current: &Session) -> Result<(Course, Words)> {
        let Self {
            status,
            planned_at,
            started_at,
            ended_at,
            approximate,
            time_zone,
            place,
            note,
        } = self;
        let course = CourseChange {
            status,
            planned_at,
            started_at,
            ended_at,
            approximate,
            time_zone,
        }
        .applied_to(current.course)?;
        let Words {
            place: place_now,
            note: note_now,
        } = current.words.clone();
        Ok((
            course,
            Words {
                place: place.applied_to(place_now),
                note: note.applied_to(note_now),
            },
        ))
    }
}

/// A dosing session, to its owner (R45).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SessionView {
    id: DosingSessionId,
    status: SessionStatus,
    #[schema(required)]
    planned_at: Option<At>,
    #[schema(required)]
    started_at: Option<At>,
    #[schema(required)]
    ended_at: Option<At>,
    approximate: bool,
    time_zone: Zone,
    #[schema(required)]
    place: Option<SessionPlace>,
    #[schema(required)]
    note: Option<SessionNote>,
    created_at: At,
    updated_at: At,
    #[serde(skip)]
    version: i64,
}

impl SessionView {
    /// Which session this is.
    pub fn id(&self) -> DosingSessionId {
        self.id
    }

    /// When it is, was, or would have been.
    pub fn course(&self) -> Course {
        let Self {
            status,
            planned_at,
            started_at,
            ended_at,
            approximate,
            time_zone,
            ..
        } = *self;
        Course {
            status,
            planned_at,
            started_at,
            ended_at,
            approximate,
            time_zone,
        }
    }

    /// Its place in a collection, the newest record first.
    pub fn cursor(&self) -> Cursor {
        Cursor {
            at: self.created_at,
            id: self.id.uuid(),
        }
    }
}

impl From<Session> for SessionView {
    fn from(session: Session) -> Self {
        let Session {
            id,
            course,
            words,
            version,
            created_at,
            updated_at,
        } = session;
        let Course {
            status,
            planned_at,
            started_at,
            ended_at,
            approximate,
            time_zone,
        } = course;
        let Words { place, note } = words;
        Self {
            id,
            status,
            planned_at,
            started_at,
            ended_at,
            approximate,
            time_zone,
            place,
            note,
            created_at,
            updated_at,
            version,
        }
    }
}

impl Versioned for SessionView {
    fn version(&self) -> i64 {
        self.version
    }
}

impl Located for SessionView {
    fn location(&self) -> String {
        format!("/v1/dosing-sessions/{}", self.id)
    }
}

/// Which page.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SessionsQuery {
    #[serde(default)]
    #[param(inline, required = false)]
    limit: Limit,
    #[param(inline)]
    cursor: Option<Cursor>,
}

/// Creates a dosing session; safe to repeat under its `id` or an `Idempotency-Key`.
#[utoipa::path(tag = "sessions", security(("bearer" = ["patient"])),
    params(IdempotencyHeader),
    responses((status = 201, description = "The session is there", body = SessionView), (status = 200, description = "It was there already: as it is now", body = SessionView),
        WithBody, Conflicting, Guarded))]
#[post("/v1/dosing-sessions")]
pub async fn create_dosing_session(
    owner: Owner<Sessions, Write>,
    key: IdempotencyKey,
    Json(new): Json<NewSession>,
) -> Result<Created<SessionView>> {
    let policy = owner.policy().clone();
    let (session, is_new) = owner
        .write(move |conn, mine| {
            let (mark, course) = (mine.created_mark(&new)?, new.course());
            let NewSession {
                id, place, note, ..
            } = new;
            let id = DosingSessionId::from_uuid(mine.new_id(id.map(DosingSessionId::uuid), &key));
            let made = store::insert(
                conn,
                mine,
                Creation {
                    id,
                    course,
                    words: Words { place, note },
                    mark,
                },
            )?;
            keep_waiting(conn, mine, &policy)?;
            Ok(made)
        })
        .await?;
    Ok(Created {
        value: session.into(),
        new: is_new,
    })
}

/// What waits for the end of a quiet time and would now open in another one waits for the end of that, and never opens earlier (N1).
///
/// It is asked after every change of what keeps quiet, wherever that comes from.
pub(crate) fn keep_waiting(
    conn: &mut Conn,
    mine: &Access<Sessions, Write>,
    policy: &Policy,
) -> Result<()> {
    consent::push_back_waiting(conn, &mine.also::<Consents>()?, policy)?;
    preparation::push_back_waiting(conn, &mine.also::<Agreements>()?, policy)
}

/// Lists the dosing sessions, the newest record first.
#[utoipa::path(tag = "sessions", security(("bearer" = ["patient"])), params(SessionsQuery),
    responses((status = 200, description = "A page of sessions", body = Page<SessionView>), WithQuery, Guarded))]
#[get("/v1/dosing-sessions")]
pub async fn list_dosing_sessions(
    owner: Owner<Sessions, Read>,
    Query(query): Query<SessionsQuery>,
) -> Result<Json<Page<SessionView>>> {
    let SessionsQuery { limit, cursor } = query;
    let found = owner
        .read(move |conn, mine| crate::sessions::views(conn, mine, limit, cursor))
        .await?;
    Ok(Json(Page::cut(found, limit, SessionView::cursor)))
}

/// Shows one dosing session.
#[utoipa::path(tag = "sessions", security(("bearer" = ["patient"])), params(("id" = DosingSessionId, Path)),
    responses((status = 200, description = "The session", body = SessionView), (status = 304, description = "As it was"), OnOne, Guarded))]
#[get("/v1/dosing-sessions/{id}")]
pub async fn get_dosing_session(
    owner: Owner<Sessions, Read>,
    id: Path<DosingSessionId>,
) -> Result<Tagged<SessionView>> {
    let id = id.into_inner();
    owner
        .read(move |conn, mine| crate::sessions::view(conn, mine, id))
        .await
        .map(Tagged)
}

/// Changes a dosing session; moving it moves everything that hangs on it. A quiet time that has begun only gets longer by it (N1).
#[utoipa::path(tag = "sessions", security(("bearer" = ["patient"])),
    params(("id" = DosingSessionId, Path), IfMatchHeader),
    responses((status = 200, description = "The session as it is now", body = SessionView), OnOne, WithBody, Conditional, Guarded))]
#[patch("/v1/dosing-sessions/{id}")]
pub async fn change_dosing_session(
    owner: Owner<Sessions, Write>,
    id: Path<DosingSessionId>,
    condition: IfMatch,
    Json(change): Json<SessionChange>,
) -> Result<Tagged<SessionView>> {
    let id = id.into_inner();
    let edit = move |current: &Session| {
        condition
            .check(current.version)
            .and_then(|()| change.applied_to(current))
    };
    let policy = owner.policy().clone();
    let session = owner
        .write(move |conn, mine| {
            let changed = store::change(conn, mine, &policy, id, edit)?;
            keep_waiting(conn, mine, &policy)?;
            Ok(changed)
        })
        .await?;
    Ok(Tagged(session.into()))
}

/// Deletes a dosing session; entries that were written for it stay and keep their reference, and a quiet time that has begun stays (N1).
#[utoipa::path(tag = "sessions", security(("bearer" = ["patient"])), params(("id" = DosingSessionId, Path)),
    responses((status = 204, description = "It is gone"), OnOne, Guarded))]
#[delete("/v1/dosing-sessions/{id}")]
pub async fn delete_dosing_session(
    owner: Owner<Sessions, Write>,
    id: Path<DosingSessionId>,
) -> Result<NoContent> {
    let (policy, id) = (owner.policy().clone(), id.into_inner());
    owner
        .write(move |conn, mine| {
            store::delete(conn, mine, &policy, id)?;
            keep_waiting(conn, mine, &policy)
        })
        .await?;
    Ok(NoContent)
}

/// The routes of dosing sessions.
pub fn configure(routes: &mut impl Routes) {
    routes
        .service(create_dosing_session)
        .service(list_dosing_sessions)
        .service(get_dosing_session)
        .service(change_dosing_session)
        .service(delete_dosing_session)
        .service(postponing::postpone_dosing_session)
        .service(before::get_before);
}
