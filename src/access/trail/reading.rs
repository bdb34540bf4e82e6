//! Reading an access log: its pages, and when records were opened.

use std::collections::HashSet;

use diesel::prelude::*;

use super::{Action, ActorKind, Outcome, Record, access_log};
use crate::access::proof::{Access, Permission, Records};
use crate::db::Conn;
use crate::error::Result;
use crate::http::page::{Cursor, Limit};
use crate::ids::{ConsentId, EntryId, LinkId};
use crate::time::At;

/// The marker of access logs.
#[derive(Debug)]
pub struct Ledger;

impl Records for Ledger {
    const NAME: &'static str = "access_log";
}

/// Where every read of a log starts: the rows of the proof's owner.
fn visible<'a, R: Records, A: Permission>(
    access: &Access<R, A>,
) -> access_log::BoxedQuery<'a, crate::db::Backend> {
    access_log::table
        .filter(access_log::account_id.eq(access.owner()))
        .into_boxed()
}

/// Which rows of a log; all of them where nothing is said (AU-6).
#[derive(Debug, Clone, Copy, Default)]
pub struct Filter {
    /// What was done.
    pub action: Option<Action>,
    /// Whether it was let through.
    pub outcome: Option<Outcome>,
    /// Who acted.
    pub actor: Option<ActorKind>,
    /// Through which link: with which therapist.
    pub link: Option<LinkId>,
    /// Under which consent.
    pub consent: Option<ConsentId>,
    /// To which entry.
    pub entry: Option<EntryId>,
    /// From this instant on.
    pub from: Option<At>,
    /// Before this instant.
    pub to: Option<At>,
}

/// A page of the owner's log, newest first.
pub fn page<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Ledger, A>,
    filter: &Filter,
    limit: Limit,
    after: Option<Cursor>,
) -> Result<Vec<Record>> {
    let mut query = visible(mine);
    if let Some(action) = filter.action {
        query = query.filter(access_log::action.eq(action));
    }
    if let Some(outcome) = filter.outcome {
        query = query.filter(access_log::outcome.eq(outcome));
    }
    if let Some(actor) = filter.actor {
        query = query.filter(access_log::actor_kind.eq(actor));
    }
    if let Some(link) = filter.link {
        query = query.filter(access_log::link_id.eq(link));
    }
    if let Some(consent) = filter.consent {
        query = query.filter(access_log::consent_id.eq(consent));
    }
    if let Some(entry) = filter.entry {
        query = query.filter(access_log::entry_id.eq(entry));
    }
    if let Some(from) = filter.from {
        query = query.filter(access_log::at.ge(from));
    }
    if let Some(to) = filter.to {
        query = query.filter(access_log::at.lt(to));
    }
    if let Some(cursor) = after {
        query = query.filter(access_log::number.lt(cursor.at.micros()));
    }
    Ok(query
        .order(access_log::number.desc())
        .limit(limit.and_one())
        .load(conn)?)
}

/// What was done when something was opened: an entry, a check-in, or a packet's own words.
const OPENING: [Action; 3] = [Action::EntryRead, Action::CheckInRead, Action::PacketRead];

/// Something that was opened under a consent; which it was is told of an entry alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Queryable)]
pub struct Opening {
    /// When.
    pub at: At,
    /// What was done.
    pub action: Action,
    /// Which entry.
    pub entry: Option<EntryId>,
    /// At which revision.
    pub revision: Option<i64>,
}

/// What was opened under a consent, and when: the newest hundred, oldest first.
pub fn openings<R: Records, A: Permission>(
    conn: &mut Conn,
    access: &Access<R, A>,
    consent: ConsentId,
) -> Result<Vec<Opening>> {
    let mut newest: Vec<Opening> = visible(access)
        .filter(access_log::consent_id.eq(consent))
        .filter(access_log::action.eq_any(OPENING))
        .filter(access_log::outcome.eq(Outcome::Done))
        .order(access_log::number.desc())
        .limit(100)
        .select((
            access_log::at,
            access_log::action,
            access_log::entry_id,
            access_log::revision,
        ))
        .load(conn)?;
    newest.reverse();
    Ok(newest)
}

/// Which entries were opened under these consents.
pub fn opened_under<R: Records, A: Permission>(
    conn: &mut Conn,
    access: &Access<R, A>,
    consents: &[ConsentId],
) -> Result<HashSet<(ConsentId, EntryId)>> {
    let rows: Vec<(Option<ConsentId>, Option<EntryId>)> = visible(access)
        .filter(access_log::consent_id.eq_any(consents.to_vec()))
        .filter(access_log::action.eq(Action::EntryRead))
        .filter(access_log::outcome.eq(Outcome::Done))
        .select((access_log::consent_id, access_log::entry_id))
        .distinct()
        .load(conn)?;
    Ok(rows
        .into_iter()
        .filter_map(|(consent, entry)| consent.zip(entry))
        .collect())
}
