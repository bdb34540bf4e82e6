//! What is being guessed at, and when the next try is taken: in the database, so that every instance counts the same (ID-10).
//!
//! A try is counted before it is looked at and forgiven when it was right, so that tries that come together count each.

use chrono::Duration;
use diesel::prelude::*;

use super::tables::guesses;
use crate::access::proof::Doorstep;
use crate::account::EmailAddress;
use crate::crypt::keyring::{BlindIndex, Lookup};
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::ids::{AccountId, DeviceId};
use crate::time::At;

/// So many tries are taken at once; a person mistypes.
const FREE: i64 = 5;
/// The longest wait between two tries.
const LONGEST: Duration = Duration::hours(1);
/// After so many failures in a row only one try a week is taken (NIST SP 800-63B: at most a hundred).
const MOST: i64 = 100;
/// What nobody has tried for so long is forgotten.
const FORGOTTEN: Duration = Duration::days(7);

/// What is guessed at, and by whom as far as that is known.
#[derive(Debug, Clone)]
pub(crate) struct Guessed(String);

impl Guessed {
    /// The password of an address, whether or not anybody has it; a device that was signed in before has tries of its own, so
    /// that nobody can lock its owner out.
    pub(crate) fn password(address: &EmailAddress, device: Option<DeviceId>) -> Self {
        let device = device.map_or_else(String::new, |device| device.to_string());
        Self(format!("password\n{}\n{device}", address.folded()))
    }

    /// The second factor of whoever has shown the password, apart from it: setting another password brings no new tries (ID-11). A
    /// device that is or was signed in has tries of its own.
    pub(crate) fn factor(account: AccountId, device: Option<DeviceId>) -> Self {
        let device = device.map_or_else(String::new, |device| device.to_string());
        Self(format!("factor\n{account}\n{device}"))
    }

    /// Whoever holds a device that is signed in.
    pub(crate) fn holder(account: AccountId, device: DeviceId) -> Self {
        Self(format!("holder\n{account}\n{device}"))
    }

    fn index(&self, door: &Doorstep) -> Vec<u8> {
        let BlindIndex(index) = door.index(Lookup::Guess, &self.0);
        index
    }
}

/// How long to wait after so many failures: nothing at first, then a second, and twice as long each time.
fn wait(failures: i64) -> Duration {
    if failures >= MOST {
        return FORGOTTEN;
    }
    let doublings = u32::try_from(failures - FREE).ok();
    doublings
        .filter(|doublings| *doublings > 0)
        .map_or(Duration::zero(), |doublings| {
            let seconds = 1_i64.checked_shl(doublings - 1).unwrap_or(i64::MAX);
            Duration::try_seconds(seconds).map_or(LONGEST, |wait| wait.min(LONGEST))
        })
}

/// Counts a try, or says how long to wait before it will be looked at.
pub(crate) fn count(conn: &mut Conn, door: &Doorstep, guessed: &Guessed) -> Result<()> {
    let (index, now) = (guessed.index(door), door.now());
    diesel::delete(guesses::table.filter(guesses::updated_at.lt(now.minus(FORGOTTEN))))
        .execute(conn)?;
    let row = guesses::table.find(index.clone());
    let found: Option<(i64, At)> = row
        .clone()
        .select((guesses::failures, guesses::next_at))
        .first(conn)
        .optional()?;
    let Some((failures, next_at)) = found else {
        let first = (
            guesses::guessed_index.eq(index),
            guesses::failures.eq(1),
            guesses::next_at.eq(now),
            guesses::updated_at.eq(now),
        );
        return match diesel::insert_into(guesses::table)
            .values(first)
            .execute(conn)
        {
            Ok(_) => Ok(()),
            // Another try at the same moment was first.
            Err(error) => match Error::from(error) {
                Error::Conflict(_) => Err(Error::TooMany(1)),
                other => Err(other),
            },
        };
    };
    if next_at > now {
        let left = next_at.since(now).num_seconds().saturating_add(1);
        return Err(Error::TooMany(u64::try_from(left).unwrap_or(1)));
    }
    let counted = diesel::update(row.filter(guesses::failures.eq(failures)))
        .set((
            guesses::failures.eq(failures + 1),
            guesses::next_at.eq(now.plus(wait(failures + 1))),
            guesses::updated_at.eq(now),
        ))
        .execute(conn)?;
    if counted == 1 {
        Ok(())
    } else {
        Err(Error::TooMany(1))
    }
}

/// Forgets the tries at something, because the last one was right.
pub(crate) fn forgive(conn: &mut Conn, door: &Doorstep, guessed: &Guessed) -> Result<()> {
    diesel::delete(guesses::table.find(guessed.index(door))).execute(conn)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_tries_are_free_and_then_each_wait_is_twice_the_one_before() {
        let seconds: Vec<i64> = (0..=9).map(|n| wait(n).num_seconds()).collect();
        assert_eq!(seconds, [0, 0, 0, 0, 0, 0, 1, 2, 4, 8]);
        for failures in [18, 30, 69, 70, 99] {
            assert_eq!(wait(failures), Duration::hours(1), "{failures}");
        }
        for failures in [100, 101, i64::MAX] {
            assert_eq!(wait(failures), Duration::days(7), "{failures}");
        }
    }
}
