//! Codes that let a new password be set.

use diesel::prelude::*;

use super::registrations::{CODE_LIFE, TRIES, code_index};
use super::tables::password_resets;
use crate::access::proof::{Access, Doorstep, Write};
use crate::account::{EmailAddress, Profile};
use crate::crypt::keyring::{BlindIndex, same};
use crate::crypt::random::read_code;
use crate::db::Conn;
use crate::error::Result;
use crate::ids::{AccountId, MailId};

/// How many codes may be on their way to one account; further ones are not mailed.
const WAITING: usize = 3;

/// Keeps the fingerprint of a code; `false` where too many wait already, or too many wrong ones came.
pub(crate) fn insert(
    conn: &mut Conn,
    door: &Doorstep,
    account: AccountId,
    address: &EmailAddress,
    code: &str,
) -> Result<bool> {
    let mine = password_resets::table.filter(password_resets::account_id.eq(account));
    diesel::delete(mine.filter(password_resets::expires_at.le(door.now()))).execute(conn)?;
    let waiting: Vec<i64> = mine.select(password_resets::attempts).load(conn)?;
    if waiting.len() >= WAITING || waiting.iter().any(|tries| *tries >= TRIES) {
        return Ok(false);
    }
    diesel::insert_into(password_resets::table)
        .values((
            password_resets::account_id.eq(account),
            password_resets::id.eq(MailId::new(door.now())),
            password_resets::code_index.eq(code_index(door, address, code).0),
            password_resets::attempts.eq(0),
            password_resets::expires_at.eq(door.now().plus(CODE_LIFE)),
        ))
        .execute(conn)?;
    Ok(true)
}

/// Whether the code is good; if so it and its siblings are used up, if not it counts against all of them.
pub(crate) fn take(
    conn: &mut Conn,
    door: &Doorstep,
    account: AccountId,
    address: &EmailAddress,
    code: &str,
) -> Result<bool> {
    let mine = password_resets::table.filter(password_resets::account_id.eq(account));
    // Counted before it is looked at, so that tries that come together count each.
    diesel::update(mine)
        .set(password_resets::attempts.eq(password_resets::attempts + 1))
        .execute(conn)?;
    let waiting: Vec<(Vec<u8>, i64)> = mine
        .filter(password_resets::expires_at.gt(door.now()))
        .select((password_resets::code_index, password_resets::attempts))
        .load(conn)?;
    let BlindIndex(typed) = code_index(door, address, &read_code(code));
    let good = waiting
        .iter()
        .any(|(code, tries)| same(code, &typed) && *tries <= TRIES);
    if good {
        diesel::delete(mine).execute(conn)?;
    }
    Ok(good)
}

/// Ends every code of this account.
pub(crate) fn end_all(conn: &mut Conn, mine: &Access<Profile, Write>) -> Result<()> {
    diesel::delete(password_resets::table.filter(password_resets::account_id.eq(mine.owner())))
        .execute(conn)?;
    Ok(())
}
