//! What an archive is made of.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::sharing::Sharing;
use crate::access::record::Record;
use crate::account::DisplayName;
use crate::appointments;
use crate::check_ins;
use crate::checklists;
use crate::choice;
use crate::evaluations;
use crate::grounding::PracticeRecord;
use crate::ids::PromptId;
use crate::journal::EntryRecord;
use crate::offers::TakenOffer;
use crate::packets;
use crate::preparation;
use crate::prompts::OwnPromptWords;
use crate::sessions::SessionRecord;
use crate::steps;
use crate::support;
use crate::time::{At, Zone};
use crate::words::Language;

choice! {
    /// What kind of file it is.
    ArchiveFormat {
        /// An archive of Afterword.
        Afterword = "afterword",
    }
}

/// The version of the archive that is written and read here.
pub(super) const VERSION: i64 = 1;

/// Everything of one patient.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Archive {
    pub(crate) format: ArchiveFormat,
    /// Which shape it has; 1.
    #[schema(minimum = 1, maximum = 1)]
    pub(crate) version: i64,
    pub(crate) exported_at: At,
    pub(crate) account: Holder,
    /// Whether it holds what is put away (N9).
    pub(crate) sealed: bool,
    pub(crate) records: ArchiveRecords,
    /// What happened between people here; told, never imported.
    #[serde(default)]
    pub(crate) sharing: Sharing,
}

/// An archive that is put back: what happened between people is not looked at.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ArchiveToImport)]
pub(crate) struct Returned {
    #[expect(dead_code, reason = "read so that another kind of file is refused")]
    format: ArchiveFormat,
    #[schema(minimum = 1, maximum = 1)]
    pub(crate) version: i64,
    #[expect(dead_code, reason = "told, and not put back")]
    exported_at: At,
    #[expect(dead_code, reason = "told, and not put back")]
    account: Holder,
    #[expect(dead_code, reason = "told, and not put back")]
    sealed: bool,
    pub(crate) records: ArchiveRecords,
    #[expect(dead_code, reason = "told, and not put back")]
    #[schema(value_type = Option<Object>)]
    sharing: Option<serde_json::Map<String, serde_json::Value>>,
}

/// Whose records they are; told, never imported.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Holder {
    pub(crate) display_name: DisplayName,
    pub(crate) time_zone: Zone,
    pub(crate) locale: Language,
}

/// What the patient wrote, kind by kind, each in the order of its instants.
///
/// The bounds of the lists follow from the most bytes of an archive: no more than these fit.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct ArchiveRecords {
    #[schema(max_items = 1000000)]
    pub(crate) dosing_sessions: Vec<SessionRecord>,
    #[schema(max_items = 1000000)]
    pub(crate) entries: Vec<EntryRecord>,
    #[schema(max_items = 1000000)]
    pub(crate) check_ins: Vec<Record<check_ins::Words>>,
    #[schema(max_items = 1000000)]
    pub(crate) practices: Vec<PracticeRecord>,
    #[schema(max_items = 1000000)]
    pub(crate) steps: Vec<Record<steps::Words>>,
    #[schema(max_items = 1000000)]
    pub(crate) own_prompts: Vec<Record<OwnPromptWords>>,
    #[schema(max_items = 1000000)]
    pub(crate) appointments: Vec<Record<appointments::Words>>,
    #[schema(max_items = 1000000)]
    pub(crate) evaluations: Vec<Record<evaluations::Words>>,
    #[schema(max_items = 1000000)]
    pub(crate) intentions: Vec<Record<preparation::IntentionWords>>,
    #[schema(max_items = 1000000)]
    pub(crate) goals: Vec<Record<preparation::GoalWords>>,
    #[schema(max_items = 1000000)]
    pub(crate) fears: Vec<Record<preparation::FearWords>>,
    #[schema(max_items = 1000000)]
    pub(crate) packets: Vec<Record<packets::Words>>,
    /// What was offered by a therapist and taken (N5); what was not taken is told with the rest of what happened between people.
    #[schema(max_items = 1000000)]
    pub(crate) offers: Vec<TakenOffer>,
    /// The prompts that are not to be offered again.
    #[schema(max_items = 1000000)]
    pub(crate) hidden_prompts: Vec<PromptId>,
    /// What she brings of her own, and the marks on the usual things (R47).
    #[schema(max_items = 1000000)]
    pub(crate) checklist_items: Vec<Record<checklists::Words>>,
    /// Whom she named as support (R38).
    #[schema(max_items = 1000000)]
    pub(crate) support_people: Vec<Record<support::PersonWords>>,
    /// What has been kind before (R34).
    #[schema(max_items = 1000000)]
    pub(crate) soothing: Vec<Record<support::SoothingWords>>,
}
