//! Checking a backup, and putting it back, for good or as a drill.

use std::fs;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::file::{Begin, Frame, Reader};
use super::making::sync_folder;
use super::store::{self, Counting, Loader, Replayed, Tally};
use super::{BEAT, Failed, missing};
use crate::access::chain;
use crate::config::Policy;
use crate::crypt::key_file::KeyFile;
use crate::crypt::keyring::Keyring;
use crate::db::endings::{self, EndingsFile};
use crate::db::{self, Conn, DatabaseUrl, Purpose, migrate};
use crate::error::{Error, Result};
use crate::time::At;

/// What to put back, and where the rest is.
#[derive(Debug)]
pub struct Order<'a> {
    /// The backup.
    pub from: &'a Path,
    /// The master keys.
    pub keys: &'a KeyFile,
    /// The record of endings, where there is one.
    pub endings: &'a EndingsFile,
    /// How long receipts say that keys live.
    pub policy: &'a Policy,
    /// When the service last answered: up to then the record has to reach.
    pub stopped_at: At,
    /// Now.
    pub now: At,
}

/// Hears how many rows are done.
pub type Told<'a> = &'a dyn Fn(u64);

/// What was found in a backup.
#[derive(Debug)]
pub struct Checked {
    /// When it was made.
    pub made_at: At,
    /// The number of the master key that it is sealed under.
    pub key: u8,
    /// How many rows it holds.
    pub rows: u64,
}

