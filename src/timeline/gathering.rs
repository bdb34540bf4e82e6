//! What a timeline asks of the other domains, and how it is laid out by date.

use chrono::Duration;

use super::Timeline;
use super::habits;
use super::model::{self, BEGINNING_OF_TIME, Day, Frame, Spot, Week};
use super::views::{
    DayView, HabitInvitationView, OngoingView, SessionTimeline, TimelineView, UnfoldingView,
    WeekView, WindowView,
};
use crate::access::proof::{Access, Read};
use crate::appointments::{self, AppointmentView, Appointments};
use crate::check_ins::{self, CheckInView, CheckIns};
use crate::config::Policy;
use crate::content::{self, ChecklistItem, Language, Phrases};
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::grounding::{self, Grounding, PracticeView};
use crate::http::page::{Cursor, Page};
use crate::ids::{DosingSessionId, PromptId};
use crate::journal::{self, EntryView, Journal};
use crate::prompts::{self, Prompts};
use crate::sessions::{self, SessionView, Sessions};
use crate::time::At;

/// The most things of a kind in the days of one session; their own lists have them all.
const MOST_IN_DAYS: i64 = 300;
/// The most things of a kind outside of days, and in a week.
const MOST_OUTSIDE: usize = 50;
/// The most things of a kind that are laid out in weeks.
const MOST_IN_WEEKS: usize = 600;
/// No week that is shown begins earlier than this.
const REACH_OF_WEEKS: Duration = Duration::weeks(13);

/// The proofs of the domains that a timeline asks, and what it is told with.
pub(super) struct Asked {
    sessions: Access<Sessions, Read>,
    journal: Access<Journal, Read>,
    check_ins: Access<CheckIns, Read>,
    grounding: Access<Grounding, Read>,
    appointments: Access<Appointments, Read>,
    now: At,
    policy: Policy,
    phrases: &'static Phrases,
    habits: &'static [ChecklistItem],
    hidden: Vec<PromptId>,
}

/// Things of each kind, each in order.
struct Found {
    entries: Vec<EntryView>,
    check_ins: Vec<CheckInView>,
    practices: Vec<PracticeView>,
    appointments: Vec<AppointmentView>,
}

/// Where something lies: its instant, where it has one, and the session it names.
type Lies = (Option<At>, Option<DosingSessionId>);

fn entry(one: &EntryView) -> Lies {
    (Some(one.authored_at()), one.dosing_session_id())
}

fn check_in(one: &CheckInView) -> Lies {
    (Some(one.at()), one.dosing_session_id())
}

fn practice(one: &PracticeView) -> Lies {
    (Some(one.at()), None)
}

fn appointment(one: &AppointmentView) -> Lies {
    (one.starts_at(), one.dosing_session_id())
}

/// Where in a frame something belongs; what has no instant belongs nowhere.
fn spot(frame: &Frame, (at, of): Lies) -> Option<Spot> {
    frame.spot(at?, of)
}

/// Those that `keep` keeps, copied in their order.
fn kept<T: Clone>(all: &[T], lies: fn(&T) -> Lies, keep: impl Fn(Lies) -> bool) -> Vec<T> {
    all.iter().filter(|one| keep(lies(one))).cloned().collect()
}

impl Asked {
    pub(super) fn new(
        conn: &mut Conn,
        mine: &Access<Timeline, Read>,
        policy: Policy,
        language: Language,
    ) -> Result<Self> {
        Ok(Self {
            sessions: mine.also()?,
            journal: mine.also()?,
            check_ins: mine.also()?,
            grounding: mine.also()?,
            appointments: mine.also()?,
            now: mine.now(),
            policy,
            phrases: content::phrases(language).map_err(Error::internal)?,
            habits: content::habits(language),
            hidden: prompts::hidden(conn, &mine.also::<Prompts>()?)?,
        })
    }

    /// The timeline of these sessions, out of what may be more than a page of them.
    pub(super) fn timeline(
        &self,
        conn: &mut Conn,
        page: Page<SessionView>,
    ) -> Result<TimelineView> {
        let Page { items, next_cursor } = page;
        // What another page shows is not shown here once more, so the frames of all sessions count.
        let anchors = sessions::anchors(conn, &self.sessions)?;
        let frames: Vec<Frame> = anchors
            .iter()
            .filter_map(|(id, course)| Frame::of(*id, course, &self.policy))
            .collect();
        let lately = self.newest(conn, self.now.minus(REACH_OF_WEEKS), MOST_IN_WEEKS, |_| {
            true
        })?;
        let items = items
            .into_iter()
            .map(|session| self.session(conn, session, &frames, &lately))
            .collect::<Result<_>>()?;
        self.ongoing(conn, &frames, items, next_cursor)
    }

    fn ongoing(
        &self,
        conn: &mut Conn,
        frames: &[Frame],
        items: Vec<SessionTimeline>,
        next_cursor: Option<Cursor>,
    ) -> Result<TimelineView> {
        let Found {
            entries,
            check_ins,
            practices,
            appointments,
        } = self.newest(conn, BEGINNING_OF_TIME, MOST_OUTSIDE, |lies| {
            frames.iter().all(|frame| spot(frame, lies).is_none())
        })?;
        Ok(TimelineView {
            items,
            ongoing: OngoingView {
                text: &self.phrases.ongoing,
                entries,
                check_ins,
                practices,
                appointments,
            },
            next_cursor,
        })
    }

    /// The sessions that a query asks for, with one more where there is a next page.
    pub(super) fn sessions(&self) -> &Access<Sessions, Read> {
        &self.sessions
    }

