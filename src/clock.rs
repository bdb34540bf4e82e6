//! The one place that asks what time it is; everything else is told.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use crate::time::At;

/// Tells the present instant: the system's clock, or one that a test holds in its hand.
#[derive(Debug, Clone, Default)]
pub struct Clock(Option<Arc<AtomicI64>>);

impl Clock {
    /// The clock of the machine.
    pub const fn system() -> Self {
        Self(None)
    }

    /// A clock that stands at `at` until [`Clock::set`] moves it; clones move together.
    pub fn standing_at(at: At) -> Self {
        Self(Some(Arc::new(AtomicI64::new(at.micros()))))
    }

    /// Moves a standing clock, forward or back; a system clock ignores it.
    pub fn set(&self, at: At) {
        if let Some(hand) = &self.0 {
            hand.store(at.micros(), Ordering::SeqCst);
        }
    }

    /// The present instant, to the microsecond.
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one place that reads the system clock"
    )]
    pub fn now(&self) -> At {
        match &self.0 {
            Some(hand) => At::from_micros(hand.load(Ordering::SeqCst)),
            None => At::new(chrono::Utc::now()),
        }
    }
}
