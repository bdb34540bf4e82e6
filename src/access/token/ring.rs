//! The keys that tokens are signed with, and what was found to be signed with them.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use jsonwebtoken::jwk::{Jwk, ThumbprintHash};
use jsonwebtoken::{DecodingKey, EncodingKey};

use super::{Bearer, LIFETIME};
use crate::crypt::signing::SigningKeys;
use crate::error::{Error, Result};
use crate::time::At;

/// RFC 8410 §7: what stands before the 32 bytes of a seed in PKCS #8.
const PKCS8_HEAD: [u8; 16] = [
    0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
];

/// The keys that there are, and what was found to be signed with them.
///
/// A signature costs more to check than all the rest of a small read, so what was found good is remembered by the digest of its bytes
/// for as long as it is good, and not beyond these keys. Whether its session still lives is asked in the door each time.
pub(super) struct Ring {
    /// Oldest first.
    pub(super) live: Vec<Pair>,
    pub(super) retired: Vec<Jwk>,
    pub(super) checked: Mutex<HashMap<[u8; 32], Checked>>,
}

/// How many checked tokens are remembered; those of more people at once are checked anew.
pub(super) const REMEMBERED: usize = 16_384;

/// What a token said that was checked: everything but its time, which is looked at whenever it comes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Checked {
    pub(super) bearer: Bearer,
    pub(super) from: i64,
    pub(super) until: i64,
    /// When the last token of its key is over.
    pub(super) end_of_key: Option<At>,
}

impl Checked {
    pub(super) fn in_time(self, now: At) -> Option<Bearer> {
        let in_time = self.from <= now.seconds()
            && now.seconds() < self.until
            && self.end_of_key.is_none_or(|end| now < end);
        in_time.then_some(self.bearer)
    }
}

/// One key.
pub(super) struct Pair {
    pub(super) number: i64,
    pub(super) from: At,
    pub(super) signing: EncodingKey,
    pub(super) checking: DecodingKey,
    pub(super) public_bytes: Vec<u8>,
    pub(super) public: Jwk,
    pub(super) kid: String,
}

impl Pair {
    pub(super) fn of(number: i64, from: At, seed: &[u8]) -> Result<Self> {
        let mut pkcs8 = zeroize::Zeroizing::new(PKCS8_HEAD.to_vec());
        pkcs8.extend_from_slice(seed);
        let pair = Ed25519KeyPair::from_seed_unchecked(seed).map_err(Error::internal)?;
        let public_bytes = pair.public_key().as_ref().to_vec();
        let (public, kid) = published(&public_bytes)?;
        Ok(Self {
            number,
            from,
            signing: EncodingKey::from_ed_der(&pkcs8),
            checking: DecodingKey::from_ed_der(&public_bytes),
            public_bytes,
            public,
            kid,
        })
    }
}

/// A public key as it is published, and its name (RFC 8037 §2, RFC 7638).
fn published(public: &[u8]) -> Result<(Jwk, String)> {
    let x = data_encoding::BASE64URL_NOPAD.encode(public);
    let jwk = serde_json::json!({"kty": "OKP", "crv": "Ed25519", "x": x, "alg": "EdDSA"});
    let mut jwk: Jwk = serde_json::from_value(jwk).map_err(Error::internal)?;
    let kid = jwk
        .thumbprint(ThumbprintHash::SHA256)
        .map_err(Error::internal)?;
    jwk.common.key_id = Some(kid.clone());
    Ok((jwk, kid))
}

impl Ring {
    pub(super) fn of(keys: &SigningKeys) -> Result<Self> {
        let live = keys.live.iter();
        let retired = keys.retired.iter();
        Ok(Self {
            live: live
                .map(|key| Pair::of(key.number, key.from(), key.seed()))
                .collect::<Result<_>>()?,
            retired: retired
                .map(|public| published(public).map(|(jwk, _)| jwk))
                .collect::<Result<_>>()?,
            checked: Mutex::default(),
        })
    }

    pub(super) fn checked(&self) -> MutexGuard<'_, HashMap<[u8; 32], Checked>> {
        self.checked.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes room by forgetting what is over, and where that is not enough, everything.
    pub(super) fn remember(&self, name: [u8; 32], one: Checked, now: At) {
        let mut checked = self.checked();
        if checked.len() >= REMEMBERED {
            checked.retain(|_, one| one.in_time(now).is_some());
        }
        if checked.len() >= REMEMBERED {
            checked.clear();
        }
        checked.insert(name, one);
    }

    /// The key that signs now: the newest whose notice is over.
    pub(super) fn signer(&self, now: At) -> Result<&Pair> {
        let signs = self.live.iter().rev().find(|pair| pair.from <= now);
        signs
            .or_else(|| self.live.first())
            .ok_or_else(|| Error::internal("no key to sign with"))
    }

    /// When the last token of this key is over; never while no other one follows it.
    pub(super) fn end(&self, number: i64) -> Option<At> {
        let next = self.live.iter().find(|pair| pair.number > number)?;
        Some(next.from.plus(LIFETIME))
    }

    /// The key of this name, while tokens of it may still be good.
    pub(super) fn checker(&self, kid: &str, now: At) -> Option<&Pair> {
        let named = self.live.iter().find(|pair| pair.kid == kid)?;
        self.end(named.number)
            .is_none_or(|end| now < end)
            .then_some(named)
    }
}
