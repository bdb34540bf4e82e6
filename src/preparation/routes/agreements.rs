//! `/v1/agreements`: the patient's side of what is agreed with a therapist (R37 to R41, N10).

use actix_web::web::Path;
use actix_web::{delete, get, patch, post};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use crate::access::principal::Patient;
use crate::access::proof::{Access, Permission, Write};
use crate::access::record::{self, Stretch};
use crate::care::{self, Care};
use crate::config::Policy;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::http::document::{Conditional, Conflicting, Guarded, OnOne, WithBody, WithQuery};
use crate::http::etag::{IfMatch, IfMatchHeader};
use crate::http::idempotency::{IdempotencyHeader, IdempotencyKey};
use crate::http::json::{Created, Json, NoContent, Object, Query, Tagged};
use crate::http::page::{Cursor, Limit, Page};
use crate::http::routing::Routes;
use crate::ids::{AgreementId, AgreementItemId, DosingSessionId, LinkId};
use crate::preparation::Agreements;
use crate::preparation::model::agreements::{
    AgreementWords, ItemKind, ItemPart, ItemText, MOST_ITEMS, Said, Version, by_patient,
};
use crate::preparation::store::agreements;
use crate::preparation::views::{AgreementDifference, AgreementVersionView, AgreementView};
use crate::sessions::{self, Sessions};
use crate::time::At;
use crate::words::{Change, UpTo, never_null};

/// An item that a patient puts on the first list.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(from = "Object<NewItemFields>")]
pub struct NewAgreementItem {
    /// The id that the client gives it.
    id: Option<AgreementItemId>,
    kind: ItemKind,
    text: Option<ItemText>,
    patient: Option<ItemPart>,
}

/// What an item is read from.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewItemFields {
    id: Option<AgreementItemId>,
    kind: ItemKind,
    text: Option<ItemText>,
    patient: Option<ItemPart>,
}

impl From<Object<NewItemFields>> for NewAgreementItem {
    fn from(Object(fields): Object<NewItemFields>) -> Self {
        let NewItemFields {
            id,
            kind,
            text,
            patient,
        } = fields;
        Self {
            id,
            kind,
            text,
            patient,
        }
    }
}

impl NewAgreementItem {
    fn said(self, now: At) -> Said {
        Said {
            id: self.id.unwrap_or_else(|| AgreementItemId::new(now)),
            kind: Some(self.kind),
            text: self.text.map_or(Change::Keep, Change::Set),
            part: self.patient,
        }
    }
}

/// The first list.
type NewItems = UpTo<MOST_ITEMS, NewAgreementItem>;
/// The whole list as the patient says it.
type PatientItems = UpTo<MOST_ITEMS, PatientItem>;

/// A first version, by the patient, over a link that stands.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAgreement {
    /// The id that the client gives it, so that sending it again is safe.
    id: Option<AgreementId>,
    /// The link to the therapist it is held with.
    link_id: LinkId,
    #[serde(default)]
    #[schema(inline)]
    items: NewItems,
}

/// An item as the patient says it. Of one that is there, what is absent stays as it is; a new one names its kind.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(from = "Object<PatientItemFields>")]
pub struct PatientItem {
    id: Option<AgreementItemId>,
    kind: Option<ItemKind>,
    #[schema(value_type = Option<ItemText>)]
    text: Change<ItemText>,
    patient: Option<ItemPart>,
}

/// What an item is read from.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PatientItemFields {
    id: Option<AgreementItemId>,
    kind: Option<ItemKind>,
    #[serde(default)]
    text: Change<ItemText>,
    patient: Option<ItemPart>,
}

impl From<Object<PatientItemFields>> for PatientItem {
    fn from(Object(fields): Object<PatientItemFields>) -> Self {
        let PatientItemFields {
            id,
            kind,
            text,
            patient,
        } = fields;
        Self {
            id,
            kind,
            text,
            patient,
        }
    }
}

