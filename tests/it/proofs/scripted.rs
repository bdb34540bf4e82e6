//! Scripted actions leave exactly the rows that they should, each in its order, and no others (AU-1).

use chrono::Duration;

use super::{Raw, id};
use crate::both;
use crate::harness::world::PASSWORD;
use crate::harness::{Client, World, json, scenes};

/// The patient's log, read from the database, so that looking leaves nothing on it.
struct Script<'w> {
    world: &'w World,
    raw: Raw,
    account: String,
    told: Vec<String>,
    actions: usize,
}

impl Script<'_> {
    fn rows(&mut self) -> Vec<String> {
        let whose = id(self.world.engine, &self.account);
        self.raw.lines(&format!(
            "SELECT actor_kind || ' ' || action || ' ' || outcome AS line FROM access_log WHERE account_id = {whose} ORDER BY number"
        ))
    }

    /// Whether the log is what was told, and nothing else.
    fn fits(&mut self) -> bool {
        self.rows() == self.told
    }

    /// One action, and the one row that it leaves.
    #[track_caller]
    fn leaves(&mut self, row: &str, _: impl Sized) {
        self.told.push(row.to_owned());
        self.actions += 1;
        assert_eq!(self.rows(), self.told, "after action {}", self.actions);
    }
}

const NEVER: &str = "0198a7c2-1111-4000-8000-000000000001";

/// Ends a device that signs in as she would from a second phone.
fn second_phone<'w>(world: &'w World, ana: &Client<'w>, password: &str) -> crate::harness::Answer {
    let login =
        json!({"email": ana.session().email, "password": password, "device_name": "second"});
    world.stranger().post("/v1/auth/login", &login)
}

