//! What stands in a backup: one frame after another, deflated, and sealed piece by piece.
//!
//! ```text
//! B  when, and under which migrations
//! T  a table and its columns        R  a row of it, …
//! E  for every table its rows and their digest, taken in the same snapshot
//! ```

use std::io::{self, BufReader, Read, Write};
use std::path::Path;

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::Failed;
use super::store::Tally;
use crate::crypt::key_file::KeyFile;
use crate::crypt::stream::{Opening, Sealing, read_head};
use crate::error::{Error, Result};
use crate::time::At;

/// How a backup begins.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Begin {
    pub(super) made_at: At,
    pub(super) migrations: Vec<String>,
}

/// A table begins.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Heading {
    pub(super) table: String,
    pub(super) columns: Vec<String>,
}

/// One frame.
pub(super) enum Frame {
    Begin(Begin),
    Table(Heading),
    Row(String),
    End(Vec<Tally>),
}

/// Writes a backup.
pub(super) struct Writer<W: Write>(DeflateEncoder<Sealing<W>>);

impl<W: Write> Writer<W> {
    pub(super) fn begin(sealing: Sealing<W>) -> Self {
        Self(DeflateEncoder::new(sealing, Compression::fast()))
    }

    fn frame(&mut self, kind: u8, bytes: &[u8]) -> Result<()> {
        let length = u32::try_from(bytes.len()).map_err(Error::internal)?;
        self.0
            .write_all(&[kind])
            .and_then(|()| self.0.write_all(&length.to_be_bytes()))
            .and_then(|()| self.0.write_all(bytes))
            .map_err(Error::internal)
    }

    pub(super) fn told(&mut self, kind: u8, what: &impl Serialize) -> Result<()> {
        let bytes = serde_json::to_vec(what).map_err(Error::internal)?;
        self.frame(kind, &bytes)
    }

    pub(super) fn row(&mut self, row: &str) -> Result<()> {
        self.frame(b'R', row.as_bytes())
    }

    pub(super) fn end(self) -> io::Result<W> {
        self.0.finish()?.finish()
    }
}

/// Reads a backup, and nothing that is not one from its first byte to its last.
pub(super) struct Reader {
    frames: DeflateDecoder<Opening<BufReader<std::fs::File>>>,
    name: String,
    /// The number of the master key.
    pub(super) key: u8,
    /// What it says of its tables, once it was read to its end.
    pub(super) said: Vec<Tally>,
}

impl Reader {
    pub(super) fn open(path: &Path, keys: &KeyFile) -> Result<Self, Failed> {
        let name = path.display().to_string();
        let fault = |error| Failed::File(name.clone(), error);
        let mut file = BufReader::new(std::fs::File::open(path).map_err(fault)?);
        let (head, number) = read_head(&mut file).map_err(fault)?;
        let key = keys.read()?.for_backups(number)?;
        let key = key.ok_or_else(|| Failed::NoKey(name.clone(), number))?;
        let opening = Opening::begin(&key, head, file)?;
        Ok(Self {
            frames: DeflateDecoder::new(opening),
            name,
            key: number,
            said: Vec::new(),
        })
    }

    fn bytes(&mut self, length: u64) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let read = self.frames.by_ref().take(length).read_to_end(&mut bytes)?;
        if u64::try_from(read).ok() == Some(length) {
            Ok(bytes)
        } else {
            Err(io::ErrorKind::UnexpectedEof.into())
        }
    }

    /// How it begins.
    pub(super) fn begin(&mut self) -> Result<Begin, Failed> {
        match self.next()? {
            Frame::Begin(begin) => Ok(begin),
            _ => Err(self.unreadable()),
        }
    }

    pub(super) fn unreadable(&self) -> Failed {
        Failed::File(self.name.clone(), io::ErrorKind::InvalidData.into())
    }

    pub(super) fn next(&mut self) -> Result<Frame, Failed> {
        let read = self.read();
        read.map_err(|error| Failed::File(self.name.clone(), error))
    }

    fn read(&mut self) -> io::Result<Frame> {
        fn json<T: DeserializeOwned>(bytes: &[u8]) -> io::Result<T> {
            serde_json::from_slice(bytes).map_err(io::Error::from)
        }
        let head = self.bytes(5)?;
        let [kind, length @ ..] = head.first_chunk::<5>().copied().unwrap_or_default();
        let bytes = self.bytes(u64::from(u32::from_be_bytes(length)))?;
        Ok(match kind {
            b'B' => Frame::Begin(json(&bytes)?),
            b'T' => Frame::Table(json(&bytes)?),
            b'R' => Frame::Row(String::from_utf8(bytes).map_err(|_| io::ErrorKind::InvalidData)?),
            b'E' => {
                // To the last piece: what is cut off behind this frame is found here.
                if self.frames.read(&mut [0])? != 0 {
                    return Err(io::ErrorKind::InvalidData.into());
                }
                let mut rest = [0];
                if self.frames.get_mut().read(&mut rest)? != 0 {
                    return Err(io::ErrorKind::InvalidData.into());
                }
                Frame::End(json(&bytes)?)
            }
            _ => return Err(io::ErrorKind::InvalidData.into()),
        })
    }
}
