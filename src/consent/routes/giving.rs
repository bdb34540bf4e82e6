//! `POST /v1/consents`: giving one, with every reference in it looked up first.

use actix_web::post;
use aws_lc_rs::digest::{SHA256, digest};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::scope::{Includes, Scope};
use crate::access::principal::Patient;
use crate::access::proof::{Access, Part, Write};
use crate::account::{self, Profile};
use crate::care::{self, Care};
use crate::config::Policy;
use crate::consent::Consents;
use crate::consent::model::{AskedInQuiet, Facts, Included};
use crate::consent::store::{self, Consent, Named, New, NoticeShown, Pinned};
use crate::consent::views::ConsentView;
use crate::content;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::http::document::{Conflicting, Guarded, WithBody};
use crate::http::idempotency::{IdempotencyHeader, IdempotencyKey};
use crate::http::json::{Created, Json};
use crate::http::language::{AcceptLanguageHeader, Preferred};
use crate::ids::{ConsentId, DosingSessionId, EntryId, LinkId, PacketId};
use crate::journal::{self, Journal};
use crate::packets::{self, Contents, Packets};
use crate::sessions::{self, Sessions};
use crate::support::{self, BesideSupport};
use crate::time::At;
use crate::words::Language;

/// What a patient gives, and to whom.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewConsent {
    id: Option<ConsentId>,
    link_id: LinkId,
    scope: Scope,
    /// Until when; without an end unless one is named.
    expires_at: Option<At>,
    /// The version of the notice that was shown (N4).
    #[schema(minimum = 1)]
    notice_version: i64,
}

/// Shares one entry at one revision, a part of it, a packet, or what is written from now on for one session, with one therapist; asked for in the quiet time around a dose, it waits until its end. What is written from now on asks for a fresh sign-in.
#[utoipa::path(tag = "consent", security(("bearer" = ["patient"])), params(IdempotencyHeader, AcceptLanguageHeader),
    responses((status = 201, description = "The consent is given", body = ConsentView, headers(("Link" = String, description = "Where the notice and the lines are, with the relation `help` (N4)"))), (status = 200, description = "It was given already", body = ConsentView, headers(("Link" = String, description = "Where the notice and the lines are, with the relation `help` (N4)"))),
    WithBody, Conflicting, Guarded))]
#[post("/v1/consents")]
pub async fn create_consent(
    patient: Patient,
    key: IdempotencyKey,
    preferred: Preferred,
    Json(new): Json<NewConsent>,
) -> Result<BesideSupport<Created<ConsentView>>> {
    let policy = patient.policy().clone();
    patient
        .write(Consents, move |conn, mine| {
            let shown = |fallback| preferred.or(fallback);
            let (consent, new) = give(conn, mine, &policy, &key, shown, new)?;
            Ok(Created {
                value: ConsentView::of(conn, mine, consent)?,
                new,
            })
        })
        .await
        .map(BesideSupport)
}

/// Gives a consent, once; whether it is new.
fn give(
    conn: &mut Conn,
    mine: &Access<Consents, Write>,
    policy: &Policy,
    key: &IdempotencyKey,
    shown: impl FnOnce(Language) -> Language,
    new: NewConsent,
) -> Result<(Consent, bool)> {
    let change_no = mine.next_change(conn)?;
    let created_mark = mine.created_mark(&new)?;
    let NewConsent {
        id,
        link_id,
        scope,
        expires_at,
        notice_version,
    } = new;
    let id = ConsentId::from_uuid(mine.new_id(id.map(ConsentId::uuid), key));
    if let Some(consent) = store::made_before(conn, mine, id, &created_mark)? {
        return Ok((consent, false));
    }
    if matches!(scope, Scope::Session { .. }) {
        // What is not written yet cannot be looked over before it is given, so whoever gives it shows who they are (ID-14).
        mine.freshly()?;
    }
    if !care::stands(conn, &mine.also::<Care>()?, link_id)? {
        return Err(Error::unknown_reference("/link_id"));
    }
    let given = named(conn, mine, link_id, scope)?;
    if expires_at.is_some_and(|end| end <= mine.now()) {
        return Err(Error::field("/expires_at", "past", "lies in the future"));
    }
    let language = shown(account::language(conn, &mine.also::<Profile>()?)?);
    let notice = notice_shown(notice_version, language)?;
    let expires_at = [expires_at, given.until].into_iter().flatten().min();
    let facts = facts(conn, mine, policy, expires_at)?;
    let consent = store::insert(
        conn,
        mine,
        New {
            id,
            link: link_id,
            named: given.named,
            items: given.items,
            notice,
            facts,
            created_mark,
            change_no,
        },
    )?;
    Ok((consent, true))
}

/// The notice that was shown, which is the one that is shown now (N4, AZ-6).
fn notice_shown(version: i64, language: Language) -> Result<NoticeShown> {
    let notice = content::notice(language).ok_or_else(|| Error::internal("no notice"))?;
    if version != support::notice_version() {
        let message = "names the version of the notice that is shown now";
        return Err(Error::field("/notice_version", "outdated", message));
    }
    Ok(NoticeShown {
        version,
        hash: Some(digest(&SHA256, notice.text.as_bytes()).as_ref().to_vec()),
        language: Some(language),
    })
}

