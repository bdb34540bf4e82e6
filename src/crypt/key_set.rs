//! Several keys of one owner, told apart by the number that sealed bytes carry.

use super::plain::Plain;
use super::{Key, Tampered};
use crate::error::{Error, Result};

/// Keys by their numbers: the newest seals, and each opens what it sealed (EN-4).
#[derive(Debug)]
pub(crate) struct KeySet {
    newest: Key,
    older: Vec<Key>,
}

impl KeySet {
    /// The keys of one owner; `older` come oldest first.
    pub(crate) const fn of(newest: Key, older: Vec<Key>) -> Self {
        Self { newest, older }
    }

    /// The key that seals.
    pub(crate) const fn newest(&self) -> &Key {
        &self.newest
    }

    /// All of them, oldest first.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Key> {
        self.older.iter().chain([&self.newest])
    }

    /// Whether there is a key of this number.
    pub(crate) fn has(&self, number: u8) -> bool {
        self.all().any(|key| key.number() == number)
    }

    /// Whether older keys stand beside the newest.
    pub(crate) const fn has_older(&self) -> bool {
        !self.older.is_empty()
    }

    /// The same keys with one more, which seals from now on.
    pub(crate) fn followed_by(self, next: Key) -> Self {
        let mut older = self.older;
        older.push(self.newest);
        Self::of(next, older)
    }

    /// The newest key without the others.
    pub(crate) fn newest_alone(self) -> Self {
        Self::of(self.newest, Vec::new())
    }

    /// Seals under the newest key.
    pub(crate) fn seal(&self, context: &[u8], plain: &[u8]) -> Result<Vec<u8>> {
        self.newest.seal(context, plain)
    }

    /// Opens what any of the keys sealed for the same place.
    pub(crate) fn open(&self, context: &[u8], sealed: &[u8]) -> Result<Plain, Tampered> {
        let number = number_of(sealed).ok_or(Tampered)?;
        let key = self.all().find(|key| key.number() == number);
        key.ok_or(Tampered)?.open(context, sealed)
    }

    /// The same words for the same place under the newest key; none where they are under it already.
    pub(crate) fn reseal(&self, context: &[u8], sealed: &[u8]) -> Result<Option<Vec<u8>>> {
        if number_of(sealed) == Some(self.newest.number()) {
            return Ok(None);
        }
        let plain = self.open(context, sealed).map_err(Error::internal)?;
        self.seal(context, &plain).map(Some)
    }
}

/// The number of the key that sealed these bytes.
pub(crate) fn number_of(sealed: &[u8]) -> Option<u8> {
    sealed.get(1).copied()
}

/// The number of the key after this one: 1 to 255, and from the start again when the first ones are long gone.
pub(crate) const fn number_after(number: u8) -> u8 {
    number % u8::MAX + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(number: u8) -> Key {
        Key::random(number).expect("a key")
    }

    #[test]
    fn the_newest_seals_and_each_opens_its_own() {
        let one = KeySet::of(key(1), Vec::new());
        let old = one.seal(b"here", b"a word").expect("sealed");
        let two = one.followed_by(key(2));
        let new = two.seal(b"here", b"a word").expect("sealed");
        assert_eq!((number_of(&old), number_of(&new)), (Some(1), Some(2)));
        for sealed in [&old, &new] {
            assert_eq!(two.open(b"here", sealed).expect("open").to_vec(), b"a word");
        }
        assert_eq!(two.reseal(b"here", &new).expect("looked at"), None);
        let again = two.reseal(b"here", &old).expect("opened").expect("sealed");
        let alone = two.newest_alone();
        assert_eq!(
            alone.open(b"here", &again).expect("open").to_vec(),
            b"a word"
        );
        assert!(alone.open(b"here", &old).is_err());
        assert!(!alone.has_older() && alone.has(2) && !alone.has(1));
    }

    #[test]
    fn numbers_go_round() {
        assert_eq!(
            (number_after(1), number_after(254), number_after(255)),
            (2, 255, 1)
        );
    }
}
