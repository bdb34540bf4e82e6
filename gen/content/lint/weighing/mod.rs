//! The second reading: words that were weighed on labelled sentences, for what no pattern names.
//!
//! `tests/labelled/learn.py` learns the weights offline and writes `weights.en.tsv` and `weights.es.tsv`: a line with the
//! threshold, then lines that say what is weighed (`pressing`, or a kind), a weight, and every feature of a sentence
//! (`features`) that weighs so. A sentence presses when the sum of its weights, divided by the square root of the number of
//! its features, exceeds the threshold. All of it is whole numbers, a feature that is in no file weighs nothing, and the sum
//! is not kept, shown or answered.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::LazyLock;

use super::pattern::Span;
use super::reading::Sentence;
use super::{Finding, Pressure};
use crate::content::Language;

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

/// How long the pieces of a word are.
const PIECES: [usize; 3] = [3, 4, 5];

/// Why a file of weights cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unweighed(pub(super) String);

/// What one feature weighs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Weighed {
    pressing: i64,
    kinds: [i64; 6],
}

/// The weights of one language.
#[derive(Debug)]
pub(super) struct Weights {
    threshold: i64,
    features: HashMap<&'static str, Weighed>,
}

static ENGLISH: LazyLock<Result<Weights, Unweighed>> =
    LazyLock::new(|| Weights::read(include_str!("../weights.en.tsv")));
static SPANISH: LazyLock<Result<Weights, Unweighed>> =
    LazyLock::new(|| Weights::read(include_str!("../weights.es.tsv")));

/// The weights of a language.
pub(super) fn weights(language: Language) -> Result<&'static Weights, Unweighed> {
    match language {
        Language::English => ENGLISH.as_ref(),
        Language::Spanish => SPANISH.as_ref(),
    }
    .map_err(Clone::clone)
}

impl Weights {
    /// Reads a file; a line that is not as it should be refuses the whole of it.
    pub(super) fn read(file: &'static str) -> Result<Self, Unweighed> {
        let mut lines = file.lines();
        let threshold = lines
            .next()
            .and_then(|line| line.strip_prefix("threshold\t"))
            .and_then(whole)
            .filter(|threshold| *threshold > 0)
            .ok_or_else(|| Unweighed("it does not begin with a threshold".to_owned()))?;
        let mut features: HashMap<&'static str, Weighed> = HashMap::new();
        for line in lines {
            let refused = || Unweighed(line.to_owned());
            let (what, weight, names) = group(line).ok_or_else(refused)?;
            for name in names {
                let weighed = features.entry(name).or_default();
                let cell = weighed.cell(what).ok_or_else(refused)?;
                if *cell != 0 || name.is_empty() {
                    return Err(Unweighed(format!(
                        "{name} is weighed twice, or has no name"
                    )));
                }
                *cell = weight;
            }
        }
        if features.is_empty() {
            return Err(Unweighed("it weighs nothing".to_owned()));
        }
        Ok(Self {
            threshold,
            features,
        })
    }

    /// One finding over the heaviest words of a sentence that presses by its weights.
    pub(super) fn press(&self, sentence: &Sentence) -> Option<Finding> {
        let features = features(sentence);
        if std::env::var("MARGIN").is_ok() { println!("M\t{}", self.score(&features)? * 100 / self.threshold); }
        if self.score(&features)? <= self.threshold {
            return None;
        }
        let (start, end) = sentence.place(self.heaviest(sentence, &features)?)?;
        let kind = self.kind(&features);
        Some(Finding { kind, start, end })
    }

    /// The sum of the weights, divided by the square root of the number of features; nothing for a sentence without any.
    fn score(&self, features: &Features) -> Option<i64> {
        let sum: i64 = features
            .keys()
            .filter_map(|name| self.features.get(name.as_str()))
            .fold(0, |sum, weighed| sum.saturating_add(weighed.pressing));
        let many = i64::try_from(features.len()).ok()?;
        let root = many.checked_mul(FINE.checked_mul(FINE)?)?.checked_isqrt()?;
        sum.checked_mul(FINE)?.checked_div(root)
    }

