//! Intentions, goals and small steps: CarePlans that nobody meets, misses or completes (N11, R25, R30, R83).

use serde::Serialize;

use super::Resource;
use super::elements::{Concept, Extension, Head, Identifier, Kept, Meta, Reference, Said, Words};
use super::places::{Kind, Places};
use crate::ids::DosingSessionId;
use crate::time::At;

/// What somebody would like to turn towards.
#[derive(Debug, Serialize)]
pub(super) struct CarePlan {
    #[serde(flatten)]
    pub(super) head: Head,
    identifier: Vec<Identifier>,
    status: &'static str,
    intent: &'static str,
    category: Vec<Concept>,
    description: Words,
    subject: Reference,
    created: At,
    author: Reference,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    note: Vec<Annotation>,
}

#[derive(Debug, Serialize)]
struct Annotation {
    text: Words,
}

/// An orientation of the patient's: a proposal in FHIR's words, because nothing is ordered.
fn plan(
    places: &Places,
    (kind, named): (&'static str, &str),
    kept: Kept,
    text: &str,
    note: Option<&str>,
) -> CarePlan {
    CarePlan {
        head: Head {
            meta: Some(Meta::of(kept.revision, kept.updated_at)),
            ..Head::of(places.of(Kind::Plan(kind), kept.id))
        },
        identifier: vec![Identifier::of(kept.id)],
        status: "active",
        intent: "proposal",
        category: vec![Concept::own("plan", kind, named)],
        description: Words::of(text),
        subject: places.patient(),
        created: kept.at,
        author: places.patient(),
        note: note
            .map(|note| Annotation {
                text: Words::of(note),
            })
            .into_iter()
            .collect(),
    }
}

/// An intention, and why it matters to the patient (R25, R29).
pub(super) fn intention(
    places: &Places,
    kept: Kept,
    text: &str,
    why_it_matters: Option<&str>,
    session: Option<DosingSessionId>,
) -> Resource {
    let mut told = plan(
        places,
        ("intention", "An intention"),
        kept,
        text,
        why_it_matters,
    );
    told.head.extension = session
        .map(|id| {
            let session = places.refer(Kind::Session, id.uuid());
            Extension::of("dosing-session", Said::Reference(session))
        })
        .into_iter()
        .collect();
    Resource::CarePlan(told)
}

/// A goal of the therapy (R30).
pub(super) fn goal(places: &Places, kept: Kept, text: &str, note: Option<&str>) -> Resource {
    Resource::CarePlan(plan(places, ("goal", "A goal"), kept, text, note))
}

/// A small step, and the part of life it belongs to (R83).
pub(super) fn step(
    places: &Places,
    kept: Kept,
    text: &str,
    area: Option<&str>,
    note: Option<&str>,
) -> Resource {
    let mut told = plan(places, ("step", "A small step"), kept, text, note);
    told.category.extend(area.map(Concept::said));
    Resource::CarePlan(told)
}
