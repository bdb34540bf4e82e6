//! The table of offers: the patient's rows, reached by a therapist through the lens of one link.

use diesel::prelude::*;

use super::Offers;
use super::model::{Answer, Offered, TakenOffer, UntakenOffer, Words};
use crate::access::proof::{Access, Lens, Permission, Write};
use crate::access::trail::{Action, Event};
use crate::crypt::sealed::{Field, Sealed};
use crate::db::{Backend, Conn};
use crate::error::{Error, Result};
use crate::http::page::{Cursor, Limit};
use crate::ids::{LinkId, OfferId, PatientId, PromptId};
use crate::prompts::PromptWords;
use crate::time::At;

diesel::table! {
    offers (patient_id, id) {
        patient_id -> crate::db::sql::Id,
        id -> crate::db::sql::Id,
        link_id -> crate::db::sql::Id,
        words -> Nullable<Binary>,
        created_mark -> Binary,
        change_no -> BigInt,
        withdrawn -> Bool,
        deleted -> Bool,
        created_at -> crate::db::sql::Instant,
    }
}

const WORDS: Field = Field("offers/words");

#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = offers)]
struct Row {
    patient_id: PatientId,
    id: OfferId,
    link_id: LinkId,
    words: Option<Sealed<Words>>,
    created_mark: Vec<u8>,
    change_no: i64,
    withdrawn: bool,
    deleted: bool,
    created_at: At,
}

/// An offer, opened.
#[derive(Debug, Clone)]
pub(super) struct Offer {
    pub(super) id: OfferId,
    pub(super) link: LinkId,
    pub(super) words: Words,
    pub(super) created_at: At,
    withdrawn: bool,
}

/// Where every read starts: the patient's offers that are not gone; to a therapist those of their link, not taken back.
fn visible<'a, A: Permission>(access: &Access<Offers, A>) -> offers::BoxedQuery<'a, Backend> {
    let there = offers::table
        .filter(offers::patient_id.eq(access.owner()))
        .filter(offers::deleted.eq(false))
        .into_boxed();
    match access.lens() {
        Lens::Own => there,
        Lens::Shared(link, _)
        | Lens::Packets(link, _)
        | Lens::Taken(link, _)
        | Lens::Linked(link) => there
            .filter(offers::link_id.eq(*link))
            .filter(offers::withdrawn.eq(false)),
    }
}

fn open<A: Permission>(access: &Access<Offers, A>, row: Row) -> Result<Offer> {
    let sealed = row.words.ok_or(Error::NotFound)?;
    Ok(Offer {
        words: access.open(&sealed, WORDS.of(row.id.uuid()))?,
        id: row.id,
        link: row.link_id,
        created_at: row.created_at,
        withdrawn: row.withdrawn,
    })
}

fn find<A: Permission>(conn: &mut Conn, access: &Access<Offers, A>, id: OfferId) -> Result<Offer> {
    let row = visible(access).filter(offers::id.eq(id)).first(conn)?;
    open(access, row)
}

/// Offers something through the proof's link and puts that on the patient's log, or finds what the same request made before.
///
/// What is answered is the same whatever the patient made of it.
pub(super) fn insert(
    conn: &mut Conn,
    theirs: &Access<Offers, Write>,
    id: OfferId,
    words: Words,
    created_mark: Vec<u8>,
) -> Result<(Offer, bool)> {
    let change_no = theirs.next_change(conn)?;
    let link = theirs.lens().link().ok_or(Error::NotFound)?;
    let made: Option<Row> = offers::table
        .find((theirs.owner(), id))
        .first(conn)
        .optional()?;
    if let Some(row) = made {
        return match row {
            row if row.link_id != link => Err(Error::Conflict("id-in-use")),
            row if row.withdrawn || row.deleted => Err(Error::Conflict("deleted")),
            row if row.created_mark == created_mark => Ok((open(theirs, row)?, false)),
            _ => Err(Error::Conflict("id-in-use")),
        };
    }
    let row = Row {
        patient_id: theirs.owner(),
        id,
        link_id: link,
        words: Some(theirs.seal(WORDS.of(id.uuid()), &words)?),
        created_mark,
        change_no,
        withdrawn: false,
        deleted: false,
        created_at: theirs.now(),
    };
    diesel::insert_into(offers::table)
        .values(&row)
        .execute(conn)?;
    on_the_log(conn, theirs, link, Action::OfferMade)?;
    Ok((open(theirs, row)?, true))
}

