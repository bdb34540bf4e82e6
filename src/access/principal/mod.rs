//! Who is calling: extractors that say who, and whose doors say what of whose.
//!
//! A principal is always the first argument of a handler and never waits, because actix polls extractors together: a body that
//! does not fit must not be answered before a token that does not fit.

mod caller;
mod through;

use std::future::{Ready, ready};
use std::marker::PhantomData;

use actix_web::dev::Payload;
use actix_web::http::header::AUTHORIZATION;
use actix_web::{FromRequest, HttpRequest};

use self::caller::{Caller, gate, request_id};
pub use self::through::Links;
use super::gate::Gate;
use super::proof::{Access, Doorstep, Permission, Read, Records, Write};
use crate::account::Role;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::ids::{AccountId, DeviceId, RequestId};

macro_rules! extractor {
    ($(#[$doc:meta])* $name:ident, $role:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone)]
        pub struct $name(Caller);

        impl FromRequest for $name {
            type Error = Error;
            type Future = Ready<Result<Self>>;
            fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
                ready(Caller::with_role(req, $role).map(Self))
            }
        }

        impl $name {
            /// The account that calls.
            pub fn account(&self) -> AccountId {
                self.0.bearer.account
            }

            /// What this deployment has settled.
            pub fn policy(&self) -> &crate::config::Policy {
                self.0.gate.policy()
            }

            /// Wakes the sender of mail, after a door that wrote one.
            pub fn ring(&self) {
                self.0.gate.bell().ring();
            }

            /// How clients reach this service.
            pub fn public_url(&self) -> &str {
                self.0.gate.tokens().issuer()
            }
        }
    };
}

extractor!(
    /// A patient's own session, for what no app may do: consents, links, the access log.
    Patient,
    Role::Patient
);

extractor!(
    /// A therapist's session.
    Therapist,
    Role::Therapist
);

impl Patient {
    /// The gate, for signing around a door.
    pub(crate) fn gate(&self) -> &Gate {
        &self.0.gate
    }
}

/// On which side of care links a member stands.
#[derive(Debug, Clone)]
pub enum Side {
    /// The one who writes.
    Patient(Patient),
    /// The one who reads what is shared.
    Therapist(Therapist),
}

/// Either kind of account, about itself: profile, devices, password.
#[derive(Debug, Clone)]
pub struct Member(Caller);

impl FromRequest for Member {
    type Error = Error;
    type Future = Ready<Result<Self>>;
    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Caller::of(req).map(Self))
    }
}

impl Member {
    /// The device that calls.
    pub fn device(&self) -> DeviceId {
        self.0.bearer.device
    }

    /// The gate, for hashing and signing around a door.
    pub(crate) fn gate(&self) -> &Gate {
        &self.0.gate
    }

    /// The same caller by their role, for what the two sides of a link do through different doors.
    pub fn side(self) -> Side {
        match self.0.bearer.role {
            Role::Patient => Side::Patient(Patient(self.0)),
            Role::Therapist => Side::Therapist(Therapist(self.0)),
        }
    }
}

/// A principal all of whose doors ask for a password or factor that was given on this device at most five minutes ago (ID-14);
/// a door that is opened later answers 403 `fresh-authentication-required`.
#[derive(Debug, Clone)]
pub struct Fresh<P>(P);

/// A principal that can be asked to show again who it is.
pub trait Asked {
    /// The same principal with doors that ask.
    #[must_use]
    fn asked(self) -> Self;
}

macro_rules! asked {
    ($($principal:ident),+) => {$(
        impl Asked for $principal {
            fn asked(self) -> Self {
                Self(self.0.freshly())
            }
        }
    )+};
}

asked!(Patient, Therapist, Member);

impl<P> FromRequest for Fresh<P>
where
    P: FromRequest<Error = Error, Future = Ready<Result<P>>> + Asked,
{
    type Error = Error;
    type Future = Ready<Result<Self>>;
    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        ready(
            P::from_request(req, payload)
                .into_inner()
                .map(|principal| Self(principal.asked())),
        )
    }
}

