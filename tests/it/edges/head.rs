//! Limits of a request's head (IN-5): a URL of 8 KiB, headers of 16 KiB, and no method that repeats what it was sent (HD-6).
//! That each of these claims can fail is shown in `spoilt`.

use std::io::Write;

use reqwest::Method;

use super::{closed_after, connect, statuses};
use crate::both;

both!(a_url_and_headers_have_their_limits, |world| {
    let anyone = world.stranger();
    let with_url = |length: usize| anyone.get(&format!("/v1/prompts?phase={}", "a".repeat(length)));
    with_url(7_000).expect(422);
    assert_eq!(with_url(9_000).expect(414).code(), "url-too-long");
    let with_headers = |length: usize| {
        let request = anyone
            .request(Method::GET, "/healthz")
            .header("x-long", "a".repeat(length));
        anyone.send(request)
    };
    with_headers(10_000).expect(200);
    assert_eq!(with_headers(17_000).expect(431).code(), "headers-too-large");
    // What is beyond the buffer of a connection never becomes a request.
    let many = "X-A: a\r\n".repeat(200);
    let long = format!("X-A: {}\r\n", "a".repeat(200_000));
    for headers in [many, long] {
        let request = format!("GET /healthz HTTP/1.1\r\nHost: x\r\n{headers}\r\n");
        let answer = closed_after(world, request.as_bytes()).expect("closed");
        assert!(
            matches!(statuses(&answer).as_slice(), [400 | 431] | []),
            "{answer}"
        );
    }
});

both!(trace_gives_nothing_back, |world| {
    for path in ["/healthz", "/v1/me", "/nowhere"] {
        let request = format!(
            "TRACE {path} HTTP/1.1\r\nHost: x\r\nX-Secret: kanarie\r\nConnection: close\r\n\r\n"
        );
        let answer = closed_after(world, request.as_bytes()).expect("closed");
        assert!(
            matches!(statuses(&answer).as_slice(), [404 | 405]),
            "{answer}"
        );
        assert!(!answer.contains("kanarie"), "{answer}");
    }
});

both!(
    a_host_of_somebody_else_changes_nothing_in_any_answer,
    |world| {
        let ana = world.patient("Ana");
        let answer = ana.send(
            ana.request(Method::GET, "/v1/me")
                .header("x-forwarded-host", "evil.example")
                .header("x-forwarded-proto", "ftp")
                .header("forwarded", "host=evil.example")
                .header("x-original-url", "/v1/access-log")
                .header("x-http-method-override", "DELETE"),
        );
        answer.clone().expect(200);
        assert!(!String::from_utf8_lossy(&answer.bytes).contains("evil"));
        ana.get("/v1/me").expect(200);
        let mut stream = connect(world);
        stream
            .write_all(b"GET /v1/me HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n")
            .unwrap();
        let answer = closed_after(
            world,
            b"GET /v1/me HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
        )
        .unwrap();
        assert_eq!(statuses(&answer), [401]);
        assert!(!answer.contains("evil"), "{answer}");
    }
);
