//! Settings: from the environment, or from one TOML file, all with working defaults; read once, here alone.
//!
//! `DATABASE_URL` and `AFTERWORD_LISTEN` in the environment are `database_url` and `listen` in `afterword.toml`, or in the file
//! that `AFTERWORD_CONFIG` names. The environment wins. A value that does not fit stops the start with a line that names it.

use std::fmt::Display;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::str::FromStr;

use chrono::Duration;
use figment::Figment;
use figment::providers::{Env, Format, Toml};

use crate::db::DatabaseUrl;

/// Everything that a deployment settles.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where the data is.
    pub database: DatabaseUrl,
    /// How many connections read at the same time.
    pub lanes: usize,
    /// Where the server listens.
    pub listen: SocketAddr,
    /// Where `/metrics` is served.
    pub metrics: MetricsListen,
    /// The collector that spans are sent to, if any.
    pub traces: Option<TraceEndpoint>,
    /// A request that takes so long has a line of its own in the log.
    pub slow_request: std::time::Duration,
    /// Where files of the server's own go.
    pub data_dir: PathBuf,
    /// The file of the master key.
    pub master_key_file: PathBuf,
    /// The file that tells what has ended for good, which no backup may hold (RE-10).
    pub endings_file: PathBuf,
    /// How mail leaves.
    pub mail: MailRoute,
    /// The address that mail comes from.
    pub mail_from: String,
    /// How clients reach the server; issuer and audience of its tokens.
    pub public_url: String,
    /// The proxies whose `X-Forwarded-For` counts (RL-3).
    pub trusted_proxies: Vec<IpAddr>,
    /// The origins whose pages may read answers (HD-2); none, unless named.
    pub cors_origins: Vec<String>,
    /// How long slow bodies are waited for (IN-6).
    pub patience: Patience,
    /// Whether allowances are enforced.
    pub rate_limits: bool,
    /// What is logged, in the syntax of `tracing`'s filter.
    pub log: String,
    /// What the domains ask.
    pub policy: Policy,
}

/// How long the body of a request is waited for, from its first byte to its last.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// A body of the usual size: 256 KiB.
    pub body: std::time::Duration,
    /// An archive that is put back: 64 MiB.
    pub archive: std::time::Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            body: std::time::Duration::from_secs(30),
            archive: std::time::Duration::from_secs(600),
        }
    }
}

/// The target of every span: nothing else is sent to a collector, and none of them is a line of the log.
pub const SPANS: &str = "afterword::spans";

/// Where a collector of OpenTelemetry takes spans (OTLP over HTTP).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TraceEndpoint(String);

impl TraceEndpoint {
    /// The URL for traces, as OpenTelemetry's specification of the exporter puts it together.
    pub fn for_traces(&self) -> String {
        format!("{}/v1/traces", self.0)
    }
}

impl FromStr for TraceEndpoint {
    type Err = &'static str;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let url = url::Url::parse(text).ok();
        let fits = url.is_some_and(|url| {
            ["http", "https"].contains(&url.scheme())
                && url.username().is_empty()
                && url.query().is_none()
        });
        if fits {
            Ok(Self(text.trim_end_matches('/').to_owned()))
        } else {
            Err("takes the URL of a collector, such as http://127.0.0.1:4318")
        }
    }
}

/// Where `/metrics` is served: never where clients come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MetricsListen {
    /// Nowhere.
    Off,
    /// On the usual address of this host alone, unless somebody else has it.
    Usual,
    /// Here, or the server does not start.
    At(SocketAddr),
}

impl MetricsListen {
    /// The usual address: loopback, and the port that OpenTelemetry's exporters for Prometheus have.
    pub const USUAL: SocketAddr = SocketAddr::new(IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 9464);
}

impl FromStr for MetricsListen {
    type Err = &'static str;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == "off" {
            return Ok(Self::Off);
        }
        let address = text.parse().map(Self::At);
        address.map_err(|_| "takes an address with a port, such as 127.0.0.1:9464, or off")
    }
}

/// How mail leaves.
#[derive(Clone, PartialEq, Eq)]
pub enum MailRoute {
    /// One RFC 5322 file per mail in this folder.
    Folder(PathBuf),
    /// An SMTP server by its URL.
    Smtp(String),
}

