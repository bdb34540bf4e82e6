//! Jobs that several instances do: each mail is taken by one of them, and none waits for another (RE-11).

use std::thread;

use crate::both;
use crate::harness::{Engine, World, json, world::PASSWORD};
use crate::proofs::Raw;

fn register(world: &World, names: &[&str]) -> Vec<String> {
    let each = names.iter().map(|name| {
        let email = world.address(name);
        let body = json!({"role": "patient", "email": email, "password": PASSWORD, "display_name": name, "time_zone": "UTC"});
        world.stranger().post("/v1/auth/register", &body).expect(202);
        world.clock.advance(chrono::Duration::seconds(1));
        email
    });
    each.collect()
}

#[test]
fn a_mail_that_another_instance_is_taking_is_left_to_it_and_nobody_waits() {
    let world = World::start(Engine::Postgres);
    let emails = register(&world, &["Ana", "Eva", "Mia"]);
    let mut other = Raw::of(&world);
    // The other instance has chosen the oldest and not committed yet.
    other.say("BEGIN; SELECT id FROM mails ORDER BY due_at LIMIT 1 FOR UPDATE");
    let begun = std::time::Instant::now();
    let sent: Vec<usize> = emails
        .iter()
        .map(|email| world.mails_to(email).len())
        .collect();
    assert_eq!(sent, [0, 1, 1], "all but the one that is taken");
    // Who waits for a row gives up after four seconds.
    assert!(
        begun.elapsed() < std::time::Duration::from_secs(4),
        "{:?}",
        begun.elapsed()
    );
    other.say("ROLLBACK");
    assert_eq!(world.mails_to(&emails[0]).len(), 1);
}

both!(
    two_instances_that_send_at_once_send_each_mail_once,
    |world| {
        let emails = register(
            world,
            &["Ana", "Eva", "Mia", "Bea", "Ida", "Lea", "Noa", "Uma"],
        );
        let other = afterword::app::Service::open(&world.settings, world.clock.0.clone()).unwrap();
        let services = [world.service.clone(), other];
        let sent: usize = thread::scope(|scope| {
            let each = services.map(|service| {
                scope.spawn(move || {
                    let runtime = tokio::runtime::Builder::new_current_thread()
                        .enable_all()
                        .build()
                        .unwrap();
                    runtime.block_on(service.deliver_mail()).unwrap()
                })
            });
            each.into_iter().map(|one| one.join().unwrap()).sum()
        });
        assert_eq!(sent, emails.len());
        for email in &emails {
            assert_eq!(world.mails_to(email).len(), 1, "{email}");
        }
    }
);
