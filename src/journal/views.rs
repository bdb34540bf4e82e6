//! Entries as their writer sees them.

use serde::Serialize;
use similar::{ChangeTag, TextDiff};
use utoipa::ToSchema;

use super::Journal;
use super::model::seal::{Seal, Until};
use super::model::{Body, Feelings, Kind, Sensations, Topics, Words};
use super::search::{self, Wanted};
use super::store::revisions::Revision;
use super::store::{self, Entry, Filter};
use crate::access::proof::{Access, Permission};
use crate::choice;
use crate::consent::{self, Consents};
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::http::etag::Versioned;
use crate::http::json::Located;
use crate::ids::{ConsentId, DosingSessionId, EntryId, PromptId};
use crate::prompts::PromptWords;
use crate::time::{At, CivilDate, Zone};

/// Until when an entry is put away, and since when (N9).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SealView {
    /// The civil date, where the entry was written, with which it comes back.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date, nullable = false)]
    date: Option<CivilDate>,
    /// It comes back when the next session begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    next_session: Option<bool>,
    /// It comes back when its writer says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    when_i_choose: Option<bool>,
    since: At,
}

impl From<Seal> for SealView {
    fn from(Seal { until, since }: Seal) -> Self {
        Self {
            date: match until {
                Until::Date(date) => Some(date),
                Until::NextSession | Until::WhenIChoose => None,
            },
            next_session: (until == Until::NextSession).then_some(true),
            when_i_choose: (until == Until::WhenIChoose).then_some(true),
            since,
        }
    }
}

/// An entry at its newest revision; while it is put away, without text, prompt, topics, feelings and sensations (N9).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct EntryView {
    id: EntryId,
    kind: Kind,
    #[schema(required)]
    text: Option<Body>,
    authored_at: At,
    authored_time_zone: Zone,
    received_at: At,
    updated_at: At,
    revision: i64,
    #[schema(required)]
    dosing_session_id: Option<DosingSessionId>,
    /// The exact words of the prompt as they were shown.
    #[schema(required)]
    prompt: Option<PromptWords>,
    #[schema(inline)]
    topics: Topics,
    #[schema(inline)]
    feelings: Feelings,
    #[schema(inline)]
    sensations: Sensations,
    /// The entry that this one adds to.
    #[schema(required)]
    addends: Option<EntryId>,
    /// The entries that add to this one, oldest first, without those that are put away (N8).
    #[schema(max_items = 100)]
    joined: Vec<EntryId>,
    /// Null unless it is put away.
    #[schema(required)]
    sealed: Option<SealView>,
    /// The consents in effect that open a revision of it.
    shared_with: Vec<ConsentId>,
}

impl EntryView {
    /// The entry.
    pub fn id(&self) -> EntryId {
        self.id
    }

    /// When it was written, by the writer's clock.
    pub fn authored_at(&self) -> At {
        self.authored_at
    }

    /// The dosing session that its writer tied it to.
    pub fn dosing_session_id(&self) -> Option<DosingSessionId> {
        self.dosing_session_id
    }

    fn new(entry: Entry, joined: Vec<EntryId>, shared_with: Vec<ConsentId>) -> Self {
        let Entry {
            id,
            kind,
            revision,
            words,
            authored_at,
            authored_time_zone,
            received_at,
            revised_at: _,
            updated_at,
            dosing_session_id,
            addends,
            seal,
            may_be_added_to: _,
            may_be_shared: _,
        } = entry;
        let Words {
            text,
            prompt,
            topics,
            feelings,
            sensations,
        } = words;
        Self {
            id,
            kind,
            text,
            authored_at,
            authored_time_zone,
            received_at,
            updated_at,
            revision,
            dosing_session_id,
            prompt,
            topics,
            feelings,
            sensations,
            addends,
            joined,
            sealed: seal.map(SealView::from),
            shared_with,
        }
    }
}

impl Versioned for EntryView {
    fn version(&self) -> i64 {
        self.revision
    }
}

impl Located for EntryView {
    fn location(&self) -> String {
        format!("/v1/entries/{}", self.id)
    }
}

