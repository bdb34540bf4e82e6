//! What a checklist is made of, as it is shown and as it is kept.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::access::record::Record;
use crate::content::{Checklist, ChecklistItem, ChecklistKind, HabitArea};
use crate::ids::{ChecklistId, ChecklistItemId};
use crate::time::CivilDate;
use crate::{choice, text};

text!(
    /// Something to bring, in the patient's own words.
    ChecklistItemText, 1..=160
);

choice! {
    /// Where an item of a patient's list comes from.
    ItemSource {
        /// From the catalogue.
        Usual = "usual",
        /// The patient added it.
        Own = "own",
    }
}

/// What is kept of an item; sealed as one. The text of a usual item stays in the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ChecklistItemWords)]
pub(crate) struct Words {
    #[schema(required)]
    pub(crate) text: Option<ChecklistItemText>,
    pub(crate) packed: bool,
}

/// A checklist of the catalogue (R46, R47, R48, R82).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ChecklistView {
    id: ChecklistId,
    /// Which wording this is.
    version: i64,
    kind: ChecklistKind,
    title: &'static str,
    items: Vec<ChecklistItemView>,
    /// The requirements it serves.
    serves: Vec<&'static str>,
    /// How easily it reads: Flesch in English, Fernández Huerta in Spanish. Higher is easier.
    reading_ease: i64,
    /// The day on which the project's authors last went through it; no clinician has.
    #[schema(value_type = Option<String>, format = Date, required)]
    reviewed: Option<CivilDate>,
}

/// An item of a checklist of the catalogue.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ChecklistItemView {
    id: ChecklistItemId,
    text: &'static str,
    /// What it is about; only with small things in the days after.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    area: Option<HabitArea>,
}

impl From<&'static Checklist> for ChecklistView {
    fn from(list: &'static Checklist) -> Self {
        let Checklist {
            id,
            version,
            kind,
            title,
            items,
            serves,
            reading,
        } = list;
        Self {
            id: *id,
            version: *version,
            kind: *kind,
            title,
            items: items.iter().map(ChecklistItemView::from).collect(),
            serves: serves.iter().map(String::as_str).collect(),
            reading_ease: reading.points(),
            reviewed: reading.reviewed,
        }
    }
}

impl From<&'static ChecklistItem> for ChecklistItemView {
    fn from(item: &'static ChecklistItem) -> Self {
        let ChecklistItem { id, text, area } = item;
        Self {
            id: *id,
            text,
            area: *area,
        }
    }
}

/// An item of the patient's own list for a session (R47).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SessionItemView {
    pub(super) id: ChecklistItemId,
    text: String,
    source: ItemSource,
    /// Whether the patient marked it as packed; nothing counts the marks.
    packed: bool,
    #[serde(skip)]
    pub(super) revision: i64,
}

impl SessionItemView {
    /// A usual item, and the mark on it if there is one.
    fn usual(item: &ChecklistItem, mark: Option<&Record<Words>>) -> Self {
        Self {
            id: item.id,
            text: item.text.clone(),
            source: ItemSource::Usual,
            packed: mark.is_some_and(|mark| mark.words.packed),
            revision: mark.map_or(0, |mark| mark.revision),
        }
    }

    /// An item that the patient added; nothing for a mark on a usual one.
    pub(super) fn own(record: &Record<Words>) -> Option<Self> {
        let text = record.words.text.as_ref()?;
        Some(Self {
            id: ChecklistItemId::from_uuid(record.id),
            text: text.as_str().to_owned(),
            source: ItemSource::Own,
            packed: record.words.packed,
            revision: record.revision,
        })
    }
}

/// The patient's list: the usual things in the order of the catalogue, then her own in the order in which she added them.
pub(super) fn session_list(
    usual: &[ChecklistItem],
    kept: &[Record<Words>],
) -> Vec<SessionItemView> {
    let marked = |item: &ChecklistItem| kept.iter().find(|mark| mark.id == item.id.uuid());
    let usual = usual
        .iter()
        .map(|item| SessionItemView::usual(item, marked(item)));
    usual
        .chain(kept.iter().filter_map(SessionItemView::own))
        .collect()
}
