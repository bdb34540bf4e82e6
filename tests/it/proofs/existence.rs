//! What is not yours and what is not there are the same bytes, on every route, with every method, under every condition (AZ-4).
//!
//! The calls are made from the served OpenAPI document: wherever an operation takes an id, in its path, its query or its body, the caller
//! tries every id that exists in Ana's account, and an id beside it that nobody ever made. The two answers must be equal but for the
//! request's id and for ids that either answer itself made. With `AFTERWORD_ROUNDS=full` 2,000 such pairs are timed as well.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use reqwest::Method;

use super::rounds;
use crate::access_table::{Ids, call, prepared};
use crate::both;
use crate::harness::{Answer, Client, Engine, Value, World, json, scenes};

/// An id that was never made, of the same age and shape as one that was.
fn never_made(id: &str) -> Option<String> {
    let id = uuid::Uuid::parse_str(id).ok()?;
    Some(uuid::Uuid::from_u128(id.as_u128() ^ 0x5a5a_5a5a_5a5a).to_string())
}

/// What is compared: status, headers and body, with every id replaced by the order in which it appears.
fn shape(answer: &Answer) -> String {
    let mut headers: Vec<String> = answer
        .headers
        .iter()
        .filter(|(name, _)| !matches!(name.as_str(), "x-request-id" | "date" | "connection"))
        .map(|(name, value)| {
            let value = value.to_str().unwrap_or_default();
            // A tag is of the body, which names the thing; the version before the hyphen is what it tells.
            let told = if name == "etag" {
                value.split('-').next().unwrap_or_default()
            } else {
                value
            };
            format!("{name}: {told}")
        })
        .collect();
    headers.sort();
    let text = format!(
        "{} {headers:?} {}",
        answer.status,
        String::from_utf8_lossy(&answer.bytes)
    );
    let mut known: Vec<String> = Vec::new();
    let mut told = String::new();
    let mut rest = text.as_str();
    while let Some(first) = rest.chars().next() {
        match rest
            .get(..36)
            .filter(|text| uuid::Uuid::parse_str(text).is_ok())
        {
            Some(id) => {
                let place = known
                    .iter()
                    .position(|one| one == id)
                    .unwrap_or(known.len());
                if place == known.len() {
                    known.push(id.to_owned());
                }
                told.push_str(&format!("#{place}"));
                rest = &rest[36..];
            }
            None => {
                told.push(first);
                rest = &rest[first.len_utf8()..];
            }
        }
    }
    told
}

/// One call that names an id somewhere, with the id left open.
struct Slot {
    method: Method,
    /// The path with `{}` where the id goes, or without.
    path: String,
    body: Option<Value>,
    /// Where in the body the id goes.
    pointer: Option<String>,
    /// The id that belongs there, where the path says which.
    fitting: Option<String>,
}

impl Slot {
    fn name(&self) -> String {
        format!(
            "{} {} {}",
            self.method,
            self.path,
            self.pointer.as_deref().unwrap_or_default()
        )
    }

    fn send(&self, caller: &Client<'_>, id: &str, condition: Option<(&str, &str)>) -> Answer {
        let mut request = caller.request(self.method.clone(), &self.path.replace("{}", id));
        if let Some((name, value)) = condition {
            request = request.header(name, value);
        }
        if let Some(body) = &self.body {
            let mut body = body.clone();
            if let Some(pointer) = &self.pointer {
                put(&mut body, pointer, id);
            }
            request = request.json(&body);
        }
        caller.send(request)
    }
}

/// Puts a text at a place in a body, making what is on the way.
fn put(body: &mut Value, pointer: &str, id: &str) {
    let mut at = body;
    for step in pointer.split('/').skip(1) {
        if step == "0" {
            if !at.is_array() {
                *at = json!([null]);
            }
            at = &mut at[0];
        } else {
            if !at.is_object() {
                *at = json!({});
            }
            at = &mut at[step];
        }
    }
    *at = json!(id);
}

fn resolved<'d>(document: &'d Value, schema: &'d Value) -> &'d Value {
    match schema["$ref"].as_str() {
        Some(reference) => resolved(
            document,
            document
                .pointer(&reference[1..])
                .expect("a schema that is there"),
        ),
        None => schema,
    }
}

