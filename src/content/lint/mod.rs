//! A wording lint for texts that a patient may read, in English and in Spanish.
//!
//! It protects the manner of the whole product: nothing tells a reader what an experience means (R02), nothing
//! steers one (R03), nothing sets a standard of a right experience (R22), and a demand is shown beside an open
//! wording without being refused, scored or rewritten (R28). The prompt catalogue passes it in the build, and a
//! prompt written by a therapist gets the same observations as advice only (N5).
//!
//! The lint reads words, not intentions. Every sentence is weighed (see `content::weighing`): its words, their classes
//! and their neighbourhoods carry whole numbers learnt from labelled sentences, and a sentence whose sum is too heavy has one
//! finding, over its heaviest words and with its heaviest kind. What gives room ("you do not have to", "no hace falta"), a
//! denial, or a question that leaves things open weighs against what presses; what stands between double quotes is shown and
//! not said, and weighs nothing. The lint neither blocks nor stores anything, no number is answered or kept, a finding is a piece
//! of advice, and the author of a text may leave it aside.

#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use super::Language;
use super::weighing::{Sentence, Unweighed, Weights, sentences, words};

/// What kind of pressure a phrase puts on a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pressure {
    /// It tells the reader what to do.
    Directive,
    /// It says what an experience means.
    Interpreting,
    /// It judges the reader, if kindly.
    Praising,
    /// It announces an effect.
    Promising,
    /// It asks for a result.
    DemandingOutcome,
    /// It makes an illness or a defect of what a reader lives with.
    Pathologizing,
}

/// The kinds in the order in which the weights have them.
const KINDS: [Pressure; 6] = [
    Pressure::Directive,
    Pressure::Interpreting,
    Pressure::Praising,
    Pressure::Promising,
    Pressure::DemandingOutcome,
    Pressure::Pathologizing,
];

impl Pressure {
    /// The stable name of this kind, as the interface spells it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Directive => "directive",
            Self::Interpreting => "interpreting",
            Self::Praising => "praising",
            Self::Promising => "promising",
            Self::DemandingOutcome => "demanding_outcome",
            Self::Pathologizing => "pathologizing",
        }
    }
}

/// One phrase that presses, and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Finding {
    /// What kind of pressure it is.
    pub kind: Pressure,
    /// The position of its first character, counted in Unicode scalar values.
    pub start: usize,
    /// The position after its last character, counted in Unicode scalar values.
    pub end: usize,
}

/// Reads a text and answers what presses on its reader, at most one finding a sentence, in the order of the text.
///
/// An empty answer says that no sentence weighed too much, and nothing else.
#[must_use]
pub fn lint(text: &str, language: Language) -> Vec<Finding> {
    let Ok(weights) = weights(language) else {
        return Vec::new();
    };
    sentences(text)
        .iter()
        .filter_map(|sentence| finding(weights, sentence))
        .collect()
}

/// One finding over the heaviest words of a sentence that presses.
fn finding(weights: &Weights<6>, sentence: &Sentence) -> Option<Finding> {
    let said = sentence.said();
    let load = weights.press(std::slice::from_ref(&said))?;
    let (from, to) = load.heaviest(|word| word.pressing)?;
    Some(Finding {
        kind: *KINDS.get(load.kind())?,
        start: said.words.get(from)?.start,
        end: said.words.get(to)?.end,
    })
}

static ENGLISH: LazyLock<Result<Weights<6>, Unweighed>> = LazyLock::new(|| {
    Weights::read(
        KINDS.map(Pressure::name),
        &[words(Language::English)],
        include_str!("weights.en.tsv"),
    )
});
static SPANISH: LazyLock<Result<Weights<6>, Unweighed>> = LazyLock::new(|| {
    Weights::read(
        KINDS.map(Pressure::name),
        &[words(Language::Spanish)],
        include_str!("weights.es.tsv"),
    )
});

/// The weights of a language.
pub(super) fn weights(language: Language) -> Result<&'static Weights<6>, Unweighed> {
    match language {
        Language::English => ENGLISH.as_ref(),
        Language::Spanish => SPANISH.as_ref(),
    }
    .map_err(Clone::clone)
}
