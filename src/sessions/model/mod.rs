//! What a dosing session is, which of its fields go together, and when it takes place (R45, R24, N14).
//!
//! A session is an anchor in time and nothing else: no dose, no measure, no outcome (R50). Every course that a journey takes is
//! an ordinary one: planned, happened, postponed, cancelled, long past, or known only roughly.

mod quiet;

pub(super) use quiet::{Quiet, kept, quiet_reach, quiet_until};

use chrono::Duration;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::config::Policy;
use crate::error::Error;
use crate::ids::DosingSessionId;
use crate::time::{At, CivilDate, Zone};
use crate::words::Change;
use crate::{choice, text};

choice! {
    /// What became of a dosing session; all four are ordinary (R46).
    SessionStatus {
        /// It is meant to take place.
        Planned = "planned",
        /// It took place, or is taking place.
        Happened = "happened",
        /// It was put off.
        Postponed = "postponed",
        /// It does not take place.
        Cancelled = "cancelled",
    }
}

text!(
    /// Where a session takes place, in the patient's words.
    SessionPlace, 1..=200
);
text!(
    /// The patient's own note on a session.
    SessionNote, 1..=2000
);

/// The longest time between a start and an end: beyond it one of the two is a slip of the keyboard.
const LONGEST: Duration = Duration::hours(72);

/// When a session is, was, or would have been (R45).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Course {
    /// What became of it.
    pub status: SessionStatus,
    /// When it is meant to begin; absent where no time was set.
    pub planned_at: Option<At>,
    /// When it began; absent before it began, or where nobody knows.
    pub started_at: Option<At>,
    /// When it ended; absent before it ended, or where nobody knows.
    pub ended_at: Option<At>,
    /// Whether the instants are meant roughly.
    pub approximate: bool,
    /// Where its calendar hangs on the wall.
    pub time_zone: Zone,
}

/// A rule across the fields of a session that was broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Broken {
    /// The JSON pointer of the field.
    pub pointer: &'static str,
    /// A stable code.
    pub code: &'static str,
    /// What the field takes.
    pub message: &'static str,
}

/// A session that took place, or was called off, has nothing to be put off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAhead;

impl From<NotAhead> for Error {
    fn from(NotAhead: NotAhead) -> Self {
        Self::Conflict("session-state")
    }
}

impl From<Broken> for Error {
    fn from(
        Broken {
            pointer,
            code,
            message,
        }: Broken,
    ) -> Self {
        Self::field(pointer, code, message)
    }
}

impl Course {
    /// Holds the fields against each other (R45).
    pub fn check(&self) -> Result<(), Broken> {
        let broken = |pointer, code, message| {
            Err(Broken {
                pointer,
                code,
                message,
            })
        };
        if let (Some(start), Some(end)) = (self.started_at, self.ended_at) {
            if end < start {
                return broken("/ended_at", "before_start", "lies before started_at");
            }
            if end.since(start) > LONGEST {
                return broken(
                    "/ended_at",
                    "too_long",
                    "lies more than 72 hours after started_at",
                );
            }
        }
        let known = self
            .started_at
            .or(self.ended_at)
            .or(self.planned_at.filter(|_| self.approximate));
        if self.happened() && known.is_none() {
            return broken(
                "/started_at",
                "missing",
                "is required once a session happened, unless ended_at, or an approximate planned_at, is given",
            );
        }
        Ok(())
    }

    /// The instant that a timeline hangs on: the end, else the start, else the plan; none where a session does not take place, or
    /// has no time yet (R80, N14).
    pub fn anchor(&self) -> Option<At> {
        match self.status {
            SessionStatus::Planned | SessionStatus::Happened => {
                self.ended_at.or(self.started_at).or(self.planned_at)
            }
            SessionStatus::Postponed | SessionStatus::Cancelled => None,
        }
    }

    /// This session put off: to another time, where there is one already, or without one; what it had been planned for stays told
    /// (R46).
    pub fn put_off(self, to: Option<At>) -> Result<Self, NotAhead> {
        if !matches!(
            self.status,
            SessionStatus::Planned | SessionStatus::Postponed
        ) {
            return Err(NotAhead);
        }
        Ok(Self {
            status: if to.is_some() {
                SessionStatus::Planned
            } else {
                SessionStatus::Postponed
            },
            planned_at: to.or(self.planned_at),
            started_at: None,
            ended_at: None,
            ..self
        })
    }

