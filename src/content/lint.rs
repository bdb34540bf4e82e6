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

// In every table a phrase is written in lower case, its words parted by one space, with straight apostrophes. A star at
// the end of a word stands for any ending. A hyphen in a text parts words, so "life-changing" is "life changing" here.

const DIRECTIVE: &[&str] = &[
    "should",
    "shouldn't",
    "must",
    "mustn't",
    "have to",
    "has to",
    "you've got to",
    "you have got to",
    "you need to",
    "you just need to",
    "you only need to",
    "you really need to",
    "you will need to",
    "you'll need to",
    "we need to",
    "needs to",
    "you ought",
    "ought to",
    "you had better",
    "you'd better",
    "you are supposed to",
    "you're supposed to",
    "you are expected to",
    "you're expected to",
    "you are required",
    "you're required",
    "make sure",
    "be sure to",
    "try to",
    "try and",
    "try harder",
    "remember to",
    "don't forget",
    "do not forget",
    "it is important to",
    "it's important to",
    "it is important that",
    "it's important that",
    "it is time to",
    "it's time to",
    "force yourself",
    "i want you to",
];

const INTERPRETING: &[&str] = &[
    "this means",
    "that means",
    "it means that",
    "really means",
    "means that you",
    "this shows",
    "that shows",
    "this proves",
    "this suggests that",
    "this tells us",
    "this reveals",
    "what you really",
    "you really feel",
    "symboli*",
    "symbolic of",
    "represents",
    "representing",
    "is a sign of",
    "is a sign that",
    "is a message",
    "is an expression of",
    "stands for your",
    "deep down",
    "deep inside you",
    "subconscious*",
    "your unconscious",
    "the unconscious",
    "inner child",
    "the real reason",
    "the true meaning",
    "the deeper meaning",
    "is telling you",
    "is trying to tell you",
    "is showing you",
    "the medicine showed you",
    "the medicine wants",
    "it is clear that",
    "it's clear that",
    "clearly you",
    "obviously",
    "stems from",
    "comes from your childhood",
    "because of your childhood",
];

const PRAISING: &[&str] = &[
    "well done",
    "great job",
    "good job",
    "nice job",
    "great work",
    "good work",
    "nice work",
    "great progress",
    "good progress",
    "proud of you",
    "proud of yourself",
    "congratulations",
    "congrats",
    "bravo",
    "kudos",
    "amazing",
    "awesome",
    "fantastic",
    "excellent",
    "impressive",
    "that is wonderful",
    "that's wonderful",
    "how wonderful",
    "that is great",
    "that's great",
    "so brave",
    "how brave",
    "good for you",
    "you did it",
    "you're doing great",
    "you are doing great",
    "you're doing so well",
    "you are doing so well",
    "keep it up",
    "keep up the",
];

const PROMISING: &[&str] = &[
    "will help",
    "will heal",
    "will make you",
    "will change your life",
    "will improve",
    "will transform",
    "will relieve",
    "will reduce",
    "will ease",
    "will calm",
    "will soothe",
    "you will feel",
    "you'll feel",
    "you will find",
    "you'll find",
    "you will see",
    "you'll see",
    "you will notice",
    "you'll notice",
    "you will learn",
    "you'll learn",
    "you will discover",
    "you'll discover",
    "going to help",
    "going to heal",
    "helps you feel",
    "makes you feel better",
    "guarantee",
    "guarantees",
    "guaranteed",
    "cure",
    "cures",
    "cured",
    "breakthrough",
    "breakthroughs",
    "life changing",
    "transformative",
    "miracle",
    "miraculous",
    "proven to",
    "always works",
];

