//! `/v1/auth/password`: what is refused, changing it, recovering it by mail (ID-5, ID-7, ID-9, ID-15).

use chrono::Duration;

use super::{another, confirm, login, me, refresh, tellable, text, wish};
use crate::both;
use crate::harness::world::PASSWORD;
use crate::harness::{Answer, World, json};

const NEXT: &str = "an old lighthouse without a lamp";

fn forgot(world: &World, email: &str) -> Answer {
    world
        .stranger()
        .post("/v1/auth/password/forgot", &json!({"email": email}))
}

fn reset(world: &World, email: &str, code: &str, password: &str) -> Answer {
    world.stranger().post(
        "/v1/auth/password/reset",
        &json!({"email": email, "code": code, "new_password": password}),
    )
}

fn change(ana: &crate::harness::Client<'_>, current: &str, next: &str) -> Answer {
    ana.post(
        "/v1/auth/password",
        &json!({"current_password": current, "new_password": next}),
    )
}

/// 1,024 bytes that no list knows.
fn longest() -> String {
    let words: String = (0..200)
        .map(|n| format!("stone {n} in the river; "))
        .collect();
    words[..1_024].to_owned()
}

both!(
    passwords_that_are_short_known_repeated_or_personal_are_refused,
    |world| {
        for password in [
            "",
            "short",
            "elevenchars",
            "password1234",
            "aaaaaaaaaaaaaaaa",
            "123456789012345",
            "qwertyuiopasdf",
            "my afterword secret",
            "MARIELA1 and the sea",
        ] {
            let mut body = wish("mariela1@example.org");
            body["password"] = json!(password);
            let answer = world
                .stranger()
                .post("/v1/auth/register", &body)
                .expect(422);
            assert_eq!(answer.pointers(), ["/password"], "{password}");
            if password.len() > 5 {
                assert!(
                    !String::from_utf8_lossy(&answer.bytes).contains(password),
                    "{password}"
                );
            }
        }
        assert!(world.mails().is_empty());
        let ana = world.patient("Ana");
        for password in ["elevenchars", "password1234", "my afterword secret"] {
            assert_eq!(
                change(&ana, PASSWORD, password).expect(422).pointers(),
                ["/new_password"],
                "{password}"
            );
            assert_eq!(
                reset(world, &ana.session().email, "00000000", password)
                    .expect(422)
                    .pointers(),
                ["/new_password"],
                "{password}"
            );
        }
    }
);

both!(
    a_password_of_a_thousand_and_twenty_four_bytes_counts_to_its_last_one,
    |world| {
        let email = world.address("Ana");
        let (password, anyone) = (longest(), world.stranger());
        let mut body = wish(&email);
        body["password"] = json!(format!("{password}x"));
        assert_eq!(
            anyone
                .post("/v1/auth/register", &body)
                .expect(422)
                .pointers(),
            ["/password"]
        );
        body["password"] = json!("x".repeat(1_000_000));
        anyone.post("/v1/auth/register", &body).expect(413);
        body["password"] = json!(password);
        anyone.post("/v1/auth/register", &body).expect(202);
        confirm(world, &email, &world.mailed_code(&email)).expect(201);
        for at in [1_023, 72, 0] {
            let mut changed = password.clone();
            changed.replace_range(at..=at, "#");
            login(world, &email, &changed).expect(401);
        }
        login(world, &email, &password[..1_023]).expect(401);
        login(world, &email, &password).expect(200);
    }
);

both!(a_password_is_taken_exactly_as_it_comes, |world| {
    let email = world.address("Ana");
    let password = "  Ключ от дома, e\u{301}clair\t🛶 ";
    let mut body = wish(&email);
    body["password"] = json!(password);
    world
        .stranger()
        .post("/v1/auth/register", &body)
        .expect(202);
    confirm(world, &email, &world.mailed_code(&email)).expect(201);
    login(world, &email, password.trim()).expect(401);
    login(world, &email, &password.to_lowercase()).expect(401);
    login(world, &email, &password.replace("e\u{301}", "é")).expect(401);
    login(world, &email, password).expect(200);
});

both!(
    a_change_keeps_this_device_ends_the_others_and_tells_the_owner,
    |world| {
        let ana = world.patient("Ana");
        let session = ana.session();
        let elsewhere = login(world, &session.email, PASSWORD).expect(200);
        change(&ana, PASSWORD, NEXT).expect(204);
        me(world, &session.access).expect(200);
        refresh(world, &session.refresh).expect(200);
        me(world, &text(&elsewhere, "access_token")).expect(401);
        refresh(world, &text(&elsewhere, "refresh_token")).expect(401);
        login(world, &session.email, PASSWORD).expect(401);
        login(world, &session.email, NEXT).expect(200);
        assert!(
            world
                .mails_to(&session.email)
                .iter()
                .any(|mail| mail.contains("was changed"))
        );
    }
);

