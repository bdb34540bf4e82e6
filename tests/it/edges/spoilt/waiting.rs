//! What is claimed of slow connections, long bodies and heavy work.

use std::sync::atomic::{AtomicU8, Ordering};
use std::thread;
use std::time::Duration;

use super::Fault::{Answered, Asked, Begun, LeftOpen};
use super::{Message, all_are_found};
use crate::edges::{PATIENCE, shared, slow};

#[test]
fn what_is_slow_or_too_long() {
    // Whoever stands between ends what was only begun, so that it is a request after all.
    let ended = Begun(|bytes| {
        if bytes.ends_with(b"\r\nHo") {
            bytes.extend(b"st: x\r\nConnection: close\r\n\r\n");
        }
    });
    // Or makes something short of what is too long, by its length or in chunks.
    let shortened = Begun(|bytes| {
        cut(
            bytes,
            "Content-Length: 262145",
            "Content-Length: 2\r\n\r\n{}",
        )
    });
    let gathered = Begun(|bytes| {
        cut(
            bytes,
            "Transfer-Encoding: chunked",
            "Content-Length: 2\r\n\r\n{}",
        )
    });
    let too_long = slow::more_bytes_than_the_limit_are_refused_before_they_are_read;
    all_are_found(&[
        (
            slow::a_head_that_does_not_come_in_time_is_given_up,
            "HTTP/1.1 200",
            ended,
        ),
        (too_long, "/v1/entries by its length", shortened),
        (too_long, "/v1/entries in chunks", gathered),
    ]);
    // Or forgets to close behind a refusal.
    PATIENCE.set(Duration::from_secs(1));
    all_are_found(&[(
        slow::what_is_left_of_a_refused_body_is_not_waited_for,
        "left open",
        LeftOpen,
    )]);
}

/// Puts this in the place of a header and of everything behind it.
fn cut(bytes: &mut Vec<u8>, header: &str, by: &str) {
    let found = bytes
        .windows(header.len())
        .position(|some| some == header.as_bytes());
    if let Some(at) = found {
        bytes.truncate(at);
        bytes.extend(by.as_bytes());
    }
}

/// Lets so many of the requests for an entry wait behind the others.
fn keep_waiting(request: &Message, waiting: &AtomicU8, long: Duration) {
    let left = |some: u8| some.checked_sub(1);
    if request.head.starts_with("GET /v1/entries/")
        && waiting
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, left)
            .is_ok()
    {
        thread::sleep(long);
    }
}

#[test]
fn others_beside_what_is_slow_or_heavy() {
    // Two of a hundred, which is what the claim counts by; and one of fifty.
    all_are_found(&[
        (
            slow::slow_and_silent_connections_leave_the_requests_of_others_served,
            "others waited",
            Asked(|request| {
                static TWO: AtomicU8 = AtomicU8::new(2);
                keep_waiting(request, &TWO, Duration::from_millis(2_050));
            }),
        ),
        (
            shared::many_exports_at_once_are_done_or_told_to_come_back_and_hold_nobody_up,
            "others waited",
            Asked(|request| {
                static ONE: AtomicU8 = AtomicU8::new(1);
                keep_waiting(request, &ONE, Duration::from_millis(3_050));
            }),
        ),
        (
            shared::many_exports_at_once_are_done_or_told_to_come_back_and_hold_nobody_up,
            "(500, false)",
            Answered(|request, answer| {
                if request.head.contains("format=pdf") {
                    answer.swap("HTTP/1.1 200 OK", "HTTP/1.1 500 Internal Server Error");
                }
            }),
        ),
    ]);
}
