//! Whether the service lives, and whether it is ready: database, migrations, disk (RE-5).

use std::sync::Arc;

use actix_web::{get, web};
use rustix::fs::statvfs;
use serde::Serialize;
use utoipa::ToSchema;

use crate::access::gate::{Gate, Readiness};
use crate::access::principal::Anyone;
use crate::error::{Error, Result};
use crate::http::document::Always;
use crate::http::json::Json;

/// With less room than this on the disk, in bytes, nothing that has to be kept may fit any more.
const LEAST_ROOM: u64 = 64 * 1024 * 1024;

/// The folder in which the server keeps what is its own.
#[derive(Debug, Clone)]
pub struct Disk(Arc<std::path::PathBuf>);

impl Disk {
    /// The disk on which this folder lies.
    pub(super) fn of(folder: &std::path::Path) -> Self {
        Self(Arc::new(folder.to_owned()))
    }

    /// How many bytes are left for the server on it; nothing where it does not tell.
    pub(super) fn room(&self) -> Option<u64> {
        let told = statvfs(self.0.as_path()).ok()?;
        Some(told.f_bavail.saturating_mul(told.f_frsize))
    }

    fn has_room(&self) -> bool {
        self.room().is_some_and(|room| room >= LEAST_ROOM)
    }
}

/// Whether the service lives.
#[derive(Debug, Serialize, ToSchema)]
pub struct Health {
    /// One word.
    #[schema(examples("ok"))]
    status: &'static str,
}

/// That the service is ready, and what was looked at for that; where one of these does not hold, a problem names it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Ready {
    /// One word.
    #[schema(examples("ready"))]
    status: &'static str,
    /// It answers, and can be written to.
    #[schema(examples("answers"))]
    database: &'static str,
    /// All of this version have run.
    #[schema(examples("current"))]
    migrations: &'static str,
    /// There is room on the server's own.
    #[schema(examples("has room"))]
    disk: &'static str,
}

/// Whether the process lives.
#[utoipa::path(tag = "running", security(()), responses((status = 200, description = "It lives", body = Health), Always))]
#[get("/healthz")]
pub async fn healthz(_anyone: Anyone) -> Json<Health> {
    Json(Health { status: "ok" })
}

/// Whether the database answers, its schema is that of this version, and there is room on the disk.
#[utoipa::path(tag = "running", security(()), responses((status = 200, description = "It is ready", body = Ready),
    (status = 503, description = "It is not; the problem's type ends in `database-silent`, `schema-not-current` or `disk-full`", body = crate::error::Problem, content_type = "application/problem+json"), Always))]
#[get("/readyz")]
pub async fn readyz(anyone: Anyone, disk: web::Data<Disk>) -> Result<Json<Ready>> {
    ready(anyone.gate(), &disk).await?;
    Ok(Json(Ready {
        status: "ready",
        database: "answers",
        migrations: "current",
        disk: "has room",
    }))
}

async fn ready(gate: &Gate, disk: &Disk) -> Result<()> {
    match gate.readiness().await {
        Readiness::Silent => Err(Error::NotReady("database-silent")),
        Readiness::OtherSchema => Err(Error::NotReady("schema-not-current")),
        Readiness::Ready if disk.has_room() => Ok(()),
        Readiness::Ready => Err(Error::NotReady("disk-full")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_disk_that_has_no_room_or_is_not_there_is_full() {
        let disk = |folder: &str| Disk::of(std::path::Path::new(folder));
        // A file system without a block of its own.
        assert_eq!(disk("/proc").room(), Some(0));
        assert!(!disk("/proc").has_room());
        assert_eq!(disk("/nowhere/at/all").room(), None);
        assert!(!disk("/nowhere/at/all").has_room());
        assert!(disk(env!("CARGO_MANIFEST_DIR")).has_room());
    }
}
