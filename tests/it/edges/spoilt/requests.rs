//! What is claimed of heads, paths, texts, and of what a proxy says.

use super::Fault::{Answered, Asked};
use super::{Message, all_are_found, is_found_in};
use crate::edges::{cors, head, slow, smuggling, spellings, text};
use crate::harness::{Engine, World};

#[test]
fn heads_of_requests() {
    all_are_found(&[
        // Whoever stands between takes what is too long.
        (
            head::a_url_and_headers_have_their_limits,
            "422",
            Asked(|request| {
                let short = "a".repeat(100);
                request.swap(&"a".repeat(9_000), &short);
            }),
        ),
        (
            head::a_url_and_headers_have_their_limits,
            "200",
            Asked(|request| {
                let short = "a".repeat(100);
                request.swap(&"a".repeat(17_000), &short);
            }),
        ),
        (
            head::trace_gives_nothing_back,
            "kanarie",
            Answered(|request, answer| {
                answer.body = request.head.clone().into_bytes();
                answer.without("content-length");
            }),
        ),
        (
            head::a_host_of_somebody_else_changes_nothing_in_any_answer,
            "evil",
            Answered(|request, answer| {
                if request.head.contains("Host: evil.example") {
                    answer.with("link: <http://evil.example/v1/me>; rel=canonical");
                }
            }),
        ),
        (
            head::a_host_of_somebody_else_changes_nothing_in_any_answer,
            "404",
            Asked(|request| {
                if request.head.contains("x-original-url: /v1/access-log") {
                    request.swap("GET /v1/me ", "GET /v1/access-log/x ");
                }
            }),
        ),
    ]);
}

#[test]
fn spellings_of_paths() {
    all_are_found(&[
        (
            spellings::a_path_in_another_spelling_is_the_same_route_in_every_respect,
            "404",
            Asked(|request| request.swap("/logi%6e", "/logi%256e")),
        ),
        (
            spellings::a_path_in_another_spelling_is_the_same_route_in_every_respect,
            "405",
            Asked(|request| request.swap("/auth%2Flogin", "/auth/login")),
        ),
    ]);
}

#[test]
fn allowances_of_spellings_and_two_origins() {
    is_found_in(
        spellings::limited(Engine::Sqlite),
        spellings::each_draws_on_the_allowance_of_its_route,
        "POST /v1/%61uth/login",
        Asked(|request| request.swap("/%61uth", "/%2561uth")),
    );
    is_found_in(
        cors::naming(&World::start(Engine::Sqlite)),
        cors::two_are_none,
        "https://app.example.org",
        Asked(|request| request.swap("origin: https://evil.example\r\n", "")),
    );
}

#[test]
fn words_of_a_proxy() {
    // Whoever stands between leaves what the client wrote in the place of its own words.
    is_found_in(
        spellings::behind_a_proxy(Engine::Sqlite, "127.0.0.1"),
        spellings::the_nearest_hop_counts,
        "198.51.100.9, 198.51.100.1",
        Asked(|request| request.swap("198.51.100.9, 198.51.100.1", "198.51.100.9")),
    );
    // Or takes what cannot be read for nothing at all.
    is_found_in(
        spellings::behind_a_proxy(Engine::Sqlite, "127.0.0.1"),
        spellings::the_nearest_hop_counts,
        "unknown",
        Asked(|request| request.swap(", unknown", "")),
    );
}

#[test]
fn texts() {
    // What is written is composed, loses a joiner or its spaces, or gets other ends of lines before it is kept.
    const CLAIM: fn(&World) = text::a_text_comes_back_as_the_same_code_points;
    let faults: [fn(&mut Message); 4] = [
        |request| request.swap_within("e\u{301}", "\u{e9}"),
        |request| request.swap_within("\u{200d}", ""),
        |request| request.swap_within(" \"", "\""),
        |request| request.swap_within("\\r\\n", "\\n"),
    ];
    all_are_found(&faults.map(|fault| (CLAIM, "is not what was written", Asked(fault))));
    // A text is refused that has words in it.
    all_are_found(&[(
        CLAIM,
        "is refused",
        Asked(|request| {
            if request.head.starts_with("POST /v1/entries") {
                request.swap_within("{\"text\":\"", "{\"text\":\"\\u0000");
            }
        }),
    )]);
}

#[test]
fn requests_behind_requests_and_what_is_packed() {
    all_are_found(&[
        // Whoever stands between hands on the first request of a connection and loses the next.
        (
            smuggling::what_is_clear_is_read_to_its_end_and_what_follows_is_the_next_request,
            "a length: [422]",
            Asked(|request| request.body.truncate(2)),
        ),
        // And one who hides that a body is packed.
        (
            slow::what_is_packed_is_not_unpacked,
            "400",
            Asked(|request| request.without("content-encoding")),
        ),
    ]);
}
