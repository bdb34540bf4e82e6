//! Who writes what is tampered with: two patients and two therapists, each with two of everything that takes words.

use reqwest::Method;

use super::hex_of;
use crate::harness::passkey::Passkey;
use crate::harness::{Client, Value, World, json, scenes};
use crate::proofs::{Raw, id};

/// Two patients and two therapists, each with two of everything that takes words; every word begins with `ROH`.
pub(super) struct People<'w> {
    pub(super) world: &'w World,
    pub(super) patients: [Client<'w>; 2],
    pub(super) therapists: [Client<'w>; 2],
    pub(super) links: [String; 2],
    pub(super) entries: Vec<String>,
    pub(super) waiting: [Waiting; 2],
    pub(super) challenges: [Challenge; 2],
}

/// An application that waits for its code, and how it lies in the database.
pub(super) struct Waiting {
    pub(super) email: String,
    pub(super) code: String,
    pub(super) hex: String,
}

/// A passkey's answer to a challenge that waits for it, and how that challenge lies in the database.
pub(super) struct Challenge {
    pub(super) answer: Value,
    pub(super) hex: String,
}

pub(super) fn written<'w>(world: &'w World, raw: &mut Raw) -> People<'w> {
    let (ana, eva) = (world.patient("ROHana"), world.patient("ROHeva"));
    for patient in [&ana, &eva] {
        // What is kept of a quiet time stays there when it is over.
        let soon = world.clock.at(chrono::Duration::hours(1));
        let session = json!({"status": "planned", "time_zone": "UTC", "planned_at": soon});
        let session = patient
            .post("/v1/dosing-sessions", &session)
            .expect(201)
            .id();
        let path = format!("/v1/dosing-sessions/{session}");
        let tag = patient.get(&path).etag();
        let off = json!({"status": "cancelled"});
        patient.patch(&path, &tag, &off).expect(200);
    }
    world.clock.advance(chrono::Duration::days(2));
    let (bo, cyd) = (world.therapist("ROHbo"), world.therapist("ROHcyd"));
    let links = [scenes::link(&ana, &bo), scenes::link(&eva, &cyd)];
    let mut entries = Vec::new();
    for (patient, therapist, link) in [(&ana, &bo, &links[0]), (&eva, &cyd, &links[1])] {
        for round in ["a", "b"] {
            entries.push(of_patient(world, patient, link, round));
            between(therapist, link, round);
        }
    }
    // Every one of them has two passkeys, and one answers a challenge.
    let challenges = [&bo, &cyd].map(|therapist| {
        let (mut key, _) = Passkey::added(therapist, "ROHkey a");
        Passkey::added(therapist, "ROHkey b");
        challenge(world, raw, &mut key)
    });
    let waiting = ["xaver", "yara"].map(|name| {
        let before = applications(world, raw);
        let email = world.address(name);
        let body = json!({"role": "patient", "email": email, "password": crate::harness::world::PASSWORD, "display_name": "ROHnew", "time_zone": "UTC"});
        world.stranger().post("/v1/auth/register", &body).expect(202);
        let code = world.mailed_code(&email);
        let mut new = applications(world, raw);
        new.retain(|hex| !before.contains(hex));
        Waiting { email, code, hex: new.remove(0) }
    });
    // These mails are left in the outbox.
    for patient in [&ana, &eva] {
        let body = json!({"email": patient.session().email});
        world
            .stranger()
            .post("/v1/auth/password/forgot", &body)
            .expect(202);
    }
    for patient in [&ana, &eva] {
        // Some of what is read below is an export.
        patient.step_up();
    }
    // What is sent from here on stands behind them.
    world.clock.advance(chrono::Duration::seconds(1));
    People {
        world,
        patients: [ana, eva],
        therapists: [bo, cyd],
        links,
        entries,
        waiting,
        challenges,
    }
}
fn applications(world: &World, raw: &mut Raw) -> Vec<String> {
    raw.lines(&format!(
        "SELECT {} AS line FROM registrations",
        hex_of(world.engine, "application")
    ))
}

