//! Every operation of the document as every principal there is (AZ-1): the table is a file, read line by line in review.
//!
//! The rows come from the document, so a new operation appears by itself. A cell is the status of one call with ids that exist
//! (Ana's own entry, consent, link …) and a body that fits. The two rules that the table must keep are asserted beside it: who is
//! not named by `security` gets 401 or 403, and what belongs to Ana is 404 for everybody whom no consent lets in.

use std::collections::BTreeMap;
use std::fmt::Write;

use reqwest::Method;
use serde_json::{Value, json};

use crate::both;
use crate::harness::{Client, World, scenes};

/// What exists in the world of the table.
pub(crate) struct Ids(pub(crate) BTreeMap<&'static str, String>);

const PRINCIPALS: [&str; 12] = [
    "nobody",
    "forged",
    "ended",
    "patient",
    "other patient",
    "consent",
    "no consent",
    "paused",
    "revoked",
    "expired",
    "link ended",
    "never linked",
];

/// A call that fits: the path with ids in their places, and a body.
pub(crate) fn call(world: &World, ids: &Ids, operation: &str) -> (Method, String, Option<Value>) {
    let (method, path) = operation.split_once(' ').expect("a method and a path");
    let own = |name: &str| {
        ids.0.get(name).cloned().unwrap_or_else(|| {
            panic!("{operation} names {name}, which this world does not have: add it to `Ids`")
        })
    };
    let kind = path.split('/').nth(2).unwrap_or_default();
    let mut filled = path.to_owned();
    for part in path.split('/').filter(|part| part.starts_with('{')) {
        let name = part.trim_matches(['{', '}']);
        let value = match (kind, name) {
            ("therapist", "link_id") => own("link"),
            ("therapist", "packet_id") => own("packets"),
            ("therapist", "check_in_id") => own("check-ins"),
            ("therapist", "id") if path.contains("/offers/") => own("offers"),
            ("therapist", "id") if path.contains("/notes/") => own("notes"),
            ("therapist", "entry_id") | ("entries", "id") => own("entry"),
            ("prompts", "id") if path.starts_with("/v1/prompts/own/") => own("own-prompts"),
            (_, "revision" | "version" | "from" | "to") => "1".to_owned(),
            (_, "code") => own("code"),
            ("care", "id") => own("link"),
            ("auth", "id") => own("device"),
            ("support", "id") => own(path.split('/').nth(3).unwrap_or_default()),
            (kind, "id") => own(kind),
            (_, other) => own(other),
        };
        filled = filled.replace(part, &value);
    }
    if path.starts_with("/v1/therapist/offers") && method != "POST" {
        filled = format!("{filled}?link_id={}", own("link"));
    }
    let body = match (method, path) {
        ("POST", "/v1/entries") => Some(json!({"text": "x"})),
        ("POST", "/v1/practices") => {
            Some(json!({"exercise_id": own("exercises"), "at": world.clock.now()}))
        }
        ("POST", "/v1/dosing-sessions") => Some(json!({"status": "planned", "time_zone": "UTC"})),
        ("POST", "/v1/consents") => Some(
            json!({"link_id": own("link"), "scope": {"type": "entry", "entry_id": own("entry")}, "notice_version": scenes::notice(&world.stranger())}),
        ),
        ("POST", "/v1/me/import") => Some(
            json!({"format": "afterword", "version": 1, "exported_at": world.clock.now(), "sealed": false, "records": {},
                "account": {"display_name": "x", "time_zone": "UTC", "locale": "en"}}),
        ),
        ("POST", "/v1/intentions/reflect") => Some(json!({"text": "x"})),
        ("POST", "/v1/appointments") => Some(json!({"kind": "preparation"})),
        ("POST", "/v1/evaluations") => Some(json!({"on": "2026-03-01"})),
        ("POST", "/v1/packets") => Some(
            json!({"link_id": own("link"), "until": world.clock.at(chrono::Duration::days(7))}),
        ),
        ("POST", "/v1/therapist/offers") => {
            Some(json!({"link_id": own("link"), "exercise_id": own("exercises")}))
        }
        ("POST", "/v1/therapist/notes") => Some(json!({"text": "x"})),
        ("POST", "/v1/auth/totp/confirm") => Some(json!({"code": "000000"})),
        ("POST", path) if path.starts_with("/v1/auth/passkeys/") && path.ends_with("finish") => {
            Some(json!({"ceremony_id": own("entry"), "credential": {
                "id": "AAAA", "rawId": "AAAA", "type": "public-key", "clientExtensionResults": {},
                "response": {"attestationObject": "AAAA", "clientDataJSON": "AAAA", "authenticatorData": "AAAA", "signature": "AAAA"},
            }}))
        }
        ("PATCH", "/v1/auth/passkeys/{id}") => Some(json!({"name": "x"})),
        ("PUT", "/v1/care/quiet-time") => Some(json!({"asked_for": "waits"})),
        ("PUT", "/v1/therapist/reading-habit") => Some(json!({"text": "x"})),
        ("POST", "/v1/support/people") => Some(json!({"name": "x"})),
        ("POST", "/v1/support/soothing" | "/v1/checklists/session") => Some(json!({"text": "x"})),
        ("POST", "/v1/care/links") => Some(json!({"invitation_code": own("code")})),
        ("POST", "/v1/auth/password") => {
            Some(json!({"current_password": "wrong", "new_password": "another long sentence"}))
        }
        ("POST", "/v1/me/email") => Some(json!({"email": "other@elsewhere.example"})),
        ("POST", "/v1/me/email/confirm") => {
            Some(json!({"email": "other@elsewhere.example", "code": "AAAA2222"}))
        }
        ("POST", "/v1/check-ins") => Some(json!({"rest": "x"})),
        ("POST", "/v1/steps" | "/v1/prompts/own") => Some(json!({"text": "x"})),
        ("POST", path) if path.ends_with("/seal") => Some(json!({"when_i_choose": true})),
        ("POST", "/v1/intentions" | "/v1/goals" | "/v1/fears") => Some(json!({"text": "x"})),
        ("POST", "/v1/agreements") => Some(json!({"link_id": own("link")})),
        ("POST", path) if path.contains("/agreements/") => Some(json!({"version": 1})),
        ("POST", path) if path.ends_with("acknowledgement") => Some(json!({"kind": "read"})),
        ("POST" | "PATCH", _) => Some(json!({})),
        _ => None,
    };
    (method.parse().expect("a method"), filled, body)
}

pub(crate) fn send(world: &World, caller: &Client<'_>, ids: &Ids, operation: &str) -> u16 {
    let (method, path, body) = call(world, ids, operation);
    let mut request = caller.request(method, &path);
    let conditional = ["/postponement", "/quiet-time", "/reading-habit"];
    if operation.starts_with("PATCH") || conditional.iter().any(|path| operation.ends_with(path)) {
        request = request.header("if-match", "*");
    }
    if let Some(body) = body {
        request = request.json(&body);
    }
    caller.send(request).status
}

/// A world of its own for each call, so that no call meets what another one left; the caller and what exists.
pub(crate) fn prepared<'w>(world: &'w World, principal: &str) -> (Client<'w>, Ids) {
    let scenes::Linked {
        patient: ana,
        therapist: bo,
        link,
    } = scenes::linked(world);
    let entry = scenes::entry(&ana, "private");
    let expiring = json!({"link_id": link, "scope": {"type": "entry", "entry_id": entry}, "notice_version": scenes::notice(&ana),
        "expires_at": world.clock.at(chrono::Duration::minutes(2))});
    let consent = match principal {
        "no consent" => None,
        "expired" => Some(ana.post("/v1/consents", &expiring).expect(201).id()),
        _ => Some(scenes::share(&ana, &link, &entry)),
    };
    let session = ana
        .post(
            "/v1/dosing-sessions",
            &json!({"status": "planned", "time_zone": "UTC"}),
        )
        .expect(201)
        .id();
    let exercise = ana.get("/v1/exercises?limit=1").items()[0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let practice = ana
        .post(
            "/v1/practices",
            &json!({"exercise_id": exercise, "at": world.clock.now()}),
        )
        .expect(201)
        .id();
    let text = json!({"text": "x"});
    let step = ana.post("/v1/steps", &text).expect(201).id();
    let check_in = json!({"rest": "x"});
    let check_in = ana.post("/v1/check-ins", &check_in).expect(201).id();
    let own_prompt = ana.post("/v1/prompts/own", &text).expect(201).id();
    let appointment = ana
        .post("/v1/appointments", &json!({"kind": "preparation"}))
        .expect(201)
        .id();
    let evaluation = ana
        .post("/v1/evaluations", &json!({"on": "2026-03-01"}))
        .expect(201)
        .id();
    let code = world
        .therapist("Cy")
        .post("/v1/care/invitations", &json!({}))
        .expect(201)
        .body["code"]
        .as_str()
        .unwrap()
        .to_owned();
    let device = ana.get("/v1/auth/devices").items()[0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let prompt = ana.get("/v1/prompts?limit=1").items()[0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let until = json!({"link_id": link, "until": world.clock.at(chrono::Duration::days(7)), "items": [{"type": "note", "text": "x"}]});
    let packet = ana.post("/v1/packets", &until).expect(201).id();
    if principal == "consent" {
        let scope = json!({"type": "packet", "packet_id": packet});
        let given =
            json!({"link_id": link, "scope": scope, "notice_version": scenes::notice(&ana)});
        ana.post("/v1/consents", &given).expect(201);
    }
    let offer = bo
        .post(
            "/v1/therapist/offers",
            &json!({"link_id": link, "exercise_id": exercise}),
        )
        .expect(201)
        .id();
    let note = bo
        .post("/v1/therapist/notes", &json!({"text": "x"}))
        .expect(201)
        .id();
    let unit = ana.get("/v1/learn?limit=1").items()[0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let own = |path: &str, body| ana.post(path, &body).expect(201).id();
    let mut ids = BTreeMap::from([
        ("packets", packet),
        ("offers", offer),
        ("notes", note),
        ("learn", unit),
        (
            "people",
            own("/v1/support/people", json!({"name": "private"})),
        ),
        (
            "soothing",
            own("/v1/support/soothing", json!({"text": "private"})),
        ),
        (
            "checklists",
            own("/v1/checklists/session", json!({"text": "private"})),
        ),
        ("link", link.clone()),
        ("entry", entry),
        ("dosing-sessions", session),
        ("exercises", exercise),
        ("practices", practice),
        ("appointments", appointment),
        ("evaluations", evaluation),
        ("code", code),
        ("device", device),
        ("prompts", prompt),
        ("steps", step),
        ("check-ins", check_in),
        ("own-prompts", own_prompt),
    ]);
    for kind in ["intentions", "goals", "fears"] {
        let kept = ana.post(&format!("/v1/{kind}"), &json!({"text": "x"}));
        ids.insert(kind, kept.expect(201).id());
    }
    let agreement = ana
        .post("/v1/agreements", &json!({"link_id": link}))
        .expect(201)
        .id();
    ids.insert("agreements", agreement.clone());
    ids.insert("agreement_id", agreement);
    ids.insert("consents", consent.clone().unwrap_or_else(|| link.clone()));
    match principal {
        "paused" => drop(
            ana.post_nothing(&format!("/v1/consents/{}/pause", ids["consents"]))
                .expect(200),
        ),
        "revoked" => drop(
            ana.delete(&format!("/v1/consents/{}", ids["consents"]))
                .expect(200),
        ),
        "expired" => world.clock.advance(chrono::Duration::minutes(3)),
        "link ended" => drop(ana.delete(&format!("/v1/care/links/{link}")).expect(200)),
        _ => {}
    }
    let caller = match principal {
        "nobody" => world.stranger(),
        "forged" => {
            let mut session = ana.session();
            session.access = session.access.replacen('.', ".A", 1);
            ana.with_session(session)
        }
        "ended" => {
            let other = ana.with_session(ana.session());
            ana.post_nothing("/v1/auth/logout").expect(204);
            other
        }
        "patient" => ana,
        "other patient" => world.patient("Eva"),
        "never linked" => world.therapist("Di"),
        _ => bo,
    };
    (caller, Ids(ids))
}

fn role(principal: &str) -> Option<&'static str> {
    match principal {
        "nobody" | "forged" | "ended" => None,
        "patient" | "other patient" => Some("patient"),
        _ => Some("therapist"),
    }
}

/// Whether a call would change what the next one meets.
fn leaves_traces(operation: &str) -> bool {
    !operation.starts_with("GET")
        && !operation.contains("/v1/auth/register")
        && !operation.contains("login")
}

both!(
    every_operation_answers_every_principal_as_the_table_says,
    |world| {
        let document = world.stranger().get("/openapi.json").expect(200).body;
        let mut operations = BTreeMap::new();
        for (path, item) in document["paths"].as_object().unwrap() {
            for (method, operation) in item.as_object().unwrap() {
                let roles: Vec<String> = operation["security"][0]["bearer"]
                    .as_array()
                    .into_iter()
                    .flatten()
                    .map(|role| role.as_str().unwrap().to_owned())
                    .collect();
                operations.insert(format!("{} {path}", method.to_uppercase()), roles);
            }
        }
        let mut cells: BTreeMap<&String, Vec<u16>> = BTreeMap::new();
        for principal in PRINCIPALS {
            // A call that changed something is the last that its people make.
            let (mut caller, mut ids) = prepared(world, principal);
            for (operation, roles) in &operations {
                let refused_at_once = !roles.is_empty()
                    && role(principal).is_none_or(|role| !roles.iter().any(|one| one == role));
                let status = send(world, &caller, &ids, operation);
                if leaves_traces(operation) && status < 300 {
                    (caller, ids) = prepared(world, principal);
                }
                if refused_at_once {
                    // The kind of token is looked at before its session, so Ana's ended token learns that it is of the wrong kind.
                    let wrong_kind = role(principal).is_some()
                        || (principal == "ended" && !roles.iter().any(|role| role == "patient"));
                    assert_eq!(
                        status,
                        if wrong_kind { 403 } else { 401 },
                        "{operation} as {principal}"
                    );
                } else if !roles.is_empty() {
                    assert!(
                        status != 401 && status != 403,
                        "{operation} as {principal}: {status}, but `security` names {roles:?}"
                    );
                }
                cells.entry(operation).or_default().push(status);
            }
        }
        insta::assert_snapshot!("access_table", render(&cells));
    }
);

fn render(cells: &BTreeMap<&String, Vec<u16>>) -> String {
    let mut table = format!("{:<70}", "operation");
    PRINCIPALS
        .iter()
        .for_each(|principal| write!(table, "{principal:>15}").unwrap());
    for (operation, statuses) in cells {
        write!(table, "\n{operation:<70}").unwrap();
        statuses
            .iter()
            .for_each(|status| write!(table, "{status:>15}").unwrap());
    }
    table
}
