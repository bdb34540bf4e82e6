//! The access log: an AuditEvent for each row, with ids and words of our own, never content (N3, AU-1).

use serde::Serialize;

use super::Resource;
use super::elements::{Coding, Head, Reference, Said, Words};
use super::places::{Kind, Places};
use crate::access::trail::{Action, ActorKind, Outcome};
use crate::export::sharing::LogRow;
use crate::time::At;

/// One row of the log.
#[derive(Debug, Serialize)]
pub(super) struct AuditEvent {
    #[serde(flatten)]
    pub(super) head: Head,
    r#type: Coding,
    subtype: Vec<Coding>,
    action: &'static str,
    recorded: At,
    outcome: &'static str,
    agent: Vec<Agent>,
    source: Source,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    entity: Vec<Entity>,
}

#[derive(Debug, Serialize)]
struct Agent {
    who: Reference,
    requestor: bool,
}

#[derive(Debug, Serialize)]
struct Source {
    observer: Reference,
}

#[derive(Debug, Serialize)]
struct Entity {
    what: Reference,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    detail: Vec<Detail>,
}

#[derive(Debug, Serialize)]
struct Detail {
    r#type: Words,
    #[serde(flatten)]
    value: Said,
}

pub(super) fn row(places: &Places, record: &LogRow) -> Resource {
    Resource::AuditEvent(AuditEvent {
        head: Head::of(places.of_row(record.number)),
        r#type: kind(record.action),
        subtype: vec![Coding::own("action", record.action.as_str())],
        action: code(record.action),
        recorded: record.at,
        outcome: match record.outcome {
            Outcome::Done => "0",
            Outcome::Refused => "4",
        },
        agent: vec![Agent {
            who: actor(places, record),
            requestor: true,
        }],
        source: Source {
            observer: Reference::named("Afterword"),
        },
        entity: entities(places, record),
    })
}

fn actor(places: &Places, record: &LogRow) -> Reference {
    match (record.actor_kind, record.actor_id) {
        (ActorKind::Patient, _) => places.patient(),
        (ActorKind::Therapist, Some(id)) if places.holds(Kind::Therapist, id.uuid()) => {
            places.refer(Kind::Therapist, id.uuid())
        }
        (kind, _) => Reference::named(kind.as_str()),
    }
}

/// What it was done to.
fn entities(places: &Places, record: &LogRow) -> Vec<Entity> {
    let detail = record.revision.map(|revision| Detail {
        r#type: Words::of("revision"),
        value: Said::words(&revision.to_string()),
    });
    let entry = record.entry_id.map(|id| Entity {
        what: places.refer(Kind::Entry, id.uuid()),
        detail: detail.into_iter().collect(),
    });
    let consent = record.consent_id.map(|id| (Kind::Consent, id.uuid()));
    let link = record.link_id.map(|id| (Kind::Link, id.uuid()));
    let others = [consent, link]
        .into_iter()
        .flatten()
        .map(|(kind, id)| Entity {
            what: places.refer(kind, id),
            detail: Vec::new(),
        });
    entry.into_iter().chain(others).collect()
}

/// What an action is about and what was done: `consent` and `granted`.
fn parts(action: Action) -> (&'static str, &'static str) {
    action.as_str().split_once('.').unwrap_or_default()
}

/// The kind of event, after DICOM's list, which FHIR's begins with.
fn kind(action: Action) -> Coding {
    let (code, display) = match parts(action) {
        (_, "exported") => ("110106", "Export"),
        (_, "imported") => ("110107", "Import"),
        ("session", _) => ("110114", "User Authentication"),
        _ => ("110110", "Patient Record"),
    };
    Coding::of(
        "http://dicom.nema.org/resources/ontology/DCM",
        code,
        display,
    )
}

/// FHIR's letter for what was done, by the last word of the action, so that an action that is added later has one too.
fn code(action: Action) -> &'static str {
    match parts(action) {
        ("session", _) => "E",
        (_, "created" | "made" | "granted") => "C",
        (_, "read") => "R",
        (_, "changed" | "ended" | "paused" | "resumed" | "revoked" | "acknowledged") => "U",
        (_, "deleted" | "erased" | "withdrawn") => "D",
        _ => "E",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_has_a_letter_and_reading_is_never_anything_else() {
        for action in Action::ALL {
            let letter = code(*action);
            assert!(["C", "R", "U", "D", "E"].contains(&letter));
            assert_eq!(
                letter == "R",
                action.as_str().ends_with(".read"),
                "{action:?}"
            );
        }
        assert_eq!(code(Action::ConsentGranted), "C");
        assert_eq!(code(Action::ConsentRevoked), "U");
        assert_eq!(code(Action::SignedIn), "E");
    }
}
