//! The threads that own the connections.
//!
//! A lane is a thread with one connection. Readers take turns on a bounded queue. On SQLite one more thread writes: it takes
//! whatever waits, gives each job a savepoint of its own and the whole batch one commit, so that a job that fails rolls back
//! alone and nobody is answered before the commit is on disk. PostgreSQL groups commits itself, so its lanes do both.
//!
//! A brief read of the embedded database waits for nobody, so it is not sent to a lane: each thread that answers requests has a connection
//! of its own for those.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Instant;

use crossbeam_channel::{Receiver, Sender, TrySendError, bounded};
use diesel::connection::{
    AnsiTransactionManager, Connection, SimpleConnection, TransactionManager,
    TransactionManagerStatus,
};
use prometheus::core::Collector;
use tokio::sync::oneshot;

use super::endings::{self, EndingsFile};
use super::load::{Kind, Load};
use super::patience::{Progress, Pulse};
use super::{Conn, DatabaseUrl, Purpose, open, sync_name_of_log};
use crate::config::SPANS;
use crate::each;
use crate::error::{Error, Result};
use crate::time::At;

/// The most jobs that share one commit.
const BATCH: usize = 64;
/// How many jobs may wait before the next one is told to come back later.
const QUEUE: usize = 1_024;

/// What is left of a job when its transaction is over: telling the one who waits, once it is known whether the commit held. What it ended
/// is put on the record of endings before (RE-10).
type Settle = Box<dyn FnOnce(&mut Conn, bool) + Send>;
/// Returns how to tell the outcome, and whether it was such that the connection itself may be at fault. One that is dropped without being
/// run answers that the service is busy.
type Job = Box<dyn FnOnce(&mut Conn, &Pulse) -> (Settle, bool) + Send>;
type Manager = <Conn as Connection>::TransactionManager;

/// How many databases were opened in this process: each has a number, so that a thread's own connection is never taken for another's.
static OPENED: AtomicU64 = AtomicU64::new(0);

thread_local! {
    /// This thread's own connection for brief reads, and the number of the database that it is to.
    static HERE: RefCell<Option<(u64, Lane)>> = const { RefCell::new(None) };
}

/// The database: hands jobs to the lanes; clones share them.
#[derive(Clone)]
pub struct Db(Arc<Queues>);

struct Queues {
    reading: Sender<Job>,
    writing: Sender<Job>,
    url: DatabaseUrl,
    number: u64,
    load: Load,
    endings: Arc<EndingsFile>,
}

impl std::fmt::Debug for Db {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Db")
    }
}

impl Db {
    /// Opens `lanes` connections (and SQLite's writer) and starts their threads; they end with the last clone.
    pub fn start(url: &DatabaseUrl, lanes: usize, endings: EndingsFile) -> Result<Self> {
        let load = Load::new()?;
        let (reading, jobs) = bounded(QUEUE);
        let both = matches!(url, DatabaseUrl::Postgres(_));
        for number in 0..lanes.max(1) {
            let purpose = if both {
                Purpose::Writing
            } else {
                Purpose::Reading
            };
            let lane = Lane::open(url, purpose)?;
            let jobs: Receiver<Job> = jobs.clone();
            spawn(format!("lane-{number}"), move || lane.serve(&jobs))?;
        }
        let writing = if both {
            reading.clone()
        } else {
            let (writing, jobs) = bounded(QUEUE);
            let lane = Lane::open(url, Purpose::Writing)?;
            let counted = load.clone();
            spawn("writer".to_owned(), move || {
                lane.write_in_groups(&jobs, &counted);
            })?;
            writing
        };
        sync_name_of_log(url)?;
        Ok(Self(Arc::new(Queues {
            reading,
            writing,
            url: url.clone(),
            number: OPENED.fetch_add(1, Ordering::Relaxed),
            load,
            endings: Arc::new(endings),
        })))
    }

    /// Where the data is.
    pub fn url(&self) -> &DatabaseUrl {
        &self.0.url
    }

    /// Everything that is counted here.
    pub fn collectors(&self) -> Vec<Box<dyn Collector>> {
        self.0.load.collectors()
    }

    /// Runs `f` in a transaction that sees one state of the data and changes nothing.
    pub async fn read<T, F>(&self, f: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Conn) -> Result<T> + Send + 'static,
    {
        self.ask(Kind::Read, move |conn, _| Ok((reading(conn, f)?, None)))
            .await
    }

    /// The same for what looks up one record or one page by its key, and so takes no longer than sending it to another thread would: on
    /// the embedded database it is done right here.
    pub async fn read_briefly<T, F>(&self, f: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Conn) -> Result<T> + Send + 'static,
    {
        match self.0.url {
            DatabaseUrl::Sqlite(_) => HERE.with_borrow_mut(|here| self.read_here(here, f)),
            DatabaseUrl::Postgres(_) => self.read(f).await,
        }
    }

