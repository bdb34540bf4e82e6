//! `/v1/therapist/patients/{link_id}/agreements`: the therapist's side of what is agreed over a link that stands (R37 to R41, N10).
//!
//! The link alone opens it, and nobody else's; every reading, change and acknowledgement is on the patient's log (AU-1).

use actix_web::web::Path;
use actix_web::{get, patch, post};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::agreements::{AgreementAcknowledgement, AgreementsQuery, page};
use crate::access::principal::Therapist;
use crate::access::proof::{Access, Write};
use crate::access::record;
use crate::config::Policy;
use crate::db::Conn;
use crate::error::Result;
use crate::http::document::{Conditional, Conflicting, Guarded, OnOne, WithBody, WithQuery};
use crate::http::etag::{IfMatch, IfMatchHeader};
use crate::http::json::{Json, Object, Query, Tagged};
use crate::http::page::Page;
use crate::http::routing::Routes;
use crate::ids::{AgreementId, AgreementItemId, LinkId};
use crate::preparation::Agreements;
use crate::preparation::model::agreements::{ItemKind, ItemPart, ItemText, MOST_ITEMS, Said};
use crate::preparation::store::agreements;
use crate::preparation::views::AgreementView;
use crate::sessions::{self, QuietTime};
use crate::time::At;
use crate::words::{Change, UpTo, never_null};

/// An item as the therapist says it: their part of one that is there, or one that they add, which names its kind.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(from = "Object<TherapistItemFields>")]
pub struct TherapistItem {
    id: Option<AgreementItemId>,
    kind: Option<ItemKind>,
    text: Option<ItemText>,
    therapist: Option<ItemPart>,
}

/// What an item is read from.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TherapistItemFields {
    id: Option<AgreementItemId>,
    kind: Option<ItemKind>,
    text: Option<ItemText>,
    therapist: Option<ItemPart>,
}

impl From<Object<TherapistItemFields>> for TherapistItem {
    fn from(Object(fields): Object<TherapistItemFields>) -> Self {
        let TherapistItemFields {
            id,
            kind,
            text,
            therapist,
        } = fields;
        Self {
            id,
            kind,
            text,
            therapist,
        }
    }
}

impl TherapistItem {
    fn said(self, now: At) -> Said {
        Said {
            id: self.id.unwrap_or_else(|| AgreementItemId::new(now)),
            kind: self.kind,
            text: self.text.map_or(Change::Keep, Change::Set),
            part: self.therapist,
        }
    }
}

/// What the therapist says of items.
type TherapistItems = UpTo<MOST_ITEMS, TherapistItem>;

/// The next version, by the therapist: their parts of the items that are named, and items that they add. The rest stays.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TherapistAgreementChange {
    #[serde(default, deserialize_with = "never_null")]
    #[schema(inline, nullable = false)]
    items: Option<TherapistItems>,
}

fn quiet_until(
    conn: &mut Conn,
    shared: &Access<Agreements, Write>,
    policy: &Policy,
) -> Result<Option<At>> {
    sessions::quiet_until(conn, &shared.about::<QuietTime>(), shared.now(), policy)
}

/// Lists what is agreed with the patient of this link; it is on the patient's log, or it is not shown (AU-2).
#[utoipa::path(tag = "care", security(("bearer" = ["therapist"])), params(("link_id" = LinkId, Path), AgreementsQuery),
    responses((status = 200, description = "A page of agreements", body = Page<AgreementView>), WithQuery, OnOne, Guarded))]
#[get("/v1/therapist/patients/{link_id}/agreements")]
pub async fn list_agreements_with_patient(
    therapist: Therapist,
    link: Path<LinkId>,
    Query(query): Query<AgreementsQuery>,
) -> Result<Json<Page<AgreementView>>> {
    therapist
        .read(Agreements, link.into_inner(), move |conn, shared| {
            page(conn, shared, query)
        })
        .await
}

/// Shows what is agreed with the patient of this link; it is on the patient's log, or it is not shown (AU-2).
#[utoipa::path(tag = "care", security(("bearer" = ["therapist"])), params(("link_id" = LinkId, Path), ("agreement_id" = AgreementId, Path)),
    responses((status = 200, description = "The agreement", body = AgreementView), (status = 304, description = "As it was"), OnOne, Guarded))]
#[get("/v1/therapist/patients/{link_id}/agreements/{agreement_id}")]
pub async fn get_agreement_with_patient(
    therapist: Therapist,
    path: Path<(LinkId, AgreementId)>,
) -> Result<Tagged<AgreementView>> {
    let (link, id) = path.into_inner();
    therapist
        .read(Agreements, link, move |conn, shared| {
            let agreement = record::find(conn, shared, id.uuid())?;
            Ok(Tagged(AgreementView::new(agreement, shared.now(), None)))
        })
        .await
}

/// Makes the next version with the therapist's own parts; the patient's words and answers stay the patient's.
#[utoipa::path(tag = "care", security(("bearer" = ["therapist"])),
    params(("link_id" = LinkId, Path), ("agreement_id" = AgreementId, Path), IfMatchHeader),
    responses((status = 200, description = "The agreement as it is now", body = AgreementView), WithBody, Conditional, Conflicting, OnOne, Guarded))]
#[patch("/v1/therapist/patients/{link_id}/agreements/{agreement_id}")]
pub async fn change_agreement_with_patient(
    therapist: Therapist,
    condition: IfMatch,
    path: Path<(LinkId, AgreementId)>,
    Json(change): Json<TherapistAgreementChange>,
) -> Result<Tagged<AgreementView>> {
    let ((link, id), policy) = (path.into_inner(), therapist.policy().clone());
    therapist
        .write(Agreements, link, move |conn, shared| {
            let said = change.items.map(|items| {
                let said = items.into_iter().map(|item| item.said(shared.now()));
                said.collect()
            });
            let quiet_until = quiet_until(conn, shared, &policy)?;
            let agreement = agreements::change(conn, shared, id, &condition, said, quiet_until)?;
            Ok(Tagged(AgreementView::new(agreement, shared.now(), None)))
        })
        .await
}

/// Acknowledges a version for the therapist; with a dosing session that the patient has read it again for, it is their reading (R41).
#[utoipa::path(tag = "care", security(("bearer" = ["therapist"])), params(("link_id" = LinkId, Path), ("agreement_id" = AgreementId, Path)),
    responses((status = 200, description = "The agreement as it is now", body = AgreementView), WithBody, Conflicting, OnOne, Guarded))]
#[post("/v1/therapist/patients/{link_id}/agreements/{agreement_id}/acknowledgement")]
pub async fn acknowledge_agreement_with_patient(
    therapist: Therapist,
    path: Path<(LinkId, AgreementId)>,
    Json(said): Json<AgreementAcknowledgement>,
) -> Result<Tagged<AgreementView>> {
    let ((link, id), policy) = (path.into_inner(), therapist.policy().clone());
    let AgreementAcknowledgement {
        version,
        dosing_session_id,
    } = said;
    therapist
        .write(Agreements, link, move |conn, shared| {
            let quiet_until = quiet_until(conn, shared, &policy)?;
            let agreement =
                agreements::acknowledge(conn, shared, id, version, dosing_session_id, quiet_until)?;
            Ok(Tagged(AgreementView::new(agreement, shared.now(), None)))
        })
        .await
}

/// The routes of agreements, from the therapist's side.
pub fn configure(routes: &mut impl Routes) {
    routes
        .service(list_agreements_with_patient)
        .service(get_agreement_with_patient)
        .service(change_agreement_with_patient)
        .service(acknowledge_agreement_with_patient);
}
