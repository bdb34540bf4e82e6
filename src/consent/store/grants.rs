//! What the gate asks when a therapist reads: which consents of this link are in effect now?

use std::cmp::Reverse;

use diesel::prelude::*;

use super::{Named, Row, consent_items, consent_taken_in, consents};
use crate::access::proof::{Shared, SharedPacket, TakenIn};
use crate::consent::model::{Included, State, state};
use crate::db::Conn;
use crate::each;
use crate::error::Result;
use crate::ids::{ConsentId, EntryId, LinkId, PatientId, RecordId};
use crate::time::At;

/// What this link's consents open now, under each of them; [`once_each`] says what of it is shown.
///
/// A packet opens the entries that were in it when it was given, each at the revision it had then (N12); a standing consent the entries
/// that it has taken in (N6).
pub(crate) fn in_effect(
    conn: &mut Conn,
    patient: PatientId,
    link: LinkId,
    now: At,
) -> Result<Vec<Shared>> {
    let rows = rows_in_effect(conn, patient, link, now)?;
    let packets: Vec<&Row> = rows.iter().filter(|row| row.packet_id.is_some()).collect();
    let mut open: Vec<Shared> = rows
        .iter()
        .filter_map(|row| {
            Some(Shared {
                consent: row.id,
                entry: row.entry_id?,
                revision: row.revision,
                part: row.part(),
                standing: false,
                since: row.effective_at,
            })
        })
        .collect();
    open.extend(in_packets(conn, patient, &packets)?);
    for item in taken_in_by(conn, patient, &rows, Included::Entries.as_str(), now)? {
        open.push(Shared {
            consent: item.consent,
            entry: EntryId::from_uuid(item.record.uuid()),
            revision: item.revision,
            part: None,
            standing: true,
            since: item.since,
        });
    }
    Ok(open)
}

/// Each entry once, at the newest revision that is open as a whole, and beside it every part of another revision (N2).
pub(crate) fn once_each(mut open: Vec<Shared>) -> Vec<Shared> {
    open.sort_by_key(|item| {
        let order = (item.since, item.consent);
        (
            item.entry,
            item.part.is_some(),
            Reverse(item.revision),
            item.part,
            order,
        )
    });
    open.dedup_by_key(|item| (item.entry, item.part.map(|part| (item.revision, part))));
    let wholes: Vec<(EntryId, i64)> = open
        .iter()
        .filter(|item| item.part.is_none())
        .map(|item| (item.entry, item.revision))
        .collect();
    open.retain(|item| item.part.is_none() || !wholes.contains(&(item.entry, item.revision)));
    open
}

/// The records of one kind that this link's standing consents have taken in and that are open now, each once (N6).
pub(crate) fn taken_in(
    conn: &mut Conn,
    patient: PatientId,
    link: LinkId,
    kind: &str,
    now: At,
) -> Result<Vec<TakenIn>> {
    let rows = rows_in_effect(conn, patient, link, now)?;
    let mut open = taken_in_by(conn, patient, &rows, kind, now)?;
    open.sort_by_key(|item| {
        (
            item.record,
            Reverse(item.revision),
            item.since,
            item.consent,
        )
    });
    open.dedup_by_key(|item| item.record);
    Ok(open)
}

/// What these consents have taken in of one kind, as far as it is open: what was written in the quiet time opens at its end (N1).
fn taken_in_by(
    conn: &mut Conn,
    patient: PatientId,
    rows: &[Row],
    kind: &str,
    now: At,
) -> Result<Vec<TakenIn>> {
    let standing: Vec<&Row> = rows
        .iter()
        .filter(|row| row.dosing_session_id.is_some())
        .collect();
    if standing.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<ConsentId> = standing.iter().map(|row| row.id).collect();
    let taken: Vec<(ConsentId, RecordId, i64, At)> = consent_taken_in::table
        .filter(
            consent_taken_in::patient_id
                .eq(patient)
                .and(consent_taken_in::consent_id.eq_any(ids)),
        )
        .filter(consent_taken_in::kind.eq(kind))
        .filter(consent_taken_in::opens_at.le(now))
        .select((
            consent_taken_in::consent_id,
            consent_taken_in::record_id,
            consent_taken_in::revision,
            consent_taken_in::opens_at,
        ))
        .load(conn)?;
    Ok(taken
        .into_iter()
        .map(|(consent, record, revision, since)| TakenIn {
            consent,
            record,
            revision,
            since,
        })
        .collect())
}

