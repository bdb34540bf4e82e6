//! `POST /v1/auth/login` and `/v1/auth/logout` (ID-5, ID-7, ID-8, ID-9).

use chrono::Duration;

use super::{login, me, refresh, tellable, text};
use crate::both;
use crate::harness::json;
use crate::harness::world::PASSWORD;

both!(
    an_unknown_address_and_a_wrong_password_are_refused_in_the_same_bytes,
    |world| {
        let email = world.patient("Ana").session().email;
        let wrong = login(world, &email, "not the password at all").expect(401);
        let unknown = login(world, "nobody@example.org", "not the password at all").expect(401);
        assert_eq!(wrong.code(), "wrong-credentials");
        assert_eq!(tellable(&wrong), tellable(&unknown));
        assert_eq!(wrong.bytes.len(), unknown.bytes.len());
        for (email, password) in [
            (email.as_str(), ""),
            ("nobody@example.org", PASSWORD),
            (&email, &PASSWORD.to_uppercase()),
            (&email, &format!("{PASSWORD} ")),
        ] {
            assert_eq!(
                tellable(&login(world, email, password)),
                tellable(&wrong),
                "{email} {password}"
            );
        }
    }
);

both!(
    an_account_that_waits_for_its_code_does_not_sign_in,
    |world| {
        let email = world.address("Ana");
        super::asked(world, &email);
        login(world, &email, PASSWORD).expect(401);
    }
);

both!(
    the_password_is_never_taken_from_a_longer_or_shorter_one,
    |world| {
        let email = world.patient("Ana").session().email;
        for password in [
            &PASSWORD[1..],
            &PASSWORD[..PASSWORD.len() - 1],
            &format!("{PASSWORD}{PASSWORD}"),
            &format!("{PASSWORD}\u{0}"),
        ] {
            assert_eq!(login(world, &email, password).status, 401, "{password:?}");
        }
    }
);

both!(
    a_password_beyond_the_limit_is_refused_before_it_is_hashed,
    |world| {
        let email = world.patient("Ana").session().email;
        assert_eq!(
            login(world, &email, &"x".repeat(1_025))
                .expect(422)
                .pointers(),
            ["/password"]
        );
        assert_eq!(
            login(world, &email, &"ä".repeat(513))
                .expect(422)
                .pointers(),
            ["/password"]
        );
        login(world, &email, &"x".repeat(1_024)).expect(401);
        login(world, &email, &"x".repeat(1_000_000)).expect(413);
    }
);

both!(what_is_not_a_field_of_signing_in_is_refused, |world| {
    let email = world.patient("Ana").session().email;
    for (field, value) in [
        ("remember", json!(true)),
        ("role", json!("therapist")),
        ("device_name", json!("")),
        ("device_name", json!("x".repeat(81))),
    ] {
        let mut body = json!({"email": email, "password": PASSWORD});
        body[field] = value;
        assert_eq!(
            world
                .stranger()
                .post("/v1/auth/login", &body)
                .expect(422)
                .pointers(),
            [format!("/{field}")]
        );
    }
    assert_eq!(
        world
            .stranger()
            .post("/v1/auth/login", &json!({"email": email}))
            .expect(422)
            .pointers(),
        ["/password"]
    );
});

both!(signing_in_answers_tokens_for_ten_minutes, |world| {
    let email = world.patient("Ana").session().email;
    let answer = login(world, &email.to_uppercase(), PASSWORD).expect(200);
    assert_eq!(
        (&answer.body["token_type"], &answer.body["expires_in"]),
        (&json!("Bearer"), &json!(600))
    );
    assert_eq!(answer.body["account"]["email"], email);
    assert_eq!(answer.header("cache-control"), "no-store");
    let token = text(&answer, "access_token");
    world.clock.advance(Duration::seconds(599));
    me(world, &token).expect(200);
    world.clock.advance(Duration::seconds(1));
    me(world, &token).expect(401);
});

both!(
    signing_out_ends_the_access_token_and_the_refresh_token_at_once,
    |world| {
        let ana = world.patient("Ana");
        let session = ana.session();
        let elsewhere = login(world, &session.email, PASSWORD).expect(200);
        ana.post_nothing("/v1/auth/logout").expect(204);
        assert_eq!(
            me(world, &session.access).expect(401).code(),
            "unauthenticated"
        );
        refresh(world, &session.refresh).expect(401);
        me(world, &text(&elsewhere, "access_token")).expect(200);
        refresh(world, &text(&elsewhere, "refresh_token")).expect(200);
        // A device that was signed out is not one whose token was stolen.
        assert_eq!(
            crate::harness::raw::count(
                world,
                "SELECT count(*) AS n FROM access_log WHERE action = 'session.token_reused'"
            ),
            0
        );
    }
);
