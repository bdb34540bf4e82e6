//! Signing in with a passkey, and showing again with one who is there.

use actix_web::post;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;
use webauthn_rs::prelude::{DiscoverableAuthentication, PublicKeyCredential};

use super::super::{Secret, SignedIn, admit, sign_in};
use super::{Challenge, read, unfit};
use crate::access::principal::{Anyone, Member};
use crate::access::proof::{Access, Doorstep, Write};
use crate::access::trail::{Action, Event, Outcome};
use crate::account::Profile;
use crate::account::ceremony::{Ceremonies, Refused};
use crate::account::credentials::RefreshToken;
use crate::account::model::DeviceName;
use crate::account::store::passkeys::{self, Purpose};
use crate::account::store::{accounts, devices};
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::http::document::{Always, Conflicting, Guarded, WithBody};
use crate::http::json::{Json, Made, NoContent};
use crate::ids::CeremonyId;
use crate::notices::Letter;

/// What the browser answered, for signing in.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasskeyLogin {
    ceremony_id: CeremonyId,
    /// The result of `navigator.credentials.get`, as `toJSON` gives it.
    #[schema(value_type = Object)]
    credential: serde_json::Value,
    device_name: Option<DeviceName>,
    /// A refresh token that this device has had, however old: it is not told of as a new one then.
    last_refresh_token: Option<Secret>,
}

/// What the browser answered.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasskeyProof {
    ceremony_id: CeremonyId,
    /// The result of `navigator.credentials.get`, as `toJSON` gives it.
    #[schema(value_type = Object)]
    credential: serde_json::Value,
}

/// A challenge that waits in the database.
fn begin(
    conn: &mut Conn,
    door: &Doorstep,
    ceremonies: &Ceremonies,
    purpose: Purpose,
) -> Result<Made<Challenge>> {
    let (options, state) = ceremonies.begin_login()?;
    Ok(Made(Challenge {
        ceremony_id: passkeys::begin(conn, door, purpose, &state)?,
        options: serde_json::to_value(options).map_err(Error::internal)?,
    }))
}

/// What an answer to a challenge was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answered {
    /// One of a passkey of the owner's.
    Rightly,
    /// None that fits; the caller puts it on record.
    Wrongly,
    /// One of a passkey that looks like a copy; it is on record.
    ByACopy,
}

/// Whether the answer is one of a passkey of the owner's to a challenge of this purpose, which is used up either way. A counter
/// that went back is refused, on record, and told to the owner.
fn proved(
    conn: &mut Conn,
    mine: &Access<Profile, Write>,
    ceremonies: &Ceremonies,
    state: DiscoverableAuthentication,
    answer: &PublicKeyCredential,
) -> Result<Answered> {
    let Some((account, credential)) = ceremonies.named(answer) else {
        return Ok(Answered::Wrongly);
    };
    if account != mine.owner() {
        return Ok(Answered::Wrongly);
    }
    let Some(mut kept) = passkeys::named(conn, mine, credential)? else {
        return Ok(Answered::Wrongly);
    };
    match ceremonies.finish_login(answer, state, &mut kept.credential) {
        Ok(()) => {
            passkeys::used(conn, mine, &kept)?;
            Ok(Answered::Rightly)
        }
        Err(Refused::Unfit) => Ok(Answered::Wrongly),
        Err(Refused::Copied) => {
            let refused = Event {
                outcome: Outcome::Refused,
                ..Event::done(Action::PasskeyRefused)
            };
            mine.record(conn, refused)?;
            accounts::tell(conn, mine, Letter::passkey_refused)?;
            Ok(Answered::ByACopy)
        }
    }
}

/// Begins signing in with a passkey; whose it is comes with the answer.
#[utoipa::path(tag = "account", security(()), responses((status = 201, description = "The challenge", body = Challenge), Conflicting, Always))]
#[post("/v1/auth/passkeys/login/begin")]
pub async fn begin_passkey_login(anyone: Anyone) -> Result<Made<Challenge>> {
    let ceremonies = Ceremonies::of(anyone.gate().tokens().issuer())?;
    anyone
        .at_door(move |conn, door| begin(conn, door, &ceremonies, Purpose::Login))
        .await
}

