//! Pages of other origins (HD-2): none may read an answer but those that the deployment names, letter for letter; no cookies, ever.

use actix_web::HttpResponse;
use actix_web::http::Method;
use actix_web::http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_METHOD,
    HeaderMap, HeaderValue, ORIGIN, VARY,
};

/// What a page may send.
const SENT: &str =
    "Authorization, Content-Type, If-Match, If-None-Match, Idempotency-Key, Accept-Language";
/// What a page may read beside the body.
const READ: &str = "ETag, Location, Content-Disposition, Content-Language, Retry-After, RateLimit, RateLimit-Policy, Link, X-Request-Id";

/// The origin of a request, where it is one of those that are named.
pub(super) fn named(headers: &HeaderMap, origins: &[String]) -> Option<HeaderValue> {
    let mut given = headers.get_all(ORIGIN);
    // Of two origins something in front might have looked at the other one.
    let (Some(origin), None) = (given.next(), given.next()) else {
        return None;
    };
    origins
        .iter()
        .any(|one| one.as_bytes() == origin.as_bytes())
        .then(|| origin.clone())
}

/// Whether a browser asks before it sends.
pub(super) fn is_preflight(method: &Method, headers: &HeaderMap) -> bool {
    method == Method::OPTIONS && headers.contains_key(ACCESS_CONTROL_REQUEST_METHOD)
}

/// The answer to a page of a named origin that asks before it sends.
pub(super) fn preflight(methods: &str) -> HttpResponse {
    HttpResponse::NoContent()
        .insert_header((ACCESS_CONTROL_ALLOW_METHODS, methods))
        .insert_header((ACCESS_CONTROL_ALLOW_HEADERS, SENT))
        .insert_header((ACCESS_CONTROL_MAX_AGE, "600"))
        .finish()
}

/// Lets the page of a named origin read an answer, and keeps caches from giving it to another one.
pub(super) fn open(headers: &mut HeaderMap, origin: Option<&HeaderValue>) {
    headers.append(VARY, HeaderValue::from_static("Origin"));
    if let Some(origin) = origin {
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
        headers.insert(
            ACCESS_CONTROL_EXPOSE_HEADERS,
            HeaderValue::from_static(READ),
        );
    }
}
