//! `/v1/care`: a therapist proposes, the patient takes it up, either of them ends it (AZ-12, N18).

use actix_web::web::Path;
use actix_web::{delete, get, post};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::{CareQuery, PersonView};
use crate::access::principal::{Member, Patient, Side, Therapist};
use crate::access::proof::{Access, Permission, Write};
use crate::care::Care;
use crate::care::model::{EndedBy, InvitationCode, ReadingHabit};
use crate::care::store::habits;
use crate::care::store::invitations::{self, Invitation};
use crate::care::store::links::{self, Link};
use crate::choice;
use crate::consent::{self, Consents, Named, ScopeView};
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::http::document::{Conflicting, Guarded, OnOne, WithBody, WithQuery};
use crate::http::idempotency::{IdempotencyHeader, IdempotencyKey};
use crate::http::json::{Json, Once, Query};
use crate::http::page::{Cursor, Page};
use crate::ids::{EntryId, InvitationId, LinkId};
use crate::journal::{self, Journal};
use crate::sessions::{self, Sessions};
use crate::time::At;

/// An invitation, to the therapist who made it; the code is told to one patient.
#[derive(Debug, Serialize, ToSchema)]
pub struct InvitationView {
    #[schema(examples("7K2M9PQRST"))]
    code: String,
    expires_at: At,
}

/// An invitation, to the patient who holds its code: who invites, before deciding.
#[derive(Debug, Serialize, ToSchema)]
pub struct InvitedView {
    therapist: PersonView,
    /// What they say of when they read; nobody promises to read (N4).
    #[schema(required)]
    reading_habit: Option<ReadingHabit>,
    expires_at: At,
}

/// The code that a therapist told.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewLink {
    invitation_code: InvitationCode,
}

/// A link, with the name of the other side.
#[derive(Debug, Serialize, ToSchema)]
pub struct LinkView {
    id: LinkId,
    /// To the patient; null once that account is gone.
    #[schema(required)]
    therapist: Option<PersonView>,
    /// To the therapist, while the link stands.
    #[schema(required)]
    patient: Option<PersonView>,
    /// To the patient, while the link stands: what the therapist says of when they read; nobody promises to read (N4).
    #[schema(required)]
    reading_habit: Option<ReadingHabit>,
    created_at: At,
    #[schema(required)]
    ended_at: Option<At>,
    #[schema(required)]
    ended_by: Option<EndedBy>,
    /// What stopped with it; null while it stands (N18).
    #[schema(required)]
    stopped: Option<StoppedView>,
}

/// What stopped when a link ended, without a word of it (N18).
#[derive(Debug, Serialize, ToSchema)]
pub struct StoppedView {
    /// How many consents: to the patient all that were not over, to the therapist those under which something could be read.
    #[schema(minimum = 0)]
    consents: i64,
}

impl LinkView {
    /// A link that has ended, as its therapist sees it: no name any more, and nothing of what was read.
    fn left(link: Link) -> Self {
        Self {
            id: link.id,
            therapist: None,
            patient: None,
            reading_habit: None,
            created_at: link.created_at,
            ended_at: link.ended_at,
            ended_by: link.ended_by,
            stopped: stopped(&link),
        }
    }

    /// The link as the proof's owner sees it; a link that has ended shows the therapist no name any more.
    fn of<A: Permission>(conn: &mut Conn, mine: &Access<Care, A>, link: Link) -> Result<Self> {
        let Link {
            id,
            patient,
            therapist: _,
            created_at,
            ended_at,
            ended_by,
            stopped: _,
        } = link;
        let is_patient = mine.owner() == patient;
        let name = if is_patient || ended_at.is_none() {
            mine.counterpart(conn, &link)?
        } else {
            None
        };
        let reading_habit = habits::of_link(conn, mine, &link)?;
        let person = name.map(|display_name| PersonView { display_name });
        let (therapist, patient) = if is_patient {
            (person, None)
        } else {
            (None, person)
        };
        Ok(Self {
            id,
            therapist,
            patient,
            reading_habit,
            created_at,
            ended_at,
            ended_by,
            stopped: stopped(&link),
        })
    }
}

/// What is told of what stopped; of a link that ended before this was kept, nothing.
fn stopped(link: &Link) -> Option<StoppedView> {
    link.stopped.map(|consents| StoppedView { consents })
}

