//! `/v1/packets`: putting together what to bring, while it is not shared (N12).

use actix_web::web::Path;
use actix_web::{delete, get, patch, post};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::PacketsQuery;
use crate::access::principal::Owner;
use crate::access::proof::{Access, Permission, Read, Write};
use crate::access::record::{self, Record, Stretch};
use crate::care::{self, Care};
use crate::consent::{self, Consents};
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::http::document::{Conditional, Conflicting, Guarded, OnOne, WithBody, WithQuery};
use crate::http::etag::{IfMatch, IfMatchHeader, Versioned};
use crate::http::idempotency::{IdempotencyHeader, IdempotencyKey};
use crate::http::json::{Created, Json, Located, NoContent, Object, Query, Tagged};
use crate::http::page::Page;
use crate::ids::{EntryId, LinkId, PacketId};
use crate::journal::{self, Journal};
use crate::packets::Packets;
use crate::packets::model::{MOST_ITEMS, PacketItem, PacketNote, PacketTitle, PacketView, Words};
use crate::time::At;
use crate::words::{Change, UpTo, never_null};

/// One thing to put into a packet.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(
    tag = "type",
    rename_all = "snake_case",
    try_from = "Object<ItemFields>"
)]
pub enum NewPacketItem {
    /// An entry: at its newest revision now unless another is named; later ones stay out (N2).
    Entry {
        /// Which entry.
        entry_id: EntryId,
        /// At which revision.
        #[schema(minimum = 1)]
        revision: Option<i64>,
    },
    /// A question, or a few words.
    Note {
        /// What it says.
        text: PacketNote,
    },
}

/// What an item is read from: field by field, so that a refusal names the field.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ItemFields {
    #[serde(rename = "type")]
    kind: ItemKind,
    entry_id: Option<EntryId>,
    revision: Option<i64>,
    text: Option<PacketNote>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum ItemKind {
    Entry,
    Note,
}

impl TryFrom<Object<ItemFields>> for NewPacketItem {
    type Error = &'static str;

    fn try_from(Object(fields): Object<ItemFields>) -> Result<Self, Self::Error> {
        let ItemFields {
            kind,
            entry_id,
            revision,
            text,
        } = fields;
        match (kind, entry_id, revision, text) {
            (ItemKind::Entry, Some(entry_id), revision, None) => {
                Ok(Self::Entry { entry_id, revision })
            }
            (ItemKind::Entry, None, _, _) => Err("missing field `entry_id`"),
            (ItemKind::Entry, _, _, Some(_)) => Err("unexpected field `text`"),
            (ItemKind::Note, None, None, Some(text)) => Ok(Self::Note { text }),
            (ItemKind::Note, _, _, None) => Err("missing field `text`"),
            (ItemKind::Note, Some(_), _, _) => Err("unexpected field `entry_id`"),
            (ItemKind::Note, _, Some(_), _) => Err("unexpected field `revision`"),
        }
    }
}

/// At most fifty items.
type NewItems = UpTo<MOST_ITEMS, NewPacketItem>;

/// What to bring, to whom, and until when.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPacket {
    /// The id that the client gives it, so that sending it again is safe.
    id: Option<PacketId>,
    /// Whom it is for; nothing is shared before a consent names the packet.
    link_id: LinkId,
    title: Option<PacketTitle>,
    /// When the session ends that it is for: it is open until then at the latest. An instant that the patient chooses: where the
    /// appointment moves, it stays, and what was given is given anew.
    until: At,
    /// In the patient's own order.
    #[serde(default)]
    #[schema(inline)]
    items: NewItems,
}

/// What to change of a packet that is not shared; the items, where they are given, are given whole and in their order.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PacketChange {
    #[serde(default, deserialize_with = "never_null")]
    #[schema(value_type = LinkId, required = false)]
    link_id: Option<LinkId>,
    #[serde(default)]
    #[schema(value_type = Option<PacketTitle>)]
    title: Change<PacketTitle>,
    #[serde(default, deserialize_with = "never_null")]
    #[schema(value_type = At, required = false)]
    until: Option<At>,
    #[serde(default, deserialize_with = "never_null")]
    #[schema(inline, nullable = false)]
    items: Option<NewItems>,
}

