//! How easily a text reads, by the usual formulas and whole numbers alone.
//!
//! English: Flesch 1948, 206.835 − 1.015·words/sentences − 84.6·syllables/words. Spanish: Fernández Huerta 1959, 206.84 −
//! 60·syllables/words − 1.02·words/sentences. Higher is easier; from about 60 on it is plain language. Syllables are estimated from
//! spelling, so that a value is good for comparing texts of some length, and says little about a single line.

use std::ops::Add;

use crate::words::Language;

/// What is counted in a text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Counts {
    words: i64,
    sentences: i64,
    syllables: i64,
}

impl Add for Counts {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self {
            words: self.words + other.words,
            sentences: self.sentences + other.sentences,
            syllables: self.syllables + other.syllables,
        }
    }
}

impl Counts {
    /// Counts one text; its end ends a sentence.
    pub(super) fn of(language: Language, text: &str) -> Self {
        let mut counts = Self::default();
        for sentence in text.split(['.', '!', '?', ':', ';', '…']) {
            let words = sentence
                .split(|c: char| !c.is_alphanumeric() && !is_apostrophe(c))
                .filter(|word| word.chars().any(char::is_alphanumeric));
            let before = counts.words;
            for word in words {
                counts.words += 1;
                counts.syllables += syllables(language, word);
            }
            counts.sentences += i64::from(counts.words > before);
        }
        counts
    }

    /// How many words there are.
    pub(super) const fn words(self) -> i64 {
        self.words
    }

    /// The reading ease in hundredths; nothing where there is no word.
    pub(super) fn ease(self, language: Language) -> Option<i64> {
        let (most, by_length, by_syllables) = match language {
            Language::English => (206_835, 1_015, 84_600),
            Language::Spanish => (206_840, 1_020, 60_000),
        };
        let length = (by_length * self.words).checked_div(self.sentences)?;
        let weight = (by_syllables * self.syllables).checked_div(self.words)?;
        Some((most - length - weight) / 10)
    }
}

fn is_apostrophe(c: char) -> bool {
    c == '\'' || c == '’'
}

fn syllables(language: Language, word: &str) -> i64 {
    let word: String = word
        .chars()
        .filter(|c| !is_apostrophe(*c))
        .flat_map(char::to_lowercase)
        .collect();
    if word.chars().all(|c| c.is_ascii_digit()) {
        // A number is read aloud as two syllables or so: "ten", "fifty", "ninety".
        return 2;
    }
    let found = match language {
        Language::English => english(&word),
        Language::Spanish => spanish(&word),
    };
    found.max(1)
}

const ENGLISH_VOWELS: &str = "aeiouy";
/// Neighbouring vowels that are usually spoken apart, as in "quiet", "being", "trying"; with what must not follow.
const ENGLISH_BREAKS: [(&str, Option<char>); 6] = [
    ("ia", Some('l')),
    ("io", Some('n')),
    ("iet", None),
    ("eing", None),
    ("ying", None),
    ("uou", None),
];
/// Endings before which a final "e" stays silent.
const ENGLISH_ENDINGS: [&str; 6] = ["ful", "less", "ly", "ment", "thing", "where"];

fn english(word: &str) -> i64 {
    let spoken = without_silent_e(word);
    let mut found = 0;
    let mut in_vowels = false;
    for c in spoken.chars() {
        let vowel = ENGLISH_VOWELS.contains(c);
        found += i64::from(vowel && !in_vowels);
        in_vowels = vowel;
    }
    for (group, unless) in ENGLISH_BREAKS {
        for (_, rest) in spoken
            .match_indices(group)
            .map(|(at, _)| spoken.split_at(at + group.len()))
        {
            found += i64::from(unless.is_none_or(|c| !rest.starts_with(c)));
        }
    }
    found
}

fn ends_in_consonant(stem: &str) -> bool {
    stem.ends_with(|c| !ENGLISH_VOWELS.contains(c))
}

