//! Which strings a client can send: every one of every request body in the document, held against what the plants have sent.

use std::collections::BTreeSet;

use afterword::app::Documents;

use super::plant;
use crate::both;
use crate::harness::client::Sent;
use crate::harness::{Value, json};

/// An operation, and where in its body.
type Field = (String, String);

/// Formats in which nothing can be said: ids and instants.
const CLOSED: [&str; 3] = ["uuid", "date", "date-time"];

/// What is planted where it is refused, because it is good only if the service has given it: codes and tokens. That a good one is
/// found nowhere is what `edges::dump` shows.
const GIVEN_BY_THE_SERVICE: [(&str, &str); 13] = [
    ("POST /v1/auth/login", "/totp"),
    ("POST /v1/auth/password/reset", "/code"),
    // A new password goes with a code; one that is taken is planted in the other two places.
    ("POST /v1/auth/password/reset", "/email"),
    ("POST /v1/auth/password/reset", "/new_password"),
    ("POST /v1/auth/refresh", "/refresh_token"),
    ("POST /v1/auth/register", "/invitation_code"),
    ("POST /v1/auth/register/confirm", "/code"),
    ("POST /v1/auth/step-up", "/totp"),
    ("POST /v1/auth/totp/confirm", "/code"),
    ("POST /v1/care/links", "/invitation_code"),
    ("POST /v1/me/email/confirm", "/code"),
    ("POST /v1/auth/passkeys/login/finish", "/credential"),
    ("POST /v1/auth/passkeys/step-up/finish", "/credential"),
];

/// What holds no words of anybody's, and so nothing is planted in it.
const WITHOUT_WORDS: [(&str, &str); 2] = [
    // What an authenticator made: bytes that are bound to their challenge; its name is a field of its own.
    ("POST /v1/auth/passkeys/registration/finish", "/credential"),
    // What happened between people is told in an archive and never read: the export that comes back here has all of it.
    ("POST /v1/me/import", "/sharing"),
];

/// Whether anything can be said here: any string that is not of a closed kind, and an object of whatever fields.
fn is_free(schema: &Value) -> bool {
    let is = |kind: &str| {
        let said = &schema["type"];
        said == kind
            || said
                .as_array()
                .is_some_and(|all| all.contains(&json!(kind)))
    };
    let closed = CLOSED.iter().any(|format| schema["format"] == *format);
    let text = is("string") && schema["enum"].is_null() && schema["const"].is_null() && !closed;
    let fields = [
        "properties",
        "additionalProperties",
        "oneOf",
        "anyOf",
        "allOf",
    ];
    text || is("object") && fields.iter().all(|field| schema[field].is_null())
}

/// Adds where in a schema a client can say anything: through references, choices, lists and maps.
fn walk<'d>(
    document: &'d Value,
    schema: &'d Value,
    at: &str,
    within: &[&'d str],
    found: &mut BTreeSet<String>,
) {
    if let Some(name) = schema["$ref"].as_str() {
        if !within.contains(&name) {
            let target = document.pointer(&name[1..]).expect("a schema");
            walk(document, target, at, &[within, &[name]].concat(), found);
        }
        return;
    }
    if is_free(schema) {
        found.insert(at.to_owned());
    }
    for choice in ["oneOf", "anyOf", "allOf"] {
        let all = schema[choice].as_array().into_iter().flatten();
        for one in all {
            // What only describes the other parts of an `allOf` says nothing of fields.
            if choice != "allOf" || one["type"] != "object" || !is_free(one) {
                walk(document, one, at, within, found);
            }
        }
    }
    for (name, of) in schema["properties"].as_object().into_iter().flatten() {
        walk(document, of, &format!("{at}/{name}"), within, found);
    }
    for (part, name) in [("items", "-"), ("additionalProperties", "*")] {
        if schema[part].is_object() {
            walk(
                document,
                &schema[part],
                &format!("{at}/{name}"),
                within,
                found,
            );
        }
    }
}

/// Every field of every request body in which a client can say anything.
fn fields(document: &Value) -> BTreeSet<Field> {
    let mut all = BTreeSet::new();
    for (path, item) in document["paths"].as_object().expect("paths") {
        for (method, operation) in item.as_object().expect("operations") {
            let content = operation["requestBody"]["content"].as_object();
            for media_type in content.into_iter().flat_map(|content| content.values()) {
                let mut found = BTreeSet::new();
                walk(document, &media_type["schema"], "", &[], &mut found);
                let name = format!("{} {path}", method.to_uppercase());
                all.extend(found.into_iter().map(|at| (name.clone(), at)));
            }
        }
    }
    all
}

