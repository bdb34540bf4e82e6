//! Pages of what was given in packets, and consents from before there were any (N12).

use chrono::Duration;
use diesel_migrations::{FileBasedMigrations, MigrationHarness};

use super::{entry_item, give, packet};
use crate::both;
use crate::harness::world::PASSWORD;
use crate::harness::{Engine, json, scenes};

both!(
    shared_packets_and_the_inbox_are_paged_without_a_gap,
    |world| {
        let scenes::Linked {
            patient,
            therapist,
            link,
        } = scenes::linked(world);
        let mut packets = Vec::new();
        for number in 0..3 {
            world.clock.advance(Duration::minutes(1));
            let entries = [0, 1].map(|half| scenes::entry(&patient, &format!("{number} {half}")));
            let items = json!([entry_item(&entries[0]), entry_item(&entries[1])]);
            let id = packet(world, &patient, &link, &items);
            give(&patient, &link, &id);
            packets.push(id);
        }
        packets.reverse();
        let paged = |path: &str, key: &str| {
            let (mut seen, mut next) = (Vec::new(), path.to_owned());
            loop {
                let page = therapist.get(&next).expect(200);
                seen.extend(
                    page.items()
                        .iter()
                        .map(|item| item[key].as_str().unwrap().to_owned()),
                );
                match page.body["next_cursor"].as_str() {
                    Some(cursor) => next = format!("{path}&cursor={cursor}"),
                    None => return seen,
                }
            }
        };
        assert_eq!(
            paged(
                &format!("/v1/therapist/patients/{link}/packets?limit=2"),
                "id"
            ),
            packets
        );
        // Several entries come by one consent, and none of them is lost between two pages.
        let mut entries = paged("/v1/therapist/inbox?limit=1", "entry_id");
        entries.sort();
        entries.dedup();
        assert_eq!(entries.len(), 6);
    }
);

both!(
    a_consent_that_was_given_before_there_were_packets_opens_as_before,
    |world| {
        const BETWEEN: &str = "20261122000010";
        let scenes::Linked {
            patient,
            therapist,
            link,
        } = scenes::linked(world);
        let entry = scenes::entry(&patient, "a word");
        let consent = scenes::share(&patient, &link, &entry);
        let given = patient.get(&format!("/v1/consents/{consent}")).expect(200);
        let in_packet = scenes::entry(&patient, "in a packet");
        let id = packet(world, &patient, &link, &json!([entry_item(&in_packet)]));
        give(&patient, &link, &id);
        let folder = match world.engine {
            Engine::Sqlite => "sqlite",
            Engine::Postgres => "postgres",
        };
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("migrations")
            .join(folder);
        let files = || FileBasedMigrations::from_path(&path).unwrap();
        macro_rules! down_and_up {
            ($conn:ident) => {{
                loop {
                    let version = $conn.revert_last_migration(files()).unwrap();
                    if version.to_string() == BETWEEN {
                        break;
                    }
                }
                $conn.run_pending_migrations(files()).unwrap();
            }};
        }
        match world.raw_connection() {
            afterword::db::Conn::Sqlite(mut conn) => down_and_up!(conn),
            afterword::db::Conn::Postgres(mut conn) => down_and_up!(conn),
        }
        assert_eq!(
            patient
                .get(&format!("/v1/consents/{consent}"))
                .expect(200)
                .body,
            given.body
        );
        // The schema of that time held no endings, so that the record of before is another database's.
        std::fs::remove_file(&world.settings.endings_file).unwrap();
        // It held no second factors either, nor when somebody had signed in.
        therapist
            .post("/v1/auth/step-up", &json!({"password": PASSWORD}))
            .expect(204);
        therapist.enrol();
        let of =
            |entry: &str| therapist.get(&format!("/v1/therapist/patients/{link}/entries/{entry}"));
        assert_eq!(of(&entry).expect(200).body["text"], "a word");
        of(&in_packet).expect(404);
        assert_eq!(patient.get("/v1/consents").expect(200).items().len(), 1);
    }
);