/// Every place of a body that takes an id.
fn places(document: &Value, schema: &Value, at: &str, depth: usize, found: &mut Vec<String>) {
    let schema = resolved(document, schema);
    if schema["format"] == "uuid" {
        found.push(at.to_owned());
    }
    if depth == 0 {
        return;
    }
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        places(
            document,
            property,
            &format!("{at}/{name}"),
            depth - 1,
            found,
        );
    }
    if !schema["items"].is_null() {
        places(
            document,
            &schema["items"],
            &format!("{at}/0"),
            depth - 1,
            found,
        );
    }
    for many in ["oneOf", "anyOf", "allOf"] {
        for one in schema[many].as_array().into_iter().flatten() {
            places(document, one, at, depth - 1, found);
        }
    }
}

/// Whether a call by this caller may be made at all without ending what the others need.
fn is_safe(operation: &str) -> bool {
    // These end the caller's own session or account, or mail codes; none of them takes an id.
    ![
        "/v1/auth/logout",
        "/v1/auth/register",
        "/v1/auth/password",
        "/v1/auth/login",
        "/v1/auth/refresh",
        "DELETE /v1/me",
        "/v1/me/import",
    ]
    .iter()
    .any(|path| operation.contains(path))
}

/// Every place of every operation at which this kind of caller can name an id.
fn slots(world: &World, ids: &Ids, role: &str) -> Vec<Slot> {
    let document = world.stranger().get("/openapi.json").expect(200).body;
    let mut found = Vec::new();
    for (path, item) in document["paths"].as_object().expect("paths") {
        for (method, operation) in item.as_object().expect("operations") {
            let roles = operation["security"][0]["bearer"].as_array();
            let is_theirs = roles.is_some_and(|roles| roles.iter().any(|one| one == role));
            let name = format!("{} {path}", method.to_uppercase());
            if !is_theirs || !is_safe(&name) {
                continue;
            }
            let (method, filled, body) = call(world, ids, &name);
            let slot = |path: String, pointer: Option<String>, fitting: Option<&String>| Slot {
                method: method.clone(),
                path,
                body: body.clone(),
                pointer,
                fitting: fitting.cloned(),
            };
            let parts: Vec<&str> = path.split('/').collect();
            let full: Vec<String> = filled
                .split('?')
                .next()
                .unwrap_or_default()
                .split('/')
                .map(ToOwned::to_owned)
                .collect();
            for (place, part) in parts.iter().enumerate() {
                if part.starts_with('{') && uuid::Uuid::parse_str(&full[place]).is_ok() {
                    let mut open = full.clone();
                    open[place] = "{}".to_owned();
                    let query = filled.split_once('?').map(|(_, query)| format!("?{query}"));
                    found.push(slot(
                        format!("{}{}", open.join("/"), query.unwrap_or_default()),
                        None,
                        Some(&full[place]),
                    ));
                }
            }
            for parameter in operation["parameters"].as_array().into_iter().flatten() {
                if parameter["in"] == "query"
                    && resolved(&document, &parameter["schema"])["format"] == "uuid"
                {
                    let name = parameter["name"].as_str().expect("a name");
                    let bare = filled.split('?').next().unwrap_or_default();
                    found.push(slot(format!("{bare}?{name}={{}}"), None, None));
                }
            }
            let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
            let mut pointers = Vec::new();
            if !schema.is_null() {
                places(&document, schema, "", 6, &mut pointers);
            }
            pointers.sort();
            pointers.dedup();
            found.extend(
                pointers
                    .into_iter()
                    .map(|pointer| slot(filled.clone(), Some(pointer), None)),
            );
        }
    }
    found
}

