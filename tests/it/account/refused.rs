//! What was refused to an account that is known is on its log, in few rows, and nothing of anybody else (AU-1, ID-9).

use chrono::Duration;

use super::login;
use crate::both;
use crate::harness::passkey::Passkey;
use crate::harness::world::PASSWORD;
use crate::harness::{Answer, Client, Engine, Value, World, json, raw};

/// The refusals of one kind on somebody's log, and how many times each tells of.
fn refused(person: &Client<'_>, action: &str) -> Vec<(String, i64)> {
    let path = format!("/v1/access-log?limit=100&outcome=refused&action={action}");
    let rows = person.get(&path).expect(200);
    let told = |row: &Value| {
        let kind = row["actor"]["kind"].as_str().unwrap().to_owned();
        (kind, row["times"].as_i64().unwrap())
    };
    rows.items().iter().map(told).collect()
}

fn once(kind: &str) -> Vec<(String, i64)> {
    vec![(kind.to_owned(), 1)]
}

fn with_code(world: &World, email: &str, code: &str) -> Answer {
    let body = json!({"email": email, "password": PASSWORD, "totp": code});
    world.stranger().post("/v1/auth/login", &body)
}

both!(a_wrong_second_factor_is_on_the_log, |world| {
    let (ana, eva) = (world.patient("Ana"), world.patient("Eva"));
    ana.enrol();
    let email = ana.session().email;
    with_code(world, &email, "000000").expect(401);
    assert_eq!(refused(&ana, "factor.refused"), once("anyone"));
    with_code(world, &email, "ABCD-EFGH-JKMN-PQRS").expect(401);
    // An app asks for the code once it is told that one is needed: nothing was wrong.
    login(world, &email, PASSWORD).expect(401);
    assert_eq!(refused(&ana, "factor.refused").len(), 2);
    assert!(refused(&ana, "session.refused").is_empty());
    for body in [
        json!({"totp": "000000"}),
        json!({"totp": "ABCD-EFGH-JKMN-PQRS"}),
    ] {
        ana.post("/v1/auth/step-up", &body).expect(422);
    }
    let rows = refused(&ana, "factor.refused");
    assert_eq!(rows.len(), 4);
    let kinds: Vec<&str> = rows.iter().map(|(kind, _)| kind.as_str()).collect();
    assert_eq!(kinds, ["patient", "patient", "anyone", "anyone"]);
    let wrong = json!({"password": "another long sentence", "totp": "000000"});
    ana.post("/v1/auth/step-up", &wrong).expect(422);
    assert_eq!(refused(&ana, "password.refused"), once("patient"));
    assert!(refused(&eva, "factor.refused").is_empty());
    // Whoever does not know the password tries no factor.
    let body = json!({"email": email, "password": "another long sentence", "totp": "000000"});
    world.stranger().post("/v1/auth/login", &body).expect(401);
    assert_eq!(refused(&ana, "factor.refused").len(), 4);
    assert_eq!(refused(&ana, "session.refused"), once("anyone"));
});

both!(a_passkey_that_does_not_fit_is_on_the_log, |world| {
    let ana = world.patient("Ana");
    let begun = ana
        .post_nothing("/v1/auth/passkeys/registration/begin")
        .expect(201)
        .body;
    let (mut key, made) = Passkey::create(&begun, "http://afterword.test");
    let new = json!({"ceremony_id": begun["ceremony_id"], "credential": made});
    ana.post("/v1/auth/passkeys/registration/finish", &new)
        .expect(201);
    key.spoil_signature = true;
    let anyone = world.stranger();
    let mut tries = |who: &Client<'_>, what: &str, status| {
        let begun = who
            .post_nothing(&format!("/v1/auth/passkeys/{what}/begin"))
            .expect(201)
            .body;
        let answer = json!({"ceremony_id": begun["ceremony_id"], "credential": key.get(&begun)});
        let path = format!("/v1/auth/passkeys/{what}/finish");
        who.post(&path, &answer).expect(status);
    };
    tries(&anyone, "login", 401);
    assert_eq!(refused(&ana, "factor.refused"), once("anyone"));
    tries(&ana, "step-up", 422);
    assert_eq!(refused(&ana, "factor.refused").len(), 2);
    // A name that nobody has leaves nothing anywhere.
    let before = raw::count(world, "SELECT count(*) AS n FROM access_log");
    key.holder = vec![7; 16];
    let begun = anyone
        .post_nothing("/v1/auth/passkeys/login/begin")
        .expect(201)
        .body;
    let answer = json!({"ceremony_id": begun["ceremony_id"], "credential": key.get(&begun)});
    anyone
        .post("/v1/auth/passkeys/login/finish", &answer)
        .expect(401);
    assert_eq!(
        raw::count(world, "SELECT count(*) AS n FROM access_log"),
        before
    );
});

