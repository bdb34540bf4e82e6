//! The table of consents; private to this folder.

mod changes;
pub(crate) mod grants;
mod insert;
mod items;
pub(crate) mod links;
pub(crate) mod quiet;
pub(crate) mod standing;

pub(crate) use changes::{Moved, pause, resume, revoke, stop_again};
pub(crate) use insert::{New, NoticeShown, insert, made_before};
pub(crate) use items::{Named, Pinned, in_effect_for, keeping, kept_by, of_link, pinned};
pub(crate) use links::{hold_all, push_back_waiting};

use diesel::prelude::*;

use super::Consents;
use super::model::{Facts, State, state};
use crate::access::proof::{Access, Permission, Write};
use crate::db::{Backend, Conn};
use crate::error::Result;
use crate::http::page::{Cursor, Limit};
use crate::ids::{ConsentId, DosingSessionId, EntryId, LinkId, PacketId, PatientId};
use crate::time::At;
use crate::words::Language;

diesel::table! {
    consents (patient_id, id) {
        patient_id -> crate::db::sql::Id,
        id -> crate::db::sql::Id,
        link_id -> crate::db::sql::Id,
        entry_id -> Nullable<crate::db::sql::Id>,
        revision -> BigInt,
        notice_version -> BigInt,
        granted_at -> crate::db::sql::Instant,
        effective_at -> crate::db::sql::Instant,
        expires_at -> Nullable<crate::db::sql::Instant>,
        paused_at -> Nullable<crate::db::sql::Instant>,
        expired_at -> Nullable<crate::db::sql::Instant>,
        revoked_at -> Nullable<crate::db::sql::Instant>,
        link_ended_at -> Nullable<crate::db::sql::Instant>,
        created_mark -> Binary,
        version -> BigInt,
        change_no -> BigInt,
        packet_id -> Nullable<crate::db::sql::Id>,
        part_start -> Nullable<BigInt>,
        part_end -> Nullable<BigInt>,
        dosing_session_id -> Nullable<crate::db::sql::Id>,
        includes -> Nullable<Text>,
        resumed_at -> Nullable<crate::db::sql::Instant>,
        notice_hash -> Nullable<Binary>,
        notice_language -> Nullable<Text>,
    }
}

diesel::table! {
    consent_items (patient_id, consent_id, entry_id) {
        patient_id -> crate::db::sql::Id,
        consent_id -> crate::db::sql::Id,
        entry_id -> crate::db::sql::Id,
        revision -> BigInt,
    }
}

diesel::table! {
    consent_taken_in (patient_id, consent_id, kind, record_id) {
        patient_id -> crate::db::sql::Id,
        consent_id -> crate::db::sql::Id,
        kind -> Text,
        record_id -> crate::db::sql::Id,
        revision -> BigInt,
        opens_at -> crate::db::sql::Instant,
    }
}

diesel::table! {
    quiet_directives (patient_id) {
        patient_id -> crate::db::sql::Id,
        asked_for -> Text,
        version -> BigInt,
        change_no -> BigInt,
        updated_at -> crate::db::sql::Instant,
    }
}

#[derive(Clone, Queryable, Insertable)]
#[diesel(table_name = consents)]
struct Row {
    patient_id: PatientId,
    id: ConsentId,
    link_id: LinkId,
    entry_id: Option<EntryId>,
    revision: i64,
    notice_version: i64,
    granted_at: At,
    effective_at: At,
    expires_at: Option<At>,
    paused_at: Option<At>,
    expired_at: Option<At>,
    revoked_at: Option<At>,
    link_ended_at: Option<At>,
    created_mark: Vec<u8>,
    version: i64,
    change_no: i64,
    packet_id: Option<PacketId>,
    part_start: Option<i64>,
    part_end: Option<i64>,
    dosing_session_id: Option<DosingSessionId>,
    includes: Option<String>,
    resumed_at: Option<At>,
    notice_hash: Option<Vec<u8>>,
    notice_language: Option<Language>,
}

