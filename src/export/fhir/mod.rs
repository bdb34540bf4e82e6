//! Everything as one FHIR R4 (4.0.1) Bundle, for systems that speak it: made by pure functions from an archive and from what happened
//! between people (AZ-13).
//!
//! Entries are QuestionnaireResponses, check-ins and practices are Observations in words, intentions, goals and steps are CarePlans,
//! consents, links and the access log are Consents, CareTeams and AuditEvents. A dosing session is an anchor in time and becomes a
//! Basic resource: no dose, medication, condition or quantity is ever made up (R50, N20). Entries are told in their newest wording;
//! the JSON archive has them all. Lists and extensions of our own are named by `urn:afterword:…`; everything points at everything
//! else by `urn:uuid:…`, and at what is not in the bundle by its identifier.

mod consents;
mod elements;
mod entries;
mod log;
mod observations;
mod people;
mod places;
mod plans;
mod sessions;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde::Serialize;
use uuid::Uuid;

use self::elements::{Kept, urn};
use self::places::{Kind, Places};
use super::archive::{Archive, ArchiveRecords};
use super::sharing::Sharing;
use crate::account::DisplayName;
use crate::content::{self, Language};
use crate::grounding;
use crate::ids::AccountId;
use crate::time::At;

/// The media type of FHIR in JSON.
pub(super) const MEDIA_TYPE: &str = "application/fhir+json";

/// A Bundle of type `collection`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Bundle {
    resource_type: &'static str,
    r#type: &'static str,
    timestamp: At,
    entry: Vec<BundleEntry>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct BundleEntry {
    full_url: String,
    resource: Resource,
}

#[derive(Debug, Serialize)]
#[serde(tag = "resourceType")]
enum Resource {
    Patient(people::Patient),
    Practitioner(people::Practitioner),
    CareTeam(people::CareTeam),
    Basic(sessions::Basic),
    QuestionnaireResponse(entries::QuestionnaireResponse),
    Observation(observations::Observation),
    CarePlan(plans::CarePlan),
    Consent(consents::Consent),
    AuditEvent(log::AuditEvent),
}

impl Resource {
    fn id(&self) -> Uuid {
        match self {
            Self::Patient(resource) => resource.head.id,
            Self::Practitioner(resource) => resource.head.id,
            Self::CareTeam(resource) => resource.head.id,
            Self::Basic(resource) => resource.head.id,
            Self::QuestionnaireResponse(resource) => resource.head.id,
            Self::Observation(resource) => resource.head.id,
            Self::CarePlan(resource) => resource.head.id,
            Self::Consent(resource) => resource.head.id,
            Self::AuditEvent(resource) => resource.head.id,
        }
    }
}

/// The bundle of one patient; the same archive makes the same bundle.
pub(super) fn bundle(owner: AccountId, archive: &Archive) -> Bundle {
    let sharing = &archive.sharing;
    let therapists = therapists(sharing);
    let places = Places::new(owner, held(&archive.records, sharing));
    let mut resources = vec![people::patient(&places, &archive.account)];
    resources.extend(
        therapists
            .into_iter()
            .map(|(account, name)| people::therapist(&places, account, name)),
    );
    resources.extend(sharing.links.iter().map(|link| people::link(&places, link)));
    resources.extend(written(&places, &archive.records, archive.account.locale));
    let entries = &archive.records.entries;
    resources.extend(
        sharing
            .consents
            .iter()
            .map(|told| consents::consent(&places, told, &sharing.links, entries)),
    );
    resources.extend(sharing.log.iter().map(|row| log::row(&places, row)));
    Bundle {
        resource_type: "Bundle",
        r#type: "collection",
        timestamp: archive.exported_at,
        entry: resources
            .into_iter()
            .map(|resource| BundleEntry {
                full_url: urn(resource.id()),
                resource,
            })
            .collect(),
    }
}

/// What the patient wrote.
fn written<'a>(
    places: &'a Places,
    records: &'a ArchiveRecords,
    language: Language,
) -> impl Iterator<Item = Resource> + 'a {
    let ArchiveRecords {
        dosing_sessions,
        entries,
        check_ins,
        practices,
        intentions,
        goals,
        steps,
        // What is for oneself alone, or a setting that nobody else could use.
        hidden_prompts: _,
        own_prompts: _,
        fears: _,
        appointments: _,
        evaluations: _,
        packets: _,
        checklist_items: _,
        support_people: _,
        soothing: _,
        offers: _,
    } = records;
    let intended = intentions.iter().map(|record| {
        let words = &record.words;
        let why = words.why_it_matters.as_ref().map(|why| why.as_str());
        let (kept, text) = (Kept::from(record), words.text.as_str());
        plans::intention(places, kept, text, why, words.dosing_session_id)
    });
    let aimed = goals.iter().map(|record| {
        let note = record.words.note.as_ref().map(|note| note.as_str());
        plans::goal(places, record.into(), record.words.text.as_str(), note)
    });
    let stepped = steps.iter().map(|record| {
        let words = &record.words;
        let area = words.area.map(|area| area.as_str());
        let note = words.note.as_ref().map(|note| note.as_str());
        plans::step(places, record.into(), words.text.as_str(), area, note)
    });
    let practised = move |record: &grounding::PracticeRecord| {
        let exercise = content::exercises(language)
            .iter()
            .find(|exercise| exercise.id == record.exercise_id);
        observations::practice(places, record, exercise)
    };
    dosing_sessions
        .iter()
        .map(|record| sessions::session(places, record))
        .chain(
            entries
                .iter()
                .filter_map(|record| entries::entry(places, record)),
        )
        .chain(
            check_ins
                .iter()
                .map(|record| observations::check_in(places, record)),
        )
        .chain(practices.iter().map(practised))
        .chain(intended)
        .chain(aimed)
        .chain(stepped)
}

/// What other resources point at, and is there.
fn held(records: &ArchiveRecords, sharing: &Sharing) -> Vec<(Kind, Uuid)> {
    let sessions = records
        .dosing_sessions
        .iter()
        .map(|record| (Kind::Session, record.id.uuid()));
    let entries = records
        .entries
        .iter()
        .map(|record| (Kind::Entry, record.id.uuid()));
    let links = sharing.links.iter().flat_map(|link| {
        [
            (Kind::Link, link.id.uuid()),
            (Kind::Therapist, link.therapist_id.uuid()),
        ]
    });
    let consents = sharing
        .consents
        .iter()
        .map(|told| (Kind::Consent, told.id.uuid()));
    sessions
        .chain(entries)
        .chain(links)
        .chain(consents)
        .collect()
}

/// Each therapist once, however many links there were.
fn therapists(sharing: &Sharing) -> BTreeMap<AccountId, Option<&DisplayName>> {
    sharing
        .links
        .iter()
        .map(|link| (link.therapist_id, link.name.as_ref()))
        .collect()
}
