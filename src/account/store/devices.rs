//! Devices: each is one family of refresh tokens, and one session that the gate looks for at every request.

use diesel::prelude::*;

use super::accounts;
use super::grants::{GRACE, within};
use super::tables::devices;
use crate::access::proof::{Access, Doorstep, Permission, Write};
use crate::access::trail::{Action, Event};
use crate::account::credentials::RefreshToken;
use crate::account::{DeviceName, Profile};
use crate::config::SessionLife;
use crate::crypt::keyring::{BlindIndex, Keyring, same};
use crate::crypt::sealed::{Field, Sealed};
use crate::db::{Backend, Conn};
use crate::error::Result;
use crate::http::page::{Cursor, Limit};
use crate::ids::{AccountId, DeviceId};
use crate::time::At;

const NAME: Field = Field("devices/name");

/// A device, opened.
#[derive(Debug, Clone)]
pub(crate) struct Device {
    pub(crate) id: DeviceId,
    pub(crate) name: Option<DeviceName>,
    pub(crate) created_at: At,
    pub(crate) last_seen_at: At,
}

#[derive(Queryable, Insertable)]
#[diesel(table_name = devices)]
struct Row {
    account_id: AccountId,
    id: DeviceId,
    name: Option<Sealed<DeviceName>>,
    generation: i64,
    secret_index: Vec<u8>,
    created_at: At,
    last_seen_at: At,
    idle_at: At,
    expires_at: At,
    ended_at: Option<At>,
    fresh_at: Option<At>,
    rotated_at: Option<At>,
    answered_at: Option<At>,
}

/// Signs a device in and returns its first refresh token.
pub(crate) fn insert(
    conn: &mut Conn,
    mine: &Access<Profile, Write>,
    keyring: &Keyring,
    name: Option<DeviceName>,
    life: SessionLife,
) -> Result<RefreshToken> {
    let (account_id, id, now) = (mine.owner(), DeviceId::new(mine.now()), mine.now());
    let token = RefreshToken::new(account_id, id, 1)?;
    let row = Row {
        account_id,
        id,
        name: name
            .map(|name| mine.seal(NAME.of(id.uuid()), &name))
            .transpose()?,
        generation: 1,
        secret_index: token.index(keyring).0,
        created_at: now,
        last_seen_at: now,
        idle_at: now.plus(life.idle),
        expires_at: now.plus(life.absolute),
        ended_at: None,
        fresh_at: Some(now),
        rotated_at: None,
        answered_at: None,
    };
    diesel::insert_into(devices::table)
        .values(&row)
        .execute(conn)?;
    mine.record(conn, Event::done(Action::SignedIn))?;
    Ok(token)
}

/// What became of a refresh token that was presented.
pub(crate) enum Refreshed {
    /// It was the newest one; here is the next.
    Next(RefreshToken),
    /// It had been used before: the device is signed out now (ID-3).
    Reused,
    /// The device is signed out already, or too old.
    Over,
}

/// Takes a token and gives the next one of its family, once; whose answer was lost may ask again for a moment (ID-2).
pub(crate) fn rotate(
    conn: &mut Conn,
    mine: &Access<Profile, Write>,
    keyring: &Keyring,
    token: &RefreshToken,
    life: SessionLife,
) -> Result<Refreshed> {
    let device = devices::table.find((mine.owner(), token.device));
    let Some(row) = device.first::<Row>(conn).optional()? else {
        return Ok(Refreshed::Over);
    };
    let now = mine.now();
    if row.ended_at.is_some() {
        return Ok(Refreshed::Over);
    }
    if row.idle_at <= now || row.expires_at <= now {
        // Once it was seen to be over it stays so, also where the clock is set back (RE-7).
        diesel::update(device.filter(devices::ended_at.is_null()))
            .set(devices::ended_at.eq(now))
            .execute(conn)?;
        return Ok(Refreshed::Over);
    }
    let BlindIndex(index) = token.index(keyring);
    let next = token.next(keyring);
    if i64::from(token.generation) == row.generation && same(&index, &row.secret_index) {
        // The generation in the filter decides between two that arrive together: one rotates, the other lost an answer.
        let rotated = diesel::update(device.filter(devices::generation.eq(row.generation)))
            .set((
                devices::generation.eq(row.generation + 1),
                devices::secret_index.eq(next.index(keyring).0),
                devices::last_seen_at.eq(now),
                devices::idle_at.eq(now.plus(life.idle)),
                devices::rotated_at.eq(now),
                devices::answered_at.eq(None::<At>),
            ))
            .execute(conn)?;
        if rotated == 1 {
            return Ok(Refreshed::Next(next));
        }
    }
    let row: Row = device.first(conn)?;
    let newest = i64::from(next.generation) == row.generation
        && same(&next.index(keyring).0, &row.secret_index);
    let lost = row.answered_at.is_none() && within(GRACE, row.rotated_at, now);
    if newest && lost && row.ended_at.is_none() {
        return Ok(Refreshed::Next(next));
    }
    diesel::update(device.filter(devices::ended_at.is_null()))
        .set(devices::ended_at.eq(now))
        .execute(conn)?;
    mine.record(conn, Event::done(Action::TokenReused))?;
    Ok(Refreshed::Reused)
}

