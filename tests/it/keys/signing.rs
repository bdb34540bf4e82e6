//! The keys that sign follow each other, and what was signed stays verifiable (OA-9).

use chrono::Duration;
use jsonwebtoken::jwk::JwkSet;
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header};

use super::rotate;
use crate::both;
use crate::harness::{Client, Value, World, json, raw};

fn kid(token: &str) -> String {
    decode_header(token).unwrap().kid.unwrap()
}

fn published(world: &World) -> JwkSet {
    let answer = world.stranger().get("/.well-known/jwks.json").expect(200);
    serde_json::from_slice(&answer.bytes).unwrap()
}

fn signs_in(world: &World, one: &Client<'_>) -> String {
    let login = json!({"email": one.session().email, "password": crate::harness::world::PASSWORD});
    let answer = world.stranger().post("/v1/auth/login", &login).expect(200);
    answer.body["access_token"].as_str().unwrap().to_owned()
}

fn asks(world: &World, one: &Client<'_>, token: &str) -> u16 {
    let mut session = one.session();
    session.access = token.to_owned();
    let anyone = world.stranger();
    let request = anyone.request(reqwest::Method::GET, "/v1/me");
    anyone.send(request.bearer_auth(session.access)).status
}

both!(
    the_next_key_is_published_before_it_signs_and_a_token_of_the_one_before_is_good_to_its_end,
    |world| {
        let ana = world.patient("Ana");
        let eva = world.patient("Eva");
        let receipt = eva.delete("/v1/me").expect(200).body["receipt"].clone();
        let receipt = receipt.as_str().unwrap();
        let first = kid(&signs_in(world, &ana));
        // Another process rotates; this instance looks for itself.
        world.clock.advance(Duration::minutes(1));
        let other = super::opened(world, &world.settings).unwrap();
        world
            .run(afterword::keys::rotate(other.gate(), &|_, _| ()))
            .unwrap();
        world.run(world.service.take_up_signing_keys()).unwrap();
        assert_eq!(published(world).keys.len(), 2);
        world.clock.advance(Duration::minutes(14));
        let last = signs_in(world, &ana);
        assert_eq!(kid(&last), first);
        world.clock.advance(Duration::minutes(1));
        let next = signs_in(world, &ana);
        assert_ne!(kid(&next), first);
        world.clock.advance(Duration::minutes(8));
        assert_eq!(asks(world, &ana, &last), 200);
        assert_eq!(asks(world, &ana, &next), 200);
        let private = || {
            raw::count(
                world,
                "SELECT count(*) AS n FROM service_keys WHERE purpose = 'signing'",
            )
        };
        world.run(world.service.tend_keys()).unwrap();
        assert_eq!(private(), 1, "a token of it may still be good");
        world.clock.advance(Duration::minutes(2));
        assert_eq!(asks(world, &ana, &last), 401);
        world.run(world.service.tend_keys()).unwrap();
        assert_eq!(private(), 0);
        let keys = published(world);
        assert_eq!(keys.keys.len(), 2);
        let mut rules = Validation::new(Algorithm::EdDSA);
        rules.required_spec_claims.clear();
        rules.validate_exp = false;
        let key = keys.find(&kid(receipt)).expect("the key of then");
        decode::<Value>(receipt, &DecodingKey::from_jwk(key).unwrap(), &rules).unwrap();
        // Whoever starts now finds the same.
        let fresh = super::opened(world, &world.settings).unwrap();
        assert_eq!(
            serde_json::to_value(fresh.gate().tokens().jwks()).unwrap(),
            serde_json::to_value(&keys).unwrap()
        );
    }
);

both!(
    a_key_that_has_signed_for_its_period_is_followed_by_itself,
    |world| {
        world.patient("Ana");
        if world.engine == crate::harness::Engine::Postgres {
            // The template of the tests is older than any world.
            world
                .raw_sql("UPDATE service_keys SET created_at = '2026-03-10T09:00:00Z'")
                .unwrap();
        }
        world.run(world.service.tend_keys()).unwrap();
        assert_eq!(published(world).keys.len(), 1);
        world.clock.advance(Duration::days(30));
        for _ in 0..3 {
            world.run(world.service.tend_keys()).unwrap();
            assert_eq!(published(world).keys.len(), 2);
        }
        rotate(world);
        assert_eq!(
            published(world).keys.len(),
            2,
            "the next one is still to begin"
        );
    }
);
