//! Reading the settings from the environment and the file.

use std::fmt::Display;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::str::FromStr;

use chrono::Duration;
use figment::Figment;
use figment::providers::{Env, Format, Toml};

use super::{MailRoute, MetricsListen, PasswordCost, Patience, Policy, SessionLife, Settings};
use crate::db::DatabaseUrl;

/// A setting that does not fit, or a file that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("{name}: {reason}")]
pub struct BadSetting {
    /// The setting's name in the environment.
    pub name: String,
    /// Why it does not fit.
    pub reason: String,
}

/// The names in the TOML file, each with its name in the environment.
const NAMES: &[(&str, &str)] = &[
    ("database_url", "DATABASE_URL"),
    ("database_lanes", "AFTERWORD_DATABASE_LANES"),
    ("listen", "AFTERWORD_LISTEN"),
    ("metrics_listen", "AFTERWORD_METRICS_LISTEN"),
    ("traces", "AFTERWORD_TRACES"),
    ("slow_request_ms", "AFTERWORD_SLOW_REQUEST_MS"),
    ("data_dir", "AFTERWORD_DATA_DIR"),
    ("master_key_file", "AFTERWORD_MASTER_KEY_FILE"),
    ("endings_file", "AFTERWORD_ENDINGS_FILE"),
    ("mail", "AFTERWORD_MAIL"),
    ("mail_from", "AFTERWORD_MAIL_FROM"),
    ("public_url", "AFTERWORD_PUBLIC_URL"),
    ("trusted_proxies", "AFTERWORD_TRUSTED_PROXIES"),
    ("cors_origins", "AFTERWORD_CORS_ORIGINS"),
    ("rate_limits", "AFTERWORD_RATE_LIMITS"),
    ("log", "AFTERWORD_LOG"),
    ("password_min", "AFTERWORD_PASSWORD_MIN"),
    ("password_memory_kib", "AFTERWORD_PASSWORD_MEMORY_KIB"),
    ("password_passes", "AFTERWORD_PASSWORD_PASSES"),
    ("password_lanes", "AFTERWORD_PASSWORD_LANES"),
    ("patient_idle_days", "AFTERWORD_PATIENT_IDLE_DAYS"),
    ("patient_session_days", "AFTERWORD_PATIENT_SESSION_DAYS"),
    ("therapist_idle_hours", "AFTERWORD_THERAPIST_IDLE_HOURS"),
    ("therapist_session_days", "AFTERWORD_THERAPIST_SESSION_DAYS"),
    ("quiet_hours_before", "AFTERWORD_QUIET_HOURS_BEFORE"),
    ("quiet_hours_after", "AFTERWORD_QUIET_HOURS_AFTER"),
    ("window_settles_day", "AFTERWORD_WINDOW_SETTLES_DAY"),
    ("window_closes_day", "AFTERWORD_WINDOW_CLOSES_DAY"),
    ("key_rotation_days", "AFTERWORD_KEY_ROTATION_DAYS"),
    ("backup_days", "AFTERWORD_BACKUP_DAYS"),
];

impl Settings {
    /// Reads the environment and the file.
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one place that reads the environment"
    )]
    pub fn load() -> Result<Self, BadSetting> {
        let named = std::env::var("AFTERWORD_CONFIG").ok();
        let file = named.clone().unwrap_or_else(|| "afterword.toml".to_owned());
        if named.is_some() && !std::path::Path::new(&file).is_file() {
            return Err(BadSetting {
                name: "AFTERWORD_CONFIG".to_owned(),
                reason: format!("{file} is not a file"),
            });
        }
        let file = Figment::from(Toml::file(&file));
        let environment =
            Figment::from(Env::raw().only(&["DATABASE_URL"])).merge(Env::prefixed("AFTERWORD_"));
        Self::read(&file, environment)
    }

    pub(super) fn read(file: &Figment, environment: Figment) -> Result<Self, BadSetting> {
        let known: figment::value::Dict = file.extract().map_err(|e| BadSetting {
            name: "AFTERWORD_CONFIG".to_owned(),
            reason: first_line(&e),
        })?;
        if let Some(name) = known
            .keys()
            .find(|key| !NAMES.iter().any(|(name, _)| name == key))
        {
            return Err(BadSetting {
                name: name.clone(),
                reason: "is not a setting".to_owned(),
            });
        }
        let given = Given(file.clone().merge(environment));
        let data_dir: PathBuf = given.or("data_dir", || "./afterword-data".into())?;
        let policy = given.policy()?;
        let listen = given.or("listen", || SocketAddr::from(([127, 0, 0, 1], 8080)))?;
        Ok(Self {
            database: given.or("database_url", || {
                DatabaseUrl::Sqlite(data_dir.join("afterword.db"))
            })?,
            lanes: given.within("database_lanes", || 8, 1..=256)?,
            metrics: given.or("metrics_listen", || MetricsListen::Usual)?,
            traces: given
                .text("traces")
                .map(|text| text.parse().map_err(|error| given.bad("traces", error)))
                .transpose()?,
            slow_request: std::time::Duration::from_millis(given.within(
                "slow_request_ms",
                || 1_000,
                1..=60_000,
            )?),
            master_key_file: given.or("master_key_file", || data_dir.join("master.key"))?,
            endings_file: given.or("endings_file", || data_dir.join("endings"))?,
            mail: given.or("mail", || MailRoute::Folder(data_dir.join("mail")))?,
            mail_from: given.or("mail_from", || "Afterword <no-reply@localhost>".to_owned())?,
            public_url: given.public_url(listen)?,
            trusted_proxies: given.proxies()?,
            cors_origins: given.origins()?,
            patience: Patience::default(),
            rate_limits: given.switch("rate_limits", true)?,
            log: given.or("log", || "info".to_owned())?,
            listen,
            data_dir,
            policy,
        })
    }
}

