//! The OpenAPI document: its head, the problems every operation shares, and the 3.0 rendering (R91).

use serde_json::{Map, Value, json};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{IntoResponses, Modify, OpenApi};

use crate::error::Problem;

/// The head of the document; paths come from the registration of the routes.
#[derive(Debug, OpenApi)]
#[openapi(
    info(
        title = "Afterword",
        description = "Preparation and integration around ketamine-assisted psychotherapy: a diary whose owner decides, entry by entry, \
            who reads it. Nobody watches what is written here: this is not an emergency service.",
        license(name = "Apache-2.0 OR MIT", identifier = "Apache-2.0 OR MIT"),
    ),
    components(schemas(Problem)),
    modifiers(&Schemes),
    tags(
        (name = "account", description = "Registration, sign-in, devices, profile"),
        (name = "journal", description = "Entries, revisions, differences, search"),
        (name = "prompts", description = "Invitations to write: a public catalogue, and a few for now"),
        (name = "grounding", description = "Exercises as data, and practices in words"),
        (name = "content", description = "Short units, checklists, and all texts as one signed pack"),
        (name = "support", description = "The notice, lines by region, and one's own people and soothing list"),
        (name = "sessions", description = "Dosing sessions: the anchors of timelines"),
        (name = "preparation", description = "Intentions, goals, fears, and the agreement with a therapist"),
        (name = "timeline", description = "Days 0 to 5, then still unfolding"),
        (name = "care", description = "Invitations, links, and what a therapist sees"),
        (name = "consent", description = "Who may read what, from when, until when"),
        (name = "ledger", description = "Who read what: the access log, and its check"),
        (name = "running", description = "Whether the service lives and is ready"),
    ),
)]
pub struct Head;

struct Schemes;

impl Modify for Schemes {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let bearer = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .bearer_format("JWT")
            .description(Some("The access token from /v1/auth/login; the roles of an operation name who may call it."))
            .build();
        document
            .components
            .get_or_insert_default()
            .add_security_scheme("bearer", SecurityScheme::Http(bearer));
    }
}

/// What any operation can answer.
#[derive(IntoResponses)]
pub enum Always {
    /// Too many requests; Retry-After says how long to wait.
    #[response(status = 429, content_type = "application/problem+json")]
    TooMany(Problem),
    /// Busy, or the database is away; nothing was done.
    #[response(status = 503, content_type = "application/problem+json")]
    Busy(Problem),
}

/// What an operation behind a token can answer.
#[derive(IntoResponses)]
pub enum Guarded {
    /// No valid access token.
    #[response(status = 401, content_type = "application/problem+json")]
    Unauthenticated(Problem),
    /// The wrong kind of token; or more is asked for first, as the code says (`second-factor-required`, `fresh-authentication-required`).
    #[response(status = 403, content_type = "application/problem+json")]
    Forbidden(Problem),
    /// Too many requests; Retry-After says how long to wait.
    #[response(status = 429, content_type = "application/problem+json")]
    TooMany(Problem),
    /// Busy, or the database is away; nothing was done.
    #[response(status = 503, content_type = "application/problem+json")]
    Busy(Problem),
}

/// What an operation can answer that takes a token and asks for none.
#[derive(IntoResponses)]
pub enum Unauthenticated {
    /// A token that is not valid.
    #[response(status = 401, content_type = "application/problem+json")]
    Unauthenticated(Problem),
}

/// What an operation with a body can answer.
#[derive(IntoResponses)]
pub enum WithBody {
    /// The body cannot be read as JSON.
    #[response(status = 400, content_type = "application/problem+json")]
    Malformed(Problem),
    /// The body is over the limit.
    #[response(status = 413, content_type = "application/problem+json")]
    TooLarge(Problem),
    /// Not application/json in UTF-8.
    #[response(status = 415, content_type = "application/problem+json")]
    UnsupportedMediaType(Problem),
    /// Some fields do not fit.
    #[response(status = 422, content_type = "application/problem+json")]
    Invalid(Problem),
}

