//! Refusals, on a log that a loop of them cannot flood (AU-1, AZ-4).
//!
//! The first [`ONE_BY_ONE`] refusals of an hour are rows of their own, for each link, kind and actor. Further ones are counted, and
//! their number becomes one row, with `times`, when the log is next read or when a refusal comes after the hour. What is asked for makes no
//! difference to any of it, so an id that exists and an invented one leave the same trace and take the same work.

use chrono::Duration;
use diesel::prelude::*;
use uuid::Uuid;

use super::proof::{Access, By, Write};
use super::trail::{self, Action, Actor, ActorKind, Event, Ledger, SERVICE};
use crate::db::Conn;
use crate::error::Result;
use crate::ids::{AccountId, LinkId};
use crate::time::At;

/// How many refusals of an hour are told one by one.
pub const ONE_BY_ONE: i64 = 20;

diesel::table! {
    ledger_refusals (account_id, link_id, action, actor_kind, actor_id) {
        account_id -> crate::db::sql::Id,
        link_id -> crate::db::sql::Id,
        action -> Text,
        actor_kind -> Text,
        actor_id -> crate::db::sql::Id,
        since -> crate::db::sql::Instant,
        seen -> BigInt,
        unwritten -> BigInt,
    }
}

/// Who has no account, in a key.
const NOBODY: AccountId = AccountId::from_uuid(Uuid::nil());

/// How many refusals of one kind and actor there were in the hour that began at `since`.
#[derive(Debug, Clone, Copy, Queryable, Insertable)]
#[diesel(table_name = ledger_refusals)]
struct Tally {
    account_id: AccountId,
    link_id: LinkId,
    action: Action,
    actor_kind: ActorKind,
    /// [`NOBODY`] where the actor has no account.
    actor_id: AccountId,
    since: At,
    seen: i64,
    unwritten: i64,
}

impl Tally {
    /// The row for those that were only counted.
    fn merged(&self) -> Event {
        Event {
            link: Some(self.link_id).filter(|link| !stands_for_none(*link)),
            times: self.unwritten,
            ..Event::refused(self.action)
        }
    }

    fn actor(&self) -> Actor {
        Actor {
            kind: self.actor_kind,
            account: Some(self.actor_id).filter(|id| *id != NOBODY),
        }
    }
}

/// Keys that are no link: none at all, or one of the 256 heaps of addresses that nobody has.
fn stands_for_none(link: LinkId) -> bool {
    link.uuid().as_u128() < 1 << 16
}

/// Puts a refusal on a log, or counts it; the flag says whether it is a row.
pub(super) fn refuse(conn: &mut Conn, account: AccountId, by: By, event: Event) -> Result<bool> {
    let key = event.link.unwrap_or(LinkId::from_uuid(Uuid::nil()));
    refuse_under(conn, account, by, event, key)
}

fn refuse_under(
    conn: &mut Conn,
    account: AccountId,
    by: By,
    event: Event,
    key: LinkId,
) -> Result<bool> {
    trail::hold(conn, account)?;
    let actor = by.actor.account.unwrap_or(NOBODY);
    let place = ledger_refusals::table.find((account, key, event.action, by.actor.kind, actor));
    let found: Option<Tally> = place.first(conn).optional()?;
    let fresh = Tally {
        account_id: account,
        link_id: key,
        action: event.action,
        actor_kind: by.actor.kind,
        actor_id: actor,
        since: by.now,
        seen: 1,
        unwritten: 0,
    };
    let Some(tally) = found else {
        diesel::insert_into(ledger_refusals::table)
            .values(&fresh)
            .execute(conn)
            .map_err(trail::unwritable)?;
        trail::append(conn, account, by, &[event])?;
        return Ok(true);
    };
    // Also where the clock went back: an hour that has not begun holds nothing.
    let over = by.now < tally.since || by.now.since(tally.since) >= Duration::hours(1);
    let mut rows = Vec::new();
    if over && tally.unwritten > 0 {
        rows.push(tally.merged());
    }
    let next = if over {
        fresh
    } else {
        let told = tally.seen < ONE_BY_ONE;
        Tally {
            seen: tally.seen + i64::from(told),
            unwritten: tally.unwritten + i64::from(!told),
            ..tally
        }
    };
    let told = over || next.seen > tally.seen;
    if told {
        rows.push(event);
    }
    diesel::update(place)
        .set((
            ledger_refusals::since.eq(next.since),
            ledger_refusals::seen.eq(next.seen),
            ledger_refusals::unwritten.eq(next.unwritten),
        ))
        .execute(conn)
        .map_err(trail::unwritable)?;
    trail::append(conn, account, by, &rows)?;
    Ok(told)
}

/// Puts a refusal that concerns an address on the log of the account that has it, or on the service's where none has it.
///
/// Either way it is the same work, so that the time of a refusal does not tell whether there is an account (ID-9).
pub(super) fn refuse_address(
    conn: &mut Conn,
    known: Option<AccountId>,
    heap: u8,
    by: By,
    action: Action,
) -> Result<()> {
    let (account, key) = match known {
        Some(account) => (account, 0),
        None => (SERVICE, u128::from(heap) + 1),
    };
    let key = LinkId::from_uuid(Uuid::from_u128(key));
    refuse_under(conn, account, by, Event::refused(action), key).map(drop)
}

/// Puts on the owner's log what was only counted so far, so that whoever reads it reads all of it.
pub fn settle(conn: &mut Conn, mine: &Access<Ledger, Write>) -> Result<()> {
    let waiting: Vec<Tally> = ledger_refusals::table
        .filter(ledger_refusals::account_id.eq(mine.owner()))
        .filter(ledger_refusals::unwritten.gt(0))
        .load(conn)?;
    if waiting.is_empty() {
        return Ok(());
    }
    trail::hold(conn, mine.owner())?;
    // Looked at again, now that nobody else counts.
    let waiting: Vec<Tally> = ledger_refusals::table
        .filter(ledger_refusals::account_id.eq(mine.owner()))
        .filter(ledger_refusals::unwritten.gt(0))
        .load(conn)?;
    for tally in waiting {
        diesel::update(ledger_refusals::table.find((
            tally.account_id,
            tally.link_id,
            tally.action,
            tally.actor_kind,
            tally.actor_id,
        )))
        .set(ledger_refusals::unwritten.eq(0))
        .execute(conn)
        .map_err(trail::unwritable)?;
        let by = By {
            actor: tally.actor(),
            ..mine.by()
        };
        trail::append(conn, mine.owner(), by, &[tally.merged()])?;
    }
    Ok(())
}
