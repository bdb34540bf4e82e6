//! Every state, every move, every principal: what the table of AZ-5 says, and nothing else has changed.

use chrono::Duration;
use reqwest::Method;

use crate::both;
use crate::harness::{Client, World, json, scenes};

const STATES: [&str; 6] = [
    "in_effect",
    "paused",
    "expired",
    "revoked",
    "link_ended",
    "waiting",
];

const MOVES: [(&str, Method, &str); 3] = [
    ("revoke", Method::DELETE, ""),
    ("pause", Method::POST, "/pause"),
    ("resume", Method::POST, "/resume"),
];

/// What the patient's own move answers, and the state after it.
fn table(state: &'static str, step: &str) -> (u16, &'static str) {
    match (state, step) {
        ("in_effect" | "paused" | "waiting" | "revoked", "revoke") => (200, "revoked"),
        ("in_effect", "pause") => (200, "paused"),
        ("paused", "resume") => (200, "in_effect"),
        (state, _) => (409, state),
    }
}

/// A consent of Ana's to Bo that is in this state now, through a link of its own.
fn consent_in(
    world: &World,
    state: &str,
    ana: &Client<'_>,
    bo: &Client<'_>,
    entry: &str,
) -> String {
    let link = scenes::link(ana, bo);
    let until = (state == "expired").then(|| world.clock.at(Duration::minutes(1)));
    let scope = json!({"type": "entry", "entry_id": entry});
    let given = json!({"link_id": link, "scope": scope, "notice_version": scenes::notice(ana), "expires_at": until});
    let consent = ana.post("/v1/consents", &given).expect(201).id();
    let path = format!("/v1/consents/{consent}");
    match state {
        "paused" => drop(ana.post_nothing(&format!("{path}/pause")).expect(200)),
        "expired" => world.clock.advance(Duration::minutes(1)),
        "revoked" => drop(ana.delete(&path).expect(200)),
        "link_ended" => drop(ana.delete(&format!("/v1/care/links/{link}")).expect(200)),
        _ => {}
    }
    consent
}

/// Ends the link that stands, so that the next consent has one of its own.
fn end_links(ana: &Client<'_>) {
    let links = ana.get("/v1/care/links?limit=100").expect(200);
    for link in links
        .items()
        .iter()
        .filter(|link| link["ended_at"].is_null())
    {
        let id = link["id"].as_str().unwrap();
        ana.delete(&format!("/v1/care/links/{id}")).expect(200);
    }
}

both!(
    every_state_and_every_move_by_every_principal_is_as_the_table_says,
    |world| {
        let (ana, bo) = (world.patient("Ana"), world.therapist("Bo"));
        let entry = scenes::entry(&ana, "a word");
        let (eva, cy, nobody) = (
            world.patient("Eva"),
            world.therapist("Cy"),
            world.stranger(),
        );
        let others = [(&eva, 404), (&bo, 403), (&cy, 403), (&nobody, 401)];
        for state in STATES {
            if state == "waiting" {
                let ended = json!({"status": "happened", "time_zone": "UTC", "started_at": world.clock.at(Duration::hours(-3)), "ended_at": world.clock.now()});
                ana.post("/v1/dosing-sessions", &ended).expect(201);
            }
            for (step, method, path) in &MOVES {
                let consent = consent_in(world, state, &ana, &bo, &entry);
                let own = format!("/v1/consents/{consent}");
                let shown = || ana.get(&own).expect(200);
                let before = shown();
                assert_eq!(before.body["state"], state);
                let make = |who: &Client<'_>| {
                    who.send(who.request(method.clone(), &format!("{own}{path}")))
                };
                for (who, refused) in others {
                    assert_eq!(make(who).status, refused, "{step} of what is {state}");
                }
                assert_eq!(shown().bytes, before.bytes, "{step} of what is {state}");
                let (status, after) = table(state, step);
                let answer = make(&ana);
                assert_eq!(answer.status, status, "{step} of what is {state}");
                assert_eq!(shown().body["state"], after, "{step} of what is {state}");
                if status == 409 {
                    assert_eq!(answer.code(), "consent-state");
                    assert_eq!(shown().bytes, before.bytes);
                }
                end_links(&ana);
            }
        }
    }
);
