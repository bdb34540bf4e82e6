//! `/v1/consents`.
//!
//! Every door here is a writing one, also where a consent is only shown: an expiry that is seen is recorded (AZ-8).

use actix_web::web::Path;
use actix_web::{delete, get, post};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use validator::Validate;

use super::Consents;
use super::model::{Facts, State};
use super::store::{self, Consent, Named, New, Pinned};
use super::views::ConsentView;
use crate::access::principal::Patient;
use crate::access::proof::{Access, Write};
use crate::care::{self, Care};
use crate::config::Policy;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::http::document::{Conflicting, Guarded, OnOne, WithBody, WithQuery};
use crate::http::idempotency::{IdempotencyHeader, IdempotencyKey};
use crate::http::json::{Created, Json, Object, Query, Tagged};
use crate::http::page::{Cursor, Limit, Page};
use crate::ids::{ConsentId, EntryId, LinkId, PacketId};
use crate::journal::{self, Journal};
use crate::packets::{self, Contents, Packets};
use crate::sessions::{self, Sessions};
use crate::support;
use crate::time::At;

/// What a consent is to open.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(
    tag = "type",
    rename_all = "snake_case",
    try_from = "Object<ScopeFields>"
)]
pub enum Scope {
    /// One entry at one revision: the newest one now unless another is named; later ones stay private (N2, AZ-9).
    Entry {
        /// Which entry.
        entry_id: EntryId,
        /// At which revision.
        #[schema(minimum = 1)]
        revision: Option<i64>,
    },
    /// One packet as it is now: its order, its notes, and its entries at the revisions it names (N12).
    Packet {
        /// Which packet.
        packet_id: PacketId,
    },
}

/// What a scope is read from: field by field, so that a refusal names the field.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ScopeFields {
    #[serde(rename = "type")]
    kind: ScopeKind,
    entry_id: Option<EntryId>,
    revision: Option<i64>,
    packet_id: Option<PacketId>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum ScopeKind {
    Entry,
    Packet,
}

impl TryFrom<Object<ScopeFields>> for Scope {
    type Error = &'static str;

    fn try_from(Object(fields): Object<ScopeFields>) -> Result<Self, Self::Error> {
        let ScopeFields {
            kind,
            entry_id,
            revision,
            packet_id,
        } = fields;
        match (kind, entry_id, revision, packet_id) {
            (ScopeKind::Entry, Some(entry_id), revision, None) => {
                Ok(Self::Entry { entry_id, revision })
            }
            (ScopeKind::Entry, None, _, _) => Err("missing field `entry_id`"),
            (ScopeKind::Entry, _, _, Some(_)) => Err("unexpected field `packet_id`"),
            (ScopeKind::Packet, None, None, Some(packet_id)) => Ok(Self::Packet { packet_id }),
            (ScopeKind::Packet, _, _, None) => Err("missing field `packet_id`"),
            (ScopeKind::Packet, Some(_), _, _) => Err("unexpected field `entry_id`"),
            (ScopeKind::Packet, _, Some(_), _) => Err("unexpected field `revision`"),
        }
    }
}

/// What a patient gives, and to whom.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewConsent {
    id: Option<ConsentId>,
    link_id: LinkId,
    scope: Scope,
    /// Until when; without an end unless one is named.
    expires_at: Option<At>,
    /// The version of the notice that was shown (N4).
    #[schema(minimum = 1)]
    notice_version: i64,
}

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

/// Shares one entry at one revision, or a packet, with one therapist; asked for in the quiet time around a dose, it waits until its end.
#[utoipa::path(tag = "consent", security(("bearer" = ["patient"])), params(IdempotencyHeader),
    responses((status = 201, description = "The consent is given", body = ConsentView), (status = 200, description = "It was given already", body = ConsentView),
    WithBody, Conflicting, Guarded))]
#[post("/v1/consents")]
pub async fn create_consent(
    patient: Patient,
    key: IdempotencyKey,
    Json(new): Json<NewConsent>,
) -> Result<Created<ConsentView>> {
    let policy = patient.policy().clone();
    patient
        .write(Consents, move |conn, mine| {
            let (consent, new) = give(conn, mine, &policy, &key, new)?;
            Ok(Created {
                value: ConsentView::of(conn, mine, consent)?,
                new,
            })
        })
        .await
}

/// Gives a consent, once; whether it is new.
fn give(
    conn: &mut Conn,
    mine: &Access<Consents, Write>,
    policy: &Policy,
    key: &IdempotencyKey,
    new: NewConsent,
) -> Result<(Consent, bool)> {
    let change_no = mine.next_change(conn)?;
    let created_mark = mine.created_mark(&new)?;
    let NewConsent {
        id,
        link_id,
        scope,
        expires_at,
        notice_version,
    } = new;
    let id = ConsentId::from_uuid(mine.new_id(id.map(ConsentId::uuid), key));
    if let Some(consent) = store::made_before(conn, mine, id, &created_mark)? {
        return Ok((consent, false));
    }
    if !care::stands(conn, &mine.also::<Care>()?, link_id)? {
        return Err(Error::unknown_reference("/link_id"));
    }
    let given = named(conn, mine, link_id, scope)?;
    if expires_at.is_some_and(|end| end <= mine.now()) {
        return Err(Error::field("/expires_at", "past", "lies in the future"));
    }
    if notice_version != support::notice_version() {
        return Err(Error::field(
            "/notice_version",
            "outdated",
            "names the version of the notice that is shown now",
        ));
    }
    let quiet_until = sessions::quiet_until(conn, &mine.also::<Sessions>()?, mine.now(), policy)?;
    let expires_at = [expires_at, given.until].into_iter().flatten().min();
    let facts = Facts::granted(mine.now(), quiet_until, expires_at);
    let consent = store::insert(
        conn,
        mine,
        New {
            id,
            link: link_id,
            named: given.named,
            items: given.items,
            notice_version,
            facts,
            created_mark,
            change_no,
        },
    )?;
    Ok((consent, true))
}

