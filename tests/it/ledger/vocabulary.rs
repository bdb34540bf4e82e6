//! What is on record beside reading and sharing (AU-1), and that nothing is done which cannot be put on record (AU-2).

use crate::both;
use crate::harness::{Engine, World, raw, scenes};

both!(
    an_operators_invitation_is_on_the_services_own_log,
    |world| {
        world.therapist("Bo");
        assert_eq!(
            raw::count(
                world,
                "SELECT count(*) AS n FROM access_log WHERE action = 'therapist.invited' AND actor_kind = 'operator' AND actor_id IS NULL"
            ),
            1
        );
    }
);

/// Makes the log unwritable, as a full disk would.
fn raw_block_log(world: &World) {
    let block = match world.engine {
        Engine::Sqlite => {
            "CREATE TRIGGER full BEFORE INSERT ON access_log BEGIN SELECT RAISE(ABORT, 'full'); END"
        }
        Engine::Postgres => {
            "CREATE TRIGGER full_disk BEFORE INSERT ON access_log FOR EACH ROW EXECUTE FUNCTION access_log_refuses()"
        }
    };
    world.raw_sql(block).unwrap();
}

both!(what_cannot_be_put_on_record_is_not_done, |world| {
    let scenes::Linked {
        patient,
        therapist,
        link,
    } = scenes::linked(world);
    let entry = scenes::entry(&patient, "a secret word");
    let consent = scenes::share(&patient, &link, &entry);
    raw_block_log(world);
    let path = format!("/v1/therapist/patients/{link}/entries");
    for path in [path.clone(), format!("{path}/{entry}")] {
        let answer = therapist.get(&path).expect(503);
        assert!(!String::from_utf8_lossy(&answer.bytes).contains("secret"));
    }
    therapist.get(&format!("{path}/{link}")).expect(503);
    patient.get("/v1/me/export").expect(503);
    patient
        .delete(&format!("/v1/consents/{consent}"))
        .expect(503);
    patient.get("/v1/entries").expect(200);
    assert_eq!(
        patient.get("/v1/access-log/verify").expect(200).body["intact"],
        true
    );
});

both!(a_log_whose_head_is_gone_takes_nothing_more, |world| {
    let scenes::Linked {
        patient,
        therapist,
        link,
    } = scenes::linked(world);
    let entry = scenes::entry(&patient, "a word");
    scenes::share(&patient, &link, &entry);
    super::verify_log::raw_unlock_log(world);
    world.raw_sql("DELETE FROM ledger_heads").unwrap();
    therapist
        .get(&format!("/v1/therapist/patients/{link}/entries/{entry}"))
        .expect(503);
    assert_eq!(
        patient.get("/v1/access-log/verify").expect(200).body["intact"],
        false
    );
});

both!(the_database_refuses_to_take_the_log_back, |world| {
    let ana = world.patient("Ana");
    for wrong in [
        "UPDATE access_log SET times = 2",
        "DELETE FROM access_log",
        "UPDATE ledger_heads SET number = number - 1 WHERE number > 0",
        "DELETE FROM ledger_heads",
        "INSERT INTO ledger_heads SELECT * FROM ledger_heads",
        "INSERT INTO access_log SELECT * FROM access_log",
    ] {
        world.raw_sql(wrong).unwrap_err();
    }
    match world.engine {
        // These would go round a trigger on DELETE.
        Engine::Sqlite => {
            for wrong in ["access_log", "ledger_heads"] {
                world
                    .raw_sql(&format!(
                        "INSERT OR REPLACE INTO {wrong} SELECT * FROM {wrong}"
                    ))
                    .unwrap_err();
            }
        }
        Engine::Postgres => {
            for wrong in ["access_log", "ledger_heads"] {
                world.raw_sql(&format!("TRUNCATE {wrong}")).unwrap_err();
            }
        }
    }
    assert_eq!(
        ana.get("/v1/access-log/verify").expect(200).body["intact"],
        true
    );
});
