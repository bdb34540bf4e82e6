use proptest::prelude::{Just, Strategy, any, prop, prop_assert, prop_assert_eq, proptest};

use super::*;
use crate::sessions::model::SessionStatus;

const DAY: i64 = 86_400_000_000;
const YEARS: std::ops::Range<i64> = 0..24_837;

fn zone(name: &str) -> Zone {
    name.parse().expect("a zone")
}

fn at(text: &str) -> At {
    text.parse().expect("an instant")
}

fn date(text: &str) -> CivilDate {
    text.parse().expect("a date")
}

fn id(number: u128) -> DosingSessionId {
    DosingSessionId::from_uuid(uuid::Uuid::from_u128(number))
}

fn every_zone() -> impl Iterator<Item = Zone> {
    chrono_tz::TZ_VARIANTS.iter().map(|name| zone(name.name()))
}

fn happened(zone_name: &str, end: &str) -> Course {
    Course {
        status: SessionStatus::Happened,
        planned_at: None,
        started_at: None,
        ended_at: Some(at(end)),
        approximate: false,
        time_zone: zone(zone_name),
    }
}

fn frame(course: &Course) -> Frame {
    Frame::of(id(1), course, &Policy::default()).expect("a frame")
}

/// What holds for the days after any session in any zone.
fn hold(zone: Zone, anchor: At, last: u8) -> Vec<Day> {
    let days = days(zone, anchor, last);
    let told = format!("{} {anchor}", zone.name());
    assert!(days.iter().map(|day| day.number).eq(0..=last), "{told}");
    assert!(days[0].holds(anchor), "{told}: the end lies in day 0");
    for day in &days {
        let length = day.closes_at.since(day.opens_at);
        assert!(
            length > Duration::zero() && length <= Duration::hours(48),
            "{told}: {day:?}"
        );
        assert_eq!(
            zone.start_of(day.date),
            day.opens_at,
            "{told}: a day begins at local midnight"
        );
        assert_eq!(
            zone.date_of(day.opens_at),
            day.date,
            "{told}: and shows its date"
        );
    }
    for pair in days.windows(2) {
        assert_eq!(pair[0].closes_at, pair[1].opens_at, "{told}: no gap");
        assert!(pair[0].date < pair[1].date, "{told}: in order");
    }
    days
}

/// The weeks in which clocks change, as their first instants: those that are not 168 hours long.
fn weeks_of_change(zone: Zone) -> Vec<At> {
    let starts: Vec<At> = (0..=YEARS.end / 7)
        .map(|week| zone.start_of(date("1970-01-01") + Duration::days(week * 7)))
        .collect();
    starts
        .windows(2)
        .filter(|pair| pair[1].since(pair[0]) != Duration::weeks(1))
        .map(|pair| pair[0])
        .collect()
}

#[test]
fn the_days_hold_around_every_change_of_clocks_of_every_zone() {
    let mut odd = Vec::new();
    for zone in every_zone() {
        for week in weeks_of_change(zone) {
            for day in hold(zone, week, 8) {
                let minutes = day.closes_at.since(day.opens_at).num_minutes();
                if minutes == 24 * 60 {
                    continue;
                }
                for shift in [
                    -DAY,
                    -DAY / 24,
                    -1,
                    0,
                    1,
                    DAY / 48,
                    DAY / 12,
                    DAY - DAY / 12,
                ] {
                    hold(zone, At::from_micros(day.opens_at.micros() + shift), 2);
                }
                let an_hour = minutes == 23 * 60 || minutes == 25 * 60;
                // Lord Howe Island moves its clocks by half an hour, and the stations in Antarctica as they like.
                if !an_hour
                    && day.date >= date("2020-01-01")
                    && !["Antarctica/", "Australia/L"]
                        .iter()
                        .any(|known| zone.name().starts_with(known))
                {
                    odd.push(format!("{} {} {minutes}", zone.name(), day.date));
                }
            }
        }
    }
    assert_eq!(odd, [""; 0]);
}

fn somewhere() -> impl Strategy<Value = (Zone, At)> {
    let zone =
        prop::sample::select(chrono_tz::TZ_VARIANTS.to_vec()).prop_map(|name| zone(name.name()));
    let instant = (YEARS, 0..DAY).prop_map(|(day, rest)| At::from_micros(day * DAY + rest));
    let midnight = (zone.clone(), YEARS).prop_map(|(zone, day)| {
        (
            zone,
            zone.start_of(date("1970-01-01") + Duration::days(day)),
        )
    });
    proptest::prop_oneof![(zone, instant), midnight]
}

