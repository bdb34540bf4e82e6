//! How much of a person's records a proof lets through, and by what.

use crate::access::trail::{Action, Event};
use crate::crypt::sealed::Place;
use crate::error::{Error, Result};
use crate::ids::{ConsentId, EntryId, LinkId, PacketId, RecordId};
use crate::time::At;

/// A part of a text, by the positions of its Unicode scalar values: from `start`, before `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Part {
    /// The first position in it.
    pub start: i64,
    /// The first position after it.
    pub end: i64,
}

/// Words of which a part can be given: nothing but the part is left of them.
pub(crate) trait Cut: Sized {
    /// The part alone; nothing where the words do not reach so far.
    fn cut(self, part: Part) -> Option<Self>;
}

/// One entry at one revision, or a part of it, opened by one consent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shared {
    /// The consent in effect.
    pub consent: ConsentId,
    /// The entry.
    pub entry: EntryId,
    /// The revision it is pinned to (N2).
    pub revision: i64,
    /// The excerpt, where not the whole of it is open (N2).
    pub part: Option<Part>,
    /// Whether the consent names its session and not the entry itself (N6).
    pub standing: bool,
    /// Since when it is open.
    pub since: At,
}

/// One record of another kind that a standing consent has taken in (N6).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TakenIn {
    /// The consent in effect.
    pub consent: ConsentId,
    /// The record.
    pub record: RecordId,
    /// The revision that is open.
    pub revision: i64,
    /// Since when it is open.
    pub since: At,
}

/// One packet, opened by one consent; the entries in it are [`Shared`] beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SharedPacket {
    /// The consent in effect.
    pub consent: ConsentId,
    /// The packet.
    pub packet: PacketId,
    /// The revision at which it was given; it does not change while it is.
    pub revision: i64,
    /// Since when it is open.
    pub since: At,
}

/// How much of a person's records a proof lets through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lens {
    /// Everything: they are the caller's own.
    Own,
    /// These items, under these consents, to this link's therapist.
    Shared(LinkId, Vec<Shared>),
    /// These packets, under these consents, to this link's therapist.
    Packets(LinkId, Vec<SharedPacket>),
    /// These records of one kind, taken in by standing consents, to this link's therapist.
    Taken(LinkId, Vec<TakenIn>),
    /// What the link itself shows.
    Linked(LinkId),
}

impl Lens {
    /// The link through which somebody else looks; none where the records are the caller's own.
    pub fn link(&self) -> Option<LinkId> {
        match self {
            Self::Own => None,
            Self::Shared(link, _)
            | Self::Packets(link, _)
            | Self::Taken(link, _)
            | Self::Linked(link) => Some(*link),
        }
    }

    /// What is opened at this place, where a consent opens the whole of it; nothing to note where none is asked for.
    pub(super) fn opens(&self, place: Place) -> Result<Option<Event>> {
        let at = |id: uuid::Uuid, revision| id == place.record && revision == place.revision;
        let opened = match self {
            Self::Own | Self::Linked(_) => return Ok(None),
            Self::Shared(link, items) => items
                .iter()
                .find(|item| at(item.entry.uuid(), item.revision) && item.part.is_none())
                .map(|item| (link, item.consent, Some(item.entry), item.revision)),
            Self::Taken(link, items) => items
                .iter()
                .find(|item| at(item.record.uuid(), item.revision))
                .map(|item| (link, item.consent, None, item.revision)),
            Self::Packets(link, packets) => packets
                .iter()
                .find(|item| at(item.packet.uuid(), item.revision))
                .map(|item| (link, item.consent, None, item.revision)),
        };
        let opened = opened.map(|(link, consent, entry, revision)| Event {
            link: Some(*link),
            consent: Some(consent),
            entry,
            revision: Some(revision),
            ..Event::done(Action::EntryRead)
        });
        opened.map(Some).ok_or(Error::NotFound)
    }
}
