//! `/v1/auth`, `/v1/me`, and the public keys.

mod address;
mod authenticators;
mod device_list;
mod me;
mod passkeys;
mod passwords;
mod register;
mod signing_in;
mod step_up;

pub use address::{Given, give_address};
pub use device_list::end_sessions;
pub use register::invite_therapist;

use serde::Serialize;
use utoipa::ToSchema;

use crate::access::gate::Gate;
use crate::access::principal::Member;
use crate::access::proof::{Access, Doorstep, Write};
use crate::access::token::{Bearer, LIFETIME};
use crate::access::trail::Action;
use crate::account::Profile;
use crate::account::credentials::RefreshToken;
use crate::account::model::{DeviceName, DisplayName, EmailAddress, Role};
use crate::account::store::accounts::{self, Account, Known};
use crate::account::store::factors::{self, Proved};
use crate::account::store::guesses::{self, Guessed};
use crate::account::store::{devices, grants};
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::http::etag::Versioned;
use crate::http::routing::Routes;
use crate::ids::{AccountId, DeviceId};
use crate::notices::Letter;
use crate::text;
use crate::time::{At, Zone};
use crate::words::Language;

text!(
    /// A code as it was mailed; case, spaces and hyphens do not matter.
    Code, 1..=40
);
text!(
    /// A refresh token.
    Secret, 1..=200
);
text!(
    /// A code of the authenticator app, or a recovery code.
    SecondFactor, 1..=40
);

/// What follows is said by mail, the same for every address.
#[derive(Debug, Serialize, ToSchema)]
pub struct CheckYourMail {
    /// One sentence for the person.
    message: &'static str,
}

const CHECK_YOUR_MAIL: CheckYourMail = CheckYourMail {
    message: "Please look into your mail: what comes next is there.",
};

/// An account, to its owner.
#[derive(Debug, Serialize, ToSchema)]
pub struct AccountView {
    id: AccountId,
    role: Role,
    email: EmailAddress,
    display_name: DisplayName,
    time_zone: Zone,
    locale: Language,
    created_at: At,
    #[serde(skip)]
    version: i64,
}

impl From<Account> for AccountView {
    fn from(account: Account) -> Self {
        let Account {
            id,
            role,
            address,
            display_name,
            time_zone,
            locale,
            version,
            created_at,
        } = account;
        Self {
            id,
            role,
            email: address,
            display_name,
            time_zone,
            locale,
            created_at,
            version,
        }
    }
}

impl Versioned for AccountView {
    fn version(&self) -> i64 {
        self.version
    }
}

/// A device is signed in (RFC 6749 §5.1).
#[derive(Debug, Serialize, ToSchema)]
pub struct SignedIn {
    account: AccountView,
    access_token: String,
    refresh_token: String,
    #[schema(examples("Bearer"))]
    token_type: &'static str,
    /// Seconds for which the access token is good.
    expires_in: i64,
}

/// Signs a device in for an account that has proved who it is.
fn sign_in(
    conn: &mut Conn,
    gate: &Gate,
    door: &Doorstep,
    mine: &Access<Profile, Write>,
    device_name: Option<DeviceName>,
) -> Result<SignedIn> {
    let account = accounts::find(conn, mine)?;
    let life = session_life(gate, account.role);
    let token = devices::insert(conn, mine, door.keyring(), device_name, life)?;
    answer(gate, door, account, &token)
}

fn session_life(gate: &Gate, role: Role) -> crate::config::SessionLife {
    match role {
        Role::Patient => gate.policy().patient_session,
        Role::Therapist => gate.policy().therapist_session,
    }
}

fn answer(
    gate: &Gate,
    door: &Doorstep,
    account: Account,
    token: &RefreshToken,
) -> Result<SignedIn> {
    let bearer = Bearer {
        account: account.id,
        device: token.device,
        role: account.role,
        rotation: i64::from(token.generation),
    };
    Ok(SignedIn {
        access_token: gate.tokens().issue(&bearer, door.now())?,
        refresh_token: token.spell(door.keyring()),
        token_type: "Bearer",
        expires_in: LIFETIME.num_seconds(),
        account: account.into(),
    })
}

fn admit(door: &Doorstep, known: &Known) -> Result<Access<Profile, Write>> {
    door.admit(
        known.id,
        &known.wrapped,
        accounts::actor(known.role, known.id),
    )
}

/// Takes what was typed as a second factor, where one is enrolled; what was used up is told to its owner (ID-12). Whether it was right:
/// a wrong one is the caller's to put on record, in this transaction.
fn prove(
    conn: &mut Conn,
    mine: &Access<Profile, Write>,
    typed: Option<&SecondFactor>,
) -> Result<bool> {
    if !grants::has_second_factor(conn, mine.owner())? {
        return Ok(true);
    }
    let typed = typed.ok_or(Error::SecondFactorMissing)?;
    match factors::prove(conn, mine, typed.as_str())? {
        None => Ok(false),
        Some(Proved::App) => Ok(true),
        Some(Proved::RecoveryCode) => {
            accounts::tell(conn, mine, Letter::recovery_code_used)?;
            Ok(true)
        }
    }
}

/// Counts a try at something that can be guessed, unless this deployment does not slow guessing (ID-10).
fn count(gate: &Gate, conn: &mut Conn, door: &Doorstep, guessed: &Guessed) -> Result<()> {
    if gate.policy().slow_guesses {
        guesses::count(conn, door, guessed)
    } else {
        Ok(())
    }
}

/// Counts a try of whoever holds a signed-in device.
async fn count_holder(member: &Member) -> Result<Guessed> {
    count_of_holder(member, Guessed::holder).await
}

/// Counts a try at something of whoever holds a signed-in device; one that comes before its wait is over is on the owner's log.
async fn count_of_holder(
    member: &Member,
    guessed: fn(AccountId, DeviceId) -> Guessed,
) -> Result<Guessed> {
    let (gate, device) = (member.gate().clone(), member.device());
    let counted = member.write(Profile, move |conn, mine| {
        let guessed = guessed(mine.owner(), device);
        count(&gate, conn, &mine.doorstep(), &guessed)?;
        Ok(guessed)
    });
    let counted = counted.await;
    if let Err(Error::TooMany(_)) = counted {
        member
            .write(Profile, |conn, mine| {
                mine.refuse(conn, Action::AllowanceSpent)
            })
            .await?;
    }
    counted
}

/// Puts on the owner's log what did not fit that a signed-in device showed.
async fn refuse(member: &Member, action: Action) -> Result<()> {
    member
        .write(Profile, move |conn, mine| mine.refuse(conn, action))
        .await
}

/// The routes of accounts.
pub fn configure(routes: &mut impl Routes) {
    passkeys::configure(routes);
    routes
        .service(register::register)
        .service(register::confirm_registration)
        .service(signing_in::login)
        .service(signing_in::refresh)
        .service(signing_in::logout)
        .service(step_up::step_up)
        .service(authenticators::create_totp)
        .service(authenticators::confirm_totp)
        .service(authenticators::delete_totp)
        .service(device_list::list_devices)
        .service(device_list::end_device)
        .service(device_list::end_other_devices)
        .service(address::ask_for_address)
        .service(address::confirm_address)
        .service(passwords::change_password)
        .service(passwords::forget_password)
        .service(passwords::reset_password)
        .service(me::get_me)
        .service(me::change_me)
        .service(signing_in::get_jwks);
}