both!(forty_actions_leave_exactly_forty_rows, |world| {
    // Two actions: she registers, and confirms, which signs her in.
    let ana = world.patient("Ana");
    let bo = world.therapist("Bo");
    let mut script = Script {
        world,
        raw: Raw::of(world),
        account: ana.session().account,
        told: vec![
            "patient account.created done".to_owned(),
            "patient session.started done".to_owned(),
        ],
        actions: 2,
    };
    let s = &mut script;
    s.leaves(
        "anyone session.refused refused",
        second_phone(world, &ana, "not the password at all").expect(401),
    );
    let second = second_phone(world, &ana, PASSWORD).expect(200).body;
    s.leaves("patient session.started done", ());
    let refresh = json!({"refresh_token": second["refresh_token"]});
    // Taking the next token is not an event; coming with a used one is.
    let next = world
        .stranger()
        .post("/v1/auth/refresh", &refresh)
        .expect(200);
    let next = json!({"refresh_token": next.body["refresh_token"]});
    world.stranger().post("/v1/auth/refresh", &next).expect(200);
    s.leaves(
        "patient session.token_reused done",
        world
            .stranger()
            .post("/v1/auth/refresh", &refresh)
            .expect(401),
    );
    let me = ana.get("/v1/me").expect(200).etag();
    s.leaves(
        "patient account.changed done",
        ana.patch("/v1/me", &me, &json!({"display_name": "Ana M."}))
            .expect(200),
    );
    let wrong = json!({"current_password": "not the password at all", "new_password": "an even longer way home"});
    s.leaves(
        "patient password.refused refused",
        ana.post("/v1/auth/password", &wrong).expect(422),
    );
    let right = json!({"current_password": PASSWORD, "new_password": "an even longer way home"});
    s.leaves(
        "patient password.changed done",
        ana.post("/v1/auth/password", &right).expect(204),
    );
    let reset = json!({"email": ana.session().email, "code": "AAAA2222", "new_password": "one more long way home"});
    s.leaves(
        "anyone password.refused refused",
        world
            .stranger()
            .post("/v1/auth/password/reset", &reset)
            .expect(401),
    );
    let third = second_phone(world, &ana, "an even longer way home")
        .expect(200)
        .body;
    s.leaves("patient session.started done", ());
    let devices = ana.get("/v1/auth/devices").expect(200);
    let other = devices
        .items()
        .iter()
        .find(|device| device["name"] == "second")
        .unwrap()["id"]
        .clone();
    s.leaves(
        "patient session.ended done",
        ana.delete(&format!("/v1/auth/devices/{}", other.as_str().unwrap()))
            .expect(204),
    );
    drop(third);

    let link = scenes::link(&ana, &bo);
    s.leaves("patient link.made done", ());
    let calendar = ana.post_nothing("/v1/timeline/calendar").expect(201).body;
    s.leaves("patient calendar.made done", ());
    let address = calendar["url"]
        .as_str()
        .unwrap()
        .strip_prefix("http://afterword.test")
        .unwrap()
        .to_owned();
    s.leaves(
        "calendar calendar.read done",
        world.stranger().get(&address).expect(200),
    );
    s.leaves(
        "patient calendar.revoked done",
        ana.delete("/v1/timeline/calendar").expect(204),
    );

    let (one, two) = (scenes::entry(&ana, "one"), scenes::entry(&ana, "two"));
    let entries = format!("/v1/therapist/patients/{link}/entries");
    s.leaves(
        "therapist entry.read refused",
        bo.get(&format!("{entries}/{one}")).expect(404),
    );
    s.leaves(
        "therapist entry.read refused",
        bo.get(&format!("{entries}/{NEVER}")).expect(404),
    );
    let first = scenes::share(&ana, &link, &one);
    s.leaves("patient consent.granted done", ());
    let other = scenes::share(&ana, &link, &two);
    s.leaves("patient consent.granted done", ());
    s.leaves(
        "therapist entry.read done",
        bo.get(&format!("{entries}/{one}")).expect(200),
    );
    s.leaves(
        "therapist entry.read done",
        bo.get(&format!("{entries}/{two}")).expect(200),
    );
    let read = json!({"kind": "read"});
    s.leaves(
        "therapist entry.acknowledged done",
        bo.post(&format!("{entries}/{one}/acknowledgement"), &read)
            .expect(201),
    );
    s.leaves(
        "patient consent.revoked done",
        ana.delete(&format!("/v1/consents/{other}")).expect(200),
    );
    s.leaves(
        "therapist entry.read refused",
        bo.get(&format!("{entries}/{two}")).expect(404),
    );
    s.leaves("therapist entry.read done", bo.get(&entries).expect(200));
    s.leaves(
        "patient consent.paused done",
        ana.post_nothing(&format!("/v1/consents/{first}/pause"))
            .expect(200),
    );
    s.leaves(
        "therapist entry.read refused",
        bo.get(&format!("{entries}/{one}")).expect(404),
    );
    s.leaves(
        "patient consent.resumed done",
        ana.post_nothing(&format!("/v1/consents/{first}/resume"))
            .expect(200),
    );
    s.leaves(
        "therapist entry.read done",
        bo.get(&format!("{entries}/{one}")).expect(200),
    );

    let packet = json!({"link_id": link, "until": world.clock.at(Duration::days(7)), "items": [{"type": "note", "text": "a note"}]});
    let packet = ana.post("/v1/packets", &packet).expect(201).id();
    let given = json!({"link_id": link, "scope": {"type": "packet", "packet_id": packet}, "notice_version": scenes::notice(&ana)});
    s.leaves(
        "patient consent.granted done",
        ana.post("/v1/consents", &given).expect(201),
    );
    s.leaves(
        "therapist packet.read done",
        bo.get(&format!("/v1/therapist/patients/{link}/packets/{packet}"))
            .expect(200),
    );
    let offer = json!({"link_id": link, "prompt": {"text": "What stays with you?"}});
    let offer = bo.post("/v1/therapist/offers", &offer).expect(201).id();
    s.leaves("therapist offer.made done", ());
    s.leaves(
        "therapist offer.withdrawn done",
        bo.delete(&format!("/v1/therapist/offers/{offer}?link_id={link}"))
            .expect(204),
    );
    let item = json!({"kind": "touch", "text": "A hand on the shoulder", "patient": {"words": "when I ask"}});
    let agreement = ana
        .post("/v1/agreements", &json!({"link_id": link, "items": [item]}))
        .expect(201)
        .id();
    let agreements = format!("/v1/therapist/patients/{link}/agreements");
    s.leaves(
        "therapist agreement.read done",
        bo.get(&format!("{agreements}/{agreement}")).expect(200),
    );

    let archive = ana.get("/v1/me/export").expect(200).body;
    s.leaves("patient records.exported done", ());
    s.leaves(
        "patient records.imported done",
        ana.post("/v1/me/import", &archive).expect(200),
    );
    s.leaves(
        "patient access_log.read done",
        ana.get("/v1/access-log").expect(200),
    );
    world
        .raw_sql("UPDATE entries SET words = (SELECT display_name FROM accounts LIMIT 1)")
        .unwrap();
    let broken = ana
        .request(reqwest::Method::GET, &format!("/v1/entries/{one}"))
        .send()
        .unwrap();
    assert_eq!(broken.status(), 500);
    s.leaves("patient record.unreadable refused", ());
    s.leaves(
        "therapist link.ended done",
        bo.delete(&format!("/v1/care/links/{link}")).expect(200),
    );
    s.leaves("therapist entry.read refused", bo.get(&entries).expect(404));
    assert_eq!(s.actions, 40);

    // What concerns nobody's words is on nobody's log: reading one's own, the catalogue, the calendar of days, health.
    for path in [
        "/v1/me",
        "/v1/prompts",
        "/v1/check-ins",
        "/healthz",
        "/v1/consents",
        "/v1/care/links",
        "/v1/access-log/verify",
    ] {
        ana.get(path).expect(200);
    }
    bo.get("/v1/therapist/patients").expect(200);
    bo.get("/v1/therapist/inbox").expect(200);
    assert_eq!(s.rows(), s.told);
    assert_eq!(
        ana.get("/v1/access-log/verify").expect(200).body["intact"],
        true
    );
});

