//! The master keys: 32 bytes each, in a file outside the database; see [`super::key_file`].

use aws_lc_rs::hkdf;
use data_encoding::BASE64;
use zeroize::Zeroizing;

use super::Key;
use super::guessable::is_guessable;
use super::key_set::{KeySet, number_after};
use crate::error::{Error, Result};
use crate::time::At;

/// One master key: it wraps other keys, and derives the one for the doorstep.
#[derive(Debug)]
pub struct MasterKey {
    secret: Key,
    made_at: Option<At>,
    retired_at: Option<At>,
}

/// The master keys that there are, oldest first: the newest wraps, and the others open what is still wrapped under them.
#[derive(Debug)]
pub struct MasterKeys {
    older: Vec<MasterKey>,
    newest: MasterKey,
}

/// What master keys are used as.
#[derive(Debug)]
pub(crate) struct Opened {
    /// The keys that wrap other keys.
    pub(crate) wrapping: KeySet,
    /// The keys for what is sealed before there is an account: one goes with its master key, and with it what it sealed (EN-6).
    pub(crate) doorstep: KeySet,
}

impl MasterKey {
    /// A fresh key.
    pub(super) fn random(number: u8, made_at: Option<At>) -> Result<Self> {
        Ok(Self {
            secret: Key::random(number)?,
            made_at,
            retired_at: None,
        })
    }

    /// Reads a line of the file: `number base64 made_at [retired_at]`, or base64 alone, which is key number 1.
    fn read(line: &str) -> Option<Self> {
        let parts: Vec<&str> = line.split_whitespace().collect();
        let (number, base64, made_at, retired_at) = match parts.as_slice() {
            [base64] => (1, base64, None, None),
            [number, base64, made] => (number.parse().ok()?, base64, Some(made), None),
            [number, base64, made, retired] => {
                (number.parse().ok()?, base64, Some(made), Some(retired))
            }
            _ => return None,
        };
        let bytes = Zeroizing::new(BASE64.decode(base64.as_bytes()).ok()?);
        let at = |text: Option<&&str>| {
            text.map(|text| text.parse::<At>().ok())
                .map_or(Some(None), |at| at.map(Some))
        };
        Some(Self {
            secret: Key::new(bytes.as_slice().try_into().ok()?, number),
            made_at: at(made_at)?,
            retired_at: at(retired_at)?,
        })
        .filter(|_| number > 0)
    }

    /// The line that [`MasterKey::read`] reads.
    fn write(&self) -> Zeroizing<String> {
        let base64 = Zeroizing::new(BASE64.encode(self.secret.bytes()));
        let Some(made_at) = self.made_at else {
            return base64;
        };
        let retired = self
            .retired_at
            .map(|at| format!(" {at}"))
            .unwrap_or_default();
        Zeroizing::new(format!("{} {} {made_at}{retired}", self.number(), *base64))
    }

    /// Which one it is, as everything wrapped under it says.
    pub(crate) const fn number(&self) -> u8 {
        self.secret.number()
    }

    /// When it was made; a key that came without a date is as old as the database.
    pub(crate) const fn made_at(&self) -> Option<At> {
        self.made_at
    }

    /// When it was retired, where it is.
    pub(crate) const fn retired_at(&self) -> Option<At> {
        self.retired_at
    }

    /// Whether a key like this can be guessed.
    fn is_trivial(&self) -> bool {
        is_guessable(self.secret.bytes())
    }

    /// A key for one use, apart from the master key itself (RFC 5869).
    fn derive(&self, purpose: &[u8]) -> Result<Key> {
        let salt = hkdf::Salt::new(hkdf::HKDF_SHA256, b"afterword");
        let mut bytes = Zeroizing::new([0; 32]);
        salt.extract(self.secret.bytes())
            .expand(&[purpose], hkdf::HKDF_SHA256)
            .and_then(|okm| okm.fill(bytes.as_mut_slice()))
            .map_err(Error::internal)?;
        Ok(Key::new(*bytes, self.number()))
    }
}

/// Why a text holds no master keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unreadable {
    /// It is something else.
    Content,
    /// A key in it is one that anybody can guess.
    Trivial,
}

impl MasterKeys {
    /// Reads the text of the file: a key a line, the newest last, no number twice.
    pub(super) fn read(text: &str) -> Result<Self, Unreadable> {
        let lines = text.lines().filter(|line| !line.trim().is_empty());
        let keys: Option<Vec<MasterKey>> = lines.map(MasterKey::read).collect();
        let mut older = keys.ok_or(Unreadable::Content)?;
        let newest = older.pop().ok_or(Unreadable::Content)?;
        let keys = Self { older, newest };
        let numbers: std::collections::HashSet<u8> = keys.all().map(MasterKey::number).collect();
        if numbers.len() != keys.all().count() || keys.newest.retired_at.is_some() {
            return Err(Unreadable::Content);
        }
        if keys.all().any(MasterKey::is_trivial) {
            return Err(Unreadable::Trivial);
        }
        Ok(keys)
    }

