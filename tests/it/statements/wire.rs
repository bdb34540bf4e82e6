//! Somebody between the service and PostgreSQL who hears every statement on its way: what they hear is what is sent, whoever wrote it.

use std::collections::HashMap;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::os::unix::net::UnixStream;
use std::sync::{Arc, Mutex};
use std::thread;

use afterword::config::Settings;
use afterword::db::DatabaseUrl;

use crate::harness::{Engine, World, cluster};

/// A statement, with the values that were sent with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Statement {
    pub(super) sql: String,
    pub(super) values: Vec<Option<Vec<u8>>>,
}

impl Statement {
    fn plain(sql: &str) -> Self {
        Self {
            sql: sql.to_owned(),
            values: Vec::new(),
        }
    }

    /// Whether this begins or ends a transaction, or a part of one.
    pub(super) fn is_control(&self) -> bool {
        let first = self.sql.split_whitespace().next().unwrap_or_default();
        ["BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE"].contains(&first)
    }

    /// Whether this ends a transaction.
    pub(super) fn ends(&self) -> bool {
        self.sql.starts_with("COMMIT") || self.sql == "ROLLBACK"
    }
}

/// What a client says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Said {
    /// A statement for PostgreSQL to run.
    Statement(Statement),
    /// A statement to be read and planned anew, because it was not kept from the last time.
    Planned(String),
    /// From here on the client waits for the answer: one way there and back.
    Waits,
}

/// What was heard, and what is done with it.
#[derive(Clone, Default)]
pub(super) struct Ear(Arc<Mutex<Heard>>);

#[derive(Default)]
struct Heard {
    said: Vec<Said>,
    /// What was said since somebody waited.
    whole: Vec<Said>,
    /// Looks at the database each time before somebody waits, where that is asked for.
    look: Option<Look>,
}

type Look = Box<dyn FnMut(&[Said]) + Send>;

impl Ear {
    /// What was said since the last time; nothing of it is told again.
    pub(super) fn told(&self) -> Vec<Said> {
        std::mem::take(&mut self.0.lock().unwrap().said)
    }

    /// From here on, before each statement and each end of a transaction goes on its way, `look` sees what was said since the last
    /// time, while the database stands still.
    pub(super) fn look(&self, look: impl FnMut(&[Said]) + Send + 'static) {
        self.0.lock().unwrap().look = Some(Box::new(look));
    }

    fn hear(&self, mut said: Vec<Said>) {
        let mut heard = self.0.lock().unwrap();
        heard.said.extend_from_slice(&said);
        heard.whole.append(&mut said);
        if heard.whole.contains(&Said::Waits) {
            let whole = std::mem::take(&mut heard.whole);
            if let Some(look) = &mut heard.look {
                look(&whole);
            }
        }
    }
}

/// A world on PostgreSQL, with one connection and an ear on it; `prepare` is given the URL of its database before the service opens.
/// None where the tests use a server of somebody else's.
pub(super) fn world(prepare: impl FnOnce(&str)) -> Option<(World, Ear)> {
    let mut ear = None;
    let world = World::with(Engine::Postgres, |settings| {
        settings.lanes = 1;
        ear = stand_before(settings, prepare);
    });
    ear.map(|ear| (world, ear))
}

fn stand_before(settings: &mut Settings, prepare: impl FnOnce(&str)) -> Option<Ear> {
    let DatabaseUrl::Postgres(url) = &settings.database else {
        panic!("PostgreSQL has a URL")
    };
    let host = url.split('@').nth(1)?.split('/').next()?;
    let folder = host.replace("%2F", "/");
    if !folder.starts_with('/') {
        return None;
    }
    prepare(url);
    let (ear, listener) = (
        Ear::default(),
        TcpListener::bind("127.0.0.1:0").expect("a port"),
    );
    let port = listener.local_addr().expect("an address").port();
    let name = cluster::database_of(url)?;
    let through = format!("postgres://postgres@127.0.0.1:{port}/{name}?sslmode=disable");
    settings.database = DatabaseUrl::Postgres(through);
    let (told, socket) = (ear.clone(), format!("{folder}/.s.PGSQL.5432"));
    thread::spawn(move || {
        for client in listener.incoming() {
            let client = client.expect("a connection");
            client.set_nodelay(true).expect("a socket");
            let server = UnixStream::connect(&socket).expect("the server");
            let (ear, there) = (told.clone(), client.try_clone().expect("a socket"));
            let back = server.try_clone().expect("a socket");
            thread::spawn(move || hand_on(client, server, |bytes| ear.hear(bytes)));
            thread::spawn(move || carry(back, there));
        }
    });
    Some(ear)
}

/// From the client to the server, each message whole.
fn hand_on(mut client: TcpStream, mut server: UnixStream, hear: impl Fn(Vec<Said>)) {
    let (mut reader, mut part) = (Reader::default(), [0; 65_536]);
    while let Ok(length) = client.read(&mut part) {
        if length == 0 {
            break;
        }
        let said = reader.read(&part[..length]);
        if !said.is_empty() {
            hear(said);
        }
        if server.write_all(&part[..length]).is_err() {
            break;
        }
    }
    drop(server.shutdown(Shutdown::Both));
}

