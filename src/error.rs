//! What can go wrong, as RFC 9457 problem documents; the only place that picks a status.

use std::error::Error as Cause;

use actix_web::body::BoxBody;
use actix_web::http::StatusCode;
use actix_web::http::header::{
    ALLOW, CONTENT_TYPE, ETAG, HeaderName, RETRY_AFTER, WWW_AUTHENTICATE,
};
use actix_web::{HttpResponse, ResponseError};
use serde::Serialize;
use utoipa::ToSchema;

use crate::ids::RequestId;

/// The result of nearly everything here.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a request was not done. Nothing in it is shown to a client but the code, the title and the fields.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The body cannot be read as JSON at all.
    #[error("the body is not readable as JSON")]
    Malformed,
    /// No credential, or one that is not, or no longer, good.
    #[error("no valid credential")]
    Unauthenticated,
    /// A refusal of `/v1/auth`: wrong password, code or refresh token, never saying which part.
    #[error("the credentials do not match")]
    WrongCredentials,
    /// The password was right, and a second factor is enrolled that was not sent.
    #[error("a second factor is asked for")]
    SecondFactorMissing,
    /// A therapist sees nothing of a patient before a second factor is enrolled.
    #[error("no second factor is enrolled")]
    NoSecondFactor,
    /// The step asks for a password or factor that was given at most five minutes ago (ID-14).
    #[error("the sign-in is not fresh enough")]
    NotFresh,
    /// The kind of token may not do this; says nothing of any object.
    #[error("this kind of token may not do this")]
    Forbidden,
    /// Not there, or not for the caller: the same bytes (AZ-4).
    #[error("nothing here")]
    NotFound,
    /// The path exists, the method does not; carries the value of `Allow`.
    #[error("the method is not known here")]
    MethodNotAllowed(String),
    /// The id is taken by something else, or the state does not allow the step; carries a code of its own.
    #[error("conflict: {0}")]
    Conflict(&'static str),
    /// `If-Match` names another version; carries the current `ETag`.
    #[error("the thing has changed")]
    Stale(String),
    /// A change without `If-Match`.
    #[error("If-Match is missing")]
    NeedsPrecondition,
    /// More bytes than the stated limit.
    #[error("too large")]
    TooLarge,
    /// A URL longer than any that the service gives or asks for.
    #[error("the URL is too long")]
    UrlTooLong,
    /// More bytes of headers than any client needs.
    #[error("the headers are too large")]
    HeadersTooLarge,
    /// A body that did not come in time.
    #[error("the body did not come in time")]
    Slow,
    /// `Accept` names nothing that the operation can answer with.
    #[error("nothing acceptable")]
    NotAcceptable,
    /// Not `application/json` in UTF-8.
    #[error("the media type is not supported")]
    UnsupportedMediaType,
    /// Fields that do not fit.
    #[error("{} field(s) do not fit", .0.len())]
    Invalid(Vec<FieldError>),
    /// Too many requests; carries the seconds to wait.
    #[error("too many requests")]
    TooMany(u64),
    /// The queue is full, or the database is away.
    #[error("busy")]
    Busy,
    /// The service is not ready; the code says what is missing.
    #[error("not ready: {0}")]
    NotReady(&'static str),
    /// A fault of ours; the cause is logged once and never sent.
    #[error("internal error")]
    Internal(#[source] Box<dyn Cause + Send + Sync>),
}

/// One field that does not fit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FieldError {
    /// A JSON pointer into the body (RFC 6901), or to the name of a query parameter.
    #[schema(examples("/text"))]
    pub pointer: String,
    /// A stable code.
    #[schema(examples("too_long"))]
    pub code: String,
    /// One sentence for a developer.
    pub message: String,
}

/// A problem document (RFC 9457).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Problem {
    /// A URI whose last segment is a stable code.
    #[serde(rename = "type")]
    #[schema(examples("urn:afterword:problem/not-found"))]
    pub kind: String,
    /// What happened, for people.
    pub title: String,
    /// The HTTP status, repeated.
    #[schema(minimum = 400, maximum = 599)]
    pub status: u16,
    /// What to do about it.
    pub detail: String,
    /// The request's id, as in `X-Request-Id`.
    pub instance: String,
    /// Which fields do not fit; only with 422 and, where it is known, 400.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
}

/// The media type of every refusal.
pub const PROBLEM_JSON: &str = "application/problem+json";

impl Error {
    /// A fault of ours, with its cause.
    pub fn internal(cause: impl Into<Box<dyn Cause + Send + Sync>>) -> Self {
        Self::Internal(cause.into())
    }

    /// What an operator is told: the cause and its chain, which no client ever sees.
    pub(crate) fn reason(&self) -> String {
        match self {
            Self::Internal(cause) => chain_of(cause.as_ref()),
            other => other.to_string(),
        }
    }

