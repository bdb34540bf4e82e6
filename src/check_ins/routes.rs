//! `/v1/check-ins`.

use actix_web::web::Path;
use actix_web::{delete, get, patch, post};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::CheckIns;
use super::model::{CheckInView, InWords, Words};
use super::store;
use crate::access::principal::{Owner, Therapist};
use crate::access::proof::{Access, Read, TakenIn, Write};
use crate::access::record::{self, Record, Stretch};
use crate::account::{self, Profile};
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::http::document::{Conditional, Conflicting, Guarded, OnOne, WithBody, WithQuery};
use crate::http::etag::{IfMatch, IfMatchHeader, Versioned};
use crate::http::idempotency::{IdempotencyHeader, IdempotencyKey};
use crate::http::json::{Created, Json, Located, NoContent, Query, Tagged};
use crate::http::page::{Cursor, Limit, Page};
use crate::http::routing::Routes;
use crate::ids::{CheckInId, ConsentId, DosingSessionId, LinkId};
use crate::journal::{Feelings, Sensations};
use crate::sessions;
use crate::time::{At, Zone};
use crate::words::{Change, never_null};

/// How it is, in words; every field can be left out, and one is enough (N20).
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCheckIn {
    /// The id that the client gives it, so that sending it again is safe.
    id: Option<CheckInId>,
    /// When it was, by the patient's clock; now, if absent.
    at: Option<At>,
    /// Where it was; the account's zone, if absent.
    time_zone: Option<Zone>,
    dosing_session_id: Option<DosingSessionId>,
    #[serde(default)]
    #[schema(inline)]
    feelings: Feelings,
    #[serde(default)]
    #[schema(inline)]
    sensations: Sensations,
    energy: Option<InWords>,
    rest: Option<InWords>,
    nourishment: Option<InWords>,
    movement: Option<InWords>,
    connection: Option<InWords>,
    fears: Option<InWords>,
    hesitations: Option<InWords>,
}

fn empty() -> Error {
    Error::field("/feelings", "empty", "a check-in holds at least one word")
}

/// What to change of a check-in.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CheckInChange {
    #[serde(default, deserialize_with = "never_null")]
    #[schema(value_type = At, required = false)]
    at: Option<At>,
    #[serde(default, deserialize_with = "never_null")]
    #[schema(inline, nullable = false)]
    feelings: Option<Feelings>,
    #[serde(default, deserialize_with = "never_null")]
    #[schema(inline, nullable = false)]
    sensations: Option<Sensations>,
    #[serde(default)]
    #[schema(value_type = Option<DosingSessionId>)]
    dosing_session_id: Change<DosingSessionId>,
    #[serde(default)]
    #[schema(value_type = Option<InWords>)]
    energy: Change<InWords>,
    #[serde(default)]
    #[schema(value_type = Option<InWords>)]
    rest: Change<InWords>,
    #[serde(default)]
    #[schema(value_type = Option<InWords>)]
    nourishment: Change<InWords>,
    #[serde(default)]
    #[schema(value_type = Option<InWords>)]
    movement: Change<InWords>,
    #[serde(default)]
    #[schema(value_type = Option<InWords>)]
    connection: Change<InWords>,
    #[serde(default)]
    #[schema(value_type = Option<InWords>)]
    fears: Change<InWords>,
    #[serde(default)]
    #[schema(value_type = Option<InWords>)]
    hesitations: Change<InWords>,
}

impl CheckInChange {
    fn session(&self) -> Option<DosingSessionId> {
        match self.dosing_session_id {
            Change::Set(id) => Some(id),
            Change::Keep | Change::Clear => None,
        }
    }

    fn apply(self, words: Words) -> Words {
        let Self {
            at: _,
            feelings,
            sensations,
            dosing_session_id,
            energy,
            rest,
            nourishment,
            movement,
            connection,
            fears,
            hesitations,
        } = self;
        Words {
            time_zone: words.time_zone,
            dosing_session_id: dosing_session_id.applied_to(words.dosing_session_id),
            feelings: feelings.unwrap_or(words.feelings),
            sensations: sensations.unwrap_or(words.sensations),
            energy: energy.applied_to(words.energy),
            rest: rest.applied_to(words.rest),
            nourishment: nourishment.applied_to(words.nourishment),
            movement: movement.applied_to(words.movement),
            connection: connection.applied_to(words.connection),
            fears: fears.applied_to(words.fears),
            hesitations: hesitations.applied_to(words.hesitations),
        }
    }
}

