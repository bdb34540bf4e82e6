//! The load: prepared bytes over keep-alive connections, on one thread, with as little work of its own as possible.

use std::cell::Cell;
use std::net::SocketAddr;
use std::rc::Rc;
use std::time::{Duration, Instant};

use serde_json::Value;
use tokio::net::TcpStream;
use tokio::task::LocalSet;

/// The bytes of one request.
pub(crate) fn request(method: &str, path: &str, token: &str, body: Option<&str>) -> Vec<u8> {
    let mut text = format!("{method} {path} HTTP/1.1\r\nhost: afterword\r\n");
    if !token.is_empty() {
        text += &format!("authorization: Bearer {token}\r\n");
    }
    if let Some(body) = body {
        let length = body.len();
        text += &format!("content-type: application/json\r\ncontent-length: {length}\r\n");
    }
    text += "\r\n";
    text += body.unwrap_or_default();
    text.into_bytes()
}

/// One connection that is kept.
pub(crate) struct Line {
    stream: TcpStream,
    buffer: Vec<u8>,
}

/// What came back; the body stays in the connection's buffer.
#[derive(Debug, Clone, Copy)]
struct Head {
    status: u16,
    body: usize,
    end: usize,
}

impl Line {
    /// Connects.
    pub(crate) async fn to(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).await.expect("a connection");
        stream.set_nodelay(true).expect("a setting");
        Self {
            stream,
            buffer: vec![0; 1 << 18],
        }
    }

    /// Asks, and reads the whole answer.
    async fn exchange(&mut self, mut request: &[u8]) -> Head {
        while !request.is_empty() {
            self.stream.writable().await.expect("a connection");
            match self.stream.try_write(request) {
                Ok(written) => request = &request[written..],
                Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => {}
                Err(error) => panic!("the server is gone: {error}"),
            }
        }
        let (mut filled, mut head) = (0, None::<Head>);
        loop {
            self.stream.readable().await.expect("a connection");
            if filled == self.buffer.len() {
                self.buffer.resize(2 * filled, 0);
            }
            match self.stream.try_read(&mut self.buffer[filled..]) {
                Ok(0) => panic!("the server closed a connection"),
                Ok(read) => filled += read,
                Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => continue,
                Err(error) => panic!("the server is gone: {error}"),
            }
            head = head.or_else(|| read_head(&self.buffer[..filled]));
            if let Some(head) = head.filter(|head| filled >= head.end) {
                return head;
            }
        }
    }

    /// Asks, and reads the status and the JSON of the answer.
    pub(crate) async fn ask(&mut self, request: &[u8]) -> (u16, Value) {
        let head = self.exchange(request).await;
        let body = &self.buffer[head.body..head.end];
        let value = serde_json::from_slice(body).unwrap_or(Value::Null);
        (head.status, value)
    }

    /// The same, where only one status is an answer.
    pub(crate) async fn get(&mut self, request: &[u8], status: u16) -> Value {
        let (answered, value) = self.ask(request).await;
        let asked = String::from_utf8_lossy(&request[..request.len().min(60)]);
        assert_eq!(answered, status, "{asked}: {value}");
        value
    }
}

fn read_head(bytes: &[u8]) -> Option<Head> {
    let body = bytes.windows(4).position(|four| four == b"\r\n\r\n")? + 4;
    let head = std::str::from_utf8(&bytes[..body]).expect("a head");
    let status = head.get(9..12)?.parse().expect("a status");
    let length = head.split("\r\n").find_map(|line| {
        let (name, value) = line.split_once(": ")?;
        let is_length = name.eq_ignore_ascii_case("content-length");
        is_length.then(|| value.parse::<usize>().expect("a length"))
    });
    Some(Head {
        status,
        body,
        end: body + length.unwrap_or(0),
    })
}

/// Runs something on a thread of its own kind: many connections, one thread.
pub(crate) fn block_on<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    LocalSet::new().block_on(&runtime, work)
}

