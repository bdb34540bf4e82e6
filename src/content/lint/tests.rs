//! The lint finds what presses and leaves the rest alone, in both languages (N5).

use std::collections::BTreeSet;

use super::{Pressure, lint};
use crate::content::Language::{self, English, Spanish};

fn kinds(text: &str, language: Language) -> Vec<Pressure> {
    lint(text, language)
        .into_iter()
        .map(|finding| finding.kind)
        .collect()
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
fn ordinary_invitations_pass() {
    let good = [
        "What stood out, if anything?",
        "Is there a word, a colour or a sound that comes near it?",
        "Does anything need to be said, or to stay unsaid?",
        "What do you need to feel at home here?",
        "How are your shoulders today?",
        "One word is a whole entry. You can leave this and come back.",
        "You do not have to answer, and you can stop if you need to.",
        "What would you like to hold on to, or let go of?",
        "Will you feel like resting later, or not?",
        "It is not a cure, and there is no guarantee.",
        "",
    ];
    for text in good {
        assert_eq!(lint(text, English), vec![], "{text}");
    }
    let good = [
        "¿Qué te llamó la atención, si es que hubo algo?",
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
fn every_sentence_has_one_finding_at_most_and_positions_count_characters() {
    let text = "Été 🌿: you must rest. What stood out, if anything? Well done.";
    let found = lint(text, English);
    let said: Vec<Pressure> = found.iter().map(|finding| finding.kind).collect();
    assert_eq!(said, vec![Pressure::Directive, Pressure::Praising]);
    let ends: Vec<usize> = text
        .chars()
        .enumerate()
        .filter(|(_, letter)| ".?".contains(*letter))
        .map(|(at, _)| at)
        .collect();
    assert!(found[0].end <= ends[0], "{found:?}");
    assert!(
        found[1].start > ends[1] && found[1].end <= ends[2],
        "{found:?}"
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
fn a_denial_takes_the_pressure() {
    for (language, pressing, denied) in [
        (English, "You have to answer.", "You do not have to answer."),
        (
            English,
            "We are proud of your answer.",
            "Nobody here is proud of an answer.",
        ),
        (
            Spanish,
            "Esto cura la depresión.",
            "Esto no cura la depresión.",
        ),
    ] {
        assert!(!lint(pressing, language).is_empty(), "{pressing}");
        assert_eq!(lint(denied, language), vec![], "{denied}");
    }
}

#[test]
fn case_and_the_manner_of_an_apostrophe_do_not_matter() {
    assert_eq!(
        lint("YOU’LL FEEL LIGHT.", English),
        lint("you'll feel light.", English)
    );
    assert!(!lint("You'll feel light.", English).is_empty());
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

/// The labelled sentences of a file: their labels and their texts.
fn labelled(file: &str) -> Vec<(String, String)> {
    let path = format!("{}/tests/labelled/{file}", env!("CARGO_MANIFEST_DIR"));
    let lines = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    lines
        .lines()
        .map(|line| line.split_once('\t').expect("a label and a sentence"))
        .map(|(label, text)| (label.to_owned(), text.to_owned()))
        .collect()
}

/// Of the labelled sentences of a file: how many press, how many of them are found, how many do not, how many of those are flagged.
fn rates(file: &str, language: Language) -> (usize, usize, usize, usize) {
    let mut rates = (0, 0, 0, 0);
    for (label, text) in labelled(file) {
        let flagged = usize::from(!lint(&text, language).is_empty());
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

/// What is reached on sentences that nothing was learnt from: so many in 100 found, so many of the others flagged. What is wanted
/// at least 95 and at most 5. These two only ever get better.
const REACHED: (usize, usize) = (96, 4);

/// At least 95 in 100 of the sentences that press are found, at most 5 in 100 of the others flagged, where the weights were learnt.
/// The held-out sentences were written by others, and never looked at while the classes and the weights were made.
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

/// No sentence that the weights were learnt from is nearly one of the held-out: of the words of both, at most 60 in 100 are in each.
#[test]
fn held_out_sentences_were_not_learnt_from() {
    let words = |text: &str| -> BTreeSet<String> {
        text.to_lowercase()
            .split(|letter: char| !letter.is_alphanumeric() && letter != '\'')
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    };
    for language in ["en", "es"] {
        let tuning: Vec<BTreeSet<String>> = labelled(&format!("wording.{language}.tuning.tsv"))
            .iter()
            .map(|(_, text)| words(text))
            .collect();
        for (_, text) in labelled(&format!("wording.{language}.heldout.tsv")) {
            let held = words(&text);
            for learnt in &tuning {
                let shared = held.intersection(learnt).count();
                let all = held.len() + learnt.len() - shared;
                assert!(shared * 10 <= all * 6, "{text}");
            }
        }
    }
}
