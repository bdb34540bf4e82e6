//! What has ended for good, in a table and in a file apart from the database, so that no restored backup undoes it (RE-10).
//!
//! A line is written in the transaction that ends something, and stands in the file, synced, before anybody is answered. It holds ids,
//! an instant and a word of ours. Each line's hash covers the line and the hash before it, in the table and in the file alike: either
//! shows how far the other has come. The last line of the file is a beat: it says up to when nothing is missing, and is written anew
//! every half minute.
//!
//! Whoever opens the service compares the two. A table that goes further than its file has lost the file, or a process died between
//! its commit and its line: the file is completed. A file that goes further than its table means that the database was put back to an
//! earlier state, by whatever tool: what the file tells is ended again before anything is served ([`crate::backup`]).

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::fs::{self, File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use aws_lc_rs::digest::{Context, SHA256};
use data_encoding::HEXLOWER;
use diesel::connection::SimpleConnection;
use diesel::prelude::*;

use super::{Conn, DatabaseUrl};
use crate::error::{Error, Result};
use crate::ids::{AccountId, RecordId};
use crate::time::At;

diesel::table! {
    endings (number) {
        number -> BigInt,
        at -> crate::db::sql::Instant,
        what -> Text,
        account_id -> crate::db::sql::Id,
        object_id -> crate::db::sql::Id,
        hash -> Binary,
    }
}

/// One ending.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Insertable)]
#[diesel(table_name = endings)]
pub struct Ending {
    /// Its place: 1, 2, 3 … without a gap.
    pub number: i64,
    /// When.
    pub at: At,
    /// What ended, in the words of the access log.
    pub what: String,
    /// Whose.
    #[diesel(column_name = account_id)]
    pub account: AccountId,
    /// Which link, consent, factor or code; nil where it is the account itself.
    #[diesel(column_name = object_id)]
    pub object: RecordId,
    /// SHA-256 over the hash before and this line.
    pub hash: Vec<u8>,
}

/// What the first line follows.
const GENESIS: [u8; 32] = [0; 32];
/// What a line says that ends nothing: up to here nothing is missing.
const BEAT: &str = "beat";
/// What writers on one PostgreSQL wait for each other by: of one schema, so that a drill in a schema of its own holds nobody up.
const TURN: &str =
    "SELECT pg_advisory_xact_lock(hashtextextended('afterword endings ' || current_schema(), 0))";

/// What a transaction has ended and not written yet.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Noted {
    at: At,
    what: &'static str,
    account: AccountId,
    object: RecordId,
}

thread_local! {
    /// What the transaction that this thread runs has ended.
    static NOTED: RefCell<Vec<Noted>> = const { RefCell::new(Vec::new()) };
    /// Whether this thread replays a record.
    static AGAIN: Cell<bool> = const { Cell::new(false) };
}

/// Forgets what was noted on this thread by a transaction, or a savepoint in it, that is undone.
pub(crate) fn forget() {
    NOTED.take();
}

impl Ending {
    fn digest(&self, previous: &[u8]) -> Vec<u8> {
        let mut context = Context::new(&SHA256);
        context.update(b"afterword-ending-1");
        context.update(previous);
        context.update(&self.number.to_be_bytes());
        context.update(&self.at.micros().to_be_bytes());
        context.update(self.account.uuid().as_bytes());
        context.update(self.object.uuid().as_bytes());
        context.update(self.what.as_bytes());
        context.finish().as_ref().to_vec()
    }

    fn line(&self) -> String {
        let Self {
            number,
            at,
            what,
            account,
            object,
            hash,
        } = self;
        format!(
            "{number} {at} {what} {account} {object} {}\n",
            HEXLOWER.encode(hash)
        )
    }

    fn read(line: &str) -> Option<Self> {
        let mut parts = line.split(' ');
        let mut next = || parts.next();
        Some(Self {
            number: next()?.parse().ok()?,
            at: next()?.parse().ok()?,
            what: next()?.to_owned(),
            account: next()?.parse().ok()?,
            object: next()?.parse().ok()?,
            hash: HEXLOWER.decode(next()?.as_bytes()).ok()?,
        })
        .filter(|_| parts.next().is_none())
    }
}

