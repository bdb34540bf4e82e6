//! `/v1/therapist/patients/{link_id}/packets`: packets that a consent opens now (N12, R90).

use actix_web::get;
use actix_web::web::Path;
use serde::Serialize;
use utoipa::ToSchema;

use super::PacketsQuery;
use crate::access::principal::Therapist;
use crate::access::proof::{Access, Read, SharedPacket};
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::http::document::{Guarded, OnOne, WithQuery};
use crate::http::json::{Json, Query};
use crate::http::page::{Cursor, Page};
use crate::ids::{ConsentId, LinkId, PacketId};
use crate::journal;
use crate::packets::model::{PacketItem, PacketTitle};
use crate::packets::{Packets, store};
use crate::time::At;

/// A packet as a consent opens it: the order, the notes, and the entries by id, which are read one by one.
#[derive(Debug, Serialize, ToSchema)]
pub struct SharedPacketView {
    id: PacketId,
    #[schema(required)]
    title: Option<PacketTitle>,
    /// When the session ends that it is for; it closes then at the latest.
    until: At,
    /// In the patient's own order; an entry that was deleted since is not among them.
    #[schema(max_items = 50)]
    items: Vec<PacketItem>,
    consent_id: ConsentId,
    shared_at: At,
}

/// Opens one packet: it is on the patient's log.
fn opened(
    conn: &mut Conn,
    shared: &Access<Packets, Read>,
    item: SharedPacket,
) -> Result<SharedPacketView> {
    let record = store::open(conn, shared, item)?;
    let named = record.words.items.iter().filter_map(PacketItem::entry);
    let there = journal::still_there(conn, shared, named.collect())?;
    let mut items = record.words.items;
    items.retain(|item| item.entry().is_none_or(|entry| there.contains(&entry)));
    Ok(SharedPacketView {
        id: item.packet,
        title: record.words.title,
        until: record.at,
        items,
        consent_id: item.consent,
        shared_at: item.since,
    })
}

/// Lists the packets that are open now, the newest first; everything on the page is on the patient's log, or it is not shown (AU-2).
#[utoipa::path(tag = "care", security(("bearer" = ["therapist"])), params(("link_id" = LinkId, Path), PacketsQuery),
    responses((status = 200, description = "The packets", body = Page<SharedPacketView>), WithQuery, OnOne, Guarded))]
#[get("/v1/therapist/patients/{link_id}/packets")]
pub async fn list_shared_packets(
    therapist: Therapist,
    link: Path<LinkId>,
    Query(query): Query<PacketsQuery>,
) -> Result<Json<Page<SharedPacketView>>> {
    let PacketsQuery { limit, cursor } = query;
    therapist
        .read(Packets, link.into_inner(), move |conn, shared| {
            let mut open = store::open_now(shared).to_vec();
            let key = |item: &SharedPacket| (item.since, item.packet.uuid());
            open.sort_by_key(|item| std::cmp::Reverse(key(item)));
            open.retain(|item| cursor.is_none_or(|after| key(item) < (after.at, after.id)));
            let Page { items, next_cursor } = Page::cut(open, limit, |item| Cursor {
                at: item.since,
                id: item.packet.uuid(),
            });
            let items = items
                .into_iter()
                .map(|item| opened(conn, shared, item))
                .collect::<Result<_>>()?;
            Ok(Json(Page { items, next_cursor }))
        })
        .await
}

/// Shows one packet that is open now; it is on the patient's log, or it is not shown (AU-2).
#[utoipa::path(tag = "care", security(("bearer" = ["therapist"])), params(("link_id" = LinkId, Path), ("packet_id" = PacketId, Path)),
    responses((status = 200, description = "The packet", body = SharedPacketView), OnOne, Guarded))]
#[get("/v1/therapist/patients/{link_id}/packets/{packet_id}")]
pub async fn get_shared_packet(
    therapist: Therapist,
    path: Path<(LinkId, PacketId)>,
) -> Result<Json<SharedPacketView>> {
    let (link, id) = path.into_inner();
    therapist
        .read(Packets, link, move |conn, shared| {
            let item = store::open_now(shared)
                .iter()
                .find(|item| item.packet == id)
                .copied()
                .ok_or(Error::NotFound)?;
            opened(conn, shared, item).map(Json)
        })
        .await
}
