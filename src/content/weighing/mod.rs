//! What a text weighs: the sum of what its words, their classes and their neighbourhoods weigh.
//!
//! The wording lint weighs sentences and the intention helper intentions, each by weights of its own, which `tests/labelled/learn.py`
//! learns offline from labelled texts. A file of weights is a line with the threshold, and behind it one for each kind where
//! kinds have one; then lines that say what is weighed (`pressing`, or a kind), a weight, and every feature (`features`) that
//! weighs so. A text presses when the sum of its weights, divided by the square root of the number of its features, exceeds the
//! threshold. All of it is whole numbers, a feature that is in no file weighs nothing, and no sum is kept, shown or answered.

mod classes;
mod features;
mod reading;

use std::collections::HashMap;

use super::Language;
use classes::Classes;
use features::{Feature, features};
pub(crate) use reading::{Said, Sentence, Word, sentences};

/// The heaviest weight that a line may carry, either way; it keeps every sum far from its bounds.
const HEAVIEST: i64 = 100_000;

/// How finely square roots are taken: to one part in so many.
const FINE: i64 = 1_000;

/// Why a file of weights or of classes cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unweighed(pub(crate) String);

/// The classes of words that all who weigh have in common.
pub(crate) const fn words(language: Language) -> &'static str {
    match language {
        Language::English => include_str!("words.en.tsv"),
        Language::Spanish => include_str!("words.es.tsv"),
    }
}

/// What something weighs: as pressing, and as each of the kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Weighed<const KINDS: usize> {
    pub(crate) pressing: i64,
    pub(crate) kinds: [i64; KINDS],
}

/// The weights of one language, and the classes of its words.
#[derive(Debug)]
pub(crate) struct Weights<const KINDS: usize> {
    classes: Classes,
    thresholds: Weighed<KINDS>,
    features: HashMap<u64, Weighed<KINDS>>,
}

/// What a text that presses weighs.
#[derive(Debug)]
pub(crate) struct Load<const KINDS: usize> {
    /// The sums of its weights.
    pub(crate) sums: Weighed<KINDS>,
    /// By how much they exceed the thresholds, once the number of features is divided out.
    pub(crate) beyond: Weighed<KINDS>,
    /// What weighs on each of its words; a feature of two words lies on both.
    words: Vec<Weighed<KINDS>>,
}

