//! `/v1/therapist`: what consents in effect open, and what a therapist may say of it (R88, R90).

use std::collections::HashSet;

use actix_web::web::Path;
use actix_web::{get, post};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::{CareQuery, PersonView};
use crate::access::principal::{Links, Therapist};
use crate::access::proof::{Access, Lens, Read, Shared, Standing};
use crate::access::trail;
use crate::account::{self, Profile};
use crate::care::Acknowledgements;
use crate::care::model::AcknowledgementKind;
use crate::care::store::acknowledging::{self, Acknowledged};
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::http::document::{Guarded, OnOne, WithBody, WithQuery};
use crate::http::json::{Json, Once, Query};
use crate::http::page::{Cursor, Limit, Page};
use crate::ids::{ConsentId, EntryId, LinkId};
use crate::journal::{
    self, Body, Excerpt, Feelings, Journal, Kind, Sensations, SharedEntry, Topics, Words,
};
use crate::prompts::PromptWords;
use crate::time::{At, Zone};

/// A patient, by a link that stands.
#[derive(Debug, Serialize, ToSchema)]
pub struct PatientView {
    link_id: LinkId,
    patient: PersonView,
    linked_at: At,
}

/// What a therapist said of an entry.
#[derive(Debug, Serialize, ToSchema)]
pub struct AcknowledgementView {
    kind: AcknowledgementKind,
    revision: i64,
    at: At,
}

impl From<Acknowledged> for AcknowledgementView {
    fn from(said: Acknowledged) -> Self {
        let Acknowledged { revision, kind, at } = said;
        Self { kind, revision, at }
    }
}

/// An entry as a consent opens it: nothing in it tells of later revisions, of other readers, or of what it adds to (N2, AZ-3).
#[derive(Debug, Serialize, ToSchema)]
pub struct SharedEntryView {
    id: EntryId,
    kind: Kind,
    #[schema(required)]
    text: Option<Body>,
    authored_at: At,
    /// Null where excerpts are all that is open.
    #[schema(required)]
    authored_time_zone: Option<Zone>,
    revision: i64,
    /// The exact words of the prompt as they were shown.
    #[schema(required)]
    prompt: Option<PromptWords>,
    #[schema(inline)]
    topics: Topics,
    #[schema(inline)]
    feelings: Feelings,
    #[schema(inline)]
    sensations: Sensations,
    consent_id: ConsentId,
    shared_at: At,
    #[schema(required)]
    acknowledgement: Option<AcknowledgementView>,
    /// The excerpts that are open, at their revisions; where they are all that is open, `text` is the first of them (N2).
    excerpts: Vec<ExcerptView>,
}

/// A part of the text of an entry: its words alone, without their place, which would tell how much is kept back.
#[derive(Debug, Serialize, ToSchema)]
pub struct ExcerptView {
    text: Body,
    #[schema(minimum = 1)]
    revision: i64,
    consent_id: ConsentId,
    shared_at: At,
}

impl From<Excerpt> for ExcerptView {
    fn from(excerpt: Excerpt) -> Self {
        let Excerpt {
            text,
            revision,
            consent,
            shared_at,
        } = excerpt;
        Self {
            text,
            revision,
            consent_id: consent,
            shared_at,
        }
    }
}

impl SharedEntryView {
    fn new(entry: SharedEntry, said: Option<Acknowledged>) -> Self {
        let SharedEntry {
            id,
            kind,
            revision,
            authored_at,
            authored_time_zone,
            words,
            excerpts,
            consent,
            shared_at,
        } = entry;
        let Words {
            text,
            prompt,
            topics,
            feelings,
            sensations,
        } = words;
        let acknowledgement = said.map(AcknowledgementView::from);
        Self {
            id,
            kind,
            text,
            authored_at,
            authored_time_zone,
            revision,
            prompt,
            topics,
            feelings,
            sensations,
            consent_id: consent,
            shared_at,
            acknowledgement,
            excerpts: excerpts.into_iter().map(ExcerptView::from).collect(),
        }
    }
}

/// Something that is open to the therapist, without its words.
#[derive(Debug, Serialize, ToSchema)]
pub struct InboxItem {
    link_id: LinkId,
    entry_id: EntryId,
    revision: i64,
    consent_id: ConsentId,
    shared_at: At,
    /// Whether the entry was not opened yet under this consent.
    unread: bool,
    #[schema(required)]
    acknowledgement: Option<AcknowledgementView>,
}

