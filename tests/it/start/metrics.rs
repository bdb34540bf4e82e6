//! `/metrics` of the binary: where it is served and where not, and the lines of slow requests (HD-6, OP-3).

use std::net::TcpListener;

use super::{Place, Running};

/// A place with a listener for figures.
fn place() -> (Place, String) {
    let mut place = Place::new();
    let free = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = free.local_addr().unwrap().to_string();
    place
        .settings
        .push(("AFTERWORD_METRICS_LISTEN", address.clone()));
    (place, address)
}

fn asked(address: &str, path: &str) -> (u16, String) {
    let http = reqwest::blocking::Client::builder()
        .no_proxy()
        .build()
        .unwrap();
    let answer = http.get(format!("http://{address}{path}")).send().unwrap();
    (answer.status().as_u16(), answer.text().unwrap())
}

#[test]
fn figures_have_a_listener_of_their_own_and_clients_find_none() {
    let (place, address) = place();
    let _running = Running::start(&place);
    let clients = place.setting("AFTERWORD_LISTEN");
    assert_eq!(asked(clients, "/metrics").0, 404);
    assert_eq!(asked(clients, "/healthz").0, 200);
    let (status, figures) = asked(&address, "/metrics");
    assert_eq!(status, 200);
    for name in [
        "http_server_request_duration_seconds_count{http_request_method=\"GET\",http_response_status_code=\"200\",http_route=\"/healthz\"} 1",
        "afterword_build_info{version=\"",
        "afterword_disk_free_bytes ",
        "afterword_db_work_seconds_count{kind=\"write\"} ",
        "process_resident_memory_bytes ",
        "process_open_fds ",
    ] {
        assert!(figures.contains(name), "{name}: {figures}");
    }
    for path in ["/", "/healthz", "/v1/me", "/metrics/x"] {
        assert_eq!(asked(&address, path).0, 404, "{path}");
    }
}

#[test]
fn an_address_for_figures_that_is_taken_stops_the_start_before_any_data_is_touched() {
    let mut place = Place::new();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    place.settings.push((
        "AFTERWORD_METRICS_LISTEN",
        taken.local_addr().unwrap().to_string(),
    ));
    let said = place.refused(&[]);
    assert!(
        said.starts_with("afterword: AFTERWORD_METRICS_LISTEN: "),
        "{said}"
    );
    assert!(place.files().is_empty());
}

#[test]
fn where_none_was_named_two_servers_of_one_host_start_beside_each_other() {
    let (one, other) = (Place::new(), Place::new());
    let (_one, _other) = (Running::start(&one), Running::start(&other));
    for place in [&one, &other] {
        assert_eq!(asked(place.setting("AFTERWORD_LISTEN"), "/readyz").0, 200);
    }
}

#[test]
fn figures_can_be_switched_off() {
    let mut place = Place::new();
    place
        .settings
        .push(("AFTERWORD_METRICS_LISTEN", "off".to_owned()));
    let _running = Running::start(&place);
    assert_eq!(asked(place.setting("AFTERWORD_LISTEN"), "/healthz").0, 200);
}

#[test]
fn a_request_that_takes_long_has_a_line_without_a_word_of_it() {
    let mut place = Place::new();
    place
        .settings
        .push(("AFTERWORD_SLOW_REQUEST_MS", "1".to_owned()));
    let mut running = Running::start(&place);
    let http = reqwest::blocking::Client::builder()
        .no_proxy()
        .build()
        .unwrap();
    // A password is verified, and that takes longer than a millisecond.
    let answer = http
        .post(format!(
            "http://{}/v1/auth/login",
            place.setting("AFTERWORD_LISTEN")
        ))
        .json(&serde_json::json!({"email": "kanarie@example.org", "password": "kanarie kanarie"}))
        .send()
        .unwrap();
    assert_eq!(answer.status().as_u16(), 401);
    let line = running.line("\"slow\"");
    let told: serde_json::Value = serde_json::from_str(&line).unwrap();
    assert_eq!(
        (&told["level"], &told["route"], &told["status"]),
        (&"WARN".into(), &"/v1/auth/login".into(), &401.into()),
        "{line}"
    );
    assert!(told["micros"].as_u64().unwrap() >= 1_000, "{line}");
    assert!(!line.contains("kanarie"), "{line}");
}

/// Takes one batch of spans, as a collector does, and returns what came.
fn collected(listener: &TcpListener) -> String {
    use std::io::{Read, Write};
    let (mut stream, _) = listener.accept().unwrap();
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte).unwrap();
        head.push(byte[0]);
    }
    let head = String::from_utf8(head).unwrap();
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(": ")?;
        name.eq_ignore_ascii_case("content-length")
            .then(|| value.parse::<usize>().unwrap())
    });
    let mut body = vec![0; length.unwrap()];
    stream.read_exact(&mut body).unwrap();
    stream
        .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
        .unwrap();
    head + &String::from_utf8_lossy(&body)
}

#[test]
fn spans_go_to_a_collector_by_setting_and_hold_no_word_and_no_id() {
    let mut place = Place::new();
    let collector = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = collector.local_addr().unwrap();
    place
        .settings
        .push(("AFTERWORD_TRACES", format!("http://{address}")));
    place.settings.push(("AFTERWORD_LOG", "trace".to_owned()));
    let mut running = Running::start(&place);
    let http = reqwest::blocking::Client::builder()
        .no_proxy()
        .build()
        .unwrap();
    let at = place.setting("AFTERWORD_LISTEN");
    let answer = http
        .post(format!("http://{at}/v1/auth/login?kanarie"))
        .json(&serde_json::json!({"email": "kanarie@example.org", "password": "kanarie kanarie"}))
        .send()
        .unwrap();
    let request = answer.headers()["x-request-id"]
        .to_str()
        .unwrap()
        .to_owned();
    // What waits is sent when the server stops.
    running.signal("TERM");
    let told = collected(&collector);
    assert_eq!(
        running.end_within(std::time::Duration::from_secs(20)),
        Some(0)
    );
    for part in [
        "POST /v1/traces HTTP/1.1",
        "service.name",
        "POST /v1/auth/login",
        "http.response.status_code",
        "database",
        "db.operation.name",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
    for private in [
        "kanarie",
        &request,
        "user-agent\u{12}",
        "thread.id",
        "code.filepath",
    ] {
        assert!(!told.contains(private), "{private}: {told}");
    }
}
