//! The record of endings while the service serves: nobody is told that something has ended before it is in the file (RE-10).

use std::fs;
use std::thread;

use reqwest::blocking::Client as Http;

use super::{BACK, ended_since};
use crate::both;
use crate::harness::{Client, Engine, World, raw, scenes};
use crate::proofs::{Raw, id, rounds};

both!(every_ending_is_in_the_file_when_it_is_answered, |world| {
    ended_since(world, |_| ());
    let told = fs::read_to_string(&world.settings.endings_file).unwrap();
    for what in ["consent.revoked", "link.ended", "account.erased"] {
        assert_eq!(told.matches(what).count(), 1, "{what} in {told}");
    }
    // A beat stands behind the last ending, in the place of the one before.
    for _ in 0..3 {
        world.clock.advance(chrono::Duration::seconds(30));
        world.run(world.service.beat()).unwrap();
    }
    let beats = fs::read_to_string(&world.settings.endings_file).unwrap();
    assert_eq!(beats.matches(" beat ").count(), 1, "{beats}");
    assert_eq!(beats.lines().count(), told.lines().count());
});

both!(while_the_record_cannot_be_written_nothing_is, |world| {
    let linked = scenes::linked(world);
    let ana = &linked.patient;
    let consents = ["one", "two"].map(|text| {
        let entry = scenes::entry(ana, text);
        scenes::share(ana, &linked.link, &entry)
    });
    let record = &world.settings.endings_file;
    fs::remove_file(record).unwrap();
    fs::create_dir(record).unwrap();
    let revoked = format!("/v1/consents/{}", consents[0]);
    ana.delete(&revoked).expect(503);
    // Asked again, it is not answered either, nor is anything else that writes.
    ana.delete(&revoked).expect(503);
    let body = serde_json::json!({"display_name": "Ana Maria"});
    ana.patch("/v1/me", "\"1\"", &body).expect(503);
    ana.get("/v1/entries").expect(200);
    fs::remove_dir(record).unwrap();
    ana.delete(&revoked).expect(200);
    let told = fs::read_to_string(record).unwrap();
    assert_eq!(told.matches("consent.revoked").count(), 1, "{told}");
    assert_eq!(raw::count(world, BACK), 1);
});

/// Ends the secret address of somebody's calendar, at one of the instances, and says how that was answered.
fn revoke(base: &str, token: &str) -> u16 {
    let http = Http::builder().no_proxy().build().expect("a client");
    let request = http.delete(format!("{base}/v1/timeline/calendar"));
    let answer = request.bearer_auth(token).send().expect("an answer");
    answer.status().as_u16()
}

fn with_calendar<'w>(world: &'w World, name: &str) -> Client<'w> {
    let person = world.patient(name);
    person.post_nothing("/v1/timeline/calendar").expect(201);
    person
}

/// Whether Eva can end something on one instance while Ana, who ends something on another, has to wait for her own log. On SQLite there
/// is one writer.
fn is_free_beside_one_who_waits(world: &World, planted: Option<&str>) -> bool {
    let (ana, eva) = (with_calendar(world, "Ana"), with_calendar(world, "Eva"));
    let (hers, other) = (ana.session(), world.another_instance());
    let mut raw = Raw::of(world);
    raw.say(&format!(
        "BEGIN; UPDATE ledger_heads SET number = number WHERE account_id = {}",
        id(world.engine, &hers.account)
    ));
    if let Some(planted) = planted {
        raw.say(planted);
    }
    thread::scope(|scope| {
        let held = scope.spawn(|| revoke(&other.base, &hers.access));
        let waiting = "SELECT count(*) AS n FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()";
        while raw::count(world, waiting) == 0 {
            thread::yield_now();
        }
        let free = eva.delete("/v1/timeline/calendar").status == 204;
        raw.say("COMMIT");
        let told = held.join().unwrap();
        assert!(told == 204 || !free, "{told}");
        free
    })
}

#[test]
fn whoever_ends_something_waits_behind_no_log_but_their_own() {
    assert!(is_free_beside_one_who_waits(
        &World::start(Engine::Postgres),
        None
    ));
    // The planted fault: the one who waits has the turn already, as all had who took it when something ended.
    let turn = "SELECT pg_advisory_xact_lock(hashtextextended('afterword endings ' || current_schema(), 0))";
    let world = World::start(Engine::Postgres);
    assert!(!is_free_beside_one_who_waits(&world, Some(turn)));
}

/// Everything that ends, at once, over one therapist and two instances: nobody waits for somebody who waits for them.
#[test]
fn endings_of_several_people_at_once_all_succeed_on_two_instances() {
    let world = World::start(Engine::Postgres);
    let other = world.another_instance();
    for _ in 0..rounds(2, 200) {
        let (bo, eva) = (world.therapist("Bo"), world.patient("Eva"));
        let people: Vec<_> = (0..4).map(|_| with_calendar(&world, "Ana")).collect();
        let links: Vec<_> = people.iter().map(|one| scenes::link(one, &bo)).collect();
        let mut asked = Vec::new();
        for (number, (person, link)) in people.iter().zip(&links).enumerate() {
            let entry = scenes::entry(person, "a word");
            let consent = scenes::share(person, link, &entry);
            let base = [world.base(), &other.base][number % 2];
            let token = person.session().access;
            // A consent, a calendar, a link by each of its sides, and a person with all she has.
            asked.push((format!("{base}/v1/timeline/calendar"), token.clone()));
            asked.push((format!("{base}/v1/consents/{consent}"), token.clone()));
            if number % 2 == 0 {
                let path = format!("{}/v1/care/links/{link}", other.base);
                asked.push((path, bo.session().access));
            }
            person.step_up();
            asked.push((format!("{base}/v1/care/links/{link}"), token));
        }
        eva.step_up();
        asked.push((format!("{}/v1/me", other.base), eva.session().access));
        let told: Vec<u16> = thread::scope(|scope| {
            let each: Vec<_> = asked
                .iter()
                .map(|(url, token)| {
                    scope.spawn(move || {
                        let http = Http::builder().no_proxy().build().expect("a client");
                        let answer = http.delete(url).bearer_auth(token).send();
                        answer.expect("an answer").status().as_u16()
                    })
                })
                .collect();
            each.into_iter().map(|one| one.join().unwrap()).collect()
        });
        // Who comes second to a link or a consent finds it ended already.
        let fits = |status: &u16| [200, 204, 404, 409].contains(status);
        assert!(told.iter().all(fits), "{told:?}");
    }
    let file = fs::read_to_string(&world.settings.endings_file).unwrap();
    let beats = file.lines().filter(|line| line.contains(" beat "));
    let lines = "SELECT count(*) AS n FROM endings";
    let told = i64::try_from(file.lines().count() - beats.count()).unwrap();
    assert_eq!(told, raw::count(&world, lines));
}
