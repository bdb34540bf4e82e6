//! Accounts and their addresses.

use diesel::dsl::exists;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::grants::{self, DISPLAY_NAME};
use super::tables::{accounts, addresses, data_keys};
use crate::access::proof::{Access, Doorstep, Permission, Records, Write};
use crate::access::trail::{self, Action, Actor, ActorKind, Event};
use crate::account::{DisplayName, EmailAddress, Profile, Role};
use crate::config::PasswordCost;
use crate::crypt::keyring::{BlindIndex, Lookup, WrappedKey};
use crate::crypt::password;
use crate::crypt::sealed::{Field, Sealed};
use crate::db::{Backend, Conn};
use crate::error::{Error, Result};
use crate::http::etag::IfMatch;
use crate::ids::AccountId;
use crate::notices::{self, Letter};
use crate::time::{At, Zone};
use crate::words::Language;

const ADDRESS: Field = Field("accounts/address");

/// What somebody asked for who wants an account.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Application {
    pub(crate) role: Role,
    pub(crate) address: EmailAddress,
    pub(crate) display_name: DisplayName,
    pub(crate) password_hash: String,
    /// The fingerprint of the password, by which two applications for one address tell whether one person made both.
    #[serde(default)]
    pub(crate) password_mark: Vec<u8>,
    pub(crate) time_zone: Zone,
    pub(crate) locale: Language,
    /// The fingerprint of the operator's invitation, for therapists.
    pub(crate) invitation: Option<Vec<u8>>,
}

/// An account, opened.
#[derive(Debug, Clone)]
pub(crate) struct Account {
    pub(crate) id: AccountId,
    pub(crate) role: Role,
    pub(crate) address: EmailAddress,
    pub(crate) display_name: DisplayName,
    pub(crate) time_zone: Zone,
    pub(crate) locale: Language,
    pub(crate) version: i64,
    pub(crate) created_at: At,
}

#[derive(Queryable, Insertable)]
#[diesel(table_name = accounts)]
struct Row {
    id: AccountId,
    role: Role,
    address: Sealed<EmailAddress>,
    display_name: Sealed<DisplayName>,
    password_hash: String,
    time_zone: Zone,
    locale: Language,
    version: i64,
    created_at: At,
    updated_at: At,
}

/// Which account an address belongs to, with what signing in needs.
pub(crate) struct Known {
    pub(crate) id: AccountId,
    pub(crate) role: Role,
    pub(crate) password_hash: String,
    pub(crate) wrapped: WrappedKey,
}

/// The account of an address, if there is one.
pub(crate) fn known(
    conn: &mut Conn,
    door: &Doorstep,
    address: &EmailAddress,
) -> Result<Option<Known>> {
    let index = door.index(Lookup::Address, &address.folded()).0;
    let Some(id) = addresses::table
        .find(index)
        .select(addresses::account_id)
        .get_result::<AccountId>(conn)
        .optional()?
    else {
        return Ok(None);
    };
    by_id(conn, id)
}

/// Puts on the log that somebody who named this address was refused (AU-1); whether it has an account makes no other difference.
pub(crate) fn refuse(
    conn: &mut Conn,
    door: &Doorstep,
    known: Option<AccountId>,
    address: &EmailAddress,
    action: Action,
) -> Result<()> {
    let index = door.index(Lookup::Address, &address.folded());
    door.refuse(conn, known, &index, action)
}

/// Puts on the log of an account that somebody who named it was refused (AU-1).
pub(crate) fn refuse_known(
    conn: &mut Conn,
    door: &Doorstep,
    account: AccountId,
    action: Action,
) -> Result<()> {
    door.refuse(conn, Some(account), &BlindIndex(Vec::new()), action)
}

/// Whether somebody has this address.
pub(crate) fn is_taken(conn: &mut Conn, door: &Doorstep, address: &EmailAddress) -> Result<bool> {
    let index = door.index(Lookup::Address, &address.folded()).0;
    let found = addresses::table.find(index);
    Ok(diesel::select(exists(found)).get_result(conn)?)
}

/// Holds an account until this transaction is over: who signs in and who ends sessions come one after the other, so that none begins
/// under a password or without a factor of before and stays (ID-5).
pub(crate) fn hold(conn: &mut Conn, id: AccountId) -> Result<()> {
    diesel::update(accounts::table.find(id))
        .set(accounts::version.eq(accounts::version))
        .execute(conn)?;
    Ok(())
}

/// What signing in needs of one account.
pub(crate) fn by_id(conn: &mut Conn, id: AccountId) -> Result<Option<Known>> {
    let found: Option<(Role, String, Vec<u8>)> = accounts::table
        .inner_join(data_keys::table)
        .filter(accounts::id.eq(id))
        .select((accounts::role, accounts::password_hash, data_keys::wrapped))
        .get_result(conn)
        .optional()?;
    Ok(found.map(|(role, password_hash, wrapped)| Known {
        id,
        role,
        password_hash,
        wrapped: WrappedKey(wrapped),
    }))
}

