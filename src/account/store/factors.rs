//! Second factors: the seed of an authenticator app, and recovery codes (ID-11, ID-12).

use diesel::prelude::*;
use uuid::Uuid;

use super::tables::{authenticators, recovery_codes};
use super::{grants, passkeys};
use crate::access::proof::{Access, Permission, Write};
use crate::access::trail::{Action, Event};
use crate::account::Profile;
use crate::account::authenticator::Seed;
use crate::account::credentials::{RECOVERY_CODES, grouped, recovery_code};
use crate::crypt::keyring::{BlindIndex, Lookup};
use crate::crypt::random::read_code;
use crate::crypt::sealed::{Field, Sealed};
use crate::db::{Backend, Conn};
use crate::error::{Error, Result};
use crate::ids::{PasskeyId, RecordId};
use crate::time::At;

const SEED: Field = Field("authenticators/seed");

/// With what somebody showed who they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Proved {
    /// A code of the authenticator app.
    App,
    /// A recovery code, which is gone now.
    RecoveryCode,
}

/// Where every read of an authenticator starts: the proof's owner's.
fn visible<'a, A: Permission>(
    access: &Access<Profile, A>,
) -> authenticators::BoxedQuery<'a, Backend> {
    authenticators::table
        .filter(authenticators::account_id.eq(access.owner()))
        .into_boxed()
}

/// Keeps a seed until a code of it comes back, in place of one that still waits.
pub(crate) fn propose(conn: &mut Conn, mine: &Access<Profile, Write>, seed: &Seed) -> Result<()> {
    let (owner, now) = (mine.owner(), mine.now());
    if app(conn, mine)?.is_some_and(|found| found.confirmed) {
        return Err(Error::Conflict("already-enrolled"));
    }
    let waiting = authenticators::table.find(owner);
    diesel::delete(waiting.filter(authenticators::confirmed_at.is_null())).execute(conn)?;
    diesel::insert_into(authenticators::table)
        .values((
            authenticators::account_id.eq(owner),
            authenticators::seed.eq(mine.seal(SEED.of(owner.uuid()), &seed.spell())?),
            authenticators::last_step.eq(-1),
            authenticators::created_at.eq(now),
        ))
        .execute(conn)?;
    Ok(())
}

/// An authenticator app, opened.
struct App {
    seed: Seed,
    sealed: Sealed<String>,
    last_step: i64,
    confirmed: bool,
}

fn app<A: Permission>(conn: &mut Conn, mine: &Access<Profile, A>) -> Result<Option<App>> {
    type Row = (Sealed<String>, i64, Option<At>);
    let found: Option<Row> = visible(mine)
        .select((
            authenticators::seed,
            authenticators::last_step,
            authenticators::confirmed_at,
        ))
        .first(conn)
        .optional()?;
    found
        .map(|(seed, last_step, confirmed_at)| {
            let spelled = mine.open(&seed, SEED.of(mine.owner().uuid()))?;
            Ok(App {
                seed: Seed::read(&spelled)?,
                sealed: seed,
                last_step,
                confirmed: confirmed_at.is_some(),
            })
        })
        .transpose()
}

/// Takes a code's step, once: of two that bring the same code at the same time one is too late.
fn take_step(conn: &mut Conn, mine: &Access<Profile, Write>, step: i64) -> Result<bool> {
    let taken = diesel::update(
        authenticators::table
            .find(mine.owner())
            .filter(authenticators::last_step.lt(step)),
    )
    .set(authenticators::last_step.eq(step))
    .execute(conn)?;
    Ok(taken == 1)
}

/// Enrols the app whose seed waits, if the code is one of it; whether it was.
pub(crate) fn confirm(conn: &mut Conn, mine: &Access<Profile, Write>, typed: &str) -> Result<bool> {
    let waiting = app(conn, mine)?
        .filter(|found| !found.confirmed)
        .ok_or(Error::Conflict("not-started"))?;
    let step = waiting.seed.step_of(typed, mine.now(), waiting.last_step);
    let Some(step) = step else {
        return Ok(false);
    };
    // The seed that was looked at, and no other that was proposed meanwhile.
    let this = authenticators::table.find(mine.owner()).filter(
        authenticators::confirmed_at
            .is_null()
            .and(authenticators::seed.eq(waiting.sealed)),
    );
    let confirmed = diesel::update(this)
        .set((
            authenticators::confirmed_at.eq(mine.now()),
            authenticators::last_step.eq(step),
        ))
        .execute(conn)?;
    if confirmed == 0 {
        return Ok(false);
    }
    mine.record(conn, Event::done(Action::FactorAdded))?;
    mine.note_ended(Action::FactorAdded, the_app_of(mine));
    Ok(true)
}

/// By what the record of endings names the app: there is one for each account.
fn the_app_of(mine: &Access<Profile, Write>) -> RecordId {
    RecordId::from_uuid(mine.owner().uuid())
}

