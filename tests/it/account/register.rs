//! `POST /v1/auth/register` and its confirmation (ID-9, ID-15).

use chrono::Duration;

use super::{another, asked, confirm, login, me, tellable, text, therapist_wish, wish};
use crate::both;
use crate::harness::world::PASSWORD;
use crate::harness::{Value, json, raw};

both!(five_wrong_codes_kill_the_right_one, |world| {
    let email = world.address("Ana");
    let code = asked(world, &email);
    for _ in 0..5 {
        assert_eq!(
            confirm(world, &email, &another(&code)).expect(401).code(),
            "wrong-credentials"
        );
    }
    confirm(world, &email, &code).expect(401);
    // Nor does asking again open a new round at once.
    world
        .stranger()
        .post("/v1/auth/register", &wish(&email))
        .expect(202);
    assert_eq!(world.mails_to(&email).len(), 1);
    assert_eq!(raw::count(world, "SELECT count(*) AS n FROM accounts"), 0);
    world.clock.advance(Duration::minutes(10));
    let fresh = asked(world, &email);
    confirm(world, &email, &fresh).expect(201);
});

both!(four_wrong_codes_leave_the_right_one_good, |world| {
    let email = world.address("Ana");
    let code = asked(world, &email);
    for _ in 0..4 {
        confirm(world, &email, &another(&code)).expect(401);
    }
    confirm(world, &email, &code).expect(201);
});

both!(a_code_is_good_for_ten_minutes_and_no_longer, |world| {
    let (email, late) = (world.address("Ana"), world.address("Eva"));
    let (code, late_code) = (asked(world, &email), asked(world, &late));
    world
        .clock
        .advance(Duration::minutes(10) - Duration::microseconds(1));
    confirm(world, &email, &code).expect(201);
    world.clock.advance(Duration::microseconds(1));
    confirm(world, &late, &late_code).expect(401);
    // A clock that is set back gives the time back, but never a code that was used.
    world.clock.advance(-Duration::minutes(1));
    confirm(world, &email, &code).expect(401);
});

both!(
    a_code_makes_one_account_and_is_good_for_its_own_address_alone,
    |world| {
        let (ana, eva) = (world.address("Ana"), world.address("Eva"));
        let (hers, other) = (asked(world, &ana), asked(world, &eva));
        confirm(world, &ana, &other).expect(401);
        confirm(world, &eva, &hers).expect(401);
        confirm(world, &ana, &hers).expect(201);
        confirm(world, &ana, &hers).expect(401);
        assert_eq!(raw::count(world, "SELECT count(*) AS n FROM accounts"), 1);
    }
);

both!(using_a_code_kills_its_siblings, |world| {
    let email = world.address("Ana");
    let (first, second) = (asked(world, &email), asked(world, &email));
    confirm(world, &email, &first).expect(201);
    assert_eq!(
        raw::count(world, "SELECT count(*) AS n FROM registrations"),
        0
    );
    confirm(world, &email, &second).expect(401);
});

/// What somebody else sends who wants an account with this address.
fn mallorys_wish(email: &str) -> Value {
    let mut mallory = wish(email);
    mallory["password"] = json!(MALLORYS);
    mallory["display_name"] = json!("Mallory");
    mallory
}

const MALLORYS: &str = "what mallory would like it to be";

both!(
    the_password_of_somebody_else_who_wanted_the_address_opens_nothing,
    |world| {
        let anyone = world.stranger();
        // The codes came to one mailbox, and its owner takes the other's, or her own.
        for (who, takes_hers) in [("Ana", false), ("Eva", true)] {
            let email = world.address(who);
            anyone
                .post("/v1/auth/register", &mallorys_wish(&email))
                .expect(202);
            let theirs = world.mailed_code(&email);
            world.clock.advance(Duration::minutes(1));
            let hers = asked(world, &email);
            let code = if takes_hers { hers } else { theirs };
            let answer = confirm(world, &email, &code).expect(201);
            me(world, &text(&answer, "access_token")).expect(200);
            for password in [MALLORYS, PASSWORD] {
                login(world, &email, password).expect(401);
            }
            let told = world.mails_to(&email).pop().unwrap();
            let told = told.replace("=\r\n", "");
            assert!(told.contains("you can ask for a new password"), "{told}");
            // Whoever reads the mail chooses it.
            let forgotten = json!({"email": email});
            anyone
                .post("/v1/auth/password/forgot", &forgotten)
                .expect(202);
            let code = world.mailed_code(&email);
            let reset =
                json!({"email": email, "code": code, "new_password": "a window over the river"});
            anyone.post("/v1/auth/password/reset", &reset).expect(204);
            login(world, &email, "a window over the river").expect(200);
        }
    }
);

