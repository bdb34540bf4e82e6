//! JSON in, parsed and validated with the pointer of what does not fit; JSON out, with the status in the type.

use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;

use actix_web::body::BoxBody;
use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::http::header::{
    ACCEPT_LANGUAGE, CONTENT_ENCODING, CONTENT_LANGUAGE, CONTENT_LENGTH, CONTENT_TYPE, ETAG,
    HeaderMap, LOCATION, VARY,
};
use actix_web::{FromRequest, HttpMessage, HttpRequest, HttpResponse, Responder, web};
use serde::de::value::MapAccessDeserializer;
use serde::de::{DeserializeOwned, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use serde_path_to_error::{Path, Segment};
use tokio::time::timeout;
use validator::{Validate, ValidationErrors, ValidationErrorsKind};

use super::edge;
use super::etag::{self, Versioned};
use crate::config::Patience;
use crate::error::{Error, FieldError, Result};
use crate::words::Language;

/// The most bytes of a JSON body: 20,000 characters, each escaped as a pair of surrogates, and room beside them.
pub const BODY_LIMIT: usize = 256 * 1024;

/// A JSON body that has been parsed and has passed its rules; as an answer, 200 with that body.
#[derive(Debug)]
pub struct Json<T>(pub T);

impl<T: DeserializeOwned + Validate + 'static> FromRequest for Json<T> {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self>>>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let acceptable = accept_media_type(req.headers());
        let bytes = web::Bytes::from_request(req, payload);
        let patience = patience(req).body;
        Box::pin(async move {
            acceptable?;
            let bytes = timeout(patience, bytes)
                .await
                .map_err(|_| Error::Slow)?
                .map_err(|error| match error.as_response_error().status_code() {
                    StatusCode::PAYLOAD_TOO_LARGE => Error::TooLarge,
                    _ => Error::Malformed,
                })?;
            parse(&bytes).map(Self)
        })
    }
}

/// The most bytes of an archive that is put back.
pub const ARCHIVE_LIMIT: usize = 64 * 1024 * 1024;

/// A JSON body of up to [`ARCHIVE_LIMIT`] bytes, parsed like [`Json`].
#[derive(Debug)]
pub struct Large<T>(pub T);

impl<T: DeserializeOwned + 'static> FromRequest for Large<T> {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self>>>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let acceptable = accept_media_type(req.headers());
        let stated = req.headers().get(CONTENT_LENGTH).cloned();
        let payload = web::Payload::from_request(req, payload);
        let (patience, req) = (patience(req).archive, req.clone());
        Box::pin(async move {
            acceptable?;
            let stated = stated.and_then(|value| value.to_str().ok()?.parse().ok());
            if stated.is_some_and(|bytes: usize| bytes > ARCHIVE_LIMIT) {
                return Err(Error::TooLarge);
            }
            let edge = edge::of(&req)?;
            // However slowly it comes, it holds its place in memory, and nobody else's turn to be worked on.
            let place = edge.uploading.turn().await?;
            let payload = payload.await.map_err(|_| Error::Malformed)?;
            let bytes = timeout(patience, payload.to_bytes_limited(ARCHIVE_LIMIT))
                .await
                .map_err(|_| Error::Slow)?
                .map_err(|_| Error::TooLarge)?
                .map_err(|_| Error::Malformed)?;
            let turn = edge.leaving.turn().await?;
            req.extensions_mut().insert((place, turn));
            read(&bytes).map(Self)
        })
    }
}

/// How long a body is waited for (IN-6).
fn patience(req: &HttpRequest) -> Patience {
    edge::of(req).map_or_else(|_| Patience::default(), |edge| edge.patience)
}

