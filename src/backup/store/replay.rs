//! What has ended since a backup was made ends again; what was open then is void.

use std::collections::BTreeSet;

use diesel::connection::SimpleConnection;

use crate::access::proof::{Access, Doorstep, Records, Write};
use crate::access::trail::Action;
use crate::account::{self, Profile};
use crate::care::{self, Care, EndedBy};
use crate::config::Policy;
use crate::consent::{self, Consents, Move};
use crate::crypt::keyring::Keyring;
use crate::db::Conn;
use crate::db::endings::{self, Ending};
use crate::each;
use crate::erasure::{self, Erasure};
use crate::error::{Error, Result};
use crate::ids::{AccountId, ConsentId, LinkId};
use crate::keys;
use crate::time::At;
use crate::timeline::{self, Timeline};

/// What was ended again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Replayed {
    /// How many endings were told since.
    pub endings: usize,
    /// How many consents were put on hold because it is not known what has ended.
    pub held: i64,
    /// Who had come to have another address, and has none now: no address stands in the record.
    pub addresses: Vec<AccountId>,
}

/// Ends again what these lines tell, each at its own instant, and keeps the lines as they are; what is not in the backup is passed over.
pub(crate) fn replay(
    conn: &mut Conn,
    keyring: &Keyring,
    policy: &Policy,
    lines: &[Ending],
    now: At,
) -> Result<Replayed> {
    for line in lines {
        endings::insert(conn, line)?;
    }
    let mut concerned = BTreeSet::new();
    for line in lines {
        let door = Doorstep::of_restore(keyring, line.at);
        if endings::again(|| end_again(conn, &door, policy, line))? {
            concerned.insert(line.account);
        }
    }
    let those = |what: &str| -> BTreeSet<AccountId> {
        let told = lines.iter().filter(|line| line.what == what);
        let accounts = told.map(|line| line.account);
        accounts.filter(|one| concerned.contains(one)).collect()
    };
    let door = Doorstep::of_restore(keyring, now);
    // A factor that came since guards nothing here: not even an app of before it, which may have gone.
    for account in those("factor.added") {
        if let Some(mine) = proof::<Profile>(conn, &door, account)? {
            endings::again(|| account::close_unless_guarded(conn, &mine, policy.password_cost))?;
        }
    }
    let addresses = those("address.changed").into_iter().collect();
    for account in concerned {
        door.record_operator(conn, Some(account), Action::BackupRestored)?;
    }
    Ok(Replayed {
        endings: lines.len(),
        held: 0,
        addresses,
    })
}

/// The proof for an account that the backup holds.
fn proof<R: Records>(
    conn: &mut Conn,
    door: &Doorstep,
    account: AccountId,
) -> Result<Option<Access<R, Write>>> {
    let keys = account::keys_of(conn, door, account)?;
    keys.map(|keys| door.replaying(account, &keys.wrapped))
        .transpose()
}

/// Whether the account is there.
fn end_again(conn: &mut Conn, door: &Doorstep, policy: &Policy, line: &Ending) -> Result<bool> {
    let Some(mine) = proof::<Erasure>(conn, door, line.account)? else {
        return Ok(false);
    };
    let consent = ConsentId::from_uuid(line.object.uuid());
    let link = LinkId::from_uuid(line.object.uuid());
    let ended = match line.what.as_str() {
        "consent.revoked" => {
            consent::stop_again(conn, &mine.also::<Consents>()?, consent, Move::Revoke)
        }
        "consent.paused" => {
            consent::stop_again(conn, &mine.also::<Consents>()?, consent, Move::Pause)
        }
        "link.ended" => care::end(conn, &mine.also::<Care>()?, link, EndedBy::Patient).map(drop),
        "link.left" => care::end(conn, &mine.also::<Care>()?, link, EndedBy::Therapist).map(drop),
        "calendar.made" | "calendar.revoked" => {
            timeline::revoke_calendar(conn, &mine.also::<Timeline>()?)
        }
        "password.changed" => {
            account::close_password(conn, &mine.also::<Profile>()?, policy.password_cost)
        }
        "factor.removed" => account::remove_again(conn, &mine.also::<Profile>()?, line.object),
        "factor.added" => account::ended_with(conn, &mine.also::<Profile>()?, line.object),
        "recovery_code.used" => account::use_again(conn, &mine.also::<Profile>()?, line.object),
        "address.changed" => account::close_address(conn, &mine.also::<Profile>()?),
        "account.erased" => erasure::erase(conn, &mine, keys::backup_horizon(line.at, policy)),
        _ => {
            return Err(Error::internal(
                "the record of endings was made by a newer version",
            ));
        }
    };
    match ended {
        Ok(()) | Err(Error::NotFound) => Ok(true),
        Err(other) => Err(other),
    }
}

/// Puts every consent on hold, because it is not known which have ended since (RE-10).
pub(crate) fn hold_everything(conn: &mut Conn, keyring: &Keyring, now: At) -> Result<i64> {
    let door = Doorstep::of_restore(keyring, now);
    let (mut held, mut last) = (0_i64, AccountId::from_uuid(uuid::Uuid::nil()));
    loop {
        let some = account::keys_after(conn, &door, last, 100)?;
        let Some(end) = some.last() else {
            return Ok(held);
        };
        last = end.account;
        for keys in &some {
            let mine = door.replaying::<Consents>(keys.account, &keys.wrapped)?;
            held = held.saturating_add(consent::hold_all(conn, &mine)?);
        }
    }
}

/// Signs every device out, and voids every code and every mail that waits: what was used or ended since would be good again.
pub(crate) fn void_what_was_open(conn: &mut Conn, keyring: &Keyring, now: At) -> Result<()> {
    let ended = match conn {
        Conn::Sqlite(_) => now.micros().to_string(),
        Conn::Postgres(_) => format!("'{now}'::timestamptz"),
    };
    let sql = format!(
        "UPDATE devices SET ended_at = {ended} WHERE ended_at IS NULL; DELETE FROM password_resets; DELETE FROM address_changes; DELETE FROM ceremonies; \
         DELETE FROM registrations; DELETE FROM mails; DELETE FROM therapist_invitations WHERE used_at IS NULL; \
         DELETE FROM care_invitations WHERE used_at IS NULL"
    );
    each!(conn, conn => conn.batch_execute(&sql))?;
    Doorstep::of_restore(keyring, now).record_operator(conn, None, Action::BackupRestored)
}
