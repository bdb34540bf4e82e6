//! Consents: nothing is open but what one names, to whom it names, for as long as it says (N1, N2, AZ-5).

use serde::Serialize;

use super::Resource;
use super::elements::{Coding, Concept, Extension, Head, Identifier, Period, Reference, Said};
use super::places::{Kind, Places};
use crate::consent::State;
use crate::export::sharing::{ConsentTold, LinkTold, Pinned};
use crate::journal::EntryRecord;
use crate::time::At;

/// A consent that was given here.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Consent {
    #[serde(flatten)]
    pub(super) head: Head,
    identifier: Vec<Identifier>,
    status: &'static str,
    scope: Concept,
    category: Vec<Concept>,
    patient: Reference,
    date_time: At,
    performer: Vec<Reference>,
    policy: Vec<Policy>,
    policy_rule: Concept,
    #[serde(skip_serializing_if = "Option::is_none")]
    provision: Option<Root>,
}

/// Which notice was shown (N4).
#[derive(Debug, Serialize)]
struct Policy {
    uri: String,
}

/// The root rule, which FHIR allows no type; what is permitted stands inside it.
#[derive(Debug, Serialize)]
struct Root {
    provision: Vec<Permit>,
}

#[derive(Debug, Serialize)]
struct Permit {
    r#type: &'static str,
    period: Period,
    actor: Vec<Recipient>,
    action: Vec<Concept>,
    data: Vec<Shown>,
}

#[derive(Debug, Serialize)]
struct Recipient {
    role: Concept,
    reference: Reference,
}

#[derive(Debug, Serialize)]
struct Shown {
    meaning: &'static str,
    reference: Reference,
}

/// FHIR's word for a state; one that waits is active, and its period begins later. What is paused must not be acted on, so it is not.
const fn status(state: State) -> &'static str {
    match state {
        State::Waiting | State::InEffect => "active",
        State::Paused | State::Expired | State::Revoked | State::LinkEnded => "inactive",
    }
}

pub(super) fn consent(
    places: &Places,
    told: &ConsentTold,
    links: &[LinkTold],
    entries: &[EntryRecord],
) -> Resource {
    let state = Said::Code(told.state.as_str().to_owned());
    Resource::Consent(Consent {
        head: Head {
            extension: vec![Extension::of("consent-state", state)],
            ..Head::of(places.of(Kind::Consent, told.id.uuid()))
        },
        identifier: vec![Identifier::of(told.id.uuid())],
        status: status(told.state),
        scope: Concept::of(Coding::of(
            "http://terminology.hl7.org/CodeSystem/consentscope",
            "patient-privacy",
            "Privacy Consent",
        )),
        category: vec![Concept::of(Coding::of(
            "http://terminology.hl7.org/CodeSystem/v3-ActCode",
            "IDSCL",
            "information disclosure",
        ))],
        patient: places.patient(),
        date_time: told.granted_at,
        performer: vec![places.patient()],
        policy: vec![Policy {
            uri: format!("urn:afterword:notice/{}", told.notice_version),
        }],
        policy_rule: Concept::own(
            "policy",
            "only-what-is-named",
            "Nothing is shared but what a consent names.",
        ),
        provision: permit(places, told, links, entries),
    })
}

/// What is open to whom; nothing at all where no entry is named, because a permit without data would open everything.
fn permit(
    places: &Places,
    told: &ConsentTold,
    links: &[LinkTold],
    entries: &[EntryRecord],
) -> Option<Root> {
    if told.entries.is_empty() {
        return None;
    }
    let link = links.iter().find(|link| link.id == told.link_id)?;
    let recipient = Recipient {
        role: Concept::of(Coding::of(
            "http://terminology.hl7.org/CodeSystem/v3-ParticipationType",
            "IRCP",
            "information recipient",
        )),
        reference: places.refer(Kind::Therapist, link.therapist_id.uuid()),
    };
    let access = Coding::of(
        "http://terminology.hl7.org/CodeSystem/consentaction",
        "access",
        "Access",
    );
    let shown = |Pinned {
                     entry_id: id,
                     revision,
                 }: &Pinned| {
        let is_newest = entries.iter().any(|entry| {
            entry.id == *id
                && entry
                    .wordings
                    .last()
                    .is_some_and(|newest| newest.revision == *revision)
        });
        Shown {
            meaning: "instance",
            reference: pinned(places, *id, *revision, is_newest),
        }
    };
    Some(Root {
        provision: vec![Permit {
            r#type: "permit",
            period: Period::of(told.effective_at, told.until),
            actor: vec![recipient],
            action: vec![Concept::of(access)],
            data: told.entries.iter().map(shown).collect(),
        }],
    })
}

/// The entry, if the bundle tells the very wording that is shared; otherwise its identifier and the revision, because pointing at words
/// that were written later would tell of a wider consent than was given (N2).
fn pinned(
    places: &Places,
    entry: crate::ids::EntryId,
    revision: i64,
    is_newest: bool,
) -> Reference {
    let reference = if is_newest {
        places.refer(Kind::Entry, entry.uuid())
    } else {
        Places::name(Kind::Entry, entry.uuid())
    };
    Reference {
        display: Some(format!("revision {revision}")),
        ..reference
    }
}
