//! Data keys: one more for every account, everything sealed anew, the older ones dropped.

use super::{Told, store};
use crate::access::gate::Gate;
use crate::access::inventory::{Looked, TABLES, reseal_next};
use crate::access::proof::Doorstep;
use crate::account::{self, StoredKeys};
use crate::crypt::account_keys::DataKeys;
use crate::crypt::does_not_open;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::ids::AccountId;
use crate::time::At;

/// How many accounts are looked at together.
const STEP: i64 = 50;

/// Gives every account a new data key, seals all it has under it, and drops the older ones; one that was begun before is finished.
///
/// An account in which something does not open, because it was damaged, keeps its older keys, and one whose keys do not open keeps
/// those; how many there are is the answer.
pub async fn rotate_data_keys(gate: &Gate, told: Told<'_>) -> Result<usize> {
    let started = store::patiently(gate, "begin to exchange data keys", store::begin).await?;
    for_each_account(gate, &|_, _| (), async |one: StoredKeys| {
        if one.made_at >= started {
            return Ok(());
        }
        let added = store::patiently(gate, "make a data key", move |conn, door| {
            add_key(conn, door, &one, started)
        });
        match added.await {
            // Keys that do not open stay as they are, and are counted below.
            Err(error) if does_not_open(&error) => Ok(()),
            other => other,
        }
    })
    .await?;
    // Whoever read an account's keys before it had the new one may still be writing under the old one.
    store::outwait_readers_of_keys(gate).await?;
    let kept = std::cell::Cell::new(0);
    for_each_account(gate, told, async |one: StoredKeys| {
        match reseal(gate, &one).await {
            // It is met again, and counted, by the look that decides.
            Err(error) if does_not_open(&error) => Ok(()),
            other => other,
        }
    })
    .await?;
    // Whoever read words before they were sealed anew may still be writing them, as they were, to another place.
    store::outwait_readers_of_keys(gate).await?;
    for_each_account(gate, &|_, _| (), async |one: StoredKeys| {
        match drop_older(gate, &one).await {
            Err(error) if does_not_open(&error) => {
                let reason = error.reason();
                tracing::error!(account = %one.account, reason, "something does not open, and the older keys are kept");
                kept.set(kept.get() + 1);
                Ok(())
            }
            other => other,
        }
    })
    .await?;
    store::patiently(
        gate,
        "finish the exchange of data keys",
        move |conn, door| store::finish(conn, door, started),
    )
    .await?;
    Ok(kept.get())
}

async fn for_each_account(
    gate: &Gate,
    told: Told<'_>,
    with: impl AsyncFn(StoredKeys) -> Result<()>,
) -> Result<()> {
    let all = store::patiently(gate, "count accounts", account::count_keys).await?;
    let (mut done, mut after) = (0, AccountId::from_uuid(uuid::Uuid::nil()));
    loop {
        let stored = store::patiently(gate, "look at data keys", move |conn, door| {
            account::keys_after(conn, door, after, STEP)
        })
        .await?;
        let Some(last) = stored.last() else {
            told(done, done);
            return Ok(());
        };
        after = last.account;
        for one in stored {
            told(done, u64::try_from(all).unwrap_or(0));
            with(one).await?;
            done += 1;
        }
    }
}

/// Gives an account one more key, which seals from the next transaction on.
fn add_key(conn: &mut Conn, door: &Doorstep, one: &StoredKeys, made_at: At) -> Result<()> {
    exchange(conn, door, one.account, made_at, DataKeys::with_next)
}

/// Puts other keys in the place of an account's; an account that is gone has none.
fn exchange(
    conn: &mut Conn,
    door: &Doorstep,
    account: AccountId,
    made_at: At,
    with: impl FnOnce(DataKeys) -> Result<DataKeys>,
) -> Result<()> {
    let Some(stored) = account::keys_of(conn, door, account)? else {
        return Ok(());
    };
    let keys = with(door.keyring().data_keys(account, &stored.wrapped)?)?;
    let wrapped = door.keyring().wrap(account, &keys)?;
    if account::replace_keys(conn, door, stored, wrapped, made_at)? {
        Ok(())
    } else {
        // A rotation of the master key was there first; the next try meets what it wrote.
        Err(Error::Busy)
    }
}

/// Seals everything of an account's that is there now under its newest key.
async fn reseal(gate: &Gate, one: &StoredKeys) -> Result<()> {
    if has_older(gate, one).await? {
        reseal_once(gate, one.account).await?;
    }
    Ok(())
}

async fn has_older(gate: &Gate, one: &StoredKeys) -> Result<bool> {
    let keys = super::keyring(gate).await?;
    let keys = keys.data_keys(one.account, &one.wrapped)?;
    Ok(keys.sealing().has_older())
}

/// Drops the older keys of an account when a whole look has found nothing under them, at a time at which every transaction has ended
/// that could have read something under them.
async fn drop_older(gate: &Gate, one: &StoredKeys) -> Result<()> {
    let account = one.account;
    if !has_older(gate, one).await? {
        return Ok(());
    }
    while reseal_once(gate, account).await? > 0 {
        store::outwait_readers_of_keys(gate).await?;
    }
    let made_at = one.made_at;
    store::patiently(gate, "drop older data keys", move |conn, door| {
        exchange(conn, door, account, made_at, |keys| Ok(keys.newest_alone()))
    })
    .await
}

/// Looks at every sealed value of an account, a few in each transaction; how many were sealed anew.
async fn reseal_once(gate: &Gate, account: AccountId) -> Result<usize> {
    let mut changed = 0;
    for table in TABLES {
        for column in table.sealed {
            let mut looked = Looked::BEGIN;
            while !looked.to_the_end {
                looked = store::patiently(gate, "seal anew", move |conn, door| {
                    let Some(stored) = account::keys_of(conn, door, account)? else {
                        return Ok(Looked::END);
                    };
                    let keys = door.keyring().data_keys(account, &stored.wrapped)?;
                    reseal_next(conn, keys.sealing(), account, (table, column), looked)
                })
                .await?;
            }
            changed += looked.changed;
        }
    }
    Ok(changed)
}
