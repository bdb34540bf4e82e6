//! What the operator's command line does. No command reads a journal (AZ-11).

use std::io::{IsTerminal, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};

use actix_web::rt::System;
use clap::Subcommand;
use indicatif::ProgressBar;
use tokio::signal::unix::{SignalKind, signal};
use tracing::Subscriber;
use tracing_subscriber::filter::ParseError;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::registry::LookupSpan;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer};

use crate::access::chain;
use crate::app::traces::Sender;
use crate::app::{CannotOpen, Documents, Service, open_database};
use crate::backup;
use crate::clock::Clock;
use crate::config::{BadSetting, MetricsListen, SPANS, Settings};
use crate::crypt::key_file::KeyFile;
use crate::db::endings::EndingsFile;
use crate::error::Error;
use crate::ids::AccountId;
use crate::keys;
use crate::ledger;
use crate::time::At;

/// A command.
#[derive(Debug, Clone, Subcommand)]
pub enum Command {
    /// Serve (the default).
    Serve,
    /// Bring the database to the schema of this version, and stop.
    Migrate,
    /// Serve a small example world from a folder that is thrown away, and print how to sign in.
    Demo,
    /// Print an invitation code for one therapist, alone on standard output.
    InviteTherapist,
    /// Write everything into one sealed file, also while the service serves; or check one.
    #[command(group = clap::ArgGroup::new("what").required(true))]
    Backup {
        /// The file, or a folder in which it gets a name that tells the instant.
        #[arg(long, group = "what")]
        to: Option<PathBuf>,
        /// A backup to read from its first byte to its last, and check.
        #[arg(long, group = "what")]
        verify: Option<PathBuf>,
    },
    /// Put a backup back into an empty place, and end again what has ended since.
    #[command(group = clap::ArgGroup::new("which").required(true))]
    Restore {
        /// The backup.
        #[arg(long, group = "which")]
        from: Option<PathBuf>,
        /// A backup to try in a place that is removed again: is it equal, and how long does each step take?
        #[arg(long, group = "which")]
        drill: Option<PathBuf>,
        /// The database was put back by other means, such as PostgreSQL's own: do what is left to do.
        #[arg(long, group = "which")]
        in_place: bool,
        /// When the service last answered (RFC 3339), where that was not just now.
        #[arg(long)]
        stopped_at: Option<At>,
    },
    /// Change the keys, also while the service serves.
    Keys {
        /// What to do with them.
        #[command(subcommand)]
        command: KeysCommand,
    },
    /// Sign people out, also while the service serves.
    Sessions {
        /// What to do with them.
        #[command(subcommand)]
        command: SessionsCommand,
    },
    /// Check the access logs.
    Ledger {
        /// What to do with them.
        #[command(subcommand)]
        command: LedgerCommand,
    },
    /// Write the OpenAPI documents, 3.1 and 3.0, into a folder.
    Openapi {
        /// The folder.
        #[arg(default_value = "openapi")]
        folder: PathBuf,
    },
}

/// A command about the access logs.
#[derive(Debug, Clone, Subcommand)]
pub enum LedgerCommand {
    /// Recompute every chain and name the first row that does not fit; with a file, the one chain in it.
    Verify {
        /// An export in JSON, checked with no database at all.
        #[arg(long, requires = "keys")]
        file: Option<PathBuf>,
        /// The public keys that checkpoints are signed with, as `/.well-known/jwks.json` gave them.
        #[arg(long, requires = "file")]
        keys: Option<PathBuf>,
        /// A checkpoint that was kept: the file holds what was signed, and nothing else.
        #[arg(long, requires = "file")]
        checkpoint: Option<PathBuf>,
    },
}

/// A command about sessions.
#[derive(Debug, Clone, Copy, Subcommand)]
pub enum SessionsCommand {
    /// End every session of one account, or of everybody: their tokens are refused from the next request on.
    #[command(group = clap::ArgGroup::new("whose").required(true))]
    End {
        /// The id of the account, as the security lines of the log name it.
        #[arg(long, group = "whose")]
        account: Option<uuid::Uuid>,
        /// Everybody.
        #[arg(long, group = "whose")]
        all: bool,
    },
}

