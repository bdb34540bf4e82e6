//! Keys: one master key outside the database, service keys and one data key per account inside it, each wrapped.
//!
//! ```text
//! master key (file) ── wraps ───> service keys (table `service_keys`): look-up index, token signing
//!                   ├─ wraps ───> data keys (table `data_keys`), of one account each ── seal ──> every word of that person
//!                   └─ derives ─> doorstep key ── seals ──> what waits before there is an account: applications, mail
//! ```
//! Keys have numbers, and sealed bytes carry the number of theirs. The newest key seals; older ones open what is still under them
//! until it has been sealed anew (EN-4, [`crate::keys`]). A master key that nothing is wrapped under any longer is retired, stays in
//! its file for as long as backups are kept, and is then removed: from that day no backup from before opens (EN-6).
//!
//! A row that was moved, swapped or rolled back does not open: the associated data names the account, the record, the field and
//! the revision (EN-2). Nonces are 96 random bits under a key of one account, far below the bound of SP 800-38D (EN-3).

pub(crate) mod account_keys;
mod guessable;
pub mod key_file;
pub(crate) mod key_set;
pub mod keyring;
pub mod master;
pub mod memory;
pub mod password;
mod plain;
pub mod random;
pub mod sealed;
pub(crate) mod signing;
pub(crate) mod stream;

use std::sync::OnceLock;

use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use zeroize::Zeroizing;

use self::plain::Plain;
use crate::error::{Error, Result};

/// The first byte of everything sealed: AES-256-GCM, nonce of 12 bytes, tag of 16.
const FORMAT: u8 = 1;
/// Before the nonce: the format, and the number of the key among its owner's.
const HEAD: usize = 2;
/// After the ciphertext.
const TAG: usize = 16;

/// A symmetric key of 256 bits that is wiped when it goes.
pub(crate) struct Key {
    bytes: Zeroizing<[u8; 32]>,
    number: u8,
    /// Made of the bytes when it is first used: a page of entries is opened by one key.
    cipher: OnceLock<RandomizedNonceKey>,
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key(…)")
    }
}

/// What was sealed does not open: another key, another place, or changed bytes.
#[derive(Debug, thiserror::Error)]
#[error("sealed bytes do not open in this place")]
pub struct Tampered;

/// Whether something failed because sealed bytes do not open, and not because they could not be had.
pub(crate) fn does_not_open(error: &Error) -> bool {
    matches!(error, Error::Internal(cause) if cause.is::<Tampered>() || cause.is::<sealed::Unreadable>())
}

impl Key {
    /// The key with these bytes, the `number`th of its owner.
    pub(crate) fn new(bytes: [u8; 32], number: u8) -> Self {
        Self {
            bytes: Zeroizing::new(bytes),
            number,
            cipher: OnceLock::new(),
        }
    }

    fn cipher(&self) -> Result<&RandomizedNonceKey> {
        if let Some(made) = self.cipher.get() {
            return Ok(made);
        }
        let made = RandomizedNonceKey::new(&AES_256_GCM, self.bytes()).map_err(Error::internal)?;
        Ok(self.cipher.get_or_init(|| made))
    }

    /// A fresh key, the `number`th of its owner.
    pub(crate) fn random(number: u8) -> Result<Self> {
        Ok(Self::new(random::bytes()?, number))
    }

    /// Which of its owner's keys it is.
    pub(crate) const fn number(&self) -> u8 {
        self.number
    }

    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.bytes
    }

    /// Seals `plain` for the place that `context` names: format, key number, nonce, ciphertext, tag.
    pub(crate) fn seal(&self, context: &[u8], plain: &[u8]) -> Result<Vec<u8>> {
        if cfg!(bench_plain) {
            return Ok([[FORMAT, self.number].as_slice(), plain].concat());
        }
        let key = self.cipher()?;
        // Room for the tag from the start: a buffer that grew would leave the words behind where it was (EN-8).
        let mut body = Vec::with_capacity(plain.len().saturating_add(TAG));
        body.extend(plain);
        let nonce = key
            .seal_in_place_append_tag(Aad::from(context), &mut body)
            .map_err(Error::internal)?;
        let mut sealed = Vec::with_capacity(HEAD + NONCE_LEN + body.len());
        sealed.extend([FORMAT, self.number]);
        sealed.extend(nonce.as_ref());
        sealed.append(&mut body);
        Ok(sealed)
    }

    /// Opens what [`Key::seal`] sealed for the same place.
    pub(crate) fn open(&self, context: &[u8], sealed: &[u8]) -> Result<Plain, Tampered> {
        let (head, rest) = sealed.split_at_checked(HEAD).ok_or(Tampered)?;
        if cfg!(bench_plain) {
            return Ok(Plain::of(rest));
        }
        let (nonce, body) = rest.split_at_checked(NONCE_LEN).ok_or(Tampered)?;
        if head != [FORMAT, self.number] {
            return Err(Tampered);
        }
        let key = self.cipher().map_err(|_| Tampered)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| Tampered)?;
        let mut body = Plain::of(body);
        let length = key
            .open_in_place(nonce, Aad::from(context), body.bytes())
            .map_err(|_| Tampered)?
            .len();
        body.truncate(length);
        Ok(body)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_sealed_opens_in_its_place_and_in_no_other() {
        let key = Key::random(1).expect("a key");
        let sealed = key.seal(b"entry 1", b"a word").expect("sealed");
        assert_eq!(
            key.open(b"entry 1", &sealed).expect("open").to_vec(),
            b"a word"
        );
        assert!(key.open(b"entry 2", &sealed).is_err());
        assert!(
            Key::random(1)
                .expect("a key")
                .open(b"entry 1", &sealed)
                .is_err()
        );
    }

    #[test]
    fn every_flipped_bit_is_found() {
        let key = Key::random(1).expect("a key");
        let sealed = key.seal(b"here", b"a word").expect("sealed");
        for bit in 0..sealed.len() * 8 {
            let mut changed = sealed.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            assert!(key.open(b"here", &changed).is_err(), "bit {bit}");
        }
        assert!(key.open(b"here", &[]).is_err());
    }

    #[test]
    fn the_same_word_is_never_sealed_to_the_same_bytes() {
        let key = Key::random(1).expect("a key");
        let nonces: std::collections::HashSet<_> = (0..20_000)
            .map(|_| key.seal(b"", b"x").expect("sealed")[2..14].to_vec())
            .collect();
        assert_eq!(nonces.len(), 20_000);
    }
}
