//! The keys that sign (OA-9): the next one, and the end of the private halves of those before. Every instance looks for itself.

use super::store;
use crate::access::gate::Gate;
use crate::crypt::signing;
use crate::error::{Error, Result};

/// Makes the next key that signs, which signs after its notice; unless the newest one is still to begin.
pub(super) async fn make_next(gate: &Gate) -> Result<()> {
    let made = store::patiently(gate, "make a key that signs", |conn, door| {
        signing::make_next(conn, door.keyring(), door.now())
    });
    match made.await {
        // Another instance was faster.
        Ok(()) | Err(Error::Conflict(_)) => gate.take_up_signing_keys().await,
        Err(other) => Err(other),
    }
}

/// Makes the next key when the newest one has signed for a period, and destroys the private halves that nobody needs any more.
pub async fn tend(gate: &Gate) -> Result<()> {
    gate.take_up_signing_keys().await?;
    let now = gate.clock().now();
    let due = |from: crate::time::At| from.plus(gate.policy().key_period) <= now;
    if gate.tokens().newest_from().is_some_and(due) {
        make_next(gate).await?;
    }
    let past = gate.tokens().past(now);
    if past.is_empty() {
        return Ok(());
    }
    for (number, public) in past {
        let retired = store::patiently(gate, "retire a key that signs", move |conn, door| {
            signing::retire(conn, number, &public, door.now())
        });
        match retired.await {
            Ok(()) | Err(Error::Conflict(_)) => {}
            Err(other) => return Err(other),
        }
    }
    gate.take_up_signing_keys().await
}
