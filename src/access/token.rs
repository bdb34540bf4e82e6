//! Access tokens: JSON Web Tokens of the profile RFC 9068, signed with EdDSA (RFC 8037); nothing else knows the claims.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use chrono::Duration;
use jsonwebtoken::jwk::{Jwk, JwkSet, ThumbprintHash};
use jsonwebtoken::{
    Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, decode_header, encode,
};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

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
/// RFC 8410 §7: what stands before the 32 bytes of a seed in PKCS #8.
const PKCS8_HEAD: [u8; 16] = [
    0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
];
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

/// The keys that there are, and what was found to be signed with them.
///
/// A signature costs more to check than all the rest of a small read, so what was found good is remembered by the digest of its bytes
/// for as long as it is good, and not beyond these keys. Whether its session still lives is asked in the door each time.
struct Ring {
    /// Oldest first.
    live: Vec<Pair>,
    retired: Vec<Jwk>,
    checked: Mutex<HashMap<[u8; 32], Checked>>,
}

/// How many checked tokens are remembered; those of more people at once are checked anew.
const REMEMBERED: usize = 16_384;

/// What a token said that was checked: everything but its time, which is looked at whenever it comes.
#[derive(Debug, Clone, Copy)]
struct Checked {
    bearer: Bearer,
    from: i64,
    until: i64,
    /// When the last token of its key is over.
    end_of_key: Option<At>,
}

impl Checked {
    fn in_time(self, now: At) -> Option<Bearer> {
        let in_time = self.from <= now.seconds()
            && now.seconds() < self.until
            && self.end_of_key.is_none_or(|end| now < end);
        in_time.then_some(self.bearer)
    }
}

/// One key.
struct Pair {
    number: i64,
    from: At,
    signing: EncodingKey,
    checking: DecodingKey,
    public_bytes: Vec<u8>,
    public: Jwk,
    kid: String,
}