/// Waits until nobody else writes lines, and keeps others waiting until this transaction ends.
#[expect(
    clippy::disallowed_methods,
    reason = "an advisory lock is not a query of the domain"
)]
pub(crate) fn hold(conn: &mut Conn) -> Result<()> {
    match conn {
        // SQLite has one writer, which whoever has read already cannot become any more.
        Conn::Sqlite(conn) => conn.batch_execute("DELETE FROM endings WHERE 0")?,
        Conn::Postgres(conn) => conn.batch_execute(TURN)?,
    }
    Ok(())
}

/// Begins the table with a line that no other database has, so that one's record never passes for another's.
pub(crate) fn begin(conn: &mut Conn, now: At) -> Result<()> {
    if head(conn)?.0 > 0 {
        return Ok(());
    }
    let nobody = AccountId::from_uuid(uuid::Uuid::nil());
    note(now, "record.begun", nobody, RecordId::new(now));
    settle(conn).map(drop)
}

/// Lasts while endings are done again; what was before comes back with its end, however that comes.
struct Again {
    before: bool,
}

impl Drop for Again {
    fn drop(&mut self) {
        AGAIN.set(self.before);
    }
}

/// Runs `f`, in which endings that the record tells already are done again and not noted anew.
pub(crate) fn again<T>(f: impl FnOnce() -> T) -> T {
    let _lasts = Again {
        before: AGAIN.replace(true),
    };
    f()
}

/// Notes an ending, in the transaction that ends it; [`settle`] writes it.
pub(crate) fn note(at: At, what: &'static str, account: AccountId, object: RecordId) {
    if AGAIN.get() {
        return;
    }
    let noted = Noted {
        at,
        what,
        account,
        object,
    };
    NOTED.with_borrow_mut(|all| all.push(noted));
}

/// Writes what this transaction has ended; whether it was anything. The last thing before the commit: who has the turn waits for
/// nobody, so that two who end something never wait for each other, and nobody waits behind one who waits for a log.
pub(crate) fn settle(conn: &mut Conn) -> Result<bool> {
    let noted = NOTED.take();
    if noted.is_empty() {
        return Ok(false);
    }
    hold(conn)?;
    let (mut number, mut previous) = head(conn)?;
    for Noted {
        at,
        what,
        account,
        object,
    } in noted
    {
        number = number.saturating_add(1);
        let mut ending = Ending {
            number,
            at,
            what: what.to_owned(),
            account,
            object,
            hash: Vec::new(),
        };
        ending.hash = ending.digest(&previous);
        insert(conn, &ending)?;
        previous = ending.hash;
    }
    Ok(true)
}

/// Puts a line into the table as the file has it.
pub(crate) fn insert(conn: &mut Conn, ending: &Ending) -> Result<()> {
    diesel::insert_into(endings::table)
        .values(ending)
        .execute(conn)?;
    Ok(())
}

/// The number and the hash of the last line in the table.
pub(crate) fn head(conn: &mut Conn) -> Result<(i64, Vec<u8>)> {
    let last: Option<(i64, Vec<u8>)> = endings::table
        .order(endings::number.desc())
        .select((endings::number, endings::hash))
        .first(conn)
        .optional()?;
    Ok(last.unwrap_or((0, GENESIS.to_vec())))
}

/// Whether the table's line of this number carries this hash.
pub(crate) fn has(conn: &mut Conn, number: i64, hash: &[u8]) -> Result<bool> {
    let found: Option<Vec<u8>> = endings::table
        .find(number)
        .select(endings::hash)
        .first(conn)
        .optional()?;
    Ok(found.as_deref() == Some(hash))
}

fn after(conn: &mut Conn, number: i64) -> Result<Vec<Ending>> {
    Ok(endings::table
        .filter(endings::number.gt(number))
        .order(endings::number)
        .load(conn)?)
}

/// Why a record of endings cannot be used; the text names the setting.
#[derive(Debug, thiserror::Error)]
pub enum Unusable {
    /// The file cannot be read or written.
    #[error("AFTERWORD_ENDINGS_FILE: {0}: {1}")]
    File(String, std::io::Error),
    /// The file tells of another database, or was changed.
    #[error(
        "AFTERWORD_ENDINGS_FILE: {0}: line {1} does not fit: this is not the record of this database, or it was changed"
    )]
    Other(String, i64),
}

/// What a file tells.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// Every ending, oldest first.
    pub endings: Vec<Ending>,
    /// Up to when nothing is missing.
    pub reaches: Option<At>,
}

