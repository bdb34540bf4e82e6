//! `/v1/auth/step-up`: showing again who one is, for what asks for it (ID-14).

use actix_web::post;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{SecondFactor, count_holder, count_of_holder, prove, refuse};
use crate::access::principal::Member;
use crate::access::trail::Action;
use crate::account::Profile;
use crate::account::store::guesses::{self, Guessed};
use crate::account::store::{accounts, devices, grants};
use crate::crypt::password::Password;
use crate::error::{Error, Result};
use crate::http::document::{Guarded, WithBody};
use crate::http::json::{Json, NoContent};

/// A password where no second factor is enrolled; else a code.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StepUp {
    /// Looked at wherever it is sent.
    password: Option<Password>,
    /// A code of the authenticator app, or a recovery code.
    totp: Option<SecondFactor>,
}

/// Shows again who holds this device; for five minutes it counts as freshly signed in. A second factor is asked for where one is
/// enrolled, by a code here or by a passkey.
#[utoipa::path(tag = "account", security(("bearer" = ["patient", "therapist"])),
    responses((status = 204, description = "It is you"), WithBody, Guarded))]
#[post("/v1/auth/step-up")]
pub async fn step_up(member: Member, Json(step_up): Json<StepUp>) -> Result<NoContent> {
    let StepUp { password, totp } = step_up;
    let (gate, device) = (member.gate().clone(), member.device());
    let guessed = count_holder(&member).await?;
    let (hash, enrolled) = member
        .read(Profile, |conn, mine| {
            Ok((
                accounts::password_hash(conn, mine)?,
                grants::has_second_factor(conn, mine.owner())?,
            ))
        })
        .await?;
    if enrolled && totp.is_none() {
        return Err(missing("/totp"));
    }
    let guessed_factor = match totp {
        Some(_) => {
            let factor = |account, device| Guessed::factor(account, Some(device));
            Some(count_of_holder(&member, factor).await?)
        }
        None => None,
    };
    match password {
        Some(password) => {
            if !gate.passwords().verify(password, Some(hash)).await? {
                refuse(&member, Action::PasswordRefused).await?;
                return Err(wrong("/password"));
            }
        }
        None if enrolled => {}
        None => return Err(missing("/password")),
    }
    let shown = member
        .write(Profile, move |conn, mine| {
            if !prove(conn, mine, totp.as_ref())? {
                mine.refuse(conn, Action::FactorRefused)?;
                return Ok(false);
            }
            for guessed in [Some(guessed), guessed_factor].iter().flatten() {
                guesses::forgive(conn, &mine.doorstep(), guessed)?;
            }
            devices::refreshed(conn, mine, device)?;
            Ok(true)
        })
        .await?;
    gate.bell().ring();
    if shown {
        Ok(NoContent)
    } else {
        Err(wrong("/totp"))
    }
}

/// What is asked for and was not sent.
fn missing(pointer: &str) -> Error {
    Error::field(pointer, "required", "is asked for here")
}

/// What was sent and does not match; the caller has signed in, so it may be named.
fn wrong(pointer: &str) -> Error {
    Error::field(pointer, "wrong", "does not match")
}
