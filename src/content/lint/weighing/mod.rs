//! What a sentence weighs: the sum of what its words, their classes and their neighbourhoods weigh.
//!
//! `tests/labelled/learn.py` learns the weights offline from labelled sentences and writes `weights.en.tsv` and
//! `weights.es.tsv`: a line with the threshold, then lines that say what is weighed (`pressing`, or a kind), a weight, and
//! every feature of a sentence (`features`) that weighs so. A sentence presses when the sum of its weights, divided by the
//! square root of the number of its features, exceeds the threshold. All of it is whole numbers, a feature that is in no file
//! weighs nothing, and the sum is not kept, shown or answered.

mod features;

use std::collections::HashMap;
use std::sync::LazyLock;

use super::classes::Classes;
use super::reading::Sentence;
use super::{Finding, Pressure};
use crate::content::Language;
use features::{Feature, features};

/// The kinds in the order in which a line weighs them.
const KINDS: [Pressure; 6] = [
    Pressure::Directive,
    Pressure::Interpreting,
    Pressure::Praising,
    Pressure::Promising,
    Pressure::DemandingOutcome,
    Pressure::Pathologizing,
];

/// The heaviest weight that a line may carry, either way; it keeps every sum far from its bounds.
const HEAVIEST: i64 = 100_000;

/// How finely square roots are taken: to one part in so many.
const FINE: i64 = 1_000;

/// Why a file of weights or of classes cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unweighed(pub(super) String);

/// What one feature weighs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Weighed {
    pressing: i64,
    kinds: [i64; 6],
}

/// The weights of one language, and the classes of its words.
#[derive(Debug)]
pub(super) struct Weights {
    classes: Classes,
    threshold: i64,
    features: HashMap<u64, Weighed>,
}

static ENGLISH: LazyLock<Result<Weights, Unweighed>> = LazyLock::new(|| {
    Weights::read(
        include_str!("../words.en.tsv"),
        include_str!("../weights.en.tsv"),
    )
});
static SPANISH: LazyLock<Result<Weights, Unweighed>> = LazyLock::new(|| {
    Weights::read(
        include_str!("../words.es.tsv"),
        include_str!("../weights.es.tsv"),
    )
});

/// The weights of a language.
pub(super) fn weights(language: Language) -> Result<&'static Weights, Unweighed> {
    match language {
        Language::English => ENGLISH.as_ref(),
        Language::Spanish => SPANISH.as_ref(),
    }
    .map_err(Clone::clone)
}

impl Weights {
    /// Reads a file of classes and one of weights; a line that is not as it should be refuses the whole of it.
    pub(super) fn read(words: &'static str, file: &'static str) -> Result<Self, Unweighed> {
        let mut lines = file.lines();
        let threshold = lines
            .next()
            .and_then(|line| line.strip_prefix("threshold\t"))
            .and_then(whole)
            .ok_or_else(|| Unweighed("it does not begin with a threshold".to_owned()))?;
        let mut weights: HashMap<u64, Weighed> = HashMap::new();
        for line in lines {
            let refused = || Unweighed(line.to_owned());
            let (what, weight, names) = group(line).ok_or_else(refused)?;
            for name in names {
                let name = features::named(name).ok_or_else(refused)?;
                let weighed = weights.entry(name).or_default();
                let cell = weighed.cell(what).ok_or_else(refused)?;
                if *cell != 0 {
                    return Err(Unweighed(format!("weighed twice: {line}")));
                }
                *cell = weight;
            }
        }
        if weights.is_empty() {
            return Err(Unweighed("it weighs nothing".to_owned()));
        }
        Ok(Self {
            classes: Classes::read(words)?,
            threshold,
            features: weights,
        })
    }

    /// One finding over the heaviest words of a sentence that presses.
    pub(super) fn press(&self, sentence: &Sentence) -> Option<Finding> {
        let said = sentence.said();
        let all = features(&said, sentence.mark(), &self.classes);
        if self.score(&all)? <= self.threshold {
            return None;
        }
        let (from, to) = self.heaviest(said.len(), &all)?;
        Some(Finding {
            kind: self.kind(&all),
            start: said.get(from)?.start,
            end: said.get(to)?.end,
        })
    }

    /// The sum of the weights, divided by the square root of the number of features; nothing for a sentence without any.
    fn score(&self, all: &[Feature]) -> Option<i64> {
        let sum: i64 = self.known(all).map(|(_, weighed)| weighed.pressing).sum();
        let many = i64::try_from(all.len()).ok()?;
        let root = many.checked_mul(FINE.checked_mul(FINE)?)?.checked_isqrt()?;
        sum.checked_mul(FINE)?.checked_div(root)
    }

    fn known<'a>(&'a self, all: &'a [Feature]) -> impl Iterator<Item = (&'a Feature, &'a Weighed)> {
        all.iter()
            .filter_map(|feature| Some((feature, self.features.get(&feature.name)?)))
    }

    /// The kind that weighs most; of kinds that weigh alike the first.
    fn kind(&self, all: &[Feature]) -> Pressure {
        let mut sums = [0_i64; 6];
        for (_, weighed) in self.known(all) {
            for (sum, weight) in sums.iter_mut().zip(weighed.kinds) {
                *sum = sum.saturating_add(weight);
            }
        }
        let mut best = (i64::MIN, Pressure::Directive);
        for (sum, kind) in sums.into_iter().zip(KINDS) {
            if sum > best.0 {
                best = (sum, kind);
            }
        }
        best.1
    }

    /// The first and the last of the neighbouring words that weigh most together; a feature of two words lies on both.
    fn heaviest(&self, words: usize, all: &[Feature]) -> Option<(usize, usize)> {
        let mut loads = vec![0_i64; words];
        for (feature, weighed) in self.known(all) {
            for at in [feature.from, feature.to] {
                if let Some(load) = loads.get_mut(at) {
                    *load = load.saturating_add(weighed.pressing);
                }
            }
        }
        let mut best: Option<(i64, (usize, usize))> = None;
        let mut now = (0_i64, 0_usize);
        for (at, load) in loads.into_iter().enumerate() {
            if now.0 <= 0 {
                now = (0, at);
            }
            now.0 = now.0.saturating_add(load);
            if best.is_none_or(|(sum, _)| now.0 > sum) {
                best = Some((now.0, (now.1, at)));
            }
        }
        best.map(|(_, span)| span)
    }
}

/// A whole number that is not too heavy.
fn whole(written: &str) -> Option<i64> {
    let number: i64 = written.parse().ok()?;
    (-HEAVIEST..=HEAVIEST).contains(&number).then_some(number)
}

/// One line: what is weighed, a weight that is not nothing, and the features that weigh so.
fn group(line: &'static str) -> Option<(&'static str, i64, Vec<&'static str>)> {
    let mut cells = line.split('\t');
    let what = cells.next()?;
    let weight = whole(cells.next()?).filter(|weight| *weight != 0)?;
    let names: Vec<&str> = cells.collect();
    (!names.is_empty()).then_some((what, weight, names))
}

impl Weighed {
    /// The place for a weight of this name.
    fn cell(&mut self, what: &str) -> Option<&mut i64> {
        if what == "pressing" {
            return Some(&mut self.pressing);
        }
        let at = KINDS.iter().position(|kind| kind.name() == what)?;
        self.kinds.get_mut(at)
    }
}

#[cfg(test)]
mod tests;
