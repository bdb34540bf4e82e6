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
use crate::account::store::accounts::{self, Known};
use crate::account::store::devices::{self, Refreshed};
use crate::account::store::guesses::{self, Guessed};
use crate::crypt::password::{Password, Passwords};
use crate::error::{Error, Result};
use crate::http::document::{Always, Guarded, WithBody};
use crate::http::json::{Json, NoContent};
use crate::ids::DeviceId;
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
    let passwords = anyone.gate().passwords().clone();
    let (known, device) = looked_up(&anyone, &email, last_refresh_token).await?;
    let hash = known.as_ref().map(|known| known.password_hash.clone());
    // An unknown address costs one verification too (ID-9).
    let verified = passwords.verify(password.clone(), hash).await?;
    let account = known.as_ref().map(|known| known.id);
    let Some(known) = known.filter(|_| verified) else {
        anyone
            .at_door(move |conn, door| {
                accounts::refuse(conn, door, account, &email, Action::SignInRefused)
            })
            .await?;
        return Err(Error::WrongCredentials);
    };
    let entering = Entering {
        email,
        totp,
        device,
        device_name,
    };
    let anew = hashed_anew(&passwords, &password, &known).await;
    let came = match entering.clone().at(&anyone, known, anew).await? {
        // Another sign-in made the hash anew in this moment, or the password was changed: what holds now decides.
        Came::Meanwhile(now) => {
            let hash = Some(now.password_hash.clone());
            if !passwords.verify(password, hash).await? {
                return Err(Error::WrongCredentials);
            }
            entering.at(&anyone, now, None).await?
        }
        other => other,
    };
    anyone.gate().bell().ring();
    match came {
        Came::In(signed_in) => Ok(Json(signed_in)),
        Came::Wrong | Came::Meanwhile(_) => Err(Error::WrongCredentials),
        Came::TooEarly(error) => Err(error),
    }
}

/// Whose address it is, if anybody's, and from which known device. The try at the password is counted; one that comes before its wait
/// is over is on record, and takes the same work whether or not there is such an account.
async fn looked_up(
    anyone: &Anyone,
    email: &EmailAddress,
    last_refresh_token: Option<Secret>,
) -> Result<(Option<Known>, Option<DeviceId>)> {
    let (gate, named) = (anyone.gate().clone(), email.clone());
    let looked_up = anyone.at_door(move |conn, door| {
        let known = accounts::known(conn, door, &named)?;
        // An invented token is as good as none, so that trying one tells nothing.
        let device = last_refresh_token
            .and_then(|text| RefreshToken::read(text.as_str(), door.keyring()))
            .filter(|token| {
                known
                    .as_ref()
                    .is_some_and(|known| known.id == token.account)
            })
            .map(|token| token.device);
        count(&gate, conn, door, &Guessed::password(&named, device))?;
        Ok((known, device))
    });
    let looked_up = looked_up.await;
    if let Err(Error::TooMany(_)) = looked_up {
        let email = email.clone();
        anyone
            .at_door(move |conn, door| {
                let account = accounts::known(conn, door, &email)?.map(|known| known.id);
                accounts::refuse(conn, door, account, &email, Action::AllowanceSpent)
            })
            .await?;
    }
    looked_up
}

/// A new hash of a password that was right, where the one that is kept was made at another cost (ID-8). Signing in does not depend on
/// it: where it cannot be made, the next sign-in tries again.
async fn hashed_anew(passwords: &Passwords, password: &Password, known: &Known) -> Option<String> {
    if passwords.is_of_now(&known.password_hash) {
        return None;
    }
    passwords.hash(password.clone()).await.ok()
}

/// Somebody who has shown the password, at the door.
#[derive(Debug, Clone)]
struct Entering {
    email: EmailAddress,
    totp: Option<SecondFactor>,
    /// One that was signed in before.
    device: Option<DeviceId>,
    device_name: Option<DeviceName>,
}

/// What became of somebody at the door.
enum Came {
    /// In.
    In(SignedIn),
    /// The second factor did not match.
    Wrong,
    /// The second factor was not looked at, because the wait after the tries before is not over.
    TooEarly(Error),
    /// Another hash is kept by now than the one that was looked at.
    Meanwhile(Known),
}

impl Entering {
    /// Takes the second factor, where there is one, and signs the device in.
    async fn at(self, anyone: &Anyone, known: Known, anew: Option<String>) -> Result<Came> {
        let gate = anyone.gate().clone();
        anyone
            .at_door(move |conn, door| {
                accounts::hold(conn, known.id)?;
                let now = accounts::by_id(conn, known.id)?.ok_or(Error::WrongCredentials)?;
                if now.password_hash != known.password_hash {
                    return Ok(Came::Meanwhile(now));
                }
                let mine = admit(door, &now)?;
                // Counted here, so that only who has the password can spend these tries.
                let factor = Guessed::factor(now.id, self.device);
                if self.totp.is_some() {
                    match count(&gate, conn, door, &factor) {
                        Ok(()) => {}
                        Err(early @ Error::TooMany(_)) => {
                            let (account, why) = (Some(now.id), Action::AllowanceSpent);
                            accounts::refuse(conn, door, account, &self.email, why)?;
                            return Ok(Came::TooEarly(early));
                        }
                        Err(other) => return Err(other),
                    }
                }
                if !prove(conn, &mine, self.totp.as_ref())? {
                    let account = Some(now.id);
                    accounts::refuse(conn, door, account, &self.email, Action::FactorRefused)?;
                    return Ok(Came::Wrong);
                }
                for guessed in [Guessed::password(&self.email, self.device), factor] {
                    guesses::forgive(conn, door, &guessed)?;
                }
                if let Some(anew) = anew {
                    accounts::keep_hash(conn, &mine, &now.password_hash, &anew)?;
                }
                if self.device.is_none() {
                    accounts::tell(conn, &mine, Letter::new_device)?;
                }
                sign_in(conn, &gate, door, &mine, self.device_name).map(Came::In)
            })
            .await
    }
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
