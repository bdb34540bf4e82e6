//! `/v1/auth/passkeys`: adding, listing, naming, removing, and signing in with them (ID-13).

mod proving;
mod registering;

pub use proving::{
    begin_passkey_login, begin_passkey_step_up, finish_passkey_login, finish_passkey_step_up,
};
pub use registering::{begin_passkey_registration, finish_passkey_registration};

use actix_web::web::Path;
use actix_web::{delete, get, patch};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use crate::access::principal::{Fresh, Member};
use crate::account::Profile;
use crate::account::model::PasskeyName;
use crate::account::store::passkeys::{self, Kept};
use crate::account::store::{accounts, devices, factors, grants};
use crate::error::{Error, Result};
use crate::http::document::{Conditional, Guarded, OnOne, WithBody, WithQuery};
use crate::http::etag::{IfMatch, IfMatchHeader, Versioned};
use crate::http::json::{Json, NoContent, Query, Tagged};
use crate::http::page::{Cursor, Limit, Page};
use crate::http::routing::Routes;
use crate::ids::{CeremonyId, PasskeyId};
use crate::notices::Letter;
use crate::time::At;

/// A challenge, and what the browser's `navigator.credentials` takes.
#[derive(Debug, Serialize, ToSchema)]
pub struct Challenge {
    /// To be sent back with the answer, within five minutes, once.
    ceremony_id: CeremonyId,
    /// WebAuthn's options, in the JSON form of level 3.
    #[schema(value_type = Object)]
    options: serde_json::Value,
}

/// A passkey, to its owner.
#[derive(Debug, Serialize, ToSchema)]
pub struct PasskeyView {
    id: PasskeyId,
    #[schema(required)]
    name: Option<PasskeyName>,
    created_at: At,
    /// Null until somebody has signed in with it.
    #[schema(required)]
    last_used_at: Option<At>,
    #[serde(skip)]
    version: i64,
}

impl From<Kept> for PasskeyView {
    fn from(kept: Kept) -> Self {
        let Kept {
            id,
            credential: _,
            name,
            version,
            created_at,
            last_used_at,
        } = kept;
        Self {
            id,
            name,
            created_at,
            last_used_at,
            version,
        }
    }
}

impl Versioned for PasskeyView {
    fn version(&self) -> i64 {
        self.version
    }
}

/// Another name.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasskeyChange {
    name: PasskeyName,
}

/// Which page.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PasskeysQuery {
    #[serde(default)]
    #[param(inline, required = false)]
    limit: Limit,
    #[param(inline)]
    cursor: Option<Cursor>,
}

/// What a browser sent, as the ceremony reads it; a browser may say more than anybody here reads.
fn read<T: DeserializeOwned>(credential: serde_json::Value) -> Result<T> {
    // The parser's message could quote what was sent.
    serde_json::from_value(credential).map_err(|_| unfit())
}

/// An answer that is not taken; it says no more, so that nothing can be learned by trying.
fn unfit() -> Error {
    Error::field(
        "/credential",
        "unfit",
        "is no answer to a challenge that waits",
    )
}

/// Lists the passkeys, newest first.
#[utoipa::path(tag = "account", security(("bearer" = ["patient", "therapist"])), params(PasskeysQuery),
    responses((status = 200, description = "The passkeys", body = Page<PasskeyView>), WithQuery, Guarded))]
#[get("/v1/auth/passkeys")]
pub async fn list_passkeys(
    member: Member,
    Query(query): Query<PasskeysQuery>,
) -> Result<Json<Page<PasskeyView>>> {
    let PasskeysQuery { limit, cursor } = query;
    let found = member
        .read(Profile, move |conn, mine| {
            passkeys::page(conn, mine, limit, cursor)
        })
        .await?;
    let page = Page::cut(found, limit, |kept| Cursor {
        at: kept.created_at,
        id: kept.id.uuid(),
    });
    Ok(Json(page.map(PasskeyView::from)))
}

/// Shows one passkey.
#[utoipa::path(tag = "account", security(("bearer" = ["patient", "therapist"])), params(("id" = PasskeyId, Path)),
    responses((status = 200, description = "The passkey", body = PasskeyView), (status = 304, description = "As it was"), OnOne, Guarded))]
#[get("/v1/auth/passkeys/{id}")]
pub async fn get_passkey(member: Member, id: Path<PasskeyId>) -> Result<Tagged<PasskeyView>> {
    let id = id.into_inner();
    let kept = member
        .read(Profile, move |conn, mine| passkeys::find(conn, mine, id))
        .await?;
    Ok(Tagged(kept.into()))
}

/// Gives a passkey another name.
#[utoipa::path(tag = "account", security(("bearer" = ["patient", "therapist"])), params(("id" = PasskeyId, Path), IfMatchHeader),
    responses((status = 200, description = "The passkey as it is now", body = PasskeyView), WithBody, OnOne, Conditional, Guarded))]
#[patch("/v1/auth/passkeys/{id}")]
pub async fn change_passkey(
    member: Member,
    id: Path<PasskeyId>,
    condition: IfMatch,
    Json(change): Json<PasskeyChange>,
) -> Result<Tagged<PasskeyView>> {
    let (id, PasskeyChange { name }) = (id.into_inner(), change);
    let kept = member
        .write(Profile, move |conn, mine| {
            let kept = passkeys::find(conn, mine, id)?;
            condition.check(kept.version)?;
            passkeys::rename(conn, mine, kept, Some(name))
        })
        .await?;
    Ok(Tagged(kept.into()))
}

/// Removes a passkey; other devices are signed out. Asks for a fresh sign-in (ID-14).
#[utoipa::path(tag = "account", security(("bearer" = ["patient", "therapist"])), params(("id" = PasskeyId, Path)),
    responses((status = 204, description = "It is removed"), OnOne, Guarded))]
#[delete("/v1/auth/passkeys/{id}")]
pub async fn delete_passkey(member: Fresh<Member>, id: Path<PasskeyId>) -> Result<NoContent> {
    let (id, device) = (id.into_inner(), member.device());
    member
        .write(Profile, move |conn, mine| {
            accounts::hold(conn, mine.owner())?;
            if !passkeys::remove(conn, mine, id)? {
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

/// The routes of passkeys.
pub(super) fn configure(routes: &mut impl Routes) {
    routes
        .service(begin_passkey_registration)
        .service(finish_passkey_registration)
        .service(begin_passkey_login)
        .service(finish_passkey_login)
        .service(begin_passkey_step_up)
        .service(finish_passkey_step_up)
        .service(list_passkeys)
        .service(get_passkey)
        .service(change_passkey)
        .service(delete_passkey);
}
