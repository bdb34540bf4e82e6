//! Putting an entry away and opening it again (N9); whether a seal is over is worked out whenever somebody asks, by no job.

use chrono::Duration;
use diesel::prelude::*;

use super::{Entry, entries, find, visible};
use crate::access::proof::{Access, Permission, Write};
use crate::appointments::{self, Appointments};
use crate::config::Policy;
use crate::consent;
use crate::crypt::sealed::{Field, Sealed};
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::ids::{EntryId, RecordId};
use crate::journal::Journal;
use crate::journal::model::seal::{KeptSeal, Seal, Until};
use crate::sessions::{self, Sessions};
use crate::time::{At, Zone};

/// Where seals are sealed themselves: what an entry waits for is as private as its words.
const PUT_AWAY: Field = Field("entries/put_away");

/// A seal, or none, as its column keeps it.
pub(super) fn kept(
    mine: &Access<Journal, Write>,
    entry: EntryId,
    seal: Option<Seal>,
) -> Result<Sealed<KeptSeal>> {
    mine.seal(PUT_AWAY.of(entry.uuid()), &KeptSeal::from(seal))
}

/// What a column keeps, over or not.
pub(super) fn told<A: Permission>(
    access: &Access<Journal, A>,
    entry: EntryId,
    put_away: Option<&Sealed<KeptSeal>>,
) -> Result<Option<Seal>> {
    match put_away {
        Some(kept) => Ok(access.open(kept, PUT_AWAY.of(entry.uuid()))?.seal()),
        None => Ok(None),
    }
}

/// Whether a session has begun after `since`, as far as anybody knows: every kind of session is asked here, and nowhere else.
fn has_begun_since<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Journal, A>,
    since: At,
) -> Result<bool> {
    let dosing = sessions::anchors(conn, &mine.also::<Sessions>()?)?;
    // By its start, else by its plan; where nothing but the end is known, by that.
    let begun = dosing
        .iter()
        .filter_map(|(_, course)| course.begins(Duration::zero()))
        .any(|at| at > since && at <= mine.now());
    Ok(begun || appointments::begun_since(conn, &mine.also::<Appointments>()?, since)?)
}

/// The session of any kind that began first after `since`, as far as anybody knows.
fn first_begun_since<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Journal, A>,
    since: At,
) -> Result<Option<At>> {
    let dosing = sessions::anchors(conn, &mine.also::<Sessions>()?)?
        .iter()
        .filter_map(|(_, course)| course.begins(Duration::zero()))
        .filter(|at| *at > since && *at <= mine.now())
        .min();
    let appointed = appointments::first_begun_since(conn, &mine.also::<Appointments>()?, since)?;
    Ok([dosing, appointed].into_iter().flatten().min())
}

/// Tells which seals are in effect; what has begun is asked for only where a seal waits for it, and not twice.
pub(super) struct Seals<'a, A> {
    access: &'a Access<Journal, A>,
    /// Something has begun since then, and so since any time before.
    begun: Option<At>,
    /// Nothing has begun since then, and so since any time after.
    quiet: Option<At>,
    /// What began first after an instant, as far as that was asked.
    firsts: Vec<(At, Option<At>)>,
}

impl<'a, A: Permission> Seals<'a, A> {
    pub(super) fn of(access: &'a Access<Journal, A>) -> Self {
        Self {
            access,
            begun: None,
            quiet: None,
            firsts: Vec::new(),
        }
    }

    pub(super) fn access(&self) -> &'a Access<Journal, A> {
        self.access
    }

    /// The seal of an entry, if it has one that is not over.
    pub(super) fn in_effect(
        &mut self,
        conn: &mut Conn,
        (entry, zone): (EntryId, Zone),
        put_away: Option<&Sealed<KeptSeal>>,
    ) -> Result<Option<Seal>> {
        let Some(seal) = told(self.access, entry, put_away)? else {
            return Ok(None);
        };
        let now = self.access.now();
        let over = match seal.until {
            Until::NextSession => self.has_begun_since(conn, seal.since)?,
            until @ Until::Date(_) => until.has_begun(zone, now),
            Until::WhenIChoose => false,
        };
        Ok(Some(seal).filter(|_| !over))
    }

    /// When the seal of an entry came to its end by itself: by its date, or with the session it waited for; none where it did not.
    pub(super) fn ended(
        &mut self,
        conn: &mut Conn,
        (entry, zone): (EntryId, Zone),
        put_away: Option<&Sealed<KeptSeal>>,
    ) -> Result<Option<At>> {
        let Some(seal) = told(self.access, entry, put_away)? else {
            return Ok(None);
        };
        let ended = match seal.until {
            Until::NextSession => self.first_begun_since(conn, seal.since)?,
            Until::Date(date) => Some(zone.start_of(date)),
            Until::WhenIChoose => None,
        };
        Ok(ended.filter(|at| *at <= self.access.now()))
    }

    fn first_begun_since(&mut self, conn: &mut Conn, since: At) -> Result<Option<At>> {
        let known =
            |(from, first): &(At, Option<At>)| *from <= since && first.is_none_or(|at| at > since);
        if let Some((_, first)) = self.firsts.iter().find(|one| known(one)) {
            return Ok(*first);
        }
        let first = first_begun_since(conn, self.access, since)?;
        self.firsts.push((since, first));
        Ok(first)
    }

    fn has_begun_since(&mut self, conn: &mut Conn, since: At) -> Result<bool> {
        if self.begun.is_some_and(|known| since <= known) {
            return Ok(true);
        }
        if self.quiet.is_some_and(|known| since >= known) {
            return Ok(false);
        }
        let begun = has_begun_since(conn, self.access, since)?;
        if begun {
            self.begun = Some(since);
        } else {
            self.quiet = Some(since);
        }
        Ok(begun)
    }
}