    /// A job ended without an answer.
    pub(crate) fn panicked() -> Self {
        Self::internal("a job ended without an answer")
    }

    /// One field that does not fit.
    pub fn field(pointer: impl Into<String>, code: &str, message: &str) -> Self {
        Self::Invalid(vec![FieldError {
            pointer: pointer.into(),
            code: code.to_owned(),
            message: message.to_owned(),
        }])
    }

    /// A reference in the body to something that is not there, or not the caller's (the same answer).
    pub fn unknown_reference(pointer: &str) -> Self {
        Self::field(pointer, "unknown", "names nothing that is yours")
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::Malformed => StatusCode::BAD_REQUEST,
            Self::Unauthenticated | Self::WrongCredentials | Self::SecondFactorMissing => {
                StatusCode::UNAUTHORIZED
            }
            Self::Forbidden | Self::NoSecondFactor | Self::NotFresh => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed(_) => StatusCode::METHOD_NOT_ALLOWED,
            Self::Conflict(_) => StatusCode::CONFLICT,
            Self::Stale(_) => StatusCode::PRECONDITION_FAILED,
            Self::NeedsPrecondition => StatusCode::PRECONDITION_REQUIRED,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::UrlTooLong => StatusCode::URI_TOO_LONG,
            Self::HeadersTooLarge => StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
            Self::Slow => StatusCode::REQUEST_TIMEOUT,
            Self::NotAcceptable => StatusCode::NOT_ACCEPTABLE,
            Self::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Busy | Self::NotReady(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The stable code, the title and the advice.
    #[expect(clippy::too_many_lines, reason = "a table, a variant a line")]
    fn words(&self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Malformed => (
                "malformed",
                "The body cannot be read",
                "Send one JSON object in UTF-8 (RFC 8259).",
            ),
            Self::Unauthenticated => (
                "unauthenticated",
                "Sign in first",
                "Send a valid access token in the Authorization header.",
            ),
            Self::WrongCredentials => (
                "wrong-credentials",
                "That did not match",
                "Check what was typed, or ask for a new code.",
            ),
            Self::SecondFactorMissing => (
                "second-factor-required",
                "One thing more",
                "Send a code of the authenticator app, or a recovery code, as totp; or sign in with a passkey.",
            ),
            Self::NoSecondFactor => (
                "second-factor-required",
                "A second factor comes first",
                "Enrol an authenticator app or a passkey; after that this opens.",
            ),
            Self::NotFresh => (
                "fresh-authentication-required",
                "Please show again that it is you",
                "Step up with a password, a code or a passkey; it holds for five minutes.",
            ),
            Self::Forbidden => (
                "forbidden",
                "Not with this token",
                "This kind of account or token may not do this.",
            ),
            Self::NotFound => (
                "not-found",
                "Nothing here",
                "There is nothing here, or it is not yours to see.",
            ),
            Self::MethodNotAllowed(_) => (
                "method-not-allowed",
                "Not this method",
                "The Allow header names the methods known here.",
            ),
            Self::Conflict(code) => (
                code,
                "This does not go together",
                "The id is in use or the present state does not allow this step.",
            ),
            Self::Stale(_) => (
                "stale",
                "It has changed since",
                "Read it again; the ETag header names the current version.",
            ),
            Self::NeedsPrecondition => (
                "precondition-required",
                "Say which version",
                "Send If-Match with the ETag that you read.",
            ),
            Self::TooLarge => (
                "too-large",
                "Too large",
                "The body is over the limit stated in the document.",
            ),
            Self::UrlTooLong => (
                "url-too-long",
                "The URL is too long",
                "Send what is long in the body.",
            ),
            Self::HeadersTooLarge => (
                "headers-too-large",
                "The headers are too large",
                "Send at most 16 KiB of headers.",
            ),
            Self::Slow => (
                "too-slow",
                "The body did not come in time",
                "Send it again when the connection is better.",
            ),
            Self::NotAcceptable => (
                "not-acceptable",
                "Nothing of that kind here",
                "The document names the media types of each answer.",
            ),
            Self::UnsupportedMediaType => (
                "unsupported-media-type",
                "Not this media type",
                "Send application/json in UTF-8.",
            ),
            Self::Invalid(_) => (
                "invalid",
                "Some fields do not fit",
                "Each error names a field and what it takes.",
            ),
            Self::TooMany(_) => (
                "too-many-requests",
                "Too many requests",
                "Wait as long as Retry-After says.",
            ),
            Self::Busy => (
                "busy",
                "Busy",
                "Nothing was done. Try again after what Retry-After says.",
            ),
            Self::NotReady(code) => (
                code,
                "Not ready",
                "The database does not answer, its schema is of another version, or its disk is full; the type says which.",
            ),
            Self::Internal(_) => (
                "internal",
                "Something went wrong here",
                "Nothing was done. The instance helps to find the cause.",
            ),
        }
    }

    /// The whole document but for its instance, which only the edge knows.
    fn problem(&self) -> Problem {
        let (code, title, detail) = self.words();
        Problem {
            kind: format!("urn:afterword:problem/{code}"),
            title: title.to_owned(),
            status: self.status().as_u16(),
            detail: detail.to_owned(),
            instance: String::new(),
            errors: if let Self::Invalid(errors) = self {
                errors.clone()
            } else {
                Vec::new()
            },
        }
    }
}

impl Problem {
    /// Writes the document for one request.
    pub(crate) fn render(mut self, request: RequestId) -> Vec<u8> {
        self.instance = format!("urn:uuid:{request}");
        serde_json::to_vec(&self).unwrap_or_default()
    }
}

impl ResponseError for Error {
    fn status_code(&self) -> StatusCode {
        self.status()
    }