impl PatientItem {
    fn said(self, now: At) -> Said {
        Said {
            id: self.id.unwrap_or_else(|| AgreementItemId::new(now)),
            kind: self.kind,
            text: self.text,
            part: self.patient,
        }
    }
}

/// The next version, by the patient: the whole list. An item that is not on it goes.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AgreementChange {
    #[serde(default, deserialize_with = "never_null")]
    #[schema(inline, nullable = false)]
    items: Option<PatientItems>,
}

/// Which version was read, and before which dose, if before one.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AgreementAcknowledgement {
    /// The newest version; or, to read it again, the one in force.
    #[schema(minimum = 1)]
    pub(super) version: i64,
    /// That it was read again before this dosing session (R41).
    pub(super) dosing_session_id: Option<DosingSessionId>,
}

/// Which agreements.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AgreementsQuery {
    #[serde(default)]
    #[param(inline, required = false)]
    limit: Limit,
    #[param(inline)]
    cursor: Option<Cursor>,
    /// The dosing session for which `to_read_again` is answered.
    #[param(inline)]
    dosing_session_id: Option<DosingSessionId>,
}

/// Which page of versions.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AgreementVersionsQuery {
    #[serde(default)]
    #[param(inline, required = false)]
    limit: Limit,
    #[param(inline)]
    cursor: Option<Cursor>,
}

/// Begins an agreement with the therapist of a link, one for each link; each side then answers and acknowledges for itself.
#[utoipa::path(tag = "preparation", security(("bearer" = ["patient"])),
    params(IdempotencyHeader),
    responses((status = 201, description = "Kept", body = AgreementView), (status = 200, description = "It was kept before", body = AgreementView),
        WithBody, Conflicting, Guarded))]
#[post("/v1/agreements")]
pub async fn create_agreement(
    patient: Patient,
    key: IdempotencyKey,
    Json(new): Json<NewAgreement>,
) -> Result<Created<AgreementView>> {
    let policy = patient.policy().clone();
    patient
        .write(Agreements, move |conn, mine| {
            let mark = mine.created_mark(&new)?;
            let id = mine.new_id(new.id.map(AgreementId::uuid), &key);
            let (agreement, new) = agreements::make(conn, mine, id, mark, |conn| {
                settled(conn, mine, &policy, new)
            })?;
            Ok(Created {
                value: AgreementView::new(agreement, mine.now(), None),
                new,
            })
        })
        .await
}

/// Settles what the client left open, and refuses a link that does not stand.
fn settled(
    conn: &mut Conn,
    mine: &Access<Agreements, Write>,
    policy: &Policy,
    new: NewAgreement,
) -> Result<AgreementWords> {
    let NewAgreement {
        id: _,
        link_id,
        items,
    } = new;
    if !care::stands(conn, &mine.also::<Care>()?, link_id)? {
        return Err(Error::unknown_reference("/link_id"));
    }
    let said = items.into_iter().map(|item| item.said(mine.now()));
    let items = by_patient(&[], said.collect())?;
    let quiet_until = quiet_until(conn, mine, policy)?;
    Ok(AgreementWords::new(link_id, items, mine.now(), quiet_until))
}

fn quiet_until<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Agreements, A>,
    policy: &Policy,
) -> Result<Option<At>> {
    sessions::quiet_until(conn, &mine.also::<Sessions>()?, mine.now(), policy)
}

/// Lists the patient's agreements, newest first, also those whose link has ended.
#[utoipa::path(tag = "preparation", security(("bearer" = ["patient"])), params(AgreementsQuery),
    responses((status = 200, description = "A page of agreements", body = Page<AgreementView>), WithQuery, Guarded))]
#[get("/v1/agreements")]
pub async fn list_agreements(
    patient: Patient,
    Query(query): Query<AgreementsQuery>,
) -> Result<Json<Page<AgreementView>>> {
    patient
        .read(Agreements, move |conn, mine| page(conn, mine, query))
        .await
}

