//! Requests to be erased, the erasing itself, and the list of who was.

use aws_lc_rs::digest::{Context, SHA256};
use diesel::prelude::*;

use super::Erasure;
use crate::access::inventory;
use crate::access::proof::{Access, Doorstep, Permission, Write};
use crate::access::trail::{Action, Event};
use crate::account::{self, Profile};
use crate::care::{self, Care, EndedBy};
use crate::db::{Backend, Conn};
use crate::error::{Error, Result};
use crate::ids::AccountId;
use crate::time::At;

diesel::table! {
    erasure_requests (account_id) {
        account_id -> crate::db::sql::Id,
        asked_at -> crate::db::sql::Instant,
    }
}

diesel::table! {
    erasures (account_mark) {
        account_mark -> Binary,
        erased_at -> crate::db::sql::Instant,
        backup_horizon -> Nullable<crate::db::sql::Instant>,
    }
}

/// Where every read of requests starts: the proof's owner's.
fn visible<'a, A: Permission>(
    mine: &Access<Erasure, A>,
) -> erasure_requests::BoxedQuery<'a, Backend> {
    erasure_requests::table
        .filter(erasure_requests::account_id.eq(mine.owner()))
        .into_boxed()
}

/// When the owner asked to be erased, while that waits to be said again.
pub(super) fn asked_at<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Erasure, A>,
) -> Result<Option<At>> {
    Ok(visible(mine)
        .select(erasure_requests::asked_at)
        .first(conn)
        .optional()?)
}

/// Keeps the request, once, and returns when it was made.
pub(super) fn ask(conn: &mut Conn, mine: &Access<Erasure, Write>) -> Result<At> {
    mine.next_change(conn)?;
    if let Some(asked_at) = asked_at(conn, mine)? {
        return Ok(asked_at);
    }
    diesel::insert_into(erasure_requests::table)
        .values((
            erasure_requests::account_id.eq(mine.owner()),
            erasure_requests::asked_at.eq(mine.now()),
        ))
        .execute(conn)?;
    mine.record(conn, Event::done(Action::ErasureAsked))?;
    Ok(mine.now())
}

/// Takes the request back.
pub(super) fn withdraw(conn: &mut Conn, mine: &Access<Erasure, Write>) -> Result<()> {
    mine.next_change(conn)?;
    let gone = diesel::delete(erasure_requests::table.find(mine.owner())).execute(conn)?;
    if gone == 0 {
        return Err(Error::NotFound);
    }
    mine.record(conn, Event::done(Action::ErasureWithdrawn))
}

/// Erases the owner's account: ends the patient's links, closes the log, destroys keys and rows, and puts the account on the list.
///
/// A therapist's links belong to patients' records and have been left before; one that was made since makes the request come again.
/// The day that the receipt names is kept beside it.
pub(crate) fn erase(
    conn: &mut Conn,
    mine: &Access<Erasure, Write>,
    backup_horizon: At,
) -> Result<()> {
    mine.next_change(conn)?;
    inventory::claim(conn, mine)?;
    let care = mine.also::<Care>()?;
    if !care::standing_of_therapist(conn, &care)?.is_empty() {
        return Err(Error::Busy);
    }
    for link in care::standing_of_patient(conn, &care)? {
        care::end(conn, &care, link, EndedBy::Patient)?;
    }
    mine.record(conn, Event::done(Action::AccountErased))?;
    account::forget_applications(conn, &mine.also::<Profile>()?)?;
    inventory::erase(conn, mine)?;
    diesel::insert_into(erasures::table)
        .values((
            erasures::account_mark.eq(mark(mine.owner())),
            erasures::erased_at.eq(mine.now()),
            erasures::backup_horizon.eq(Some(backup_horizon)),
        ))
        .execute(conn)?;
    Ok(())
}

/// The first day that a receipt names of those given at this instant or later.
pub(crate) fn promised_since(conn: &mut Conn, _: &Doorstep, since: At) -> Result<Option<At>> {
    let first: Option<Option<At>> = erasures::table
        .filter(erasures::erased_at.ge(since))
        .filter(erasures::backup_horizon.is_not_null())
        .order(erasures::backup_horizon)
        .select(erasures::backup_horizon)
        .first(conn)
        .optional()?;
    Ok(first.flatten())
}

/// The fingerprint of an account on the list: whoever has the account's id can ask whether it is there, and the list tells no id.
fn mark(account: AccountId) -> Vec<u8> {
    let mut context = Context::new(&SHA256);
    context.update(b"erased account");
    context.update(account.uuid().as_bytes());
    context.finish().as_ref().to_vec()
}