impl Kept {
    /// Reads a file; a last line that is not whole was never acknowledged and does not count.
    pub fn read(path: &Path) -> Result<Self, Unusable> {
        let text = fs::read_to_string(path)
            .map_err(|error| Unusable::File(path.display().to_string(), error))?;
        let (mut kept, mut tail) = (Self::default(), Tail::default());
        tail.walk(&text, |ending| kept.endings.push(ending))
            .map_err(|number| Unusable::Other(path.display().to_string(), number))?;
        kept.reaches = tail.at;
        Ok(kept)
    }

    /// The endings after this line of a chain, or nothing where the chain is another one.
    pub fn after(&self, number: i64, hash: &[u8]) -> Option<&[Ending]> {
        let known = usize::try_from(number).ok()?;
        let fits = match known.checked_sub(1) {
            None => true,
            Some(last) => self.endings.get(last)?.hash == hash,
        };
        self.endings.get(known..).filter(|_| fits)
    }
}

/// How far a file has come.
#[derive(Debug, Default)]
struct Tail {
    /// So many bytes of endings; behind them stands the beat.
    length: u64,
    number: i64,
    hash: Option<Vec<u8>>,
    at: Option<At>,
    /// All of it is on disk, for certain.
    synced: bool,
    /// From here on it is not, whatever is read there: a sync failed, and it could not be cut off.
    doubtful: Option<u64>,
}

impl Tail {
    fn hash(&self) -> &[u8] {
        self.hash.as_deref().unwrap_or(&GENESIS)
    }

    /// What a beat carries after this line.
    fn beat(&self, at: At) -> String {
        let mut context = Context::new(&SHA256);
        context.update(b"afterword-beat-1");
        context.update(self.hash());
        context.update(&at.micros().to_be_bytes());
        let hash = HEXLOWER.encode(context.finish().as_ref());
        format!("{} {at} {BEAT} {hash}\n", self.number)
    }

    /// Goes on over whole lines; the number of the first that does not fit. The very last may be torn: nobody was told of it.
    fn walk(&mut self, text: &str, mut told: impl FnMut(Ending)) -> Result<(), i64> {
        let mut lines = text.split_inclusive('\n').peekable();
        while let Some(line) = lines.next() {
            let last = lines.peek().is_none();
            let fits = if last && self.is_beat(line) {
                true
            } else {
                self.step(line, &mut told)
            };
            if !fits && !last {
                return Err(self.number.saturating_add(1));
            }
        }
        Ok(())
    }

    fn is_beat(&mut self, line: &str) -> bool {
        let at = line.split(' ').nth(1).and_then(|at| at.parse().ok());
        let fits = at.filter(|at| self.beat(*at) == line);
        self.at = self.at.max(fits);
        fits.is_some()
    }

    fn step(&mut self, line: &str, told: &mut impl FnMut(Ending)) -> bool {
        let Some(ending) = line.strip_suffix('\n').and_then(Ending::read) else {
            return false;
        };
        let fits = ending.number == self.number.saturating_add(1)
            && ending.hash == ending.digest(self.hash());
        if fits {
            self.take(&ending, line);
            told(ending);
        }
        fits
    }

    fn take(&mut self, ending: &Ending, line: &str) {
        let length = u64::try_from(line.len()).unwrap_or_default();
        self.length = self.length.saturating_add(length);
        self.number = ending.number;
        self.hash = Some(ending.hash.clone());
        self.at = self.at.max(Some(ending.at));
    }
}

/// How near a record lies to its database: whatever brings back the one may bring back the other, and then nothing tells what has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beside {
    /// In the same folder.
    Folder,
    /// In the same file system.
    Disk,
}

fn folder_of(file: &Path) -> &Path {
    let folder = file.parent();
    let folder = folder.filter(|folder| !folder.as_os_str().is_empty());
    folder.unwrap_or(Path::new("."))
}

/// The file, shared by the processes of one host: written under a lock, and synced.
#[derive(Debug)]
pub struct EndingsFile {
    path: PathBuf,
    tail: Mutex<Tail>,
    behind: AtomicBool,
}

