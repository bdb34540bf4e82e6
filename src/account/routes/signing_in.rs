//! Signing in, staying signed in, signing out, and the public keys of the tokens.

use actix_web::{HttpResponse, get, post};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{SecondFactor, Secret, SignedIn, admit, answer, count, prove, session_life, sign_in};
use crate::access::principal::{Anyone, Member};
use crate::access::trail::Action;
use crate::account::Profile;
use crate::account::credentials::RefreshToken;
use crate::account::model::{DeviceName, EmailAddress};
use crate::account::store::accounts;
use crate::account::store::devices::{self, Refreshed};
use crate::account::store::guesses::{self, Guessed};
use crate::crypt::password::Password;
use crate::error::{Error, Result};
use crate::http::document::{Always, Guarded, WithBody};
use crate::http::json::{Json, NoContent};
use crate::notices::{self, Letter};

/// Address and password.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Login {
    email: EmailAddress,
    password: Password,
    device_name: Option<DeviceName>,
    /// Where a second factor is enrolled: a code of the authenticator app, or a recovery code.
    totp: Option<SecondFactor>,
    /// A refresh token that this device has had, however old: a device that was signed in before has tries of its own, and is
    /// not told of as a new one.
    last_refresh_token: Option<Secret>,
}

/// The newest refresh token of a device.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Refresh {
    refresh_token: Secret,
}

/// Signs a device in with address and password, and a second factor where one is enrolled.
#[utoipa::path(tag = "account", security(()), responses((status = 200, description = "The device is signed in", body = SignedIn),
    (status = 401, description = "What was sent does not match, or a second factor is asked for (`second-factor-required`)", body = crate::error::Problem, content_type = "application/problem+json"), WithBody, Always))]
#[post("/v1/auth/login")]
pub async fn login(anyone: Anyone, Json(login): Json<Login>) -> Result<Json<SignedIn>> {
    let Login {
        email,
        password,
        device_name,
        totp,
        last_refresh_token,
    } = login;
    let gate = anyone.gate().clone();
    let named = email.clone();
    let counting = gate.clone();
    let (known, device, guessed) = anyone
        .at_door(move |conn, door| {
            let known = accounts::known(conn, door, &email)?;
            // An invented token is as good as none, so that trying one tells nothing.
            let device = last_refresh_token
                .and_then(|text| RefreshToken::read(text.as_str(), door.keyring()))
                .filter(|token| {
                    known
                        .as_ref()
                        .is_some_and(|known| known.id == token.account)
                })
                .map(|token| token.device);
            let guessed = Guessed::password(&email, device);
            count(&counting, conn, door, &guessed)?;
            Ok((known, device, guessed))
        })
        .await?;
    let hash = known.as_ref().map(|known| known.password_hash.clone());
    // An unknown address costs one verification too (ID-9).
    let verified = gate.passwords().verify(password, hash.clone()).await?;
    let account = known.as_ref().map(|known| known.id);
    let Some(known) = known.filter(|_| verified) else {
        anyone
            .at_door(move |conn, door| {
                accounts::refuse(conn, door, account, &named, Action::SignInRefused)
            })
            .await?;
        return Err(Error::WrongCredentials);
    };
    let signed_in = anyone
        .at_door(move |conn, door| {
            // Between looking and signing in the password may have been changed.
            let now = accounts::by_id(conn, known.id)?
                .filter(|now| Some(&now.password_hash) == hash.as_ref())
                .ok_or(Error::WrongCredentials)?;
            let mine = admit(door, &now)?;
            prove(conn, &mine, totp.as_ref())?;
            guesses::forgive(conn, door, &guessed)?;
            if device.is_none() {
                accounts::tell(conn, &mine, Letter::new_device)?;
            }
            sign_in(conn, &gate, door, &mine, device_name)
        })
        .await?;
    anyone.gate().bell().ring();
    Ok(Json(signed_in))
}

/// Takes the newest refresh token for the next pair; a used one presented again signs the device out.
#[utoipa::path(tag = "account", security(()), responses((status = 200, description = "The next pair of tokens", body = SignedIn),
    (status = 401, description = "The token is not the newest of a signed-in device", body = crate::error::Problem, content_type = "application/problem+json"), WithBody, Always))]
#[post("/v1/auth/refresh")]
pub async fn refresh(anyone: Anyone, Json(refresh): Json<Refresh>) -> Result<Json<SignedIn>> {
    let gate = anyone.gate().clone();
    let signed_in = anyone
        .at_door(move |conn, door| {
            let Some(token) = RefreshToken::read(refresh.refresh_token.as_str(), door.keyring())
            else {
                return Ok(None);
            };
            let Some(known) = accounts::by_id(conn, token.account)? else {
                return Ok(None);
            };
            let mine = admit(door, &known)?;
            let life = session_life(&gate, known.role);
            match devices::rotate(conn, &mine, door.keyring(), &token, life)? {
                Refreshed::Next(next) => {
                    let account = accounts::find(conn, &mine)?;
                    answer(&gate, door, account, &next).map(Some)
                }
                Refreshed::Reused => {
                    let owner = accounts::find(conn, &mine)?;
                    notices::post(conn, door, &Letter::device_ended(owner.address.as_str()))?;
                    Ok(None)
                }
                Refreshed::Over => Ok(None),
            }
        })
        .await?;
    anyone.gate().bell().ring();
    signed_in.map(Json).ok_or(Error::WrongCredentials)
}

/// Signs this device out; its tokens are refused from the next request on.
#[utoipa::path(tag = "account", security(("bearer" = ["patient", "therapist"])), responses((status = 204, description = "Signed out"), Guarded))]
#[post("/v1/auth/logout")]
pub async fn logout(member: Member) -> Result<NoContent> {
    let device = member.device();
    member
        .write(Profile, move |conn, mine| devices::end(conn, mine, device))
        .await?;
    Ok(NoContent)
}

/// The public keys of the access tokens (RFC 7517).
#[utoipa::path(tag = "account", security(()), responses((status = 200, description = "The keys", body = Object), Always))]
#[get("/.well-known/jwks.json")]
pub async fn get_jwks(anyone: Anyone) -> HttpResponse {
    crate::http::edge::public(HttpResponse::Ok().json(anyone.gate().tokens().jwks()))
}
