//! A therapist's doors: to their own desk, and through links to what patients share.

use std::collections::BTreeSet;

use super::Therapist;
use super::caller::Caller;
use crate::access::changes;
use crate::access::proof::{
    Access, Answerable, Assured, By, EndsWithLink, Lens, OpenedBy, Owned, Permission, Read,
    Records, Shareable, Standing, Write,
};
use crate::access::refusals;
use crate::access::trail::{self, Action, Event};
use crate::account::store::grants as sessions;
use crate::care::store::grants as links;
use crate::consent::store::grants as consents;
use crate::db::{Conn, endings};
use crate::error::{Error, Result};
use crate::http::page::Cursor;
use crate::ids::{AccountId, LinkId};
use crate::journal::store::grants as put_away;

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
            let held: BTreeSet<AccountId> = living.iter().map(|link| link.patient).collect();
            for patient in &held {
                changes::hold(conn, *patient)?;
            }
            // Looked up again, as in `held`: some may have ended before they were held.
            let living = links::living(conn, desk.owner(), after, which.most)?;
            for link in living.iter().filter(|link| held.contains(&link.patient)) {
                after = Some(Cursor {
                    at: link.created_at,
                    id: link.id.uuid(),
                });
                if let Some(theirs) = self.shown(conn, R::BY, link, desk)? {
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
        let told = A::undone_alone(conn, |conn| f(conn, shared));
        match told {
            Ok(value) => {
                self.record_opened(conn, action, shared)?;
                Ok(Ok(value))
            }
            Err(Error::NotFound) => {
                endings::forget();
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
