//! Gathers an archive, domain by domain.

use uuid::Uuid;

use super::Export;
use super::archive::{Archive, ArchiveFormat, ArchiveRecords, Holder, VERSION};
use super::sharing::{
    AcknowledgementTold, ConsentTold, ExcerptTold, LinkTold, LogRow, Pinned, Sharing, StandingTold,
};
use crate::access::chain;
use crate::access::proof::{Access, Part, Permission, Write};
use crate::access::record;
use crate::access::refusals;
use crate::access::token::Tokens;
use crate::access::trail::{self, Filter, Ledger};
use crate::account::{self, Profile};
use crate::appointments::Appointments;
use crate::care::{self, Acknowledgements, Care};
use crate::check_ins::CheckIns;
use crate::checklists::Checklists;
use crate::consent::{self, Consent, Consents, Named, State};
use crate::db::Conn;
use crate::error::Result;
use crate::evaluations::Evaluations;
use crate::grounding::{self, Grounding};
use crate::http::page::{Cursor, Limit};
use crate::journal::{self, Journal};
use crate::ledger::SignedCheckpoint;
use crate::offers::{self, Offers};
use crate::packets::Packets;
use crate::preparation::{Agreements, Fears, Goals, Intentions};
use crate::prompts::{self, OwnPrompts, Prompts};
use crate::sessions::{self, Sessions};
use crate::steps::Steps;
use crate::support::{Soothing, SupportPeople};
use crate::time::At;

/// Everything of the proof's owner, as it stands at this instant.
pub(super) fn archive(
    conn: &mut Conn,
    mine: &Access<Export, Write>,
    tokens: &Tokens,
    with_sealed: bool,
) -> Result<Archive> {
    let (display_name, time_zone, locale) = account::told(conn, &mine.also::<Profile>()?)?;
    Ok(Archive {
        format: ArchiveFormat::Afterword,
        version: VERSION,
        exported_at: mine.now(),
        account: Holder {
            display_name,
            time_zone,
            locale,
        },
        sealed: with_sealed,
        records: records(conn, mine, with_sealed)?,
        sharing: sharing(conn, mine, tokens)?,
    })
}

fn records<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Export, A>,
    with_sealed: bool,
) -> Result<ArchiveRecords> {
    let mut hidden_prompts = prompts::hidden(conn, &mine.also::<Prompts>()?)?;
    hidden_prompts.sort_unstable();
    Ok(ArchiveRecords {
        dosing_sessions: sessions::records(conn, &mine.also::<Sessions>()?)?,
        entries: journal::portable::all(conn, &mine.also::<Journal>()?, with_sealed)?,
        check_ins: record::all(conn, &mine.also::<CheckIns>()?)?,
        practices: grounding::records(conn, &mine.also::<Grounding>()?)?,
        steps: record::all(conn, &mine.also::<Steps>()?)?,
        own_prompts: record::all(conn, &mine.also::<OwnPrompts>()?)?,
        appointments: record::all(conn, &mine.also::<Appointments>()?)?,
        evaluations: record::all(conn, &mine.also::<Evaluations>()?)?,
        intentions: record::all(conn, &mine.also::<Intentions>()?)?,
        goals: record::all(conn, &mine.also::<Goals>()?)?,
        fears: record::all(conn, &mine.also::<Fears>()?)?,
        packets: record::all(conn, &mine.also::<Packets>()?)?,
        offers: offers::taken(conn, &mine.also::<Offers>()?)?,
        hidden_prompts,
        checklist_items: record::all(conn, &mine.also::<Checklists>()?)?,
        support_people: record::all(conn, &mine.also::<SupportPeople>()?)?,
        soothing: record::all(conn, &mine.also::<Soothing>()?)?,
    })
}

