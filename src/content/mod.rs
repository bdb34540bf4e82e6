//! The texts that patients and therapists read: prompts, exercises, units, checklists, lines of support, the notice (R09, R31 to R36, R47, N4, N5, N15).
//!
//! They are TOML, one folder for each language, embedded in the binary and read once. A text that does not parse fails a test
//! and refuses the start; no request ever meets it. An id follows from a text's slug, so it is the same on every server, in every
//! language and in every offline pack, and a change of wording is a new version under the same id. Each file says when the
//! project's authors last went through it. No clinician has gone through any of them yet, and no field claims so.

mod ease;
pub mod lint;
mod model;
mod phrases;
#[cfg(test)]
mod tests;
mod weighing;
mod written;

use std::sync::LazyLock;

use serde::de::DeserializeOwned;

use crate::time::CivilDate;
pub use crate::words::Language;
pub use model::{
    Audience, Breath, Checklist, ChecklistItem, ChecklistKind, Element, Exercise, Family,
    HabitArea, Line, Notice, Phase, Prompt, PromptKind, Reading, Region, Step, Unit, UnitTopic,
};
pub use phrases::{CalendarPhrases, Phrases, phrases};
pub(crate) use weighing::{
    Load, Said, Sentence, Unweighed, Weighed, Weights, Word, sentences, words,
};
use written::{
    Book, ChecklistText, ExerciseText, PromptText, Structure, SupportText, SupportWording, UnitText,
};

/// A text that cannot be read, and why.
#[derive(Debug, Clone, thiserror::Error)]
#[error("the texts in {file} cannot be read: {reason}")]
pub struct Unreadable {
    /// Which file it is.
    pub file: &'static str,
    /// What its parser says.
    pub reason: String,
}

/// An embedded file: its name, and its text.
type File = (&'static str, &'static str);

/// The files of one language.
struct Files {
    prompts: File,
    exercises: File,
    units: File,
    checklists: File,
    support: File,
}

macro_rules! files {
    ($language:literal) => {
        Files {
            prompts: files!($language, "/prompts.toml"),
            exercises: files!($language, "/exercises.toml"),
            units: files!($language, "/learn.toml"),
            checklists: files!($language, "/checklists.toml"),
            support: files!($language, "/support.toml"),
        }
    };
    ($language:literal, $file:literal) => {
        (
            concat!($language, $file),
            include_str!(concat!($language, $file)),
        )
    };
}

const ENGLISH: Files = files!("en");
const SPANISH: Files = files!("es");

/// Everything that is embedded.
#[derive(Debug)]
struct Content {
    english: Catalogues,
    spanish: Catalogues,
    lines_reviewed: Option<CivilDate>,
}

/// Everything in one language.
#[derive(Debug)]
struct Catalogues {
    prompts: Vec<Prompt>,
    exercises: Vec<Exercise>,
    units: Vec<Unit>,
    checklists: Vec<Checklist>,
    notice: Notice,
    regions: Vec<Region>,
}

static CONTENT: LazyLock<Result<Content, Unreadable>> = LazyLock::new(|| load(&ENGLISH, &SPANISH));

fn load(english: &Files, spanish: &Files) -> Result<Content, Unreadable> {
    let (prompts, prompts_es) = both::<PromptText>(english.prompts, spanish.prompts)?;
    let (exercises, exercises_es) = both::<ExerciseText>(english.exercises, spanish.exercises)?;
    let (units, units_es) = both::<UnitText>(english.units, spanish.units)?;
    let (checklists, checklists_es) =
        both::<ChecklistText>(english.checklists, spanish.checklists)?;
    let support: SupportText = read(english.support)?;
    let wording: SupportWording = read(spanish.support)?;
    let in_english = support.in_english();
    let in_spanish = support.worded(Language::Spanish, wording);
    let (notice, regions) = in_english.map_err(|reason| unreadable(english.support, reason))?;
    let (notice_es, regions_es) =
        in_spanish.map_err(|reason| unreadable(spanish.support, reason))?;
    Ok(Content {
        english: Catalogues {
            prompts,
            exercises,
            units,
            checklists,
            notice,
            regions,
        },
        spanish: Catalogues {
            prompts: prompts_es,
            exercises: exercises_es,
            units: units_es,
            checklists: checklists_es,
            notice: notice_es,
            regions: regions_es,
        },
        lines_reviewed: support.lines_reviewed,
    })
}

