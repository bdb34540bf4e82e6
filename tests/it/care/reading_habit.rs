//! `GET, PUT /v1/therapist/reading-habit`, and where patients see it (N4, AZ-12).

use chrono::Duration;
use reqwest::Method;

use crate::both;
use crate::harness::{Answer, Client, Value, json, scenes};

const PATH: &str = "/v1/therapist/reading-habit";
const HABIT: &str = "I read before our sessions, and not in between.";

fn put(therapist: &Client<'_>, body: &Value) -> Answer {
    let tag = therapist.get(PATH).etag();
    let put = therapist.request(Method::PUT, PATH).json(body);
    therapist.send(put.header("if-match", tag))
}

/// Takes it back.
fn forget(therapist: &Client<'_>) {
    let forget = therapist.request(Method::DELETE, PATH);
    therapist.send(forget.header("if-match", "*")).expect(204);
}

both!(what_is_said_already_is_changed_under_a_condition, |world| {
    let bo = world.therapist("Bo");
    let say = |text: &str, tag: Option<&str>| {
        let put = bo.request(Method::PUT, PATH).json(&json!({"text": text}));
        bo.send(match tag {
            Some(tag) => put.header("if-match", tag),
            None => put,
        })
    };
    bo.delete(PATH).expect(204);
    let first = say(HABIT, None).expect(200).etag();
    say("On Mondays.", None).expect(428);
    let second = say("On Mondays.", Some(&first)).expect(200).etag();
    let stale = say("On Tuesdays.", Some(&first)).expect(412);
    assert!(stale.etag().starts_with(second.split('-').next().unwrap()));
    bo.delete(PATH).expect(428);
    assert_eq!(bo.get(PATH).expect(200).body["text"], "On Mondays.");
    forget(&bo);
    say(HABIT, None).expect(200);
});

both!(a_therapist_says_when_they_read_and_takes_it_back, |world| {
    let bo = world.therapist("Bo");
    let nothing = json!({"text": null, "updated_at": null});
    assert_eq!(bo.get(PATH).expect(200).body, nothing);
    let said = put(&bo, &json!({"text": HABIT})).expect(200);
    assert_eq!(
        said.body,
        json!({"text": HABIT, "updated_at": world.clock.now()})
    );
    let tag = bo.get(PATH).expect(200).etag();
    world.clock.advance(Duration::minutes(1));
    assert_eq!(
        put(&bo, &json!({"text": HABIT})).expect(200).body,
        said.body,
        "saying the same again says nothing"
    );
    bo.get_if_none_match(PATH, &tag).expect(304);
    let changed = put(&bo, &json!({"text": "On Mondays."})).expect(200);
    assert_eq!(changed.body["updated_at"], world.clock.now());
    assert_ne!(changed.etag(), tag);
    forget(&bo);
    bo.delete(PATH).expect(204);
    assert_eq!(bo.get(PATH).expect(200).body["text"], json!(null));
    put(&bo, &json!({"text": HABIT})).expect(200);
});

both!(only_a_therapist_says_it_and_only_a_line, |world| {
    let (ana, bo) = (world.patient("Ana"), world.therapist("Bo"));
    for (body, pointer) in [
        (json!({}), "/text"),
        (json!({"text": null}), "/text"),
        (json!({"text": ""}), "/text"),
        (json!({"text": "x".repeat(301)}), "/text"),
        (json!({"text": "x", "online": true}), "/online"),
    ] {
        assert_eq!(put(&bo, &body).expect(422).pointers(), [pointer]);
    }
    put(&bo, &json!({"text": "x".repeat(300)})).expect(200);
    put(&ana, &json!({"text": "x"})).expect(403);
    ana.get(PATH).expect(403);
    ana.delete(PATH).expect(403);
    put(&world.stranger(), &json!({"text": "x"})).expect(401);
    assert_eq!(
        world.therapist("Cy").get(PATH).expect(200).body["text"],
        json!(null)
    );
});

both!(patients_see_it_where_they_decide, |world| {
    let (ana, bo) = (world.patient("Ana"), world.therapist("Bo"));
    put(&bo, &json!({"text": HABIT})).expect(200);
    let code = bo.post("/v1/care/invitations", &json!({})).expect(201);
    let code = code.body["code"].as_str().unwrap().to_owned();
    let invited = ana.get(&format!("/v1/care/invitations/{code}")).expect(200);
    assert_eq!(invited.body["reading_habit"], HABIT);
    let link = ana
        .post("/v1/care/links", &json!({"invitation_code": code}))
        .expect(201);
    assert_eq!(link.body["reading_habit"], HABIT);
    let listed = |client: &Client<'_>| {
        client.get("/v1/care/links").expect(200).items()[0]["reading_habit"].clone()
    };
    assert_eq!(listed(&ana), HABIT);
    assert_eq!(listed(&bo), json!(null), "it is told to patients");
    let entry = scenes::entry(&ana, "a word");
    let body = json!({"link_id": link.id(), "scope": {"type": "entry", "entry_id": entry}, "notice_version": scenes::notice(&ana)});
    let given = ana.post("/v1/consents", &body).expect(201);
    assert_eq!(given.body["reading_habit"], HABIT);
    forget(&bo);
    assert_eq!(listed(&ana), json!(null));
    let path = format!("/v1/consents/{}", given.id());
    assert_eq!(
        ana.get(&path).expect(200).body["reading_habit"],
        json!(null)
    );
});

both!(
    nothing_looks_as_if_somebody_read_where_nobody_can,
    |world| {
        let scenes::Linked {
            patient,
            therapist,
            link,
        } = scenes::linked(world);
        put(&therapist, &json!({"text": HABIT})).expect(200);
        let shared = |text: &str| scenes::share(&patient, &link, &scenes::entry(&patient, text));
        let (paused, revoked, standing) = (shared("one"), shared("two"), shared("three"));
        patient
            .post_nothing(&format!("/v1/consents/{paused}/pause"))
            .expect(200);
        patient
            .delete(&format!("/v1/consents/{revoked}"))
            .expect(200);
        let habit = |consent: &str| {
            let path = format!("/v1/consents/{consent}");
            patient.get(&path).expect(200).body["reading_habit"].clone()
        };
        assert_eq!(habit(&paused), json!(null));
        assert_eq!(habit(&revoked), json!(null));
        assert_eq!(habit(&standing), HABIT);
        patient
            .delete(&format!("/v1/care/links/{link}"))
            .expect(200);
        assert_eq!(habit(&standing), json!(null));
        let links = patient.get("/v1/care/links").expect(200);
        assert_eq!(links.items()[0]["reading_habit"], json!(null));
    }
);
