//! Who is calling: extractors that say who, and whose doors say what of whose.
//!
//! A principal is always the first argument of a handler and never waits, because actix polls extractors together: a body that
//! does not fit must not be answered before a token that does not fit.

use std::future::{Ready, ready};
use std::marker::PhantomData;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use actix_web::dev::Payload;
use actix_web::http::header::AUTHORIZATION;
use actix_web::{FromRequest, HttpMessage, HttpRequest, web};

use super::changes;
use super::gate::Gate;
use super::proof::{
    Access, Answerable, Assured, By, Doorstep, EndsWithLink, Lens, OpenedBy, Owned, Permission,
    Read, Records, Shareable, Standing, Write,
};
use super::refusals;
use super::token::Bearer;
use super::trail::{self, Action, Actor, Event};
use super::turned_away;
use crate::account::Role;
use crate::account::store::grants as sessions;
use crate::care::store::grants as links;
use crate::consent::store::grants as consents;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::http::edge::Edge;
use crate::http::page::Cursor;
use crate::ids::{AccountId, DeviceId, LinkId, RequestId};
use crate::journal::store::grants as put_away;

/// A token that has passed every check that needs no database.
#[derive(Debug, Clone)]
struct Caller {
    gate: Gate,
    bearer: Bearer,
    request: RequestId,
    /// Whether every door asks for a password or factor given at most five minutes ago (ID-14).
    fresh_only: bool,
    /// Whether this was the first use of a pair of tokens, which ends the grace of the pair before it (ID-2).
    first_use: Arc<AtomicBool>,
}

fn gate(req: &HttpRequest) -> Result<Gate> {
    req.app_data::<web::Data<Gate>>()
        .map(|gate| gate.as_ref().clone())
        .ok_or_else(|| Error::internal("no gate"))
}

fn request_id(req: &HttpRequest) -> Result<RequestId> {
    req.extensions()
        .get::<RequestId>()
        .copied()
        .ok_or_else(|| Error::internal("no request id"))
}