impl Pair {
    fn of(number: i64, from: At, seed: &[u8]) -> Result<Self> {
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
    fn of(keys: &SigningKeys) -> Result<Self> {
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

    fn checked(&self) -> MutexGuard<'_, HashMap<[u8; 32], Checked>> {
        self.checked.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes room by forgetting what is over, and where that is not enough, everything.
    fn remember(&self, name: [u8; 32], one: Checked, now: At) {
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
    fn signer(&self, now: At) -> Result<&Pair> {
        let signs = self.live.iter().rev().find(|pair| pair.from <= now);
        signs
            .or_else(|| self.live.first())
            .ok_or_else(|| Error::internal("no key to sign with"))
    }

    /// When the last token of this key is over; never while no other one follows it.
    fn end(&self, number: i64) -> Option<At> {
        let next = self.live.iter().find(|pair| pair.number > number)?;
        Some(next.from.plus(LIFETIME))
    }

    /// The key of this name, while tokens of it may still be good.
    fn checker(&self, kid: &str, now: At) -> Option<&Pair> {
        let named = self.live.iter().find(|pair| pair.kid == kid)?;
        self.end(named.number)
            .is_none_or(|end| now < end)
            .then_some(named)
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    const NOW: &str = "2026-03-10T09:00:00Z";

    fn tokens() -> Tokens {
        let ring = Ring {
            live: vec![Pair::of(1, now(), &[7; 32]).expect("a key")],
            retired: Vec::new(),
            checked: Mutex::default(),
        };
        Tokens::of(ring, Clock::standing_at(now()), "http://afterword.test")
    }

    fn now() -> At {
        NOW.parse().expect("an instant")
    }

    /// Header and claims of a good token, signed with the service's own key after `change` has been at them.
    fn checked(change: impl FnOnce(&mut Header, &mut Value)) -> Result<Bearer> {
        let tokens = tokens();
        let bearer = Bearer {
            account: AccountId::new(now()),
            device: DeviceId::new(now()),
            role: Role::Patient,
            rotation: 1,
        };
        let good = tokens.issue(&bearer, now()).expect("a token");
        let mut header = decode_header(&good).expect("a header");
        let mut claims =
            decode::<Value>(&good, &tokens.ring().live[0].checking, &tokens.validation)
                .expect("claims")
                .claims;
        change(&mut header, &mut claims);
        tokens.check(
            &encode(&header, &claims, &tokens.ring().live[0].signing).expect("a token"),
            now(),
        )
    }

    #[test]
    fn keys_follow_each_other_and_a_token_is_good_until_its_own_time_is_over() {
        let later = |minutes| now().plus(Duration::minutes(minutes));
        let ring = Ring {
            live: vec![
                Pair::of(1, now(), &[7; 32]).expect("a key"),
                Pair::of(2, later(20), &[8; 32]).expect("a key"),
            ],
            retired: Vec::new(),
            checked: Mutex::default(),
        };
        let tokens = Tokens::of(ring, Clock::standing_at(now()), "http://afterword.test");
        let bearer = Bearer {
            account: AccountId::new(now()),
            device: DeviceId::new(now()),
            role: Role::Patient,
            rotation: 1,
        };
        let at = |minutes| tokens.issue(&bearer, later(minutes)).expect("a token");
        let kid = |token: &str| decode_header(token).expect("a header").kid;
        let (first, last, next) = (at(0), at(19), at(20));
        assert_eq!(kid(&first), kid(&last));
        assert_ne!(kid(&last), kid(&next));
        assert!(tokens.check(&last, later(28)).is_ok());
        assert!(tokens.check(&last, later(29)).is_err());
        assert!(tokens.check(&next, later(20)).is_ok());
        assert!(tokens.past(later(29)).is_empty());
        assert_eq!(tokens.past(later(30)).len(), 1);
        // What somebody signs with a key whose time is over is nothing.
        let ring = tokens.ring();
        let mut header = decode_header(&next).expect("a header");
        header.kid = Some(ring.live[0].kid.clone());
        let claims = decode::<Value>(&next, &ring.live[1].checking, &tokens.validation);
        let forged = encode(
            &header,
            &claims.expect("claims").claims,
            &ring.live[0].signing,
        );
        assert!(tokens.check(&forged.expect("a token"), later(30)).is_err());
    }

    #[test]
    fn what_the_service_issues_it_accepts() {
        assert!(checked(|_, _| ()).is_ok());
    }

    #[test]
    fn what_was_checked_once_is_good_only_as_long_as_it_says_and_only_as_it_is() {
        let tokens = tokens();
        let bearer = Bearer {
            account: AccountId::new(now()),
            device: DeviceId::new(now()),
            role: Role::Patient,
            rotation: 1,
        };
        let token = tokens.issue(&bearer, now()).expect("a token");
        let at = |seconds| tokens.check(&token, now().plus(Duration::seconds(seconds)));
        for _ in 0..2 {
            assert_eq!(at(0).expect("good"), bearer);
            assert!(at(599).is_ok());
            assert!(matches!(at(600), Err(Error::Unauthenticated)));
            assert!(matches!(at(-1), Err(Error::Unauthenticated)));
        }
        for place in 0..token.len() {
            let mut other = token.clone().into_bytes();
            other[place] = if other[place] == b'A' { b'B' } else { b'A' };
            let other = String::from_utf8(other).expect("a text");
            assert!(tokens.check(&other, now()).is_err(), "{place}");
        }
    }

    #[test]
    fn a_crowd_of_tokens_does_not_grow_what_is_remembered_without_end() {
        let tokens = tokens();
        let checked = Checked {
            bearer: Bearer {
                account: AccountId::new(now()),
                device: DeviceId::new(now()),
                role: Role::Patient,
                rotation: 1,
            },
            from: now().seconds(),
            until: now().seconds() + 600,
            end_of_key: None,
        };
        for number in 0..REMEMBERED + 10 {
            let mut name = [0; 32];
            name[..8].copy_from_slice(&number.to_be_bytes());
            tokens.ring().remember(name, checked, now());
        }
        assert!(tokens.ring().checked().len() <= REMEMBERED);
    }

    #[test]
    fn headers_that_are_not_those_of_an_access_token_are_refused_though_the_signature_is_good() {
        type Change = fn(&mut Header);
        let changes: [(&str, Change); 9] = [
            ("no type", |header| header.typ = None),
            ("an ID token's type", |header| {
                header.typ = Some("JWT".to_owned())
            }),
            ("another case", |header| {
                header.typ = Some("AT+JWT".to_owned())
            }),
            ("no key's name", |header| header.kid = None),
            ("another key's name", |header| {
                header.kid = Some("another".to_owned())
            }),
            ("jku", |header| {
                header.jku = Some("https://example.org/keys".to_owned())
            }),
            ("jwk", |header| {
                header.jwk = Some(tokens().ring().live[0].public.clone())
            }),
            ("x5u", |header| {
                header.x5u = Some("https://example.org/cert".to_owned())
            }),
            ("x5c", |header| header.x5c = Some(vec![String::new()])),
        ];
        for (what, change) in changes {
            assert!(
                matches!(
                    checked(|header, _| change(header)),
                    Err(Error::Unauthenticated)
                ),
                "{what}"
            );
        }
    }

    #[test]
    fn claims_that_are_not_those_of_an_access_token_are_refused_though_the_signature_is_good() {
        let seconds = now().seconds();
        for (claim, value) in [
            ("iss", json!("http://elsewhere.test")),
            ("aud", json!("http://elsewhere.test")),
            (
                "aud",
                json!(["http://afterword.test", "http://elsewhere.test"]),
            ),
            ("client_id", json!("another")),
            ("role", json!("operator")),
            ("sub", json!("ana")),
            ("nbf", json!(seconds + 1)),
            ("exp", json!(seconds)),
            ("exp", json!(seconds + 601)),
            ("exp", json!("never")),
            ("exp", json!(9.0e99)),
            ("scope", json!("everything")),
        ] {
            assert!(
                matches!(
                    checked(|_, claims| claims[claim] = value.clone()),
                    Err(Error::Unauthenticated)
                ),
                "{claim} {value}"
            );
        }
        for claim in [
            "iss",
            "aud",
            "sub",
            "client_id",
            "sid",
            "role",
            "rotation",
            "iat",
            "nbf",
            "exp",
            "jti",
        ] {
            let missing =
                checked(|_, claims| drop(claims.as_object_mut().expect("claims").remove(claim)));
            assert!(
                matches!(missing, Err(Error::Unauthenticated)),
                "without {claim}"
            );
        }
    }
}
