//! Applications for an account that wait for their code, and the operator's invitations of therapists.

use chrono::Duration;
use diesel::prelude::*;

use super::accounts::Application;
use super::tables::{registrations, therapist_invitations};
use crate::access::proof::Doorstep;
use crate::account::EmailAddress;
use crate::crypt::keyring::{BlindIndex, Lookup, same};
use crate::crypt::random::read_code;
use crate::crypt::sealed::{Field, Sealed};
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::ids::MailId;

const APPLICATION: Field = Field("registrations/application");
/// How long a mailed code is good (ID-15).
pub(super) const CODE_LIFE: Duration = Duration::minutes(10);
/// How many wrong codes end what waits for one.
pub(super) const TRIES: i64 = 5;
/// How many applications for one address may wait at once; further ones are not mailed.
const WAITING: usize = 5;
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
    diesel::delete(
        registrations::table.filter(
            registrations::address_index
                .eq(&index)
                .and(registrations::expires_at.le(door.now())),
        ),
    )
    .execute(conn)?;
    let waiting: Vec<i64> = registrations::table
        .filter(registrations::address_index.eq(&index))
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

/// The application that this code confirms; it and its siblings are gone then. A wrong code counts against all of them.
pub(crate) fn take(
    conn: &mut Conn,
    door: &Doorstep,
    address: &EmailAddress,
    code: &str,
) -> Result<Option<Application>> {
    type Row = (MailId, Sealed<Application>, Vec<u8>, i64);
    let index = door.index(Lookup::Address, &address.folded()).0;
    let waiting: Vec<Row> = registrations::table
        .filter(
            registrations::address_index
                .eq(&index)
                .and(registrations::expires_at.gt(door.now())),
        )
        .select((
            registrations::id,
            registrations::application,
            registrations::code_index,
            registrations::attempts,
        ))
        .load(conn)?;
    let BlindIndex(typed) = code_index(door, address, &read_code(code));
    let found = waiting
        .into_iter()
        .find(|(_, _, code, tries)| same(code, &typed) && *tries < TRIES);
    let siblings = registrations::table.filter(registrations::address_index.eq(index));
    let Some((id, application, _, _)) = found else {
        diesel::update(siblings)
            .set(registrations::attempts.eq(registrations::attempts + 1))
            .execute(conn)?;
        return Ok(None);
    };
    diesel::delete(siblings).execute(conn)?;
    door.open(&application, APPLICATION.of(id.uuid())).map(Some)
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
