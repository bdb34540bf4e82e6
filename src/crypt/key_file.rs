//! The file of the master keys: readable by its owner alone, changed by one process at a time, and always whole.
//!
//! ```text
//! 1 <base64 of 32 bytes> 2026-01-01T00:00:00.000000Z 2026-01-31T00:00:00.000000Z     retired: opens backups, until they are gone
//! 2 <base64 of 32 bytes> 2026-01-31T00:00:00.000000Z                                 the newest: wraps everything
//! ```
//! A single line of base64 is key number 1. A change is written beside the file and moved into its place, so that whoever reads it
//! meets the keys before or the keys after, also when the process dies in between. It keeps its owner, also where another user changes
//! it who may, and a link to it stays a link.

use std::fs;
use std::io::{self, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt, fchown};
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::master::{MasterKeys, Unreadable};
use crate::error::{Error, Result};

/// Why master keys cannot be used; the text names the setting.
#[derive(Debug, thiserror::Error)]
pub enum Unusable {
    /// The file cannot be read or written.
    #[error("AFTERWORD_MASTER_KEY_FILE: {0}: {1}")]
    File(String, io::Error),
    /// The file holds something else.
    #[error(
        "AFTERWORD_MASTER_KEY_FILE: {0} does not hold 32 bytes in base64, nor keys with numbers and dates"
    )]
    Content(String),
    /// The file can be read by others.
    #[error(
        "AFTERWORD_MASTER_KEY_FILE: {0} can be read by others than its owner; set its mode to 0600"
    )]
    Mode(String),
    /// A key is one that anybody can guess.
    #[error("AFTERWORD_MASTER_KEY_FILE: {0} holds a key without randomness")]
    Trivial(String),
}

/// Where the master keys are.
#[derive(Debug, Clone)]
pub struct KeyFile(PathBuf);

impl KeyFile {
    /// The file at this path.
    pub fn at(path: &Path) -> Self {
        Self(path.to_owned())
    }

    /// Reads the keys; refuses a file that others can read.
    pub fn read(&self) -> Result<MasterKeys, Unusable> {
        let text = loop {
            let mut file = fs::File::open(&self.0).map_err(|e| self.fault(e))?;
            let meta = file.metadata().map_err(|e| self.fault(e))?;
            if meta.permissions().mode() & 0o077 != 0 {
                return Err(Unusable::Mode(self.name()));
            }
            let text = io::read_to_string(&mut file).map_err(|e| self.fault(e))?;
            let text = Zeroizing::new(text);
            // Where another file has taken its place meanwhile, this one is being overwritten.
            let there = fs::metadata(&self.0).map_err(|e| self.fault(e))?;
            if (there.dev(), there.ino()) == (meta.dev(), meta.ino()) {
                break text;
            }
        };
        MasterKeys::read(&text).map_err(|unreadable| match unreadable {
            Unreadable::Content => Unusable::Content(self.name()),
            Unreadable::Trivial => Unusable::Trivial(self.name()),
        })
    }

    /// Makes the first key and its file, mode 0600; an existing file is never touched, and nobody ever sees half a file.
    pub fn make(&self) -> Result<(), Unusable> {
        let keys = MasterKeys::first().map_err(|_| self.fault("no randomness"))?;
        let mark = super::random::bytes::<8>().map_err(|_| self.fault("no randomness"))?;
        let mark = data_encoding::HEXLOWER.encode(&mark);
        let draft = self.0.with_extension(format!("draft-{mark}"));
        let placed =
            write_private(&draft, &keys.write()).and_then(|_| fs::hard_link(&draft, &self.0));
        let tidied = fs::remove_file(&draft);
        placed
            .and(tidied)
            .and_then(|()| sync(folder_of(&self.0)))
            .map_err(|e| self.fault(e))
    }

    /// Changes the keys, one process at a time; where one is gone then, its bytes are overwritten where they stood.
    pub(crate) fn change(&self, with: impl FnOnce(MasterKeys) -> Result<MasterKeys>) -> Result<()> {
        let fault = |e| Error::internal(self.fault(e));
        // The file itself, where the setting names a link to it.
        let place = Self(fs::canonicalize(&self.0).map_err(fault)?);
        let turn = fs::File::open(folder_of(&place.0)).map_err(fault)?;
        turn.lock().map_err(fault)?;
        let before = place.read().map_err(Error::internal)?;
        let written = before.write();
        let after = with(before)?.write();
        if *after != *written {
            place.replace(&after).map_err(fault)?;
        }
        Ok(())
    }