both!(what_is_for_the_other_role_is_on_ones_own_log, |world| {
    let (ana, bo) = (world.patient("Ana"), world.therapist("Bo"));
    ana.get("/v1/therapist/patients").expect(403);
    assert_eq!(refused(&ana, "role.refused"), once("patient"));
    bo.get("/v1/entries").expect(403);
    bo.post("/v1/entries", &json!({"text": "x"})).expect(403);
    let log = bo
        .get("/v1/therapist/access-log?outcome=refused&action=role.refused")
        .expect(200);
    assert_eq!(log.items().len(), 2);
    // A loop of them is few rows that count all of them.
    for _ in 0..49 {
        ana.get("/v1/therapist/patients").expect(403);
    }
    let rows = refused(&ana, "role.refused");
    assert_eq!(rows.len(), 21);
    assert_eq!(rows.iter().map(|(_, times)| times).sum::<i64>(), 50);
    // A token whose session is over speaks for nobody.
    let before = raw::count(world, "SELECT count(*) AS n FROM access_log");
    let gone = ana.with_session(ana.session());
    ana.post_nothing("/v1/auth/logout").expect(204);
    gone.get("/v1/therapist/patients").expect(403);
    world.stranger().get("/v1/therapist/patients").expect(401);
    assert_eq!(
        raw::count(world, "SELECT count(*) AS n FROM access_log"),
        before + 1,
        "signing out alone"
    );
});

/// A world in which allowances are counted, and each request comes from where it says.
fn limited(engine: Engine) -> World {
    World::with(engine, |settings| {
        settings.rate_limits = true;
        settings.trusted_proxies = vec![[127, 0, 0, 1].into()];
    })
}

fn from(person: &Client<'_>, peer: u32, method: reqwest::Method, path: &str, body: &Value) -> u16 {
    let request = person
        .request(method, path)
        .header("x-forwarded-for", format!("2001:db8:{peer:x}::1"));
    let body = (!body.is_null()).then_some(body);
    person
        .send(match body {
            Some(body) => request.json(body),
            None => request,
        })
        .status
}

both!(
    an_allowance_that_is_spent_is_on_the_log_once_a_minute,
    |world| {
        let world = limited(world.engine);
        let (ana, eva) = (world.patient("Ana"), world.patient("Eva"));
        let ask = |peer| from(&ana, peer, reqwest::Method::GET, "/v1/me", &Value::Null);
        let first = (0..1_000).find(|peer| ask(*peer) == 429);
        assert!(first.is_some());
        for peer in 0..20 {
            assert_eq!(ask(peer), 429);
        }
        world.clock.advance(Duration::minutes(1));
        assert_eq!(refused(&ana, "allowance.spent"), once("patient"));
        assert!(refused(&eva, "allowance.spent").is_empty());
    }
);

both!(guesses_that_must_wait_are_counted_on_the_log, |world| {
    let world = limited(world.engine);
    let ana = world.patient("Ana");
    let nobody = world.address("Nobody");
    let anyone = world.stranger();
    let mut statuses = Vec::new();
    for email in [ana.session().email, nobody] {
        let guess = json!({"email": email, "password": "another long sentence"});
        let told: Vec<u16> = (0..40)
            .map(|peer| {
                from(
                    &anyone,
                    peer,
                    reqwest::Method::POST,
                    "/v1/auth/login",
                    &guess,
                )
            })
            .collect();
        statuses.push(told);
    }
    assert_eq!(statuses[0], statuses[1], "known and unknown alike");
    let waiting = statuses[0].iter().filter(|status| **status == 429).count();
    let rows = refused(&ana, "allowance.spent");
    assert_eq!(rows.len(), 21);
    let times: i64 = rows.iter().map(|(_, times)| times).sum();
    assert_eq!(usize::try_from(times).unwrap(), waiting);
    assert_eq!(rows[0].0, "anyone");
    // Whoever holds one of her devices is slowed as well, and told of.
    world.clock.advance(Duration::minutes(2));
    let wrong = json!({"password": "another long sentence"});
    let path = "/v1/auth/step-up";
    let told: Vec<u16> = (0..9)
        .map(|peer| from(&ana, 100 + peer, reqwest::Method::POST, path, &wrong))
        .collect();
    assert_eq!(told, [422, 422, 422, 422, 422, 422, 429, 429, 429]);
    assert_eq!(refused(&ana, "password.refused").len(), 6);
    let rows = refused(&ana, "allowance.spent");
    let times: i64 = rows.iter().map(|(_, times)| times).sum();
    assert_eq!(usize::try_from(times).unwrap(), waiting + 3);
});
