//! Making a backup, beside a service that serves.

use std::fs::{self, File, TryLockError};
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use super::Failed;
use super::file::{Begin, Heading, Writer};
use super::store::{self, Counting, Tally};
use crate::crypt::key_file::KeyFile;
use crate::crypt::stream::Sealing;
use crate::db::{self, Conn, DatabaseUrl, Purpose};
use crate::error::{Error, Result};
use crate::time::At;

/// A backup that was made.
#[derive(Debug)]
pub struct Made {
    /// Where it is.
    pub path: PathBuf,
    /// How many rows it holds.
    pub rows: u64,
    /// The number of the master key that it is sealed under.
    pub key: u8,
}

/// Writes a backup of one state of the data into a file, or into a folder under a name that tells the instant; whole or not at all, and
/// readable by its owner alone.
pub fn make(
    from: &DatabaseUrl,
    keys: &KeyFile,
    to: &Path,
    now: At,
    told: &dyn Fn(u64, u64),
) -> Result<Made, Failed> {
    let path = if to.is_dir() {
        to.join(format!(
            "afterword-{}.backup",
            now.to_string().replace(':', "")
        ))
    } else {
        to.to_owned()
    };
    let fault = |error| Failed::File(path.display().to_string(), error);
    let draft = beside(&path);
    let file = draft_at(&draft).map_err(fault)?;
    let written = write(from, keys, BufWriter::new(file), now, told);
    let done = written.and_then(|(mut file, rows, key)| {
        file.flush()
            .and_then(|()| file.get_ref().sync_all())
            .and_then(|()| fs::rename(&draft, &path))
            .and_then(|()| sync_folder(&path))
            .map_err(fault)?;
        Ok((rows, key))
    });
    match done {
        Ok((rows, key)) => Ok(Made { path, rows, key }),
        Err(failed) => {
            drop(fs::remove_file(&draft));
            Err(failed)
        }
    }
}

fn beside(path: &Path) -> PathBuf {
    let mut draft = path.to_owned().into_os_string();
    draft.push(".draft");
    draft.into()
}

/// The file in which a backup is written until it is whole: empty, its owner's alone, and nobody else's until it is closed.
fn draft_at(draft: &Path) -> io::Result<File> {
    loop {
        let mut options = fs::OpenOptions::new();
        let options = options.write(true).create(true).truncate(false);
        let file = options.mode(0o600).open(draft)?;
        file.try_lock().map_err(|error| match error {
            TryLockError::WouldBlock => io::Error::new(
                io::ErrorKind::ResourceBusy,
                "another backup is written there",
            ),
            TryLockError::Error(error) => error,
        })?;
        // Whoever had it before may have finished, and what is open here is their backup by now.
        let (ours, named) = (file.metadata()?, fs::metadata(draft));
        if named.is_ok_and(|named| (named.dev(), named.ino()) == (ours.dev(), ours.ino())) {
            file.set_len(0)?;
            file.set_permissions(fs::Permissions::from_mode(0o600))?;
            return Ok(file);
        }
    }
}

/// Syncs the folder of a file, so that its name is kept too.
pub(super) fn sync_folder(path: &Path) -> std::io::Result<()> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

fn write<W: Write>(
    from: &DatabaseUrl,
    keys: &KeyFile,
    into: W,
    now: At,
    told: &dyn Fn(u64, u64),
) -> Result<(W, u64, u8), Failed> {
    let masters = keys.read()?;
    let number = masters.newest().number();
    let key = masters
        .for_backups(number)?
        .ok_or_else(|| Error::internal("there is no master key"))?;
    let mut writer = Writer::begin(Sealing::begin(&key, into)?);
    let mut conn = db::open(from, Purpose::Reading)?;
    let rows = store::in_snapshot(&mut conn, |conn| every_table(conn, &mut writer, now, told))?;
    let into = writer.end().map_err(Error::internal)?;
    Ok((into, rows, number))
}

fn every_table<W: Write>(
    conn: &mut Conn,
    writer: &mut Writer<W>,
    now: At,
    told: &dyn Fn(u64, u64),
) -> Result<u64> {
    writer.told(
        b'B',
        &Begin {
            made_at: now,
            migrations: store::migrations(conn)?,
        },
    )?;
    let tables = store::tables(conn)?;
    let all = store::count(conn, &tables)?;
    let (mut done, mut tallies) = (0_u64, Vec::<Tally>::new());
    for table in tables {
        let columns = table.columns.iter().map(|column| column.name.clone());
        writer.told(
            b'T',
            &Heading {
                table: table.name.clone(),
                columns: columns.collect(),
            },
        )?;
        let mut counting = Counting::of(&table.name);
        store::rows(conn, &table, |row| {
            counting.row(row);
            done = done.saturating_add(1);
            if done.is_multiple_of(1_000) {
                told(done, all);
            }
            writer.row(row)
        })?;
        tallies.push(counting.end());
    }
    writer.told(b'E', &tallies)?;
    Ok(done)
}
