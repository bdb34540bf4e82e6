//! The rules across the fields of a session.

use super::*;

pub(super) const NOON: At = At::from_micros(1_700_000_000_000_000);

pub(super) fn hours(from_noon: i64) -> At {
    NOON.plus(Duration::hours(from_noon))
}

pub(super) fn planned(at: i64) -> Course {
    Course {
        status: SessionStatus::Planned,
        planned_at: Some(hours(at)),
        started_at: None,
        ended_at: None,
        approximate: false,
        time_zone: Zone::UTC,
    }
}

pub(super) fn happened(start: Option<i64>, end: Option<i64>) -> Course {
    Course {
        status: SessionStatus::Happened,
        planned_at: None,
        started_at: start.map(hours),
        ended_at: end.map(hours),
        ..planned(0)
    }
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
