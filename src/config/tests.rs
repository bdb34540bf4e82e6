use figment::Figment;
use figment::providers::{Format, Toml};

use super::*;

fn window(text: &str) -> Result<(u8, u8), String> {
    Settings::read(&Figment::from(Toml::string(text)), Figment::new())
        .map(|settings| (settings.policy.settles_day, settings.policy.closes_day))
        .map_err(|bad| bad.name)
}

fn cost(text: &str) -> Result<PasswordCost, String> {
    Settings::read(&Figment::from(Toml::string(text)), Figment::new())
        .map(|settings| settings.policy.password_cost)
        .map_err(|bad| bad.to_string())
}

#[test]
fn a_password_costs_no_less_than_is_safe_and_no_more_than_can_be_waited_for() {
    assert_eq!(cost(""), Ok(PasswordCost::default()));
    for (memory_kib, passes, lanes) in [(47_104, 1, 1), (7_168, 5, 1), (1_048_576, 16, 16)] {
        let text = format!(
            "password_memory_kib = {memory_kib}\npassword_passes = {passes}\npassword_lanes = {lanes}"
        );
        let told = PasswordCost {
            memory_kib,
            passes,
            lanes,
        };
        assert_eq!(cost(&text), Ok(told));
    }
    for (text, name) in [
        (
            "password_memory_kib = 7167",
            "AFTERWORD_PASSWORD_MEMORY_KIB",
        ),
        (
            "password_memory_kib = 1048577",
            "AFTERWORD_PASSWORD_MEMORY_KIB",
        ),
        (
            "password_passes = 1",
            "AFTERWORD_PASSWORD_MEMORY_KIB: takes at least 35840 with 1",
        ),
        (
            "password_memory_kib = 8192\npassword_passes = 4",
            "AFTERWORD_PASSWORD_MEMORY_KIB",
        ),
        ("password_passes = 0", "AFTERWORD_PASSWORD_PASSES"),
        ("password_passes = 17", "AFTERWORD_PASSWORD_PASSES"),
        ("password_lanes = 0", "AFTERWORD_PASSWORD_LANES"),
        ("password_lanes = 17", "AFTERWORD_PASSWORD_LANES"),
        ("password_lanes = -1", "AFTERWORD_PASSWORD_LANES"),
        (
            "password_memory_kib = \"much\"",
            "AFTERWORD_PASSWORD_MEMORY_KIB",
        ),
    ] {
        let told = cost(text).unwrap_err();
        assert!(told.starts_with(name), "{text}: {told}");
    }
}

#[test]
fn passwords_in_urls_are_not_shown() {
    let text = "database_url = \"postgres://ana:hunter2@db/x\"\nmail = \"smtps://ana:hunter2@mail.example.org\"";
    let settings = Settings::read(&Figment::from(Toml::string(text)), Figment::new()).unwrap();
    let shown = format!("{settings:?}");
    assert!(
        shown.contains("Postgres(…)") && shown.contains("Smtp(…)"),
        "{shown}"
    );
    assert!(!shown.contains("hunter2"), "{shown}");
}

#[test]
fn the_days_of_the_window_lie_in_order_between_1_and_14() {
    assert_eq!(window(""), Ok((3, 5)));
    assert_eq!(
        window("window_settles_day = 1\nwindow_closes_day = 14"),
        Ok((1, 14))
    );
    assert_eq!(
        window("window_settles_day = 5\nwindow_closes_day = 5"),
        Ok((5, 5))
    );
    let (settles, closes) = (
        "AFTERWORD_WINDOW_SETTLES_DAY",
        "AFTERWORD_WINDOW_CLOSES_DAY",
    );
    for (text, name) in [
        ("window_settles_day = 0", settles),
        ("window_settles_day = 6", settles),
        ("window_settles_day = 2\nwindow_closes_day = 1", settles),
        ("window_closes_day = 0", closes),
        ("window_closes_day = 15", closes),
        ("window_closes_day = \"soon\"", closes),
    ] {
        assert_eq!(window(text), Err(name.to_owned()), "{text}");
    }
}
