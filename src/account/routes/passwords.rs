//! Changing a password, and setting a new one by mail.

use actix_web::post;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{CHECK_YOUR_MAIL, CheckYourMail, Code, admit, count_holder, refuse};
use crate::access::principal::{Anyone, Member};
use crate::access::trail::Action;
use crate::account::Profile;
use crate::account::credentials::mailed_code;
use crate::account::model::{EmailAddress, NewPassword};
use crate::account::store::guesses::{self, Guessed};
use crate::account::store::{accounts, devices, resets};
use crate::crypt::password::Password;
use crate::error::{Error, Result};
use crate::http::document::{Always, Guarded, WithBody};
use crate::http::json::{Accepted, Json, NoContent};
use crate::notices::{self, Letter};

/// An address.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ForgottenPassword {
    email: EmailAddress,
}

/// The code that came by mail, and the new password.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordReset {
    email: EmailAddress,
    code: Code,
    new_password: Password,
}

/// The present password and the new one.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordChange {
    current_password: Password,
    new_password: Password,
}

/// Changes the password; every other device is signed out.
#[utoipa::path(tag = "account", security(("bearer" = ["patient", "therapist"])), responses((status = 204, description = "The password is another one now"), WithBody, Guarded))]
#[post("/v1/auth/password")]
pub async fn change_password(
    member: Member,
    Json(change): Json<PasswordChange>,
) -> Result<NoContent> {
    let PasswordChange {
        current_password,
        new_password,
    } = change;
    let gate = member.gate().clone();
    let device = member.device();
    let guessed = count_holder(&member).await?;
    let (account, hash) = member
        .read(Profile, |conn, mine| {
            Ok((
                accounts::find(conn, mine)?,
                accounts::password_hash(conn, mine)?,
            ))
        })
        .await?;
    if !gate
        .passwords()
        .verify(current_password, Some(hash))
        .await?
    {
        refuse(&member, Action::PasswordRefused).await?;
        return Err(Error::field(
            "/current_password",
            "wrong",
            "is not the present password",
        ));
    }
    let chosen = NewPassword::choose(
        new_password,
        gate.policy().password_min,
        account.address.as_str(),
        account.display_name.as_str(),
        "/new_password",
    )?;
    let hash = gate.passwords().hash(chosen.into_inner()).await?;
    member
        .write(Profile, move |conn, mine| {
            guesses::forgive(conn, &mine.doorstep(), &guessed)?;
            accounts::set_password(conn, mine, &hash)?;
            // Codes that are still on their way were asked for under the password before.
            resets::end_all(conn, mine)?;
            devices::end_all(conn, mine, Some(device))?;
            notices::post(
                conn,
                &mine.doorstep(),
                &Letter::password_changed(account.address.as_str()),
            )
        })
        .await?;
    gate.bell().ring();
    Ok(NoContent)
}

/// What is done for a known address and left for an unknown one takes less than this, so that the time tells nothing (ID-9).
const LONG_ENOUGH: std::time::Duration = std::time::Duration::from_millis(150);

/// Waits for the work, and at least so long that nobody can tell whether there was any.
pub(super) async fn slowly<T>(work: impl Future<Output = T>) -> T {
    let (done, ()) = tokio::join!(work, tokio::time::sleep(LONG_ENOUGH));
    done
}

/// Asks for a code by mail with which a new password can be set; the same answer for every address.
#[utoipa::path(tag = "account", security(()), responses((status = 202, description = "Look into the mail", body = CheckYourMail), WithBody, Always))]
#[post("/v1/auth/password/forgot")]
pub async fn forget_password(
    anyone: Anyone,
    Json(forgotten): Json<ForgottenPassword>,
) -> Result<Accepted<CheckYourMail>> {
    let asked = anyone.at_door(move |conn, door| {
        let code = mailed_code()?;
        let Some(known) = accounts::known(conn, door, &forgotten.email)? else {
            return Ok(());
        };
        if resets::insert(conn, door, known.id, &forgotten.email, &code)? {
            notices::post(
                conn,
                door,
                &Letter::reset_password(forgotten.email.as_str(), &code),
            )?;
        }
        Ok(())
    });
    slowly(asked).await?;
    anyone.gate().bell().ring();
    Ok(Accepted(CHECK_YOUR_MAIL))
}

/// Sets a new password with the mailed code; every device is signed out.
#[utoipa::path(tag = "account", security(()), responses((status = 204, description = "The password is another one now"),
    (status = 401, description = "The code does not match", body = crate::error::Problem, content_type = "application/problem+json"), WithBody, Always))]
#[post("/v1/auth/password/reset")]
pub async fn reset_password(anyone: Anyone, Json(reset): Json<PasswordReset>) -> Result<NoContent> {
    let PasswordReset {
        email,
        code,
        new_password,
    } = reset;
    let min = anyone.gate().policy().password_min;
    let chosen = NewPassword::choose(new_password, min, email.as_str(), "", "/new_password")?;
    let hash = anyone.gate().passwords().hash(chosen.into_inner()).await?;
    let done = anyone.at_door(move |conn, door| {
        let Some(known) = accounts::known(conn, door, &email)? else {
            accounts::refuse(conn, door, None, &email, Action::PasswordRefused)?;
            return Ok(false);
        };
        if !resets::take(conn, door, known.id, &email, code.as_str())? {
            accounts::refuse(conn, door, Some(known.id), &email, Action::PasswordRefused)?;
            return Ok(false);
        }
        let mine = admit(door, &known)?;
        accounts::set_password(conn, &mine, &hash)?;
        devices::end_all(conn, &mine, None)?;
        guesses::forgive(conn, door, &Guessed::password(&email, None))?;
        notices::post(conn, door, &Letter::password_changed(email.as_str()))?;
        Ok(true)
    });
    let done = slowly(done).await?;
    anyone.gate().bell().ring();
    if done {
        Ok(NoContent)
    } else {
        Err(Error::WrongCredentials)
    }
}
