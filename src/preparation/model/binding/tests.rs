//! What holds, over every sequence of changes.

use proptest::prelude::*;

use super::super::agreements::{AgreementParty, ItemKind};
use super::*;
use crate::error::Error;
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
            words
                .propose(touch(after), AgreementParty::Patient, at(1), None)
                .unwrap();
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
    words
        .propose(
            role(Some(ItemAnswer::No)),
            AgreementParty::Patient,
            at(1),
            None,
        )
        .unwrap();
    assert_eq!(holds(&words, 1), Some(ItemAnswer::Yes));
}

#[test]
fn a_removed_boundary_holds_on_and_a_removed_yes_is_no_yes() {
    let mut words = agreed(Some(ItemAnswer::AskFirst));
    words
        .propose(Vec::new(), AgreementParty::Patient, at(1), None)
        .unwrap();
    assert_eq!(holds(&words, 1), Some(ItemAnswer::AskFirst));
    let mut words = agreed(Some(ItemAnswer::Yes));
    words
        .propose(Vec::new(), AgreementParty::Patient, at(1), None)
        .unwrap();
    assert_eq!((holds(&words, 1), words.binding(at(1)).len()), (None, 1));
}

#[test]
fn an_added_no_holds_at_once_and_other_added_answers_do_not() {
    for answer in ANSWERS {
        let mut words = AgreementWords::new(link(), Vec::new(), at(0), None);
        acknowledge(&mut words, at(0), None);
        words
            .propose(touch(answer), AgreementParty::Patient, at(1), None)
            .unwrap();
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
                    words.propose(touch(answer), AgreementParty::Patient, at(hour), quiet_from.map(quiet)).unwrap();
                    if !loosens(before, answer) {
                        prop_assert_eq!(holds(&words, hour), answer);
                    }
                }
                Step::Agree => acknowledge(&mut words, at(hour), quiet_from.map(quiet)),
                // The quiet time begins; what waits then waits until its end, as when a session is noted.
                Step::Quiet(true) if quiet_from.is_none() => {
                    quiet_from = Some(hour);
                    words.push_back(at(hour), |_| Ok(Some(quiet(hour)))).unwrap();
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
}

#[test]
fn every_version_is_kept_and_neither_side_uses_up_those_of_the_other() {
    use ItemAnswer::{AskFirst, No, Yes};
    let mut words = AgreementWords::new(link(), touch(Some(Yes)), at(0), None);
    let therapist = AgreementParty::Therapist;
    for turn in 0..100 {
        let answer = if turn % 2 == 0 { AskFirst } else { Yes };
        words
            .propose(touch(Some(answer)), therapist, at(1), None)
            .unwrap();
    }
    let more = words.propose(touch(Some(Yes)), therapist, at(1), None);
    assert!(more.is_ok(), "the same list is no version");
    let mut open = touch(Some(Yes));
    open.push(item(ItemKind::Role, None));
    let refused = words.propose(open.clone(), therapist, at(1), None);
    assert!(matches!(refused, Err(Error::Conflict("too-many-wordings"))));
    assert_eq!(words.versions().count(), 101);
    let numbers: Vec<i64> = words.versions().map(|version| version.number).collect();
    assert_eq!(numbers, (1..=101).collect::<Vec<_>>());
    words
        .propose(open, AgreementParty::Patient, at(1), None)
        .unwrap();
    // A boundary is drawn however much was said before.
    let no = touch(Some(No));
    words.propose(no.clone(), therapist, at(1), None).unwrap();
    assert_eq!(words.newest.items, no);
}

#[test]
fn a_no_of_either_side_holds_from_the_moment_it_is_said() {
    use ItemAnswer::{No, Yes};
    let said = |patient, therapist| {
        let mut items = touch(patient);
        items[0].therapist.answer = therapist;
        items
    };
    let both = |words: &AgreementWords| {
        let held = words.binding(at(2));
        held.first()
            .map(|item| (item.patient.answer, item.therapist.answer))
    };
    let mut words = AgreementWords::new(link(), said(Some(Yes), Some(Yes)), at(0), None);
    acknowledge(&mut words, at(0), None);
    let therapist = AgreementParty::Therapist;
    words
        .propose(said(Some(Yes), Some(No)), therapist, at(1), None)
        .unwrap();
    assert_eq!(both(&words), Some((Some(Yes), Some(No))));
    // What the patient leaves out of her list does not take it back, and nobody does alone.
    words
        .propose(Vec::new(), AgreementParty::Patient, at(1), None)
        .unwrap();
    assert_eq!(both(&words), Some((None, Some(No))));
    words
        .propose(said(Some(Yes), Some(Yes)), therapist, at(1), None)
        .unwrap();
    assert_eq!(both(&words), Some((None, Some(No))));
    acknowledge(&mut words, at(1), None);
    assert_eq!(both(&words), Some((Some(Yes), Some(Yes))));
    // Also while no version is in force, and then nothing else of the item.
    let mut words = AgreementWords::new(link(), Vec::new(), at(0), None);
    words
        .propose(said(Some(Yes), Some(No)), therapist, at(1), None)
        .unwrap();
    assert_eq!(both(&words), Some((None, Some(No))));
}
