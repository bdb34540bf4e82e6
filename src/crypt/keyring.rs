//! The keys in use: made at the first start, unwrapped at every start, refused under another master key (EN-5).
//!
//! While the service runs, the master keys may become others in their file. Whatever is wrapped under a number that is not known
//! here makes the keyring read the file again, so that a rotation fails no request (EN-4).

use std::sync::{Arc, PoisonError, RwLock};

use aws_lc_rs::hmac;
use diesel::prelude::*;

use super::account_keys::DataKeys;
use super::key_file::KeyFile;
use super::key_set::{KeySet, number_of};
use super::master::{MasterKeys, Opened};
use super::signing::is_of_signing;
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
    file: KeyFile,
    masters: RwLock<Arc<Opened>>,
    index: Key,
}

/// What the service keys are for, each in a row of its own: the first of those that sign may have been followed by others, see
/// [`super::signing`].
const PURPOSES: [&str; 2] = [INDEX, super::signing::PURPOSE];
const INDEX: &str = "index";

/// The database was made under another master key.
#[derive(Debug, thiserror::Error)]
#[error(
    "AFTERWORD_MASTER_KEY_FILE: this key does not open the keys in the database; nothing was changed"
)]
pub struct WrongMasterKey;

/// An account's keys, wrapped together by a master key, as the database holds them.
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
    /// The password of somebody who applies for an account.
    Application,
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
    /// Opens the service keys, making them where there are none yet; changes nothing where the master keys are not those they
    /// were made under.
    pub fn open(
        conn: &mut Conn,
        file: KeyFile,
        masters: &MasterKeys,
        now: At,
    ) -> Result<Self, OpenError> {
        let masters = masters.open()?;
        if stored(conn)?.is_empty() {
            match make(conn, &masters.wrapping, now) {
                // Another instance was first; its keys are the keys.
                Ok(()) | Err(Error::Conflict(_)) => {}
                Err(other) => return Err(other.into()),
            }
        }
        let index = read(&masters.wrapping, &stored(conn)?)?;
        Ok(Self(Arc::new(Keys {
            file,
            masters: RwLock::new(Arc::new(masters)),
            index,
        })))
    }

    /// Refuses master keys that do not open the keys in this database; where there are none, every key fits. Changes nothing.
    pub fn check(conn: &mut Conn, masters: &MasterKeys) -> Result<(), OpenError> {
        // A database that has never been migrated has no such table, and so no keys.
        let stored = stored(conn).unwrap_or_default();
        if !stored.is_empty() {
            read(&masters.open()?.wrapping, &stored)?;
        }
        Ok(())
    }

    /// The file of the master keys.
    pub(crate) fn file(&self) -> &KeyFile {
        &self.0.file
    }

    /// Takes up what the file of the master keys holds now; while it cannot be read, what was read before stays good.
    pub(crate) fn read_again(&self) {
        let read = self.0.file.read().map_err(Error::internal);
        match read.and_then(|masters| masters.open()) {
            Ok(masters) => {
                *self
                    .0
                    .masters
                    .write()
                    .unwrap_or_else(PoisonError::into_inner) = Arc::new(masters);
            }
            Err(error) => {
                let reason = error.reason();
                tracing::warn!(reason, "the master keys could not be read again");
            }
        }
    }

    /// The master keys as they were read last.
    pub(crate) fn masters(&self) -> Arc<Opened> {
        Arc::clone(
            &self
                .0
                .masters
                .read()
                .unwrap_or_else(PoisonError::into_inner),
        )
    }

    /// The master keys with the one that sealed these bytes, if the file holds it.
    pub(crate) fn masters_of(&self, sealed: &[u8]) -> Arc<Opened> {
        let masters = self.masters();
        if number_of(sealed).is_some_and(|number| !masters.wrapping.has(number)) {
            self.read_again();
            return self.masters();
        }
        masters
    }

    /// The keys of a new account, open and wrapped under the newest master key that there is.
    pub(crate) fn new_data_keys(&self, account: AccountId) -> Result<(Arc<DataKeys>, WrappedKey)> {
        self.read_again();
        let keys = DataKeys::random()?;
        let wrapped = self.wrap(account, &keys)?;
        Ok((Arc::new(keys), wrapped))
    }

    /// Wraps an account's keys under the newest master key.
    pub(crate) fn wrap(&self, account: AccountId, keys: &DataKeys) -> Result<WrappedKey> {
        let masters = self.masters();
        let wrapped = masters
            .wrapping
            .seal(account.uuid().as_bytes(), &keys.to_bytes())?;
        Ok(WrappedKey(wrapped))
    }

    /// Opens an account's keys; fails for any account but the one they were wrapped for.
    pub(crate) fn data_keys(&self, account: AccountId, wrapped: &WrappedKey) -> Result<DataKeys> {
        let masters = self.masters_of(&wrapped.0);
        let bytes = masters.wrapping.open(account.uuid().as_bytes(), &wrapped.0);
        bytes
            .and_then(|bytes| DataKeys::from_bytes(&bytes))
            .map_err(Error::internal)
    }

    /// The same keys under the newest master key; none where they are under it already.
    pub(crate) fn rewrapped(
        &self,
        account: AccountId,
        wrapped: &WrappedKey,
    ) -> Result<Option<WrappedKey>> {
        let masters = self.masters_of(&wrapped.0);
        let again = masters
            .wrapping
            .reseal(account.uuid().as_bytes(), &wrapped.0)?;
        Ok(again.map(WrappedKey))
    }

    /// Wraps the service keys under the newest master key; those that are, stay as they are.
    pub(crate) fn rewrap_service_keys(&self, conn: &mut Conn) -> Result<()> {
        for (purpose, wrapped) in stored(conn)? {
            let masters = self.masters_of(&wrapped);
            if let Some(again) = masters.wrapping.reseal(purpose.as_bytes(), &wrapped)? {
                let row = service_keys::table.find(purpose);
                diesel::update(row.filter(service_keys::wrapped.eq(wrapped)))
                    .set(service_keys::wrapped.eq(again))
                    .execute(conn)?;
            }
        }
        Ok(())
    }

    /// The blind index of `text` for one purpose.
    pub(crate) fn index(&self, lookup: Lookup, text: &[u8]) -> BlindIndex {
        let purpose: &[u8] = match lookup {
            Lookup::Address => b"address",
            Lookup::MailedCode => b"mailed code",
            Lookup::Application => b"application",
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

/// Since when this database has keys: the date of a master key that came without one.
pub(crate) fn first_made_at(conn: &mut Conn) -> Result<At> {
    let oldest = service_keys::table.order(service_keys::created_at);
    Ok(oldest.select(service_keys::created_at).first(conn)?)
}

/// The index key, where all of them open.
fn read(wrapping: &KeySet, stored: &[(String, Vec<u8>)]) -> Result<Key, OpenError> {
    // They are made together, so a database that has keys has all of them.
    let mut index = None;
    let mut signs = false;
    for (purpose, wrapped) in stored {
        let key = unwrap(wrapping, purpose.as_bytes(), wrapped).map_err(|_| WrongMasterKey)?;
        signs |= is_of_signing(purpose);
        if purpose == INDEX {
            index = Some(key);
        }
    }
    Ok(index.filter(|_| signs).ok_or(WrongMasterKey)?)
}

/// Makes all service keys or none, so that neither a crash nor another instance that starts meanwhile meets a part of them.
fn make(conn: &mut Conn, wrapping: &KeySet, now: At) -> Result<()> {
    conn.transaction(|conn| {
        for purpose in PURPOSES {
            let wrapped = wrapping.seal(purpose.as_bytes(), Key::random(1)?.bytes())?;
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

pub(super) fn unwrap(wrapping: &KeySet, context: &[u8], wrapped: &[u8]) -> Result<Key, Tampered> {
    let bytes = wrapping.open(context, wrapped)?;
    let bytes = <[u8; 32]>::try_from(&*bytes).map_err(|_| Tampered)?;
    Ok(Key::new(bytes, 1))
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
