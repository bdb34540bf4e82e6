//! Allowances at the edge (RL-1, RL-3): guessing is slowed, and nobody gets more by naming another address.

use reqwest::Method;

use crate::both;
use crate::harness::{Answer, Engine, World, json};

fn limited(engine: Engine, proxies: &[&str]) -> World {
    World::with(engine, |settings| {
        settings.rate_limits = true;
        settings.trusted_proxies = proxies.iter().map(|proxy| proxy.parse().unwrap()).collect();
    })
}

/// One attempt to sign in, in the name of an address behind a proxy.
fn attempt(world: &World, forwarded: &str) -> Answer {
    let anyone = world.stranger();
    let request = anyone
        .request(Method::POST, "/v1/auth/refresh")
        .header("x-forwarded-for", forwarded);
    anyone.send(request.json(&json!({"refresh_token": "guess"})))
}

both!(guesses_run_out_and_say_when_to_come_back, |world| {
    let world = limited(world.engine, &[]);
    let refused = (0..40)
        .map(|_| attempt(&world, "203.0.113.9"))
        .find(|answer| answer.status == 429)
        .expect("an end");
    assert_eq!(refused.code(), "too-many-requests");
    assert!(refused.header("retry-after").parse::<u64>().unwrap() >= 1);
    assert!(
        refused
            .header("ratelimit")
            .starts_with("\"guarded\";r=0;t=")
    );
    assert!(refused.header("ratelimit-policy").contains("\"guarded\""));
    world.stranger().get("/healthz").expect(200);
});

both!(
    a_header_from_a_peer_that_is_no_proxy_gives_no_further_allowance,
    |world| {
        let world = limited(world.engine, &[]);
        let statuses: Vec<u16> = (0..40)
            .map(|number| attempt(&world, &format!("203.0.113.{number}")).status)
            .collect();
        assert!(statuses.contains(&429));
    }
);

both!(
    behind_a_trusted_proxy_each_client_has_an_allowance,
    |world| {
        let world = limited(world.engine, &["127.0.0.1"]);
        let statuses: Vec<u16> = (0..40)
            .map(|number| attempt(&world, &format!("203.0.113.{number}")).status)
            .collect();
        assert!(!statuses.contains(&429), "{statuses:?}");
        let one: Vec<u16> = (0..40)
            .map(|number| attempt(&world, &format!("198.51.100.{number}, 203.0.113.200")).status)
            .collect();
        assert!(
            one.contains(&429),
            "what a client says of itself does not count"
        );
    }
);
