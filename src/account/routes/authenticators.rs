//! `/v1/auth/totp`: an authenticator app as second factor, and the recovery codes that stand in for it (ID-11, ID-12).

use actix_web::{delete, post};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::SecondFactor;
use crate::access::principal::{Fresh, Member};
use crate::account::Profile;
use crate::account::authenticator::Seed;
use crate::account::store::factors;
use crate::account::store::{accounts, devices, grants};
use crate::error::{Error, Result};
use crate::http::document::{Conflicting, Guarded, OnOne, WithBody};
use crate::http::json::{Json, Made, NoContent};
use crate::notices::Letter;

/// What an authenticator app needs; shown this once.
#[derive(Debug, Serialize, ToSchema)]
pub struct NewAuthenticator {
    /// In base 32, for typing.
    #[schema(min_length = 32, max_length = 32)]
    secret: String,
    /// The same, for a picture that an app reads.
    #[schema(max_length = 1000)]
    otpauth_url: String,
}

/// A code that the app shows now.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AuthenticatorCode {
    code: SecondFactor,
}

/// Codes for the day on which the app is not at hand, each good once; shown this once.
#[derive(Debug, Serialize, ToSchema)]
pub struct RecoveryCodes {
    #[schema(min_items = 10, max_items = 10)]
    recovery_codes: Vec<String>,
}

impl RecoveryCodes {
    /// These codes.
    pub(super) fn of(recovery_codes: Vec<String>) -> Self {
        Self { recovery_codes }
    }
}

/// Proposes an authenticator app; it counts once a code of it has come back. Asks for a fresh sign-in.
#[utoipa::path(tag = "account", security(("bearer" = ["patient", "therapist"])),
    responses((status = 201, description = "What the app needs", body = NewAuthenticator), Conflicting, Guarded))]
#[post("/v1/auth/totp")]
pub async fn create_totp(member: Fresh<Member>) -> Result<Made<NewAuthenticator>> {
    member
        .write(Profile, |conn, mine| {
            let seed = Seed::new()?;
            factors::propose(conn, mine, &seed)?;
            let account = accounts::find(conn, mine)?;
            Ok(Made(NewAuthenticator {
                secret: seed.spell(),
                otpauth_url: seed.url(account.address.as_str()),
            }))
        })
        .await
}

/// Enrols the app with a code of it; other devices are signed out, and earlier recovery codes end.
#[utoipa::path(tag = "account", security(("bearer" = ["patient", "therapist"])),
    responses((status = 200, description = "It is enrolled; these codes stand in for it", body = RecoveryCodes), WithBody, Conflicting, Guarded))]
#[post("/v1/auth/totp/confirm")]
pub async fn confirm_totp(
    member: Fresh<Member>,
    Json(confirmation): Json<AuthenticatorCode>,
) -> Result<Json<RecoveryCodes>> {
    let device = member.device();
    let codes = member
        .write(Profile, move |conn, mine| {
            accounts::hold(conn, mine.owner())?;
            if !factors::confirm(conn, mine, confirmation.code.as_str())? {
                return Err(Error::field(
                    "/code",
                    "wrong",
                    "is not the code of this moment",
                ));
            }
            devices::end_all(conn, mine, Some(device))?;
            accounts::tell(conn, mine, Letter::factor_added)?;
            factors::new_recovery_codes(conn, mine)
        })
        .await?;
    member.gate().bell().ring();
    Ok(Json(RecoveryCodes::of(codes)))
}

/// Removes the app; other devices are signed out. Asks for a fresh sign-in.
#[utoipa::path(tag = "account", security(("bearer" = ["patient", "therapist"])),
    responses((status = 204, description = "It is removed"), OnOne, Guarded))]
#[delete("/v1/auth/totp")]
pub async fn delete_totp(member: Fresh<Member>) -> Result<NoContent> {
    let device = member.device();
    member
        .write(Profile, move |conn, mine| {
            accounts::hold(conn, mine.owner())?;
            if !factors::remove(conn, mine)? {
                return Err(Error::NotFound);
            }
            if !grants::has_second_factor(conn, mine.owner())? {
                factors::forget_recovery_codes(conn, mine)?;
            }
            devices::end_all(conn, mine, Some(device))?;
            accounts::tell(conn, mine, Letter::factor_removed)
        })
        .await?;
    member.gate().bell().ring();
    Ok(NoContent)
}
