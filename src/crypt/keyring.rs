//! The keys in use: made at the first start, unwrapped at every start, refused under another master key (EN-5).

use std::sync::Arc;

use aws_lc_rs::hmac;
use diesel::prelude::*;

use super::master::MasterKey;
use super::{Key, Tampered};
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::ids::AccountId;
use crate::time::At;

diesel::table! {
    service_keys (purpose) {
        purpose -> Text,
        wrapped -> Binary,
        created_at -> crate::db::sql::Instant,
    }
}

/// The keys of the service, open for as long as it runs; clones share them.
#[derive(Debug, Clone)]
pub struct Keyring(Arc<Keys>);

#[derive(Debug)]
struct Keys {
    wrapping: Key,
    index: Key,
    signing: Key,
    doorstep: Key,
}

/// What the service keys are for, each in a row of its own.
const PURPOSES: [&str; 3] = ["index", "signing", "doorstep"];

/// The database was made under another master key.
#[derive(Debug, thiserror::Error)]
#[error(
    "AFTERWORD_MASTER_KEY_FILE: this key does not open the keys in the database; nothing was changed"
)]
pub struct WrongMasterKey;

/// An account's data key, wrapped by the master key, as the database holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct WrappedKey(pub(crate) Vec<u8>);

/// A keyed fingerprint by which an address or a code is found, and from which it cannot be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BlindIndex(pub(crate) Vec<u8>);

/// What a blind index is for; the same text has another index for another purpose.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Lookup {
    /// The address that an account signs in with.
    Address,
    /// A mailed code.
    MailedCode,
    /// An operator's invitation of a therapist.
    TherapistInvitation,
    /// A therapist's invitation of a patient.
    CareInvitation,
    /// The secret of a refresh token.
    RefreshToken,
    /// The secret in the address of a calendar.
    Calendar,
    /// The secret of the refresh token that follows another one.
    NextRefreshToken,
    /// A recovery code.
    RecoveryCode,
    /// The id of a passkey.
    Passkey,
    /// What is being guessed at.
    Guess,
    /// Whose allowance it is.
    Allowance,
}

impl Keyring {
    /// Opens the service keys, making them where there are none yet; changes nothing where the master key is not the one they
    /// were made under.
    pub fn open(conn: &mut Conn, master: &MasterKey, now: At) -> Result<Self, OpenError> {
        let wrapping = master.wrapping()?;
        if stored(conn)?.is_empty() {
            match make(conn, &wrapping, now) {
                // Another instance was first; its keys are the keys.
                Ok(()) | Err(Error::Conflict(_)) => {}
                Err(other) => return Err(other.into()),
            }
        }
        Self::read(wrapping, &stored(conn)?)
    }

    /// Refuses a master key that does not open the keys in this database; where there are none, every key fits. Changes nothing.
    pub fn check(conn: &mut Conn, master: &MasterKey) -> Result<(), OpenError> {
        // A database that has never been migrated has no such table, and so no keys.
        let stored = stored(conn).unwrap_or_default();
        if stored.is_empty() {
            Ok(())
        } else {
            Self::read(master.wrapping()?, &stored).map(drop)
        }
    }

    fn read(wrapping: Key, stored: &[(String, Vec<u8>)]) -> Result<Self, OpenError> {
        let key = |purpose: &str| {
            // They are made together, so a database that has keys has all of them.
            let (_, wrapped) = stored
                .iter()
                .find(|(name, _)| name == purpose)
                .ok_or(WrongMasterKey)?;
            unwrap(&wrapping, purpose.as_bytes(), wrapped).map_err(|_| WrongMasterKey)
        };
        let [index, signing, doorstep] = PURPOSES;
        let (index, signing, doorstep) = (key(index)?, key(signing)?, key(doorstep)?);
        Ok(Self(Arc::new(Keys {
            wrapping,
            index,
            signing,
            doorstep,
        })))
    }