/// RFC 8259 §8.1: JSON between systems is UTF-8, so no other charset is taken, and no content coding is undone.
fn accept_media_type(headers: &HeaderMap) -> Result<()> {
    let value = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
        .to_ascii_lowercase();
    let mut parts = value.split(';').map(str::trim);
    let json = parts.next() == Some("application/json");
    let utf8 = parts.all(|part| {
        part.strip_prefix("charset=")
            .is_none_or(|name| name.trim_matches('"') == "utf-8")
    });
    let mut codings = headers.get_all(CONTENT_ENCODING);
    let plain = codings.all(|coding| coding == "identity");
    if json && utf8 && plain {
        Ok(())
    } else {
        Err(Error::UnsupportedMediaType)
    }
}

/// Parses and validates one body.
pub(crate) fn parse<T: DeserializeOwned + Validate>(bytes: &[u8]) -> Result<T> {
    let value: T = read(bytes)?;
    value.validate().map_err(|errors| {
        let mut found = Vec::new();
        collect("", &errors, &mut found);
        Error::Invalid(found)
    })?;
    Ok(value)
}

/// Parses one body, an object; where something does not fit it is read once more by what keeps the path to it, which costs as much again.
fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T> {
    match serde_json::from_slice(bytes) {
        Ok(Object(value)) => Ok(value),
        Err(_) => read_by_path(bytes),
    }
}

fn read_by_path<T: DeserializeOwned>(bytes: &[u8]) -> Result<T> {
    let mut input = serde_json::Deserializer::from_slice(bytes);
    let Object(value): Object<T> =
        serde_path_to_error::deserialize(&mut input).map_err(|error| {
            let inner = error.inner();
            if is_unreadable(inner) {
                Error::Malformed
            } else {
                Error::Invalid(vec![describe(error.path(), &inner.to_string())])
            }
        })?;
    input.end().map_err(|_| Error::Malformed)?;
    Ok(value)
}

/// A JSON object, and nothing else: serde would also read the fields of a struct from an array, in their order.
#[derive(Debug)]
pub(crate) struct Object<T>(pub(crate) T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Fields<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Fields<T> {
            type Value = T;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
                T::deserialize(MapAccessDeserializer::new(map))
            }
        }
        deserializer.deserialize_map(Fields(PhantomData)).map(Self)
    }
}

/// Broken syntax is 400; a lone surrogate is well-formed JSON (RFC 8259 §8.2) that no text can hold, and so is 422.
fn is_unreadable(error: &serde_json::Error) -> bool {
    let text = error.to_string();
    !error.is_data()
        && !text.contains("surrogate")
        && !text.contains("unexpected end of hex escape")
}

/// Names the field and what it takes, without a word of what was sent.
pub(crate) fn describe(path: &Path, message: &str) -> FieldError {
    // What serde appends about line and column helps nobody who sends one object.
    let message = message
        .rfind(" at line ")
        .and_then(|end| message.get(..end))
        .unwrap_or(message);
    let pointer = pointer(path);
    let error = |pointer: String, code: &str, message: String| FieldError {
        pointer,
        code: code.to_owned(),
        message,
    };
    if let Some(name) = quoted(message, "missing field `") {
        return error(
            format!("{pointer}/{}", escape(name)),
            "missing",
            "is required".to_owned(),
        );
    }
    if message.starts_with("unknown field `") {
        return error(pointer, "unknown_field", "is not a field here".to_owned());
    }
    if let Some(name) = quoted(message, "unexpected field `") {
        // A field of another kind of the same thing: known to the reader, unknown here.
        return error(
            format!("{pointer}/{}", escape(name)),
            "unknown_field",
            "is not a field here".to_owned(),
        );
    }
    if let Some(name) = quoted(message, "duplicate field `") {
        return error(
            format!("{pointer}/{}", escape(name)),
            "duplicate",
            "is given twice".to_owned(),
        );
    }
    if message.contains("surrogate") || message.contains("hex escape") {
        return error(
            pointer,
            "lone_surrogate",
            "holds half of a surrogate pair".to_owned(),
        );
    }
    if let Some((code, advice)) = message.split_once('|') {
        return error(pointer, code, advice.to_owned());
    }
    // What serde expected is ours; what it found is the client's and stays unsaid.
    match message
        .rfind(", expected ")
        .and_then(|at| message.get(at + 2..))
    {
        Some(expected) => error(pointer, "wrong_type", expected.to_owned()),
        None if message.starts_with("is ")
            || message.starts_with("lies ")
            || message.starts_with("names ") =>
        {
            error(pointer, "invalid", message.to_owned())
        }
        None => error(pointer, "invalid", "does not fit".to_owned()),
    }
}

