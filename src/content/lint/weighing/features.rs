//! The features of a sentence: what can weigh.
//!
//! An item is a word or, between `<` and `>`, a class of it. A feature is named by what it is and by one or two items:
//! `w` an item, `o` one that opens a part of the sentence, `1` two items of neighbouring words (also of the begin `^` and
//! the mark at the end), `2` two with one word between them, `3` two classes in this order anywhere (or the sentence's first
//! word behind `^`, or the mark), `c` a piece of a word with its edges. `learn.py` names them in the same way.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::super::classes::Classes;
use super::super::reading::Word;

/// How many words lie between the two of a far pair at most.
const FAR: usize = 20;

/// How long the pieces of a word are.
const PIECES: [usize; 3] = [3, 4, 5];

/// One feature, and the first and the last of its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Feature {
    pub(super) name: u64,
    pub(super) from: usize,
    pub(super) to: usize,
}

/// What stands at one place of a sentence.
struct Place {
    /// The word, and its classes.
    items: Vec<String>,
    at: usize,
}

/// The number that a feature with this name has; nothing for a name that no feature has.
pub(super) fn named(written: &str) -> Option<u64> {
    let mut letters = written.chars();
    let what = letters.next().filter(|what| "wo123c".contains(*what))?;
    let (one, two) = match letters.as_str().split_once(' ') {
        Some((one, two)) => (one, two),
        None => (letters.as_str(), ""),
    };
    (!one.is_empty()).then(|| number(what, one, two))
}

fn number(what: char, one: &str, two: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    (what, one, two).hash(&mut hasher);
    hasher.finish()
}

/// Every feature of a sentence, each once.
pub(super) fn features(said: &[&Word], mark: &str, classes: &Classes) -> Vec<Feature> {
    let mut places = vec![Place::edge("^", 0)];
    for (at, word) in said.iter().enumerate() {
        let of = classes.of(word).into_iter();
        let mut items = vec![word.accented.clone()];
        items.extend(of.map(|class| format!("<{class}>")));
        places.push(Place { items, at });
    }
    places.push(Place::edge(mark, said.len().saturating_sub(1)));
    let mut found = Vec::new();
    alone(&mut found, &places, said);
    near(&mut found, &places);
    far(&mut found, &places);
    for (at, word) in said.iter().enumerate() {
        pieces(&mut found, at, &word.accented);
    }
    found.sort_unstable();
    found.dedup_by_key(|feature| feature.name);
    found
}

impl Place {
    /// The begin or the end of a sentence, which lies on its first or its last word.
    fn edge(mark: &str, at: usize) -> Self {
        let items = vec![mark.to_owned()];
        Self { items, at }
    }

    /// The classes, without the word.
    fn classes(&self) -> &[String] {
        self.items.get(1..).unwrap_or_default()
    }
}

fn alone(found: &mut Vec<Feature>, places: &[Place], said: &[&Word]) {
    for place in places {
        for item in &place.items {
            found.push(Feature::new('w', (item, place.at), ("", place.at)));
        }
    }
    for (place, word) in places.iter().skip(1).zip(said) {
        if word.opens {
            for item in &place.items {
                found.push(Feature::new('o', (item, place.at), ("", place.at)));
            }
        }
    }
}

/// Pairs of neighbours, and of words with one between them; the latter never of the begin or the end.
fn near(found: &mut Vec<Feature>, places: &[Place]) {
    let inner = places.get(1..places.len().saturating_sub(1));
    for (what, row, apart) in [('1', places, 1), ('2', inner.unwrap_or_default(), 2)] {
        for (one, two) in row.iter().zip(row.iter().skip(apart)) {
            pair(found, what, (&one.items, one.at), (&two.items, two.at));
        }
    }
}

/// Pairs of classes in their order, and with the first word and the mark.
fn far(found: &mut Vec<Feature>, places: &[Place]) {
    let Some((end, words)) = places.split_last() else {
        return;
    };
    let words = words.get(1..).unwrap_or_default();
    for (at, one) in words.iter().enumerate() {
        let mut items = one.classes().to_vec();
        if at == 0 {
            items.extend(one.items.first().map(|word| format!("^{word}")));
        }
        let behind = words.iter().skip(at.saturating_add(1)).take(FAR);
        for two in behind {
            pair(found, '3', (&items, one.at), (two.classes(), two.at));
        }
        pair(found, '3', (&items, one.at), (&end.items, one.at));
    }
}

fn pair(found: &mut Vec<Feature>, what: char, one: (&[String], usize), two: (&[String], usize)) {
    for first in one.0 {
        for second in two.0 {
            found.push(Feature::new(what, (first, one.1), (second, two.1)));
        }
    }
}

fn pieces(found: &mut Vec<Feature>, at: usize, word: &str) {
    let edged: Vec<char> = format!("_{word}_").chars().collect();
    for size in PIECES {
        for piece in edged.windows(size) {
            let piece: String = piece.iter().collect();
            found.push(Feature::new('c', (&piece, at), ("", at)));
        }
    }
}

impl Feature {
    fn new(what: char, one: (&str, usize), two: (&str, usize)) -> Self {
        Self {
            name: number(what, one.0, two.0),
            from: one.1,
            to: two.1,
        }
    }
}