const DEMANDING_OUTCOME: &[&str] = &[
    "get better",
    "feel better",
    "be better",
    "be fixed",
    "be healed",
    "be normal",
    "fix yourself",
    "fix me",
    "heal yourself",
    "overcome",
    "overcoming",
    "achieve",
    "achieves",
    "achieved",
    "achieving",
    "achievement",
    "achievements",
    "let go of",
    "get rid of",
    "get over",
    "move on from",
    "push through",
    "break through",
    "work through it",
    "the goal is",
    "your goal is",
    "the aim is to",
    "once and for all",
    "make progress",
    "making progress",
    "how much progress",
    "how far you have come",
    "how far you've come",
    "stay positive",
    "think positive",
    "think positively",
    "calm down",
    "just relax",
    "stay calm",
    "succeed",
];

const PATHOLOGIZING: &[&str] = &[
    "disorder",
    "disorders",
    "disordered",
    "dysfunction",
    "dysfunctional",
    "irrational",
    "maladaptive",
    "resistance",
    "resistant",
    "denial",
    "symptom",
    "symptoms",
    "symptomatic",
    "patholog*",
    "abnormal",
    "neurotic",
    "delusion*",
    "manipulative",
    "attention seeking",
    "distorted thinking",
    "distorted thoughts",
    "cognitive distortion",
    "cognitive distortions",
    "negative thoughts",
    "negative thinking",
    "codependent",
    "non compliant",
    "noncompliant",
    "mentally ill",
    "mental illness",
    "crazy",
    "hysterical",
    "unhealthy",
    "toxic",
    "you are broken",
    "you're broken",
    "you are damaged",
    "you're damaged",
    "what is wrong with you",
    "what's wrong with you",
    "deficit",
    "deficits",
];

const TABLES: &[(Pressure, &[&str])] = &[
    (Pressure::Directive, DIRECTIVE),
    (Pressure::Interpreting, INTERPRETING),
    (Pressure::Praising, PRAISING),
    (Pressure::Promising, PROMISING),
    (Pressure::DemandingOutcome, DEMANDING_OUTCOME),
    (Pressure::Pathologizing, PATHOLOGIZING),
];

