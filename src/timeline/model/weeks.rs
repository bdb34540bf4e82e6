//! The weeks after the days of a session, by its own calendar: they have no end, and nothing is said of an empty one (R77, N7).

use chrono::Duration;

use crate::time::{At, Zone};

/// The most weeks that are shown of one session; whatever is older is found by its own lists.
const MOST: i64 = 12;

/// Seven dates by a session's calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Week {
    /// Its first instant.
    pub opens_at: At,
    /// The first instant of the next week.
    pub closes_at: At,
}

impl Week {
    /// Whether it holds this instant.
    pub fn holds(&self, at: At) -> bool {
        self.opens_at <= at && at < self.closes_at
    }
}

/// The newest weeks from `from` on, a local midnight, up to the one that holds `now`, in their order; none where `now` lies before.
pub fn weeks(zone: Zone, from: At, now: At) -> Vec<Week> {
    if now < from {
        return Vec::new();
    }
    let first = zone.day_of(from);
    let whole = (zone.day_of(now) - first).num_days().div_euclid(7);
    let begins = |week: i64| match first.checked_add_signed(Duration::weeks(week)) {
        Some(date) if week > 0 => zone.start_of(date),
        _ => from,
    };
    (whole.saturating_sub(MOST - 1).max(0)..=whole)
        .map(|week| Week {
            opens_at: begins(week),
            closes_at: begins(week.saturating_add(1)),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{Strategy, prop, prop_assert, prop_assert_eq, proptest};

    use super::*;
    use crate::time::CivilDate;

    const DAY: i64 = 86_400_000_000;

    fn zone(name: &str) -> Zone {
        name.parse().expect("a zone")
    }

    fn at(text: &str) -> At {
        text.parse().expect("an instant")
    }

    fn date(days: i64) -> CivilDate {
        let epoch: CivilDate = "1970-01-01".parse().expect("a date");
        epoch + Duration::days(days)
    }

    fn somewhere() -> impl Strategy<Value = (Zone, At)> {
        (
            prop::sample::select(chrono_tz::TZ_VARIANTS.to_vec()),
            0_i64..24_000,
        )
            .prop_map(|(name, day)| {
                let zone = zone(name.name());
                (zone, zone.start_of(date(day)))
            })
    }

    proptest! {
        #[test]
        fn the_weeks_follow_each_other_and_the_last_one_holds_now((zone, from) in somewhere(), later in 0..400 * DAY) {
            let now = At::from_micros(from.micros() + later);
            let found = weeks(zone, from, now);
            prop_assert!((1..=12).contains(&found.len()));
            prop_assert!(found.last().is_some_and(|week| week.holds(now)), "{:?} {now}", found.last());
            for pair in found.windows(2) {
                prop_assert_eq!(pair[0].closes_at, pair[1].opens_at);
            }
            for week in &found {
                let length = week.closes_at.since(week.opens_at);
                prop_assert!(length > Duration::days(5) && length < Duration::days(9));
            }
            if found.len() < 12 {
                prop_assert_eq!(found[0].opens_at, from);
            }
        }
    }

    #[test]
    fn there_is_no_week_before_the_days_are_over() {
        let from = at("2026-03-09T00:00:00Z");
        assert_eq!(weeks(Zone::UTC, from, at("2026-03-08T23:59:59Z")), []);
        assert_eq!(weeks(Zone::UTC, from, from).len(), 1);
    }

    #[test]
    fn a_week_begins_at_local_midnight_also_across_a_change_of_clocks() {
        let lisbon = zone("Europe/Lisbon");
        let found = weeks(
            lisbon,
            at("2026-03-24T00:00:00Z"),
            at("2026-04-02T12:00:00Z"),
        );
        assert_eq!(
            found,
            [
                Week {
                    opens_at: at("2026-03-24T00:00:00Z"),
                    closes_at: at("2026-03-30T23:00:00Z")
                },
                Week {
                    opens_at: at("2026-03-30T23:00:00Z"),
                    closes_at: at("2026-04-06T23:00:00Z")
                }
            ]
        );
    }

    #[test]
    fn of_many_weeks_the_newest_are_there() {
        let found = weeks(
            Zone::UTC,
            at("2019-06-07T00:00:00Z"),
            at("2026-03-10T09:00:00Z"),
        );
        assert_eq!(found.len(), 12);
        assert!(found[11].holds(at("2026-03-10T09:00:00Z")));
    }
}
