//! The planted faults of what is claimed of every route: somebody between the clients and the service changes one thing on its way,
//! and the very claim that the suite makes of the service ends at what was changed.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

use super::{cors, head, routes, slow, smuggling, spellings, text};
use crate::harness::{Engine, World};

/// A request or an answer on its way.
struct Message {
    head: String,
    body: Vec<u8>,
}

impl Message {
    /// Reads one; an answer without a length goes on until the connection ends.
    fn read(stream: &mut impl Read, until_the_end: bool) -> Option<Self> {
        let (mut bytes, mut part) = (Vec::new(), [0; 8192]);
        let mut wanted = None;
        while until_the_end || wanted.is_none_or(|wanted| bytes.len() < wanted) {
            match stream.read(&mut part) {
                Ok(0) | Err(_) => break,
                Ok(length) => bytes.extend_from_slice(&part[..length]),
            }
            wanted = wanted.or_else(|| {
                let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")? + 4;
                let head = String::from_utf8_lossy(&bytes[..end]).to_ascii_lowercase();
                let length = head.split("content-length: ").nth(1);
                let length = length.and_then(|rest| rest.lines().next()?.parse().ok());
                Some(end + length.unwrap_or(0))
            });
        }
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")? + 2;
        Some(Self {
            head: String::from_utf8_lossy(&bytes[..end]).into_owned(),
            body: bytes[end + 2..].to_vec(),
        })
    }

    fn write(&self, stream: &mut impl Write) {
        let head = self.head.as_bytes();
        // Whoever has gone away in the meantime misses nothing.
        drop(stream.write_all(&[head, b"\r\n", &self.body].concat()));
    }

    /// Takes out the headers of this name.
    fn without(&mut self, name: &str) {
        let kept = self.head.split_inclusive("\r\n");
        let kept = kept.filter(|line| !line.to_ascii_lowercase().starts_with(&format!("{name}:")));
        self.head = kept.collect();
    }

    fn with(&mut self, header: &str) {
        self.head.push_str(header);
        self.head.push_str("\r\n");
    }

    fn swap(&mut self, from: &str, to: &str) {
        self.head = self.head.replace(from, to);
    }

    /// Changes a text in the body, and its length with it.
    fn swap_within(&mut self, from: &str, to: &str) {
        let text = String::from_utf8_lossy(&self.body).replace(from, to);
        self.body = text.into_bytes();
        self.without("content-length");
        self.with(&format!("content-length: {}", self.body.len()));
    }
}

/// What is changed of a request, and of the answer to it.
#[derive(Clone, Copy)]
enum Fault {
    Asked(fn(&mut Message)),
    Answered(fn(&Message, &mut Message)),
}

/// Stands between the clients of a world and its service, until the process ends.
fn between(world: &World, fault: Fault) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let base = format!("http://{}", listener.local_addr().expect("an address"));
    let service = world.base().trim_start_matches("http://").to_owned();
    thread::spawn(move || {
        for client in listener.incoming() {
            let (client, service) = (client.expect("a connection"), service.clone());
            thread::spawn(move || carry(client, &service, fault));
        }
    });
    base
}

fn carry(mut client: TcpStream, service: &str, fault: Fault) {
    let Some(mut asked) = Message::read(&mut client, false) else {
        return;
    };
    if let Fault::Asked(change) = fault {
        change(&mut asked);
    }
    asked.without("connection");
    asked.with("connection: close");
    let mut service = TcpStream::connect(service).expect("the service listens");
    asked.write(&mut service);
    let Some(mut answered) = Message::read(&mut service, true) else {
        return;
    };
    if let Fault::Answered(change) = fault {
        change(&asked, &mut answered);
    }
    answered.write(&mut client);
    drop(client.shutdown(Shutdown::Write));
}

/// Ends unless the claim ends, and at this place: it says these words.
#[track_caller]
fn is_found(claim: fn(&World), words: &str, fault: Fault) {
    is_found_in(World::start(Engine::Sqlite), claim, words, fault);
}

/// The same in a world with other settings.
#[track_caller]
fn is_found_in(mut world: World, claim: fn(&World), words: &str, fault: Fault) {
    let base = between(&world, fault);
    world.is_reached_by(base);
    let ended = catch_unwind(AssertUnwindSafe(|| claim(&world)));
    let why = ended.expect_err("the planted fault went by");
    let why = match why.downcast::<String>() {
        Ok(text) => *text,
        Err(other) => (*other.downcast::<&str>().expect("a text")).to_owned(),
    };
    assert!(why.contains(words), "it ended elsewhere: {why}");
}

