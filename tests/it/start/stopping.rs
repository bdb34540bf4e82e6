//! How the server stops (RE-8).

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use super::{Place, Running};

#[test]
fn a_server_that_is_told_to_stop_answers_what_is_under_way_and_ends_well_within_ten_seconds() {
    for signal in ["TERM", "INT"] {
        let place = Place::new();
        let mut running = Running::start(&place);
        let http = reqwest::blocking::Client::builder()
            .no_proxy()
            .build()
            .unwrap();
        let base = format!("http://{}", place.setting("AFTERWORD_LISTEN"));
        for path in ["/healthz", "/readyz"] {
            assert_eq!(
                http.get(format!("{base}{path}")).send().unwrap().status(),
                200,
                "{path}"
            );
        }
        // One that stays connected without asking, beside the one that the client keeps open, and one in the middle of a request.
        let idle = TcpStream::connect(place.setting("AFTERWORD_LISTEN")).unwrap();
        let mut under_way = TcpStream::connect(place.setting("AFTERWORD_LISTEN")).unwrap();
        let head = "POST /v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n";
        under_way.write_all(head.as_bytes()).unwrap();
        let mut go_on = [0; 25];
        under_way.read_exact(&mut go_on).unwrap();
        assert_eq!(&go_on, b"HTTP/1.1 100 Continue\r\n\r\n");
        running.signal(signal);
        running.says("\"stopping\"");
        under_way.write_all(b"{}").unwrap();
        let mut answer = String::new();
        under_way.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 422"), "{signal}: {answer}");
        assert_eq!(
            running.end_within(Duration::from_secs(10)),
            Some(0),
            "{signal}"
        );
        drop(idle);
        assert!(http.get(format!("{base}/healthz")).send().is_err());
        let mut rest = String::new();
        running.log.read_to_string(&mut rest).unwrap();
        assert!(
            !rest.contains("\"ERROR\"") && !rest.contains("panicked"),
            "{rest}"
        );
        assert_eq!(
            place.said(&["ledger", "verify"]),
            "0 access log(s), 0 row(s), 0 broken\n"
        );
    }
}

#[test]
fn a_server_that_was_killed_starts_again_over_the_same_data() {
    let place = Place::new();
    let mut running = Running::start(&place);
    let http = reqwest::blocking::Client::builder()
        .no_proxy()
        .build()
        .unwrap();
    let base = format!("http://{}", place.setting("AFTERWORD_LISTEN"));
    let keys = http
        .get(format!("{base}/.well-known/jwks.json"))
        .send()
        .unwrap()
        .text()
        .unwrap();
    running.signal("KILL");
    running.end_within(Duration::from_secs(10));
    let _again = Running::start(&place);
    assert_eq!(
        http.get(format!("{base}/.well-known/jwks.json"))
            .send()
            .unwrap()
            .text()
            .unwrap(),
        keys
    );
}
