//! Forged and misplaced access tokens (ID-1): each is refused with the same 401, and the keys that are published check the real ones.

use afterword::access::token::Bearer;
use afterword::account::Role;
use afterword::app::Service;
use afterword::config::Settings;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use chrono::Duration;
use jsonwebtoken::jwk::{Jwk, JwkSet};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Validation, crypto, decode};
use reqwest::Method;
use reqwest::blocking::RequestBuilder;

use super::{asked, me, tellable};
use crate::both;
use crate::harness::{Answer, Value, World, json};

/// RFC 8410 §7: what stands before the seed of an Ed25519 key.
const PKCS8: [u8; 16] = [
    0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
];

/// A key that is not the service's.
fn mallory() -> EncodingKey {
    EncodingKey::from_ed_der(&[&PKCS8[..], &[7; 32]].concat())
}

/// A real token, taken apart.
struct Parts {
    header: Value,
    claims: Value,
    signature: String,
}

impl Parts {
    fn of(token: &str) -> Self {
        let read =
            |part: &str| serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap();
        let mut parts = token.split('.');
        let (header, claims) = (read(parts.next().unwrap()), read(parts.next().unwrap()));
        Self {
            header,
            claims,
            signature: parts.next().unwrap().to_owned(),
        }
    }

    /// The token with another header, under the signature it had.
    fn with_header(&self, field: &str, value: Value) -> String {
        let mut header = self.header.clone();
        header[field] = value;
        format!(
            "{}.{}.{}",
            part(&header),
            part(&self.claims),
            self.signature
        )
    }

    /// The token with another claim, under the signature it had.
    fn with_claim(&self, field: &str, value: Value) -> String {
        let mut claims = self.claims.clone();
        claims[field] = value;
        format!(
            "{}.{}.{}",
            part(&self.header),
            part(&claims),
            self.signature
        )
    }

    /// The same claims under a header and a key of the forger's choice.
    fn signed(&self, header: &Value, key: &EncodingKey, algorithm: Algorithm) -> String {
        let message = format!("{}.{}", part(header), part(&self.claims));
        let signature = crypto::sign(message.as_bytes(), key, algorithm).unwrap();
        format!("{message}.{signature}")
    }
}

fn part(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}

/// `GET /v1/me`, with whatever is put on it.
fn asking(world: &World, path: &str, put: impl FnOnce(RequestBuilder) -> RequestBuilder) -> Answer {
    let anyone = world.stranger();
    anyone.send(put(anyone.request(Method::GET, path)))
}

/// What every refusal must look like.
fn refusal(world: &World) -> (u16, Vec<String>, String) {
    tellable(&asking(world, "/v1/me", |request| request).expect(401))
}

fn jwks(world: &World) -> JwkSet {
    serde_json::from_slice(
        &world
            .stranger()
            .get("/.well-known/jwks.json")
            .expect(200)
            .bytes,
    )
    .unwrap()
}

