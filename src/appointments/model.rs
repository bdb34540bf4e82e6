//! What an appointment is made of, and what its times keep to.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::access::record::Record;
use crate::error::Error;
use crate::ids::{AppointmentId, DosingSessionId, LinkId};
use crate::time::{At, Zone};
use crate::{choice, text};

choice! {
    /// On which side of a dosing session an appointment stands, or would stand (R08, R81).
    AppointmentKind {
        /// Getting ready, or only considering it.
        Preparation = "preparation",
        /// Being with what has been.
        Integration = "integration",
    }
}

choice! {
    /// What became of an appointment; all four are ordinary.
    AppointmentStatus {
        /// It is meant to take place.
        Planned = "planned",
        /// It took place.
        Happened = "happened",
        /// It was put off.
        Postponed = "postponed",
        /// It does not take place.
        Cancelled = "cancelled",
    }
}

impl AppointmentStatus {
    /// Whether it takes or took place.
    pub fn stands(self) -> bool {
        matches!(self, Self::Planned | Self::Happened)
    }
}

text!(
    /// Where an appointment takes place, in the patient's words.
    AppointmentPlace, 1..=200
);
text!(
    /// What the patient keeps of an appointment, before it or after (R08).
    AppointmentNote, 1..=4000
);

/// The words of an appointment; sealed as one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AppointmentWords)]
pub(crate) struct Words {
    pub(crate) kind: AppointmentKind,
    pub(crate) status: AppointmentStatus,
    pub(crate) starts_at: Option<At>,
    pub(crate) ends_at: Option<At>,
    pub(crate) time_zone: Zone,
    pub(crate) link_id: Option<LinkId>,
    pub(crate) dosing_session_id: Option<DosingSessionId>,
    pub(crate) place: Option<AppointmentPlace>,
    pub(crate) note: Option<AppointmentNote>,
}

impl Words {
    /// Holds the two times against each other.
    pub(super) fn check(&self) -> Result<(), Error> {
        match (self.starts_at, self.ends_at) {
            (None, Some(_)) => Err(Error::field(
                "/ends_at",
                "without_start",
                "goes with a starts_at",
            )),
            (Some(start), Some(end)) if end <= start => Err(Error::field(
                "/ends_at",
                "not_after_start",
                "lies after starts_at",
            )),
            _ => Ok(()),
        }
    }

    /// The instant by which it is listed: its beginning, or else when it was noted.
    pub(super) fn place_in_time(&self, noted: At) -> At {
        self.starts_at.unwrap_or(noted)
    }

    /// Whether it takes or took place, and begins after `since` and not after `now` (N9).
    pub(super) fn begun(&self, since: At, now: At) -> bool {
        self.status.stands()
            && self
                .starts_at
                .is_some_and(|start| since < start && start <= now)
    }

    /// When it is over, as far as anybody knows: its end, or else its beginning.
    pub(super) fn is_over(&self) -> Option<At> {
        self.ends_at.or(self.starts_at)
    }
}

/// When the next of these with this therapist is over, as far as anybody knows; none where no next one has a time (N12).
pub(super) fn end_of_next<'a>(
    appointments: impl IntoIterator<Item = &'a Words>,
    link: LinkId,
    after: At,
) -> Option<At> {
    appointments
        .into_iter()
        .filter(|one| one.link_id == Some(link) && one.status == AppointmentStatus::Planned)
        .filter_map(|one| Some((one.starts_at?, one.is_over()?)))
        .filter(|(_, over)| *over > after)
        .min()
        .map(|(_, over)| over)
}

/// An appointment, to the patient whose it is.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AppointmentView {
    pub(super) id: AppointmentId,
    kind: AppointmentKind,
    status: AppointmentStatus,
    /// Null where no time is set.
    #[schema(required)]
    starts_at: Option<At>,
    #[schema(required)]
    ends_at: Option<At>,
    time_zone: Zone,
    /// With which therapist, where it is one that the patient is linked with.
    #[schema(required)]
    link_id: Option<LinkId>,
    #[schema(required)]
    dosing_session_id: Option<DosingSessionId>,
    #[schema(required)]
    place: Option<AppointmentPlace>,
    /// The patient's own notes of it.
    #[schema(required)]
    note: Option<AppointmentNote>,
    pub(super) revision: i64,
    created_at: At,
    updated_at: At,
}

impl AppointmentView {
    /// Which one it is.
    pub fn id(&self) -> AppointmentId {
        self.id
    }

    /// What became of it.
    pub fn status(&self) -> AppointmentStatus {
        self.status
    }