/// The word without an "e" that is written and not spoken: "makes", "closed", "home", "careful".
fn without_silent_e(word: &str) -> String {
    let hissing = |stem: &str| {
        stem.ends_with(['s', 'x', 'z', 'g', 'c']) || stem.ends_with("ch") || stem.ends_with("sh")
    };
    let mut word = word.to_owned();
    if let Some(stem) = word.strip_suffix("es")
        && ends_in_consonant(stem)
        && !hissing(stem)
    {
        word = format!("{stem}s");
    } else if let Some(stem) = word.strip_suffix("ed")
        && ends_in_consonant(stem)
        && !stem.ends_with(['t', 'd'])
    {
        word = format!("{stem}d");
    } else if let Some(stem) = word.strip_suffix('e')
        && stem.chars().count() >= 2
        && !stem.strip_suffix('l').is_some_and(ends_in_consonant)
    {
        word = stem.to_owned();
    }
    for ending in ENGLISH_ENDINGS {
        if let Some(root) = word
            .strip_suffix(ending)
            .and_then(|stem| stem.strip_suffix('e'))
        {
            return format!("{root}{ending}");
        }
    }
    word
}

/// Spanish is spelled as it is spoken: two strong vowels beside each other are two syllables, and so is a weak one with an accent.
fn spanish(word: &str) -> i64 {
    const STRONG: &str = "aeoáéó";
    const ACCENTED: &str = "íú";
    let word = word
        .replace("qu", "k")
        .replace("gue", "ge")
        .replace("gué", "gé")
        .replace("gui", "gi")
        .replace("guí", "gí");
    let word = match word.strip_suffix('y') {
        Some(stem) => format!("{stem}i"),
        None => word,
    };
    let (mut found, mut before) = (0, None);
    for c in word.chars() {
        let vowel = "aeiouáéíóúü".contains(c);
        let apart = before.is_none_or(|before| {
            STRONG.contains(before) && STRONG.contains(c)
                || ACCENTED.contains(before)
                || ACCENTED.contains(c)
        });
        found += i64::from(vowel && apart);
        before = vowel.then_some(c);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_syllables_are_near_to_how_it_is_spoken() {
        for (word, expected) in [
            ("the", 1),
            ("me", 1),
            ("home", 1),
            ("makes", 1),
            ("closed", 1),
            ("wanted", 2),
            ("places", 2),
            ("little", 2),
            ("careful", 2),
            ("quiet", 2),
            ("being", 2),
            ("trying", 2),
            ("something", 2),
            ("nation", 2),
            ("special", 2),
            ("medicine", 3),
            ("therapist", 3),
            ("integration", 4),
            ("don't", 1),
            ("45", 2),
        ] {
            assert_eq!(syllables(Language::English, word), expected, "{word}");
        }
    }

    #[test]
    fn spanish_syllables_follow_the_spelling() {
        for (word, expected) in [
            ("y", 1),
            ("que", 1),
            ("guía", 2),
            ("ahora", 3),
            ("día", 2),
            ("cuerpo", 2),
            ("leer", 2),
            ("quieras", 2),
            ("muy", 1),
            ("vergüenza", 3),
            ("terapeuta", 4),
            ("Respiración", 4),
        ] {
            assert_eq!(syllables(Language::Spanish, word), expected, "{word}");
        }
    }

    #[test]
    fn sentences_end_with_their_mark_or_with_the_text() {
        let counts = Counts::of(Language::English, "You can stop. Or go on: “slowly”");
        assert_eq!((counts.words, counts.sentences), (7, 3));
        assert_eq!(Counts::of(Language::English, " … ?"), Counts::default());
        assert_eq!(Counts::default().ease(Language::English), None);
    }

    #[test]
    fn the_formulas_give_what_is_reckoned_by_hand() {
        // 4 words, 1 sentence, 4 syllables: 206.835 − 1.015·4 − 84.6·1 = 118.175
        let english = Counts::of(Language::English, "You can stop here.");
        assert_eq!(english.ease(Language::English), Some(11_817));
        // 4 words, 1 sentence, 8 syllables: 206.84 − 60·2 − 1.02·4 = 82.76
        let spanish = Counts::of(Language::Spanish, "Puedes parar cuando quieras.");
        assert_eq!(spanish.syllables, 8);
        assert_eq!(spanish.ease(Language::Spanish), Some(8_276));
    }

    #[test]
    fn a_long_word_and_a_long_sentence_read_less_easily() {
        for (language, plain, heavy) in [
            (
                Language::English,
                "You can stop. You can go on.",
                "Discontinuation and continuation are equally permissible possibilities for participants.",
            ),
            (
                Language::Spanish,
                "Puedes parar. Puedes seguir.",
                "La interrupción y la continuación constituyen posibilidades igualmente permisibles para participantes.",
            ),
        ] {
            let ease = |text| Counts::of(language, text).ease(language);
            assert!(ease(plain) > ease(heavy));
        }
    }
}
