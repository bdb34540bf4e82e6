//! `/v1/me/email`: another address for the account (ID-9, ID-14, ID-15, ID-16).

use chrono::Duration;

use super::{another, asked, confirm, login, tellable, text, wish};
use crate::both;
use crate::harness::world::PASSWORD;
use crate::harness::{Answer, Client, World, json, raw};

fn ask(person: &Client<'_>, email: &str) -> Answer {
    person.post("/v1/me/email", &json!({"email": email}))
}

fn bring(person: &Client<'_>, email: &str, code: &str) -> Answer {
    person.post(
        "/v1/me/email/confirm",
        &json!({"email": email, "code": code}),
    )
}

/// How many of the mails to an address say this.
fn told(world: &World, email: &str, what: &str) -> usize {
    let mails = world.mails_to(email);
    mails.iter().filter(|mail| mail.contains(what)).count()
}

fn on_record(world: &World, action: &str) -> i64 {
    raw::count(
        world,
        &format!("SELECT count(*) AS n FROM access_log WHERE action = '{action}'"),
    )
}

both!(
    an_account_moves_to_the_address_whose_code_came_back_and_both_are_told,
    |world| {
        for person in [world.patient("Ana"), world.therapist("Bo")] {
            let (before, now) = (person.session().email, world.address("New"));
            let elsewhere = person
                .session()
                .factor
                .is_none()
                .then(|| text(&login(world, &before, PASSWORD).expect(200), "access_token"));
            let version = person.get("/v1/me").expect(200).etag();
            ask(&person, &now).expect(202);
            assert_eq!(told(world, &before, "asked for another mail address"), 1);
            assert_eq!(person.get("/v1/me").expect(200).body["email"], *before);
            let moved = bring(&person, &now, &world.mailed_code(&now)).expect(200);
            assert_eq!(moved.body["email"], *now);
            assert_ne!(moved.etag(), version);
            assert_eq!(person.get("/v1/me").expect(200).bytes, moved.bytes);
            for address in [&before, &now] {
                assert_eq!(
                    told(world, address, "address of your account was changed"),
                    1
                );
            }
            // Nobody is signed out by it, and the address before is nobody's now.
            if let Some(token) = elsewhere {
                super::me(world, &token).expect(200);
                login(world, &now, PASSWORD).expect(200);
            }
            assert_eq!(
                login(world, &before, PASSWORD).expect(401).code(),
                "wrong-credentials"
            );
            let code = asked(world, &before);
            confirm(world, &before, &code).expect(201);
        }
        assert_eq!(on_record(world, "address.changed"), 2);
        assert_eq!(on_record(world, "address.asked"), 2);
    }
);

both!(
    whether_the_new_address_has_an_account_is_told_to_its_owner_alone,
    |world| {
        let (ana, eva) = (world.patient("Ana"), world.patient("Eva"));
        let (hers, free) = (eva.session().email, world.address("Free"));
        let answers = [&hers, &free, &hers.to_uppercase(), &ana.session().email]
            .map(|email| tellable(&ask(&ana, email)));
        assert_eq!(answers[0].0, 202);
        assert!(answers.iter().all(|answer| *answer == answers[0]));
        assert_eq!(told(world, &hers, "asked for this address"), 1);
        assert_eq!(told(world, &free, "asked for this address"), 0);
        // The code that was never mailed is as wrong as any; and somebody may take the free address in the meantime.
        let wrong = tellable(&bring(&ana, &hers, "AAAA2222").expect(422));
        let code = world.mailed_code(&free);
        let other = asked_by_stranger(world, &free);
        confirm(world, &free, &other).expect(201);
        assert_eq!(tellable(&bring(&ana, &free, &code)), wrong);
        assert_eq!(
            ana.get("/v1/me").expect(200).body["email"],
            ana.session().email
        );
        assert_eq!(eva.get("/v1/me").expect(200).body["email"], *hers);
        assert_eq!(on_record(world, "address.refused"), 2);
    }
);

/// The newest code for somebody who registers with an address at which another code waits.
fn asked_by_stranger(world: &World, email: &str) -> String {
    world
        .stranger()
        .post("/v1/auth/register", &wish(email))
        .expect(202);
    world.mailed_code(email)
}

both!(
    a_code_is_good_once_in_its_time_for_its_address_and_its_account,
    |world| {
        let (ana, eva) = (world.patient("Ana"), world.patient("Eva"));
        let (one, two) = (world.address("One"), world.address("Two"));
        ask(&ana, &one).expect(202);
        let code = world.mailed_code(&one);
        ask(&ana, &two).expect(202);
        let sibling = world.mailed_code(&two);
        // Not for another account, not for another address.
        bring(&eva, &one, &code).expect(422);
        bring(&ana, &two, &code).expect(422);
        bring(&ana, &one, &sibling).expect(422);
        assert_eq!(
            bring(&ana, &one, &another(&code)).expect(422).pointers(),
            ["/code"]
        );
        let typed = code.to_lowercase();
        bring(&ana, &one, &format!("{} {}", &typed[..4], &typed[4..])).expect(200);
        // Not again, and its sibling is gone with it.
        bring(&ana, &one, &code).expect(422);
        bring(&ana, &two, &sibling).expect(422);
        assert_eq!(ana.get("/v1/me").expect(200).body["email"], *one);
        ana.step_up();
        ask(&ana, &two).expect(202);
        let late = world.mailed_code(&two);
        world.clock.advance(Duration::minutes(10));
        bring(&ana, &two, &late).expect(422);
    }
);