both!(
    an_application_is_remembered_for_an_hour_after_its_code_and_then_gone,
    |world| {
        let anyone = world.stranger();
        for (wait, status) in [(Duration::minutes(69), 401), (Duration::minutes(70), 200)] {
            let email = world.address("Ana");
            anyone
                .post("/v1/auth/register", &mallorys_wish(&email))
                .expect(202);
            world.mailed_code(&email);
            world.clock.advance(wait);
            let hers = asked(world, &email);
            confirm(world, &email, &hers).expect(201);
            login(world, &email, PASSWORD).expect(status);
        }
        // What others never came back for goes too.
        let late = world.address("Eva");
        asked(world, &late);
        world.clock.advance(Duration::minutes(70));
        asked(world, &world.address("Bo"));
        let kept = raw::count(world, "SELECT count(*) AS n FROM registrations");
        assert_eq!(kept, 1);
    }
);

both!(two_wishes_of_one_person_make_one_account, |world| {
    let email = world.address("Ana");
    let first = asked(world, &email);
    asked(world, &email);
    confirm(world, &email, &first).expect(201);
    login(world, &email, PASSWORD).expect(200);
});

both!(codes_are_read_as_they_are_typed_on_a_phone, |world| {
    let email = world.address("Ana");
    let code = asked(world, &email);
    let typed = format!(
        " {}-{} ",
        code[..4].to_lowercase().replace('0', "o"),
        code[4..].to_lowercase().replace('1', "l")
    );
    confirm(world, &email.to_uppercase(), &typed).expect(201);
});

both!(
    every_code_that_does_not_fit_is_refused_in_the_same_words,
    |world| {
        let (ana, known) = (world.address("Ana"), world.patient("Eva").session().email);
        let code = asked(world, &ana);
        let wrong = tellable(&confirm(world, &ana, &another(&code)).expect(401));
        for (email, code) in [
            ("nobody@example.org", code.as_str()),
            (&known, &code),
            (&known, "00000000"),
            (&ana, ""),
            (&ana, "💧"),
            (&ana, "' OR 1=1 --"),
        ] {
            let answer = confirm(world, email, code);
            if code.is_empty() {
                assert_eq!(answer.expect(422).pointers(), ["/code"]);
            } else {
                assert_eq!(tellable(&answer), wrong, "{email} {code}");
            }
        }
    }
);

both!(
    a_therapist_needs_an_invitation_that_is_real_unused_and_not_too_old,
    |world| {
        let anyone = world.stranger();
        let refused = |invitation: Option<&str>| {
            let mut body = therapist_wish(&world.address("Bo"), "");
            body["invitation_code"] = json!(invitation);
            let answer = anyone.post("/v1/auth/register", &body).expect(422);
            assert_eq!(answer.pointers(), ["/invitation_code"], "{invitation:?}");
            answer.without_instance()
        };
        let none = refused(None);
        assert_eq!(refused(Some("0123456789")), none);
        assert_eq!(refused(Some("💧")), none);
        let used = world.therapist_invitation();
        let bo = world.address("Bo");
        anyone
            .post("/v1/auth/register", &therapist_wish(&bo, &used))
            .expect(202);
        confirm(world, &bo, &world.mailed_code(&bo)).expect(201);
        assert_eq!(refused(Some(&used)), none);
        let old = world.therapist_invitation();
        world.clock.advance(Duration::days(7));
        assert_eq!(refused(Some(&old)), none);
        // The mailed code of a registration is no invitation, and a therapist's invitation of a patient is none either.
        let ana = world.address("Ana");
        assert_eq!(refused(Some(&asked(world, &ana))), none);
        assert_eq!(raw::count(world, "SELECT count(*) AS n FROM accounts"), 1);
    }
);

both!(
    an_invitation_makes_one_therapist_however_many_ask_with_it,
    |world| {
        let invitation = world.therapist_invitation();
        let (bo, kim) = (world.address("Bo"), world.address("Kim"));
        for email in [&bo, &kim] {
            world
                .stranger()
                .post("/v1/auth/register", &therapist_wish(email, &invitation))
                .expect(202);
        }
        confirm(world, &bo, &world.mailed_code(&bo)).expect(201);
        confirm(world, &kim, &world.mailed_code(&kim)).expect(401);
        assert_eq!(raw::count(world, "SELECT count(*) AS n FROM accounts"), 1);
    }
);

both!(
    an_invitation_that_ages_while_the_code_is_on_its_way_makes_nobody,
    |world| {
        let (invitation, bo) = (world.therapist_invitation(), world.address("Bo"));
        world
            .clock
            .advance(Duration::days(7) - Duration::minutes(5));
        world
            .stranger()
            .post("/v1/auth/register", &therapist_wish(&bo, &invitation))
            .expect(202);
        world.clock.advance(Duration::minutes(6));
        confirm(world, &bo, &world.mailed_code(&bo)).expect(401);
    }
);