#[test]
fn methods() {
    let claim = routes::a_method_that_a_path_does_not_have_is_405_with_those_that_it_has;
    is_found(
        claim,
        "DELETE",
        Fault::Answered(|_, answer| answer.swap("DELETE, ", "")),
    );
    let claim = routes::a_path_that_does_not_exist_is_404_whatever_the_method;
    is_found(
        claim,
        "GET /v1/entries/",
        Fault::Asked(|request| request.swap("/v1/entries/ ", "/v1/entries ")),
    );
    let claim = routes::a_path_that_does_not_exist_is_404_whatever_the_method;
    is_found(
        claim,
        "GET /v1/../v1/entries",
        Fault::Asked(|request| request.swap("/v1/../v1/entries ", "/v1/entries ")),
    );
}

#[test]
fn media_types() {
    let claim = routes::a_body_of_another_media_type_is_415_on_every_route;
    is_found(
        claim,
        "application/jsonx",
        Fault::Asked(|request| request.swap("application/jsonx", "application/json")),
    );
    let claim = routes::what_cannot_be_answered_as_accept_asks_is_406_on_every_route;
    is_found(
        claim,
        "image/png",
        Fault::Asked(|request| request.swap("accept: image/png", "accept: */*")),
    );
    let claim = routes::every_body_says_what_it_is;
    is_found(
        claim,
        "text/",
        Fault::Answered(|_, answer| answer.swap("; charset=utf-8", "")),
    );
}

#[test]
fn heads_and_safe_methods() {
    let claim = routes::a_head_is_the_head_of_the_answer_to_get_on_every_route;
    is_found(
        claim,
        "HEAD /v1/",
        Fault::Answered(|request, answer| {
            if request.head.starts_with("HEAD") {
                answer.without("etag");
            }
        }),
    );
    // A GET that removes what it should show.
    let claim = routes::safe_methods_change_nothing_but_the_log_of_what_was_read;
    is_found(
        claim,
        "changed by reading",
        Fault::Asked(|request| request.swap("GET /v1/steps/", "DELETE /v1/steps/")),
    );
}

#[test]
fn tags_and_conditions() {
    let claim = routes::one_thing_has_a_tag_that_spares_reading_it_again;
    is_found(
        claim,
        "(304, 0)",
        Fault::Asked(|request| request.without("if-none-match")),
    );
    let claim = routes::a_change_asks_which_version_it_changes_on_every_route;
    is_found(
        claim,
        "428",
        Fault::Asked(|request| {
            if request.head.starts_with("PATCH") && !request.head.contains("if-match") {
                request.with("if-match: *");
            }
        }),
    );
}

#[test]
fn tokens_in_other_places_and_cookies() {
    let claim = routes::a_token_counts_in_its_header_alone_and_no_cookie_is_ever_set;
    is_found(
        claim,
        "401",
        Fault::Asked(|request| {
            let token = request.head.split("?access_token=").nth(1);
            let token = token.and_then(|rest| rest.split(' ').next().map(ToOwned::to_owned));
            if let Some(token) = token {
                request.with(&format!("authorization: Bearer {token}"));
                request.swap(&format!("?access_token={token}"), "");
            }
        }),
    );
    is_found(
        claim,
        "set-cookie",
        Fault::Answered(|_, answer| answer.with("set-cookie: session=1")),
    );
}

#[test]
fn what_browsers_and_caches_are_told() {
    let claim = routes::an_answer_opens_nothing_in_a_browser;
    is_found(
        claim,
        "/healthz",
        Fault::Answered(|_, answer| answer.without("x-frame-options")),
    );
    is_found(
        claim,
        "frame-src",
        Fault::Answered(|_, answer| answer.swap("frame-ancestors 'none'", "frame-src 'none'")),
    );
    let claim = routes::answers_about_people_are_kept_by_nobody;
    is_found(
        claim,
        "public, max-age=60",
        Fault::Answered(|_, answer| answer.swap("no-store", "public, max-age=60")),
    );
}

