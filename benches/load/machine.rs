//! What the kernel tells of processes and of this machine.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// The processor time of a process, user and system, from the fields of its stat line: hundredths of a second.
pub(crate) fn cpu(process: u32) -> Duration {
    ticks(process, 11..13)
}

/// The same of everything that a process has started, as PostgreSQL starts a backend for each connection, and of itself.
pub(crate) fn cpu_of_tree(process: u32) -> Duration {
    let own = ticks(process, 11..15);
    let children = fs::read_to_string(format!("/proc/{process}/task/{process}/children"));
    let children = children.unwrap_or_default();
    let each = children.split_whitespace().filter_map(|id| id.parse().ok());
    own + each.map(|child| ticks(child, 11..15)).sum::<Duration>()
}

fn ticks(process: u32, fields: std::ops::Range<usize>) -> Duration {
    // One that has ended since is counted in its parent.
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    let after_name = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    let ticks: u64 = after_name
        .split_whitespace()
        .skip(fields.start)
        .take(fields.len())
        .filter_map(|field| field.parse::<u64>().ok())
        .sum();
    Duration::from_millis(ticks * 10)
}

/// The process that started this one.
pub(crate) fn parent(process: u32) -> Option<u32> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let after_name = stat.rsplit_once(')')?.1;
    after_name.split_whitespace().nth(1)?.parse().ok()
}

/// What a process holds in memory, in KiB: its proportional set, and how much of that are pages of files.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Memory {
    pub(crate) all: u64,
    pub(crate) of_files: u64,
}

/// The proportional set of a process.
pub(crate) fn memory(process: u32) -> Memory {
    let rollup = fs::read_to_string(format!("/proc/{process}/smaps_rollup")).expect("a process");
    let of = |name: &str| {
        let line = rollup.lines().find(|line| line.starts_with(name));
        let figure = line.and_then(|line| line.split_whitespace().nth(1));
        figure.and_then(|figure| figure.parse().ok()).unwrap_or(0)
    };
    Memory {
        all: of("Pss:"),
        of_files: of("Pss_File:"),
    }
}

/// The size of a binary without what only a debugger reads, as it is shipped; of the file as it is where nothing can strip it.
pub(crate) fn size_as_shipped(binary: &Path, folder: &Path) -> u64 {
    let stripped = folder.join("stripped");
    let strip = Command::new("strip")
        .args(["--strip-debug", "-o"])
        .arg(&stripped)
        .arg(binary)
        .status();
    let shipped = match strip {
        Ok(status) if status.success() => stripped,
        _ => binary.to_path_buf(),
    };
    fs::metadata(shipped).expect("a binary").len()
}

/// How many processes waited for a processor in the last minute.
pub(crate) fn load() -> String {
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    load.split(' ').next().unwrap_or_default().to_owned()
}

/// The date and what this machine is.
pub(crate) fn description() -> (String, String) {
    let date = said_by(&["date", "-u", "+%Y-%m-%d %H:%M UTC"]);
    let processors = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = processors
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(": "))
        .map_or("an unnamed processor", |(_, model)| model);
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let kernel = said_by(&["uname", "-sr"]);
    let commit = said_by(&["git", "describe", "--always", "--dirty"]);
    (
        date,
        format!("{cores} × {model}, {kernel}, commit {commit}"),
    )
}

fn said_by(words: &[&str]) -> String {
    let said = Command::new(words[0]).args(&words[1..]).output();
    let said = said.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    said.unwrap_or_default()
}