/// Does all of these, so many at once, each with a connection that the next one takes over; the results come in the same order.
pub(crate) async fn each<J, T, F>(
    address: SocketAddr,
    at_once: usize,
    jobs: Vec<J>,
    work: impl Fn(Line, J) -> F + 'static,
) -> Vec<T>
where
    J: 'static,
    T: 'static,
    F: Future<Output = (Line, T)> + 'static,
{
    let (work, count) = (Rc::new(work), jobs.len());
    let jobs = Rc::new(std::cell::RefCell::new(jobs.into_iter().enumerate()));
    let lines = (0..at_once.min(count)).map(|_| {
        let (work, jobs) = (Rc::clone(&work), Rc::clone(&jobs));
        tokio::task::spawn_local(async move {
            let (mut line, mut done) = (Line::to(address).await, Vec::new());
            loop {
                let next = jobs.borrow_mut().next();
                let Some((place, job)) = next else { break };
                let result;
                (line, result) = work(line, job).await;
                done.push((place, result));
            }
            done
        })
    });
    let lines: Vec<_> = lines.collect();
    let mut all = Vec::with_capacity(count);
    for line in lines {
        all.extend(line.await.expect("a connection"));
    }
    all.sort_by_key(|(place, _)| *place);
    all.into_iter().map(|(_, result)| result).collect()
}

/// What was asked and how long each answer took.
#[derive(Debug, Default, Clone)]
pub(crate) struct Tally {
    /// How long each took, in microseconds.
    pub(crate) took: Vec<u32>,
    /// How long all of it took.
    pub(crate) span: Duration,
    /// How many were answered with another status.
    pub(crate) refused: usize,
}

impl Tally {
    /// Takes up another round.
    pub(crate) fn add(&mut self, other: Self) {
        self.took.extend(other.took);
        self.span += other.span;
        self.refused += other.refused;
    }

    /// Answers a second.
    pub(crate) fn per_second(&self) -> u64 {
        let micros = u64::try_from(self.span.as_micros()).unwrap_or(u64::MAX);
        count(self.took.len()) * 1_000_000 / micros.max(1)
    }

    /// The microseconds below which so many in a hundred lie.
    pub(crate) fn percentile(&self, share: usize) -> u64 {
        let mut sorted = self.took.clone();
        sorted.sort_unstable();
        let at = (sorted.len() * share / 100).min(sorted.len().saturating_sub(1));
        sorted.get(at).map_or(0, |micros| u64::from(*micros))
    }
}

/// A length as a number to calculate with.
pub(crate) fn count(length: usize) -> u64 {
    u64::try_from(length).expect("fewer than that")
}

/// Asks for these in turn from all connections at once, for so long; another status than this one is counted apart.
pub(crate) fn drive(
    address: SocketAddr,
    requests: &Rc<Vec<Vec<u8>>>,
    connections: usize,
    span: Duration,
    status: u16,
) -> Tally {
    block_on(async {
        let next = Rc::new(Cell::new(0_usize));
        let mut lines = Vec::new();
        for _ in 0..connections {
            lines.push(Line::to(address).await);
        }
        let begun = Instant::now();
        let asking = lines.into_iter().map(|mut line| {
            let (requests, next) = (Rc::clone(requests), Rc::clone(&next));
            tokio::task::spawn_local(async move {
                let mut tally = Tally::default();
                let mut asked = Instant::now();
                while asked.duration_since(begun) < span {
                    let place = next.replace(next.get() + 1);
                    let head = line.exchange(&requests[place % requests.len()]).await;
                    let answered = Instant::now();
                    if head.status == status {
                        let took = answered.duration_since(asked).as_micros();
                        tally.took.push(u32::try_from(took).unwrap_or(u32::MAX));
                    } else {
                        tally.refused += 1;
                    }
                    asked = answered;
                }
                tally
            })
        });
        let asking: Vec<_> = asking.collect();
        let mut all = Tally::default();
        for line in asking {
            all.add(line.await.expect("a connection"));
        }
        all.span = begun.elapsed();
        all
    })
}
