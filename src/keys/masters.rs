//! Master keys: the next one, what is wrapped under it, and the end of the ones before.

use super::{Told, keyring, store};
use crate::access::gate::Gate;
use crate::account;
use crate::crypt::keyring::{Keyring, first_made_at};
use crate::error::Result;
use crate::ids::AccountId;

/// Adds the next master key to the file, and leaves everything wrapped as it is: for several hosts, which all need the file first.
pub async fn make_next(gate: &Gate) -> Result<()> {
    let first = gate.system("look for the age of the first key", |conn, _| {
        first_made_at(conn)
    });
    let (keyring, first, now) = (keyring(gate).await?, first.await?, gate.clock().now());
    keyring.file().change(|keys| keys.with_next(now, first))
}

/// Makes the next master key, wraps everything under it, and retires the others; one that was begun before is finished.
pub async fn rotate(gate: &Gate, told: Told<'_>) -> Result<()> {
    make_next(gate).await?;
    settle(gate, &keyring(gate).await?, told).await
}

/// Looks whether something is to be done about the master keys. An embedded database's are rotated when they are due; another's are
/// an operator's to rotate, because every host needs the file, and the log says so. A retired key is removed when its time is over.
pub async fn tend(gate: &Gate, embedded: bool) -> Result<()> {
    let keyring = keyring(gate).await?;
    keyring.read_again();
    let keys = keyring
        .file()
        .read()
        .map_err(crate::error::Error::internal)?;
    let now = gate.clock().now();
    let made_at = match keys.newest().made_at() {
        Some(at) => at,
        None => {
            gate.system("look for the age of the first key", |conn, _| {
                first_made_at(conn)
            })
            .await?
        }
    };
    let due = made_at.plus(gate.policy().key_period) <= now;
    let past = keys.has_past(now.minus(gate.policy().backup_horizon));
    if embedded && due {
        rotate(gate, &|_, _| ()).await?;
        tracing::warn!(
            "the master key was rotated: replace the copies of its file, and destroy those from before"
        );
        return Ok(());
    }
    if due {
        tracing::warn!("the master key is due to be rotated: run `afterword keys rotate`");
    }
    // Where there are several hosts, an unfinished rotation may be waiting for the file to be brought to all of them.
    let unfinished = keys.is_unfinished();
    if embedded && unfinished || past && !unfinished {
        settle(gate, &keyring, &|_, _| ()).await?;
    }
    Ok(())
}

/// Wraps everything under the newest master key, retires the others, and removes those that were retired long enough ago: never
/// before nothing is wrapped under them, also where a backup from their time was restored.
async fn settle(gate: &Gate, keyring: &Keyring, told: Told<'_>) -> Result<()> {
    keyring.read_again();
    wrap_everything(gate, told).await?;
    let now = gate.clock().now();
    let long_ago = now.minus(gate.policy().backup_horizon);
    keyring
        .file()
        .change(|keys| Ok(keys.settled(now, long_ago)))?;
    keyring.read_again();
    Ok(())
}

/// How many accounts are wrapped in one transaction.
const STEP: i64 = 50;

async fn wrap_everything(gate: &Gate, told: Told<'_>) -> Result<()> {
    store::patiently(gate, "wrap service keys", |conn, door| {
        door.keyring().rewrap_service_keys(conn)
    })
    .await?;
    let all = store::patiently(gate, "count accounts", account::count_keys).await?;
    let (mut done, mut last) = (0, Some(AccountId::from_uuid(uuid::Uuid::nil())));
    while let Some(after) = last {
        told(done, u64::try_from(all).unwrap_or(0));
        let (wrapped, end) = store::patiently(gate, "wrap data keys", move |conn, door| {
            let stored = account::keys_after(conn, door, after, STEP)?;
            let (count, end) = (stored.len(), stored.last().map(|one| one.account));
            for one in stored {
                if let Some(again) = door.keyring().rewrapped(one.account, &one.wrapped)? {
                    let made_at = one.made_at;
                    // Where it is another one by now, it is under the newest master key by that.
                    account::replace_keys(conn, door, one, again, made_at)?;
                }
            }
            Ok((count, end))
        })
        .await?;
        done += u64::try_from(wrapped).unwrap_or(0);
        last = end;
    }
    told(done, done);
    Ok(())
}
