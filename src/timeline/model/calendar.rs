//! A calendar as RFC 5545 spells it, out of times and titles alone (N16, IN-10).
//!
//! Nothing that a person wrote is ever in it. Times are in UTC, so no description of a zone is needed; whole days are dates, so they
//! stay where they are in every zone.

use icalendar::{Calendar, Class, Component, Event, EventLike, EventStatus, Property};

use crate::time::{At, CivilDate};

/// When something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// From an instant, until another one where an end is known.
    From(At, Option<At>),
    /// A whole day.
    On(CivilDate),
}

/// One thing in a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occasion<'a> {
    /// Opaque, and always the same for the same thing.
    pub uid: String,
    /// When.
    pub when: When,
    /// Whether it takes or took place.
    pub stands: bool,
    /// Its revision, from 1.
    pub revision: i64,
    /// When that was made.
    pub revised_at: At,
    /// The title: one of the product's own.
    pub title: &'a str,
}

/// The calendar, line by line; equal occasions make equal bytes.
pub fn written(name: &str, occasions: &[Occasion<'_>]) -> String {
    let mut calendar = Calendar::empty();
    for (key, value) in [
        ("VERSION", "2.0"),
        ("PRODID", "-//Afterword//EN"),
        ("CALSCALE", "GREGORIAN"),
    ] {
        calendar.append_property(Property::new(key, value));
    }
    calendar.name(name);
    for occasion in occasions {
        calendar.push(event(occasion));
    }
    calendar.to_string()
}

fn event(occasion: &Occasion<'_>) -> Event {
    let sequence = occasion.revision.saturating_sub(1);
    let mut event = Event::new();
    event
        .uid(&occasion.uid)
        .timestamp(occasion.revised_at.utc())
        .sequence(u32::try_from(sequence).unwrap_or(u32::MAX))
        .summary(occasion.title)
        .class(Class::Private)
        .status(if occasion.stands {
            EventStatus::Confirmed
        } else {
            EventStatus::Cancelled
        });
    match occasion.when {
        When::From(start, end) => {
            event.starts(start.utc());
            // To the second, as it is written, an end lies after its start (RFC 5545 §3.8.2.2).
            if let Some(end) = end.filter(|end| end.seconds() > start.seconds()) {
                event.ends(end.utc());
            }
        }
        When::On(date) => {
            event.starts(date);
            event.ends(date.succ_opt().unwrap_or(date));
            event.append_property(Property::new("TRANSP", "TRANSPARENT"));
        }
    }
    event.done()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> At {
        text.parse().expect("an instant")
    }

    fn occasion(when: When) -> Occasion<'static> {
        Occasion {
            uid: "3f8e".to_owned(),
            when,
            stands: true,
            revision: 3,
            revised_at: at("2026-03-01T10:00:00.999999Z"),
            title: "Reserved time",
        }
    }

    fn lines(occasion: Occasion<'_>) -> Vec<String> {
        let text = written("My time", &[occasion]);
        assert!(text.ends_with("END:VCALENDAR\r\n"));
        text.split("\r\n").map(ToOwned::to_owned).collect()
    }

    #[test]
    fn a_time_is_written_in_utc_and_to_the_second() {
        let start = at("2026-03-10T14:00:00.5Z");
        let found = lines(occasion(When::From(
            start,
            Some(at("2026-03-10T15:30:00Z")),
        )));
        for line in [
            "DTSTART:20260310T140000Z",
            "DTEND:20260310T153000Z",
            "DTSTAMP:20260301T100000Z",
            "SEQUENCE:2",
            "STATUS:CONFIRMED",
            "SUMMARY:Reserved time",
            "CLASS:PRIVATE",
            "UID:3f8e",
        ] {
            assert!(found.iter().any(|one| one == line), "{line} in {found:?}");
        }
    }

    #[test]
    fn an_end_that_would_not_lie_after_its_start_is_left_out() {
        let start = at("2026-03-10T14:00:00.1Z");
        for end in [None, Some(at("2026-03-10T14:00:00.9Z"))] {
            let found = lines(occasion(When::From(start, end)));
            assert!(!found.iter().any(|line| line.starts_with("DTEND")));
        }
    }

    #[test]
    fn a_whole_day_ends_with_the_next_date_and_blocks_nothing() {
        let found = lines(occasion(When::On("2026-12-31".parse().expect("a date"))));
        for line in [
            "DTSTART;VALUE=DATE:20261231",
            "DTEND;VALUE=DATE:20270101",
            "TRANSP:TRANSPARENT",
        ] {
            assert!(found.iter().any(|one| one == line), "{line} in {found:?}");
        }
    }

    #[test]
    fn what_does_not_take_place_says_so() {
        let cancelled = Occasion {
            stands: false,
            ..occasion(When::From(at("2026-03-10T14:00:00Z"), None))
        };
        assert!(
            lines(cancelled)
                .iter()
                .any(|line| line == "STATUS:CANCELLED")
        );
    }

    #[test]
    fn equal_occasions_make_equal_bytes() {
        let one = occasion(When::From(at("2026-03-10T14:00:00Z"), None));
        assert_eq!(
            written("x", &[one.clone(), one.clone()]),
            written("x", &[one.clone(), one])
        );
    }
}