    fn session(
        &self,
        conn: &mut Conn,
        session: SessionView,
        frames: &[Frame],
        lately: &Found,
    ) -> Result<SessionTimeline> {
        let Some(frame) = frames.iter().find(|frame| frame.session == session.id()) else {
            return Ok(SessionTimeline {
                dosing_session: session,
                window: None,
                days: Vec::new(),
                weeks: Vec::new(),
                unfolding: None,
            });
        };
        let Frame {
            opens_at,
            settles_at,
            closes_at,
            ..
        } = *frame;
        let within = self.within(conn, opens_at, closes_at)?;
        let silent = frames.iter().any(|frame| frame.is_silent(self.now));
        Ok(SessionTimeline {
            dosing_session: session,
            window: Some(WindowView {
                opens_at,
                settles_at,
                closes_at,
                text: (!silent).then_some(&self.phrases.window),
            }),
            days: frame
                .days
                .iter()
                .map(|day| self.day(day, frame, frames, &within))
                .collect(),
            weeks: self.weeks(frame, lately),
            unfolding: if frame.unfolds {
                Some(self.unfolding(conn, frame)?)
            } else {
                None
            },
        })
    }

    fn day(&self, day: &Day, frame: &Frame, frames: &[Frame], within: &Found) -> DayView {
        let Day {
            date,
            number,
            opens_at,
            closes_at,
        } = *day;
        let here = |lies| spot(frame, lies) == Some(Spot::Day(number));
        let is_day_of_dosing = frames.iter().any(|one| one.doses_on(day));
        let habits = habits::for_day(self.habits, number, is_day_of_dosing).into_iter();
        DayView {
            date,
            day: number,
            opens_at,
            closes_at,
            entries: kept(&within.entries, entry, here),
            check_ins: kept(&within.check_ins, check_in, here),
            practices: kept(&within.practices, practice, here),
            appointments: kept(&within.appointments, appointment, here),
            offered: prompts::for_day(number, is_day_of_dosing, &self.hidden),
            habits: habits.map(HabitInvitationView::from).collect(),
        }
    }

    fn weeks(&self, frame: &Frame, lately: &Found) -> Vec<WeekView> {
        if !frame.unfolds {
            return Vec::new();
        }
        model::weeks(frame.zone, frame.closes_at, self.now)
            .iter()
            .map(|week| week_view(week, frame, lately))
            .filter(WeekView::holds_something)
            .collect()
    }

    fn unfolding(&self, conn: &mut Conn, frame: &Frame) -> Result<UnfoldingView> {
        let Found {
            entries,
            check_ins,
            practices,
            appointments,
        } = self.newest(conn, frame.closes_at, MOST_OUTSIDE, |lies| {
            spot(frame, lies) == Some(Spot::Unfolding)
        })?;
        Ok(UnfoldingView {
            opens_at: frame.closes_at,
            closes_at: None,
            text: &self.phrases.unfolding,
            entries,
            check_ins,
            practices,
            appointments,
        })
    }

    /// Everything from `from` up to `to`.
    fn within(&self, conn: &mut Conn, from: At, to: At) -> Result<Found> {
        let most = MOST_IN_DAYS;
        Ok(Found {
            entries: journal::between(conn, &self.journal, from, to, most)?,
            check_ins: check_ins::between(conn, &self.check_ins, from, to, most)?,
            practices: grounding::between(conn, &self.grounding, from, to, most)?,
            appointments: appointments::between(conn, &self.appointments, from, to, most)?,
        })
    }

    /// The newest things of each kind from `from` on that `keep` keeps.
    fn newest(
        &self,
        conn: &mut Conn,
        from: At,
        most: usize,
        keep: impl Fn(Lies) -> bool,
    ) -> Result<Found> {
        let reach = (from, self.now);
        Ok(Found {
            entries: model::newest(
                reach,
                most,
                |from, to, most| journal::between(conn, &self.journal, from, to, most),
                |one| keep(entry(one)),
            )?,
            check_ins: model::newest(
                reach,
                most,
                |from, to, most| check_ins::between(conn, &self.check_ins, from, to, most),
                |one| keep(check_in(one)),
            )?,
            practices: model::newest(
                reach,
                most,
                |from, to, most| grounding::between(conn, &self.grounding, from, to, most),
                |one| keep(practice(one)),
            )?,
            appointments: model::newest(
                reach,
                most,
                |from, to, most| appointments::between(conn, &self.appointments, from, to, most),
                |one| keep(appointment(one)),
            )?,
        })
    }
}

fn week_view(week: &Week, frame: &Frame, lately: &Found) -> WeekView {
    let here = |lies: Lies| {
        lies.0.is_some_and(|at| week.holds(at)) && spot(frame, lies) == Some(Spot::Unfolding)
    };
    WeekView {
        opens_at: week.opens_at,
        closes_at: week.closes_at,
        entries: ids(&lately.entries, entry, here, EntryView::id),
        check_ins: ids(&lately.check_ins, check_in, here, CheckInView::id),
        practices: ids(&lately.practices, practice, here, PracticeView::id),
        appointments: ids(&lately.appointments, appointment, here, AppointmentView::id),
    }
}

/// The ids of those that `keep` keeps, the first of them.
fn ids<T, I>(
    all: &[T],
    lies: fn(&T) -> Lies,
    keep: impl Fn(Lies) -> bool,
    id: fn(&T) -> I,
) -> Vec<I> {
    all.iter()
        .filter(|one| keep(lies(one)))
        .map(id)
        .take(MOST_OUTSIDE)
        .collect()
}