/// Removes the app; whether one was enrolled.
pub(crate) fn remove(conn: &mut Conn, mine: &Access<Profile, Write>) -> Result<bool> {
    let enrolled = app(conn, mine)?.is_some_and(|found| found.confirmed);
    diesel::delete(authenticators::table.find(mine.owner())).execute(conn)?;
    if enrolled {
        mine.record(conn, Event::done(Action::FactorRemoved))?;
        mine.note_ended(Action::FactorRemoved, the_app_of(mine));
    }
    Ok(enrolled)
}

/// Removes again what was removed after a backup: the app or the passkey of this name in the record of endings; where the record does
/// not tell which, all of them. Recovery codes go with the last (RE-10).
pub(crate) fn remove_again(
    conn: &mut Conn,
    mine: &Access<Profile, Write>,
    which: RecordId,
) -> Result<()> {
    let untold = which.uuid().is_nil();
    if untold || which == the_app_of(mine) {
        remove(conn, mine)?;
    }
    if untold {
        passkeys::remove_all(conn, mine)?;
    } else {
        passkeys::remove(conn, mine, PasskeyId::from_uuid(which.uuid()))?;
    }
    if !grants::has_second_factor(conn, mine.owner())? {
        forget_recovery_codes(conn, mine)?;
    }
    Ok(())
}

/// What was enrolled after a backup is not in it: with an app the recovery codes of before ended (RE-10).
pub(crate) fn ended_with(
    conn: &mut Conn,
    mine: &Access<Profile, Write>,
    which: RecordId,
) -> Result<()> {
    if which == the_app_of(mine) {
        forget_recovery_codes(conn, mine)?;
    }
    Ok(())
}

/// Makes new recovery codes in place of all earlier ones; they are shown this once.
pub(crate) fn new_recovery_codes(
    conn: &mut Conn,
    mine: &Access<Profile, Write>,
) -> Result<Vec<String>> {
    forget_recovery_codes(conn, mine)?;
    let mut shown = Vec::with_capacity(RECOVERY_CODES);
    for _ in 0..RECOVERY_CODES {
        let code = recovery_code()?;
        diesel::insert_into(recovery_codes::table)
            .values((
                recovery_codes::account_id.eq(mine.owner()),
                recovery_codes::code_index.eq(recovery_index(mine, &code).0),
            ))
            .execute(conn)?;
        shown.push(grouped(&code));
    }
    Ok(shown)
}

/// Ends every recovery code of the owner's.
pub(crate) fn forget_recovery_codes(conn: &mut Conn, mine: &Access<Profile, Write>) -> Result<()> {
    diesel::delete(recovery_codes::table.filter(recovery_codes::account_id.eq(mine.owner())))
        .execute(conn)?;
    Ok(())
}

fn recovery_index(mine: &Access<Profile, Write>, code: &str) -> BlindIndex {
    let bound = format!("{}\n{code}", mine.owner());
    mine.code_index(Lookup::RecoveryCode, &bound)
}

/// Takes what was typed, once, as a code of the enrolled app or as a recovery code.
pub(crate) fn prove(
    conn: &mut Conn,
    mine: &Access<Profile, Write>,
    typed: &str,
) -> Result<Option<Proved>> {
    if let Some(found) = app(conn, mine)?.filter(|found| found.confirmed)
        && let Some(step) = found.seed.step_of(typed, mine.now(), found.last_step)
    {
        let taken = take_step(conn, mine, step)?;
        return Ok(taken.then_some(Proved::App));
    }
    let BlindIndex(index) = recovery_index(mine, &read_code(typed));
    let used = diesel::delete(recovery_codes::table.find((mine.owner(), &index))).execute(conn)?;
    if used == 0 {
        return Ok(None);
    }
    mine.record(conn, Event::done(Action::RecoveryCodeUsed))?;
    mine.note_ended(Action::RecoveryCodeUsed, this_code(&index));
    Ok(Some(Proved::RecoveryCode))
}

/// By what the record of endings names a recovery code: the first bytes of its fingerprint, from which it cannot be told.
fn this_code(index: &[u8]) -> RecordId {
    let bytes = index.first_chunk::<16>().copied().unwrap_or_default();
    RecordId::from_uuid(Uuid::new_v8(bytes))
}

/// Takes a recovery code that was used after a backup, once more (RE-10).
pub(crate) fn use_again(
    conn: &mut Conn,
    mine: &Access<Profile, Write>,
    which: RecordId,
) -> Result<()> {
    let own = recovery_codes::table.filter(recovery_codes::account_id.eq(mine.owner()));
    let codes: Vec<Vec<u8>> = own.select(recovery_codes::code_index).load(conn)?;
    for index in codes {
        if this_code(&index) == which {
            diesel::delete(recovery_codes::table.find((mine.owner(), index))).execute(conn)?;
        }
    }
    Ok(())
}
