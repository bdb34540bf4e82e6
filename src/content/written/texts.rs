//! Prompts, exercises, units and checklists: their structure with the English words, and their words alone.

use serde::Deserialize;

use super::{Structure, Wording};
use crate::content::model::{
    Audience, Breath, Checklist, ChecklistItem, ChecklistKind, Element, Exercise, Family,
    HabitArea, Phase, Prompt, PromptKind, Reading, Step, Unit, UnitTopic,
};
use crate::ids::{self, ChecklistId, ChecklistItemId, ExerciseId, PromptId, UnitId};

/// A prompt with its English words.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::content) struct PromptText {
    slug: String,
    version: i64,
    phase: Phase,
    element: Element,
    kind: PromptKind,
    text: String,
    hint: Option<String>,
    serves: Vec<String>,
}

/// The words of a prompt.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::content) struct PromptWording {
    slug: String,
    version: i64,
    text: String,
    hint: Option<String>,
}

impl Structure for PromptText {
    type Wording = PromptWording;
    type Text = Prompt;

    fn english(&self) -> PromptWording {
        PromptWording {
            slug: self.slug.clone(),
            version: self.version,
            text: self.text.clone(),
            hint: self.hint.clone(),
        }
    }

    fn worded(&self, wording: PromptWording, reading: Reading) -> Option<Prompt> {
        (self.hint.is_some() == wording.hint.is_some()).then(|| Prompt {
            id: PromptId::from_uuid(ids::of_slug("prompt", &self.slug)),
            version: self.version,
            phase: self.phase,
            element: self.element,
            kind: self.kind,
            text: wording.text,
            hint: wording.hint,
            serves: self.serves.clone(),
            reading,
        })
    }
}

/// An exercise with its English words.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::content) struct ExerciseText {
    slug: String,
    version: i64,
    title: String,
    family: Family,
    minutes: i64,
    serves: Vec<String>,
    steps: Vec<StepText>,
}

/// One step of an exercise, in English.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct StepText {
    text: String,
    seconds: Option<i64>,
    breath: Option<Breath>,
}

/// The words of an exercise.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::content) struct ExerciseWording {
    slug: String,
    version: i64,
    title: String,
    steps: Vec<String>,
}

impl Structure for ExerciseText {
    type Wording = ExerciseWording;
    type Text = Exercise;

    fn english(&self) -> ExerciseWording {
        ExerciseWording {
            slug: self.slug.clone(),
            version: self.version,
            title: self.title.clone(),
            steps: self.steps.iter().map(|step| step.text.clone()).collect(),
        }
    }

    fn worded(&self, wording: ExerciseWording, reading: Reading) -> Option<Exercise> {
        (self.steps.len() == wording.steps.len()).then(|| Exercise {
            id: ExerciseId::from_uuid(ids::of_slug("exercise", &self.slug)),
            version: self.version,
            title: wording.title,
            family: self.family,
            steps: self
                .steps
                .iter()
                .zip(wording.steps)
                .map(|(step, text)| Step {
                    text,
                    seconds: step.seconds,
                    breath: step.breath,
                })
                .collect(),
            minutes: self.minutes,
            serves: self.serves.clone(),
            reading,
        })
    }
}

/// A unit with its English words.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::content) struct UnitText {
    slug: String,
    version: i64,
    audience: Audience,
    topic: UnitTopic,
    title: String,
    paragraphs: Vec<String>,
    serves: Vec<String>,
}

/// The words of a unit.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::content) struct UnitWording {
    slug: String,
    version: i64,
    title: String,
    paragraphs: Vec<String>,
}

impl Structure for UnitText {
    type Wording = UnitWording;
    type Text = Unit;

    fn english(&self) -> UnitWording {
        UnitWording {
            slug: self.slug.clone(),
            version: self.version,
            title: self.title.clone(),
            paragraphs: self.paragraphs.clone(),
        }
    }

    fn worded(&self, wording: UnitWording, reading: Reading) -> Option<Unit> {
        (self.paragraphs.len() == wording.paragraphs.len()).then(|| Unit {
            id: UnitId::from_uuid(ids::of_slug("unit", &self.slug)),
            version: self.version,
            audience: self.audience,
            topic: self.topic,
            title: wording.title,
            paragraphs: wording.paragraphs,
            serves: self.serves.clone(),
            reading,
        })
    }
}

/// A checklist with its English words.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::content) struct ChecklistText {
    slug: String,
    version: i64,
    kind: ChecklistKind,
    title: String,
    serves: Vec<String>,
    items: Vec<ItemText>,
}

/// One item of a checklist, in English.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ItemText {
    slug: String,
    text: String,
    area: Option<HabitArea>,
}

/// The words of a checklist.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::content) struct ChecklistWording {
    slug: String,
    version: i64,
    title: String,
    items: Vec<ItemWording>,
}

/// The words of one item.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ItemWording {
    slug: String,
    text: String,
}

impl Structure for ChecklistText {
    type Wording = ChecklistWording;
    type Text = Checklist;

    fn english(&self) -> ChecklistWording {
        let items = self.items.iter().map(|item| ItemWording {
            slug: item.slug.clone(),
            text: item.text.clone(),
        });
        ChecklistWording {
            slug: self.slug.clone(),
            version: self.version,
            title: self.title.clone(),
            items: items.collect(),
        }
    }

    fn worded(&self, wording: ChecklistWording, reading: Reading) -> Option<Checklist> {
        let named = |items: &[ItemWording]| -> Vec<String> {
            items.iter().map(|item| item.slug.clone()).collect()
        };
        if named(&self.english().items) != named(&wording.items) {
            return None;
        }
        let items = self.items.iter().zip(wording.items);
        Some(Checklist {
            id: ChecklistId::from_uuid(ids::of_slug("checklist", &self.slug)),
            version: self.version,
            kind: self.kind,
            title: wording.title,
            items: items
                .map(|(item, ItemWording { slug, text })| ChecklistItem {
                    id: ChecklistItemId::from_uuid(ids::of_slug(
                        "checklist-item",
                        &format!("{}/{slug}", self.slug),
                    )),
                    text,
                    area: item.area,
                })
                .collect(),
            serves: self.serves.clone(),
            reading,
        })
    }
}

/// Says for each kind of wording where its slug, its version and its parts are.
macro_rules! wordings {
    ($($name:ty: |$this:ident| $parts:expr;)+) => {$(
        impl Wording for $name {
            fn slug(&self) -> &str {
                &self.slug
            }
            fn version(&self) -> i64 {
                self.version
            }
            fn parts(&self) -> Vec<&str> {
                let $this = self;
                $parts.collect()
            }
        }
    )+};
}

wordings! {
    PromptWording: |it| [Some(it.text.as_str()), it.hint.as_deref()].into_iter().flatten();
    ExerciseWording: |it| it.steps.iter().map(String::as_str);
    UnitWording: |it| it.paragraphs.iter().map(String::as_str);
    ChecklistWording: |it| it.items.iter().map(|item| item.text.as_str());
}
