//! Where things are in the bundle, and how one of them points at another.

use std::collections::HashSet;

use uuid::Uuid;

use super::elements::Reference;
use crate::ids::AccountId;

/// What is told as a resource of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    Patient,
    Therapist,
    Link,
    Session,
    Entry,
    CheckIn,
    Practice,
    Plan(&'static str),
    Consent,
    /// An exercise of the catalogue; never in the bundle.
    Exercise,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Patient => "patient",
            Self::Therapist => "therapist",
            Self::Link => "link",
            Self::Session => "dosing-session",
            Self::Entry => "entry",
            Self::CheckIn => "check-in",
            Self::Practice => "practice",
            Self::Plan(name) => name,
            Self::Consent => "consent",
            Self::Exercise => "exercise",
        }
    }

    /// The resource that tells of it, where one does.
    fn resource(self) -> Option<&'static str> {
        Some(match self {
            Self::Patient => "Patient",
            Self::Therapist => "Practitioner",
            Self::Link => "CareTeam",
            Self::Session => "Basic",
            Self::Entry => "QuestionnaireResponse",
            Self::CheckIn | Self::Practice => "Observation",
            Self::Plan(_) => "CarePlan",
            Self::Consent => "Consent",
            Self::Exercise => return None,
        })
    }
}

/// The places of one patient's bundle.
///
/// Ids here are unique for one patient and one kind of record; the ids of resources follow from all three, so that they are unique
/// everywhere and the same in every export.
#[derive(Debug)]
pub(super) struct Places {
    owner: Uuid,
    held: HashSet<(Kind, Uuid)>,
}

impl Places {
    pub(super) fn new(owner: AccountId, held: impl IntoIterator<Item = (Kind, Uuid)>) -> Self {
        Self {
            owner: owner.uuid(),
            held: held.into_iter().collect(),
        }
    }

    /// The account whose bundle it is.
    pub(super) fn owner(&self) -> Uuid {
        self.owner
    }

    /// The id of the resource that tells of this.
    pub(super) fn of(&self, kind: Kind, id: Uuid) -> Uuid {
        self.named(kind.name(), &id.to_string())
    }

    /// The id of the resource that tells of a row of the access log.
    pub(super) fn of_row(&self, number: i64) -> Uuid {
        self.named("access-log", &number.to_string())
    }

    fn named(&self, kind: &str, name: &str) -> Uuid {
        Uuid::new_v5(&self.owner, format!("{kind}/{name}").as_bytes())
    }

    /// The id of the patient's own resource.
    pub(super) fn patient_id(&self) -> Uuid {
        self.of(Kind::Patient, self.owner)
    }

    /// The patient.
    pub(super) fn patient(&self) -> Reference {
        Reference::to(self.patient_id())
    }

    /// Points at something in the bundle, or names by its identifier what is not there any longer.
    pub(super) fn refer(&self, kind: Kind, id: Uuid) -> Reference {
        if self.holds(kind, id) {
            Reference::to(self.of(kind, id))
        } else {
            Self::name(kind, id)
        }
    }

    /// Names something by its identifier and does not point at it.
    pub(super) fn name(kind: Kind, id: Uuid) -> Reference {
        Reference::identified(kind.resource(), id)
    }

    pub(super) fn holds(&self, kind: Kind, id: Uuid) -> bool {
        self.held.contains(&(kind, id))
    }
}