/// The conditions under which a call is repeated; only where it names an id in its path.
fn conditions(slot: &Slot) -> Vec<Option<(&'static str, &'static str)>> {
    if slot.pointer.is_some() {
        return vec![Some(("if-match", "*"))];
    }
    match slot.method {
        Method::GET => vec![
            None,
            Some(("if-none-match", "*")),
            Some(("if-none-match", "\"1\"")),
        ],
        Method::PATCH | Method::PUT => vec![
            None,
            Some(("if-match", "*")),
            Some(("if-match", "\"1\"")),
            Some(("if-match", "\"99\"")),
        ],
        _ => vec![None, Some(("if-match", "*"))],
    }
}

/// Which ids are tried at a place: in a full run all of them, otherwise the one that belongs there and another one in turn.
///
/// Where the caller makes something under the id, two are enough in any run: what a person may keep has an end.
fn tried<'h>(
    slot: &Slot,
    turn: usize,
    hers: &'h BTreeMap<&'static str, String>,
) -> Vec<&'h String> {
    let makes = slot.pointer.as_deref() == Some("/id");
    if rounds(0, 1) == 1 && !makes {
        return hers.values().collect();
    }
    let other = hers.values().nth(turn % hers.len());
    let fitting = hers.values().find(|id| slot.fitting.as_ref() == Some(id));
    fitting.into_iter().chain(other).collect()
}

/// The pairs whose two answers differ; how many were compared.
fn differing(
    caller: &Client<'_>,
    slots: &[Slot],
    hers: &BTreeMap<&'static str, String>,
) -> (Vec<String>, usize) {
    let (mut found, mut compared) = (Vec::new(), 0);
    for (turn, slot) in slots.iter().enumerate() {
        for id in tried(slot, turn, hers) {
            let Some(never) = never_made(id) else {
                continue;
            };
            for condition in conditions(slot) {
                let one = shape(&slot.send(caller, id, condition));
                let other = shape(&slot.send(caller, &never, condition));
                compared += 1;
                if one != other {
                    let kind = hers
                        .iter()
                        .find(|(_, one)| *one == id)
                        .map(|(kind, _)| *kind);
                    found.push(format!(
                        "{} with {kind:?} {condition:?}\n  hers:  {one}\n  never: {other}",
                        slot.name()
                    ));
                }
            }
        }
    }
    (found, compared)
}

/// What exists in Ana's account and none of this caller's: the catalogue's ids are everybody's.
fn of_ana(ids: &Ids) -> BTreeMap<&'static str, String> {
    let public = ["exercises", "prompts", "learn", "code"];
    ids.0
        .iter()
        .filter(|(name, _)| !public.contains(name))
        .map(|(name, id)| (*name, id.clone()))
        .collect()
}

both!(
    another_patient_cannot_tell_what_is_hers_from_what_never_was,
    |world| {
        let (eva, ids) = prepared(world, "other patient");
        let (found, compared) = differing(&eva, &slots(world, &ids, "patient"), &of_ana(&ids));
        assert!(compared > rounds(200, 5_000), "{compared} pairs");
        assert!(
            found.is_empty(),
            "{} of {compared}:\n{}",
            found.len(),
            found[..found.len().min(5)].join("\n")
        );
    }
);

both!(a_therapist_without_a_consent_cannot_tell_either, |world| {
    let principals = ["never linked", "link ended", "revoked", "expired"];
    for principal in &principals[..rounds(1, principals.len())] {
        let (therapist, ids) = prepared(world, principal);
        let mut hers = of_ana(&ids);
        // What Bo made himself is his, and once linked he may know the link.
        if *principal != "never linked" {
            for own in ["notes", "offers", "link", "agreements", "agreement_id"] {
                hers.remove(own);
            }
        }
        let (found, compared) = differing(&therapist, &slots(world, &ids, "therapist"), &hers);
        assert!(
            compared > rounds(30, 500),
            "{compared} pairs as {principal}"
        );
        assert!(
            found.is_empty(),
            "{principal}: {} of {compared}:\n{}",
            found.len(),
            found[..found.len().min(5)].join("\n")
        );
    }
});

both!(
    an_id_that_is_the_callers_own_is_told_from_one_that_never_was,
    |world| {
        // The planted fault: were a route to answer what is another's as what is one's own, this is how it would show.
        let (ana, ids) = prepared(world, "patient");
        let slots: Vec<Slot> = slots(world, &ids, "patient")
            .into_iter()
            .filter(|slot| slot.path == "/v1/entries/{}" && slot.method == Method::GET)
            .collect();
        let (found, _) = differing(&ana, &slots, &of_ana(&ids));
        assert!(!found.is_empty(), "the planted fault went by");
    }
);