/// Which check-ins.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct CheckInsQuery {
    #[serde(default)]
    #[param(inline, required = false)]
    limit: Limit,
    #[param(inline)]
    cursor: Option<Cursor>,
    #[param(inline)]
    dosing_session_id: Option<DosingSessionId>,
    /// At or after.
    #[param(inline)]
    from: Option<At>,
    /// Before.
    #[param(inline)]
    to: Option<At>,
}

/// Checks in. Sending the same again under the same id, or the same Idempotency-Key, answers 200 with what is there.
#[utoipa::path(tag = "journal", security(("bearer" = ["patient"])),
    params(IdempotencyHeader),
    responses((status = 201, description = "Kept", body = CheckInView), (status = 200, description = "It was kept before", body = CheckInView),
        WithBody, Conflicting, Guarded))]
#[post("/v1/check-ins")]
pub async fn create_check_in(
    owner: Owner<CheckIns, Write>,
    key: IdempotencyKey,
    Json(new): Json<NewCheckIn>,
) -> Result<Created<CheckInView>> {
    let policy = owner.policy().clone();
    owner
        .write(move |conn, mine| {
            let id = mine.new_id(new.id.map(CheckInId::uuid), &key);
            let mark = mine.created_mark(&new)?;
            let (record, new) = store::create(conn, mine, &policy, (id, mark), |conn| {
                settled(conn, mine, new)
            })?;
            Ok(Created {
                value: record.into(),
                new,
            })
        })
        .await
}

/// Settles what the client left open, and refuses a session that is not the patient's.
fn settled(
    conn: &mut Conn,
    mine: &Access<CheckIns, Write>,
    new: NewCheckIn,
) -> Result<(At, Words)> {
    sessions::require(conn, mine, new.dosing_session_id)?;
    let time_zone = match new.time_zone {
        Some(zone) => zone,
        None => account::time_zone(conn, &mine.also::<Profile>()?)?,
    };
    let words = Words {
        time_zone,
        dosing_session_id: new.dosing_session_id,
        feelings: new.feelings,
        sensations: new.sensations,
        energy: new.energy,
        rest: new.rest,
        nourishment: new.nourishment,
        movement: new.movement,
        connection: new.connection,
        fears: new.fears,
        hesitations: new.hesitations,
    };
    if !words.hold_something() {
        return Err(empty());
    }
    Ok((new.at.unwrap_or_else(|| mine.now()), words))
}

/// Lists the patient's check-ins, newest first. A page can hold fewer than asked while there is a next one.
#[utoipa::path(tag = "journal", security(("bearer" = ["patient"])), params(CheckInsQuery),
    responses((status = 200, description = "A page of check-ins", body = Page<CheckInView>), WithQuery, Guarded))]
#[get("/v1/check-ins")]
pub async fn list_check_ins(
    owner: Owner<CheckIns, Read>,
    Query(query): Query<CheckInsQuery>,
) -> Result<Json<Page<CheckInView>>> {
    let CheckInsQuery {
        limit,
        cursor,
        dosing_session_id,
        from,
        to,
    } = query;
    let (found, next_cursor) = owner
        .read(move |conn, mine| {
            let of_session = |one: &record::Record<Words>| {
                dosing_session_id.is_none_or(|id| one.words.dosing_session_id == Some(id))
            };
            record::page(conn, mine, Stretch { from, to }, of_session, limit, cursor)
        })
        .await?;
    Ok(Json(Page {
        items: found.into_iter().map(CheckInView::from).collect(),
        next_cursor,
    }))
}

/// Shows one check-in.
#[utoipa::path(tag = "journal", security(("bearer" = ["patient"])), params(("id" = CheckInId, Path)),
    responses((status = 200, description = "The check-in", body = CheckInView), (status = 304, description = "As it was"), OnOne, Guarded))]
#[get("/v1/check-ins/{id}")]
pub async fn get_check_in(
    owner: Owner<CheckIns, Read>,
    id: Path<CheckInId>,
) -> Result<Tagged<CheckInView>> {
    let id = id.uuid();
    let record = owner
        .read(move |conn, mine| record::find(conn, mine, id))
        .await?;
    Ok(Tagged(record.into()))
}

/// Changes a check-in.
#[utoipa::path(tag = "journal", security(("bearer" = ["patient"])),
    params(("id" = CheckInId, Path), IfMatchHeader),
    responses((status = 200, description = "The check-in as it is now", body = CheckInView), WithBody, Conditional, OnOne, Guarded))]
