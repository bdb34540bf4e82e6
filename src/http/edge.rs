//! The edge: what every answer carries, what every request costs, and one log line without content.

use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Instant;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::{CACHE_CONTROL, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{HttpMessage, HttpRequest, HttpResponse, ResponseError, web};
use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::access::gate::Gate;
use crate::error::{Error, Problem};
use crate::ids::RequestId;

/// The headers that every answer carries (HD-1).
const HEADERS: &[(&str, &str)] = &[
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    (
        "content-security-policy",
        "default-src 'none'; frame-ancestors 'none'",
    ),
    ("cross-origin-resource-policy", "same-origin"),
    ("x-frame-options", "DENY"),
    ("cache-control", "no-store"),
];

/// The allowances at the edge: by address, IPv6 by its /64 network.
pub struct Edge {
    guarded: DefaultKeyedRateLimiter<IpAddr>,
    general: DefaultKeyedRateLimiter<IpAddr>,
    on: bool,
    proxies: Vec<IpAddr>,
    secure: bool,
}

impl std::fmt::Debug for Edge {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Edge")
    }
}

/// Requests a minute to where secrets can be guessed: sign-in, codes, invitations.
const GUARDED: NonZeroU32 = NonZeroU32::new(30).unwrap();
/// Requests a minute to everything else.
const GENERAL: NonZeroU32 = NonZeroU32::new(1_200).unwrap();

impl Edge {
    /// The edge of one server; `secure` says that clients come by https.
    pub fn new(on: bool, proxies: Vec<IpAddr>, secure: bool) -> Self {
        Self {
            guarded: RateLimiter::keyed(Quota::per_minute(GUARDED)),
            general: RateLimiter::keyed(Quota::per_minute(GENERAL)),
            on,
            proxies,
            secure,
        }
    }

    /// Takes one request from the allowance of its address: how many are left, or how many seconds to wait.
    fn take(&self, path: &str, peer: IpAddr) -> Result<(), u64> {
        if !self.on {
            return Ok(());
        }
        let limiter = match kind(path) {
            "guarded" => &self.guarded,
            _ => &self.general,
        };
        limiter.check_key(&network(peer)).map_err(|denied| {
            denied
                .wait_time_from(DefaultClock::default().now())
                .as_secs()
                + 1
        })
    }

    /// Forgets the addresses whose allowance is whole again.
    pub fn forget_idle(&self) {
        self.guarded.retain_recent();
        self.general.retain_recent();
    }

    /// Who is at the other end: the peer, or what the nearest trusted proxy says of it.
    fn client(&self, req: &HttpRequest) -> IpAddr {
        let peer = req
            .peer_addr()
            .map_or(IpAddr::V6(Ipv6Addr::LOCALHOST), |peer| peer.ip());
        if !self.proxies.contains(&peer) {
            return peer;
        }
        let forwarded = req
            .headers()
            .get_all("x-forwarded-for")
            .filter_map(|value| value.to_str().ok());
        let hops: Vec<IpAddr> = forwarded
            .flat_map(|value| value.split(','))
            .filter_map(|hop| hop.trim().parse().ok())
            .collect();
        hops.into_iter()
            .rev()
            .find(|hop| !self.proxies.contains(hop))
            .unwrap_or(peer)
    }
}

/// The name of the allowance that a path draws on, as `RateLimit-Policy` names it.
fn kind(path: &str) -> &'static str {
    if path.starts_with("/v1/auth/") || path.starts_with("/v1/care/") {
        "guarded"
    } else {
        "general"
    }
}

/// One household or one machine: an IPv4 address, or a /64 of IPv6.
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(v6) => v6.to_ipv4_mapped().map_or_else(
            || IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & (u128::MAX << 64))),
            IpAddr::V4,
        ),
    }
}

/// Wraps every route: request id, allowance, headers, problem body, log line.
pub async fn edge<B: MessageBody + 'static>(
    req: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let started = Instant::now();
    let (Some(edge), Some(gate)) = (
        req.app_data::<web::Data<Arc<Edge>>>().cloned(),
        req.app_data::<web::Data<Gate>>(),
    ) else {
        return Err(Error::internal("no edge").into());
    };
    let id = RequestId::new(gate.clock().now());
    req.extensions_mut().insert(id);
    let allowed = edge.take(req.path(), edge.client(req.request()));
    let other_method = req
        .app_data::<web::Data<Paths>>()
        .and_then(|paths| paths.refuse(req.path(), req.method()));
    let answered = match allowed {
        Ok(()) => match other_method {
            Some(error) => req.into_response(error.error_response()),
            None => match next.call(req).await {
                Ok(answer) => answer.map_into_boxed_body(),
                Err(error) => return Err(error),
            },
        },
        Err(seconds) => {
            let mut refused = Error::TooMany(seconds).error_response();
            if let Ok(value) =
                HeaderValue::from_str(&format!("\"{}\";r=0;t={seconds}", kind(req.path())))
            {
                refused
                    .headers_mut()
                    .insert(HeaderName::from_static("ratelimit"), value);
            }
            req.into_response(refused)
        }
    };
    let answer = finish(answered, id, &edge);
    let route = answer
        .request()
        .match_pattern()
        .unwrap_or_else(|| "unknown".to_owned());
    // The pattern, never the path: a path can hold what a client put there.
    tracing::info!(
        request = %id, method = %method_name(answer.request().method()), route, status = answer.status().as_u16(),
        micros = u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX), "answered"
    );
    Ok(answer)
}

