//! The edge: what every answer carries, what every request costs, and one log line without content.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::{Duration, Instant};

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{ACCEPT, CACHE_CONTROL, HeaderName, HeaderValue, UPGRADE};
use actix_web::http::{ConnectionType, Method};
use actix_web::middleware::Next;
use actix_web::{HttpMessage, HttpRequest, HttpResponse, ResponseError, web};

use tracing::{Instrument, Span};

use super::allowance::{self, Allowances, Kind, Verdict, Who, is_search};
use super::cors;
use super::events::{self, Happened, Proved};
pub use super::paths::Paths;
use super::queue::{Queue, Turn};
use super::traffic::Traffic;
use super::unread::Unread;
use crate::access::gate::Gate;
use crate::config::{Patience, SPANS, Settings};
use crate::db::DatabaseUrl;
use crate::error::{Error, Problem, Result};
use crate::ids::{AccountId, RequestId};
use crate::time::At;

/// The headers that every answer carries (HD-1).
const HEADERS: &[(&str, &str)] = &[
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    (
        "content-security-policy",
        "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    ),
    ("cross-origin-resource-policy", "same-origin"),
    ("x-frame-options", "DENY"),
    ("cache-control", "no-store"),
];

/// The most bytes of a URL: the longest search, each letter escaped, and room beside it.
const URL_LIMIT: usize = 8 * 1024;
/// The most bytes of all headers together.
const HEADERS_LIMIT: usize = 16 * 1024;

/// What stands between a connection and the routes.
#[derive(Debug)]
pub struct Edge {
    allowances: Allowances,
    on: bool,
    /// Who writes or puts back an archive.
    pub(super) leaving: Queue,
    /// Whose archive is on its way here.
    pub(super) uploading: Queue,
    searching: Queue,
    proxies: Vec<IpAddr>,
    origins: Vec<String>,
    secure: bool,
    traffic: Traffic,
    /// A request that takes so long is told of.
    slow: Duration,
    /// How long a body is waited for.
    pub(super) patience: Patience,
}

/// The edge of the server that a request came to.
pub(super) fn of(req: &HttpRequest) -> Result<Arc<Edge>> {
    req.app_data::<web::Data<Arc<Edge>>>()
        .map(|edge| Arc::clone(edge.get_ref()))
        .ok_or_else(|| Error::internal("no edge"))
}

/// How many do it at once, and how many more wait: exports hold much memory, searches hold a lane each.
const LEAVING: (usize, usize) = (2, 14);
const UPLOADING: (usize, usize) = (8, 0);
const SEARCHING: (usize, usize) = (4, 60);

impl Edge {
    /// The edge of one server, which counts what it answers.
    pub fn new(settings: &Settings, traffic: Traffic) -> Self {
        Self {
            allowances: Allowances::new(matches!(settings.database, DatabaseUrl::Postgres(_))),
            on: settings.rate_limits,
            leaving: Queue::new(LEAVING.0, LEAVING.1),
            uploading: Queue::new(UPLOADING.0, UPLOADING.1),
            searching: Queue::new(SEARCHING.0, SEARCHING.1),
            proxies: settings
                .trusted_proxies
                .iter()
                .map(IpAddr::to_canonical)
                .collect(),
            origins: settings.cors_origins.clone(),
            secure: settings.public_url.starts_with("https://"),
            traffic,
            slow: settings.slow_request,
            patience: settings.patience,
        }
    }

    /// Takes one request from the allowance of its address, where allowances are counted; `/healthz` is for whoever watches.
    async fn take(&self, gate: &Gate, req: &ServiceRequest) -> Result<Option<Verdict>> {
        if !self.on || routed(req) == "/healthz" {
            return Ok(None);
        }
        let kind = Kind::of(req.method().as_str(), routed(req), req.query_string());
        let who = Who::at(self.client(req.request()));
        self.allowances.take(gate, kind, who).await.map(Some)
    }

    /// Takes one request from the allowance of the account that a token has just proved.
    pub(crate) fn take_of(req: &HttpRequest, account: AccountId, now: At) -> Result<()> {
        req.extensions_mut().insert(Proved(account));
        let Some(edge) = req
            .app_data::<web::Data<Arc<Self>>>()
            .filter(|edge| edge.on)
        else {
            return Ok(());
        };
        let who = Who::Account(account);
        let verdict = edge.allowances.take_here(Kind::Account, who, now.micros());
        if verdict.allowed {
            return Ok(());
        }
        req.extensions_mut().insert(verdict);
        Err(Error::TooMany(verdict.seconds))
    }

    /// Whether a refusal for want of this account's allowance is to be told: the first one in a minute.
    pub(crate) fn is_news(req: &HttpRequest, account: AccountId, now: At) -> bool {
        let who = Who::Account(account);
        req.app_data::<web::Data<Arc<Self>>>()
            .is_some_and(|edge| edge.allowances.is_news(Kind::Account, who, now.micros()))
    }

    /// Forgets the allowances that are whole again.
    pub async fn forget_idle(&self, gate: &Gate) {
        if self.on
            && let Err(error) = self.allowances.forget_idle(gate).await
        {
            let reason = error.reason();
            tracing::warn!(reason, "idle allowances could not be forgotten");
        }
    }

    /// Waits for a turn where the request is heavy work.
    async fn turn(&self, req: &ServiceRequest) -> Result<Option<Turn>> {
        if routed(req) == "/v1/me/export" {
            self.leaving.turn().await.map(Some)
        } else if is_search(routed(req), req.query_string()) {
            self.searching.turn().await.map(Some)
        } else {
            Ok(None)
        }
    }

    /// Counts an answer, and writes one line for it; one more where it took long, and one where it is of concern to whoever guards the
    /// service.
    fn tell(
        &self,
        answer: &ServiceResponse<BoxBody>,
        asked: &Method,
        id: RequestId,
        network: Who,
        took: Duration,
    ) {
        // The pattern, never the path: a path can hold what a client put there.
        let route = answer.request().match_pattern();
        let route = route.as_deref().unwrap_or(events::UNKNOWN);
        let (method, status) = (method_name(asked), answer.status());
        self.traffic.answered(method, route, status, took);
        let status = status.as_u16();
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        tracing::info!(request = %id, method, route, status, micros, "answered");
        if took >= self.slow {
            tracing::warn!(request = %id, method, route, status, micros, "slow");
        }
        let account = answer.request().extensions().get::<Proved>().copied();
        events::tell(Happened {
            request: id,
            account: account.map(|Proved(account)| account),
            network,
            method,
            route,
            status,
        });
    }

    /// Who is at the other end: the peer, or what the nearest trusted proxy says of it (RL-3). Hops are read from the nearest one on;
    /// what stands behind one that cannot be read may be the client's own words, so the last proxy that is trusted counts then.
    fn client(&self, req: &HttpRequest) -> IpAddr {
        let peer = req
            .peer_addr()
            .map_or(IpAddr::V6(Ipv6Addr::LOCALHOST), |peer| {
                peer.ip().to_canonical()
            });
        if !self.proxies.contains(&peer) {
            return peer;
        }
        let forwarded = req.headers().get_all("x-forwarded-for");
        let hops: Vec<Option<IpAddr>> = forwarded
            .flat_map(|value| value.as_bytes().split(|byte| *byte == b','))
            .map(hop)
            .collect();
        let mut last = peer;
        for hop in hops.into_iter().rev() {
            let Some(hop) = hop else { break };
            last = hop;
            if !self.proxies.contains(&hop) {
                break;
            }
        }
        last
    }
}

/// The address that a hop names: alone, in brackets, or with a port.
fn hop(text: &[u8]) -> Option<IpAddr> {
    let text = std::str::from_utf8(text).ok()?.trim();
    let bare = text
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
        .unwrap_or(text);
    let address = bare.parse::<IpAddr>();
    let address = address.or_else(|_| text.parse::<SocketAddr>().map(|with_port| with_port.ip()));
    address.ok().map(|address| address.to_canonical())
}

/// The path as routes are found by it: percent-encoded letters are letters here too, so that no spelling of a path goes round what
/// holds for it.
fn routed(req: &ServiceRequest) -> &str {
    req.match_info().as_str()
}

/// What no route needs to look at: limits, methods, media types. Refusals that cost nothing come first.
fn fits(req: &ServiceRequest) -> Result<()> {
    if req.uri().path_and_query().map_or(0, |it| it.as_str().len()) > URL_LIMIT {
        return Err(Error::UrlTooLong);
    }
    let headers = req.headers().iter();
    if headers
        .map(|(name, value)| name.as_str().len() + value.len())
        .sum::<usize>()
        > HEADERS_LIMIT
    {
        return Err(Error::HeadersTooLarge);
    }
    if req.headers().contains_key(UPGRADE) || *req.method() == Method::CONNECT {
        // The parser takes all that follows for the body then, whatever its stated length (IN-7).
        return Err(Error::Malformed);
    }
    let Some(paths) = req.app_data::<web::Data<Paths>>() else {
        return Ok(());
    };
    if let Some(error) = paths.refuse(routed(req), req.method()) {
        return Err(error);
    }
    let accepts = req.headers().get_all(ACCEPT).map(HeaderValue::to_str);
    let accept = accepts
        .collect::<Result<Vec<_>, _>>()
        .map_err(|_| Error::NotAcceptable)?
        .join(",");
    if accept.is_empty() || paths.can_answer(routed(req), req.method(), &accept) {
        Ok(())
    } else {
        Err(Error::NotAcceptable)
    }
}

/// Wraps every route: request id, allowance, headers, problem body, log lines.
pub async fn edge<B: MessageBody + 'static>(
    mut req: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let started = Instant::now();
    let (Some(edge), Some(gate)) = (
        req.app_data::<web::Data<Arc<Edge>>>().cloned(),
        req.app_data::<web::Data<Gate>>().cloned(),
    ) else {
        return Err(Error::internal("no edge").into());
    };
    let under_way = edge.traffic.begin();
    let id = RequestId::new(gate.clock().now());
    req.extensions_mut().insert(id);
    let asked = req.method().clone();
    let network = Who::at(edge.client(req.request()));
    let origin = cors::named(req.headers(), &edge.origins);
    if asked == Method::HEAD {
        // The route answers as to GET; the server leaves the body away because it was asked for the head (RFC 9110 §9.3.2).
        req.head_mut().method = Method::GET;
    }
    let unread = Unread::of(&mut req);
    let mut met = None;
    let span = span(&req, &asked);
    let answering = async {
        let answered = match admit(&edge, &gate, &req, origin.is_some(), &mut met).await {
            Ok(Admitted::Route(turn)) => {
                let answer = next.call(req).await?.map_into_boxed_body();
                drop(turn);
                answer
            }
            Ok(Admitted::Preflight(answer)) => req.into_response(answer),
            Err(error) => req.into_response(error.error_response()),
        };
        gate.put_on_record(answered.request()).await;
        Ok::<_, actix_web::Error>(answered)
    };
    let answered = answering.instrument(span.clone()).await?;
    let account_met = answered.request().extensions().get::<Verdict>().copied();
    let mut answer = finish(answered, id, &edge, account_met.or(met));
    if !edge.origins.is_empty() {
        cors::open(answer.headers_mut(), origin.as_ref());
    }
    drop(under_way);
    edge.tell(&answer, &asked, id, network, started.elapsed());
    span.record("http.response.status_code", answer.status().as_u16());
    if answer.status().is_server_error() {
        span.record("otel.status_code", "ERROR");
    }
    Ok(match unread {
        Some(unread) => answer.map_body(|_, body| unread.until_sent(body)),
        None => answer,
    })
}

