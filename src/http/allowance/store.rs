//! The allowances that instances share, and that survive a restart: one row for each address that has spent any.

use diesel::prelude::*;

use super::{WINDOW, is_of_another_time};
use crate::db::Conn;
use crate::error::{Error, Result};

diesel::table! {
    allowances (who) {
        who -> Binary,
        spent_until -> BigInt,
    }
}

/// Takes `price` from the allowance of `who`: the instant until which it is spent then, and whether it was enough.
pub(super) fn take(conn: &mut Conn, who: &[u8], now: i64, price: i64) -> Result<(i64, bool)> {
    loop {
        let mine = allowances::table.filter(allowances::who.eq(who));
        // The row is locked by the change itself, so that two instances never take the same part of it.
        let going_on = mine
            .filter(allowances::spent_until.ge(now))
            .filter(allowances::spent_until.le(now + WINDOW - price));
        let mut taken = diesel::update(going_on)
            .set(allowances::spent_until.eq(allowances::spent_until + price))
            .execute(conn)?;
        if taken == 0 {
            let whole = mine.filter(
                allowances::spent_until
                    .lt(now)
                    .or(allowances::spent_until.gt(is_of_another_time(now))),
            );
            taken = diesel::update(whole)
                .set(allowances::spent_until.eq(now + price))
                .execute(conn)?;
        }
        let spent: Option<i64> = mine
            .select(allowances::spent_until)
            .first(conn)
            .optional()?;
        if let Some(spent) = spent {
            return Ok((spent, taken > 0));
        }
        let first = conn.transaction::<_, Error, _>(|conn| {
            let row = (
                allowances::who.eq(who),
                allowances::spent_until.eq(now + price),
            );
            diesel::insert_into(allowances::table)
                .values(row)
                .execute(conn)?;
            Ok(())
        });
        match first {
            Ok(()) => return Ok((now + price, true)),
            // Another instance was first: its row is there now.
            Err(Error::Conflict(_)) => {}
            Err(other) => return Err(other),
        }
    }
}

/// Forgets what is whole again.
pub(super) fn forget(conn: &mut Conn, now: i64) -> Result<()> {
    let whole = allowances::table.filter(allowances::spent_until.lt(now));
    diesel::delete(whole).execute(conn)?;
    Ok(())
}
