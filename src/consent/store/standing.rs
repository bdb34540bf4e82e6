//! Standing consents: what is written from then on for one session is taken in when it is written, and not by a look backwards (N6, AZ-9).
//!
//! So nothing that was there before, that was put back from a file, or that an edit has moved into the session is ever swept in. What
//! touches the therapist or the medicine stays out, also where it comes to touch them later; once out it stays out.

use std::collections::HashMap;

use chrono::Duration;
use diesel::prelude::*;

use super::{Pinned, Row, consent_taken_in, consents, grants, quiet, visible};
use crate::access::proof::{Access, Permission, Write};
use crate::config::Policy;
use crate::consent::Consents;
use crate::consent::model::{AskedInQuiet, Included, State, state};
use crate::db::{Backend, Conn};
use crate::error::Result;
use crate::ids::{ConsentId, DosingSessionId, EntryId, RecordId};
use crate::one_of;
use crate::sessions::{self, Sessions};
use crate::time::At;

/// Something that was written just now, as far as standing consents look at it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Written {
    /// Of which kind.
    pub(crate) kind: Included,
    /// Which record.
    pub(crate) id: RecordId,
    /// For which session.
    pub(crate) session: Option<DosingSessionId>,
    /// When these words were written, by the writer's clock: of what was written over, when that was.
    pub(crate) at: At,
    /// Whether it touches the therapist or the medicine (N6).
    pub(crate) is_protected: bool,
}

/// So far ahead of ours the writer's clock may run before what it says is not believed: a later instant widens (AZ-9).
const AHEAD: Duration = Duration::minutes(5);

/// Whether this consent takes in what was written then: not before it opened or while it was on hold, and in no time to come.
fn takes_in(row: &Row, written: At, now: At) -> bool {
    let facts = row.facts();
    state(&facts, now) == State::InEffect
        && written >= facts.takes_in_from()
        && written <= now.plus(AHEAD)
}

/// Where every read of what was taken in starts: the rows of the proof's owner.
fn taken<'a, A: Permission>(
    access: &Access<Consents, A>,
) -> consent_taken_in::BoxedQuery<'a, Backend> {
    consent_taken_in::table
        .filter(consent_taken_in::patient_id.eq(access.owner()))
        .into_boxed()
}

/// When what is written now under a standing consent opens: at once, or at the end of the quiet time; never where that was settled (N1).
fn opens_at(
    conn: &mut Conn,
    mine: &Access<Consents, Write>,
    policy: &Policy,
    written: At,
) -> Result<Option<At>> {
    let sessions = mine.also::<Sessions>()?;
    let quiet_now = sessions::quiet_until(conn, &sessions, mine.now(), policy)?;
    let quiet_then = sessions::quiet_until(conn, &sessions, written, policy)?;
    let may_wait = quiet::find(conn, mine)?.asked_for == AskedInQuiet::Waits;
    if (quiet_now.is_some() || quiet_then.is_some()) && !may_wait {
        return Ok(None);
    }
    let end = [quiet_now, quiet_then].into_iter().flatten().max();
    Ok(Some(end.map_or(mine.now(), |end| end.max(mine.now()))))
}

