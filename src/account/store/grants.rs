//! What the gate asks before any proof exists: does this session live, and under which keys are its words?

use chrono::Duration;
use diesel::dsl::exists;
use diesel::prelude::*;

use super::tables::{accounts, authenticators, data_keys, devices, passkeys};
use crate::access::token::Bearer;
use crate::account::DisplayName;
use crate::crypt::keyring::{Keyring, WrappedKey};
use crate::crypt::sealed::{Field, Sealed};
use crate::db::Conn;
use crate::each;
use crate::error::Result;
use crate::ids::AccountId;
use crate::time::{At, Zone};

/// For so long a password or factor counts as just given (ID-14).
const FRESH: Duration = Duration::minutes(5);
/// So long a refresh token may come again while the access token that followed it is unused: its answer was lost (ID-2).
pub(super) const GRACE: Duration = Duration::seconds(10);

/// Where a display name is sealed.
pub(crate) const DISPLAY_NAME: Field = Field("accounts/display_name");

/// What the gate learns of a session that lives.
pub(crate) struct Live {
    /// The caller's wrapped keys.
    pub(crate) wrapped: WrappedKey,
    /// Whether a password or factor was given on this device at most five minutes ago.
    pub(crate) fresh: bool,
    /// Whether the device speaks for the first time with its newest pair of tokens, while that still matters.
    pub(crate) first_use: bool,
    /// Where the caller lives, which much of what they do asks for.
    pub(crate) time_zone: Zone,
}

/// Whether an instant lies at most so far back; a clock that was set back does not make it last longer.
pub(super) fn within(span: Duration, then: Option<At>, now: At) -> bool {
    // Two instances' clocks may differ a little.
    const DIFFERENCE: Duration = Duration::seconds(5);
    then.is_some_and(|then| {
        let age = now.since(then);
        -DIFFERENCE <= age && age <= span
    })
}

/// The session behind the token, if it lives: not ended, not idle too long, not too old, same role.
pub(crate) fn live(conn: &mut Conn, bearer: &Bearer, now: At) -> Result<Option<Live>> {
    type Found = (Vec<u8>, Option<At>, i64, Option<At>, Option<At>, Zone);
    let living = accounts::table
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
        .select((
            data_keys::wrapped,
            devices::fresh_at,
            devices::generation,
            devices::rotated_at,
            devices::answered_at,
            accounts::time_zone,
        ));
    let found: Option<Found> = each!(conn, conn => living.get_result(conn)).optional()?;
    Ok(found.map(
        |(wrapped, fresh_at, generation, rotated_at, answered_at, time_zone)| Live {
            time_zone,
            wrapped: WrappedKey(wrapped),
            fresh: within(FRESH, fresh_at, now),
            first_use: generation == bearer.rotation
                && answered_at.is_none()
                && within(GRACE, rotated_at, now),
        },
    ))
}

/// Notes that the newest pair of tokens of a device is in use.
pub(crate) fn answered(conn: &mut Conn, bearer: &Bearer, now: At) -> Result<()> {
    diesel::update(
        devices::table
            .find((bearer.account, bearer.device))
            .filter(devices::generation.eq(bearer.rotation)),
    )
    .set(devices::answered_at.eq(now))
    .execute(conn)?;
    Ok(())
}

/// Whether the account has an authenticator app or a passkey.
pub(crate) fn has_second_factor(conn: &mut Conn, account: AccountId) -> Result<bool> {
    let app = authenticators::table
        .find(account)
        .filter(authenticators::confirmed_at.is_not_null());
    let passkey = passkeys::table.filter(passkeys::account_id.eq(account));
    let either = diesel::select(exists(app).or(exists(passkey)));
    Ok(each!(conn, conn => either.get_result(conn))?)
}

/// An account's wrapped keys, while it has them.
pub(crate) fn data_key(conn: &mut Conn, account: AccountId) -> Result<Option<WrappedKey>> {
    let wrapped = data_keys::table.find(account).select(data_keys::wrapped);
    let found = each!(conn, conn => wrapped.get_result(conn)).optional()?;
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
    let keys = keyring.data_keys(account, &WrappedKey(wrapped))?;
    name.open(keys.sealing(), account, DISPLAY_NAME.of(account.uuid()))
        .map(Some)
}
