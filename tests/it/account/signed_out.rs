//! Signing out everywhere: by the owner (ID-5), and by an operator (ASVS 7.4.5).

use std::process::Output;

use chrono::Duration;
use reqwest::Method;

use super::{login, me, refresh, text};
use crate::both;
use crate::harness::client::Session;
use crate::harness::world::{Instance, PASSWORD, command};
use crate::harness::{Answer, Client, World, json, raw};

/// Asks another instance who one is.
fn me_at(instance: &Instance, token: &str) -> u16 {
    let http = reqwest::blocking::Client::builder()
        .no_proxy()
        .build()
        .expect("a client");
    let request = http
        .get(format!("{}/v1/me", instance.base))
        .bearer_auth(token);
    request.send().expect("an answer").status().as_u16()
}

fn on_record(world: &World, kind: &str) -> i64 {
    raw::count(
        world,
        &format!(
            "SELECT count(*) AS n FROM access_log WHERE action = 'sessions.ended' AND actor_kind = '{kind}'"
        ),
    )
}

fn ended(answer: &Answer) -> i64 {
    answer.body["ended"].as_i64().unwrap()
}

both!(
    signing_out_everywhere_else_ends_every_other_device_on_every_instance,
    |world| {
        let other = world.another_instance();
        let (ana, eva) = (world.patient("Ana"), world.patient("Eva"));
        let email = ana.session().email;
        let elsewhere: Vec<Answer> = (0..4)
            .map(|_| login(world, &email, PASSWORD).expect(200))
            .collect();
        for device in &elsewhere {
            assert_eq!(me_at(&other, &text(device, "access_token")), 200);
        }
        assert_eq!(ended(&ana.delete("/v1/auth/devices").expect(200)), 4);
        for device in &elsewhere {
            me(world, &text(device, "access_token")).expect(401);
            assert_eq!(me_at(&other, &text(device, "access_token")), 401);
            refresh(world, &text(device, "refresh_token")).expect(401);
        }
        assert_eq!(me_at(&other, &ana.session().access), 200);
        assert_eq!(ana.get("/v1/auth/devices").expect(200).items().len(), 1);
        me(world, &eva.session().access).expect(200);
        // Where there is none, nothing was ended, and nothing is on record.
        assert_eq!(ended(&ana.delete("/v1/auth/devices").expect(200)), 0);
        assert_eq!(on_record(world, "patient"), 1);
    }
);

both!(signing_out_everywhere_asks_for_a_fresh_sign_in, |world| {
    let ana = world.patient("Ana");
    let elsewhere = login(world, &ana.session().email, PASSWORD).expect(200);
    world.clock.advance(Duration::minutes(6));
    let refused = ana.delete("/v1/auth/devices").expect(403);
    assert_eq!(refused.code(), "fresh-authentication-required");
    me(world, &text(&elsewhere, "access_token")).expect(200);
    ana.step_up();
    assert_eq!(ended(&ana.delete("/v1/auth/devices").expect(200)), 1);
    let anyone = world.stranger();
    anyone.delete("/v1/auth/devices").expect(401);
    // A therapist's are ended likewise.
    let bo = world.therapist("Bo");
    let code = bo.session().factor.unwrap().recovery_code();
    let body = json!({"email": bo.session().email, "password": PASSWORD, "totp": code});
    let second = world.stranger().post("/v1/auth/login", &body).expect(200);
    assert_eq!(ended(&bo.delete("/v1/auth/devices").expect(200)), 1);
    me(world, &text(&second, "access_token")).expect(401);
});

fn end(world: &World, whose: &[&str]) -> Output {
    command(world)
        .args([&["sessions", "end"], whose].concat())
        .output()
        .expect("the binary")
}

/// A client with exactly these tokens, which signs in no more by itself.
fn answers(world: &World, session: &Session) -> u16 {
    let anyone = world.stranger();
    let request = anyone.request(Method::GET, "/v1/me");
    anyone.send(request.bearer_auth(&session.access)).status
}

both!(
    an_operator_ends_the_sessions_of_one_account_beside_a_service_that_serves,
    |world| {
        let other = world.another_instance();
        let (ana, eva): (Client<'_>, Client<'_>) = (world.patient("Ana"), world.patient("Eva"));
        login(world, &ana.session().email, PASSWORD).expect(200);
        let (hers, evas) = (ana.session(), eva.session());
        let output = end(world, &["--account", &hers.account]);
        assert!(output.status.success(), "{output:?}");
        assert_eq!(output.stdout, b"2 session(s) ended\n");
        assert_eq!(
            (answers(world, &hers), me_at(&other, &hers.access)),
            (401, 401)
        );
        refresh(world, &hers.refresh).expect(401);
        assert_eq!(answers(world, &evas), 200);
        assert_eq!(on_record(world, "operator"), 1);
        // She may come back, and reads on her log that it was the operator.
        let again = login(world, &hers.email, PASSWORD).expect(200);
        let ana = ana.with_session(Session::of(&again.body, &hers.email, world.clock.0.now()));
        let log = ana.get("/v1/access-log?action=sessions.ended").expect(200);
        assert_eq!(
            log.items()[0]["actor"],
            json!({"kind": "operator", "display_name": null})
        );
        assert_eq!(
            ana.get("/v1/access-log/verify").expect(200).body["intact"],
            true
        );
    }
);

both!(an_operator_ends_every_session_there_is, |world| {
    let people: Vec<Session> = ["Ana", "Eva", "Ida"]
        .map(|name| world.patient(name).session())
        .into_iter()
        .chain([world.therapist("Bo").session()])
        .collect();
    let output = end(world, &["--all"]);
    assert!(output.status.success(), "{output:?}");
    assert_eq!(output.stdout, b"4 session(s) ended\n");
    for session in &people {
        assert_eq!(answers(world, session), 401);
        refresh(world, &session.refresh).expect(401);
    }
    assert_eq!(on_record(world, "operator"), 4);
    let output = end(world, &["--all"]);
    assert_eq!(output.stdout, b"0 session(s) ended\n");
});

both!(whose_sessions_end_is_said_and_known, |world| {
    let ana = world.patient("Ana").session();
    let tries: [(&[&str], i32); 4] = [
        (&[], 2),
        (&["--all", "--account", &ana.account], 2),
        (&["--account", "ana@example.org"], 2),
        (&["--account", "0198a7c2-1111-7000-8000-0000000000ff"], 1),
    ];
    for (whose, status) in tries {
        let output = end(world, whose);
        assert_eq!(output.status.code(), Some(status), "{whose:?} {output:?}");
        assert!(output.stdout.is_empty());
    }
    assert_eq!(answers(world, &ana), 200);
});