/// Puts on the patient's log that a therapist made an offer or took one back; which one stays unsaid.
fn on_the_log(
    conn: &mut Conn,
    theirs: &Access<Offers, Write>,
    link: LinkId,
    action: Action,
) -> Result<()> {
    let event = Event {
        link: Some(link),
        ..Event::done(action)
    };
    theirs.record(conn, event)
}

/// Takes an offer back: it is gone for the therapist, and for the patient unless it was taken.
pub(super) fn withdraw(conn: &mut Conn, theirs: &Access<Offers, Write>, id: OfferId) -> Result<()> {
    let change_no = theirs.next_change(conn)?;
    let offer = find(conn, theirs, id)?;
    part(conn, theirs, &offer, change_no)?;
    on_the_log(conn, theirs, offer.link, Action::OfferWithdrawn)
}

/// Parts an offer from its therapist: what was taken stays with the patient, of anything else the words are destroyed.
fn part(
    conn: &mut Conn,
    access: &Access<Offers, Write>,
    offer: &Offer,
    change_no: i64,
) -> Result<()> {
    let row = offers::table.find((access.owner(), offer.id));
    if offer.words.are_taken() {
        diesel::update(row)
            .set((offers::withdrawn.eq(true), offers::change_no.eq(change_no)))
            .execute(conn)?;
    } else {
        diesel::update(row)
            .set((
                offers::withdrawn.eq(true),
                offers::deleted.eq(true),
                offers::words.eq(None::<Vec<u8>>),
                offers::change_no.eq(change_no),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// Ends the offers of a link with it: those that were not taken are gone at once (N18).
pub(crate) fn end_all_of_link(
    conn: &mut Conn,
    access: &Access<Offers, Write>,
    link: LinkId,
) -> Result<()> {
    let change_no = access.next_change(conn)?;
    let rows: Vec<Row> = visible(access)
        .filter(offers::link_id.eq(link))
        .filter(offers::withdrawn.eq(false))
        .order(offers::id)
        .load(conn)?;
    for row in rows {
        let offer = open(access, row)?;
        part(conn, access, &offer, change_no)?;
    }
    Ok(())
}

/// Takes or leaves an offer; what is left, and was taken back by its therapist or ended with the link, is gone.
pub(super) fn answer(
    conn: &mut Conn,
    mine: &Access<Offers, Write>,
    id: OfferId,
    answer: Answer,
) -> Result<Offer> {
    let change_no = mine.next_change(conn)?;
    let before = find(conn, mine, id)?;
    if before.words.answer == Some(answer) {
        return Ok(before);
    }
    let offer = Offer {
        words: Words {
            answer: Some(answer),
            ..before.words
        },
        ..before
    };
    if offer.withdrawn && answer == Answer::Left {
        part(conn, mine, &offer, change_no)?;
        return Ok(offer);
    }
    diesel::update(offers::table.find((mine.owner(), id)))
        .set((
            offers::words.eq(mine.seal(WORDS.of(id.uuid()), &offer.words)?),
            offers::change_no.eq(change_no),
        ))
        .execute(conn)?;
    Ok(offer)
}

/// Offers newest first, after a place, at most so many.
fn newest<A: Permission>(
    conn: &mut Conn,
    access: &Access<Offers, A>,
    after: Option<Cursor>,
    most: i64,
) -> Result<Vec<Offer>> {
    let mut query = visible(access);
    if let Some(cursor) = after {
        let id = OfferId::from_uuid(cursor.id);
        query = query
            .filter(offers::created_at.le(cursor.at))
            .filter(offers::created_at.lt(cursor.at).or(offers::id.lt(id)));
    }
    let rows: Vec<Row> = query
        .order((offers::created_at.desc(), offers::id.desc()))
        .limit(most)
        .load(conn)?;
    rows.into_iter().map(|row| open(access, row)).collect()
}

/// The place of an offer in a list.
pub(super) fn place(offer: &Offer) -> Cursor {
    Cursor {
        at: offer.created_at,
        id: offer.id.uuid(),
    }
}

/// A page of what was offered through the proof's link, newest first, one more than the page holds.
pub(super) fn of_link<A: Permission>(
    conn: &mut Conn,
    theirs: &Access<Offers, A>,
    limit: Limit,
    after: Option<Cursor>,
) -> Result<Vec<Offer>> {
    newest(conn, theirs, after, limit.and_one())
}

/// A page of what the patient has not left, newest first, one more than the page holds.
pub(super) fn not_left<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Offers, A>,
    limit: Limit,
    after: Option<Cursor>,
) -> Result<Vec<Offer>> {
    let (mut found, mut after) = (Vec::new(), after);
    loop {
        let batch = newest(conn, mine, after, limit.and_one())?;
        let Some(last) = batch.last().map(place) else {
            return Ok(found);
        };
        found.extend(batch.into_iter().filter(|offer| !offer.words.are_left()));
        if found.len() > limit.get() {
            found.truncate(limit.get().saturating_add(1));
            return Ok(found);
        }
        after = Some(last);
    }
}

/// Every offer of the patient's, oldest first.
fn every<A: Permission>(conn: &mut Conn, mine: &Access<Offers, A>) -> Result<Vec<Offer>> {
    let mut all = newest(conn, mine, None, i64::MAX)?;
    all.reverse();
    Ok(all)
}

/// What the patient took, oldest first: it is hers, whatever became of the link (AZ-13).
pub(crate) fn taken<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Offers, A>,
) -> Result<Vec<TakenOffer>> {
    let all = every(conn, mine)?.into_iter();
    let taken = all.filter(|offer| offer.words.are_taken());
    Ok(taken.map(TakenOffer::from).collect())
}

/// What was offered and not taken, oldest first.
pub(crate) fn untaken<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Offers, A>,
) -> Result<Vec<UntakenOffer>> {
    let all = every(conn, mine)?.into_iter();
    let untaken = all.filter(|offer| !offer.words.are_taken());
    Ok(untaken
        .map(|offer| UntakenOffer {
            left: offer.words.are_left(),
            id: offer.id,
            link_id: offer.link,
            created_at: offer.created_at,
            offered: offer.words.offered,
            note: offer.words.note,
        })
        .collect())
}

impl From<Offer> for TakenOffer {
    fn from(offer: Offer) -> Self {
        Self {
            id: offer.id,
            link_id: offer.link,
            created_at: offer.created_at,
            offered: offer.words.offered,
            note: offer.words.note,
        }
    }
}

/// Puts an offer that was taken back as it was told; whether it is new here.
///
/// It is apart from its therapist from the first: no file lets anybody reach into an account (AZ-13).
pub(crate) fn restore(
    conn: &mut Conn,
    mine: &Access<Offers, Write>,
    record: TakenOffer,
) -> Result<bool> {
    let change_no = mine.next_change(conn)?;
    let made: Option<Row> = offers::table
        .find((mine.owner(), record.id))
        .first(conn)
        .optional()?;
    match made {
        Some(Row { deleted: true, .. }) => return Err(Error::Conflict("deleted")),
        Some(row) => {
            let there = open(mine, row)?;
            let is_same = there.words.are_taken() && TakenOffer::from(there) == record;
            return if is_same {
                Ok(false)
            } else {
                Err(Error::Conflict("id-in-use"))
            };
        }
        None => {}
    }
    let created_mark = mine.created_mark(&record)?;
    let words = Words {
        offered: record.offered,
        note: record.note,
        answer: Some(Answer::Taken),
    };
    diesel::insert_into(offers::table)
        .values(&Row {
            patient_id: mine.owner(),
            id: record.id,
            link_id: record.link_id,
            words: Some(mine.seal(WORDS.of(record.id.uuid()), &words)?),
            created_mark,
            change_no,
            withdrawn: true,
            deleted: false,
            created_at: record.created_at,
        })
        .execute(conn)?;
    Ok(true)
}

/// The wording of a prompt in a therapist's own words that the patient took, to be kept with what answers it (N5).
///
/// The id of the offer is the id of the prompt, and its wording never changes, so it is version 1.
pub(crate) fn wording<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Offers, A>,
    prompt: PromptId,
) -> Result<Option<PromptWords>> {
    let offer = match find(conn, mine, OfferId::from_uuid(prompt.uuid())) {
        Ok(offer) => offer,
        Err(Error::NotFound) => return Ok(None),
        Err(other) => return Err(other),
    };
    let taken = offer.words.are_taken();
    match offer.words.offered {
        Offered::Own { text, .. } if taken => PromptWords::new(prompt, 1, text.as_str()).map(Some),
        Offered::Own { .. } | Offered::Prompt(_) | Offered::Exercise(_) => Ok(None),
    }
}
