//! Dosing sessions: Basic resources with a code of our own, because FHIR's procedures and encounters tell of a treatment, and a session
//! here is an anchor in time (R45, R50).

use serde::Serialize;

use super::Resource;
use super::elements::{Concept, Extension, Head, Identifier, Meta, Reference, Said};
use super::places::{Kind, Places};
use crate::sessions::SessionRecord;
use crate::time::CivilDate;

/// Something that FHIR has no resource for.
#[derive(Debug, Serialize)]
pub(super) struct Basic {
    #[serde(flatten)]
    pub(super) head: Head,
    identifier: Vec<Identifier>,
    code: Concept,
    subject: Reference,
    created: CivilDate,
    author: Reference,
}

pub(super) fn session(places: &Places, record: &SessionRecord) -> Resource {
    let id = record.id.uuid();
    let words = &record.words;
    let parts = [
        (
            "session-status",
            Some(Said::Code(record.status.as_str().to_owned())),
        ),
        ("planned-at", record.planned_at.map(Said::At)),
        ("started-at", record.started_at.map(Said::At)),
        ("ended-at", record.ended_at.map(Said::At)),
        (
            "approximate",
            record.approximate.then_some(Said::Whether(true)),
        ),
        (
            "time-zone",
            Some(Said::Code(record.time_zone.name().to_owned())),
        ),
        (
            "place",
            words
                .place
                .as_ref()
                .map(|place| Said::words(place.as_str())),
        ),
        (
            "note",
            words.note.as_ref().map(|note| Said::words(note.as_str())),
        ),
    ];
    let extension = parts
        .into_iter()
        .filter_map(|(name, value)| Some(Extension::of(name, value?)))
        .collect();
    Resource::Basic(Basic {
        head: Head {
            meta: Some(Meta::of(record.revision, record.updated_at)),
            extension,
            ..Head::of(places.of(Kind::Session, id))
        },
        identifier: vec![Identifier::of(id)],
        code: Concept::own("record", "dosing-session", "A dosing session"),
        subject: places.patient(),
        created: record.created_at.utc().date_naive(),
        author: places.patient(),
    })
}
