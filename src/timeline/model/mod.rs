//! Civil days, and what belongs into which of them (R80, N7).
//!
//! Day 0 is the date on which the session ended, by the calendar of the session's zone, and a day begins at local midnight. Where
//! clocks change a day is 23 or 25 hours long, and a date that a zone left out is no day at all; so the days follow each other
//! without a gap, and every instant lies in exactly one of them.

pub mod calendar;
mod weeks;

pub use weeks::{Week, weeks};

use chrono::Duration;

use crate::config::Policy;
use crate::error::Result;
use crate::ids::DosingSessionId;
use crate::sessions::Course;
use crate::time::{At, CivilDate, Zone};

/// One civil day of a session's calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    /// The date on the wall.
    pub date: CivilDate,
    /// How many days after the session's own; that one is 0.
    pub number: u8,
    /// Its first instant.
    pub opens_at: At,
    /// The first instant of the next day.
    pub closes_at: At,
}

impl Day {
    fn holds(&self, at: At) -> bool {
        self.opens_at <= at && at < self.closes_at
    }
}

/// The days from the one that holds `anchor` to the day `last` after it.
pub fn days(zone: Zone, anchor: At, last: u8) -> Vec<Day> {
    let mut date = zone.day_of(anchor);
    let mut opens_at = zone.start_of(date);
    (0..=last)
        .map(|number| {
            let next = zone.day_after(date);
            let day = Day {
                date,
                number,
                opens_at,
                closes_at: zone.start_of(next),
            };
            (date, opens_at) = (next, day.closes_at);
            day
        })
        .collect()
}

/// The days of one session (R80).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// Which session.
    pub session: DosingSessionId,
    /// Where its calendar hangs.
    pub zone: Zone,
    /// Its days in order.
    pub days: Vec<Day>,
    /// The first instant of day 0.
    pub opens_at: At,
    /// The end of the day until which most settles.
    pub settles_at: At,
    /// The end of the last day.
    pub closes_at: At,
    /// Whether the session happened, so that the time after its days goes on unfolding.
    pub unfolds: bool,
    /// From here on lies the dosing, in whole days.
    dosing_from: At,
    /// Before this instant.
    dosing_until: At,
    /// The end of the session, as far as anybody knows.
    silent_until: At,
}

/// Where in a frame something belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spot {
    /// Into the day of this number.
    Day(u8),
    /// After the days.
    Unfolding,
}

impl Frame {
    /// The frame of a session; none for one that does not take place or has no time yet (N14).
    pub fn of(session: DosingSessionId, course: &Course, policy: &Policy) -> Option<Self> {
        let (zone, anchor) = (course.time_zone, course.anchor()?);
        let days = days(zone, anchor, policy.closes_day);
        let opens_at = days.first()?.opens_at;
        let closes_at = days.last()?.closes_at;
        let settles_at = days
            .iter()
            .find(|day| day.number == policy.settles_day)
            .map_or(closes_at, |day| day.closes_at);
        let (first, last) = course.dosing_dates(policy)?;
        let dosing_until = zone.start_of(zone.day_after(last));
        Some(Self {
            session,
            zone,
            opens_at,
            settles_at,
            closes_at,
            unfolds: course.happened(),
            dosing_from: zone.start_of(first),
            dosing_until,
            silent_until: course.ended_at.unwrap_or(dosing_until),
            days,
        })
    }

    /// Where something of this instant belongs, written for session `of` or for none: to that session only, or to every one (R80).
    pub fn spot(&self, at: At, of: Option<DosingSessionId>) -> Option<Spot> {
        if of.is_some_and(|of| of != self.session) {
            return None;
        }
        let day = self
            .days
            .iter()
            .find(|day| day.holds(at))
            .map(|day| Spot::Day(day.number));
        day.or_else(|| (self.unfolds && at >= self.closes_at).then_some(Spot::Unfolding))
    }

    /// Whether nothing is said by itself at `at`: from the first midnight of the dosing until the session has ended; where nobody
    /// told of an end, until the day of its usual end has (R49, R52).
    pub fn is_silent(&self, at: At) -> bool {
        self.dosing_from <= at && at < self.silent_until
    }

    /// The days after day 0 on which a calendar may keep time free: those on which none of `frames` doses (R49, R80).
    pub fn free_days<'a>(&'a self, frames: &'a [Self]) -> impl Iterator<Item = &'a Day> {
        self.days
            .iter()
            .skip(1)
            .filter(|day| !frames.iter().any(|frame| frame.doses_on(day)))
    }

    /// Whether any of this day is a day of dosing, on which nothing is offered (R49, R52).
    pub fn doses_on(&self, day: &Day) -> bool {
        day.opens_at < self.dosing_until && self.dosing_from < day.closes_at
    }
}

/// How far back the first look goes; each next one goes further.
const STRIDE: Duration = Duration::days(28);

/// So many looks are taken at most, so that no journal makes one request long.
const LOOKS: usize = 128;

/// The newest `most` things from `from` on that `keep` keeps, oldest first; `now` is where most of them end.
///
/// `between` reads a stretch of time, oldest first and no more than so many. So this looks back from the end of time, in ever
/// longer strides; a stretch that holds more than is read at once is halved until its later part does not.
pub fn newest<T>(
    (from, now): (At, At),
    most: usize,
    mut between: impl FnMut(At, At, i64) -> Result<Vec<T>>,
    keep: impl Fn(&T) -> bool,
) -> Result<Vec<T>> {
    let at_once = i64::try_from(most.saturating_add(1)).unwrap_or(i64::MAX);
    // What a phone with a fast clock wrote lies after now; the first look takes it in.
    let (mut start, mut end, mut stride) = (now.max(from), END_OF_TIME, STRIDE);
    // From here to `end` there is more than is read at once.
    let mut crowded: Option<At> = None;
    let mut kept: Vec<T> = Vec::new();
    for _ in 0..LOOKS {
        let found = between(start, end, at_once)?;
        if found.len() > most && end.since(start) > Duration::microseconds(1) {
            crowded = Some(start);
            start = middle(start, end);
            continue;
        }
        let empty = found.is_empty();
        kept.splice(0..0, found.into_iter().filter(&keep))
            .for_each(drop);
        if kept.len() >= most || start <= from {
            break;
        }
        end = start;
        start = match crowded.filter(|far| *far < end) {
            Some(far) if empty => middle(far, end),
            Some(far) => far,
            None => {
                stride = stride.checked_mul(2).unwrap_or(stride);
                end.minus(stride).max(from)
            }
        };
    }
    let surplus = kept.len().saturating_sub(most);
    Ok(kept.split_off(surplus))
}

/// Halfway between two instants.
fn middle(start: At, end: At) -> At {
    start.plus(end.since(start) / 2)
}

/// Before every instant that a client may name.
pub const BEGINNING_OF_TIME: At = At::from_micros(-2_208_988_800_000_000);

/// After every instant that a client may name.
pub const END_OF_TIME: At = At::from_micros(7_258_118_400_000_000);

#[cfg(test)]
mod tests;
