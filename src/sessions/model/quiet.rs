//! How long a session keeps things quiet, and what of that no edit takes away (N1, AZ-10).

use serde::{Deserialize, Serialize};

use super::Course;
use crate::config::Policy;
use crate::time::At;

/// One stretch of quiet time, from its first instant up to the one that ends it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quiet {
    from: At,
    until: At,
}

impl Quiet {
    fn holds(self, at: At) -> bool {
        self.from <= at && at < self.until
    }

    /// Both as one, where both hold `now`; else the other one, because this one is over.
    pub fn and(self, other: Self, now: At) -> Self {
        if self.holds(now) {
            Self {
                from: self.from.min(other.from),
                until: self.until.max(other.until),
            }
        } else {
            other
        }
    }
}

impl Course {
    /// The time around this session in which nothing that widens access takes effect (N1).
    fn quiet(&self, policy: &Policy) -> Option<Quiet> {
        let (start, end) = self.takes(policy.usual_length)?;
        Some(Quiet {
            from: start.minus(policy.quiet_before),
            until: end.plus(policy.quiet_after),
        })
    }

    /// Whether this course tells the end of `before`, of which only the usual length was assumed.
    fn tells_the_end_of(&self, before: &Self, policy: &Policy) -> bool {
        let began = before.start(policy.usual_length);
        before.ended_at.is_none()
            && self
                .ended_at
                .is_some_and(|end| began.is_none_or(|began| began <= end))
    }
}

/// The quiet time that stays when a session that is quiet `now` is taken away, or becomes `after`; none where the sessions as they are
/// then tell it themselves.
///
/// Once it has begun it only gets longer: whoever would edit the session away is the one whom it protects. What is assumed gives way
/// to what is known: an end that is told for the first time, and lies after the start, ends it so long after that end.
pub fn kept(before: &Course, after: Option<&Course>, now: At, policy: &Policy) -> Option<Quiet> {
    let quiet = before.quiet(policy).filter(|quiet| quiet.holds(now))?;
    let lasts = after.is_some_and(|after| {
        after.quiet(policy).is_some_and(|then| {
            then.from <= now
                && (quiet.until <= then.until || after.tells_the_end_of(before, policy))
        })
    });
    (!lasts).then_some(quiet)
}

/// When the quiet time that holds `at` is over, across sessions that follow each other closely and what is kept of others; none where
/// `at` is not quiet (N1).
pub fn quiet_until(
    courses: impl IntoIterator<Item = Course>,
    kept: Option<Quiet>,
    at: At,
    policy: &Policy,
) -> Option<At> {
    let mut stretches: Vec<Quiet> = courses
        .into_iter()
        .filter_map(|course| course.quiet(policy))
        .chain(kept)
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

#[cfg(test)]
mod tests {
    use proptest::prelude::{Strategy, any, prop, proptest};

    use super::super::tests::{NOON, happened, hours, planned};
    use super::*;
    use crate::sessions::model::SessionStatus;
    use crate::time::Zone;

    fn until(courses: &[Course], at: i64) -> Option<i64> {
        quiet_until(courses.iter().copied(), None, hours(at), &Policy::default())
            .map(|over| over.since(NOON).num_hours())
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

    #[test]
    fn a_start_that_is_told_before_the_plan_begins_the_quiet_time() {
        let early = Course {
            started_at: Some(hours(-4)),
            ..planned(0)
        };
        assert_eq!(until(&[early], -7), None);
        assert_eq!(until(&[early], -6), Some(23));
        // One that is told after the plan does not end it earlier, nor begin it later.
        let late = Course {
            started_at: Some(hours(2)),
            ..planned(0)
        };
        assert_eq!(until(&[late], -2), Some(29));
    }

    fn keeps(before: Course, after: Option<Course>, now: i64) -> Option<i64> {
        kept(&before, after.as_ref(), hours(now), &Policy::default())
            .map(|quiet| quiet.until.since(NOON).num_hours())
    }

    #[test]
    fn a_quiet_time_that_has_begun_stays_whatever_becomes_of_its_session() {
        let called_off = Course {
            status: SessionStatus::Cancelled,
            ..planned(0)
        };
        let put_off = planned(0).put_off(None).expect("it lies ahead");
        let elsewhere = happened(Some(-100), Some(-97));
        for after in [
            None,
            Some(called_off),
            Some(put_off),
            Some(planned(48)),
            Some(elsewhere),
        ] {
            for now in [-2, 0, 1, 26] {
                assert_eq!(keeps(planned(0), after, now), Some(27), "{after:?} {now}");
            }
            // Before it has begun a plan is nothing but a plan, and after it there is nothing left to keep.
            for now in [-3, 27] {
                assert_eq!(keeps(planned(0), after, now), None, "{after:?} {now}");
            }
        }
    }

    #[test]
    fn an_end_that_is_told_for_the_first_time_stands_in_the_place_of_the_usual_one() {
        let ended = |end| Some(happened(Some(0), Some(end)));
        assert_eq!(keeps(planned(0), ended(1), 1), None);
        assert_eq!(keeps(happened(Some(0), None), ended(1), 1), None);
        // Told once, it only moves on.
        assert_eq!(keeps(happened(Some(0), Some(3)), ended(1), 4), Some(27));
        assert_eq!(keeps(happened(Some(0), Some(3)), ended(4), 4), None);
        // What ended before this one began was another one.
        assert_eq!(
            keeps(planned(0), Some(happened(Some(-30), Some(-27))), 1),
            Some(27)
        );
    }

    #[test]
    fn what_is_kept_holds_like_a_session_and_leads_on_to_the_next() {
        let stays = kept(&planned(0), None, hours(0), &Policy::default());
        let at = |courses: &[Course], at| {
            quiet_until(
                courses.iter().copied(),
                stays,
                hours(at),
                &Policy::default(),
            )
            .map(|over| over.since(NOON).num_hours())
        };
        assert_eq!(at(&[], 26), Some(27));
        assert_eq!(at(&[], 27), None);
        assert_eq!(at(&[], -3), None);
        assert_eq!(at(&[planned(28)], 0), Some(55));
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
            let fit: Vec<Course> = courses.into_iter().filter(|course| course.check().is_ok()).collect();
            let over = quiet_until(fit.iter().copied(), None, at, &policy);
            if let Some(over) = over {
                assert!(over > at);
                assert_eq!(quiet_until(fit.iter().copied(), None, over, &policy), None);
            }
            let reach = quiet_reach(at, &policy);
            let near = fit.iter().copied().filter(|c| [c.planned_at, c.started_at, c.ended_at].into_iter().flatten().any(|instant| instant > reach));
            assert_eq!(quiet_until(near, None, at, &policy), over);
        }
    }
}
