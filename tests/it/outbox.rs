//! The outbox: one mail that cannot be sent, or does not open, holds no other up.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::thread;
use std::time::Duration;

use afterword::config::MailRoute;

use crate::both;
use crate::harness::{Engine, World, json, raw};

/// Asks for an account, which puts a mail into the outbox.
fn register(world: &World, name: &str) -> String {
    let email = world.address(name);
    let body = json!({"role": "patient", "email": email, "password": crate::harness::world::PASSWORD, "display_name": name, "time_zone": "UTC"});
    world
        .stranger()
        .post("/v1/auth/register", &body)
        .expect(202);
    email
}

fn waiting(world: &World, condition: &str) -> i64 {
    raw::count(
        world,
        &format!("SELECT count(*) AS n FROM mails WHERE {condition}"),
    )
}

both!(
    a_mail_that_does_not_open_stops_no_other_and_is_given_up,
    |world| {
        register(world, "Ana");
        let damaged = match world.engine {
            Engine::Sqlite => "UPDATE mails SET letter = zeroblob(60)",
            Engine::Postgres => "UPDATE mails SET letter = decode(repeat('00', 60), 'hex')",
        };
        world.raw_sql(damaged).unwrap();
        world.clock.advance(chrono::Duration::seconds(1));
        let eva = register(world, "Eva");
        assert_eq!(world.mails_to(&eva).len(), 1);
        assert_eq!(waiting(world, "attempts = 1"), 1, "it is tried again");
        for _ in 0..8 {
            world.clock.advance(chrono::Duration::hours(5));
            world.mails();
        }
        assert_eq!(waiting(world, "1 = 1"), 0);
    }
);

#[test]
fn the_folder_of_mail_is_its_owners_alone() {
    let world = World::start(Engine::Sqlite);
    let MailRoute::Folder(folder) = &world.settings.mail else {
        panic!("worlds mail to folders")
    };
    let mode = fs::metadata(folder).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
}

both!(
    a_mail_is_taken_when_the_one_before_has_left_and_not_before,
    |world| {
        // A mail server that takes a connection and says nothing.
        let server = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = server.local_addr().unwrap().port();
        let world = World::with(world.engine, |settings| {
            settings.mail = MailRoute::Smtp(format!("smtp://127.0.0.1:{port}"));
        });
        for name in ["Ana", "Eva", "Mia"] {
            register(&world, name);
        }
        let service = world.service.clone();
        let sending = thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(service.deliver_mail()).unwrap()
        });
        for number in 1..=3 {
            let (mut connection, _) = server.accept().unwrap();
            assert_eq!(waiting(&world, "attempts = 1"), number, "one at a time");
            drop(connection.write_all(b"421 not now\r\n"));
            drop(connection.shutdown(std::net::Shutdown::Write));
            drop(connection.read_to_end(&mut Vec::new()));
        }
        assert_eq!(sending.join().unwrap(), 0);
        assert_eq!(waiting(&world, "attempts = 1"), 3, "each is tried again");
    }
);

/// Ten seconds of waiting, so only where all rounds are asked for.
#[test]
fn a_mail_server_that_says_nothing_is_waited_for_ten_seconds() {
    if crate::proofs::rounds(0, 1) == 0 {
        return;
    }
    let server = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = server.local_addr().unwrap().port();
    let world = World::with(Engine::Sqlite, |settings| {
        settings.mail = MailRoute::Smtp(format!("smtp://127.0.0.1:{port}"));
    });
    register(&world, "Ana");
    let begun = std::time::Instant::now();
    assert_eq!(world.run(world.service.deliver_mail()).unwrap(), 0);
    let took = begun.elapsed();
    assert!(took < Duration::from_secs(15), "{took:?}");
}
