//! `POST /v1/auth/refresh`: one newest token per device, and what a used one brings about (ID-2, ID-3, ID-4, ID-6).

use chrono::Duration;

use super::{login, me, refresh, tellable, text};
use crate::both;
use crate::harness::raw;
use crate::harness::world::PASSWORD;

const REUSED: &str = "SELECT count(*) AS n FROM access_log WHERE action = 'session.token_reused'";

both!(
    a_used_token_that_comes_again_ends_its_device_and_no_other,
    |world| {
        let session = world.patient("Ana").session();
        let elsewhere = login(world, &session.email, PASSWORD).expect(200);
        let second = refresh(world, &session.refresh).expect(200);
        let third = refresh(world, &text(&second, "refresh_token")).expect(200);
        let mails = world.mails_to(&session.email).len();
        assert_eq!(
            refresh(world, &session.refresh).expect(401).code(),
            "wrong-credentials"
        );
        for access in [
            &session.access,
            &text(&second, "access_token"),
            &text(&third, "access_token"),
        ] {
            me(world, access).expect(401);
        }
        refresh(world, &text(&third, "refresh_token")).expect(401);
        assert_eq!(raw::count(world, REUSED), 1);
        let told = world.mails_to(&session.email);
        assert_eq!(told.len(), mails + 1);
        assert!(told.last().unwrap().contains("used in two places"));
        me(world, &text(&elsewhere, "access_token")).expect(200);
        refresh(world, &text(&elsewhere, "refresh_token")).expect(200);
        // Once it is over, trying again tells nobody anything new.
        refresh(world, &session.refresh).expect(401);
        assert_eq!(
            (
                raw::count(world, REUSED),
                world.mails_to(&session.email).len()
            ),
            (1, mails + 1)
        );
    }
);

both!(
    every_token_that_is_no_good_is_refused_in_the_same_words,
    |world| {
        let ana = world.patient("Ana");
        let session = ana.session();
        let out = login(world, &session.email, PASSWORD).expect(200);
        let out_token = text(&out, "refresh_token");
        let signed_out = ana.with_session(crate::harness::client::Session::of(
            &out.body,
            &session.email,
            world.clock.0.now(),
        ));
        signed_out.post_nothing("/v1/auth/logout").expect(204);
        let refused = tellable(&refresh(world, &out_token).expect(401));
        let mut changed = session.refresh.clone();
        let at = changed.len() / 2;
        let letter = if changed.as_bytes()[at] == b'A' {
            "B"
        } else {
            "A"
        };
        changed.replace_range(at..=at, letter);
        for token in [
            changed.as_str(),
            &session.refresh[4..],
            &session.refresh[..60],
            &session.access[..200],
            "awr_",
            "x",
            "awr_💧",
        ] {
            assert_eq!(tellable(&refresh(world, token)), refused, "{token}");
        }
        // None of that ended the device.
        refresh(world, &session.refresh).expect(200);
        assert_eq!(raw::count(world, REUSED), 0);
    }
);

both!(eight_refreshes_at_once_leave_one_live_branch, |world| {
    let session = world.patient("Ana").session();
    let answers: Vec<(u16, String)> = std::thread::scope(|scope| {
        let (base, body) = (
            world.base(),
            format!("{{\"refresh_token\": \"{}\"}}", session.refresh),
        );
        let ask = move || {
            let http = reqwest::blocking::Client::builder()
                .no_proxy()
                .build()
                .unwrap();
            let request = http
                .post(format!("{base}/v1/auth/refresh"))
                .header("content-type", "application/json")
                .body(body);
            let answer = request.send().unwrap();
            let status = answer.status().as_u16();
            let body: crate::harness::Value = answer.json().unwrap();
            let token = body["refresh_token"].as_str().unwrap_or_default();
            (status, token.to_owned())
        };
        let asking: Vec<_> = (0..8).map(|_| scope.spawn(ask.clone())).collect();
        asking.into_iter().map(|one| one.join().unwrap()).collect()
    });
    let (status, next) = answers[0].clone();
    assert_eq!(status, 200);
    assert!(answers.iter().all(|one| *one == (200, next.clone())));
    // Whoever goes on with it goes on alone.
    refresh(world, &next).expect(200);
    assert_eq!(raw::count(world, REUSED), 0);
});