    /// The text that [`MasterKeys::read`] reads.
    pub(super) fn write(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(128 * self.all().count()));
        for key in self.all() {
            text.push_str(&key.write());
            text.push('\n');
        }
        text
    }

    /// The first key, of which there is only the file yet.
    pub(super) fn first() -> Result<Self> {
        Ok(Self {
            older: Vec::new(),
            newest: MasterKey::random(1, None)?,
        })
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = &MasterKey> {
        self.older.iter().chain([&self.newest])
    }

    /// The key that wraps.
    pub(crate) const fn newest(&self) -> &MasterKey {
        &self.newest
    }

    /// Whether a rotation was begun and not finished: something may still be wrapped under a key that is not the newest.
    pub(crate) fn is_unfinished(&self) -> bool {
        self.older.iter().any(|key| key.retired_at.is_none())
    }

    /// Whether the time of a retired key is over.
    pub(crate) fn has_past(&self, is_past: impl Fn(&MasterKey) -> bool) -> bool {
        self.older
            .iter()
            .any(|key| key.retired_at.is_some() && is_past(key))
    }

    /// The same keys with a new one that wraps from now on; a rotation that is not finished is resumed and makes none.
    ///
    /// `first_made_at` is the date of a key that came without one.
    pub(crate) fn with_next(self, now: At, first_made_at: At) -> Result<Self> {
        if self.is_unfinished() {
            return Ok(self);
        }
        let number = number_after(self.newest.number());
        if self.all().any(|key| key.number() == number) {
            return Err(Error::internal("every number of a master key is taken"));
        }
        let Self { mut older, newest } = self;
        let next = MasterKey::random(number, Some(now))?;
        older.push(MasterKey {
            made_at: newest.made_at.or(Some(first_made_at)),
            ..newest
        });
        Ok(Self {
            older,
            newest: next,
        })
    }

    /// The same keys when nothing is wrapped under any but the newest: the others are retired, and those whose time is over are gone.
    pub(crate) fn settled(self, now: At, is_past: impl Fn(&MasterKey) -> bool) -> Self {
        let retired = self.older.into_iter().map(|key| MasterKey {
            retired_at: key.retired_at.or(Some(now)),
            ..key
        });
        Self {
            older: retired.filter(|key| !is_past(key)).collect(),
            newest: self.newest,
        }
    }

    /// The key that backups of this key's time are sealed under; none where the file does not hold it any more (EN-6).
    pub(crate) fn for_backups(&self, number: u8) -> Result<Option<Key>> {
        let key = self.all().find(|key| key.number() == number);
        key.map(|key| key.derive(b"backups")).transpose()
    }

    /// What the keys are used as.
    pub(crate) fn open(&self) -> Result<Opened> {
        let set = |purpose: &[u8]| -> Result<KeySet> {
            let older = self.older.iter().map(|key| key.derive(purpose));
            Ok(KeySet::of(
                self.newest.derive(purpose)?,
                older.collect::<Result<_>>()?,
            ))
        };
        Ok(Opened {
            wrapping: set(b"wrapping keys")?,
            doorstep: set(b"doorstep")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = "dpLDrTVAu4A8Ags67mbNiIcSMjTqDG5xQ8Ct1z/0Me0=";

    fn read(text: &str) -> Result<MasterKeys, Unreadable> {
        MasterKeys::read(text)
    }

    fn at(text: &str) -> At {
        text.parse().expect("an instant")
    }

    #[test]
    fn a_single_line_is_key_number_1_and_lines_with_numbers_are_read_in_their_order() {
        let keys = read(&format!("{ONE}\n")).expect("a key");
        assert_eq!((keys.newest.number(), keys.newest.made_at), (1, None));
        assert_eq!(keys.write().as_str(), format!("{ONE}\n"));
        let text = format!(
            "1 {ONE} 2026-01-01T00:00:00.000000Z 2026-02-01T00:00:00.000000Z\n2 {ONE} 2026-02-01T00:00:00.000000Z\n"
        );
        let keys = read(&text).expect("keys");
        assert_eq!((keys.older.len(), keys.newest.number()), (1, 2));
        assert_eq!(keys.write().as_str(), text);
    }

    #[test]
    fn what_is_no_file_of_keys_is_refused() {
        let late = "2026-01-01T00:00:00Z";
        for text in [
            String::new(),
            "\n\n".to_owned(),
            format!("{ONE} {ONE}"),
            format!("0 {ONE} {late}"),
            format!("256 {ONE} {late}"),
            format!("1 {ONE} yesterday"),
            format!("1 {ONE} {late} {late}"),
            format!("1 {ONE} {late} {late} {late}"),
            format!("1 {ONE} {late}\n1 {ONE} {late}"),
            format!("1 {} {late}", &ONE[..40]),
        ] {
            assert_eq!(read(&text).err(), Some(Unreadable::Content), "{text}");
        }
        let zeroes = BASE64.encode(&[0; 32]);
        assert_eq!(read(&zeroes).err(), Some(Unreadable::Trivial));
    }

    #[test]
    fn a_key_is_made_retired_and_removed_in_this_order_and_a_second_rotation_resumes_the_first() {
        let (made, now) = (at("2026-01-01T00:00:00Z"), at("2026-02-01T00:00:00Z"));
        let keys = read(ONE).expect("a key").with_next(now, made).expect("two");
        assert_eq!(keys.older[0].made_at, Some(made));
        assert!(keys.is_unfinished());
        let keys = keys.with_next(now, made).expect("two");
        assert_eq!((keys.older.len(), keys.newest.number()), (1, 2));
        let keys = keys.settled(now, |_| false);
        assert!(!keys.is_unfinished());
        let past = |at: At| move |key: &MasterKey| key.retired_at().is_some_and(|then| then <= at);
        assert!(!keys.has_past(past(made)) && keys.has_past(past(now)));
        let keys = keys
            .with_next(now, made)
            .expect("three")
            .settled(now, past(now));
        assert_eq!((keys.older.len(), keys.newest.number()), (0, 3));
    }
}