/// Puts a packet together. Sending the same again under the same id, or the same Idempotency-Key, answers 200 with what is there.
#[utoipa::path(tag = "consent", security(("bearer" = ["patient"])),
    params(IdempotencyHeader),
    responses((status = 201, description = "Kept; nothing is shared by it", body = PacketView), (status = 200, description = "It was kept before", body = PacketView),
        WithBody, Conflicting, Guarded))]
#[post("/v1/packets")]
pub async fn create_packet(
    owner: Owner<Packets, Write>,
    key: IdempotencyKey,
    Json(new): Json<NewPacket>,
) -> Result<Created<PacketView>> {
    owner
        .write(move |conn, mine| {
            let mark = mine.created_mark(&new)?;
            let NewPacket {
                id,
                link_id,
                title,
                until,
                items,
            } = new;
            let id = mine.new_id(id.map(PacketId::uuid), &key);
            let (record, new) = record::create(conn, mine, id, mark, |conn| {
                require_link(conn, mine, Some(link_id))?;
                let words = Words {
                    link_id,
                    title,
                    items: pinned(conn, mine, &items)?,
                };
                Ok((until, words))
            })?;
            Ok(Created {
                value: view(conn, mine, record)?,
                new,
            })
        })
        .await
}

/// A packet is for the therapist of a link that stands.
fn require_link(
    conn: &mut Conn,
    mine: &Access<Packets, Write>,
    link: Option<LinkId>,
) -> Result<()> {
    match link {
        Some(link) if !care::stands(conn, &mine.also::<Care>()?, link)? => {
            Err(Error::unknown_reference("/link_id"))
        }
        _ => Ok(()),
    }
}

/// The items with every entry at one revision: what was picked by hand, once each (N2, N6).
fn pinned(
    conn: &mut Conn,
    mine: &Access<Packets, Write>,
    items: &NewItems,
) -> Result<Vec<PacketItem>> {
    let journal = mine.also::<Journal>()?;
    let mut kept: Vec<PacketItem> = Vec::with_capacity(items.len());
    for (place, item) in items.iter().enumerate() {
        let pointer = |field: &str| format!("/items/{place}/{field}");
        kept.push(match item {
            NewPacketItem::Note { text } => PacketItem::Note { text: text.clone() },
            NewPacketItem::Entry { entry_id, revision } => {
                let newest = journal::newest_revision(conn, &journal, *entry_id)?
                    .ok_or_else(|| Error::unknown_reference(&pointer("entry_id")))?;
                let revision = revision.unwrap_or(newest);
                if !journal::has_revision(conn, &journal, *entry_id, revision)? {
                    return Err(Error::unknown_reference(&pointer("revision")));
                }
                let is_same = |other: &PacketItem| matches!(other, PacketItem::Entry { entry_id: before, .. } if before == entry_id);
                if kept.iter().any(is_same) {
                    let message = "names an entry that is in the packet already";
                    return Err(Error::field(pointer("entry_id"), "twice", message));
                }
                PacketItem::Entry {
                    entry_id: *entry_id,
                    revision,
                }
            }
        });
    }
    Ok(kept)
}

fn view<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Packets, A>,
    record: Record<Words>,
) -> Result<PacketView> {
    let id = PacketId::from_uuid(record.id);
    let kept = consent::kept_by(conn, &mine.also::<Consents>()?, &[id])?;
    let shared_with = kept.into_iter().map(|(_, consent)| consent).collect();
    Ok(PacketView::new(record, shared_with))
}

/// Lists the patient's packets, those for the latest session first.
#[utoipa::path(tag = "consent", security(("bearer" = ["patient"])), params(PacketsQuery),
    responses((status = 200, description = "A page of packets", body = Page<PacketView>), WithQuery, Guarded))]