// Wordings that give room: what a table finds wholly inside one of them is left alone.
const GIVING_ROOM: &[&str] = &[
    "not have to",
    "don't have to",
    "doesn't have to",
    "never have to",
    "nothing has to",
    "no one has to",
    "nobody has to",
    "if you have to",
    "feel you have to",
    "feel that you have to",
    "have to hand",
    "what you have to say",
    "nothing needs to",
    "nobody needs to",
    "what needs to",
    "whatever needs to",
    "something needs to",
    "anything that needs to",
    "do you need to",
    "did you need to",
    "might you need to",
    "if you need to",
    "when you need to",
    "whenever you need to",
    "what you need to",
    "should you wish",
    "should you want",
    "should you like",
    "should you prefer",
    "what this means",
    "what that means",
    "if this means",
    "if that means",
    "not a guarantee",
    "no guarantee",
    "not guarantee",
    "not guaranteed",
    "nothing is guaranteed",
    "not a cure",
    "no cure",
    "get better or worse",
    "feel better or worse",
    "be better or worse",
    "feel overcome",
    "felt overcome",
    "overcome by",
    "overcome with",
    "like to let go of",
    "want to let go of",
    "wish to let go of",
    "or let go of",
    "resistance band",
    "resistance bands",
    "resistance training",
];

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

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<Pressure> {
        lint(text).into_iter().map(|finding| finding.kind).collect()
    }

    fn marked(text: &str) -> Vec<String> {
        let cut = |finding: &Finding| {
            text.chars()
                .skip(finding.start)
                .take(finding.end - finding.start)
                .collect()
        };
        lint(text).iter().map(cut).collect()
    }

    #[test]
    fn one_planted_sentence_for_every_table_is_found() {
        let planted = [
            ("You should write about this tonight.", Pressure::Directive),
            ("This means a part of you is ready.", Pressure::Interpreting),
            ("Well done, another page.", Pressure::Praising),
            ("Writing it down will help.", Pressure::Promising),
            (
                "How could you get rid of this feeling?",
                Pressure::DemandingOutcome,
            ),
            ("Which symptoms bother you today?", Pressure::Pathologizing),
        ];
        for (text, kind) in planted {
            assert_eq!(kinds(text), vec![kind], "{text}");
        }
    }

    #[test]
    fn every_phrase_of_every_table_is_found_on_its_own() {
        for &(kind, phrases) in TABLES {
            for phrase in phrases {
                let text = phrase.replace('*', "c");
                assert!(kinds(&text).contains(&kind), "{phrase}");
            }
        }
    }

    #[test]
    fn tables_are_written_as_the_matcher_reads_them() {
        for phrase in TABLES
            .iter()
            .flat_map(|(_, phrases)| phrases.iter())
            .chain(GIVING_ROOM)
        {
            assert_eq!(*phrase, phrase.to_lowercase(), "{phrase}");
            assert!(phrase.split(' ').all(|word| !word.is_empty()), "{phrase}");
            assert!(
                phrase
                    .chars()
                    .all(|c| c.is_ascii_alphabetic() || " '*".contains(c)),
                "{phrase}"
            );
        }
    }

    #[test]
    fn ordinary_invitations_pass() {
        let good = [
            "What stood out, if anything?",
            "Is there a word, a colour or a sound that comes near it?",
            "Is there something you would like to keep?",
            "Does anything need more time?",
            "Does anything need to be said, or to stay unsaid?",
            "What do you need to feel at home here?",
            "How are your shoulders today?",
            "One word is a whole entry. You can leave this and come back.",
            "You do not have to answer, and you can stop if you need to.",
            "Dying and dissolving were there, and a secure shore.",
            "What would you like to hold on to, or let go of?",
            "Is anything different these days? Is anything as it was?",
            "Should you wish, a drawing can take the place of words.",
            "Will you feel like resting later, or not?",
            "It is not a cure, and there is no guarantee.",
            "Did you feel overcome by something, or rather far away?",
            "",
        ];
        for text in good {
            assert_eq!(lint(text), vec![], "{text}");
        }
    }

    #[test]
    fn punctuation_parts_a_phrase_and_a_hyphen_or_a_line_does_not() {
        assert_eq!(lint("What do you have? To me it is a lot."), vec![]);
        assert_eq!(lint("If we try, and wait, what then?"), vec![]);
        assert_eq!(marked("a life-changing day"), vec!["life-changing"]);
        assert_eq!(marked("you have\nto rest"), vec!["have\nto"]);
    }

    #[test]
    fn case_and_apostrophes_are_folded() {
        assert_eq!(
            marked("You MUST. You’ll feel light. 'Should' is a word."),
            vec!["MUST", "You’ll feel", "Should"]
        );
    }

    #[test]
    fn positions_count_characters_and_not_bytes() {
        let found = lint("Été 🌿: you ought to rest");
        assert_eq!(
            found,
            vec![Finding {
                kind: Pressure::Directive,
                start: 7,
                end: 16
            }]
        );
    }

    #[test]
    fn a_longer_phrase_is_answered_once_and_two_kinds_may_share_a_place() {
        assert_eq!(marked("You will need to go."), vec!["You will need to"]);
        assert_eq!(
            kinds("To be better, you must be cured."),
            vec![
                Pressure::DemandingOutcome,
                Pressure::Directive,
                Pressure::Promising,
            ]
        );
        assert_eq!(
            kinds("It makes you feel better."),
            vec![Pressure::Promising, Pressure::DemandingOutcome]
        );
    }

    #[test]
    fn room_given_once_does_not_excuse_the_next_demand() {
        assert_eq!(
            marked("You do not have to stay, but you have to write."),
            vec!["have to"]
        );
    }

    #[test]
    fn names_are_distinct() {
        let mut names: Vec<&str> = TABLES.iter().map(|(kind, _)| kind.name()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), TABLES.len());
    }
}