/// A challenge that waits, and the answer that would sign somebody in.
fn challenge(world: &World, raw: &mut Raw, key: &mut Passkey) -> Challenge {
    let anyone = world.stranger();
    let begun = anyone.post_nothing("/v1/auth/passkeys/login/begin");
    let begun = begun.expect(201).body;
    let ceremony = begun["ceremony_id"].as_str().expect("an id");
    let found = raw.lines(&format!(
        "SELECT {} AS line FROM ceremonies WHERE id = {}",
        hex_of(world.engine, "state"),
        id(world.engine, ceremony)
    ));
    Challenge {
        answer: json!({"ceremony_id": ceremony, "credential": key.get(&begun)}),
        hex: found.into_iter().next().expect("it waits"),
    }
}

/// What a patient writes; the entry that has three wordings.
fn of_patient(world: &World, ana: &Client<'_>, link: &str, round: &str) -> String {
    let word = |what: &str| format!("ROH{what}{round}");
    let entry = ana
        .post(
            "/v1/entries",
            &json!({"text": word("entry"), "feelings": [word("feeling")]}),
        )
        .expect(201)
        .id();
    let path = format!("/v1/entries/{entry}");
    for wording in ["second", "third"] {
        ana.patch(
            &path,
            &ana.get(&path).etag(),
            &json!({"text": word(wording)}),
        )
        .expect(200);
    }
    scenes::share(ana, link, &entry);
    let away = scenes::entry(ana, &word("away"));
    ana.post(
        &format!("/v1/entries/{away}/seal"),
        &json!({"when_i_choose": true}),
    )
    .expect(200);
    let exercise = ana.get("/v1/exercises?limit=1").items()[0]["id"].clone();
    let now = world.clock.now();
    for (path, body) in [
        (
            "/v1/dosing-sessions",
            json!({"status": "planned", "time_zone": "UTC", "note": word("session")}),
        ),
        ("/v1/check-ins", json!({"rest": word("rest")})),
        (
            "/v1/practices",
            json!({"exercise_id": exercise, "at": now, "note": word("practice")}),
        ),
        ("/v1/steps", json!({"text": word("step")})),
        ("/v1/prompts/own", json!({"text": word("question")})),
        ("/v1/intentions", json!({"text": word("intention")})),
        ("/v1/goals", json!({"text": word("goal")})),
        ("/v1/fears", json!({"text": word("fear")})),
        (
            "/v1/appointments",
            json!({"kind": "preparation", "note": word("appointment")}),
        ),
        (
            "/v1/evaluations",
            json!({"on": "2026-03-01", "note": word("evaluation")}),
        ),
        ("/v1/support/people", json!({"name": word("person")})),
        ("/v1/support/soothing", json!({"text": word("soothing")})),
        ("/v1/checklists/session", json!({"text": word("tobring")})),
        (
            "/v1/packets",
            json!({"link_id": link, "title": word("packet"), "until": world.clock.at(chrono::Duration::days(7))}),
        ),
    ] {
        ana.post(path, &body).expect(201);
    }
    if round == "a" {
        // There is one with each therapist.
        let item =
            json!({"kind": "touch", "text": word("item"), "patient": {"words": word("part")}});
        let agreement = json!({"link_id": link, "items": [item]});
        ana.post("/v1/agreements", &agreement).expect(201);
    }
    entry
}

/// What a therapist writes.
fn between(bo: &Client<'_>, link: &str, round: &str) {
    let word = |what: &str| format!("ROH{what}{round}");
    let offer = json!({"link_id": link, "prompt": {"text": word("offer")}});
    bo.post("/v1/therapist/offers", &offer).expect(201);
    bo.post("/v1/therapist/notes", &json!({"text": word("note")}))
        .expect(201);
    if round == "a" {
        let habit = bo.request(Method::PUT, "/v1/therapist/reading-habit");
        bo.send(habit.json(&json!({"text": word("habit")})))
            .expect(200);
    }
    let repeated = format!("invitation {round}");
    bo.post_once("/v1/care/invitations", &repeated, &json!({}))
        .expect(201);
}