    fn read_here<T>(
        &self,
        here: &mut Option<(u64, Lane)>,
        f: impl FnOnce(&mut Conn) -> Result<T>,
    ) -> Result<T> {
        let kind = Kind::Read;
        let span = tracing::info_span!(target: SPANS, "database", db.operation.name = kind.label());
        let (_entered, begun) = (span.enter(), Instant::now());
        let lane = match here.take().filter(|(number, _)| *number == self.0.number) {
            Some((_, lane)) => lane,
            None => Lane::open(&self.0.url, Purpose::Reading)?,
        };
        let (_, lane) = here.insert((self.0.number, lane));
        let told = catch_unwind(AssertUnwindSafe(|| reading(&mut lane.conn, f)))
            .unwrap_or_else(|_| Err(Error::panicked()));
        let suspect = matches!(told, Err(Error::Internal(_) | Error::Busy));
        if depth(&mut lane.conn) != Some(0) || suspect {
            // A panic left its transaction open, or the connection itself may be at fault: the next read opens another.
            *here = None;
        }
        self.0.load.worked(kind, begun.elapsed());
        told
    }

    /// Runs `f` in a transaction that is committed and on disk before this returns `Ok`; what it ended is in the record of endings
    /// by then (RE-10). While that cannot be written, nothing is.
    pub async fn write<T, F>(&self, f: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Conn) -> Result<T> + Send + 'static,
    {
        if self.0.endings.is_behind() {
            self.note_endings(None).await.map_err(not_told)?;
        }
        let file = Arc::clone(&self.0.endings);
        self.ask(Kind::Write, move |conn, progress| {
            endings::forget();
            let (value, ended) = conn.transaction::<_, Error, _>(|conn| {
                let value = f(conn)?;
                let ended = endings::settle(conn)?;
                progress.done()?;
                Ok((value, ended))
            })?;
            Ok((value, ended.then_some(file)))
        })
        .await
    }

    /// Puts a job into its queue and waits for its outcome.
    async fn ask<T, F>(&self, kind: Kind, f: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Conn, &Progress) -> Result<(T, Option<Arc<EndingsFile>>)> + Send + 'static,
    {
        let (answer, waiting) = oneshot::channel::<Result<T>>();
        let progress = Arc::new(Progress::default());
        let seen = Arc::clone(&progress);
        let (load, asked) = (self.0.load.clone(), Instant::now());
        // From the asking to the outcome, with the wait for a connection.
        let span = tracing::info_span!(target: SPANS, "database", db.operation.name = kind.label());
        let job: Job = Box::new(move |conn, pulse| {
            if answer.is_closed() || !progress.begin(pulse) {
                return (Box::new(|_: &mut Conn, _| ()), false);
            }
            let begun = Instant::now();
            let _entered = span.enter();
            load.waited(kind, begun.duration_since(asked));
            let result = catch_unwind(AssertUnwindSafe(|| f(conn, &progress)))
                .unwrap_or_else(|_| Err(Error::panicked()));
            load.worked(kind, begun.elapsed());
            let suspect = matches!(result, Err(Error::Internal(_) | Error::Busy));
            let settle: Settle = Box::new(move |conn, committed| {
                let told = result.and_then(|(value, ended)| match ended {
                    _ if !committed => Err(Error::Busy),
                    Some(file) => {
                        let told = file.catch_up(conn, None).map_err(not_told);
                        told.map(|()| value)
                    }
                    None => Ok(value),
                });
                // The caller may have gone away; the work is done all the same.
                drop(answer.send(told));
            });
            (settle, suspect)
        });
        let queue = match kind {
            Kind::Read => &self.0.reading,
            Kind::Write => &self.0.writing,
        };
        queue.try_send(job).map_err(|refused| match refused {
            TrySendError::Full(_) => {
                self.0.load.refused(kind);
                Error::Busy
            }
            TrySendError::Disconnected(_) => Error::panicked(),
        })?;
        seen.wait(waiting).await
    }

    /// Brings the record of endings up to what is committed, with a beat where one is asked for.
    pub(crate) async fn note_endings(&self, beat: Option<At>) -> Result<()> {
        let file = Arc::clone(&self.0.endings);
        self.read(move |conn| file.catch_up(conn, beat)).await
    }
}

/// A read: on PostgreSQL one snapshot for all statements, on SQLite that is what BEGIN gives.
fn reading<T>(conn: &mut Conn, f: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
    let Conn::Postgres(inner) = conn else {
        return conn.transaction(f);
    };
    AnsiTransactionManager::begin_transaction_sql(
        inner,
        "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
    )?;
    let result = f(conn);
    match result {
        Ok(value) => Manager::commit_transaction(conn)
            .map(|()| value)
            .map_err(Error::from),
        Err(error) => {
            Manager::rollback_transaction(conn)?;
            Err(error)
        }
    }
}

