//! What waits behind a lock finds what was changed meanwhile: the end of a link, a revocation, a newer version (AZ-5, AZ-7).
//!
//! On PostgreSQL two requests overlap. Here one is made to wait in its middle, by a lock that the test holds, until the other is where it
//! would slip past it; so there is one order and not a race, and each of these failed while the doors looked without holding anything.

use std::thread;

use reqwest::Method;

use super::{Raw, id};
use crate::harness::{Client, Engine, Value, World, json, scenes};

/// How many requests wait for a lock in this world's database.
fn waiting(raw: &mut Raw) -> usize {
    let count = "SELECT count(*)::text AS line FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
    raw.lines(count)[0].parse().expect("a number")
}

/// Statements that wait for their end in another connection, with what they hold.
struct Held(Raw);

impl Held {
    fn by(world: &World, sql: &str) -> Self {
        let mut held = Self(Raw::of(world));
        held.0
            .say(&format!("SET deadlock_timeout = '60s'; BEGIN; {sql}"));
        held
    }

    fn say(&mut self, sql: &str) {
        self.0.say(sql);
    }

    fn let_go(mut self) {
        self.0.say("COMMIT");
    }
}

/// A request on its own thread: its status, and its body.
struct Asked(thread::JoinHandle<(u16, Value)>);

fn ask(
    world: &World,
    who: &Client<'_>,
    method: Method,
    path: &str,
    tag: &str,
    body: Value,
) -> Asked {
    let (url, token, tag) = (
        format!("{}{path}", world.base()),
        who.session().access,
        tag.to_owned(),
    );
    Asked(thread::spawn(move || {
        let http = reqwest::blocking::Client::builder()
            .no_proxy()
            .build()
            .expect("a client");
        let mut request = http
            .request(method, url)
            .bearer_auth(token)
            .header("if-match", tag);
        if !body.is_null() {
            request = request.json(&body);
        }
        let answer = request.send().expect("an answer");
        let status = answer.status().as_u16();
        (
            status,
            serde_json::from_slice(&answer.bytes().expect("a body")).unwrap_or(Value::Null),
        )
    }))
}

/// Waits until so many requests wait for a lock.
fn until_waiting(raw: &mut Raw, wanted: usize) {
    while waiting(raw) < wanted {
        thread::yield_now();
    }
}

struct Scene<'w> {
    linked: scenes::Linked<'w>,
    entry: String,
    consent: String,
    patient: String,
}

impl Scene<'_> {
    /// Every change of the patient's things waits for who holds this.
    fn changes_held(&self, world: &World) -> Held {
        let whose = &self.patient;
        Held::by(
            world,
            &format!("UPDATE patient_changes SET last = last WHERE patient_id = {whose}"),
        )
    }

    /// What the therapist asks to be written.
    fn written(&self, world: &World, path: &str, body: Value) -> Asked {
        ask(world, &self.linked.therapist, Method::POST, path, "*", body)
    }
}

fn scene(world: &World) -> Scene<'_> {
    let linked = scenes::linked(world);
    let entry = scenes::entry(&linked.patient, "a word");
    let consent = scenes::share(&linked.patient, &linked.link, &entry);
    let patient = id(world.engine, &linked.patient.session().account);
    Scene {
        linked,
        entry,
        consent,
        patient,
    }
}

#[test]
fn what_a_therapist_writes_never_lands_after_the_end_of_its_link() {
    let world = World::start(Engine::Postgres);
    let scene = scene(&world);
    let linked = &scene.linked;
    let mut look = Raw::of(&world);
    let mut held = scene.changes_held(&world);
    let exercises = linked.therapist.get("/v1/exercises").expect(200);
    let offer = json!({"link_id": linked.link, "exercise_id": exercises.items()[0]["id"]});
    let asked = scene.written(&world, "/v1/therapist/offers", offer);
    until_waiting(&mut look, 1);
    held.say("UPDATE caseload SET ended_at = now(); UPDATE care_links SET ended_at = now()");
    held.let_go();
    let (status, _) = asked.0.join().expect("an answer");
    assert_eq!(status, 422, "the link does not stand any more");
    assert_eq!(
        look.lines("SELECT count(*)::text AS line FROM offers"),
        ["0"]
    );
}

