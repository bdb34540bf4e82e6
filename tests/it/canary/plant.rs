//! Plants a word in every field that takes words of a person, refusals included.

use reqwest::Method;

use super::canary;
use crate::harness::client::Session;
use crate::harness::passkey::Passkey;
use crate::harness::{Client, Value, World, json, scenes};

/// This body with a canary of its own in each place that says `?`.
fn filled(kind: &str, body: &Value) -> Value {
    match body {
        Value::String(text) if text == "?" => json!(canary(kind)),
        Value::Array(items) => items.iter().map(|item| filled(kind, item)).collect(),
        Value::Object(fields) => fields
            .iter()
            .map(|(name, value)| {
                let letters: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
                (name.clone(), filled(&format!("{kind}{letters}"), value))
            })
            .collect(),
        other => other.clone(),
    }
}

/// Writes a canary into every field that takes a person's words, and returns whose they mostly are, and what is no part of a request.
pub(crate) fn plant(world: &World) -> (Client<'_>, Vec<String>) {
    let scenes::Linked {
        patient: ana,
        therapist: bo,
        link,
    } = scenes::linked(world);
    let me = ana.get("/v1/me").expect(200);
    ana.patch(
        "/v1/me",
        &me.etag(),
        &filled("me", &json!({"display_name": "?"})),
    )
    .expect(200);
    plant_records(world, &ana, &link);
    plant_entries(&ana, &bo, &link);
    plant_in_preparation(&ana, &bo, &link);
    plant_between(world, &ana, &bo, &link);
    // What is taken out and put back elsewhere is planted there again.
    let archive = ana
        .get("/v1/me/export?format=json&sealed=true")
        .expect(200)
        .body;
    let eva = world.patient("Eva");
    eva.post("/v1/me/import", &archive).expect(200);
    plant_accounts(world);
    // Whoever guesses wrongly waits, so it is not the patient who goes on.
    plant_guesses(world, &eva);
    let wished = format!("{}@example.org", canary("wishedaddress").to_lowercase());
    ana.post("/v1/me/email", &json!({"email": wished}))
        .expect(202);
    plant_oddly(world, &ana);
    let secrets = plant_factors(world, &ana);
    (ana, secrets)
}

/// What a patient keeps, made and changed.
fn plant_records(world: &World, ana: &Client<'_>, link: &str) {
    let sensation = json!({"place": "?", "quality": "?", "intensity": "?", "course": "?"});
    let note = json!({"type": "note", "text": "?"});
    let week = world.clock.at(chrono::Duration::days(7));
    let nothing = || json!({});
    for (path, first, words) in [
        (
            "/v1/check-ins",
            nothing(),
            json!({"connection": "?", "energy": "?", "fears": "?", "feelings": ["?"], "hesitations": "?", "movement": "?",
                "nourishment": "?", "rest": "?", "sensations": [sensation]}),
        ),
        (
            "/v1/entries",
            nothing(),
            json!({"text": "?", "feelings": ["?"], "sensations": [sensation]}),
        ),
        (
            "/v1/dosing-sessions",
            json!({"status": "planned", "time_zone": "UTC"}),
            json!({"place": "?", "note": "?"}),
        ),
        (
            "/v1/appointments",
            json!({"kind": "preparation", "link_id": link}),
            json!({"place": "?", "note": "?"}),
        ),
        (
            "/v1/evaluations",
            json!({"on": "2026-03-01"}),
            json!({"note": "?"}),
        ),
        ("/v1/steps", nothing(), json!({"text": "?", "note": "?"})),
        ("/v1/goals", nothing(), json!({"text": "?", "note": "?"})),
        (
            "/v1/fears",
            nothing(),
            json!({"text": "?", "what_could_help": "?"}),
        ),
        (
            "/v1/intentions",
            nothing(),
            json!({"text": "?", "why_it_matters": "?"}),
        ),
        (
            "/v1/prompts/own",
            nothing(),
            json!({"text": "?", "hint": "?"}),
        ),
        (
            "/v1/support/people",
            nothing(),
            json!({"name": "?", "contact": "?", "note": "?"}),
        ),
        ("/v1/support/soothing", nothing(), json!({"text": "?"})),
        ("/v1/checklists/session", nothing(), json!({"text": "?"})),
        (
            "/v1/packets",
            json!({"link_id": link, "until": week}),
            json!({"title": "?", "items": [note]}),
        ),
    ] {
        let kind: String = path[4..]
            .chars()
            .filter(char::is_ascii_alphabetic)
            .collect();
        let mut new = filled(&kind, &words);
        let more = first.as_object().cloned().unwrap_or_default();
        new.as_object_mut().expect("an object").extend(more);
        let made = ana.post(path, &new).expect(201).id();
        let again = filled(&format!("{kind}again"), &words);
        ana.patch(&format!("{path}/{made}"), "*", &again)
            .expect(200);
    }
    let planned = json!({"status": "planned", "time_zone": "UTC"});
    let planned = ana.post("/v1/dosing-sessions", &planned).expect(201);
    let path = format!("/v1/dosing-sessions/{}/postponement", planned.id());
    let postponement = ana.request(Method::POST, &path);
    let postponement = postponement.header("if-match", planned.etag());
    ana.send(postponement.json(&filled("postponing", &json!({"note": "?"}))))
        .expect(200);
    let exercise = ana.get("/v1/exercises?limit=1").items()[0]["id"].clone();
    let mut practice = filled(
        "practice",
        &json!({"note": "?", "before": "?", "after": "?"}),
    );
    practice["exercise_id"] = exercise;
    practice["at"] = json!(world.clock.now());
    ana.post("/v1/practices", &practice).expect(201);
}

