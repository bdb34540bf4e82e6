//! Applications for an account that wait for their code, and the operator's invitations of therapists.

use chrono::Duration;
use diesel::prelude::*;

use super::accounts::Application;
use super::tables::{addresses, registrations, therapist_invitations};
use crate::access::proof::{Access, Doorstep, Write};
use crate::account::{EmailAddress, Profile};
use crate::crypt::keyring::{BlindIndex, Lookup, same};
use crate::crypt::random::read_code;
use crate::crypt::sealed::{Field, Sealed};
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::ids::MailId;
use crate::time::At;

const APPLICATION: Field = Field("registrations/application");
/// How long a mailed code is good (ID-15).
pub(super) const CODE_LIFE: Duration = Duration::minutes(10);
/// How many wrong codes end what waits for one.
pub(super) const TRIES: i64 = 5;
/// How many applications for one address may wait at once; further ones are not mailed.
const WAITING: usize = 5;
/// How long after its code an application still says that somebody else wanted the address.
const REMEMBERED: Duration = Duration::hours(1);
/// How long an operator's invitation is good.
const INVITATION_LIFE: Duration = Duration::days(7);

/// Keeps an application until its code comes back; `false` where too many wait for this address already.
pub(crate) fn insert(
    conn: &mut Conn,
    door: &Doorstep,
    application: &Application,
    code: &str,
) -> Result<bool> {
    let index = door.index(Lookup::Address, &application.address.folded()).0;
    // Whoever applies sweeps for everybody: nothing of a person is kept who never came back.
    let long_gone = registrations::expires_at.le(door.now().minus(REMEMBERED));
    diesel::delete(registrations::table.filter(long_gone)).execute(conn)?;
    let waiting: Vec<i64> = registrations::table
        .filter(
            registrations::address_index
                .eq(&index)
                .and(registrations::expires_at.gt(door.now())),
        )
        .select(registrations::attempts)
        .load(conn)?;
    if waiting.len() >= WAITING || waiting.iter().any(|tries| *tries >= TRIES) {
        return Ok(false);
    }
    let id = MailId::new(door.now());
    diesel::insert_into(registrations::table)
        .values((
            registrations::address_index.eq(index),
            registrations::id.eq(id),
            registrations::application.eq(door.seal(APPLICATION.of(id.uuid()), application)?),
            registrations::code_index.eq(code_index(door, &application.address, code).0),
            registrations::attempts.eq(0),
            registrations::expires_at.eq(door.now().plus(CODE_LIFE)),
        ))
        .execute(conn)?;
    Ok(true)
}

/// An application whose code came back.
pub(crate) struct Confirmed {
    pub(crate) application: Application,
    /// Whether another application for this address had another password. The mail with the code went to the address, not to
    /// whoever chose the password, so that the code of a stranger's application may have been taken for one's own (ID-15).
    pub(crate) is_disputed: bool,
}

/// The application that this code confirms; it and its siblings are gone then. A wrong code counts against all of them.
pub(crate) fn take(
    conn: &mut Conn,
    door: &Doorstep,
    address: &EmailAddress,
    code: &str,
) -> Result<Option<Confirmed>> {
    type Row = (MailId, Sealed<Application>, Vec<u8>, i64, At);
    let index = door.index(Lookup::Address, &address.folded()).0;
    let siblings = registrations::table.filter(registrations::address_index.eq(index));
    // Counted before it is looked at, so that tries that come together count each.
    diesel::update(siblings.clone())
        .set(registrations::attempts.eq(registrations::attempts + 1))
        .execute(conn)?;
    let all: Vec<Row> = siblings
        .clone()
        .select((
            registrations::id,
            registrations::application,
            registrations::code_index,
            registrations::attempts,
            registrations::expires_at,
        ))
        .load(conn)?;
    let BlindIndex(typed) = code_index(door, address, &read_code(code));
    let is_found = |(_, _, code, tries, expires_at): &&Row| {
        same(code, &typed) && *tries <= TRIES && *expires_at > door.now()
    };
    let Some(found) = all.iter().find(is_found).map(|found| found.0) else {
        return Ok(None);
    };
    diesel::delete(siblings).execute(conn)?;
    let mut applications = Vec::with_capacity(all.len());
    for (id, application, ..) in &all {
        applications.push((*id, door.open(application, APPLICATION.of(id.uuid()))?));
    }
    let is_disputed = applications.windows(2).any(
        |pair| matches!(pair, [(_, one), (_, other)] if one.password_mark != other.password_mark),
    );
    let confirmed = applications.into_iter().find(|(id, _)| *id == found);
    Ok(confirmed.map(|(_, application)| Confirmed {
        application,
        is_disputed,
    }))
}

