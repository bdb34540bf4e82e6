//! The calendar: made and revoked by the patient, read by whoever holds its secret address (R81, N16).

use std::collections::BTreeSet;

use actix_web::http::header::ETAG;
use actix_web::{HttpRequest, HttpResponse, delete, get, post};
use chrono::Duration;
use data_encoding::BASE64URL_NOPAD;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::access::principal::{Anyone, Patient};
use crate::access::proof::{Access, Write};
use crate::access::trail::{Actor, ActorKind};
use crate::account::{self, Profile};
use crate::appointments::{self, Appointments};
use crate::config::Policy;
use crate::content::{self, CalendarPhrases};
use crate::crypt::random;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::http::document::{Always, Guarded, OnOne, WithQuery};
use crate::http::etag;
use crate::http::json::{Json, Made, NoContent, Query};
use crate::sessions::{self, Dated, Sessions};
use crate::text;
use crate::time::At;
use crate::timeline::Timeline;
use crate::timeline::model::calendar::{Occasion, When, written};
use crate::timeline::model::{Day, END_OF_TIME, Frame};
use crate::timeline::store::{self, Standing};

text!(
    /// The secret of a calendar's address.
    CalendarKey, 1..=100
);

/// So far back a calendar goes; ahead it has no end.
const REACH: Duration = Duration::weeks(53);
/// The most sessions, and the most appointments, in a calendar.
const MOST: i64 = 500;

/// The secret address; it is told this once (OP-2).
#[derive(Debug, Serialize, ToSchema)]
pub struct CalendarAddress {
    /// Whoever has it can read the times in it. It stops when another one is made, or when it is revoked.
    url: String,
    created_at: At,
}

/// Whether there is a secret address, and since when.
#[derive(Debug, Serialize, ToSchema)]
pub struct CalendarView {
    exists: bool,
    /// Null where there is none.
    #[schema(required)]
    created_at: Option<At>,
    /// When it was last noted that somebody read it, at most once in 24 hours; null where nobody did.
    #[schema(required)]
    read_at: Option<At>,
}

/// With which secret.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct CalendarQuery {
    /// The secret from the address.
    #[param(inline)]
    key: CalendarKey,
}

/// Makes a secret address for the calendar; the one before stops at once. Sent again, it makes another one.
#[utoipa::path(tag = "timeline", security(("bearer" = ["patient"])),
    responses((status = 201, description = "The address, told this once", body = CalendarAddress), Guarded))]
#[post("/v1/timeline/calendar")]
pub async fn make_calendar(patient: Patient) -> Result<Made<CalendarAddress>> {
    let secret = BASE64URL_NOPAD.encode(&random::bytes::<32>()?);
    let url = format!("{}/v1/timeline.ics?key={secret}", patient.public_url());
    let Standing { created_at, .. } = patient
        .write(Timeline, move |conn, mine| {
            store::replace(conn, mine, &secret)
        })
        .await?;
    Ok(Made(CalendarAddress { url, created_at }))
}

/// Says whether there is a secret address, since when, and whether somebody read it; never the address.
#[utoipa::path(tag = "timeline", security(("bearer" = ["patient"])),
    responses((status = 200, description = "Whether there is one", body = CalendarView), Guarded))]
#[get("/v1/timeline/calendar")]
pub async fn get_calendar(patient: Patient) -> Result<Json<CalendarView>> {
    let standing = patient.read(Timeline, store::standing).await?;
    Ok(Json(CalendarView {
        exists: standing.is_some(),
        created_at: standing.map(|one| one.created_at),
        read_at: standing.and_then(|one| one.read_at),
    }))
}

/// Revokes the secret address: from the next request on it leads nowhere. What a calendar has taken over before stays there.
#[utoipa::path(tag = "timeline", security(("bearer" = ["patient"])),
    responses((status = 204, description = "Revoked"), OnOne, Guarded))]
#[delete("/v1/timeline/calendar")]
pub async fn revoke_calendar(patient: Patient) -> Result<NoContent> {
    patient.write(Timeline, store::revoke).await?;
    Ok(NoContent)
}

/// The days and appointments as a calendar with neutral titles, by its secret address (RFC 5545).
#[utoipa::path(tag = "timeline", security(()), params(CalendarQuery),
    responses((status = 200, description = "The calendar", body = String, content_type = "text/calendar"), (status = 304, description = "As it was"),
        OnOne, WithQuery, Always))]