both!(a_token_that_was_changed_is_refused, |world| {
    let (ana, bo) = (
        world.patient("Ana").session(),
        world.therapist("Bo").session(),
    );
    let parts = Parts::of(&ana.access);
    let refused = refusal(world);
    let now = world.clock.0.now().seconds();
    let forged = [
        ("another role", parts.with_claim("role", json!("therapist"))),
        (
            "another account",
            parts.with_claim("sub", json!(bo.account)),
        ),
        (
            "another device",
            parts.with_claim("sid", Parts::of(&bo.access).claims["sid"].clone()),
        ),
        (
            "a longer life",
            parts.with_claim("exp", json!(now + 600 * 144)),
        ),
        ("a claim more", parts.with_claim("operator", json!(true))),
        ("another type", parts.with_header("typ", json!("JWT"))),
        (
            "another key's name",
            parts.with_header("kid", json!("another")),
        ),
        ("no key's name", parts.with_header("kid", json!(null))),
        (
            "a place to fetch a key from",
            parts.with_header("jku", json!("https://example.org/jwks.json")),
        ),
        (
            "a place to fetch a certificate from",
            parts.with_header("x5u", json!("https://example.org/cert.pem")),
        ),
        (
            "another's signature",
            format!(
                "{}.{}.{}",
                part(&parts.header),
                part(&parts.claims),
                Parts::of(&bo.access).signature
            ),
        ),
        (
            "half a signature",
            ana.access[..ana.access.len() - 40].to_owned(),
        ),
        (
            "no signature",
            format!("{}.{}.", part(&parts.header), part(&parts.claims)),
        ),
        (
            "two parts",
            format!("{}.{}", part(&parts.header), part(&parts.claims)),
        ),
        ("four parts", format!("{}.{}", ana.access, parts.signature)),
        ("another case", ana.access.to_uppercase()),
        ("quoted", format!("\"{}\"", ana.access)),
        ("padded", format!("{}=", ana.access)),
    ];
    for (how, token) in forged {
        assert_eq!(tellable(&me(world, &token)), refused, "{how}");
    }
    me(world, &ana.access).expect(200);
});

both!(a_token_that_somebody_else_signed_is_refused, |world| {
    let ana = world.patient("Ana").session();
    let parts = Parts::of(&ana.access);
    let refused = refusal(world);
    let published = jwks(world);
    let public = serde_json::to_value(&published.keys[0]).unwrap()["x"]
        .as_str()
        .unwrap()
        .to_owned();
    let hmac = |mut header: Value, secret: &[u8]| {
        header["alg"] = json!("HS256");
        parts.signed(&header, &EncodingKey::from_secret(secret), Algorithm::HS256)
    };
    let with = |field: &str, value: Value| {
        let mut header = parts.header.clone();
        header[field] = value;
        header
    };
    let eddsa = |header: &Value| parts.signed(header, &mallory(), Algorithm::EdDSA);
    let mut own = Jwk::from_encoding_key(&mallory(), Algorithm::EdDSA).unwrap();
    own.common.key_id = Some(parts.header["kid"].as_str().unwrap().to_owned());
    let none = |name: &str| {
        let unsigned = parts.with_header("alg", json!(name));
        unsigned[..=unsigned.rfind('.').unwrap()].to_owned()
    };
    let forged = [
        ("none", none("none")),
        ("None", none("None")),
        (
            "nOnE, with a signature",
            parts.with_header("alg", json!("nOnE")),
        ),
        (
            "HMAC under the public key",
            hmac(
                parts.header.clone(),
                &URL_SAFE_NO_PAD.decode(&public).unwrap(),
            ),
        ),
        (
            "HMAC under the public key as text",
            hmac(parts.header.clone(), public.as_bytes()),
        ),
        (
            "HMAC under the key set",
            hmac(
                parts.header.clone(),
                &serde_json::to_vec(&published).unwrap(),
            ),
        ),
        ("HMAC under nothing", hmac(parts.header.clone(), b"")),
        ("another key", eddsa(&parts.header)),
        (
            "another key that the token brings along",
            eddsa(&with("jwk", serde_json::to_value(&own).unwrap())),
        ),
        (
            "another key that the token says where to find",
            eddsa(&with("jku", json!("http://127.0.0.1/jwks.json"))),
        ),
        (
            "a certificate that the token says where to find",
            eddsa(&with("x5u", json!("http://127.0.0.1/cert.pem"))),
        ),
        (
            "a certificate that the token brings along",
            eddsa(&with("x5c", json!([STANDARD.encode([7; 32])]))),
        ),
        (
            "another key under its own name",
            eddsa(&with(
                "kid",
                json!(
                    own.thumbprint(jsonwebtoken::jwk::ThumbprintHash::SHA256)
                        .unwrap()
                ),
            )),
        ),
        (
            "a key's name that is a path",
            eddsa(&with("kid", json!("../../../../dev/null"))),
        ),
    ];
    for (how, token) in forged {
        assert_eq!(tellable(&me(world, &token)), refused, "{how}");
    }
});