impl<P> std::ops::Deref for Fresh<P> {
    type Target = P;
    fn deref(&self) -> &P {
        &self.0
    }
}

/// Somebody who says who they are, or nobody; a credential that does not fit is refused, never taken for none.
#[derive(Debug, Clone)]
pub struct Perhaps<P>(pub Option<P>);

impl<P> FromRequest for Perhaps<P>
where
    P: FromRequest<Error = Error, Future = Ready<Result<P>>>,
{
    type Error = Error;
    type Future = Ready<Result<Self>>;
    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        if req.headers().contains_key(AUTHORIZATION) {
            let read = P::from_request(req, payload).into_inner();
            ready(read.map(|principal| Self(Some(principal))))
        } else {
            ready(Ok(Self(None)))
        }
    }
}

/// The two doors to one's own records.
macro_rules! own_doors {
    ($($principal:ident),+) => {$(
        impl $principal {
            /// Reads records of the caller's own.
            pub async fn read<R, T, F>(&self, _: R, f: F) -> Result<T>
            where
                R: Records,
                T: Send + 'static,
                F: FnOnce(&mut Conn, &Access<R, Read>) -> Result<T> + Send + 'static,
            {
                self.0.clone().read(f).await
            }

            /// Reads and changes records of the caller's own.
            pub async fn write<R, T, F>(&self, _: R, f: F) -> Result<T>
            where
                R: Records,
                T: Send + 'static,
                F: FnOnce(&mut Conn, &Access<R, Write>) -> Result<T> + Send + 'static,
            {
                self.0.clone().write(f).await
            }
        }
    )+};
}

own_doors!(Patient, Member);

/// The owner of `R` records, by the patient's own session; the place where an app that she let in will stand beside her.
#[derive(Debug, Clone)]
pub struct Owner<R, A> {
    caller: Caller,
    kind: PhantomData<fn() -> (R, A)>,
}

impl<R: Records, A: Permission> FromRequest for Owner<R, A> {
    type Error = Error;
    type Future = Ready<Result<Self>>;
    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Caller::with_role(req, Role::Patient).map(|caller| Self {
            caller,
            kind: PhantomData,
        }))
    }
}

impl<R: Records, A: Permission> Owner<R, A> {
    /// What this deployment has settled.
    pub fn policy(&self) -> &crate::config::Policy {
        self.caller.gate.policy()
    }

    /// Reads.
    pub async fn read<T, F>(&self, f: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Conn, &Access<R, Read>) -> Result<T> + Send + 'static,
    {
        self.caller.clone().read(f).await
    }

    /// Reads one record or one page that is found by its key; what may look at many belongs into [`Owner::read`].
    pub async fn read_briefly<T, F>(&self, f: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Conn, &Access<R, Read>) -> Result<T> + Send + 'static,
    {
        self.caller.clone().read_briefly(f).await
    }
}

impl<R: Records> Owner<R, Write> {
    /// Reads and changes.
    pub async fn write<T, F>(&self, f: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Conn, &Access<R, Write>) -> Result<T> + Send + 'static,
    {
        self.caller.clone().write(f).await
    }
}

/// Nobody in particular: registration, sign-in, codes, and the calendar that is read by its secret address.
#[derive(Debug, Clone)]
pub struct Anyone {
    gate: Gate,
    request: RequestId,
}

impl FromRequest for Anyone {
    type Error = Error;
    type Future = Ready<Result<Self>>;
    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(gate(req).and_then(|gate| {
            Ok(Self {
                gate,
                request: request_id(req)?,
            })
        }))
    }
}

impl Anyone {
    /// Work before there is an account.
    pub(crate) async fn at_door<T, F>(&self, f: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Conn, &Doorstep) -> Result<T> + Send + 'static,
    {
        self.gate.doorstep(self.request, f).await
    }

    /// The gate, for hashing and signing around a door.
    pub(crate) fn gate(&self) -> &Gate {
        &self.gate
    }
}