/// A method's name, or `OTHER`: a method too can hold what a client put there.
fn method_name(method: &Method) -> &str {
    const KNOWN: [Method; 7] = [
        Method::GET,
        Method::POST,
        Method::PUT,
        Method::PATCH,
        Method::DELETE,
        Method::HEAD,
        Method::OPTIONS,
    ];
    if KNOWN.contains(method) {
        method.as_str()
    } else {
        "OTHER"
    }
}

fn finish(
    mut answer: ServiceResponse<BoxBody>,
    id: RequestId,
    edge: &Edge,
) -> ServiceResponse<BoxBody> {
    let problem = answer.response_mut().extensions_mut().remove::<Problem>();
    if let Some(problem) = problem {
        let body = problem.render(id);
        answer = answer.map_body(|_, _| BoxBody::new(body));
    }
    let limits = edge.on;
    let headers = answer.headers_mut();
    for (name, value) in HEADERS {
        if !headers.contains_key(*name) {
            headers.insert(
                HeaderName::from_static(name),
                HeaderValue::from_static(value),
            );
        }
    }
    if edge.secure {
        headers.insert(
            HeaderName::from_static("strict-transport-security"),
            HeaderValue::from_static("max-age=31536000; includeSubDomains"),
        );
    }
    if limits {
        headers.insert(
            HeaderName::from_static("ratelimit-policy"),
            HeaderValue::from_static("\"guarded\";q=30;w=60, \"general\";q=1200;w=60"),
        );
    }
    if let Ok(value) = HeaderValue::from_str(&id.to_string()) {
        headers.insert(HeaderName::from_static("x-request-id"), value);
    }
    answer
}

/// Answers what no route answers: 405 with `Allow` where the path is known under other methods, 404 elsewhere.
pub async fn unrouted(req: HttpRequest, paths: web::Data<Paths>) -> HttpResponse {
    let methods = paths.methods(req.path());
    let error = if methods.is_empty() {
        Error::NotFound
    } else {
        Error::MethodNotAllowed(methods.into_iter().collect::<Vec<_>>().join(", "))
    };
    error.error_response()
}

/// Every path of the document with its methods.
#[derive(Debug)]
pub struct Paths(Vec<(Vec<String>, BTreeSet<String>)>);

impl Paths {
    /// Reads them from the document.
    pub fn of(document: &serde_json::Value) -> Self {
        let paths = document
            .get("paths")
            .and_then(serde_json::Value::as_object)
            .into_iter()
            .flatten();
        Self(
            paths
                .map(|(path, operations)| {
                    let methods = operations
                        .as_object()
                        .into_iter()
                        .flatten()
                        .map(|(method, _)| method.to_ascii_uppercase())
                        .collect();
                    (path.split('/').map(ToOwned::to_owned).collect(), methods)
                })
                .collect(),
        )
    }

    /// Why a path that stands in the document as it is does not take this method; a path with an id in it is left to its route,
    /// which would else take the name of the other for an id.
    fn refuse(&self, path: &str, method: &Method) -> Option<Error> {
        let literal = |pattern: &[String]| pattern.iter().map(String::as_str).eq(path.split('/'));
        let (_, methods) = self.0.iter().find(|(pattern, _)| literal(pattern))?;
        if methods.contains(method.as_str()) {
            return None;
        }
        let allowed: Vec<&str> = methods.iter().map(String::as_str).collect();
        Some(Error::MethodNotAllowed(allowed.join(", ")))
    }

    fn methods(&self, path: &str) -> BTreeSet<String> {
        let parts: Vec<&str> = path.split('/').collect();
        let fits = |pattern: &[String]| {
            pattern.len() == parts.len()
                && pattern
                    .iter()
                    .zip(&parts)
                    .all(|(want, got)| want.starts_with('{') || want == got)
        };
        self.0
            .iter()
            .filter(|(pattern, _)| fits(pattern))
            .flat_map(|(_, methods)| methods.iter().cloned())
            .collect()
    }
}

/// Lets shared caches keep a public answer for five minutes.
pub(crate) fn public(mut answer: HttpResponse) -> HttpResponse {
    answer.headers_mut().insert(
        CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=300"),
    );
    answer
}
