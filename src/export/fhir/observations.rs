//! Check-ins and practices: Observations in words, never a quantity (N20, R36).

use serde::Serialize;

use super::Resource;
use super::elements::{Coding, Concept, Extension, Head, Identifier, Kept, Meta, Reference, Said};
use super::places::{Kind, Places};
use crate::access::record::Record;
use crate::check_ins;
use crate::content::Exercise;
use crate::grounding::PracticeRecord;
use crate::journal::Sensation;
use crate::time::At;

/// Something that a person noticed, in words.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Observation {
    #[serde(flatten)]
    pub(super) head: Head,
    identifier: Vec<Identifier>,
    status: &'static str,
    category: Vec<Concept>,
    code: Concept,
    subject: Reference,
    effective_date_time: At,
    performer: Vec<Reference>,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    value: Option<Said>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    component: Vec<Component>,
}

#[derive(Debug, Serialize)]
struct Component {
    code: Concept,
    #[serde(flatten)]
    value: Said,
}

impl Component {
    fn of(code: &str, text: &str, words: &str) -> Self {
        Self {
            code: Concept::own("observation", code, text),
            value: Said::words(words),
        }
    }
}

/// An Observation by the patient herself, without anything observed yet.
fn noticed(places: &Places, kind: Kind, kept: Kept, code: Concept) -> Observation {
    let survey = Coding::of(
        "http://terminology.hl7.org/CodeSystem/observation-category",
        "survey",
        "Survey",
    );
    Observation {
        head: Head {
            meta: Some(Meta::of(kept.revision, kept.updated_at)),
            ..Head::of(places.of(kind, kept.id))
        },
        identifier: vec![Identifier::of(kept.id)],
        status: if kept.revision == 1 {
            "final"
        } else {
            "amended"
        },
        category: vec![Concept::of(survey)],
        code,
        subject: places.patient(),
        effective_date_time: kept.at,
        performer: vec![places.patient()],
        value: None,
        component: Vec::new(),
    }
}

/// A check-in, each of its fields a component.
pub(super) fn check_in(places: &Places, record: &Record<check_ins::Words>) -> Resource {
    let words = &record.words;
    let fields = [
        ("energy", "Energy", &words.energy),
        ("rest", "Rest", &words.rest),
        ("nourishment", "Food and drink", &words.nourishment),
        ("movement", "Movement", &words.movement),
        (
            "connection",
            "Being with others, or with oneself",
            &words.connection,
        ),
        ("fears", "Worries", &words.fears),
        ("hesitations", "What hesitates", &words.hesitations),
    ];
    let feelings = words
        .feelings
        .iter()
        .map(|feeling| Component::of("feeling", "A feeling", feeling.as_str()));
    let sensations = words
        .sensations
        .iter()
        .map(|sensation| Component::of("sensation", "In the body", &in_words(sensation)));
    let fields = fields.into_iter().filter_map(|(code, text, field)| {
        Some(Component::of(code, text, field.as_ref()?.as_str()))
    });
    let code = Concept::own("observation", "check-in", "How it is, in words");
    let mut told = noticed(places, Kind::CheckIn, record.into(), code);
    told.component = feelings.chain(sensations).chain(fields).collect();
    told.head.extension = vec![Extension::of(
        "time-zone",
        Said::Code(words.time_zone.name().to_owned()),
    )];
    told.head
        .extension
        .extend(words.dosing_session_id.map(|id| {
            let session = places.refer(Kind::Session, id.uuid());
            Extension::of("dosing-session", Said::Reference(session))
        }));
    Resource::Observation(told)
}

/// A sensation in one line: where, and what was said of it.
fn in_words(sensation: &Sensation) -> String {
    let more: Vec<&str> = [&sensation.quality, &sensation.intensity, &sensation.course]
        .into_iter()
        .flatten()
        .map(|word| word.as_str())
        .collect();
    if more.is_empty() {
        sensation.place.as_str().to_owned()
    } else {
        format!("{}: {}", sensation.place.as_str(), more.join(", "))
    }
}

/// A practice: which exercise, and how it was before and after, where that was said.
pub(super) fn practice(
    places: &Places,
    record: &PracticeRecord,
    exercise: Option<&Exercise>,
) -> Resource {
    let kept = Kept {
        id: record.id.uuid(),
        at: record.at,
        revision: 1,
        updated_at: record.created_at,
    };
    let code = Concept::own("observation", "practice", "An exercise that was practised");
    let mut told = noticed(places, Kind::Practice, kept, code);
    told.value = exercise.map(|exercise| Said::words(&exercise.title));
    told.head.extension = vec![Extension::of(
        "exercise",
        Said::Reference(places.refer(Kind::Exercise, record.exercise_id.uuid())),
    )];
    let said = [
        (
            "before",
            "Before",
            record.before.as_ref().map(|words| words.as_str()),
        ),
        (
            "after",
            "After",
            record.after.as_ref().map(|words| words.as_str()),
        ),
        (
            "note",
            "A note",
            record.note.as_ref().map(|words| words.as_str()),
        ),
    ];
    told.component = said
        .into_iter()
        .filter_map(|(code, text, words)| Some(Component::of(code, text, words?)))
        .collect();
    Resource::Observation(told)
}