both!(
    a_search_and_a_cursor_of_hers_lead_a_stranger_nowhere,
    |world| {
        let ana = world.patient("Ana");
        for text in ["private one", "private two"] {
            scenes::entry(&ana, text);
        }
        let eva = world.patient("Eva");
        assert!(
            eva.get("/v1/entries?q=private")
                .expect(200)
                .items()
                .is_empty()
        );
        assert_eq!(
            shape(&eva.get("/v1/entries?q=private")),
            shape(&eva.get("/v1/entries?q=neverwritten"))
        );
        let cursor = ana.get("/v1/entries?limit=1").body["next_cursor"]
            .as_str()
            .expect("a cursor")
            .to_owned();
        assert!(
            eva.get(&format!("/v1/entries?cursor={cursor}"))
                .expect(200)
                .items()
                .is_empty()
        );
    }
);

/// The middle of many spans.
fn median(spans: &mut [Duration]) -> Duration {
    spans.sort();
    spans[spans.len() / 2]
}

/// How long a call takes for what is hers and for what never was, in the middle of so many pairs.
fn timed_pairs(
    caller: &Client<'_>,
    path: impl Fn(&str) -> String,
    hers: &str,
    pairs: usize,
) -> (Duration, Duration) {
    let never = never_made(hers).expect("an id");
    let (mut ours, mut nobodys) = (Vec::new(), Vec::new());
    let timed = |id: &str| {
        let path = path(id);
        let begun = Instant::now();
        caller.get(&path).expect(404);
        begun.elapsed()
    };
    for pair in 0..pairs {
        // Whichever comes first warms what the other finds, so they take turns.
        if pair % 2 == 0 {
            ours.push(timed(hers));
            nobodys.push(timed(&never));
        } else {
            nobodys.push(timed(&never));
            ours.push(timed(hers));
        }
    }
    (median(&mut ours), median(&mut nobodys))
}

/// The timed run alone: `AFTERWORD_ROUNDS=full cargo test --test it -- proofs::existence::times --nocapture`.
fn take_no_longer(engine: Engine) {
    let pairs = rounds(0, 2_000);
    if pairs == 0 {
        return;
    }
    let world = World::start(engine);
    let (eva, ids) = prepared(&world, "other patient");
    let (bo, theirs) = prepared(&world, "revoked");
    let link = theirs.0["link"].clone();
    let entries = |id: &str| format!("/v1/entries/{id}");
    let receipts = |id: &str| format!("/v1/consents/{id}/receipt");
    let shared = |id: &str| format!("/v1/therapist/patients/{link}/entries/{id}");
    let measured = [
        (
            "GET /v1/entries/{id}",
            timed_pairs(&eva, entries, &ids.0["entry"], pairs),
        ),
        (
            "GET /v1/consents/{id}/receipt",
            timed_pairs(&eva, receipts, &ids.0["consents"], pairs),
        ),
        (
            "GET /v1/therapist/patients/{link_id}/entries/{entry_id}",
            timed_pairs(&bo, shared, &theirs.0["entry"], pairs),
        ),
    ];
    for (route, (hers, never)) in measured {
        crate::proofs::tell(&format!(
            "{engine:?} {route}: hers {hers:?}, never made {never:?}, medians of {pairs}"
        ));
        let apart = hers.abs_diff(never);
        assert!(
            apart * 20 < hers.max(never) || apart < Duration::from_micros(50),
            "{route}: {hers:?} and {never:?}"
        );
    }
}

mod times {
    use super::{Engine, take_no_longer};

    #[test]
    fn what_is_hers_takes_as_long_as_what_never_was_on_sqlite() {
        take_no_longer(Engine::Sqlite);
    }

    #[test]
    fn what_is_hers_takes_as_long_as_what_never_was_on_postgres() {
        take_no_longer(Engine::Postgres);
    }
}