/// What happened between the proof's owner and others, as it stands at this instant.
fn sharing(conn: &mut Conn, mine: &Access<Export, Write>, tokens: &Tokens) -> Result<Sharing> {
    let (care, consents) = (mine.also::<Care>()?, mine.also::<Consents>()?);
    let ledger = mine.also::<Ledger>()?;
    let rows = every(
        |after| care::page_of_patient(conn, &care, Limit::MOST, after),
        |link| (link.created_at, link.id.uuid()),
    )?;
    let mut links = Vec::with_capacity(rows.len());
    for link in rows {
        links.push(LinkTold {
            name: care.counterpart(conn, &link)?,
            id: link.id,
            therapist_id: link.therapist,
            since: link.created_at,
            ended_at: link.ended_at,
        });
    }
    let given = every(
        |after| consent::page(conn, &consents, None, Limit::MOST, after),
        |consent| (consent.facts.granted_at, consent.id.uuid()),
    )?;
    let said = care::all_said(conn, &mine.also::<Acknowledgements>()?)?;
    refusals::settle(conn, &ledger)?;
    let log = every(
        |after| trail::page(conn, &ledger, &Filter::default(), Limit::MOST, after),
        |row| (At::from_micros(row.number), row.request_id.uuid()),
    )?;
    Ok(Sharing {
        links,
        agreements: record::all(conn, &mine.also::<Agreements>()?)?,
        consents: told_all(conn, &consents, given)?,
        acknowledgements: said.into_iter().map(AcknowledgementTold::from).collect(),
        offers: offers::untaken(conn, &mine.also::<Offers>()?)?,
        log: log.into_iter().map(LogRow::from).collect(),
        checkpoint: Some(SignedCheckpoint::new(
            tokens,
            chain::checkpoint(conn, &ledger)?,
        )?),
    })
}

fn told_all(
    conn: &mut Conn,
    mine: &Access<Consents, Write>,
    given: Vec<Consent>,
) -> Result<Vec<ConsentTold>> {
    let mut all = Vec::with_capacity(given.len());
    for consent in given {
        let (mut excerpt, mut standing) = (None, None);
        let entries = match consent.named.clone() {
            Some(Named::Entry(entry_id, revision)) => vec![Pinned { entry_id, revision }],
            Some(Named::Excerpt(entry_id, revision, Part { start, end })) => {
                excerpt = Some(ExcerptTold {
                    entry_id,
                    revision,
                    start,
                    end,
                });
                Vec::new()
            }
            Some(Named::Session(dosing_session_id, includes)) => {
                standing = Some(StandingTold {
                    dosing_session_id,
                    includes,
                });
                Vec::new()
            }
            Some(Named::Packet(..)) => consent::pinned(conn, mine, consent.id)?
                .into_iter()
                .map(|item| Pinned {
                    entry_id: item.entry,
                    revision: item.revision,
                })
                .collect(),
            None => Vec::new(),
        };
        all.push(ConsentTold {
            excerpt,
            standing,
            ..told(consent, entries)
        });
    }
    Ok(all)
}

fn told(consent: Consent, entries: Vec<Pinned>) -> ConsentTold {
    let facts = consent.facts;
    let until = match consent.state {
        State::Revoked => facts.revoked_at,
        State::LinkEnded => facts.link_ended_at,
        State::Waiting | State::InEffect | State::Paused | State::Expired => facts.expires_at,
    };
    ConsentTold {
        id: consent.id,
        link_id: consent.link,
        entries,
        excerpt: None,
        standing: None,
        state: consent.state,
        notice_version: consent.notice.version,
        granted_at: facts.granted_at,
        effective_at: facts.effective_at,
        until,
    }
}

/// Everything that pages from the newest back hold, oldest first.
fn every<T>(
    mut page: impl FnMut(Option<Cursor>) -> Result<Vec<T>>,
    place: impl Fn(&T) -> (At, Uuid),
) -> Result<Vec<T>> {
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let found = page(after)?;
        let Some((at, id)) = found.last().map(&place) else {
            all.reverse();
            return Ok(all);
        };
        after = Some(Cursor { at, id });
        all.extend(found);
    }
}
