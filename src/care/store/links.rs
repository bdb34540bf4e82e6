//! Links, from both sides: the patient's row and the therapist's are written in one transaction.

use std::collections::HashMap;

use diesel::prelude::*;

use super::{care_links, caseload};
use crate::access::proof::{Access, Lens, Linked, Permission, Write};
use crate::access::trail::{Action, Event};
use crate::account::DisplayName;
use crate::care::Care;
use crate::care::model::EndedBy;
use crate::consent;
use crate::db::{Backend, Conn};
use crate::error::{Error, Result};
use crate::http::page::{Cursor, Limit};
use crate::ids::{AccountId, LinkId, PatientId};
use crate::offers;
use crate::time::At;

/// A link, as either side sees it.
#[derive(Debug, Clone, Copy, Queryable)]
pub(crate) struct Link {
    pub(crate) id: LinkId,
    pub(crate) patient: PatientId,
    pub(crate) therapist: AccountId,
    pub(crate) created_at: At,
    pub(crate) ended_at: Option<At>,
    pub(crate) ended_by: Option<EndedBy>,
    /// How many consents stopped with it, as far as the one who asks may know (N18).
    pub(crate) stopped: Option<i64>,
}

impl Linked for Link {
    fn parties(&self) -> (AccountId, AccountId) {
        (self.patient, self.therapist)
    }
}

/// The columns of a [`Link`].
type Columns = (
    care_links::id,
    care_links::patient_id,
    care_links::therapist_id,
    care_links::created_at,
    care_links::ended_at,
    care_links::ended_by,
    care_links::stopped,
);
const COLUMNS: Columns = (
    care_links::id,
    care_links::patient_id,
    care_links::therapist_id,
    care_links::created_at,
    care_links::ended_at,
    care_links::ended_by,
    care_links::stopped,
);

/// Where a patient's reads start: their own links, or the one that the lens holds.
fn visible<'a, A: Permission>(access: &Access<Care, A>) -> care_links::BoxedQuery<'a, Backend> {
    let query = care_links::table
        .filter(care_links::patient_id.eq(access.owner()))
        .into_boxed();
    match access.lens() {
        Lens::Own => query,
        Lens::Shared(link, _)
        | Lens::Packets(link, _)
        | Lens::Taken(link, _)
        | Lens::Linked(link) => query.filter(care_links::id.eq(*link)),
    }
}

/// Makes the link on both sides and puts it on the patient's log.
pub(crate) fn insert(
    conn: &mut Conn,
    mine: &Access<Care, Write>,
    id: LinkId,
    therapist: AccountId,
    change_no: i64,
) -> Result<Link> {
    let link = Link {
        id,
        patient: mine.owner(),
        therapist,
        created_at: mine.now(),
        ended_at: None,
        ended_by: None,
        stopped: None,
    };
    diesel::insert_into(care_links::table)
        .values((
            care_links::patient_id.eq(link.patient),
            care_links::id.eq(id),
            care_links::therapist_id.eq(therapist),
            care_links::created_at.eq(link.created_at),
            care_links::change_no.eq(change_no),
        ))
        .execute(conn)?;
    diesel::insert_into(caseload::table)
        .values((
            caseload::therapist_id.eq(therapist),
            caseload::link_id.eq(id),
            caseload::patient_id.eq(link.patient),
            caseload::created_at.eq(link.created_at),
        ))
        .execute(conn)?;
    mine.record(
        conn,
        Event {
            link: Some(id),
            ..Event::done(Action::LinkMade)
        },
    )?;
    Ok(link)
}

/// One link of the patient's, also an ended one.
pub(crate) fn find<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Care, A>,
    id: LinkId,
) -> Result<Link> {
    Ok(visible(mine)
        .filter(care_links::id.eq(id))
        .select(COLUMNS)
        .first(conn)?)
}

/// Whether this is a link of the patient's that stands.
pub(crate) fn stands<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Care, A>,
    id: LinkId,
) -> Result<bool> {
    match find(conn, mine, id) {
        Ok(link) => Ok(link.ended_at.is_none()),
        Err(Error::NotFound) => Ok(false),
        Err(other) => Err(other),
    }
}

/// Whether the patient has a standing link with this therapist.
pub(crate) fn is_linked<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Care, A>,
    therapist: AccountId,
) -> Result<bool> {
    let found: Option<LinkId> = visible(mine)
        .filter(care_links::therapist_id.eq(therapist))
        .filter(care_links::ended_at.is_null())
        .select(care_links::id)
        .first(conn)
        .optional()?;
    Ok(found.is_some())
}

/// A page of the patient's links, newest first, also ended ones.
pub(crate) fn page_of_patient<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Care, A>,
    limit: Limit,
    after: Option<Cursor>,
) -> Result<Vec<Link>> {
    let mut query = visible(mine);
    if let Some(cursor) = after {
        let id = LinkId::from_uuid(cursor.id);
        query = query.filter(care_links::created_at.le(cursor.at)).filter(
            care_links::created_at
                .lt(cursor.at)
                .or(care_links::id.lt(id)),
        );
    }
    Ok(query
        .order((care_links::created_at.desc(), care_links::id.desc()))
        .limit(limit.and_one())
        .select(COLUMNS)
        .load(conn)?)
}