impl EndingsFile {
    /// The file at this path.
    pub fn at(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
            tail: Mutex::default(),
            behind: AtomicBool::new(false),
        }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// How near it lies to the database; nothing where that is elsewhere, such as on a server of its own.
    pub fn beside(&self, database: &DatabaseUrl) -> Option<Beside> {
        let DatabaseUrl::Sqlite(database) = database else {
            return None;
        };
        let (ours, theirs) = (folder_of(&self.path), folder_of(database));
        if fs::canonicalize(ours).ok()? == fs::canonicalize(theirs).ok()? {
            return Some(Beside::Folder);
        }
        let device = |folder| fs::metadata(folder).map(|meta| meta.dev()).ok();
        (device(ours)? == device(theirs)?).then_some(Beside::Disk)
    }

    /// What it tells; nothing where there is none.
    pub fn read(&self) -> Result<Kept, Unusable> {
        if self.path.exists() {
            Kept::read(&self.path)
        } else {
            Ok(Kept::default())
        }
    }

    /// Whether something has ended that the file does not tell yet, because it could not be written.
    pub(super) fn is_behind(&self) -> bool {
        self.behind.load(Ordering::SeqCst)
    }

    /// Writes what the table has and the file has not, and up to when nothing is missing where that is asked for, and syncs; nobody is
    /// told that something has ended before. Not in a transaction that has changed anything.
    pub(crate) fn catch_up(&self, conn: &mut Conn, beat: Option<At>) -> Result<()> {
        let caught_up = self.try_to_catch_up(conn, beat);
        self.behind.store(caught_up.is_err(), Ordering::SeqCst);
        caught_up
    }

    fn try_to_catch_up(&self, conn: &mut Conn, beat: Option<At>) -> Result<()> {
        let mut tail = self.tail.lock().unwrap_or_else(PoisonError::into_inner);
        let mut file = self.open().map_err(|error| self.fault(error))?;
        if let Some(from) = tail.doubtful {
            file.set_len(from).map_err(|error| self.fault(error))?;
            *tail = Tail::default();
        }
        self.read_on(&mut file, &mut tail)?;
        // A database that was put back under a service that goes on has lost what it had told.
        let number = tail.number;
        if number > 0 && !has(conn, number, tail.hash())? {
            return Err(self.other(number));
        }
        let start = tail.length;
        let written = self.write(conn, &mut file, &mut tail, beat);
        if written.is_err() {
            // Read from its beginning the next time: nobody knows how much of it is there. What a failed sync leaves behind can be read
            // and is not on disk, and no later sync brings it there, so it is written anew (RE-4).
            *tail = Tail {
                doubtful: file.set_len(start).is_err().then_some(start),
                ..Tail::default()
            };
        }
        written
    }

    /// Cuts off what a power cut left of lines that were being written: nobody was told of them, and the table has them, so that they are
    /// written anew (RE-2). Where a line tells of more than the table, or of another one, the file is left as it is.
    pub(crate) fn mend(&self, conn: &mut Conn) -> Result<()> {
        if !self.path.exists() {
            return Ok(());
        }
        let mut file = self.open().map_err(|error| self.fault(error))?;
        let (mut bytes, mut tail) = (Vec::new(), Tail::default());
        file.read_to_end(&mut bytes)
            .map_err(|error| self.fault(error))?;
        // What fits is ASCII, so nothing of it changes its length here.
        let text = String::from_utf8_lossy(&bytes);
        if tail.walk(&text, drop).is_ok() && matches!(text, Cow::Borrowed(_)) {
            return Ok(());
        }
        let whole = usize::try_from(tail.length).map_err(Error::internal)?;
        let mut rest = text.get(whole..).unwrap_or_default().lines();
        let (last, _) = head(conn)?;
        let further = rest.any(|line| Ending::read(line).is_some_and(|one| one.number > last));
        if further || (tail.number > 0 && !has(conn, tail.number, tail.hash())?) {
            return Ok(());
        }
        tracing::warn!("the record of endings was cut off while it was written, and is completed");
        file.set_len(tail.length)
            .and_then(|()| file.sync_all())
            .map_err(|error| self.fault(error))
    }

