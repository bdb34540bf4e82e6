//! A text as it is weighed: sentences of folded words, each with its place.

/// One word of a text, folded, with its place in Unicode scalar positions.
pub(super) struct Word {
    /// In lower case, with its accents.
    pub(super) accented: String,
    /// In lower case, without accents; the Spanish ñ is a letter of its own and stays.
    pub(super) plain: String,
    /// A sentence, or a part of one behind a colon, a semicolon or a dash, begins with it.
    pub(super) opens: bool,
    /// It stands between quotes.
    pub(super) quoted: bool,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// The words between two full stops, question marks or exclamation marks.
#[derive(Default)]
pub(super) struct Sentence {
    words: Vec<Word>,
    /// It ends with a question mark.
    asked: bool,
    /// It ends with an exclamation mark, or part of it does.
    exclaimed: bool,
}

impl Sentence {
    /// The words that it says; what is between quotes inside a sentence is shown and not said.
    pub(super) fn said(&self) -> Vec<&Word> {
        let all = self.words.iter().all(|word| word.quoted);
        let said = self.words.iter();
        said.filter(|word| all || !word.quoted).collect()
    }

    /// How it ends: `?`, `!`, or `$` for anything else.
    pub(super) const fn mark(&self) -> &'static str {
        match (self.asked, self.exclaimed) {
            (true, _) => "?",
            (false, true) => "!",
            (false, false) => "$",
        }
    }
}

/// What has been read so far.
#[derive(Default)]
struct Reader {
    done: Vec<Sentence>,
    sentence: Sentence,
    word: Option<Word>,
    opens: bool,
    quoted: bool,
}

/// Splits a text into sentences of folded words.
pub(super) fn sentences(text: &str) -> Vec<Sentence> {
    let mut reader = Reader {
        opens: true,
        ..Reader::default()
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
            start: at,
            end: at,
        });
        word.accented.push(letter);
        word.plain.push(without_accent(letter));
        word.end = at.saturating_add(1);
        self.opens = false;
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
        '\u{2019}' | '\u{2018}' | '\u{02bc}' => '\'',
        other => other.to_lowercase().next().unwrap_or(other),
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