/// Notes that whoever holds this device has just shown again who they are (ID-14).
pub(crate) fn refreshed(
    conn: &mut Conn,
    mine: &Access<Profile, Write>,
    device: DeviceId,
) -> Result<()> {
    diesel::update(devices::table.find((mine.owner(), device)))
        .set(devices::fresh_at.eq(mine.now()))
        .execute(conn)?;
    Ok(())
}

/// Where every read of devices starts: those of the proof's owner that are signed in.
fn visible<'a, A: Permission>(access: &Access<Profile, A>) -> devices::BoxedQuery<'a, Backend> {
    devices::table
        .filter(devices::account_id.eq(access.owner()))
        .filter(devices::ended_at.is_null())
        .filter(
            devices::idle_at
                .gt(access.now())
                .and(devices::expires_at.gt(access.now())),
        )
        .into_boxed()
}

/// A page of the devices that are signed in, newest first.
pub(crate) fn page<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Profile, A>,
    limit: Limit,
    after: Option<Cursor>,
) -> Result<Vec<Device>> {
    let mut query = visible(mine);
    if let Some(cursor) = after {
        let id = DeviceId::from_uuid(cursor.id);
        query = query
            .filter(devices::created_at.le(cursor.at))
            .filter(devices::created_at.lt(cursor.at).or(devices::id.lt(id)));
    }
    let rows: Vec<Row> = query
        .order((devices::created_at.desc(), devices::id.desc()))
        .limit(limit.and_one())
        .load(conn)?;
    rows.into_iter()
        .map(|row| {
            let name = row
                .name
                .map(|name| mine.open(&name, NAME.of(row.id.uuid())))
                .transpose()?;
            Ok(Device {
                id: row.id,
                name,
                created_at: row.created_at,
                last_seen_at: row.last_seen_at,
            })
        })
        .collect()
}

/// Signs one device out; whether there was one.
pub(crate) fn end(
    conn: &mut Conn,
    mine: &Access<Profile, Write>,
    device: DeviceId,
) -> Result<bool> {
    let ended = diesel::update(
        devices::table
            .find((mine.owner(), device))
            .filter(devices::ended_at.is_null()),
    )
    .set(devices::ended_at.eq(mine.now()))
    .execute(conn)?;
    if ended > 0 {
        mine.record(conn, Event::done(Action::SignedOut))?;
    }
    Ok(ended > 0)
}

/// Signs every device out but this one, and says how many; one row tells of them (ID-5).
pub(crate) fn end_others(
    conn: &mut Conn,
    mine: &Access<Profile, Write>,
    device: DeviceId,
) -> Result<i64> {
    // Held before they are counted, so that none signs in between.
    accounts::hold(conn, mine.owner())?;
    let others = visible(mine).filter(devices::id.ne(device));
    let ended: i64 = others.count().get_result(conn)?;
    end_all(conn, mine, Some(device))?;
    if ended > 0 {
        mine.record(conn, Event::done(Action::SessionsEnded))?;
    }
    Ok(ended)
}

/// Signs every device of one account out, on an operator's word and on record, and says how many.
pub(crate) fn end_by_operator(
    conn: &mut Conn,
    door: &Doorstep,
    account: AccountId,
) -> Result<usize> {
    let alive = devices::table.filter(
        devices::account_id
            .eq(account)
            .and(devices::ended_at.is_null()),
    );
    let ended = diesel::update(alive)
        .set(devices::ended_at.eq(door.now()))
        .execute(conn)?;
    door.record_operator(conn, Some(account), Action::SessionsEnded)?;
    Ok(ended)
}

/// The first account after this one that has a device which was not signed out.
pub(crate) fn next_account(conn: &mut Conn, after: AccountId) -> Result<Option<AccountId>> {
    Ok(devices::table
        .filter(devices::ended_at.is_null())
        .filter(devices::account_id.gt(after))
        .order(devices::account_id)
        .select(devices::account_id)
        .first(conn)
        .optional()?)
}

/// Signs every device out but, where it is given, the one that asks; also one that is signing in at this moment.
pub(crate) fn end_all(
    conn: &mut Conn,
    mine: &Access<Profile, Write>,
    but: Option<DeviceId>,
) -> Result<()> {
    accounts::hold(conn, mine.owner())?;
    let spared = but.unwrap_or_else(|| DeviceId::from_uuid(uuid::Uuid::nil()));
    diesel::update(
        devices::table.filter(
            devices::account_id
                .eq(mine.owner())
                .and(devices::id.ne(spared))
                .and(devices::ended_at.is_null()),
        ),
    )
    .set(devices::ended_at.eq(mine.now()))
    .execute(conn)?;
    Ok(())
}