/// The entries that these consents to packets open.
fn in_packets(conn: &mut Conn, patient: PatientId, packets: &[&Row]) -> Result<Vec<Shared>> {
    if packets.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<ConsentId> = packets.iter().map(|row| row.id).collect();
    let items: Vec<(ConsentId, EntryId, i64)> = consent_items::table
        .filter(
            consent_items::patient_id
                .eq(patient)
                .and(consent_items::consent_id.eq_any(ids)),
        )
        .select((
            consent_items::consent_id,
            consent_items::entry_id,
            consent_items::revision,
        ))
        .load(conn)?;
    Ok(items
        .into_iter()
        .filter_map(|(consent, entry, revision)| {
            let row = packets.iter().find(|row| row.id == consent)?;
            Some(Shared {
                consent,
                entry,
                revision,
                part: None,
                standing: false,
                since: row.effective_at,
            })
        })
        .collect())
}

/// The packets that this link's consents open now, each once, under the consent that opened it first (N12).
pub(crate) fn packets_in_effect(
    conn: &mut Conn,
    patient: PatientId,
    link: LinkId,
    now: At,
) -> Result<Vec<SharedPacket>> {
    let mut open: Vec<SharedPacket> = rows_in_effect(conn, patient, link, now)?
        .into_iter()
        .filter_map(|row| match row.named()? {
            Named::Entry(..) | Named::Excerpt(..) | Named::Session(..) => None,
            Named::Packet(packet, revision) => Some(SharedPacket {
                consent: row.id,
                packet,
                revision,
                since: row.effective_at,
            }),
        })
        .collect();
    open.sort_by_key(|item| {
        (
            item.packet,
            Reverse(item.revision),
            item.since,
            item.consent,
        )
    });
    open.dedup_by_key(|item| item.packet);
    Ok(open)
}

/// The consents of a link that are in effect now.
///
/// An expiry that is seen is recorded, so that a clock set back revives nothing (AZ-8).
fn rows_in_effect(conn: &mut Conn, patient: PatientId, link: LinkId, now: At) -> Result<Vec<Row>> {
    let living = consents::table
        .filter(
            consents::patient_id
                .eq(patient)
                .and(consents::link_id.eq(link)),
        )
        .filter(
            consents::expired_at
                .is_null()
                .and(consents::revoked_at.is_null())
                .and(consents::link_ended_at.is_null()),
        );
    let rows: Vec<Row> = each!(conn, conn => living.load(conn))?;
    let mut rows = seen(conn, rows, now)?;
    rows.retain(|row| state(&row.facts(), now) == State::InEffect);
    Ok(rows)
}

/// The same rows after a look at the clock, each newly seen expiry recorded (AZ-8).
///
/// It takes no change number: the client knows when a consent ends since it was given. The rows are written in the order of their
/// keys, so that two that look at once do not wait for each other.
pub(super) fn seen(conn: &mut Conn, mut rows: Vec<Row>, now: At) -> Result<Vec<Row>> {
    let mut over = Vec::new();
    for row in &mut rows {
        let facts = row.facts().seen(now);
        if facts != row.facts() {
            over.push((row.patient_id, row.id, facts.expired_at));
            *row = row.clone().with(facts);
        }
    }
    over.sort();
    for (patient, id, expired_at) in over {
        diesel::update(consents::table.find((patient, id)))
            .filter(
                consents::expired_at
                    .is_null()
                    .and(consents::revoked_at.is_null())
                    .and(consents::link_ended_at.is_null()),
            )
            .set(consents::expired_at.eq(expired_at))
            .execute(conn)?;
    }
    Ok(rows)
}
