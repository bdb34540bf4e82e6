//! `/v1/auth/devices`: what is signed in, and signing it out from elsewhere (ID-5).

use chrono::Duration;

use super::{login, me, refresh, text};
use crate::both;
use crate::harness::world::PASSWORD;
use crate::harness::{json, raw};

both!(
    signing_another_device_out_ends_its_tokens_at_once,
    |world| {
        let ana = world.patient("Ana");
        let elsewhere = login(world, &ana.session().email, PASSWORD).expect(200);
        let devices = ana.get("/v1/auth/devices").expect(200);
        let other = devices
            .items()
            .iter()
            .find(|device| device["current"] == false)
            .unwrap();
        let path = format!("/v1/auth/devices/{}", other["id"].as_str().unwrap());
        ana.delete(&path).expect(204);
        me(world, &text(&elsewhere, "access_token")).expect(401);
        refresh(world, &text(&elsewhere, "refresh_token")).expect(401);
        ana.delete(&path).expect(404);
        assert_eq!(ana.get("/v1/auth/devices").expect(200).items().len(), 1);
        assert_eq!(
            raw::count(
                world,
                "SELECT count(*) AS n FROM access_log WHERE action = 'session.ended'"
            ),
            1
        );
    }
);

both!(
    another_accounts_device_is_as_little_there_as_one_that_never_was,
    |world| {
        let (ana, eva) = (world.patient("Ana"), world.patient("Eva"));
        let hers = ana.get("/v1/auth/devices").expect(200).items()[0]["id"]
            .as_str()
            .unwrap()
            .to_owned();
        let tried = eva.delete(&format!("/v1/auth/devices/{hers}")).expect(404);
        let invented = eva
            .delete("/v1/auth/devices/0198a7c2-1111-7000-8000-0000000000ff")
            .expect(404);
        let nonsense = eva.delete("/v1/auth/devices/nonsense").expect(404);
        assert_eq!(super::tellable(&tried), super::tellable(&invented));
        assert_eq!(super::tellable(&tried), super::tellable(&nonsense));
        me(world, &ana.session().access).expect(200);
    }
);

both!(
    the_list_shows_ones_own_devices_newest_first_in_pages,
    |world| {
        let (ana, eva) = (world.patient("Ana"), world.patient("Eva"));
        for number in 0..4 {
            world.clock.advance(Duration::seconds(1));
            let body = json!({"email": ana.session().email, "password": PASSWORD, "device_name": format!("phone {number}")});
            world.stranger().post("/v1/auth/login", &body).expect(200);
        }
        let mut names = Vec::new();
        let mut next = "/v1/auth/devices?limit=2".to_owned();
        loop {
            let page = ana.get(&next).expect(200);
            names.extend(
                page.items()
                    .iter()
                    .map(|device| device["name"].as_str().unwrap().to_owned()),
            );
            match page.body["next_cursor"].as_str() {
                Some(cursor) => next = format!("/v1/auth/devices?limit=2&cursor={cursor}"),
                None => break,
            }
        }
        assert_eq!(names, ["phone 3", "phone 2", "phone 1", "phone 0", "test"]);
        assert_eq!(eva.get("/v1/auth/devices").expect(200).items().len(), 1);
    }
);

both!(a_device_without_a_name_is_listed_without_one, |world| {
    let ana = world.patient("Ana");
    world.clock.advance(Duration::seconds(1));
    login(world, &ana.session().email, PASSWORD).expect(200);
    let devices = ana.get("/v1/auth/devices").expect(200);
    assert!(devices.items()[0]["name"].is_null());
    assert_eq!(devices.items()[0]["created_at"], world.clock.now());
});

both!(a_device_that_was_idle_too_long_is_not_listed, |world| {
    let ana = world.patient("Ana");
    world.clock.advance(Duration::days(31));
    // Signs in anew, because the old device is over.
    let devices = ana.get("/v1/auth/devices").expect(200);
    assert_eq!(devices.items().len(), 1);
    assert_eq!(devices.items()[0]["current"], true);
});

both!(a_stranger_sees_and_ends_no_device, |world| {
    world.patient("Ana");
    let anyone = world.stranger();
    anyone.get("/v1/auth/devices").expect(401);
    anyone
        .delete("/v1/auth/devices/0198a7c2-1111-7000-8000-0000000000ff")
        .expect(401);
    anyone.post_nothing("/v1/auth/logout").expect(401);
});