both!(
    a_token_for_another_place_is_refused_though_the_signature_is_ours,
    |world| {
        let ana = world.patient("Ana");
        let refused = refusal(world);
        let claims = Parts::of(&ana.session().access).claims;
        let id = |field: &str| claims[field].as_str().unwrap().to_owned();
        let bearer = Bearer {
            account: id("sub").parse().unwrap(),
            device: id("sid").parse().unwrap(),
            role: Role::Patient,
            rotation: 1,
        };
        let sign = |url: &str, bearer: &Bearer| {
            let settings = Settings {
                public_url: url.to_owned(),
                ..world.settings.clone()
            };
            let elsewhere = Service::open(&settings, world.clock.0.clone()).unwrap();
            elsewhere
                .gate()
                .tokens()
                .issue(bearer, world.clock.0.now())
                .unwrap()
        };
        for url in [
            "http://elsewhere.test",
            "http://afterword.test.example.org",
            "http://afterword.test/x",
        ] {
            assert_eq!(tellable(&me(world, &sign(url, &bearer))), refused, "{url}");
        }
        let here = world.settings.public_url.clone();
        assert_eq!(
            tellable(&me(
                world,
                &sign(
                    &here,
                    &Bearer {
                        role: Role::Therapist,
                        ..bearer
                    }
                )
            )),
            refused
        );
        me(world, &sign(&here, &bearer)).expect(200);
    }
);

both!(a_token_is_refused_before_and_after_its_time, |world| {
    let ana = world.patient("Ana").session();
    let refused = refusal(world);
    world.clock.advance(Duration::minutes(11));
    assert_eq!(tellable(&me(world, &ana.access)), refused);
    world.clock.advance(-Duration::minutes(12));
    assert_eq!(tellable(&me(world, &ana.access)), refused);
    world.clock.advance(Duration::minutes(1));
    me(world, &ana.access).expect(200);
});

both!(a_token_in_the_wrong_place_is_refused, |world| {
    let ana = world.patient("Ana").session();
    let refused = refusal(world);
    let code = asked(world, "eva@example.org");
    let invitation = world.therapist_invitation();
    let basic = format!(
        "Basic {}",
        STANDARD.encode(format!("{}:{}", ana.email, crate::harness::world::PASSWORD))
    );
    let token = ana.access.as_str();
    for (how, value) in [
        ("a refresh token", format!("Bearer {}", ana.refresh)),
        ("a mailed code", format!("Bearer {code}")),
        ("an invitation", format!("Bearer {invitation}")),
        ("nothing", "Bearer".to_owned()),
        ("nothing after a space", "Bearer ".to_owned()),
        ("Bearer twice", format!("Bearer Bearer {token}")),
        ("no scheme", token.to_owned()),
        ("a scheme that sounds alike", format!("Bearers {token}")),
        ("Basic", basic),
        ("a token as Basic", format!("Basic {token}")),
        ("DPoP", format!("DPoP {token}")),
        ("two in one line", format!("Bearer {token}, Bearer {token}")),
        ("a token and more", format!("Bearer {token} x")),
    ] {
        let answer = asking(world, "/v1/me", |request| {
            request.header("authorization", value)
        });
        assert_eq!(tellable(&answer), refused, "{how}");
    }
    for path in [
        format!("/v1/me?access_token={token}"),
        format!("/v1/me?authorization=Bearer%20{token}"),
        format!("/v1/me?token={token}"),
    ] {
        assert_eq!(
            tellable(&asking(world, &path, |request| request)),
            refused,
            "{path}"
        );
    }
    for header in [
        "x-authorization",
        "proxy-authorization",
        "cookie",
        "x-access-token",
    ] {
        let answer = asking(world, "/v1/me", |request| {
            request.header(header, format!("Bearer {token}"))
        });
        assert_eq!(tellable(&answer), refused, "{header}");
    }
    // Two headers would let a proxy check one and the service the other.
    let twice = asking(world, "/v1/me", |request| {
        request
            .bearer_auth(token)
            .header("authorization", format!("Bearer {token}"))
    });
    assert_eq!(tellable(&twice), refused, "two headers");
});

