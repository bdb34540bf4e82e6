//! Random stories of consents, told to the service over HTTP and to a pure model, end the same on both databases (AZ-5, AZ-8, AZ-9, N1, N6).
//!
//! A story gives whole entries, excerpts and standing consents; pauses, resumes, revokes; writes, rewrites, seals; settles a directive, logs
//! doses, ends the link, and moves the clock on and back. After every step what the therapist reads, to the letter, and the state of every
//! consent are compared with the model. The states come from `consent::model`, which its own tests hold against the table; what is open
//! is said here once more, in other words than the store's.

mod telling;

use std::cell::RefCell;
use std::collections::BTreeMap;

use afterword::config::Policy;
use afterword::consent::model::{Facts, State, state};
use afterword::time::At;
use chrono::Duration;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestError, TestRng, TestRunner};

use telling::Telling;

use super::rounds;
use crate::both;
use crate::harness::{Engine, World};

/// The minutes before and after a dose that are quiet in these worlds.
const QUIET: (i64, i64) = (1, 4);

#[derive(Debug, Clone, Copy)]
enum Step {
    Give(Shape, usize, Option<u8>),
    Pause(usize),
    Resume(usize),
    Revoke(usize),
    Write { is_protected: bool, minutes_ago: u8 },
    Rewrite(usize),
    Touch(usize),
    Seal(usize),
    Unseal(usize),
    Settle(usize),
    Dose,
    EndLink,
    Clock(i8),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    Whole,
    Part,
    Standing,
}

fn step() -> impl Strategy<Value = Step> {
    let shape = prop_oneof![
        Just(Shape::Whole),
        Just(Shape::Part),
        Just(Shape::Standing),
        Just(Shape::Standing)
    ];
    let some = 0..4_usize;
    prop_oneof![
        4 => (shape, some.clone(), prop::option::weighted(0.4, 1..6_u8)).prop_map(|(shape, entry, end)| Step::Give(shape, entry, end)),
        2 => some.clone().prop_map(Step::Pause),
        2 => some.clone().prop_map(Step::Resume),
        1 => some.clone().prop_map(Step::Revoke),
        4 => (any::<bool>(), 0..3_u8).prop_map(|(touching, minutes_ago)| Step::Write { is_protected: touching && minutes_ago == 0, minutes_ago }),
        2 => some.clone().prop_map(Step::Rewrite),
        1 => some.clone().prop_map(Step::Touch),
        1 => some.clone().prop_map(Step::Seal),
        1 => some.prop_map(Step::Unseal),
        1 => (0..3_usize).prop_map(Step::Settle),
        2 => Just(Step::Dose),
        1 => prop_oneof![1 => Just(Step::EndLink), 3 => Just(Step::Dose)],
        5 => (-3..6_i8).prop_map(Step::Clock),
    ]
}

struct Given {
    id: String,
    shape: Shape,
    entry: usize,
    revision: usize,
    facts: Facts,
}

struct Written {
    id: String,
    wordings: usize,
    is_protected: bool,
    is_sealed: bool,
    /// Which standing consents have taken it in, at which revision, open from when.
    taken: BTreeMap<usize, (usize, At)>,
}

/// What there is in one story, by the model alone.
struct Model {
    now: At,
    consents: Vec<Given>,
    entries: Vec<Written>,
    doses: Vec<(At, At)>,
    directive: usize,
    has_ended: bool,
}

/// What the therapist reads of one entry: its text, and the excerpts beside it.
type Read = BTreeMap<String, (String, Vec<String>)>;

fn wording(entry: usize, revision: usize) -> String {
    format!("{entry} {revision} words")
}

fn part(entry: usize, revision: usize) -> String {
    wording(entry, revision).chars().take(3).collect()
}

fn minutes(count: i64) -> Duration {
    Duration::minutes(count)
}

impl Model {
    /// Until when it is quiet at an instant, across doses that follow each other closely.
    fn quiet(&self, at: At) -> Option<At> {
        let (before, after) = QUIET;
        let mut over = None;
        let mut doses = self.doses.clone();
        doses.sort();
        for (start, end) in doses {
            let reached = over.unwrap_or(at);
            if start.minus(minutes(before)) <= reached && reached < end.plus(minutes(after)) {
                over = Some(end.plus(minutes(after)));
            }
        }
        over
    }

    fn state(&self, consent: usize) -> State {
        state(&self.consents[consent].facts, self.now)
    }

    /// Everything that was looked at by now: an expiry that was seen stays (AZ-8).
    fn looked_at(&mut self) {
        let now = self.now;
        for consent in &mut self.consents {
            consent.facts = consent.facts.seen(now);
        }
    }

    fn take_in(&mut self, entry: usize, authored: At) {
        if self.entries[entry].is_protected {
            return;
        }
        let quiet = [self.quiet(self.now), self.quiet(authored)];
        if quiet.iter().any(Option::is_some) && self.directive > 0 {
            return;
        }
        let opens = quiet.into_iter().flatten().fold(self.now, At::max);
        for consent in 0..self.consents.len() {
            let given = &self.consents[consent];
            let fits = given.shape == Shape::Standing && self.state(consent) == State::InEffect;
            if fits && authored >= given.facts.takes_in_from() {
                self.entries[entry].taken.insert(consent, (1, opens));
            }
        }
    }