both!(
    a_lost_answer_is_given_again_while_its_access_token_is_unused,
    |world| {
        // ID-2: about ten seconds, and the same refresh token, so that there is no second branch.
        let session = world.patient("Ana").session();
        let first = refresh(world, &session.refresh).expect(200);
        world.clock.advance(Duration::seconds(9));
        let again = refresh(world, &session.refresh).expect(200);
        assert_eq!(text(&first, "refresh_token"), text(&again, "refresh_token"));
        // The token from before the refresh says nothing of whether the answer arrived.
        me(world, &session.access).expect(200);
        refresh(world, &session.refresh).expect(200);
        me(world, &text(&again, "access_token")).expect(200);
        refresh(world, &session.refresh).expect(401);
        me(world, &text(&again, "access_token")).expect(401);
        assert_eq!(raw::count(world, REUSED), 1);
    }
);

both!(
    a_used_token_that_comes_after_the_grace_is_a_reuse,
    |world| {
        for (shift, status) in [(10, 200), (11, 401), (-3, 200), (-60, 401)] {
            let session = world.patient("Ana").session();
            refresh(world, &session.refresh).expect(200);
            world.clock.advance(Duration::seconds(shift));
            assert_eq!(refresh(world, &session.refresh).status, status, "{shift}");
        }
    }
);

both!(
    the_grace_ends_with_the_first_use_on_whichever_route,
    |world| {
        for write in [false, true] {
            let ana = world.patient("Ana");
            let session = ana.session();
            let next = refresh(world, &session.refresh).expect(200);
            let now = ana.with_session(crate::harness::client::Session::of(
                &next.body,
                &session.email,
                world.clock.0.now(),
            ));
            if write {
                now.post("/v1/entries", &crate::harness::json!({"text": "x"}))
                    .expect(201);
            } else {
                now.get("/v1/entries").expect(200);
            }
            refresh(world, &session.refresh).expect(401);
        }
    }
);

both!(a_device_that_was_idle_too_long_is_signed_out, |world| {
    let session = world.patient("Ana").session();
    let elsewhere = login(world, &session.email, PASSWORD).expect(200);
    world.clock.advance(Duration::days(29));
    let kept = refresh(world, &session.refresh).expect(200);
    world.clock.advance(Duration::days(2));
    refresh(world, &text(&elsewhere, "refresh_token")).expect(401);
    world.clock.advance(Duration::days(27));
    refresh(world, &text(&kept, "refresh_token")).expect(200);
    assert_eq!(raw::count(world, REUSED), 0);
});

both!(
    a_device_that_is_used_all_the_time_is_signed_out_after_ninety_days,
    |world| {
        let session = world.patient("Ana").session();
        let mut token = session.refresh;
        for _ in 0..4 {
            world.clock.advance(Duration::days(20));
            token = text(&refresh(world, &token).expect(200), "refresh_token");
        }
        world.clock.advance(Duration::days(11));
        refresh(world, &token).expect(401);
    }
);

both!(an_access_token_ends_with_its_device, |world| {
    let session = world.patient("Ana").session();
    let mut token = session.refresh;
    for _ in 0..3 {
        world.clock.advance(Duration::days(29));
        token = text(&refresh(world, &token).expect(200), "refresh_token");
    }
    // Five minutes before the ninety days are over.
    world
        .clock
        .advance(Duration::days(3) - Duration::minutes(5));
    let access = text(&refresh(world, &token).expect(200), "access_token");
    me(world, &access).expect(200);
    world.clock.advance(Duration::minutes(5));
    me(world, &access).expect(401);
});

both!(a_therapists_device_is_signed_out_sooner, |world| {
    let bo = world.therapist("Bo").session();
    world.clock.advance(Duration::hours(11));
    let kept = refresh(world, &bo.refresh).expect(200);
    world.clock.advance(Duration::hours(12));
    refresh(world, &text(&kept, "refresh_token")).expect(401);
});

both!(
    used_tokens_stay_used_however_much_time_has_passed,
    |world| {
        // ID-4: no clean-up opens an old token again.
        let session = world.patient("Ana").session();
        let mut used = vec![session.refresh.clone()];
        let mut token = session.refresh;
        for _ in 0..3 {
            world.clock.advance(Duration::days(10));
            token = text(&refresh(world, &token).expect(200), "refresh_token");
            used.push(token.clone());
        }
        world.clock.advance(Duration::days(91));
        for token in used {
            refresh(world, &token).expect(401);
        }
    }
);