/// Whoever ended something has to ask again: it holds, and is not yet where no restored backup undoes it.
fn not_told(error: Error) -> Error {
    let reason = error.reason();
    tracing::error!(reason, "the record of endings could not be written");
    Error::Busy
}

fn spawn(name: String, run: impl FnOnce() + Send + 'static) -> Result<()> {
    thread::Builder::new()
        .name(name)
        .spawn(run)
        .map(drop)
        .map_err(Error::internal)
}

/// One thread's connection, and how to get another when it breaks.
struct Lane {
    conn: Conn,
    pulse: Pulse,
    url: DatabaseUrl,
    purpose: Purpose,
}

impl Lane {
    fn open(url: &DatabaseUrl, purpose: Purpose) -> Result<Self> {
        let mut conn = open(url, purpose)?;
        let pulse = Pulse::default();
        pulse.feel(&mut conn);
        Ok(Self {
            conn,
            pulse,
            url: url.clone(),
            purpose,
        })
    }

    /// One transaction at a time, each committed by itself.
    fn serve(mut self, jobs: &Receiver<Job>) {
        while let Ok(job) = jobs.recv() {
            if depth(&mut self.conn) != Some(0) && !self.reopen() {
                drop(job);
                continue;
            }
            let (settle, suspect) = job(&mut self.conn, &self.pulse);
            settle(&mut self.conn, true);
            if depth(&mut self.conn) != Some(0) || (suspect && !self.answers()) {
                self.reopen();
            }
        }
    }

    /// SQLite's writer: whatever waits shares one commit.
    fn write_in_groups(mut self, jobs: &Receiver<Job>, load: &Load) {
        while let Ok(first) = jobs.recv() {
            let mut settle = Vec::with_capacity(BATCH);
            let mut sound = self.begin_immediate();
            for job in std::iter::once(first).chain(jobs.try_iter()).take(BATCH) {
                if !sound {
                    // The shared transaction died under an earlier job: what is left must not run outside of one.
                    settle.push(refuse(job));
                    continue;
                }
                settle.push(job(&mut self.conn, &self.pulse).0);
                while depth(&mut self.conn).is_some_and(|depth| depth > 1) {
                    // A panic left its savepoint open.
                    if Manager::rollback_transaction(&mut self.conn).is_err() {
                        break;
                    }
                }
                sound = depth(&mut self.conn) == Some(1);
            }
            load.shared(settle.len());
            sound = sound && Manager::commit_transaction(&mut self.conn).is_ok();
            for settle in settle {
                settle(&mut self.conn, sound);
            }
            if !sound {
                self.reopen();
            }
        }
    }

    fn begin_immediate(&mut self) -> bool {
        match &mut self.conn {
            Conn::Sqlite(inner) => {
                AnsiTransactionManager::begin_transaction_sql(inner, "BEGIN IMMEDIATE").is_ok()
            }
            Conn::Postgres(_) => Manager::begin_transaction(&mut self.conn).is_ok(),
        }
    }

    /// Whether the other end is still there, asked only after a failure.
    #[expect(clippy::disallowed_methods, reason = "a ping reads nothing")]
    fn answers(&mut self) -> bool {
        each!(&mut self.conn, conn => conn.batch_execute("SELECT 1")).is_ok()
    }

    /// Tries to replace the connection; while that fails, the next job fails and tries again.
    fn reopen(&mut self) -> bool {
        match open(&self.url, self.purpose) {
            Ok(mut conn) => {
                self.pulse.feel(&mut conn);
                self.conn = conn;
                true
            }
            Err(error) => {
                let cause = error.reason();
                tracing::warn!(%cause, "the database connection could not be opened again");
                false
            }
        }
    }
}

/// The nesting of transactions, or nothing where the connection is beyond use.
fn depth(conn: &mut Conn) -> Option<u32> {
    let status = match conn {
        Conn::Sqlite(inner) => AnsiTransactionManager::transaction_manager_status_mut(inner),
        Conn::Postgres(inner) => AnsiTransactionManager::transaction_manager_status_mut(inner),
    };
    match status {
        TransactionManagerStatus::Valid(valid) => Some(
            valid
                .transaction_depth()
                .map_or(0, std::num::NonZeroU32::get),
        ),
        TransactionManagerStatus::InError => None,
    }
}

/// A job that is not run: dropping it closes its channel, and its caller is told to come back.
fn refuse(job: Job) -> Settle {
    drop(job);
    Box::new(|_: &mut Conn, _| ())
}
