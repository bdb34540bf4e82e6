//! Every move by the table, and any story against a model that remembers (AZ-5, AZ-8).

use proptest::prelude::*;

use super::*;

const NOON: At = At::from_micros(1_800_000_000_000_000);

fn at(minutes: i64) -> At {
    NOON.plus(chrono::Duration::minutes(minutes))
}

/// Every state, with facts that are in it at noon.
fn examples() -> Vec<(State, Facts)> {
    let given = Facts::granted(at(-60), None, Some(at(60)));
    vec![
        (
            State::Waiting,
            Facts {
                effective_at: at(30),
                ..given
            },
        ),
        (State::InEffect, given),
        (
            State::Paused,
            Facts {
                paused_at: Some(at(-5)),
                ..given
            },
        ),
        (
            State::Expired,
            Facts {
                expires_at: Some(NOON),
                ..given
            },
        ),
        (
            State::Revoked,
            Facts {
                revoked_at: Some(at(-5)),
                ..given
            },
        ),
        (
            State::LinkEnded,
            Facts {
                link_ended_at: Some(at(-5)),
                ..given
            },
        ),
    ]
}

#[test]
fn every_state_and_every_move_is_as_the_table_says() {
    let moves = [
        Move::Revoke,
        Move::Pause,
        Move::Resume { quiet_until: None },
        Move::Resume {
            quiet_until: Some(at(10)),
        },
        Move::EndLink,
    ];
    use State::{InEffect, LinkEnded, Paused, Revoked, Waiting};
    let table = [
        (Waiting, [Some(Revoked), None, None, None, Some(LinkEnded)]),
        (
            InEffect,
            [Some(Revoked), Some(Paused), None, None, Some(LinkEnded)],
        ),
        (
            Paused,
            [
                Some(Revoked),
                None,
                Some(InEffect),
                Some(Waiting),
                Some(LinkEnded),
            ],
        ),
        (State::Expired, [None; 5]),
        (Revoked, [None; 5]),
        (LinkEnded, [None; 5]),
    ];
    for ((state_now, facts), (row, expected)) in examples().into_iter().zip(table) {
        assert_eq!((state(&facts, NOON), row), (state_now, state_now));
        for (event, expected) in moves.into_iter().zip(expected) {
            let after = facts
                .after(event, NOON)
                .ok()
                .map(|facts| state(&facts, NOON));
            assert_eq!(after, expected, "{state_now:?} {event:?}");
        }
    }
}

#[test]
fn only_what_waits_is_pushed_back_and_never_forward() {
    for (name, facts) in examples() {
        let later = facts.pushed_back(at(90), NOON);
        assert_eq!(
            later.effective_at > facts.effective_at,
            name == State::Waiting
        );
        assert_eq!(facts.pushed_back(at(-90), NOON), facts);
    }
}

#[test]
fn an_expiry_once_seen_outlives_a_clock_set_back() {
    let facts = Facts::granted(at(0), None, Some(at(10)));
    assert_eq!(state(&facts.seen(at(10)), at(5)), State::Expired);
    assert_eq!(state(&facts, at(5)), State::InEffect);
}

/// The same rules told another way: a story that remembers what it has been through.
struct Story {
    over: Option<State>,
    on_hold: bool,
    opens: i64,
    ends: Option<i64>,
}

#[derive(Debug, Clone, Copy)]
enum Step {
    Revoke,
    Pause,
    Resume(Option<i64>),
    EndLink,
    PushBack(i64),
    Look,
}

impl Story {
    fn tell(&self, now: i64) -> State {
        match (self.over, self.on_hold) {
            (Some(end), _) => end,
            (None, true) => State::Paused,
            (None, false) if now < self.opens => State::Waiting,
            (None, false) => State::InEffect,
        }
    }

    fn live(&mut self, step: Step, now: i64) -> bool {
        if self.over.is_none() && self.ends.is_some_and(|end| now >= end) {
            self.over = Some(State::Expired);
        }
        let before = self.tell(now);
        match step {
            Step::Look => return true,
            Step::PushBack(end) => {
                if self.over.is_none() && now < self.opens && end > self.opens {
                    self.opens = end;
                }
                return true;
            }
            _ if self.over.is_some() => return false,
            Step::Revoke => self.over = Some(State::Revoked),
            Step::EndLink => self.over = Some(State::LinkEnded),
            Step::Pause if before == State::InEffect => self.on_hold = true,
            Step::Resume(quiet) if self.on_hold => {
                self.on_hold = false;
                self.opens = self.opens.max(quiet.unwrap_or(i64::MIN));
            }
            Step::Pause | Step::Resume(_) => return false,
        }
        true
    }
}

fn steps() -> impl Strategy<Value = (i64, Step)> {
    let step = prop_oneof![
        1 => Just(Step::Revoke),
        4 => Just(Step::Pause),
        5 => prop::option::of(-20_i64..400).prop_map(Step::Resume),
        1 => Just(Step::EndLink),
        2 => (-20_i64..400).prop_map(Step::PushBack),
        4 => Just(Step::Look),
    ];
    (-60_i64..90, step)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_story_ends_where_the_reference_says(
        quiet in prop::option::of(-10_i64..200),
        ends in prop::option::of(1_i64..500),
        story in prop::collection::vec(steps(), 0..25),
    ) {
        let mut facts = Facts::granted(at(0), quiet.map(at), ends.map(at));
        let mut reference = Story { over: None, on_hold: false, opens: quiet.unwrap_or(0).max(0), ends };
        let mut now = 0;
        for (minutes, step) in story {
            now += minutes;
            facts = facts.seen(at(now));
            let (before, finished) = (facts, state(&facts, at(now)).is_final());
            let moved = match step {
                Step::Look => Ok(facts),
                Step::PushBack(end) => Ok(facts.pushed_back(at(end), at(now))),
                Step::Revoke => facts.after(Move::Revoke, at(now)),
                Step::Pause => facts.after(Move::Pause, at(now)),
                Step::Resume(quiet) => facts.after(Move::Resume { quiet_until: quiet.map(at) }, at(now)),
                Step::EndLink => facts.after(Move::EndLink, at(now)),
            };
            prop_assert_eq!(reference.live(step, now), moved.is_ok());
            facts = moved.unwrap_or(before);
            prop_assert_eq!(reference.tell(now), state(&facts, at(now)));
            // What is final changes no more, and nothing but looking moves an end closer.
            prop_assert!(!finished || facts == before);
            prop_assert!(facts.effective_at >= before.effective_at);
        }
    }
}