#[test]
fn heads_of_requests() {
    // Whoever stands between takes what is too long.
    let claim = head::a_url_and_headers_have_their_limits;
    is_found(
        claim,
        "422",
        Fault::Asked(|request| {
            let short = "a".repeat(100);
            request.swap(&"a".repeat(9_000), &short);
        }),
    );
    is_found(
        claim,
        "200",
        Fault::Asked(|request| {
            let short = "a".repeat(100);
            request.swap(&"a".repeat(17_000), &short);
        }),
    );
    let claim = head::trace_gives_nothing_back;
    is_found(
        claim,
        "kanarie",
        Fault::Answered(|request, answer| {
            answer.body = request.head.clone().into_bytes();
            answer.without("content-length");
        }),
    );
    let claim = head::a_host_of_somebody_else_changes_nothing_in_any_answer;
    is_found(
        claim,
        "evil",
        Fault::Answered(|request, answer| {
            if request.head.contains("Host: evil.example") {
                answer.with("link: <http://evil.example/v1/me>; rel=canonical");
            }
        }),
    );
    is_found(
        claim,
        "404",
        Fault::Asked(|request| {
            if request.head.contains("x-original-url: /v1/access-log") {
                request.swap("GET /v1/me ", "GET /v1/access-log/x ");
            }
        }),
    );
}

#[test]
fn spellings_of_paths() {
    let claim = spellings::a_path_in_another_spelling_is_the_same_route_in_every_respect;
    is_found(
        claim,
        "404",
        Fault::Asked(|request| request.swap("/logi%6e", "/logi%256e")),
    );
    is_found(
        claim,
        "405",
        Fault::Asked(|request| request.swap("/auth%2Flogin", "/auth/login")),
    );
}

#[test]
fn allowances_of_spellings_and_two_origins() {
    is_found_in(
        spellings::limited(Engine::Sqlite),
        spellings::each_draws_on_the_allowance_of_its_route,
        "POST /v1/%61uth/login",
        Fault::Asked(|request| request.swap("/%61uth", "/%2561uth")),
    );
    is_found_in(
        cors::naming(&World::start(Engine::Sqlite)),
        cors::two_are_none,
        "https://app.example.org",
        Fault::Asked(|request| request.swap("origin: https://evil.example\r\n", "")),
    );
}

#[test]
fn texts() {
    // What is written is composed, loses a joiner or its spaces, or gets other ends of lines before it is kept.
    let claim = text::a_text_comes_back_as_the_same_code_points;
    let faults: [fn(&mut Message); 4] = [
        |request| request.swap_within("e\u{301}", "\u{e9}"),
        |request| request.swap_within("\u{200d}", ""),
        |request| request.swap_within(" \"", "\""),
        |request| request.swap_within("\\r\\n", "\\n"),
    ];
    for fault in faults {
        is_found(claim, "is not what was written", Fault::Asked(fault));
    }
    // A text is refused that has words in it.
    is_found(
        claim,
        "is refused",
        Fault::Asked(|request| {
            if request.head.starts_with("POST /v1/entries") {
                request.swap_within("{\"text\":\"", "{\"text\":\"\\u0000");
            }
        }),
    );
}

#[test]
fn pages_of_other_origins() {
    let claim = cors::only_a_named_origin_may_read_an_answer_on_every_route;
    is_found(
        claim,
        "from ",
        Fault::Answered(|request, answer| {
            if request.head.contains("origin: null") {
                answer.with("access-control-allow-origin: *");
            }
        }),
    );
    let claim = cors::only_a_page_of_a_named_origin_may_ask_before_it_sends;
    is_found(
        claim,
        "access-control-",
        Fault::Answered(|request, answer| {
            if request.head.starts_with("OPTIONS") {
                answer.with("access-control-allow-headers: *");
            }
        }),
    );
}

#[test]
fn requests_behind_requests_and_what_is_packed() {
    // Whoever stands between hands on the first request of a connection and loses the next.
    let claim = smuggling::what_is_clear_is_read_to_its_end_and_what_follows_is_the_next_request;
    is_found(
        claim,
        "a length: [422]",
        Fault::Asked(|request| request.body.truncate(2)),
    );
    // And one who hides that a body is packed.
    let claim = slow::what_is_packed_is_not_unpacked;
    is_found(
        claim,
        "400",
        Fault::Asked(|request| request.without("content-encoding")),
    );
}
