//! The bell that wakes the sender of mail after a commit.

use std::sync::Arc;

use tokio::sync::Notify;

/// Wakes the sender when something waits; clones ring the same bell.
#[derive(Debug, Clone, Default)]
pub struct Bell(Arc<Notify>);

impl Bell {
    /// Says that something waits.
    pub fn ring(&self) {
        self.0.notify_one();
    }

    /// Waits until somebody rings, or until `at_most` has passed.
    pub async fn heard(&self, at_most: std::time::Duration) {
        drop(tokio::time::timeout(at_most, self.0.notified()).await);
    }
}
