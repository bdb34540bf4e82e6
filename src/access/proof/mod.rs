//! What a door hands out, and what every store function asks for.

mod doorstep;
mod lens;

use std::cell::RefCell;
use std::marker::PhantomData;
use std::rc::Rc;
use std::sync::Arc;

use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

pub use self::doorstep::Doorstep;
pub(crate) use self::lens::Cut;
pub use self::lens::{Lens, Part, Shared, SharedPacket, TakenIn};
use super::refusals;
use super::trail::{self, Action, Actor, Event};
use crate::account::DisplayName;
use crate::account::store::grants;
use crate::care::ReadingHabit;
use crate::care::store::grants as links;
use crate::crypt::account_keys::DataKeys;
use crate::crypt::keyring::{BlindIndex, Keyring, Lookup, WrappedKey, mac};
use crate::crypt::sealed::{Place, Sealed};
use crate::db::{Conn, endings};
use crate::error::{Error, Result};
use crate::http::idempotency::IdempotencyKey;
use crate::ids::{AccountId, LinkId, RecordId, RequestId};
use crate::time::{At, Zone};

/// A kind of record; each domain names its own.
pub trait Records: Send + Sync + 'static {
    /// The name in the access log and in scopes.
    const NAME: &'static str;
}

/// What is done with records.
pub trait Permission: Send + Sync + 'static {
    /// Runs `f` so that nothing of it is left where it fails, while the transaction around it goes on.
    fn undone_alone<T>(conn: &mut Conn, f: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T>;
}

/// Reading.
#[derive(Debug)]
pub struct Read;

/// Reading and changing.
#[derive(Debug)]
pub struct Write;

impl Permission for Read {
    /// Reading leaves nothing behind.
    fn undone_alone<T>(conn: &mut Conn, f: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
        f(conn)
    }
}

impl Permission for Write {
    fn undone_alone<T>(conn: &mut Conn, f: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
        diesel::Connection::transaction(conn, f)
    }
}

/// What opens a kind of record to a therapist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenedBy {
    /// A consent in effect, item by item.
    Consent,
    /// A consent in effect that names a packet: the packet's own words (N12).
    Packet,
    /// A consent that stands for a dosing session and takes in this kind of record, by its name (N6).
    Standing,
    /// The care link alone: the name, and what the patient keeps with this one therapist.
    Link,
}

/// A kind of record that a therapist can be shown.
pub trait Shareable: Records {
    /// What opens it.
    const BY: OpenedBy;
    /// What opening it is called on the patient's log, done or refused (AU-1).
    const READ: Action;
}

/// A kind of record that a therapist may add to, about what is open to them.
pub trait Answerable: Shareable {}

/// A kind of record that ends when its care link ends: the link itself and the consents given through it (N18).
pub trait EndsWithLink: Records {}

/// A care link that stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// The link.
    pub id: LinkId,
    /// Since when.
    pub since: At,
}

/// The proof that a living session, link or consent lets this transaction at `R` records of one person.
///
/// Only a door makes one; it cannot be cloned or leave the closure, and it holds the key without which rows are bytes.
pub struct Access<R, A> {
    owner: AccountId,
    keys: Arc<DataKeys>,
    keyring: Keyring,
    zone: Option<Zone>,
    lens: Lens,
    actor: Actor,
    now: At,
    request: RequestId,
    assured: Assured,
    opened: Rc<RefCell<Vec<Event>>>,
    kind: PhantomData<fn() -> (R, A)>,
}

/// An account with its open keys.
#[derive(Clone)]
pub(super) struct Owned {
    pub(super) account: AccountId,
    pub(super) keys: Arc<DataKeys>,
    pub(super) keyring: Keyring,
    /// Where the owner lives, where the door has seen it.
    pub(super) zone: Option<Zone>,
}

impl Owned {
    /// Opens the account's keys.
    pub(super) fn unwrap(
        keyring: &Keyring,
        account: AccountId,
        wrapped: &WrappedKey,
    ) -> Result<Self> {
        Ok(Self {
            account,
            keys: Arc::new(keyring.data_keys(account, wrapped)?),
            keyring: keyring.clone(),
            zone: None,
        })
    }
}

/// Who acts, when, in which request.
#[derive(Debug, Clone, Copy)]
pub(super) struct By {
    pub(super) actor: Actor,
    pub(super) now: At,
    pub(super) request: RequestId,
    pub(super) assured: Assured,
}

/// How sure the door is of who acts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Assured {
    /// Whether a password or factor was given on this device at most five minutes ago (ID-14).
    pub(super) freshly: bool,
    /// Whether what is a patient's may be seen: always by herself, by a therapist with a second factor.
    pub(super) twice: bool,
}

/// A care link, as a row that some proof was allowed to read.
pub(crate) trait Linked {
    /// The patient and the therapist.
    fn parties(&self) -> (AccountId, AccountId);
}

impl<R, A> std::fmt::Debug for Access<R, A> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Access({})", std::any::type_name::<(R, A)>())
    }
}

