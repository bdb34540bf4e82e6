//! The wrapped keys of accounts, for the rotation of keys.

use diesel::prelude::*;

use super::tables::data_keys;
use crate::access::proof::Doorstep;
use crate::crypt::keyring::WrappedKey;
use crate::db::Conn;
use crate::error::Result;
use crate::ids::AccountId;
use crate::time::At;

/// The keys of one account as they are stored.
#[derive(Debug, Clone)]
pub(crate) struct StoredKeys {
    pub(crate) account: AccountId,
    pub(crate) wrapped: WrappedKey,
    pub(crate) made_at: At,
}

type Row = (AccountId, Vec<u8>, At);

impl From<Row> for StoredKeys {
    fn from((account, wrapped, made_at): Row) -> Self {
        Self {
            account,
            wrapped: WrappedKey(wrapped),
            made_at,
        }
    }
}

/// How many accounts have keys.
pub(crate) fn count_keys(conn: &mut Conn, _: &Doorstep) -> Result<i64> {
    Ok(data_keys::table.count().get_result(conn)?)
}

/// The keys of one account, while it has any.
pub(crate) fn keys_of(
    conn: &mut Conn,
    _: &Doorstep,
    account: AccountId,
) -> Result<Option<StoredKeys>> {
    let row: Option<Row> = data_keys::table.find(account).first(conn).optional()?;
    Ok(row.map(StoredKeys::from))
}

/// The keys of the next accounts, in the order of their ids.
pub(crate) fn keys_after(
    conn: &mut Conn,
    _: &Doorstep,
    after: AccountId,
    most: i64,
) -> Result<Vec<StoredKeys>> {
    let rows: Vec<Row> = data_keys::table
        .filter(data_keys::account_id.gt(after))
        .order(data_keys::account_id)
        .limit(most)
        .load(conn)?;
    Ok(rows.into_iter().map(StoredKeys::from).collect())
}

/// Puts another wrapping in the place of the one that was read; `false` where that one is not there any more.
pub(crate) fn replace_keys(
    conn: &mut Conn,
    _: &Doorstep,
    stored: StoredKeys,
    again: WrappedKey,
    made_at: At,
) -> Result<bool> {
    let row = data_keys::table.find(stored.account);
    let changed = diesel::update(row.filter(data_keys::wrapped.eq(stored.wrapped.0)))
        .set((
            data_keys::wrapped.eq(again.0),
            data_keys::created_at.eq(made_at),
        ))
        .execute(conn)?;
    Ok(changed == 1)
}
