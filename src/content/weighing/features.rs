//! The features of a sentence: what can weigh. Those of several sentences are those of each.
//!
//! An item is a word or, between `<` and `>`, a class of it. A feature is named by what it is and by one or two items:
//! `w` an item, `o` one that opens a part of the sentence, `1` two items of neighbouring words (also of the begin `^` and
//! the mark at the end), `2` two with one word between them, `3` two classes in this order anywhere (or the sentence's first
//! word behind `^`, or the mark), `c` a piece of a word with its edges, `x` a piece across the edges of words, `e` a word and
//! the ending of its neighbour, `s` two stems in this order anywhere. `learn.py` names them in the same way.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::iter;

use super::classes::Classes;
use super::reading::{Said, Word};

/// How many words the second of a far pair stands behind the first at most.
const FAR: usize = 20;

/// How long the pieces of a word are.
const PIECES: [usize; 3] = [3, 4, 5];

/// How long a piece across the edges of words is.
const ACROSS: usize = 6;

/// How long the endings of a word are, and how much longer the word is at least.
const ENDS: [usize; 2] = [2, 3];
const BEFORE_END: usize = 2;

/// How long the stem of a word is.
const STEM: usize = 5;

/// One feature, and the first and the last of its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Feature {
    pub(super) name: u64,
    pub(super) from: usize,
    pub(super) to: usize,
}

/// What stands at one place of a sentence.
struct Place {
    /// The numbers of the word and of its classes.
    items: Vec<u64>,
    at: usize,
}

/// The number that a feature with this name has; nothing for a name that no feature has.
pub(super) fn named(written: &str) -> Option<u64> {
    let mut letters = written.chars();
    let what = letters.next().filter(|what| "wo123cxes".contains(*what))?;
    let (one, two) = match letters.as_str().split_once(' ') {
        Some((one, two)) => (one, two),
        None => (letters.as_str(), ""),
    };
    (!one.is_empty()).then(|| number(what, item(one), item(two)))
}

/// The number of an item or of a piece as it is written; what is not there is written with nothing.
fn item(written: &str) -> u64 {
    hashed(written)
}

fn number(what: char, one: u64, two: u64) -> u64 {
    hashed((what, one, two))
}

