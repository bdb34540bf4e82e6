//! The lint finds what presses and leaves the rest alone, in both languages (N5).

use std::collections::BTreeSet;

use super::pattern::{Pattern, Sets};
use super::{Finding, Pressure, Tables, en, es, lint};
use crate::content::Language::{self, English, Spanish};

fn kinds(text: &str, language: Language) -> Vec<Pressure> {
    lint(text, language)
        .into_iter()
        .map(|finding| finding.kind)
        .collect()
}

fn marked(text: &str, language: Language) -> Vec<String> {
    let cut = |finding: &Finding| {
        text.chars()
            .skip(finding.start)
            .take(finding.end - finding.start)
            .collect()
    };
    lint(text, language).iter().map(cut).collect()
}

/// The patterns of one table.
fn patterns(tables: &Tables) -> impl Iterator<Item = &'static str> {
    tables
        .families
        .iter()
        .flat_map(|family| family.patterns)
        .chain(tables.room)
        .chain(tables.open)
        .chain(tables.denials)
        .copied()
}

#[test]
fn one_planted_sentence_for_every_kind_is_found() {
    let planted = [
        (
            English,
            "You should write about this tonight.",
            Pressure::Directive,
        ),
        (
            English,
            "This means a part of you is ready.",
            Pressure::Interpreting,
        ),
        (English, "Well done, another page.", Pressure::Praising),
        (English, "Writing it down will help.", Pressure::Promising),
        (
            English,
            "How could you get rid of this feeling?",
            Pressure::DemandingOutcome,
        ),
        (
            English,
            "Which symptoms bother you today?",
            Pressure::Pathologizing,
        ),
        (Spanish, "Debes escribir sobre esto.", Pressure::Directive),
        (
            Spanish,
            "Esto significa que una parte de ti espera.",
            Pressure::Interpreting,
        ),
        (Spanish, "Enhorabuena, otra página.", Pressure::Praising),
        (Spanish, "Pronto dormirás como nunca.", Pressure::Promising),
        (
            Spanish,
            "El objetivo es renacer.",
            Pressure::DemandingOutcome,
        ),
        (
            Spanish,
            "¿Qué síntomas te molestan?",
            Pressure::Pathologizing,
        ),
    ];
    for (language, text, kind) in planted {
        assert_eq!(kinds(text, language), vec![kind], "{text}");
    }
}

#[test]
fn every_pattern_and_every_set_can_be_read() {
    for tables in [&en::TABLES, &es::TABLES] {
        let sets = Sets::of(tables.sets);
        for pattern in patterns(tables) {
            assert!(Pattern::read(pattern, &sets).is_ok(), "{pattern}");
            assert_eq!(pattern, pattern.to_lowercase(), "{pattern}");
        }
        let names: BTreeSet<&str> = tables.sets.iter().map(|(name, _)| *name).collect();
        assert_eq!(names.len(), tables.sets.len(), "a set is written twice");
        for (at, (_, words)) in tables.sets.iter().enumerate() {
            let known = Sets::of(&tables.sets[..at]);
            for entry in words.split_whitespace() {
                assert!(
                    Pattern::read(&entry.replace('_', " "), &known).is_ok(),
                    "{entry}"
                );
            }
        }
    }
}

#[test]
fn a_pattern_that_cannot_be_read_says_so() {
    let sets = Sets::of(&[("known", "one two_words")]);
    for wrong in [
        "",
        "(one",
        "one)",
        "<unknown>",
        "<known:unknown>",
        "one..",
        "one & two",
    ] {
        assert!(Pattern::read(wrong, &sets).is_err(), "{wrong}");
    }
    assert!(Pattern::read("^ (one|two)? -(<known>) _3 ... st* =*ed", &sets).is_ok());
}

#[test]
fn ordinary_invitations_pass() {
    let good = [
        "What stood out, if anything?",
        "Is there a word, a colour or a sound that comes near it?",
        "Does anything need to be said, or to stay unsaid?",
        "What do you need to feel at home here?",
        "How are your shoulders today?",
        "One word is a whole entry. You can leave this and come back.",
        "You do not have to answer, and you can stop if you need to.",
        "Dying and dissolving were there, and a secure shore.",
        "What would you like to hold on to, or let go of?",
        "Should you wish, a drawing can take the place of words.",
        "Will you feel like resting later, or not?",
        "It is not a cure, and there is no guarantee.",
        "Did you feel overcome by something, or rather far away?",
        "",
    ];
    for text in good {
        assert_eq!(lint(text, English), vec![], "{text}");
    }
    let good = [
        "¿Qué resaltó, si es que hubo algo?",
        "No hace falta que respondas, y puedes parar cuando quieras.",
        "La imagen puede querer decir algo, o nada.",
        "Nadie puede prometer que algo cambie.",
        "Mira alrededor, si te apetece.",
    ];
    for text in good {
        assert_eq!(lint(text, Spanish), vec![], "{text}");
    }
}

