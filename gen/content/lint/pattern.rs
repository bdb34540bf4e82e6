//! The small language in which wordings are written down, and how they are found in a sentence.
//!
//! A pattern is a row of parts, parted by spaces. It never leaves its sentence, and its neighbouring words are not parted
//! by punctuation unless the pattern says so:
//!
//! - `word` that word, accents aside; `wörd` with an accent written: only with that accent; `=word` only without one.
//! - `stem*`, `*ending` any word that begins or ends so.
//! - `(one|two words|three)` either of these; `-(one|two)` none of these stands here.
//! - `<name>` a word or wording of a named set; `<name:form>` a form of one, as `forms` says.
//! - `part?` with or without it.
//! - `_` one word; `_3` up to three words; `...` any words of the sentence, across punctuation.
//! - `^` a sentence, or a part behind a colon, a semicolon or a dash, begins here; `,` punctuation stands here;
//!   `~` either, or an "and" or the like stands before; `!` the sentence is exclaimed.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::iter::Peekable;
use std::str::Chars;
use std::sync::Arc;

use super::forms::Form;
use super::reading::{Sentence, Word, without_accent};

/// How many words `...` spans at most.
const FAR: usize = 30;

/// Words behind which a part of a sentence may begin, in every language.
const JOINING: &[&str] = &["and", "then", "so", "but", "or", "y", "e", "pero", "luego"];

/// A stretch of a sentence, counted in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) from: usize,
    pub(super) to: usize,
}

impl Span {
    /// Whether the other lies wholly inside this one.
    pub(super) const fn covers(self, other: Self) -> bool {
        self.from <= other.from && other.to <= self.to
    }
}

/// Why a pattern cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unreadable(pub(super) String);

/// One test for one word.
#[derive(Debug, Clone)]
enum Shape {
    Plain(String),
    Accented(String),
    Begins(String),
    Ends(String),
}

impl Shape {
    fn read(written: &str) -> Self {
        let has_accent = written
            .chars()
            .any(|letter| without_accent(letter) != letter);
        if let Some(word) = written.strip_prefix('=') {
            Self::Accented(word.to_owned())
        } else if let Some(stem) = written.strip_suffix('*') {
            Self::Begins(stem.to_owned())
        } else if let Some(ending) = written.strip_prefix('*') {
            Self::Ends(ending.to_owned())
        } else if has_accent {
            Self::Accented(written.to_owned())
        } else {
            Self::Plain(written.to_owned())
        }
    }

    fn fits(&self, word: &Word) -> bool {
        match self {
            Self::Plain(wanted) => word.plain == *wanted,
            Self::Accented(wanted) => word.accented == *wanted,
            Self::Begins(stem) => word.plain.starts_with(stem) || word.accented.starts_with(stem),
            Self::Ends(ending) => word.accented.ends_with(ending),
        }
    }
}

/// A named set of words and wordings.
#[derive(Debug, Default)]
struct Set {
    words: HashSet<String>,
    shapes: Vec<Shape>,
    wordings: Vec<Vec<Part>>,
}

/// One part of a pattern.
#[derive(Debug, Clone)]
enum Part {
    Word(Shape),
    Set(Arc<Set>),
    FormOf(Arc<Set>, Form),
    Neither(Vec<Vec<Self>>),
    Maybe(Box<Self>),
    UpTo(usize),
    One,
    Far,
    Opens,
    Parted,
    Begins,
    Exclaimed,
}