impl<R: Records, A: Permission> Access<R, A> {
    pub(super) fn new(owner: Owned, lens: Lens, by: By) -> Self {
        let Owned {
            account,
            keys,
            keyring,
            zone,
        } = owner;
        let By {
            actor,
            now,
            request,
            assured,
        } = by;
        Self {
            owner: account,
            keys,
            keyring,
            zone,
            lens,
            actor,
            now,
            request,
            assured,
            opened: Rc::default(),
            kind: PhantomData,
        }
    }

    /// Who acts, when, in which request.
    pub(super) fn by(&self) -> By {
        By {
            actor: self.actor,
            now: self.now,
            request: self.request,
            assured: self.assured,
        }
    }

    /// The same person's open keys, for another proof.
    fn owned(&self) -> Owned {
        Owned {
            account: self.owner,
            keys: Arc::clone(&self.keys),
            keyring: self.keyring.clone(),
            zone: self.zone,
        }
    }

    /// Whose records these are: the first part of every key.
    pub fn owner(&self) -> AccountId {
        self.owner
    }

    /// How much is let through.
    pub fn lens(&self) -> &Lens {
        &self.lens
    }

    /// The instant at which the door checked; rows written carry it.
    pub fn now(&self) -> At {
        self.now
    }

    /// Refuses a therapist who has no second factor.
    pub(super) fn may_see_patients(&self) -> Result<()> {
        if self.assured.twice {
            Ok(())
        } else {
            Err(Error::NoSecondFactor)
        }
    }

    /// Where the owner lives, as it was when the door was opened; nothing where the door had no reason to look.
    pub(crate) fn zone(&self) -> Option<Zone> {
        self.zone
    }

    /// How sure the door is of who acts.
    pub(super) fn assured(&self) -> Assured {
        self.assured
    }

    /// Refuses unless a password or factor was given on this device at most five minutes ago: for a step that asks for it only
    /// in some of its forms, such as a consent to what will be written (ID-14).
    pub fn freshly(&self) -> Result<()> {
        if self.assured.freshly {
            Ok(())
        } else {
            Err(Error::NotFresh)
        }
    }

    /// The same person's records of another kind; only the owner's own proof widens like this.
    pub fn also<K: Records>(&self) -> Result<Access<K, A>> {
        if self.lens != Lens::Own {
            return Err(Error::NotFound);
        }
        Ok(Access::new(self.owned(), Lens::Own, self.by()))
    }

    /// Seals a value for its place.
    pub(crate) fn seal<T: Serialize + DeserializeOwned>(
        &self,
        place: Place,
        value: &T,
    ) -> Result<Sealed<T>> {
        Sealed::seal(self.keys.sealing(), self.owner, place, value)
    }

    /// Opens a sealed value; under a consent only the shared revision of what is shared opens, and opening it is on record.
    pub(crate) fn open<T: Serialize + DeserializeOwned>(
        &self,
        sealed: &Sealed<T>,
        place: Place,
    ) -> Result<T> {
        if let Some(opened) = self.lens.opens(place)? {
            self.note_opened(opened);
        }
        sealed.open(self.keys.sealing(), self.owner, place)
    }

    /// Opens the part of a sealed value that this item of the lens gives, and nothing of the rest; opening it is on record (N2).
    pub(crate) fn open_part<T: Cut + Serialize + DeserializeOwned>(
        &self,
        sealed: &Sealed<T>,
        place: Place,
        item: &Shared,
    ) -> Result<T> {
        let Lens::Shared(link, items) = &self.lens else {
            return Err(Error::NotFound);
        };
        let given = item.entry.uuid() == place.record && item.revision == place.revision;
        let part = item
            .part
            .filter(|_| given && items.contains(item))
            .ok_or(Error::NotFound)?;
        self.note_opened(Event {
            link: Some(*link),
            consent: Some(item.consent),
            entry: Some(item.entry),
            revision: Some(item.revision),
            ..Event::done(Action::EntryRead)
        });
        let whole = sealed.open(self.keys.sealing(), self.owner, place)?;
        whole.cut(part).ok_or(Error::NotFound)
    }

    /// Notes that a record which the link itself shows was opened, for the trail; one's own opening is not noted.
    pub(super) fn note_linked(&self, revision: i64) {
        if let Lens::Linked(link) = &self.lens {
            self.note_opened(Event {
                link: Some(*link),
                revision: Some(revision),
                ..Event::done(Action::EntryRead)
            });
        }
    }

    fn note_opened(&self, event: Event) {
        let mut opened = self.opened.borrow_mut();
        if !opened.contains(&event) {
            opened.push(event);
        }
    }

    /// The id of something new: the client's own, or the one its `Idempotency-Key` stands for, or a fresh one.
    pub(crate) fn new_id(&self, given: Option<Uuid>, key: &IdempotencyKey) -> Uuid {
        given.unwrap_or_else(|| match key.get() {
            Some(text) => {
                // Two therapists of one patient may use the same key, and neither may learn of the other.
                let through = self.lens.link().map(|link| link.uuid().into_bytes());
                let named = [
                    text.as_bytes(),
                    through.as_ref().map_or(&[], <[u8; 16]>::as_slice),
                ];
                let mark = self.mark(R::NAME, &named.concat());
                let bytes = mark.first_chunk::<16>().copied().unwrap_or_default();
                Uuid::new_v8(bytes)
            }
            None => crate::ids::new_v7(self.now),
        })
    }

