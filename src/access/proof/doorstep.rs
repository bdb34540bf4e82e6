//! The proof of those who are nobody yet: what may be done before there is an account, or beside all of them.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Access, Assured, By, Lens, Owned, Records, Write};
use crate::access::refusals;
use crate::access::trail::{self, Action, Actor, ActorKind, Event, SERVICE};
use crate::crypt::keyring::{BlindIndex, Keyring, Lookup, WrappedKey};
use crate::crypt::sealed::{Place, Sealed};
use crate::db::Conn;
use crate::error::Result;
use crate::ids::{AccountId, RequestId};
use crate::time::At;

/// What stands before any account: registration, sign-in, codes, the system's own jobs.
#[derive(Debug)]
pub struct Doorstep {
    keyring: Keyring,
    now: At,
    request: RequestId,
}

impl Doorstep {
    pub(in crate::access) fn new(keyring: Keyring, now: At, request: RequestId) -> Self {
        Self {
            keyring,
            now,
            request,
        }
    }

    /// For an operator who puts a backup back, before there is a service; `now` is when what is replayed was done.
    pub(crate) fn of_restore(keyring: &Keyring, now: At) -> Self {
        Self::new(keyring.clone(), now, RequestId::new(now))
    }

    /// The proof with which a restored account's own endings are replayed (RE-10).
    pub(crate) fn replaying<R: Records>(
        &self,
        account: AccountId,
        wrapped: &WrappedKey,
    ) -> Result<Access<R, Write>> {
        let operator = Actor {
            kind: ActorKind::Operator,
            account: None,
        };
        self.admit(account, wrapped, operator)
    }

    /// The instant at which the door was opened.
    pub fn now(&self) -> At {
        self.now
    }

    /// The keys of the service, for credentials.
    pub(crate) fn keyring(&self) -> &Keyring {
        &self.keyring
    }

    /// Puts on the log what an operator did by a command: on that of the account concerned, or on the service's own (AU-1).
    pub(crate) fn record_operator(
        &self,
        conn: &mut Conn,
        concerned: Option<AccountId>,
        action: Action,
    ) -> Result<()> {
        let operator = Actor {
            kind: ActorKind::Operator,
            account: None,
        };
        let account = concerned.unwrap_or(SERVICE);
        trail::append(conn, account, self.by(operator), &[Event::done(action)])
    }

    /// Puts a refusal to somebody who named an address on the log of its account, or on the service's where it has none; either way
    /// the same work (AU-1, ID-9).
    pub(crate) fn refuse(
        &self,
        conn: &mut Conn,
        known: Option<AccountId>,
        address: &BlindIndex,
        action: Action,
    ) -> Result<()> {
        let anyone = Actor {
            kind: ActorKind::Anyone,
            account: None,
        };
        let heap = address.0.first().copied().unwrap_or_default();
        refusals::refuse_address(conn, known, heap, self.by(anyone), action)
    }

    /// The blind index of an address, a code or a secret.
    pub(crate) fn index(&self, lookup: Lookup, text: &str) -> BlindIndex {
        self.keyring.index(lookup, text.as_bytes())
    }

    /// Seals what belongs to no account yet.
    pub(crate) fn seal<T: Serialize + DeserializeOwned>(
        &self,
        place: Place,
        value: &T,
    ) -> Result<Sealed<T>> {
        Sealed::seal(
            &self.keyring.masters().doorstep,
            AccountId::from_uuid(uuid::Uuid::nil()),
            place,
            value,
        )
    }

    /// Opens what [`Doorstep::seal`] sealed.
    pub(crate) fn open<T: Serialize + DeserializeOwned>(
        &self,
        sealed: &Sealed<T>,
        place: Place,
    ) -> Result<T> {
        sealed.open(
            &self.keyring.masters_of(sealed.bytes()).doorstep,
            AccountId::from_uuid(uuid::Uuid::nil()),
            place,
        )
    }

    /// A new account's data key, and the proof with which its first rows are written.
    pub(crate) fn found<R: Records>(
        &self,
        account: AccountId,
        actor: Actor,
    ) -> Result<(WrappedKey, Access<R, Write>)> {
        let (keys, wrapped) = self.keyring.new_data_keys(account)?;
        Ok((
            wrapped,
            Access::new(
                Owned {
                    account,
                    keys,
                    keyring: self.keyring.clone(),
                    zone: None,
                },
                Lens::Own,
                self.by(actor),
            ),
        ))
    }

    /// The proof for an account that has just proved who it is by password or code.
    pub(crate) fn admit<R: Records>(
        &self,
        account: AccountId,
        wrapped: &WrappedKey,
        actor: Actor,
    ) -> Result<Access<R, Write>> {
        Ok(Access::new(
            Owned::unwrap(&self.keyring, account, wrapped)?,
            Lens::Own,
            self.by(actor),
        ))
    }

    fn by(&self, actor: Actor) -> By {
        By {
            actor,
            now: self.now,
            request: self.request,
            assured: Assured::default(),
        }
    }
}
