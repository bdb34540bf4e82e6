//! The intention helper (R25 to R28, N11): finds where an intention makes a demand, and offers an open form of its own theme.
//!
//! It weighs words in English and Spanish as the wording lint does (`content::weighing`), by weights of its own that were learnt from
//! labelled intentions: no model server, no network. It shows the words, says why such a demand may narrow attention, and asks a
//! question. It never scores, refuses, rewrites or keeps anything; an open intention gets an empty answer.

mod offer;
mod offers_en;
mod offers_es;
pub mod routes;
#[cfg(test)]
mod tests;

use std::ops::RangeInclusive;
use std::sync::LazyLock;

use crate::content::{
    Language, Load, Said, Sentence, Unweighed, Weighed, Weights, Word, sentences, words,
};
use offer::{Demanding, Offering};

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

const KINDS: usize = Demand::ALL.len();

/// What a language brings along.
struct Helper {
    weights: Weights<KINDS>,
    offering: Offering,
}

static ENGLISH: LazyLock<Result<Helper, Unweighed>> = LazyLock::new(|| {
    Ok(Helper {
        weights: weights(
            [words(Language::English), include_str!("words.en.tsv")],
            include_str!("weights.en.tsv"),
        )?,
        offering: Offering::new(&offers_en::OFFERS),
    })
});
static SPANISH: LazyLock<Result<Helper, Unweighed>> = LazyLock::new(|| {
    Ok(Helper {
        weights: weights(
            [words(Language::Spanish), include_str!("words.es.tsv")],
            include_str!("weights.es.tsv"),
        )?,
        offering: Offering::new(&offers_es::OFFERS),
    })
});

fn weights(words: [&'static str; 2], file: &'static str) -> Result<Weights<KINDS>, Unweighed> {
    let mut names = [""; KINDS];
    for (name, kind) in names.iter_mut().zip(Demand::ALL) {
        *name = kind.as_str();
    }
    Weights::read(names, &words, file)
}

fn helper(language: Language) -> Result<&'static Helper, Unweighed> {
    match language {
        Language::English => ENGLISH.as_ref(),
        Language::Spanish => SPANISH.as_ref(),
    }
    .map_err(Clone::clone)
}

/// Reads an intention and answers the demands in it, in the order of the text: at most one of each kind in a passage.
///
/// The same text always gets the same answer. An empty one says that no demand was found, and nothing else.
pub fn reflect(text: &str, language: Language) -> Vec<Observation> {
    let Ok(helper) = helper(language) else {
        return Vec::new();
    };
    let sentences = sentences(text);
    passages(&sentences)
        .iter()
        .flat_map(|passage| helper.observe(passage))
        .collect()
}

/// How many words the sentences of a passage have at most, where it is more than one.
const PASSAGE: usize = 40;

/// Sentences that are read together: what a short one says often hangs on its neighbour ("I hope to sleep. Or else it was for nothing").
fn passages(sentences: &[Sentence]) -> Vec<Vec<Said<'_>>> {
    let mut passages: Vec<Vec<Said<'_>>> = Vec::new();
    let mut words = 0_usize;
    for said in sentences.iter().map(Sentence::whole) {
        words = words.saturating_add(said.words.len());
        match passages.last_mut() {
            Some(passage) if words <= PASSAGE => passage.push(said),
            _ => {
                words = said.words.len();
                passages.push(vec![said]);
            }
        }
    }
    passages
}

impl Helper {
    /// The demands of a passage, each over the words that weigh most for its kind; a passage of mere numbers has none.
    fn observe(&self, passage: &[Said<'_>]) -> Vec<Observation> {
        let words: Vec<&Word> = passage
            .iter()
            .flat_map(|said| &said.words)
            .copied()
            .collect();
        let numbers = |word: &&Word| !word.plain.contains(char::is_alphabetic);
        let load = self.weights.press(passage);
        let Some(load) = load.filter(|_| !words.iter().all(numbers)) else {
            return Vec::new();
        };
        let mut found: Vec<_> = kinds(&load)
            .into_iter()
            .filter_map(|(at, kind)| self.observation(&words, kind, shown(&load, at)?))
            .collect();
        found.sort_by_key(|one| (one.start, one.end, one.kind));
        found
    }

    fn observation(
        &self,
        words: &[&Word],
        kind: Demand,
        shown: RangeInclusive<usize>,
    ) -> Option<Observation> {
        let demanding = Demanding { kind, shown };
        Some(Observation {
            start: words.get(*demanding.shown.start())?.start,
            end: words.get(*demanding.shown.end())?.end,
            kind,
            why: self.offering.why(kind),
            invitation: self.offering.invitation(words, &demanding),
        })
    }
}

/// The kinds of a demand with their places: the one that exceeds its threshold most, or comes nearest, and all others that exceed theirs.
fn kinds(load: &Load<KINDS>) -> Vec<(usize, Demand)> {
    let beyond = load.beyond.kinds;
    let most = beyond.into_iter().max();
    let first = beyond.into_iter().position(|one| Some(one) == most);
    let all = Demand::ALL.iter().copied().enumerate().zip(beyond);
    all.filter(|((at, _), over)| *over > 0 || Some(*at) == first)
        .map(|(kind, _)| kind)
        .collect()
}

/// The first and the last of the words that weigh more than others for a kind.
fn shown(load: &Load<KINDS>, at: usize) -> Option<RangeInclusive<usize>> {
    let weight = |word: &Weighed<KINDS>| {
        let kind = word.kinds.get(at).copied().unwrap_or_default();
        word.pressing.saturating_add(kind)
    };
    let (from, to) = load.outstanding(weight)?;
    Some(from..=to)
}
