//! What the gate asks when a therapist reads: which consents of this link are in effect now?

use diesel::prelude::*;

use super::consents;
use crate::access::proof::Shared;
use crate::db::Conn;
use crate::error::Result;
use crate::ids::{ConsentId, EntryId, LinkId, PatientId};
use crate::time::At;

/// The entries that this link's consents open now; an expiry that is seen is recorded, so that a clock set back revives nothing (AZ-8).
pub(crate) fn in_effect(conn: &mut Conn, patient: PatientId, link: LinkId, now: At) -> Result<Vec<Shared>> {
    diesel::update(consents::table.filter(consents::patient_id.eq(patient).and(consents::link_id.eq(link))))
        .filter(consents::expires_at.le(now).and(consents::expired_at.is_null()))
        .set(consents::expired_at.eq(now))
        .execute(conn)?;
    let rows: Vec<(ConsentId, EntryId, i64, At)> = consents::table
        .filter(consents::patient_id.eq(patient).and(consents::link_id.eq(link)))
        .filter(consents::effective_at.le(now))
        .filter(consents::expired_at.is_null().and(consents::revoked_at.is_null()))
        .filter(consents::paused_at.is_null().and(consents::link_ended_at.is_null()))
        .select((consents::id, consents::entry_id, consents::revision, consents::effective_at))
        .load(conn)?;
    Ok(rows.into_iter().map(|(consent, entry, revision, since)| Shared { consent, entry, revision, since }).collect())
}
