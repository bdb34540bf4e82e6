//! Codes and refresh tokens: made here, stored only as fingerprints, so that a dump of the database opens nothing (OP-2).

use data_encoding::BASE64URL_NOPAD;
use uuid::Uuid;

use crate::crypt::keyring::{BlindIndex, Keyring, Lookup, same};
use crate::crypt::random;
use crate::error::Result;
use crate::ids::{AccountId, DeviceId};

/// What every refresh token begins with, so that a scanner of leaks can know one.
const PREFIX: &str = "awr_";

/// A refresh token, taken apart: opaque to clients (RFC 6749 §1.5).
///
/// It names its device and its place in the family and is authenticated as a whole. So a used one is known for what it is for
/// as long as its family is on record, without a list of used ones that a clean-up could shorten (ID-4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RefreshToken {
    pub(crate) account: AccountId,
    pub(crate) device: DeviceId,
    pub(crate) generation: u32,
    secret: [u8; 16],
}

impl RefreshToken {
    /// The token of this generation, with a fresh secret.
    pub(crate) fn new(account: AccountId, device: DeviceId, generation: u32) -> Result<Self> {
        Ok(Self {
            account,
            device,
            generation,
            secret: random::bytes()?,
        })
    }

    /// The token that follows this one, always the same: whoever lost the answer gets an equal one, and no second branch begins
    /// (ID-2). It cannot be told without the service's key.
    pub(crate) fn next(&self, keyring: &Keyring) -> Self {
        let derived = keyring.index(Lookup::NextRefreshToken, &self.body()).0;
        Self {
            generation: self.generation.saturating_add(1),
            secret: derived.first_chunk().copied().unwrap_or_default(),
            ..*self
        }
    }

    /// What the client gets.
    pub(crate) fn spell(&self, keyring: &Keyring) -> String {
        let mut bytes = self.body();
        bytes.extend(self.seal(keyring));
        format!("{PREFIX}{}", BASE64URL_NOPAD.encode(&bytes))
    }

    /// What the client sent, if it is one of ours.
    pub(crate) fn read(text: &str, keyring: &Keyring) -> Option<Self> {
        let bytes = BASE64URL_NOPAD
            .decode(text.strip_prefix(PREFIX)?.as_bytes())
            .ok()?;
        let (body, seal) = bytes.split_at_checked(52)?;
        let (account, rest) = body.split_at_checked(16)?;
        let (device, rest) = rest.split_at_checked(16)?;
        let (generation, secret) = rest.split_at_checked(4)?;
        let token = Self {
            account: AccountId::from_uuid(Uuid::from_slice(account).ok()?),
            device: DeviceId::from_uuid(Uuid::from_slice(device).ok()?),
            generation: u32::from_be_bytes(generation.try_into().ok()?),
            secret: secret.try_into().ok()?,
        };
        same(seal, &token.seal(keyring)).then_some(token)
    }

    /// What the database keeps.
    pub(crate) fn index(&self, keyring: &Keyring) -> BlindIndex {
        keyring.index(Lookup::RefreshToken, &self.body())
    }

    fn body(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(68);
        bytes.extend(self.account.uuid().as_bytes());
        bytes.extend(self.device.uuid().as_bytes());
        bytes.extend(self.generation.to_be_bytes());
        bytes.extend(self.secret);
        bytes
    }

    fn seal(&self, keyring: &Keyring) -> Vec<u8> {
        let mut bytes = self.body();
        bytes.extend(b"seal");
        let mut seal = keyring.index(Lookup::RefreshToken, &bytes).0;
        seal.truncate(16);
        seal
    }
}

/// A mailed code: forty bits, for typing on a phone, good for ten minutes and five tries (ID-15).
pub(crate) fn mailed_code() -> Result<String> {
    random::code::<8>()
}

/// How many recovery codes are given at a time.
pub(crate) const RECOVERY_CODES: usize = 10;

/// A recovery code: eighty bits; kept under the service's key and its account's id, so that a dump opens nothing (ID-12).
pub(crate) fn recovery_code() -> Result<String> {
    random::code::<16>()
}

/// A recovery code as it is shown: four groups of four.
pub(crate) fn grouped(code: &str) -> String {
    let mut shown = String::with_capacity(19);
    for (place, letter) in code.chars().enumerate() {
        if place > 0 && place % 4 == 0 {
            shown.push('-');
        }
        shown.push(letter);
    }
    shown
}

/// An invitation code: fifty bits; guessing is slowed at the edge.
pub(crate) fn invitation_code() -> Result<String> {
    random::code::<10>()
}
