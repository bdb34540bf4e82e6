//! `POST, GET /v1/care/links` (AZ-12).

use chrono::Duration;

use crate::both;
use crate::harness::{json, scenes};

both!(
    taking_an_invitation_up_makes_one_link_that_both_sides_see,
    |world| {
        let (ana, bo) = (world.patient("Ana"), world.therapist("Bo"));
        let code = bo.post("/v1/care/invitations", &json!({})).expect(201);
        let taken = json!({"invitation_code": code.body["code"]});
        let link = ana.post("/v1/care/links", &taken).expect(201);
        let expected = json!({"id": link.id(), "therapist": {"display_name": "Bo"}, "patient": null, "reading_habit": null, "created_at": world.clock.now(), "ended_at": null, "ended_by": null, "stopped": null});
        assert_eq!(link.body, expected);
        assert_eq!(ana.get("/v1/care/links").expect(200).items(), [expected]);
        let theirs = bo.get("/v1/care/links").expect(200);
        assert_eq!(theirs.items()[0]["patient"], json!({"display_name": "Ana"}));
        assert_eq!(theirs.items()[0]["therapist"], json!(null));
        let patients = bo.get("/v1/therapist/patients").expect(200);
        assert_eq!(
            patients.items(),
            [
                json!({"link_id": link.id(), "patient": {"display_name": "Ana"}, "linked_at": world.clock.now()})
            ]
        );

        world.clock.advance(Duration::days(9));
        assert_eq!(
            ana.post("/v1/care/links", &taken).expect(200).bytes,
            link.bytes,
            "a repeat answers the same"
        );
    }
);

both!(a_code_is_good_for_one_patient_and_for_seven_days, |world| {
    let (ana, eva, bo) = (
        world.patient("Ana"),
        world.patient("Eva"),
        world.therapist("Bo"),
    );
    let code = bo.post("/v1/care/invitations", &json!({})).expect(201);
    ana.post(
        "/v1/care/links",
        &json!({"invitation_code": code.body["code"]}),
    )
    .expect(201);
    let used = eva
        .post(
            "/v1/care/links",
            &json!({"invitation_code": code.body["code"]}),
        )
        .expect(422);
    assert_eq!(used.pointers(), ["/invitation_code"]);
    let unknown = eva
        .post("/v1/care/links", &json!({"invitation_code": "0000000000"}))
        .expect(422);
    assert_eq!(used.without_instance(), unknown.without_instance());
    let late = bo.post("/v1/care/invitations", &json!({})).expect(201);
    world.clock.advance(Duration::days(7));
    let expired = eva
        .post(
            "/v1/care/links",
            &json!({"invitation_code": late.body["code"]}),
        )
        .expect(422);
    assert_eq!(expired.without_instance(), unknown.without_instance());
    assert!(eva.get("/v1/care/links").expect(200).items().is_empty());
});

both!(one_pair_has_one_standing_link, |world| {
    let scenes::Linked {
        patient,
        therapist,
        link,
    } = scenes::linked(world);
    let code = therapist
        .post("/v1/care/invitations", &json!({}))
        .expect(201);
    let again = json!({"invitation_code": code.body["code"]});
    assert_eq!(
        patient.post("/v1/care/links", &again).expect(409).code(),
        "already-linked"
    );
    patient
        .delete(&format!("/v1/care/links/{link}"))
        .expect(200);
    patient.post("/v1/care/links", &again).expect(201);
});

both!(links_are_paged_newest_first_on_both_sides, |world| {
    let bo = world.therapist("Bo");
    let people = ["Ana", "Eva", "Ida"].map(|name| world.patient(name));
    let mut links: Vec<String> = people
        .iter()
        .map(|person| {
            world.clock.advance(Duration::minutes(1));
            scenes::link(person, &bo)
        })
        .collect();
    links.reverse();
    for (path, key) in [
        ("/v1/care/links", "id"),
        ("/v1/therapist/patients", "link_id"),
    ] {
        let first = bo.get(&format!("{path}?limit=2")).expect(200);
        let cursor = first.body["next_cursor"].as_str().unwrap();
        let second = bo
            .get(&format!("{path}?limit=2&cursor={cursor}"))
            .expect(200);
        assert_eq!(second.body["next_cursor"], json!(null));
        let seen: Vec<_> = first
            .items()
            .iter()
            .chain(second.items())
            .map(|item| item[key].as_str().unwrap().to_owned())
            .collect();
        assert_eq!(seen, links);
    }
    people[0].get("/v1/therapist/patients").expect(403);
    assert_eq!(
        bo.post("/v1/care/links", &json!({"invitation_code": "X"}))
            .status,
        403
    );
});
