//! `GET /v1/timeline` and its calendar.

mod calendar;

use actix_web::get;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::access::principal::Owner;
use crate::access::proof::Read;
use crate::account::{self, Profile};
use crate::error::Result;
use crate::http::document::{Guarded, OnOne, WithQuery};
use crate::http::json::{Json, Query};
use crate::http::language::{AcceptLanguageHeader, Preferred};
use crate::http::page::{Cursor, Limit, Page};
use crate::http::routing::Routes;
use crate::ids::DosingSessionId;
use crate::sessions::{self, SessionView};
use crate::timeline::Timeline;
use crate::timeline::gathering::Asked;
use crate::timeline::views::TimelineView;

/// Which sessions.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct TimelineQuery {
    /// Only this session.
    #[param(inline)]
    dosing_session_id: Option<DosingSessionId>,
    #[serde(default)]
    #[param(inline, required = false)]
    limit: Limit,
    #[param(inline)]
    cursor: Option<Cursor>,
}

/// Shows the days of each dosing session, what unfolds after them, and what belongs to no session.
#[utoipa::path(tag = "timeline", security(("bearer" = ["patient"])), params(TimelineQuery, AcceptLanguageHeader),
    responses((status = 200, description = "The timeline", body = TimelineView), OnOne, WithQuery, Guarded))]
#[get("/v1/timeline")]
pub async fn get_timeline(
    owner: Owner<Timeline, Read>,
    preferred: Preferred,
    Query(query): Query<TimelineQuery>,
) -> Result<Json<TimelineView>> {
    let TimelineQuery {
        dosing_session_id,
        limit,
        cursor,
    } = query;
    let policy = owner.policy().clone();
    owner
        .read(move |conn, mine| {
            let language = preferred.or(account::language(conn, &mine.also::<Profile>()?)?);
            let asked = Asked::new(conn, mine, policy, language)?;
            let found = match dosing_session_id {
                Some(id) => vec![sessions::view(conn, asked.sessions(), id)?],
                None => sessions::views(conn, asked.sessions(), limit, cursor)?,
            };
            asked.timeline(conn, Page::cut(found, limit, SessionView::cursor))
        })
        .await
        .map(Json)
}

/// The routes of the timeline.
pub fn configure(routes: &mut impl Routes) {
    routes
        .service(get_timeline)
        .service(calendar::make_calendar)
        .service(calendar::get_calendar)
        .service(calendar::revoke_calendar)
        .service(calendar::read_calendar);
}
