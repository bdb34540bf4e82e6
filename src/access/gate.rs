//! The gate: the only owner of the database and the keys once the service runs. Its doors are in `principal`.

use std::sync::Arc;

use super::bell::Bell;
use super::proof::{Assured, By, Doorstep};
use super::refusals;
use super::token::Tokens;
use super::trail::{Action, Actor, ActorKind, Event};
use crate::clock::Clock;
use crate::config::Policy;
use crate::crypt::keyring::Keyring;
use crate::crypt::password::Passwords;
use crate::crypt::sealed::Unreadable;
use crate::crypt::signing::{self, SigningKeys};
use crate::db::{Conn, Db};
use crate::error::{Error, Result};
use crate::ids::RequestId;

/// Everything a door needs; clones share it.
#[derive(Debug, Clone)]
pub struct Gate(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    db: Db,
    keyring: Keyring,
    tokens: Tokens,
    clock: Clock,
    passwords: Passwords,
    policy: Policy,
    bell: Bell,
}

/// What becomes of asking the database whether it is ready.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Readiness {
    /// It is.
    Ready,
    /// It does not answer, or cannot be written to.
    Silent,
    /// Its schema is not that of this version.
    OtherSchema,
}

impl Gate {
    /// Puts the parts together; from here on nobody else holds the database.
    pub(crate) fn new(
        db: Db,
        (keyring, signing): (Keyring, SigningKeys),
        clock: Clock,
        policy: Policy,
        public_url: &str,
        bell: Bell,
    ) -> Result<Self> {
        let tokens = Tokens::new(&signing, clock.clone(), public_url)?;
        let passwords = Passwords::new(policy.password_hashes_at_once, policy.password_cost);
        Ok(Self(Arc::new(Inner {
            db,
            keyring,
            tokens,
            clock,
            passwords,
            policy,
            bell,
        })))
    }

    pub(super) fn db(&self) -> &Db {
        &self.0.db
    }

    pub(super) fn keyring(&self) -> &Keyring {
        &self.0.keyring
    }

    /// The present instant.
    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }

    /// Signs and checks access tokens.
    pub fn tokens(&self) -> &Tokens {
        &self.0.tokens
    }

    /// Hashes passwords off the request threads.
    pub fn passwords(&self) -> &Passwords {
        &self.0.passwords
    }

    /// What this deployment has settled: quiet time, windows, lifetimes.
    pub fn policy(&self) -> &Policy {
        &self.0.policy
    }

    /// Wakes the sender of mail; rung after a commit.
    pub fn bell(&self) -> &Bell {
        &self.0.bell
    }

    /// For work that nobody asked for over HTTP: sending what waits, an operator's command. `reason` is for the reader.
    pub(crate) async fn system<T, F>(&self, reason: &'static str, f: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Conn, &Doorstep) -> Result<T> + Send + 'static,
    {
        let now = self.clock().now();
        tracing::debug!(reason, "system work");
        self.doorstep(RequestId::new(now), f).await
    }

    /// Takes up the keys that sign as they are in the database now, which another instance may have changed (OA-9).
    pub(crate) async fn take_up_signing_keys(&self) -> Result<()> {
        let keys = self.system("look at the keys that sign", |conn, door| {
            signing::read(conn, door.keyring())
        });
        self.tokens().take_up(&keys.await?)
    }

    /// Brings the record of endings up to now (RE-10).
    pub(crate) async fn beat(&self) -> Result<()> {
        self.db().note_endings(Some(self.clock().now())).await
    }

    /// Whether the database answers and holds the schema of this binary: in less than two seconds, of which the allowance of whoever
    /// asks may have taken half a one (RE-5).
    pub async fn readiness(&self) -> Readiness {
        let asked = self.db().write(crate::db::migrate::is_current);
        let told = tokio::time::timeout(std::time::Duration::from_millis(1_400), asked).await;
        match told {
            Ok(Ok(true)) => Readiness::Ready,
            Ok(Ok(false)) => Readiness::OtherSchema,
            _ => Readiness::Silent,
        }
    }

    pub(super) async fn doorstep<T, F>(&self, request: RequestId, f: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Conn, &Doorstep) -> Result<T> + Send + 'static,
    {
        let doorstep = Doorstep::new(self.keyring().clone(), self.clock().now(), request);
        let told = self.db().write(move |conn| f(conn, &doorstep)).await;
        let system = Actor {
            kind: ActorKind::System,
            account: None,
        };
        self.witness(system, request, told).await
    }

    /// Puts on the log of the one concerned that something sealed did not open, and passes on what was told: it has failed already, in
    /// a transaction of which nothing is left (EN-2).
    pub(super) async fn witness<T>(
        &self,
        actor: Actor,
        request: RequestId,
        told: Result<T>,
    ) -> Result<T> {
        let unreadable = match &told {
            Err(Error::Internal(cause)) => cause.downcast_ref::<Unreadable>(),
            _ => None,
        };
        if let Some(&Unreadable { owner }) = unreadable {
            let by = By {
                actor,
                now: self.clock().now(),
                request,
                assured: Assured::default(),
            };
            let event = Event::refused(Action::RecordUnreadable);
            let noted = self
                .db()
                .write(move |conn| refusals::refuse(conn, owner, by, event))
                .await;
            if noted.is_err() {
                tracing::error!("what did not open could not be put on its log");
            }
        }
        told
    }
}
