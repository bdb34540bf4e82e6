//! The lint finds what presses and leaves the rest alone (N5).

use super::phrases::{GIVING_ROOM, TABLES};
use super::{Finding, Pressure, lint};

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