/// What is wrong with the file, without the excerpt that follows: a line of it could hold a secret.
fn first_line(error: &figment::Error) -> String {
    error
        .to_string()
        .lines()
        .next()
        .unwrap_or_default()
        .to_owned()
}

/// What was given, by name.
struct Given(Figment);

impl Given {
    fn text(&self, name: &str) -> Option<String> {
        use figment::value::Value;
        self.0.find_value(name).ok().map(|value| match value {
            Value::String(_, text) => text,
            Value::Num(_, number) => number.to_i128().map_or_else(
                || number.to_u128().map(|n| n.to_string()).unwrap_or_default(),
                |n| n.to_string(),
            ),
            Value::Bool(_, flag) => flag.to_string(),
            Value::Array(_, items) => items
                .into_iter()
                .filter_map(figment::value::Value::into_string)
                .collect::<Vec<_>>()
                .join(","),
            other => format!("{other:?}"),
        })
    }

    /// The rules of the product, each as given or as usual.
    fn policy(&self) -> Result<Policy, BadSetting> {
        let policy = Policy::default();
        let (patient_session, therapist_session) = self.session_lives(&policy)?;
        let hours = |name, usual: Duration| {
            self.within(name, || usual.num_hours(), 0..=240)
                .map(Duration::hours)
        };
        let days = |name, usual: Duration| {
            self.within(name, || usual.num_days(), 1..=90)
                .map(Duration::days)
        };
        let policy = Policy {
            key_period: days("key_rotation_days", policy.key_period)?,
            backup_horizon: days("backup_days", policy.backup_horizon)?,
            password_min: self.within("password_min", || policy.password_min, 8..=128)?,
            password_cost: self.password_cost(policy.password_cost)?,
            patient_session,
            therapist_session,
            quiet_before: hours("quiet_hours_before", policy.quiet_before)?,
            quiet_after: hours("quiet_hours_after", policy.quiet_after)?,
            settles_day: self.within("window_settles_day", || policy.settles_day, 1..=14)?,
            closes_day: self.within("window_closes_day", || policy.closes_day, 1..=14)?,
            ..policy
        };
        if policy.settles_day > policy.closes_day {
            return Err(self.bad(
                "window_settles_day",
                "lies after the day on which the window closes",
            ));
        }
        Ok(policy)
    }

    fn bad(&self, name: &str, reason: impl Display) -> BadSetting {
        let name = NAMES
            .iter()
            .find(|(key, _)| *key == name)
            .map_or(name, |(_, env)| env);
        BadSetting {
            name: name.to_owned(),
            reason: reason.to_string(),
        }
    }

    fn or<T: FromStr<Err: Display>>(
        &self,
        name: &str,
        usual: impl FnOnce() -> T,
    ) -> Result<T, BadSetting> {
        self.text(name).map_or_else(
            || Ok(usual()),
            |text| text.parse().map_err(|error| self.bad(name, error)),
        )
    }