/// What to say of an entry.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAcknowledgement {
    kind: AcknowledgementKind,
}

/// Lists the patients whose links stand, newest first.
#[utoipa::path(tag = "care", security(("bearer" = ["therapist"])), params(CareQuery),
    responses((status = 200, description = "The patients", body = Page<PatientView>), WithQuery, Guarded))]
#[get("/v1/therapist/patients")]
pub async fn list_patients(
    therapist: Therapist,
    Query(query): Query<CareQuery>,
) -> Result<Json<Page<PatientView>>> {
    let CareQuery { limit, cursor } = query;
    let page = Links {
        after: cursor,
        most: Some(limit.and_one()),
    };
    therapist
        .caseload(Profile, page, move |conn, patients| {
            let mut found = Vec::new();
            for (link, profile) in patients {
                let patient = PersonView {
                    display_name: account::display_name(conn, profile)?,
                };
                found.push(PatientView {
                    link_id: link.id,
                    patient,
                    linked_at: link.since,
                });
            }
            Ok(Json(Page::cut(found, limit, |patient| Cursor {
                at: patient.linked_at,
                id: patient.link_id.uuid(),
            })))
        })
        .await
}

/// Where something stands on a list that shows what is unread before what is read, and each newest first.
fn place(at: At, unread: bool) -> At {
    // More than four thousand years in microseconds: past any instant of a consent, and still what a cursor can name.
    const UNREAD: i64 = 1 << 57;
    if unread {
        At::from_micros(at.micros().saturating_add(UNREAD))
    } else {
        at
    }
}

/// Whether something comes after the cursor on a list that runs backwards.
fn comes_after(cursor: Option<Cursor>, at: At, id: uuid::Uuid) -> bool {
    cursor.is_none_or(|cursor| (at, id) < (cursor.at, cursor.id))
}

/// Lists what the patient shares now, newest first; everything on the page is on the patient's log, or the page is not shown (AU-2).
#[utoipa::path(tag = "care", security(("bearer" = ["therapist"])), params(("link_id" = LinkId, Path), CareQuery),
    responses((status = 200, description = "The entries, each at the revision that is shared", body = Page<SharedEntryView>), WithQuery, OnOne, Guarded))]
#[get("/v1/therapist/patients/{link_id}/entries")]
pub async fn list_shared_entries(
    therapist: Therapist,
    link: Path<LinkId>,
    Query(query): Query<CareQuery>,
) -> Result<Json<Page<SharedEntryView>>> {
    let CareQuery { limit, cursor } = query;
    therapist
        .read(Journal, link.into_inner(), move |conn, shared| {
            let (entries, next_cursor) = journal::shared(conn, shared, limit, cursor)?;
            let mut said = acknowledging::of_items(conn, shared, items(shared))?;
            let items = entries.into_iter().map(|entry| {
                let said = said.remove(&entry.id);
                SharedEntryView::new(entry, said)
            });
            Ok(Json(Page {
                items: items.collect(),
                next_cursor,
            }))
        })
        .await
}

/// What the lens holds.
fn items(shared: &Access<Journal, Read>) -> &[Shared] {
    match shared.lens() {
        Lens::Shared(_, items) => items,
        Lens::Own | Lens::Packets(..) | Lens::Taken(..) | Lens::Linked(_) => &[],
    }
}

/// Shows one entry at the revision that is shared; it is on the patient's log, or it is not shown (AU-2).
#[utoipa::path(tag = "care", security(("bearer" = ["therapist"])), params(("link_id" = LinkId, Path), ("entry_id" = EntryId, Path)),
    responses((status = 200, description = "The entry at the revision that is shared", body = SharedEntryView), OnOne, Guarded))]
#[get("/v1/therapist/patients/{link_id}/entries/{entry_id}")]
pub async fn get_shared_entry(
    therapist: Therapist,
    path: Path<(LinkId, EntryId)>,
) -> Result<Json<SharedEntryView>> {
    let (link, id) = path.into_inner();
    therapist
        .read(Journal, link, move |conn, shared| {
            let entry = journal::shared_entry(conn, shared, id)?;
            let said = acknowledging::of_items(conn, shared, items(shared))?.remove(&id);
            Ok(Json(SharedEntryView::new(entry, said)))
        })
        .await
}

