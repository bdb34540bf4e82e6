//! Connections: how many at once, and how long a slow one is waited for (IN-6).

use std::time::Duration;

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// Until the head of a request is there, on a new connection and between requests.
pub const HEAD: Duration = Duration::from_secs(5);
/// Until a connection without a request is closed.
pub const IDLE: Duration = Duration::from_secs(15);
/// For what is left of a body that was refused, and for the other end to close.
pub const CLOSING: Duration = Duration::from_secs(2);

/// File handles for everything that is no connection of a client.
const KEPT_BACK: u64 = 256;
/// More connections than one instance serves well; the rest wait in the system's queue.
const MOST: u64 = 20_000;

/// Asks for as many file handles as this process may have: a thousand, which is usual, is less than one attacker opens.
pub fn make_room() {
    let limit = getrlimit(Resource::Nofile);
    let most = limit
        .maximum
        .unwrap_or(MOST + KEPT_BACK)
        .min(MOST + KEPT_BACK);
    if limit.current.is_some_and(|current| current < most) {
        let wider = Rlimit {
            current: Some(most),
            maximum: limit.maximum,
        };
        if let Err(error) = setrlimit(Resource::Nofile, wider) {
            tracing::warn!(%error, "the number of file handles stays as it is");
        }
    }
}

/// The most connections of one worker, so that all of them together leave file handles for the database.
pub fn most(workers: usize) -> usize {
    let handles = getrlimit(Resource::Nofile).current.unwrap_or(MOST);
    let connections = handles.saturating_sub(KEPT_BACK).clamp(64, MOST);
    usize::try_from(connections).unwrap_or(64) / workers.max(1)
}
