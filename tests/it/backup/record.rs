//! The record of endings while the service serves: nobody is told that something has ended before it is in the file (RE-10).

use std::fs;

use super::{BACK, ended_since};
use crate::both;
use crate::harness::{raw, scenes};

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
