//! Passwords: argon2id (RFC 9106) off the request threads, a bounded number at once (ID-8).
//!
//! A password is hashed exactly as received: no trimming, no change of case, no Unicode normalisation (ASVS 6.2.8). That is a
//! choice which must never be changed silently, because every stored hash rests on it.

use std::sync::Arc;
use std::time::Duration;

use argon2::{Argon2, PasswordHash, PasswordHasher, PasswordVerifier};
use tokio::sync::Semaphore;
use zeroize::Zeroizing;

use crate::error::{Error, Result};

/// A password as it was typed, at most 1,024 bytes; wiped when it goes and never printed.
#[derive(Clone)]
pub struct Password(Zeroizing<String>);

/// The most bytes of a password: long enough for any passphrase, short enough to hash.
const MOST: usize = 1_024;

impl Password {
    /// The password as typed, or nothing where it is longer than 1,024 bytes.
    pub fn parse(typed: String) -> Option<Self> {
        (typed.len() <= MOST).then(|| Self(Zeroizing::new(typed)))
    }

    /// What was typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Password {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Password(…)")
    }
}

impl<'de> serde::Deserialize<'de> for Password {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(String::deserialize(deserializer)?)
            .ok_or_else(|| serde::de::Error::custom("too_long|takes at most 1024 bytes"))
    }
}

impl utoipa::PartialSchema for Password {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, SchemaFormat, Type};
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Password)))
            .max_length(Some(MOST))
            .description(Some(
                "at most 1,024 bytes in UTF-8, hashed exactly as received",
            ))
            .into()
    }
}
impl utoipa::ToSchema for Password {}

/// Hashes and verifies, a bounded number at once; clones share the bound.
#[derive(Debug, Clone)]
pub struct Passwords {
    turns: Arc<Semaphore>,
    places: Arc<Semaphore>,
    patience: Duration,
}

/// How many wait for their turn at the most, and how long (RL-4): whoever comes later, or waits longer, is told to come back.
const WAITING: usize = 128;
const PATIENCE: Duration = Duration::from_secs(4);

/// The hash of no password at all, so that an unknown address costs what a known one does (ID-9).
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$4P0qL8uD3x5Tz5Qz0H1f9q8mQ0nJr6d0m9b1Kq6bT3s";

impl Passwords {
    /// At most `at_once` computations at a time; some wait, without holding a thread, and the next are told to come back.
    pub fn new(at_once: usize) -> Self {
        let at_once = at_once.max(1);
        Self {
            turns: Arc::new(Semaphore::new(at_once)),
            places: Arc::new(Semaphore::new(at_once + WAITING)),
            patience: PATIENCE,
        }
    }

    /// The PHC string of a new hash.
    pub async fn hash(&self, password: Password) -> Result<String> {
        self.run(move || {
            Argon2::default()
                .hash_password(password.as_str().as_bytes())
                .map(|hash| hash.to_string())
                .map_err(|_| Error::internal("hashing failed"))
        })
        .await
    }

    /// Whether the password is the one of `hash`; without a hash it takes as long and is `false`.
    pub async fn verify(&self, password: Password, hash: Option<String>) -> Result<bool> {
        self.run(move || {
            let known = hash.is_some();
            let text = hash.unwrap_or_else(|| NOBODY.to_owned());
            let hash = PasswordHash::new(&text)
                .map_err(|_| Error::internal("a stored hash cannot be read"))?;
            Ok(Argon2::default()
                .verify_password(password.as_str().as_bytes(), &hash)
                .is_ok()
                && known)
        })
        .await
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let place = Arc::clone(&self.places)
            .try_acquire_owned()
            .map_err(|_| Error::Busy)?;
        let turn = tokio::time::timeout(self.patience, Arc::clone(&self.turns).acquire_owned());
        let turn = turn
            .await
            .map_err(|_| Error::Busy)?
            .map_err(Error::internal)?;
        tokio::task::spawn_blocking(move || {
            let result = work();
            drop((turn, place));
            result
        })
        .await
        .map_err(Error::internal)?
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_would_wait_behind_too_many_or_for_too_long_is_told_to_come_back() {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async {
            let passwords = Passwords::new(1);
            let (over, hold) = std::sync::mpsc::channel::<()>();
            let slow = passwords.clone();
            let slow = tokio::spawn(async move { slow.run(move || Ok(hold.recv().is_ok())).await });
            tokio::task::yield_now().await;
            let waiting: Vec<_> = (0..WAITING)
                .map(|_| {
                    let passwords = passwords.clone();
                    tokio::spawn(async move { passwords.run(|| Ok(())).await })
                })
                .collect();
            while passwords.places.available_permits() > 0 {
                tokio::task::yield_now().await;
            }
            assert!(matches!(passwords.run(|| Ok(())).await, Err(Error::Busy)));
            over.send(()).unwrap();
            assert!(slow.await.unwrap().unwrap());
            for one in waiting {
                one.await.unwrap().unwrap();
            }
            // One alone waits no longer than it should.
            let passwords = Passwords {
                patience: Duration::from_millis(20),
                ..Passwords::new(1)
            };
            let (over, hold) = std::sync::mpsc::channel::<()>();
            let slow = passwords.clone();
            let slow = tokio::spawn(async move { slow.run(move || Ok(hold.recv().is_ok())).await });
            tokio::task::yield_now().await;
            assert!(matches!(passwords.run(|| Ok(())).await, Err(Error::Busy)));
            over.send(()).unwrap();
            assert!(slow.await.unwrap().unwrap());
        });
    }
}
