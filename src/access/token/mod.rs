//! Access tokens: JSON Web Tokens of the profile RFC 9068, signed with EdDSA (RFC 8037); nothing else knows the claims.

mod ring;
#[cfg(test)]
mod tests;

use std::sync::{Arc, PoisonError, RwLock};

use aws_lc_rs::digest::{SHA256, digest};
use chrono::Duration;
use jsonwebtoken::jwk::JwkSet;
use jsonwebtoken::{Algorithm, DecodingKey, Header, Validation, decode, decode_header, encode};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use self::ring::{Checked, Ring};
use crate::account::Role;
use crate::clock::Clock;
use crate::crypt::signing::SigningKeys;
use crate::error::{Error, Result};
use crate::ids::{AccountId, DeviceId};
use crate::time::At;

/// How long an access token lives: ten minutes (ID-1).
pub const LIFETIME: Duration = Duration::minutes(10);

/// RFC 9068 §2.1: so that no other kind of token passes for an access token.
const TYPE: &str = "at+jwt";
/// Our own apps, as a client.
const FIRST_PARTY: &str = "afterword";

/// Who a token speaks for, as far as the token itself can say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bearer {
    /// The account.
    pub account: AccountId,
    /// The device that signed in.
    pub device: DeviceId,
    /// The kind of account.
    pub role: Role,
    /// With which refresh token of the device it was given, counted from one (ID-2).
    pub rotation: i64,
}

/// Something signed: the three parts of a JWS, each in base64url (RFC 7515 §7.2.2).
#[derive(Debug)]
pub(crate) struct Signed {
    /// What was signed.
    pub(crate) payload: String,
    /// How, and with which key.
    pub(crate) protected: String,
    /// The signature over `protected`, a full stop, and `payload`.
    pub(crate) signature: String,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Claims {
    iss: String,
    aud: String,
    sub: AccountId,
    client_id: String,
    sid: DeviceId,
    role: Role,
    rotation: i64,
    iat: i64,
    nbf: i64,
    exp: i64,
    jti: uuid::Uuid,
}

/// Signs access tokens and checks them; which keys there are is read again while the service runs (OA-9).
pub struct Tokens {
    ring: RwLock<Arc<Ring>>,
    clock: Clock,
    issuer: String,
    validation: Validation,
}

impl std::fmt::Debug for Tokens {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Tokens(…)")
    }
}

impl Signed {
    /// The compact serialization (RFC 7515 §7.1).
    pub(crate) fn compact(&self) -> String {
        format!("{}.{}.{}", self.protected, self.payload, self.signature)
    }
}

impl Tokens {
    /// The keys of this service; `issuer` is its public URL, and the audience too.
    pub(crate) fn new(keys: &SigningKeys, clock: Clock, issuer: &str) -> Result<Self> {
        Ok(Self::of(Ring::of(keys)?, clock, issuer))
    }

    fn of(ring: Ring, clock: Clock, issuer: &str) -> Self {
        let mut validation = Validation::new(Algorithm::EdDSA);
        validation.set_issuer(&[issuer]);
        validation.set_audience(&[issuer]);
        validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        // The library would ask the machine's clock; ours is an argument.
        validation.validate_exp = false;
        validation.validate_nbf = false;
        Self {
            ring: RwLock::new(Arc::new(ring)),
            clock,
            issuer: issuer.to_owned(),
            validation,
        }
    }

