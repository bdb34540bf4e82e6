//! Phrases with open places, matched against the words of a text.
//!
//! A phrase is written as words parted by spaces. `a|b` is either; `fix*` any ending, `*ing` any beginning; `word?` may be absent; `@class` a phrase of a named
//! class; `_` any word; `..3` up to three words of the same clause; `,` lets a comma stand there; `^` the head of an intention, `^^` that of a
//! clause; `$` the end of a clause; `!word` "not followed by"; `<` and `>` where the words that are shown begin and end, if not with the
//! whole phrase. A word written with an accent wants it, one with `=` before it takes none, any other takes both. A word and its next are joined by
//! `_` where both are one of several ways.

use std::collections::HashMap;

use super::text::{Break, Word};

/// One way to write a word.
#[derive(Debug)]
enum Term {
    Plain(String),
    Accented(String),
    Stem(String),
    Ending(String),
    Phrase(Vec<String>),
    Any,
    Tail,
    Class(String),
}

/// One place of a phrase.
#[derive(Debug)]
enum Element {
    One(Vec<Term>),
    Perhaps(Vec<Term>),
    Not(Vec<Term>),
    Gap(usize),
    Comma,
    Head,
    Start,
    Tail,
    From,
    To,
}

/// A phrase that is ready to be looked for.
#[derive(Debug)]
pub(crate) struct Pattern(Vec<Element>);

/// Named lists of phrases.
#[derive(Debug, Default)]
pub(crate) struct Classes(HashMap<String, Class>);

/// One list of phrases.
#[derive(Debug, Default)]
struct Class {
    /// Those whose first word is spelled out, by that word.
    spelled: HashMap<String, Vec<Vec<Term>>>,
    /// All others.
    others: Vec<Vec<Term>>,
}

impl Classes {
    /// Reads lists of phrases that are parted by commas.
    pub(crate) fn new(lists: &[(&str, &str)]) -> Self {
        let mut all: HashMap<String, Class> = HashMap::new();
        for (name, phrases) in lists {
            let class = all.entry((*name).to_owned()).or_default();
            for phrase in phrases.split(',') {
                let phrase: Vec<Term> = phrase.split_whitespace().map(Term::of).collect();
                match phrase.first() {
                    Some(Term::Plain(word)) => {
                        class.spelled.entry(word.clone()).or_default().push(phrase);
                    }
                    _ => class.others.push(phrase),
                }
            }
        }
        Self(all)
    }

    /// Whether there is a class of this name.

    pub(crate) fn knows(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// How many words from here are a phrase of the class; the longest counts.
    pub(crate) fn length_at(&self, name: &str, words: &[Word]) -> Option<usize> {
        let class = self.0.get(name)?;
        let spelled = class.spelled.get(&words.first()?.plain);
        let phrases = spelled.into_iter().flatten().chain(&class.others);
        let fitting = phrases.filter(|phrase| {
            phrase.len() <= words.len()
                && phrase
                    .iter()
                    .zip(words)
                    .enumerate()
                    .all(|(at, (term, word))| {
                        (at == 0 || word.before == Break::None) && term.is(word)
                    })
        });
        fitting.map(Vec::len).max().filter(|length| *length > 0)
    }
}

impl Term {
    pub(crate) fn of(written: &str) -> Self {
        if written == "_" {
            Self::Any
        } else if written == "$" {
            Self::Tail
        } else if written.contains('_') {
            Self::Phrase(written.split('_').map(str::to_owned).collect())
        } else if let Some(name) = written.strip_prefix('@') {
            Self::Class(name.to_owned())
        } else if let Some(exactly) = written.strip_prefix('=') {
            Self::Accented(exactly.to_owned())
        } else if let Some(ending) = written.strip_prefix('*') {
            Self::Ending(ending.to_owned())
        } else if let Some(stem) = written.strip_suffix('*') {
            Self::Stem(stem.to_owned())
        } else if written.is_ascii() {
            Self::Plain(written.to_owned())
        } else {
            Self::Accented(written.to_owned())
        }
    }

    pub(crate) fn all(written: &str) -> Vec<Self> {
        written.split('|').map(Self::of).collect()
    }

    pub(crate) fn is(&self, word: &Word) -> bool {
        match self {
            Self::Plain(wanted) => word.plain == *wanted,
            Self::Accented(wanted) => word.accented == *wanted,
            Self::Stem(stem) => word.plain.starts_with(stem.as_str()),
            Self::Ending(ending) => word.plain.ends_with(ending.as_str()),
            Self::Any => true,
            Self::Phrase(_) | Self::Tail | Self::Class(_) => false,
        }
    }

    /// How many words from here it stands for.
    pub(crate) fn length_at(&self, words: &[Word], classes: &Classes) -> Option<usize> {
        match self {
            Self::Class(name) => classes.length_at(name, words),
            Self::Phrase(phrase) => {
                let stands = phrase.len() <= words.len()
                    && phrase
                        .iter()
                        .zip(words)
                        .enumerate()
                        .all(|(at, (wanted, word))| {
                            (at == 0 || word.before == Break::None) && word.plain == *wanted
                        });
                stands.then_some(phrase.len())
            }
            other => words.first().filter(|word| other.is(word)).map(|_| 1),
        }
    }
}

pub(crate) fn longest(terms: &[Term], words: &[Word], classes: &Classes) -> Option<usize> {
    terms
        .iter()
        .filter_map(|term| term.length_at(words, classes))
        .max()
}

/// Where a phrase stands: the words it covers, and the words of it that are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Found {
    /// The first word of the whole phrase.
    pub(crate) from: usize,
    /// The word after the whole phrase.
    pub(crate) to: usize,
    /// The first word that is shown.
    pub(crate) shown_from: usize,
    /// The word after those that are shown.
    pub(crate) shown_to: usize,
}

