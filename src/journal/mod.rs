//! The journal: entries that belong to their writer, every wording kept, nothing interpreted (R51–R75, R88, R89).
//!
//! An entry is written freely, as the response to a prompt, as a fragment (one word is a whole entry, R67) or as an addendum to
//! another. Changing it makes a new revision and keeps the old one (R62). Deleting it destroys the words and leaves a tombstone. It can
//! be put away until a date, the next session, or until its writer chooses; until then nothing shows a word of it to her (N9).

pub(crate) mod model;
pub mod routes;
mod search;
pub(crate) mod store;
pub mod views;

pub(crate) use model::EntryRecord;
pub(crate) use model::{Body, Feelings, Kind, Sensation, Sensations, Topics, Words};
pub(crate) use store::portable;
pub(crate) use store::seals::is_sealed;
pub(crate) use store::shared::{
    Excerpt, SharedEntry, shared, shared_entry, still_there, text_length,
};
pub(crate) use store::{answered_prompts, has_revision, newest_revision};
pub use views::EntryView;
pub(crate) use views::{answers, between};

use crate::access::proof::{Cut, OpenedBy, Part, Records, Shareable};
use crate::access::trail::Action;

/// The marker of journals.
#[derive(Debug)]
pub struct Journal;

impl Records for Journal {
    const NAME: &'static str = "journal";
}

impl Shareable for Journal {
    const BY: OpenedBy = OpenedBy::Consent;
    const READ: Action = Action::EntryRead;
}

impl Cut for Words {
    /// The characters alone: no prompt, no topic, no feeling and no sensation goes with a part of a text (N2).
    fn cut(self, part: Part) -> Option<Self> {
        let (start, end) = (
            usize::try_from(part.start).ok()?,
            usize::try_from(part.end).ok()?,
        );
        let text = self.text?;
        let cut: String = text
            .as_str()
            .chars()
            .skip(start)
            .take(end.checked_sub(start)?)
            .collect();
        // A part that the text does not hold to its end is no part of it.
        (cut.chars().count() == end.checked_sub(start)?).then_some(())?;
        Some(Self {
            text: Some(Body::parse(cut).ok()?),
            ..Self::default()
        })
    }
}
