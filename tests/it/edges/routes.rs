//! What holds for every route of the document (IN-8, IN-9, HD-3, HD-4, HD-6): methods, media types, heads, tags, conditions.
//! That each of these claims can fail is shown in `spoilt`.

use std::collections::{BTreeMap, BTreeSet};

use reqwest::Method;
use reqwest::header::HeaderMap;

use super::{closed_after, dump, filled, operations};
use crate::access_table::{Ids, call, prepared};
use crate::harness::{Answer, Client, Value, World, json};
use crate::{both, harness::Engine};

/// Who may call an operation, by the document.
fn role(operation: &Value) -> Option<&str> {
    operation["security"][0]["bearer"][0].as_str()
}

/// A patient and a therapist, and what exists in their world.
struct People<'w> {
    patient: Client<'w>,
    therapist: Client<'w>,
    stranger: Client<'w>,
    ids: Ids,
}

impl<'w> People<'w> {
    fn of(world: &'w World) -> Self {
        let (patient, ids) = prepared(world, "patient");
        Self {
            patient,
            therapist: world.therapist("Fe"),
            stranger: world.stranger(),
            ids,
        }
    }

    fn caller(&self, operation: &Value) -> &Client<'w> {
        match role(operation) {
            Some("patient") => &self.patient,
            Some(_) => &self.therapist,
            None => &self.stranger,
        }
    }
}

both!(
    a_method_that_a_path_does_not_have_is_405_with_those_that_it_has,
    |world| {
        let ana = world.patient("Ana");
        let mut known: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (method, path, _) in operations(world) {
            let methods = known.entry(path).or_default();
            if method == "GET" {
                methods.insert("HEAD".to_owned());
            }
            methods.insert(method);
        }
        let methods = [
            "GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND",
        ];
        for (path, allowed) in &known {
            for method in methods.iter().filter(|method| !allowed.contains(**method)) {
                let method = Method::from_bytes(method.as_bytes()).unwrap();
                let request = ana
                    .request(method.clone(), &filled(path))
                    .header("if-match", "*");
                let answer = ana.send(request).expect(405);
                let said: BTreeSet<String> = answer
                    .header("allow")
                    .split(", ")
                    .map(ToOwned::to_owned)
                    .collect();
                assert_eq!(&said, allowed, "{method} {path}");
                assert_eq!(answer.code(), "method-not-allowed");
            }
        }
    }
);