/// Texts in English, and the same in Spanish.
type InBoth<T> = (Vec<T>, Vec<T>);

/// The texts of one kind, in English and in Spanish.
fn both<T>(english: File, spanish: File) -> Result<InBoth<T::Text>, Unreadable>
where
    T: Structure + DeserializeOwned,
    T::Wording: DeserializeOwned,
{
    let book: Book<T> = read(english)?;
    let words: Book<T::Wording> = read(spanish)?;
    let in_english = book.in_english();
    let in_spanish = book.worded(Language::Spanish, words);
    Ok((
        in_english.map_err(|reason| unreadable(english, reason))?,
        in_spanish.map_err(|reason| unreadable(spanish, reason))?,
    ))
}

fn unreadable(file: File, reason: String) -> Unreadable {
    Unreadable {
        file: file.0,
        reason,
    }
}

fn read<T: DeserializeOwned>(file: File) -> Result<T, Unreadable> {
    toml::from_str(file.1).map_err(|error| unreadable(file, error.to_string()))
}

/// Whether every embedded text can be read, in every language; the start of the service asks this first. The weights of the lint are
/// read when they are first used, which takes longer than all the rest of the start; a test reads them before that.
pub fn check() -> Result<(), Unreadable> {
    CONTENT.as_ref().map_err(Clone::clone)?;
    phrases::check()
}

fn catalogues(language: Language) -> Option<&'static Catalogues> {
    let content = CONTENT.as_ref().ok()?;
    Some(match language {
        Language::English => &content.english,
        Language::Spanish => &content.spanish,
    })
}

/// The prompts, in the order of the catalogue (N5).
pub fn prompts(language: Language) -> &'static [Prompt] {
    catalogues(language).map_or(&[], |all| all.prompts.as_slice())
}

/// The exercises, in the order of the catalogue (R31 to R36).
pub fn exercises(language: Language) -> &'static [Exercise] {
    catalogues(language).map_or(&[], |all| all.exercises.as_slice())
}

/// The units to read, in the order of the catalogue (R09).
pub fn units(language: Language) -> &'static [Unit] {
    catalogues(language).map_or(&[], |all| all.units.as_slice())
}

/// The checklists, in the order of the catalogue (R46 to R48, R82).
pub fn checklists(language: Language) -> &'static [Checklist] {
    catalogues(language).map_or(&[], |all| all.checklists.as_slice())
}

fn items(language: Language, kind: ChecklistKind) -> &'static [ChecklistItem] {
    let found = checklists(language).iter().find(|list| list.kind == kind);
    found.map_or(&[], |list| list.items.as_slice())
}

/// What a patient may like to bring to a session (R47).
pub fn to_bring(language: Language) -> &'static [ChecklistItem] {
    items(language, ChecklistKind::ToBring)
}

/// Small things for the days after, each an invitation (R82, R83).
pub fn habits(language: Language) -> &'static [ChecklistItem] {
    items(language, ChecklistKind::Habits)
}

/// Questions that can be asked before a dose (R16, R46).
pub fn before_dose(language: Language) -> &'static [ChecklistItem] {
    items(language, ChecklistKind::BeforeDose)
}

/// Every region with lines, in the order of its file (N4, R38).
pub fn regions(language: Language) -> &'static [Region] {
    catalogues(language).map_or(&[], |all| all.regions.as_slice())
}

/// The lines of a region by its ISO 3166-1 code; none where the region is not known here (N4, R38).
pub fn lines(language: Language, region: &str) -> Option<&'static [Line]> {
    let found = regions(language)
        .iter()
        .find(|known| known.code == region)?;
    Some(found.lines.as_slice())
}

/// The day on which the lines were last compared with their sources; none while nobody has.
pub fn lines_reviewed() -> Option<CivilDate> {
    CONTENT.as_ref().ok()?.lines_reviewed
}

/// The notice that nobody watches what is written here (N4).
pub fn notice(language: Language) -> Option<&'static Notice> {
    catalogues(language).map(|all| &all.notice)
}