/// What is given, with every reference in it known to be the patient's.
struct Given {
    named: Named,
    items: Vec<Pinned>,
    until: Option<At>,
}

fn named(
    conn: &mut Conn,
    mine: &Access<Consents, Write>,
    link: LinkId,
    scope: Scope,
) -> Result<Given> {
    match scope {
        Scope::Entry { entry_id, revision } => {
            let revision = revision_of(conn, mine, entry_id, revision)?;
            Ok(Given {
                named: Named::Entry(entry_id, revision),
                items: Vec::new(),
                until: None,
            })
        }
        Scope::Packet { packet_id } => packet_of(conn, mine, link, packet_id),
    }
}

/// A packet as it is now: for this therapist, not over, and with something in it (N12).
fn packet_of(
    conn: &mut Conn,
    mine: &Access<Consents, Write>,
    link: LinkId,
    id: PacketId,
) -> Result<Given> {
    const POINTER: &str = "/scope/packet_id";
    let Contents {
        link: meant_for,
        until,
        revision,
        entries,
        holds_notes,
    } = packets::contents(conn, &mine.also::<Packets>()?, id)?
        .ok_or_else(|| Error::unknown_reference(POINTER))?;
    if meant_for != link {
        let message = "names a packet for the therapist of another link";
        return Err(Error::field(POINTER, "other_link", message));
    }
    if until <= mine.now() {
        let message = "names a packet whose session has ended";
        return Err(Error::field(POINTER, "past", message));
    }
    let journal = mine.also::<Journal>()?;
    let mut items = Vec::with_capacity(entries.len());
    for (entry, revision) in entries {
        // What was deleted since it was put in cannot be given.
        if journal::has_revision(conn, &journal, entry, revision)? {
            // What is put away is given in no packet either: to open it again could otherwise widen access in the quiet time (N1, N9).
            if journal::is_sealed(conn, &journal, entry)? {
                return Err(Error::Conflict("sealed"));
            }
            items.push(Pinned { entry, revision });
        }
    }
    if items.is_empty() && !holds_notes {
        let message = "names a packet that holds something";
        return Err(Error::field(POINTER, "empty", message));
    }
    Ok(Given {
        named: Named::Packet(id, revision),
        items,
        until: Some(until),
    })
}

/// The revision that is shared: the one that is named, or the newest one now (N2).
fn revision_of(
    conn: &mut Conn,
    mine: &Access<Consents, Write>,
    entry: EntryId,
    named: Option<i64>,
) -> Result<i64> {
    let journal = mine.also::<Journal>()?;
    let newest = journal::newest_revision(conn, &journal, entry)?
        .ok_or_else(|| Error::unknown_reference("/scope/entry_id"))?;
    if journal::is_sealed(conn, &journal, entry)? {
        return Err(Error::Conflict("sealed"));
    }
    match named {
        None => Ok(newest),
        Some(named) if journal::has_revision(conn, &journal, entry, named)? => Ok(named),
        Some(_) => Err(Error::unknown_reference("/scope/revision")),
    }
}

/// Lists the patient's consents, newest first, also those that have ended.
#[utoipa::path(tag = "consent", security(("bearer" = ["patient"])), params(ConsentsQuery),
    responses((status = 200, description = "The consents", body = Page<ConsentView>), WithQuery, Guarded))]
#[get("/v1/consents")]
pub async fn list_consents(
    patient: Patient,
    Query(query): Query<ConsentsQuery>,
) -> Result<Json<Page<ConsentView>>> {
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

/// Whether something that a consent opens is put away at this moment (N9).
fn opens_sealed(
    conn: &mut Conn,
    mine: &Access<Consents, Write>,
    consent: &Consent,
) -> Result<bool> {
    let journal = mine.also::<Journal>()?;
    let entries = match consent.named {
        Some(Named::Entry(entry, _)) => vec![entry],
        Some(Named::Packet(..)) => {
            let items = store::pinned(conn, mine, consent.id)?;
            items.into_iter().map(|item| item.entry).collect()
        }
        None => Vec::new(),
    };
    for entry in entries {
        if journal::is_sealed(conn, &journal, entry)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Takes a consent up again that is on hold; asked for in the quiet time around a dose, it waits until its end (N1). Refused while
/// something that it opens is put away: that would be sharing it anew (N9).
#[utoipa::path(tag = "consent", security(("bearer" = ["patient"])), params(("id" = ConsentId, Path)),
    responses((status = 200, description = "The consent as it is now", body = ConsentView), OnOne, Conflicting, Guarded))]
#[post("/v1/consents/{id}/resume")]
pub async fn resume_consent(patient: Patient, id: Path<ConsentId>) -> Result<Tagged<ConsentView>> {
    let (policy, id) = (patient.policy().clone(), id.into_inner());
    change(patient, move |conn, mine, change_no| {
        let consent = store::find(conn, mine, id)?;
        if consent.state == State::Paused && opens_sealed(conn, mine, &consent)? {
            return Err(Error::Conflict("sealed"));
        }
        let quiet_until =
            sessions::quiet_until(conn, &mine.also::<Sessions>()?, mine.now(), &policy)?;
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
pub fn configure(routes: &mut ServiceConfig<'_>) {
    routes
        .service(create_consent)
        .service(list_consents)
        .service(get_consent)
        .service(revoke_consent)
        .service(pause_consent)
        .service(resume_consent);
}
