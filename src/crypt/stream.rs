//! A file that is sealed piece by piece: its order and its end are sealed with it, so that none can be moved, dropped or cut off.
//!
//! ```text
//! head    18 bytes that name the format, the number of the master key, 32 random bytes
//! pieces  65,536 bytes each and their tag of 16; the last one is shorter, or as long, and says that it is the last
//! ```
//! AES-256-GCM under a key of this file's own (HKDF over the 32 random bytes); the nonce of a piece is its place and whether it is the
//! last (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár 2015); the head is associated data of every piece.

use std::io::{self, Read, Write};

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use aws_lc_rs::hkdf;
use zeroize::Zeroizing;

use super::{Key, TAG, random};
use crate::error::{Error, Result};

const FORMAT: &[u8; 18] = b"afterword backup 1";
const SALT: usize = 32;
const HEAD: usize = 18 + 1 + SALT;
/// How much is sealed at once.
const PIECE: usize = 65_536;

/// What every piece hangs on.
struct Stream {
    key: LessSafeKey,
    head: [u8; HEAD],
    place: u64,
}

impl Stream {
    fn new(key: &Key, head: [u8; HEAD]) -> Result<Self> {
        let salt = head
            .last_chunk::<SALT>()
            .map_or(&[][..], <[u8; SALT]>::as_slice);
        let mut bytes = Zeroizing::new([0; 32]);
        hkdf::Salt::new(hkdf::HKDF_SHA256, salt)
            .extract(key.bytes())
            .expand(&[b"backup file"], hkdf::HKDF_SHA256)
            .and_then(|okm| okm.fill(bytes.as_mut_slice()))
            .map_err(Error::internal)?;
        let key = UnboundKey::new(&AES_256_GCM, bytes.as_slice()).map_err(Error::internal)?;
        Ok(Self {
            key: LessSafeKey::new(key),
            head,
            place: 0,
        })
    }

    /// The nonce of the next piece; each is used once, because the key is this file's own and places only go on.
    fn nonce(&mut self, last: bool) -> Nonce {
        let mut bytes = [0; NONCE_LEN];
        let place = self.place.to_be_bytes();
        for (to, from) in bytes
            .iter_mut()
            .zip(place.into_iter().chain([u8::from(last)]))
        {
            *to = from;
        }
        self.place = self.place.saturating_add(1);
        Nonce::assume_unique_for_key(bytes)
    }
}