    fn ring(&self) -> Arc<Ring> {
        Arc::clone(&self.ring.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Takes up the keys that there are now.
    pub(super) fn take_up(&self, keys: &SigningKeys) -> Result<()> {
        let ring = Arc::new(Ring::of(keys)?);
        *self.ring.write().unwrap_or_else(PoisonError::into_inner) = ring;
        Ok(())
    }

    /// The keys whose last token is over, with their public halves: nobody needs their private ones any more.
    pub(crate) fn past(&self, now: At) -> Vec<(i64, Vec<u8>)> {
        let ring = self.ring();
        let past = ring
            .live
            .iter()
            .filter(|pair| ring.end(pair.number).is_some_and(|end| end <= now));
        past.map(|pair| (pair.number, pair.public_bytes.clone()))
            .collect()
    }

    /// Since when the newest key signs, or from when on it will.
    pub(crate) fn newest_from(&self) -> Option<At> {
        self.ring().live.last().map(|pair| pair.from)
    }

    /// How clients reach this service.
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// A token for this bearer, good from now for [`LIFETIME`].
    pub fn issue(&self, bearer: &Bearer, now: At) -> Result<String> {
        let ring = self.ring();
        let key = ring.signer(now)?;
        let header = Header {
            typ: Some(TYPE.to_owned()),
            kid: Some(key.kid.clone()),
            ..Header::new(Algorithm::EdDSA)
        };
        let claims = Claims {
            iss: self.issuer.clone(),
            aud: self.issuer.clone(),
            sub: bearer.account,
            client_id: FIRST_PARTY.to_owned(),
            sid: bearer.device,
            role: bearer.role,
            rotation: bearer.rotation,
            iat: now.seconds(),
            nbf: now.seconds(),
            exp: now.plus(LIFETIME).seconds(),
            jti: crate::ids::new_v7(now),
        };
        encode(&header, &claims, &key.signing).map_err(Error::internal)
    }

    /// Who the token speaks for; every fault is the same 401 (ID-1).
    pub fn check(&self, token: &str, now: At) -> Result<Bearer> {
        let name = digest(&SHA256, token.as_bytes());
        let name: [u8; 32] = name.as_ref().try_into().map_err(Error::internal)?;
        let ring = self.ring();
        let remembered = ring.checked().get(&name).copied();
        let checked = match remembered {
            Some(checked) => checked,
            None => self.check_anew(&ring, token, now)?,
        };
        let bearer = checked.in_time(now).ok_or(Error::Unauthenticated)?;
        if remembered.is_none() {
            ring.remember(name, checked, now);
        }
        Ok(bearer)
    }

    /// What the token says, if a key that is good now has signed it; whether the token itself is good now is another question.
    fn check_anew(&self, ring: &Ring, token: &str, now: At) -> Result<Checked> {
        let header = decode_header(token).map_err(|_| Error::Unauthenticated)?;
        let plain = header.jku.is_none()
            && header.jwk.is_none()
            && header.x5u.is_none()
            && header.x5c.is_none();
        let key = header.kid.as_deref().and_then(|kid| ring.checker(kid, now));
        let key = key
            .filter(|_| plain && header.typ.as_deref() == Some(TYPE))
            .ok_or(Error::Unauthenticated)?;
        let claims = decode::<Claims>(token, &key.checking, &self.validation)
            .map_err(|_| Error::Unauthenticated)?
            .claims;
        let lives = claims.exp.checked_sub(claims.iat);
        if lives.is_none_or(|lives| lives > LIFETIME.num_seconds())
            || claims.client_id != FIRST_PARTY
        {
            return Err(Error::Unauthenticated);
        }
        Ok(Checked {
            bearer: Bearer {
                account: claims.sub,
                device: claims.sid,
                role: claims.role,
                rotation: claims.rotation,
            },
            from: claims.nbf,
            until: claims.exp,
            end_of_key: ring.end(key.number),
        })
    }

    /// Signs what anybody may read, so that it can be trusted without a network: a JWS (RFC 7515) in its flattened serialization.
    ///
    /// Its `typ` is the caller's and never that of an access token, so that neither passes for the other (RFC 8725 §3.11).
    pub(crate) fn sign(&self, kind: &'static str, payload: &impl Serialize) -> Result<Signed> {
        let ring = self.ring();
        let key = ring.signer(self.clock.now())?;
        let header = Header {
            typ: Some(kind.to_owned()),
            kid: Some(key.kid.clone()),
            ..Header::new(Algorithm::EdDSA)
        };
        let compact = encode(&header, payload, &key.signing).map_err(Error::internal)?;
        let mut parts = compact.split('.').map(ToOwned::to_owned);
        match (parts.next(), parts.next(), parts.next()) {
            (Some(protected), Some(payload), Some(signature)) if kind != TYPE => Ok(Signed {
                payload,
                protected,
                signature,
            }),
            _ => Err(Error::internal("a signature of another shape")),
        }
    }

    /// Reads what [`Tokens::sign`] signed with this `typ`, from its compact serialization; none where the signature is not ours.
    pub(crate) fn read_signed<T: DeserializeOwned + Clone>(
        &self,
        kind: &str,
        compact: &str,
    ) -> Option<T> {
        read_signed(&self.jwks(), kind, compact)
    }

    /// The public keys (RFC 7517 §5): of those that sign or will, the newest first, and of those that did.
    pub fn jwks(&self) -> JwkSet {
        let ring = self.ring();
        let live = ring.live.iter().rev().map(|pair| pair.public.clone());
        JwkSet {
            keys: live.chain(ring.retired.iter().rev().cloned()).collect(),
        }
    }
}

/// Reads what a service with these keys signed with this `typ`, from its compact serialization; for what carries no time of its own.
pub(crate) fn read_signed<T: DeserializeOwned + Clone>(
    keys: &JwkSet,
    kind: &str,
    compact: &str,
) -> Option<T> {
    let header = decode_header(compact).ok()?;
    if header.typ.as_deref() != Some(kind) {
        return None;
    }
    let key = DecodingKey::from_jwk(keys.find(header.kid.as_deref()?)?).ok()?;
    let mut validation = Validation::new(Algorithm::EdDSA);
    validation.required_spec_claims.clear();
    validation.validate_exp = false;
    validation.validate_aud = false;
    Some(decode::<T>(compact, &key, &validation).ok()?.claims)
}