/// The operation that a request was for: of the paths that fit, the one with the fewest parts to fill in.
fn operation(document: &Value, sent: &Sent) -> Option<String> {
    let parts: Vec<&str> = sent.path.split('/').collect();
    let fits = |path: &&String| {
        let pattern: Vec<&str> = path.split('/').collect();
        let mut pairs = pattern.iter().zip(&parts);
        pattern.len() == parts.len() && pairs.all(|(want, is)| want == is || want.starts_with('{'))
    };
    let paths = document["paths"].as_object().expect("paths").keys();
    let path = paths
        .filter(fits)
        .min_by_key(|path| path.matches('{').count())?;
    Some(format!("{} {path}", sent.method))
}

/// Where in a body a canary stands.
fn canaries(value: &Value, at: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::String(text) if text.to_lowercase().contains("kanarie") => {
            found.insert(at.to_owned());
        }
        Value::Array(items) => items
            .iter()
            .for_each(|item| canaries(item, &format!("{at}/-"), found)),
        Value::Object(fields) => fields
            .iter()
            .for_each(|(name, value)| canaries(value, &format!("{at}/{name}"), found)),
        _ => {}
    }
}

/// The fields in which a canary was sent; where it was taken, if that is asked.
fn planted(document: &Value, sent: &[Sent], taken: bool) -> BTreeSet<Field> {
    let mut all = BTreeSet::new();
    for sent in sent.iter().filter(|sent| !taken || sent.status < 300) {
        let (Some(name), Ok(body)) = (operation(document, sent), serde_json::from_str(&sent.body))
        else {
            continue;
        };
        let mut found = BTreeSet::new();
        canaries(&body, "", &mut found);
        // An object of whatever fields is one field, whatever is in it.
        found.extend(
            found
                .clone()
                .iter()
                .filter_map(|at| at.rsplit_once('/').map(|(object, _)| object.to_owned())),
        );
        all.extend(found.into_iter().map(|at| (name.clone(), at)));
    }
    all
}

fn listed(fields: &[(&str, &str)]) -> BTreeSet<Field> {
    let fields = fields.iter();
    fields
        .map(|(name, at)| ((*name).to_owned(), (*at).to_owned()))
        .collect()
}

/// The fields of the document that nothing was planted in, and those that a list of exceptions names for nothing.
fn missing(document: &Value, sent: &[Sent]) -> (Vec<Field>, Vec<Field>) {
    let fields = fields(document);
    let (taken, refused) = (
        planted(document, sent, true),
        planted(document, sent, false),
    );
    let (given, without) = (listed(&GIVEN_BY_THE_SERVICE), listed(&WITHOUT_WORDS));
    let bare = fields.iter().filter(|field| !taken.contains(*field));
    let bare = bare.filter(|field| !without.contains(*field));
    let bare = bare.filter(|field| !(given.contains(*field) && refused.contains(*field)));
    let named = given
        .union(&without)
        .filter(|field| !fields.contains(*field));
    (bare.cloned().collect(), named.cloned().collect())
}

both!(every_string_of_every_request_body_is_planted, |world| {
    let document = Documents::written().expect("documents").newer;
    world.listens();
    plant(world);
    let sent = world.heard();
    assert!(fields(&document).len() > 180, "{}", fields(&document).len());
    let nothing = (Vec::new(), Vec::new());
    assert_eq!(missing(&document, &sent), nothing);
    // The planted faults: a field that is new, in a list in a choice, and one that was not sent.
    let mut more = document.clone();
    more["components"]["schemas"]["NewSmallStep"]["properties"]["planted"] =
        json!({"oneOf": [{"type": "null"}, {"type": "array", "items": {"type": "string"}}]});
    let new = ("POST /v1/steps".to_owned(), "/planted/-".to_owned());
    assert_eq!(missing(&more, &sent).0, [new]);
    let but: Vec<Sent> = sent
        .into_iter()
        .filter(|sent| !sent.path.ends_with("/reading-habit"))
        .collect();
    let habit = (
        "PUT /v1/therapist/reading-habit".to_owned(),
        "/text".to_owned(),
    );
    assert_eq!(missing(&document, &but).0, [habit]);
});