    /// The fingerprint of what a client asked to create, by which a repeat is told from another thing under the same id.
    pub(crate) fn created_mark(&self, new: &impl Serialize) -> Result<Vec<u8>> {
        let bytes = zeroize::Zeroizing::new(serde_json::to_vec(new).map_err(Error::internal)?);
        Ok(self.mark("created", &bytes))
    }

    /// A fingerprint under this person's key: equal values are found, and nothing else can be told from it.
    pub(crate) fn mark(&self, purpose: &str, value: &[u8]) -> Vec<u8> {
        mac(self.keys.marking(), purpose.as_bytes(), value)
    }

    /// The fingerprint under which a typed code is found, and from which it cannot be told.
    pub(crate) fn code_index(&self, lookup: Lookup, text: &str) -> BlindIndex {
        self.keyring.index(lookup, text.as_bytes())
    }

    /// What was opened through this proof, for the trail.
    pub(super) fn opened(&self) -> Vec<Event> {
        self.opened.take()
    }

    /// The name of the account at the other end of a link of this person's; a therapist without a second factor sees none.
    pub(crate) fn counterpart(
        &self,
        conn: &mut Conn,
        link: &impl Linked,
    ) -> Result<Option<DisplayName>> {
        let (patient, therapist) = link.parties();
        let other = if self.owner == patient {
            therapist
        } else {
            patient
        };
        if self.owner != patient && self.owner != therapist {
            return Err(Error::NotFound);
        }
        if self.owner == therapist && !self.assured.twice {
            return Ok(None);
        }
        grants::display_name(conn, &self.keyring, other)
    }

    /// What the therapist of a link of this patient's says of when they read (N4).
    pub(crate) fn reading_habit(
        &self,
        conn: &mut Conn,
        link: &impl Linked,
    ) -> Result<Option<ReadingHabit>> {
        let (patient, therapist) = link.parties();
        if self.owner != patient {
            return Err(Error::NotFound);
        }
        // The keys first: what is read after them is never under one that was dropped in between (EN-4).
        let Some(wrapped) = grants::data_key(conn, therapist)? else {
            return Ok(None);
        };
        let Some(sealed) = links::reading_habit(conn, therapist)? else {
            return Ok(None);
        };
        let keys = self.keyring.data_keys(therapist, &wrapped)?;
        let place = links::READING_HABIT.of(therapist.uuid());
        sealed.open(keys.sealing(), therapist, place).map(Some)
    }
}

impl<R: Records> Access<R, Write> {
    /// The next number of this person's change sequence.
    pub(crate) fn next_change(&self, conn: &mut Conn) -> Result<i64> {
        super::changes::next(conn, self.owner)
    }

    /// Waits for this person's other changes without making one, for what is seen on the way and has no number of its own.
    pub(crate) fn hold_changes(&self, conn: &mut Conn) -> Result<()> {
        super::changes::hold(conn, self.owner)
    }

    /// Puts a refusal on this person's access log, where a loop of them ends as one row (AU-1).
    pub(crate) fn refuse(&self, conn: &mut Conn, action: Action) -> Result<()> {
        refusals::refuse(conn, self.owner, self.by(), Event::refused(action)).map(drop)
    }

    /// What the outbox asks for, to send mail about this change.
    pub(crate) fn doorstep(&self) -> Doorstep {
        Doorstep::new(self.keyring.clone(), self.now, self.request)
    }

    /// Notes that one of several ways in has ended, or is none by itself any more, beside the row on the log: no restored backup opens
    /// it again (RE-10). Which one, only the store that keeps them can tell.
    pub(crate) fn note_ended(&self, what: Action, which: RecordId) {
        endings::note(self.now, what.as_str(), self.owner, which);
    }

    /// Puts an event on this person's access log, in this transaction; what a therapist does through a link is on their own too. What
    /// ends is on the record of endings when the transaction is.
    pub(crate) fn record(&self, conn: &mut Conn, event: Event) -> Result<()> {
        if let Some((what, object)) = event.ends(self.actor.kind) {
            endings::note(self.now, what, self.owner, object);
        }
        trail::append(conn, self.owner, self.by(), &[event])?;
        match self.actor.account {
            Some(other) if other != self.owner => trail::append(conn, other, self.by(), &[event]),
            _ => Ok(()),
        }
    }
}

impl<R: Answerable> Access<R, Write> {
    /// What is being answered, for reading: through the same lens, and on the same record.
    pub(crate) fn about<K: Shareable>(&self) -> Access<K, Read> {
        let access = Access::new(self.owned(), self.lens.clone(), self.by());
        Access {
            opened: Rc::clone(&self.opened),
            ..access
        }
    }
}

impl<R: EndsWithLink> Access<R, Write> {
    /// The same person's records of another kind that ends with the same link, through the same lens (N18).
    pub(crate) fn beside<K: EndsWithLink>(&self) -> Access<K, Write> {
        Access::new(self.owned(), self.lens.clone(), self.by())
    }
}
