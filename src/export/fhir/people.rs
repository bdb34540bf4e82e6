//! Who: the patient by the name she gave herself, therapists by theirs, and the links between them; no contact, no address.

use serde::Serialize;

use super::Resource;
use super::elements::{Coding, Concept, Head, Identifier, Period, Reference, Words};
use super::places::{Kind, Places};
use crate::account::DisplayName;
use crate::export::archive::Holder;
use crate::export::sharing::LinkTold;
use crate::ids::AccountId;

#[derive(Debug, Serialize)]
struct Name {
    text: Words,
}

#[derive(Debug, Serialize)]
struct Language {
    language: Concept,
    preferred: bool,
}

/// The patient.
#[derive(Debug, Serialize)]
pub(super) struct Patient {
    #[serde(flatten)]
    pub(super) head: Head,
    identifier: Vec<Identifier>,
    name: Vec<Name>,
    communication: Vec<Language>,
}

pub(super) fn patient(places: &Places, holder: &Holder) -> Resource {
    let language = Coding::of(
        "urn:ietf:bcp:47",
        holder.locale.as_str(),
        match holder.locale {
            crate::words::Language::English => "English",
            crate::words::Language::Spanish => "Spanish",
        },
    );
    Resource::Patient(Patient {
        head: Head::of(places.patient_id()),
        identifier: vec![Identifier::of(places.owner())],
        name: vec![Name {
            text: Words::of(holder.display_name.as_str()),
        }],
        communication: vec![Language {
            language: Concept::of(language),
            preferred: true,
        }],
    })
}

/// A therapist that the patient is or was linked with.
#[derive(Debug, Serialize)]
pub(super) struct Practitioner {
    #[serde(flatten)]
    pub(super) head: Head,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    name: Vec<Name>,
}

pub(super) fn therapist(
    places: &Places,
    account: AccountId,
    name: Option<&DisplayName>,
) -> Resource {
    let name = name.map(|name| Name {
        text: Words::of(name.as_str()),
    });
    Resource::Practitioner(Practitioner {
        head: Head::of(places.of(Kind::Therapist, account.uuid())),
        name: name.into_iter().collect(),
    })
}

/// A care link: who looks after the patient, from when until when.
#[derive(Debug, Serialize)]
pub(super) struct CareTeam {
    #[serde(flatten)]
    pub(super) head: Head,
    identifier: Vec<Identifier>,
    status: &'static str,
    subject: Reference,
    period: Period,
    participant: Vec<Participant>,
}

#[derive(Debug, Serialize)]
struct Participant {
    member: Reference,
}

pub(super) fn link(places: &Places, link: &LinkTold) -> Resource {
    Resource::CareTeam(CareTeam {
        head: Head::of(places.of(Kind::Link, link.id.uuid())),
        identifier: vec![Identifier::of(link.id.uuid())],
        status: if link.ended_at.is_none() {
            "active"
        } else {
            "inactive"
        },
        subject: places.patient(),
        period: Period::of(link.since, link.ended_at),
        participant: vec![Participant {
            member: places.refer(Kind::Therapist, link.therapist_id.uuid()),
        }],
    })
}
