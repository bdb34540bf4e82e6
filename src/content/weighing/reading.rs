//! A text as it is weighed: sentences of folded words, each with its place.

/// One word of a text, folded, with its place in Unicode scalar positions.
pub(crate) struct Word {
    /// In lower case, with its accents.
    pub(crate) accented: String,
    /// In lower case, without accents; the Spanish ñ is a letter of its own and stays.
    pub(crate) plain: String,
    /// A sentence, or a part of one behind a colon, a semicolon or a dash, begins with it.
    pub(super) opens: bool,
    /// It stands between quotes.
    pub(super) quoted: bool,
    /// Nothing parts it from the word before but a space, a hyphen or a quotation mark.
    pub(crate) joined: bool,
    /// The position of its first character.
    pub(crate) start: usize,
    /// The position after its last character.
    pub(crate) end: usize,
}

/// The words between two full stops, question marks, exclamation marks or ends of lines.
#[derive(Default)]
pub(crate) struct Sentence {
    words: Vec<Word>,
    /// It ends with a question mark.
    asked: bool,
    /// It ends with an exclamation mark, or part of it does.
    exclaimed: bool,
}

impl Sentence {
    /// All its words.
    pub(crate) fn whole(&self) -> Said<'_> {
        Said {
            words: self.words.iter().collect(),
            mark: self.mark(),
        }
    }

    /// The words that it says; what is between quotes inside a sentence is shown and not said.
    pub(crate) fn said(&self) -> Said<'_> {
        let all = self.words.iter().all(|word| word.quoted);
        let said = self.words.iter();
        Said {
            words: said.filter(|word| all || !word.quoted).collect(),
            mark: self.mark(),
        }
    }

    /// How it ends: `?`, `!`, or `$` for anything else.
    const fn mark(&self) -> &'static str {
        match (self.asked, self.exclaimed) {
            (true, _) => "?",
            (false, true) => "!",
            (false, false) => "$",
        }
    }
}

/// The words of a sentence that are weighed.
pub(crate) struct Said<'a> {
    pub(crate) words: Vec<&'a Word>,
    /// How it ends.
    pub(super) mark: &'static str,
}

/// What has been read so far.
#[derive(Default)]
struct Reader {
    done: Vec<Sentence>,
    sentence: Sentence,
    word: Option<Word>,
    opens: bool,
    quoted: bool,
    /// Something stands between the last word and the next that parts them.
    parted: bool,
    last: char,
}

/// Splits a text into sentences of folded words.
pub(crate) fn sentences(text: &str) -> Vec<Sentence> {
    let mut reader = Reader {
        opens: true,
        parted: true,
        ..Reader::default()
    };
    for (at, raw) in text.chars().enumerate() {
        reader.take(at, raw);
        reader.last = raw;
    }
    reader.end_word();
    reader.end_sentence();
    reader.done
}

impl Reader {
    fn take(&mut self, at: usize, raw: char) {
        let letter = fold(raw);
        if is_mark(letter) && self.word.is_some() {
            self.mark(at, letter);
            return;
        }
        if letter.is_alphanumeric() || (letter == '\'' && self.word.is_some()) {
            self.letter(at, letter);
            return;
        }
        self.end_word();
        self.parted |= parts(letter, self.last);
        match letter {
            '\n' => {
                self.quoted = false;
                self.end_sentence();
            }
            '.' | '?' | '!' | '…' => {
                self.sentence.asked |= letter == '?';
                self.sentence.exclaimed |= letter == '!';
                // A mark inside a quotation does not end the sentence around it.
                if !self.quoted {
                    self.end_sentence();
                }
            }
            ':' | ';' | '—' | '–' | '¡' | '¿' | '(' => self.opens = true,
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
            opens: self.opens,
            quoted: self.quoted,
            joined: !self.parted,
            start: at,
            end: at,
        });
        word.accented.push(letter);
        word.plain.push(without_accent(letter));
        word.end = at.saturating_add(1);
        self.opens = false;
        self.parted = false;
    }

    /// Puts a mark onto the last letter of the word.
    fn mark(&mut self, at: usize, mark: char) {
        if let Some(word) = &mut self.word {
            if let Some(letter) = word.accented.pop() {
                let letter = with_mark(letter, mark);
                word.accented.push(letter);
                word.plain.pop();
                word.plain.push(without_accent(letter));
            }
            word.end = at.saturating_add(1);
        }
    }

    /// Puts the word away, without closing single quotes.
    fn end_word(&mut self) {
        if let Some(mut word) = self.word.take() {
            while word.accented.ends_with('\'') {
                word.accented.pop();
                word.plain.pop();
                word.end = word.end.saturating_sub(1);
            }
            self.sentence.words.push(word);
        }
    }

    fn end_sentence(&mut self) {
        let sentence = std::mem::take(&mut self.sentence);
        if !sentence.words.is_empty() {
            self.done.push(sentence);
        }
        self.opens = true;
    }
}

/// One lower-case character for one character, so that positions stay those of the text.
fn fold(raw: char) -> char {
    match raw {
        '\u{2019}' | '\u{2018}' | '\u{02bc}' | '`' | '\u{00b4}' => '\'',
        other => other.to_lowercase().next().unwrap_or(other),
    }
}

/// Whether a character only changes the letter before it, as keyboards that decompose write accents.
const fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{0300}'..='\u{036f}')
}

/// A letter and a mark as the one letter that they make.
const fn with_mark(letter: char, mark: char) -> char {
    match (letter, mark) {
        ('a', '\u{0301}') => 'á',
        ('e', '\u{0301}') => 'é',
        ('i', '\u{0301}') => 'í',
        ('o', '\u{0301}') => 'ó',
        ('u', '\u{0301}') => 'ú',
        ('u', '\u{0308}') => 'ü',
        ('n', '\u{0303}') => 'ñ',
        (other, _) => other,
    }
}

/// Whether a character between two words parts them; a hyphen does behind a space.
const fn parts(letter: char, last: char) -> bool {
    match letter {
        '.' | '?' | '!' | '…' | '¿' | '¡' | '\n' => true,
        ',' | ';' | ':' | '(' | ')' | '[' | ']' | '–' | '—' | '|' | '/' => true,
        '-' => last == ' ',
        _ => false,
    }
}

/// The letter without its accent.
const fn without_accent(letter: char) -> char {
    match letter {
        'á' | 'à' => 'a',
        'é' | 'è' => 'e',
        'í' => 'i',
        'ó' => 'o',
        'ú' | 'ü' => 'u',
        other => other,
    }
}
