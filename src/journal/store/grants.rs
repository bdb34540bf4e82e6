//! What the gate asks before a therapist has any proof: is an entry that a standing consent took in put away now? (N6, N9)

use std::collections::HashSet;

use super::seals::{self, Seals};
use crate::access::proof::{Access, Read, Records, Shared};
use crate::config::Policy;
use crate::db::Conn;
use crate::error::Result;
use crate::ids::EntryId;
use crate::journal::Journal;
use crate::sessions::{self, Sessions};

/// The same items without those that a standing consent opens and that are put away at this moment.
///
/// What comes back by itself in the quiet time, as with the session it waited for, opens at its end (N1).
///
/// What names an entry itself was given for that entry and stays open; it cannot be given while the entry is put away.
pub(crate) fn without_what_is_put_away<R: Records>(
    conn: &mut Conn,
    own: &Access<R, Read>,
    policy: &Policy,
    items: Vec<Shared>,
) -> Result<Vec<Shared>> {
    let standing: Vec<EntryId> = (items.iter())
        .filter(|item| item.standing)
        .map(|item| item.entry)
        .collect();
    if standing.is_empty() {
        return Ok(items);
    }
    let closed = closed(conn, own, policy, &standing)?;
    let is_open = |item: &Shared| !(item.standing && closed.contains(&item.entry));
    Ok(items.into_iter().filter(is_open).collect())
}

/// Which of these entries are put away, or have come back by themselves in the quiet time that lasts.
fn closed<R: Records>(
    conn: &mut Conn,
    own: &Access<R, Read>,
    policy: &Policy,
    entries: &[EntryId],
) -> Result<HashSet<EntryId>> {
    let (journal, sessions) = (own.also::<Journal>()?, own.also::<Sessions>()?);
    let is_quiet = sessions::quiet_until(conn, &sessions, own.now(), policy)?.is_some();
    let mut seals = Seals::of(&journal);
    let mut closed = HashSet::new();
    for (entry, zone, put_away) in seals::of_entries(conn, &journal, entries)? {
        let mut is_closed = (seals.in_effect(conn, (entry, zone), put_away.as_ref())?).is_some();
        if !is_closed
            && is_quiet
            && let Some(ended) = seals.ended(conn, (entry, zone), put_away.as_ref())?
        {
            // What is quiet from then on until later than now is the quiet time that lasts; what came back before it stays open.
            is_closed = sessions::quiet_until(conn, &sessions, ended, policy)?
                .is_some_and(|end| end > own.now());
        }
        if is_closed {
            closed.insert(entry);
        }
    }
    Ok(closed)
}
