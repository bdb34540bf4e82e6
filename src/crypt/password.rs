//! Passwords: argon2id (RFC 9106) off the request threads, a bounded number at once (ID-8).
//!
//! A password is hashed exactly as received: no trimming, no change of case, no Unicode normalisation (ASVS 6.2.8). That is a
//! choice which must never be changed silently, because every stored hash rests on it.
//!
//! What a hash costs is a setting. A hash says with what it was made, so one of another cost is still checked; whoever signs in with
//! it has it made anew. Until then checking it takes about as long as a new one: what it costs less is done beside it, so that the
//! time does not tell an address whose owner has not signed in since from one that nobody has (ID-9). Only where a deployment makes
//! hashing cheaper, those that are dearer show until their owners come.

use std::sync::Arc;
use std::time::Duration;

use argon2::{Argon2, Params, PasswordHash, PasswordHasher, PasswordVerifier};
use tokio::sync::Semaphore;
use zeroize::Zeroizing;

use crate::config::PasswordCost;
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
    cost: PasswordCost,
}

/// How many wait for their turn at the most, and how long (RL-4): whoever comes later, or waits longer, is told to come back.
const WAITING: usize = 128;
const PATIENCE: Duration = Duration::from_secs(4);

/// The hash of no password at all, so that an unknown address costs what a known one does (ID-9).
pub(crate) fn nobody(cost: PasswordCost) -> String {
    let PasswordCost {
        memory_kib,
        passes,
        lanes,
    } = cost;
    format!(
        "$argon2id$v=19$m={memory_kib},t={passes},p={lanes}$c29tZXNhbHRzb21lc2FsdA$4P0qL8uD3x5Tz5Qz0H1f9q8mQ0nJr6d0m9b1Kq6bT3s"
    )
}

fn argon2(cost: PasswordCost) -> Result<Argon2<'static>> {
    Params::new(cost.memory_kib, cost.passes, cost.lanes, None)
        .map(Argon2::from)
        .map_err(|_| Error::internal("passwords cannot be hashed at this cost"))
}

/// What a hash was made with.
fn cost_of(hash: &PasswordHash) -> Option<PasswordCost> {
    let params = Params::try_from(hash).ok()?;
    Some(PasswordCost {
        memory_kib: params.m_cost(),
        passes: params.t_cost(),
        lanes: params.p_cost(),
    })
}

/// What is left to do after something cheaper, as a cost of its own; nothing where it was no cheaper.
fn left(now: PasswordCost, spent: PasswordCost) -> Option<PasswordCost> {
    let more = now.work().checked_sub(spent.work())?;
    let memory_kib = u32::try_from(more / u64::from(now.passes)).ok()?;
    let least = now.lanes.checked_mul(8)?;
    (memory_kib >= least).then_some(PasswordCost { memory_kib, ..now })
}

impl Passwords {
    /// At most `at_once` computations of this cost at a time; some wait, without holding a thread, and the next are told to come back.
    pub fn new(at_once: usize, cost: PasswordCost) -> Self {
        let at_once = at_once.max(1);
        Self {
            turns: Arc::new(Semaphore::new(at_once)),
            places: Arc::new(Semaphore::new(at_once + WAITING)),
            patience: PATIENCE,
            cost,
        }
    }

    /// The hash of no password: what an account has whose owner has yet to choose one.
    pub fn of_nobody(&self) -> String {
        nobody(self.cost)
    }

    /// Whether a hash was made at the cost of now.
    pub fn is_of_now(&self, hash: &str) -> bool {
        PasswordHash::new(hash).ok().as_ref().and_then(cost_of) == Some(self.cost)
    }

    /// The PHC string of a new hash.
    pub async fn hash(&self, password: Password) -> Result<String> {
        let cost = self.cost;
        self.run(move || {
            argon2(cost)?
                .hash_password(password.as_str().as_bytes())
                .map(|hash| hash.to_string())
                .map_err(|_| Error::internal("hashing failed"))
        })
        .await
    }

    /// Whether the password is the one of `hash`; without a hash it takes as long and is `false`.
    pub async fn verify(&self, password: Password, hash: Option<String>) -> Result<bool> {
        let cost = self.cost;
        self.run(move || {
            let known = hash.is_some();
            let text = hash.unwrap_or_else(|| nobody(cost));
            let hash = PasswordHash::new(&text)
                .map_err(|_| Error::internal("a stored hash cannot be read"))?;
            // The cost is the hash's own.
            let right = Argon2::default()
                .verify_password(password.as_str().as_bytes(), &hash)
                .is_ok();
            if let Some(rest) = cost_of(&hash).and_then(|spent| left(cost, spent)) {
                argon2(rest)?
                    .hash_password_into(
                        password.as_str().as_bytes(),
                        b"somesaltsomesalt",
                        &mut [0; 32],
                    )
                    .map_err(|_| Error::internal("hashing failed"))?;
            }
            Ok(right && known)
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

    const CHEAP: PasswordCost = PasswordCost {
        memory_kib: 64,
        passes: 1,
        lanes: 1,
    };
    const DEAR: PasswordCost = PasswordCost {
        memory_kib: 256,
        passes: 3,
        lanes: 2,
    };

    fn typed(text: &str) -> Password {
        Password::parse(text.to_owned()).unwrap()
    }

    #[actix_web::test]
    async fn a_hash_of_another_cost_is_checked_and_is_known_for_one() {
        let (cheap, dear) = (Passwords::new(1, CHEAP), Passwords::new(1, DEAR));
        for (made_by, checked_by) in [(&cheap, &dear), (&dear, &cheap), (&dear, &dear)] {
            let hash = made_by.hash(typed("right")).await.unwrap();
            assert!(made_by.is_of_now(&hash), "{hash}");
            assert_eq!(checked_by.is_of_now(&hash), made_by.cost == checked_by.cost);
            for (text, right) in [("right", true), ("wrong", false)] {
                let told = checked_by.verify(typed(text), Some(hash.clone())).await;
                assert_eq!(told.unwrap(), right, "{text} {hash}");
            }
        }
        assert!(!dear.is_of_now("no hash"));
        assert!(!dear.verify(typed("right"), None).await.unwrap());
    }

    #[test]
    fn what_a_hash_costs_less_is_left_to_be_done() {
        assert_eq!(left(DEAR, DEAR), None);
        assert_eq!(left(CHEAP, DEAR), None);
        let rest = left(DEAR, CHEAP).unwrap();
        assert_eq!((rest.memory_kib, rest.passes, rest.lanes), (234, 3, 2));
        assert!(DEAR.work() - rest.work() - CHEAP.work() < 3);
    }

    #[test]
    fn nobody_costs_what_is_set() {
        let hash = nobody(DEAR);
        assert_eq!(cost_of(&PasswordHash::new(&hash).unwrap()), Some(DEAR));
    }

    #[test]
    fn whoever_would_wait_behind_too_many_or_for_too_long_is_told_to_come_back() {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async {
            let passwords = Passwords::new(1, CHEAP);
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
                ..Passwords::new(1, CHEAP)
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
