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
        match self.contradiction() {
            Some((pointer, code, message)) => Err(Error::field(pointer, code, message)),
            None => Ok(()),
        }
    }

    /// The field that does not go with the other time, and what it takes.
    pub(crate) fn contradiction(&self) -> Option<(&'static str, &'static str, &'static str)> {
        match (self.starts_at, self.ends_at) {
            (None, Some(_)) => Some(("/ends_at", "without_start", "goes with a starts_at")),
            (Some(start), Some(end)) if end <= start => {
                Some(("/ends_at", "not_after_start", "lies after starts_at"))
            }
            _ => None,
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
}
