//! A text as words with their places, folded one character for one character.

/// What parts a word from the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Break {
    /// A space, a hyphen, a quotation mark.
    None,
    /// A comma, a dash, a colon: another clause.
    Clause,
    /// The end of a sentence, a new line.
    Sentence,
}

/// One word of a text.
#[derive(Debug)]
pub(crate) struct Word {
    /// In lower case, with its accents.
    pub(crate) accented: String,
    /// In lower case, without accents.
    pub(crate) plain: String,
    /// The position of its first character, in Unicode scalar values.
    pub(crate) start: usize,
    /// The position after its last character, in Unicode scalar values.
    pub(crate) end: usize,
    /// What stands before it.
    pub(crate) before: Break,
}

/// Splits a text into words; every position is one of the text as it was given.
pub(crate) fn words_of(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut open = false;
    let mut before = Break::Sentence;
    let mut last = ' ';
    for (at, raw) in text.chars().enumerate() {
        let letter = lower(raw);
        let next = at.saturating_add(1);
        if is_mark(letter) && open {
            if let Some(word) = words.last_mut() {
                join_mark(word, letter);
                word.end = next;
            }
        } else if letter.is_alphanumeric() || (letter == '\'' && open) {
            if !open {
                words.push(Word {
                    accented: String::new(),
                    plain: String::new(),
                    start: at,
                    end: at,
                    before,
                });
                open = true;
                before = Break::None;
            }
            if let Some(word) = words.last_mut() {
                word.accented.push(letter);
                word.plain.push(plain(letter));
                word.end = next;
            }
        } else {
            open = false;
            before = before.max(break_of(letter, last));
        }
        last = raw;
    }
    words.iter_mut().for_each(without_quote);
    words.retain(|word| !word.plain.is_empty());
    words
}

/// One lower-case character for one character, so that positions stay those of the text.
pub(crate) fn lower(raw: char) -> char {
    match raw {
        '\u{2019}' | '\u{2018}' | '\u{02bc}' | '`' | '\u{00b4}' => '\'',
        other => other.to_lowercase().next().unwrap_or(other),
    }
}

/// The letter without its accent.
const fn plain(letter: char) -> char {
    match letter {
        'á' | 'à' | 'â' | 'ä' | 'ã' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'ì' | 'î' | 'ï' => 'i',
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' => 'o',
        'ú' | 'ù' | 'û' | 'ü' => 'u',
        'ñ' => 'n',
        'ç' => 'c',
        other => other,
    }
}

/// Whether a character only changes the letter before it, as keyboards that decompose write accents.
const fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{0300}'..='\u{036f}')
}

/// Puts a mark onto the last letter of a word.
pub(crate) fn join_mark(word: &mut Word, mark: char) {
    let Some(letter) = word.accented.pop() else {
        return;
    };
    let whole = match (letter, mark) {
        ('a', '\u{0301}') => 'á',
        ('e', '\u{0301}') => 'é',
        ('i', '\u{0301}') => 'í',
        ('o', '\u{0301}') => 'ó',
        ('u', '\u{0301}') => 'ú',
        ('u', '\u{0308}') => 'ü',
        ('n', '\u{0303}') => 'ñ',
        (other, _) => other,
    };
    word.accented.push(whole);
}

/// What a character between two words parts.
const fn break_of(letter: char, last: char) -> Break {
    match letter {
        '.' | '!' | '?' | '…' | '\n' | '¿' | '¡' => Break::Sentence,
        ',' | ';' | ':' | '(' | ')' | '[' | ']' | '–' | '—' | '|' | '/' => Break::Clause,
        '-' if last == ' ' => Break::Clause,
        _ => Break::None,
    }
}

/// Takes closing single quotes off a word.
pub(crate) fn without_quote(word: &mut Word) {
    while word.accented.ends_with('\'') {
        word.accented.pop();
        word.plain.pop();
        word.end = word.end.saturating_sub(1);
    }
}
