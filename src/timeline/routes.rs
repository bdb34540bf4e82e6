//! `GET /v1/timeline`.

use actix_web::get;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

use super::Timeline;
use super::model::{self, BEGINNING_OF_TIME, Day, Frame, Spot};
use crate::access::principal::Owner;
use crate::access::proof::{Access, Read};
use crate::config::Policy;
use crate::db::Conn;
use crate::error::Result;
use crate::grounding::{self, Grounding, PracticeView};
use crate::http::document::{Guarded, OnOne, WithQuery};
use crate::http::json::{Json, Query};
use crate::http::page::{Cursor, Limit, Page};
use crate::ids::{DosingSessionId, PromptId};
use crate::journal::{self, EntryView, Journal};
use crate::prompts;
use crate::sessions::{self, SessionView, Sessions};
use crate::time::{At, CivilDate};

/// The most entries, and the most practices, in the days of one session; `/v1/entries` has them all.
const MOST_IN_DAYS: i64 = 300;

/// The most entries, and the most practices, outside of days.
const MOST_OUTSIDE: usize = 50;

/// The timeline of a patient, by dosing session, the newest record first (R77, N7).
#[derive(Debug, Serialize, ToSchema)]
pub struct TimelineView {
    items: Vec<SessionTimeline>,
    ongoing: OngoingView,
    /// Where the next page begins; null on the last one.
    #[schema(required)]
    next_cursor: Option<Cursor>,
}

/// A dosing session with its days and what follows them (R80).
#[derive(Debug, Serialize, ToSchema)]
pub struct SessionTimeline {
    dosing_session: SessionView,
    /// Null where the session does not take place, or has no time yet.
    #[schema(required)]
    window: Option<WindowView>,
    /// Every day of the window, past and to come.
    #[schema(max_items = 31)]
    days: Vec<DayView>,
    /// Null until the session happened.
    #[schema(required)]
    unfolding: Option<UnfoldingView>,
}

/// When the days open and end; after them things go on unfolding (R80).
#[derive(Debug, Serialize, ToSchema)]
pub struct WindowView {
    opens_at: At,
    settles_at: At,
    closes_at: At,
}

/// One civil day in the session's zone (R80).
#[derive(Debug, Serialize, ToSchema)]
pub struct DayView {
    #[schema(value_type = String, format = Date)]
    date: CivilDate,
    /// 0 is the day on which the session ended.
    #[schema(maximum = 30)]
    day: u8,
    opens_at: At,
    closes_at: At,
    /// In the order of writing; those written for this session, and those written for none.
    #[schema(max_items = 300)]
    entries: Vec<EntryView>,
    /// In the order of time.
    #[schema(max_items = 300)]
    practices: Vec<PracticeView>,
    /// Prompts that may be taken or left; none on a day of dosing.
    offered: Vec<PromptId>,
}

/// The time after the days; it has no end (R54, R77).
#[derive(Debug, Serialize, ToSchema)]
pub struct UnfoldingView {
    opens_at: At,
    /// Always null.
    #[schema(required)]
    closes_at: Option<At>,
    text: &'static str,
    /// The newest, in the order of writing.
    #[schema(max_items = 50)]
    entries: Vec<EntryView>,
    /// The newest, in the order of time.
    #[schema(max_items = 50)]
    practices: Vec<PracticeView>,
}

/// What belongs to the days of no session, nor to the time after them (R05, N14).
#[derive(Debug, Serialize, ToSchema)]
pub struct OngoingView {
    text: &'static str,
    /// The newest, in the order of writing.
    #[schema(max_items = 50)]
    entries: Vec<EntryView>,
    /// The newest, in the order of time.
    #[schema(max_items = 50)]
    practices: Vec<PracticeView>,
}

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
#[utoipa::path(tag = "timeline", security(("bearer" = ["patient"])), params(TimelineQuery),
    responses((status = 200, description = "The timeline", body = TimelineView), OnOne, WithQuery, Guarded))]
#[get("/v1/timeline")]
pub async fn get_timeline(
    owner: Owner<Timeline, Read>,
    Query(query): Query<TimelineQuery>,
) -> Result<Json<TimelineView>> {
    let policy = owner.policy().clone();
    owner
        .read(move |conn, mine| {
            let asked = Asked {
                sessions: mine.also()?,
                journal: mine.also()?,
                grounding: mine.also()?,
                now: mine.now(),
                policy,
            };
            asked.timeline(conn, query)
        })
        .await
        .map(Json)
}

/// The proofs of the domains that a timeline asks.
struct Asked {
    sessions: Access<Sessions, Read>,
    journal: Access<Journal, Read>,
    grounding: Access<Grounding, Read>,
    now: At,
    policy: Policy,
}