/// Entries with what adds to each and the consents in effect for each, both asked once for all of them.
pub(super) fn views<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Journal, A>,
    found: Vec<Entry>,
) -> Result<Vec<EntryView>> {
    let ids = |of: fn(&Entry) -> bool| -> Vec<EntryId> {
        let those = found.iter().filter(|entry| of(entry));
        those.map(|entry| entry.id).collect()
    };
    let may_be_shared = ids(|entry| entry.may_be_shared);
    let consents = consent::in_effect_for(conn, &mine.also::<Consents>()?, &may_be_shared)?;
    let mut joined = store::joined(conn, mine, &ids(|entry| entry.may_be_added_to))?;
    let shared_with = |entry: &Entry| {
        consents
            .iter()
            .filter(|opens| opens.entry == entry.id)
            .filter(|opens| !opens.standing || entry.seal.is_none())
            .map(|opens| opens.consent)
            .collect()
    };
    Ok(found
        .into_iter()
        .map(|entry| {
            let joined = joined.remove(&entry.id).unwrap_or_default();
            let shared_with = shared_with(&entry);
            EntryView::new(entry, joined, shared_with)
        })
        .collect())
}

/// One entry, with the same.
pub(super) fn view<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Journal, A>,
    entry: Entry,
) -> Result<EntryView> {
    views(conn, mine, vec![entry])?.pop().ok_or(Error::NotFound)
}

/// Entries whose authored instant lies in `from..to`, oldest first, as the timeline shows them; never what is put away (N9).
pub(crate) fn between<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Journal, A>,
    from: At,
    to: At,
    most: i64,
) -> Result<Vec<EntryView>> {
    let found = store::oldest::between(conn, mine, from, to, most)?;
    views(conn, mine, found)
}

/// The newest answers to one prompt, newest first, at most so many; never what is put away (N9, N13).
pub(crate) fn answers<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Journal, A>,
    prompt: PromptId,
    most: usize,
) -> Result<Vec<EntryView>> {
    let filter = Filter {
        prompt: Some(prompt),
        ..Filter::default()
    };
    let (found, _) = search::page(conn, mine, &filter, &Wanted::default(), most, None)?;
    views(conn, mine, found)
}

/// One wording of an entry.
#[derive(Debug, Serialize, ToSchema)]
pub struct RevisionView {
    revision: i64,
    #[schema(required)]
    text: Option<Body>,
    #[schema(inline)]
    topics: Topics,
    #[schema(inline)]
    feelings: Feelings,
    #[schema(inline)]
    sensations: Sensations,
    authored_at: At,
    received_at: At,
    /// Whether it came from a device that had not seen the wording before it.
    conflict: bool,
}

impl From<Revision> for RevisionView {
    fn from(revision: Revision) -> Self {
        let Revision {
            revision,
            words,
            authored_at,
            received_at,
            conflict,
        } = revision;
        let Words {
            text,
            prompt: _,
            topics,
            feelings,
            sensations,
        } = words;
        Self {
            revision,
            text,
            topics,
            feelings,
            sensations,
            authored_at,
            received_at,
            conflict,
        }
    }
}

impl Versioned for RevisionView {
    fn version(&self) -> i64 {
        self.revision
    }
}

choice! {
    /// What happened to a piece of text from one wording to the other.
    PieceKind {
        /// It is in both.
        Equal = "equal",
        /// It is only in the first.
        Removed = "removed",
        /// It is only in the second.
        Added = "added",
    }
}

/// A piece of text, and which of the two wordings hold it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Piece {
    kind: PieceKind,
    text: String,
}

/// What is different between two wordings: put together, the pieces `equal` and `removed` are the first, `equal` and `added` the second.
#[derive(Debug, Serialize, ToSchema)]
pub struct DifferenceView {
    from: i64,
    to: i64,
    pieces: Vec<Piece>,
}

impl DifferenceView {
    /// The differences between two wordings, by words (Unicode UAX #29).
    pub(super) fn between(from: &Revision, to: &Revision) -> Self {
        let text = |revision: &Revision| {
            revision
                .words
                .text
                .as_ref()
                .map_or_else(String::new, |text| text.as_str().to_owned())
        };
        let (old, new) = (text(from), text(to));
        let mut pieces: Vec<Piece> = Vec::new();
        for change in TextDiff::configure()
            .diff_unicode_words(&old, &new)
            .iter_all_changes()
        {
            let kind = match change.tag() {
                ChangeTag::Equal => PieceKind::Equal,
                ChangeTag::Delete => PieceKind::Removed,
                ChangeTag::Insert => PieceKind::Added,
            };
            match pieces.last_mut() {
                Some(last) if last.kind == kind => last.text.push_str(change.value()),
                _ => pieces.push(Piece {
                    kind,
                    text: change.value().to_owned(),
                }),
            }
        }
        Self {
            from: from.revision,
            to: to.revision,
            pieces,
        }
    }
}