/// Whether this is a link of the therapist's, also an ended one.
pub(crate) fn is_on_caseload<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Care, A>,
    id: LinkId,
) -> Result<bool> {
    let found: i64 = caseload::table
        .filter(caseload::therapist_id.eq(mine.owner()))
        .filter(caseload::link_id.eq(id))
        .count()
        .get_result(conn)?;
    Ok(found > 0)
}

/// A page of the therapist's links, newest first, also ended ones.
pub(crate) fn page_of_therapist<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Care, A>,
    limit: Limit,
    after: Option<Cursor>,
) -> Result<Vec<Link>> {
    let mut query = caseload::table
        .filter(caseload::therapist_id.eq(mine.owner()))
        .into_boxed();
    if let Some(cursor) = after {
        let id = LinkId::from_uuid(cursor.id);
        query = query.filter(caseload::created_at.le(cursor.at)).filter(
            caseload::created_at
                .lt(cursor.at)
                .or(caseload::link_id.lt(id)),
        );
    }
    Ok(query
        .order((caseload::created_at.desc(), caseload::link_id.desc()))
        .limit(limit.and_one())
        .select((
            caseload::link_id,
            caseload::patient_id,
            caseload::therapist_id,
            caseload::created_at,
            caseload::ended_at,
            caseload::ended_by,
            caseload::stopped,
        ))
        .load(conn)?)
}

/// To whom a link leads: the therapist, with the name while there is an account.
pub(crate) fn recipient<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Care, A>,
    id: LinkId,
) -> Result<(AccountId, Option<DisplayName>)> {
    let link = find(conn, mine, id)?;
    Ok((link.therapist, mine.counterpart(conn, &link)?))
}

/// The patient's links that stand.
pub(crate) fn standing_of_patient<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Care, A>,
) -> Result<Vec<LinkId>> {
    Ok(visible(mine)
        .filter(care_links::ended_at.is_null())
        .select(care_links::id)
        .load(conn)?)
}

/// The therapist's links that stand.
pub(crate) fn standing_of_therapist<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Care, A>,
) -> Result<Vec<LinkId>> {
    Ok(caseload::table
        .filter(caseload::therapist_id.eq(mine.owner()))
        .filter(caseload::ended_at.is_null())
        .select(caseload::link_id)
        .load(conn)?)
}

/// Ends a link on both sides with every consent given through it and every offer not taken, at once, and puts it on the patient's log (N18).
///
/// Takes the patient's own proof, or the one with which a therapist leaves; ending what has ended changes nothing. Each side is told how
/// many consents stopped: the patient of all, the therapist of those that opened something, because others were never theirs to know.
pub(crate) fn end(
    conn: &mut Conn,
    access: &Access<Care, Write>,
    id: LinkId,
    by: EndedBy,
) -> Result<Link> {
    let change_no = access.next_change(conn)?;
    let link = find(conn, access, id)?;
    if link.ended_at.is_some() {
        return Ok(link);
    }
    let stopped = consent::end_all_of_link(conn, &access.beside(), id)?;
    offers::end_all_of_link(conn, &access.beside(), id)?;
    diesel::update(care_links::table.find((link.patient, id)))
        .set((
            care_links::ended_at.eq(access.now()),
            care_links::ended_by.eq(by),
            care_links::change_no.eq(change_no),
            care_links::stopped.eq(stopped.all),
        ))
        .execute(conn)?;
    diesel::update(caseload::table.find((link.therapist, id)))
        .set((
            caseload::ended_at.eq(access.now()),
            caseload::ended_by.eq(by),
            caseload::stopped.eq(stopped.open),
        ))
        .execute(conn)?;
    access.record(
        conn,
        Event {
            link: Some(id),
            ..Event::done(Action::LinkEnded)
        },
    )?;
    let told = match by {
        EndedBy::Patient => stopped.all,
        EndedBy::Therapist => stopped.open,
    };
    Ok(Link {
        ended_at: Some(access.now()),
        ended_by: Some(by),
        stopped: Some(told),
        ..link
    })
}

/// The names of the therapists that the patient is or was linked with, for reading the access log (N3).
pub(crate) fn therapist_names<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Care, A>,
    wanted: &[AccountId],
) -> Result<HashMap<AccountId, DisplayName>> {
    let links: Vec<Link> = visible(mine)
        .filter(care_links::therapist_id.eq_any(wanted.to_vec()))
        .select(COLUMNS)
        .load(conn)?;
    let mut names = HashMap::new();
    for link in links {
        if !names.contains_key(&link.therapist)
            && let Some(name) = mine.counterpart(conn, &link)?
        {
            names.insert(link.therapist, name);
        }
    }
    Ok(names)
}