/// What an account is refused, and what it does about its address and its devices: one row each, and nothing on anybody else's log.
fn what_is_refused_leaves_its_row(world: &World) {
    let (ana, eva) = (world.patient("Ana"), world.patient("Eva"));
    let mut script = Script {
        world,
        raw: Raw::of(world),
        account: ana.session().account,
        told: vec![
            "patient account.created done".to_owned(),
            "patient session.started done".to_owned(),
        ],
        actions: 0,
    };
    let s = &mut script;
    ana.enrol();
    s.leaves("patient factor.added done", ());
    let email = ana.session().email;
    let with = |totp: &str| {
        let body = json!({"email": email, "password": PASSWORD, "totp": totp});
        world.stranger().post("/v1/auth/login", &body)
    };
    s.leaves("anyone factor.refused refused", with("000000").expect(401));
    let recovery = ana.session().factor.unwrap().recovery_code();
    with(&recovery).expect(200);
    s.told.push("patient recovery_code.used done".to_owned());
    s.leaves("patient session.started done", ());
    s.leaves("anyone factor.refused refused", with(&recovery).expect(401));
    let shown = |body| ana.post("/v1/auth/step-up", &body);
    s.leaves(
        "patient factor.refused refused",
        shown(json!({"totp": recovery})).expect(422),
    );
    s.leaves(
        "patient password.refused refused",
        shown(json!({"totp": "000000", "password": "not the password at all"})).expect(422),
    );
    let begun = ana
        .post_nothing("/v1/auth/passkeys/registration/begin")
        .expect(201)
        .body;
    let (mut key, made) = crate::harness::passkey::Passkey::create(&begun, "http://afterword.test");
    let new = json!({"ceremony_id": begun["ceremony_id"], "credential": made});
    s.leaves(
        "patient factor.added done",
        ana.post("/v1/auth/passkeys/registration/finish", &new)
            .expect(201),
    );
    key.spoil_signature = true;
    let anyone = world.stranger();
    let begun = anyone
        .post_nothing("/v1/auth/passkeys/login/begin")
        .expect(201)
        .body;
    let answer = json!({"ceremony_id": begun["ceremony_id"], "credential": key.get(&begun)});
    s.leaves(
        "anyone factor.refused refused",
        anyone
            .post("/v1/auth/passkeys/login/finish", &answer)
            .expect(401),
    );
    s.leaves(
        "patient role.refused refused",
        ana.get("/v1/therapist/patients").expect(403),
    );
    let hers = json!({"email": eva.session().email});
    s.leaves(
        "patient address.asked done",
        ana.post("/v1/me/email", &hers).expect(202),
    );
    let mut wrong = hers.clone();
    wrong["code"] = json!("AAAA2222");
    s.leaves(
        "patient address.refused refused",
        ana.post("/v1/me/email/confirm", &wrong).expect(422),
    );
    let free = world.address("Free");
    s.leaves(
        "patient address.asked done",
        ana.post("/v1/me/email", &json!({"email": free}))
            .expect(202),
    );
    let right = json!({"email": free, "code": world.mailed_code(&free)});
    s.leaves(
        "patient address.changed done",
        ana.post("/v1/me/email/confirm", &right).expect(200),
    );
    let again = json!({"email": free, "password": PASSWORD, "totp": ana.session().factor.unwrap().recovery_code()});
    anyone.post("/v1/auth/login", &again).expect(200);
    s.told.push("patient recovery_code.used done".to_owned());
    s.leaves("patient session.started done", ());
    s.leaves(
        "patient sessions.ended done",
        ana.delete("/v1/auth/devices").expect(200),
    );
    // Nobody is signed in elsewhere any more.
    ana.delete("/v1/auth/devices").expect(200);
    assert!(s.fits());
    s.account = eva.session().account;
    s.told.truncate(2);
    assert!(s.fits(), "nothing of it is on anybody else's log");
}

both!(what_an_account_is_refused_leaves_one_row_each, |world| {
    what_is_refused_leaves_its_row(world);
});

both!(a_row_too_few_too_many_or_another_is_found, |world| {
    // The planted faults: somebody takes a row away, puts one there, and changes what one says, behind the API's back.
    let ana = world.patient("Ana");
    let mut script = Script {
        world,
        raw: Raw::of(world),
        account: ana.session().account,
        told: vec![
            "patient account.created done".to_owned(),
            "patient session.started done".to_owned(),
        ],
        actions: 2,
    };
    assert!(script.fits());
    crate::ledger::verify_log::raw_unlock_log(world);
    let whose = id(world.engine, &script.account);
    let tamperings = [
        format!(
            "UPDATE access_log SET outcome = 'refused' WHERE account_id = {whose} AND number = 2"
        ),
        format!(
            "UPDATE access_log SET outcome = 'done', actor_kind = 'operator' WHERE account_id = {whose} AND number = 2"
        ),
        format!("DELETE FROM access_log WHERE account_id = {whose} AND number = 2"),
    ];
    for tampering in tamperings {
        world.raw_sql(&tampering).unwrap();
        assert!(!script.fits(), "{tampering}");
    }
    script.told.pop();
    assert!(script.fits());
    let more = format!(
        "UPDATE access_log SET account_id = {whose}, number = 2 WHERE account_id <> {whose} AND number = 1"
    );
    world.therapist_invitation();
    world.raw_sql(&more).unwrap();
    assert!(!script.fits(), "{more}");
});
