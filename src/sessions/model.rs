//! What a dosing session is, which of its fields go together, and how long it keeps things quiet (R45, R24, N1, N14).
//!
//! A session is an anchor in time and nothing else: no dose, no measure, no outcome (R50). Every course that a journey takes is
//! an ordinary one: planned, happened, postponed, cancelled, long past, or known only roughly.

use chrono::Duration;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::config::Policy;
use crate::error::Error;
use crate::ids::DosingSessionId;
use crate::time::{At, Zone};
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

    /// The instant at which the session begins, as far as anybody knows (N1).
    pub fn begins(&self, usual: Duration) -> Option<At> {
        let told = match self.status {
            SessionStatus::Planned => self.planned_at.or(self.started_at),
            SessionStatus::Happened => self.started_at,
            SessionStatus::Postponed | SessionStatus::Cancelled => return None,
        };
        told.or_else(|| self.ended_at.map(|end| end.minus(usual)))
            .or(self.planned_at)
    }

    /// The time around this session in which nothing that widens access takes effect (N1).
    fn quiet(&self, policy: &Policy) -> Option<Quiet> {
        let start = self.begins(policy.usual_length)?;
        // An end before the plan belongs to another plan; until it is put right, the usual length counts.
        let end = self
            .ended_at
            .filter(|end| *end >= start)
            .unwrap_or_else(|| start.plus(policy.usual_length));
        Some(Quiet {
            from: start.minus(policy.quiet_before),
            until: end.plus(policy.quiet_after),
        })
    }
}

/// One stretch of quiet time, from its first instant up to the one that ends it.
#[derive(Debug, Clone, Copy)]
struct Quiet {
    from: At,
    until: At,
}

impl Quiet {
    fn holds(self, at: At) -> bool {
        self.from <= at && at < self.until
    }
}

/// When the quiet time that holds `at` is over, across sessions that follow each other closely; none where `at` is not quiet (N1).
pub fn quiet_until(
    courses: impl IntoIterator<Item = Course>,
    at: At,
    policy: &Policy,
) -> Option<At> {
    let mut stretches: Vec<Quiet> = courses
        .into_iter()
        .filter_map(|course| course.quiet(policy))
        .collect();
    stretches.sort_by_key(|quiet| quiet.from);
    // In the order of their beginnings one walk is enough: what could lead on from a later end has not been passed yet.
    stretches.iter().fold(None, |over: Option<At>, quiet| {
        if quiet.holds(over.unwrap_or(at)) {
            Some(quiet.until)
        } else {
            over
        }
    })
}

