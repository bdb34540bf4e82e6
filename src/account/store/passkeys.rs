//! Passkeys, and the challenges that wait for their answers: in the database, because another instance may get the answer (ID-13).

use chrono::Duration;
use diesel::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use webauthn_rs::prelude::Passkey;

use super::tables::{ceremonies, passkeys};
use crate::access::proof::{Access, Doorstep, Permission, Write};
use crate::access::trail::{Action, Event};
use crate::account::Profile;
use crate::account::model::PasskeyName;
use crate::crypt::keyring::Lookup;
use crate::crypt::sealed::{Field, Sealed};
use crate::db::{Backend, Conn};
use crate::error::{Error, Result};
use crate::http::page::{Cursor, Limit};
use crate::ids::{AccountId, CeremonyId, DeviceId, PasskeyId, RecordId};
use crate::time::At;

const CREDENTIAL: Field = Field("passkeys/credential");
const NAME: Field = Field("passkeys/name");
const STATE: Field = Field("ceremonies/state");

/// How long a challenge waits for its answer.
const CEREMONY_LIFE: Duration = Duration::minutes(5);
/// The most passkeys of one account.
const MOST: i64 = 20;

/// A passkey, opened.
pub(crate) struct Kept {
    pub(crate) id: PasskeyId,
    pub(crate) credential: Passkey,
    pub(crate) name: Option<PasskeyName>,
    pub(crate) version: i64,
    pub(crate) created_at: At,
    pub(crate) last_used_at: Option<At>,
}

#[derive(Queryable, Insertable)]
#[diesel(table_name = passkeys)]
struct Row {
    account_id: AccountId,
    id: PasskeyId,
    credential_index: Vec<u8>,
    credential: Sealed<Passkey>,
    name: Option<Sealed<PasskeyName>>,
    version: i64,
    created_at: At,
    last_used_at: Option<At>,
}

impl Row {
    fn open<A: Permission>(self, mine: &Access<Profile, A>) -> Result<Kept> {
        let uuid = self.id.uuid();
        Ok(Kept {
            id: self.id,
            credential: mine.open(&self.credential, CREDENTIAL.of(uuid))?,
            name: self
                .name
                .map(|name| mine.open(&name, NAME.of(uuid)))
                .transpose()?,
            version: self.version,
            created_at: self.created_at,
            last_used_at: self.last_used_at,
        })
    }
}

/// Where every read of passkeys starts: the proof's owner's.
fn visible<'a, A: Permission>(access: &Access<Profile, A>) -> passkeys::BoxedQuery<'a, Backend> {
    passkeys::table
        .filter(passkeys::account_id.eq(access.owner()))
        .into_boxed()
}

/// Every passkey of the owner's.
pub(crate) fn all<A: Permission>(conn: &mut Conn, mine: &Access<Profile, A>) -> Result<Vec<Kept>> {
    let rows: Vec<Row> = visible(mine).limit(MOST).load(conn)?;
    rows.into_iter().map(|row| row.open(mine)).collect()
}

/// A page of the owner's passkeys, newest first.
pub(crate) fn page<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Profile, A>,
    limit: Limit,
    after: Option<Cursor>,
) -> Result<Vec<Kept>> {
    let mut query = visible(mine);
    if let Some(cursor) = after {
        let id = PasskeyId::from_uuid(cursor.id);
        query = query
            .filter(passkeys::created_at.le(cursor.at))
            .filter(passkeys::created_at.lt(cursor.at).or(passkeys::id.lt(id)));
    }
    let rows: Vec<Row> = query
        .order((passkeys::created_at.desc(), passkeys::id.desc()))
        .limit(limit.and_one())
        .load(conn)?;
    rows.into_iter().map(|row| row.open(mine)).collect()
}

/// One passkey of the owner's.
pub(crate) fn find<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Profile, A>,
    id: PasskeyId,
) -> Result<Kept> {
    let row: Row = visible(mine).filter(passkeys::id.eq(id)).first(conn)?;
    row.open(mine)
}

fn index<A: Permission>(mine: &Access<Profile, A>, credential: &[u8]) -> Vec<u8> {
    let spelled = data_encoding::BASE64URL_NOPAD.encode(credential);
    mine.code_index(Lookup::Passkey, &format!("{}\n{spelled}", mine.owner()))
        .0
}

/// The owner's passkey whose authenticator calls it so.
pub(crate) fn named(
    conn: &mut Conn,
    mine: &Access<Profile, Write>,
    credential: &[u8],
) -> Result<Option<Kept>> {
    let row: Option<Row> = visible(mine)
        .filter(passkeys::credential_index.eq(index(mine, credential)))
        .first(conn)
        .optional()?;
    row.map(|row| row.open(mine)).transpose()
}

/// Keeps a new passkey.
pub(crate) fn insert(
    conn: &mut Conn,
    mine: &Access<Profile, Write>,
    credential: &Passkey,
    name: Option<PasskeyName>,
) -> Result<Kept> {
    if visible(mine).count().get_result::<i64>(conn)? >= MOST {
        return Err(Error::Conflict("too-many"));
    }
    let id = PasskeyId::new(mine.now());
    let row = Row {
        account_id: mine.owner(),
        id,
        credential_index: index(mine, credential.cred_id()),
        credential: mine.seal(CREDENTIAL.of(id.uuid()), credential)?,
        name: name
            .map(|name| mine.seal(NAME.of(id.uuid()), &name))
            .transpose()?,
        version: 1,
        created_at: mine.now(),
        last_used_at: None,
    };
    diesel::insert_into(passkeys::table)
        .values(&row)
        .execute(conn)?;
    mine.record(conn, Event::done(Action::FactorAdded))?;
    mine.note_ended(Action::FactorAdded, this_key(id));
    row.open(mine)
}

