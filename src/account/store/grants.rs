//! What the gate asks before any proof exists: does this session live, and under which key are its words?

use diesel::prelude::*;

use super::tables::{accounts, data_keys, devices};
use crate::access::token::Bearer;
use crate::account::DisplayName;
use crate::crypt::keyring::{Keyring, WrappedKey};
use crate::crypt::sealed::{Field, Sealed};
use crate::db::Conn;
use crate::error::Result;
use crate::ids::AccountId;
use crate::time::At;

/// Where a display name is sealed.
pub(crate) const DISPLAY_NAME: Field = Field("accounts/display_name");

/// The caller's wrapped key, if the session behind the token lives: not ended, not idle too long, not too old, same role.
pub(crate) fn live(conn: &mut Conn, bearer: &Bearer, now: At) -> Result<Option<WrappedKey>> {
    let found = accounts::table
        .inner_join(data_keys::table)
        .inner_join(devices::table.on(devices::account_id.eq(accounts::id)))
        .filter(
            accounts::id
                .eq(bearer.account)
                .and(accounts::role.eq(bearer.role)),
        )
        .filter(
            devices::account_id
                .eq(bearer.account)
                .and(devices::id.eq(bearer.device)),
        )
        .filter(devices::ended_at.is_null())
        .filter(devices::idle_at.gt(now).and(devices::expires_at.gt(now)))
        .select(data_keys::wrapped)
        .get_result(conn)
        .optional()?;
    Ok(found.map(WrappedKey))
}

/// An account's wrapped key, while it has one.
pub(crate) fn data_key(conn: &mut Conn, account: AccountId) -> Result<Option<WrappedKey>> {
    let found = data_keys::table
        .find(account)
        .select(data_keys::wrapped)
        .get_result(conn)
        .optional()?;
    Ok(found.map(WrappedKey))
}

/// The name of the account at the other end of a link; asked by the proof alone.
pub(crate) fn display_name(
    conn: &mut Conn,
    keyring: &Keyring,
    account: AccountId,
) -> Result<Option<DisplayName>> {
    let found: Option<(Sealed<DisplayName>, Vec<u8>)> = accounts::table
        .inner_join(data_keys::table)
        .filter(accounts::id.eq(account))
        .select((accounts::display_name, data_keys::wrapped))
        .get_result(conn)
        .optional()?;
    let Some((name, wrapped)) = found else {
        return Ok(None);
    };
    let key = keyring.data_key(account, &WrappedKey(wrapped))?;
    name.open(&key, account, DISPLAY_NAME.of(account.uuid()))
        .map(Some)
}
