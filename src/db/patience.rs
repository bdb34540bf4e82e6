//! How long whoever asks waits for the database (RE-5), and that what is given up is not done after all.

use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use diesel::connection::{Connection, InstrumentationEvent};
use tokio::sync::oneshot;
use tokio::time::timeout;

use super::Conn;
use crate::each;
use crate::error::{Error, Result};

/// So long a job waits for its lane, and a lane for one statement, before the one who asked is told to come back. With the half second
/// that an ordinary allowance waits before, every answer is there in less than five. What a job computes between its statements counts
/// for nothing: the database answers meanwhile.
pub(super) const PATIENCE: Duration = Duration::from_secs(4);

/// Since when a lane waits for its database.
#[derive(Debug, Clone, Default)]
pub(super) struct Pulse(Arc<Mutex<Option<Instant>>>);

impl Pulse {
    /// Feels the pulse of a connection.
    pub(super) fn feel(&self, conn: &mut Conn) {
        let pulse = self.clone();
        let heard = move |event: InstrumentationEvent<'_>| match event {
            InstrumentationEvent::StartQuery { .. } => pulse.set(Some(Instant::now())),
            InstrumentationEvent::FinishQuery { .. } => pulse.set(None),
            _ => (),
        };
        self.set(None);
        each!(conn, conn => conn.set_instrumentation(heard));
    }

    fn set(&self, since: Option<Instant>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = since;
    }

    fn since(&self) -> Option<Instant> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How far a job has come, as the one who asked and the lane that does it both see it.
#[derive(Debug, Default)]
pub(super) struct Progress {
    stage: AtomicU8,
    lane: OnceLock<Pulse>,
}

const WAITING: u8 = 0;
const UNDER_WAY: u8 = 1;
const DONE: u8 = 2;
const GIVEN_UP: u8 = 3;

impl Progress {
    fn step(&self, from: u8, to: u8) -> bool {
        let step = self
            .stage
            .compare_exchange(from, to, Ordering::SeqCst, Ordering::SeqCst);
        step.is_ok()
    }

    /// A lane takes the job up; `false` where it was given up.
    pub(super) fn begin(&self, lane: &Pulse) -> bool {
        let known = self.lane.set(lane.clone());
        known.is_ok() && self.step(WAITING, UNDER_WAY)
    }

    /// Everything is done but the commit; fails where the job was given up, so that it is rolled back.
    pub(super) fn done(&self) -> Result<()> {
        if self.step(UNDER_WAY, DONE) {
            Ok(())
        } else {
            Err(Error::Busy)
        }
    }

    /// How long the database may still take for what it does now.
    fn left(&self, asked: Instant) -> Duration {
        let now = Instant::now();
        let since = match self.stage.load(Ordering::SeqCst) {
            WAITING => asked,
            _ => self.lane.get().and_then(Pulse::since).unwrap_or(now),
        };
        PATIENCE.saturating_sub(now.saturating_duration_since(since))
    }

    /// Gives the job up. One that is being committed may hold or not: whoever repeats it meets what it made.
    fn give_up(&self) {
        let _ = self.step(WAITING, GIVEN_UP) || self.step(UNDER_WAY, GIVEN_UP);
    }

    /// Waits for the answer; busy where the database does not answer, and where the job was dropped because there is no connection.
    pub(super) async fn wait<T>(&self, mut answer: oneshot::Receiver<Result<T>>) -> Result<T> {
        let asked = Instant::now();
        loop {
            let left = self.left(asked);
            if left.is_zero() {
                self.give_up();
                tracing::warn!("the database does not answer");
                return Err(Error::Busy);
            }
            if let Ok(told) = timeout(left, &mut answer).await {
                return told.map_err(|_| Error::Busy)?;
            }
        }
    }
}
