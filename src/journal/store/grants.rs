//! What the gate asks before a therapist has any proof: is an entry that a standing consent took in put away now? (N6, N9)

use super::seals;
use crate::access::proof::{Access, Read, Records, Shared};
use crate::config::Policy;
use crate::db::Conn;
use crate::error::Result;
use crate::journal::Journal;
use crate::sessions::{self, Sessions};

/// The same items without those that a standing consent opens and that are put away at this moment.
///
/// What comes back by itself in the quiet time, as with the session it waited for, opens at its end (N1).
///
/// What names an entry itself was given for that entry and stays open; it cannot be given while the entry is put away.
pub(crate) fn without_what_is_put_away<R: Records>(
    conn: &mut Conn,
    own: &Access<R, Read>,
    policy: &Policy,
    items: Vec<Shared>,
) -> Result<Vec<Shared>> {
    if !items.iter().any(|item| item.standing) {
        return Ok(items);
    }
    let journal = own.also::<Journal>()?;
    let quiet = sessions::quiet_until(conn, &own.also::<Sessions>()?, own.now(), policy)?;
    let mut open = Vec::with_capacity(items.len());
    for item in items {
        let is_closed = item.standing
            && (seals::is_sealed(conn, &journal, item.entry)?
                || quiet.is_some() && seals::came_back_by_itself(conn, &journal, item.entry)?);
        if !is_closed {
            open.push(item);
        }
    }
    Ok(open)
}
