//! The keys of one account, as they are wrapped together.

use zeroize::Zeroizing;

use super::key_set::{KeySet, number_after};
use super::{Key, Tampered};
use crate::error::Result;

/// The bytes of one key.
const KEY: usize = 32;

/// The keys of one account: those that seal its words, and the one of its fingerprints.
///
/// Fingerprints cannot be made anew, because nobody keeps what they were made of, so their key stays when the others are
/// exchanged. It opens nothing.
#[derive(Debug)]
pub(crate) struct DataKeys {
    sealing: KeySet,
    marking: Key,
}

impl DataKeys {
    /// The keys of a new account.
    pub(crate) fn random() -> Result<Self> {
        Ok(Self {
            sealing: KeySet::of(Key::random(1)?, Vec::new()),
            marking: Key::random(1)?,
        })
    }

    /// The keys that seal and open words.
    pub(crate) const fn sealing(&self) -> &KeySet {
        &self.sealing
    }

    /// The key of fingerprints.
    pub(crate) const fn marking(&self) -> &Key {
        &self.marking
    }

    /// The same keys with a new one that seals from now on.
    pub(crate) fn with_next(self) -> Result<Self> {
        let next = Key::random(number_after(self.sealing.newest().number()))?;
        Ok(Self {
            sealing: self.sealing.followed_by(next),
            ..self
        })
    }

    /// The same keys without those that seal no longer.
    pub(crate) fn newest_alone(self) -> Self {
        Self {
            sealing: self.sealing.newest_alone(),
            ..self
        }
    }

    /// What is wrapped: the key of fingerprints, then each sealing key after its number, the newest last.
    pub(super) fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        let keys = self.sealing.all().count();
        let mut bytes = Zeroizing::new(Vec::with_capacity(KEY + keys * (1 + KEY)));
        bytes.extend(self.marking.bytes());
        for key in self.sealing.all() {
            bytes.push(key.number());
            bytes.extend(key.bytes());
        }
        bytes
    }

    /// Reads what was wrapped; an account from before keys had numbers has one key for everything, the first.
    pub(super) fn from_bytes(bytes: &[u8]) -> Result<Self, Tampered> {
        let (marking, numbered) = bytes.split_first_chunk::<KEY>().ok_or(Tampered)?;
        let mut keys = Vec::new();
        let mut rest = numbered;
        while let Some((number, behind)) = rest.split_first() {
            let (key, behind) = behind.split_first_chunk::<KEY>().ok_or(Tampered)?;
            keys.push(Key::new(*key, *number));
            rest = behind;
        }
        let newest = keys.pop().unwrap_or_else(|| Key::new(*marking, 1));
        Ok(Self {
            sealing: KeySet::of(newest, keys),
            marking: Key::new(*marking, 1),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_come_back_as_they_were_wrapped_and_fingerprints_keep_theirs() {
        let keys = DataKeys::random().expect("keys");
        let sealed = keys.sealing().seal(b"", b"a word").expect("sealed");
        let marking = *keys.marking().bytes();
        let later = keys.with_next().expect("keys");
        let read = DataKeys::from_bytes(&later.to_bytes()).expect("keys");
        assert_eq!(
            read.sealing().open(b"", &sealed).expect("open").to_vec(),
            b"a word"
        );
        assert_eq!(read.sealing().newest().number(), 2);
        let alone = DataKeys::from_bytes(&read.newest_alone().to_bytes()).expect("keys");
        assert!(alone.sealing().open(b"", &sealed).is_err());
        assert_eq!(*alone.marking().bytes(), marking);
    }

    #[test]
    fn an_account_from_before_keys_had_numbers_opens() {
        let old = DataKeys::from_bytes(&[7; 32]).expect("keys");
        assert_eq!(old.sealing().newest().number(), 1);
        assert_eq!(old.marking().bytes(), old.sealing().newest().bytes());
        let next = DataKeys::from_bytes(&old.with_next().expect("keys").to_bytes());
        assert!(next.expect("keys").sealing().has(1));
        for cut in [0, 31, 33, 64, 66] {
            assert!(DataKeys::from_bytes(&vec![7; cut]).is_err(), "{cut}");
        }
    }
}
