//! The crash harness (RE-1 to RE-9): starts the real binary, drives load, remembers what was acknowledged, hurts it, starts it again, and
//! checks what must hold. Each file is a kind of harm; `invariants` says what must hold, and `found` shows that each of these is noticed.
//!
//! A run of the suite does a few rounds; `AFTERWORD_ROUNDS=full cargo test --test crash -- --nocapture` does all of them and tells figures.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test that meets what it does not expect stops there"
)]

#[path = "../it/harness/cluster.rs"]
mod cluster;
mod disk;
mod invariants;
mod load;
mod people;
mod place;
mod postgres;
mod raw;

mod away;
mod clock;
mod found;
mod full;
mod io_errors;
mod keys;
mod killed;
mod migrations;
mod points;
mod power;
mod stop;

use std::io::Write;

/// How many rounds are done: `few` in the suite, `full` where `AFTERWORD_ROUNDS=full` asks for all of them.
fn rounds(few: usize, full: usize) -> usize {
    if std::env::var_os("AFTERWORD_ROUNDS").is_some_and(|asked| asked == "full") {
        full
    } else {
        few
    }
}

/// Numbers without a plan, the same in every run, so that what was found once is found again.
#[derive(Debug, Clone)]
struct Dice(u64);

impl Dice {
    /// Dice of this seed.
    fn new(seed: usize) -> Self {
        Self(u64::try_from(seed).unwrap().wrapping_mul(0x9e37_79b9))
    }

    /// The next 64 bits.
    fn bits(&mut self) -> u64 {
        // SplitMix64 (Steele, Lea, Flood 2014).
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`.
    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.bits() % u64::try_from(end.max(1)).unwrap()).unwrap()
    }

    /// Once in so many times.
    fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    /// A UUID of version 4.
    fn uuid(&mut self) -> String {
        let wide = (u128::from(self.bits()) << 64) | u128::from(self.bits());
        uuid::Builder::from_random_bytes(wide.to_be_bytes())
            .into_uuid()
            .to_string()
    }
}

/// Tells what was measured, where `--nocapture` asks for it.
fn tell(line: &str) {
    drop(writeln!(std::io::stderr(), "{line}"));
}