/// Makes an invitation for one patient, good for seven days and for one use; a repeat under the same key answers the same code.
#[utoipa::path(tag = "care", security(("bearer" = ["therapist"])), params(IdempotencyHeader),
    responses((status = 201, description = "The invitation", body = InvitationView), (status = 200, description = "It was made before", body = InvitationView),
        (status = 422, description = "The key does not fit", body = crate::error::Problem, content_type = "application/problem+json"), Guarded))]
#[post("/v1/care/invitations")]
pub async fn create_invitation(
    therapist: Therapist,
    key: IdempotencyKey,
) -> Result<Once<InvitationView>> {
    therapist
        .desk(Care, move |conn, mine| {
            let id = InvitationId::from_uuid(mine.new_id(None, &key));
            let (Invitation { code, expires_at }, new) = invitations::insert(conn, mine, id)?;
            Ok(Once {
                value: InvitationView { code, expires_at },
                new,
            })
        })
        .await
}

/// Shows a patient who invites; a code that cannot be used now is like one that never was.
#[utoipa::path(tag = "care", security(("bearer" = ["patient"])), params(("code" = InvitationCode, Path)),
    responses((status = 200, description = "Who invites", body = InvitedView), OnOne, Guarded))]
#[get("/v1/care/invitations/{code}")]
pub async fn get_invitation(
    patient: Patient,
    code: Path<InvitationCode>,
) -> Result<Json<InvitedView>> {
    let code = code.into_inner();
    patient
        .read(Care, move |conn, mine| {
            let invited = invitations::find(conn, mine, &code)?
                .filter(|invited| invited.is_open(mine.now()))
                .ok_or(Error::NotFound)?;
            let display_name = invited.therapist_name(conn, mine)?.ok_or(Error::NotFound)?;
            Ok(Json(InvitedView {
                therapist: PersonView { display_name },
                reading_habit: invited.reading_habit(conn, mine)?,
                expires_at: invited.expires_at,
            }))
        })
        .await
}

/// Takes an invitation up; sending the same code again answers the link that it made.
#[utoipa::path(tag = "care", security(("bearer" = ["patient"])),
    responses((status = 201, description = "The link", body = LinkView), (status = 200, description = "It was made before", body = LinkView),
        WithBody, Conflicting, Guarded))]
#[post("/v1/care/links")]
pub async fn create_link(patient: Patient, Json(new): Json<NewLink>) -> Result<Once<LinkView>> {
    let NewLink { invitation_code } = new;
    patient
        .write(Care, move |conn, mine| {
            let (link, new) = take_up(conn, mine, &invitation_code)?;
            Ok(Once {
                value: LinkView::of(conn, mine, link)?,
                new,
            })
        })
        .await
}

/// Makes a link of an invitation, once; whether it is new.
fn take_up(
    conn: &mut Conn,
    mine: &Access<Care, Write>,
    code: &InvitationCode,
) -> Result<(Link, bool)> {
    // Used, expired and never made are one answer (AZ-12).
    let refused = || {
        Error::field(
            "/invitation_code",
            "unknown",
            "is no code that can be used now",
        )
    };
    let change_no = mine.next_change(conn)?;
    let invited = invitations::find(conn, mine, code)?.ok_or_else(refused)?;
    if let Some(link) = invited.link_made() {
        return Ok((links::find(conn, mine, link)?, false));
    }
    if !invited.is_open(mine.now()) {
        return Err(refused());
    }
    if links::is_linked(conn, mine, invited.therapist)? {
        return Err(Error::Conflict("already-linked"));
    }
    let id = LinkId::new(mine.now());
    if !invitations::take(conn, mine, code, id)? {
        return Err(refused());
    }
    links::insert(conn, mine, id, invited.therapist, change_no).map(|link| (link, true))
}

/// Lists the caller's links, newest first, also those that have ended.
#[utoipa::path(tag = "care", security(("bearer" = ["patient", "therapist"])), params(CareQuery),
    responses((status = 200, description = "The links", body = Page<LinkView>), WithQuery, Guarded))]
#[get("/v1/care/links")]
pub async fn list_links(
    member: Member,
    Query(query): Query<CareQuery>,
) -> Result<Json<Page<LinkView>>> {
    let CareQuery { limit, cursor } = query;
    let page = match member.clone().side() {
        Side::Patient(_) => links::page_of_patient,
        Side::Therapist(_) => links::page_of_therapist,
    };
    member
        .read(Care, move |conn, mine| {
            let found = page(conn, mine, limit, cursor)?;
            let Page { items, next_cursor } = Page::cut(found, limit, |link| Cursor {
                at: link.created_at,
                id: link.id.uuid(),
            });
            let items = items
                .into_iter()
                .map(|link| LinkView::of(conn, mine, link))
                .collect::<Result<_>>()?;
            Ok(Json(Page { items, next_cursor }))
        })
        .await
}

