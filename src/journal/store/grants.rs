//! What the gate asks before a therapist has any proof: is an entry that a standing consent took in put away now? (N6, N9)

use super::seals;
use crate::access::proof::{Access, Read, Records, Shared};
use crate::db::Conn;
use crate::error::Result;
use crate::journal::Journal;

/// The same items without those that a standing consent opens and that are put away at this moment.
///
/// What names an entry itself was given for that entry and stays open; it cannot be given while the entry is put away.
pub(crate) fn without_what_is_put_away<R: Records>(
    conn: &mut Conn,
    own: &Access<R, Read>,
    items: Vec<Shared>,
) -> Result<Vec<Shared>> {
    let mut open = Vec::with_capacity(items.len());
    let journal = own.also::<Journal>()?;
    for item in items {
        if !item.standing || !seals::is_sealed(conn, &journal, item.entry)? {
            open.push(item);
        }
    }
    Ok(open)
}
