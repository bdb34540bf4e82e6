//! The texts as they stand in the files: structure and English words in one, the words of other languages beside it.
//!
//! Whatever language they are read in, texts have the same ids and versions; a wording that is missing, left over or of another
//! version keeps the service from starting, and so does one that reads less easily than its file allows.

mod support;
mod texts;

use serde::Deserialize;

use super::ease::Counts;
use super::model::Reading;
use crate::time::CivilDate;
use crate::words::Language;

pub(super) use support::{SupportText, SupportWording};
pub(super) use texts::{ChecklistText, ExerciseText, PromptText, UnitText};

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