/// The named sets of a language.
pub(super) struct Sets(HashMap<&'static str, Arc<Set>>);

impl Sets {
    /// Reads sets in their order; the words of a set are parted by white space, those of a wording by `_`.
    pub(super) fn of(written: &[(&'static str, &'static str)]) -> Self {
        let mut sets = Self(HashMap::new());
        for &(name, words) in written {
            let mut set = Set::default();
            for entry in words.split_whitespace() {
                set.take(entry, &sets);
            }
            sets.0.insert(name, Arc::new(set));
        }
        sets
    }
}

impl Set {
    fn take(&mut self, entry: &str, sets: &Sets) {
        if entry.contains('_') || entry.contains('<') {
            let spaced = entry.replace('_', " ");
            self.wordings
                .extend(Pattern::read(&spaced, sets).map(|pattern| pattern.parts));
            return;
        }
        match Shape::read(entry) {
            Shape::Plain(word) => {
                self.words.insert(word);
            }
            other => self.shapes.push(other),
        }
    }

    /// The set of these rows; rows of one word are looked up and not followed.
    fn either(rows: Vec<Vec<Part>>) -> Self {
        let mut set = Self::default();
        for row in rows {
            match row.as_slice() {
                [Part::Word(Shape::Plain(word))] => {
                    set.words.insert(word.clone());
                }
                [Part::Word(shape)] => set.shapes.push(shape.clone()),
                _ => set.wordings.push(row),
            }
        }
        set
    }

    fn has(&self, word: &Word) -> bool {
        self.words.contains(&word.plain) || self.shapes.iter().any(|shape| shape.fits(word))
    }

    fn has_form(&self, word: &Word, form: Form) -> bool {
        word.forms
            .iter()
            .any(|(is, bare)| *is == form && self.words.contains(bare))
    }
}

/// A state while a pattern is followed: the next word, and whether punctuation may stand before it.
type State = (usize, bool);

/// A wording to look for.
#[derive(Debug)]
pub(super) struct Pattern {
    parts: Vec<Part>,
    /// It spans words that it does not name, so that its shortest place says enough.
    wide: bool,
}

impl Pattern {
    /// Reads a pattern, or says why it cannot be read.
    pub(super) fn read(written: &str, sets: &Sets) -> Result<Self, Unreadable> {
        let mut reader = Reader {
            rest: written.chars().peekable(),
            sets,
        };
        let parts = reader.row()?;
        if reader.rest.next().is_some() || parts.is_empty() {
            return Err(Unreadable(written.to_owned()));
        }
        let wide = parts.iter().any(|part| matches!(part, Part::Far));
        Ok(Self { parts, wide })
    }

    /// Every place in a sentence at which this stands, at most one for each first word.
    pub(super) fn places(&self, sentence: &Sentence) -> Vec<Span> {
        (0..sentence.words.len())
            .filter(|from| may_begin(&self.parts, sentence, *from))
            .filter_map(|from| {
                let ends = follow_all(&self.parts, sentence, &BTreeSet::from([(from, true)]));
                let mut ends = ends.into_iter().map(|(to, _)| to).filter(|to| *to > from);
                let to = if self.wide {
                    ends.min()
                } else {
                    ends.next_back()
                };
                to.map(|to| Span { from, to })
            })
            .collect()
    }
}

/// Whether a row could stand at a word, by a quick look at its first parts; "yes" is not yet a promise.
fn may_begin(parts: &[Part], sentence: &Sentence, at: usize) -> bool {
    let (Some((first, rest)), Some(word)) = (parts.split_first(), sentence.words.get(at)) else {
        return true;
    };
    match first {
        Part::Word(shape) => shape.fits(word),
        Part::Set(set) => {
            set.has(word) || set.wordings.iter().any(|row| may_begin(row, sentence, at))
        }
        Part::FormOf(set, form) => set.has_form(word, *form),
        Part::Maybe(part) => {
            may_begin(std::slice::from_ref(part), sentence, at) || may_begin(rest, sentence, at)
        }
        Part::Opens => word.opens && may_begin(rest, sentence, at),
        Part::Parted => word.parted && may_begin(rest, sentence, at),
        Part::Exclaimed => sentence.exclaimed && may_begin(rest, sentence, at),
        Part::Neither(_) => may_begin(rest, sentence, at),
        Part::Begins => (word.parted || joined(sentence, at)) && may_begin(rest, sentence, at),
        Part::UpTo(_) | Part::One | Part::Far => true,
    }
}

fn follow_all(parts: &[Part], sentence: &Sentence, from: &BTreeSet<State>) -> BTreeSet<State> {
    let mut states = from.clone();
    for part in parts {
        if states.is_empty() {
            break;
        }
        states = states
            .iter()
            .flat_map(|state| part.follow(sentence, *state))
            .collect();
    }
    states
}

/// Follows every row on its own from one state.
fn follow_each(rows: &[Vec<Part>], sentence: &Sentence, state: State) -> BTreeSet<State> {
    rows.iter()
        .filter(|row| may_begin(row, sentence, state.0))
        .flat_map(|row| follow_all(row, sentence, &BTreeSet::from([state])))
        .collect()
}

impl Part {
    /// The states in which the sentence can be after this part.
    fn follow(&self, sentence: &Sentence, state: State) -> BTreeSet<State> {
        let (at, free) = state;
        let word = sentence.words.get(at);
        let near = word.filter(|word| free || !word.parted);
        let next = at.saturating_add(1);
        let one =
            |fits: bool| -> BTreeSet<State> { fits.then_some((next, false)).into_iter().collect() };
        let same =
            |fits: bool| -> BTreeSet<State> { fits.then_some((at, true)).into_iter().collect() };
        match self {
            Self::Word(shape) => one(near.is_some_and(|word| shape.fits(word))),
            Self::One => one(near.is_some()),
            Self::Set(set) => {
                let mut states = one(near.is_some_and(|word| set.has(word)));
                states.extend(follow_each(&set.wordings, sentence, state));
                states
            }
            Self::FormOf(set, form) => one(near.is_some_and(|word| set.has_form(word, *form))),
            Self::Neither(rows) => {
                let stands = follow_each(rows, sentence, state).is_empty();
                stands.then_some(state).into_iter().collect()
            }
            Self::Maybe(part) => {
                let mut states = part.follow(sentence, state);
                states.insert(state);
                states
            }
            Self::UpTo(most) => up_to(*most, sentence, state),
            Self::Far => (at..=at.saturating_add(FAR))
                .take_while(|to| *to < sentence.words.len())
                .map(|to| (to, true))
                .collect(),
            Self::Opens => same(word.is_some_and(|word| word.opens)),
            Self::Parted => same(word.is_some_and(|word| word.parted)),
            Self::Begins => same(word.is_some_and(|word| word.parted || joined(sentence, at))),
            Self::Exclaimed => {
                let fits = sentence.exclaimed;
                fits.then_some(state).into_iter().collect()
            }
        }
    }
}

/// Up to so many words that no punctuation parts.
fn up_to(most: usize, sentence: &Sentence, state: State) -> BTreeSet<State> {
    let mut states = BTreeSet::from([state]);
    let mut now = state;
    for _ in 0..most {
        let (at, free) = now;
        let Some(word) = sentence.words.get(at) else {
            break;
        };
        if word.parted && !free {
            break;
        }
        now = (at.saturating_add(1), false);
        states.insert(now);
    }
    states
}

fn joined(sentence: &Sentence, at: usize) -> bool {
    at.checked_sub(1)
        .and_then(|before| sentence.words.get(before))
        .is_some_and(|word| JOINING.contains(&word.plain.as_str()))
}

/// Reads a written pattern from left to right.
struct Reader<'a> {
    rest: Peekable<Chars<'a>>,
    sets: &'a Sets,
}