both!(an_access_token_is_no_refresh_token_and_no_code, |world| {
    let ana = world.patient("Ana").session();
    let anyone = world.stranger();
    anyone
        .post(
            "/v1/auth/refresh",
            &json!({"refresh_token": &ana.access[..200]}),
        )
        .expect(401);
    assert_eq!(
        anyone
            .post(
                "/v1/auth/refresh",
                &json!({"refresh_token": format!("{}{}", ana.access, ana.access)})
            )
            .expect(422)
            .pointers(),
        ["/refresh_token"]
    );
    anyone
        .post(
            "/v1/auth/register/confirm",
            &json!({"email": ana.email, "code": &ana.refresh[..40]}),
        )
        .expect(401);
});

both!(the_scheme_is_read_in_any_case, |world| {
    let ana = world.patient("Ana").session();
    for scheme in ["Bearer", "bearer", "BEARER"] {
        asking(world, "/v1/me", |request| {
            request.header("authorization", format!("{scheme} {}", ana.access))
        })
        .expect(200);
    }
});

both!(the_published_keys_check_a_real_token, |world| {
    let ana = world.patient("Ana").session();
    let answer = world.stranger().get("/.well-known/jwks.json").expect(200);
    assert!(
        !String::from_utf8_lossy(&answer.bytes).contains("\"d\""),
        "the secret half stays here"
    );
    let header = jsonwebtoken::decode_header(&ana.access).unwrap();
    assert_eq!(
        (header.typ.as_deref(), header.alg),
        (Some("at+jwt"), Algorithm::EdDSA)
    );
    let keys = jwks(world);
    let key = keys
        .find(&header.kid.unwrap())
        .expect("the key that the token names");
    let mut validation = Validation::new(Algorithm::EdDSA);
    validation.set_issuer(&[&world.settings.public_url]);
    validation.set_audience(&[&world.settings.public_url]);
    // The world's clock is not the machine's.
    validation.validate_exp = false;
    let claims = decode::<Value>(
        &ana.access,
        &DecodingKey::from_jwk(key).unwrap(),
        &validation,
    )
    .unwrap()
    .claims;
    assert_eq!(claims["sub"], ana.account);
    let (issued, ends) = (
        claims["iat"].as_i64().unwrap(),
        claims["exp"].as_i64().unwrap(),
    );
    assert_eq!(ends - issued, 600);
    for claim in ["iss", "aud", "sub", "client_id", "sid", "jti", "nbf"] {
        assert!(!claims[claim].is_null(), "{claim}");
    }
});

/// The one kind that is genuine, and of a session that ended.
pub(crate) const SIGNED_OUT: &str = "of a device that was signed out";