/// Rules of the product that a deployment may settle otherwise.
#[derive(Debug, Clone)]
pub struct Policy {
    /// The fewest characters of a password (ID-7).
    pub password_min: usize,
    /// Whether guessing at passwords and codes is slowed (ID-10); off where allowances are.
    pub slow_guesses: bool,
    /// What hashing one password costs (ID-8).
    pub password_cost: PasswordCost,
    /// How many passwords are hashed at the same time (ID-8).
    pub password_hashes_at_once: usize,
    /// How long a patient's device stays signed in without being used, and at the most (ID-4, ID-6).
    pub patient_session: SessionLife,
    /// The same for a therapist's: shorter.
    pub therapist_session: SessionLife,
    /// Quiet time begins so long before a planned start (N1).
    pub quiet_before: Duration,
    /// Quiet time ends so long after the end.
    pub quiet_after: Duration,
    /// How long a session is taken to last while its end is not known (R24).
    pub usual_length: Duration,
    /// The last day of the days in which most settles, 1 to `closes_day` (R80).
    pub settles_day: u8,
    /// The last day of the window, at most 14.
    pub closes_day: u8,
    /// A master key wraps at most so long (EN-4).
    pub key_period: Duration,
    /// No backup is kept longer than this; so long a master key stays that nothing is wrapped under any more (EN-6).
    pub backup_horizon: Duration,
}

/// What hashing one password costs (RFC 9106, section 4): another cost counts for what is hashed from then on, and for each password
/// that is there when its owner signs in the next time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PasswordCost {
    /// Memory, in kibibytes.
    pub memory_kib: u32,
    /// Passes over it.
    pub passes: u32,
    /// Lanes in it.
    pub lanes: u32,
}

impl PasswordCost {
    /// The least memory, in kibibytes.
    const LEAST_MEMORY: u32 = 7_168;
    /// The least memory times passes: the lowest of the equivalents that OWASP's Password Storage Cheat Sheet names (7 MiB, 5 passes).
    const LEAST_WORK: u64 = 5 * 7_168;

    /// Memory times passes: what the time goes by.
    pub fn work(self) -> u64 {
        u64::from(self.memory_kib) * u64::from(self.passes)
    }
}

impl Default for PasswordCost {
    fn default() -> Self {
        Self {
            memory_kib: 19_456,
            passes: 2,
            lanes: 1,
        }
    }
}

/// How long a device stays signed in.
#[derive(Debug, Clone, Copy)]
pub struct SessionLife {
    /// Without being used.
    pub idle: Duration,
    /// At the most.
    pub absolute: Duration,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            password_min: 12,
            slow_guesses: true,
            password_cost: PasswordCost::default(),
            password_hashes_at_once: 2,
            patient_session: SessionLife {
                idle: Duration::days(30),
                absolute: Duration::days(90),
            },
            therapist_session: SessionLife {
                idle: Duration::hours(12),
                absolute: Duration::days(14),
            },
            quiet_before: Duration::hours(2),
            quiet_after: Duration::hours(24),
            usual_length: Duration::hours(3),
            settles_day: 3,
            closes_day: 5,
            key_period: Duration::days(30),
            backup_horizon: Duration::days(35),
        }
    }
}

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

    fn read(file: &Figment, environment: Figment) -> Result<Self, BadSetting> {
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

impl std::fmt::Debug for MailRoute {
    /// A URL may hold a password, so it is not shown.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Folder(folder) => write!(f, "Folder({})", folder.display()),
            Self::Smtp(_) => f.write_str("Smtp(…)"),
        }
    }
}

impl FromStr for MailRoute {
    type Err = &'static str;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.strip_prefix("file:") {
            Some(folder) if !folder.is_empty() => Ok(Self::Folder(folder.into())),
            _ if text.starts_with("smtp://") || text.starts_with("smtps://") => {
                Ok(Self::Smtp(text.to_owned()))
            }
            _ => Err("starts neither with file: nor with smtp:// or smtps://"),
        }
    }
}

#[cfg(test)]
mod tests {
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
}