#[get("/v1/packets")]
pub async fn list_packets(
    owner: Owner<Packets, Read>,
    Query(query): Query<PacketsQuery>,
) -> Result<Json<Page<PacketView>>> {
    let PacketsQuery { limit, cursor } = query;
    owner
        .read(move |conn, mine| {
            let (found, next_cursor) =
                record::page(conn, mine, Stretch::default(), |_| true, limit, cursor)?;
            let ids: Vec<PacketId> = found
                .iter()
                .map(|record| PacketId::from_uuid(record.id))
                .collect();
            let kept = consent::kept_by(conn, &mine.also::<Consents>()?, &ids)?;
            let items = found.into_iter().map(|record| {
                let of_it = kept.iter().filter(|(id, _)| id.uuid() == record.id);
                let shared_with = of_it.map(|(_, consent)| *consent).collect();
                PacketView::new(record, shared_with)
            });
            Ok(Json(Page {
                items: items.collect(),
                next_cursor,
            }))
        })
        .await
}

/// Shows one packet.
#[utoipa::path(tag = "consent", security(("bearer" = ["patient"])), params(("id" = PacketId, Path)),
    responses((status = 200, description = "The packet", body = PacketView), (status = 304, description = "As it was"), OnOne, Guarded))]
#[get("/v1/packets/{id}")]
pub async fn get_packet(
    owner: Owner<Packets, Read>,
    id: Path<PacketId>,
) -> Result<Tagged<PacketView>> {
    let id = id.uuid();
    owner
        .read(move |conn, mine| {
            let record = record::find(conn, mine, id)?;
            view(conn, mine, record).map(Tagged)
        })
        .await
}

/// Changes or reorders a packet; refused while a consent that is not over names it, because it was given as it is.
#[utoipa::path(tag = "consent", security(("bearer" = ["patient"])),
    params(("id" = PacketId, Path), IfMatchHeader),
    responses((status = 200, description = "The packet as it is now", body = PacketView), WithBody, Conditional, Conflicting, OnOne, Guarded))]
#[patch("/v1/packets/{id}")]
pub async fn change_packet(
    owner: Owner<Packets, Write>,
    condition: IfMatch,
    id: Path<PacketId>,
    Json(change): Json<PacketChange>,
) -> Result<Tagged<PacketView>> {
    let id = id.into_inner();
    owner
        .write(move |conn, mine| {
            require_unshared(conn, mine, id)?;
            let PacketChange {
                link_id,
                title,
                until,
                items,
            } = change;
            require_link(conn, mine, link_id)?;
            let items = items.map(|items| pinned(conn, mine, &items)).transpose()?;
            let record = record::change(conn, mine, id.uuid(), &condition, |record| {
                let words = record.words.clone();
                record.at = until.unwrap_or(record.at);
                record.words = Words {
                    link_id: link_id.unwrap_or(words.link_id),
                    title: title.applied_to(words.title),
                    items: items.unwrap_or(words.items),
                };
                Ok(())
            })?;
            view(conn, mine, record).map(Tagged)
        })
        .await
}

/// Refuses where a consent that waits, is in effect or is paused names the packet.
fn require_unshared(conn: &mut Conn, mine: &Access<Packets, Write>, id: PacketId) -> Result<()> {
    // The number is not needed yet, its lock is: a consent given at this moment must not miss the change, nor the change it.
    mine.next_change(conn)?;
    if consent::keeping(conn, &mine.also::<Consents>()?, id)? {
        Err(Error::Conflict("packet-shared"))
    } else {
        Ok(())
    }
}

/// Deletes a packet; refused while a consent that is not over names it, so that nothing is taken back in silence.
#[utoipa::path(tag = "consent", security(("bearer" = ["patient"])), params(("id" = PacketId, Path)),
    responses((status = 204, description = "Deleted"), Conflicting, OnOne, Guarded))]
#[delete("/v1/packets/{id}")]
pub async fn delete_packet(owner: Owner<Packets, Write>, id: Path<PacketId>) -> Result<NoContent> {
    let id = id.into_inner();
    owner
        .write(move |conn, mine| {
            require_unshared(conn, mine, id)?;
            record::delete(conn, mine, id.uuid())
        })
        .await?;
    Ok(NoContent)
}

impl Versioned for PacketView {
    fn version(&self) -> i64 {
        self.revision
    }
}

impl Located for PacketView {
    fn location(&self) -> String {
        format!("/v1/packets/{}", self.id)
    }
}
