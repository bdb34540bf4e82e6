//! Figures name routes and nobody (OP-3), and readiness says what is missing (RE-5).

use chrono::Duration;
use reqwest::Method;

use crate::both;
use crate::harness::{Engine, World, json, scenes};

fn figures(world: &World) -> String {
    world.service.metrics().render().unwrap()
}

both!(
    figures_name_patterns_and_never_a_person_or_a_word,
    |world| {
        let ana = world.patient("Ana");
        let entry = scenes::entry(&ana, "kanarie");
        ana.get(&format!("/v1/entries/{entry}")).expect(200);
        ana.get("/v1/entries?q=kanarie").expect(200);
        let anyone = world.stranger();
        anyone.get("/kanarie/kanarie").expect(404);
        anyone
            .send(anyone.request(Method::from_bytes(b"KANARIE").unwrap(), "/v1/entries"))
            .expect(405);
        let told = figures(world);
        for line in [
            "http_request_method=\"POST\",http_response_status_code=\"201\",http_route=\"/v1/entries\"} 1",
            "http_request_method=\"GET\",http_response_status_code=\"200\",http_route=\"/v1/entries/{id}\"} 1",
            "http_request_method=\"GET\",http_response_status_code=\"404\",http_route=\"unknown\"} 1",
            "http_request_method=\"OTHER\",",
        ] {
            let counted = told.lines().any(|one| {
                one.starts_with("http_server_request_duration_seconds_count{") && one.contains(line)
            });
            assert!(counted, "{line}: {told}");
        }
        let folded = told.to_lowercase();
        let session = ana.session();
        for private in ["kanarie", &entry, &session.account, &session.email, "ana"] {
            let private = private.to_lowercase();
            let found = folded.lines().find(|line| line.contains(&private));
            assert_eq!(found, None, "{private}");
        }
        // The embedded database alone shares commits.
        let shared = told.contains("afterword_db_commit_jobs_count 0");
        assert_eq!(shared, world.engine == Engine::Postgres);
    }
);

both!(no_figure_says_what_somebody_is_here_for, |world| {
    const WORDS: [&str; 10] = [
        "dos", "ketamine", "patient", "therap", "entr", "consent", "journal", "session", "diagnos",
        "clinic",
    ];
    world.patient("Ana");
    for line in figures(world)
        .lines()
        .filter(|line| !line.starts_with("http_server"))
    {
        let found = WORDS
            .iter()
            .find(|word| line.to_lowercase().contains(*word));
        assert_eq!(found, None, "{line}");
    }
});

both!(mails_that_left_and_that_did_not_are_counted, |world| {
    world.patient("Ana");
    let sent = |told: &str| {
        let line = told
            .lines()
            .find(|line| line.starts_with("afterword_mails_total{outcome=\"sent\"}"))
            .map(ToOwned::to_owned);
        line.and_then(|line| line.split(' ').nth(1)?.parse::<u64>().ok())
    };
    let before = sent(&figures(world)).expect("the code of her registration");
    world
        .stranger()
        .post(
            "/v1/auth/password/forgot",
            &json!({"email": "ana@example.org"}),
        )
        .expect(202);
    world.clock.advance(Duration::seconds(1));
    world.run(world.service.deliver_mail()).unwrap();
    assert!(sent(&figures(world)) >= Some(before));
});

both!(readiness_says_what_was_looked_at, |world| {
    let ready = world.stranger().get("/readyz").expect(200);
    assert_eq!(
        ready.body,
        json!({"status": "ready", "database": "answers", "migrations": "current", "disk": "has room"})
    );
});

both!(another_schema_is_not_ready_and_says_so, |world| {
    world
        .raw_sql("DELETE FROM __diesel_schema_migrations WHERE version = (SELECT max(version) FROM __diesel_schema_migrations)")
        .unwrap();
    let anyone = world.stranger();
    let refused = anyone.get("/readyz").expect(503);
    assert_eq!(refused.code(), "schema-not-current");
    assert!(refused.headers.contains_key("retry-after"));
    // It lives all the same.
    anyone.get("/healthz").expect(200);
});

#[test]
fn a_folder_without_a_disk_is_not_ready_and_says_so() {
    let world = World::start(Engine::Postgres);
    let (folder, away) = (
        world.settings.data_dir.clone(),
        world.settings.data_dir.with_extension("away"),
    );
    std::fs::rename(&folder, &away).unwrap();
    let refused = world.stranger().get("/readyz");
    std::fs::rename(&away, &folder).unwrap();
    assert_eq!(refused.expect(503).code(), "disk-full");
    world.stranger().get("/readyz").expect(200);
}

#[test]
fn the_board_shows_figures_that_there_are() {
    let world = World::start(Engine::Sqlite);
    world.patient("Ana");
    let told = figures(&world);
    let text = include_str!("../../src/app/grafana.json");
    let board: serde_json::Value = serde_json::from_str(text).unwrap();
    let mut shown = 0;
    for panel in board["panels"].as_array().unwrap() {
        for target in panel["targets"].as_array().unwrap() {
            let expression = target["expr"].as_str().unwrap();
            let names = expression
                .split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
                .filter(|name| {
                    ["http_server_", "afterword_", "process_"]
                        .iter()
                        .any(|known| name.starts_with(known))
                });
            for name in names {
                assert!(
                    told.lines().any(|line| line.starts_with(name)),
                    "{name} is not told"
                );
                shown += 1;
            }
        }
    }
    assert!(shown >= 13, "{shown}");
}
