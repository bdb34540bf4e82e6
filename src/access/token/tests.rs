use std::sync::Mutex;

use super::ring::{Pair, REMEMBERED};
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
    let mut claims = decode::<Value>(&good, &tokens.ring().live[0].checking, &tokens.validation)
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
