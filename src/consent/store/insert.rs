//! Giving a consent.

use diesel::prelude::*;

use super::items::Columns;
use super::{Consent, Named, Pinned, Row, consents};
use crate::access::proof::{Access, Write};
use crate::access::trail::{Action, Event};
use crate::consent::Consents;
use crate::consent::model::Facts;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::ids::{ConsentId, LinkId};
use crate::words::Language;

/// The notice that was shown where it was given (N4, AZ-6).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NoticeShown {
    /// Which wording.
    pub(crate) version: i64,
    /// SHA-256 over the text as it was shown; unknown for what was given before this was kept.
    pub(crate) hash: Option<Vec<u8>>,
    /// In which language; unknown likewise.
    pub(crate) language: Option<Language>,
}

/// What a new consent says, once every reference in it is known to be the owner's.
#[derive(Debug)]
pub(crate) struct New {
    pub(crate) id: ConsentId,
    pub(crate) link: LinkId,
    pub(crate) named: Named,
    /// What a packet opens; nothing beside an entry.
    pub(crate) items: Vec<Pinned>,
    pub(crate) notice: NoticeShown,
    pub(crate) facts: Facts,
    pub(crate) created_mark: Vec<u8>,
    pub(crate) change_no: i64,
}

/// What an earlier request made under this id, if it asked for the same; another thing under it is a conflict.
pub(crate) fn made_before(
    conn: &mut Conn,
    mine: &Access<Consents, Write>,
    id: ConsentId,
    created_mark: &[u8],
) -> Result<Option<Consent>> {
    match super::row(conn, mine, id)? {
        None => Ok(None),
        Some(row) if row.created_mark == created_mark => Ok(Some(row.consent(mine.now()))),
        Some(_) => Err(Error::Conflict("id-in-use")),
    }
}

/// Keeps a new consent and puts it on the owner's log (AU-1).
pub(crate) fn insert(conn: &mut Conn, mine: &Access<Consents, Write>, new: New) -> Result<Consent> {
    let New {
        id,
        link,
        named,
        items,
        notice,
        facts,
        created_mark,
        change_no,
    } = new;
    let Facts {
        granted_at,
        effective_at,
        expires_at,
        paused_at,
        resumed_at,
        expired_at,
        revoked_at,
        link_ended_at,
    } = facts;
    let columns = Columns::of(named);
    let row = Row {
        patient_id: mine.owner(),
        id,
        link_id: link,
        entry_id: columns.entry,
        revision: columns.revision,
        notice_version: notice.version,
        granted_at,
        effective_at,
        expires_at,
        paused_at,
        expired_at,
        revoked_at,
        link_ended_at,
        created_mark,
        version: 1,
        change_no,
        packet_id: columns.packet,
        part_start: columns.part.map(|part| part.start),
        part_end: columns.part.map(|part| part.end),
        dosing_session_id: columns.session,
        includes: columns.includes,
        resumed_at,
        notice_hash: notice.hash,
        notice_language: notice.language,
    };
    diesel::insert_into(consents::table)
        .values(&row)
        .execute(conn)?;
    super::items::keep(conn, mine, id, &items)?;
    mine.record(conn, row.event(Action::ConsentGranted))?;
    Ok(row.consent(mine.now()))
}

impl Row {
    /// What the log says of something done with this consent.
    pub(super) fn event(&self, action: Action) -> Event {
        Event {
            link: Some(self.link_id),
            consent: Some(self.id),
            entry: self.entry_id,
            // A standing consent names no revision.
            revision: self.dosing_session_id.is_none().then_some(self.revision),
            ..Event::done(action)
        }
    }
}