both!(a_thousand_guesses_find_no_code, |world| {
    let ana = world.patient("Ana");
    let new = world.address("New");
    ask(&ana, &new).expect(202);
    let code = world.mailed_code(&new);
    for number in 0..crate::proofs::rounds(30, 1_000) {
        let guess = format!("ZZ{:06}", number % 1_000_000);
        bring(&ana, &new, &guess).expect(422);
    }
    bring(&ana, &new, &code).expect(422);
    // Too many wrong ones: no further code is mailed until their time is over.
    ask(&ana, &new).expect(202);
    assert_eq!(told(world, &new, "Your code"), 1);
    world.clock.advance(Duration::minutes(10));
    ana.step_up();
    ask(&ana, &new).expect(202);
    assert_eq!(told(world, &new, "Your code"), 2);
});

both!(no_address_is_flooded, |world| {
    let (ana, victim) = (world.patient("Ana"), world.address("Victim"));
    for _ in 0..6 {
        ask(&ana, &victim).expect(202);
    }
    assert_eq!(world.mails_to(&victim).len(), 3);
    assert_eq!(told(world, &ana.session().email, "another mail address"), 3);
    for name in ["Eva", "Ida"] {
        let other = world.patient(name);
        for _ in 0..3 {
            ask(&other, &victim).expect(202);
        }
    }
    assert_eq!(world.mails_to(&victim).len(), 5);
});

both!(
    moving_ends_codes_for_a_new_password_and_nothing_else,
    |world| {
        let ana = world.patient("Ana");
        let (before, now) = (ana.session().email, world.address("New"));
        let anyone = world.stranger();
        anyone
            .post("/v1/auth/password/forgot", &json!({"email": before}))
            .expect(202);
        let reset = world.mailed_code(&before);
        ask(&ana, &now).expect(202);
        bring(&ana, &now, &world.mailed_code(&now)).expect(200);
        for email in [&before, &now] {
            let body =
                json!({"email": email, "code": reset, "new_password": "another long sentence"});
            anyone.post("/v1/auth/password/reset", &body).expect(401);
        }
        assert_eq!(ana.get("/v1/auth/devices").expect(200).items().len(), 1);
        anyone
            .post("/v1/auth/password/forgot", &json!({"email": now}))
            .expect(202);
        let code = world.mailed_code(&now);
        let body = json!({"email": now, "code": code, "new_password": "another long sentence"});
        anyone.post("/v1/auth/password/reset", &body).expect(204);
    }
);

both!(asking_needs_a_fresh_sign_in_and_bodies_that_fit, |world| {
    let ana = world.patient("Ana");
    assert_eq!(ask(&ana, "no address").expect(422).pointers(), ["/email"]);
    for email in [
        json!(null),
        json!("a@b"),
        json!("a@example.org\r\nBcc: b@example.org"),
    ] {
        ana.post("/v1/me/email", &json!({"email": email}))
            .expect(422);
    }
    bring(&ana, "new@example.com", "AAAA2222").expect(422);
    let (anyone, new) = (world.stranger(), world.address("New"));
    ask(&anyone, &new).expect(401);
    bring(&anyone, &new, "AAAA2222").expect(401);
    ask(&ana, &new).expect(202);
    world.clock.advance(Duration::minutes(6));
    let refused = ask(&ana, &new).expect(403);
    assert_eq!(refused.code(), "fresh-authentication-required");
    // What was asked for freshly is finished by its code.
    bring(&ana, &new, &world.mailed_code(&new)).expect(200);
});

both!(
    the_database_keeps_no_address_that_is_only_asked_for,
    |world| {
        let ana = world.patient("Ana");
        let new = world.address("Elsewhere");
        ask(&ana, &new).expect(202);
        world.mails();
        assert_eq!(
            raw::count(world, "SELECT count(*) AS n FROM address_changes"),
            1
        );
        bring(&ana, &new, &world.mailed_code(&new)).expect(200);
        for table in ["address_changes", "mails"] {
            let rows = format!("SELECT count(*) AS n FROM {table}");
            world.mails();
            assert_eq!(raw::count(world, &rows), 0, "{table}");
        }
        assert_eq!(raw::count(world, "SELECT count(*) AS n FROM addresses"), 1);
    }
);
