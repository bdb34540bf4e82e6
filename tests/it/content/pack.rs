//! `GET /v1/content/pack`: N15.

use aws_lc_rs::signature::{ED25519, UnparsedPublicKey};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::{get_in, whole};
use crate::both;
use crate::harness::{Client, Value, json};

fn part(pack: &Value, name: &str) -> Vec<u8> {
    let text = pack[name].as_str().unwrap();
    URL_SAFE_NO_PAD.decode(text).unwrap()
}

/// What a phone does without a network, with the keys that it kept: the payload, if the signature is good.
fn verified(pack: &Value, keys: &Value) -> Option<Value> {
    let head: Value = serde_json::from_slice(&part(pack, "protected")).ok()?;
    assert_eq!(
        (&head["alg"], &head["typ"]),
        (&json!("EdDSA"), &json!("afterword-pack"))
    );
    let known = keys["keys"].as_array()?;
    let key = known.iter().find(|key| key["kid"] == head["kid"])?;
    assert_eq!(
        (&key["kty"], &key["crv"]),
        (&json!("OKP"), &json!("Ed25519"))
    );
    let public = UnparsedPublicKey::new(&ED25519, part(key, "x"));
    let signed = format!(
        "{}.{}",
        pack["protected"].as_str()?,
        pack["payload"].as_str()?
    );
    public
        .verify(signed.as_bytes(), &part(pack, "signature"))
        .ok()?;
    serde_json::from_slice(&part(pack, "payload")).ok()
}

fn keys(anyone: &Client<'_>) -> Value {
    anyone.get("/.well-known/jwks.json").expect(200).body
}

both!(
    the_pack_is_signed_with_a_published_key_and_another_byte_is_noticed,
    |world| {
        let anyone = world.stranger();
        let pack = anyone.get("/v1/content/pack").expect(200).body;
        let keys = keys(&anyone);
        assert!(verified(&pack, &keys).is_some());
        for name in ["payload", "signature"] {
            let mut bytes = part(&pack, name);
            let middle = bytes.len() / 2;
            bytes[middle] ^= 1;
            let mut changed = pack.clone();
            changed[name] = json!(URL_SAFE_NO_PAD.encode(bytes));
            assert!(verified(&changed, &keys).is_none(), "{name}");
        }
    }
);

both!(
    the_pack_holds_what_the_routes_show_in_each_language,
    |world| {
        let anyone = world.stranger();
        for language in ["en", "es"] {
            let answer = get_in(&anyone, "/v1/content/pack", language).expect(200);
            assert_eq!(answer.header("content-language"), language);
            let pack = verified(&answer.body, &keys(&anyone)).expect("a good signature");
            assert_eq!(
                (&pack["format"], &pack["language"]),
                (&json!(1), &json!(language))
            );
            for (name, paths) in [
                ("prompts", vec!["/v1/prompts"]),
                ("exercises", vec!["/v1/exercises"]),
                ("learn", vec!["/v1/learn", "/v1/learn?audience=therapist"]),
                ("checklists", vec!["/v1/checklists"]),
            ] {
                let shown: Vec<Value> = paths
                    .iter()
                    .flat_map(|path| whole(&anyone, path, language))
                    .collect();
                assert_eq!(pack[name], json!(shown), "{name}");
            }
            let support = &pack["support"];
            let regions = support["regions"].as_array().unwrap();
            assert!(regions.len() >= 40);
            for region in regions {
                let path = format!("/v1/support?region={}", region["region"].as_str().unwrap());
                let shown = get_in(&anyone, &path, language).expect(200).body;
                assert_eq!(region["lines"], shown["lines"]);
                assert_eq!(
                    (&support["notice"], &support["reviewed"]),
                    (&shown["notice"], &shown["reviewed"])
                );
            }
        }
    }
);

both!(
    the_same_texts_make_the_same_pack_and_caches_keep_it,
    |world| {
        let anyone = world.stranger();
        let first = anyone.get("/v1/content/pack").expect(200);
        world.clock.advance(chrono::Duration::days(40));
        let later = world.patient("Ana").get("/v1/content/pack").expect(200);
        assert_eq!(first.bytes, later.bytes);
        assert_eq!(first.header("cache-control"), "public, max-age=300");
        anyone
            .get_if_none_match("/v1/content/pack", &first.etag())
            .expect(304);
        let spanish = get_in(&anyone, "/v1/content/pack", "es").expect(200);
        assert_ne!(spanish.etag(), first.etag());
        let version = |answer: &Value| verified(answer, &keys(&anyone)).unwrap()["version"].clone();
        assert_ne!(version(&spanish.body), version(&first.body));
    }
);

both!(a_pack_does_not_pass_for_an_access_token, |world| {
    let anyone = world.stranger();
    let pack = anyone.get("/v1/content/pack").expect(200).body;
    let text = |name: &str| pack[name].as_str().unwrap().to_owned();
    // A header of that length would be refused for its length alone, so a short payload takes its place: the kind decides first.
    let token = format!("{}.e30.{}", text("protected"), text("signature"));
    let request = anyone.request(reqwest::Method::GET, "/v1/me");
    anyone.send(request.bearer_auth(token)).expect(401);
});
