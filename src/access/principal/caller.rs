//! Whoever calls with a token: what is checked without the database, and what every door looks at in its own transaction.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use actix_web::http::header::AUTHORIZATION;
use actix_web::{HttpMessage, HttpRequest, web};

use crate::access::gate::Gate;
use crate::access::proof::{Access, Assured, By, Lens, Owned, Permission, Read, Records, Write};
use crate::access::refusals;
use crate::access::token::Bearer;
use crate::access::trail::{Action, Actor, Event};
use crate::access::turned_away;
use crate::account::Role;
use crate::account::store::grants as sessions;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::http::edge::Edge;
use crate::ids::RequestId;
use crate::time::At;

/// A token that has passed every check that needs no database.
#[derive(Debug, Clone)]
pub(super) struct Caller {
    pub(super) gate: Gate,
    pub(super) bearer: Bearer,
    request: RequestId,
    /// Whether every door asks for a password or factor given at most five minutes ago (ID-14).
    fresh_only: bool,
    /// Whether this was the first use of a pair of tokens, which ends the grace of the pair before it (ID-2).
    first_use: Arc<AtomicBool>,
}

pub(super) fn gate(req: &HttpRequest) -> Result<Gate> {
    req.app_data::<web::Data<Gate>>()
        .map(|gate| gate.as_ref().clone())
        .ok_or_else(|| Error::internal("no gate"))
}

pub(super) fn request_id(req: &HttpRequest) -> Result<RequestId> {
    req.extensions()
        .get::<RequestId>()
        .copied()
        .ok_or_else(|| Error::internal("no request id"))
}

impl Caller {
    pub(super) fn of(req: &HttpRequest) -> Result<Self> {
        let gate = gate(req)?;
        // Only the header counts: a token in a URL would end in logs (HD-4).
        let mut values = req.headers().get_all(AUTHORIZATION);
        // Of two headers something in front might have checked the other one.
        let (Some(value), None) = (values.next(), values.next()) else {
            return Err(Error::Unauthenticated);
        };
        let value = value.to_str().map_err(|_| Error::Unauthenticated)?;
        let (scheme, token) = value.split_once(' ').ok_or(Error::Unauthenticated)?;
        if !scheme.eq_ignore_ascii_case("bearer") {
            return Err(Error::Unauthenticated);
        }
        let bearer = gate.tokens().check(token.trim(), gate.clock().now())?;
        let now = gate.clock().now();
        if let Err(spent) = Edge::take_of(req, bearer.account, now) {
            // A loop of them would write as often as it asks.
            if Edge::is_news(req, bearer.account, now) {
                turned_away::note(req, bearer, Action::AllowanceSpent);
            }
            return Err(spent);
        }
        Ok(Self {
            bearer,
            request: request_id(req)?,
            gate,
            fresh_only: false,
            first_use: Arc::default(),
        })
    }

    pub(super) fn with_role(req: &HttpRequest, role: Role) -> Result<Self> {
        let caller = Self::of(req)?;
        if caller.bearer.role == role {
            Ok(caller)
        } else {
            turned_away::note(req, caller.bearer, Action::RoleRefused);
            Err(Error::Forbidden)
        }
    }

    /// The same caller, whose doors ask for a password or factor given just now (ID-14).
    pub(super) fn freshly(self) -> Self {
        Self {
            fresh_only: true,
            ..self
        }
    }

    /// Checks the living facts in this transaction and opens the caller's own key.
    pub(super) fn own<R: Records, A: Permission>(&self, conn: &mut Conn) -> Result<Access<R, A>> {
        let now = self.gate.clock().now();
        let live = sessions::live(conn, &self.bearer, now)?.ok_or(Error::Unauthenticated)?;
        if live.first_use {
            self.first_use.store(true, Ordering::Relaxed);
        }
        if self.fresh_only && !live.fresh {
            return Err(Error::NotFresh);
        }
        let twice = match self.bearer.role {
            Role::Patient => true,
            Role::Therapist => sessions::has_second_factor(conn, self.bearer.account)?,
        };
        let assured = Assured {
            freshly: live.fresh,
            twice,
        };
        let owner = Owned {
            zone: Some(live.time_zone),
            ..Owned::unwrap(self.gate.keyring(), self.bearer.account, &live.wrapped)?
        };
        Ok(Access::new(owner, Lens::Own, self.by(now, assured)))
    }

