//! `/v1/consents`.
//!
//! Every door here is a writing one, also where a consent is only shown: an expiry that is seen is recorded (AZ-8).

mod giving;
mod quiet;
mod receipt;
mod scope;

pub use giving::create_consent;
pub use quiet::{get_quiet_time, put_quiet_time};
pub use receipt::get_consent_receipt;

use actix_web::web::Path;
use actix_web::{delete, get, post};
use serde::Deserialize;
use utoipa::IntoParams;

use super::Consents;
use super::model::{AskedInQuiet, State};
use super::store::{self, Consent, Named};
use super::views::ConsentView;
use crate::access::principal::Patient;
use crate::access::proof::{Access, Write};
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::http::document::{Conflicting, Guarded, OnOne, WithQuery};
use crate::http::json::{Json, Query, Tagged};
use crate::http::page::{Cursor, Limit, Page};
use crate::http::routing::Routes;
use crate::ids::ConsentId;
use crate::journal::{self, Journal};
use crate::sessions::{self, Sessions};
use crate::support::BesideSupport;

/// Which page, and in which state.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ConsentsQuery {
    #[serde(default)]
    #[param(inline, required = false)]
    limit: Limit,
    #[param(inline)]
    cursor: Option<Cursor>,
    #[param(inline)]
    state: Option<State>,
}

/// Lists the patient's consents, newest first, also those that have ended.
#[utoipa::path(tag = "consent", security(("bearer" = ["patient"])), params(ConsentsQuery),
    responses((status = 200, description = "The consents", body = Page<ConsentView>, headers(("Link" = String, description = "Where the notice and the lines are, with the relation `help` (N4)"))), WithQuery, Guarded))]
#[get("/v1/consents")]
pub async fn list_consents(
    patient: Patient,
    Query(query): Query<ConsentsQuery>,
) -> Result<BesideSupport<Json<Page<ConsentView>>>> {
    let ConsentsQuery {
        limit,
        cursor,
        state,
    } = query;
    patient
        .write(Consents, move |conn, mine| {
            let found = store::page(conn, mine, state, limit, cursor)?;
            let Page { items, next_cursor } = Page::cut(found, limit, |consent| Cursor {
                at: consent.facts.granted_at,
                id: consent.id.uuid(),
            });
            let items = items
                .into_iter()
                .map(|consent| ConsentView::of(conn, mine, consent))
                .collect::<Result<_>>()?;
            Ok(Json(Page { items, next_cursor }))
        })
        .await
        .map(BesideSupport)
}

/// Shows one consent, with what was opened under it.
#[utoipa::path(tag = "consent", security(("bearer" = ["patient"])), params(("id" = ConsentId, Path)),
    responses((status = 200, description = "The consent", body = ConsentView), (status = 304, description = "As it was"), OnOne, Guarded))]
#[get("/v1/consents/{id}")]
pub async fn get_consent(patient: Patient, id: Path<ConsentId>) -> Result<Tagged<ConsentView>> {
    let id = id.into_inner();
    patient
        .write(Consents, move |conn, mine| {
            let consent = store::find(conn, mine, id)?;
            ConsentView::of(conn, mine, consent).map(Tagged)
        })
        .await
}

/// Takes a consent back at once; the answer says what had been opened already, and no reason is asked for (AZ-6, AZ-7).
#[utoipa::path(tag = "consent", security(("bearer" = ["patient"])), params(("id" = ConsentId, Path)),
    responses((status = 200, description = "The consent as it is now", body = ConsentView), OnOne, Conflicting, Guarded))]
#[delete("/v1/consents/{id}")]
pub async fn revoke_consent(patient: Patient, id: Path<ConsentId>) -> Result<Tagged<ConsentView>> {
    change(patient, move |conn, mine, change_no| {
        store::revoke(conn, mine, id.into_inner(), change_no)
    })
    .await
}

/// Puts a consent that is in effect on hold, at once.
#[utoipa::path(tag = "consent", security(("bearer" = ["patient"])), params(("id" = ConsentId, Path)),
    responses((status = 200, description = "The consent as it is now", body = ConsentView), OnOne, Conflicting, Guarded))]
