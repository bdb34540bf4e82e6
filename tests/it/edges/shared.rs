//! Allowances between instances, and over a restart (RL-1, RL-2), and a queue that does not grow (RL-4).

use std::thread;

use reqwest::blocking::Client as Http;

use crate::both;
use crate::harness::{Engine, World, json, raw, scenes};

fn limited(engine: Engine) -> World {
    World::with(engine, |settings| settings.rate_limits = true)
}

fn http() -> Http {
    Http::builder().no_proxy().build().expect("a client")
}

/// Asks in turns until each of them has refused; how many were let through.
fn let_through(bases: &[&str], most: usize, ask: impl Fn(&str) -> u16) -> usize {
    let (mut through, mut refused) = (0, vec![false; bases.len()]);
    for number in 0..most {
        let at = number % bases.len();
        if ask(bases[at]) == 429 {
            refused[at] = true;
        } else {
            through += 1;
        }
        if refused.iter().all(|one| *one) {
            break;
        }
    }
    through
}

both!(
    two_instances_give_one_allowance_where_secrets_can_be_guessed,
    |world| {
        let world = limited(world.engine);
        let (other, http) = (world.another_instance(), http());
        let guess = |base: &str| {
            let request = http
                .post(format!("{base}/v1/auth/refresh"))
                .json(&json!({"refresh_token": "guess"}));
            request.send().unwrap().status().as_u16()
        };
        assert_eq!(let_through(&[world.base(), &other.base], 100, guess), 30);
        // A restart gives nothing back, and time does.
        let restarted = world.another_instance();
        assert_eq!(guess(&restarted.base), 429);
        world.clock.advance(chrono::Duration::seconds(2));
        assert_eq!(guess(&restarted.base), 401);
        assert_eq!(guess(world.base()), 429);
        world.clock.advance(chrono::Duration::seconds(61));
        assert_eq!(
            let_through(&[world.base(), &other.base, &restarted.base], 100, guess),
            30
        );
        // A clock that is put back locks nobody out.
        world.clock.advance(chrono::Duration::days(-30));
        assert_eq!(guess(world.base()), 401);
    }
);

#[test]
fn two_instances_on_postgresql_give_one_allowance_within_a_tenth() {
    let world = limited(Engine::Postgres);
    let (other, http) = (world.another_instance(), http());
    let ask = |base: &str| {
        http.get(format!("{base}/nowhere"))
            .send()
            .unwrap()
            .status()
            .as_u16()
    };
    let through = let_through(&[world.base(), &other.base], 3_000, ask);
    crate::proofs::tell(&format!("{through} of 1200 let through by two instances"));
    assert!((1_080..=1_200).contains(&through), "{through}");
    // However they are spread: what one holds back, the other does not give.
    world.clock.advance(chrono::Duration::seconds(61));
    let alone = let_through(&[&other.base], 3_000, ask) + let_through(&[world.base()], 3_000, ask);
    crate::proofs::tell(&format!(
        "{alone} of 1200 let through by one after the other"
    ));
    assert!((1_080..=1_200).contains(&alone), "{alone}");
}

both!(an_answer_tells_what_is_left, |world| {
    let world = limited(world.engine);
    let left = || {
        let answer = world.stranger().get("/v1/prompts").expect(200);
        let field = answer.header("ratelimit").to_owned();
        assert!(field.starts_with("\"general\";r="), "{field}");
        assert!(
            answer
                .header("ratelimit-policy")
                .contains("\"general\";q=1200;w=60")
        );
        field
            .split(['=', ';'])
            .nth(2)
            .unwrap()
            .parse::<i64>()
            .unwrap()
    };
    let (first, second) = (left(), left());
    assert!(first < 1_200 && second == first - 1, "{first} {second}");
    // Whoever watches the service asks as often as they like, and is not counted.
    assert_eq!(
        world
            .stranger()
            .get("/healthz")
            .expect(200)
            .header("ratelimit"),
        ""
    );
});

