//! Checkpoints that the patient keeps (AU-4): they show a log that was cut or written anew, whoever owns the database.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;

use super::verify_log::raw_unlock_log;
use crate::both;
use crate::harness::{Client, Value, json, scenes};

fn compared(ana: &Client<'_>, jws: &str) -> Value {
    ana.get(&format!("/v1/access-log/verify?checkpoint={jws}"))
        .expect(200)
        .body
}

fn kept(ana: &Client<'_>) -> String {
    let given = ana.get("/v1/access-log/checkpoint").expect(200).body;
    given["jws"].as_str().unwrap().to_owned()
}

both!(
    a_checkpoint_says_how_far_the_log_is_and_is_signed,
    |world| {
        let scenes::Linked {
            patient, therapist, ..
        } = scenes::linked(world);
        let last = patient.get("/v1/access-log?limit=1").expect(200);
        let given = patient.get("/v1/access-log/checkpoint").expect(200).body;
        // What was listed was put on the log after it was read.
        assert_eq!(
            given["sequence"],
            last.items()[0]["number"].as_i64().unwrap() + 1
        );
        assert_eq!(given["account"], patient.session().account);
        assert_eq!(given["at"], world.clock.now());
        let parts: Vec<&str> = given["jws"].as_str().unwrap().split('.').collect();
        let read = |part: &str| -> Value {
            serde_json::from_slice(&BASE64.decode(part).unwrap()).unwrap()
        };
        let header = read(parts[0]);
        assert_eq!(header["alg"], "EdDSA");
        assert_eq!(header["typ"], "afterword-checkpoint+jws");
        let keys = world.stranger().get("/.well-known/jwks.json").expect(200);
        assert_eq!(header["kid"], keys.body["keys"][0]["kid"]);
        let mut signed = given.clone();
        signed.as_object_mut().unwrap().remove("jws");
        assert_eq!(read(parts[1]), signed);
        // Asking for one changes nothing, and it is the patient's alone.
        assert_eq!(
            patient.get("/v1/access-log/checkpoint").body["hash"],
            given["hash"]
        );
        therapist.get("/v1/access-log/checkpoint").expect(403);
        world
            .stranger()
            .get("/v1/access-log/checkpoint")
            .expect(401);
    }
);

both!(
    a_log_that_went_on_agrees_with_every_checkpoint_of_before,
    |world| {
        let ana = world.patient("Ana");
        let mut all = Vec::new();
        for _ in 0..3 {
            all.push(kept(&ana));
            ana.get("/v1/access-log").expect(200);
        }
        for jws in all {
            let found = compared(&ana, &jws);
            assert_eq!(found["intact"], true);
            assert_eq!(found["checkpoint"]["agrees"], true);
        }
    }
);

both!(a_tail_that_was_cut_with_its_head_shows, |world| {
    let ana = world.patient("Ana");
    ana.get("/v1/access-log").expect(200);
    let jws = kept(&ana);
    raw_unlock_log(world);
    world
        .raw_sql("DELETE FROM access_log WHERE number = 3")
        .unwrap();
    world
        .raw_sql("UPDATE ledger_heads SET number = 2, hash = (SELECT hash FROM access_log WHERE number = 2) WHERE number = 3")
        .unwrap();
    // By itself the log is whole again; who kept the checkpoint knows better.
    let alone = ana.get("/v1/access-log/verify").expect(200).body;
    assert_eq!(alone["intact"], true);
    let found = compared(&ana, &jws);
    assert_eq!(
        (&found["intact"], &found["broken_at"], &found["checkpoint"]),
        (
            &json!(false),
            &json!(3),
            &json!({"sequence": 3, "agrees": false})
        )
    );
});

both!(
    a_checkpoint_that_was_not_signed_here_or_is_anothers_is_refused,
    |world| {
        let (ana, eva) = (world.patient("Ana"), world.patient("Eva"));
        let jws = kept(&ana);
        let parts: Vec<&str> = jws.split('.').collect();
        let payload = BASE64.decode(parts[1]).unwrap();
        let other = String::from_utf8(payload)
            .unwrap()
            .replace("\"sequence\":2", "\"sequence\":1");
        let unsigned = BASE64.encode(r#"{"alg":"none","typ":"afterword-checkpoint+jws"}"#);
        for wrong in [
            "x".to_owned(),
            format!("{}.{}.{}", parts[0], BASE64.encode(other), parts[2]),
            format!("{unsigned}.{}.", parts[1]),
            // An access token is signed with the same key, and is something else.
            ana.session().access,
            kept(&eva),
        ] {
            let refused = ana
                .get(&format!("/v1/access-log/verify?checkpoint={wrong}"))
                .expect(422);
            assert_eq!(refused.pointers(), ["/checkpoint"]);
        }
        // And a checkpoint is no access token.
        let mut session = ana.session();
        session.access = jws;
        ana.with_session(session).get("/v1/me").expect(401);
    }
);
