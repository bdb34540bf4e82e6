//! The texts as they stand in the files: structure and English words in one, the words of other languages beside it.
//!
//! Whatever language they are read in, texts have the same ids and versions; a wording that is missing, left over or of another
//! version keeps the service from starting, and so does one that reads less easily than its file allows.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::ease::Counts;
use super::model::{
    Audience, Breath, Checklist, ChecklistItem, ChecklistKind, Element, Exercise, Family,
    HabitArea, Notice, Phase, Prompt, PromptKind, Reading, Region, Step, Unit, UnitTopic,
};
use crate::ids::{self, ChecklistId, ChecklistItemId, ExerciseId, PromptId, UnitId};
use crate::time::CivilDate;
use crate::words::Language;

/// What a file says of itself.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct About {
    reviewed_by: Reviewer,
    /// The day on which they last went through the file; absent: not yet.
    reviewed: Option<CivilDate>,
    /// The reading ease, in whole points, that the file as a whole and every longer text in it keep to.
    ease_at_least: i64,
}

/// Who went through a file.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Reviewer {
    /// The authors of the project; no clinician.
    Authors,
}

/// Under so many words a reading ease says too little to be held against a floor.
const FEWEST_WORDS: i64 = 30;

impl About {
    /// How texts were looked at, if they read easily enough.
    fn reading(self, language: Language, parts: &[&str]) -> Result<(Reading, Counts), String> {
        let each: Vec<Counts> = parts
            .iter()
            .map(|part| Counts::of(language, part))
            .collect();
        let counts = each
            .iter()
            .copied()
            .fold(Counts::default(), |all, one| all + one);
        for longer in each
            .iter()
            .chain([&counts])
            .filter(|part| part.words() >= FEWEST_WORDS)
        {
            self.check(language, *longer)?;
        }
        let reviewed = match self.reviewed_by {
            Reviewer::Authors => self.reviewed,
        };
        let ease = counts.ease(language).ok_or("there is no word in it")?;
        Ok((Reading { ease, reviewed }, counts))
    }

    fn check(self, language: Language, counts: Counts) -> Result<(), String> {
        match counts.ease(language) {
            Some(ease) if ease >= self.ease_at_least * 100 => Ok(()),
            ease => Err(format!(
                "reads at {} hundredths, under {} points",
                ease.unwrap_or_default(),
                self.ease_at_least
            )),
        }
    }
}

/// A file of texts of one kind.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Book<T> {
    about: About,
    #[serde(
        alias = "prompt",
        alias = "exercise",
        alias = "unit",
        alias = "checklist"
    )]
    texts: Vec<T>,
}

/// The words of a text in one language.
pub(super) trait Wording {
    /// Which text it is.
    fn slug(&self) -> &str;
    /// Which wording of it.
    fn version(&self) -> i64;
    /// Everything to read, part by part.
    fn parts(&self) -> Vec<&str>;
}

/// The structure of a text, with its English words.
pub(super) trait Structure {
    /// Its words in any language.
    type Wording: Wording;
    /// What becomes of both.
    type Text;
    /// The English words.
    fn english(&self) -> Self::Wording;
    /// Puts words to the structure; nothing where their shapes differ.
    fn worded(&self, wording: Self::Wording, reading: Reading) -> Option<Self::Text>;
}

impl<T: Structure> Book<T> {
    /// The texts in English.
    pub(super) fn in_english(&self) -> Result<Vec<T::Text>, String> {
        let texts = self.texts.iter().map(Structure::english).collect();
        let book = Book {
            about: self.about,
            texts,
        };
        self.worded(Language::English, book)
    }

    /// The texts in the words of another language.
    pub(super) fn worded(
        &self,
        language: Language,
        book: Book<T::Wording>,
    ) -> Result<Vec<T::Text>, String> {
        if self.texts.len() != book.texts.len() {
            return Err(format!(
                "{} texts in place of {}",
                book.texts.len(),
                self.texts.len()
            ));
        }
        let mut whole = Counts::default();
        let mut made = Vec::new();
        for (structure, wording) in self.texts.iter().zip(book.texts) {
            let english = structure.english();
            let (slug, version) = (english.slug().to_owned(), english.version());
            if wording.slug() != slug || wording.version() != version {
                return Err(format!(
                    "{} {} stands where {slug} {version} belongs",
                    wording.slug(),
                    wording.version()
                ));
            }
            let (reading, counts) = book
                .about
                .reading(language, &wording.parts())
                .map_err(|reason| format!("{slug}: {reason}"))?;
            whole = whole + counts;
            let text = structure
                .worded(wording, reading)
                .ok_or_else(|| format!("{slug} has another shape than in English"))?;
            made.push(text);
        }
        book.about.check(language, whole)?;
        Ok(made)
    }
}

/// A prompt with its English words.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PromptText {
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
pub(super) struct PromptWording {
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
pub(super) struct ExerciseText {
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
pub(super) struct ExerciseWording {
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
pub(super) struct UnitText {
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
pub(super) struct UnitWording {
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
pub(super) struct ChecklistText {
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
pub(super) struct ChecklistWording {
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

/// The notice and the lines, with their English words.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SupportText {
    /// The day on which somebody compared the lines with their sources; absent: nobody has.
    pub(super) lines_reviewed: Option<CivilDate>,
    about: About,
    notice: NoticeText,
    region: Vec<Region>,
}

/// The notice as it stands in its file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct NoticeText {
    version: i64,
    text: String,
}

/// The notice in another language, and the few words beside the lines that can be translated.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SupportWording {
    about: About,
    notice: NoticeText,
    hours: BTreeMap<String, String>,
    names: BTreeMap<String, String>,
}

impl SupportText {
    /// The notice and the lines in English.
    pub(super) fn in_english(&self) -> Result<(Notice, Vec<Region>), String> {
        let notice = notice(self.about, Language::English, self.notice.clone())?;
        Ok((notice, self.region.clone()))
    }

    /// The notice in another language, and the lines with the hours in it; a name stays as its organisation writes it.
    pub(super) fn worded(
        &self,
        language: Language,
        wording: SupportWording,
    ) -> Result<(Notice, Vec<Region>), String> {
        if wording.notice.version != self.notice.version {
            return Err("the notice has another version than in English".to_owned());
        }
        let mut regions = self.region.clone();
        for line in regions.iter_mut().flat_map(|region| &mut region.lines) {
            line.hours = wording
                .hours
                .get(&line.hours)
                .cloned()
                .ok_or_else(|| format!("no words for {:?}", line.hours))?;
            if let Some(name) = wording.names.get(&line.name) {
                line.name.clone_from(name);
            }
        }
        Ok((notice(wording.about, language, wording.notice)?, regions))
    }
}

fn notice(about: About, language: Language, written: NoticeText) -> Result<Notice, String> {
    let NoticeText { version, text } = written;
    let (reading, _) = about
        .reading(language, &[&text])
        .map_err(|reason| format!("notice: {reason}"))?;
    Ok(Notice {
        version,
        text,
        reading,
    })
}