both!(
    an_account_has_an_allowance_of_its_own_from_wherever_it_calls,
    |world| {
        let world = World::with(world.engine, |settings| {
            settings.rate_limits = true;
            settings.trusted_proxies = vec!["127.0.0.1".parse().unwrap()];
        });
        let ana = world.patient("Ana");
        let eva = world.patient("Eva");
        let from = |number: u32| format!("198.51.100.{}", number % 200);
        let ask = |who: &crate::harness::Client<'_>, number| {
            who.send(
                who.request(reqwest::Method::GET, "/v1/me")
                    .header("x-forwarded-for", from(number)),
            )
        };
        let refused = (0..1_000)
            .map(|number| ask(&ana, number))
            .find(|answer| answer.status == 429)
            .expect("an end");
        assert!(
            refused
                .header("ratelimit")
                .starts_with("\"account\";r=0;t=")
        );
        assert!(refused.header("retry-after").parse::<u64>().unwrap() >= 1);
        ask(&eva, 1).expect(200);
        world.clock.advance(chrono::Duration::seconds(5));
        ask(&ana, 1).expect(200);
    }
);

both!(
    what_is_whole_again_leaves_nothing_behind_and_no_address_is_kept,
    |world| {
        let world = limited(world.engine);
        world
            .stranger()
            .post("/v1/auth/refresh", &json!({"refresh_token": "guess"}))
            .expect(401);
        let kept = || raw::count(&world, "SELECT count(*) AS n FROM allowances");
        assert!(kept() >= 1);
        for rows in super::dump::rows(&world).values() {
            assert!(
                !rows
                    .iter()
                    .any(|row| row.contains("127.0.0.1") || row.contains("3132372E302E302E31"))
            );
        }
        world.clock.advance(chrono::Duration::minutes(2));
        world.run(world.service.forget_idle());
        assert_eq!(kept(), 0);
    }
);

both!(
    many_exports_at_once_are_done_or_told_to_come_back_and_hold_nobody_up,
    |world| {
        let ana = world.patient("Ana");
        let eva = world.patient("Eva");
        for _ in 0..30 {
            scenes::entry(&ana, "a line of some length, to be printed");
        }
        let entry = scenes::entry(&eva, "x");
        let (token, base, http) = (ana.session().access, world.base(), http());
        let (answers, beside) = thread::scope(|scope| {
            let exports: Vec<_> = (0..20)
                .map(|_| {
                    scope.spawn(|| {
                        let request = http
                            .get(format!("{base}/v1/me/export?format=pdf"))
                            .bearer_auth(&token);
                        let answer = request.send().unwrap();
                        (
                            answer.status().as_u16(),
                            answer.headers().contains_key("retry-after"),
                        )
                    })
                })
                .collect();
            let beside: Vec<_> = (0..50)
                .map(|_| {
                    let begun = std::time::Instant::now();
                    eva.get(&format!("/v1/entries/{entry}")).expect(200);
                    begun.elapsed()
                })
                .collect();
            let answers: Vec<_> = exports.into_iter().map(|one| one.join().unwrap()).collect();
            (answers, beside)
        });
        let slowest = beside.into_iter().max().unwrap();
        crate::proofs::tell(&format!("{answers:?}, slowest beside: {slowest:?}"));
        assert!(
            answers
                .iter()
                .all(|answer| matches!(answer, (200, false) | (503, true) | (403, false))),
            "{answers:?}"
        );
        assert!(
            slowest < std::time::Duration::from_secs(3),
            "others waited: {slowest:?}"
        );
    }
);

both!(
    where_allowances_are_not_counted_the_same_search_finds_no_end,
    |world| {
        // The planted fault: the setting that counts them is off.
        let (other, http) = (world.another_instance(), http());
        let guess = |base: &str| {
            let request = http
                .post(format!("{base}/v1/auth/refresh"))
                .json(&json!({"refresh_token": "guess"}));
            request.send().unwrap().status().as_u16()
        };
        assert_eq!(let_through(&[world.base(), &other.base], 100, guess), 100);
    }
);