    fn follow(&mut self, entry: usize) {
        let (now, quiet, revision) = (self.now, self.quiet(self.now), self.entries[entry].wordings);
        if self.entries[entry].is_protected {
            self.entries[entry].taken.clear();
            return;
        }
        let takes: Vec<bool> = (0..self.consents.len())
            .map(|consent| {
                let since = self.consents[consent].facts.takes_in_from();
                self.state(consent) == State::InEffect && now >= since
            })
            .collect();
        let is_passed_on = quiet.is_none() || self.directive == 0;
        for (consent, (at, opens)) in &mut self.entries[entry].taken {
            if takes[*consent] && is_passed_on && quiet.is_none_or(|end| *opens >= end) {
                *at = revision;
            }
        }
    }

    fn dosed(&mut self) {
        self.doses.push((self.now.minus(minutes(1)), self.now));
        let ends: Vec<Option<At>> = (self.consents.iter())
            .map(|consent| self.quiet(consent.facts.effective_at))
            .collect();
        for (consent, end) in self.consents.iter_mut().zip(ends) {
            if let Some(end) = end {
                consent.facts = consent.facts.pushed_back(end, self.now);
            }
        }
        let mut entries = std::mem::take(&mut self.entries);
        for (_, opens) in entries.iter_mut().flat_map(|one| one.taken.values_mut()) {
            if *opens > self.now {
                *opens = self.quiet(*opens).unwrap_or(*opens);
            }
        }
        self.entries = entries;
    }

    /// What is open to the therapist now.
    fn read(&self) -> Read {
        let mut read = Read::new();
        for (place, entry) in self.entries.iter().enumerate() {
            let (mut wholes, mut parts) = (Vec::new(), Vec::new());
            for (consent, given) in self.consents.iter().enumerate() {
                if self.state(consent) != State::InEffect {
                    continue;
                }
                match given.shape {
                    Shape::Whole if given.entry == place => wholes.push(given.revision),
                    Shape::Part if given.entry == place => parts.push(given.revision),
                    Shape::Whole | Shape::Part => {}
                    Shape::Standing => wholes.extend(
                        entry
                            .taken
                            .get(&consent)
                            .filter(|(_, opens)| *opens <= self.now && !entry.is_sealed)
                            .map(|(revision, _)| *revision),
                    ),
                }
            }
            let whole = wholes.into_iter().max();
            parts.retain(|revision| Some(*revision) != whole);
            parts.sort_by(|a, b| b.cmp(a));
            parts.dedup();
            let texts: Vec<String> = parts
                .iter()
                .map(|revision| part(place, *revision))
                .collect();
            let text = whole
                .map(|revision| wording(place, revision))
                .or_else(|| texts.first().cloned());
            if let Some(text) = text {
                read.insert(entry.id.clone(), (text, texts));
            }
        }
        read
    }
}

/// The shortest story on which a world with this policy and the model part; none where they agree on so many.
fn parting(
    engine: Engine,
    policy: impl FnOnce(&mut Policy),
    (stories, shrinks): (usize, u32),
) -> Option<String> {
    let world = World::with(engine, |settings| policy(&mut settings.policy));
    let (patient, therapist) = (world.patient("Ana"), world.therapist("Bo"));
    let people = RefCell::new((&patient, &therapist));
    let config = Config {
        cases: u32::try_from(stories).expect("a number of stories"),
        failure_persistence: None,
        max_shrink_iters: shrinks,
        ..Config::default()
    };
    // The same stories on every run: what a run of the suite finds is there on the next as well.
    let mut runner =
        TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let told = runner.run(&prop::collection::vec(step(), 1..12), |steps| {
        let (patient, therapist) = *people.borrow();
        let mut telling = Telling::begin(&world, patient, therapist);
        let mut parted = Ok(());
        for step in steps {
            parted = telling.tell(step).map_err(|why| format!("{step:?}: {why}"));
            if parted.is_err() {
                break;
            }
        }
        telling.end();
        parted.map_err(TestCaseError::fail)
    });
    match told {
        Ok(()) => None,
        Err(TestError::Fail(why, steps)) => Some(format!("{why} after {steps:?}")),
        Err(other) => Some(other.to_string()),
    }
}

fn as_here(policy: &mut Policy) {
    policy.quiet_before = minutes(QUIET.0);
    policy.quiet_after = minutes(QUIET.1);
}

both!(consents_do_what_the_model_does_in_any_story, |world| {
    let parted = parting(world.engine, as_here, (rounds(12, 10_000), 300));
    assert_eq!(parted, None);
});

both!(
    a_service_with_a_shorter_quiet_time_than_the_models_is_found_out,
    |world| {
        let shorter = |policy: &mut Policy| {
            as_here(policy);
            policy.quiet_after = minutes(QUIET.1 / 4);
        };
        let parted = parting(world.engine, shorter, (400, 0));
        assert!(parted.is_some(), "the planted fault went by");
    }
);
