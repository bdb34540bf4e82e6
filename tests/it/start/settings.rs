//! Settings that do not fit stop the start, and the line names them (OP-1).

use std::fs;
use std::net::TcpListener;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::{Place, Running, write_key};

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
fn a_record_of_endings_beside_the_database_is_told_of_at_the_start() {
    let place = Place::new();
    let beside = "the record of endings lies in the folder of the database";
    let told = |place: &Place| std::mem::take(&mut Running::start(place).heard);
    let heard = told(&place);
    let lines: Vec<&str> = heard.lines().filter(|line| line.contains(beside)).collect();
    assert!(lines.len() == 1 && lines[0].contains("\"WARN\""), "{heard}");
    let mut place = Place::new();
    let elsewhere = place.folder.path().join("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    let record = elsewhere.join("endings").display().to_string();
    place.settings.push(("AFTERWORD_ENDINGS_FILE", record));
    let heard = told(&place);
    assert!(
        !heard.contains(beside) && heard.contains("keep copies of it elsewhere"),
        "{heard}"
    );
}