    /// Head and problem; the edge writes the body, because it knows the request's id.
    fn error_response(&self) -> HttpResponse<BoxBody> {
        if let Self::Internal(cause) = self {
            log_chain(cause.as_ref());
        }
        let mut answer = HttpResponse::build(self.status());
        answer.insert_header((CONTENT_TYPE, PROBLEM_JSON));
        let header: Option<(HeaderName, &str)> = match self {
            Self::Stale(tag) => Some((ETAG, tag)),
            Self::Busy | Self::NotReady(_) => Some((RETRY_AFTER, "1")),
            Self::MethodNotAllowed(methods) => Some((ALLOW, methods)),
            Self::Unauthenticated => Some((WWW_AUTHENTICATE, "Bearer")),
            _ => None,
        };
        if let Some(header) = header {
            answer.insert_header(header);
        }
        if matches!(self, Self::Slow) {
            // What would still come of the body is not waited for.
            answer.force_close();
        }
        if let Self::TooMany(seconds) = self {
            answer.insert_header((RETRY_AFTER, seconds.to_string()));
        }
        let mut answer = answer.finish();
        answer.extensions_mut().insert(self.problem());
        answer
    }
}

/// Logs a cause once, with its chain, at the border where it stops.
fn log_chain(cause: &(dyn Cause + Send + Sync)) {
    tracing::error!(cause = %chain_of(cause), "a request failed for a reason of ours");
}

fn chain_of(cause: &(dyn Cause + Send + Sync)) -> String {
    let mut chain = cause.to_string();
    let mut next = cause.source();
    while let Some(deeper) = next {
        chain.push_str(": ");
        chain.push_str(&deeper.to_string());
        next = deeper.source();
    }
    chain
}

/// Whether a database gave up waiting: two that waited for each other (40P01), a lock (55P03) or a statement that took too long
/// (57014), and a SQLite file that somebody else holds, whose disk is full or that fails (RE-3, RE-4). The driver tells no code of these,
/// so it is known by its words, which [`crate::db::open`] asks for in English.
fn gave_up(message: &str) -> bool {
    const WORDS: [&str; 7] = [
        "deadlock detected",
        "canceling statement due to lock timeout",
        "canceling statement due to statement timeout",
        "canceling statement due to user request",
        "database is locked",
        "database or disk is full",
        "disk I/O error",
    ];
    WORDS.iter().any(|words| message.starts_with(words))
}

impl From<diesel::result::Error> for Error {
    fn from(error: diesel::result::Error) -> Self {
        use diesel::result::{DatabaseErrorKind as Kind, Error as Diesel};
        match error {
            Diesel::NotFound => Self::NotFound,
            // The connection is gone, and whether a commit under way held is not known.
            Diesel::BrokenTransactionManager | Diesel::RollbackErrorOnCommit { .. } => Self::Busy,
            // What it belongs to went meanwhile, with an account that was erased or a link that ended.
            Diesel::DatabaseError(Kind::ForeignKeyViolation, _) => Self::NotFound,
            Diesel::DatabaseError(Kind::UniqueViolation, _) => Self::Conflict("id-in-use"),
            Diesel::DatabaseError(
                Kind::SerializationFailure | Kind::ClosedConnection | Kind::UnableToSendCommand,
                _,
            ) => Self::Busy,
            Diesel::DatabaseError(Kind::Unknown, ref detail) if gave_up(detail.message()) => {
                Self::Busy
            }
            // The database's message may quote values; its kind may not.
            Diesel::DatabaseError(kind, detail) => Self::internal(format!(
                "{kind:?} {}",
                detail.constraint_name().unwrap_or_default()
            )),
            other => Self::internal(other),
        }
    }
}