    fn kind(&self, features: &Features) -> Pressure {
        let mut sums = [0_i64; 6];
        for name in features.keys() {
            let Some(weighed) = self.features.get(name.as_str()) else {
                continue;
            };
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

    /// The neighbouring words that weigh most together; every feature lies on the words it was made of, in equal parts.
    fn heaviest(&self, sentence: &Sentence, features: &Features) -> Option<Span> {
        let mut loads = vec![0_i64; sentence.words.len()];
        for (name, places) in features {
            let Some(weighed) = self.features.get(name.as_str()) else {
                continue;
            };
            let parts = i64::try_from(places.len()).unwrap_or(1).max(1);
            let part = weighed.pressing.saturating_mul(FINE).div_euclid(parts);
            for at in places {
                if let Some(load) = loads.get_mut(*at) {
                    *load = load.saturating_add(part);
                }
            }
        }
        let mut best: Option<(i64, Span)> = None;
        let mut now = (0_i64, 0_usize);
        for (at, load) in loads.into_iter().enumerate() {
            if now.0 <= 0 {
                now = (0, at);
            }
            now.0 = now.0.saturating_add(load);
            if best.is_none_or(|(sum, _)| now.0 > sum) {
                let to = at.saturating_add(1);
                best = Some((now.0, Span { from: now.1, to }));
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

/// The features of a sentence, each with the words it lies on.
type Features = BTreeMap<String, BTreeSet<usize>>;

/// What a sentence is weighed by: `w` a word, `o` a word that opens a part, `p` two in a row, also with its begin
/// and its end, `s` two with one between them, `c` a piece of a word with its edges, and the mark it ends with.
fn features(sentence: &Sentence) -> Features {
    let shown = |at: usize| {
        let to = at.saturating_add(1);
        sentence.only_shows(Span { from: at, to })
    };
    let all = sentence.words.iter().enumerate();
    // What is between quotes inside a sentence is shown and not said.
    let words: Vec<_> = all.filter(|(at, _)| !shown(*at)).collect();
    let end = match (sentence.asked, sentence.exclaimed) {
        (true, _) => "?",
        (false, true) => "!",
        (false, false) => "$",
    };
    let mut found = Features::new();
    let mut row: Vec<(Option<usize>, &str)> = vec![(None, "^")];
    for (at, word) in words {
        put(&mut found, format!("w{}", word.accented), [Some(at)]);
        if word.opens {
            put(&mut found, format!("o{}", word.accented), [Some(at)]);
        }
        pieces(&mut found, at, &word.accented);
        row.push((Some(at), word.accented.as_str()));
    }
    row.push((None, end));
    put(&mut found, end.to_owned(), [None]);
    in_a_row(&mut found, &row);
    found
}

fn in_a_row(found: &mut Features, row: &[(Option<usize>, &str)]) {
    for near in row.windows(2) {
        if let [(i, one), (j, two)] = near {
            put(found, format!("p{one} {two}"), [*i, *j]);
        }
    }
    for near in row.windows(3) {
        // Neither of the two is the begin or the end.
        if let [(Some(i), one), _, (Some(j), two)] = near {
            put(found, format!("s{one} {two}"), [Some(*i), Some(*j)]);
        }
    }
}

fn pieces(found: &mut Features, at: usize, word: &str) {
    let edged: Vec<char> = format!("_{word}_").chars().collect();
    for size in PIECES {
        for piece in edged.windows(size) {
            let name = std::iter::once(&'c').chain(piece).collect();
            put(found, name, [Some(at)]);
        }
    }
}

fn put<const N: usize>(found: &mut Features, name: String, places: [Option<usize>; N]) {
    found
        .entry(name)
        .or_default()
        .extend(places.into_iter().flatten());
}

#[cfg(test)]
mod tests;