type Columns = (Zone, Option<Sealed<KeptSeal>>);

fn columns<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Journal, A>,
    id: EntryId,
) -> Result<Option<Columns>> {
    Ok(visible(mine)
        .filter(entries::id.eq(id))
        .select((entries::authored_time_zone, entries::put_away))
        .first(conn)
        .optional()?)
}

/// The seal of an entry that is in effect now, and where the entry was written.
fn seal_now<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Journal, A>,
    id: EntryId,
) -> Result<(Zone, Option<Seal>)> {
    let (zone, put_away) = columns(conn, mine, id)?.ok_or(Error::NotFound)?;
    let seal = Seals::of(mine).in_effect(conn, (id, zone), put_away.as_ref())?;
    Ok((zone, seal))
}

/// Whether an entry is put away at this moment; what is not there is not.
pub(crate) fn is_sealed<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Journal, A>,
    id: EntryId,
) -> Result<bool> {
    match seal_now(conn, mine, id) {
        Ok((_, seal)) => Ok(seal.is_some()),
        Err(Error::NotFound) => Ok(false),
        Err(other) => Err(other),
    }
}

/// An entry, the zone it was written in, and its seal where it has one.
type PutAway = (EntryId, Zone, Option<Sealed<KeptSeal>>);

/// The same columns of those of these entries that are there.
pub(super) fn of_entries<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Journal, A>,
    ids: &[EntryId],
) -> Result<Vec<PutAway>> {
    Ok(visible(mine)
        .filter(entries::id.eq_any(ids.to_vec()))
        .select((entries::id, entries::authored_time_zone, entries::put_away))
        .load(conn)?)
}

/// Puts an entry away; the same again changes nothing, and another wish takes the place of the one before.
pub(in crate::journal) fn put_away(
    conn: &mut Conn,
    mine: &Access<Journal, Write>,
    id: EntryId,
    until: Until,
) -> Result<Entry> {
    let change_no = mine.next_change(conn)?;
    let (zone, current) = seal_now(conn, mine, id)?;
    if until.has_begun(zone, mine.now()) {
        return Err(Error::field(
            "/date",
            "past",
            "lies in the future where the entry was written",
        ));
    }
    if current.is_none_or(|seal| seal.until != until) {
        let since = mine.now();
        write(conn, mine, id, Some(Seal { until, since }), change_no)?;
    }
    find(conn, mine, id)
}

/// Opens an entry again; one that is not put away stays as it is.
pub(in crate::journal) fn take_out(
    conn: &mut Conn,
    mine: &Access<Journal, Write>,
    id: EntryId,
    policy: &Policy,
) -> Result<()> {
    let change_no = mine.next_change(conn)?;
    match seal_now(conn, mine, id)? {
        (_, Some(_)) => {
            let record = RecordId::from_uuid(id.uuid());
            consent::come_back(conn, &mine.also()?, policy, record)?;
            write(conn, mine, id, None, change_no)
        }
        (_, None) => Ok(()),
    }
}

/// No revision is made: not a word has changed.
fn write(
    conn: &mut Conn,
    mine: &Access<Journal, Write>,
    id: EntryId,
    seal: Option<Seal>,
    change_no: i64,
) -> Result<()> {
    diesel::update(entries::table.find((mine.owner(), id)))
        .set((
            entries::put_away.eq(Some(kept(mine, id, seal)?)),
            entries::change_no.eq(change_no),
        ))
        .execute(conn)?;
    Ok(())
}
