//! What the service is at its edges (IN-*, RL-*, HD-*, OP-*): raw connections, every route of the document, what is logged and kept.

mod away;
mod cors;
mod dump;
mod head;
mod logs;
mod privileges;
mod replay;
mod routes;
mod shared;
mod slow;
mod smuggling;
mod spellings;
mod spoilt;
mod supply;
mod text;
mod traps;

use std::cell::Cell;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use crate::harness::{Value, World};

thread_local! {
    /// How long the connections of a test wait for an answer.
    static PATIENCE: Cell<Duration> = const { Cell::new(Duration::from_secs(10)) };
}

/// A connection to the server of a world.
fn connect(world: &World) -> TcpStream {
    let address = world.base().trim_start_matches("http://");
    let stream = TcpStream::connect(address).expect("a connection");
    stream
        .set_read_timeout(Some(PATIENCE.get()))
        .expect("patience");
    stream
}

/// Sends these bytes and reads until the server closes; nothing where it leaves the connection open.
fn closed_after(world: &World, bytes: &[u8]) -> Option<String> {
    let mut stream = connect(world);
    // A server that has refused already may not take the rest.
    drop(stream.write_all(bytes));
    let (mut answer, mut part) = (Vec::new(), [0; 4096]);
    loop {
        match stream.read(&mut part) {
            Ok(0) => break,
            Ok(length) => answer.extend_from_slice(&part[..length]),
            Err(error) if error.kind() == std::io::ErrorKind::ConnectionReset => break,
            Err(_) => return None,
        }
    }
    Some(String::from_utf8_lossy(&answer).into_owned())
}

/// The statuses of the answers in what a connection gave.
fn statuses(answer: &str) -> Vec<u16> {
    answer
        .split("HTTP/1.")
        .skip(1)
        .filter_map(|rest| rest.get(2..5)?.parse().ok())
        .collect()
}

/// Every operation of the served document: method, path, and what is said of it.
fn operations(world: &World) -> Vec<(String, String, Value)> {
    let document = world.stranger().get("/openapi.json").expect(200).body;
    let mut found = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            found.push((method.to_uppercase(), path.clone(), operation.clone()));
        }
    }
    assert!(found.len() > 80, "the document has its operations");
    found
}

/// A path with an id that was never made in each of its places.
fn filled(path: &str) -> String {
    let parts = path.split('/').map(|part| match part {
        "{revision}" | "{version}" | "{from}" | "{to}" | "{a}" | "{b}" | "{n}" => "1",
        "{code}" => "ABCDEFGHJK",
        part if part.starts_with('{') => "0190a000-0000-7000-8000-000000000001",
        part => part,
    });
    parts.collect::<Vec<_>>().join("/")
}
