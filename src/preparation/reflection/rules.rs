//! How the phrases of a language become demands: what is negated, held lightly or only told is no demand.
//!
//! An outcome is the most general of the kinds. It is left to a time where nothing says which outcome ("it has to work today"),
//! and to the content, the strength or the worth whose words it shares ("I want to be blasted into space").

use super::Demand;
use super::pattern::{Classes, Found, Pattern, Reading};
use super::text::{Break, Word, words_of};

/// What a language writes down about demands; pure data.
pub(super) struct Phrases {
    /// Named lists of phrases.
    pub(super) classes: &'static [(&'static str, &'static str)],
    /// Words that may stand before the head of an intention: "I want to", "please", "finally".
    pub(super) intro: &'static str,
    /// Words after which another intention begins: "and", "then".
    pub(super) joints: &'static str,
    /// Words that end what a negation reaches: "but".
    pub(super) turns: &'static str,
    /// Words after which a sentence may ask for something else: "and", "so".
    pub(super) parts: &'static str,
    /// Phrases that make a demand, by kind.
    pub(super) demands: &'static [(Demand, &'static [&'static str])],
    /// Phrases that name a time; one beside a demand makes it one for that time.
    pub(super) times: &'static [&'static str],
    /// Phrases that insist without naming what on; they count where nothing else is found.
    pub(super) insisting: &'static [&'static str],
    /// Negations and the like: nothing after them in their clause is a demand.
    pub(super) negating: &'static [&'static str],
    /// Wordings that hold a sentence lightly: nothing in it is a demand.
    pub(super) holding: &'static [&'static str],
}

/// The same, ready to be looked for.
pub(super) struct Rules {
    pub(super) classes: Classes,
    demands: Vec<(Demand, Pattern)>,
    times: Vec<Pattern>,
    insisting: Vec<Pattern>,
    negating: Vec<Pattern>,
    holding: Vec<Pattern>,
}

/// A demand, and the words that make it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Demanding {
    /// Its kind.
    pub(super) kind: Demand,
    /// Where it stands.
    pub(super) found: Found,
}

fn patterns(written: &[&str]) -> Vec<Pattern> {
    written.iter().copied().map(Pattern::new).collect()
}

impl Rules {
    /// Reads the phrases of a language.
    pub(super) fn new(phrases: &Phrases) -> Self {
        let named = [
            ("intro", phrases.intro),
            ("joints", phrases.joints),
            ("turns", phrases.turns),
            ("parts", phrases.parts),
        ];
        let demands = phrases.demands.iter().flat_map(|(kind, written)| {
            written.iter().map(|written| (*kind, Pattern::new(written)))
        });
        Self {
            classes: Classes::new(&[phrases.classes, &named].concat()),
            demands: demands.collect(),
            times: patterns(phrases.times),
            insisting: patterns(phrases.insisting),
            negating: patterns(phrases.negating),
            holding: patterns(phrases.holding),
        }
    }

    /// Every pattern, with what it is for.
    #[cfg(test)]
    pub(super) fn every(&self) -> impl Iterator<Item = &Pattern> {
        let demands = self.demands.iter().map(|(_, pattern)| pattern);
        demands
            .chain(&self.times)
            .chain(&self.insisting)
            .chain(&self.negating)
            .chain(&self.holding)
    }

    /// The words of a text, and the demands among them, in the order of the text.
    pub(super) fn read(&self, text: &str) -> (Vec<Word>, Vec<Demanding>) {
        let words = words_of(text);
        let heads = self.heads(&words);
        let reading = Reading {
            words: &words,
            heads: &heads,
            classes: &self.classes,
        };
        let shut = self.shut(&reading);
        let all = |patterns: &[Pattern], kind| -> Vec<Demanding> {
            let found = patterns
                .iter()
                .flat_map(|pattern| open_ones(pattern, &reading, &shut));
            found.map(|found| Demanding { kind, found }).collect()
        };
        let mut found = Vec::new();
        for (kind, pattern) in &self.demands {
            found.extend(all(std::slice::from_ref(pattern), *kind));
        }
        let times = all(&self.times, Demand::Time);
        if found.is_empty() {
            let insisting = all(&self.insisting, Demand::Outcome);
            found = match (insisting.is_empty(), times.is_empty()) {
                (true, _) => Vec::new(),
                (false, true) => insisting,
                (false, false) => times,
            };
        } else {
            found.extend(times);
        }
        let found = one_each(self.without_shared_outcomes(found, &words), &words);
        (words, found)
    }

    /// Leaves out an outcome in the same part of a sentence as a demand that says more closely what is to come.
    fn without_shared_outcomes(&self, found: Vec<Demanding>, words: &[Word]) -> Vec<Demanding> {
        let closer = |demanding: &&Demanding| {
            matches!(
                demanding.kind,
                Demand::Content | Demand::Intensity | Demand::Worth
            )
        };
        let closer: Vec<Found> = found.iter().filter(closer).map(|one| one.found).collect();
        let stays = |demanding: &Demanding| {
            demanding.kind != Demand::Outcome
                || closer
                    .iter()
                    .all(|other| self.parted(words, demanding.found, *other))
        };
        found.into_iter().filter(stays).collect()
    }