/// An entry that is shared and read, and one that is sealed, in answer to a prompt of the patient's own.
fn plant_entries(ana: &Client<'_>, bo: &Client<'_>, link: &str) {
    let entry = scenes::entry(ana, &canary("shared"));
    scenes::share(ana, link, &entry);
    bo.get(&format!("/v1/therapist/patients/{link}/entries/{entry}"))
        .expect(200);
    let own = filled("asked", &json!({"text": "?", "hint": "?"}));
    let own = ana.post("/v1/prompts/own", &own).expect(201).id();
    let sealed = json!({"text": canary("sealed"), "prompt_id": own});
    let sealed = ana.post("/v1/entries", &sealed).expect(201).id();
    ana.post(
        &format!("/v1/entries/{sealed}/seal"),
        &json!({"next_session": true}),
    )
    .expect(200);
    let answer = json!({"text": canary("answer"), "prompt_id": own});
    ana.post("/v1/entries", &answer).expect(201);
}

/// A reflection, and an agreement, by both.
fn plant_in_preparation(ana: &Client<'_>, bo: &Client<'_>, link: &str) {
    ana.post(
        "/v1/intentions/reflect",
        &filled("reflected", &json!({"text": "?"})),
    )
    .expect(200);
    let item = json!({"kind": "touch", "text": "?", "patient": {"words": "?"}});
    let first = json!({"link_id": link, "items": [filled("hers", &item)]});
    let made = ana.post("/v1/agreements", &first).expect(201).id();
    let next = json!({"items": [filled("hersagain", &item)]});
    let next = ana.patch(&format!("/v1/agreements/{made}"), "*", &next);
    let next = next.expect(200).body["items"][0]["id"].clone();
    let part = filled("theirs", &json!({"therapist": {"words": "?"}}));
    let theirs = json!({"items": [{"id": next, "therapist": part["therapist"]},
        {"kind": "touch", "text": canary("theiritem"), "therapist": {"words": canary("theirwords")}}]});
    let path = format!("/v1/therapist/patients/{link}/agreements/{made}");
    bo.patch(&path, "*", &theirs).expect(200);
}

/// What passes between the two: packets, offers, what a therapist notes and says.
fn plant_between(world: &World, ana: &Client<'_>, bo: &Client<'_>, link: &str) {
    let packet = json!({"link_id": link, "title": canary("giventitle"), "until": world.clock.at(chrono::Duration::days(7)),
        "items": [{"type": "note", "text": canary("givennote")}]});
    let packet = ana.post("/v1/packets", &packet).expect(201).id();
    let given = json!({"link_id": link, "scope": {"type": "packet", "packet_id": packet}, "notice_version": scenes::notice(ana)});
    ana.post("/v1/consents", &given).expect(201);
    bo.get(&format!("/v1/therapist/patients/{link}/packets"))
        .expect(200);
    let mut offer = filled(
        "offer",
        &json!({"prompt": {"text": "?", "hint": "?"}, "note": "?"}),
    );
    offer["link_id"] = json!(link);
    let offer = bo.post("/v1/therapist/offers", &offer).expect(201).id();
    ana.post_nothing(&format!("/v1/offers/{offer}/take"))
        .expect(200);
    let note = json!({"text": "?"});
    let made = bo.post("/v1/therapist/notes", &filled("privatenote", &note));
    let path = format!("/v1/therapist/notes/{}", made.expect(201).id());
    bo.patch(&path, "*", &filled("privatenoteagain", &note))
        .expect(200);
    let habit = bo.request(Method::PUT, "/v1/therapist/reading-habit");
    bo.send(habit.json(&filled("habit", &json!({"text": "?"}))))
        .expect(200);
    ana.get("/v1/care/links").expect(200);
}

