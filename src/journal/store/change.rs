//! Changing an entry, which keeps the wording before, and deleting one, which destroys every wording.

use diesel::prelude::*;

use super::{Entry, Row, WORDS, entries, entry_revisions, find, joined, visible};
use crate::access::proof::{Access, Write};
use crate::config::Policy;
use crate::consent;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::http::etag::IfMatch;
use crate::ids::{DosingSessionId, EntryId};
use crate::journal::Journal;
use crate::journal::model::{Body, Feelings, Sensations, Topics};
use crate::time::At;
use crate::words::Change;

/// What to change of an entry.
#[derive(Debug)]
pub(in crate::journal) struct EntryChanges {
    pub(in crate::journal) text: Change<Body>,
    pub(in crate::journal) topics: Option<Topics>,
    pub(in crate::journal) feelings: Option<Feelings>,
    pub(in crate::journal) sensations: Option<Sensations>,
    pub(in crate::journal) dosing_session_id: Change<DosingSessionId>,
    pub(in crate::journal) addends: Change<EntryId>,
    pub(in crate::journal) authored_at: Option<At>,
}

/// The entry after these changes, if it still holds together.
fn applied(
    conn: &mut Conn,
    mine: &Access<Journal, Write>,
    current: &Entry,
    changes: EntryChanges,
) -> Result<Entry> {
    let EntryChanges {
        text,
        topics,
        feelings,
        sensations,
        dosing_session_id,
        addends,
        authored_at,
    } = changes;
    let mut next = current.clone();
    next.words.text = text.applied_to(next.words.text);
    next.words.topics = topics.unwrap_or(next.words.topics);
    next.words.feelings = feelings.unwrap_or(next.words.feelings);
    next.words.sensations = sensations.unwrap_or(next.words.sensations);
    next.dosing_session_id = dosing_session_id.applied_to(next.dosing_session_id);
    next.addends = addends.applied_to(next.addends);
    next.revised_at = authored_at.unwrap_or_else(|| mine.now());
    if !next.words.hold_something() {
        return Err(Error::field(
            "/text",
            "empty",
            "an entry keeps a text, a feeling or a sensation",
        ));
    }
    if next.addends != current.addends {
        let has_prompt = next.words.prompt.is_some();
        if let Some((pointer, code, message)) =
            next.kind.contradiction(has_prompt, next.addends.is_some())
        {
            return Err(Error::field(pointer, code, message));
        }
        if let Some(to) = next.addends {
            joined::allow(conn, mine, next.id, to)?;
        }
    }
    Ok(next)
}

/// Makes revision n+1; what changes nothing makes none, and what is put away is opened first (N9).
pub(in crate::journal) fn change(
    conn: &mut Conn,
    mine: &Access<Journal, Write>,
    id: EntryId,
    condition: &IfMatch,
    policy: &Policy,
    changes: EntryChanges,
) -> Result<Entry> {
    let change_no = mine.next_change(conn)?;
    let current = find(conn, mine, id)?;
    if current.seal.is_some() {
        return Err(Error::Conflict("sealed"));
    }
    condition.check(current.revision)?;
    let mut next = applied(conn, mine, &current, changes)?;
    if next.words == current.words
        && next.dosing_session_id == current.dosing_session_id
        && next.addends == current.addends
    {
        return Ok(current);
    }
    keep(conn, mine, &current)?;
    next.revision = current.revision + 1;
    next.updated_at = mine.now();
    diesel::update(entries::table.find((mine.owner(), id)))
        .set((
            entries::revision.eq(next.revision),
            entries::words.eq(Some(
                mine.seal(WORDS.at(id.uuid(), next.revision), &next.words)?,
            )),
            entries::revised_at.eq(next.revised_at),
            entries::updated_at.eq(next.updated_at),
            entries::dosing_session_id.eq(next.dosing_session_id),
            entries::addends.eq(next.addends),
            entries::change_no.eq(change_no),
        ))
        .execute(conn)?;
    let written = super::written(&next);
    consent::follow(conn, &mine.also()?, policy, written, next.revision)?;
    Ok(next)
}

/// Moves the newest wording, sealed as it is, to where older ones are kept.
fn keep(conn: &mut Conn, mine: &Access<Journal, Write>, current: &Entry) -> Result<()> {
    let Row { words, .. } = visible(mine)
        .filter(entries::id.eq(current.id))
        .first(conn)?;
    diesel::insert_into(entry_revisions::table)
        .values((
            entry_revisions::patient_id.eq(mine.owner()),
            entry_revisions::entry_id.eq(current.id),
            entry_revisions::revision.eq(current.revision),
            entry_revisions::words.eq(words.ok_or(Error::NotFound)?),
            entry_revisions::authored_at.eq(current.revised_at),
            entry_revisions::received_at.eq(current.updated_at),
            entry_revisions::conflict.eq(false),
        ))
        .execute(conn)?;
    Ok(())
}

/// Destroys every wording and leaves a tombstone in the change sequence.
pub(in crate::journal) fn delete(
    conn: &mut Conn,
    mine: &Access<Journal, Write>,
    id: EntryId,
) -> Result<()> {
    let change_no = mine.next_change(conn)?;
    let of_entry = entry_revisions::patient_id
        .eq(mine.owner())
        .and(entry_revisions::entry_id.eq(id));
    let buried = diesel::update(
        entries::table
            .find((mine.owner(), id))
            .filter(entries::deleted.eq(false)),
    )
    .set((
        entries::deleted.eq(true),
        entries::words.eq(None::<Vec<u8>>),
        entries::put_away.eq(None::<Vec<u8>>),
        entries::prompt_mark.eq(None::<Vec<u8>>),
        entries::dosing_session_id.eq(None::<DosingSessionId>),
        entries::updated_at.eq(mine.now()),
        entries::change_no.eq(change_no),
    ))
    .execute(conn)?;
    if buried == 0 {
        return Err(Error::NotFound);
    }
    diesel::delete(entry_revisions::table.filter(of_entry)).execute(conn)?;
    Ok(())
}
