//! The file of the master keys: readable by its owner alone, changed by one process at a time, and always whole.
//!
//! ```text
//! 1 <base64 of 32 bytes> 2026-01-01T00:00:00.000000Z 2026-01-31T00:00:00.000000Z     retired: opens backups, until they are gone
//! 2 <base64 of 32 bytes> 2026-01-31T00:00:00.000000Z                                 the newest: wraps everything
//! ```
//! A single line of base64 is key number 1. A change is written beside the file and moved into its place, so that whoever reads it
//! meets the keys before or the keys after, also when the process dies in between.

use std::fs;
use std::io::Write;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::master::{MasterKeys, Unreadable};
use crate::error::{Error, Result};

/// Why master keys cannot be used; the text names the setting.
#[derive(Debug, thiserror::Error)]
pub enum Unusable {
    /// The file cannot be read or written.
    #[error("AFTERWORD_MASTER_KEY_FILE: {0}: {1}")]
    File(String, std::io::Error),
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
        let meta = fs::metadata(&self.0).map_err(|e| self.fault(e))?;
        if meta.permissions().mode() & 0o077 != 0 {
            return Err(Unusable::Mode(self.name()));
        }
        let text = Zeroizing::new(fs::read_to_string(&self.0).map_err(|e| self.fault(e))?);
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
            write_private(&draft, &keys.write()).and_then(|()| fs::hard_link(&draft, &self.0));
        let tidied = fs::remove_file(&draft);
        placed
            .and(tidied)
            .and_then(|()| sync(folder_of(&self.0)))
            .map_err(|e| self.fault(e))
    }

    /// Changes the keys, one process at a time; where one is gone then, its bytes are overwritten where they stood.
    pub(crate) fn change(&self, with: impl FnOnce(MasterKeys) -> Result<MasterKeys>) -> Result<()> {
        let turn =
            fs::File::open(folder_of(&self.0)).map_err(|e| Error::internal(self.fault(e)))?;
        turn.lock().map_err(|e| Error::internal(self.fault(e)))?;
        let before = self.read().map_err(Error::internal)?;
        let written = before.write();
        let after = with(before)?.write();
        if *after != *written {
            self.replace(&after)
                .map_err(|e| Error::internal(self.fault(e)))?;
        }
        Ok(())
    }

    fn replace(&self, text: &str) -> std::io::Result<()> {
        // Always of one name, so that a draft which a killed process left is gone with the next change.
        let draft = self.0.with_extension("draft");
        if draft.exists() {
            fs::remove_file(&draft)?;
        }
        write_private(&draft, text)?;
        let mut old = fs::OpenOptions::new().write(true).open(&self.0)?;
        fs::rename(&draft, &self.0)?;
        sync(folder_of(&self.0))?;
        let length = old.metadata()?.len();
        old.write_all(&vec![b'\n'; usize::try_from(length).unwrap_or(0)])?;
        old.sync_all()
    }

    fn name(&self) -> String {
        self.0.display().to_string()
    }

    fn fault(&self, cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Unusable {
        let cause = cause.into();
        let cause = match cause.downcast::<std::io::Error>() {
            Ok(io) => *io,
            Err(other) => std::io::Error::other(other),
        };
        Unusable::File(self.name(), cause)
    }
}

fn write_private(path: &Path, text: &str) -> std::io::Result<()> {
    let mut file = fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

/// Makes a new name in a folder outlast a power cut.
fn sync(folder: &Path) -> std::io::Result<()> {
    fs::File::open(folder)?.sync_all()
}

fn folder_of(path: &Path) -> &Path {
    path.parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}
