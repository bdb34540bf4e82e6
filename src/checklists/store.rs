//! The table of a patient's own items and of her marks on usual ones.

use uuid::Uuid;

use super::Checklists;
use super::model::{SessionItemView, Words, session_list};
use crate::access::proof::{Access, Permission, Write};
use crate::access::record::{self, New};
use crate::content::{self, Language};
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::http::etag::IfMatch;
use crate::records;

records!(checklist_items of Checklists, Words);

/// How many items somebody adds; the list is shown whole, so it has an end.
const MOST: usize = 100;

/// Whether an id is that of a usual thing to bring.
pub(super) fn is_usual(id: Uuid) -> bool {
    let mut usual = content::to_bring(Language::default()).iter();
    usual.any(|item| item.id.uuid() == id)
}

/// The whole list, with the usual things in one language (R47).
pub(super) fn list<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Checklists, A>,
    language: Language,
) -> Result<Vec<SessionItemView>> {
    let kept = record::all(conn, mine)?;
    Ok(session_list(content::to_bring(language), &kept))
}

/// One item of the list.
pub(super) fn find<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Checklists, A>,
    id: Uuid,
    language: Language,
) -> Result<SessionItemView> {
    let mut all = list(conn, mine, language)?.into_iter();
    all.find(|item| item.id.uuid() == id).ok_or(Error::NotFound)
}

/// Refuses a list that has grown beyond its end, or that says a usual thing in other words.
pub(crate) fn check<A: Permission>(conn: &mut Conn, mine: &Access<Checklists, A>) -> Result<()> {
    let kept = record::all(conn, mine)?;
    let own: Vec<_> = kept.iter().filter_map(SessionItemView::own).collect();
    if own.iter().any(|item| is_usual(item.id.uuid())) {
        return Err(Error::Conflict("id-in-use"));
    }
    if own.len() > MOST {
        return Err(Error::Conflict("list-full"));
    }
    Ok(())
}

/// Adds an item of the patient's own; the flag says whether it is new.
pub(super) fn insert(
    conn: &mut Conn,
    mine: &Access<Checklists, Write>,
    new: New<Words>,
) -> Result<(SessionItemView, bool)> {
    if is_usual(new.id) {
        return Err(Error::Conflict("id-in-use"));
    }
    let (record, is_new) = record::insert(conn, mine, new)?;
    if is_new {
        check(conn, mine)?;
    }
    let item = SessionItemView::own(&record).ok_or(Error::NotFound)?;
    Ok((item, is_new))
}

/// Marks an item as packed, or takes the mark away; what is so already stays as it is.
pub(super) fn set_packed(
    conn: &mut Conn,
    mine: &Access<Checklists, Write>,
    id: Uuid,
    packed: bool,
) -> Result<()> {
    match record::find(conn, mine, id) {
        Ok(_) => record::change(conn, mine, id, &IfMatch::any(), |record| {
            record.words.packed = packed;
            Ok(())
        })
        .map(drop),
        Err(Error::NotFound) if is_usual(id) && !packed => Ok(()),
        Err(Error::NotFound) if is_usual(id) => {
            let mark = New {
                id,
                at: mine.now(),
                words: Words { text: None, packed },
                created_mark: mine.created_mark(&id)?,
            };
            record::insert(conn, mine, mark).map(drop)
        }
        Err(other) => Err(other),
    }
}