/// What an operation with a query can answer.
#[derive(IntoResponses)]
pub enum WithQuery {
    /// Some parameters do not fit.
    #[response(status = 422, content_type = "application/problem+json")]
    Invalid(Problem),
}

/// What an operation on one thing can answer.
#[derive(IntoResponses)]
pub enum OnOne {
    /// Not there, or not the caller's.
    #[response(status = 404, content_type = "application/problem+json")]
    NotFound(Problem),
}

/// What an operation can answer whose id is taken or whose step does not follow.
#[derive(IntoResponses)]
pub enum Conflicting {
    /// The id is in use by something else, or the state does not allow the step.
    #[response(status = 409, content_type = "application/problem+json")]
    Conflict(Problem),
}

/// What a conditional change can answer.
#[derive(IntoResponses)]
pub enum Conditional {
    /// It has changed since; ETag names the current version.
    #[response(status = 412, content_type = "application/problem+json")]
    Stale(Problem),
    /// If-Match is missing.
    #[response(status = 428, content_type = "application/problem+json")]
    NeedsPrecondition(Problem),
}

/// The document as stable, readable JSON.
pub fn render(document: &utoipa::openapi::OpenApi) -> Result<Value, serde_json::Error> {
    serde_json::to_value(document)
}

/// The same document in OpenAPI 3.0.3, for generators that do not read 3.1.
pub fn render_3_0(document: &Value) -> Value {
    let mut older = lower(document);
    if let Some(root) = older.as_object_mut() {
        root.insert("openapi".to_owned(), json!("3.0.3"));
        if let Some(license) = root
            .get_mut("info")
            .and_then(|info| info.get_mut("license"))
            .and_then(Value::as_object_mut)
        {
            license.remove("identifier");
        }
    }
    older
}

/// Turns what 3.1 says in its own way into the way of 3.0, at every depth.
fn lower(value: &Value) -> Value {
    match value {
        Value::Array(items) => Value::Array(items.iter().map(lower).collect()),
        Value::Object(object) => {
            let mut object: Map<String, Value> = object
                .iter()
                .map(|(key, value)| (key.clone(), lower(value)))
                .collect();
            lower_nullable(&mut object);
            lower_examples(&mut object);
            if let Some(constant) = object.remove("const") {
                object.insert("enum".to_owned(), json!([constant]));
            }
            if let Some(Value::Array(roles)) = object.get_mut("bearer") {
                // Only OAuth schemes take a list in 3.0.
                roles.clear();
            }
            Value::Object(object)
        }
        other => other.clone(),
    }
}

/// `type: [x, null]` and `oneOf: [null, x]` become `nullable: true`.
fn lower_nullable(object: &mut Map<String, Value>) {
    let null = json!("null");
    if let Some(Value::Array(types)) = object.get("type") {
        let rest: Vec<Value> = types.iter().filter(|one| **one != null).cloned().collect();
        let nullable = rest.len() < types.len();
        if let [only] = rest.as_slice() {
            object.insert("type".to_owned(), only.clone());
        }
        if nullable {
            object.insert("nullable".to_owned(), json!(true));
        }
    }
    let Some(Value::Array(choices)) = object.get("oneOf") else {
        return;
    };
    let is_null = |one: &Value| one.get("type") == Some(&null);
    if choices.iter().any(is_null) {
        let rest: Vec<Value> = choices
            .iter()
            .filter(|one| !is_null(one))
            .cloned()
            .collect();
        object.remove("oneOf");
        object.insert("allOf".to_owned(), Value::Array(rest));
        object.insert("nullable".to_owned(), json!(true));
    }
}

/// In 3.0 a schema has one `example`; in 3.1 it has a list.
fn lower_examples(object: &mut Map<String, Value>) {
    if let Some(Value::Array(examples)) = object.get("examples") {
        let first = examples.first().cloned();
        object.remove("examples");
        if let Some(first) = first {
            object.insert("example".to_owned(), first);
        }
    }
}