/// Signs a device in with a passkey that has verified its user: no other second factor is asked for.
#[utoipa::path(tag = "account", security(()), responses((status = 200, description = "The device is signed in", body = SignedIn),
    (status = 401, description = "The answer does not match", body = crate::error::Problem, content_type = "application/problem+json"), WithBody, Conflicting, Always))]
#[post("/v1/auth/passkeys/login/finish")]
pub async fn finish_passkey_login(
    anyone: Anyone,
    Json(login): Json<PasskeyLogin>,
) -> Result<Json<SignedIn>> {
    let PasskeyLogin {
        ceremony_id,
        credential,
        device_name,
        last_refresh_token,
    } = login;
    let gate = anyone.gate().clone();
    let ceremonies = Ceremonies::of(gate.tokens().issuer())?;
    let answer: PublicKeyCredential = read(credential)?;
    let signed_in = anyone
        .at_door(move |conn, door| {
            let Some(state) = passkeys::take(conn, door, Purpose::Login, ceremony_id)? else {
                return Ok(None);
            };
            let Some((account, _)) = ceremonies.named(&answer) else {
                return Ok(None);
            };
            accounts::hold(conn, account)?;
            let Some(known) = accounts::by_id(conn, account)? else {
                return Ok(None);
            };
            let mine = admit(door, &known)?;
            match proved(conn, &mine, &ceremonies, state, &answer)? {
                Answered::Rightly => {}
                Answered::Wrongly => {
                    accounts::refuse_known(conn, door, account, Action::FactorRefused)?;
                    return Ok(None);
                }
                Answered::ByACopy => return Ok(None),
            }
            let known_device = last_refresh_token
                .and_then(|text| RefreshToken::read(text.as_str(), door.keyring()))
                .is_some_and(|token| token.account == account);
            if !known_device {
                accounts::tell(conn, &mine, Letter::new_device)?;
            }
            sign_in(conn, &gate, door, &mine, device_name).map(Some)
        })
        .await?;
    anyone.gate().bell().ring();
    signed_in.map(Json).ok_or(Error::WrongCredentials)
}

/// Begins showing again who one is, with a passkey.
#[utoipa::path(tag = "account", security(("bearer" = ["patient", "therapist"])),
    responses((status = 201, description = "The challenge", body = Challenge), Conflicting, Guarded))]
#[post("/v1/auth/passkeys/step-up/begin")]
pub async fn begin_passkey_step_up(member: Member) -> Result<Made<Challenge>> {
    let ceremonies = Ceremonies::of(member.gate().tokens().issuer())?;
    let device = member.device();
    member
        .write(Profile, move |conn, mine| {
            let purpose = Purpose::StepUp(mine.owner(), device);
            begin(conn, &mine.doorstep(), &ceremonies, purpose)
        })
        .await
}

/// Shows again who holds this device; for five minutes it counts as freshly signed in (ID-14).
#[utoipa::path(tag = "account", security(("bearer" = ["patient", "therapist"])),
    responses((status = 204, description = "It is you"), WithBody, Conflicting, Guarded))]
#[post("/v1/auth/passkeys/step-up/finish")]
pub async fn finish_passkey_step_up(
    member: Member,
    Json(proof): Json<PasskeyProof>,
) -> Result<NoContent> {
    let PasskeyProof {
        ceremony_id,
        credential,
    } = proof;
    let ceremonies = Ceremonies::of(member.gate().tokens().issuer())?;
    let answer: PublicKeyCredential = read(credential)?;
    let device = member.device();
    let shown = member
        .write(Profile, move |conn, mine| {
            let purpose = Purpose::StepUp(mine.owner(), device);
            let Some(state) = passkeys::take(conn, &mine.doorstep(), purpose, ceremony_id)? else {
                return Ok(false);
            };
            let answered = proved(conn, mine, &ceremonies, state, &answer)?;
            match answered {
                Answered::Rightly => devices::refreshed(conn, mine, device)?,
                Answered::Wrongly => mine.refuse(conn, Action::FactorRefused)?,
                Answered::ByACopy => {}
            }
            Ok(answered == Answered::Rightly)
        })
        .await?;
    member.gate().bell().ring();
    if shown { Ok(NoContent) } else { Err(unfit()) }
}