fn quoted<'a>(message: &'a str, before: &str) -> Option<&'a str> {
    message.strip_prefix(before)?.split('`').next()
}

/// RFC 6901 §3, and no longer than a name needs to be.
fn escape(name: &str) -> String {
    name.chars()
        .take(64)
        .collect::<String>()
        .replace('~', "~0")
        .replace('/', "~1")
}

fn pointer(path: &Path) -> String {
    path.iter()
        .map(|segment| match segment {
            Segment::Seq { index } => format!("/{index}"),
            Segment::Map { key } => format!("/{}", escape(key)),
            Segment::Enum { variant } => format!("/{}", escape(variant)),
            Segment::Unknown => String::new(),
        })
        .collect()
}

fn collect(prefix: &str, errors: &ValidationErrors, found: &mut Vec<FieldError>) {
    for (field, kind) in errors.errors() {
        // A rule across fields says in its own parameters which field it is about.
        let at = if *field == "__all__" {
            prefix.to_owned()
        } else {
            format!("{prefix}/{field}")
        };
        match kind {
            ValidationErrorsKind::Field(list) => found.extend(list.iter().map(|error| {
                FieldError {
                    pointer: error
                        .params
                        .get("pointer")
                        .and_then(|value| value.as_str())
                        .map_or_else(|| at.clone(), |name| format!("{prefix}{name}")),
                    code: error.code.to_string(),
                    message: error
                        .message
                        .as_deref()
                        .unwrap_or("does not fit")
                        .to_owned(),
                }
            })),
            ValidationErrorsKind::Struct(inner) => collect(&at, inner, found),
            ValidationErrorsKind::List(items) => items
                .iter()
                .for_each(|(index, inner)| collect(&format!("{at}/{index}"), inner, found)),
        }
    }
}

/// A rule across fields that was broken: about which field, under which code, and what it takes.
pub(crate) fn broken(
    pointer: &'static str,
    code: &'static str,
    message: &'static str,
) -> validator::ValidationError {
    let mut error = validator::ValidationError::new(code).with_message(message.into());
    error.add_param("pointer".into(), &pointer);
    error
}

impl<T: Serialize> Responder for Json<T> {
    type Body = BoxBody;
    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        respond(StatusCode::OK, &self.0)
    }
}

fn respond<T: Serialize>(status: StatusCode, value: &T) -> HttpResponse {
    HttpResponse::build(status).json(value)
}

/// One thing with its strong `ETag`: 200, or 304 where `If-None-Match` names it.
#[derive(Debug)]
pub struct Tagged<T>(pub T);

impl<T: Serialize + Versioned> Responder for Tagged<T> {
    type Body = BoxBody;
    fn respond_to(self, req: &HttpRequest) -> HttpResponse {
        not_modified(req, with_tag(StatusCode::OK, &self.0))
    }
}

/// A text of the product in one language, the same for everybody: 200 with its strong `ETag`, kept by shared caches for requests
/// that prefer the same language, or 304 (N15; RFC 9110 §8.5, §12.5.5).
#[derive(Debug)]
pub struct Public<T>(pub Language, pub T);

impl<T: Serialize> Responder for Public<T> {
    type Body = BoxBody;
    fn respond_to(self, req: &HttpRequest) -> HttpResponse {
        let Self(language, value) = self;
        let bytes = match serde_json::to_vec(&value) {
            Ok(bytes) => bytes,
            Err(error) => return HttpResponse::from_error(Error::internal(error)),
        };
        // Catalogues come with the binary and have no version of their own: language and digest alone tell them apart.
        let tag = etag::strong(0, &[language.as_str().as_bytes(), &bytes].concat());
        let answer = HttpResponse::Ok()
            .insert_header((ETAG, tag))
            .insert_header((CONTENT_LANGUAGE, language.as_str()))
            .insert_header((VARY, ACCEPT_LANGUAGE.as_str()))
            .content_type("application/json")
            .body(bytes);
        edge::public(not_modified(req, answer))
    }
}

