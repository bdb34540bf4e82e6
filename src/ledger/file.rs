//! Checking an exported log away from any database, with nothing but the file and the public keys (AU-4, AU-6).
//!
//! The same is done by `tests/ledger/verify.py` in a hundred lines of another language: the format is what is written down at
//! [`Canonical::digest`](crate::access::trail::Canonical::digest), and no secret of this program.

use jsonwebtoken::jwk::JwkSet;
use serde::Deserialize;

use crate::access::chain::{self, CHECKPOINT_TYPE, Checkpoint, Exported, Verdict};
use crate::access::token::read_signed;

/// Why a file could not be checked.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// Not an export of ours.
    #[error("the file is not an export in JSON: {0}")]
    Export(serde_json::Error),
    /// Not a key set.
    #[error("the keys are not a JWK Set (RFC 7517): {0}")]
    Keys(serde_json::Error),
    /// The signature of the checkpoint is of none of the keys.
    #[error("the checkpoint is not signed by any of these keys")]
    Signature,
    /// A checkpoint of another log.
    #[error("the checkpoint is of the log of another account")]
    Another,
}

#[derive(Deserialize)]
struct Archive {
    sharing: Sharing,
}

#[derive(Deserialize)]
struct Sharing {
    log: Vec<Exported>,
    checkpoint: Signed,
}

#[derive(Deserialize)]
struct Signed {
    jws: String,
}

/// Checks the log in an export against the checkpoint in it and, where one is given, against one that was kept before.
pub(crate) fn verify(
    export: &[u8],
    keys: &[u8],
    kept: Option<&str>,
) -> Result<Verdict, Unreadable> {
    let archive: Archive = serde_json::from_slice(export).map_err(Unreadable::Export)?;
    let keys: JwkSet = serde_json::from_slice(keys).map_err(Unreadable::Keys)?;
    let read = |jws: &str| {
        read_signed::<Checkpoint>(&keys, CHECKPOINT_TYPE, jws.trim()).ok_or(Unreadable::Signature)
    };
    let Sharing { log, checkpoint } = archive.sharing;
    let own = read(&checkpoint.jws)?;
    let verdict = chain::verify_exported(&log, &own);
    let Some(kept) = kept.map(read).transpose()? else {
        return Ok(verdict);
    };
    if kept.account != own.account {
        return Err(Unreadable::Another);
    }
    if verdict.broken_at.is_some() {
        return Ok(verdict);
    }
    Ok(chain::verify_exported(&log, &kept))
}