    /// Whether the session took place, or is taking place.
    pub fn happened(&self) -> bool {
        self.status == SessionStatus::Happened
    }

    /// The start from which a length is measured: the one that is known, else the one that was meant; none where nothing takes place,
    /// or nobody knows.
    fn start(&self, usual: Duration) -> Option<At> {
        let told = match self.status {
            SessionStatus::Planned => self.started_at.or(self.planned_at),
            SessionStatus::Happened => self.started_at,
            SessionStatus::Postponed | SessionStatus::Cancelled => return None,
        };
        told.or_else(|| self.ended_at.map(|end| end.minus(usual)))
            .or(self.planned_at)
    }

    /// From when until when the session takes place, as far as anybody knows; while it is only planned, from the earlier of the plan
    /// and the start that is told (R49, N1).
    fn takes(&self, usual: Duration) -> Option<(At, At)> {
        let start = self.start(usual)?;
        let is_planned = self.status == SessionStatus::Planned;
        let meant = self.planned_at.filter(|_| is_planned);
        // An end before the plan belongs to another plan; until it is put right, the usual length counts.
        let end = self
            .ended_at
            .filter(|end| *end >= start)
            .unwrap_or_else(|| start.plus(usual));
        Some((meant.map_or(start, |meant| meant.min(start)), end))
    }

    /// The instant at which the session begins, as far as anybody knows (N1).
    pub fn begins(&self, usual: Duration) -> Option<At> {
        self.takes(usual).map(|(start, _)| start)
    }

    /// The civil dates of the dosing in its own zone, the first and the last, as far as anybody knows: the days on which nothing is
    /// offered (R49, R52). What a session that happened had been planned for is none of them.
    pub fn dosing_dates(&self, policy: &Policy) -> Option<(CivilDate, CivilDate)> {
        let (first, last) = self.takes(policy.usual_length)?;
        let zone = self.time_zone;
        Some((zone.day_of(first), zone.day_of(last)))
    }
}

/// What is said about a session, sealed as one (EN-1).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SessionWords)]
pub struct Words {
    /// Where it takes place; absent where nothing was said.
    pub place: Option<SessionPlace>,
    /// A note; absent where nothing was said.
    pub note: Option<SessionNote>,
}

/// A session as an export tells it and an import puts it back (AZ-13).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SessionRecord {
    pub(crate) id: DosingSessionId,
    pub(crate) status: SessionStatus,
    pub(crate) planned_at: Option<At>,
    pub(crate) started_at: Option<At>,
    pub(crate) ended_at: Option<At>,
    pub(crate) approximate: bool,
    pub(crate) time_zone: Zone,
    pub(crate) words: Words,
    #[schema(minimum = 1, maximum = 2147483647)]
    pub(crate) revision: i64,
    pub(crate) created_at: At,
    pub(crate) updated_at: At,
}

impl SessionRecord {
    /// When it is, was, or would have been.
    pub(crate) fn course(&self) -> Course {
        Course {
            status: self.status,
            planned_at: self.planned_at,
            started_at: self.started_at,
            ended_at: self.ended_at,
            approximate: self.approximate,
            time_zone: self.time_zone,
        }
    }
}

/// What to change of a session: each field absent, taken away, or new.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CourseChange {
    /// What became of it; never taken away.
    pub status: Option<SessionStatus>,
    /// When it is meant to begin.
    pub planned_at: Change<At>,
    /// When it began.
    pub started_at: Change<At>,
    /// When it ended.
    pub ended_at: Change<At>,
    /// Whether the instants are meant roughly; taken away, they are exact.
    pub approximate: Change<bool>,
    /// Where its calendar hangs; never taken away.
    pub time_zone: Option<Zone>,
}

impl CourseChange {
    /// The course after this change, if its fields still go together.
    pub fn applied_to(self, current: Course) -> Result<Course, Broken> {
        let Self {
            status,
            planned_at,
            started_at,
            ended_at,
            approximate,
            time_zone,
        } = self;
        let changed = Course {
            status: status.unwrap_or(current.status),
            planned_at: planned_at.applied_to(current.planned_at),
            started_at: started_at.applied_to(current.started_at),
            ended_at: ended_at.applied_to(current.ended_at),
            approximate: approximate
                .applied_to(Some(current.approximate))
                .unwrap_or(false),
            time_zone: time_zone.unwrap_or(current.time_zone),
        };
        changed.check().map(|()| changed)
    }
}

#[cfg(test)]
mod tests;
