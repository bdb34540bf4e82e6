//! The intention helper (R25 to R28, N11): finds where an intention makes a demand, and offers an open form of its own theme.
//!
//! It runs on rules in English and Spanish: no model, no network. It shows the words, says why such a demand may narrow attention,
//! and asks a question. It never scores, refuses, rewrites or keeps anything; an open intention gets an empty answer.

pub mod en;
pub mod es;
pub mod offer;
pub mod offers_en;
pub mod offers_es;
pub mod pattern;
pub mod rules;
pub mod text;

use std::sync::LazyLock;

use crate::content::Language;
use offer::Offering;
use rules::Rules;
use text::Word;

crate::choice! {
    /// What a demand in an intention asks for (R27).
    Demand {
        /// A result: to be healed, to be rid of something.
        Outcome = "outcome",
        /// A certain thing to see, remember, understand.
        Content = "content",
        /// A moment by which it is to happen.
        Time = "time",
        /// A certain strength or depth.
        Intensity = "intensity",
        /// That something be over for ever.
        Ending = "ending",
        /// A proof of one's worth, or doing it right.
        Worth = "worth",
    }
}

/// A demand in an intention, and an open question beside it (R28); nothing here says that a wording is right or wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Observation {
    /// The position of the first character that demands, in Unicode scalar values.
    pub start: usize,
    /// The position after the last one.
    pub end: usize,
    /// What is asked for.
    pub kind: Demand,
    /// Why such a demand may narrow attention.
    pub why: &'static str,
    /// An open form of the patient's own theme, as a question.
    pub invitation: String,
}

/// What a language brings along.
struct Helper {
    rules: Rules,
    offering: Offering,
}

static ENGLISH: LazyLock<Helper> = LazyLock::new(|| Helper {
    rules: Rules::new(&en::PHRASES),
    offering: Offering::new(&offers_en::OFFERS),
});
static SPANISH: LazyLock<Helper> = LazyLock::new(|| Helper {
    rules: Rules::new(&es::PHRASES),
    offering: Offering::new(&offers_es::OFFERS),
});

fn helper(language: Language) -> &'static Helper {
    match language {
        Language::English => &ENGLISH,
        Language::Spanish => &SPANISH,
    }
}

/// Reads an intention and answers the demands in it, in the order of the text: at most one of each kind in a sentence.
///
/// The same text always gets the same answer. An empty one says that no demand was found, and nothing else.
pub fn reflect(text: &str, language: Language) -> Vec<Observation> {
    let Helper { rules, offering } = helper(language);
    let (words, found) = rules.read(text);
    let observe = |demanding: rules::Demanding| {
        let shown = words.get(demanding.found.shown_from..demanding.found.shown_to)?;
        Some(Observation {
            start: shown.first().map(|Word { start, .. }| *start)?,
            end: shown.last().map(|Word { end, .. }| *end)?,
            kind: demanding.kind,
            why: offering.why(demanding.kind),
            invitation: offering.invitation(&words, demanding),
        })
    };
    found.into_iter().filter_map(observe).collect()
}
