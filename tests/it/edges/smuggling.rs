//! Where one request ends and the next begins is never in doubt (IN-7; ASVS 4.2.1): what could be read in two ways is refused, the
//! connection is closed, and nothing behind it is taken for a request. Spoken over plain TCP to the real server.

use super::{closed_after, statuses};
use crate::both;
use crate::harness::World;

/// What would be answered with 200 if it were taken for a request of its own.
const HIDDEN: &str = "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n";

/// Heads and bodies that could be read in two ways.
const DOUBTFUL: &[(&str, &str)] = &[
    (
        "both lengths",
        "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    ),
    (
        "both lengths, the other way round",
        "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
    ),
    (
        "both lengths, one of nothing",
        "Transfer-Encoding: chunked\r\nContent-Length: 0\r\n\r\n0\r\n\r\n",
    ),
    (
        "two lengths",
        "Content-Length: 2\r\nContent-Length: 40\r\n\r\n{}",
    ),
    (
        "two lengths alike",
        "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}",
    ),
    ("a list of lengths", "Content-Length: 2, 2\r\n\r\n{}"),
    ("a length with a sign", "Content-Length: +2\r\n\r\n{}"),
    ("a negative length", "Content-Length: -2\r\n\r\n{}"),
    ("a length in base 16", "Content-Length: 0x2\r\n\r\n{}"),
    (
        "a length with a space in it",
        "Content-Length: 0 2\r\n\r\n{}",
    ),
    ("a length of nothing", "Content-Length:\r\n\r\n{}"),
    (
        "a length past 64 bits",
        "Content-Length: 18446744073709551618\r\n\r\n{}",
    ),
    ("a length in words", "Content-Length: two\r\n\r\n{}"),
    (
        "a coding that is none",
        "Transfer-Encoding: identity\r\n\r\n{}",
    ),
    (
        "a coding that nobody knows",
        "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    ),
    (
        "two codings",
        "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
    ),
    (
        "chunks that are not last",
        "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
    ),
    (
        "the coding twice",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    ),
    (
        "the coding behind a vertical tab",
        "Transfer-Encoding: \x0bchunked\r\n\r\n0\r\n\r\n",
    ),
    (
        "a space before the colon of the length",
        "Content-Length : 2\r\n\r\n{}",
    ),
    (
        "a space before the colon of the coding",
        "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
    ),
    (
        "a folded line",
        "X-Long: a\r\n b\r\nContent-Length: 2\r\n\r\n{}",
    ),
    (
        "a folded coding",
        "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n",
    ),
    (
        "a bare CR in a value",
        "X-A: a\rContent-Length: 40\r\nContent-Length: 2\r\n\r\n{}",
    ),
    (
        "a bare CR at the end of a line",
        "X-A: a\rContent-Length: 2\r\r",
    ),
    ("NUL in a value", "X-A: a\0b\r\nContent-Length: 2\r\n\r\n{}"),
    ("a bracket in a name", "Content[Length: 2\r\n\r\n{}"),
    ("a line without a colon", "Content-Length 2\r\n\r\n{}"),
    ("a second host", "Host: y\r\nContent-Length: 2\r\n\r\n{}"),
    (
        "no size of a chunk",
        "Transfer-Encoding: chunked\r\n\r\n\r\n{}\r\n0\r\n\r\n",
    ),
    (
        "a size of a chunk in words",
        "Transfer-Encoding: chunked\r\n\r\ntwo\r\n{}\r\n0\r\n\r\n",
    ),
    (
        "a negative size of a chunk",
        "Transfer-Encoding: chunked\r\n\r\n-2\r\n{}\r\n0\r\n\r\n",
    ),
    (
        "a size of a chunk with 0x",
        "Transfer-Encoding: chunked\r\n\r\n0x2\r\n{}\r\n0\r\n\r\n",
    ),
    (
        "a size of a chunk past 64 bits",
        "Transfer-Encoding: chunked\r\n\r\n10000000000000002\r\n{}\r\n0\r\n\r\n",
    ),
    (
        "a size of a chunk with digits after a space",
        "Transfer-Encoding: chunked\r\n\r\n2 0\r\n{}\r\n0\r\n\r\n",
    ),
    (
        "a bare LF after the size of a chunk",
        "Transfer-Encoding: chunked\r\n\r\n2\n{}\r\n0\r\n\r\n",
    ),
    (
        "a bare LF in an extension of a chunk",
        "Transfer-Encoding: chunked\r\n\r\n2;a\nb\r\n{}\r\n0\r\n\r\n",
    ),
    (
        "a chunk that is longer than it says",
        "Transfer-Encoding: chunked\r\n\r\n1\r\n{}\r\n0\r\n\r\n",
    ),
    (
        "a bare LF after a chunk",
        "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\n0\r\n\r\n",
    ),
    (
        "another protocol asked for, and a length",
        "Connection: upgrade\r\nUpgrade: websocket\r\nContent-Length: 2\r\n\r\n{}",
    ),
];

/// First lines that are none of HTTP/1.1.
const NO_FIRST_LINE: &[(&str, &str)] = &[
    ("no host", "GET /healthz HTTP/1.1\r\n\r\n"),
    (
        "a space in the target",
        "GET /healthz x HTTP/1.1\r\nHost: x\r\n\r\n",
    ),
    (
        "two spaces before the version",
        "GET /healthz  HTTP/1.1\r\nHost: x\r\n\r\n",
    ),
    (
        "a version that is not spoken",
        "GET /healthz HTTP/2.0\r\nHost: x\r\n\r\n",
    ),
    (
        "a version that does not exist",
        "GET /healthz HTTP/1.9\r\nHost: x\r\n\r\n",
    ),
    ("no version", "GET /healthz\r\nHost: x\r\n\r\n"),
    (
        "a space before the first header",
        "GET /healthz HTTP/1.1\r\n Host: x\r\n\r\n",
    ),
    (
        "chunks in HTTP/1.0",
        "POST /v1/auth/login HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    ),
    (
        "a tunnel",
        "CONNECT example.org:443 HTTP/1.1\r\nHost: example.org:443\r\n\r\n",
    ),
    (
        "TLS to where there is none",
        "\x16\x03\x01\x02\0\x01\0\x01\u{7f}\x03\x03aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n\r\n",
    ),
];

fn login(rest: &str) -> String {
    format!("POST /v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n{rest}")
}

both!(
    what_could_end_in_two_places_is_refused_and_the_connection_closed,
    |world| {
        let bodies = DOUBTFUL.iter().map(|(name, rest)| (*name, login(rest)));
        let heads = NO_FIRST_LINE
            .iter()
            .map(|(name, head)| (*name, (*head).to_owned()));
        let wrong: Vec<String> = bodies
            .chain(heads)
            .filter_map(|(name, request)| {
                taken(world, &request).map(|how| format!("{name}: {how}"))
            })
            .collect();
        assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
    }
);

/// How a request was taken that should have been refused with the connection closed, and nothing behind it read; nothing where it was.
fn taken(world: &World, request: &str) -> Option<String> {
    let answer = closed_after(world, format!("{request}{HIDDEN}{HIDDEN}").as_bytes());
    let Some(answer) = answer else {
        return Some("left open".to_owned());
    };
    let statuses = statuses(&answer);
    let refused = !statuses.is_empty()
        && statuses
            .iter()
            .all(|status| matches!(status, 400 | 405 | 501 | 505));
    (!refused).then(|| format!("{statuses:?}"))
}

both!(what_is_taken_for_a_request_is_found, |world| {
    // The planted fault: requests that end in one place alone, so that what is hidden behind them is answered.
    let good = login("Connection: close\r\nContent-Length: 2\r\n\r\n{}");
    assert!(taken(world, &good).is_some());
    let closing = "GET /nowhere HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    // Whatever of it comes back before the connection closes, it is no refusal.
    assert!(taken(world, &format!("{HIDDEN}{closing}")).is_some());
});

both!(
    what_is_clear_is_read_to_its_end_and_what_follows_is_the_next_request,
    |world| {
        for (name, request, first, may_close) in [
            ("a length", login("Content-Length: 2\r\n\r\n{}"), 422, false),
            (
                "chunks",
                login("Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n1;a=b\r\n}\r\n0\r\n\r\n"),
                422,
                false,
            ),
            (
                "chunks with a trailer",
                login("Transfer-Encoding: Chunked\r\n\r\n2\r\n{}\r\n0\r\nX-Late: a\r\n\r\n"),
                422,
                false,
            ),
            (
                "a request in the body",
                login(&format!("Content-Length: {}\r\n\r\n{HIDDEN}", HIDDEN.len())),
                400,
                false,
            ),
            (
                "a body where none is asked for",
                format!(
                    "GET /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: {}\r\n\r\n{HIDDEN}",
                    HIDDEN.len()
                ),
                200,
                true,
            ),
            (
                "a head alone",
                "HEAD /readyz HTTP/1.1\r\nHost: x\r\n\r\n".to_owned(),
                200,
                false,
            ),
        ] {
            let last = "GET /nowhere HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
            let answer = closed_after(world, format!("{request}{last}").as_bytes()).expect(name);
            let statuses = statuses(&answer);
            assert_eq!(statuses.first(), Some(&first), "{name}: {answer}");
            // A server may also close after a body that it did not read; it must not read that as a request.
            assert!(
                statuses[1..] == [404] || (may_close && statuses.len() == 1),
                "{name}: {statuses:?}"
            );
        }
    }
);