/// Before this instant nothing of a session keeps `at` or a later instant quiet (N1).
pub fn quiet_reach(at: At, policy: &Policy) -> At {
    at.minus(policy.quiet_after).minus(policy.usual_length)
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
    #[schema(minimum = 1)]
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
mod tests {
    use proptest::prelude::{Strategy, any, prop, proptest};

    use super::*;

    const NOON: At = At::from_micros(1_700_000_000_000_000);

    fn hours(from_noon: i64) -> At {
        NOON.plus(Duration::hours(from_noon))
    }

    fn planned(at: i64) -> Course {
        Course {
            status: SessionStatus::Planned,
            planned_at: Some(hours(at)),
            started_at: None,
            ended_at: None,
            approximate: false,
            time_zone: Zone::UTC,
        }
    }

    fn happened(start: Option<i64>, end: Option<i64>) -> Course {
        Course {
            status: SessionStatus::Happened,
            planned_at: None,
            started_at: start.map(hours),
            ended_at: end.map(hours),
            ..planned(0)
        }
    }

    fn until(courses: &[Course], at: i64) -> Option<i64> {
        quiet_until(courses.iter().copied(), hours(at), &Policy::default())
            .map(|over| over.since(NOON).num_hours())
    }

    #[test]
    fn an_end_before_the_start_is_refused_and_one_at_the_start_is_not() {
        assert_eq!(
            happened(Some(2), Some(1))
                .check()
                .map_err(|b| (b.pointer, b.code)),
            Err(("/ended_at", "before_start"))
        );
        assert_eq!(happened(Some(2), Some(2)).check(), Ok(()));
    }

    #[test]
    fn an_end_more_than_three_days_after_the_start_is_refused() {
        assert_eq!(happened(Some(0), Some(72)).check(), Ok(()));
        assert_eq!(
            happened(Some(0), Some(73))
                .check()
                .map_err(|b| (b.pointer, b.code)),
            Err(("/ended_at", "too_long"))
        );
    }

    #[test]
    fn a_session_that_happened_has_an_instant_and_a_plan_alone_counts_only_roughly() {
        let only_planned = Course {
            status: SessionStatus::Happened,
            ..planned(0)
        };
        assert_eq!(
            happened(None, None)
                .check()
                .map_err(|b| (b.pointer, b.code)),
            Err(("/started_at", "missing"))
        );
        assert_eq!(
            Course {
                approximate: true,
                ..happened(None, None)
            }
            .check()
            .map_err(|b| b.code),
            Err("missing")
        );
        assert_eq!(only_planned.check().map_err(|b| b.code), Err("missing"));
        assert_eq!(
            Course {
                approximate: true,
                ..only_planned
            }
            .check(),
            Ok(())
        );
        assert_eq!(happened(Some(0), None).check(), Ok(()));
        assert_eq!(happened(None, Some(0)).check(), Ok(()));
    }

    #[test]
    fn every_other_course_needs_no_instant() {
        for status in [
            SessionStatus::Planned,
            SessionStatus::Postponed,
            SessionStatus::Cancelled,
        ] {
            assert_eq!(
                Course {
                    status,
                    planned_at: None,
                    ..planned(0)
                }
                .check(),
                Ok(()),
                "{status:?}"
            );
        }
    }

    #[test]
    fn a_change_keeps_what_it_does_not_name_and_is_held_against_the_rules() {
        let nothing = CourseChange {
            status: None,
            planned_at: Change::Keep,
            started_at: Change::Keep,
            ended_at: Change::Keep,
            approximate: Change::Keep,
            time_zone: None,
        };
        let session = Course {
            approximate: true,
            ..happened(Some(0), Some(3))
        };
        assert_eq!(nothing.clone().applied_to(session), Ok(session));
        let exact = CourseChange {
            approximate: Change::Clear,
            ..nothing.clone()
        }
        .applied_to(session);
        assert_eq!(exact.map(|course| course.approximate), Ok(false));
        let earlier = CourseChange {
            ended_at: Change::Set(hours(-1)),
            ..nothing.clone()
        }
        .applied_to(session);
        assert_eq!(earlier.map_err(|b| b.pointer), Err("/ended_at"));
        let gone = CourseChange {
            started_at: Change::Clear,
            ended_at: Change::Clear,
            ..nothing
        }
        .applied_to(session);
        assert_eq!(gone.map_err(|b| b.pointer), Err("/started_at"));
    }

    #[test]
    fn what_lies_ahead_is_put_off_to_another_time_or_to_none() {
        let later = planned(0).put_off(Some(hours(48)));
        assert_eq!(later, Ok(planned(48)));
        let open = planned(0).put_off(None).expect("it lies ahead");
        assert_eq!(
            (open.status, open.planned_at, open.anchor()),
            (SessionStatus::Postponed, Some(hours(0)), None)
        );
        assert_eq!(open.put_off(Some(hours(72))), Ok(planned(72)));
        assert_eq!(open.put_off(None), Ok(open));
    }

    #[test]
    fn what_is_put_off_has_not_begun() {
        let told_too_early = Course {
            started_at: Some(hours(1)),
            ended_at: Some(hours(2)),
            ..planned(0)
        };
        assert_eq!(told_too_early.put_off(Some(hours(48))), Ok(planned(48)));
    }

    #[test]
    fn what_happened_or_was_called_off_is_not_put_off() {
        let called_off = Course {
            status: SessionStatus::Cancelled,
            ..planned(0)
        };
        for session in [called_off, happened(Some(0), None)] {
            assert_eq!(session.put_off(Some(hours(48))), Err(NotAhead));
            assert_eq!(session.put_off(None), Err(NotAhead));
        }
    }

    #[test]
    fn a_plan_is_quiet_from_two_hours_before_until_a_day_after_its_usual_end() {
        assert_eq!(until(&[planned(10)], 7), None);
        assert_eq!(until(&[planned(10)], 8), Some(37));
        assert_eq!(until(&[planned(10)], 36), Some(37));
        assert_eq!(until(&[planned(10)], 37), None);
    }

    #[test]
    fn what_happened_is_quiet_until_a_day_after_its_end() {
        assert_eq!(until(&[happened(Some(0), Some(1))], 24), Some(25));
        assert_eq!(until(&[happened(Some(0), Some(1))], 25), None);
        assert_eq!(until(&[happened(Some(0), None)], 26), Some(27));
        assert_eq!(until(&[happened(None, Some(0))], -5), Some(24));
        assert_eq!(until(&[happened(None, Some(0))], -6), None);
    }

    #[test]
    fn a_start_moves_the_quiet_time_away_from_the_plan() {
        let late = Course {
            planned_at: Some(hours(0)),
            ..happened(Some(6), Some(9))
        };
        assert_eq!(until(&[late], 0), None);
        assert_eq!(until(&[late], 5), Some(33));
    }

    #[test]
    fn what_is_postponed_cancelled_or_without_a_time_is_never_quiet() {
        for status in [SessionStatus::Postponed, SessionStatus::Cancelled] {
            assert_eq!(
                until(
                    &[Course {
                        status,
                        ..planned(0)
                    }],
                    0
                ),
                None,
                "{status:?}"
            );
        }
        assert_eq!(
            until(
                &[Course {
                    planned_at: None,
                    ..planned(0)
                }],
                0
            ),
            None
        );
        assert_eq!(until(&[], 0), None);
    }

    #[test]
    fn sessions_that_follow_closely_keep_quiet_until_the_last_of_them() {
        let (first, second, third) = (planned(0), planned(28), planned(56));
        assert_eq!(until(&[third, first, second], 0), Some(83));
        assert_eq!(until(&[first, third], 0), Some(27));
        // The second begins at the instant at which the first is over.
        assert_eq!(until(&[first, planned(29)], 0), Some(56));
        assert_eq!(until(&[first, planned(30)], 0), Some(27));
    }

    #[test]
    fn an_end_before_the_plan_does_not_shorten_the_quiet_time() {
        assert_eq!(
            until(
                &[Course {
                    ended_at: Some(hours(-50)),
                    ..planned(0)
                }],
                0
            ),
            Some(27)
        );
    }

    fn course() -> impl Strategy<Value = Course> {
        let instant = || prop::option::of(-200_i64..200);
        (
            prop::sample::select(SessionStatus::ALL),
            instant(),
            instant(),
            instant(),
            any::<bool>(),
        )
            .prop_map(
                |(status, planned_at, started_at, ended_at, approximate)| Course {
                    status,
                    planned_at: planned_at.map(hours),
                    started_at: started_at.map(hours),
                    ended_at: ended_at.map(hours),
                    approximate,
                    time_zone: Zone::UTC,
                },
            )
    }

    proptest! {
        #[test]
        fn the_end_of_quiet_is_not_quiet_and_what_lies_out_of_reach_changes_nothing(courses in prop::collection::vec(course(), 0..8), at in -200_i64..200) {
            let (at, policy) = (hours(at), Policy::default());
            let kept: Vec<Course> = courses.into_iter().filter(|course| course.check().is_ok()).collect();
            let over = quiet_until(kept.iter().copied(), at, &policy);
            if let Some(over) = over {
                assert!(over > at);
                assert_eq!(quiet_until(kept.iter().copied(), over, &policy), None);
            }
            let reach = quiet_reach(at, &policy);
            let near = kept.iter().copied().filter(|c| [c.planned_at, c.started_at, c.ended_at].into_iter().flatten().any(|instant| instant > reach));
            assert_eq!(quiet_until(near, at, &policy), over);
        }
    }
}
