//! The keys that sign: each in a row of its own among the service keys, the first under `signing`, the next under `signing 2`, …
//!
//! A key is there for a while before it signs, so that every instance, and whoever keeps the published keys for a while, has it by then.
//! When the next one signs and the last token of its own is over, its private half is destroyed; its public half is published for ever,
//! because receipts, checkpoints and packs stay verifiable with it (OA-9).

use chrono::Duration;
use diesel::prelude::*;

use super::Key;
use super::keyring::{Keyring, service_keys, unwrap};
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::time::At;

diesel::table! {
    retired_signing_keys (number) {
        number -> BigInt,
        public -> Binary,
        retired_at -> crate::db::sql::Instant,
    }
}

/// How long a key is published before it signs: longer than any instance goes without a look, and than caches keep what is published.
pub(crate) const NOTICE: Duration = Duration::minutes(15);

/// What the rows of these keys are called.
pub(super) const PURPOSE: &str = "signing";

/// A key that signs, has signed just now, or is about to.
#[derive(Debug)]
pub(crate) struct SigningKey {
    /// Which one it is, from one on.
    pub(crate) number: i64,
    seed: Key,
    made_at: At,
}

impl SigningKey {
    /// The seed of the private half.
    pub(crate) fn seed(&self) -> &[u8] {
        self.seed.bytes()
    }

    /// From when on it signs; the first one does from the start.
    pub(crate) fn from(&self) -> At {
        if self.number == 1 {
            self.made_at
        } else {
            self.made_at.plus(NOTICE)
        }
    }
}

/// The keys that there are, oldest first, and the public halves of those that were.
#[derive(Debug)]
pub(crate) struct SigningKeys {
    pub(crate) live: Vec<SigningKey>,
    pub(crate) retired: Vec<Vec<u8>>,
}

/// Which key a row is of; none where it is another kind of key.
fn number_of(purpose: &str) -> Option<i64> {
    match purpose.strip_prefix(PURPOSE)? {
        "" => Some(1),
        number => number.strip_prefix(' ')?.parse().ok(),
    }
}

fn purpose_of(number: i64) -> String {
    if number == 1 {
        PURPOSE.to_owned()
    } else {
        format!("{PURPOSE} {number}")
    }
}

/// Whether a row of the service keys holds a key that signs.
pub(super) fn is_of_signing(purpose: &str) -> bool {
    number_of(purpose).is_some()
}

/// Reads the keys.
pub(crate) fn read(conn: &mut Conn, keyring: &Keyring) -> Result<SigningKeys> {
    let rows: Vec<(String, Vec<u8>, At)> = service_keys::table
        .select((
            service_keys::purpose,
            service_keys::wrapped,
            service_keys::created_at,
        ))
        .load(conn)?;
    let mut live = Vec::new();
    for (purpose, wrapped, made_at) in rows {
        if let Some(number) = number_of(&purpose) {
            let masters = keyring.masters_of(&wrapped);
            let seed = unwrap(&masters.wrapping, purpose.as_bytes(), &wrapped);
            live.push(SigningKey {
                number,
                seed: seed.map_err(Error::internal)?,
                made_at,
            });
        }
    }
    live.sort_by_key(|key| key.number);
    let retired = retired_signing_keys::table.order(retired_signing_keys::number);
    Ok(SigningKeys {
        live,
        retired: retired.select(retired_signing_keys::public).load(conn)?,
    })
}

/// Makes the next key, unless the newest one does not sign yet; a conflict where another instance was faster.
pub(crate) fn make_next(conn: &mut Conn, keyring: &Keyring, now: At) -> Result<()> {
    let keys = read(conn, keyring)?;
    let Some(newest) = keys.live.last().filter(|newest| newest.from() <= now) else {
        return Ok(());
    };
    let purpose = purpose_of(newest.number + 1);
    let masters = keyring.masters();
    let wrapped = masters
        .wrapping
        .seal(purpose.as_bytes(), Key::random(1)?.bytes())?;
    diesel::insert_into(service_keys::table)
        .values((
            service_keys::purpose.eq(purpose),
            service_keys::wrapped.eq(wrapped),
            service_keys::created_at.eq(now),
        ))
        .execute(conn)?;
    Ok(())
}

/// Destroys the private half of a key and keeps the public one; a conflict where another instance was faster.
pub(crate) fn retire(conn: &mut Conn, number: i64, public: &[u8], now: At) -> Result<()> {
    diesel::insert_into(retired_signing_keys::table)
        .values((
            retired_signing_keys::number.eq(number),
            retired_signing_keys::public.eq(public),
            retired_signing_keys::retired_at.eq(now),
        ))
        .execute(conn)?;
    diesel::delete(service_keys::table.find(purpose_of(number))).execute(conn)?;
    Ok(())
}
