//! What hashing a password costs is a setting, and whoever signs in has an older hash made anew (ID-8).

use afterword::config::PasswordCost;

use super::login;
use crate::both;
use crate::harness::world::PASSWORD;
use crate::harness::{Client, World, json, raw};

const DEARER: PasswordCost = PasswordCost {
    memory_kib: 20_480,
    passes: 3,
    lanes: 2,
};

/// How many accounts have a hash of this cost.
fn kept(world: &World, cost: &str) -> i64 {
    let sql = format!(
        "SELECT count(*) AS n FROM accounts WHERE password_hash LIKE '$argon2id$v=19${cost}$%'"
    );
    raw::count(world, &sql)
}

/// The same service with dearer passwords, beside the one of the world.
fn dearer(world: &World) -> String {
    let mut settings = world.settings.clone();
    settings.policy.password_cost = DEARER;
    let service =
        afterword::app::Service::open(&settings, world.clock.0.clone()).expect("it opens");
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let base = format!("http://{}", listener.local_addr().expect("an address"));
    std::thread::spawn(move || {
        actix_web::rt::System::new().block_on(async move {
            let server = service.serve(listener, 2).expect("it serves");
            drop(server.await);
        });
    });
    base
}

fn sign_in(base: &str, email: &str, password: &str) -> u16 {
    let http = reqwest::blocking::Client::builder()
        .no_proxy()
        .timeout(None)
        .build()
        .expect("a client");
    let body = json!({"email": email, "password": password});
    let request = http.post(format!("{base}/v1/auth/login")).json(&body);
    request.send().expect("an answer").status().as_u16()
}

fn email(person: &Client<'_>) -> String {
    person.session().email
}

both!(
    an_older_hash_is_made_anew_when_its_owner_signs_in,
    |world| {
        let (ana, eva) = (world.patient("Ana"), world.patient("Eva"));
        let base = dearer(world);
        assert_eq!(
            (
                kept(world, "m=19456,t=2,p=1"),
                kept(world, "m=20480,t=3,p=2")
            ),
            (2, 0)
        );
        // Not for a wrong password, nor for nobody.
        assert_eq!(sign_in(&base, &email(&ana), "another long sentence"), 401);
        assert_eq!(sign_in(&base, "nobody@example.org", PASSWORD), 401);
        assert_eq!(kept(world, "m=20480,t=3,p=2"), 0);
        assert_eq!(sign_in(&base, &email(&ana), PASSWORD), 200);
        assert_eq!(
            (
                kept(world, "m=19456,t=2,p=1"),
                kept(world, "m=20480,t=3,p=2")
            ),
            (1, 1)
        );
        assert_eq!(sign_in(&base, &email(&ana), "another long sentence"), 401);
        // An instance that was not told yet reads it as well, and makes it its own again: each is right at every moment.
        login(world, &email(&ana), PASSWORD).expect(200);
        assert_eq!(kept(world, "m=19456,t=2,p=1"), 2);
        login(world, &email(&eva), PASSWORD).expect(200);
        // It is the same password: nothing of it is on the log, nobody is signed out or told.
        let changed = "SELECT count(*) AS n FROM access_log WHERE action LIKE 'password.%'";
        assert_eq!(raw::count(world, changed), 0);
        ana.get("/v1/me").expect(200);
        let told = world.mails_to(&email(&ana));
        assert!(
            !told
                .iter()
                .any(|mail| mail.contains("password of your account was changed"))
        );
    }
);

both!(all_who_sign_in_at_once_with_an_older_hash_get_in, |world| {
    let ana = email(&world.patient("Ana"));
    let base = dearer(world);
    let statuses: Vec<u16> = std::thread::scope(|scope| {
        let each: Vec<_> = (0..6)
            .map(|_| scope.spawn(|| sign_in(&base, &ana, PASSWORD)))
            .collect();
        each.into_iter().map(|one| one.join().unwrap()).collect()
    });
    assert_eq!(statuses, [200; 6]);
    assert_eq!(kept(world, "m=20480,t=3,p=2"), 1);
});

both!(what_is_new_is_hashed_at_the_cost_that_is_set, |world| {
    let dear = World::with(world.engine, |settings| {
        settings.policy.password_cost = DEARER;
    });
    let ana = dear.patient("Ana");
    assert_eq!(kept(&dear, "m=20480,t=3,p=2"), 1);
    let change =
        json!({"current_password": PASSWORD, "new_password": "an old lighthouse without a lamp"});
    ana.post("/v1/auth/password", &change).expect(204);
    assert_eq!(kept(&dear, "m=20480,t=3,p=2"), 1);
    login(&dear, &email(&ana), "an old lighthouse without a lamp").expect(200);
});