/// The proof for a patient for whom a secret of her own stands; none where there is no such patient any longer.
pub(crate) fn admit_patient<R: Records>(
    conn: &mut Conn,
    door: &Doorstep,
    id: AccountId,
    actor: Actor,
) -> Result<Option<Access<R, Write>>> {
    by_id(conn, id)?
        .filter(|known| known.role == Role::Patient)
        .map(|known| door.admit(known.id, &known.wrapped, actor))
        .transpose()
}

/// Makes an account with its key, its change sequence and its log, and returns the proof for it.
pub(crate) fn insert(
    conn: &mut Conn,
    door: &Doorstep,
    application: Application,
) -> Result<Access<Profile, Write>> {
    let Application {
        role,
        address,
        display_name,
        password_hash,
        password_mark: _,
        time_zone,
        locale,
        invitation: _,
    } = application;
    let id = AccountId::new(door.now());
    let (wrapped, mine) = door.found::<Profile>(id, actor(role, id))?;
    let row = Row {
        id,
        role,
        address: mine.seal(ADDRESS.of(id.uuid()), &address)?,
        display_name: mine.seal(DISPLAY_NAME.of(id.uuid()), &display_name)?,
        password_hash,
        time_zone,
        locale,
        version: 1,
        created_at: door.now(),
        updated_at: door.now(),
    };
    diesel::insert_into(accounts::table)
        .values(&row)
        .execute(conn)?;
    diesel::insert_into(data_keys::table)
        .values((
            data_keys::account_id.eq(id),
            data_keys::wrapped.eq(wrapped.0),
            data_keys::created_at.eq(door.now()),
        ))
        .execute(conn)?;
    trail::begin(conn, id)?;
    crate::access::changes::begin(conn, id)?;
    mine.record(conn, Event::done(Action::AccountCreated))?;
    diesel::insert_into(addresses::table)
        .values((
            addresses::address_index.eq(door.index(Lookup::Address, &address.folded()).0),
            addresses::account_id.eq(id),
        ))
        .execute(conn)?;
    Ok(mine)
}

/// Who acts when an account acts for itself.
pub(crate) fn actor(role: Role, account: AccountId) -> Actor {
    let kind = match role {
        Role::Patient => ActorKind::Patient,
        Role::Therapist => ActorKind::Therapist,
    };
    Actor {
        kind,
        account: Some(account),
    }
}

/// Where every read of an account starts: the proof's owner.
fn visible<'a, A: Permission>(access: &Access<Profile, A>) -> accounts::BoxedQuery<'a, Backend> {
    accounts::table
        .filter(accounts::id.eq(access.owner()))
        .into_boxed()
}

/// The owner's account.
pub(crate) fn find<A: Permission>(conn: &mut Conn, mine: &Access<Profile, A>) -> Result<Account> {
    let row: Row = visible(mine).first(conn)?;
    let Row {
        id,
        role,
        address,
        display_name,
        time_zone,
        locale,
        version,
        created_at,
        password_hash: _,
        updated_at: _,
    } = row;
    Ok(Account {
        id,
        role,
        address: mine.open(&address, ADDRESS.of(id.uuid()))?,
        display_name: mine.open(&display_name, DISPLAY_NAME.of(id.uuid()))?,
        time_zone,
        locale,
        version,
        created_at,
    })
}

/// The display name of the proof's owner; what a link alone shows a therapist.
pub(crate) fn display_name<A: Permission>(
    conn: &mut Conn,
    access: &Access<Profile, A>,
) -> Result<DisplayName> {
    let name: Sealed<DisplayName> = visible(access).select(accounts::display_name).first(conn)?;
    access.open(&name, DISPLAY_NAME.of(access.owner().uuid()))
}

/// The time zone of the proof's owner.
pub(crate) fn time_zone<A: Permission>(conn: &mut Conn, mine: &Access<Profile, A>) -> Result<Zone> {
    match mine.zone() {
        Some(seen) => Ok(seen),
        None => Ok(visible(mine).select(accounts::time_zone).first(conn)?),
    }
}

/// The language in which the proof's owner reads what the product says.
pub(crate) fn language<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Profile, A>,
) -> Result<Language> {
    Ok(visible(mine).select(accounts::locale).first(conn)?)
}

/// What may be changed of a profile.
#[derive(Debug)]
pub(crate) struct ProfileChange {
    pub(crate) display_name: Option<DisplayName>,
    pub(crate) time_zone: Option<Zone>,
    pub(crate) locale: Option<Language>,
}

/// Changes the owner's profile under `If-Match` and returns it as it is now.
pub(crate) fn change(
    conn: &mut Conn,
    mine: &Access<Profile, Write>,
    condition: &IfMatch,
    change: ProfileChange,
) -> Result<Account> {
    // Of two that arrive together the second sees the first.
    mine.hold_changes(conn)?;
    let current = find(conn, mine)?;
    condition.check(current.version)?;
    let ProfileChange {
        display_name,
        time_zone,
        locale,
    } = change;
    let changed = Account {
        display_name: display_name.unwrap_or(current.display_name),
        time_zone: time_zone.unwrap_or(current.time_zone),
        locale: locale.unwrap_or(current.locale),
        version: current.version + 1,
        ..current
    };
    diesel::update(accounts::table.find(mine.owner()))
        .set((
            accounts::display_name
                .eq(mine.seal(DISPLAY_NAME.of(mine.owner().uuid()), &changed.display_name)?),
            accounts::time_zone.eq(changed.time_zone),
            accounts::locale.eq(changed.locale),
            accounts::version.eq(changed.version),
            accounts::updated_at.eq(mine.now()),
        ))
        .execute(conn)?;
    mine.record(conn, Event::done(Action::AccountChanged))?;
    Ok(changed)
}