/// A command about the keys.
#[derive(Debug, Clone, Copy, Subcommand)]
pub enum KeysCommand {
    /// Make the next master key and wrap every other key under it; goes on with a rotation that was broken off.
    Rotate {
        /// Only add the next master key to the file: bring that to every host, then run this command without the option.
        #[arg(long, conflicts_with = "data")]
        make_only: bool,
        /// Give every account a new data key as well, and seal all it has anew under it.
        #[arg(long)]
        data: bool,
    },
}

/// Why a command did not succeed.
#[derive(Debug, thiserror::Error)]
pub enum Failed {
    /// A setting.
    #[error(transparent)]
    Setting(#[from] BadSetting),
    /// The service does not open.
    #[error(transparent)]
    Open(#[from] CannotOpen),
    /// The address to listen on.
    #[error("AFTERWORD_LISTEN: {0}: {1}")]
    Listen(std::net::SocketAddr, std::io::Error),
    /// The address to listen on for figures.
    #[error("AFTERWORD_METRICS_LISTEN: {0}: {1}")]
    ListenForMetrics(std::net::SocketAddr, std::io::Error),
    /// The log's filter.
    #[error("AFTERWORD_LOG: {0}")]
    Log(String),
    /// The collector of spans.
    #[error("AFTERWORD_TRACES: {0}")]
    Traces(String),
    /// Reading or writing.
    #[error("{0}")]
    Io(#[from] std::io::Error),
    /// The service itself.
    #[error("{}", .0.reason())]
    Service(#[from] Error),
    /// Nobody has this id.
    #[error("there is no account {0}")]
    NoAccount(uuid::Uuid),
    /// The document.
    #[error("{0}")]
    Document(#[from] serde_json::Error),
    /// An access log does not verify.
    #[error("{0} access log(s) do not verify")]
    Broken(usize),
    /// A file that should hold an access log.
    #[error("{0}")]
    File(#[from] crate::ledger::file::Unreadable),
    /// A backup.
    #[error(transparent)]
    Backup(#[from] backup::Failed),
    /// Something in the database was damaged.
    #[error("in {0} account(s) something does not open; their older data keys are kept")]
    Damaged(usize),
    /// The keys of an account were damaged.
    #[error(
        "the keys of {0} account(s) open under no master key and stay as they are; every other key was exchanged"
    )]
    Unopened(usize),
    /// The example world could not be built.
    #[error("demo: {0}")]
    Demo(String),
}

/// Does what the command says.
pub fn run(command: Command) -> Result<(), Failed> {
    match command {
        Command::Openapi { folder } => write_documents(&folder),
        Command::Demo => crate::demo::run(),
        Command::Serve => serve_settled(),
        Command::Migrate => migrate(&settings()?),
        Command::InviteTherapist => invite(&settings()?),
        Command::Backup { to: Some(to), .. } => back_up(&settings()?, &to),
        Command::Backup { verify, .. } => verify_backup(&settings()?, &verify.unwrap_or_default()),
        Command::Restore {
            from,
            drill,
            in_place: _,
            stopped_at,
        } => restore(&settings()?, from, drill, stopped_at),
        Command::Keys {
            command: KeysCommand::Rotate { make_only, data },
        } => rotate(&settings()?, make_only, data),
        Command::Sessions {
            command: SessionsCommand::End { account, all: _ },
        } => end_sessions(&settings()?, account),
        Command::Ledger {
            command:
                LedgerCommand::Verify {
                    file: Some(file),
                    keys: Some(keys),
                    checkpoint,
                },
        } => verify_file(&file, &keys, checkpoint.as_deref()),
        Command::Ledger { .. } => verify(&settings()?),
    }
}

fn settings() -> Result<Settings, Failed> {
    let settings = Settings::load()?;
    start_logging(&settings.log, None)?;
    Ok(settings)
}

/// Lines for people on a terminal, JSON elsewhere; always to standard error, so that a command's output stays its own. Spans go to a
/// collector where there is one, and are no lines.
pub(crate) fn start_logging(filter: &str, spans: Option<&Sender>) -> Result<(), Failed> {
    let filter = EnvFilter::try_new(filter).map_err(|error| Failed::Log(error.to_string()))?;
    let no_spans = format!("{SPANS}=off").parse();
    let filter =
        filter.add_directive(no_spans.map_err(|error: ParseError| Failed::Log(error.to_string()))?);
    let log = tracing_subscriber::registry();
    match spans {
        None => log.with(filter).with(lines()).init(),
        Some(spans) => log
            .with(lines().with_filter(filter))
            .with(spans.layer())
            .init(),
    }
    std::panic::set_hook(Box::new(crate::http::events::panicked));
    Ok(())
}

fn lines<S>() -> Box<dyn Layer<S> + Send + Sync>
where
    S: Subscriber + for<'a> LookupSpan<'a>,
{
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    if std::io::stderr().is_terminal() {
        lines.compact().boxed()
    } else {
        lines
            .json()
            .flatten_event(true)
            .with_current_span(false)
            .with_span_list(false)
            .boxed()
    }
}

/// Serves as the settings say; what waits for a collector is sent at the end.
fn serve_settled() -> Result<(), Failed> {
    let settings = Settings::load()?;
    let spans = settings.traces.as_ref().map(Sender::to);
    let spans = spans.transpose().map_err(Failed::Traces)?;
    start_logging(&settings.log, spans.as_ref())?;
    serve(&settings, |_| async { Ok(()) })
}

/// Opens the service, serves until SIGINT or SIGTERM, and answers what is under way before it stops (RE-8).
pub(crate) fn serve<F>(
    settings: &Settings,
    once_up: impl FnOnce(Service) -> F,
) -> Result<(), Failed>
where
    F: Future<Output = Result<(), Failed>> + 'static,
{
    crate::http::connections::make_room();
    let listener = TcpListener::bind(settings.listen)
        .map_err(|error| Failed::Listen(settings.listen, error))?;
    let metrics = named_for_metrics(settings.metrics)?;
    let service = Service::open(settings, Clock::system())?;
    let metrics = metrics.or_else(|| usual_for_metrics(settings.metrics));
    let workers = std::thread::available_parallelism().map_or(2, std::num::NonZeroUsize::get);
    let started = once_up(service.clone());
    System::new().block_on(async move {
        let server = service.serve(listener, workers)?;
        let metrics = metrics.map(|listener| service.metrics().serve(listener));
        if let Some(metrics) = metrics.transpose()? {
            actix_web::rt::spawn(metrics);
        }
        let mut signals = [
            signal(SignalKind::interrupt())?,
            signal(SignalKind::terminate())?,
        ];
        let stopping = server.handle();
        actix_web::rt::spawn(async move {
            let [interrupt, terminate] = &mut signals;
            tokio::select! { _ = interrupt.recv() => (), _ = terminate.recv() => () }
            tracing::info!("stopping");
            stopping.stop(true).await;
        });
        tracing::info!(listen = %settings.listen, url = settings.public_url, "serving");
        actix_web::rt::spawn(service.clone().keep_keys());
        actix_web::rt::spawn(service.clone().keep_forgetting());
        actix_web::rt::spawn(service.clone().keep_beating());
        actix_web::rt::spawn(service.keep_delivering());
        let handle = server.handle();
        let startup = actix_web::rt::spawn(async move {
            let outcome = started.await;
            if outcome.is_err() {
                handle.stop(false).await;
            }
            outcome
        });
        server.await?;
        if startup.is_finished() {
            startup.await.unwrap_or(Ok(()))
        } else {
            Ok(())
        }
    })
}

/// Binds the listener of `/metrics` that was named.
fn named_for_metrics(at: MetricsListen) -> Result<Option<TcpListener>, Failed> {
    let MetricsListen::At(address) = at else {
        return Ok(None);
    };
    let bound = TcpListener::bind(address);
    bound
        .map(Some)
        .map_err(|error| Failed::ListenForMetrics(address, error))
}

/// Binds the usual one where none was named; where somebody else has it, the service goes on without.
fn usual_for_metrics(at: MetricsListen) -> Option<TcpListener> {
    if at != MetricsListen::Usual {
        return None;
    }
    let bound = TcpListener::bind(MetricsListen::USUAL);
    if let Err(error) = &bound {
        tracing::warn!(%error, listen = %MetricsListen::USUAL, "/metrics is not served: AFTERWORD_METRICS_LISTEN names another address");
    }
    bound.ok()
}

fn migrate(settings: &Settings) -> Result<(), Failed> {
    let service = Service::open(settings, Clock::system())?;
    drop(service);
    say("the schema is current")
}

fn invite(settings: &Settings) -> Result<(), Failed> {
    let service = Service::open_existing(settings, Clock::system())?;
    let code = System::new().block_on(crate::account::routes::invite_therapist(service.gate()))?;
    say(&code)
}

/// Ends sessions, of one account or of everybody, each on record.
fn end_sessions(settings: &Settings, account: Option<uuid::Uuid>) -> Result<(), Failed> {
    let service = Service::open_existing(settings, Clock::system())?;
    let ended = System::new().block_on(crate::account::routes::end_sessions(
        service.gate(),
        account.map(AccountId::from_uuid),
    ))?;
    let ended = ended.ok_or(Failed::NoAccount(account.unwrap_or_default()))?;
    say(&format!("{ended} session(s) ended"))
}

/// Rotates keys; how far it has come is drawn on a terminal, and nowhere else.
fn rotate(settings: &Settings, make_only: bool, data: bool) -> Result<(), Failed> {
    let service = Service::open_existing(settings, Clock::system())?;
    let bar = indicatif::ProgressBar::new(0);
    let told = |done, all| {
        bar.set_length(all);
        bar.set_position(done);
    };
    let (unopened, damaged) = System::new().block_on(async {
        keys::note_operator(service.gate()).await?;
        if make_only {
            keys::make_next(service.gate()).await?;
            return Ok((0, 0));
        }
        let unopened = keys::rotate(service.gate(), &told).await?;
        if data {
            let damaged = keys::rotate_data_keys(service.gate(), &told).await?;
            return Ok((unopened, damaged));
        }
        Ok::<_, Error>((unopened, 0))
    })?;
    bar.finish_and_clear();
    if unopened > 0 {
        return Err(Failed::Unopened(unopened));
    }
    if damaged > 0 {
        return Err(Failed::Damaged(damaged));
    }
    say("replace every copy of the master key file by the file as it is now")
}

/// Makes a backup beside a running server; the log of the service tells that it was made.
fn back_up(settings: &Settings, to: &Path) -> Result<(), Failed> {
    let service = Service::open_existing(settings, Clock::system())?;
    let bar = progress(0);
    let told = |done, all| {
        bar.set_length(all);
        bar.set_position(done);
    };
    let keys = KeyFile::at(&settings.master_key_file);
    let now = service.gate().clock().now();
    let made = backup::make(&settings.database, &keys, to, now, &told)?;
    bar.finish_and_clear();
    System::new().block_on(backup::note_made(service.gate()))?;
    say(&format!(
        "{}: {} row(s), sealed under master key {}",
        made.path.display(),
        made.rows,
        made.key
    ))
}

fn verify_backup(settings: &Settings, file: &Path) -> Result<(), Failed> {
    let bar = progress(0);
    let keys = KeyFile::at(&settings.master_key_file);
    let checked = backup::verify(file, &keys, &|done| bar.set_position(done))?;
    bar.finish_and_clear();
    say(&format!(
        "{}: made {}, {} row(s), sealed under master key {}: sound",
        file.display(),
        checked.made_at,
        checked.rows,
        checked.key
    ))
}

/// Puts a backup back, tries to, or does what is left to do where something else did.
fn restore(
    settings: &Settings,
    from: Option<PathBuf>,
    drill: Option<PathBuf>,
    stopped_at: Option<At>,
) -> Result<(), Failed> {
    let (bar, now) = (progress(0), Clock::system().now());
    let told = |done| bar.set_position(done);
    let file = from.as_ref().or(drill.as_ref());
    let order = backup::Order {
        from: file.map_or(Path::new(""), PathBuf::as_path),
        keys: &KeyFile::at(&settings.master_key_file),
        endings: &EndingsFile::at(&settings.endings_file),
        policy: &settings.policy,
        stopped_at: stopped_at.unwrap_or(now),
        now,
    };
    let to = &settings.database;
    let done = if from.is_some() {
        backup::restore(to, &order, &told)?
    } else if drill.is_some() {
        backup::drill(to, &settings.data_dir, &order, &told)?
    } else {
        backup::complete(to, &order)?
    };
    bar.finish_and_clear();
    if file.is_some() {
        say("every table is equal to what was backed up")?;
    }
    say_restored(&done)
}

fn say_restored(done: &backup::Restored) -> Result<(), Failed> {
    let mut all = std::time::Duration::ZERO;
    for (step, took) in &done.steps {
        say(&format!("{:>8} ms  {step}", took.as_millis()))?;
        all = all.saturating_add(*took);
    }
    say(&format!("{:>8} ms  in all", all.as_millis()))?;
    let replayed = &done.replayed;
    say(&format!("{} ending(s) replayed", replayed.endings))?;
    for account in &replayed.addresses {
        say(&format!(
            "{account}: the address was changed since, and is the one before again"
        ))?;
    }
    done.unknown.map_or(Ok(()), |why| {
        say(&format!(
            "{why}: {} consent(s) on hold until their patients resume them, and whoever was erased since is back",
            replayed.held
        ))
    })
}

/// Reads ids and hashes only, straight from the database: it needs no key, and works beside a running server.
fn verify(settings: &Settings) -> Result<(), Failed> {
    let mut conn = open_database(&settings.database)?;
    let progress = progress(chain::rows(&mut conn)?);
    let (mut logs, mut rows, mut broken, mut last) = (0_u64, 0, 0, None);
    while let Some(account) = chain::next_account(&mut conn, last)? {
        last = Some(account);
        let verdict = chain::verify_account(&mut conn, account, None, |rows| progress.inc(rows))?;
        rows += verdict.checked;
        if verdict.checked > 0 || verdict.broken_at.is_some() || !chain::is_service(account) {
            logs += 1;
        }
        if let Some(number) = verdict.broken_at {
            broken += 1;
            progress.suspend(|| say(&format!("{account}: row {number} does not fit")))?;
        }
    }
    progress.finish_and_clear();
    say(&format!(
        "{logs} access log(s), {rows} row(s), {broken} broken"
    ))?;
    if broken == 0 {
        Ok(())
    } else {
        Err(Failed::Broken(broken))
    }
}

/// A bar on a terminal, and nothing elsewhere.
fn progress(rows: i64) -> ProgressBar {
    if std::io::stderr().is_terminal() {
        ProgressBar::new(u64::try_from(rows).unwrap_or_default())
    } else {
        ProgressBar::hidden()
    }
}

/// Checks the log in an export: needs neither a database nor a setting.
fn verify_file(file: &Path, keys: &Path, checkpoint: Option<&Path>) -> Result<(), Failed> {
    let kept = checkpoint.map(std::fs::read_to_string).transpose()?;
    let verdict = ledger::file::verify(
        &std::fs::read(file)?,
        &std::fs::read(keys)?,
        kept.as_deref(),
    )?;
    if let Some(number) = verdict.broken_at {
        say(&format!("row {number} does not fit"))?;
        return Err(Failed::Broken(1));
    }
    say(&format!("{} row(s), 0 broken", verdict.checked))
}

fn write_documents(folder: &std::path::Path) -> Result<(), Failed> {
    Ok(Documents::committed()?.write(folder)?)
}

/// One line on standard output.
pub(crate) fn say(line: &str) -> Result<(), Failed> {
    Ok(writeln!(std::io::stdout(), "{line}")?)
}
