//! Puts the whole together: settings to an open service, routes to a server. Used by the binary and by the tests alike.

mod documents;
mod health;
mod metrics;
pub(crate) mod traces;

use std::net::TcpListener;
use std::sync::Arc;

use actix_web::dev::Server;
use actix_web::middleware::from_fn;
use actix_web::{App, HttpServer, web};

pub use self::documents::Documents;
use self::health::Disk;
pub use self::metrics::Metrics;
use crate::access::bell::Bell;
use crate::access::gate::Gate;
use crate::backup;
use crate::clock::Clock;
use crate::config::Settings;
use crate::crypt::key_file::{KeyFile, Unusable};
use crate::crypt::keyring::{Keyring, OpenError};
use crate::crypt::master::MasterKeys;
use crate::crypt::signing;
use crate::db::endings::EndingsFile;
use crate::db::{self, Conn, DatabaseUrl, Db, Purpose, migrate};
use crate::error::{Error, Result};
use crate::http::connections;
use crate::http::edge::{Edge, Paths, edge, unrouted};
use crate::http::json::BODY_LIMIT;
use crate::http::routing::Routes;
use crate::http::traffic::Traffic;
use crate::notices::{self, Mailer};

/// A service that is open: database migrated, keys unwrapped, mail ready.
#[derive(Debug, Clone)]
pub struct Service {
    gate: Gate,
    mailer: Arc<Mailer>,
    edge: Arc<Edge>,
    paths: Arc<Paths>,
    metrics: Metrics,
    disk: Disk,
    embedded: bool,
}