/// Lists what is open across all links, unread first, without opening any of it.
#[utoipa::path(tag = "care", security(("bearer" = ["therapist"])), params(CareQuery),
    responses((status = 200, description = "What is open, without its words", body = Page<InboxItem>), WithQuery, Guarded))]
#[get("/v1/therapist/inbox")]
pub async fn list_inbox(
    therapist: Therapist,
    Query(query): Query<CareQuery>,
) -> Result<Json<Page<InboxItem>>> {
    let CareQuery { limit, cursor } = query;
    therapist
        .caseload(Journal, Links::default(), move |conn, patients| {
            let mut found = Vec::new();
            for (link, shared) in patients {
                found.extend(open_through(conn, *link, shared)?);
            }
            Ok(Json(sorted(found, limit, cursor)))
        })
        .await
}

/// What is open through one link, whose entry is still there.
fn open_through(
    conn: &mut Conn,
    link: Standing,
    shared: &Access<Journal, Read>,
) -> Result<Vec<InboxItem>> {
    let open = items(shared);
    let consents: Vec<ConsentId> = open.iter().map(|item| item.consent).collect();
    let opened = trail::opened_under(conn, shared, &consents)?;
    let mut said = acknowledging::of_items(conn, shared, open)?;
    let entries = open.iter().map(|item| item.entry).collect();
    let there: HashSet<EntryId> =
        (journal::still_there(conn, shared, entries)?.into_iter()).collect();
    let mut found = Vec::with_capacity(open.len());
    for &Shared {
        consent,
        entry,
        revision,
        since,
        part: _,
        standing: _,
    } in open
    {
        if there.contains(&entry) {
            let acknowledgement = said.remove(&entry).map(AcknowledgementView::from);
            let unread = !opened.contains(&(consent, entry));
            found.push(InboxItem {
                link_id: link.id,
                entry_id: entry,
                revision,
                consent_id: consent,
                shared_at: since,
                unread,
                acknowledgement,
            });
        }
    }
    Ok(found)
}

/// One page, unread first, newest first.
fn sorted(mut found: Vec<InboxItem>, limit: Limit, after: Option<Cursor>) -> Page<InboxItem> {
    // One consent can open several entries, several consents one, and an id of one patient's can be another's, so link, entry and
    // consent together settle a tie; turned, because a client may name an entry and a consent alike.
    let tie = |item: &InboxItem| {
        let (link, entry) = (item.link_id.uuid(), item.entry_id.uuid());
        let consent = item.consent_id.uuid().as_u128().rotate_left(17);
        uuid::Uuid::from_u128(link.as_u128() ^ entry.as_u128() ^ consent)
    };
    let key = |item: &InboxItem| (place(item.shared_at, item.unread), tie(item));
    found.sort_by_key(|item| std::cmp::Reverse(key(item)));
    found.retain(|item| comes_after(after, key(item).0, key(item).1));
    Page::cut(found, limit, |item| Cursor {
        at: key(item).0,
        id: key(item).1,
    })
}

/// Says that an entry was read, or is for the next session; only while it is open, and on the patient's log (AU-1).
#[utoipa::path(tag = "care", security(("bearer" = ["therapist"])), params(("link_id" = LinkId, Path), ("entry_id" = EntryId, Path)),
    responses((status = 201, description = "The first thing said of it", body = AcknowledgementView),
        (status = 200, description = "What is said of it now", body = AcknowledgementView), WithBody, OnOne, Guarded))]
#[post("/v1/therapist/patients/{link_id}/entries/{entry_id}/acknowledgement")]
pub async fn acknowledge_entry(
    therapist: Therapist,
    path: Path<(LinkId, EntryId)>,
    Json(new): Json<NewAcknowledgement>,
) -> Result<Once<AcknowledgementView>> {
    let (link, entry) = path.into_inner();
    let NewAcknowledgement { kind } = new;
    therapist
        .write(Acknowledgements, link, move |conn, shared| {
            journal::newest_revision(conn, &shared.about(), entry)?.ok_or(Error::NotFound)?;
            let (said, new) = acknowledging::say(conn, shared, entry, kind)?;
            Ok(Once {
                value: said.into(),
                new,
            })
        })
        .await
}