/// Entries and practices, each in order.
struct Found {
    entries: Vec<EntryView>,
    practices: Vec<PracticeView>,
}

impl Asked {
    fn timeline(&self, conn: &mut Conn, query: TimelineQuery) -> Result<TimelineView> {
        let TimelineQuery {
            dosing_session_id,
            limit,
            cursor,
        } = query;
        let found = match dosing_session_id {
            Some(id) => vec![sessions::view(conn, &self.sessions, id)?],
            None => sessions::views(conn, &self.sessions, limit, cursor)?,
        };
        let Page { items, next_cursor } = Page::cut(found, limit, SessionView::cursor);
        // What another page shows is not shown here once more, so the frames of all sessions count.
        let anchors = sessions::anchors(conn, &self.sessions)?;
        let frames: Vec<Frame> = anchors
            .iter()
            .filter_map(|(id, course)| Frame::of(*id, course, &self.policy))
            .collect();
        let items = items
            .into_iter()
            .map(|session| self.session(conn, session, &frames))
            .collect::<Result<_>>()?;
        let Found { entries, practices } = self.newest(conn, BEGINNING_OF_TIME, |at, of| {
            frames.iter().all(|frame| frame.spot(at, of).is_none())
        })?;
        Ok(TimelineView {
            items,
            ongoing: OngoingView {
                text: model::ONGOING,
                entries,
                practices,
            },
            next_cursor,
        })
    }

    fn session(
        &self,
        conn: &mut Conn,
        session: SessionView,
        frames: &[Frame],
    ) -> Result<SessionTimeline> {
        let Some(frame) = frames.iter().find(|frame| frame.session == session.id()) else {
            return Ok(SessionTimeline {
                dosing_session: session,
                window: None,
                days: Vec::new(),
                unfolding: None,
            });
        };
        let Frame {
            opens_at,
            settles_at,
            closes_at,
            ..
        } = *frame;
        let entries = journal::between(conn, &self.journal, opens_at, closes_at, MOST_IN_DAYS)?;
        let practices =
            grounding::between(conn, &self.grounding, opens_at, closes_at, MOST_IN_DAYS)?;
        let within = Found { entries, practices };
        Ok(SessionTimeline {
            dosing_session: session,
            window: Some(WindowView {
                opens_at,
                settles_at,
                closes_at,
            }),
            days: frame
                .days
                .iter()
                .map(|day| day_view(day, frame, frames, &within))
                .collect(),
            unfolding: if frame.unfolds {
                Some(self.unfolding(conn, frame)?)
            } else {
                None
            },
        })
    }

    fn unfolding(&self, conn: &mut Conn, frame: &Frame) -> Result<UnfoldingView> {
        let Found { entries, practices } = self.newest(conn, frame.closes_at, |at, of| {
            frame.spot(at, of) == Some(Spot::Unfolding)
        })?;
        Ok(UnfoldingView {
            opens_at: frame.closes_at,
            closes_at: None,
            text: model::UNFOLDING,
            entries,
            practices,
        })
    }

    /// The newest entries and practices from `from` on whose instant and session `keep` keeps.
    fn newest(
        &self,
        conn: &mut Conn,
        from: At,
        keep: impl Fn(At, Option<DosingSessionId>) -> bool,
    ) -> Result<Found> {
        let entries = model::newest(
            (from, self.now),
            MOST_OUTSIDE,
            |from, to, most| journal::between(conn, &self.journal, from, to, most),
            |entry| keep(entry.authored_at(), entry.dosing_session_id()),
        )?;
        let practices = model::newest(
            (from, self.now),
            MOST_OUTSIDE,
            |from, to, most| grounding::between(conn, &self.grounding, from, to, most),
            |practice| keep(practice.at(), None),
        )?;
        Ok(Found { entries, practices })
    }
}

fn day_view(day: &Day, frame: &Frame, frames: &[Frame], within: &Found) -> DayView {
    let Day {
        date,
        number,
        opens_at,
        closes_at,
    } = *day;
    let here = |at, of| frame.spot(at, of) == Some(Spot::Day(number));
    DayView {
        date,
        day: number,
        opens_at,
        closes_at,
        entries: within
            .entries
            .iter()
            .filter(|entry| here(entry.authored_at(), entry.dosing_session_id()))
            .cloned()
            .collect(),
        practices: within
            .practices
            .iter()
            .filter(|practice| here(practice.at(), None))
            .cloned()
            .collect(),
        offered: prompts::for_day(number, frames.iter().any(|one| one.doses_on(day))),
    }
}

/// The route of the timeline.
pub fn configure(routes: &mut ServiceConfig<'_>) {
    routes.service(get_timeline);
}