/// Keeps what using a passkey changed: its counter, and when; refused where it was removed meanwhile.
pub(crate) fn used(conn: &mut Conn, mine: &Access<Profile, Write>, kept: &Kept) -> Result<()> {
    let kept_again = diesel::update(passkeys::table.find((mine.owner(), kept.id)))
        .set((
            passkeys::credential.eq(mine.seal(CREDENTIAL.of(kept.id.uuid()), &kept.credential)?),
            passkeys::last_used_at.eq(mine.now()),
        ))
        .execute(conn)?;
    if kept_again == 0 {
        return Err(Error::WrongCredentials);
    }
    Ok(())
}

/// Gives a passkey another name, or none.
pub(crate) fn rename(
    conn: &mut Conn,
    mine: &Access<Profile, Write>,
    kept: Kept,
    name: Option<PasskeyName>,
) -> Result<Kept> {
    let renamed = Kept {
        name,
        version: kept.version + 1,
        ..kept
    };
    let sealed = renamed
        .name
        .as_ref()
        .map(|name| mine.seal(NAME.of(renamed.id.uuid()), name))
        .transpose()?;
    diesel::update(passkeys::table.find((mine.owner(), renamed.id)))
        .set((
            passkeys::name.eq(sealed),
            passkeys::version.eq(renamed.version),
        ))
        .execute(conn)?;
    Ok(renamed)
}

/// Removes a passkey; whether there was one.
pub(crate) fn remove(
    conn: &mut Conn,
    mine: &Access<Profile, Write>,
    id: PasskeyId,
) -> Result<bool> {
    let removed = diesel::delete(passkeys::table.find((mine.owner(), id))).execute(conn)?;
    if removed == 1 {
        mine.record(conn, Event::done(Action::FactorRemoved))?;
        mine.note_ended(Action::FactorRemoved, this_key(id));
    }
    Ok(removed == 1)
}

/// By what the record of endings names a passkey.
fn this_key(id: PasskeyId) -> RecordId {
    RecordId::from_uuid(id.uuid())
}

/// Removes every passkey of the owner's: one of those that a backup brought back was removed since, and nothing tells which (RE-10).
pub(crate) fn remove_all(conn: &mut Conn, mine: &Access<Profile, Write>) -> Result<()> {
    let all = passkeys::table.filter(passkeys::account_id.eq(mine.owner()));
    if diesel::delete(all).execute(conn)? > 0 {
        mine.record(conn, Event::done(Action::FactorRemoved))?;
    }
    Ok(())
}

/// What a challenge is for, and who asked; its answer is taken from nobody else, and for nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Adding a passkey, on this device.
    Registration(AccountId, DeviceId),
    /// Signing in.
    Login,
    /// Showing again who one is, on this device.
    StepUp(AccountId, DeviceId),
}

impl Purpose {
    fn kind(self) -> &'static str {
        match self {
            Self::Registration(..) => "registration",
            Self::Login => "login",
            Self::StepUp(..) => "step_up",
        }
    }

    fn asked_by(self) -> Option<(AccountId, DeviceId)> {
        match self {
            Self::Registration(account, device) | Self::StepUp(account, device) => {
                Some((account, device))
            }
            Self::Login => None,
        }
    }
}

/// Keeps a challenge until its answer comes.
pub(crate) fn begin<S: Serialize + DeserializeOwned + 'static>(
    conn: &mut Conn,
    door: &Doorstep,
    purpose: Purpose,
    state: &S,
) -> Result<CeremonyId> {
    diesel::delete(ceremonies::table.filter(ceremonies::expires_at.le(door.now())))
        .execute(conn)?;
    let id = CeremonyId::new(door.now());
    let (account, device) = purpose.asked_by().unzip();
    diesel::insert_into(ceremonies::table)
        .values((
            ceremonies::id.eq(id),
            ceremonies::kind.eq(purpose.kind()),
            ceremonies::account_id.eq(account),
            ceremonies::device_id.eq(device),
            ceremonies::state.eq(door.seal(STATE.of(id.uuid()), state)?),
            ceremonies::expires_at.eq(door.now().plus(CEREMONY_LIFE)),
        ))
        .execute(conn)?;
    Ok(id)
}

/// Takes a challenge that waits, once; whoever takes it keeps the transaction, also to refuse.
pub(crate) fn take<S: Serialize + DeserializeOwned + 'static>(
    conn: &mut Conn,
    door: &Doorstep,
    purpose: Purpose,
    id: CeremonyId,
) -> Result<Option<S>> {
    let waiting = ceremonies::table.find(id).filter(
        ceremonies::kind
            .eq(purpose.kind())
            .and(ceremonies::expires_at.gt(door.now())),
    );
    let found: Option<(Option<AccountId>, Option<DeviceId>, Sealed<S>)> = waiting
        .select((
            ceremonies::account_id,
            ceremonies::device_id,
            ceremonies::state,
        ))
        .first(conn)
        .optional()?;
    let Some((account, device, state)) = found else {
        return Ok(None);
    };
    if account.zip(device) != purpose.asked_by() {
        return Ok(None);
    }
    if diesel::delete(waiting).execute(conn)? == 0 {
        // The same answer came twice, and the other one was first.
        return Ok(None);
    }
    door.open(&state, STATE.of(id.uuid())).map(Some)
}
