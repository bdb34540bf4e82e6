//! ID-1: of more than twenty kinds of forged or misplaced tokens none is accepted on any route, and each is refused in the same words.

use std::collections::BTreeSet;

use reqwest::Method;

use super::rounds;
use crate::account::tokens::SIGNED_OUT;
use crate::account::{tellable, tokens};
use crate::both;
use crate::harness::World;

/// Every operation of the document that asks for a token, with an id of nothing in its path.
fn guarded(world: &World) -> Vec<(Method, String)> {
    let document = world.stranger().get("/openapi.json").expect(200).body;
    let mut found = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            if operation["security"][0]["bearer"].is_null() {
                continue;
            }
            let filled: Vec<&str> = path
                .split('/')
                .map(|part| match part {
                    "{revision}" | "{version}" | "{from}" | "{to}" => "1",
                    part if part.starts_with('{') => "00000000-0000-0000-0000-000000000000",
                    part => part,
                })
                .collect();
            found.push((method.to_uppercase().parse().unwrap(), filled.join("/")));
        }
    }
    assert!(found.len() > 80, "the document names what it guards");
    found
}

/// Where a token was answered otherwise than none at all is: the operations, and the kinds.
fn told_apart(world: &World, kinds: &[(&str, String)], each: usize) -> BTreeSet<String> {
    let anyone = world.stranger();
    let refused = tellable(&anyone.get("/v1/me").expect(401));
    let mut apart = BTreeSet::new();
    for (place, (method, path)) in guarded(world).into_iter().enumerate() {
        for turn in 0..each.min(kinds.len()) {
            // In the suite the kinds take turns, so that each meets a part of the routes.
            let (kind, token) = &kinds[(place * each + turn) % kinds.len()];
            let request = anyone.request(method.clone(), &path).bearer_auth(token);
            let answer = anyone.send(request);
            // Whether its device is still signed in is asked in the door, behind the role and what a request lacks: see `access_table`.
            let lacking = *kind == SIGNED_OUT && [400, 403, 415, 422, 428].contains(&answer.status);
            if !lacking && tellable(&answer) != refused {
                apart.insert(format!("{method} {path}: {kind}: {}", answer.status));
            }
        }
    }
    apart
}

both!(no_forged_or_misplaced_token_is_accepted_anywhere, |world| {
    let kinds = tokens::twenty(world);
    assert!(kinds.len() >= 20);
    let apart = told_apart(world, &kinds, rounds(4, kinds.len()));
    assert!(apart.is_empty(), "{apart:#?}");
});

both!(a_token_that_is_good_is_found_by_the_same_search, |world| {
    // The planted fault: Ana's own token among the forged ones.
    let mut kinds = vec![("a good one", world.patient("Ana").session().access)];
    kinds.truncate(1);
    assert!(told_apart(world, &kinds, 1).len() > 40);
});
