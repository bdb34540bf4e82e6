//! The outbox.

use chrono::Duration;
use diesel::prelude::*;

use super::Letter;
use crate::access::proof::Doorstep;
use crate::crypt::does_not_open;
use crate::crypt::sealed::{Field, Sealed};
use crate::db::Conn;
use crate::error::Result;
use crate::ids::MailId;
use crate::time::At;

diesel::table! {
    mails (id) {
        id -> crate::db::sql::Id,
        letter -> Binary,
        attempts -> BigInt,
        due_at -> crate::db::sql::Instant,
        created_at -> crate::db::sql::Instant,
    }
}

const LETTER: Field = Field("mails/letter");
/// After so many failures a mail is given up.
const TRIES: i64 = 8;

/// Puts a mail into the outbox, in the transaction of what it tells of; not where nobody could get it.
pub(crate) fn post(conn: &mut Conn, door: &Doorstep, letter: &Letter) -> Result<()> {
    if letter.is_to_nobody() {
        return Ok(());
    }
    let id = MailId::new(door.now());
    diesel::insert_into(mails::table)
        .values((
            mails::id.eq(id),
            mails::letter.eq(door.seal(LETTER.of(id.uuid()), letter)?),
            mails::attempts.eq(0),
            mails::due_at.eq(door.now()),
            mails::created_at.eq(door.now()),
        ))
        .execute(conn)?;
    Ok(())
}

/// A mail that is due, put off already, so that another instance does not take it too while it is being sent.
#[derive(Debug)]
pub(super) struct Taken {
    pub(super) id: MailId,
    /// What it says; nothing where it does not open.
    pub(super) letter: Option<Letter>,
}

/// Takes the mail that has been due for longest and that no other instance is taking. One that does not open stops no other: it is put off
/// like one that could not be sent.
pub(super) fn take(conn: &mut Conn, door: &Doorstep) -> Result<Option<Taken>> {
    let Some((id, letter, attempts)) = next_due(conn, door.now())? else {
        return Ok(None);
    };
    let wait = Duration::minutes(1 << attempts.clamp(0, 8));
    diesel::update(mails::table.find(id))
        .set((
            mails::attempts.eq(attempts + 1),
            mails::due_at.eq(door.now().plus(wait)),
        ))
        .execute(conn)?;
    let letter = match door.open(&letter, LETTER.of(id.uuid())) {
        Ok(letter) => Some(letter),
        Err(error) if does_not_open(&error) => None,
        Err(error) => return Err(error),
    };
    Ok(Some(Taken { id, letter }))
}

/// The mail that has been due for longest, locked until this transaction ends: on PostgreSQL nobody waits for one that is locked already
/// (RE-11), and SQLite has one writer.
fn next_due(conn: &mut Conn, now: At) -> Result<Option<(MailId, Sealed<Letter>, i64)>> {
    let due = mails::table
        .filter(mails::due_at.le(now))
        .order(mails::due_at)
        .select((mails::id, mails::letter, mails::attempts))
        .limit(1);
    let found = match conn {
        Conn::Sqlite(conn) => due.get_result(conn),
        Conn::Postgres(conn) => due.for_update().skip_locked().get_result(conn),
    };
    Ok(found.optional()?)
}

/// A mail has gone, or is given up after so many tries.
pub(super) fn settle(conn: &mut Conn, id: MailId, sent: bool) -> Result<()> {
    let mail = mails::table.find(id);
    if sent {
        diesel::delete(mail).execute(conn)?;
    } else {
        diesel::delete(mail.filter(mails::attempts.ge(TRIES))).execute(conn)?;
    }
    Ok(())
}
