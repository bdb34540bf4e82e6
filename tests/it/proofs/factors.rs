//! ID-11: a code of an authenticator app is good once: not again, not twice at the same moment, not after the clock went back.

use chrono::Duration;

use super::rounds;
use crate::both;
use crate::harness::factor::step;
use crate::harness::world::PASSWORD;
use crate::harness::{World, json, raw};

/// How many of so many who sign in at the same moment with the same code get in.
fn at_once(world: &World, email: &str, code: &str, many: usize) -> usize {
    let body = json!({"email": email, "password": PASSWORD, "totp": code});
    std::thread::scope(|scope| {
        let asking: Vec<_> = (0..many)
            .map(|_| {
                let (base, body) = (world.base(), &body);
                scope.spawn(move || {
                    let http = reqwest::blocking::Client::builder()
                        .no_proxy()
                        .timeout(std::time::Duration::from_secs(60))
                        .build()
                        .unwrap();
                    let request = http.post(format!("{base}/v1/auth/login")).json(body);
                    request.send().unwrap().status() == 200
                })
            })
            .collect();
        asking
            .into_iter()
            .map(|one| one.join().unwrap())
            .filter(|got_in| *got_in)
            .count()
    })
}

both!(
    a_code_lets_one_in_of_sixteen_and_nobody_afterwards,
    |world| {
        let ana = world.patient("Ana");
        ana.enrol();
        let session = ana.session();
        let factor = session.factor.unwrap();
        for round in 0..rounds(1, 50) {
            world.clock.advance(Duration::minutes(2));
            let now = step(world.clock.0.now());
            let code = factor.at_step(now);
            assert_eq!(
                at_once(world, &session.email, &code, 16),
                1,
                "round {round}"
            );
            assert_eq!(at_once(world, &session.email, &code, 1), 0, "round {round}");
            world.clock.advance(-Duration::seconds(60));
            for earlier in [now - 3, now - 2, now - 1, now] {
                let code = factor.at_step(earlier);
                assert_eq!(at_once(world, &session.email, &code, 1), 0, "round {round}");
            }
            world.clock.advance(Duration::seconds(60));
        }
        // Whoever was too late is on her log: fifteen at once, and five one after the other (AU-1).
        let counted = "SELECT CAST(sum(times) AS BIGINT) AS n FROM access_log WHERE action = 'factor.refused'";
        if rounds(1, 50) == 1 {
            assert_eq!(raw::count(world, counted), 15 + 5);
        }
    }
);

both!(
    a_step_that_is_forgotten_is_found_by_the_same_test,
    |world| {
        // The planted fault: somebody sets the last used step back behind the API's back.
        let ana = world.patient("Ana");
        ana.enrol();
        let session = ana.session();
        let factor = session.factor.unwrap();
        world.clock.advance(Duration::minutes(2));
        let code = factor.at_step(step(world.clock.0.now()));
        assert_eq!(at_once(world, &session.email, &code, 2), 1);
        world
            .raw_sql("UPDATE authenticators SET last_step = 0")
            .unwrap();
        assert_eq!(at_once(world, &session.email, &code, 1), 1);
    }
);
