//! What a timeline looks like on the wire.

use serde::Serialize;
use utoipa::ToSchema;

use crate::appointments::AppointmentView;
use crate::check_ins::CheckInView;
use crate::content::{ChecklistItem, HabitArea};
use crate::grounding::PracticeView;
use crate::http::page::Cursor;
use crate::ids::{AppointmentId, CheckInId, ChecklistItemId, EntryId, PracticeId, PromptId};
use crate::journal::EntryView;
use crate::sessions::SessionView;
use crate::time::{At, CivilDate};

/// The timeline of a patient, by dosing session, the newest record first (R77, N7).
#[derive(Debug, Serialize, ToSchema)]
pub struct TimelineView {
    pub(super) items: Vec<SessionTimeline>,
    pub(super) ongoing: OngoingView,
    /// Where the next page begins; null on the last one.
    #[schema(required)]
    pub(super) next_cursor: Option<Cursor>,
}

/// A dosing session with its days and what follows them (R80).
#[derive(Debug, Serialize, ToSchema)]
pub struct SessionTimeline {
    pub(super) dosing_session: SessionView,
    /// Null where the session does not take place, or has no time yet.
    #[schema(required)]
    pub(super) window: Option<WindowView>,
    /// Every day of the window, past and to come.
    #[schema(max_items = 15)]
    pub(super) days: Vec<DayView>,
    /// The newest weeks after the days in which there is something, in their order; a week without anything is not among them.
    #[schema(max_items = 12)]
    pub(super) weeks: Vec<WeekView>,
    /// Null until the session happened.
    #[schema(required)]
    pub(super) unfolding: Option<UnfoldingView>,
}

/// When the days open and end; after them things go on unfolding (R80).
#[derive(Debug, Serialize, ToSchema)]
pub struct WindowView {
    pub(super) opens_at: At,
    pub(super) settles_at: At,
    pub(super) closes_at: At,
    /// A hedged word on the days; null on a day of dosing until the session has ended, when nothing is said (R49).
    #[schema(required)]
    pub(super) text: Option<&'static str>,
}

/// One civil day in the session's zone (R80).
#[derive(Debug, Serialize, ToSchema)]
pub struct DayView {
    #[schema(value_type = String, format = Date)]
    pub(super) date: CivilDate,
    /// 0 is the day on which the session ended.
    #[schema(maximum = 14)]
    pub(super) day: u8,
    pub(super) opens_at: At,
    pub(super) closes_at: At,
    /// In the order of writing; those written for this session, and those written for none.
    #[schema(max_items = 300)]
    pub(super) entries: Vec<EntryView>,
    /// In the order of time, by the same rule.
    #[schema(max_items = 300)]
    pub(super) check_ins: Vec<CheckInView>,
    /// In the order of time.
    #[schema(max_items = 300)]
    pub(super) practices: Vec<PracticeView>,
    /// In the order of time, by the same rule as entries.
    #[schema(max_items = 300)]
    pub(super) appointments: Vec<AppointmentView>,
    /// Prompts that may be taken or left; none on a day of dosing.
    pub(super) offered: Vec<PromptId>,
    /// Small things that may do good, one of each kind, as invitations; nothing keeps track of them, and a day of dosing has none (R82).
    #[schema(max_items = 4)]
    pub(super) habits: Vec<HabitInvitationView>,
}

/// A small thing beside a day, to be taken up or not (R82).
#[derive(Debug, Serialize, ToSchema)]
pub struct HabitInvitationView {
    /// Its id in the catalogue.
    id: ChecklistItemId,
    /// What it is about.
    #[schema(required)]
    area: Option<HabitArea>,
    text: &'static str,
}

impl From<&'static ChecklistItem> for HabitInvitationView {
    fn from(item: &'static ChecklistItem) -> Self {
        Self {
            id: item.id,
            area: item.area,
            text: &item.text,
        }
    }
}

/// One week after the days, in which there is something (R77, N7).
#[derive(Debug, Serialize, ToSchema)]
pub struct WeekView {
    pub(super) opens_at: At,
    pub(super) closes_at: At,
    /// In the order of writing.
    #[schema(max_items = 50)]
    pub(super) entries: Vec<EntryId>,
    /// In the order of time.
    #[schema(max_items = 50)]
    pub(super) check_ins: Vec<CheckInId>,
    /// In the order of time.
    #[schema(max_items = 50)]
    pub(super) practices: Vec<PracticeId>,
    /// In the order of time.
    #[schema(max_items = 50)]
    pub(super) appointments: Vec<AppointmentId>,
}

impl WeekView {
    /// Whether there is something in it.
    pub(super) fn holds_something(&self) -> bool {
        !(self.entries.is_empty()
            && self.check_ins.is_empty()
            && self.practices.is_empty()
            && self.appointments.is_empty())
    }
}

/// The time after the days; it has no end (R54, R77).
#[derive(Debug, Serialize, ToSchema)]
pub struct UnfoldingView {
    pub(super) opens_at: At,
    /// Always null.
    #[schema(required)]
    pub(super) closes_at: Option<At>,
    pub(super) text: &'static str,
    /// The newest, in the order of writing.
    #[schema(max_items = 50)]
    pub(super) entries: Vec<EntryView>,
    /// The newest, in the order of time.
    #[schema(max_items = 50)]
    pub(super) check_ins: Vec<CheckInView>,
    /// The newest, in the order of time.
    #[schema(max_items = 50)]
    pub(super) practices: Vec<PracticeView>,
    /// The latest, in the order of time.
    #[schema(max_items = 50)]
    pub(super) appointments: Vec<AppointmentView>,
}

/// What belongs to the days of no session, nor to the time after them (R05, N14).
#[derive(Debug, Serialize, ToSchema)]
pub struct OngoingView {
    pub(super) text: &'static str,
    /// The newest, in the order of writing.
    #[schema(max_items = 50)]
    pub(super) entries: Vec<EntryView>,
    /// The newest, in the order of time.
    #[schema(max_items = 50)]
    pub(super) check_ins: Vec<CheckInView>,
    /// The newest, in the order of time.
    #[schema(max_items = 50)]
    pub(super) practices: Vec<PracticeView>,
    /// The latest, in the order of time; those without a time too.
    #[schema(max_items = 50)]
    pub(super) appointments: Vec<AppointmentView>,
}
