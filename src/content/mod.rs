//! The texts that patients read: prompts, exercises, lines of support, the notice (R31 to R36, N4, N5, N15).
//!
//! They are TOML, one folder for each language, embedded in the binary and read once. A text that does not parse fails a test
//! and refuses the start; no request ever meets it. An id follows from a text's slug, so it is the same on every server and in
//! every offline pack, and a change of wording is a new version under the same id.

mod language;
pub mod lint;
mod model;
#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use serde::Deserialize;
use serde::de::DeserializeOwned;

pub use language::Language;
pub use model::{Breath, Element, Exercise, Family, Line, Notice, Phase, Prompt, PromptKind, Step};
use model::{ExerciseText, PromptText, Region};

/// A text that cannot be read, and why.
#[derive(Debug, Clone, thiserror::Error)]
#[error("the texts in {file} cannot be read: {reason}")]
pub struct Unreadable {
    /// Which file it is.
    pub file: &'static str,
    /// What its parser says.
    pub reason: String,
}

/// Everything that is embedded.
#[derive(Debug)]
struct Content {
    prompts: Vec<Prompt>,
    exercises: Vec<Exercise>,
    support: Support,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Prompts {
    prompt: Vec<PromptText>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Exercises {
    exercise: Vec<ExerciseText>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Support {
    /// The day on which somebody compared the lines with their sources; absent: nobody has.
    reviewed: Option<String>,
    notice: Notice,
    region: Vec<Region>,
}

static CONTENT: LazyLock<Result<Content, Unreadable>> = LazyLock::new(load);

fn load() -> Result<Content, Unreadable> {
    let Prompts { prompt } = read("prompts.toml", include_str!("en/prompts.toml"))?;
    let Exercises { exercise } = read("exercises.toml", include_str!("en/exercises.toml"))?;
    Ok(Content {
        prompts: prompt.into_iter().map(Prompt::from).collect(),
        exercises: exercise.into_iter().map(Exercise::from).collect(),
        support: read("support.toml", include_str!("en/support.toml"))?,
    })
}

fn read<T: DeserializeOwned>(file: &'static str, text: &str) -> Result<T, Unreadable> {
    toml::from_str(text).map_err(|error| Unreadable {
        file,
        reason: error.to_string(),
    })
}

/// Whether every embedded text can be read; the start of the service asks this first.
pub fn check() -> Result<(), Unreadable> {
    CONTENT.as_ref().map(|_| ()).map_err(Clone::clone)
}

/// The prompts, in the order of the catalogue (N5).
pub fn prompts() -> &'static [Prompt] {
    CONTENT
        .as_ref()
        .map_or(&[], |content| content.prompts.as_slice())
}

/// The exercises, in the order of the catalogue (R31 to R36).
pub fn exercises() -> &'static [Exercise] {
    CONTENT
        .as_ref()
        .map_or(&[], |content| content.exercises.as_slice())
}

/// The lines of a region by its ISO 3166-1 code; none where the region is not known here (N4, R38).
pub fn lines(region: &str) -> Option<&'static [Line]> {
    let support = &CONTENT.as_ref().ok()?.support;
    support
        .region
        .iter()
        .find(|known| known.code == region)
        .map(|known| known.lines.as_slice())
}

/// The day on which the lines were last compared with their sources; none while nobody has.
pub fn lines_reviewed() -> Option<&'static str> {
    CONTENT.as_ref().ok()?.support.reviewed.as_deref()
}

/// The notice that nobody watches what is written here (N4).
pub fn notice() -> Option<&'static Notice> {
    CONTENT.as_ref().ok().map(|content| &content.support.notice)
}
