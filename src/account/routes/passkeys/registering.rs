//! Adding a passkey.

use actix_web::post;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;
use webauthn_rs::prelude::{PasskeyRegistration, RegisterPublicKeyCredential};

use super::{Challenge, PasskeyView, read, unfit};
use crate::access::principal::{Fresh, Member};
use crate::account::Profile;
use crate::account::ceremony::{Ceremonies, Holder};
use crate::account::model::PasskeyName;
use crate::account::store::passkeys::{self, Purpose};
use crate::account::store::{accounts, devices, factors, grants};
use crate::error::{Error, Result};
use crate::http::document::{Conflicting, Guarded, WithBody};
use crate::http::json::{Json, Made};
use crate::ids::CeremonyId;
use crate::notices::Letter;

/// What the browser made.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPasskey {
    ceremony_id: CeremonyId,
    /// The result of `navigator.credentials.create`, as `toJSON` gives it.
    #[schema(value_type = Object)]
    credential: serde_json::Value,
    name: Option<PasskeyName>,
}

/// The passkey, and codes for the day on which no second factor is at hand.
#[derive(Debug, Serialize, ToSchema)]
pub struct PasskeyAdded {
    passkey: PasskeyView,
    /// Null where there was a second factor already: the earlier codes stay good.
    #[schema(required, min_items = 10, max_items = 10)]
    recovery_codes: Option<Vec<String>>,
}

/// Begins adding a passkey. Asks for a fresh sign-in (ID-14).
#[utoipa::path(tag = "account", security(("bearer" = ["patient", "therapist"])),
    responses((status = 201, description = "The challenge", body = Challenge), Conflicting, Guarded))]
#[post("/v1/auth/passkeys/registration/begin")]
pub async fn begin_passkey_registration(member: Fresh<Member>) -> Result<Made<Challenge>> {
    let ceremonies = Ceremonies::of(member.gate().tokens().issuer())?;
    let device = member.device();
    member
        .write(Profile, move |conn, mine| {
            let account = accounts::find(conn, mine)?;
            let known: Vec<_> = passkeys::all(conn, mine)?
                .into_iter()
                .map(|kept| kept.credential)
                .collect();
            let holder = Holder {
                account: account.id,
                address: &account.address,
                name: &account.display_name,
            };
            let (options, state) = ceremonies.begin_registration(&holder, &known)?;
            let purpose = Purpose::Registration(mine.owner(), device);
            Ok(Made(Challenge {
                ceremony_id: passkeys::begin(conn, &mine.doorstep(), purpose, &state)?,
                options: serde_json::to_value(options).map_err(Error::internal)?,
            }))
        })
        .await
}

/// Adds the passkey that answers the challenge; other devices are signed out. From here on the password alone does not sign in.
#[utoipa::path(tag = "account", security(("bearer" = ["patient", "therapist"])),
    responses((status = 201, description = "It is added", body = PasskeyAdded), WithBody, Conflicting, Guarded))]
#[post("/v1/auth/passkeys/registration/finish")]
pub async fn finish_passkey_registration(
    member: Fresh<Member>,
    Json(new): Json<NewPasskey>,
) -> Result<Made<PasskeyAdded>> {
    let NewPasskey {
        ceremony_id,
        credential,
        name,
    } = new;
    let ceremonies = Ceremonies::of(member.gate().tokens().issuer())?;
    let answer: RegisterPublicKeyCredential = read(credential)?;
    let device = member.device();
    let added = member
        .write(Profile, move |conn, mine| {
            accounts::hold(conn, mine.owner())?;
            let purpose = Purpose::Registration(mine.owner(), device);
            let door = mine.doorstep();
            let Some(state) =
                passkeys::take::<PasskeyRegistration>(conn, &door, purpose, ceremony_id)?
            else {
                return Ok(None);
            };
            // A challenge that was answered wrongly stays used, so the transaction is kept.
            let Ok(credential) = ceremonies.finish_registration(&answer, &state) else {
                return Ok(None);
            };
            let first = !grants::has_second_factor(conn, mine.owner())?;
            let kept = passkeys::insert(conn, mine, &credential, name)?;
            devices::end_all(conn, mine, Some(device))?;
            accounts::tell(conn, mine, Letter::factor_added)?;
            let recovery_codes = first
                .then(|| factors::new_recovery_codes(conn, mine))
                .transpose()?;
            Ok(Some(PasskeyAdded {
                passkey: kept.into(),
                recovery_codes,
            }))
        })
        .await?;
    member.gate().bell().ring();
    added.map(Made).ok_or_else(unfit)
}