    /// Puts another file in the place of this one, which is no link, and overwrites the bytes of this one.
    fn replace(&self, text: &str) -> io::Result<()> {
        // Always of one name, so that a draft which a killed process left is gone with the next change.
        let draft = self.0.with_extension("draft");
        if draft.exists() {
            fs::remove_file(&draft)?;
        }
        let mut old = fs::OpenOptions::new().write(true).open(&self.0)?;
        let kept = old.metadata()?;
        let ready = write_private(&draft, text).and_then(|file| owned_like(&file, &kept));
        if let Err(error) = ready.and_then(|()| fs::rename(&draft, &self.0)) {
            fs::remove_file(&draft)?;
            return Err(error);
        }
        sync(folder_of(&self.0))?;
        old.write_all(&vec![b'\n'; usize::try_from(kept.len()).unwrap_or(0)])?;
        old.sync_all()
    }

    fn name(&self) -> String {
        self.0.display().to_string()
    }

    fn fault(&self, cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Unusable {
        let cause = cause.into();
        let cause = match cause.downcast::<io::Error>() {
            Ok(io) => *io,
            Err(other) => io::Error::other(other),
        };
        Unusable::File(self.name(), cause)
    }
}

fn write_private(path: &Path, text: &str) -> io::Result<fs::File> {
    let mut file = fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    Ok(file)
}

/// Gives a file to the owner of another one, who must be able to read it; refused to whoever may not give files away.
fn owned_like(file: &fs::File, other: &fs::Metadata) -> io::Result<()> {
    if file.metadata()?.uid() == other.uid() {
        return Ok(());
    }
    fchown(file, Some(other.uid()), Some(other.gid()))?;
    file.sync_all()
}

/// Makes a new name in a folder outlast a power cut.
fn sync(folder: &Path) -> io::Result<()> {
    fs::File::open(folder)?.sync_all()
}

fn folder_of(path: &Path) -> &Path {
    path.parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::{chown, symlink};
    use std::sync::atomic::{AtomicBool, Ordering};

    /// A file in a folder of its own, and how it is rotated.
    fn made() -> (tempfile::TempDir, KeyFile) {
        let folder = tempfile::tempdir().unwrap();
        let file = KeyFile::at(&folder.path().join("master.key"));
        file.make().unwrap();
        (folder, file)
    }

    fn rotate(file: &KeyFile) -> Result<()> {
        let now = "2026-03-10T09:00:00Z".parse().unwrap();
        file.change(|keys| Ok(keys.with_next(now, now)?.settled(now, |_| true)))
    }

    #[test]
    fn a_file_that_another_user_changes_stays_its_owners() {
        let (_folder, file) = made();
        if chown(&file.0, Some(65_534), Some(65_534)).is_err() {
            // Only root can be another user here.
            return;
        }
        rotate(&file).unwrap();
        let meta = fs::metadata(&file.0).unwrap();
        assert_eq!(
            (meta.uid(), meta.gid(), meta.mode() & 0o777),
            (65_534, 65_534, 0o600)
        );
    }

    #[test]
    fn a_link_to_the_file_stays_a_link_and_leads_to_the_new_keys() {
        let (folder, file) = made();
        let elsewhere = tempfile::tempdir().unwrap();
        let target = elsewhere.path().join("keys");
        fs::rename(&file.0, &target).unwrap();
        symlink(&target, &file.0).unwrap();
        let before = fs::read_to_string(&target).unwrap();
        rotate(&file).unwrap();
        assert!(fs::symlink_metadata(&file.0).unwrap().is_symlink());
        let after = fs::read_to_string(&target).unwrap();
        assert!(MasterKeys::read(&after).is_ok() && after != before);
        for left in [folder.path(), elsewhere.path()] {
            assert_eq!(fs::read_dir(left).unwrap().count(), 1);
        }
    }

    #[test]
    fn whoever_reads_while_the_file_is_changed_meets_keys() {
        let (_folder, file) = made();
        let over = AtomicBool::new(false);
        std::thread::scope(|scope| {
            let reading: Vec<_> = (0..3)
                .map(|_| {
                    scope.spawn(|| {
                        while !over.load(Ordering::Relaxed) {
                            file.read()?;
                        }
                        Ok::<_, Unusable>(())
                    })
                })
                .collect();
            for _ in 0..200 {
                rotate(&file).unwrap();
            }
            over.store(true, Ordering::Relaxed);
            for one in reading {
                one.join().unwrap().unwrap();
            }
        });
    }
}
