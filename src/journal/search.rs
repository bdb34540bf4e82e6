//! Lists of entries, narrowed by what only the opened words tell (EN-7: no index over plain words exists).
//!
//! A page is filled by opening entries in their order until it is full or a bounded number has been looked at; the cursor then
//! stands behind the last one looked at, so a client that follows it finds everything. What is put away is looked at too, and left
//! out, or listed alone; its words are not opened, so no search tells what they are (N9).

use super::Journal;
use super::model::Topic;
use super::store::{Entry, Filter, newest};
use crate::access::proof::{Access, Permission};
use crate::db::Conn;
use crate::error::Result;
use crate::http::page::Cursor;
use crate::ids::PromptId;

/// How many entries are opened at a time.
const STEP: i64 = 200;
/// How many entries one request looks at.
const MOST: usize = 2_000;

/// What the opened words must hold.
#[derive(Debug, Clone, Default)]
pub(super) struct Wanted {
    pub(super) topic: Option<Topic>,
    /// The database narrows by it already; what is put away does not tell what it answers.
    pub(super) prompt: Option<PromptId>,
    /// In lower case.
    pub(super) words: Option<String>,
    /// Those that are put away, and no others; else those that are not.
    pub(super) sealed: bool,
}

impl Wanted {
    /// Whether every entry is wanted that is not put away, so that a page is found without a look at the words of others.
    pub(super) fn is_anything(&self) -> bool {
        self.topic.is_none() && self.words.is_none() && !self.sealed
    }

    fn fits(&self, entry: &Entry) -> bool {
        entry.seal.is_some() == self.sealed
            && self
                .topic
                .is_none_or(|topic| entry.words.topics.contains(&topic))
            && self
                .prompt
                .is_none_or(|id| entry.words.prompt.as_ref().is_some_and(|one| one.id == id))
            && self
                .words
                .as_ref()
                .is_none_or(|words| entry.words.mention(words))
    }
}

fn place(entry: &Entry) -> Cursor {
    Cursor {
        at: entry.authored_at,
        id: entry.id.uuid(),
    }
}

/// A page of the owner's entries, newest first, at most so many, and where the next one begins.
pub(super) fn page<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Journal, A>,
    filter: &Filter,
    wanted: &Wanted,
    most: usize,
    after: Option<Cursor>,
) -> Result<(Vec<Entry>, Option<Cursor>)> {
    let step = match i64::try_from(most) {
        Ok(most) if wanted.is_anything() => most.saturating_add(1).min(STEP),
        _ => STEP,
    };
    let (mut found, mut looked, mut cursor) = (Vec::new(), 0, after);
    loop {
        let batch = newest(conn, mine, filter, cursor, step)?;
        let last = batch.len() < usize::try_from(step).unwrap_or(usize::MAX);
        for entry in batch {
            if found.len() == most {
                return Ok((found, cursor));
            }
            looked += 1;
            cursor = Some(place(&entry));
            if wanted.fits(&entry) {
                found.push(entry);
            }
        }
        if last {
            return Ok((found, None));
        }
        if looked >= MOST {
            return Ok((found, cursor));
        }
    }
}
