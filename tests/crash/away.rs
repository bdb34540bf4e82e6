//! PostgreSQL goes away under load: stopped at once, frozen, cut off, silent (RE-5). Readiness says so in two seconds, every request is
//! told to come back in five, five seconds after it is back everything goes on, and nothing is done twice.

use std::thread;
use std::time::{Duration, Instant};

use serde_json::json;

use crate::invariants::after_a_start;
use crate::load::{Book, Count, People};
use crate::people::{Answer, ask};
use crate::place::{Engine, LONG, Place};
use crate::postgres::{Between, CUT, Cluster, STALLED, THROUGH};
use crate::{rounds, tell};

/// How it goes away.
#[derive(Debug, Clone, Copy)]
enum Way {
    Stopped,
    Frozen,
    Silent,
    Cut,
}

const WAYS: [Way; 4] = [Way::Stopped, Way::Frozen, Way::Silent, Way::Cut];

impl Way {
    fn go(self, cluster: &mut Cluster, between: &Between) {
        match self {
            Self::Stopped => cluster.stop_at_once(),
            Self::Frozen => cluster.signal_all("STOP"),
            Self::Silent => between.set(STALLED),
            Self::Cut => between.set(CUT),
        }
    }

    fn come_back(self, cluster: &mut Cluster, between: &Between) {
        match self {
            Self::Stopped => cluster.go_on(),
            Self::Frozen => cluster.signal_all("CONT"),
            Self::Silent | Self::Cut => between.set(THROUGH),
        }
    }
}

/// The longest that something took.
#[derive(Debug, Default, Clone, Copy)]
struct Longest {
    until_unready: Duration,
    until_told: Duration,
    until_back: Duration,
}

impl Longest {
    fn or(self, other: Self) -> Self {
        Self {
            until_unready: self.until_unready.max(other.until_unready),
            until_told: self.until_told.max(other.until_told),
            until_back: self.until_back.max(other.until_back),
        }
    }
}

/// Asks in several ways at once; what was not told to come back as it must be.
fn asked(base: &str, people: &People, faults: &mut Vec<String>) -> Duration {
    let ana = Some(&people.patients[0]);
    let entry = json!({"text": "a word that was given up"});
    let login = json!({"email": "ana@example.org", "password": "a small boat on a lake"});
    let ways = [
        ("GET", "/v1/me", ana, None),
        ("GET", "/v1/entries", ana, None),
        ("GET", "/v1/entries?q=word", ana, None),
        ("POST", "/v1/goals", ana, Some(&entry)),
        ("POST", "/v1/auth/login", None, Some(&login)),
        ("GET", "/v1/therapist/inbox", Some(&people.therapist), None),
    ];
    let told: Vec<(&str, Option<Answer>)> = thread::scope(|scope| {
        let each = ways.map(|(method, path, by, body)| {
            scope.spawn(move || (path, ask(base, method, path, by, body)))
        });
        each.into_iter().map(|one| one.join().unwrap()).collect()
    });
    let mut longest = Duration::ZERO;
    for (path, told) in told {
        match told {
            Some(told) if told.status == 503 && told.retry_after && told.problem => {
                longest = longest.max(told.took);
            }
            other => faults.push(format!("{path}: {other:?}")),
        }
    }
    longest
}

/// It goes away, is asked meanwhile, and comes back; what is not as it must be.
fn away(
    way: Way,
    (cluster, between): (&mut Cluster, &Between),
    base: &str,
    (count, people): (&Count, &People),
    faults: &mut Vec<String>,
) -> Longest {
    count.wait_for(20);
    way.go(cluster, between);
    let gone = Instant::now();
    let mut longest = Longest::default();
    loop {
        let told = ask(base, "GET", "/readyz", None, None).expect("an answer");
        if told.status == 503 {
            longest.until_unready = gone.elapsed();
            break;
        }
        assert!(gone.elapsed() < LONG, "{way:?}: it says that it is ready");
    }
    longest.until_told = asked(base, people, faults);
    way.come_back(cluster, between);
    let back = Instant::now();
    while ask(base, "GET", "/readyz", None, None).is_none_or(|told| told.status != 200) {
        assert!(back.elapsed() < LONG, "{way:?}: it does not come back");
    }
    count.wait_for(1);
    longest.until_back = back.elapsed();
    longest
}

#[test]
fn a_database_that_goes_away_is_told_of_in_time_and_nothing_is_done_twice() {
    let mut cluster = Cluster::start();
    let between = Between::before(cluster.socket());
    let url = format!("postgres://postgres@127.0.0.1:{}/postgres", between.port);
    let place = Place::over(Engine::Postgres, url);
    let server = place.start(None);
    let mut book = Book::begin(&place, &server.base, None, 6).expect("it serves");
    let (count, times) = (Count::default(), rounds(4, 20));
    let mut longest = Longest::default();
    for round in 0..times {
        let (way, mut found) = (WAYS[round % 4], Vec::new());
        let hurt = (&mut cluster, &between);
        let base = server.base.clone();
        let took = book.under_load(&base, &count, |count, people| {
            away(way, hurt, &base, (count, people), &mut found)
        });
        tell(&format!("{way:?}: {took:?}"));
        longest = longest.or(took);
        // Nothing that was given up is done after all.
        let goals = ask(
            &base,
            "GET",
            "/v1/goals",
            Some(&book.people.patients[0]),
            None,
        );
        if goals.is_none_or(|told| told.body["items"] != json!([])) {
            found.push("what was given up was done".to_owned());
        }
        found.extend(after_a_start(&place, &mut book, &base));
        found.extend(book.refresh(&base));
        assert!(
            found.is_empty(),
            "round {round}, {way:?}: {}",
            found.join("\n")
        );
    }
    tell(&format!(
        "away {times} times: {longest:?}, {} told to come back",
        count.refused.into_inner()
    ));
    assert!(
        longest.until_unready < Duration::from_secs(2),
        "{longest:?}"
    );
    assert!(longest.until_told < Duration::from_secs(5), "{longest:?}");
    assert!(longest.until_back < Duration::from_secs(5), "{longest:?}");
}
