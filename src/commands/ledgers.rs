//! Checking the access logs.

use std::path::Path;

use super::{Failed, progress, say};
use crate::access::chain;
use crate::app::open_database;
use crate::config::Settings;
use crate::ledger;

/// Reads ids and hashes only, straight from the database: it needs no key, and works beside a running server.
pub(super) fn verify(settings: &Settings) -> Result<(), Failed> {
    let mut conn = open_database(&settings.database)?;
    let progress = progress(chain::rows(&mut conn)?);
    let (mut logs, mut rows, mut broken, mut last) = (0_u64, 0, 0, None);
    while let Some(account) = chain::next_account(&mut conn, last)? {
        last = Some(account);
        let verdict = chain::verify_account(&mut conn, account, None, |rows| progress.inc(rows))?;
        rows += verdict.checked;
        if verdict.checked > 0 || verdict.broken_at.is_some() || !chain::is_service(account) {
            logs += 1;
        }
        if let Some(number) = verdict.broken_at {
            broken += 1;
            progress.suspend(|| say(&format!("{account}: row {number} does not fit")))?;
        }
    }
    progress.finish_and_clear();
    say(&format!(
        "{logs} access log(s), {rows} row(s), {broken} broken"
    ))?;
    if broken == 0 {
        Ok(())
    } else {
        Err(Failed::Broken(broken))
    }
}

/// Checks the log in an export: needs neither a database nor a setting.
pub(super) fn verify_file(
    file: &Path,
    keys: &Path,
    checkpoint: Option<&Path>,
) -> Result<(), Failed> {
    let kept = checkpoint.map(std::fs::read_to_string).transpose()?;
    let verdict = ledger::file::verify(
        &std::fs::read(file)?,
        &std::fs::read(keys)?,
        kept.as_deref(),
    )?;
    if let Some(number) = verdict.broken_at {
        say(&format!("row {number} does not fit"))?;
        return Err(Failed::Broken(1));
    }
    say(&format!("{} row(s), 0 broken", verdict.checked))
}
