//! A wording lint for English texts that a patient may read.
//!
//! It protects the manner of the whole product: nothing tells a reader what an experience means (R02), nothing
//! steers one (R03), nothing sets a standard of a right experience (R22), and a demand is shown beside an open
//! wording without being refused, scored or rewritten (R28). The prompt catalogue passes it in the build, and a
//! prompt written by a therapist gets the same observations as advice only (N5).
//!
//! The lint reads words, not intentions. It folds case and curly apostrophes, matches whole words, and never matches
//! a phrase across a comma or the end of a sentence. A phrase that would press on its own is left alone inside a
//! wording that plainly gives room ("you do not have to", "if you need to"). It neither blocks nor stores anything.

mod phrases;
#[cfg(test)]
mod tests;

use phrases::{GIVING_ROOM, TABLES};

/// What kind of pressure a phrase puts on a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pressure {
    /// It tells the reader what to do.
    Directive,
    /// It says what an experience means.
    Interpreting,
    /// It judges the reader, if kindly.
    Praising,
    /// It announces an effect.
    Promising,
    /// It asks for a result.
    DemandingOutcome,
    /// It makes an illness or a defect of what a reader lives with.
    Pathologizing,
}

impl Pressure {
    /// The stable name of this kind, as the interface spells it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Directive => "directive",
            Self::Interpreting => "interpreting",
            Self::Praising => "praising",
            Self::Promising => "promising",
            Self::DemandingOutcome => "demanding_outcome",
            Self::Pathologizing => "pathologizing",
        }
    }
}

/// One phrase that presses, and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Finding {
    /// What kind of pressure it is.
    pub kind: Pressure,
    /// The position of its first character, counted in Unicode scalar values.
    pub start: usize,
    /// The position after its last character, counted in Unicode scalar values.
    pub end: usize,
}

/// One word of a text, folded, with its place.
struct Word {
    text: String,
    start: usize,
    end: usize,
    after_break: bool,
}

/// A stretch of a text, in Unicode scalar positions.
#[derive(Clone, Copy)]
struct Span {
    start: usize,
    end: usize,
}

impl Span {
    const fn covers(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// Reads a text and answers every phrase that presses on its reader, in the order of the text.
///
/// Of two overlapping phrases of the same kind only the first, or the longer of two that begin together, is answered.
/// An empty answer says that no phrase in the tables was found, and nothing else.
#[must_use]
pub fn lint(text: &str) -> Vec<Finding> {
    let words = words_of(text);
    let room = spans_of(&words, GIVING_ROOM);
    let mut findings = Vec::new();
    for &(kind, phrases) in TABLES {
        let mut spans = spans_of(&words, phrases);
        spans.retain(|span| !room.iter().any(|wider| wider.covers(*span)));
        findings.extend(apart(spans).into_iter().map(|Span { start, end }| Finding {
            kind,
            start,
            end,
        }));
    }
    findings.sort_by_key(|finding| (finding.start, finding.end, finding.kind));
    findings
}

/// Splits a text into folded words and remembers where punctuation parts them.
fn words_of(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut current: Option<Word> = None;
    let mut after_break = true;
    for (at, raw) in text.chars().enumerate() {
        let letter = fold(raw);
        if letter.is_alphanumeric() || (letter == '\'' && current.is_some()) {
            let word = current.get_or_insert_with(|| Word {
                text: String::new(),
                start: at,
                end: at,
                after_break,
            });
            word.text.push(letter);
            word.end = at.saturating_add(1);
            after_break = false;
        } else {
            words.extend(current.take().map(without_quote));
            after_break = after_break || parts_phrases(letter);
        }
    }
    words.extend(current.take().map(without_quote));
    words
}

/// One lower-case character for one character, so that positions stay those of the text.
fn fold(raw: char) -> char {
    match raw {
        '\u{2019}' | '\u{2018}' | '\u{02bc}' => '\'',
        other => other.to_lowercase().next().unwrap_or(other),
    }
}

/// Whether a phrase ends at this character.
const fn parts_phrases(letter: char) -> bool {
    matches!(
        letter,
        '.' | ',' | ';' | ':' | '!' | '?' | '…' | '(' | ')' | '[' | ']' | '–' | '—' | '|'
    )
}

/// Takes closing single quotes off a word.
fn without_quote(mut word: Word) -> Word {
    while word.text.ends_with('\'') {
        word.text.pop();
        word.end = word.end.saturating_sub(1);
    }
    word
}

/// Every place at which one of the phrases stands.
fn spans_of(words: &[Word], phrases: &[&str]) -> Vec<Span> {
    let mut spans = Vec::new();
    for at in 0..words.len() {
        let rest = words.get(at..).unwrap_or_default();
        spans.extend(phrases.iter().filter_map(|phrase| span_at(rest, phrase)));
    }
    spans
}

/// The span of a phrase, if the words begin with it and no punctuation parts them.
fn span_at(words: &[Word], phrase: &str) -> Option<Span> {
    let start = words.first()?.start;
    let mut end = start;
    let mut rest = words.iter();
    for (place, wanted) in phrase.split(' ').enumerate() {
        let word = rest.next()?;
        let parted = place > 0 && word.after_break;
        if parted || !is_word(&word.text, wanted) {
            return None;
        }
        end = word.end;
    }
    Some(Span { start, end })
}

/// Whether a word is the wanted one, or begins with it where a star allows any ending.
fn is_word(word: &str, wanted: &str) -> bool {
    match wanted.strip_suffix('*') {
        Some(stem) => word.starts_with(stem),
        None => word == wanted,
    }
}

/// Keeps spans that do not overlap: the first, and of those that begin together the longest.
fn apart(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
    let mut kept: Vec<Span> = Vec::new();
    for span in spans {
        if kept.last().is_none_or(|last| last.end <= span.start) {
            kept.push(span);
        }
    }
    kept
}
