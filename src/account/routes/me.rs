//! `/v1/me`.

use actix_web::{get, patch};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::AccountView;
use crate::access::principal::Member;
use crate::account::Profile;
use crate::account::model::DisplayName;
use crate::account::store::accounts::{self, ProfileChange};
use crate::error::Result;
use crate::http::document::{Conditional, Guarded, WithBody};
use crate::http::etag::{IfMatch, IfMatchHeader};
use crate::http::json::{Json, Tagged};
use crate::time::Zone;
use crate::words::Language;

/// What to change of the profile.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AccountChange {
    display_name: Option<DisplayName>,
    time_zone: Option<Zone>,
    locale: Option<Language>,
}

/// Shows the caller's own account.
#[utoipa::path(tag = "account", security(("bearer" = ["patient", "therapist"])), responses((status = 200, description = "The account", body = AccountView),
    (status = 304, description = "As it was"), Guarded))]
#[get("/v1/me")]
pub async fn get_me(member: Member) -> Result<Tagged<AccountView>> {
    let account = member.read(Profile, accounts::find).await?;
    Ok(Tagged(account.into()))
}

/// Changes the caller's own account.
#[utoipa::path(tag = "account", security(("bearer" = ["patient", "therapist"])), params(IfMatchHeader),
    responses((status = 200, description = "The account as it is now", body = AccountView), WithBody, Conditional, Guarded))]
#[patch("/v1/me")]
pub async fn change_me(
    member: Member,
    condition: IfMatch,
    Json(change): Json<AccountChange>,
) -> Result<Tagged<AccountView>> {
    let AccountChange {
        display_name,
        time_zone,
        locale,
    } = change;
    let account = member
        .write(Profile, move |conn, mine| {
            accounts::change(
                conn,
                mine,
                &condition,
                ProfileChange {
                    display_name,
                    time_zone,
                    locale,
                },
            )
        })
        .await?;
    Ok(Tagged(account.into()))
}