/// A page of the agreements that the proof lets through.
pub(super) fn page<A: Permission>(
    conn: &mut Conn,
    access: &Access<Agreements, A>,
    query: AgreementsQuery,
) -> Result<Json<Page<AgreementView>>> {
    let AgreementsQuery {
        limit,
        cursor,
        dosing_session_id,
    } = query;
    let (found, next_cursor) =
        record::page(conn, access, Stretch::default(), |_| true, limit, cursor)?;
    let view = |agreement| AgreementView::new(agreement, access.now(), dosing_session_id);
    Ok(Json(Page {
        items: found.into_iter().map(view).collect(),
        next_cursor,
    }))
}

/// Shows one agreement: its newest version, which one is in force, and what holds now.
#[utoipa::path(tag = "preparation", security(("bearer" = ["patient"])), params(("id" = AgreementId, Path)),
    responses((status = 200, description = "The agreement", body = AgreementView), (status = 304, description = "As it was"), OnOne, Guarded))]
#[get("/v1/agreements/{id}")]
pub async fn get_agreement(
    patient: Patient,
    id: Path<AgreementId>,
) -> Result<Tagged<AgreementView>> {
    let id = id.uuid();
    patient
        .read(Agreements, move |conn, mine| {
            let agreement = record::find(conn, mine, id)?;
            Ok(Tagged(AgreementView::new(agreement, mine.now(), None)))
        })
        .await
}

/// Makes the next version: the patient's answers and the items' texts. What tightens a boundary holds at once, what loosens one once
/// both have acknowledged it, and never in the quiet time around a dose (N1).
#[utoipa::path(tag = "preparation", security(("bearer" = ["patient"])),
    params(("id" = AgreementId, Path), IfMatchHeader),
    responses((status = 200, description = "The agreement as it is now", body = AgreementView), WithBody, Conditional, Conflicting, OnOne, Guarded))]
#[patch("/v1/agreements/{id}")]
pub async fn change_agreement(
    patient: Patient,
    condition: IfMatch,
    id: Path<AgreementId>,
    Json(change): Json<AgreementChange>,
) -> Result<Tagged<AgreementView>> {
    let (id, policy) = (id.into_inner(), patient.policy().clone());
    patient
        .write(Agreements, move |conn, mine| {
            let said = change.items.map(|items| {
                let said = items.into_iter().map(|item| item.said(mine.now()));
                said.collect()
            });
            let quiet_until = quiet_until(conn, mine, &policy)?;
            let agreement = agreements::change(conn, mine, id, &condition, said, quiet_until)?;
            Ok(Tagged(AgreementView::new(agreement, mine.now(), None)))
        })
        .await
}

/// Deletes an agreement with all its versions; a tombstone stays for other devices.
#[utoipa::path(tag = "preparation", security(("bearer" = ["patient"])), params(("id" = AgreementId, Path)),
    responses((status = 204, description = "Deleted"), OnOne, Guarded))]
#[delete("/v1/agreements/{id}")]
pub async fn delete_agreement(patient: Patient, id: Path<AgreementId>) -> Result<NoContent> {
    let id = id.uuid();
    patient
        .write(Agreements, move |conn, mine| record::delete(conn, mine, id))
        .await?;
    Ok(NoContent)
}

/// Acknowledges a version that was read; with a dosing session it is the reading again before that dose (R41).
#[utoipa::path(tag = "preparation", security(("bearer" = ["patient"])), params(("id" = AgreementId, Path)),
    responses((status = 200, description = "The agreement as it is now", body = AgreementView), WithBody, Conflicting, OnOne, Guarded))]