/// The same answer, or 304 without its body where `If-None-Match` names its tag.
fn not_modified(req: &HttpRequest, mut answer: HttpResponse) -> HttpResponse {
    if answer
        .headers()
        .get(ETAG)
        .is_some_and(|tag| etag::none_match_names(req.headers(), tag))
    {
        *answer.status_mut() = StatusCode::NOT_MODIFIED;
        return answer.set_body(BoxBody::new(()));
    }
    answer
}

fn with_tag<T: Serialize + Versioned>(status: StatusCode, value: &T) -> HttpResponse {
    tagged(status, value.version(), value)
}

fn tagged<T: Serialize>(status: StatusCode, version: i64, value: &T) -> HttpResponse {
    match serde_json::to_vec(value) {
        Ok(bytes) => HttpResponse::build(status)
            .insert_header((ETAG, etag::strong(version, &bytes)))
            .content_type("application/json")
            .body(bytes),
        Err(error) => HttpResponse::from_error(Error::internal(error)),
    }
}

/// What creating answers: 201 the first time, 200 when the same was sent again; with `ETag`, and `Location` where it has one.
#[derive(Debug)]
pub struct Created<T> {
    /// The thing.
    pub value: T,
    /// Whether this request made it.
    pub new: bool,
}

/// A thing that has a place of its own.
pub trait Located {
    /// The path at which it is read.
    fn location(&self) -> String;
}

impl<T: Serialize + Versioned + Located> Responder for Created<T> {
    type Body = BoxBody;
    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        let status = if self.new {
            StatusCode::CREATED
        } else {
            StatusCode::OK
        };
        let mut answer = with_tag(status, &self.value);
        if let Ok(location) = self.value.location().parse() {
            answer.headers_mut().insert(LOCATION, location);
        }
        answer
    }
}

/// 201 with a body that has no place of its own.
#[derive(Debug)]
pub struct Made<T>(pub T);

impl<T: Serialize> Responder for Made<T> {
    type Body = BoxBody;
    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        respond(StatusCode::CREATED, &self.0)
    }
}

/// What a step answers that is safe to repeat and whose result has no place of its own: 201 the first time, 200 after.
#[derive(Debug)]
pub struct Once<T> {
    /// What came of it.
    pub value: T,
    /// Whether this request did it.
    pub new: bool,
}

impl<T: Serialize> Responder for Once<T> {
    type Body = BoxBody;
    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        respond(
            if self.new {
                StatusCode::CREATED
            } else {
                StatusCode::OK
            },
            &self.value,
        )
    }
}

/// 202: it will be seen to; the body is always the same.
#[derive(Debug)]
pub struct Accepted<T>(pub T);

impl<T: Serialize> Responder for Accepted<T> {
    type Body = BoxBody;
    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        respond(StatusCode::ACCEPTED, &self.0)
    }
}

/// 204: done, nothing to say.
#[derive(Debug)]
pub struct NoContent;

impl Responder for NoContent {
    type Body = BoxBody;
    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        HttpResponse::NoContent().finish()
    }
}

/// The query of a URL, parsed as strictly as a body.
#[derive(Debug)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned> FromRequest for Query<T> {
    type Error = Error;
    type Future = std::future::Ready<Result<Self>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let input = serde_urlencoded::Deserializer::new(form_urlencoded::parse(
            req.query_string().as_bytes(),
        ));
        let parsed = serde_path_to_error::deserialize(input).map(Self);
        std::future::ready(parsed.map_err(|error| {
            let message = error.inner().to_string();
            Error::Invalid(vec![describe(error.path(), &message)])
        }))
    }
}