proptest! {
    #[test]
    fn the_days_hold_anywhere_and_at_any_time((zone, anchor) in somewhere()) {
        hold(zone, anchor, 5);
    }

    #[test]
    fn moving_the_session_moves_every_day((zone, anchor) in somewhere(), later in 1_u8..=5) {
        let before = days(zone, anchor, 10);
        let moved = days(zone, before[usize::from(later)].opens_at, 5);
        for (old, new) in before[usize::from(later)..].iter().zip(&moved) {
            prop_assert_eq!((old.date, old.opens_at, old.closes_at, old.number), (new.date, new.opens_at, new.closes_at, new.number + later));
        }
    }

    #[test]
    fn every_instant_has_one_spot_or_lies_before((zone, anchor) in somewhere(), offset in -10 * DAY..20 * DAY) {
        let frame = frame(&Course { time_zone: zone, ..happened("UTC", &anchor.to_string()) });
        let instant = At::from_micros(anchor.micros() + offset);
        let in_days = frame.days.iter().filter(|day| day.holds(instant)).count();
        match frame.spot(instant, None) {
            None => prop_assert!(instant < frame.opens_at && in_days == 0),
            Some(Spot::Unfolding) => prop_assert!(instant >= frame.closes_at && in_days == 0),
            Some(Spot::Day(number)) => prop_assert!(in_days == 1 && frame.days[usize::from(number)].holds(instant)),
        }
    }

    #[test]
    fn the_newest_are_the_newest(mut times in prop::collection::vec(prop::sample::select(vec![0, 1, 2, 1_000_000, DAY, 40 * DAY, 400 * DAY]), 0..120), most in 1_usize..9, even in any::<bool>(), from in Just(BEGINNING_OF_TIME)) {
        let mut sum = 0;
        times.iter_mut().for_each(|step| { sum += *step; *step = sum; });
        let now = At::from_micros(sum - sum / 3);
        let all: Vec<(usize, At)> = times.into_iter().map(At::from_micros).enumerate().collect();
        let between = |from: At, to: At, most: i64| Ok(all.iter().copied().filter(|(_, at)| from <= *at && *at < to).take(usize::try_from(most).unwrap()).collect());
        let keep = |one: &(usize, At)| !even || one.0.is_multiple_of(2);
        let found = newest((from, now), most, between, keep).unwrap();
        let kept: Vec<_> = all.iter().copied().filter(keep).collect();
        let crowded = all.windows(most + 1).any(|run| run[0].1 == run[most].1);
        if !crowded {
            prop_assert_eq!(found, kept[kept.len().saturating_sub(most)..].to_vec());
        }
    }
}

#[test]
fn day_0_is_the_date_on_the_wall_at_the_end() {
    let late = frame(&happened("Europe/Lisbon", "2026-03-10T23:59:59Z"));
    let midnight = frame(&happened("Europe/Lisbon", "2026-03-11T00:00:00Z"));
    assert_eq!(
        (late.days[0].date, midnight.days[0].date),
        (date("2026-03-10"), date("2026-03-11"))
    );
    let west = frame(&happened("America/Los_Angeles", "2026-03-11T06:59:59Z"));
    assert_eq!(west.days[0].date, date("2026-03-10"));
}

#[test]
fn a_change_of_clocks_makes_a_day_23_or_25_hours_long() {
    let hours = |frame: &Frame| {
        frame
            .days
            .iter()
            .map(|day| day.closes_at.since(day.opens_at).num_hours())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        hours(&frame(&happened("Europe/Lisbon", "2026-03-27T15:00:00Z"))),
        [24, 24, 23, 24, 24, 24]
    );
    assert_eq!(
        hours(&frame(&happened("Europe/Lisbon", "2026-10-23T15:00:00Z"))),
        [24, 24, 25, 24, 24, 24]
    );
    let spring = frame(&happened("Europe/Lisbon", "2026-03-27T15:00:00Z"));
    assert_eq!(
        (spring.settles_at, spring.closes_at),
        (at("2026-03-30T23:00:00Z"), at("2026-04-01T23:00:00Z"))
    );
}

#[test]
fn a_date_that_the_zone_left_out_is_passed_over() {
    let dates: Vec<CivilDate> = days(zone("Pacific/Apia"), at("2011-12-29T20:00:00Z"), 2)
        .iter()
        .map(|day| day.date)
        .collect();
    assert_eq!(
        dates,
        [date("2011-12-29"), date("2011-12-31"), date("2012-01-01")]
    );
}

#[test]
fn what_is_shown_twice_around_midnight_belongs_to_the_day_that_has_begun() {
    // At 00:01 on 2010-11-07 the clocks of St. John's went back to 23:01 of the day before.
    let twice = days(zone("America/St_Johns"), at("2010-11-07T03:00:00Z"), 0);
    assert_eq!(
        zone("America/St_Johns").date_of(at("2010-11-07T03:00:00Z")),
        date("2010-11-06")
    );
    assert_eq!(twice[0].date, date("2010-11-07"));
}