#[post("/v1/agreements/{id}/acknowledgement")]
pub async fn acknowledge_agreement(
    patient: Patient,
    id: Path<AgreementId>,
    Json(said): Json<AgreementAcknowledgement>,
) -> Result<Tagged<AgreementView>> {
    let (id, policy) = (id.into_inner(), patient.policy().clone());
    let AgreementAcknowledgement {
        version,
        dosing_session_id,
    } = said;
    patient
        .write(Agreements, move |conn, mine| {
            sessions::require(conn, mine, dosing_session_id)?;
            let quiet_until = quiet_until(conn, mine, &policy)?;
            let agreement =
                agreements::acknowledge(conn, mine, id, version, dosing_session_id, quiet_until)?;
            Ok(Tagged(AgreementView::new(agreement, mine.now(), None)))
        })
        .await
}

/// Lists the versions of an agreement, oldest first; each side may make a hundred, and all are kept (R41).
#[utoipa::path(tag = "preparation", security(("bearer" = ["patient"])), params(("id" = AgreementId, Path), AgreementVersionsQuery),
    responses((status = 200, description = "A page of versions", body = Page<AgreementVersionView>), WithQuery, OnOne, Guarded))]
#[get("/v1/agreements/{id}/versions")]
pub async fn list_agreement_versions(
    patient: Patient,
    id: Path<AgreementId>,
    Query(query): Query<AgreementVersionsQuery>,
) -> Result<Json<Page<AgreementVersionView>>> {
    let AgreementVersionsQuery { limit, cursor } = query;
    let id = id.uuid();
    let agreement = patient
        .read(Agreements, move |conn, mine| record::find(conn, mine, id))
        .await?;
    let after = cursor.map_or(0, |cursor| cursor.at.micros());
    let versions = agreement.words.versions();
    let found: Vec<Version> = versions
        .filter(|version| version.number > after)
        .take(limit.get().saturating_add(1))
        .cloned()
        .collect();
    let page = Page::cut(found, limit, |version| Cursor {
        at: At::from_micros(version.number),
        id: uuid::Uuid::nil(),
    });
    Ok(Json(page.map(AgreementVersionView::from)))
}

/// Shows one version of an agreement.
#[utoipa::path(tag = "preparation", security(("bearer" = ["patient"])), params(("id" = AgreementId, Path), ("version" = i64, Path)),
    responses((status = 200, description = "The version", body = AgreementVersionView), OnOne, Guarded))]
#[get("/v1/agreements/{id}/versions/{version}")]
pub async fn get_agreement_version(
    patient: Patient,
    path: Path<(AgreementId, i64)>,
) -> Result<Json<AgreementVersionView>> {
    let (id, number) = path.into_inner();
    let agreement = patient
        .read(Agreements, move |conn, mine| {
            record::find(conn, mine, id.uuid())
        })
        .await?;
    let version = agreement.words.version(number).ok_or(Error::NotFound)?;
    Ok(Json(version.clone().into()))
}

/// Shows what is different between two versions of an agreement, item by item, with both sides' texts (N10).
#[utoipa::path(tag = "preparation", security(("bearer" = ["patient"])), params(("id" = AgreementId, Path), ("from" = i64, Path), ("to" = i64, Path)),
    responses((status = 200, description = "The difference", body = AgreementDifference), OnOne, Guarded))]
#[get("/v1/agreements/{id}/versions/{from}/diff/{to}")]
pub async fn compare_agreement_versions(
    patient: Patient,
    path: Path<(AgreementId, i64, i64)>,
) -> Result<Json<AgreementDifference>> {
    let (id, from, to) = path.into_inner();
    let agreement = patient
        .read(Agreements, move |conn, mine| {
            record::find(conn, mine, id.uuid())
        })
        .await?;
    let version = |number| agreement.words.version(number).ok_or(Error::NotFound);
    Ok(Json(AgreementDifference::between(
        version(from)?,
        version(to)?,
    )))
}

/// The routes of agreements, from the patient's side.
pub fn configure(routes: &mut impl Routes) {
    routes
        .service(create_agreement)
        .service(list_agreements)
        .service(get_agreement)
        .service(change_agreement)
        .service(delete_agreement)
        .service(acknowledge_agreement)
        .service(list_agreement_versions)
        .service(get_agreement_version)
        .service(compare_agreement_versions);
}
