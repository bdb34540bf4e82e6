//! What a consent is asked to open: read field by field, so that a refusal names the field.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::consent::model::Included;
use crate::error::Result;
use crate::http::json::Object;
use crate::ids::{DosingSessionId, EntryId, PacketId};
use crate::words::UpTo;

/// At most as many kinds as there are.
pub(super) type Includes = UpTo<2, Included>;

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
    /// A part of the text of one revision, by the positions of its Unicode scalar values; of the rest of the entry only its kind and
    /// when it was written are shown (N2).
    Excerpt {
        /// Which entry.
        entry_id: EntryId,
        /// At which revision.
        #[schema(minimum = 1)]
        revision: i64,
        /// The first position in it, from 0.
        #[schema(minimum = 0, maximum = 20000)]
        start: i64,
        /// The first position after it.
        #[schema(minimum = 1, maximum = 20000)]
        end: i64,
    },
    /// What is written from now on for one dosing session, until it is taken back: never what touches the therapist or the medicine
    /// (N6), and nothing while it is put away (N9).
    Session {
        /// Which session.
        dosing_session_id: DosingSessionId,
        /// Which kinds.
        #[schema(inline, min_items = 1)]
        includes: Includes,
    },
    /// One packet as it is now: its order, its notes, and its entries at the revisions it names (N12).
    Packet {
        /// Which packet.
        packet_id: PacketId,
    },
}

/// What a scope is read from.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ScopeFields {
    #[serde(rename = "type")]
    kind: ScopeKind,
    entry_id: Option<EntryId>,
    revision: Option<i64>,
    start: Option<i64>,
    end: Option<i64>,
    dosing_session_id: Option<DosingSessionId>,
    includes: Option<Includes>,
    packet_id: Option<PacketId>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum ScopeKind {
    Entry,
    Excerpt,
    Session,
    Packet,
}

impl ScopeFields {
    /// The first field that does not go with this kind.
    fn unexpected(&self) -> Option<&'static str> {
        use ScopeKind::{Entry, Excerpt, Packet, Session};
        let of_entry = matches!(self.kind, Entry | Excerpt);
        let is = |kind: bool, there: bool, message| (there && !kind).then_some(message);
        let excerpt = matches!(self.kind, Excerpt);
        let session = matches!(self.kind, Session);
        is(
            of_entry,
            self.entry_id.is_some(),
            "unexpected field `entry_id`",
        )
        .or_else(|| {
            is(
                of_entry,
                self.revision.is_some(),
                "unexpected field `revision`",
            )
        })
        .or_else(|| is(excerpt, self.start.is_some(), "unexpected field `start`"))
        .or_else(|| is(excerpt, self.end.is_some(), "unexpected field `end`"))
        .or_else(|| {
            let there = self.dosing_session_id.is_some();
            is(session, there, "unexpected field `dosing_session_id`")
        })
        .or_else(|| {
            is(
                session,
                self.includes.is_some(),
                "unexpected field `includes`",
            )
        })
        .or_else(|| {
            let packet = matches!(self.kind, Packet);
            is(
                packet,
                self.packet_id.is_some(),
                "unexpected field `packet_id`",
            )
        })
    }
}

impl TryFrom<Object<ScopeFields>> for Scope {
    type Error = &'static str;

    fn try_from(Object(fields): Object<ScopeFields>) -> Result<Self, Self::Error> {
        if let Some(message) = fields.unexpected() {
            return Err(message);
        }
        let entry = fields.entry_id.ok_or("missing field `entry_id`");
        Ok(match fields.kind {
            ScopeKind::Entry => Self::Entry {
                entry_id: entry?,
                revision: fields.revision,
            },
            ScopeKind::Excerpt => Self::Excerpt {
                entry_id: entry?,
                revision: fields.revision.ok_or("missing field `revision`")?,
                start: fields.start.ok_or("missing field `start`")?,
                end: fields.end.ok_or("missing field `end`")?,
            },
            ScopeKind::Session => Self::Session {
                dosing_session_id: fields
                    .dosing_session_id
                    .ok_or("missing field `dosing_session_id`")?,
                includes: fields.includes.ok_or("missing field `includes`")?,
            },
            ScopeKind::Packet => Self::Packet {
                packet_id: fields.packet_id.ok_or("missing field `packet_id`")?,
            },
        })
    }
}