/// What becomes of a request that nothing speaks against.
enum Admitted {
    /// It goes on to its route, and keeps its turn until it is answered.
    Route(Option<Turn>),
    /// A browser asked whether a page may send.
    Preflight(HttpResponse),
}

async fn admit(
    edge: &Edge,
    gate: &Gate,
    req: &ServiceRequest,
    of_named_origin: bool,
    met: &mut Option<Verdict>,
) -> Result<Admitted> {
    *met = edge.take(gate, req).await?;
    if let Some(refused) = met.filter(|verdict| !verdict.allowed) {
        return Err(Error::TooMany(refused.seconds));
    }
    if of_named_origin && cors::is_preflight(req.method(), req.headers()) {
        let paths = req.app_data::<web::Data<Paths>>();
        let methods = paths.and_then(|paths| paths.allowed(routed(req)));
        return Ok(Admitted::Preflight(cors::preflight(
            &methods.ok_or(Error::NotFound)?,
        )));
    }
    fits(req)?;
    Ok(Admitted::Route(edge.turn(req).await?))
}

/// The span of a request, as OpenTelemetry's conventions for HTTP servers have it; nothing where no collector asks for it.
fn span(req: &ServiceRequest, asked: &Method) -> Span {
    use tracing::field::Empty;
    if !tracing::enabled!(target: SPANS, tracing::Level::INFO) {
        return Span::none();
    }
    // The pattern, never the path.
    let route = req.match_pattern();
    let route = route.as_deref().unwrap_or(events::UNKNOWN);
    let method = method_name(asked);
    tracing::info_span!(
        target: SPANS,
        "request",
        otel.name = format!("{method} {route}"),
        otel.kind = "server",
        otel.status_code = Empty,
        http.request.method = method,
        http.route = route,
        http.response.status_code = Empty,
    )
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
    met: Option<Verdict>,
) -> ServiceResponse<BoxBody> {
    let problem = answer.response_mut().extensions_mut().remove::<Problem>();
    if let Some(problem) = problem {
        let body = problem.render(id);
        answer = answer.map_body(|_, _| BoxBody::new(body));
    }
    let request = answer.request();
    if request.headers().contains_key(UPGRADE) || *request.method() == Method::CONNECT {
        let head = answer.response_mut().head_mut();
        head.set_connection_type(ConnectionType::Close);
    }
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
    let mut told = vec![("x-request-id", id.to_string())];
    if edge.on {
        told.push(("ratelimit-policy", allowance::policy()));
        told.extend(met.map(|verdict| ("ratelimit", verdict.field())));
    }
    for (name, value) in told {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(HeaderName::from_static(name), value);
        }
    }
    answer
}

/// Answers what no route answers: 405 with `Allow` where the path is known under other methods, 404 elsewhere.
pub async fn unrouted(req: HttpRequest, paths: web::Data<Paths>) -> HttpResponse {
    paths
        .allowed(req.match_info().as_str())
        .map_or(Error::NotFound, Error::MethodNotAllowed)
        .error_response()
}

/// Lets shared caches keep a public answer for five minutes.
pub(crate) fn public(mut answer: HttpResponse) -> HttpResponse {
    answer.headers_mut().insert(
        CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=300"),
    );
    answer
}