/// Takes in what was written just now under every consent that stands for its session at this moment.
///
/// The caller has drawn a change number, whose lock holds off what would end one of them meanwhile.
pub(crate) fn take_in(
    conn: &mut Conn,
    mine: &Access<Consents, Write>,
    policy: &Policy,
    written: Written,
) -> Result<()> {
    let Some(session) = written.session.filter(|_| !written.is_protected) else {
        return Ok(());
    };
    let rows: Vec<Row> = visible(mine)
        .filter(consents::dosing_session_id.eq(session))
        .load(conn)?;
    let mut rows = grants::seen(conn, rows, mine.now())?;
    rows.retain(|row| {
        row.included().contains(&written.kind) && takes_in(row, written.at, mine.now())
    });
    if rows.is_empty() {
        return Ok(());
    }
    let Some(opens_at) = opens_at(conn, mine, policy, written.at)? else {
        return Ok(());
    };
    for row in rows {
        diesel::insert_into(consent_taken_in::table)
            .values((
                consent_taken_in::patient_id.eq(mine.owner()),
                consent_taken_in::consent_id.eq(row.id),
                consent_taken_in::kind.eq(written.kind),
                consent_taken_in::record_id.eq(written.id),
                consent_taken_in::revision.eq(1),
                consent_taken_in::opens_at.eq(opens_at),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// Lets the standing consents that have taken a record in follow it to its new revision, or leave it out from now on.
///
/// What is written over while a consent is on hold, or in the quiet time, stays with it as it was, also where that comes to be known
/// later. What is not open yet follows in the quiet time and opens at its end, unless it was settled that nothing is passed on (AZ-10).
pub(crate) fn follow(
    conn: &mut Conn,
    mine: &Access<Consents, Write>,
    policy: &Policy,
    written: Written,
    revision: i64,
) -> Result<()> {
    let rows: Vec<(ConsentId, At)> = taken(mine)
        .filter(consent_taken_in::kind.eq(written.kind))
        .filter(consent_taken_in::record_id.eq(written.id))
        .select((consent_taken_in::consent_id, consent_taken_in::opens_at))
        .load(conn)?;
    if rows.is_empty() {
        return Ok(());
    }
    let opens = opens_at(conn, mine, policy, written.at)?;
    for (consent, opens_already) in rows {
        let Some(row) = super::row(conn, mine, consent)? else {
            continue;
        };
        let of_row =
            consent_taken_in::table.find((mine.owner(), consent, written.kind, written.id));
        if written.is_protected || row.dosing_session_id != written.session {
            diesel::delete(of_row).execute(conn)?;
        } else if takes_in(&row, written.at, mine.now())
            && opens.is_some_and(|opens| opens <= mine.now().max(opens_already))
        {
            diesel::update(of_row)
                .set(consent_taken_in::revision.eq(revision))
                .execute(conn)?;
        }
    }
    Ok(())
}

/// Lets an entry that was taken in and is brought back in the quiet time open at its end, or never, as was settled beforehand: to
/// bring it back widens access (N1, N9, AZ-10).
pub(crate) fn come_back(
    conn: &mut Conn,
    mine: &Access<Consents, Write>,
    policy: &Policy,
    record: RecordId,
) -> Result<()> {
    let quiet = sessions::quiet_until(conn, &mine.also::<Sessions>()?, mine.now(), policy)?;
    let Some(until) = quiet else { return Ok(()) };
    let of_entry = consent_taken_in::patient_id
        .eq(mine.owner())
        .and(consent_taken_in::kind.eq(Included::Entries))
        .and(consent_taken_in::record_id.eq(record));
    if quiet::find(conn, mine)?.asked_for == AskedInQuiet::Waits {
        let earlier = of_entry.and(consent_taken_in::opens_at.lt(until));
        diesel::update(consent_taken_in::table.filter(earlier))
            .set(consent_taken_in::opens_at.eq(until))
            .execute(conn)?;
    } else {
        diesel::delete(consent_taken_in::table.filter(of_entry)).execute(conn)?;
    }
    Ok(())
}

/// Makes what was taken in and would open in a quiet time wait for its end (N1).
pub(super) fn push_back(
    conn: &mut Conn,
    mine: &Access<Consents, Write>,
    policy: &Policy,
) -> Result<()> {
    let sessions = mine.also::<Sessions>()?;
    let waiting: Vec<At> = taken(mine)
        .filter(consent_taken_in::opens_at.gt(mine.now()))
        .select(consent_taken_in::opens_at)
        .distinct()
        .load(conn)?;
    for opens_at in waiting {
        let Some(end) = sessions::quiet_until(conn, &sessions, opens_at, policy)? else {
            continue;
        };
        let until_then = consent_taken_in::patient_id
            .eq(mine.owner())
            .and(consent_taken_in::opens_at.eq(opens_at));
        diesel::update(consent_taken_in::table.filter(until_then))
            .set(consent_taken_in::opens_at.eq(end))
            .execute(conn)?;
    }
    Ok(())
}

/// Which of these entries were taken in and are open by now, and under which consent; whether that is in effect is for the caller.
pub(super) fn open_now_among<A: Permission>(
    conn: &mut Conn,
    access: &Access<Consents, A>,
    entries: &[EntryId],
) -> Result<Vec<(ConsentId, EntryId)>> {
    let ids: Vec<RecordId> = entries
        .iter()
        .map(|id| RecordId::from_uuid(id.uuid()))
        .collect();
    let of_entries = one_of!(conn, consent_taken_in, consent_taken_in::record_id, ids);
    let rows: Vec<(ConsentId, RecordId)> = taken(access)
        .filter(consent_taken_in::kind.eq(Included::Entries))
        .filter(of_entries)
        .filter(consent_taken_in::opens_at.le(access.now()))
        .select((consent_taken_in::consent_id, consent_taken_in::record_id))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(consent, record)| (consent, EntryId::from_uuid(record.uuid())))
        .collect())
}

/// The entries that each of these consents has taken in.
pub(super) fn entries_under<A: Permission>(
    conn: &mut Conn,
    access: &Access<Consents, A>,
    consents: &[ConsentId],
) -> Result<HashMap<ConsentId, Vec<Pinned>>> {
    let rows: Vec<(ConsentId, RecordId, i64)> = taken(access)
        .filter(consent_taken_in::kind.eq(Included::Entries))
        .filter(consent_taken_in::consent_id.eq_any(consents.to_vec()))
        .order((consent_taken_in::consent_id, consent_taken_in::record_id))
        .select((
            consent_taken_in::consent_id,
            consent_taken_in::record_id,
            consent_taken_in::revision,
        ))
        .load(conn)?;
    let mut found: HashMap<ConsentId, Vec<Pinned>> = HashMap::new();
    for (consent, record, revision) in rows {
        found.entry(consent).or_default().push(Pinned {
            entry: EntryId::from_uuid(record.uuid()),
            revision,
        });
    }
    Ok(found)
}