    fn write(
        &self,
        conn: &mut Conn,
        file: &mut File,
        tail: &mut Tail,
        beat: Option<At>,
    ) -> Result<()> {
        let (start, mut text) = (tail.length, String::new());
        for ending in after(conn, tail.number)? {
            if ending.hash != ending.digest(tail.hash()) {
                return Err(self.other(ending.number));
            }
            let line = ending.line();
            tail.take(&ending, &line);
            text.push_str(&line);
        }
        let ended = !text.is_empty();
        tail.at = tail.at.max(beat);
        let Some(at) = tail.at.filter(|_| ended || beat.is_some()) else {
            return Ok(());
        };
        text.push_str(&tail.beat(at));
        file.set_len(start)
            .and_then(|()| file.write_all(text.as_bytes()))
            .and_then(|()| {
                if ended || !tail.synced {
                    file.sync_all()
                } else {
                    Ok(())
                }
            })
            .map_err(|error| self.fault(error))?;
        // What an earlier process wrote may not have been synced by it.
        tail.synced = true;
        Ok(())
    }

    fn open(&self) -> std::io::Result<File> {
        let new = !self.path.exists();
        let file = OpenOptions::new()
            .read(true)
            .append(true)
            .create(true)
            .mode(0o600)
            .open(&self.path)?;
        if new {
            File::open(folder_of(&self.path))?.sync_all()?;
        }
        file.lock()?;
        Ok(file)
    }

    /// Takes up what other processes have written.
    fn read_on(&self, file: &mut File, tail: &mut Tail) -> Result<()> {
        let length = file.metadata().map_err(|error| self.fault(error))?.len();
        if length < tail.length {
            *tail = Tail::default();
        }
        let mut text = String::new();
        file.seek(SeekFrom::Start(tail.length))
            .and_then(|_| file.read_to_string(&mut text))
            .map_err(|error| self.fault(error))?;
        tail.walk(&text, drop).map_err(|number| self.other(number))
    }

    fn other(&self, number: i64) -> Error {
        Error::internal(Unusable::Other(self.path.display().to_string(), number))
    }

    fn fault(&self, error: std::io::Error) -> Error {
        Error::internal(Unusable::File(self.path.display().to_string(), error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(count: i64) -> String {
        let (mut tail, mut text) = (Tail::default(), String::new());
        for number in 1..=count {
            let mut ending = Ending {
                number,
                at: At::from_micros(number * 1_000_000),
                what: "consent.revoked".to_owned(),
                account: AccountId::from_uuid(uuid::Uuid::from_u128(7)),
                object: RecordId::from_uuid(uuid::Uuid::from_u128(8)),
                hash: Vec::new(),
            };
            ending.hash = ending.digest(tail.hash());
            let line = ending.line();
            tail.take(&ending, &line);
            text.push_str(&line);
        }
        text + &tail.beat(At::from_micros(count * 1_000_000 + 5))
    }

    fn read(text: &str) -> Result<(i64, Option<At>), i64> {
        let mut tail = Tail::default();
        tail.walk(text, drop).map(|()| (tail.number, tail.at))
    }

    #[test]
    fn lines_are_read_as_they_were_written_and_a_torn_last_one_does_not_count() {
        let text = lines(3);
        let last = |micros| Some(At::from_micros(micros));
        assert_eq!(read(&text), Ok((3, last(3_000_005))));
        assert_eq!(read(&text[..text.len() - 1]), Ok((3, last(3_000_000))));
        assert_eq!(read(""), Ok((0, None)));
    }

    #[test]
    fn what_is_done_again_ends_with_it_also_where_it_panics() {
        let note = || {
            let nobody = uuid::Uuid::nil();
            let (account, object) = (AccountId::from_uuid(nobody), RecordId::from_uuid(nobody));
            super::note(At::from_micros(1), "link.ended", account, object);
        };
        again(note);
        let panicked = std::panic::catch_unwind(|| again(|| panic!("as a store might")));
        panicked.expect_err("it panicked");
        assert_eq!(NOTED.take().len(), 0, "what is done again is not noted");
        note();
        assert_eq!(NOTED.take().len(), 1, "what ends after it is");
    }

    #[test]
    fn a_line_that_was_changed_dropped_or_moved_is_found() {
        let text = lines(3);
        assert_eq!(read(&text.replacen("revoked", "granted", 1)), Err(1));
        let cut: Vec<&str> = text.lines().skip(2).collect();
        assert_eq!(read(&(cut.join("\n") + "\n")), Err(1));
        let later = text.replacen("00:00:03.000005", "00:00:09.000005", 1);
        assert_eq!(read(&later), Ok((3, Some(At::from_micros(3_000_000)))));
    }
}