/// What was put back.
#[derive(Debug)]
pub struct Restored {
    /// What was ended again.
    pub replayed: Replayed,
    /// Why every consent is on hold; none where the record of endings reaches.
    pub unknown: Option<&'static str>,
    /// Each step and how long it took.
    pub steps: Vec<(&'static str, Duration)>,
}

/// Reads a backup from its first byte to its last, and recomputes what it says of itself; touches nothing.
pub fn verify(path: &Path, keys: &KeyFile, told: Told<'_>) -> Result<Checked, Failed> {
    let mut reader = Reader::open(path, keys)?;
    let begin = reader.begin()?;
    let rows = every_row(&mut reader, told, |_| Ok(()))?;
    Ok(Checked {
        made_at: begin.made_at,
        key: reader.key,
        rows,
    })
}

/// Puts a backup back into an empty place, ends again what has ended since, and leaves nothing there where that fails.
pub fn restore(to: &DatabaseUrl, order: &Order<'_>, told: Told<'_>) -> Result<Restored, Failed> {
    let mut steps = Steps::begin();
    let restored = match to {
        DatabaseUrl::Sqlite(path) => {
            // A log that is left of another database would be written into this one.
            if let Some(there) = files_of(path).into_iter().find(|file| file.exists()) {
                return Err(Failed::NotEmpty(there.display().to_string()));
            }
            checked(order, &mut steps, told)?;
            restore_file(path, order, steps, told)
        }
        DatabaseUrl::Postgres(_) => {
            let mut conn = db::open(to, Purpose::Writing)?;
            if !store::is_empty(&mut conn)? {
                return Err(Failed::NotEmpty("the database".to_owned()));
            }
            checked(order, &mut steps, told)?;
            diesel::Connection::transaction(&mut conn, |conn| put_back(conn, order, steps, told))
        }
    }?;
    let mut conn = db::open(to, Purpose::Writing)?;
    order.endings.catch_up(&mut conn, Some(order.now))?;
    Ok(restored)
}

/// Does what is left to do over a database that was put back by other means: replays, puts on hold what is not known, signs everybody out.
pub fn complete(to: &DatabaseUrl, order: &Order<'_>) -> Result<Restored, Failed> {
    let mut steps = Steps::begin();
    let mut conn = db::open(to, Purpose::Writing)?;
    migrate::run(&mut conn)?;
    let restored = diesel::Connection::transaction::<_, Failed, _>(&mut conn, |conn| {
        let (replayed, unknown) = end_again(conn, order, &mut steps)?;
        Ok(steps.into_restored(replayed, unknown))
    })?;
    order.endings.catch_up(&mut conn, Some(order.now))?;
    Ok(restored)
}

/// Puts a backup back into a place of its own, checks everything that can be checked there, and removes the place: nothing of the
/// database in use is read or written.
pub fn drill(
    to: &DatabaseUrl,
    folder: &Path,
    order: &Order<'_>,
    told: Told<'_>,
) -> Result<Restored, Failed> {
    let mut steps = Steps::begin();
    checked(order, &mut steps, told)?;
    match to {
        DatabaseUrl::Sqlite(_) => {
            let draft = folder.join(format!("drill-{}.db", std::process::id()));
            remove(&draft);
            let restored = into_file(&draft, order, steps, told);
            remove(&draft);
            restored
        }
        DatabaseUrl::Postgres(_) => {
            let mut conn = db::open(to, Purpose::Writing)?;
            let mut outcome = None;
            let name = format!("afterword_drill_{}", std::process::id());
            // All of it in a schema and a transaction that are never committed.
            let undone = diesel::Connection::transaction::<(), Failed, _>(&mut conn, |conn| {
                store::only_schema(conn, &name)?;
                outcome = Some(put_back(conn, order, steps, told)?);
                Err(diesel::result::Error::RollbackTransaction.into())
            });
            match (outcome, undone) {
                (Some(restored), _) => Ok(restored),
                (None, Err(failed)) => Err(failed),
                (None, Ok(())) => Err(Error::internal("the drill did nothing").into()),
            }
        }
    }
}

fn restore_file(
    path: &Path,
    order: &Order<'_>,
    steps: Steps,
    told: Told<'_>,
) -> Result<Restored, Failed> {
    let fault = |error| Failed::File(path.display().to_string(), error);
    if let Some(folder) = path.parent() {
        let mut private = fs::DirBuilder::new();
        let made = private.recursive(true).mode(0o700).create(folder);
        made.map_err(fault)?;
    }
    let draft = beside(path, ".restoring");
    remove(&draft);
    let restored = into_file(&draft, order, steps, told);
    if restored.is_err() {
        remove(&draft);
    }
    let restored = restored?;
    fs::File::open(&draft)
        .and_then(|file| file.sync_all())
        .and_then(|()| fs::rename(&draft, path))
        .and_then(|()| sync_folder(path))
        .map_err(fault)?;
    Ok(restored)
}

fn into_file(
    draft: &Path,
    order: &Order<'_>,
    steps: Steps,
    told: Told<'_>,
) -> Result<Restored, Failed> {
    let mut conn = db::open(&DatabaseUrl::Sqlite(draft.to_owned()), Purpose::Writing)?;
    store::unchecked(&mut conn)?;
    // Closing the only connection writes the log back into the file.
    diesel::Connection::transaction(&mut conn, |conn| put_back(conn, order, steps, told))
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// A database and what SQLite keeps beside it.
fn files_of(path: &Path) -> [PathBuf; 4] {
    ["", "-wal", "-shm", "-journal"].map(|ending| beside(path, ending))
}

fn remove(draft: &Path) {
    for file in files_of(draft) {
        drop(fs::remove_file(file));
    }
}

/// The steps under way.
struct Steps(Vec<(&'static str, Duration)>, Instant);

impl Steps {
    fn begin() -> Self {
        Self(Vec::new(), Instant::now())
    }

    fn done(&mut self, what: &'static str) {
        self.0.push((what, self.1.elapsed()));
        self.1 = Instant::now();
    }

    fn into_restored(self, replayed: Replayed, unknown: Option<&'static str>) -> Restored {
        Restored {
            replayed,
            unknown,
            steps: self.0,
        }
    }
}

/// Looks at every byte before anything is touched.
fn checked(order: &Order<'_>, steps: &mut Steps, told: Told<'_>) -> Result<(), Failed> {
    verify(order.from, order.keys, told)?;
    steps.done("checking the file");
    Ok(())
}

/// Everything, in the transaction of the caller.
fn put_back(
    conn: &mut Conn,
    order: &Order<'_>,
    mut steps: Steps,
    told: Told<'_>,
) -> Result<Restored, Failed> {
    let mut reader = Reader::open(order.from, order.keys)?;
    let begin: Begin = reader.begin()?;
    if !migrate::run_these(conn, &begin.migrations)? {
        return Err(Failed::Newer(order.from.display().to_string()));
    }
    store::begin_loading(conn)?;
    let all = store::tables(conn)?;
    let mut loader: Option<Loader> = None;
    every_row(&mut reader, told, |frame| match (frame, &mut loader) {
        (Frame::Row(row), Some(loader)) => loader.row(conn, row),
        (Frame::Table(heading), before) => {
            let next = Loader::of(&all, &heading.table, &heading.columns)?;
            before
                .replace(next)
                .map_or(Ok(()), |mut full| full.flush(conn))
        }
        (Frame::End(_), Some(last)) => last.flush(conn),
        _ => Ok(()),
    })?;
    store::end_loading(conn)?;
    steps.done("putting in the rows");
    equal(&reader.said, &store::tallies(conn)?)?;
    steps.done("comparing every table");
    migrate::run_alone(conn)?;
    let (replayed, unknown) = end_again(conn, order, &mut steps)?;
    Ok(steps.into_restored(replayed, unknown))
}

/// Goes over every frame, and checks each table against what the backup says of it at its end; tells how many rows there were.
fn every_row(
    reader: &mut Reader,
    told: Told<'_>,
    mut each: impl FnMut(&Frame) -> Result<()>,
) -> Result<u64, Failed> {
    let (mut found, mut done) = (Vec::new(), 0_u64);
    let mut counting: Option<Counting> = None;
    loop {
        let frame = reader.next()?;
        each(&frame)?;
        match frame {
            Frame::Table(heading) => {
                let before = counting.replace(Counting::of(&heading.table));
                found.extend(before.map(Counting::end));
            }
            Frame::Row(row) => {
                let counting = counting.as_mut().ok_or_else(|| reader.unreadable())?;
                counting.row(&row);
                done = done.saturating_add(1);
                if done.is_multiple_of(1_000) {
                    told(done);
                }
            }
            Frame::End(said) => {
                found.extend(counting.map(Counting::end));
                equal(&said, &found)?;
                reader.said = said;
                return Ok(done);
            }
            Frame::Begin(_) => return Err(reader.unreadable()),
        }
    }
}

/// Refuses tables whose rows are not the same, and names the first.
fn equal(said: &[Tally], found: &[Tally]) -> Result<(), Failed> {
    let other = |(one, other): &(&Tally, &Tally)| one != other;
    match said.iter().zip(found).find(other) {
        Some((one, _)) => Err(Failed::Differs(one.table.clone())),
        None if said.len() == found.len() => Ok(()),
        None => Err(Failed::Differs("after the last".to_owned())),
    }
}

/// Replays the record of endings; where it does not tell everything, puts every consent on hold. Then every access log must verify.
fn end_again(
    conn: &mut Conn,
    order: &Order<'_>,
    steps: &mut Steps,
) -> Result<(Replayed, Option<&'static str>), Failed> {
    let keyring = Keyring::open(conn, order.keys.clone(), &order.keys.read()?, order.now)?;
    let kept = order.endings.read()?;
    endings::hold(conn)?;
    let whole = order.stopped_at.minus(slack());
    let unknown = match kept.reaches {
        _ if !order.endings.path().exists() => Some("the record of endings is missing"),
        Some(at) if at >= whole => None,
        _ => Some("the record of endings does not reach up to when the service stopped"),
    };
    let lines = missing(conn, &kept, order.endings)?;
    let mut replayed = store::replay(conn, &keyring, order.policy, lines, order.now)?;
    if unknown.is_some() {
        replayed.held = store::hold_everything(conn, &keyring, order.now)?;
        endings::settle(conn)?;
    }
    store::void_what_was_open(conn, &keyring, order.now)?;
    steps.done("ending again what has ended");
    let broken = broken_logs(conn)?;
    if broken > 0 {
        return Err(Failed::Broken(broken));
    }
    steps.done("verifying the access logs");
    Ok((replayed, unknown))
}

/// How far behind a record may be that counts as whole: two beats.
fn slack() -> chrono::Duration {
    chrono::Duration::from_std(BEAT.saturating_mul(2)).unwrap_or_default()
}

fn broken_logs(conn: &mut Conn) -> Result<usize> {
    let (mut broken, mut last) = (0_usize, None);
    while let Some(account) = chain::next_account(conn, last)? {
        last = Some(account);
        let verdict = chain::verify_account(conn, account, None, |_| ())?;
        if verdict.broken_at.is_some() {
            broken = broken.saturating_add(1);
        }
    }
    Ok(broken)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(table: &str, rows: &[&str]) -> Tally {
        let mut counting = Counting::of(table);
        rows.iter().for_each(|row| counting.row(row));
        counting.end()
    }

    #[test]
    fn a_table_that_is_not_as_it_was_is_named() {
        let said = [tally("a", &["1", "2"]), tally("b", &["3"])];
        assert!(equal(&said, &said).is_ok());
        for (found, named) in [
            (vec![tally("a", &["1", "4"]), tally("b", &["3"])], "table a"),
            (vec![tally("a", &["1", "2"]), tally("b", &[])], "table b"),
            (vec![tally("a", &["12"]), tally("b", &["3"])], "table a"),
            (vec![tally("a", &["1", "2"])], "the last"),
        ] {
            let refused = equal(&said, &found).expect_err("another table");
            assert!(refused.to_string().contains(named), "{refused}");
        }
    }
}