impl Reader<'_> {
    /// A row of parts, up to the end, a bar or a closing bracket.
    fn row(&mut self) -> Result<Vec<Part>, Unreadable> {
        let mut parts = Vec::new();
        while let Some(&letter) = self.rest.peek() {
            match letter {
                ' ' => {
                    self.rest.next();
                }
                '|' | ')' => break,
                _ => {
                    let part = self.part()?;
                    let optional = self.rest.next_if_eq(&'?').is_some();
                    parts.push(if optional {
                        Part::Maybe(Box::new(part))
                    } else {
                        part
                    });
                }
            }
        }
        Ok(parts)
    }

    fn part(&mut self) -> Result<Part, Unreadable> {
        let written = |letter: char| -> Option<Part> {
            match letter {
                '^' => Some(Part::Opens),
                ',' => Some(Part::Parted),
                '~' => Some(Part::Begins),
                '!' => Some(Part::Exclaimed),
                _ => None,
            }
        };
        if let Some(part) = self.rest.peek().copied().and_then(written) {
            self.rest.next();
            return Ok(part);
        }
        match self.rest.peek() {
            Some('(') => self
                .rows()
                .map(|rows| Part::Set(Arc::new(Set::either(rows)))),
            Some('-') => {
                self.rest.next();
                self.rows().map(Part::Neither)
            }
            Some('<') => self.set(),
            Some('_') => self.gap(),
            Some('.') => self.far(),
            _ => self.word(),
        }
    }

    /// Rows between brackets, parted by bars.
    fn rows(&mut self) -> Result<Vec<Vec<Part>>, Unreadable> {
        self.expect('(')?;
        let mut rows = vec![self.row()?];
        while self.rest.next_if_eq(&'|').is_some() {
            rows.push(self.row()?);
        }
        self.expect(')')?;
        Ok(rows)
    }

    fn set(&mut self) -> Result<Part, Unreadable> {
        self.expect('<')?;
        let written = self.take_while(|letter| letter != '>');
        self.expect('>')?;
        let (name, form) = match written.split_once(':') {
            Some((name, form)) => (name.to_owned(), Some(form.to_owned())),
            None => (written, None),
        };
        let set = self.sets.0.get(name.as_str()).cloned();
        let set = set.ok_or_else(|| Unreadable(format!("no set {name}")))?;
        match form {
            None => Ok(Part::Set(set)),
            Some(form) => Form::named(&form)
                .map(|form| Part::FormOf(set, form))
                .ok_or_else(|| Unreadable(format!("no form {form}"))),
        }
    }

    fn gap(&mut self) -> Result<Part, Unreadable> {
        self.expect('_')?;
        let digits = self.take_while(|letter| letter.is_ascii_digit());
        if digits.is_empty() {
            return Ok(Part::One);
        }
        digits
            .parse()
            .map(Part::UpTo)
            .map_err(|_| Unreadable(digits))
    }

    fn far(&mut self) -> Result<Part, Unreadable> {
        match self.take_while(|letter| letter == '.').as_str() {
            "..." => Ok(Part::Far),
            other => Err(Unreadable(other.to_owned())),
        }
    }

    fn word(&mut self) -> Result<Part, Unreadable> {
        let word = self.take_while(|letter| letter.is_alphanumeric() || "'*=".contains(letter));
        if word.is_empty() {
            return Err(Unreadable(format!("{:?}", self.rest.peek())));
        }
        Ok(Part::Word(Shape::read(&word)))
    }

    fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> String {
        let mut taken = String::new();
        while let Some(letter) = self.rest.next_if(|letter| wanted(*letter)) {
            taken.push(letter);
        }
        taken
    }

    fn expect(&mut self, wanted: char) -> Result<(), Unreadable> {
        match self.rest.next_if_eq(&wanted) {
            Some(_) => Ok(()),
            None => Err(Unreadable(format!("{wanted} is missing"))),
        }
    }
}
