//! `POST /v1/auth/register` and its confirmation.

use crate::both;
use crate::harness::json;

both!(a_patient_registers_confirms_and_is_signed_in, |world| {
    let ana = world.patient("Ana");
    let me = ana.get("/v1/me").expect(200);
    assert_eq!(me.body["display_name"], "Ana");
    assert_eq!(me.body["role"], "patient");
    assert_eq!(me.body["time_zone"], "Europe/Lisbon");
});

both!(registering_a_known_address_answers_the_same_bytes_and_tells_the_owner, |world| {
    let ana = world.patient("Ana");
    let email = ana.session().email;
    let ask = |email: &str| {
        let body = json!({"role": "patient", "email": email, "password": "another long sentence", "display_name": "X", "time_zone": "UTC"});
        world.stranger().post("/v1/auth/register", &body).expect(202).bytes
    };
    assert_eq!(ask(&email), ask("nobody@example.org"));
    let mails = world.mails_to(&email);
    assert!(mails.last().unwrap().contains("There is one already"));
});
