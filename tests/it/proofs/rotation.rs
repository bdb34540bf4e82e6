//! EN-4: keys are rotated under load with kills at random points, no request fails, and everything reads without the old keys.

use std::fs;
use std::io::Write;
use std::process::{Child, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use afterword::app::Service;
use afterword::clock::Clock;
use reqwest::Method;
use serde_json::Value;

use super::rounds;
use crate::both;
use crate::harness::world::{PASSWORD, command};
use crate::harness::{Client, World, json, scenes};
use crate::keys::{lines, opened, with_keys};

/// Somebody who writes and reads all the time, over connections of their own.
struct Load {
    http: reqwest::blocking::Client,
    base: String,
    token: String,
}

impl Load {
    fn of(world: &World, client: &Client<'_>) -> Self {
        Self {
            http: reqwest::blocking::Client::builder()
                .no_proxy()
                .build()
                .unwrap(),
            base: world.base().to_owned(),
            token: client.session().access,
        }
    }

    fn ask(&self, method: Method, path: &str, body: Option<Value>) -> (u16, Value) {
        let request = self.http.request(method, format!("{}{path}", self.base));
        let request = request.bearer_auth(&self.token);
        let request = body
            .iter()
            .fold(request, |request, body| request.json(body));
        let answer = request.send().expect("an answer");
        (answer.status().as_u16(), answer.json().unwrap_or_default())
    }

    /// Writes one entry, changes it, and reads it back; every answer must be the one that is due.
    fn turn(&self, number: usize) -> usize {
        let text = format!("word {number}");
        let (status, made) = self.ask(Method::POST, "/v1/entries", Some(json!({"text": text})));
        assert_eq!(status, 201, "{made}");
        let path = format!("/v1/entries/{}", made["id"].as_str().unwrap());
        let (status, read) = self.ask(Method::GET, &path, None);
        assert_eq!((status, &read["text"]), (200, &json!(text)), "{read}");
        let (status, page) = self.ask(Method::GET, "/v1/entries?limit=5", None);
        assert_eq!(status, 200, "{page}");
        3
    }
}

fn rotation(world: &World, arguments: &[&str]) -> Child {
    command(world)
        .args(["keys", "rotate"])
        .args(arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the binary")
}

/// A point in the time that a whole rotation takes; the points of many rounds lie spread over it.
fn point(round: usize, whole: Duration) -> Duration {
    whole * u32::try_from(round * 618 % 1_000).unwrap() / 1_000
}

/// Breaks off so many rotations, at points spread over the time that one takes, lets one end, and returns how many were begun.
fn killed(world: &World, kills: usize) -> usize {
    let began = Instant::now();
    assert!(rotation(world, &["--data"]).wait().unwrap().success());
    let whole = began.elapsed();
    let (mut broken_off, mut round) = (0, 0);
    while broken_off < kills {
        round += 1;
        let arguments: &[&str] = if round % 2 == 0 { &[] } else { &["--data"] };
        let mut child = rotation(world, arguments);
        thread::sleep(point(round, whole));
        // One that was over already counts for nothing.
        if child.try_wait().unwrap().is_none() {
            broken_off += 1;
        }
        drop(child.kill());
        child.wait().unwrap();
    }
    assert!(rotation(world, &["--data"]).wait().unwrap().success());
    round
}

both!(
    under_load_and_killed_at_random_points_everything_reads_without_the_old_keys,
    |world| {
        let people: Vec<Client<'_>> = (0..3).map(|_| world.patient("Ana")).collect();
        let loads: Vec<Load> = people.iter().map(|one| Load::of(world, one)).collect();
        let (over, asked, kills) = (&AtomicBool::new(false), &AtomicUsize::new(0), rounds(1, 20));
        let begun = thread::scope(|scope| {
            for load in &loads {
                scope.spawn(move || {
                    for number in 0.. {
                        if over.load(Ordering::SeqCst) {
                            return;
                        }
                        asked.fetch_add(load.turn(number), Ordering::SeqCst);
                    }
                });
            }
            let begun =
                std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| killed(world, kills)));
            over.store(true, Ordering::SeqCst);
            begun
        });
        let begun = begun.unwrap_or_else(|_| panic!("a rotation that nobody killed did not end"));
        let asked = asked.load(Ordering::SeqCst);
        assert!(asked > 0, "there was load");
        let told =
            format!("{asked} requests, none failed; {kills} of {begun} rotations broken off");
        drop(writeln!(std::io::stderr(), "{told}"));
        // Only the newest key is left; an instance that starts with it reads everything.
        let folder = tempfile::tempdir().unwrap();
        let newest = with_keys(
            world,
            folder.path(),
            &lines(world)[lines(world).len() - 1..],
        );
        fs::copy(&newest.master_key_file, &world.settings.master_key_file).unwrap();
        let fresh = opened(world, &newest).expect("the newest key opens everything");
        everything_reads(world, &fresh, &people);
    }
);

/// Every sealed value opens for another instance, and everybody signs in and reads what they wrote.
fn everything_reads(world: &World, fresh: &Service, people: &[Client<'_>]) {
    // Everything is sealed anew once more, so everything is opened.
    world.clock.0.set(Clock::system().now());
    let old = world
        .run(afterword::keys::rotate_data_keys(fresh.gate(), &|_, _| ()))
        .unwrap();
    assert_eq!(old, 0, "every sealed value opens");
    for one in people {
        let mut path = "/v1/entries?limit=100".to_owned();
        loop {
            let page = one.get(&path).expect(200);
            for entry in page.items() {
                assert!(entry["text"].as_str().unwrap().starts_with("word "));
            }
            let Some(next) = page.body["next_cursor"].as_str() else {
                break;
            };
            path = format!("/v1/entries?limit=100&cursor={next}");
        }
        let session = one.session();
        let login = json!({"email": session.email, "password": PASSWORD});
        world.stranger().post("/v1/auth/login", &login).expect(200);
    }
}

both!(a_value_that_was_passed_over_is_found, |world| {
    // What a forgotten column would look like: a value that is still under the data key that was dropped.
    let ana = world.patient("Ana");
    let entry = scenes::entry(&ana, "word 1");
    world
        .raw_sql("CREATE TABLE kept AS SELECT words FROM entries")
        .unwrap();
    assert!(rotation(world, &["--data"]).wait().unwrap().success());
    ana.get(&format!("/v1/entries/{entry}")).expect(200);
    world
        .raw_sql("UPDATE entries SET words = (SELECT words FROM kept)")
        .unwrap();
    let read = ana.request(Method::GET, &format!("/v1/entries/{entry}"));
    assert_eq!(read.send().unwrap().status(), 500);
});
