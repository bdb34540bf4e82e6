//! Master keys: the next one, what is wrapped under it, and the end of the ones before.

use super::{SLACK, Told, keyring, store};
use crate::access::gate::Gate;
use crate::access::proof::Doorstep;
use crate::account;
use crate::crypt::does_not_open;
use crate::crypt::keyring::{Keyring, first_made_at};
use crate::crypt::master::{MasterKey, MasterKeys};
use crate::db::Conn;
use crate::erasure;
use crate::error::{Error, Result};
use crate::ids::AccountId;
use crate::time::At;

/// Adds the next master key to the file, and leaves everything wrapped as it is: for several hosts, which all need the file first.
pub async fn make_next(gate: &Gate) -> Result<()> {
    let (keyring, first, now) = (
        keyring(gate).await?,
        age_of_the_first(gate).await?,
        gate.clock().now(),
    );
    keyring.file().change(|keys| keys.with_next(now, first))
}

/// Makes the next master key, wraps everything under it, and retires the others; one that was begun before is finished.
///
/// The keys of an account that open under no master key stay as they are; how many accounts those are is the answer.
pub async fn rotate(gate: &Gate, told: Told<'_>) -> Result<usize> {
    make_next(gate).await?;
    super::signing::make_next(gate).await?;
    settle(gate, &keyring(gate).await?, told).await
}

/// Since when there are keys: the date of one that came without.
async fn age_of_the_first(gate: &Gate) -> Result<At> {
    let first = gate.system("look for the age of the first key", |conn, _| {
        first_made_at(conn)
    });
    first.await
}

/// Until when a key may be used or kept, as receipts of erasures promise that were given since it was made: a setting that was changed
/// later changes no receipt.
#[derive(Debug)]
struct Promises {
    /// Of each key by its number; none where no receipt speaks of it.
    until: Vec<(u8, Option<At>)>,
    /// The newest key that was retired before it is past.
    long_ago: At,
    now: At,
}

impl Promises {
    async fn of(gate: &Gate, keys: &MasterKeys) -> Result<Self> {
        let first = age_of_the_first(gate).await?;
        let made: Vec<(u8, At)> = keys
            .all()
            .map(|key| (key.number(), key.made_at().unwrap_or(first)))
            .collect();
        let now = gate.clock().now();
        Ok(Self {
            until: store::patiently(gate, "look at what receipts promise", move |conn, door| {
                nearest(conn, door, &made)
            })
            .await?,
            long_ago: now.minus(gate.policy().backup_horizon),
            now,
        })
    }

    fn until(&self, key: &MasterKey) -> Option<At> {
        let of_key = self
            .until
            .iter()
            .find(|(number, _)| *number == key.number());
        of_key.and_then(|(_, until)| *until)
    }

    /// Whether a retired key's time is over.
    fn is_past(&self, key: &MasterKey) -> bool {
        key.retired_at().is_some_and(|at| at <= self.long_ago)
            || self.until(key).is_some_and(|until| until <= self.now)
    }
}

fn nearest(conn: &mut Conn, door: &Doorstep, made: &[(u8, At)]) -> Result<Vec<(u8, Option<At>)>> {
    let each = made.iter();
    each.map(|(number, at)| Ok((*number, erasure::promised_since(conn, door, *at)?)))
        .collect()
}