impl Caller {
    fn of(req: &HttpRequest) -> Result<Self> {
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

    fn with_role(req: &HttpRequest, role: Role) -> Result<Self> {
        let caller = Self::of(req)?;
        if caller.bearer.role == role {
            Ok(caller)
        } else {
            turned_away::note(req, caller.bearer, Action::RoleRefused);
            Err(Error::Forbidden)
        }
    }

    /// Checks the living facts in this transaction and opens the caller's own key.
    fn own<R: Records, A: Permission>(&self, conn: &mut Conn) -> Result<Access<R, A>> {
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
        let owner = Owned::unwrap(self.gate.keyring(), self.bearer.account, &live.wrapped)?;
        Ok(Access::new(owner, Lens::Own, self.by(now, assured)))
    }

    /// As [`Caller::own`], for whoever is to see what is a patient's: a therapist without a second factor is refused here, and that
    /// is on their own log (AU-1).
    fn seeing<R: Records, A: Permission>(&self, conn: &mut Conn) -> Result<Result<Access<R, A>>> {
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

    fn by(&self, now: crate::time::At, assured: Assured) -> By {
        By {
            actor: self.actor(),
            now,
            request: self.request,
            assured,
        }
    }

    async fn read<R, T, F>(self, f: F) -> Result<T>
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

    async fn write<R, T, F>(self, f: F) -> Result<T>
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
    async fn writing<T, F>(self, f: F) -> Result<T>
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
                Self(Caller { fresh_only: true, ..self.0 })
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

impl Therapist {
    /// Reads and changes the therapist's own lists.
    pub async fn desk<R, T, F>(&self, _: R, f: F) -> Result<T>
    where
        R: Records,
        T: Send + 'static,
        F: FnOnce(&mut Conn, &Access<R, Write>) -> Result<T> + Send + 'static,
    {
        self.0.clone().write(f).await
    }

    /// Reads and changes what the therapist keeps about patients, which a second factor guards as it does what patients share.
    pub async fn records<R, T, F>(&self, _: R, f: F) -> Result<T>
    where
        R: Records,
        T: Send + 'static,
        F: FnOnce(&mut Conn, &Access<R, Write>) -> Result<T> + Send + 'static,
    {
        self.0
            .clone()
            .writing(move |caller, conn| match caller.seeing(conn)? {
                Ok(mine) => f(conn, &mine).map(Ok),
                Err(refused) => Ok(Err(refused)),
            })
            .await?
    }

    /// Reads what the patient of this link shares now; what is opened is on her log before it is shown, or it is not shown.
    pub async fn read<R, T, F>(&self, _: R, link: LinkId, f: F) -> Result<T>
    where
        R: Shareable,
        T: Send + 'static,
        F: FnOnce(&mut Conn, &Access<R, Read>) -> Result<T> + Send + 'static,
    {
        self.0.clone().through(Way::of::<R>(), link, f).await
    }

    /// Adds what a therapist may add about what the patient of this link shares now.
    pub async fn write<R, T, F>(&self, _: R, link: LinkId, f: F) -> Result<T>
    where
        R: Answerable,
        T: Send + 'static,
        F: FnOnce(&mut Conn, &Access<R, Write>) -> Result<T> + Send + 'static,
    {
        self.0.clone().through(Way::of::<R>(), link, f).await
    }

    /// Reads the same kind across these of the living links, newest first, one proof for each.
    pub async fn caseload<R, T, F>(&self, _: R, which: Links, f: F) -> Result<T>
    where
        R: Shareable,
        T: Send + 'static,
        F: FnOnce(&mut Conn, &[(Standing, Access<R, Read>)]) -> Result<T> + Send + 'static,
    {
        self.0
            .clone()
            .writing(move |caller, conn| {
                let desk: Access<R, Write> = match caller.seeing(conn)? {
                    Ok(desk) => desk,
                    Err(refused) => return Ok(Err(refused)),
                };
                let shared = caller.shown_through(conn, which, &desk)?;
                let told = f(conn, &shared)?;
                caller.record_all_opened(conn, &shared)?;
                Ok(Ok(told))
            })
            .await?
    }

    /// Leaves a link that stands: the one change of a patient's rows that a therapist can make alone (AZ-5, N18).
    ///
    /// The proof is for the patient's records that end with a link, through a lens that is this link.
    pub(crate) async fn leave<R, T, F>(&self, _: R, link: LinkId, f: F) -> Result<T>
    where
        R: EndsWithLink,
        T: Send + 'static,
        F: FnOnce(&mut Conn, &Access<R, Write>) -> Result<T> + Send + 'static,
    {
        let way = Way {
            opened_by: OpenedBy::Link,
            action: Action::LinkEnded,
            sees: false,
        };
        self.0.clone().through(way, link, f).await
    }

    /// Works across a link that stands on what hangs on it, through a lens that is this link: what a therapist brings to a
    /// patient and takes back. Where the link does not stand, nothing is there, and the refused action is on record.
    pub(crate) async fn across<R, T, F>(
        &self,
        _: R,
        action: Action,
        link: LinkId,
        f: F,
    ) -> Result<T>
    where
        R: EndsWithLink,
        T: Send + 'static,
        F: FnOnce(&mut Conn, &Access<R, Write>) -> Result<T> + Send + 'static,
    {
        let way = Way {
            opened_by: OpenedBy::Link,
            action,
            sees: true,
        };
        self.0.clone().through(way, link, f).await
    }
}

/// Which of a therapist's links a list goes through: all of them, or a page.
#[derive(Debug, Clone, Copy, Default)]
pub struct Links {
    /// Those after this place.
    pub after: Option<Cursor>,
    /// At most so many.
    pub most: Option<i64>,
}

/// How somebody comes through one link.
#[derive(Debug, Clone, Copy)]
struct Way {
    /// What opens what is there.
    opened_by: OpenedBy,
    /// What it is called on the logs, opened or refused (AU-1).
    action: Action,
    /// Whether it shows what is a patient's, for which a second factor is asked.
    sees: bool,
}

impl Way {
    /// The way to a kind of record that a therapist can be shown.
    fn of<R: Shareable>() -> Self {
        Self {
            opened_by: R::BY,
            action: R::READ,
            sees: true,
        }
    }
}

impl Caller {
    /// Every door through one link: what is opened is on record, and so is every refusal (AU-1).
    async fn through<R, A, T, F>(self, way: Way, link: LinkId, f: F) -> Result<T>
    where
        R: Records,
        A: Permission,
        T: Send + 'static,
        F: FnOnce(&mut Conn, &Access<R, A>) -> Result<T> + Send + 'static,
    {
        self.writing(move |caller, conn| {
            let mine: Access<R, Read> = if way.sees {
                match caller.seeing(conn)? {
                    Ok(mine) => mine,
                    Err(refused) => return Ok(Err(refused)),
                }
            } else {
                caller.own(conn)?
            };
            if let Some(link) = caller.held(conn, link)?
                && let Some(theirs) = caller.shown(conn, way.opened_by, &link, &mine)?
            {
                return caller.on_the_record(conn, way.action, &link, &theirs, f);
            }
            caller.record_no_link(conn, way.action, link)?;
            Ok(Err(Error::NotFound))
        })
        .await?
    }

    /// The link, if it stands, looked up while nobody else changes anything of its patient's.
    ///
    /// What this transaction does through the link is then before its end and before every revocation, or finds them (AZ-7). The lock
    /// is the first one, as in the patient's own doors, or two of them could wait for each other.
    fn held(&self, conn: &mut Conn, link: LinkId) -> Result<Option<links::Living>> {
        let therapist = self.bearer.account;
        let Some(there) = links::find(conn, therapist, link)? else {
            return Ok(None);
        };
        changes::hold(conn, there.patient)?;
        links::find(conn, therapist, link)
    }

    /// The proof of what one link shows its therapist now, who has shown the proof of a living session; none where the patient's
    /// account is gone.
    fn shown<R: Records, A: Permission, B: Permission>(
        &self,
        conn: &mut Conn,
        by: OpenedBy,
        link: &links::Living,
        mine: &Access<R, B>,
    ) -> Result<Option<Access<R, A>>> {
        let now = self.gate.clock().now();
        let Some(wrapped) = sessions::data_key(conn, link.patient)? else {
            return Ok(None);
        };
        let owner = Owned::unwrap(self.gate.keyring(), link.patient, &wrapped)?;
        let lens = match by {
            OpenedBy::Consent => {
                let open = consents::in_effect(conn, link.patient, link.id, now)?;
                // What is put away is the owner's to know, so the door asks in her place, and hands that proof to nobody (N9).
                let own: Access<R, Read> =
                    Access::new(owner.clone(), Lens::Own, self.by(now, mine.assured()));
                let open =
                    put_away::without_what_is_put_away(conn, &own, self.gate.policy(), open)?;
                Lens::Shared(link.id, consents::once_each(open))
            }
            OpenedBy::Standing => Lens::Taken(
                link.id,
                consents::taken_in(conn, link.patient, link.id, R::NAME, now)?,
            ),
            OpenedBy::Packet => Lens::Packets(
                link.id,
                consents::packets_in_effect(conn, link.patient, link.id, now)?,
            ),
            OpenedBy::Link => Lens::Linked(link.id),
        };
        let theirs = Access::new(owner, lens, self.by(now, mine.assured()));
        Ok(Some(theirs))
    }

    /// The proofs of these links, as many as are asked for: somebody who is erased at this moment is no longer among them.
    fn shown_through<R: Shareable>(
        &self,
        conn: &mut Conn,
        which: Links,
        desk: &Access<R, Write>,
    ) -> Result<Vec<(Standing, Access<R, Read>)>> {
        let most = which
            .most
            .map_or(usize::MAX, |most| usize::try_from(most).unwrap_or(0));
        let (mut shared, mut after) = (Vec::new(), which.after);
        loop {
            let living = links::living(conn, desk.owner(), after, which.most)?;
            let last = living.len() < most;
            for link in living {
                after = Some(Cursor {
                    at: link.created_at,
                    id: link.id.uuid(),
                });
                if let Some(theirs) = self.shown(conn, R::BY, &link, desk)? {
                    let standing = Standing {
                        id: link.id,
                        since: link.created_at,
                    };
                    shared.push((standing, theirs));
                }
            }
            if last || shared.len() >= most {
                shared.truncate(most);
                return Ok(shared);
            }
        }
    }

    /// Puts on the patient's log what was opened through this proof (AU-1), and on the therapist's own (AU-6).
    fn record_opened<R: Records, A: Permission>(
        &self,
        conn: &mut Conn,
        action: Action,
        shared: &Access<R, A>,
    ) -> Result<()> {
        let events = opened(action, shared);
        trail::append(conn, shared.owner(), shared.by(), &events)?;
        trail::append(conn, self.bearer.account, shared.by(), &events)
    }

    /// The same for a list across links: patients in the order of their ids, the therapist last, as [`trail::append`] asks.
    fn record_all_opened<R: Shareable>(
        &self,
        conn: &mut Conn,
        shared: &[(Standing, Access<R, Read>)],
    ) -> Result<()> {
        let mut proofs: Vec<&Access<R, Read>> = shared.iter().map(|(_, proof)| proof).collect();
        proofs.sort_by_key(|proof| proof.owner());
        let (now, mut all) = (self.gate.clock().now(), Vec::new());
        for proof in proofs {
            let events = opened(R::READ, proof);
            trail::append(conn, proof.owner(), proof.by(), &events)?;
            all.extend(events);
        }
        let by = self.by(now, Assured::default());
        trail::append(conn, self.bearer.account, by, &all)
    }

    /// Puts on record that somebody asked for a link that does not stand: on the patient's log where it did once and there is an
    /// account, else on the therapist's own alone. A link of others' and an invented one are the same (AZ-4).
    fn record_no_link(&self, conn: &mut Conn, action: Action, link: LinkId) -> Result<()> {
        let own = self.bearer.account;
        let by = self.by(self.gate.clock().now(), Assured::default());
        let ended = match links::patient_of(conn, own, link)? {
            // The log of an account that is erased is closed (AU-7).
            Some(patient) => sessions::data_key(conn, patient)?.map(|_| patient),
            None => None,
        };
        let event = Event {
            link: ended.map(|_| link),
            ..Event::refused(action)
        };
        self.record_refusal(conn, ended, by, event)
    }

    /// Puts a refusal on the patient's log, where there is one, and on the therapist's own.
    fn record_refusal(
        &self,
        conn: &mut Conn,
        patient: Option<AccountId>,
        by: By,
        event: Event,
    ) -> Result<()> {
        if let Some(patient) = patient {
            refusals::refuse(conn, patient, by, event)?;
        }
        refusals::refuse(conn, self.bearer.account, by, event).map(drop)
    }

    /// Runs `f` and puts on the patient's log what it opened, or that it was refused; the refusal is kept, the work is not.
    fn on_the_record<R: Records, A: Permission, T>(
        &self,
        conn: &mut Conn,
        action: Action,
        link: &links::Living,
        shared: &Access<R, A>,
        f: impl FnOnce(&mut Conn, &Access<R, A>) -> Result<T>,
    ) -> Result<Result<T>> {
        use diesel::Connection;
        let told = conn.transaction(|conn| f(conn, shared));
        match told {
            Ok(value) => {
                self.record_opened(conn, action, shared)?;
                Ok(Ok(value))
            }
            Err(Error::NotFound) => {
                // Which id was tried stays unsaid, so that an id of hers and an invented one leave the same trace (AZ-4).
                let event = Event {
                    link: Some(link.id),
                    ..Event::refused(action)
                };
                self.record_refusal(conn, Some(link.patient), shared.by(), event)?;
                Ok(Err(Error::NotFound))
            }
            Err(other) => Err(other),
        }
    }
}

/// What was opened through this proof, by the name that it has on a log.
fn opened<R: Records, A: Permission>(action: Action, shared: &Access<R, A>) -> Vec<Event> {
    let named = |event| Event { action, ..event };
    shared.opened().into_iter().map(named).collect()
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
