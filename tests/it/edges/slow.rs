//! Slow and silent connections hold nobody else up, and are given up in the end (IN-6).

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use super::{closed_after, connect, statuses};
use crate::both;
use crate::harness::{World, scenes};
use crate::proofs::rounds;

/// What a slow one has sent when it falls silent, or goes on with a byte at a time.
const BEGINNINGS: [&str; 4] = [
    "",
    "GET /healthz HTTP/1.1\r\nHo",
    "POST /v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 200000\r\n\r\n{\"em",
    "POST /v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n3000\r\n{\"em",
];

both!(
    slow_and_silent_connections_leave_the_requests_of_others_served,
    |world| {
        let ana = world.patient("Ana");
        let entry = scenes::entry(&ana, "x");
        let path = format!("/v1/entries/{entry}");
        let mut slow: Vec<TcpStream> = (0..rounds(200, 2_000))
            .map(|number| {
                let mut stream = connect(world);
                let begun = BEGINNINGS[number % BEGINNINGS.len()];
                stream.write_all(begun.as_bytes()).unwrap();
                stream
            })
            .collect();
        let over = AtomicBool::new(false);
        let mut took = thread::scope(|scope| {
            let dripping = scope.spawn(|| {
                while !over.load(Ordering::Relaxed) {
                    for stream in slow.iter_mut().skip(1).step_by(2) {
                        // Some were given up in the meantime, as they should be.
                        drop(stream.write_all(b"a"));
                    }
                    thread::yield_now();
                }
            });
            let took: Vec<Duration> = (0..100)
                .map(|_| {
                    let begun = Instant::now();
                    ana.get(&path).expect(200);
                    begun.elapsed()
                })
                .collect();
            over.store(true, Ordering::Relaxed);
            dripping.join().unwrap();
            took
        });
        took.sort();
        crate::proofs::tell(&format!(
            "{} slow connections beside: median {:?}, p99 {:?}",
            slow.len(),
            took[50],
            took[98]
        ));
        assert!(took[98] < Duration::from_secs(2), "others waited: {took:?}");
    }
);

both!(a_body_that_does_not_come_in_time_is_given_up, |world| {
    let world = World::with(world.engine, |settings| {
        settings.patience.body = Duration::from_millis(100);
    });
    for begun in &BEGINNINGS[2..] {
        let mut stream = connect(&world);
        stream.write_all(begun.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert_eq!(statuses(&answer), [408], "{answer}");
        assert!(answer.contains("problem/too-slow"), "{answer}");
    }
    // In time, it is taken.
    world.patient("Ana");
});

// An answer that was given before the body ended leaves no connection behind that waits for the rest.
both!(what_is_left_of_a_refused_body_is_not_waited_for, |world| {
    for rest in [
        "Transfer-Encoding: chunked\r\n\r\n3000\r\n{",
        "Content-Length: 200000\r\n\r\n{",
    ] {
        for head in [
            "GET /healthz HTTP/1.1\r\nHost: x\r\n",
            "POST /v1/entries HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n",
            "POST /v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\n",
            "POST /nowhere HTTP/1.1\r\nHost: x\r\n",
        ] {
            let answer = closed_after(world, format!("{head}{rest}").as_bytes());
            let answer = answer.unwrap_or_else(|| panic!("left open: {head}{rest}"));
            assert_eq!(statuses(&answer).len(), 1, "{answer}");
        }
    }
});

both!(a_head_that_does_not_come_in_time_is_given_up, |world| {
    // The patience with heads is the server's own: five seconds.
    let mut stream = connect(world);
    stream.write_all(BEGINNINGS[1].as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert_eq!(statuses(&answer), [408], "{answer}");
});

both!(
    more_bytes_than_the_limit_are_refused_before_they_are_read,
    |world| {
        let ana = world.patient("Ana");
        let token = ana.session().access;
        for (path, most) in [
            ("/v1/entries", 256 * 1024),
            ("/v1/me/import", 64 * 1024 * 1024),
        ] {
            let mut stream = connect(world);
            let head = format!(
                "POST {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
                most + 1
            );
            stream.write_all(head.as_bytes()).unwrap();
            assert_eq!(
                beginning(&mut stream),
                "HTTP/1.1 413",
                "{path} by its length"
            );
        }
        // Chunks say no length before: the answer comes as soon as there are too many.
        let mut stream = connect(world);
        let head = format!(
            "POST /v1/entries HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
        );
        stream.write_all(head.as_bytes()).unwrap();
        let chunk = format!("8000\r\n{}\r\n", " ".repeat(0x8000));
        for _ in 0..10 {
            drop(stream.write_all(chunk.as_bytes()));
        }
        assert_eq!(
            beginning(&mut stream),
            "HTTP/1.1 413",
            "/v1/entries in chunks"
        );
    }
);

/// How an answer begins.
fn beginning(stream: &mut TcpStream) -> String {
    let mut first = [0; 12];
    stream.read_exact(&mut first).unwrap();
    String::from_utf8_lossy(&first).into_owned()
}

both!(what_is_packed_is_not_unpacked, |world| {
    let ana = world.patient("Ana");
    for coding in [
        "gzip",
        "br",
        "deflate",
        "zstd",
        "gzip, gzip",
        "identity, gzip",
    ] {
        for path in ["/v1/entries", "/v1/me/import"] {
            let request = ana
                .request(reqwest::Method::POST, path)
                .header("content-type", "application/json")
                .header("content-encoding", coding)
                // The first bytes of a megabyte that would unpack to a thousand.
                .body(vec![0x1f_u8, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0xed, 0xc1]);
            assert_eq!(
                ana.send(request).expect(415).code(),
                "unsupported-media-type",
                "{coding}"
            );
        }
    }
    let request = ana
        .request(reqwest::Method::POST, "/v1/entries")
        .header("content-encoding", "identity")
        .json(&crate::harness::json!({"text": "x"}));
    ana.send(request).expect(201);
});

both!(
    where_patience_has_no_end_a_slow_body_is_waited_for,
    |world| {
        // The planted fault: a setting under which nobody is given up in time.
        let world = World::with(world.engine, |settings| {
            settings.patience.body = Duration::from_secs(3_600);
        });
        let mut stream = connect(&world);
        stream.write_all(BEGINNINGS[2].as_bytes()).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_millis(500)))
            .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap_err();
        assert_eq!(answer, "");
    }
);