/// Twenty kinds of what is no access token of somebody who is signed in: forged, out of its time, of another place, or made for
/// something else. The clock must stand where `world` began with it.
pub(crate) fn twenty(world: &World) -> Vec<(&'static str, String)> {
    let ana = world.patient("Ana");
    let session = ana.session();
    let parts = Parts::of(&session.access);
    let published = jwks(world);
    let public = serde_json::to_value(&published.keys[0]).unwrap()["x"].clone();
    let public = URL_SAFE_NO_PAD.decode(public.as_str().unwrap()).unwrap();
    let with = |field: &str, value: Value| {
        let mut header = parts.header.clone();
        header[field] = value;
        header
    };
    let mallorys = |header: &Value| parts.signed(header, &mallory(), Algorithm::EdDSA);
    let unsigned = parts.with_header("alg", json!("none"));
    let own = Jwk::from_encoding_key(&mallory(), Algorithm::EdDSA).unwrap();
    let email = world.address("Eva");
    let mailed = asked(world, &email);
    let bo = world.therapist("Bo");
    let invitation = bo.post("/v1/care/invitations", &json!({})).expect(201);
    let recovery = bo.session().factor.unwrap().recovery_code();
    let calendar = ana.post_nothing("/v1/timeline/calendar").expect(201);
    let pack = world.stranger().get("/v1/content/pack").expect(200).body;
    let signed = ["protected", "payload", "signature"]
        .map(|field| pack[field].as_str().unwrap_or_default())
        // The whole payload would be more than a header takes.
        .map(|part| part.chars().take(500).collect::<String>())
        .join(".");
    let out = super::login(world, &session.email, crate::harness::world::PASSWORD).expect(200);
    let out = ana.with_session(crate::harness::client::Session::of(
        &out.body,
        &session.email,
        world.clock.0.now(),
    ));
    out.post_nothing("/v1/auth/logout").expect(204);
    let elsewhere = {
        let settings = Settings {
            public_url: "http://elsewhere.test".to_owned(),
            ..world.settings.clone()
        };
        let claims = &parts.claims;
        let bearer = Bearer {
            account: claims["sub"].as_str().unwrap().parse().unwrap(),
            device: claims["sid"].as_str().unwrap().parse().unwrap(),
            role: Role::Patient,
            rotation: 1,
        };
        let service = Service::open(&settings, world.clock.0.clone()).unwrap();
        let issue = |span| {
            service
                .gate()
                .tokens()
                .issue(&bearer, world.clock.0.now().plus(span))
                .unwrap()
        };
        issue(Duration::zero())
    };
    let here = |span: Duration| {
        let claims = &parts.claims;
        let bearer = Bearer {
            account: claims["sub"].as_str().unwrap().parse().unwrap(),
            device: claims["sid"].as_str().unwrap().parse().unwrap(),
            role: Role::Patient,
            rotation: 1,
        };
        let tokens = world.service.gate().tokens();
        tokens
            .issue(&bearer, world.clock.0.now().plus(span))
            .unwrap()
    };
    vec![
        ("none", unsigned[..=unsigned.rfind('.').unwrap()].to_owned()),
        (
            "HMAC under the public key",
            parts.signed(
                &with("alg", json!("HS256")),
                &EncodingKey::from_secret(&public),
                Algorithm::HS256,
            ),
        ),
        ("another key", mallorys(&parts.header)),
        (
            "jwk",
            mallorys(&with("jwk", serde_json::to_value(&own).unwrap())),
        ),
        (
            "jku",
            mallorys(&with("jku", json!("http://127.0.0.1/jwks.json"))),
        ),
        (
            "x5u",
            mallorys(&with("x5u", json!("http://127.0.0.1/cert.pem"))),
        ),
        ("another type", parts.with_header("typ", json!("JWT"))),
        (
            "another key's name",
            parts.with_header("kid", json!("another")),
        ),
        ("another role", parts.with_claim("role", json!("therapist"))),
        (
            "another account",
            parts.with_claim("sub", json!(bo.session().account)),
        ),
        (
            "a longer life",
            parts.with_claim("exp", json!(4_000_000_000_i64)),
        ),
        (
            "half a signature",
            session.access[..session.access.len() - 40].to_owned(),
        ),
        ("for another place", elsewhere),
        ("expired", here(-Duration::minutes(11))),
        ("not yet", here(Duration::minutes(1))),
        (SIGNED_OUT, out.session().access),
        ("a refresh token", session.refresh),
        ("a mailed code", mailed),
        ("an invitation", text_of(&invitation.body["code"])),
        ("a recovery code", recovery),
        ("a secret address", text_of(&calendar.body["url"])),
        ("a signed pack", signed),
    ]
}

fn text_of(value: &Value) -> String {
    value.as_str().unwrap_or("nothing").to_owned()
}
