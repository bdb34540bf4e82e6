//! The master key: 32 bytes in a file outside the database.

use std::fs;
use std::io::Write;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;

use aws_lc_rs::hkdf;
use data_encoding::BASE64;
use zeroize::Zeroizing;

use super::{Key, random};
use crate::error::Result;

/// Why a master key cannot be used; the text names the setting.
#[derive(Debug, thiserror::Error)]
pub enum Unusable {
    /// The file cannot be read or written.
    #[error("AFTERWORD_MASTER_KEY_FILE: {0}: {1}")]
    File(String, std::io::Error),
    /// The file holds something else.
    #[error("AFTERWORD_MASTER_KEY_FILE: {0} does not hold 32 bytes in base64")]
    Content(String),
    /// The file can be read by others.
    #[error(
        "AFTERWORD_MASTER_KEY_FILE: {0} can be read by others than its owner; set its mode to 0600"
    )]
    Mode(String),
    /// The key is one that anybody can guess.
    #[error("AFTERWORD_MASTER_KEY_FILE: {0} holds a key without randomness")]
    Trivial(String),
}

/// The key that wraps all others.
#[derive(Debug)]
pub struct MasterKey(Key);

impl MasterKey {
    /// Reads the key from its file: one line of base64, readable by its owner alone.
    pub fn read(path: &Path) -> Result<Self, Unusable> {
        let name = path.display().to_string();
        let mode = fs::metadata(path)
            .map_err(|e| Unusable::File(name.clone(), e))?
            .permissions()
            .mode();
        if mode & 0o077 != 0 {
            return Err(Unusable::Mode(name));
        }
        let text =
            Zeroizing::new(fs::read_to_string(path).map_err(|e| Unusable::File(name.clone(), e))?);
        let bytes = Zeroizing::new(
            BASE64
                .decode(text.trim().as_bytes())
                .map_err(|_| Unusable::Content(name.clone()))?,
        );
        let bytes: [u8; 32] = bytes
            .as_slice()
            .try_into()
            .map_err(|_| Unusable::Content(name.clone()))?;
        if super::guessable::is_guessable(&bytes) {
            return Err(Unusable::Trivial(name));
        }
        Ok(Self(Key::new(bytes, 1)))
    }

    /// Makes a key and its file, mode 0600; an existing file is never touched, and nobody ever sees half a file.
    pub fn make(path: &Path) -> Result<Self, Unusable> {
        let fault = |e: std::io::Error| Unusable::File(path.display().to_string(), e);
        let no_randomness = |_| fault(std::io::Error::other("no randomness"));
        let bytes = Zeroizing::new(random::bytes::<32>().map_err(no_randomness)?);
        let mark = data_encoding::HEXLOWER.encode(&random::bytes::<8>().map_err(no_randomness)?);
        let draft = path.with_extension(format!("draft-{mark}"));
        let line = Zeroizing::new(BASE64.encode(bytes.as_slice()) + "\n");
        let placed =
            write_private(&draft, line.as_bytes()).and_then(|()| fs::hard_link(&draft, path));
        let tidied = fs::remove_file(&draft);
        placed
            .and(tidied)
            .and_then(|()| sync_folder(path))
            .map_err(fault)?;
        Ok(Self(Key::new(*bytes, 1)))
    }

    /// The key that wraps other keys, apart from the master key itself (RFC 5869).
    pub(super) fn wrapping(&self) -> Result<Key> {
        let salt = hkdf::Salt::new(hkdf::HKDF_SHA256, b"afterword");
        let mut bytes = [0; 32];
        salt.extract(self.0.bytes())
            .expand(&[b"wrapping keys"], hkdf::HKDF_SHA256)
            .and_then(|okm| okm.fill(&mut bytes))
            .map_err(crate::error::Error::internal)?;
        Ok(Key::new(bytes, 1))
    }
}

fn write_private(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut file = fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Makes a new name in a folder outlast a power cut.
fn sync_folder(path: &Path) -> std::io::Result<()> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    fs::File::open(folder)?.sync_all()
}
