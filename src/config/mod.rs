//! Settings: from the environment, or from one TOML file, all with working defaults; read once, here alone.
//!
//! `DATABASE_URL` and `AFTERWORD_LISTEN` in the environment are `database_url` and `listen` in `afterword.toml`, or in the file
//! that `AFTERWORD_CONFIG` names. The environment wins. A value that does not fit stops the start with a line that names it.

mod policy;
mod reading;
#[cfg(test)]
mod tests;

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::str::FromStr;

pub use self::policy::{PasswordCost, Policy, SessionLife};
pub use self::reading::BadSetting;
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
