//! The log (OP-3, OP-4): one JSON object a line, in UTC, whatever was sent; what concerns security is told with who, what and when.

use std::collections::BTreeSet;
use std::fs;

use reqwest::Method;

use super::{closed_after, connect};
use crate::harness::{Engine, Value, World, json, scenes};

/// What pretends to be a line of the log when it is written into one.
const FORGED: &str = "x\r\n{\"timestamp\":\"2026-01-01T00:00:00Z\",\"level\":\"INFO\",\"event\":\"forged\"}\n\u{2028}\u{1b}[2Kforged";

fn lines(path: &std::path::Path) -> Vec<Value> {
    let text = fs::read_to_string(path).unwrap();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("no JSON: {line}")))
        .collect()
}

#[test]
fn every_line_is_whole_and_tells_when_and_what_and_security_events_tell_who() {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("log");
    let world = World::through_the_binary(Engine::Sqlite, &log);
    let ana = world.patient("Ana");
    let scenes::Linked {
        patient: eva, link, ..
    } = scenes::linked(&world);
    let entry = scenes::entry(&eva, "x");
    scenes::share(&eva, &link, &entry);
    let anyone = world.stranger();

    // Line breaks wherever a client can put anything.
    ana.post("/v1/entries", &json!({"text": FORGED, "topics": [FORGED]}))
        .expect(422);
    ana.post("/v1/entries", &json!({FORGED: 1})).expect(422);
    anyone.post(
        "/v1/auth/login",
        &json!({"email": FORGED, "password": FORGED}),
    );
    ana.get("/v1/entries?q=x%0d%0aforged%0a&%0aforged=1")
        .expect(422);
    ana.get("/v1/entries/%0d%0aforged").expect(404);
    ana.get("/%0aforged%0d%0a").expect(404);
    anyone
        .send(
            anyone
                .request(Method::GET, "/v1/me")
                .header("authorization", "Bearer forged\tforged"),
        )
        .expect(401);
    anyone
        .send(anyone.request(Method::from_bytes(b"FORGED").unwrap(), "/healthz"))
        .expect(405);
    ana.send(
        ana.request(Method::GET, "/v1/me")
            .header("user-agent", "forged\tforged")
            .header("x-request-id", "forged"),
    )
    .expect(200);
    closed_after(
        &world,
        b"GET /healthz HTTP/1.1\r\nHost: x\r\nX-A: a\r\n\nforged\r\n\r\n",
    );
    closed_after(&world, b"forged\nforged\r\n\r\n");
    drop(connect(&world));

    // What concerns security.
    anyone
        .post(
            "/v1/auth/login",
            &json!({"email": ana.session().email, "password": "wrong wrong wrong"}),
        )
        .expect(401);
    anyone.get("/v1/me").expect(401);
    ana.get("/v1/therapist/patients").expect(403);
    ana.get(&format!("/v1/entries/{entry}")).expect(404);
    let account = ana.session().account;
    ana.post_nothing("/v1/auth/logout").expect(204);

    let known: BTreeSet<&str> = ["timestamp", "level", "target", "message"].into();
    let mut events = BTreeSet::new();
    let all = lines(&log);
    for line in &all {
        let fields = line.as_object().unwrap();
        assert!(
            known.iter().all(|name| fields.contains_key(*name))
                || fields.contains_key("log.target"),
            "{line}"
        );
        let at = line["timestamp"].as_str().unwrap();
        assert!(
            at.ends_with('Z') && chrono::DateTime::parse_from_rfc3339(at).is_ok(),
            "{at}"
        );
        let ours = line["target"]
            .as_str()
            .is_some_and(|target| target.starts_with("afterword"));
        assert!(!ours || !line.to_string().contains("forged"), "{line}");
        assert_ne!(line["event"], "forged", "{line}");
        if line["target"] != "afterword::security" {
            continue;
        }
        for (field, shape) in [
            ("account", "an id or nobody"),
            ("network", "a mark"),
            ("request", "an id"),
            ("method", "a name"),
            ("route", "a pattern"),
        ] {
            assert!(
                line[field].as_str().is_some_and(|text| !text.is_empty()),
                "{field} is {shape}: {line}"
            );
        }
        assert!(line["status"].is_u64(), "{line}");
        assert!(!line.to_string().contains("127.0.0.1"), "{line}");
        events.insert((
            line["event"].as_str().unwrap().to_owned(),
            line["account"].as_str().unwrap().to_owned(),
        ));
    }
    assert!(all.len() > 50, "{}", all.len());
    let by = |event: &str, account: &str| events.contains(&(event.to_owned(), account.to_owned()));
    for event in [
        "registration-asked",
        "registered",
        "credential-refused",
        "token-refused",
    ] {
        assert!(by(event, "nobody"), "{event}: {events:?}");
    }
    for event in ["forbidden", "nothing-there", "signed-out"] {
        assert!(by(event, &account), "{event}: {events:?}");
    }
    for event in ["link-made", "consent-given"] {
        assert!(by(event, &eva.session().account), "{event}: {events:?}");
    }
}

/// The planted faults: what pretends to be a line is written as it came, whole or as the rest of another line.
#[test]
fn a_line_that_is_forged_or_broken_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("log");
    let good = "{\"timestamp\":\"2026-01-01T00:00:00Z\",\"level\":\"INFO\",\"target\":\"afterword\",\"message\":\"serving\"}";
    fs::write(&log, format!("{good}\n{good}\n")).unwrap();
    assert_eq!(lines(&log).len(), 2);
    fs::write(&log, format!("{good}\n{FORGED}\n")).unwrap();
    let broken = std::panic::catch_unwind(|| lines(&log));
    assert!(broken.is_err(), "a line that is no JSON ends the test");
    let whole = FORGED.lines().nth(1).unwrap();
    fs::write(&log, format!("{good}\n{whole}\n")).unwrap();
    assert!(lines(&log).iter().any(|line| line["event"] == "forged"));
}
