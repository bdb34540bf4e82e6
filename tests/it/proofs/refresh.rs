//! ID-2, ID-3: a refresh token that comes again ends its family on every instance at once, and parallel refreshes leave one live branch.

use std::time::Duration;

use super::rounds;
use crate::account::{login, refresh, text};
use crate::both;
use crate::harness::world::PASSWORD;
use crate::harness::{Value, World, json};

fn http() -> reqwest::blocking::Client {
    reqwest::blocking::Client::builder()
        .no_proxy()
        .timeout(Duration::from_secs(60))
        .build()
        .unwrap()
}

/// How an instance answers `GET /v1/me`.
fn status(http: &reqwest::blocking::Client, base: &str, access: &str) -> u16 {
    let request = http.get(format!("{base}/v1/me")).bearer_auth(access);
    request.send().unwrap().status().as_u16()
}

fn turned(http: &reqwest::blocking::Client, base: &str, token: &str) -> (u16, Value) {
    let request = http
        .post(format!("{base}/v1/auth/refresh"))
        .json(&json!({"refresh_token": token}));
    let answer = request.send().unwrap();
    (answer.status().as_u16(), answer.json().unwrap())
}

fn reuses(world: &World, rounds: usize) {
    let other = world.another_instance();
    let bases = [world.base().to_owned(), other.base.clone()];
    let session = world.patient("Ana").session();
    let http = http();
    for round in 0..rounds {
        let first = login(world, &session.email, PASSWORD).expect(200);
        let (here, there) = (&bases[round % 2], &bases[(round + 1) % 2]);
        let used = text(&first, "refresh_token");
        let (ok, second) = turned(&http, here, &used);
        assert_eq!(ok, 200);
        let newest = second["refresh_token"].as_str().unwrap();
        let accesses = [
            text(&first, "access_token"),
            second["access_token"].as_str().unwrap().to_owned(),
        ];
        for access in &accesses {
            assert_eq!(status(&http, there, access), 200, "round {round}");
        }
        assert_eq!(turned(&http, there, &used).0, 401, "round {round}");
        assert_eq!(turned(&http, here, newest).0, 401, "round {round}");
        for access in &accesses {
            for base in &bases {
                assert_eq!(status(&http, base, access), 401, "round {round}");
            }
        }
    }
}

both!(a_reuse_ends_the_family_on_both_instances, |world| {
    reuses(world, rounds(3, 1_000));
});

both!(of_parallel_refreshes_one_branch_lives, |world| {
    let other = world.another_instance();
    let session = world.patient("Ana").session();
    for round in 0..rounds(2, 100) {
        let first = login(world, &session.email, PASSWORD).expect(200);
        let used = text(&first, "refresh_token");
        let bases = [world.base(), other.base.as_str()];
        let answers: Vec<(u16, Value)> = std::thread::scope(|scope| {
            let asking: Vec<_> = (0..8)
                .map(|one| {
                    let (base, used) = (bases[one % 2], &used);
                    scope.spawn(move || turned(&http(), base, used))
                })
                .collect();
            asking.into_iter().map(|one| one.join().unwrap()).collect()
        });
        let next: std::collections::BTreeSet<&str> = answers
            .iter()
            .filter(|(status, _)| *status == 200)
            .map(|(_, body)| body["refresh_token"].as_str().unwrap())
            .collect();
        assert_eq!(next.len(), 1, "round {round}: {answers:?}");
        assert!(
            answers.iter().all(|(status, _)| *status == 200),
            "round {round}: {answers:?}"
        );
        let next = (*next.iter().next().unwrap()).to_owned();
        refresh(world, &next).expect(200);
    }
});