/// What a phrase is looked for in.
pub(crate) struct Reading<'a> {
    /// The words of the text.
    pub(crate) words: &'a [Word],
    /// For each word whether it is the head of an intention.
    pub(crate) heads: &'a [bool],
    /// The classes that phrases name.
    pub(crate) classes: &'a Classes,
}

impl Reading<'_> {
    pub(crate) fn rest(&self, at: usize) -> &[Word] {
        self.words.get(at..).unwrap_or_default()
    }

    /// What stands before the word at this place.
    pub(crate) fn before(&self, at: usize) -> Option<Break> {
        self.words.get(at).map(|word| word.before)
    }

    /// Whether the word at this place follows the one before without a break.
    pub(crate) fn follows(&self, at: usize) -> bool {
        self.before(at) == Some(Break::None)
    }
}

impl Pattern {
    /// Reads a phrase.
    pub(crate) fn new(written: &str) -> Self {
        Self(written.split_whitespace().map(Element::of).collect())
    }

    /// The names of classes that it needs.

    pub(crate) fn classes(&self) -> Vec<&str> {
        let terms = self.0.iter().flat_map(|element| match element {
            Element::One(terms) | Element::Perhaps(terms) | Element::Not(terms) => terms.as_slice(),
            _ => &[],
        });
        terms
            .filter_map(|term| match term {
                Term::Class(name) => Some(name.as_str()),
                _ => None,
            })
            .collect()
    }

    /// Every place where it stands.
    pub(crate) fn all(&self, reading: &Reading<'_>) -> Vec<Found> {
        (0..reading.words.len())
            .filter_map(|at| self.at(reading, at))
            .collect()
    }

    /// Where it stands, if it begins at this word.
    pub(crate) fn at(&self, reading: &Reading<'_>, at: usize) -> Option<Found> {
        let start = Found {
            from: at,
            to: at,
            shown_from: at,
            shown_to: 0,
        };
        let mut found = walk(&self.0, reading, start, true)?;
        if found.shown_to == 0 {
            found.shown_to = found.to;
        }
        (found.to > found.from).then_some(found)
    }
}

impl Element {
    pub(crate) fn of(written: &str) -> Self {
        match written {
            "^" => Self::Head,
            "^^" => Self::Start,
            "$" => Self::Tail,
            "," => Self::Comma,
            "<" => Self::From,
            ">" => Self::To,
            _ => {
                if let Some(most) = written.strip_prefix("..") {
                    Self::Gap(most.parse().unwrap_or(0))
                } else if let Some(not) = written.strip_prefix('!') {
                    Self::Not(Term::all(not))
                } else if let Some(perhaps) = written.strip_suffix('?') {
                    Self::Perhaps(Term::all(perhaps))
                } else {
                    Self::One(Term::all(written))
                }
            }
        }
    }
}

/// Walks the rest of a phrase from `so_far.to`; `free` says that the next word may stand after a break.
pub(crate) fn walk(elements: &[Element], reading: &Reading<'_>, so_far: Found, free: bool) -> Option<Found> {
    let Some((first, rest)) = elements.split_first() else {
        return Some(so_far);
    };
    let at = so_far.to;
    let length = |terms: &[Term]| {
        longest(terms, reading.rest(at), reading.classes).filter(|_| free || reading.follows(at))
    };
    let on = |length: usize| {
        let to = at.saturating_add(length);
        walk(rest, reading, Found { to, ..so_far }, false)
    };
    let stay = || walk(rest, reading, so_far, free);
    match first {
        Element::One(terms) => length(terms).and_then(on).or_else(|| {
            let ends = terms.iter().any(|term| matches!(term, Term::Tail));
            (ends && !reading.follows(at)).then(stay).flatten()
        }),
        Element::Perhaps(terms) => length(terms).and_then(on).or_else(stay),
        Element::Not(terms) => length(terms).is_none().then(stay).flatten(),
        Element::Gap(most) => stay().or_else(|| {
            (1..=*most)
                .take_while(|step| reading.follows(at.saturating_add(step.saturating_sub(1))))
                .find_map(on)
        }),
        Element::Comma => walk(
            rest,
            reading,
            so_far,
            reading.before(at) <= Some(Break::Clause),
        ),
        Element::Head => (reading.heads.get(at) == Some(&true)).then(stay).flatten(),
        Element::Start => (reading.before(at) > Some(Break::None))
            .then(stay)
            .flatten(),
        Element::Tail => (!reading.follows(at)).then(stay).flatten(),
        Element::From => {
            let shown_from = at;
            walk(
                rest,
                reading,
                Found {
                    shown_from,
                    ..so_far
                },
                free,
            )
        }
        Element::To => {
            let shown_to = at;
            walk(rest, reading, Found { shown_to, ..so_far }, free)
        }
    }
}