fn broken(what: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

/// Seals what is written to it; nothing is whole before [`Sealing::finish`].
pub(crate) struct Sealing<W> {
    stream: Stream,
    held: Zeroizing<Vec<u8>>,
    into: W,
}

impl<W: Write> Sealing<W> {
    /// Begins a file under this master key's key for backups.
    pub(crate) fn begin(key: &Key, mut into: W) -> Result<Self> {
        let mut head = Vec::with_capacity(HEAD);
        head.extend(FORMAT);
        head.push(key.number());
        head.extend(random::bytes::<SALT>()?);
        into.write_all(&head).map_err(Error::internal)?;
        let head = head.as_slice().try_into().map_err(Error::internal)?;
        Ok(Self {
            stream: Stream::new(key, head)?,
            held: Zeroizing::new(Vec::with_capacity(PIECE + TAG)),
            into,
        })
    }

    /// Seals the last piece and gives back what everything was written to.
    pub(crate) fn finish(mut self) -> io::Result<W> {
        self.seal(true)?;
        Ok(self.into)
    }

    fn seal(&mut self, last: bool) -> io::Result<()> {
        let nonce = self.stream.nonce(last);
        let head = Aad::from(self.stream.head.as_slice());
        self.stream
            .key
            .seal_in_place_append_tag(nonce, head, &mut *self.held)
            .map_err(|_| broken("a piece could not be sealed"))?;
        self.into.write_all(&self.held)?;
        self.held.clear();
        Ok(())
    }
}

impl<W: Write> Write for Sealing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // A full piece waits for what follows it, because it may be the last.
        if self.held.len() == PIECE && !bytes.is_empty() {
            self.seal(false)?;
        }
        let room = PIECE.saturating_sub(self.held.len());
        let taken = bytes.get(..room).unwrap_or(bytes);
        self.held.extend(taken);
        Ok(taken.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Opens what [`Sealing`] sealed, and nothing that is not what it sealed, in its order, to its end.
pub(crate) struct Opening<R> {
    stream: Stream,
    from: R,
    /// The sealed bytes that follow.
    ahead: Vec<u8>,
    open: Zeroizing<Vec<u8>>,
    given: usize,
    ended: bool,
    /// Something did not open: nothing that follows is given either.
    broken: bool,
}

/// Reads the number of the master key off the head of a file.
pub(crate) fn read_head(from: &mut impl Read) -> io::Result<([u8; HEAD], u8)> {
    let mut head = [0; HEAD];
    from.read_exact(&mut head)
        .map_err(|_| broken("this is not a backup"))?;
    let (format, rest) = head.split_at(FORMAT.len());
    if format != FORMAT {
        return Err(broken("this is not a backup"));
    }
    Ok((head, rest.first().copied().unwrap_or_default()))
}

impl<R: Read> Opening<R> {
    /// Goes on behind a head that [`read_head`] has read.
    pub(crate) fn begin(key: &Key, head: [u8; HEAD], from: R) -> Result<Self> {
        Ok(Self {
            stream: Stream::new(key, head)?,
            from,
            ahead: Vec::new(),
            open: Zeroizing::default(),
            given: 0,
            ended: false,
            broken: false,
        })
    }

    fn next_piece(&mut self) -> io::Result<()> {
        // One byte more than a piece tells whether another follows.
        let most = PIECE + TAG + 1;
        let wanted = u64::try_from(most.saturating_sub(self.ahead.len())).unwrap_or_default();
        self.from
            .by_ref()
            .take(wanted)
            .read_to_end(&mut self.ahead)?;
        let last = self.ahead.len() < most;
        let rest = self.ahead.split_off(self.ahead.len().min(most - 1));
        self.open = Zeroizing::new(std::mem::replace(&mut self.ahead, rest));
        // Until it has opened, what stands there is nobody's.
        self.broken = true;
        let nonce = self.stream.nonce(last);
        let head = Aad::from(self.stream.head.as_slice());
        let length = self
            .stream
            .key
            .open_in_place(nonce, head, &mut self.open)
            .map_err(|_| broken("it was changed or cut, or sealed under another key"))?
            .len();
        self.open.truncate(length);
        (self.given, self.ended, self.broken) = (0, last, false);
        Ok(())
    }
}

impl<R: Read> Read for Opening<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.broken {
            return Err(broken("it was changed or cut"));
        }
        while self.given == self.open.len() {
            if self.ended {
                return Ok(0);
            }
            self.next_piece()?;
        }
        let mut left = self.open.get(self.given..).unwrap_or_default();
        let read = left.read(into)?;
        self.given = self.given.saturating_add(read);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sealed(key: &Key, plain: &[u8]) -> Vec<u8> {
        let mut sealing = Sealing::begin(key, Vec::new()).expect("begun");
        sealing.write_all(plain).expect("written");
        sealing.finish().expect("sealed")
    }

    fn opened(key: &Key, sealed: &[u8]) -> io::Result<Vec<u8>> {
        let mut from = sealed;
        let (head, number) = read_head(&mut from)?;
        assert_eq!(number, key.number());
        let mut plain = Vec::new();
        Opening::begin(key, head, from)
            .expect("begun")
            .read_to_end(&mut plain)?;
        Ok(plain)
    }

    #[test]
    fn what_was_sealed_opens_whatever_its_length() {
        let key = Key::random(1).expect("a key");
        for length in [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 3 * PIECE + 7] {
            let plain: Vec<u8> = (0..length)
                .map(|at| u8::try_from(at % 251).unwrap())
                .collect();
            assert_eq!(opened(&key, &sealed(&key, &plain)).expect("open"), plain);
        }
    }

    #[test]
    fn behind_what_did_not_open_nothing_is_given() {
        let key = Key::random(1).expect("a key");
        let mut sealed = sealed(&key, &vec![7; 2 * PIECE]);
        sealed[HEAD + PIECE + TAG + 5] ^= 1;
        let mut from = sealed.as_slice();
        let (head, _) = read_head(&mut from).expect("a head");
        let mut opening = Opening::begin(&key, head, from).expect("begun");
        let mut sound = vec![0; PIECE];
        opening.read_exact(&mut sound).expect("the first piece");
        for _ in 0..3 {
            assert!(opening.read(&mut [0; 99]).is_err());
        }
    }

    #[test]
    fn pieces_that_are_cut_off_swapped_or_added_are_found() {
        let key = Key::random(1).expect("a key");
        let whole = sealed(&key, &vec![7; 3 * PIECE]);
        let step = PIECE + TAG;
        for cut in [
            HEAD,
            HEAD + 1,
            HEAD + step,
            HEAD + 2 * step,
            whole.len() - 1,
        ] {
            assert!(opened(&key, &whole[..cut]).is_err(), "cut at {cut}");
        }
        let mut swapped = whole.clone();
        swapped[HEAD..HEAD + 2 * step].rotate_left(step);
        assert!(opened(&key, &swapped).is_err());
        let mut longer = whole.clone();
        longer.extend_from_slice(&whole[HEAD..]);
        assert!(opened(&key, &longer).is_err());
        assert!(opened(&Key::random(1).expect("a key"), &whole).is_err());
        // The head is sealed too: its random bytes make the key.
        for at in 19..HEAD {
            let mut changed = whole.clone();
            changed[at] ^= 1;
            assert!(opened(&key, &changed).is_err(), "byte {at}");
        }
    }
}
