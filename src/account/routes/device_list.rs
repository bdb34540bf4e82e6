//! `/v1/auth/devices`.

use actix_web::web::Path;
use actix_web::{delete, get};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::access::gate::Gate;
use crate::access::principal::{Fresh, Member};
use crate::account::Profile;
use crate::account::model::DeviceName;
use crate::account::store::accounts;
use crate::account::store::devices::{self, Device};
use crate::error::{Error, Result};
use crate::http::document::{Guarded, OnOne, WithQuery};
use crate::http::json::{Json, NoContent, Query};
use crate::http::page::{Cursor, Limit, Page};
use crate::ids::{AccountId, DeviceId};
use crate::keys::patiently;
use crate::time::At;

/// A device that is signed in.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeviceView {
    id: DeviceId,
    #[schema(required)]
    name: Option<DeviceName>,
    created_at: At,
    last_seen_at: At,
    /// Whether this is the device that asks.
    current: bool,
}

/// Which page.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct DevicesQuery {
    #[serde(default)]
    #[param(inline, required = false)]
    limit: Limit,
    #[param(inline)]
    cursor: Option<Cursor>,
}

/// Lists the devices that are signed in, newest first.
#[utoipa::path(tag = "account", security(("bearer" = ["patient", "therapist"])), params(DevicesQuery),
    responses((status = 200, description = "The devices that are signed in", body = Page<DeviceView>), WithQuery, Guarded))]
#[get("/v1/auth/devices")]
pub async fn list_devices(
    member: Member,
    Query(query): Query<DevicesQuery>,
) -> Result<Json<Page<DeviceView>>> {
    let DevicesQuery { limit, cursor } = query;
    let current = member.device();
    let found = member
        .read(Profile, move |conn, mine| {
            devices::page(conn, mine, limit, cursor)
        })
        .await?;
    let page = Page::cut(found, limit, |device| Cursor {
        at: device.created_at,
        id: device.id.uuid(),
    });
    Ok(Json(page.map(
        |Device {
             id,
             name,
             created_at,
             last_seen_at,
         }| DeviceView {
            id,
            name,
            created_at,
            last_seen_at,
            current: id == current,
        },
    )))
}

/// How many devices were signed out.
#[derive(Debug, Serialize, ToSchema)]
pub struct DevicesEnded {
    #[schema(minimum = 0)]
    ended: i64,
}

/// Signs every other device out, at once and on every instance; asks for a fresh sign-in (ID-5).
#[utoipa::path(tag = "account", security(("bearer" = ["patient", "therapist"])),
    responses((status = 200, description = "How many were signed out", body = DevicesEnded), Guarded))]
#[delete("/v1/auth/devices")]
pub async fn end_other_devices(member: Fresh<Member>) -> Result<Json<DevicesEnded>> {
    let device = member.device();
    let ended = member
        .write(Profile, move |conn, mine| {
            devices::end_others(conn, mine, device)
        })
        .await?;
    Ok(Json(DevicesEnded { ended }))
}

/// Signs everybody out, or one account, on an operator's word, also while the service serves: how many devices. Nothing where there is
/// no such account. What signs in meanwhile stays (ASVS 7.4.5).
pub async fn end_sessions(gate: &Gate, account: Option<AccountId>) -> Result<Option<usize>> {
    if let Some(account) = account {
        return patiently(gate, "end sessions", move |conn, door| {
            if accounts::by_id(conn, account)?.is_none() {
                return Ok(None);
            }
            devices::end_by_operator(conn, door, account).map(Some)
        })
        .await;
    }
    let (mut last, mut ended) = (AccountId::from_uuid(uuid::Uuid::nil()), 0);
    loop {
        // One account at a time: whoever writes on its log waits for nobody else's.
        let one = patiently(gate, "end sessions", move |conn, door| {
            let Some(next) = devices::next_account(conn, last)? else {
                return Ok(None);
            };
            let ended = devices::end_by_operator(conn, door, next)?;
            Ok(Some((next, ended)))
        })
        .await?;
        let Some((account, count)) = one else {
            return Ok(Some(ended));
        };
        (last, ended) = (account, ended + count);
    }
}

/// Signs another device out; asks for a fresh sign-in (ID-5).
#[utoipa::path(tag = "account", security(("bearer" = ["patient", "therapist"])), params(("id" = DeviceId, Path)),
    responses((status = 204, description = "Signed out"), OnOne, Guarded))]
#[delete("/v1/auth/devices/{id}")]
pub async fn end_device(member: Fresh<Member>, id: Path<DeviceId>) -> Result<NoContent> {
    let device = id.into_inner();
    let ended = member
        .write(Profile, move |conn, mine| devices::end(conn, mine, device))
        .await?;
    if ended {
        Ok(NoContent)
    } else {
        Err(Error::NotFound)
    }
}