#[test]
fn the_end_counts_before_the_start_and_the_start_before_the_plan() {
    let all = Course {
        planned_at: Some(at("2026-03-01T12:00:00Z")),
        started_at: Some(at("2026-03-09T22:00:00Z")),
        ..happened("UTC", "2026-03-10T01:00:00Z")
    };
    assert_eq!(frame(&all).days[0].date, date("2026-03-10"));
    assert_eq!(
        frame(&Course {
            ended_at: None,
            ..all
        })
        .days[0]
            .date,
        date("2026-03-09")
    );
    let plan = Course {
        status: SessionStatus::Planned,
        started_at: None,
        ended_at: None,
        ..all
    };
    assert_eq!(frame(&plan).days[0].date, date("2026-03-01"));
}

#[test]
fn what_does_not_take_place_has_no_frame_and_a_plan_does_not_unfold() {
    let session = happened("UTC", "2026-03-10T01:00:00Z");
    for status in [SessionStatus::Postponed, SessionStatus::Cancelled] {
        assert_eq!(
            Frame::of(id(1), &Course { status, ..session }, &Policy::default()),
            None
        );
    }
    let plan = Course {
        status: SessionStatus::Planned,
        planned_at: session.ended_at,
        ended_at: None,
        ..session
    };
    assert!(!frame(&plan).unfolds && frame(&session).unfolds);
    assert_eq!(frame(&plan).spot(frame(&plan).closes_at, None), None);
    assert_eq!(
        Frame::of(
            id(1),
            &Course {
                planned_at: None,
                ..plan
            },
            &Policy::default()
        ),
        None
    );
}

#[test]
fn what_names_a_session_belongs_to_it_alone() {
    let frame = frame(&happened("UTC", "2026-03-10T01:00:00Z"));
    let noon = at("2026-03-11T12:00:00Z");
    assert_eq!(frame.spot(noon, None), Some(Spot::Day(1)));
    assert_eq!(frame.spot(noon, Some(id(1))), Some(Spot::Day(1)));
    assert_eq!(frame.spot(noon, Some(id(2))), None);
}

#[test]
fn a_day_of_dosing_is_every_date_from_the_start_to_the_end() {
    let night = frame(&Course {
        started_at: Some(at("2026-03-09T22:00:00Z")),
        ..happened("UTC", "2026-03-10T01:00:00Z")
    });
    let other = frame(&happened("UTC", "2026-03-06T12:00:00Z"));
    let dosing: Vec<u8> = other
        .days
        .iter()
        .filter(|day| night.doses_on(day))
        .map(|day| day.number)
        .collect();
    assert_eq!(dosing, [3, 4]);
    assert!(night.doses_on(&night.days[0]) && !night.doses_on(&night.days[1]));
}

#[test]
fn a_deployment_settles_its_own_days() {
    let policy = Policy {
        settles_day: 1,
        closes_day: 2,
        ..Policy::default()
    };
    let frame =
        Frame::of(id(1), &happened("UTC", "2026-03-10T01:00:00Z"), &policy).expect("a frame");
    assert_eq!(
        (frame.days.len(), frame.settles_at, frame.closes_at),
        (3, at("2026-03-12T00:00:00Z"), at("2026-03-13T00:00:00Z"))
    );
}

#[test]
fn silence_begins_at_midnight_and_ends_with_the_session_or_else_with_the_day() {
    let night = frame(&Course {
        started_at: Some(at("2026-03-09T22:00:00Z")),
        ..happened("UTC", "2026-03-10T01:00:00Z")
    });
    for (instant, silent) in [
        ("2026-03-08T23:59:59Z", false),
        ("2026-03-09T00:00:00Z", true),
        ("2026-03-10T00:59:59Z", true),
        ("2026-03-10T01:00:00Z", false),
    ] {
        assert_eq!(night.is_silent(at(instant)), silent, "{instant}");
    }
    let open = frame(&Course {
        started_at: Some(at("2026-03-09T22:00:00Z")),
        ended_at: None,
        ..happened("UTC", "2026-03-10T01:00:00Z")
    });
    // The usual length takes it past midnight.
    assert!(open.is_silent(at("2026-03-10T23:59:59Z")));
    assert!(!open.is_silent(at("2026-03-11T00:00:00Z")));
}

#[test]
fn no_time_is_kept_free_on_any_day_of_dosing() {
    let first = frame(&happened("UTC", "2026-03-06T12:00:00Z"));
    let second = frame(&happened("UTC", "2026-03-08T12:00:00Z"));
    let both = [first, second];
    let free =
        |frame: &Frame| -> Vec<u8> { frame.free_days(&both).map(|day| day.number).collect() };
    assert_eq!(free(&both[0]), [1, 3, 4, 5]);
    assert_eq!(free(&both[1]), [1, 2, 3, 4, 5]);
}
