//! What is kept in preparation, and the rules in it; all of it pure.

pub(super) mod agreements;
pub(super) mod binding;
pub(super) mod differences;
pub(super) mod fears;
pub(super) mod goals;
pub(super) mod intentions;

use crate::error::{Error, Result};

/// How many earlier wordings of one thing are kept.
pub(crate) const EARLIER: usize = 50;

/// Puts a wording that was replaced behind those before it; where there are fifty already the change is refused, because every
/// wording that was kept stays (R62).
fn keep<T>(earlier: &mut Vec<T>, wording: T) -> Result<()> {
    if earlier.len() >= EARLIER {
        return Err(Error::Conflict("too-many-wordings"));
    }
    earlier.push(wording);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fifty_wordings_are_kept_in_their_order_and_none_makes_room_for_another() {
        let mut earlier = Vec::new();
        for wording in 0..50 {
            keep(&mut earlier, wording).expect("there is room");
        }
        assert!(matches!(
            keep(&mut earlier, 50),
            Err(Error::Conflict("too-many-wordings"))
        ));
        assert_eq!(earlier, (0..50).collect::<Vec<_>>());
    }
}
