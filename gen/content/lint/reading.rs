//! A text as the patterns see it: sentences of folded words, each with its place.

use super::forms::{Form, Forms};
use super::pattern::Span;

/// One word of a text, folded, with its place in Unicode scalar positions.
pub(super) struct Word {
    /// In lower case, with its accents.
    pub(super) accented: String,
    /// In lower case, without accents; the Spanish ñ is a letter of its own and stays.
    pub(super) plain: String,
    /// What it may be a form of.
    pub(super) forms: Vec<(Form, String)>,
    /// Punctuation stands between it and the word before it.
    pub(super) parted: bool,
    /// A sentence, or a part of one behind a colon, a semicolon or a dash, begins with it.
    pub(super) opens: bool,
    quoted: bool,
    start: usize,
    end: usize,
}

/// The words between two full stops, question marks or exclamation marks.
#[derive(Default)]
pub(super) struct Sentence {
    pub(super) words: Vec<Word>,
    /// It ends with a question mark.
    pub(super) asked: bool,
    /// It ends with an exclamation mark, or part of it does.
    pub(super) exclaimed: bool,
}

impl Sentence {
    /// Where a span begins and ends in the text.
    pub(super) fn place(&self, span: Span) -> Option<(usize, usize)> {
        let first = self.words.get(span.from)?;
        let last = self.words.get(span.to.checked_sub(1)?)?;
        Some((first.start, last.end))
    }

    /// Whether a denial ends shortly before a span; across punctuation only where that is allowed.
    pub(super) fn reaches(&self, denial: Span, span: Span, reach: usize, across: bool) -> bool {
        let near = denial.to <= span.from && span.from.saturating_sub(denial.to) < reach;
        near && self
            .words
            .get(denial.to..=span.from)
            .is_some_and(|between| across || between.iter().all(|word| !word.parted))
    }

    /// Whether a span stands between quotes inside a sentence that says more than the quote.
    pub(super) fn only_shows(&self, span: Span) -> bool {
        let shown = self
            .words
            .get(span.from..span.to)
            .is_some_and(|words| words.iter().all(|word| word.quoted));
        shown && self.words.iter().any(|word| !word.quoted)
    }
}

/// What has been read so far.
struct Reader {
    forms: Forms,
    done: Vec<Sentence>,
    sentence: Sentence,
    word: Option<Word>,
    parted: bool,
    opens: bool,
    quoted: bool,
}

/// Splits a text into sentences of folded words.
pub(super) fn sentences(text: &str, forms: Forms) -> Vec<Sentence> {
    let mut reader = Reader {
        forms,
        done: Vec::new(),
        sentence: Sentence::default(),
        word: None,
        parted: true,
        opens: true,
        quoted: false,
    };
    for (at, raw) in text.chars().enumerate() {
        reader.take(at, raw);
    }
    reader.end_word();
    reader.end_sentence();
    reader.done
}

impl Reader {
    fn take(&mut self, at: usize, raw: char) {
        let letter = fold(raw);
        if letter.is_alphanumeric() || (letter == '\'' && self.word.is_some()) {
            self.letter(at, letter);
            return;
        }
        self.end_word();
        match letter {
            '.' | '?' | '!' | '…' => {
                self.sentence.asked |= letter == '?';
                self.sentence.exclaimed |= letter == '!';
                // A mark inside a quotation does not end the sentence around it.
                if !self.quoted {
                    self.end_sentence();
                }
                self.parted = true;
            }
            ':' | ';' | '—' | '–' | '¡' | '¿' | '(' => {
                self.parted = true;
                self.opens = true;
            }
            ',' | ')' | '[' | ']' | '|' => self.parted = true,
            '"' => self.quoted = !self.quoted,
            '“' | '„' | '«' => self.quoted = true,
            '”' | '»' => self.quoted = false,
            _ => {}
        }
    }

    fn letter(&mut self, at: usize, letter: char) {
        let word = self.word.get_or_insert_with(|| Word {
            accented: String::new(),
            plain: String::new(),
            forms: Vec::new(),
            parted: self.parted,
            opens: self.opens,
            quoted: self.quoted,
            start: at,
            end: at,
        });
        word.accented.push(letter);
        word.plain.push(without_accent(letter));
        word.end = at.saturating_add(1);
        self.parted = false;
        self.opens = false;
    }

    /// Puts the word away, without closing single quotes and with its forms.
    fn end_word(&mut self) {
        if let Some(mut word) = self.word.take() {
            while word.accented.ends_with('\'') {
                word.accented.pop();
                word.plain.pop();
                word.end = word.end.saturating_sub(1);
            }
            word.forms = (self.forms)(&word.accented, &word.plain);
            self.sentence.words.push(word);
        }
    }

    fn end_sentence(&mut self) {
        let sentence = std::mem::take(&mut self.sentence);
        if !sentence.words.is_empty() {
            self.done.push(sentence);
        }
        self.parted = true;
        self.opens = true;
    }
}

/// One lower-case character for one character, so that positions stay those of the text.
fn fold(raw: char) -> char {
    match raw {
        '\u{2019}' | '\u{2018}' | '\u{02bc}' => '\'',
        other => other.to_lowercase().next().unwrap_or(other),
    }
}

/// The letter without its accent.
pub(super) const fn without_accent(letter: char) -> char {
    match letter {
        'á' | 'à' => 'a',
        'é' | 'è' => 'e',
        'í' => 'i',
        'ó' => 'o',
        'ú' | 'ü' => 'u',
        other => other,
    }
}
