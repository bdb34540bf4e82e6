//! The binary: what stops the start, what the operator's commands say, and how the server stops (OP-1, EN-5, RE-8, contract section 10).

mod metrics;

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use afterword::config::MailRoute;
use afterword::db::DatabaseUrl;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use diesel_migrations::{FileBasedMigrations, MigrationHarness};
use tempfile::TempDir;

use crate::both;
use crate::harness::{Engine, World, json};

/// A place to run the binary in: a folder that is its working directory and holds its data, and nothing from our own environment.
struct Place {
    folder: TempDir,
    settings: Vec<(&'static str, String)>,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let free = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap();
        let settings = vec![
            (
                "AFTERWORD_DATA_DIR",
                folder.path().join("data").display().to_string(),
            ),
            ("AFTERWORD_LISTEN", free.to_string()),
        ];
        Self { folder, settings }
    }

    /// A place whose binary works on the database of a world.
    fn of(world: &World) -> Self {
        let mut place = Self::new();
        let database = match &world.settings.database {
            DatabaseUrl::Sqlite(path) => format!("sqlite://{}", path.display()),
            DatabaseUrl::Postgres(url) => url.clone(),
        };
        let MailRoute::Folder(mail) = &world.settings.mail else {
            panic!("worlds mail to folders")
        };
        place.settings.push(("DATABASE_URL", database));
        place.settings.push((
            "AFTERWORD_MASTER_KEY_FILE",
            world.settings.master_key_file.display().to_string(),
        ));
        place
            .settings
            .push(("AFTERWORD_MAIL", format!("file:{}", mail.display())));
        place
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn key(&self) -> PathBuf {
        self.data().join("master.key")
    }

    fn setting(&self, name: &str) -> &str {
        self.settings
            .iter()
            .find(|(key, _)| *key == name)
            .map(|(_, value)| value.as_str())
            .unwrap()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_afterword"));
        command
            .args(arguments)
            .env_clear()
            .envs(self.settings.iter().map(|(name, value)| (name, value)))
            .current_dir(self.folder.path())
            .stdin(Stdio::null());
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Runs a command that must succeed and returns what it said on standard output.
    #[track_caller]
    fn said(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(
            output.status.success(),
            "{arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).unwrap()
    }

    /// Runs a command that must not succeed and returns the one line that it said on standard error.
    #[track_caller]
    fn refused(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {said}");
        assert_eq!(said.lines().count(), 1, "one line: {said}");
        said
    }

    /// Every file below the folder with its bytes, but for SQLite's index of its log, which whoever opens the file makes anew.
    fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut found = BTreeMap::new();
        let mut folders = vec![self.folder.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let bytes = if path.extension().is_some_and(|ending| ending == "db-shm") {
                        Vec::new()
                    } else {
                        fs::read(&path).unwrap()
                    };
                    found.insert(path, bytes);
                }
            }
        }
        found
    }
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

fn write_key(path: &Path, text: &str) {
    fs::write(path, text).unwrap();
    set_mode(path, 0o600);
}

/// A server that runs, until it is dropped.
struct Running {
    child: Child,
    log: BufReader<std::process::ChildStderr>,
}

impl Running {
    /// Starts the server and waits until it says that it serves.
    fn start(place: &Place) -> Self {
        let mut child = place
            .command(&["serve"])
            .stderr(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let log = BufReader::new(child.stderr.take().unwrap());
        let mut running = Self { child, log };
        running.says("\"serving\"");
        running
    }

    /// Reads the log up to a line that holds this.
    fn says(&mut self, what: &str) {
        self.line(what);
    }

    /// The next line of the log that holds this.
    fn line(&mut self, what: &str) -> String {
        let mut line = String::new();
        while !line.contains(what) {
            line.clear();
            assert_ne!(
                self.log.read_line(&mut line).unwrap(),
                0,
                "the server ended and did not say {what}"
            );
        }
        line
    }

    fn signal(&self, name: &str) {
        let sent = Command::new("/bin/sh")
            .args(["-c", &format!("kill -{name} {}", self.child.id())])
            .status()
            .unwrap();
        assert!(sent.success());
    }

    /// Waits for the end, at most so long.
    fn end_within(&mut self, limit: Duration) -> Option<i32> {
        let began = Instant::now();
        while began.elapsed() < limit {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code();
            }
            thread::yield_now();
        }
        panic!("the server still runs after {limit:?}");
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

#[test]
fn a_value_that_does_not_fit_stops_the_start_with_a_line_that_names_it() {
    for (name, value) in [
        ("AFTERWORD_LISTEN", "x"),
        ("AFTERWORD_LISTEN", "127.0.0.1"),
        ("AFTERWORD_LISTEN", "127.0.0.1:99999"),
        ("DATABASE_URL", "mysql://x"),
        ("DATABASE_URL", "sqlite://"),
        ("AFTERWORD_RATE_LIMITS", "maybe"),
        ("AFTERWORD_MAIL", "pigeon:x"),
        ("AFTERWORD_MAIL", "file:"),
        ("AFTERWORD_MAIL_FROM", "nobody at all"),
        ("AFTERWORD_PUBLIC_URL", "ftp://x"),
        ("AFTERWORD_PUBLIC_URL", "https://"),
        ("AFTERWORD_PUBLIC_URL", "https://:8443"),
        ("AFTERWORD_PUBLIC_URL", "https://app.example.org:99999"),
        ("AFTERWORD_PUBLIC_URL", "https://app.example.org?x"),
        (
            "AFTERWORD_PUBLIC_URL",
            "https://ana:hunter2@app.example.org",
        ),
        ("AFTERWORD_TRUSTED_PROXIES", "x"),
        ("AFTERWORD_TRUSTED_PROXIES", "127.0.0.1,x"),
        ("AFTERWORD_CORS_ORIGINS", "*"),
        ("AFTERWORD_CORS_ORIGINS", "null"),
        ("AFTERWORD_CORS_ORIGINS", "https://app.example.org/"),
        ("AFTERWORD_CORS_ORIGINS", "https://app.example.org,App"),
        ("AFTERWORD_LOG", "afterword=loud"),
        ("AFTERWORD_DATABASE_LANES", "0"),
        ("AFTERWORD_METRICS_LISTEN", "on"),
        ("AFTERWORD_TRACES", "collector"),
        ("AFTERWORD_METRICS_LISTEN", "9464"),
        ("AFTERWORD_SLOW_REQUEST_MS", "0"),
        ("AFTERWORD_PASSWORD_MIN", "3"),
        ("AFTERWORD_QUIET_HOURS_AFTER", "-1"),
        ("AFTERWORD_WINDOW_CLOSES_DAY", "many"),
        ("AFTERWORD_CONFIG", "nowhere.toml"),
    ] {
        let mut place = Place::new();
        place.settings.retain(|(key, _)| *key != name);
        place.settings.push((name, value.to_owned()));
        for command in [&["serve"][..], &["migrate"]] {
            let said = place.refused(command);
            assert!(
                said.starts_with(&format!("afterword: {name}: ")),
                "{name}={value}: {said}"
            );
        }
        let left: Vec<_> = place.files().into_keys().collect();
        assert!(left.is_empty(), "{name}={value} left {left:?}");
    }
}

#[test]
fn a_setting_that_does_not_exist_is_refused_in_the_file() {
    let place = Place::new();
    fs::write(
        place.folder.path().join("afterword.toml"),
        "lisen = \"127.0.0.1:1\"\n",
    )
    .unwrap();
    assert!(
        place
            .refused(&["migrate"])
            .starts_with("afterword: lisen: is not a setting")
    );
    fs::write(
        place.folder.path().join("afterword.toml"),
        "password_min = [\n",
    )
    .unwrap();
    assert!(
        place
            .refused(&["migrate"])
            .starts_with("afterword: AFTERWORD_CONFIG: ")
    );
}

#[test]
fn an_address_that_is_taken_stops_the_start_before_any_data_is_touched() {
    let mut place = Place::new();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    place.settings.retain(|(key, _)| *key != "AFTERWORD_LISTEN");
    place
        .settings
        .push(("AFTERWORD_LISTEN", taken.local_addr().unwrap().to_string()));
    assert!(
        place
            .refused(&[])
            .starts_with("afterword: AFTERWORD_LISTEN: ")
    );
    assert!(place.files().is_empty());
}

#[test]
fn a_database_that_does_not_answer_stops_the_start_and_the_line_keeps_its_password() {
    let mut place = Place::new();
    fs::create_dir(place.data()).unwrap();
    write_key(
        &place.key(),
        &STANDARD.encode((0..32).map(|n| n * 7 + 3).collect::<Vec<u8>>()),
    );
    place.settings.push((
        "DATABASE_URL",
        "postgres://ana:hunter2hunter2@127.0.0.1:1/none".to_owned(),
    ));
    let output = place.run(&["migrate"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(
        said.contains("DATABASE_URL: ") && !said.contains("hunter2"),
        "{said}"
    );
}

#[test]
fn the_first_start_makes_a_key_that_only_its_owner_can_read_and_later_ones_keep_it() {
    let place = Place::new();
    let first = place.run(&["migrate"]);
    assert!(first.status.success());
    assert_eq!(
        String::from_utf8(first.stdout).unwrap(),
        "the schema is current\n"
    );
    assert!(
        String::from_utf8(first.stderr)
            .unwrap()
            .contains("keep a copy")
    );
    assert_eq!((mode(&place.key()), mode(&place.data())), (0o600, 0o700));
    let key = fs::read(place.key()).unwrap();
    assert_eq!(place.said(&["migrate"]), "the schema is current\n");
    assert_eq!(fs::read(place.key()).unwrap(), key);
}

#[test]
fn a_key_that_is_missing_readable_by_others_cut_trivial_or_another_stops_the_start_and_changes_nothing()
 {
    let place = Place::new();
    place.said(&["migrate"]);
    place.said(&["invite-therapist"]);
    let good = fs::read_to_string(place.key()).unwrap();
    let refused = |what: &str, reason: &str| {
        let before = place.files();
        for command in [&["serve"][..], &["migrate"], &["invite-therapist"]] {
            let said = place.refused(command);
            assert!(
                said.starts_with("afterword: AFTERWORD_MASTER_KEY_FILE: ") && said.contains(reason),
                "{what}: {said}"
            );
            assert!(
                !said.contains(good.trim()),
                "{what}: the key itself stays unsaid"
            );
        }
        let after = place.files();
        let names = |files: &BTreeMap<PathBuf, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(&after), names(&before), "{what}");
        assert!(
            after == before,
            "{what}: the files are what they were, byte by byte"
        );
    };
    fs::remove_file(place.key()).unwrap();
    refused("no key", "is missing");
    for (what, text, reason) in [
        (
            "a short key",
            STANDARD.encode((0..31).collect::<Vec<u8>>()),
            "does not hold 32 bytes",
        ),
        (
            "a long key",
            STANDARD.encode((0..33).collect::<Vec<u8>>()),
            "does not hold 32 bytes",
        ),
        (
            "no base64",
            "a small boat on a wide lake".to_owned(),
            "does not hold 32 bytes",
        ),
        ("an empty file", String::new(), "does not hold 32 bytes"),
        ("zeros", STANDARD.encode([0; 32]), "without randomness"),
        (
            "one letter",
            STANDARD.encode([b'x'; 32]),
            "without randomness",
        ),
        (
            "a key that was counted",
            STANDARD.encode((0..32).collect::<Vec<u8>>()),
            "without randomness",
        ),
        (
            "a key that was typed",
            STANDARD.encode("changemechangemechangemechangeme"),
            "without randomness",
        ),
        (
            "another key",
            STANDARD.encode((0..32).map(|n| n * 7 + 3).collect::<Vec<u8>>()),
            "does not open the keys in the database",
        ),
    ] {
        write_key(&place.key(), &text);
        refused(what, reason);
    }
    // The same once more where the last process closed its files.
    drop(
        afterword::db::open(
            &DatabaseUrl::Sqlite(place.data().join("afterword.db")),
            afterword::db::Purpose::Writing,
        )
        .unwrap(),
    );
    refused(
        "another key, beside a file that was closed",
        "does not open the keys in the database",
    );
    write_key(&place.key(), &good);
    for open in [0o644, 0o640, 0o604, 0o666] {
        set_mode(&place.key(), open);
        refused("a key that others can read", "can be read by others");
    }
    set_mode(&place.key(), 0o600);
    assert_eq!(place.said(&["migrate"]), "the schema is current\n");
}

both!(
    another_key_stops_the_start_on_either_database_and_the_accounts_stay_readable,
    |world| {
        let ana = world.patient("Ana");
        let mut place = Place::of(world);
        place
            .settings
            .retain(|(key, _)| *key != "AFTERWORD_MASTER_KEY_FILE");
        fs::create_dir(place.data()).unwrap();
        write_key(
            &place.key(),
            &STANDARD.encode((0..32).map(|n| n * 7 + 3).collect::<Vec<u8>>()),
        );
        assert!(
            place
                .refused(&["migrate"])
                .contains("does not open the keys in the database")
        );
        fs::remove_file(place.key()).unwrap();
        assert!(place.refused(&["migrate"]).contains("is missing"));
        assert!(!place.key().exists());
        ana.get("/v1/me").expect(200);
    }
);

#[test]
fn no_key_is_made_for_postgresql() {
    let world = World::start(Engine::Postgres);
    let mut place = Place::of(&world);
    place
        .settings
        .retain(|(key, _)| *key != "AFTERWORD_MASTER_KEY_FILE");
    let said = place.refused(&["serve"]);
    assert!(
        said.starts_with("afterword: AFTERWORD_MASTER_KEY_FILE: ") && said.contains("is missing"),
        "{said}"
    );
    assert!(!place.key().exists());
}

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
        &["ledger", "verify"],
    ] {
        let place = Place::new();
        let said = place.refused(command);
        assert!(said.starts_with("afterword: DATABASE_URL: "), "{said}");
        assert!(place.files().is_empty(), "{command:?}");
    }
}

both!(
    a_command_leaves_a_schema_of_an_older_version_as_it_is,
    |world| {
        world
            .raw_sql("DELETE FROM __diesel_schema_migrations WHERE version = (SELECT max(version) FROM __diesel_schema_migrations)")
            .unwrap();
        let place = Place::of(world);
        for command in [
            &["invite-therapist"][..],
            &["keys", "rotate"],
            &["sessions", "end", "--all"],
            &["ledger", "verify"],
        ] {
            let said = place.refused(command);
            assert!(said.contains("migrate"), "{said}");
        }
    }
);

both!(
    a_schema_of_a_later_version_stops_the_start_and_is_left_as_it_is,
    |world| {
        let ana = world.patient("Ana");
        world
            .raw_sql("INSERT INTO __diesel_schema_migrations (version) VALUES ('20991231000001')")
            .unwrap();
        let place = Place::of(world);
        for command in [
            &["serve"][..],
            &["migrate"],
            &["invite-therapist"],
            &["keys", "rotate"],
        ] {
            let said = place.refused(command);
            assert!(
                said.starts_with("afterword: DATABASE_URL: ") && said.contains("20991231000001"),
                "{said}"
            );
        }
        // An instance that serves already goes on.
        ana.get("/v1/me").expect(200);
        world.stranger().get("/readyz").expect(200);
    }
);

#[test]
fn a_migration_may_take_as_long_as_it_needs() {
    let world = World::start(Engine::Postgres);
    let afterword::db::Conn::Postgres(mut conn) = world.raw_connection() else {
        panic!("PostgreSQL")
    };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations/postgres");
    let files = FileBasedMigrations::from_path(folder).unwrap();
    conn.revert_last_migration(files).unwrap();
    // Refuses what a migration adds while anything limits it.
    world
        .raw_sql(
            "CREATE FUNCTION meet() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
             IF current_setting('lock_timeout') <> '0' OR current_setting('statement_timeout') <> '0' \
             THEN RAISE EXCEPTION 'in haste'; END IF; RETURN NEW; END $$; \
             CREATE TRIGGER meet BEFORE INSERT ON __diesel_schema_migrations FOR EACH ROW EXECUTE FUNCTION meet()",
        )
        .unwrap();
    assert_eq!(
        afterword::db::migrate::run(&mut world.raw_connection())
            .map_err(|error| format!("{error:?}")),
        Ok(1)
    );
}

#[test]
fn a_server_that_is_told_to_stop_answers_what_is_under_way_and_ends_well_within_ten_seconds() {
    for signal in ["TERM", "INT"] {
        let place = Place::new();
        let mut running = Running::start(&place);
        let http = reqwest::blocking::Client::builder()
            .no_proxy()
            .build()
            .unwrap();
        let base = format!("http://{}", place.setting("AFTERWORD_LISTEN"));
        for path in ["/healthz", "/readyz"] {
            assert_eq!(
                http.get(format!("{base}{path}")).send().unwrap().status(),
                200,
                "{path}"
            );
        }
        // One that stays connected without asking, beside the one that the client keeps open, and one in the middle of a request.
        let idle = TcpStream::connect(place.setting("AFTERWORD_LISTEN")).unwrap();
        let mut under_way = TcpStream::connect(place.setting("AFTERWORD_LISTEN")).unwrap();
        let head = "POST /v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n";
        under_way.write_all(head.as_bytes()).unwrap();
        let mut go_on = [0; 25];
        under_way.read_exact(&mut go_on).unwrap();
        assert_eq!(&go_on, b"HTTP/1.1 100 Continue\r\n\r\n");
        running.signal(signal);
        running.says("\"stopping\"");
        under_way.write_all(b"{}").unwrap();
        let mut answer = String::new();
        under_way.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 422"), "{signal}: {answer}");
        assert_eq!(
            running.end_within(Duration::from_secs(10)),
            Some(0),
            "{signal}"
        );
        drop(idle);
        assert!(http.get(format!("{base}/healthz")).send().is_err());
        let mut rest = String::new();
        running.log.read_to_string(&mut rest).unwrap();
        assert!(
            !rest.contains("\"ERROR\"") && !rest.contains("panicked"),
            "{rest}"
        );
        assert_eq!(
            place.said(&["ledger", "verify"]),
            "0 access log(s), 0 row(s), 0 broken\n"
        );
    }
}

#[test]
fn a_server_that_was_killed_starts_again_over_the_same_data() {
    let place = Place::new();
    let mut running = Running::start(&place);
    let http = reqwest::blocking::Client::builder()
        .no_proxy()
        .build()
        .unwrap();
    let base = format!("http://{}", place.setting("AFTERWORD_LISTEN"));
    let keys = http
        .get(format!("{base}/.well-known/jwks.json"))
        .send()
        .unwrap()
        .text()
        .unwrap();
    running.signal("KILL");
    running.end_within(Duration::from_secs(10));
    let _again = Running::start(&place);
    assert_eq!(
        http.get(format!("{base}/.well-known/jwks.json"))
            .send()
            .unwrap()
            .text()
            .unwrap(),
        keys
    );
}
