//! `/v1/auth/devices`.

use actix_web::web::Path;
use actix_web::{delete, get};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::access::principal::{Fresh, Member};
use crate::account::Profile;
use crate::account::model::DeviceName;
use crate::account::store::devices::{self, Device};
use crate::error::{Error, Result};
use crate::http::document::{Guarded, OnOne, WithQuery};
use crate::http::json::{Json, NoContent, Query};
use crate::http::page::{Cursor, Limit, Page};
use crate::ids::DeviceId;
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