/// When it takes effect: at once, at the end of the quiet time, or as the patient settled beforehand (N1, AZ-10).
fn facts(
    conn: &mut Conn,
    mine: &Access<Consents, Write>,
    policy: &Policy,
    expires_at: Option<At>,
) -> Result<Facts> {
    let quiet_until = sessions::quiet_until(conn, &mine.also::<Sessions>()?, mine.now(), policy)?;
    let facts = Facts::granted(mine.now(), quiet_until, expires_at);
    if quiet_until.is_none() {
        return Ok(facts);
    }
    match store::quiet::find(conn, mine)?.asked_for {
        AskedInQuiet::Waits => Ok(facts),
        AskedInQuiet::AsksAgain => Ok(facts.held()),
        AskedInQuiet::Nothing => Err(Error::Conflict("quiet-time")),
    }
}

/// What is given, with every reference in it known to be the patient's.
struct Given {
    named: Named,
    items: Vec<Pinned>,
    until: Option<At>,
}

impl Given {
    /// One thing, with no end of its own.
    fn only(named: Named) -> Self {
        Self {
            named,
            items: Vec::new(),
            until: None,
        }
    }
}

fn named(
    conn: &mut Conn,
    mine: &Access<Consents, Write>,
    link: LinkId,
    scope: Scope,
) -> Result<Given> {
    match scope {
        Scope::Entry { entry_id, revision } => {
            let revision = revision_of(conn, mine, entry_id, revision)?;
            Ok(Given::only(Named::Entry(entry_id, revision)))
        }
        Scope::Excerpt {
            entry_id,
            revision,
            start,
            end,
        } => {
            let revision = revision_of(conn, mine, entry_id, Some(revision))?;
            let part = part_of(conn, mine, (entry_id, revision), Part { start, end })?;
            Ok(Given::only(Named::Excerpt(entry_id, revision, part)))
        }
        Scope::Session {
            dosing_session_id,
            includes,
        } => session_of(conn, mine, dosing_session_id, &includes),
        Scope::Packet { packet_id } => packet_of(conn, mine, link, packet_id),
    }
}

/// A part of a text that is there: it begins inside it, holds a character, and ends where the text does or before (N2).
fn part_of(
    conn: &mut Conn,
    mine: &Access<Consents, Write>,
    (entry, revision): (EntryId, i64),
    part: Part,
) -> Result<Part> {
    let length = journal::text_length(conn, &mine.also::<Journal>()?, entry, revision)?;
    if part.start < 0 || part.start >= length {
        let message = "names a position in the text of this revision";
        return Err(Error::field("/scope/start", "out_of_range", message));
    }
    if part.end <= part.start || part.end > length {
        let message =
            "names a position after the start, at most the end of the text of this revision";
        return Err(Error::field("/scope/end", "out_of_range", message));
    }
    Ok(part)
}

/// A session of the patient's, and the kinds to take in: each once, in their order (N6).
fn session_of(
    conn: &mut Conn,
    mine: &Access<Consents, Write>,
    session: DosingSessionId,
    includes: &Includes,
) -> Result<Given> {
    const POINTER: &str = "/scope/includes";
    if !sessions::exists(conn, &mine.also::<Sessions>()?, session)? {
        return Err(Error::unknown_reference("/scope/dosing_session_id"));
    }
    let kinds: Vec<Included> = Included::ALL
        .iter()
        .copied()
        .filter(|kind| includes.contains(kind))
        .collect();
    if kinds.is_empty() {
        return Err(Error::field(POINTER, "empty", "names at least one kind"));
    }
    if kinds.len() < includes.len() {
        return Err(Error::field(POINTER, "repeated", "names each kind once"));
    }
    Ok(Given::only(Named::Session(session, kinds)))
}

/// A packet as it is now: for this therapist, not over, and with something in it (N12).
fn packet_of(
    conn: &mut Conn,
    mine: &Access<Consents, Write>,
    link: LinkId,
    id: PacketId,
) -> Result<Given> {
    const POINTER: &str = "/scope/packet_id";
    let Contents {
        link: meant_for,
        until,
        revision,
        entries,
        holds_notes,
    } = packets::contents(conn, &mine.also::<Packets>()?, id)?
        .ok_or_else(|| Error::unknown_reference(POINTER))?;
    if meant_for != link {
        let message = "names a packet for the therapist of another link";
        return Err(Error::field(POINTER, "other_link", message));
    }
    if until <= mine.now() {
        let message = "names a packet whose session has ended";
        return Err(Error::field(POINTER, "past", message));
    }
    let journal = mine.also::<Journal>()?;
    let mut items = Vec::with_capacity(entries.len());
    for (entry, revision) in entries {
        // What was deleted since it was put in cannot be given.
        if journal::has_revision(conn, &journal, entry, revision)? {
            // What is put away is given in no packet either: to open it again could otherwise widen access in the quiet time (N1, N9).
            if journal::is_sealed(conn, &journal, entry)? {
                return Err(Error::Conflict("sealed"));
            }
            items.push(Pinned { entry, revision });
        }
    }
    if items.is_empty() && !holds_notes {
        let message = "names a packet that holds something";
        return Err(Error::field(POINTER, "empty", message));
    }
    Ok(Given {
        named: Named::Packet(id, revision),
        items,
        until: Some(until),
    })
}

/// The revision that is shared: the one that is named, or the newest one now (N2).
fn revision_of(
    conn: &mut Conn,
    mine: &Access<Consents, Write>,
    entry: EntryId,
    named: Option<i64>,
) -> Result<i64> {
    let journal = mine.also::<Journal>()?;
    let newest = journal::newest_revision(conn, &journal, entry)?
        .ok_or_else(|| Error::unknown_reference("/scope/entry_id"))?;
    if journal::is_sealed(conn, &journal, entry)? {
        return Err(Error::Conflict("sealed"));
    }
    match named {
        None => Ok(newest),
        Some(named) if journal::has_revision(conn, &journal, entry, named)? => Ok(named),
        Some(_) => Err(Error::unknown_reference("/scope/revision")),
    }
}
