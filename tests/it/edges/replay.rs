//! Both databases answer alike (IN-4): the same script, generated once, gives the same statuses and the same bodies.

use std::collections::BTreeMap;

use reqwest::Method;

use super::text::Numbers;
use crate::harness::{Answer, Client, Engine, Value, World, json, scenes};
use crate::proofs::rounds;

/// A body without what is new in every world: ids are numbered in the order in which they come, secrets and cursors say that they are there.
#[derive(Default)]
struct Names(BTreeMap<String, usize>);

impl Names {
    fn normal(&mut self, key: &str, value: &Value) -> Value {
        match value {
            Value::String(text) => {
                let id = text.trim_start_matches("urn:uuid:");
                if key == "instance" {
                    json!("this request")
                } else if id.len() == 36 && id.bytes().filter(|byte| *byte == b'-').count() == 4 {
                    let next = self.0.len();
                    json!(format!(
                        "id {}",
                        self.0.entry(id.to_owned()).or_insert(next)
                    ))
                } else if matches!(
                    key,
                    "next_cursor" | "code" | "hash" | "head" | "signature" | "url" | "secret"
                ) {
                    json!("there")
                } else {
                    value.clone()
                }
            }
            Value::Array(items) => items.iter().map(|item| self.normal(key, item)).collect(),
            Value::Object(fields) => fields
                .iter()
                .map(|(key, value)| (key.clone(), self.normal(key, value)))
                .collect(),
            other => other.clone(),
        }
    }
}

/// What is created, where, and how it is made.
const KINDS: [&str; 9] = [
    "entries",
    "check-ins",
    "steps",
    "intentions",
    "goals",
    "fears",
    "dosing-sessions",
    "appointments",
    "evaluations",
];

const WORDS: [&str; 12] = [
    "Öl",
    "öl",
    "Zebra",
    "apfel",
    "Äpfel",
    "a b",
    "a-b",
    "a_b",
    "😀",
    "ﬁ",
    "%",
    "'; DROP TABLE entries; --",
];

fn instant(numbers: &mut Numbers) -> String {
    let (month, day, hour) = (
        1 + numbers.below(12),
        1 + numbers.below(31),
        numbers.below(25),
    );
    format!(
        "20{:02}-{month:02}-{day:02}T{hour:02}:{:02}:00.{:06}Z",
        numbers.below(60),
        numbers.below(60),
        numbers.below(3)
    )
}

fn body(kind: &str, id: Option<&str>, numbers: &mut Numbers) -> Value {
    let text = format!("{} {}", numbers.one_of(&WORDS), numbers.one_of(&WORDS));
    let at = instant(numbers);
    let mut body = match kind {
        "entries" => json!({"text": text, "authored_at": at, "feelings": [numbers.one_of(&WORDS)]}),
        "check-ins" => json!({"rest": text, "at": at}),
        "dosing-sessions" => {
            json!({"status": numbers.one_of(&["planned", "happened", "cancelled"]), "time_zone": numbers.one_of(&["UTC", "Europe/Lisbon", "Pacific/Kiritimati"]), "planned_at": at, "note": text})
        }
        "appointments" => {
            json!({"kind": numbers.one_of(&["preparation", "integration"]), "at": at, "note": text})
        }
        "evaluations" => json!({"on": at.split('T').next(), "note": text}),
        _ => json!({"text": text}),
    };
    if let Some(id) = id {
        body["id"] = json!(id);
    }
    if numbers.below(12) == 0 {
        body[*numbers.one_of(&["text", "kanarie", "at", "id"])] = json!(numbers.below(3));
    }
    body
}

/// One request of the script.
fn step(ana: &Client<'_>, numbers: &mut Numbers, made: &mut Vec<(usize, String)>) -> Answer {
    let number = numbers.below(KINDS.len());
    let (at, id) = match made.len() {
        0 => (number, String::from("0190a000-0000-7000-8000-000000000000")),
        some => made[numbers.below(some)].clone(),
    };
    let one = format!("/v1/{}/{id}", KINDS[at]);
    match numbers.below(12) {
        0..=3 => {
            let id = format!("0190a000-0000-7000-8000-{:012x}", numbers.below(1 << 20));
            let body = body(KINDS[number], Some(&id), numbers);
            let answer = ana.post(&format!("/v1/{}", KINDS[number]), &body);
            if answer.status == 201 {
                made.push((number, id));
            }
            answer
        }
        4 => {
            let mut again = body(KINDS[at], Some(&id), numbers);
            again["id"] = json!(id);
            ana.post(&format!("/v1/{}", KINDS[at]), &again)
        }
        5 => ana.patch(&one, "*", &body(KINDS[at], None, numbers)),
        6 => ana.patch(
            &one,
            &format!("\"{}-x\"", numbers.below(4)),
            &body(KINDS[at], None, numbers),
        ),
        7 => ana.delete(&one),
        8 => ana.get(&one),
        9 => {
            let from = instant(numbers);
            let query = [
                String::new(),
                format!("?limit={}", 1 + numbers.below(100)),
                format!("?from={from}"),
                format!("?to={from}&limit=3"),
            ];
            ana.get(&format!("/v1/{}{}", KINDS[number], numbers.one_of(&query)))
        }
        10 => {
            let word = numbers
                .one_of(&WORDS)
                .replace('%', "%25")
                .replace(' ', "%20")
                .replace(';', "%3B");
            ana.get(&format!("/v1/entries?q={word}"))
        }
        _ => match numbers.below(4) {
            0 => ana.get("/v1/timeline"),
            1 => ana.get(&format!("/v1/entries/{id}/revisions")),
            2 => ana.get("/v1/access-log?limit=5"),
            _ => ana.send(ana.request(Method::PUT, &one)),
        },
    }
}

fn script(engine: Engine, length: usize) -> Vec<(u16, Value)> {
    script_in(&World::start(engine), length)
}

fn script_in(world: &World, length: usize) -> Vec<(u16, Value)> {
    let ana = scenes::linked(world).patient;
    let (mut numbers, mut made, mut names) = (Numbers(11), Vec::new(), Names::default());
    let mut answers = Vec::new();
    for number in 0..length {
        if number % 50 == 49 {
            world.clock.advance(chrono::Duration::minutes(7));
        }
        let answer = step(&ana, &mut numbers, &mut made);
        answers.push((answer.status, names.normal("", &answer.body)));
    }
    answers
}

#[test]
fn both_databases_give_the_same_answers_to_the_same_script() {
    let length = rounds(250, 5_000);
    let (sqlite, postgres) = (
        script(Engine::Sqlite, length),
        script(Engine::Postgres, length),
    );
    let mut seen: BTreeMap<u16, usize> = BTreeMap::new();
    for (number, (left, right)) in sqlite.iter().zip(&postgres).enumerate() {
        assert_eq!(left, right, "request {number}");
        *seen.entry(left.0).or_default() += 1;
    }
    println!("{length} requests alike: {seen:?}");
    for status in [200, 201, 204, 404, 409, 412, 422] {
        assert!(
            seen.contains_key(&status),
            "the script meets {status}: {seen:?}"
        );
    }
}

/// The planted fault: the clock of one of the two is a second ahead.
#[test]
fn two_that_do_not_answer_alike_are_told_apart() {
    let late = World::start(Engine::Sqlite);
    late.clock.advance(chrono::Duration::seconds(1));
    assert_ne!(script(Engine::Sqlite, 30), script_in(&late, 30));
}