/// Somebody whose address, name, passwords and devices are canaries.
fn plant_accounts(world: &World) {
    let c = canary;
    let anyone = world.stranger();
    // Addresses are told in small letters.
    let address = |kind: &str| format!("{}@example.org", c(kind).to_lowercase());
    let (email, elsewhere) = (address("address"), address("newaddress"));
    let new = json!({"role": "patient", "email": email, "password": c("password"), "display_name": c("newname"),
        "time_zone": "Europe/Lisbon"});
    anyone.post("/v1/auth/register", &new).expect(202);
    let code = world.mailed_code(&email);
    let confirmed = json!({"email": email, "code": code, "device_name": c("firstdevice")});
    let confirmed = anyone.post("/v1/auth/register/confirm", &confirmed);
    let session = Session::of(&confirmed.expect(201).body, &email, world.clock.0.now());
    let login = json!({"email": email, "password": c("password"), "device_name": c("device"), "last_refresh_token": c("lasttoken")});
    anyone.post("/v1/auth/login", &login).expect(200);
    let zoe = anyone.with_session(session);
    zoe.post("/v1/auth/step-up", &json!({"password": c("password")}))
        .expect(204);
    zoe.post("/v1/me/email", &json!({"email": elsewhere}))
        .expect(202);
    let code = world.mailed_code(&elsewhere);
    zoe.post(
        "/v1/me/email/confirm",
        &json!({"email": elsewhere, "code": code}),
    )
    .expect(200);
    let next = json!({"current_password": c("password"), "new_password": c("nextpassword")});
    zoe.post("/v1/auth/password", &next).expect(204);
    anyone
        .post("/v1/auth/password/forgot", &json!({"email": elsewhere}))
        .expect(202);
}

/// Codes, tokens and addresses that nobody gave: all of them are refused.
fn plant_guesses(world: &World, eva: &Client<'_>) {
    let c = canary;
    let anyone = world.stranger();
    let email = format!("{}@example.org", c("nobody"));
    let invited = json!({"role": "therapist", "email": email, "password": c("guess"), "display_name": "x", "time_zone": "UTC",
        "invitation_code": c("invitedtherapist")});
    let credential = json!({"id": c("credential")});
    let ceremony =
        json!({"ceremony_id": "0190a000-0000-7000-8000-000000000001", "credential": credential});
    for (path, body) in [
        ("/v1/auth/register", invited),
        (
            "/v1/auth/register/confirm",
            json!({"email": email, "code": c("registrationcode")}),
        ),
        (
            "/v1/auth/login",
            json!({"email": email, "password": c("guess"), "totp": c("totp")}),
        ),
        (
            "/v1/auth/refresh",
            json!({"refresh_token": c("refreshtoken")}),
        ),
        (
            "/v1/auth/password/reset",
            json!({"email": email, "code": c("resetcode"), "new_password": c("resetpassword")}),
        ),
        ("/v1/auth/passkeys/login/finish", ceremony.clone()),
    ] {
        let answer = anyone.post(path, &body);
        assert!(
            matches!(answer.status, 401 | 422),
            "{path}: {}",
            answer.body
        );
    }
    for (path, body) in [
        ("/v1/auth/step-up", json!({"totp": c("stepuptotp")})),
        ("/v1/auth/totp/confirm", json!({"code": c("totpcode")})),
        ("/v1/care/links", json!({"invitation_code": c("invited")})),
        (
            "/v1/me/email/confirm",
            json!({"email": email, "code": c("emailcode")}),
        ),
        ("/v1/auth/passkeys/step-up/finish", ceremony),
    ] {
        let answer = eva.post(path, &body);
        assert!(
            matches!(answer.status, 404 | 409 | 422),
            "{path}: {}",
            answer.body
        );
    }
}

/// Where nobody should write words: paths, queries, names of fields, keys, methods.
fn plant_oddly(world: &World, ana: &Client<'_>) {
    let c = canary;
    ana.get(&format!("/v1/entries?q={}", c("search")))
        .expect(200);
    ana.get(&format!("/v1/{}", c("path"))).expect(404);
    let calendar = format!("/v1/timeline.ics?key={}", c("calendarkey"));
    world.stranger().get(&calendar).expect(404);
    ana.post("/v1/entries", &json!({"text": [c("refused")]}))
        .expect(422);
    ana.post("/v1/entries", &json!({"text": "x", c("unknownfield"): 1}))
        .expect(422);
    ana.post_once("/v1/entries", &c("key"), &json!({"text": "x"}))
        .expect(201);
    let method = Method::from_bytes(c("method").as_bytes()).unwrap();
    let answer = ana.send(ana.request(method, "/v1/entries"));
    assert_eq!(answer.status, 405);
}

/// A passkey's names, the secret of an authenticator app, and a recovery code, used and unused.
fn plant_factors(world: &World, ana: &Client<'_>) -> Vec<String> {
    ana.enrol();
    let factor = ana.session().factor.unwrap();
    let codes = [factor.recovery_code(), factor.recovery_code()];
    ana.post("/v1/auth/step-up", &json!({"totp": codes[0]}))
        .expect(204);
    let (mut key, added) = Passkey::added(ana, &canary("passkey"));
    let path = format!(
        "/v1/auth/passkeys/{}",
        added["passkey"]["id"].as_str().unwrap()
    );
    ana.patch(&path, "*", &json!({"name": canary("renamed")}))
        .expect(200);
    let anyone = world.stranger();
    let begun = anyone.post_nothing("/v1/auth/passkeys/login/begin");
    let begun = begun.expect(201).body;
    let login = json!({"ceremony_id": begun["ceremony_id"], "credential": key.get(&begun),
        "device_name": canary("keydevice"), "last_refresh_token": canary("keytoken")});
    anyone
        .post("/v1/auth/passkeys/login/finish", &login)
        .expect(200);
    let plain = codes.map(|code| code.replace('-', ""));
    [vec![factor.secret()], plain.to_vec()].concat()
}
