//! The rotation of keys, while the service serves (EN-4, EN-6).
//!
//! A *master key* is rotated in three steps: the next one is added to the file; everything in the database is wrapped under it; the
//! others are retired. Instances meet a number they do not know and read the file again, so no request fails. A retired key stays in the
//! file for as long as backups are kept, opens those, and is then removed: what was in a backup and is gone since, stays gone.
//!
//! *The keys that sign* follow each other in the database, where every instance finds them: the next one is published before it signs, and
//! the private half of the one before is destroyed when its last token is over.
//!
//! *Data keys* are rotated likewise: every account gets one more, what it has is sealed anew, row by row, and the older keys are dropped.
//!
//! Each step looks at what is there and does what is missing. Killed at any point and begun again, a rotation goes on where it was.

mod masters;
mod resealing;
mod signing;
mod store;

pub use masters::{make_next, rotate, tend};
pub use resealing::rotate_data_keys;
pub use signing::tend as tend_signing;
pub(crate) use store::patiently;

use chrono::Duration;

use crate::access::gate::Gate;
use crate::access::trail::Action;
use crate::config::Policy;
use crate::crypt::keyring::Keyring;
use crate::error::Result;
use crate::time::At;

/// Hears how far a rotation has come: so many of so many.
pub type Told<'a> = &'a dyn Fn(u64, u64);

/// What may pass between the hour at which something is due and the look that finds it.
const SLACK: Duration = Duration::days(1);

/// From when on no word opens that is in a backup and was erased at `erased_at`: by then the master key it is wrapped under has been
/// retired, and so long ago that it is removed (EN-6).
pub(crate) fn backup_horizon(erased_at: At, policy: &Policy) -> At {
    erased_at
        .plus(policy.key_period)
        .plus(policy.backup_horizon)
        .plus(SLACK)
}

/// Puts on the service's own log that an operator exchanges keys (AU-1).
pub async fn note_operator(gate: &Gate) -> Result<()> {
    let noted = store::patiently(gate, "note an operator's command", |conn, door| {
        door.record_operator(conn, None, Action::KeysRotated)
    });
    noted.await
}

/// The keys in use.
async fn keyring(gate: &Gate) -> Result<Keyring> {
    let keyring = gate.system("look at the keys", |_, door| Ok(door.keyring().clone()));
    keyring.await
}