fn carry(mut server: UnixStream, mut client: TcpStream) {
    drop(std::io::copy(&mut server, &mut client));
    drop(client.shutdown(Shutdown::Both));
}

/// Reads what a client sends in version 3 of the protocol.
#[derive(Default)]
struct Reader {
    rest: Vec<u8>,
    has_begun: bool,
    prepared: HashMap<String, String>,
    portals: HashMap<String, Statement>,
}

/// The codes of requests that come before the first message: TLS, GSSAPI.
const BEFORE: [i32; 2] = [80_877_103, 80_877_104];

impl Reader {
    fn read(&mut self, bytes: &[u8]) -> Vec<Said> {
        self.rest.extend_from_slice(bytes);
        let mut said = Vec::new();
        loop {
            let head = if self.has_begun { 1 } else { 0 };
            let Some(length) = number(&self.rest, head) else {
                return said;
            };
            let end = head + usize::try_from(length).expect("a length");
            if self.rest.len() < end {
                return said;
            }
            let message: Vec<u8> = self.rest.drain(..end).collect();
            if self.has_begun {
                self.message(message[0], &message[5..], &mut said);
            } else {
                self.has_begun = !BEFORE.contains(&number(&message, 4).expect("a code"));
            }
        }
    }

    fn message(&mut self, kind: u8, body: &[u8], said: &mut Vec<Said>) {
        let mut texts = body.split(|byte| *byte == 0);
        let mut text = || String::from_utf8_lossy(texts.next().unwrap_or_default()).into_owned();
        match kind {
            b'P' => {
                let (name, sql) = (text(), text());
                said.push(Said::Planned(sql.clone()));
                self.prepared.insert(name, sql);
            }
            b'B' => {
                let (portal, name) = (text(), text());
                let bound = Statement {
                    sql: self.prepared[&name].clone(),
                    values: values(&body[portal.len() + name.len() + 2..]),
                };
                self.portals.insert(portal, bound);
            }
            b'E' => said.push(Said::Statement(self.portals[&text()].clone())),
            b'Q' => {
                let all = text();
                let each = all.split(';').map(str::trim).filter(|sql| !sql.is_empty());
                said.extend(each.map(|sql| Said::Statement(Statement::plain(sql))));
                said.push(Said::Waits);
            }
            b'S' => said.push(Said::Waits),
            _ => {}
        }
    }
}

/// The values of a message that binds them, behind its names: formats first, then each with its length.
fn values(body: &[u8]) -> Vec<Option<Vec<u8>>> {
    let short = |at: usize| usize::from(u16::from_be_bytes([body[at], body[at + 1]]));
    let mut at = 2 + 2 * short(0);
    let count = short(at);
    at += 2;
    let mut all = Vec::with_capacity(count);
    for _ in 0..count {
        let length = usize::try_from(number(body, at).expect("a length")).ok();
        at += 4;
        all.push(length.map(|length| body[at..at + length].to_vec()));
        at += length.unwrap_or(0);
    }
    all
}

fn number(bytes: &[u8], at: usize) -> Option<i32> {
    let four = bytes.get(at..at + 4)?;
    Some(i32::from_be_bytes(four.try_into().ok()?))
}

#[test]
fn messages_are_heard_whole_however_they_are_cut() {
    fn message(kind: u8, body: &[u8]) -> Vec<u8> {
        let length = i32::try_from(body.len() + 4).unwrap().to_be_bytes();
        [&[kind], length.as_slice(), body].concat()
    }
    let begins = [8, BEFORE[0], 12, 196_608].map(i32::to_be_bytes).concat();
    let all = [
        [begins.as_slice(), b"x\0\0\0"].concat(),
        message(b'Q', b"BEGIN; SELECT 1\0"),
        message(b'P', b"one\0SELECT $1, $2\0\0\0"),
        message(
            b'B',
            b"\0one\0\0\x01\0\x01\0\x02\0\0\0\x02ab\xff\xff\xff\xff\0\0",
        ),
        message(b'E', b"\0\0\0\0\0"),
        message(b'S', b""),
    ]
    .concat();
    let statement = |sql: &str| Said::Statement(Statement::plain(sql));
    let bound = Statement {
        sql: "SELECT $1, $2".to_owned(),
        values: vec![Some(b"ab".to_vec()), None],
    };
    let expected = [
        statement("BEGIN"),
        statement("SELECT 1"),
        Said::Waits,
        Said::Planned("SELECT $1, $2".to_owned()),
        Said::Statement(bound),
        Said::Waits,
    ];
    for size in [1, 3, all.len()] {
        let mut reader = Reader::default();
        let said: Vec<Said> = all
            .chunks(size)
            .flat_map(|part| reader.read(part))
            .collect();
        assert_eq!(said, expected, "{size} bytes at a time");
    }
}