impl Row {
    fn facts(&self) -> Facts {
        let &Self {
            granted_at,
            effective_at,
            expires_at,
            paused_at,
            resumed_at,
            expired_at,
            revoked_at,
            link_ended_at,
            ..
        } = self;
        Facts {
            granted_at,
            effective_at,
            expires_at,
            paused_at,
            resumed_at,
            expired_at,
            revoked_at,
            link_ended_at,
        }
    }

    fn with(self, facts: Facts) -> Self {
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
        Self {
            granted_at,
            effective_at,
            expires_at,
            paused_at,
            resumed_at,
            expired_at,
            revoked_at,
            link_ended_at,
            ..self
        }
    }

    fn consent(self, now: At) -> Consent {
        let (facts, named) = (self.facts(), self.named());
        let Self {
            id,
            link_id,
            notice_version,
            notice_hash,
            notice_language,
            version,
            ..
        } = self;
        Consent {
            id,
            link: link_id,
            named,
            notice: NoticeShown {
                version: notice_version,
                hash: notice_hash,
                language: notice_language,
            },
            state: state(&facts, now),
            facts,
            version,
        }
    }
}

/// A consent as it stands at the instant of the proof.
#[derive(Debug, Clone)]
pub(crate) struct Consent {
    pub(crate) id: ConsentId,
    pub(crate) link: LinkId,
    pub(crate) named: Option<Named>,
    pub(crate) notice: NoticeShown,
    pub(crate) state: State,
    pub(crate) facts: Facts,
    pub(crate) version: i64,
}

/// Where every read starts: the consents of the proof's owner.
fn visible<'a, A: Permission>(access: &Access<Consents, A>) -> consents::BoxedQuery<'a, Backend> {
    consents::table
        .filter(consents::patient_id.eq(access.owner()))
        .into_boxed()
}

/// The row with this id after a look at the clock (AZ-8).
fn row(conn: &mut Conn, mine: &Access<Consents, Write>, id: ConsentId) -> Result<Option<Row>> {
    let rows: Vec<Row> = visible(mine).filter(consents::id.eq(id)).load(conn)?;
    Ok(grants::seen(conn, rows, mine.now())?.into_iter().next())
}

/// One consent of the owner's.
pub(crate) fn find(
    conn: &mut Conn,
    mine: &Access<Consents, Write>,
    id: ConsentId,
) -> Result<Consent> {
    let row = row(conn, mine, id)?.ok_or(diesel::result::Error::NotFound)?;
    Ok(row.consent(mine.now()))
}

/// How many rows are looked at for one page at a time, where most may be in other states than the one asked for.
const STEP: i64 = 200;

/// A page of the owner's consents, newest first, all of them or those in one state.
pub(crate) fn page(
    conn: &mut Conn,
    mine: &Access<Consents, Write>,
    wanted: Option<State>,
    limit: Limit,
    after: Option<Cursor>,
) -> Result<Vec<Consent>> {
    // What is seen is written a stretch at a time, and not in the order of keys.
    mine.hold_changes(conn)?;
    let (mut found, mut after) = (Vec::new(), after);
    loop {
        let mut query = visible(mine);
        if let Some(cursor) = after {
            let id = ConsentId::from_uuid(cursor.id);
            query = query
                .filter(consents::granted_at.le(cursor.at))
                .filter(consents::granted_at.lt(cursor.at).or(consents::id.lt(id)));
        }
        let rows: Vec<Row> = query
            .order((consents::granted_at.desc(), consents::id.desc()))
            .limit(STEP)
            .load(conn)?;
        let last = rows.last().map(|row| Cursor {
            at: row.granted_at,
            id: row.id.uuid(),
        });
        for row in grants::seen(conn, rows, mine.now())? {
            let consent = row.consent(mine.now());
            if wanted.is_none_or(|state| state == consent.state) {
                found.push(consent);
            }
        }
        if last.is_none() || found.len() > limit.get() {
            found.truncate(limit.get().saturating_add(1));
            return Ok(found);
        }
        after = last;
    }
}
