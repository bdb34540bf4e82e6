//! What holds, over every sequence of changes.

use proptest::prelude::*;

use super::super::agreements::{AgreementParty, ItemKind};
use super::*;
use crate::ids::{AgreementItemId, LinkId};

fn at(hour: i64) -> At {
    At::from_micros(hour * 3_600_000_000)
}

fn item(kind: ItemKind, answer: Option<ItemAnswer>) -> AgreementItem {
    AgreementItem {
        id: AgreementItemId::from_uuid(uuid::Uuid::from_u128(1)),
        kind,
        text: None,
        patient: ItemPart {
            answer,
            words: None,
        },
        therapist: ItemPart::default(),
    }
}

fn touch(answer: Option<ItemAnswer>) -> Vec<AgreementItem> {
    vec![item(ItemKind::Touch, answer)]
}

fn link() -> LinkId {
    LinkId::from_uuid(uuid::Uuid::nil())
}

/// An agreement on one boundary that both have acknowledged.
fn agreed(answer: Option<ItemAnswer>) -> AgreementWords {
    let mut words = AgreementWords::new(link(), touch(answer), at(0), None);
    acknowledge(&mut words, at(0), None);
    words
}

fn acknowledge(words: &mut AgreementWords, now: At, quiet: Option<At>) {
    for by in [AgreementParty::Patient, AgreementParty::Therapist] {
        let newest = words.newest.number;
        words.acknowledge(by, newest, now, quiet).unwrap();
    }
}

fn holds(words: &AgreementWords, hour: i64) -> Option<ItemAnswer> {
    words
        .binding(at(hour))
        .first()
        .and_then(|item| item.patient.answer)
}

const ANSWERS: [Option<ItemAnswer>; 4] = [
    None,
    Some(ItemAnswer::No),
    Some(ItemAnswer::AskFirst),
    Some(ItemAnswer::Yes),
];

#[test]
fn every_step_between_two_answers_is_a_loosening_or_not() {
    use ItemAnswer::{AskFirst, No, Yes};
    let loosening = [
        (None, Some(AskFirst)),
        (None, Some(Yes)),
        (Some(No), None),
        (Some(No), Some(AskFirst)),
        (Some(No), Some(Yes)),
        (Some(AskFirst), None),
        (Some(AskFirst), Some(Yes)),
    ];
    for before in ANSWERS {
        for after in ANSWERS {
            assert_eq!(
                loosens(before, after),
                loosening.contains(&(before, after)),
                "{before:?} to {after:?}"
            );
        }
    }
}

#[test]
fn of_two_answers_the_tighter_holds_until_both_agree() {
    for before in ANSWERS {
        for after in ANSWERS {
            let mut words = agreed(before);
            words.propose(touch(after), AgreementParty::Patient, at(1), None);
            let expected = if loosens(before, after) {
                before
            } else {
                after
            };
            assert_eq!(holds(&words, 1), expected, "{before:?} to {after:?}");
            acknowledge(&mut words, at(1), None);
            assert_eq!(holds(&words, 1), after);
        }
    }
}

#[test]
fn what_is_no_boundary_holds_as_the_version_in_force_says() {
    let role = |answer| vec![item(ItemKind::Role, answer)];
    let mut words = AgreementWords::new(link(), role(Some(ItemAnswer::Yes)), at(0), Some(at(9)));
    assert_eq!(words.newest.effective_at, at(0), "it opens nothing");
    acknowledge(&mut words, at(0), None);
    words.propose(
        role(Some(ItemAnswer::No)),
        AgreementParty::Patient,
        at(1),
        None,
    );
    assert_eq!(holds(&words, 1), Some(ItemAnswer::Yes));
}

#[test]
fn a_removed_boundary_holds_on_and_a_removed_yes_is_no_yes() {
    let mut words = agreed(Some(ItemAnswer::AskFirst));
    words.propose(Vec::new(), AgreementParty::Patient, at(1), None);
    assert_eq!(holds(&words, 1), Some(ItemAnswer::AskFirst));
    let mut words = agreed(Some(ItemAnswer::Yes));
    words.propose(Vec::new(), AgreementParty::Patient, at(1), None);
    assert_eq!((holds(&words, 1), words.binding(at(1)).len()), (None, 1));
}

#[test]
fn an_added_no_holds_at_once_and_other_added_answers_do_not() {
    for answer in ANSWERS {
        let mut words = AgreementWords::new(link(), Vec::new(), at(0), None);
        acknowledge(&mut words, at(0), None);
        words.propose(touch(answer), AgreementParty::Patient, at(1), None);
        let expected = answer.filter(|answer| *answer == ItemAnswer::No);
        assert_eq!(holds(&words, 1), expected);
    }
}

#[derive(Debug, Clone)]
enum Step {
    Say(Option<ItemAnswer>),
    Agree,
    Quiet(bool),
    Wait,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => prop::sample::select(ANSWERS.as_slice()).prop_map(Step::Say),
        3 => Just(Step::Agree),
        1 => any::<bool>().prop_map(Step::Quiet),
        1 => Just(Step::Wait),
    ]
}

proptest! {
    /// N1: while it is quiet nothing that holds gets looser; what is said tighter holds from that instant on.
    #[test]
    fn nothing_loosens_in_the_quiet_time_and_what_is_tightened_holds_at_once(steps in prop::collection::vec(step(), 0..60)) {
        let mut words = AgreementWords::new(link(), touch(None), at(0), None);
        let (mut hour, mut quiet_from) = (0_i64, None);
        for step in steps {
            let quiet = |from: i64| at(from + 30);
            let before = holds(&words, hour);
            match step {
                Step::Say(answer) => {
                    words.propose(touch(answer), AgreementParty::Patient, at(hour), quiet_from.map(quiet));
                    if !loosens(before, answer) {
                        prop_assert_eq!(holds(&words, hour), answer);
                    }
                }
                Step::Agree => acknowledge(&mut words, at(hour), quiet_from.map(quiet)),
                // The quiet time begins; what waits then waits until its end, as when a session is noted.
                Step::Quiet(true) if quiet_from.is_none() => {
                    quiet_from = Some(hour);
                    words.push_back(quiet(hour), at(hour));
                }
                Step::Quiet(_) => if let Some(from) = quiet_from {
                    hour = from + 30;
                    quiet_from = None;
                },
                Step::Wait => hour += 1,
            }
            if quiet_from.is_some_and(|from| hour >= from + 30) {
                quiet_from = None;
            }
            if quiet_from.is_some() {
                prop_assert!(!loosens(before, holds(&words, hour)), "from {before:?} to {:?}", holds(&words, hour));
            }
        }
    }

    /// Forgetting the oldest of more than a hundred versions changes nothing that holds.
    #[test]
    fn forgetting_versions_changes_nothing_that_holds(said in prop::collection::vec((prop::sample::select(ANSWERS.as_slice()), 0..40_u8), 100..140)) {
        let mut words = agreed(Some(ItemAnswer::Yes));
        for (answer, agree) in said {
            let before = holds(&words, 1);
            words.propose(touch(answer), AgreementParty::Patient, at(1), None);
            let expected = if loosens(before, answer) { before } else { answer };
            prop_assert_eq!(holds(&words, 1), expected);
            prop_assert!(words.versions().count() <= 100);
            if agree == 0 {
                acknowledge(&mut words, at(1), None);
                prop_assert_eq!(holds(&words, 1), answer);
            }
        }
    }
}
