//! Making backups, checking them, and putting one back.

use std::path::{Path, PathBuf};

use actix_web::rt::System;

use super::{Failed, progress, say};
use crate::app::Service;
use crate::backup;
use crate::clock::Clock;
use crate::config::Settings;
use crate::crypt::key_file::KeyFile;
use crate::db::endings::EndingsFile;
use crate::time::At;

/// Makes a backup beside a running server; the log of the service tells that it was made.
pub(super) fn back_up(settings: &Settings, to: &Path) -> Result<(), Failed> {
    let service = Service::open_existing(settings, Clock::system())?;
    let bar = progress(0);
    let told = |done, all| {
        bar.set_length(all);
        bar.set_position(done);
    };
    let keys = KeyFile::at(&settings.master_key_file);
    let now = service.gate().clock().now();
    let made = backup::make(&settings.database, &keys, to, now, &told)?;
    bar.finish_and_clear();
    System::new().block_on(backup::note_made(service.gate()))?;
    say(&format!(
        "{}: {} row(s), sealed under master key {}",
        made.path.display(),
        made.rows,
        made.key
    ))
}

pub(super) fn verify_backup(settings: &Settings, file: &Path) -> Result<(), Failed> {
    let bar = progress(0);
    let keys = KeyFile::at(&settings.master_key_file);
    let checked = backup::verify(file, &keys, &|done| bar.set_position(done))?;
    bar.finish_and_clear();
    say(&format!(
        "{}: made {}, {} row(s), sealed under master key {}: sound",
        file.display(),
        checked.made_at,
        checked.rows,
        checked.key
    ))
}

/// Puts a backup back, tries to, or does what is left to do where something else did.
pub(super) fn restore(
    settings: &Settings,
    from: Option<PathBuf>,
    drill: Option<PathBuf>,
    stopped_at: Option<At>,
) -> Result<(), Failed> {
    let (bar, now) = (progress(0), Clock::system().now());
    let told = |done| bar.set_position(done);
    let file = from.as_ref().or(drill.as_ref());
    let order = backup::Order {
        from: file.map_or(Path::new(""), PathBuf::as_path),
        keys: &KeyFile::at(&settings.master_key_file),
        endings: &EndingsFile::at(&settings.endings_file),
        policy: &settings.policy,
        stopped_at: stopped_at.unwrap_or(now),
        now,
    };
    let to = &settings.database;
    let done = if from.is_some() {
        backup::restore(to, &order, &told)?
    } else if drill.is_some() {
        backup::drill(to, &settings.data_dir, &order, &told)?
    } else {
        backup::complete(to, &order)?
    };
    bar.finish_and_clear();
    if file.is_some() {
        say("every table is equal to what was backed up")?;
    }
    say_restored(&done)
}

fn say_restored(done: &backup::Restored) -> Result<(), Failed> {
    let mut all = std::time::Duration::ZERO;
    for (step, took) in &done.steps {
        say(&format!("{:>8} ms  {step}", took.as_millis()))?;
        all = all.saturating_add(*took);
    }
    say(&format!("{:>8} ms  in all", all.as_millis()))?;
    let replayed = &done.replayed;
    say(&format!("{} ending(s) replayed", replayed.endings))?;
    for account in &replayed.addresses {
        say(&format!(
            "{account}: the address was changed since; the one before opens nothing, and `afterword accounts address` gives the account another"
        ))?;
    }
    done.unknown.map_or(Ok(()), |why| {
        say(&format!(
            "{why}: {} consent(s) on hold until their patients resume them, and whoever was erased since is back",
            replayed.held
        ))
    })
}