/// Why the service cannot be opened; every text names what to do.
#[derive(Debug, thiserror::Error)]
pub enum CannotOpen {
    /// The data folder.
    #[error("AFTERWORD_DATA_DIR: {0}: {1}")]
    DataDir(String, std::io::Error),
    /// The master key's file.
    #[error(transparent)]
    MasterKey(#[from] Unusable),
    /// The master key is never made for PostgreSQL, nor for a database that has been used.
    #[error(
        "AFTERWORD_MASTER_KEY_FILE: {0} is missing; a key is only made together with a new embedded database"
    )]
    NoMasterKey(String),
    /// The keys in the database.
    #[error(transparent)]
    Keys(#[from] OpenError),
    /// The record of endings.
    #[error(transparent)]
    Endings(#[from] backup::Failed),
    /// Mail.
    #[error(transparent)]
    Mail(#[from] notices::OpenError),
    /// There is no database, and this command makes none.
    #[error("DATABASE_URL: {0} is not there")]
    NoDatabase(String),
    /// The schema is older than this version, and this command leaves it as it is.
    #[error("DATABASE_URL: the schema is not of this version; run `afterword migrate` first")]
    OldSchema,
    /// The schema is one that a later version has made (RE-9).
    #[error(
        "DATABASE_URL: the schema is of a later version than this one (migration {0}); start that version"
    )]
    NewSchema(String),
    /// The texts of this version.
    #[error(transparent)]
    Content(#[from] crate::content::Unreadable),
    /// The database.
    #[error("DATABASE_URL: {}", .0.reason())]
    Database(#[from] Error),
}

impl Service {
    /// Opens everything that the settings name, and makes what is not there yet; under another master key it changes nothing and
    /// refuses (EN-5).
    pub fn open(settings: &Settings, clock: Clock) -> Result<Self, CannotOpen> {
        Self::open_with(settings, clock, migrate_all)
    }

    /// Opens a service that is there already, for a command that has no business making one: without a database, or over the schema of
    /// another version, it changes nothing and refuses.
    pub fn open_existing(settings: &Settings, clock: Clock) -> Result<Self, CannotOpen> {
        is_there(&settings.database)?;
        Self::open_with(settings, clock, is_current)
    }

    fn open_with(
        settings: &Settings,
        clock: Clock,
        bring_up: fn(&mut Conn) -> Result<(), CannotOpen>,
    ) -> Result<Self, CannotOpen> {
        crate::content::check()?;
        let folder = |e| CannotOpen::DataDir(settings.data_dir.display().to_string(), e);
        make_private(&settings.data_dir).map_err(folder)?;
        let mailer = Arc::new(Mailer::open(&settings.mail, &settings.mail_from)?);
        let file = KeyFile::at(&settings.master_key_file);
        let masters = master_keys(settings, &file)?;
        let left_open = db::was_left_open(&settings.database);
        let mut conn = db::open(&settings.database, Purpose::Writing)?;
        if let Err(refused) = fits(&mut conn, &masters) {
            if left_open {
                // Closing the only connection would write SQLite's log back into its file.
                std::mem::forget(conn);
            }
            return Err(refused);
        }
        bring_up(&mut conn)?;
        let keyring = Keyring::open(&mut conn, file, &masters, clock.now())?;
        let signing = signing::read(&mut conn, &keyring)?;
        let endings = EndingsFile::at(&settings.endings_file);
        backup::reconcile(&mut conn, &endings, &keyring, &settings.policy, clock.now())?;
        drop(conn);
        let db = Db::start(&settings.database, settings.lanes, endings)?;
        let (traffic, disk) = (Traffic::new()?, Disk::of(&settings.data_dir));
        let parts = [db.collectors(), traffic.collectors(), mailer.collectors()];
        let metrics = Metrics::of(parts.into_iter().flatten(), disk.clone())?;
        let gate = Gate::new(
            db,
            (keyring, signing),
            clock,
            crate::config::Policy {
                slow_guesses: settings.rate_limits,
                ..settings.policy.clone()
            },
            &settings.public_url,
            Bell::default(),
        )?;
        let edge = Edge::new(settings, traffic);
        Ok(Self {
            gate,
            mailer,
            edge: Arc::new(edge),
            paths: Arc::new(Paths::of(documents::DOCUMENT).map_err(Error::internal)?),
            metrics,
            disk,
            embedded: matches!(settings.database, DatabaseUrl::Sqlite(_)),
        })
    }

    /// The gate, for commands of the operator.
    pub fn gate(&self) -> &Gate {
        &self.gate
    }

    /// What the service counts.
    pub fn metrics(&self) -> &Metrics {
        &self.metrics
    }

    /// Sends the mail that is due now; the server does so by itself, tests when they say so.
    pub async fn deliver_mail(&self) -> Result<usize> {
        notices::deliver(&self.gate, &self.mailer).await
    }

    /// Forgets allowances that are whole again; the server does so by itself, tests when they say so.
    pub async fn forget_idle(&self) {
        self.edge.forget_idle(&self.gate).await;
    }

    /// Does what is due about the master keys; the server does so by itself every hour, tests when they say so (EN-4, EN-6).
    pub async fn tend_keys(&self) -> Result<()> {
        crate::keys::tend_signing(&self.gate).await?;
        crate::keys::tend(&self.gate, self.embedded).await
    }

    /// Notes that up to now nothing is missing in the record of endings; the server does so by itself every half minute (RE-10).
    pub async fn beat(&self) -> Result<()> {
        self.gate.beat().await
    }

    /// Keeps the record of endings beating; ends with the runtime.
    pub async fn keep_beating(self) {
        loop {
            if let Err(error) = self.beat().await {
                tracing::error!(
                    reason = error.reason(),
                    "the record of endings could not be written"
                );
            }
            tokio::time::sleep(backup::BEAT).await;
        }
    }

    /// Tends the keys once an hour; ends with the runtime.
    pub async fn keep_keys(self) {
        loop {
            if let Err(error) = self.tend_keys().await {
                tracing::warn!(
                    reason = error.reason(),
                    "the master keys could not be tended"
                );
            }
            tokio::time::sleep(std::time::Duration::from_secs(3_600)).await;
        }
    }

    /// Takes up the keys that sign as they are now; the server does so by itself every minute, tests when they say so (OA-9).
    pub async fn take_up_signing_keys(&self) -> Result<()> {
        self.gate.take_up_signing_keys().await
    }

    /// Forgets idle allowances and looks for new keys once a minute, however long mail takes; ends with the runtime.
    pub async fn keep_forgetting(self) {
        loop {
            self.forget_idle().await;
            if let Err(error) = self.take_up_signing_keys().await {
                let reason = error.reason();
                tracing::warn!(reason, "the keys that sign could not be looked at");
            }
            tokio::time::sleep(std::time::Duration::from_secs(60)).await;
        }
    }

    /// Sends mail whenever the bell rings, and once a minute what had to wait; ends with the runtime.
    pub async fn keep_delivering(self) {
        loop {
            if let Err(error) = self.deliver_mail().await {
                tracing::warn!(reason = error.reason(), "the outbox could not be read");
            }
            self.gate
                .bell()
                .heard(std::time::Duration::from_secs(60))
                .await;
        }
    }

    /// Serves on a listener that is bound already, until it is stopped.
    pub fn serve(&self, listener: TcpListener, workers: usize) -> std::io::Result<Server> {
        let service = self.clone();
        let server = HttpServer::new(move || {
            App::new()
                .app_data(web::Data::new(service.gate.clone()))
                .app_data(web::Data::new(Arc::clone(&service.edge)))
                .app_data(web::Data::from(Arc::clone(&service.paths)))
                .app_data(web::Data::new(service.disk.clone()))
                .app_data(web::PayloadConfig::new(BODY_LIMIT))
                .app_data(web::PathConfig::default().error_handler(|_, _| Error::NotFound.into()))
                .wrap(from_fn(edge))
                .configure(routes)
                .default_service(web::route().to(unrouted))
        });
        Ok(server
            .workers(workers)
            .client_request_timeout(connections::HEAD)
            .keep_alive(connections::IDLE)
            .client_disconnect_timeout(connections::CLOSING)
            .max_connections(connections::most(workers))
            .disable_signals()
            .shutdown_timeout(8)
            .server_hostname("afterword")
            .listen(listener)?
            .run())
    }
}

/// Whether this version and these keys are those of a database.
fn fits(conn: &mut Conn, masters: &MasterKeys) -> Result<(), CannotOpen> {
    Keyring::check(conn, masters)?;
    match migrate::unknown(conn)? {
        Some(migration) => Err(CannotOpen::NewSchema(migration)),
        None => Ok(()),
    }
}

/// Opens the database for a command that needs no key; without one, or over the schema of another version, it changes nothing and
/// refuses.
pub(crate) fn open_database(url: &DatabaseUrl) -> Result<Conn, CannotOpen> {
    is_there(url)?;
    let mut conn = db::open(url, Purpose::Writing)?;
    is_current(&mut conn)?;
    Ok(conn)
}

/// Refuses where there is no embedded database, which opening it would make.
fn is_there(url: &DatabaseUrl) -> Result<(), CannotOpen> {
    match url {
        DatabaseUrl::Sqlite(path) if !path.exists() => {
            Err(CannotOpen::NoDatabase(path.display().to_string()))
        }
        _ => Ok(()),
    }
}

/// Refuses where the schema is not of this version.
fn is_current(conn: &mut Conn) -> Result<(), CannotOpen> {
    if migrate::is_current(conn)? {
        Ok(())
    } else {
        Err(CannotOpen::OldSchema)
    }
}

fn migrate_all(conn: &mut Conn) -> Result<(), CannotOpen> {
    migrate::run(conn)?;
    Ok(())
}

/// Makes a folder that only its owner can enter, and its name outlast a power cut: with the name, all that is in it would be gone (RE-1).
fn make_private(folder: &std::path::Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    let here = std::path::Path::new(".");
    let above = folder.parent().filter(|path| !path.as_os_str().is_empty());
    if let Some(above) = above.filter(|path| !path.exists()) {
        make_private(above)?;
    }
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)?;
    // Also where it was there: whoever made it may have died before this. Where the folder above is closed to us, it was not ours to make.
    match std::fs::File::open(above.unwrap_or(here)) {
        Ok(above) => above.sync_all(),
        Err(error) if error.kind() == std::io::ErrorKind::PermissionDenied => Ok(()),
        Err(error) => Err(error),
    }
}

/// Reads the master keys; makes the first one only together with a new embedded database.
fn master_keys(settings: &Settings, file: &KeyFile) -> Result<MasterKeys, CannotOpen> {
    let path = &settings.master_key_file;
    // Looked at in this order: another instance that starts now puts its key in place before the database.
    let new = matches!(&settings.database, DatabaseUrl::Sqlite(database) if !database.exists());
    if path.exists() {
        return Ok(file.read()?);
    }
    if !new {
        return Err(CannotOpen::NoMasterKey(path.display().to_string()));
    }
    match file.make() {
        Ok(()) => {
            tracing::warn!(file = %path.display(), "a master key was made: keep a copy of this file apart from the data; without it nothing can be read");
        }
        Err(Unusable::File(_, error)) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
        Err(other) => return Err(other.into()),
    }
    Ok(file.read()?)
}

/// Every route; a path is looked for in this order, so what is asked most comes first.
pub fn routes(config: &mut impl Routes) {
    crate::journal::routes::configure(config);
    crate::care::routes::configure(config);
    crate::timeline::routes::configure(config);
    crate::account::routes::configure(config);
    crate::erasure::routes::configure(config);
    crate::check_ins::routes::configure(config);
    crate::steps::routes::configure(config);
    crate::preparation::reflection::routes::configure(config);
    crate::prompts::routes::configure(config);
    crate::grounding::routes::configure(config);
    crate::learn::routes::configure(config);
    crate::checklists::routes::configure(config);
    crate::support::routes::configure(config);
    crate::pack::routes::configure(config);
    crate::sessions::routes::configure(config);
    crate::appointments::routes::configure(config);
    crate::evaluations::routes::configure(config);
    crate::preparation::routes::configure(config);
    crate::consent::routes::configure(config);
    crate::packets::routes::configure(config);
    crate::offers::routes::configure(config);
    crate::notes::routes::configure(config);
    crate::ledger::routes::configure(config);
    crate::export::routes::configure(config);
    config
        .service(health::healthz)
        .service(health::readyz)
        .service(documents::openapi_json)
        .service(documents::docs);
}