both!(
    a_change_needs_the_present_password_and_changes_nothing_without_it,
    |world| {
        let ana = world.patient("Ana");
        let session = ana.session();
        assert_eq!(
            change(&ana, NEXT, NEXT).expect(422).pointers(),
            ["/current_password"]
        );
        assert_eq!(
            change(&ana, "", NEXT).expect(422).pointers(),
            ["/current_password"]
        );
        world
            .stranger()
            .post(
                "/v1/auth/password",
                &json!({"current_password": PASSWORD, "new_password": NEXT}),
            )
            .expect(401);
        assert_eq!(world.mails_to(&session.email).len(), 1);
        login(world, &session.email, PASSWORD).expect(200);
    }
);

both!(
    asking_for_a_new_password_answers_the_same_bytes_for_every_address,
    |world| {
        let email = world.patient("Ana").session().email;
        let (known, unknown) = (
            forgot(world, &email).expect(202),
            forgot(world, "nobody@example.org").expect(202),
        );
        assert_eq!(known.bytes, unknown.bytes);
        assert_eq!(tellable(&known), tellable(&unknown));
        assert!(world.mails_to("nobody@example.org").is_empty());
        assert_eq!(world.mails_to(&email).len(), 2);
    }
);

both!(a_reset_with_the_mailed_code_ends_every_device, |world| {
    let ana = world.patient("Ana").session();
    let elsewhere = login(world, &ana.email, PASSWORD).expect(200);
    forgot(world, &ana.email).expect(202);
    let code = world.mailed_code(&ana.email);
    reset(world, &ana.email, &code, NEXT).expect(204);
    for access in [&ana.access, &text(&elsewhere, "access_token")] {
        me(world, access).expect(401);
    }
    for token in [&ana.refresh, &text(&elsewhere, "refresh_token")] {
        refresh(world, token).expect(401);
    }
    login(world, &ana.email, PASSWORD).expect(401);
    login(world, &ana.email, NEXT).expect(200);
    assert!(
        world
            .mails_to(&ana.email)
            .iter()
            .any(|mail| mail.contains("was changed"))
    );
    reset(world, &ana.email, &code, PASSWORD).expect(401);
});

both!(
    a_reset_code_is_good_for_its_own_account_ten_minutes_and_five_tries,
    |world| {
        let (ana, eva) = (
            world.patient("Ana").session().email,
            world.patient("Eva").session().email,
        );
        let mailed = |email: &str| {
            forgot(world, email).expect(202);
            world.mailed_code(email)
        };
        let (hers, other) = (mailed(&ana), mailed(&eva));
        let refused = tellable(&reset(world, &ana, &other, NEXT).expect(401));
        assert_eq!(tellable(&reset(world, &eva, &hers, NEXT)), refused);
        assert_eq!(
            tellable(&reset(world, "nobody@example.org", &hers, NEXT)),
            refused
        );
        for _ in 0..4 {
            assert_eq!(
                tellable(&reset(world, &ana, &another(&hers), NEXT)),
                refused
            );
        }
        assert_eq!(tellable(&reset(world, &ana, &hers, NEXT)), refused);
        // A round that is over does not begin again before it is old.
        let mails = world.mails_to(&ana).len();
        forgot(world, &ana).expect(202);
        assert_eq!(world.mails_to(&ana).len(), mails);
        world.clock.advance(Duration::minutes(10));
        assert_eq!(tellable(&reset(world, &eva, &other, NEXT)), refused);
        let fresh = mailed(&ana);
        reset(world, &ana, &fresh, NEXT).expect(204);
        login(world, &eva, PASSWORD).expect(200);
    }
);

both!(
    using_one_reset_code_kills_the_others_and_few_wait_at_once,
    |world| {
        let email = world.patient("Ana").session().email;
        let codes: Vec<String> = (0..3)
            .map(|_| {
                forgot(world, &email).expect(202);
                world.mailed_code(&email)
            })
            .collect();
        forgot(world, &email).expect(202);
        assert_eq!(world.mails_to(&email).len(), 4);
        reset(world, &email, &codes[0], NEXT).expect(204);
        for code in &codes {
            reset(world, &email, code, PASSWORD).expect(401);
        }
    }
);

both!(
    changing_the_password_ends_codes_that_are_still_on_their_way,
    |world| {
        let ana = world.patient("Ana");
        let email = ana.session().email;
        forgot(world, &email).expect(202);
        let code = world.mailed_code(&email);
        change(&ana, PASSWORD, NEXT).expect(204);
        reset(world, &email, &code, "something else that mallory likes").expect(401);
        login(world, &email, NEXT).expect(200);
    }
);

both!(
    each_kind_of_code_is_good_for_its_own_purpose_alone,
    |world| {
        let (ana, new) = (world.patient("Ana").session().email, world.address("Eva"));
        forgot(world, &ana).expect(202);
        let reset_code = world.mailed_code(&ana);
        confirm(world, &ana, &reset_code).expect(401);
        let confirmation = super::asked(world, &new);
        reset(world, &new, &confirmation, NEXT).expect(401);
        login(world, &new, NEXT).expect(401);
        reset(world, &ana, &reset_code, NEXT).expect(204);
    }
);