#[patch("/v1/check-ins/{id}")]
pub async fn change_check_in(
    owner: Owner<CheckIns, Write>,
    condition: IfMatch,
    id: Path<CheckInId>,
    Json(change): Json<CheckInChange>,
) -> Result<Tagged<CheckInView>> {
    let id = id.uuid();
    let policy = owner.policy().clone();
    let record = owner
        .write(move |conn, mine| {
            sessions::require(conn, mine, change.session())?;
            store::change(conn, mine, &policy, id, &condition, |record| {
                record.at = change.at.unwrap_or(record.at);
                record.words = change.apply(record.words.clone());
                if record.words.hold_something() {
                    Ok(())
                } else {
                    Err(empty())
                }
            })
        })
        .await?;
    Ok(Tagged(record.into()))
}

/// Deletes a check-in: its words are destroyed, a tombstone stays for other devices.
#[utoipa::path(tag = "journal", security(("bearer" = ["patient"])), params(("id" = CheckInId, Path)),
    responses((status = 204, description = "Deleted"), OnOne, Guarded))]
#[delete("/v1/check-ins/{id}")]
pub async fn delete_check_in(
    owner: Owner<CheckIns, Write>,
    id: Path<CheckInId>,
) -> Result<NoContent> {
    let id = id.uuid();
    owner
        .write(move |conn, mine| record::delete(conn, mine, id))
        .await?;
    Ok(NoContent)
}

impl Versioned for CheckInView {
    fn version(&self) -> i64 {
        self.revision
    }
}

impl Located for CheckInView {
    fn location(&self) -> String {
        format!("/v1/check-ins/{}", self.id)
    }
}

/// A check-in as a standing consent opens it to a therapist.
#[derive(Debug, Serialize, ToSchema)]
pub struct SharedCheckInView {
    #[serde(flatten)]
    check_in: CheckInView,
    consent_id: ConsentId,
    shared_at: At,
}

impl From<Record<(Words, TakenIn)>> for SharedCheckInView {
    fn from(record: Record<(Words, TakenIn)>) -> Self {
        let Record {
            id,
            at,
            revision,
            created_at,
            updated_at,
            words: (words, item),
        } = record;
        let check_in = Record {
            id,
            at,
            revision,
            created_at,
            updated_at,
            words,
        };
        Self {
            check_in: check_in.into(),
            consent_id: item.consent,
            shared_at: item.since,
        }
    }
}

/// Which page.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SharedCheckInsQuery {
    #[serde(default)]
    #[param(inline, required = false)]
    limit: Limit,
    #[param(inline)]
    cursor: Option<Cursor>,
}

/// Lists the check-ins that a standing consent opens now, newest first; everything on the page is on the patient's log, or the page is
/// not shown (N6, AU-2).
#[utoipa::path(tag = "care", security(("bearer" = ["therapist"])), params(("link_id" = LinkId, Path), SharedCheckInsQuery),
    responses((status = 200, description = "The check-ins", body = Page<SharedCheckInView>), WithQuery, OnOne, Guarded))]
#[get("/v1/therapist/patients/{link_id}/check-ins")]
pub async fn list_shared_check_ins(
    therapist: Therapist,
    link: Path<LinkId>,
    Query(query): Query<SharedCheckInsQuery>,
) -> Result<Json<Page<SharedCheckInView>>> {
    let SharedCheckInsQuery { limit, cursor } = query;
    therapist
        .read(CheckIns, link.into_inner(), move |conn, shared| {
            let (found, next_cursor) = record::taken_in(conn, shared, limit, cursor)?;
            Ok(Json(Page {
                items: found.into_iter().map(SharedCheckInView::from).collect(),
                next_cursor,
            }))
        })
        .await
}

/// Shows one check-in that a standing consent opens now; it is on the patient's log, or it is not shown (N6, AU-2).
#[utoipa::path(tag = "care", security(("bearer" = ["therapist"])), params(("link_id" = LinkId, Path), ("check_in_id" = CheckInId, Path)),
    responses((status = 200, description = "The check-in", body = SharedCheckInView), OnOne, Guarded))]
#[get("/v1/therapist/patients/{link_id}/check-ins/{check_in_id}")]
pub async fn get_shared_check_in(
    therapist: Therapist,
    path: Path<(LinkId, CheckInId)>,
) -> Result<Json<SharedCheckInView>> {
    let (link, id) = path.into_inner();
    therapist
        .read(CheckIns, link, move |conn, shared| {
            let found = record::one_taken_in(conn, shared, id.uuid())?;
            Ok(Json(found.into()))
        })
        .await
}

/// The routes of check-ins.
pub fn configure(routes: &mut impl Routes) {
    routes
        .service(create_check_in)
        .service(list_check_ins)
        .service(get_check_in)
        .service(change_check_in)
        .service(delete_check_in)
        .service(list_shared_check_ins)
        .service(get_shared_check_in);
}