    /// As [`Caller::own`], for whoever is to see what is a patient's: a therapist without a second factor is refused here, and that
    /// is on their own log (AU-1).
    pub(super) fn seeing<R: Records, A: Permission>(
        &self,
        conn: &mut Conn,
    ) -> Result<Result<Access<R, A>>> {
        let mine = self.own(conn)?;
        if let Err(refused) = mine.may_see_patients() {
            let event = Event::refused(Action::FactorMissing);
            refusals::refuse(conn, self.bearer.account, mine.by(), event)?;
            return Ok(Err(refused));
        }
        Ok(Ok(mine))
    }

    fn actor(&self) -> Actor {
        turned_away::actor(&self.bearer)
    }

    pub(super) fn by(&self, now: At, assured: Assured) -> By {
        By {
            actor: self.actor(),
            now,
            request: self.request,
            assured,
        }
    }

    pub(super) async fn read<R, T, F>(self, f: F) -> Result<T>
    where
        R: Records,
        T: Send + 'static,
        F: FnOnce(&mut Conn, &Access<R, Read>) -> Result<T> + Send + 'static,
    {
        let gate = self.gate.clone();
        let caller = self.clone();
        let told = gate
            .db()
            .read(move |conn| {
                let mine = caller.own(conn)?;
                f(conn, &mine)
            })
            .await;
        self.settled(told).await
    }

    /// As [`Caller::read`], for what looks up one record or one page by its key.
    pub(super) async fn read_briefly<R, T, F>(self, f: F) -> Result<T>
    where
        R: Records,
        T: Send + 'static,
        F: FnOnce(&mut Conn, &Access<R, Read>) -> Result<T> + Send + 'static,
    {
        let gate = self.gate.clone();
        let caller = self.clone();
        let told = gate.db().read_briefly(move |conn| {
            let mine = caller.own(conn)?;
            f(conn, &mine)
        });
        self.settled(told.await).await
    }

    pub(super) async fn write<R, T, F>(self, f: F) -> Result<T>
    where
        R: Records,
        T: Send + 'static,
        F: FnOnce(&mut Conn, &Access<R, Write>) -> Result<T> + Send + 'static,
    {
        self.writing(move |caller, conn| {
            let mine = caller.own(conn)?;
            f(conn, &mine)
        })
        .await
    }

    /// Runs what writes, in one transaction; what does not open in it is put on the log of the one whose it is (EN-2).
    pub(super) async fn writing<T, F>(self, f: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&Self, &mut Conn) -> Result<T> + Send + 'static,
    {
        let gate = self.gate.clone();
        let caller = self.clone();
        let told = gate.db().write(move |conn| f(&caller, conn)).await;
        self.settled(told).await
    }

    /// Notes, before the answer leaves, that a new pair of tokens is in use; on its own, because a read cannot write (ID-2).
    async fn settled<T>(&self, told: Result<T>) -> Result<T> {
        if self.first_use.load(Ordering::Relaxed) {
            let (bearer, now) = (self.bearer, self.gate.clock().now());
            let db = self.gate.db();
            let noted = db
                .write(move |conn| sessions::answered(conn, &bearer, now))
                .await;
            if let Err(error) = noted {
                // What was asked for is done; the grace ends by itself a few seconds later.
                tracing::warn!(%error, "the use of a new token could not be noted");
            }
        }
        let (actor, request) = (self.actor(), self.request);
        self.gate.witness(actor, request, told).await
    }
}