fn hashed(value: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// Every feature of one or several sentences, each once, with its first place among the words of all.
pub(super) fn features(sentences: &[Said<'_>], classes: &Classes) -> Vec<Feature> {
    let mut found = Vec::new();
    let mut before = 0_usize;
    for Said { words, mark } in sentences {
        let mut of = features_of(words, mark, classes);
        for feature in &mut of {
            feature.from = feature.from.saturating_add(before);
            feature.to = feature.to.saturating_add(before);
        }
        found.append(&mut of);
        before = before.saturating_add(words.len());
    }
    found.sort_unstable();
    found.dedup_by_key(|feature| feature.name);
    found
}

fn features_of(said: &[&Word], mark: &str, classes: &Classes) -> Vec<Feature> {
    let mut places = vec![Place::edge("^", 0)];
    for (at, word) in said.iter().enumerate() {
        let of = classes.of(word).into_iter();
        let mut items = vec![item(&word.accented)];
        items.extend(of.map(|class| item(&format!("<{class}>"))));
        places.push(Place { items, at });
    }
    places.push(Place::edge(mark, said.len().saturating_sub(1)));
    let mut found = Vec::new();
    alone(&mut found, &places, said);
    near(&mut found, &places);
    far(&mut found, &places, said);
    for (at, word) in said.iter().enumerate() {
        pieces(&mut found, at, &word.accented);
    }
    across(&mut found, said, mark);
    endings(&mut found, said);
    stems(&mut found, said);
    found
}

impl Place {
    /// The begin or the end of a sentence, which lies on its first or its last word.
    fn edge(mark: &str, at: usize) -> Self {
        let items = vec![item(mark)];
        Self { items, at }
    }

    /// The classes, without the word.
    fn classes(&self) -> &[u64] {
        self.items.get(1..).unwrap_or_default()
    }
}

fn alone(found: &mut Vec<Feature>, places: &[Place], said: &[&Word]) {
    for place in places {
        for one in &place.items {
            found.push(Feature::alone('w', *one, place.at, place.at));
        }
    }
    for (place, word) in places.iter().skip(1).zip(said) {
        if word.opens {
            for one in &place.items {
                found.push(Feature::alone('o', *one, place.at, place.at));
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
fn far(found: &mut Vec<Feature>, places: &[Place], said: &[&Word]) {
    let Some((end, words)) = places.split_last() else {
        return;
    };
    let words = words.get(1..).unwrap_or_default();
    for (at, one) in words.iter().enumerate() {
        let mut items = one.classes().to_vec();
        if at == 0 {
            let first = said.first();
            items.extend(first.map(|word| item(&format!("^{}", word.accented))));
        }
        let behind = words.iter().skip(at.saturating_add(1)).take(FAR);
        for two in behind {
            pair(found, '3', (&items, one.at), (two.classes(), two.at));
        }
        pair(found, '3', (&items, one.at), (&end.items, one.at));
    }
}

fn pair(found: &mut Vec<Feature>, what: char, one: (&[u64], usize), two: (&[u64], usize)) {
    for first in one.0 {
        for second in two.0 {
            found.push(Feature::pair(what, (*first, one.1), (*second, two.1)));
        }
    }
}

fn pieces(found: &mut Vec<Feature>, at: usize, word: &str) {
    let edged: Vec<char> = format!("_{word}_").chars().collect();
    for size in PIECES {
        for piece in edged.windows(size) {
            let piece: String = piece.iter().collect();
            found.push(Feature::alone('c', item(&piece), at, at));
        }
    }
}

/// Pieces of the whole sentence that hold the edge of a word inside; `_` stands before every word and before the mark.
fn across(found: &mut Vec<Feature>, said: &[&Word], mark: &str) {
    let mut row: Vec<(usize, char)> = Vec::new();
    let words = said.iter().map(|word| word.accented.as_str());
    for (at, word) in words.chain([mark]).enumerate() {
        let at = at.min(said.len().saturating_sub(1));
        row.extend(
            iter::once('_')
                .chain(word.chars())
                .map(|letter| (at, letter)),
        );
    }
    for piece in row.windows(ACROSS) {
        if let [(from, _), inside @ .., (to, _)] = piece
            && inside.iter().any(|(_, letter)| *letter == '_')
        {
            let piece: String = piece.iter().map(|(_, letter)| letter).collect();
            found.push(Feature::alone('x', item(&piece), *from, *to));
        }
    }
}

/// A word and the ending of its neighbour, before or behind it.
fn endings(found: &mut Vec<Feature>, said: &[&Word]) {
    for (at, (one, two)) in said.iter().zip(said.iter().skip(1)).enumerate() {
        let next = at.saturating_add(1);
        let (before, behind) = (item(&one.accented), item(&two.accented));
        for end in ends(&two.accented) {
            found.push(Feature::pair('e', (before, at), (item(&end), next)));
        }
        for end in ends(&one.accented) {
            found.push(Feature::pair('e', (item(&end), at), (behind, next)));
        }
    }
}

/// The endings of a word, behind a hyphen.
fn ends(word: &str) -> Vec<String> {
    let letters = word.chars().count();
    let kept = ENDS.into_iter().filter_map(|size| {
        let before = letters.checked_sub(size)?;
        (before >= BEFORE_END).then_some(before)
    });
    kept.map(|before| iter::once('-').chain(word.chars().skip(before)).collect())
        .collect()
}

/// Pairs of stems in their order.
fn stems(found: &mut Vec<Feature>, said: &[&Word]) {
    let stems: Vec<u64> = said
        .iter()
        .map(|word| item(&stem(&word.accented)))
        .collect();
    for (at, one) in stems.iter().enumerate() {
        let behind = stems.iter().enumerate().skip(at.saturating_add(1));
        for (to, two) in behind.take(FAR) {
            found.push(Feature::pair('s', (*one, at), (*two, to)));
        }
    }
}

/// The first letters of a longer word with a hyphen, and a short word as it is.
fn stem(word: &str) -> String {
    let mut stem: String = word.chars().take(STEM).collect();
    if stem.len() < word.len() {
        stem.push('-');
    }
    stem
}

impl Feature {
    /// A feature of one item or piece, which lies on these words and those between.
    fn alone(what: char, one: u64, from: usize, to: usize) -> Self {
        let name = number(what, one, item(""));
        Self { name, from, to }
    }

    /// A feature of two items, and where each of them stands.
    fn pair(what: char, one: (u64, usize), two: (u64, usize)) -> Self {
        Self {
            name: number(what, one.0, two.0),
            from: one.1,
            to: two.1,
        }
    }
}
