//! What the operator's command line does. No command reads a journal (AZ-11).

mod accounts;
mod backups;
mod ledgers;
mod serving;

use std::io::{IsTerminal, Write};
use std::path::PathBuf;

use actix_web::rt::System;
use clap::Subcommand;
use indicatif::ProgressBar;

pub(crate) use self::serving::{serve, start_logging};
use crate::account::EmailAddress;
use crate::app::{CannotOpen, Documents, Service};
use crate::backup;
use crate::clock::Clock;
use crate::config::{BadSetting, Settings};
use crate::error::Error;
use crate::keys;
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
    /// Change what an account is reached by, also while the service serves.
    Accounts {
        /// What to do with it.
        #[command(subcommand)]
        command: AccountsCommand,
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

/// A command about accounts.
#[derive(Debug, Clone, Subcommand)]
pub enum AccountsCommand {
    /// Give an account an address, such as one that has none since a backup was put back; make sure first whose it is.
    Address {
        /// The id of the account, as `restore` named it.
        #[arg(long)]
        account: uuid::Uuid,
        /// The address.
        #[arg(long, value_parser = address)]
        to: EmailAddress,
    },
}

fn address(text: &str) -> Result<EmailAddress, &'static str> {
    EmailAddress::parse(text).ok_or("is no mail address")
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
    /// Somebody has it.
    #[error("an account has this address already")]
    AddressTaken,
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
        Command::Serve => serving::serve_settled(),
        Command::Migrate => migrate(&settings()?),
        Command::InviteTherapist => accounts::invite(&settings()?),
        Command::Backup { to: Some(to), .. } => backups::back_up(&settings()?, &to),
        Command::Backup { verify, .. } => {
            backups::verify_backup(&settings()?, &verify.unwrap_or_default())
        }
        Command::Restore {
            from,
            drill,
            in_place: _,
            stopped_at,
        } => backups::restore(&settings()?, from, drill, stopped_at),
        Command::Keys {
            command: KeysCommand::Rotate { make_only, data },
        } => rotate(&settings()?, make_only, data),
        Command::Accounts {
            command: AccountsCommand::Address { account, to },
        } => accounts::give_address(&settings()?, account, to),
        Command::Sessions {
            command: SessionsCommand::End { account, all: _ },
        } => accounts::end_sessions(&settings()?, account),
        Command::Ledger {
            command:
                LedgerCommand::Verify {
                    file: Some(file),
                    keys: Some(keys),
                    checkpoint,
                },
        } => ledgers::verify_file(&file, &keys, checkpoint.as_deref()),
        Command::Ledger { .. } => ledgers::verify(&settings()?),
    }
}

fn settings() -> Result<Settings, Failed> {
    let settings = Settings::load()?;
    start_logging(&settings.log, None)?;
    Ok(settings)
}

fn migrate(settings: &Settings) -> Result<(), Failed> {
    let service = Service::open(settings, Clock::system())?;
    drop(service);
    say("the schema is current")
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

/// A bar on a terminal, and nothing elsewhere.
fn progress(rows: i64) -> ProgressBar {
    if std::io::stderr().is_terminal() {
        ProgressBar::new(u64::try_from(rows).unwrap_or_default())
    } else {
        ProgressBar::hidden()
    }
}

fn write_documents(folder: &std::path::Path) -> Result<(), Failed> {
    Ok(Documents::committed()?.write(folder)?)
}

/// One line on standard output.
pub(crate) fn say(line: &str) -> Result<(), Failed> {
    Ok(writeln!(std::io::stdout(), "{line}")?)
}
