//! Rotating the master key: the next one, everything under it, the others retired and later removed.

use std::fs;

use afterword::config::{Policy, Settings};
use chrono::Duration;

use super::{lines, numbers, opened, rotate, under, with_keys};
use crate::both;
use crate::harness::{Engine, World, json, scenes};

fn shown(numbers: &[(&str, bool)]) -> Vec<(String, bool)> {
    let own = numbers.iter();
    own.map(|(number, retired)| ((*number).to_owned(), *retired))
        .collect()
}

both!(
    after_a_rotation_everything_reads_without_the_old_key_and_nothing_with_it_alone,
    |world| {
        let ana = world.patient("Ana");
        let entry = scenes::entry(&ana, "a word");
        let before = lines(world);
        rotate(world);
        assert_eq!(numbers(world), shown(&[("1", true), ("2", false)]));
        assert_eq!(under(world, "data_keys", "wrapped", 2), 1);
        // And the next key that signs, which is there before it does.
        assert_eq!(under(world, "service_keys", "wrapped", 2), 3);
        ana.get(&format!("/v1/entries/{entry}")).expect(200);
        let folder = tempfile::tempdir().unwrap();
        let newest = with_keys(world, folder.path(), &lines(world)[1..]);
        opened(world, &newest).expect("the newest key opens everything");
        let old = with_keys(world, folder.path(), &before);
        let refused = opened(world, &old).unwrap_err();
        assert!(refused.contains("AFTERWORD_MASTER_KEY_FILE"), "{refused}");
    }
);

both!(
    an_instance_that_serves_meanwhile_reads_the_file_again_and_refuses_nobody,
    |world| {
        let ana = world.patient("Ana");
        let entry = scenes::entry(&ana, "a word");
        // Another process rotates: its own service over the same database and file.
        let other = opened(world, &world.settings).unwrap();
        for _ in 0..3 {
            world
                .run(afterword::keys::rotate(other.gate(), &|_, _| ()))
                .unwrap();
            ana.get(&format!("/v1/entries/{entry}")).expect(200);
            scenes::entry(&ana, "another word");
            // And what it makes itself is under the newest key.
            let eva = world.patient("Eva");
            scenes::entry(&eva, "hers");
        }
        assert_eq!(under(world, "data_keys", "wrapped", 4), 4);
        rotate(world);
        assert_eq!(under(world, "data_keys", "wrapped", 5), 4);
    }
);

both!(
    mail_and_applications_that_wait_are_sent_and_confirmed_across_a_rotation,
    |world| {
        let email = world.address("Ana");
        let anyone = world.stranger();
        let body = json!({"role": "patient", "email": email, "password": crate::harness::world::PASSWORD, "display_name": "Ana", "time_zone": "UTC"});
        anyone.post("/v1/auth/register", &body).expect(202);
        let other = opened(world, &world.settings).unwrap();
        world
            .run(afterword::keys::rotate(other.gate(), &|_, _| ()))
            .unwrap();
        let code = world.mailed_code(&email);
        let confirmation = json!({"email": email, "code": code});
        anyone
            .post("/v1/auth/register/confirm", &confirmation)
            .expect(201);
    }
);

both!(
    a_rotation_that_was_broken_off_is_finished_and_not_begun_anew,
    |world| {
        world.patient("Ana");
        world
            .run(afterword::keys::make_next(world.service.gate()))
            .unwrap();
        assert_eq!(numbers(world), shown(&[("1", false), ("2", false)]));
        assert_eq!(under(world, "data_keys", "wrapped", 1), 1);
        world
            .run(afterword::keys::make_next(world.service.gate()))
            .unwrap();
        rotate(world);
        assert_eq!(numbers(world), shown(&[("1", true), ("2", false)]));
        rotate(world);
        assert_eq!(
            numbers(world),
            shown(&[("1", true), ("2", true), ("3", false)])
        );
    }
);

both!(
    a_retired_key_stays_as_long_as_backups_are_kept_and_is_then_removed,
    |world| {
        let ana = world.patient("Ana");
        rotate(world);
        world.clock.advance(Duration::days(29));
        world.run(world.service.tend_keys()).unwrap();
        assert_eq!(lines(world).len(), 2);
        let before = fs::read(&world.settings.master_key_file).unwrap();
        world.clock.advance(Duration::days(6));
        world.run(world.service.tend_keys()).unwrap();
        let expected = match world.engine {
            // Its own thirty days are over as well.
            Engine::Sqlite => shown(&[("2", true), ("3", false)]),
            Engine::Postgres => shown(&[("2", false)]),
        };
        assert_eq!(numbers(world), expected);
        assert_ne!(fs::read(&world.settings.master_key_file).unwrap(), before);
        ana.get("/v1/me").expect(200);
    }
);

both!(
    a_retired_key_is_not_removed_before_what_a_restored_backup_has_under_it_is_under_the_newest,
    |world| {
        let ana = world.patient("Ana");
        let entry = scenes::entry(&ana, "a word");
        world
            .raw_sql("CREATE TABLE kept AS SELECT account_id, wrapped FROM data_keys")
            .unwrap();
        rotate(world);
        let restored = "(SELECT k.wrapped FROM kept k WHERE k.account_id = data_keys.account_id)";
        world
            .raw_sql(&format!("UPDATE data_keys SET wrapped = {restored}"))
            .unwrap();
        assert_eq!(under(world, "data_keys", "wrapped", 1), 1);
        world.clock.advance(Duration::days(36));
        world.run(world.service.tend_keys()).unwrap();
        assert!(lines(world).iter().all(|line| !line.starts_with("1 ")));
        ana.get(&format!("/v1/entries/{entry}")).expect(200);
    }
);

