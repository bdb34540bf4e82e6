//! `GET /v1/consents/{id}/receipt` (AZ-6).

use chrono::Duration;
use data_encoding::{BASE64URL_NOPAD, HEXLOWER};

use crate::both;
use crate::harness::{Value, json, scenes};

fn decoded(part: &Value) -> Value {
    let bytes = BASE64URL_NOPAD
        .decode(part.as_str().unwrap().as_bytes())
        .unwrap();
    serde_json::from_slice(&bytes).unwrap()
}

/// Whether the signature is good by the published keys.
fn is_genuine(receipt: &Value, keys: &Value) -> bool {
    let kid = &decoded(&receipt["protected"])["kid"];
    let key = keys["keys"]
        .as_array()
        .unwrap()
        .iter()
        .find(|key| &key["kid"] == kid)
        .unwrap();
    let public = BASE64URL_NOPAD
        .decode(key["x"].as_str().unwrap().as_bytes())
        .unwrap();
    let text = |name: &str| receipt[name].as_str().unwrap();
    let signed = format!("{}.{}", text("protected"), text("payload"));
    let signature = BASE64URL_NOPAD
        .decode(text("signature").as_bytes())
        .unwrap();
    aws_lc_rs::signature::UnparsedPublicKey::new(&aws_lc_rs::signature::ED25519, public)
        .verify(signed.as_bytes(), &signature)
        .is_ok()
}

both!(
    a_receipt_names_everything_that_was_consented_to_and_is_signed_with_a_published_key,
    |world| {
        let scenes::Linked { patient, link, .. } = scenes::linked(world);
        let entry = scenes::entry(&patient, "secret words");
        let scope =
            json!({"type": "excerpt", "entry_id": entry, "revision": 1, "start": 0, "end": 6});
        let until = world.clock.at(Duration::days(30));
        let notice = world.stranger().get("/v1/support").expect(200).body["notice"].clone();
        let given = json!({"link_id": link, "scope": scope, "notice_version": notice["version"], "expires_at": until});
        let id = patient.post("/v1/consents", &given).expect(201).id();
        let path = format!("/v1/consents/{id}/receipt");
        let answer = patient.get(&path).expect(200);
        let receipt = &answer.body["receipt"];
        assert_eq!(
            &decoded(&answer.body["payload"]),
            receipt,
            "what is read is what is signed"
        );
        let head = decoded(&answer.body["protected"]);
        assert_eq!(
            (&head["alg"], &head["typ"]),
            (&json!("EdDSA"), &json!("afterword-consent-receipt"))
        );
        let keys = world
            .stranger()
            .get("/.well-known/jwks.json")
            .expect(200)
            .body;
        assert!(is_genuine(&answer.body, &keys));
        assert_eq!(
            (&receipt["record_id"], &receipt["state"]),
            (&json!(id), &json!("in_effect"))
        );
        let text = notice["text"].as_str().unwrap();
        let hash = HEXLOWER.encode(
            aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, text.as_bytes()).as_ref(),
        );
        assert_eq!(
            receipt["privacy_notice"],
            json!({"version": notice["version"], "sha256": hash, "language": "en"})
        );
        let processing = &receipt["pii_processing"][0];
        assert_eq!(processing["scope"], scope);
        assert_eq!(
            (&processing["valid_until"], &processing["effective_from"]),
            (&json!(until), &json!(world.clock.now()))
        );
        assert_eq!(
            processing["withdrawal_method"],
            format!("DELETE http://afterword.test/v1/consents/{id}")
        );
        let parties = receipt["party_identification"].as_array().unwrap();
        assert_eq!(
            (&parties[1]["party_role"], &parties[1]["party_name"]),
            (&json!("recipient"), &json!("Bo"))
        );
        assert_eq!(processing["recipients"][0], parties[1]["party_id"]);
        assert_eq!(
            receipt["pii_principal_id"],
            json!(patient.session().account)
        );
        assert!(!String::from_utf8_lossy(&answer.bytes).contains("secret"));
    }
);

both!(
    a_receipt_tells_the_state_it_was_asked_for_in_and_the_language_that_was_shown,
    |world| {
        let scenes::Linked { patient, link, .. } = scenes::linked(world);
        let entry = scenes::entry(&patient, "words");
        let given = json!({"link_id": link, "scope": {"type": "entry", "entry_id": entry}, "notice_version": scenes::notice(&patient)});
        let asked = patient
            .request(reqwest::Method::POST, "/v1/consents")
            .header("accept-language", "es")
            .json(&given);
        let id = patient.send(asked).expect(201).id();
        let path = format!("/v1/consents/{id}/receipt");
        let first = patient.get(&path).expect(200).body;
        let spanish = world
            .stranger()
            .request(reqwest::Method::GET, "/v1/support")
            .header("accept-language", "es");
        let text = world.stranger().send(spanish).expect(200).body["notice"]["text"]
            .as_str()
            .unwrap()
            .to_owned();
        let hash = HEXLOWER.encode(
            aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, text.as_bytes()).as_ref(),
        );
        assert_eq!(
            (
                &first["receipt"]["privacy_notice"]["language"],
                &first["receipt"]["privacy_notice"]["sha256"]
            ),
            (&json!("es"), &json!(hash))
        );
        patient.delete(&format!("/v1/consents/{id}")).expect(200);
        let second = patient.get(&path).expect(200).body;
        assert_eq!(second["receipt"]["state"], "revoked");
        assert_ne!(
            first["receipt"]["receipt_id"],
            second["receipt"]["receipt_id"]
        );
        let types: Vec<&Value> = second["receipt"]["events"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| &one["event_type"])
            .collect();
        assert_eq!(types, ["given", "takes_effect", "withdrawn"]);
        // A byte that was changed shows, and so does a signature that belongs to the other receipt.
        let keys = world
            .stranger()
            .get("/.well-known/jwks.json")
            .expect(200)
            .body;
        let mut forged = second.clone();
        forged["payload"] = first["payload"].clone();
        assert!(is_genuine(&second, &keys) && !is_genuine(&forged, &keys));
    }
);

both!(a_receipt_of_somebody_elses_consent_is_not_there, |world| {
    let scenes::Linked {
        patient,
        therapist,
        link,
    } = scenes::linked(world);
    let consent = scenes::share(&patient, &link, &scenes::entry(&patient, "words"));
    let path = format!("/v1/consents/{consent}/receipt");
    let eva = world.patient("Eva");
    let hers = eva.get(&path).expect(404);
    let never = eva
        .get("/v1/consents/00000000-0000-4000-8000-000000000000/receipt")
        .expect(404);
    assert_eq!(hers.without_instance(), never.without_instance());
    therapist.get(&path).expect(403);
    world.stranger().get(&path).expect(401);
});
