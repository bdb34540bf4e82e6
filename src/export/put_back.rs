//! Puts the records of an archive back under the ids, instants and revisions that it tells.

use std::collections::HashSet;

use super::Export;
use super::archive::ArchiveRecords;
use crate::access::proof::{Access, Records, Write};
use crate::access::record::{self, Kept, Record};
use crate::appointments::Appointments;
use crate::check_ins::CheckIns;
use crate::checklists::{self, Checklists};
use crate::config::Policy;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::evaluations::Evaluations;
use crate::grounding::{self, Grounding};
use crate::ids::{DosingSessionId, EntryId};
use crate::journal::{self, EntryRecord, Journal};
use crate::offers::{self, Offers};
use crate::packets::{self, Packets};
use crate::preparation::{self, Fears, Goals, Intentions};
use crate::prompts::{self, OwnPrompts, Prompts};
use crate::sessions::{self, SessionRecord, Sessions};
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
///
/// A file is no way around the rules: what would be refused of a client is refused of a file (IN-9), and sessions that it brings keep
/// waiting what waits (N1).
pub(super) fn records(
    conn: &mut Conn,
    mine: &Access<Export, Write>,
    policy: &Policy,
    records: ArchiveRecords,
) -> Result<Tally> {
    keep_the_rules(&records)?;
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
    put_sessions(conn, mine, policy, dosing_sessions, &mut tally)?;
    put_entries(conn, mine, entries, &mut tally)?;
    put::<Appointments>(conn, mine, appointments, &mut tally)?;
    put::<Evaluations>(conn, mine, evaluations, &mut tally)?;
    put::<Intentions>(conn, mine, intentions, &mut tally)?;
    put::<Goals>(conn, mine, goals, &mut tally)?;
    put::<Fears>(conn, mine, fears, &mut tally)?;
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

/// The most revisions that a file may say: far beyond what anybody makes, and far below where they could not be told apart.
const MOST_REVISIONS: i64 = 2_147_483_647;

/// A revision that a change can raise.
fn require_revision(kind: &str, place: usize, revision: i64) -> Result<()> {
    if (1..=MOST_REVISIONS).contains(&revision) {
        return Ok(());
    }
    let at = format!("/records/{kind}/{place}/revision");
    let advice = format!("takes 1 to {MOST_REVISIONS}");
    Err(Error::field(at, "out_of_range", &advice))
}

/// Where a record of a kind breaks a rule of its domain: the field in its words, a code, what it takes.
type Broken = Option<(&'static str, &'static str, &'static str)>;

/// Holds the records of one kind against the rules that its routes keep.
fn require<K: Kept>(
    records: &[Record<K::Words>],
    rule: impl Fn(&K::Words) -> Broken,
) -> Result<()> {
    for (place, record) in records.iter().enumerate() {
        if let Some((pointer, code, message)) = rule(&record.words) {
            let at = format!("/records/{}/{place}/words{pointer}", K::NAME);
            return Err(Error::field(at, code, message));
        }
    }
    Ok(())
}

/// What every kind asks of its words, whoever writes them.
fn keep_the_rules(records: &ArchiveRecords) -> Result<()> {
    require::<Appointments>(&records.appointments, |words| words.contradiction())?;
    require::<Intentions>(&records.intentions, |words| too_many(&words.earlier))?;
    require::<Goals>(&records.goals, |words| too_many(&words.earlier))?;
    require::<Fears>(&records.fears, |words| too_many(&words.earlier))?;
    require_packets_that_fit(&records.packets)?;
    require::<CheckIns>(&records.check_ins, |words| {
        (!words.hold_something()).then_some((
            "/feelings",
            "empty",
            "a check-in holds at least one word",
        ))
    })
}

/// More earlier wordings than are kept of one thing (R62).
fn too_many<T>(earlier: &[T]) -> Broken {
    let over = earlier.len() > preparation::EARLIER;
    over.then_some((
        "/earlier",
        "too_many",
        "holds more wordings than are kept of one thing",
    ))
}

/// Sessions keep waiting what waits, as when they are noted one by one (N1).
fn put_sessions(
    conn: &mut Conn,
    mine: &Access<Export, Write>,
    policy: &Policy,
    dosing_sessions: Vec<SessionRecord>,
    tally: &mut Tally,
) -> Result<()> {
    let sessions = mine.also::<Sessions>()?;
    for (place, record) in dosing_sessions.into_iter().enumerate() {
        record.course().check().map_err(|broken| {
            let at = format!("/records/dosing_sessions/{place}{}", broken.pointer);
            Error::field(at, broken.code, broken.message)
        })?;
        require_revision(Sessions::NAME, place, record.revision)?;
        tally.count(sessions::restore(conn, &sessions, record)?);
    }
    sessions::keep_waiting(conn, &sessions, policy)
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
        require_revision(K::NAME, place, record.revision)?;
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
        if let Some((field, code, message)) = entry.contradiction() {
            return Err(refuse(field.trim_start_matches('/'), code, message));
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