impl<const KINDS: usize> Weights<KINDS> {
    /// Reads files of classes and one of weights for kinds of these names, in their order; a line that is not as it should be
    /// refuses the whole of it.
    pub(crate) fn read(
        kinds: [&str; KINDS],
        words: &[&'static str],
        file: &'static str,
    ) -> Result<Self, Unweighed> {
        let mut lines = file.lines();
        let thresholds = lines
            .next()
            .and_then(|line| line.strip_prefix("threshold\t"))
            .and_then(thresholds)
            .ok_or_else(|| Unweighed("it does not begin with a threshold".to_owned()))?;
        let mut features = HashMap::new();
        for line in lines {
            let refused = || Unweighed(line.to_owned());
            let (what, weight, names) = group(line).ok_or_else(refused)?;
            for name in names {
                let name = features::named(name).ok_or_else(refused)?;
                let weighed = features.entry(name).or_insert_with(Weighed::nothing);
                let cell = weighed.cell(what, kinds).ok_or_else(refused)?;
                if *cell != 0 {
                    return Err(Unweighed(format!("weighed twice: {line}")));
                }
                *cell = weight;
            }
        }
        if features.is_empty() {
            return Err(Unweighed("it weighs nothing".to_owned()));
        }
        Ok(Self {
            classes: Classes::read(words)?,
            thresholds,
            features,
        })
    }

    /// What one or several sentences weigh together, where they press.
    pub(crate) fn press(&self, sentences: &[Said<'_>]) -> Option<Load<KINDS>> {
        let all = features(sentences, &self.classes);
        let mut sums = Weighed::nothing();
        for (_, weighed) in self.known(&all) {
            sums.add(weighed);
        }
        let beyond = self.beyond(sums, all.len())?;
        (beyond.pressing > 0).then(|| Load {
            sums,
            beyond,
            words: self.on_words(sentences, &all),
        })
    }

    /// By how much the sums of so many features exceed the thresholds; nothing where there is no feature.
    fn beyond(&self, sums: Weighed<KINDS>, features: usize) -> Option<Weighed<KINDS>> {
        let many = i64::try_from(features).ok()?;
        let root = many.checked_mul(FINE.checked_mul(FINE)?)?.checked_isqrt()?;
        let over = |sum: i64, threshold: i64| {
            let score = sum.checked_mul(FINE)?.checked_div(root)?;
            score.checked_sub(threshold)
        };
        let mut beyond = Weighed {
            pressing: over(sums.pressing, self.thresholds.pressing)?,
            kinds: [0; KINDS],
        };
        let both = sums.kinds.into_iter().zip(self.thresholds.kinds);
        for (kind, (sum, threshold)) in beyond.kinds.iter_mut().zip(both) {
            *kind = over(sum, threshold)?;
        }
        Some(beyond)
    }

    fn known<'a>(
        &'a self,
        all: &'a [Feature],
    ) -> impl Iterator<Item = (&'a Feature, &'a Weighed<KINDS>)> {
        all.iter()
            .filter_map(|feature| Some((feature, self.features.get(&feature.name)?)))
    }

    fn on_words(&self, sentences: &[Said<'_>], all: &[Feature]) -> Vec<Weighed<KINDS>> {
        let many = sentences.iter().map(|said| said.words.len()).sum();
        let mut words = vec![Weighed::nothing(); many];
        for (feature, weighed) in self.known(all) {
            for at in [feature.from, feature.to] {
                if let Some(word) = words.get_mut(at) {
                    word.add(weighed);
                }
            }
        }
        words
    }
}

impl<const KINDS: usize> Load<KINDS> {
    /// The place of the kind that weighs most; of kinds that weigh alike the first.
    pub(crate) fn kind(&self) -> usize {
        let mut best = (i64::MIN, 0);
        for (at, sum) in self.sums.kinds.into_iter().enumerate() {
            if sum > best.0 {
                best = (sum, at);
            }
        }
        best.1
    }

    /// The first and the last of the neighbouring words that weigh most together, by what is looked at.
    pub(crate) fn heaviest(
        &self,
        looked_at: impl Fn(&Weighed<KINDS>) -> i64,
    ) -> Option<(usize, usize)> {
        let mut best: Option<(i64, (usize, usize))> = None;
        let mut now = (0_i64, 0_usize);
        for (at, load) in self.words.iter().map(looked_at).enumerate() {
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

    /// The same of what each word weighs more than they do on average, which leaves out most that only stands beside it.
    pub(crate) fn outstanding(
        &self,
        looked_at: impl Fn(&Weighed<KINDS>) -> i64,
    ) -> Option<(usize, usize)> {
        let many = i64::try_from(self.words.len()).ok()?;
        let all: i64 = self.words.iter().map(&looked_at).sum();
        let average = all.checked_div(many)?;
        self.heaviest(|word| looked_at(word).saturating_sub(average))
    }
}

/// A whole number that is not too heavy.
fn whole(written: &str) -> Option<i64> {
    let number: i64 = written.parse().ok()?;
    (-HEAVIEST..=HEAVIEST).contains(&number).then_some(number)
}

/// The threshold, and behind it none, or one for each kind.
fn thresholds<const KINDS: usize>(written: &str) -> Option<Weighed<KINDS>> {
    let mut numbers = written.split('\t').map(whole);
    let pressing = numbers.next()??;
    let kinds: Vec<i64> = numbers.collect::<Option<_>>()?;
    let kinds = if kinds.is_empty() {
        [0; KINDS]
    } else {
        kinds.try_into().ok()?
    };
    Some(Weighed { pressing, kinds })
}

/// One line: what is weighed, a weight that is not nothing, and the features that weigh so.
fn group(line: &'static str) -> Option<(&'static str, i64, Vec<&'static str>)> {
    let mut cells = line.split('\t');
    let what = cells.next()?;
    let weight = whole(cells.next()?).filter(|weight| *weight != 0)?;
    let names: Vec<&str> = cells.collect();
    (!names.is_empty()).then_some((what, weight, names))
}

impl<const KINDS: usize> Weighed<KINDS> {
    const fn nothing() -> Self {
        Self {
            pressing: 0,
            kinds: [0; KINDS],
        }
    }

    fn add(&mut self, other: &Self) {
        self.pressing = self.pressing.saturating_add(other.pressing);
        for (sum, weight) in self.kinds.iter_mut().zip(other.kinds) {
            *sum = sum.saturating_add(weight);
        }
    }

    /// The place for a weight of this name.
    fn cell(&mut self, what: &str, kinds: [&str; KINDS]) -> Option<&mut i64> {
        if what == "pressing" {
            return Some(&mut self.pressing);
        }
        let at = kinds.iter().position(|kind| *kind == what)?;
        self.kinds.get_mut(at)
    }
}

#[cfg(test)]
mod tests;