#[get("/v1/timeline.ics")]
pub async fn read_calendar(
    anyone: Anyone,
    request: HttpRequest,
    Query(query): Query<CalendarQuery>,
) -> Result<HttpResponse> {
    let policy = anyone.gate().policy().clone();
    let text = anyone
        .at_door(move |conn, door| {
            let owner = store::whose(conn, door, query.key.as_str())?.ok_or(Error::NotFound)?;
            let holder = Actor {
                kind: ActorKind::Calendar,
                account: None,
            };
            let hers = account::admit_patient::<Timeline>(conn, door, owner, holder)?;
            let hers = hers.ok_or(Error::NotFound)?;
            store::note_read(conn, &hers)?;
            let language = account::language(conn, &hers.also::<Profile>()?)?;
            let phrases = &content::phrases(language)
                .map_err(Error::internal)?
                .calendar;
            let occasions = gathered(conn, &hers, &policy, phrases)?;
            Ok(written(&phrases.name, &occasions))
        })
        .await?;
    let mut answer = HttpResponse::Ok()
        .insert_header((ETAG, etag::strong(0, text.as_bytes())))
        .content_type("text/calendar; charset=utf-8")
        .body(text);
    let same = answer
        .headers()
        .get(ETAG)
        .is_some_and(|tag| etag::none_match_names(request.headers(), tag));
    if same {
        *answer.status_mut() = actix_web::http::StatusCode::NOT_MODIFIED;
        answer = answer.set_body(actix_web::body::BoxBody::new(()));
    }
    Ok(answer)
}

/// Sessions, the days after them, and appointments: everything that has a time.
fn gathered(
    conn: &mut Conn,
    hers: &Access<Timeline, Write>,
    policy: &Policy,
    phrases: &'static CalendarPhrases,
) -> Result<Vec<Occasion<'static>>> {
    let reach = hers.now().minus(REACH);
    let dated = sessions::dated_after(conn, &hers.also::<Sessions>()?, reach, MOST)?;
    let frames: Vec<Frame> = dated
        .iter()
        .filter_map(|one| Frame::of(one.id, &one.course, policy))
        .collect();
    let mut all: Vec<Occasion<'static>> = dated
        .iter()
        .filter_map(|one| session(hers, one, policy, &phrases.reserved))
        .collect();
    let mut taken = BTreeSet::new();
    for one in &dated {
        let frame = frames.iter().find(|frame| frame.session == one.id);
        for day in frame.into_iter().flat_map(|frame| frame.free_days(&frames)) {
            if taken.insert(day.date) {
                all.push(free_day(hers, one, day, &phrases.own));
            }
        }
    }
    let noted = hers.also::<Appointments>()?;
    for one in appointments::between(conn, &noted, reach, END_OF_TIME, MOST)? {
        let (revision, revised_at) = one.revised();
        all.extend(one.starts_at().map(|start| Occasion {
            uid: uid(hers, one.id().uuid(), None),
            when: When::From(start, one.ends_at()),
            stands: one.status().stands(),
            revision,
            revised_at,
            title: &phrases.reserved,
        }));
    }
    Ok(all)
}

/// A session: at its time, or on its date where that is meant roughly; none where it has no time.
fn session(
    hers: &Access<Timeline, Write>,
    one: &Dated,
    policy: &Policy,
    title: &'static str,
) -> Option<Occasion<'static>> {
    let course = &one.course;
    let start = course
        .begins(policy.usual_length)
        .or(course.planned_at)
        .or(course.started_at)
        .or(course.ended_at)?;
    let end = course
        .ended_at
        .filter(|end| *end >= start)
        .unwrap_or_else(|| start.plus(policy.usual_length));
    Some(Occasion {
        uid: uid(hers, one.id.uuid(), None),
        when: if course.approximate {
            When::On(course.time_zone.date_of(start))
        } else {
            When::From(start, Some(end))
        },
        stands: course.anchor().is_some(),
        revision: one.version,
        revised_at: one.updated_at,
        title,
    })
}

fn free_day(
    hers: &Access<Timeline, Write>,
    one: &Dated,
    day: &Day,
    title: &'static str,
) -> Occasion<'static> {
    Occasion {
        uid: uid(hers, one.id.uuid(), Some(day.number)),
        when: When::On(day.date),
        stands: true,
        revision: one.version,
        revised_at: one.updated_at,
        title,
    }
}

/// A name that is the same for the same thing and tells nothing of it: not even its id, which other answers show (RFC 7986 §5.3).
fn uid(hers: &Access<Timeline, Write>, id: uuid::Uuid, day: Option<u8>) -> String {
    let mut bytes = id.as_bytes().to_vec();
    bytes.extend(day);
    let mark = hers.mark("calendar", &bytes);
    let bytes = mark.first_chunk::<16>().copied().unwrap_or_default();
    uuid::Uuid::new_v8(bytes).to_string()
}
