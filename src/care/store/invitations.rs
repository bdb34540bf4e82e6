//! Invitations: short codes, single use, found by their fingerprint alone (AZ-12, ID-15).

use chrono::Duration;
use diesel::prelude::*;

use super::care_invitations;
use crate::access::proof::{Access, Linked, Permission, Write};
use crate::account::DisplayName;
use crate::care::Care;
use crate::care::model::{InvitationCode, ReadingHabit};
use crate::crypt::keyring::Lookup;
use crate::crypt::random;
use crate::crypt::sealed::{Field, Sealed};
use crate::db::{Backend, Conn};
use crate::error::Result;
use crate::ids::{AccountId, InvitationId, LinkId};
use crate::time::At;

const CODE: Field = Field("care_invitations/code");
/// How long an invitation is good.
const LIFE: Duration = Duration::days(7);

/// An invitation, to the therapist who made it.
#[derive(Debug)]
pub(crate) struct Invitation {
    pub(crate) code: String,
    pub(crate) expires_at: At,
}

/// Where a therapist's reads start: their own invitations.
fn visible<'a, A: Permission>(mine: &Access<Care, A>) -> care_invitations::BoxedQuery<'a, Backend> {
    care_invitations::table
        .filter(care_invitations::therapist_id.eq(mine.owner()))
        .into_boxed()
}

/// Makes an invitation under this id, or finds the one that was made under it; whether it is new.
pub(crate) fn insert(
    conn: &mut Conn,
    mine: &Access<Care, Write>,
    id: InvitationId,
) -> Result<(Invitation, bool)> {
    // The number is not needed, its lock is: two repeats of one request must not both make a code.
    mine.next_change(conn)?;
    let made: Option<(Sealed<String>, At)> = visible(mine)
        .filter(care_invitations::id.eq(id))
        .select((care_invitations::code, care_invitations::expires_at))
        .first(conn)
        .optional()?;
    if let Some((code, expires_at)) = made {
        return Ok((
            Invitation {
                code: mine.open(&code, CODE.of(id.uuid()))?,
                expires_at,
            },
            false,
        ));
    }
    let (code, expires_at) = (random::code::<10>()?, mine.now().plus(LIFE));
    diesel::insert_into(care_invitations::table)
        .values((
            care_invitations::code_index.eq(mine.code_index(Lookup::CareInvitation, &code).0),
            care_invitations::therapist_id.eq(mine.owner()),
            care_invitations::id.eq(id),
            care_invitations::code.eq(mine.seal(CODE.of(id.uuid()), &code)?),
            care_invitations::created_at.eq(mine.now()),
            care_invitations::expires_at.eq(expires_at),
        ))
        .execute(conn)?;
    Ok((Invitation { code, expires_at }, true))
}

/// An invitation, to the patient who holds its code.
#[derive(Debug)]
pub(crate) struct Invited {
    patient: AccountId,
    pub(crate) therapist: AccountId,
    pub(crate) expires_at: At,
    taken_by: Option<AccountId>,
    taken_at: Option<At>,
    link: Option<LinkId>,
}

impl Linked for Invited {
    fn parties(&self) -> (AccountId, AccountId) {
        (self.patient, self.therapist)
    }
}

impl Invited {
    /// Whether it can be taken up now.
    pub(crate) fn is_open(&self, now: At) -> bool {
        self.taken_at.is_none() && now < self.expires_at
    }

    /// The link that this patient made of it before.
    pub(crate) fn link_made(&self) -> Option<LinkId> {
        self.link.filter(|_| self.taken_by == Some(self.patient))
    }

    /// Who invites.
    pub(crate) fn therapist_name(
        &self,
        conn: &mut Conn,
        mine: &Access<Care, impl Permission>,
    ) -> Result<Option<DisplayName>> {
        mine.counterpart(conn, self)
    }

    /// What they say of when they read, before deciding (N4).
    pub(crate) fn reading_habit(
        &self,
        conn: &mut Conn,
        mine: &Access<Care, impl Permission>,
    ) -> Result<Option<ReadingHabit>> {
        mine.reading_habit(conn, self)
    }
}

fn index<A: Permission>(mine: &Access<Care, A>, code: &InvitationCode) -> Vec<u8> {
    mine.code_index(Lookup::CareInvitation, &random::read_code(code.as_str()))
        .0
}

/// The invitation with this code; knowing the code is what lets a patient see it.
pub(crate) fn find<A: Permission>(
    conn: &mut Conn,
    mine: &Access<Care, A>,
    code: &InvitationCode,
) -> Result<Option<Invited>> {
    type Row = (AccountId, At, Option<At>, Option<AccountId>, Option<LinkId>);
    let found: Option<Row> = care_invitations::table
        .find(index(mine, code))
        .select((
            care_invitations::therapist_id,
            care_invitations::expires_at,
            care_invitations::used_at,
            care_invitations::patient_id,
            care_invitations::link_id,
        ))
        .first(conn)
        .optional()?;
    Ok(found.map(
        |(therapist, expires_at, taken_at, taken_by, link)| Invited {
            patient: mine.owner(),
            therapist,
            expires_at,
            taken_by,
            taken_at,
            link,
        },
    ))
}

/// Takes an invitation up, once; `false` where somebody was faster.
pub(crate) fn take(
    conn: &mut Conn,
    mine: &Access<Care, Write>,
    code: &InvitationCode,
    link: LinkId,
) -> Result<bool> {
    let taken = diesel::update(
        care_invitations::table
            .find(index(mine, code))
            .filter(care_invitations::used_at.is_null()),
    )
    .set((
        care_invitations::used_at.eq(mine.now()),
        care_invitations::patient_id.eq(mine.owner()),
        care_invitations::link_id.eq(link),
    ))
    .execute(conn)?;
    Ok(taken == 1)
}
