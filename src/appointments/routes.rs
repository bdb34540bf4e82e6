//! `/v1/appointments`.

use actix_web::web::Path;
use actix_web::{delete, get, patch, post};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::Appointments;
use super::model::{
    AppointmentKind, AppointmentNote, AppointmentPlace, AppointmentStatus, AppointmentView, Words,
};
use crate::access::principal::Owner;
use crate::access::proof::{Access, Read, Write};
use crate::access::record::{self, Record, Stretch};
use crate::account::{self, Profile};
use crate::care::{self, Care};
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::http::document::{Conditional, Conflicting, Guarded, OnOne, WithBody, WithQuery};
use crate::http::etag::{IfMatch, IfMatchHeader, Versioned};
use crate::http::idempotency::{IdempotencyHeader, IdempotencyKey};
use crate::http::json::{Created, Json, Located, NoContent, Query, Tagged};
use crate::http::page::{Cursor, Limit, Page};
use crate::http::routing::Routes;
use crate::ids::{AppointmentId, DosingSessionId, LinkId};
use crate::sessions;
use crate::time::{At, Zone};
use crate::words::{Change, never_null};

/// An appointment with the therapist, as the patient notes it; only the kind is asked for (R08, R17).
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAppointment {
    /// The id that the client gives it, so that sending it again is safe.
    id: Option<AppointmentId>,
    kind: AppointmentKind,
    /// Planned, if absent.
    status: Option<AppointmentStatus>,
    /// When it begins; absent where no time is set.
    starts_at: Option<At>,
    /// When it ends: after starts_at, and never without it.
    ends_at: Option<At>,
    /// Where it is; the account's zone, if absent.
    time_zone: Option<Zone>,
    /// With which therapist: a link that stands.
    link_id: Option<LinkId>,
    dosing_session_id: Option<DosingSessionId>,
    place: Option<AppointmentPlace>,
    note: Option<AppointmentNote>,
}

/// What to change of an appointment; what is absent stays, what is null is taken away.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AppointmentChange {
    #[serde(default, deserialize_with = "never_null")]
    #[schema(value_type = AppointmentKind, required = false)]
    kind: Option<AppointmentKind>,
    #[serde(default, deserialize_with = "never_null")]
    #[schema(value_type = AppointmentStatus, required = false)]
    status: Option<AppointmentStatus>,
    #[serde(default)]
    #[schema(value_type = Option<At>)]
    starts_at: Change<At>,
    #[serde(default)]
    #[schema(value_type = Option<At>)]
    ends_at: Change<At>,
    #[serde(default, deserialize_with = "never_null")]
    #[schema(value_type = Zone, required = false)]
    time_zone: Option<Zone>,
    #[serde(default)]
    #[schema(value_type = Option<LinkId>)]
    link_id: Change<LinkId>,
    #[serde(default)]
    #[schema(value_type = Option<DosingSessionId>)]
    dosing_session_id: Change<DosingSessionId>,
    #[serde(default)]
    #[schema(value_type = Option<AppointmentPlace>)]
    place: Change<AppointmentPlace>,
    #[serde(default)]
    #[schema(value_type = Option<AppointmentNote>)]
    note: Change<AppointmentNote>,
}

/// The value that a change sets, where it sets one.
fn set<T: Copy>(change: &Change<T>) -> Option<T> {
    match change {
        Change::Set(value) => Some(*value),
        Change::Keep | Change::Clear => None,
    }
}

impl AppointmentChange {
    fn apply(self, words: Words) -> Words {
        let Self {
            kind,
            status,
            starts_at,
            ends_at,
            time_zone,
            link_id,
            dosing_session_id,
            place,
            note,
        } = self;
        Words {
            kind: kind.unwrap_or(words.kind),
            status: status.unwrap_or(words.status),
            starts_at: starts_at.applied_to(words.starts_at),
            ends_at: ends_at.applied_to(words.ends_at),
            time_zone: time_zone.unwrap_or(words.time_zone),
            link_id: link_id.applied_to(words.link_id),
            dosing_session_id: dosing_session_id.applied_to(words.dosing_session_id),
            place: place.applied_to(words.place),
            note: note.applied_to(words.note),
        }
    }
}

/// Which appointments.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AppointmentsQuery {
    #[serde(default)]
    #[param(inline, required = false)]
    limit: Limit,
    #[param(inline)]
    cursor: Option<Cursor>,
    #[param(inline)]
    kind: Option<AppointmentKind>,
    #[param(inline)]
    dosing_session_id: Option<DosingSessionId>,
    /// At or after: by the beginning, or by the making of one without a time.
    #[param(inline)]
    from: Option<At>,
    /// Before.
    #[param(inline)]
    to: Option<At>,
}

/// Notes an appointment. Sending the same again under the same id, or the same Idempotency-Key, answers 200 with what is there.
#[utoipa::path(tag = "sessions", security(("bearer" = ["patient"])),
    params(IdempotencyHeader),
    responses((status = 201, description = "Noted", body = AppointmentView), (status = 200, description = "It was noted before", body = AppointmentView),
        WithBody, Conflicting, Guarded))]
#[post("/v1/appointments")]
pub async fn create_appointment(
    owner: Owner<Appointments, Write>,
    key: IdempotencyKey,
    Json(new): Json<NewAppointment>,
) -> Result<Created<AppointmentView>> {
    owner
        .write(move |conn, mine| {
            let id = mine.new_id(new.id.map(AppointmentId::uuid), &key);
            let mark = mine.created_mark(&new)?;
            let (record, new) =
                record::create(conn, mine, id, mark, |conn| settled(conn, mine, new))?;
            Ok(Created {
                value: record.into(),
                new,
            })
        })
        .await
}