    fn within<T>(
        &self,
        name: &str,
        usual: impl FnOnce() -> T,
        range: std::ops::RangeInclusive<T>,
    ) -> Result<T, BadSetting>
    where
        T: FromStr<Err: Display> + PartialOrd + Display,
    {
        let value = self.or(name, usual)?;
        if range.contains(&value) {
            Ok(value)
        } else {
            Err(self.bad(name, format!("takes {} to {}", range.start(), range.end())))
        }
    }

    /// How long devices stay signed in: a patient's, and a therapist's, which is shorter.
    fn session_lives(&self, usual: &Policy) -> Result<(SessionLife, SessionLife), BadSetting> {
        let days = |name, usual: Duration, most| {
            self.within(name, || usual.num_days(), 1..=most)
                .map(Duration::days)
        };
        let (patient, therapist) = (usual.patient_session, usual.therapist_session);
        let idle = self.within(
            "therapist_idle_hours",
            || therapist.idle.num_hours(),
            1..=72,
        )?;
        Ok((
            SessionLife {
                idle: days("patient_idle_days", patient.idle, 90)?,
                absolute: days("patient_session_days", patient.absolute, 365)?,
            },
            SessionLife {
                idle: Duration::hours(idle),
                absolute: days("therapist_session_days", therapist.absolute, 30)?,
            },
        ))
    }

    /// What hashing a password costs: no less than is held to be safe, and no more than a small machine can do while somebody waits.
    fn password_cost(&self, usual: PasswordCost) -> Result<PasswordCost, BadSetting> {
        let cost = PasswordCost {
            memory_kib: self.within(
                "password_memory_kib",
                || usual.memory_kib,
                PasswordCost::LEAST_MEMORY..=1_048_576,
            )?,
            passes: self.within("password_passes", || usual.passes, 1..=16)?,
            lanes: self.within("password_lanes", || usual.lanes, 1..=16)?,
        };
        if cost.work() < PasswordCost::LEAST_WORK {
            let least = PasswordCost::LEAST_WORK.div_ceil(u64::from(cost.passes));
            let reason = format!("takes at least {least} with {} pass(es)", cost.passes);
            return Err(self.bad("password_memory_kib", reason));
        }
        Ok(cost)
    }

    fn switch(&self, name: &str, usual: bool) -> Result<bool, BadSetting> {
        match self.text(name).as_deref() {
            None => Ok(usual),
            Some("on" | "true") => Ok(true),
            Some("off" | "false") => Ok(false),
            Some(_) => Err(self.bad(name, "takes on or off")),
        }
    }

    fn proxies(&self) -> Result<Vec<IpAddr>, BadSetting> {
        let text = self.text("trusted_proxies").unwrap_or_default();
        let each = text.split([',', ' ']).filter(|part| !part.is_empty());
        each.map(|part| {
            part.parse()
                .map_err(|error| self.bad("trusted_proxies", error))
        })
        .collect()
    }

    /// Origins letter for letter as browsers send them (RFC 6454 §6.2): no `*`, no `null`, no path.
    fn origins(&self) -> Result<Vec<String>, BadSetting> {
        let text = self.text("cors_origins").unwrap_or_default();
        let each = text.split([',', ' ']).filter(|part| !part.is_empty());
        each.map(|origin| {
            let host = origin
                .strip_prefix("https://")
                .or_else(|| origin.strip_prefix("http://"));
            let is_host = |host: &str| {
                !host.is_empty()
                    && host.bytes().all(|byte| {
                        byte.is_ascii_lowercase()
                            || byte.is_ascii_digit()
                            || b".-:[]".contains(&byte)
                    })
            };
            if host.is_some_and(is_host) {
                Ok(origin.to_owned())
            } else {
                let reason = "takes origins as browsers send them, such as https://app.example.org";
                Err(self.bad("cors_origins", reason))
            }
        })
        .collect()
    }

    fn public_url(&self, listen: SocketAddr) -> Result<String, BadSetting> {
        let url = self
            .text("public_url")
            .unwrap_or_else(|| format!("http://{listen}"));
        if !url.starts_with("https://") && !url.starts_with("http://") {
            return Err(self.bad(
                "public_url",
                "starts neither with https:// nor with http://",
            ));
        }
        // Read here as it is read where passkeys are bound to it, so that what cannot be is refused now and not at the first sign-in.
        let read = url::Url::parse(&url).map_err(|error| self.bad("public_url", error))?;
        if !read.username().is_empty() || read.query().is_some() || read.fragment().is_some() {
            return Err(self.bad("public_url", "takes a scheme, a host and a path alone"));
        }
        Ok(url.trim_end_matches('/').to_owned())
    }
}