both!(a_patient_brings_no_invitation, |world| {
    let mut body = wish(&world.address("Ana"));
    body["invitation_code"] = json!(world.therapist_invitation());
    assert_eq!(
        world
            .stranger()
            .post("/v1/auth/register", &body)
            .expect(422)
            .pointers(),
        ["/invitation_code"]
    );
});

both!(
    what_does_not_fit_is_named_and_what_is_not_a_field_is_refused,
    |world| {
        for (field, value) in [
            ("role", json!("operator")),
            ("role", json!("admin")),
            ("email", json!("ana")),
            ("email", json!("ana@exämple.org")),
            ("email", json!("ana@example.org\r\nBcc: eva@example.org")),
            ("email", json!(format!("{}@example.org", "a".repeat(250)))),
            ("password", json!(7)),
            ("display_name", json!("")),
            ("display_name", json!("x".repeat(81))),
            ("display_name", json!("a\u{0}b")),
            ("time_zone", json!("Mars/Olympus")),
            ("locale", json!("tlh")),
            ("id", json!("0198a7c2-1111-7000-8000-0000000000ff")),
            ("is_operator", json!(true)),
        ] {
            let mut body = wish("ana@example.org");
            body[field] = value.clone();
            let answer = world
                .stranger()
                .post("/v1/auth/register", &body)
                .expect(422);
            assert_eq!(answer.pointers(), [format!("/{field}")], "{field} {value}");
        }
        assert!(world.mails().is_empty());
    }
);

both!(a_known_address_is_found_in_any_case, |world| {
    let email = world.patient("Ana").session().email;
    world
        .stranger()
        .post("/v1/auth/register", &wish(&email.to_uppercase()))
        .expect(202);
    assert!(
        world
            .mails()
            .last()
            .unwrap()
            .contains("There is one already")
    );
});

both!(
    registering_a_known_address_answers_the_same_bytes_and_tells_the_owner,
    |world| {
        let ana = world.patient("Ana");
        let email = ana.session().email;
        let ask = |email: &str| {
            let body = json!({"role": "patient", "email": email, "password": "another long sentence", "display_name": "X", "time_zone": "UTC"});
            world
                .stranger()
                .post("/v1/auth/register", &body)
                .expect(202)
        };
        let (known, unknown) = (ask(&email), ask("nobody@example.org"));
        assert_eq!(known.bytes, unknown.bytes);
        assert_eq!(tellable(&known), tellable(&unknown));
        let mails = world.mails_to(&email);
        assert!(mails.last().unwrap().contains("There is one already"));
    }
);

both!(
    no_address_is_flooded_with_mail_whether_it_is_known_or_not,
    |world| {
        let known = world.patient("Ana").session().email;
        let before = world.mails_to(&known).len();
        for _ in 0..8 {
            world
                .stranger()
                .post("/v1/auth/register", &wish(&known))
                .expect(202);
            world
                .stranger()
                .post("/v1/auth/register", &wish("nobody@example.org"))
                .expect(202);
        }
        assert_eq!(
            (
                world.mails_to(&known).len() - before,
                world.mails_to("nobody@example.org").len()
            ),
            (5, 5)
        );
    }
);

both!(a_patient_registers_confirms_and_is_signed_in, |world| {
    let ana = world.patient("Ana");
    let me = ana.get("/v1/me").expect(200);
    assert_eq!(me.body["display_name"], "Ana");
    assert_eq!(me.body["role"], "patient");
    assert_eq!(me.body["time_zone"], "Europe/Lisbon");
});

both!(
    the_first_account_of_an_instance_is_an_account_like_any_other,
    |world| {
        // ID-17: nobody is there before somebody registers, and the first one becomes nobody special.
        for (email, password) in [
            ("admin@example.org", "admin"),
            ("admin@localhost.local", "afterword"),
            ("root@example.org", ""),
            ("demo@example.org", PASSWORD),
        ] {
            login(world, email, password).expect(401);
        }
        assert_eq!(raw::count(world, "SELECT count(*) AS n FROM accounts"), 0);
        let first = world.patient("Ana").get("/v1/me").expect(200);
        let second = world.patient("Eva").get("/v1/me").expect(200);
        let fields = |answer: &crate::harness::Answer| {
            answer
                .body
                .as_object()
                .unwrap()
                .keys()
                .cloned()
                .collect::<Vec<_>>()
        };
        assert_eq!(fields(&first), fields(&second));
        assert_eq!(first.body["role"], second.body["role"]);
    }
);