#[post("/v1/consents/{id}/pause")]
pub async fn pause_consent(patient: Patient, id: Path<ConsentId>) -> Result<Tagged<ConsentView>> {
    change(patient, move |conn, mine, change_no| {
        store::pause(conn, mine, id.into_inner(), change_no)
    })
    .await
}

/// Whether something that a consent opens is put away at this moment (N9); a standing consent leaves that out by itself.
fn opens_sealed(
    conn: &mut Conn,
    mine: &Access<Consents, Write>,
    consent: &Consent,
) -> Result<bool> {
    let journal = mine.also::<Journal>()?;
    let entries = match consent.named {
        Some(Named::Entry(entry, _) | Named::Excerpt(entry, ..)) => vec![entry],
        Some(Named::Packet(..)) => {
            let items = store::pinned(conn, mine, consent.id)?;
            items.into_iter().map(|item| item.entry).collect()
        }
        Some(Named::Session(..)) | None => Vec::new(),
    };
    for entry in entries {
        if journal::is_sealed(conn, &journal, entry)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Takes a consent up again that is on hold; asked for in the quiet time around a dose, it waits until its end, or is refused where the
/// patient settled that beforehand (N1). Refused while something that it opens is put away: that would be sharing it anew (N9). One
/// that opens what is written from now on asks for a fresh sign-in (ID-14).
#[utoipa::path(tag = "consent", security(("bearer" = ["patient"])), params(("id" = ConsentId, Path)),
    responses((status = 200, description = "The consent as it is now", body = ConsentView), OnOne, Conflicting, Guarded))]
#[post("/v1/consents/{id}/resume")]
pub async fn resume_consent(patient: Patient, id: Path<ConsentId>) -> Result<Tagged<ConsentView>> {
    let (policy, id) = (patient.policy().clone(), id.into_inner());
    change(patient, move |conn, mine, change_no| {
        let consent = store::find(conn, mine, id)?;
        // Of what is not on hold nothing is asked: the move is refused, and an expiry that was seen just now is kept (AZ-8).
        let is_on_hold = consent.state == State::Paused;
        if is_on_hold {
            if matches!(consent.named, Some(Named::Session(..))) {
                mine.freshly()?;
            }
            if opens_sealed(conn, mine, &consent)? {
                return Err(Error::Conflict("sealed"));
            }
        }
        let quiet_until =
            sessions::quiet_until(conn, &mine.also::<Sessions>()?, mine.now(), &policy)?;
        if is_on_hold
            && quiet_until.is_some()
            && store::quiet::find(conn, mine)?.asked_for != AskedInQuiet::Waits
        {
            // What was settled beforehand: nothing takes effect by itself that is asked for now (AZ-10).
            return Err(Error::Conflict("quiet-time"));
        }
        store::resume(conn, mine, id, change_no, quiet_until)
    })
    .await
}

/// Makes one move; a refusal keeps what was seen beside it (AZ-8).
async fn change<F>(patient: Patient, step: F) -> Result<Tagged<ConsentView>>
where
    F: FnOnce(&mut Conn, &Access<Consents, Write>, i64) -> Result<store::Moved> + Send + 'static,
{
    let moved = patient
        .write(Consents, move |conn, mine| {
            let change_no = mine.next_change(conn)?;
            match step(conn, mine, change_no)? {
                Ok(consent) => ConsentView::of(conn, mine, consent).map(Ok),
                Err(refused) => Ok(Err(refused)),
            }
        })
        .await?;
    Ok(Tagged(moved?))
}

/// The routes of consents.
pub fn configure(routes: &mut impl Routes) {
    routes
        .service(create_consent)
        .service(list_consents)
        .service(get_consent)
        .service(revoke_consent)
        .service(pause_consent)
        .service(resume_consent)
        .service(get_consent_receipt)
        .service(get_quiet_time)
        .service(put_quiet_time);
}
