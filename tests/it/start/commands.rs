//! What the operator's commands say (contract section 10).

use std::fs;

use super::Place;
use crate::both;
use crate::harness::{Engine, World, json};

both!(
    an_invitation_is_printed_alone_and_makes_a_therapist,
    |world| {
        // The binary has the machine's clock, so the world's goes with it.
        world
            .clock
            .set(&afterword::clock::Clock::system().now().to_string());
        let said = Place::of(world).said(&["invite-therapist"]);
        let code = said.strip_suffix('\n').unwrap();
        assert!(
            code.len() == 10
                && code
                    .chars()
                    .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit()),
            "{said:?}"
        );
        let email = world.address("Bo");
        let body = json!({"role": "therapist", "email": email, "password": "a small boat on a wide lake", "display_name": "Bo", "time_zone": "UTC", "invitation_code": code});
        world
            .stranger()
            .post("/v1/auth/register", &body)
            .expect(202);
        let confirmation = json!({"email": email, "code": world.mailed_code(&email)});
        world
            .stranger()
            .post("/v1/auth/register/confirm", &confirmation)
            .expect(201);
    }
);

both!(
    the_access_logs_verify_and_a_row_that_was_touched_is_named,
    |world| {
        let place = Place::of(world);
        let ana = world.patient("Ana");
        // Ids are ordered by time, so the lesser account is Ana's.
        world.clock.advance(chrono::Duration::seconds(1));
        world.patient("Eva");
        assert_eq!(
            place.said(&["ledger", "verify"]),
            "2 access log(s), 4 row(s), 0 broken\n"
        );
        let touch = "UPDATE access_log SET action = 'account.changed' WHERE number = 2 AND account_id = (SELECT min_id FROM";
        let first = match world.engine {
            Engine::Sqlite => "(SELECT min(account_id) AS min_id FROM access_log) x)",
            Engine::Postgres => {
                "(SELECT account_id AS min_id FROM access_log ORDER BY account_id LIMIT 1) x)"
            }
        };
        let touch = format!("{touch} {first}");
        world.raw_sql(&touch).unwrap_err();
        world.raw_sql("DELETE FROM access_log").unwrap_err();
        assert_eq!(
            place.said(&["ledger", "verify"]),
            "2 access log(s), 4 row(s), 0 broken\n"
        );
        world
            .raw_sql(match world.engine {
                Engine::Sqlite => "DROP TRIGGER access_log_keeps_every_word",
                Engine::Postgres => "DROP TRIGGER access_log_keeps_every_row ON access_log",
            })
            .unwrap();
        world.raw_sql(&touch).unwrap();
        let output = place.run(&["ledger", "verify"]);
        assert_eq!(output.status.code(), Some(1));
        let expected = format!(
            "{}: row 2 does not fit\n2 access log(s), 3 row(s), 1 broken\n",
            ana.session().account
        );
        assert_eq!(String::from_utf8(output.stdout).unwrap(), expected);
        assert_eq!(
            String::from_utf8(output.stderr).unwrap(),
            "afterword: 1 access log(s) do not verify\n"
        );
    }
);

both!(verifying_needs_no_key_and_changes_nothing, |world| {
    world.patient("Ana");
    let mut place = Place::of(world);
    place
        .settings
        .retain(|(key, _)| *key != "AFTERWORD_MASTER_KEY_FILE");
    assert_eq!(
        place.said(&["ledger", "verify"]),
        "1 access log(s), 2 row(s), 0 broken\n"
    );
    assert!(place.files().is_empty());
});

#[test]
fn verifying_where_there_is_nothing_says_so_and_makes_nothing() {
    let place = Place::new();
    fs::create_dir(place.data()).unwrap();
    let said = place.refused(&["ledger", "verify"]);
    assert!(said.starts_with("afterword: DATABASE_URL: "), "{said}");
    assert!(place.files().is_empty());
    // What was only looked at can still be begun.
    assert_eq!(place.said(&["migrate"]), "the schema is current\n");
}

#[test]
fn verifying_a_database_of_another_version_says_what_to_do() {
    let world = World::start(Engine::Sqlite);
    world
        .raw_sql("DELETE FROM __diesel_schema_migrations")
        .unwrap();
    let said = Place::of(&world).refused(&["ledger", "verify"]);
    assert!(said.contains("migrate"), "{said}");
}

#[test]
fn a_command_that_needs_a_database_makes_none() {
    for command in [
        &["invite-therapist"][..],
        &["keys", "rotate"],
        &["keys", "rotate", "--make-only"],
        &["keys", "rotate", "--data"],
        &["sessions", "end", "--all"],
        &[
            "accounts",
            "address",
            "--account",
            "00000000-0000-7000-8000-000000000000",
            "--to",
            "ana@example.org",
        ],
        &["ledger", "verify"],
    ] {
        let place = Place::new();
        let said = place.refused(command);
        assert!(said.starts_with("afterword: DATABASE_URL: "), "{said}");
        assert!(place.files().is_empty(), "{command:?}");
    }
}
