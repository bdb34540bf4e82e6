//! Heavy work waits in a short queue, or is told to come back (RL-4): an export of years must not hold up a line that is written now.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::error::{Error, Result};

/// How long anything waits for its turn.
const PATIENCE: Duration = Duration::from_secs(10);

/// A queue of its own for one kind of heavy work, of one instance.
#[derive(Debug)]
pub struct Queue {
    places: Arc<Semaphore>,
    turns: Arc<Semaphore>,
}

/// A turn, until it is dropped.
#[derive(Debug)]
pub struct Turn {
    _place: OwnedSemaphorePermit,
    _turn: OwnedSemaphorePermit,
}

impl Queue {
    /// So many at once, and so many more that wait.
    pub fn new(at_once: usize, waiting: usize) -> Self {
        Self {
            places: Arc::new(Semaphore::new(at_once + waiting)),
            turns: Arc::new(Semaphore::new(at_once)),
        }
    }

    /// Waits for a turn; busy at once where the queue is full, and after ten seconds where it does not move.
    pub async fn turn(&self) -> Result<Turn> {
        let place = Arc::clone(&self.places)
            .try_acquire_owned()
            .map_err(|_| Error::Busy)?;
        let waiting = Arc::clone(&self.turns).acquire_owned();
        match tokio::time::timeout(PATIENCE, waiting).await {
            Ok(Ok(turn)) => Ok(Turn {
                _place: place,
                _turn: turn,
            }),
            _ => Err(Error::Busy),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn so_many_work_so_many_wait_and_the_next_is_told_to_come_back() {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async {
            let queue = Arc::new(Queue::new(2, 3));
            let (first, second) = (queue.turn().await.unwrap(), queue.turn().await.unwrap());
            let waiting: Vec<_> = (0..3)
                .map(|_| {
                    let queue = Arc::clone(&queue);
                    tokio::spawn(async move { queue.turn().await.map(drop) })
                })
                .collect();
            tokio::task::yield_now().await;
            assert!(matches!(queue.turn().await, Err(Error::Busy)));
            assert!(waiting.iter().all(|one| !one.is_finished()));
            drop((first, second));
            for one in waiting {
                one.await.unwrap().unwrap();
            }
            queue.turn().await.unwrap();
        });
    }
}