    /// A data key for a new account, open and wrapped.
    pub(crate) fn new_data_key(&self, account: AccountId) -> Result<(Arc<Key>, WrappedKey)> {
        let key = Key::random()?;
        let wrapped = self
            .0
            .wrapping
            .seal(account.uuid().as_bytes(), key.bytes())?;
        Ok((Arc::new(key), WrappedKey(wrapped)))
    }

    /// Opens an account's data key; fails for any account but the one it was wrapped for.
    pub(crate) fn data_key(&self, account: AccountId, wrapped: &WrappedKey) -> Result<Arc<Key>> {
        unwrap(&self.0.wrapping, account.uuid().as_bytes(), &wrapped.0)
            .map(Arc::new)
            .map_err(Error::internal)
    }

    /// The key for what is sealed before there is an account.
    pub(crate) fn doorstep(&self) -> &Key {
        &self.0.doorstep
    }

    /// The seed of the key that signs access tokens.
    pub(crate) fn signing_seed(&self) -> &[u8] {
        self.0.signing.bytes()
    }

    /// The blind index of `text` for one purpose.
    pub(crate) fn index(&self, lookup: Lookup, text: &[u8]) -> BlindIndex {
        let purpose: &[u8] = match lookup {
            Lookup::Address => b"address",
            Lookup::MailedCode => b"mailed code",
            Lookup::TherapistInvitation => b"therapist invitation",
            Lookup::CareInvitation => b"care invitation",
            Lookup::RefreshToken => b"refresh token",
            Lookup::Calendar => b"calendar",
            Lookup::NextRefreshToken => b"next refresh token",
            Lookup::RecoveryCode => b"recovery code",
            Lookup::Passkey => b"passkey",
            Lookup::Guess => b"guess",
            Lookup::Allowance => b"allowance",
        };
        BlindIndex(mac(&self.0.index, purpose, text))
    }
}

/// Why the keys did not open.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Another master key.
    #[error(transparent)]
    WrongMasterKey(#[from] WrongMasterKey),
    /// The database.
    #[error(transparent)]
    Other(#[from] Error),
}

fn stored(conn: &mut Conn) -> Result<Vec<(String, Vec<u8>)>> {
    Ok(service_keys::table
        .select((service_keys::purpose, service_keys::wrapped))
        .load(conn)?)
}

/// Makes all service keys or none, so that neither a crash nor another instance that starts meanwhile meets a part of them.
fn make(conn: &mut Conn, wrapping: &Key, now: At) -> Result<()> {
    conn.transaction(|conn| {
        for purpose in PURPOSES {
            let wrapped = wrapping.seal(purpose.as_bytes(), Key::random()?.bytes())?;
            diesel::insert_into(service_keys::table)
                .values((
                    service_keys::purpose.eq(purpose),
                    service_keys::wrapped.eq(wrapped),
                    service_keys::created_at.eq(now),
                ))
                .execute(conn)?;
        }
        Ok(())
    })
}

fn unwrap(wrapping: &Key, context: &[u8], wrapped: &[u8]) -> Result<Key, Tampered> {
    let bytes = wrapping.open(context, wrapped)?;
    Ok(Key::new(
        bytes.as_slice().try_into().map_err(|_| Tampered)?,
        1,
    ))
}

/// HMAC-SHA-256 of a text under a key, apart for each purpose.
pub(crate) fn mac(key: &Key, purpose: &[u8], text: &[u8]) -> Vec<u8> {
    let mut context = hmac::Context::with_key(&hmac::Key::new(hmac::HMAC_SHA256, key.bytes()));
    context.update(purpose);
    context.update(&[0]);
    context.update(text);
    context.sign().as_ref().to_vec()
}

/// Whether two fingerprints are the same, in a time that does not tell where they differ.
pub(crate) fn same(a: &[u8], b: &[u8]) -> bool {
    aws_lc_rs::constant_time::verify_slices_are_equal(a, b).is_ok()
}