/// Forgets what waits for a code at the addresses of the proof's owner, whoever applied with them.
pub(crate) fn forget_applications(conn: &mut Conn, mine: &Access<Profile, Write>) -> Result<()> {
    let own: Vec<Vec<u8>> = addresses::table
        .filter(addresses::account_id.eq(mine.owner()))
        .select(addresses::address_index)
        .load(conn)?;
    diesel::delete(registrations::table.filter(registrations::address_index.eq_any(own)))
        .execute(conn)?;
    Ok(())
}

/// The fingerprint of a password that somebody applies with, bound to the address.
pub(crate) fn password_mark(door: &Doorstep, address: &EmailAddress, password: &str) -> Vec<u8> {
    let bound = format!("{}\n{password}", address.folded());
    door.index(Lookup::Application, &bound).0
}

/// The fingerprint of a mailed code, bound to its address.
pub(super) fn code_index(door: &Doorstep, address: &EmailAddress, code: &str) -> BlindIndex {
    door.index(Lookup::MailedCode, &format!("{}\n{code}", address.folded()))
}

/// Keeps the fingerprint of an operator's invitation.
pub(crate) fn invite_therapist(conn: &mut Conn, door: &Doorstep, code: &str) -> Result<()> {
    diesel::insert_into(therapist_invitations::table)
        .values((
            therapist_invitations::code_index.eq(door.index(Lookup::TherapistInvitation, code).0),
            therapist_invitations::created_at.eq(door.now()),
            therapist_invitations::expires_at.eq(door.now().plus(INVITATION_LIFE)),
        ))
        .execute(conn)?;
    Ok(())
}

/// The fingerprint of an invitation that is good now; refused otherwise, naming the field.
pub(crate) fn check_invitation(
    conn: &mut Conn,
    door: &Doorstep,
    code: Option<&str>,
) -> Result<Vec<u8>> {
    let refused = || {
        Error::field(
            "/invitation_code",
            "unknown",
            "takes an operator's invitation that is unused and no older than seven days",
        )
    };
    let index = door
        .index(
            Lookup::TherapistInvitation,
            &read_code(code.ok_or_else(refused)?),
        )
        .0;
    let good: Option<Vec<u8>> = therapist_invitations::table
        .find(index)
        .filter(
            therapist_invitations::used_at
                .is_null()
                .and(therapist_invitations::expires_at.gt(door.now())),
        )
        .select(therapist_invitations::code_index)
        .get_result(conn)
        .optional()?;
    good.ok_or_else(refused)
}

/// Uses an invitation up; `false` where somebody else was first, or it has expired.
pub(crate) fn use_invitation(conn: &mut Conn, door: &Doorstep, index: &[u8]) -> Result<bool> {
    let used = diesel::update(therapist_invitations::table.find(index))
        .filter(
            therapist_invitations::used_at
                .is_null()
                .and(therapist_invitations::expires_at.gt(door.now())),
        )
        .set(therapist_invitations::used_at.eq(door.now()))
        .execute(conn)?;
    Ok(used == 1)
}
