//! What adds to what: fragments and addenda, joined when they are written or later (N8, R62, R67).

use std::collections::BTreeMap;

use diesel::prelude::*;
use diesel::sql_types::{Bool, Nullable};

use super::seals::Seals;
use super::{entries, newest_revision, visible};
use crate::access::proof::{Access, Permission, Write};
use crate::crypt::sealed::Sealed;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::ids::EntryId;
use crate::journal::Journal;
use crate::journal::model::goes_in_a_circle;
use crate::journal::model::seal::KeptSeal;
use crate::one_of;
use crate::time::{At, Zone};

/// The most joined entries that an entry tells.
const MOST_OF_ONE: usize = 100;
/// The most that are looked at for one page of entries.
const MOST_AT_ONCE: i64 = 10_000;

type Adding = (EntryId, Option<EntryId>, Zone, Option<Sealed<KeptSeal>>, At);

/// What adds to each of these entries, oldest first, without what is put away (N9).
pub(in crate::journal) fn joined<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Journal, A>,
    to: &[EntryId],
) -> Result<BTreeMap<EntryId, Vec<EntryId>>> {
    let mut found: BTreeMap<EntryId, Vec<EntryId>> = BTreeMap::new();
    if to.is_empty() {
        return Ok(found);
    }
    let adds_to_one = one_of!(conn, entries, entries::addends, to, Nullable<Bool>);
    // Put in order here: asked to do it, the database would walk all entries in that order.
    let mut rows: Vec<Adding> = visible(mine)
        .filter(adds_to_one)
        .limit(MOST_AT_ONCE)
        .select((
            entries::id,
            entries::addends,
            entries::authored_time_zone,
            entries::put_away,
            entries::authored_at,
        ))
        .load(conn)?;
    rows.sort_unstable_by_key(|(id, .., authored_at)| (*authored_at, *id));
    let mut seals = Seals::of(mine);
    for (id, adds_to, zone, put_away, _) in rows {
        let Some(adds_to) = adds_to else { continue };
        let of_one = found.entry(adds_to).or_default();
        let sealed = seals.in_effect(conn, (id, zone), put_away.as_ref())?;
        if of_one.len() < MOST_OF_ONE && sealed.is_none() {
            of_one.push(id);
        }
    }
    Ok(found)
}

/// Refuses to join an entry to what is not there, to itself, or to what adds to it already on whatever way round.
pub(super) fn allow(
    conn: &mut Conn,
    mine: &Access<Journal, Write>,
    entry: EntryId,
    to: EntryId,
) -> Result<()> {
    newest_revision(conn, mine, to)?.ok_or_else(|| Error::unknown_reference("/addends"))?;
    let pairs: Vec<(EntryId, Option<EntryId>)> = visible(mine)
        .filter(entries::addends.is_not_null())
        .select((entries::id, entries::addends))
        .load(conn)?;
    let adds = pairs
        .into_iter()
        .filter_map(|(id, to)| to.map(|to| (id, to)))
        .collect();
    if goes_in_a_circle(entry, to, &adds) {
        return Err(Error::field(
            "/addends",
            "circle",
            "names another entry, which does not add to this one itself",
        ));
    }
    Ok(())
}
