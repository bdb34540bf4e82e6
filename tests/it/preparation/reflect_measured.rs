//! How well the intention helper finds demands: precision and recall on labelled intentions; nine in ten of each are wanted.
//!
//! The tuning half was looked at while the rules were written. The other was written by people's stand-ins who knew neither the
//! rules nor the tuning half, and of it nothing but these sums was looked at.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use afterword::content::Language;
use afterword::content::lint::lint;
use afterword::preparation::reflection::reflect;

/// Precision and recall in 100: whether there is a demand, and which.
struct Least {
    demand: (usize, usize),
    kinds: (usize, usize),
}

/// What is wanted, and reached on phrases that the rules were tuned on.
const WANTED: Least = Least {
    demand: (90, 90),
    kinds: (90, 90),
};

/// What is reached on phrases that nothing was tuned on; the kinds fall short of what is wanted.
const fn reached(language: Language) -> Least {
    match language {
        Language::English => Least {
            demand: (91, 85),
            kinds: (65, 75),
        },
        Language::Spanish => Least {
            demand: (90, 80),
            kinds: (77, 66),
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

fn halves(language: Language) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/labelled");
    let prefix = format!("intentions.{}.", language.as_str());
    let mut halves: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap())
        .map(|file| (file.file_name().into_string().unwrap(), file.path()))
        .filter(|(name, _)| name.starts_with(&prefix))
        .map(|(name, path)| (name, fs::read_to_string(path).unwrap()))
        .collect();
    halves.sort();
    assert_eq!(halves.len(), 2, "{prefix}: the tuning half and the other");
    assert!(halves.iter().any(|(name, _)| name.contains("tuning")));
    halves
}

fn measure(language: Language) {
    for (name, half) in halves(language) {
        let (mut phrases, mut kinds) = (Count::default(), Count::default());
        for line in half.lines() {
            let (labels, text) = line.split_once('\t').unwrap();
            let labels: BTreeSet<_> = labels.split(',').filter(|label| *label != "open").collect();
            let found: BTreeSet<_> = reflect(text, language)
                .into_iter()
                .map(|observation| observation.kind.as_str())
                .collect();
            phrases.add(!labels.is_empty(), !found.is_empty());
            for kind in labels.union(&found) {
                kinds.add(labels.contains(kind), found.contains(kind));
            }
        }
        let least = if name.contains("tuning") {
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
        let (prefix, folder) = (
            format!("intentions.{}.tuning.tsv", language.as_str()),
            Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/labelled"),
        );
        let mut offered = BTreeSet::new();
        for line in fs::read_to_string(folder.join(prefix)).unwrap().lines() {
            let (_, text) = line.split_once('\t').unwrap();
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
