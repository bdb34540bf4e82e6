//! The tables of support people and of the soothing list.

use super::model::{PersonWords, SoothingView, SoothingWords, SupportPersonView};
use super::{Soothing, SupportPeople};
use crate::access::proof::{Access, Permission, Write};
use crate::access::record::{self, Kept, New, Record};
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::records;

records!(support_people of SupportPeople, PersonWords);
records!(soothing of Soothing, SoothingWords);

/// How many of either somebody keeps; both are shown whole beside the notice, so they have an end.
const MOST: usize = 100;

/// Keeps one more, as long as there is room; the flag says whether it is new.
pub(super) fn insert<K: Kept>(
    conn: &mut Conn,
    mine: &Access<K, Write>,
    new: New<K::Words>,
) -> Result<(Record<K::Words>, bool)> {
    let (record, is_new) = record::insert(conn, mine, new)?;
    if is_new {
        check(conn, mine)?;
    }
    Ok((record, is_new))
}

/// Refuses a list that has grown beyond its end.
pub(crate) fn check<K: Kept, A: Permission>(conn: &mut Conn, mine: &Access<K, A>) -> Result<()> {
    if record::all(conn, mine)?.len() > MOST {
        return Err(Error::Conflict("list-full"));
    }
    Ok(())
}

/// Everybody and everything that the patient named, in the order in which she did (R34, R38).
pub(super) fn own<A: Permission>(
    conn: &mut Conn,
    mine: &Access<SupportPeople, A>,
) -> Result<(Vec<SupportPersonView>, Vec<SoothingView>)> {
    let people = record::all(conn, mine)?;
    let soothing = record::all(conn, &mine.also::<Soothing>()?)?;
    Ok((
        people.into_iter().map(SupportPersonView::from).collect(),
        soothing.into_iter().map(SoothingView::from).collect(),
    ))
}