/// Looks whether something is to be done about the master keys. An embedded database's are rotated when they are due; another's are
/// an operator's to rotate, because every host needs the file, and the log says so. A retired key is removed when its time is over.
pub async fn tend(gate: &Gate, embedded: bool) -> Result<()> {
    let keyring = keyring(gate).await?;
    keyring.read_again();
    let keys = keyring.file().read().map_err(Error::internal)?;
    let promises = Promises::of(gate, &keys).await?;
    let now = gate.clock().now();
    let made_at = match keys.newest().made_at() {
        Some(at) => at,
        None => age_of_the_first(gate).await?,
    };
    // The newest is due when its period is over, and so early that it can still be kept for backups until what was promised.
    let last = promises
        .until(keys.newest())
        .map(|until| until.minus(gate.policy().backup_horizon + SLACK));
    let due = made_at.plus(gate.policy().key_period) <= now || last.is_some_and(|at| at <= now);
    if embedded && due {
        rotate(gate, &|_, _| ()).await?;
        tracing::warn!(
            "the master key was rotated: replace the copies of its file, and destroy those from before"
        );
        return Ok(());
    }
    // Where there are several hosts, an unfinished rotation may be waiting for the file to be brought to all of them.
    let unfinished = keys.is_unfinished();
    if unfinished && made_at.plus(SLACK) <= now {
        tracing::warn!(
            "a rotation of the master key is not finished: bring its file to every host, then run `afterword keys rotate`"
        );
    } else if due {
        tracing::warn!("the master key is due to be rotated: run `afterword keys rotate`");
    }
    let past = keys.has_past(|key| promises.is_past(key));
    if embedded && unfinished || past && !unfinished {
        settle(gate, &keyring, &|_, _| ()).await?;
    }
    Ok(())
}

/// Wraps everything under the newest master key, retires the others, and removes those whose time is over: never before nothing that
/// opens is wrapped under them, also where a backup from their time was restored.
async fn settle(gate: &Gate, keyring: &Keyring, told: Told<'_>) -> Result<usize> {
    // What cannot be opened for want of the file must not count as damaged.
    let keys = keyring.file().read().map_err(Error::internal)?;
    keyring.read_again();
    let damaged = wrap_everything(gate, told).await?;
    let promises = Promises::of(gate, &keys).await?;
    let now = gate.clock().now();
    keyring
        .file()
        .change(|keys| Ok(keys.settled(now, |key| promises.is_past(key))))?;
    keyring.read_again();
    Ok(damaged)
}

/// How many accounts are wrapped in one transaction.
const STEP: i64 = 50;

/// Wraps everything, and returns in how many accounts that cannot be done: their keys are damaged, and no key in the file opens them.
async fn wrap_everything(gate: &Gate, told: Told<'_>) -> Result<usize> {
    store::patiently(gate, "wrap service keys", |conn, door| {
        door.keyring().rewrap_service_keys(conn)
    })
    .await?;
    let all = store::patiently(gate, "count accounts", account::count_keys).await?;
    let mut damaged = 0;
    let (mut done, mut last) = (0, Some(AccountId::from_uuid(uuid::Uuid::nil())));
    while let Some(after) = last {
        told(done, u64::try_from(all).unwrap_or(0));
        let wrapped = store::patiently(gate, "wrap data keys", move |conn, door| {
            wrap_some(conn, door, after)
        });
        let Wrapped {
            looked_at,
            unopened,
            end,
        } = wrapped.await?;
        for account in &unopened {
            tracing::error!(%account, "the keys of an account do not open under any master key, and stay as they are");
        }
        damaged += unopened.len();
        done += u64::try_from(looked_at).unwrap_or(0);
        last = end;
    }
    told(done, done);
    Ok(damaged)
}

/// What came of a step.
#[derive(Debug)]
struct Wrapped {
    looked_at: usize,
    unopened: Vec<AccountId>,
    end: Option<AccountId>,
}

fn wrap_some(conn: &mut Conn, door: &Doorstep, after: AccountId) -> Result<Wrapped> {
    let stored = account::keys_after(conn, door, after, STEP)?;
    let mut wrapped = Wrapped {
        looked_at: stored.len(),
        unopened: Vec::new(),
        end: stored.last().map(|one| one.account),
    };
    for one in stored {
        match door.keyring().rewrapped(one.account, &one.wrapped) {
            Ok(Some(again)) => {
                let made_at = one.made_at;
                // Where it is another one by now, it is under the newest master key by that.
                account::replace_keys(conn, door, one, again, made_at)?;
            }
            Ok(None) => {}
            Err(error) if does_not_open(&error) => wrapped.unopened.push(one.account),
            Err(other) => return Err(other),
        }
    }
    Ok(wrapped)
}