/// Ends a link, and with it every consent given through it, at once, and tells what stopped (N18); to a therapist an ended link is not
/// there any more, and the list of links tells the other side.
#[utoipa::path(tag = "care", security(("bearer" = ["patient", "therapist"])), params(("id" = LinkId, Path)),
    responses((status = 200, description = "The link has ended", body = LinkView), OnOne, Guarded))]
#[delete("/v1/care/links/{id}")]
pub async fn end_link(member: Member, id: Path<LinkId>) -> Result<Json<LinkView>> {
    let id = id.into_inner();
    match member.side() {
        Side::Patient(patient) => {
            patient
                .write(Care, move |conn, mine| {
                    let link = links::end(conn, mine, id, EndedBy::Patient)?;
                    LinkView::of(conn, mine, link).map(Json)
                })
                .await
        }
        Side::Therapist(therapist) => {
            therapist
                .leave(Care, id, move |conn, theirs| {
                    let link = links::end(conn, theirs, id, EndedBy::Therapist)?;
                    Ok(Json(LinkView::left(link)))
                })
                .await
        }
    }
}

choice! {
    /// How what is handed over can be given: by the patient's own hand, in a packet for somebody else (N12, R86).
    OfferedAs {
        /// As a packet.
        Packet = "packet",
    }
}

/// What a link's therapist has opened, or could open; a hand-over is made of it by the patient alone, and nothing is shared by it.
#[derive(Debug, Serialize, ToSchema)]
pub struct HandOverView {
    link_id: LinkId,
    /// What was shared last comes first.
    #[schema(max_items = 50)]
    items: Vec<HandOverItem>,
    offered_as: OfferedAs,
    /// What stood through this link, each as it could be given again with `POST /v1/consents`, and by nobody but the patient (R86).
    #[schema(max_items = 50)]
    consents: Vec<ScopeView>,
}

/// One entry at the newest revision that was shared.
#[derive(Debug, Serialize, ToSchema)]
pub struct HandOverItem {
    entry_id: EntryId,
    #[schema(minimum = 1)]
    revision: i64,
}

/// The most entries that a hand-over names: as many as a packet holds.
const MOST_HANDED_OVER: usize = 50;

/// Shows what this link's therapist has opened, or could open, so that a patient can bring it to the next one; also for a link
/// that has ended (R86). Nothing is shared by asking.
#[utoipa::path(tag = "care", security(("bearer" = ["patient"])), params(("id" = LinkId, Path)),
    responses((status = 200, description = "What can be handed over", body = HandOverView), OnOne, Guarded))]
#[get("/v1/care/links/{id}/hand-over")]
pub async fn hand_over_link(patient: Patient, id: Path<LinkId>) -> Result<Json<HandOverView>> {
    let link_id = id.into_inner();
    patient
        .read(Care, move |conn, mine| {
            links::find(conn, mine, link_id)?;
            let shared = consent::of_link(conn, &mine.also::<Consents>()?, link_id)?;
            let journal = mine.also::<Journal>()?;
            let mut items = Vec::new();
            for item in shared.entries {
                if items.len() == MOST_HANDED_OVER {
                    break;
                }
                if journal::newest_revision(conn, &journal, item.entry)?.is_some() {
                    items.push(HandOverItem {
                        entry_id: item.entry,
                        revision: item.revision,
                    });
                }
            }
            let mut consents = Vec::new();
            for named in shared.scopes {
                if consents.len() < MOST_HANDED_OVER && can_be_given(conn, mine, &named)? {
                    consents.push(ScopeView::of(named, Vec::new()));
                }
            }
            Ok(Json(HandOverView {
                link_id,
                items,
                offered_as: OfferedAs::Packet,
                consents,
            }))
        })
        .await
}

/// Whether what a consent named is still there to be given again.
fn can_be_given<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Care, A>,
    named: &Named,
) -> Result<bool> {
    match named {
        Named::Entry(entry, _) | Named::Excerpt(entry, _, _) => {
            Ok(journal::newest_revision(conn, &mine.also::<Journal>()?, *entry)?.is_some())
        }
        Named::Session(session, _) => sessions::exists(conn, &mine.also::<Sessions>()?, *session),
        Named::Packet(..) => Ok(false),
    }
}
