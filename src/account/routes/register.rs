//! `POST /v1/auth/register` and its confirmation; the operator's invitation of a therapist.

use actix_web::post;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{CHECK_YOUR_MAIL, CheckYourMail, Code, SignedIn, sign_in};
use crate::access::gate::Gate;
use crate::access::principal::Anyone;
use crate::access::proof::Doorstep;
use crate::access::trail::Action;
use crate::account::credentials::{invitation_code, mailed_code};
use crate::account::model::{DeviceName, DisplayName, EmailAddress, NewPassword, Role};
use crate::account::store::accounts::{self, Application};
use crate::account::store::registrations::{self, Confirmed};
use crate::crypt::password::Password;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::http::document::{Always, WithBody};
use crate::http::json::{Accepted, Json, Made};
use crate::notices::{self, Letter};
use crate::time::Zone;
use crate::words::Language;

/// Who wants an account.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAccount {
    role: Role,
    email: EmailAddress,
    password: Password,
    display_name: DisplayName,
    time_zone: Zone,
    locale: Option<Language>,
    invitation_code: Option<Code>,
}

/// The code that came by mail.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Confirmation {
    email: EmailAddress,
    code: Code,
    device_name: Option<DeviceName>,
}

/// Asks for an account. The answer is the same whether or not the address is known; what comes next is in a mail.
#[utoipa::path(tag = "account", security(()), responses((status = 202, description = "Look into the mail", body = CheckYourMail), WithBody, Always))]
#[post("/v1/auth/register")]
pub async fn register(
    anyone: Anyone,
    Json(new): Json<NewAccount>,
) -> Result<Accepted<CheckYourMail>> {
    let NewAccount {
        role,
        email,
        password,
        display_name,
        time_zone,
        locale,
        invitation_code,
    } = new;
    let min = anyone.gate().policy().password_min;
    let password = NewPassword::choose(
        password,
        min,
        email.as_str(),
        display_name.as_str(),
        "/password",
    )?
    .into_inner();
    let password_hash = anyone.gate().passwords().hash(password.clone()).await?;
    let application = Application {
        role,
        address: email,
        display_name,
        password_hash,
        password_mark: Vec::new(),
        time_zone,
        locale: locale.unwrap_or_default(),
        invitation: None,
    };
    anyone
        .at_door(move |conn, door| {
            let invitation = invitation(conn, door, role, invitation_code)?;
            let address = &application.address;
            let password_mark = registrations::password_mark(door, address, password.as_str());
            apply(
                conn,
                door,
                &Application {
                    invitation,
                    password_mark,
                    ..application
                },
            )
        })
        .await?;
    anyone.gate().bell().ring();
    Ok(Accepted(CHECK_YOUR_MAIL))
}

/// The fingerprint of the invitation that a therapist needs and a patient has no use for.
fn invitation(
    conn: &mut Conn,
    door: &Doorstep,
    role: Role,
    code: Option<Code>,
) -> Result<Option<Vec<u8>>> {
    let code = code.as_ref().map(Code::as_str);
    match (role, code) {
        (Role::Therapist, code) => registrations::check_invitation(conn, door, code).map(Some),
        (Role::Patient, None) => Ok(None),
        (Role::Patient, Some(_)) => Err(Error::field(
            "/invitation_code",
            "unknown",
            "is for therapists only",
        )),
    }
}

/// Keeps the application and mails its code, or tells the owner of a known address.
fn apply(conn: &mut Conn, door: &Doorstep, application: &Application) -> Result<()> {
    let code = mailed_code()?;
    let to = application.address.as_str();
    let known = accounts::known(conn, door, &application.address)?.is_some();
    // What is not kept is not mailed either, so that no address is flooded, known or not.
    if !registrations::insert(conn, door, application, &code)? {
        return Ok(());
    }
    let letter = if known {
        Letter::already_known(to)
    } else {
        Letter::confirm_address(to, &code)
    };
    notices::post(conn, door, &letter)
}

/// Confirms the address with the mailed code and signs the device in. Where two people asked for an account with this address, neither's
/// password is kept: a mail asks its owner to choose one.
#[utoipa::path(tag = "account", security(()), responses((status = 201, description = "The account is there and the device is signed in", body = SignedIn),
    (status = 401, description = "The code does not match", body = crate::error::Problem, content_type = "application/problem+json"), WithBody, Always))]
#[post("/v1/auth/register/confirm")]
pub async fn confirm_registration(
    anyone: Anyone,
    Json(confirmation): Json<Confirmation>,
) -> Result<Made<SignedIn>> {
    let Confirmation {
        email,
        code,
        device_name,
    } = confirmation;
    let gate = anyone.gate().clone();
    let signed_in = anyone
        .at_door(move |conn, door| {
            // A wrong code is counted, so the transaction is kept while the answer is a refusal.
            let Some(confirmed) = registrations::take(conn, door, &email, code.as_str())? else {
                return Ok(None);
            };
            let Confirmed {
                mut application,
                is_disputed,
            } = confirmed;
            if is_disputed {
                application.password_hash = gate.passwords().of_nobody();
            }
            if accounts::known(conn, door, &email)?.is_some() {
                return Ok(None);
            }
            if let Some(invitation) = &application.invitation
                && !registrations::use_invitation(conn, door, invitation)?
            {
                return Ok(None);
            }
            let mine = accounts::insert(conn, door, application)?;
            if is_disputed {
                accounts::tell(conn, &mine, Letter::choose_a_password)?;
            }
            sign_in(conn, &gate, door, &mine, device_name).map(Some)
        })
        .await?;
    anyone.gate().bell().ring();
    signed_in.map(Made).ok_or(Error::WrongCredentials)
}

/// An operator's invitation of one therapist: the code, to be told once.
pub async fn invite_therapist(gate: &Gate) -> Result<String> {
    let code = invitation_code()?;
    let kept = code.clone();
    gate.system("invite a therapist", move |conn, door| {
        registrations::invite_therapist(conn, door, &kept)?;
        door.record_operator(conn, None, Action::TherapistInvited)
    })
    .await?;
    Ok(code)
}