    /// When it begins, where a time is set.
    pub fn starts_at(&self) -> Option<At> {
        self.starts_at
    }

    /// When it ends, where that is known.
    pub fn ends_at(&self) -> Option<At> {
        self.ends_at
    }

    /// For which dosing session it is, where it is for one.
    pub fn dosing_session_id(&self) -> Option<DosingSessionId> {
        self.dosing_session_id
    }

    /// Its revision, and when that was made.
    pub fn revised(&self) -> (i64, At) {
        (self.revision, self.updated_at)
    }
}

impl From<Record<Words>> for AppointmentView {
    fn from(record: Record<Words>) -> Self {
        let Words {
            kind,
            status,
            starts_at,
            ends_at,
            time_zone,
            link_id,
            dosing_session_id,
            place,
            note,
        } = record.words;
        Self {
            id: AppointmentId::from_uuid(record.id),
            kind,
            status,
            starts_at,
            ends_at,
            time_zone,
            link_id,
            dosing_session_id,
            place,
            note,
            revision: record.revision,
            created_at: record.created_at,
            updated_at: record.updated_at,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{Strategy, prop, proptest};
    use uuid::Uuid;

    use super::*;

    fn at(hour: i64) -> At {
        At::from_micros(hour * 3_600_000_000)
    }

    fn link(number: u128) -> LinkId {
        LinkId::from_uuid(Uuid::from_u128(number))
    }

    fn planned(start: Option<i64>, end: Option<i64>) -> Words {
        Words {
            kind: AppointmentKind::Integration,
            status: AppointmentStatus::Planned,
            starts_at: start.map(at),
            ends_at: end.map(at),
            time_zone: Zone::UTC,
            link_id: Some(link(1)),
            dosing_session_id: None,
            place: None,
            note: None,
        }
    }

    #[test]
    fn an_end_lies_after_a_start_and_never_stands_alone() {
        assert!(planned(None, None).check().is_ok());
        assert!(planned(Some(1), None).check().is_ok());
        assert!(planned(Some(1), Some(2)).check().is_ok());
        for (start, end) in [(Some(1), Some(1)), (Some(2), Some(1)), (None, Some(1))] {
            assert!(planned(start, end).check().is_err(), "{start:?} {end:?}");
        }
    }

    #[test]
    fn one_has_begun_since_only_if_it_stands_and_begins_after_that_and_by_now() {
        let begun = |status, start| {
            Words {
                status,
                ..planned(start, None)
            }
            .begun(at(10), at(20))
        };
        for status in AppointmentStatus::ALL {
            assert_eq!(begun(*status, Some(15)), status.stands(), "{status:?}");
        }
        let planned = AppointmentStatus::Planned;
        assert!(begun(planned, Some(11)) && begun(planned, Some(20)));
        assert!(!begun(planned, Some(10)) && !begun(planned, Some(21)) && !begun(planned, None));
    }

    #[test]
    fn the_next_one_with_a_therapist_is_the_first_that_is_not_over() {
        let all = [
            planned(Some(5), Some(6)),
            planned(Some(20), Some(21)),
            planned(Some(9), Some(11)),
            Words {
                link_id: Some(link(2)),
                ..planned(Some(10), Some(11))
            },
            Words {
                status: AppointmentStatus::Cancelled,
                ..planned(Some(10), Some(12))
            },
            planned(None, None),
        ];
        assert_eq!(end_of_next(&all, link(1), at(10)), Some(at(11)));
        assert_eq!(end_of_next(&all, link(1), at(11)), Some(at(21)));
        assert_eq!(end_of_next(&all, link(1), at(21)), None);
        assert_eq!(end_of_next(&all, link(2), at(0)), Some(at(11)));
        assert_eq!(end_of_next(&all, link(3), at(0)), None);
    }

    fn some_time() -> impl Strategy<Value = Option<i64>> {
        prop::option::of(0_i64..50)
    }

    proptest! {
        #[test]
        fn the_end_of_the_next_one_lies_ahead_and_is_the_end_of_one_of_them(times in prop::collection::vec((some_time(), some_time()), 0..9), after in 0_i64..50) {
            let all: Vec<Words> = times.into_iter().map(|(start, end)| planned(start, end)).filter(|one| one.check().is_ok()).collect();
            match end_of_next(&all, link(1), at(after)) {
                Some(over) => assert!(over > at(after) && all.iter().any(|one| one.is_over() == Some(over))),
                None => assert!(all.iter().all(|one| one.is_over().is_none_or(|over| over <= at(after)))),
            }
        }
    }
}
