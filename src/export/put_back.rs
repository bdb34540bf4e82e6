//! Puts the records of an archive back under the ids, instants and revisions that it tells.

use std::collections::HashSet;

use super::Export;
use super::archive::ArchiveRecords;
use crate::access::proof::{Access, Write};
use crate::access::record::{self, Kept, Record};
use crate::appointments::Appointments;
use crate::check_ins::CheckIns;
use crate::checklists::{self, Checklists};
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::evaluations::Evaluations;
use crate::grounding::{self, Grounding};
use crate::ids::{DosingSessionId, EntryId};
use crate::journal::{self, EntryRecord, Journal};
use crate::offers::{self, Offers};
use crate::packets::{self, Packets};
use crate::preparation::{Fears, Goals, Intentions};
use crate::prompts::{self, OwnPrompts, Prompts};
use crate::sessions::{self, Sessions};
use crate::steps::Steps;
use crate::support::{self, Soothing, SupportPeople};

/// How many records were put back, and how many were there already, word for word.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Tally {
    pub(super) restored: i64,
    pub(super) already_there: i64,
}

impl Tally {
    fn count(&mut self, new: bool) {
        let count = if new {
            &mut self.restored
        } else {
            &mut self.already_there
        };
        *count = count.saturating_add(1);
    }
}

/// Puts every record back, or none; one that is there with other words is a conflict that says where it stands.
pub(super) fn records(
    conn: &mut Conn,
    mine: &Access<Export, Write>,
    records: ArchiveRecords,
) -> Result<Tally> {
    let ArchiveRecords {
        dosing_sessions,
        entries,
        check_ins,
        practices,
        steps,
        own_prompts,
        appointments,
        evaluations,
        intentions,
        goals,
        fears,
        packets,
        offers,
        hidden_prompts,
        checklist_items,
        support_people,
        soothing,
    } = records;
    let mut tally = Tally::default();
    for (place, record) in dosing_sessions.into_iter().enumerate() {
        record.course().check().map_err(|broken| {
            let at = format!("/records/dosing_sessions/{place}{}", broken.pointer);
            Error::field(at, broken.code, broken.message)
        })?;
        tally.count(sessions::restore(conn, &mine.also::<Sessions>()?, record)?);
    }
    put_entries(conn, mine, entries, &mut tally)?;
    put::<Appointments>(conn, mine, appointments, &mut tally)?;
    put::<Evaluations>(conn, mine, evaluations, &mut tally)?;
    put::<Intentions>(conn, mine, intentions, &mut tally)?;
    put::<Goals>(conn, mine, goals, &mut tally)?;
    put::<Fears>(conn, mine, fears, &mut tally)?;
    require_packets_that_fit(&packets)?;
    put::<Packets>(conn, mine, packets, &mut tally)?;
    put::<CheckIns>(conn, mine, check_ins, &mut tally)?;
    put::<Steps>(conn, mine, steps, &mut tally)?;
    put::<OwnPrompts>(conn, mine, own_prompts, &mut tally)?;
    put::<Checklists>(conn, mine, checklist_items, &mut tally)?;
    checklists::check(conn, &mine.also::<Checklists>()?)?;
    put::<SupportPeople>(conn, mine, support_people, &mut tally)?;
    support::check(conn, &mine.also::<SupportPeople>()?)?;
    put::<Soothing>(conn, mine, soothing, &mut tally)?;
    support::check(conn, &mine.also::<Soothing>()?)?;
    for record in offers {
        tally.count(offers::restore(conn, &mine.also::<Offers>()?, record)?);
    }
    for record in practices {
        tally.count(grounding::restore(
            conn,
            &mine.also::<Grounding>()?,
            record,
        )?);
    }
    let prompts = mine.also::<Prompts>()?;
    for prompt in hidden_prompts {
        prompts::set_hidden(conn, &prompts, prompt, true)?;
    }
    Ok(tally)
}

/// A packet in a file holds no more than one that is put together here.
fn require_packets_that_fit(packets: &[Record<packets::Words>]) -> Result<()> {
    for (place, packet) in packets.iter().enumerate() {
        if let Some(item) = packet.words.unfit() {
            let at = format!("/records/packets/{place}/words/items/{item}");
            return Err(Error::field(at, "invalid", "does not fit into a packet"));
        }
    }
    Ok(())
}

fn put<K: Kept>(
    conn: &mut Conn,
    mine: &Access<Export, Write>,
    records: Vec<Record<K::Words>>,
    tally: &mut Tally,
) -> Result<()> {
    let kind = mine.also::<K>()?;
    for (place, record) in records.into_iter().enumerate() {
        if record.revision < 1 {
            let at = format!("/records/{}/{place}/revision", K::NAME);
            return Err(Error::field(at, "out_of_range", "takes 1 or more"));
        }
        let (_, new) = record::restore(conn, &kind, record)?;
        tally.count(new);
    }
    Ok(())
}

/// Entries come after what they add to, whatever the order of the file.
fn put_entries(
    conn: &mut Conn,
    mine: &Access<Export, Write>,
    entries: Vec<EntryRecord>,
    tally: &mut Tally,
) -> Result<()> {
    let journal = mine.also::<Journal>()?;
    let mut known: HashSet<DosingSessionId> = HashSet::new();
    for (place, entry) in entries.iter().enumerate() {
        let refuse = |field: &str, code, message| {
            Error::field(format!("/records/entries/{place}/{field}"), code, message)
        };
        if !entry.is_whole() {
            let message = "holds every wording from revision 1 on";
            return Err(refuse("wordings", "invalid", message));
        }
        if let Some(session) = entry.dosing_session_id
            && !known.contains(&session)
        {
            if !sessions::exists(conn, &mine.also::<Sessions>()?, session)? {
                let message = "names a session that is not there";
                return Err(refuse("dosing_session_id", "unknown_reference", message));
            }
            known.insert(session);
        }
    }
    let mut waiting: Vec<EntryRecord> = entries;
    while !waiting.is_empty() {
        let ahead: HashSet<EntryId> = waiting.iter().map(|entry| entry.id).collect();
        let (ready, later): (Vec<_>, Vec<_>) = waiting
            .into_iter()
            .partition(|entry| entry.addends.is_none_or(|other| !ahead.contains(&other)));
        if ready.is_empty() {
            return Err(circle());
        }
        for entry in ready {
            if let Some(other) = entry.addends
                && journal::newest_revision(conn, &journal, other)?.is_none()
            {
                return Err(circle());
            }
            tally.count(journal::portable::restore(conn, &journal, entry)?);
        }
        waiting = later;
    }
    Ok(())
}

fn circle() -> Error {
    let message = "an entry adds to one that is not there, or to itself";
    Error::field("/records/entries", "unknown_reference", message)
}