    /// Whether two phrases stand apart, with a break or a word between them after which something else is asked for.
    fn parted(&self, words: &[Word], one: Found, other: Found) -> bool {
        let (first, second) = if one.shown_from < other.shown_from {
            (one, other)
        } else {
            (other, one)
        };
        let after = first.shown_from.saturating_add(1);
        let between = words.get(after..=second.shown_from).unwrap_or_default();
        let parts = |(at, word): (usize, &Word)| {
            let rest = between.get(at..).unwrap_or_default();
            word.before != Break::None || self.classes.length_at("parts", rest).is_some()
        };
        first.shown_to <= second.shown_from && between.iter().enumerate().any(parts)
    }

    /// Whether each word is the head of an intention: it begins a clause, or only words of introduction stand before it.
    fn heads(&self, words: &[Word]) -> Vec<bool> {
        let mut heads: Vec<bool> = words
            .iter()
            .map(|word| word.before != Break::None)
            .collect();
        for at in 0..words.len() {
            let rest = words.get(at..).unwrap_or_default();
            let reach = |name| self.classes.length_at(name, rest);
            let led = heads.get(at).is_some_and(|head| *head);
            let length = reach("joints").or_else(|| reach("intro").filter(|_| led));
            if let Some(after) = length.and_then(|length| heads.get_mut(at.saturating_add(length)))
            {
                *after = true;
            }
        }
        heads
    }

    /// For each word the end of the negation's first word that reaches it; zero where its sentence is held lightly.
    fn shut(&self, reading: &Reading<'_>) -> Vec<Option<usize>> {
        let mut shut: Vec<Option<usize>> = vec![None; reading.words.len()];
        for pattern in &self.holding {
            for found in pattern.all(reading) {
                let (from, to) = sentence(reading.words, found.from);
                let held = shut.get_mut(from..to).unwrap_or_default();
                held.iter_mut().for_each(|place| *place = Some(0));
            }
        }
        for pattern in &self.negating {
            for found in pattern.all(reading) {
                let to = self.reach(reading.words, found);
                let negated = shut.get_mut(found.from..to).unwrap_or_default();
                for place in negated {
                    let from = found.from.saturating_add(1);
                    *place = Some(place.map_or(from, |before| before.min(from)));
                }
            }
        }
        shut
    }

    /// How far a negation reaches: to the next break or turn.
    fn reach(&self, words: &[Word], found: Found) -> usize {
        let after = words.get(found.to..).unwrap_or_default();
        let within = after.iter().enumerate().take_while(|(at, word)| {
            let rest = after.get(*at..).unwrap_or_default();
            word.before == Break::None && self.classes.length_at("turns", rest).is_none()
        });
        found.to.saturating_add(within.count())
    }
}

/// The sentence around a word.
fn sentence(words: &[Word], at: usize) -> (usize, usize) {
    let begins = |word: &Word| word.before == Break::Sentence;
    let before = words.get(..=at).unwrap_or_default();
    let after = words.get(at.saturating_add(1)..).unwrap_or_default();
    let from = before.iter().rposition(begins).unwrap_or(0);
    let to = after.iter().position(begins).map_or(words.len(), |length| {
        at.saturating_add(1).saturating_add(length)
    });
    (from, to)
}

/// Where a pattern stands and nothing before it takes it back; a phrase that itself begins with a negation stays.
fn open_ones<'a>(
    pattern: &'a Pattern,
    reading: &'a Reading<'_>,
    shut: &'a [Option<usize>],
) -> impl Iterator<Item = Found> + 'a {
    pattern.all(reading).into_iter().filter(|found| {
        let within = shut
            .get(found.shown_from..found.shown_to)
            .unwrap_or_default();
        within
            .iter()
            .all(|place| place.is_none_or(|after| after > found.from))
    })
}

/// Keeps one demand of each kind in a sentence: the first, and of those that begin together the longest.
fn one_each(mut found: Vec<Demanding>, words: &[Word]) -> Vec<Demanding> {
    found.sort_by_key(|demanding| {
        let Found {
            shown_from,
            shown_to,
            ..
        } = demanding.found;
        (shown_from, std::cmp::Reverse(shown_to), demanding.kind)
    });
    let mut kept: Vec<Demanding> = Vec::new();
    for demanding in found {
        let place = |demanding: &Demanding| {
            let (from, _) = sentence(words, demanding.found.shown_from);
            (demanding.kind, from)
        };
        if !kept.iter().any(|other| place(other) == place(&demanding)) {
            kept.push(demanding);
        }
    }
    kept
}
