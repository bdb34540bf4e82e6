//! Agreements: made, changed and acknowledged by the patient, and by the therapist through the link they are held over.
//!
//! Every function works with either proof: the patient's own, or the therapist's, which lets through what names its link alone.

use crate::access::proof::{Access, Lens, Permission, Write};
use crate::access::record::{self, Record};
use crate::access::trail::{Action, Event};
use crate::config::Policy;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::http::etag::IfMatch;
use crate::ids::{AgreementId, DosingSessionId};
use crate::preparation::Agreements;
use crate::preparation::model::agreements::{
    AgreementParty, AgreementWords, Said, by_patient, by_therapist,
};
use crate::records;
use crate::sessions::{self, Sessions};
use crate::time::At;

records!(agreements of Agreements, AgreementWords, by link_id);

/// An agreement, opened.
pub(in crate::preparation) type Agreement = Record<AgreementWords>;

/// Who acts through this proof.
fn party<A: Permission>(access: &Access<Agreements, A>) -> AgreementParty {
    match access.lens() {
        Lens::Own => AgreementParty::Patient,
        Lens::Linked(_) | Lens::Shared(..) | Lens::Packets(..) | Lens::Taken(..) => {
            AgreementParty::Therapist
        }
    }
}

/// Puts what a therapist did with an agreement on its patient's log (AU-1); what she does herself is not an access.
fn record_act(
    conn: &mut Conn,
    access: &Access<Agreements, Write>,
    agreement: &Agreement,
    action: Action,
) -> Result<()> {
    match access.lens().link() {
        None => Ok(()),
        link => access.record(
            conn,
            Event {
                link,
                revision: Some(agreement.revision),
                ..Event::done(action)
            },
        ),
    }
}

/// Makes an agreement, once for each link; the flag says whether it is new.
pub(in crate::preparation) fn make(
    conn: &mut Conn,
    mine: &Access<Agreements, Write>,
    id: uuid::Uuid,
    created_mark: Vec<u8>,
    settled: impl FnOnce(&mut Conn) -> Result<AgreementWords>,
) -> Result<(Agreement, bool)> {
    // Its lock puts two requests of one patient in a row, so that they do not both find none.
    mine.next_change(conn)?;
    record::create(conn, mine, id, created_mark, |conn| {
        let words = settled(conn)?;
        let of_link = |there: &Agreement| there.words.link_id == words.link_id && there.id != id;
        if record::all(conn, mine)?.iter().any(of_link) {
            return Err(Error::Conflict("agreement-exists"));
        }
        Ok((mine.now(), words))
    })
}

/// Makes the next version as one side says it; a list that is not said stays.
pub(in crate::preparation) fn change(
    conn: &mut Conn,
    access: &Access<Agreements, Write>,
    id: AgreementId,
    condition: &IfMatch,
    said: Option<Vec<Said>>,
    quiet_until: Option<At>,
) -> Result<Agreement> {
    let (by, now) = (party(access), access.now());
    let mut changed = false;
    let agreement = record::change(conn, access, id.uuid(), condition, |agreement| {
        let words = &mut agreement.words;
        let Some(said) = said else { return Ok(()) };
        let items = match by {
            AgreementParty::Patient => by_patient(&words.newest.items, said)?,
            AgreementParty::Therapist => by_therapist(&words.newest.items, said)?,
        };
        changed = items != words.newest.items;
        words.propose(items, by, now, quiet_until)
    })?;
    if changed {
        record_act(conn, access, &agreement, Action::AgreementChanged)?;
    }
    Ok(agreement)
}

/// Acknowledges a version for one side, or says that it was read again before a dose (R41).
pub(in crate::preparation) fn acknowledge(
    conn: &mut Conn,
    access: &Access<Agreements, Write>,
    id: AgreementId,
    version: i64,
    session: Option<DosingSessionId>,
    quiet_until: Option<At>,
) -> Result<Agreement> {
    let (by, now) = (party(access), access.now());
    // The body names the version that was read: that is the condition.
    let agreement = record::change(conn, access, id.uuid(), &IfMatch::any(), |agreement| {
        agreement.words.acknowledge(by, version, now, quiet_until)?;
        match session {
            Some(session) => agreement.words.read(by, version, session, now),
            None => Ok(()),
        }
    })?;
    record_act(conn, access, &agreement, Action::AgreementAcknowledged)?;
    Ok(agreement)
}

/// Makes what would come into force in a quiet time wait for its end, because sessions have come to lie otherwise (N1).
pub(crate) fn push_back_waiting(
    conn: &mut Conn,
    mine: &Access<Agreements, Write>,
    policy: &Policy,
) -> Result<()> {
    let (now, sessions) = (mine.now(), mine.also::<Sessions>()?);
    for agreement in record::all(conn, mine)? {
        let mut later = agreement.words.clone();
        later.push_back(now, |at| sessions::quiet_until(conn, &sessions, at, policy))?;
        if later != agreement.words {
            record::change(conn, mine, agreement.id, &IfMatch::any(), |record| {
                record.words = later;
                Ok(())
            })?;
        }
    }
    Ok(())
}
