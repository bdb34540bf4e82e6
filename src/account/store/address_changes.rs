//! Codes that let an account have another address; the address itself is not kept before it is confirmed.

use diesel::prelude::*;

use super::registrations::{CODE_LIFE, TRIES};
use super::tables::address_changes;
use crate::access::proof::{Access, Write};
use crate::account::{EmailAddress, Profile};
use crate::crypt::keyring::{BlindIndex, Lookup, same};
use crate::crypt::random::read_code;
use crate::db::Conn;
use crate::error::Result;
use crate::ids::MailId;

/// How many codes may be on their way for one account; further ones are not mailed.
const WAITING: usize = 3;
/// How many codes may be on their way to one address, whoever asked for them.
const WAITING_THERE: i64 = 5;

/// The fingerprint of a code, bound to its account and its address.
fn code_index(mine: &Access<Profile, Write>, address: &EmailAddress, code: &str) -> BlindIndex {
    let bound = format!("{}\n{}\n{code}", mine.owner(), address.folded());
    mine.code_index(Lookup::MailedCode, &bound)
}

/// Keeps the fingerprint of a code; `false` where too many wait already, or too many wrong ones came.
pub(crate) fn insert(
    conn: &mut Conn,
    mine: &Access<Profile, Write>,
    address: &EmailAddress,
    code: &str,
) -> Result<bool> {
    mine.hold_changes(conn)?;
    let now = mine.now();
    let own = address_changes::table.filter(address_changes::account_id.eq(mine.owner()));
    diesel::delete(own.filter(address_changes::expires_at.le(now))).execute(conn)?;
    let waiting: Vec<i64> = own.select(address_changes::attempts).load(conn)?;
    let index = mine.code_index(Lookup::Address, &address.folded()).0;
    let there: i64 = address_changes::table
        .filter(address_changes::address_index.eq(&index))
        .filter(address_changes::expires_at.gt(now))
        .count()
        .get_result(conn)?;
    let guessed_at = waiting.iter().any(|tries| *tries >= TRIES);
    if waiting.len() >= WAITING || there >= WAITING_THERE || guessed_at {
        return Ok(false);
    }
    diesel::insert_into(address_changes::table)
        .values((
            address_changes::account_id.eq(mine.owner()),
            address_changes::id.eq(MailId::new(now)),
            address_changes::address_index.eq(index),
            address_changes::code_index.eq(code_index(mine, address, code).0),
            address_changes::attempts.eq(0),
            address_changes::expires_at.eq(now.plus(CODE_LIFE)),
        ))
        .execute(conn)?;
    Ok(true)
}

/// Whether the code is good for this address; if so it and its siblings are used up, if not it counts against all of them.
pub(crate) fn take(
    conn: &mut Conn,
    mine: &Access<Profile, Write>,
    address: &EmailAddress,
    code: &str,
) -> Result<bool> {
    mine.hold_changes(conn)?;
    let own = address_changes::table.filter(address_changes::account_id.eq(mine.owner()));
    let waiting: Vec<(Vec<u8>, i64)> = own
        .filter(address_changes::expires_at.gt(mine.now()))
        .select((address_changes::code_index, address_changes::attempts))
        .load(conn)?;
    let BlindIndex(typed) = code_index(mine, address, &read_code(code));
    let good = waiting
        .iter()
        .any(|(code, tries)| same(code, &typed) && *tries < TRIES);
    if good {
        diesel::delete(own).execute(conn)?;
    } else {
        diesel::update(own)
            .set(address_changes::attempts.eq(address_changes::attempts + 1))
            .execute(conn)?;
    }
    Ok(good)
}
