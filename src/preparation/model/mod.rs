//! What is kept in preparation, and the rules in it; all of it pure.

pub(super) mod agreements;
pub(super) mod binding;
pub(super) mod differences;
pub(super) mod fears;
pub(super) mod goals;
pub(super) mod intentions;

/// How many earlier wordings of one thing are kept.
const EARLIER: usize = 50;

/// Puts a wording that was replaced behind those before it; of more than fifty the oldest go.
fn keep<T>(earlier: &mut Vec<T>, wording: T) {
    earlier.push(wording);
    let over = earlier.len().saturating_sub(EARLIER);
    earlier.drain(..over);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fifty_newest_wordings_are_kept_in_their_order() {
        let mut earlier = Vec::new();
        for wording in 0..60 {
            keep(&mut earlier, wording);
        }
        assert_eq!(earlier, (10..60).collect::<Vec<_>>());
    }
}