both!(
    an_embedded_database_rotates_by_itself_every_thirty_days_and_another_waits_for_its_operator,
    |world| {
        let ana = world.patient("Ana");
        if world.engine == Engine::Postgres {
            // The template of the tests is older than any world.
            world
                .raw_sql("UPDATE service_keys SET created_at = '2026-03-10T09:00:00Z'")
                .unwrap();
        }
        world.run(world.service.tend_keys()).unwrap();
        world
            .clock
            .advance(Duration::days(30) - Duration::seconds(1));
        world.run(world.service.tend_keys()).unwrap();
        assert_eq!(lines(world).len(), 1, "not yet");
        world.clock.advance(Duration::seconds(1));
        world.run(world.service.tend_keys()).unwrap();
        match world.engine {
            Engine::Sqlite => {
                assert_eq!(numbers(world), shown(&[("1", true), ("2", false)]));
            }
            Engine::Postgres => assert_eq!(lines(world).len(), 1),
        }
        ana.get("/v1/me").expect(200);
    }
);

both!(
    keys_of_an_account_that_were_damaged_are_counted_and_stop_no_rotation,
    |world| {
        let (ana, eva) = (world.patient("Ana"), world.patient("Eva"));
        let entry = scenes::entry(&eva, "hers");
        let of_ana = match world.engine {
            Engine::Sqlite => format!("X'{}'", ana.session().account.replace('-', "")),
            Engine::Postgres => format!("'{}'", ana.session().account),
        };
        let hex = format!("0101{}", "00".repeat(60));
        let damaged = match world.engine {
            Engine::Sqlite => format!("X'{hex}'"),
            Engine::Postgres => format!("'\\x{hex}'"),
        };
        world
            .raw_sql(&format!(
                "UPDATE data_keys SET wrapped = {damaged} WHERE account_id = {of_ana}"
            ))
            .unwrap();
        let rotated = world.run(afterword::keys::rotate(world.service.gate(), &|_, _| ()));
        assert_eq!(rotated.unwrap(), 1);
        assert_eq!(numbers(world), shown(&[("1", true), ("2", false)]));
        assert_eq!(under(world, "data_keys", "wrapped", 2), 1);
        assert_eq!(super::rotate_data_keys(world), 1);
        eva.get(&format!("/v1/entries/{entry}")).expect(200);
        // And the old key is gone when its time is over.
        world.clock.advance(Duration::days(36));
        world.run(world.service.tend_keys()).unwrap();
        assert!(lines(world).iter().all(|line| !line.starts_with("1 ")));
        eva.get(&format!("/v1/entries/{entry}")).expect(200);
    }
);

/// What is logged while this is done.
fn logged(work: impl FnOnce()) -> String {
    #[derive(Clone, Default)]
    struct Kept(std::sync::Arc<std::sync::Mutex<Vec<u8>>>);
    impl std::io::Write for Kept {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let kept = Kept::default();
    let writer = kept.clone();
    let lines = tracing_subscriber::fmt()
        .with_writer(move || writer.clone())
        .finish();
    tracing::subscriber::with_default(lines, work);
    let told = kept.0.lock().unwrap().clone();
    String::from_utf8(told).unwrap()
}

#[test]
fn a_rotation_that_waits_for_its_hosts_for_more_than_a_day_is_told_of() {
    let world = World::start(Engine::Postgres);
    world.patient("Ana");
    let tended = || logged(|| world.run(world.service.tend_keys()).unwrap());
    world
        .run(afterword::keys::make_next(world.service.gate()))
        .unwrap();
    world.clock.advance(Duration::hours(23));
    assert!(!tended().contains("not finished"));
    world.clock.advance(Duration::hours(2));
    assert!(tended().contains("not finished"));
    rotate(&world);
    assert!(!tended().contains("not finished"));
}

both!(
    a_setting_that_keeps_backups_for_longer_keeps_no_key_past_the_day_that_a_receipt_names,
    |world| {
        if world.engine == Engine::Postgres {
            // The template of the tests is older than any world.
            world
                .raw_sql("UPDATE service_keys SET created_at = '2026-03-10T09:00:00Z'")
                .unwrap();
        }
        let ana = world.patient("Ana");
        let eva = world.patient("Eva");
        let gone = ana.delete("/v1/me").expect(200);
        let horizon = gone.body["backup_horizon"].as_str().unwrap().to_owned();
        let longer = Settings {
            policy: Policy {
                backup_horizon: Duration::days(90),
                key_period: Duration::days(60),
                ..world.settings.policy.clone()
            },
            ..world.settings.clone()
        };
        let service = opened(world, &longer).unwrap();
        // The key without a number is the first.
        let holds_the_first = || {
            lines(world)
                .iter()
                .any(|line| !line.contains(' ') || line.starts_with("1 "))
        };
        while world.clock.now() < horizon {
            assert!(holds_the_first(), "not before that day");
            let next = world.clock.at(Duration::days(1));
            world
                .clock
                .set(if next < horizon { &next } else { &horizon });
            let told = logged(|| world.run(service.tend_keys()).unwrap());
            if world.engine == Engine::Postgres && told.contains("is due to be rotated") {
                world
                    .run(afterword::keys::rotate(service.gate(), &|_, _| ()))
                    .unwrap();
            }
        }
        assert!(!holds_the_first(), "{:?}", numbers(world));
        eva.get("/v1/me").expect(200);
    }
);