#[test]
fn what_a_therapist_says_never_lands_after_the_revocation() {
    let world = World::start(Engine::Postgres);
    let scene = scene(&world);
    let mut look = Raw::of(&world);
    let mut held = scene.changes_held(&world);
    let path = format!(
        "/v1/therapist/patients/{}/entries/{}/acknowledgement",
        scene.linked.link, scene.entry
    );
    let asked = scene.written(&world, &path, json!({"kind": "read"}));
    until_waiting(&mut look, 1);
    held.say("UPDATE consents SET revoked_at = now()");
    held.let_go();
    assert_eq!(asked.0.join().expect("an answer").0, 404);
    assert_eq!(
        look.lines("SELECT count(*)::text AS line FROM acknowledgements"),
        ["0"]
    );
}

#[test]
fn a_revocation_tells_everything_that_the_log_tells_of_what_was_opened() {
    let world = World::start(Engine::Postgres);
    let Scene {
        linked,
        entry,
        consent,
        patient,
    } = scene(&world);
    let mut look = Raw::of(&world);
    // The revocation is written, and not yet on the log.
    let held = Held::by(
        &world,
        &format!("UPDATE ledger_heads SET number = number WHERE account_id = {patient}"),
    );
    let path = format!("/v1/consents/{consent}");
    let revoked = ask(
        &world,
        &linked.patient,
        Method::DELETE,
        &path,
        "*",
        Value::Null,
    );
    until_waiting(&mut look, 1);
    let path = format!("/v1/therapist/patients/{}/entries/{entry}", linked.link);
    let read = ask(
        &world,
        &linked.therapist,
        Method::GET,
        &path,
        "*",
        Value::Null,
    );
    until_waiting(&mut look, 2);
    held.let_go();
    let (status, told) = revoked.0.join().expect("an answer");
    assert_eq!((status, &told["opened"]), (200, &json!([])));
    assert_eq!(read.0.join().expect("an answer").0, 404);
    let log = linked
        .patient
        .get("/v1/access-log?action=entry.read&outcome=done")
        .expect(200);
    assert!(log.items().is_empty(), "what was not told was not opened");
}

#[test]
fn of_two_changes_of_a_profile_from_one_version_one_is_stale() {
    let world = World::start(Engine::Postgres);
    let ana = world.patient("Ana");
    let mut look = Raw::of(&world);
    let tag = ana.get("/v1/me").expect(200).etag();
    let held = Held::by(&world, "UPDATE accounts SET version = version");
    let change = |body: Value| ask(&world, &ana, Method::PATCH, "/v1/me", &tag, body);
    let asked = [
        change(json!({"display_name": "Ana Maria"})),
        change(json!({"locale": "es"})),
    ];
    until_waiting(&mut look, 2);
    held.let_go();
    let mut statuses = asked.map(|one| one.0.join().expect("an answer").0);
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 412]);
}

#[test]
fn who_waits_for_one_that_waits_for_them_is_told_to_come_again() {
    let world = World::start(Engine::Postgres);
    let Scene {
        linked,
        entry,
        patient,
        ..
    } = scene(&world);
    let mut look = Raw::of(&world);
    let path = format!("/v1/entries/{entry}");
    let tag = linked.patient.get(&path).expect(200).etag();
    let mut held = Held::by(&world, "UPDATE entries SET revision = revision");
    let asked = ask(
        &world,
        &linked.patient,
        Method::PATCH,
        &path,
        &tag,
        json!({"text": "another"}),
    );
    until_waiting(&mut look, 1);
    held.say(&format!(
        "UPDATE patient_changes SET last = last WHERE patient_id = {patient}"
    ));
    held.let_go();
    let (status, problem) = asked.0.join().expect("an answer");
    assert_eq!(
        (status, &problem["type"]),
        (503, &json!("urn:afterword:problem/busy"))
    );
    linked
        .patient
        .patch(&path, &tag, &json!({"text": "another"}))
        .expect(200);
}