/// The hash of the owner's password.
pub(crate) fn password_hash<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Profile, A>,
) -> Result<String> {
    Ok(visible(mine).select(accounts::password_hash).first(conn)?)
}

/// Sets another password.
pub(crate) fn set_password(
    conn: &mut Conn,
    mine: &Access<Profile, Write>,
    hash: &str,
) -> Result<()> {
    diesel::update(accounts::table.find(mine.owner()))
        .set((
            accounts::password_hash.eq(hash),
            accounts::updated_at.eq(mine.now()),
        ))
        .execute(conn)?;
    mine.record(conn, Event::done(Action::PasswordChanged))
}

/// Keeps another hash of the same password, where the one before is still kept.
pub(crate) fn keep_hash(
    conn: &mut Conn,
    mine: &Access<Profile, Write>,
    before: &str,
    hash: &str,
) -> Result<()> {
    let kept = accounts::table.find(mine.owner());
    diesel::update(kept.filter(accounts::password_hash.eq(before)))
        .set(accounts::password_hash.eq(hash))
        .execute(conn)?;
    Ok(())
}

/// Gives the owner another address, by which the account is found from now on; `false` where somebody has it already.
pub(crate) fn move_to(
    conn: &mut Conn,
    mine: &Access<Profile, Write>,
    address: &EmailAddress,
) -> Result<bool> {
    let index = mine.code_index(Lookup::Address, &address.folded()).0;
    let row = (
        addresses::address_index.eq(&index),
        addresses::account_id.eq(mine.owner()),
    );
    let taken = conn.transaction::<_, Error, _>(|conn| {
        diesel::insert_into(addresses::table)
            .values(row)
            .execute(conn)?;
        Ok(())
    });
    match taken {
        Ok(()) => {}
        Err(Error::Conflict(_)) => return Ok(false),
        Err(other) => return Err(other),
    }
    let before = addresses::table
        .filter(addresses::account_id.eq(mine.owner()))
        .filter(addresses::address_index.ne(&index));
    diesel::delete(before).execute(conn)?;
    diesel::update(accounts::table.find(mine.owner()))
        .set((
            accounts::address.eq(mine.seal(ADDRESS.of(mine.owner().uuid()), address)?),
            accounts::version.eq(accounts::version + 1),
            accounts::updated_at.eq(mine.now()),
        ))
        .execute(conn)?;
    mine.record(conn, Event::done(Action::AddressChanged))?;
    Ok(true)
}

/// Takes an address that a backup brought back from the account that has had another since: nobody is found by it or gets mail there,
/// and it is free. The account is reached by what is left, such as a passkey, until it is given an address (RE-10).
pub(crate) fn close_address(conn: &mut Conn, mine: &Access<Profile, Write>) -> Result<()> {
    let none = EmailAddress::of_nobody(mine.owner());
    diesel::delete(addresses::table.filter(addresses::account_id.eq(mine.owner())))
        .execute(conn)?;
    diesel::update(accounts::table.find(mine.owner()))
        .set((
            accounts::address.eq(mine.seal(ADDRESS.of(mine.owner().uuid()), &none)?),
            accounts::version.eq(accounts::version + 1),
            accounts::updated_at.eq(mine.now()),
        ))
        .execute(conn)?;
    mine.record(conn, Event::done(Action::AddressChanged))
}

/// Closes the password where nothing beside it guards the account, which a second factor has since a backup was made (RE-10).
pub(crate) fn close_unless_guarded(
    conn: &mut Conn,
    mine: &Access<Profile, Write>,
    cost: PasswordCost,
) -> Result<()> {
    if grants::has_second_factor(conn, mine.owner())? {
        return Ok(());
    }
    close_password(conn, mine, cost)
}

/// Lets no password open the account until another is set by a mailed code: the one that a backup brought back was changed since (RE-10).
pub(crate) fn close_password(
    conn: &mut Conn,
    mine: &Access<Profile, Write>,
    cost: PasswordCost,
) -> Result<()> {
    set_password(conn, mine, &password::nobody(cost))
}

/// Writes the owner a letter about their own account, in this transaction (ID-16).
pub(crate) fn tell(
    conn: &mut Conn,
    mine: &Access<Profile, Write>,
    letter: fn(&str) -> Letter,
) -> Result<()> {
    let account = find(conn, mine)?;
    notices::post(conn, &mine.doorstep(), &letter(account.address.as_str()))
}

/// What an export tells of the account's holder.
pub(crate) fn told<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Profile, A>,
) -> Result<(DisplayName, Zone, Language)> {
    let account = find(conn, mine)?;
    Ok((account.display_name, account.time_zone, account.locale))
}