both!(
    a_path_that_does_not_exist_is_404_whatever_the_method,
    |world| {
        for path in [
            "/",
            "/v1",
            "/v1/",
            "/v2/entries",
            "/v1/entries/",
            "//v1/entries",
            "/.git/HEAD",
            "/.env",
            "/metrics",
            "/admin",
            "/v1/entries%00",
        ] {
            for method in [Method::GET, Method::POST, Method::DELETE] {
                let anyone = world.stranger();
                let answer = anyone.send(anyone.request(method.clone(), path));
                assert_eq!(answer.status, 404, "{method} {path}");
            }
        }
        // A URL library would take the dots out, so these go as bytes.
        for path in [
            "/v1/../v1/entries",
            "/v1/%2e%2e/entries",
            "/docs/../../etc/passwd",
            "/docs/%2e%2e%2f%2e%2e%2fetc/passwd",
            "/v1/..;/entries",
        ] {
            for method in ["GET", "POST", "DELETE"] {
                let request =
                    format!("{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
                let answer = closed_after(world, request.as_bytes()).expect(path);
                assert!(
                    answer.starts_with("HTTP/1.1 404 "),
                    "{method} {path}: {answer}"
                );
            }
        }
    }
);

both!(
    a_body_of_another_media_type_is_415_on_every_route,
    |world| {
        let people = People::of(world);
        let mut tried = 0;
        for (method, path, operation) in operations(world) {
            if operation["requestBody"].is_null() {
                continue;
            }
            for media_type in [
                None,
                Some("text/plain"),
                Some("application/xml"),
                Some("application/x-www-form-urlencoded"),
                Some("multipart/form-data; boundary=a"),
                Some("application/json; charset=iso-8859-1"),
                Some("application/jsonx"),
            ] {
                let caller = people.caller(&operation);
                let mut request = caller
                    .request(method.parse().unwrap(), &filled(&path))
                    .header("if-match", "*")
                    .body("{}");
                if let Some(media_type) = media_type {
                    request = request.header("content-type", media_type);
                }
                let answer = caller.send(request);
                assert_eq!(
                    answer.status, 415,
                    "{method} {path} as {media_type:?}: {}",
                    answer.body
                );
                assert_eq!(answer.code(), "unsupported-media-type");
                tried += 1;
            }
        }
        assert!(tried > 200, "{tried}");
    }
);

both!(
    what_cannot_be_answered_as_accept_asks_is_406_on_every_route,
    |world| {
        let people = People::of(world);
        for (method, path, operation) in operations(world) {
            let good: Vec<&String> = operation["responses"]
                .as_object()
                .unwrap()
                .iter()
                .filter(|(status, _)| status.starts_with('2'))
                .filter_map(|(_, answer)| answer["content"].as_object())
                .flat_map(|content| content.keys())
                .collect();
            let caller = people.caller(&operation);
            let ask = |accept: &str| {
                let request = caller.request(method.parse().unwrap(), &filled(&path));
                caller
                    .send(request.header("if-match", "*").header("accept", accept))
                    .status
            };
            for accept in [
                "image/png",
                "application/json;q=0, image/*",
                "application/vnd.x+json",
            ] {
                assert_eq!(
                    ask(accept) == 406,
                    !good.is_empty(),
                    "{method} {path}: {accept}"
                );
            }
            for accept in good.iter().map(|one| one.as_str()).chain(["*/*"]) {
                assert_ne!(ask(accept), 406, "{method} {path}: {accept}");
            }
        }
    }
);

/// The head of an answer without what differs from one to the next.
fn head(headers: &HeaderMap) -> BTreeMap<String, String> {
    headers
        .iter()
        .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
        .filter(|(name, _)| !matches!(name.as_str(), "x-request-id" | "date" | "connection"))
        .collect()
}

fn head_of_text(answer: &str) -> (u16, BTreeMap<String, String>, &str) {
    let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
    let mut lines = head.lines();
    let status = lines.next().unwrap()[9..12].parse().unwrap();
    let headers = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
        .filter(|(name, _)| !matches!(name.as_str(), "x-request-id" | "date" | "connection"));
    (status, headers.collect(), body)
}

both!(
    a_head_is_the_head_of_the_answer_to_get_on_every_route,
    |world| {
        let people = People::of(world);
        let mut good = 0;
        for (method, path, operation) in operations(world) {
            if method != "GET" {
                continue;
            }
            let caller = people.caller(&operation);
            let paths = match role(&operation) {
                Some("therapist") => vec![filled(&path)],
                _ => vec![
                    filled(&path),
                    call(world, &people.ids, &format!("GET {path}")).1,
                ],
            };
            for path in paths {
                let token = role(&operation).map_or_else(String::new, |_| {
                    format!("Authorization: Bearer {}\r\n", caller.session().access)
                });
                let whole = caller.get(&path);
                let request = format!(
                    "HEAD {path} HTTP/1.1\r\nHost: x\r\nAccept: */*\r\n{token}Connection: close\r\n\r\n"
                );
                let raw = closed_after(world, request.as_bytes()).expect("closed");
                let (status, mut headers, body) = head_of_text(&raw);
                assert_eq!(body, "", "HEAD {path}");
                assert_eq!(status, whole.status, "HEAD {path}");
                let mut expected = head(&whole.headers);
                // What is made anew each time, or tells of the call before, may be of another length.
                if path.contains("export") || path.contains("access-log") {
                    for one in [&mut headers, &mut expected] {
                        one.remove("content-length");
                        one.remove("etag");
                    }
                }
                assert_eq!(headers, expected, "HEAD {path}");
                good += usize::from(status == 200);
            }
        }
        assert!(good > 40, "{good} were there");
    }
);

both!(
    safe_methods_change_nothing_but_the_log_of_what_was_read,
    |world| {
        let people = People::of(world);
        let kept = |world: &World| {
            let mut rows = dump::rows(world);
            for told in [
                "access_log",
                "ledger_heads",
                "devices",
                "allowances",
                "mails",
            ] {
                rows.remove(told);
            }
            rows
        };
        let before = kept(world);
        assert!(before.len() > 20, "there are tables: {:?}", before.keys());
        for (method, path, operation) in operations(world) {
            if method == "GET" && role(&operation) != Some("therapist") {
                let (_, path, _) = call(world, &people.ids, &format!("GET {path}"));
                people.caller(&operation).get(&path);
            }
        }
        let after = kept(world);
        let changed: Vec<_> = before
            .iter()
            .filter(|(table, rows)| after.get(*table) != Some(*rows))
            .map(|(table, rows)| (table, rows, after.get(table)))
            .collect();
        assert!(changed.is_empty(), "changed by reading: {changed:#?}");
    }
);

both!(one_thing_has_a_tag_that_spares_reading_it_again, |world| {
    let people = People::of(world);
    let mut tagged = 0;
    for (method, path, operation) in operations(world) {
        // Nobody here has a passkey: `account::passkeys` shows its tag.
        if method != "GET"
            || role(&operation) == Some("therapist")
            || !path.ends_with("{id}")
            || path.contains("/passkeys/")
        {
            continue;
        }
        let (_, path, _) = call(world, &people.ids, &format!("GET {path}"));
        let answer = people.caller(&operation).get(&path).expect(200);
        let tag = answer.etag();
        assert!(
            tag.starts_with('"') && tag.ends_with('"') && tag.len() > 2,
            "{path}: {tag}"
        );
        for names in [
            tag.clone(),
            format!("W/{tag}"),
            "*".to_owned(),
            format!("\"x\", {tag}"),
        ] {
            let again = people.caller(&operation).get_if_none_match(&path, &names);
            assert_eq!((again.status, again.bytes.len()), (304, 0), "{path}");
            assert_eq!(again.etag(), tag, "{path}");
        }
        people
            .caller(&operation)
            .get_if_none_match(&path, "\"1-other\"")
            .expect(200);
        tagged += 1;
    }
    assert!(tagged > 15, "{tagged}");
});

both!(
    a_change_asks_which_version_it_changes_on_every_route,
    |world| {
        let people = People::of(world);
        let mut changed = 0;
        for (method, path, operation) in operations(world) {
            if method != "PATCH"
                || role(&operation) != Some("patient")
                || path.contains("/passkeys/")
            {
                continue;
            }
            let (_, path, _) = call(world, &people.ids, &format!("PATCH {path}"));
            let without = people.patient.patch_unconditionally(&path, &json!({}));
            assert_eq!(
                (without.status, without.code()),
                (428, "precondition-required"),
                "{path}"
            );
            let stale = people.patient.patch(&path, "\"999-x\"", &json!({}));
            assert_eq!((stale.status, stale.code()), (412, "stale"), "{path}");
            assert!(!stale.etag().is_empty(), "{path}: the current tag is told");
            changed += 1;
        }
        assert!(changed > 8, "{changed}");
    }
);

/// HD-3: the API is for bearers alone; checked for every answer that any test gets as well.
fn no_cookie(answer: &Answer) {
    assert!(answer.headers.get("set-cookie").is_none(), "set-cookie");
}

both!(
    a_token_counts_in_its_header_alone_and_no_cookie_is_ever_set,
    |world| {
        let ana = world.patient("Ana");
        let token = ana.session().access;
        let anyone = world.stranger();
        for (method, path, operation) in operations(world) {
            if role(&operation).is_none() {
                continue;
            }
            let path = filled(&path);
            for (query, cookie) in [
                ("access_token", ""),
                ("token", ""),
                ("", "access_token"),
                ("", "session"),
                ("", "__Host-session"),
            ] {
                let place = if query.is_empty() {
                    path.clone()
                } else {
                    format!("{path}?{query}={token}")
                };
                let mut request = anyone.request(method.parse().unwrap(), &place);
                if !cookie.is_empty() {
                    request = request.header("cookie", format!("{cookie}={token}"));
                }
                let answer = anyone.send(request).expect(401);
                no_cookie(&answer);
            }
        }
        no_cookie(&anyone.post("/v1/auth/login", &json!({"email": ana.session().email, "password": crate::harness::world::PASSWORD})).expect(200));
        for scheme in ["Basic", "Token", "DPoP", "Bearer,"] {
            let request = anyone
                .request(Method::GET, "/v1/me")
                .header("authorization", format!("{scheme} {token}"));
            anyone.send(request).expect(401);
        }
    }
);

#[test]
fn https_is_promised_for_a_year_where_clients_come_by_it_and_only_there() {
    for (url, promised) in [
        (
            "https://afterword.test",
            "max-age=31536000; includeSubDomains",
        ),
        ("http://afterword.test", ""),
    ] {
        let world = World::with(Engine::Sqlite, |settings| {
            url.clone_into(&mut settings.public_url)
        });
        for path in ["/healthz", "/v1/me", "/nowhere", "/docs"] {
            assert_eq!(
                world
                    .stranger()
                    .get(path)
                    .header("strict-transport-security"),
                promised,
                "{path}"
            );
        }
    }
}

both!(an_answer_opens_nothing_in_a_browser, |world| {
    for path in ["/healthz", "/v1/me", "/nowhere", "/docs", "/v1/prompts"] {
        let answer = world.stranger().get(path);
        let policy = answer.header("content-security-policy");
        for needed in [
            "default-src 'none'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
        ] {
            assert!(policy.contains(needed), "{path}: {policy}");
        }
        assert!(!policy.contains("script-src"), "{path}: {policy}");
        assert_eq!(answer.header("x-frame-options"), "DENY", "{path}");
        assert_eq!(
            answer.header("cross-origin-resource-policy"),
            "same-origin",
            "{path}"
        );
    }
});

both!(every_body_says_what_it_is, |world| {
    let people = People::of(world);
    for (method, path, operation) in operations(world) {
        if method != "GET" || role(&operation) == Some("therapist") {
            continue;
        }
        let (_, path, _) = call(world, &people.ids, &format!("GET {path}"));
        let answer = people.caller(&operation).get(&path);
        let kind = answer.header("content-type");
        assert_eq!(kind.is_empty(), answer.bytes.is_empty(), "{path}");
        if kind.starts_with("text/") {
            assert!(kind.contains("charset=utf-8"), "{path}: {kind}");
        } else if kind.ends_with("json") {
            assert!(
                serde_json::from_slice::<Value>(&answer.bytes).is_ok(),
                "{path}: {kind}"
            );
        }
    }
});

both!(answers_about_people_are_kept_by_nobody, |world| {
    let people = People::of(world);
    for (method, path, operation) in operations(world) {
        if method != "GET" {
            continue;
        }
        let personal = role(&operation).is_some() || path.ends_with(".ics");
        let paths = [
            filled(&path),
            call(world, &people.ids, &format!("GET {path}")).1,
        ];
        for path in paths {
            let kept = people
                .caller(&operation)
                .get(&path)
                .header("cache-control")
                .to_owned();
            assert!(!personal || kept == "no-store", "{path}: {kept}");
            assert!(
                kept == "no-store" || kept.starts_with("public"),
                "{path}: {kept}"
            );
        }
    }
});
