//! One path has many spellings and one allowance (RL-1, RL-4), and a client has one address whatever it says of itself (RL-3).

use reqwest::Method;

use crate::both;
use crate::harness::{Engine, World, json};

pub(super) fn limited(engine: Engine) -> World {
    World::with(engine, |settings| settings.rate_limits = true)
}

/// The name in `RateLimit`.
fn allowance(world: &World, method: &Method, path: &str) -> String {
    let anyone = world.stranger();
    let body = json!({"email": "ana@example.org", "password": "x", "refresh_token": "x"});
    let answer = anyone.send(anyone.request(method.clone(), path).json(&body));
    let field = answer.header("ratelimit").to_owned();
    field.split('"').nth(1).unwrap_or_default().to_owned()
}

both!(
    every_spelling_of_a_path_draws_on_the_allowance_of_its_route,
    |world| {
        each_draws_on_the_allowance_of_its_route(&limited(world.engine));
    }
);

/// Ends where a spelling draws on another allowance; that it can is shown in `spoilt`.
pub(super) fn each_draws_on_the_allowance_of_its_route(world: &World) {
    for (method, path, name) in [
        (Method::POST, "/v1/auth/login", "guarded"),
        (Method::POST, "/v1/%61uth/login", "guarded"),
        (Method::POST, "/v1/auth/logi%6E", "guarded"),
        (Method::POST, "/v1/auth/logi%6e", "guarded"),
        (Method::POST, "/%76%31/auth/login", "guarded"),
        (Method::POST, "/v1/c%61re/links", "guarded"),
        (Method::GET, "/v1/care/invitation%73/ABCDEFGHJK", "guarded"),
        (Method::GET, "/v1/me/e%78port", "heavy"),
        (Method::POST, "/v1/me/%69mport", "heavy"),
        (Method::GET, "/v1/entries?q=word", "heavy"),
        (Method::GET, "/v1/entries?%71=word", "heavy"),
        (Method::GET, "/v1/entrie%73?limit=1&%71=word", "heavy"),
        (Method::GET, "/v1/entries?limit=1", "general"),
    ] {
        assert_eq!(allowance(world, &method, path), name, "{method} {path}");
    }
    // And it is one allowance.
    let refused = (0..40).find(|number| {
        let spelt = ["/v1/auth/refresh", "/v1/%61uth/refresh"][number % 2];
        let guess = json!({"refresh_token": "guess"});
        world.stranger().post(spelt, &guess).status == 429
    });
    assert!(refused.is_some());
}

both!(
    a_path_in_another_spelling_is_the_same_route_in_every_respect,
    |world| {
        let anyone = world.stranger();
        let wrong = anyone.request(Method::DELETE, "/v1/auth/logi%6e");
        let answer = anyone.send(wrong).expect(405);
        assert_eq!(answer.header("allow"), "POST");
        let picky = anyone
            .request(Method::GET, "/v1/promp%74s")
            .header("accept", "image/png");
        anyone.send(picky).expect(406);
        // A slash that is not one ends nowhere.
        anyone.get("/v1/auth%2Flogin").expect(404);
    }
);

/// Whether another request from there, with this header, is counted with those before.
fn is_counted_with(world: &World, forwarded: &[&str], again: &[&str]) -> bool {
    let left = |hops: &[&str]| {
        let anyone = world.stranger();
        let request = anyone
            .request(Method::POST, "/v1/auth/refresh")
            .json(&json!({"refresh_token": "guess"}));
        let request = hops.iter().fold(request, |request, hop| {
            request.header("x-forwarded-for", *hop)
        });
        let answer = anyone.send(request);
        let field = answer.header("ratelimit").to_owned();
        let left = field.split(['=', ';']).nth(2).unwrap().parse::<i64>();
        left.unwrap()
    };
    world.clock.advance(chrono::Duration::minutes(5));
    let first = left(forwarded);
    let second = left(again);
    assert_eq!(first, 29, "the allowance was whole");
    second < first
}

/// A world that trusts this address, and one more, to say who called.
pub(super) fn behind_a_proxy(engine: Engine, trusted: &str) -> World {
    World::with(engine, |settings| {
        settings.rate_limits = true;
        settings.trusted_proxies = vec![trusted.parse().unwrap(), "10.0.0.1".parse().unwrap()];
    })
}

both!(
    what_a_client_writes_before_the_proxys_own_words_gives_no_fresh_allowance,
    |world| {
        for trusted in ["127.0.0.1", "::ffff:127.0.0.1"] {
            the_nearest_hop_counts(&behind_a_proxy(world.engine, trusted));
        }
    }
);

/// Whatever a client writes stands before what the proxy adds.
pub(super) fn the_nearest_hop_counts(world: &World) {
    let same = |one: &[&str], other: &[&str]| is_counted_with(world, one, other);
    assert!(!same(&["198.51.100.1"], &["198.51.100.2"]));
    // The nearest hop counts, whatever stands before it.
    assert!(same(&["198.51.100.9, 198.51.100.1"], &["198.51.100.1"]));
    assert!(same(&["198.51.100.9", "198.51.100.1"], &["198.51.100.1"]));
    // A port, brackets and another form of the address make no other client.
    for spelt in [
        "198.51.100.1:4711",
        "[198.51.100.1]",
        "::ffff:198.51.100.1",
        "[::ffff:198.51.100.1]:4711",
        " 198.51.100.1 ",
    ] {
        let forged = format!("203.0.113.7, {spelt}");
        assert!(same(&["198.51.100.1"], &[&forged]), "{forged}");
    }
    assert!(same(&["2001:db8::1"], &["203.0.113.7, [2001:db8::1]:4711"]));
    // Behind what cannot be read stands nothing that is trusted.
    for unreadable in ["unknown", "_hidden", "", "198.51.100.1.5", "198.51.100.1:"] {
        let (one, other) = (
            format!("203.0.113.7, {unreadable}"),
            format!("203.0.113.8, {unreadable}"),
        );
        assert!(same(&[&one], &[&other]), "{unreadable}");
        let (one, other) = (
            format!("{one}, 10.0.0.1"),
            format!("{other}, ::ffff:10.0.0.1"),
        );
        assert!(same(&[&one], &[&other]), "{unreadable} behind a proxy");
    }
}
