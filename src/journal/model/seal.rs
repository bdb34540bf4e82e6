//! Seal and return: an entry that is put away, and when it comes back (N9).

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::choice;
use crate::time::{At, CivilDate, Zone};

/// Until when an entry is put away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Until {
    /// Until this civil date begins where the entry was written.
    Date(CivilDate),
    /// Until the next session, of either kind, begins.
    NextSession,
    /// Until its writer opens it.
    WhenIChoose,
}

/// An entry's seal: what it waits for, and since when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Seal {
    pub(crate) until: Until,
    pub(crate) since: At,
}

impl Until {
    /// Whether a date is named that has begun, for an entry written in `zone`.
    pub(crate) fn has_begun(self, zone: Zone, now: At) -> bool {
        matches!(self, Self::Date(date) if zone.start_of(date) <= now)
    }
}

choice! {
    /// What a seal waits for, in one letter.
    Rule {
        /// Nothing: there is no seal.
        Nothing = "n",
        /// A date.
        Date = "d",
        /// The next session.
        Session = "s",
        /// The writer.
        Choice = "c",
    }
}

/// A seal, or none, as it is kept: always of one length, so that the sealed bytes do not tell which.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct KeptSeal {
    rule: Rule,
    date: CivilDate,
    since: At,
}

impl From<Option<Seal>> for KeptSeal {
    fn from(seal: Option<Seal>) -> Self {
        let (rule, date) = match seal.map(|seal| seal.until) {
            None => (Rule::Nothing, None),
            Some(Until::Date(date)) => (Rule::Date, Some(date)),
            Some(Until::NextSession) => (Rule::Session, None),
            Some(Until::WhenIChoose) => (Rule::Choice, None),
        };
        let nowhere = At::from_micros(0);
        Self {
            rule,
            date: date.unwrap_or_else(|| nowhere.utc().date_naive()),
            since: seal.map_or(nowhere, |seal| seal.since),
        }
    }
}

impl KeptSeal {
    /// What was kept.
    pub(crate) fn seal(self) -> Option<Seal> {
        let until = match self.rule {
            Rule::Nothing => return None,
            Rule::Date => Until::Date(self.date),
            Rule::Session => Until::NextSession,
            Rule::Choice => Until::WhenIChoose,
        };
        Some(Seal {
            until,
            since: self.since,
        })
    }
}

/// What a seal waits for: the writer, where nothing else is said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SealRecord {
    /// The civil date on which it opens; null where none was named.
    #[schema(value_type = Option<String>, format = Date)]
    date: Option<CivilDate>,
    /// Whether it opens with the next session.
    next_session: bool,
    since: At,
}

impl From<Seal> for SealRecord {
    fn from(seal: Seal) -> Self {
        let date = match seal.until {
            Until::Date(date) => Some(date),
            Until::NextSession | Until::WhenIChoose => None,
        };
        Self {
            date,
            next_session: seal.until == Until::NextSession,
            since: seal.since,
        }
    }
}

impl From<SealRecord> for Seal {
    fn from(record: SealRecord) -> Self {
        let until = match record.date {
            Some(date) => Until::Date(date),
            None if record.next_session => Until::NextSession,
            None => Until::WhenIChoose,
        };
        Self {
            until,
            since: record.since,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> At {
        text.parse().expect("an instant")
    }

    fn seal(until: Until) -> Seal {
        Seal {
            until,
            since: at("2026-03-10T09:00:00Z"),
        }
    }

    fn every_kind() -> Vec<Option<Seal>> {
        let date = "2026-12-01".parse().expect("a date");
        vec![
            None,
            Some(seal(Until::Date(date))),
            Some(seal(Until::NextSession)),
            Some(seal(Until::WhenIChoose)),
        ]
    }

    #[test]
    fn every_seal_is_kept_as_it_is_and_in_the_same_length() {
        let written: Vec<String> = every_kind()
            .into_iter()
            .map(|seal| {
                assert_eq!(KeptSeal::from(seal).seal(), seal);
                serde_json::to_string(&KeptSeal::from(seal)).expect("JSON")
            })
            .collect();
        assert!(written.windows(2).all(|two| two[0].len() == two[1].len()));
    }

    #[test]
    fn a_date_begins_where_the_entry_was_written() {
        let tokyo: Zone = "Asia/Tokyo".parse().expect("a zone");
        let until = Until::Date("2026-03-12".parse().expect("a date"));
        assert!(!until.has_begun(tokyo, at("2026-03-11T14:59:59Z")));
        assert!(until.has_begun(tokyo, at("2026-03-11T15:00:00Z")));
        assert!(!until.has_begun(Zone::UTC, at("2026-03-11T15:00:00Z")));
        assert!(!Until::WhenIChoose.has_begun(Zone::UTC, at("2199-01-01T00:00:00Z")));
    }
}
