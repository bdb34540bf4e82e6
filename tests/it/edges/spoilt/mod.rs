//! The planted faults of what is claimed of every route: somebody between the clients and the service changes one thing on its way,
//! and the very claim that the suite makes of the service ends at what was changed.

mod every_route;
mod requests;
mod waiting;

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;
use std::time::Duration;

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
    /// The request, before it goes on.
    Asked(fn(&mut Message)),
    /// The answer to this request.
    Answered(fn(&Message, &mut Message)),
    /// The bytes as they came until somebody fell silent, whole or not.
    Begun(fn(&mut Vec<u8>)),
    /// The end: a connection that the service has closed stays open.
    LeftOpen,
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

/// Hands on what came until the client fell silent, and then the answer as it comes.
fn carry_what_was_begun(mut client: TcpStream, service: &str, fault: Fault) {
    let silence = Some(Duration::from_millis(100));
    client.set_read_timeout(silence).expect("a patience");
    let (mut bytes, mut part) = (Vec::new(), [0; 8192]);
    while let Ok(length @ 1..) = client.read(&mut part) {
        bytes.extend_from_slice(&part[..length]);
    }
    if let Fault::Begun(change) = fault {
        change(&mut bytes);
    }
    let mut service = TcpStream::connect(service).expect("the service listens");
    drop(service.write_all(&bytes));
    while let Ok(length @ 1..) = service.read(&mut part) {
        drop(client.write_all(&part[..length]));
    }
    if matches!(fault, Fault::LeftOpen) {
        // Longer than anybody waits here.
        thread::sleep(Duration::from_secs(60));
    }
}

fn carry(mut client: TcpStream, service: &str, fault: Fault) {
    if matches!(fault, Fault::Begun(_) | Fault::LeftOpen) {
        return carry_what_was_begun(client, service, fault);
    }
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

/// A claim, the words at which it ends, and what is changed under it.
type Planted = (fn(&World), &'static str, Fault);

/// Every one of these is found, each in a world of its own.
#[track_caller]
fn all_are_found(planted: &[Planted]) {
    for (claim, words, fault) in planted {
        is_found_in(World::start(Engine::Sqlite), *claim, words, *fault);
    }
}

/// Ends unless the claim ends in this world, and at this place: it says these words.
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