#[test]
fn punctuation_parts_a_phrase_and_a_hyphen_or_a_line_does_not() {
    assert_eq!(
        lint("What do you have? To me it is a lot.", English),
        vec![]
    );
    assert_eq!(lint("If we try, and wait, what then?", English), vec![]);
    assert_eq!(
        marked("a life-changing day", English),
        vec!["life-changing"]
    );
    assert_eq!(marked("you have\nto rest", English), vec!["have\nto"]);
}

#[test]
fn case_and_apostrophes_are_folded_and_so_are_accents_where_it_matters_not() {
    assert_eq!(
        marked("You MUST. You’ll feel light. 'Must' is a word.", English),
        vec!["MUST", "You’ll feel light", "Must"]
    );
    assert_eq!(
        lint("ESTÁ CLARO QUE SÍ", Spanish),
        lint("esta claro que si", Spanish)
    );
}

#[test]
fn positions_count_characters_and_not_bytes() {
    assert_eq!(
        lint("Été 🌿: you ought to rest", English),
        vec![Finding {
            kind: Pressure::Directive,
            start: 7,
            end: 16
        }]
    );
}

#[test]
fn what_is_quoted_is_shown_and_not_said() {
    assert_eq!(lint("No one says \"well done\" here.", English), vec![]);
    assert_eq!(
        lint("Hay quien oye «debes soltar» y se aparta.", Spanish),
        vec![]
    );
    assert_eq!(
        kinds("\"Well done, you.\"", English),
        vec![Pressure::Praising]
    );
}

#[test]
fn a_denial_before_a_phrase_takes_its_pressure() {
    assert_eq!(lint("Nobody here is proud of an answer.", English), vec![]);
    assert_eq!(
        kinds("We are proud of your answer.", English),
        vec![Pressure::Praising]
    );
    assert_eq!(lint("Esto no cura la depresión.", Spanish), vec![]);
}

#[test]
fn room_given_once_does_not_excuse_the_next_demand() {
    assert_eq!(
        marked("You do not have to stay, but you have to write.", English),
        vec!["have to"]
    );
}

#[test]
fn spanish_verbs_are_found_in_the_forms_that_press() {
    for text in [
        "Libera tu dolor.",
        "Libérate de tu dolor.",
        "Libere usted su dolor.",
        "Te liberarás del dolor.",
        "La ketamina libera del dolor.",
    ] {
        assert!(!lint(text, Spanish).is_empty(), "{text}");
    }
}

#[test]
fn a_very_long_sentence_is_read_in_good_time() {
    let long = "your light was the soul of it and you are ".repeat(400);
    assert!(!lint(&long, English).is_empty());
}

#[test]
fn names_are_distinct() {
    let names: BTreeSet<&str> = [
        Pressure::Directive,
        Pressure::Interpreting,
        Pressure::Praising,
        Pressure::Promising,
        Pressure::DemandingOutcome,
        Pressure::Pathologizing,
    ]
    .map(Pressure::name)
    .into();
    assert_eq!(names.len(), 6);
}

/// Of the labelled sentences of a file: how many press, how many of them are found, how many do not, how many of those are flagged.
fn rates(file: &str, language: Language) -> (usize, usize, usize, usize) {
    let path = format!("{}/tests/labelled/{file}", env!("CARGO_MANIFEST_DIR"));
    let lines = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let mut rates = (0, 0, 0, 0);
    for line in lines.lines() {
        let (label, text) = line.split_once('\t').expect("a label and a sentence");
        let flagged = usize::from(!lint(text, language).is_empty());
        if label == "good" {
            rates.2 += 1;
            rates.3 += flagged;
        } else {
            rates.0 += 1;
            rates.1 += flagged;
        }
    }
    rates
}

/// What is reached on sentences that nothing was tuned on: so many in 100 found, so many of the others flagged. What is wanted is
/// 95 and 5. These two only ever move towards that.
const REACHED: (usize, usize) = (94, 15);

/// At least 95 in 100 of the sentences that press are found, at most 5 in 100 of the others flagged, where the patterns were tuned.
/// The held-out sentences were written by others than the patterns, and never looked at while these were made.
#[test]
fn labelled_sentences_are_told_apart() {
    let mut short = false;
    for (file, language) in [
        ("wording.en.tuning.tsv", English),
        ("wording.es.tuning.tsv", Spanish),
        ("wording.en.heldout.tsv", English),
        ("wording.es.heldout.tsv", Spanish),
    ] {
        let (pressing, found, plain, flagged) = rates(file, language);
        assert!(pressing > 0 && plain > 0, "{file} is empty");
        println!("{file}: {found} of {pressing} found, {flagged} of {plain} flagged");
        let (least, most) = if file.contains("tuning") {
            (95, 5)
        } else {
            REACHED
        };
        short |= found * 100 < pressing * least || flagged * 100 > plain * most;
    }
    assert!(!short, "see above");
}
