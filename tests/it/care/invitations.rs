//! `/v1/care/invitations` (AZ-12, ID-15).

use chrono::Duration;

use crate::both;
use crate::harness::{json, scenes};

both!(
    an_invitation_is_ten_letters_for_seven_days_and_shows_who_invites,
    |world| {
        let (ana, bo) = (world.patient("Ana"), world.therapist("Bo"));
        let made = bo.post("/v1/care/invitations", &json!({})).expect(201);
        let code = made.body["code"].as_str().unwrap();
        assert!(
            code.len() == 10
                && code
                    .chars()
                    .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit()),
            "{code}"
        );
        assert_eq!(made.body["expires_at"], world.clock.at(Duration::days(7)));
        let shown = ana.get(&format!("/v1/care/invitations/{code}")).expect(200);
        assert_eq!(
            shown.body,
            json!({"therapist": {"display_name": "Bo"}, "reading_habit": null, "expires_at": made.body["expires_at"]})
        );
        let typed = format!("{}-{}", &code[..5].to_lowercase(), &code[5..]);
        ana.get(&format!("/v1/care/invitations/{typed}"))
            .expect(200);
    }
);

both!(a_repeat_under_the_same_key_answers_the_same_code, |world| {
    let bo = world.therapist("Bo");
    let first = bo
        .post_once("/v1/care/invitations", "a", &json!({}))
        .expect(201);
    world.clock.advance(Duration::hours(1));
    let again = bo
        .post_once("/v1/care/invitations", "a", &json!({}))
        .expect(200);
    assert_eq!(first.bytes, again.bytes);
    let other = bo
        .post_once("/v1/care/invitations", "b", &json!({}))
        .expect(201);
    assert_ne!(first.body["code"], other.body["code"]);
    let cy = world.therapist("Cy");
    assert_ne!(
        cy.post_once("/v1/care/invitations", "a", &json!({}))
            .expect(201)
            .body["code"],
        first.body["code"]
    );
});

both!(
    an_unknown_a_used_and_an_expired_code_are_the_same_404,
    |world| {
        let (ana, bo) = (world.patient("Ana"), world.therapist("Bo"));
        let used = bo.post("/v1/care/invitations", &json!({})).expect(201);
        ana.post(
            "/v1/care/links",
            &json!({"invitation_code": used.body["code"]}),
        )
        .expect(201);
        let look = |code: &str| {
            ana.get(&format!("/v1/care/invitations/{code}"))
                .expect(404)
                .without_instance()
        };
        let unknown = look("0000000000");
        assert_eq!(look(used.body["code"].as_str().unwrap()), unknown);
        let expired = bo.post("/v1/care/invitations", &json!({})).expect(201);
        world.clock.advance(Duration::days(7));
        assert_eq!(look(expired.body["code"].as_str().unwrap()), unknown);
        assert_eq!(look(&"9".repeat(200)), unknown);
    }
);

both!(only_therapists_invite_and_only_patients_look, |world| {
    let scenes::Linked {
        patient, therapist, ..
    } = scenes::linked(world);
    patient.post("/v1/care/invitations", &json!({})).expect(403);
    world
        .stranger()
        .post("/v1/care/invitations", &json!({}))
        .expect(401);
    let code = therapist
        .post("/v1/care/invitations", &json!({}))
        .expect(201);
    let path = format!(
        "/v1/care/invitations/{}",
        code.body["code"].as_str().unwrap()
    );
    therapist.get(&path).expect(403);
    world.stranger().get(&path).expect(401);
});
