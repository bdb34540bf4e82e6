//! `/v1/care/quiet-time`: until when it is quiet, and what the patient settled beforehand for that time (N1, AZ-10).

use actix_web::{get, put};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::access::principal::Patient;
use crate::consent::Consents;
use crate::consent::model::AskedInQuiet;
use crate::consent::store::quiet::{self, Directive};
use crate::error::Result;
use crate::http::document::{Conditional, Conflicting, Guarded, WithBody};
use crate::http::etag::{IfMatch, IfMatchThereHeader, Versioned, check_what_is_there};
use crate::http::json::{Json, Tagged};
use crate::sessions::{self, Sessions};
use crate::time::At;

/// The quiet time around a dose: what is asked for in it, and until when it lasts now.
#[derive(Debug, Serialize, ToSchema)]
pub struct QuietTimeView {
    /// What happens with what widens access and is asked for in the quiet time. Narrowing always works at once.
    asked_for: AskedInQuiet,
    /// Until when it is quiet; null where it is not quiet now.
    #[schema(required)]
    quiet_until: Option<At>,
    /// When that was last settled; null where it never was.
    #[schema(required)]
    updated_at: Option<At>,
    #[serde(skip)]
    version: i64,
}

impl QuietTimeView {
    fn of(directive: Directive, quiet_until: Option<At>) -> Self {
        let Directive {
            asked_for,
            updated_at,
            version,
        } = directive;
        // The end of the quiet time is part of what is shown, and moves by itself.
        let version = quiet_until.map_or(version, |end| end.micros().wrapping_add(version));
        Self {
            asked_for,
            quiet_until,
            updated_at,
            version,
        }
    }
}

impl Versioned for QuietTimeView {
    fn version(&self) -> i64 {
        self.version
    }
}

/// What to settle.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewQuietTime {
    asked_for: AskedInQuiet,
}

/// Shows until when it is quiet, and what was settled for that time.
#[utoipa::path(tag = "consent", security(("bearer" = ["patient"])),
    responses((status = 200, description = "What holds now", body = QuietTimeView), (status = 304, description = "As it was"), Guarded))]
#[get("/v1/care/quiet-time")]
pub async fn get_quiet_time(patient: Patient) -> Result<Tagged<QuietTimeView>> {
    let policy = patient.policy().clone();
    patient
        .read(Consents, move |conn, mine| {
            let sessions = mine.also::<Sessions>()?;
            let quiet_until = sessions::quiet_until(conn, &sessions, mine.now(), &policy)?;
            let directive = quiet::find(conn, mine)?;
            Ok(Tagged(QuietTimeView::of(directive, quiet_until)))
        })
        .await
}

/// Settles beforehand what happens with what is asked for in the quiet time; while it is quiet, only stricter than before (AZ-10).
/// What was settled before is changed under `If-Match`; the first time there is nothing to name.
#[utoipa::path(tag = "consent", security(("bearer" = ["patient"])), params(IfMatchThereHeader),
    responses((status = 200, description = "What holds now", body = QuietTimeView), WithBody, Conditional, Conflicting, Guarded))]
#[put("/v1/care/quiet-time")]
pub async fn put_quiet_time(
    patient: Patient,
    condition: Option<IfMatch>,
    Json(new): Json<NewQuietTime>,
) -> Result<Tagged<QuietTimeView>> {
    let NewQuietTime { asked_for } = new;
    let policy = patient.policy().clone();
    patient
        .write(Consents, move |conn, mine| {
            let sessions = mine.also::<Sessions>()?;
            let quiet_until = sessions::quiet_until(conn, &sessions, mine.now(), &policy)?;
            let fits = |before: Directive| {
                let shown = QuietTimeView::of(before, quiet_until).version();
                check_what_is_there(condition.as_ref(), before.version > 0, shown)
            };
            let directive = quiet::settle(conn, mine, asked_for, quiet_until, fits)?;
            Ok(Tagged(QuietTimeView::of(directive, quiet_until)))
        })
        .await
}