/// Settles what the client left open, and refuses what does not go together or is not the patient's.
fn settled(
    conn: &mut Conn,
    mine: &Access<Appointments, Write>,
    new: NewAppointment,
) -> Result<(At, Words)> {
    require_own(conn, mine, new.link_id, new.dosing_session_id)?;
    let time_zone = match new.time_zone {
        Some(zone) => zone,
        None => account::time_zone(conn, &mine.also::<Profile>()?)?,
    };
    let words = Words {
        kind: new.kind,
        status: new.status.unwrap_or(AppointmentStatus::Planned),
        starts_at: new.starts_at,
        ends_at: new.ends_at,
        time_zone,
        link_id: new.link_id,
        dosing_session_id: new.dosing_session_id,
        place: new.place,
        note: new.note,
    };
    words.check()?;
    Ok((words.place_in_time(mine.now()), words))
}

fn require_own(
    conn: &mut Conn,
    mine: &Access<Appointments, Write>,
    link: Option<LinkId>,
    session: Option<DosingSessionId>,
) -> Result<()> {
    if let Some(link) = link
        && !care::stands(conn, &mine.also::<Care>()?, link)?
    {
        return Err(Error::unknown_reference("/link_id"));
    }
    sessions::require(conn, mine, session)
}

/// Lists the patient's appointments, the latest first. A page can hold fewer than asked while there is a next one.
#[utoipa::path(tag = "sessions", security(("bearer" = ["patient"])), params(AppointmentsQuery),
    responses((status = 200, description = "A page of appointments", body = Page<AppointmentView>), WithQuery, Guarded))]
#[get("/v1/appointments")]
pub async fn list_appointments(
    owner: Owner<Appointments, Read>,
    Query(query): Query<AppointmentsQuery>,
) -> Result<Json<Page<AppointmentView>>> {
    let AppointmentsQuery {
        limit,
        cursor,
        kind,
        dosing_session_id,
        from,
        to,
    } = query;
    let (found, next_cursor) = owner
        .read(move |conn, mine| {
            let wanted = |one: &Record<Words>| {
                kind.is_none_or(|kind| one.words.kind == kind)
                    && dosing_session_id.is_none_or(|id| one.words.dosing_session_id == Some(id))
            };
            record::page(conn, mine, Stretch { from, to }, wanted, limit, cursor)
        })
        .await?;
    Ok(Json(Page {
        items: found.into_iter().map(AppointmentView::from).collect(),
        next_cursor,
    }))
}

/// Shows one appointment.
#[utoipa::path(tag = "sessions", security(("bearer" = ["patient"])), params(("id" = AppointmentId, Path)),
    responses((status = 200, description = "The appointment", body = AppointmentView), (status = 304, description = "As it was"), OnOne, Guarded))]
#[get("/v1/appointments/{id}")]
pub async fn get_appointment(
    owner: Owner<Appointments, Read>,
    id: Path<AppointmentId>,
) -> Result<Tagged<AppointmentView>> {
    let id = id.uuid();
    let record = owner
        .read(move |conn, mine| record::find(conn, mine, id))
        .await?;
    Ok(Tagged(record.into()))
}

/// Changes an appointment.
#[utoipa::path(tag = "sessions", security(("bearer" = ["patient"])),
    params(("id" = AppointmentId, Path), IfMatchHeader),
    responses((status = 200, description = "The appointment as it is now", body = AppointmentView), WithBody, Conditional, OnOne, Guarded))]
#[patch("/v1/appointments/{id}")]
pub async fn change_appointment(
    owner: Owner<Appointments, Write>,
    condition: IfMatch,
    id: Path<AppointmentId>,
    Json(change): Json<AppointmentChange>,
) -> Result<Tagged<AppointmentView>> {
    let id = id.uuid();
    let record = owner
        .write(move |conn, mine| {
            let (link, session) = (set(&change.link_id), set(&change.dosing_session_id));
            require_own(conn, mine, link, session)?;
            record::change(conn, mine, id, &condition, |record| {
                record.words = change.apply(record.words.clone());
                record.at = record.words.place_in_time(record.created_at);
                record.words.check()
            })
        })
        .await?;
    Ok(Tagged(record.into()))
}

/// Deletes an appointment: its words are destroyed, a tombstone stays for other devices.
#[utoipa::path(tag = "sessions", security(("bearer" = ["patient"])), params(("id" = AppointmentId, Path)),
    responses((status = 204, description = "Deleted"), OnOne, Guarded))]
#[delete("/v1/appointments/{id}")]
pub async fn delete_appointment(
    owner: Owner<Appointments, Write>,
    id: Path<AppointmentId>,
) -> Result<NoContent> {
    let id = id.uuid();
    owner
        .write(move |conn, mine| record::delete(conn, mine, id))
        .await?;
    Ok(NoContent)
}

impl Versioned for AppointmentView {
    fn version(&self) -> i64 {
        self.revision
    }
}

impl Located for AppointmentView {
    fn location(&self) -> String {
        format!("/v1/appointments/{}", self.id)
    }
}

/// The routes of appointments.
pub fn configure(routes: &mut impl Routes) {
    routes
        .service(create_appointment)
        .service(list_appointments)
        .service(get_appointment)
        .service(change_appointment)
        .service(delete_appointment);
}
