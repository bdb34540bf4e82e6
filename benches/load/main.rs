//! What a request costs: the release server under load, beside limits that are measured in the same run.
//!
//! ```text
//! cargo bench --bench load                                  # SQLite, 200 patients with 1,000 entries each
//! cargo bench --bench load -- --postgres                    # the same on a PostgreSQL of its own, durable
//! DATABASE_URL=postgres://… cargo bench --bench load        # … on one that is there; its user makes databases
//! cargo bench --bench load -- --small --guard               # seconds instead of minutes, and fails where a request got too dear
//! cargo bench --bench load -- --deep --wide --write         # everything, written to benches/RESULTS.md
//! cargo bench --bench load -- --before path/to/afterword    # another build beside this one, turn by turn
//! AFTERWORD_BENCH_PLAIN=1 RUSTFLAGS="--cfg bench_plain" cargo build --profile bench --target-dir target/plain
//! cargo bench --bench load -- --plain target/plain/release/afterword    # what sealing, consent look-ups and the ledger cost together
//! ```
//! The world is seeded through the API once, kept under `target/benchmark` and copied for each run; another schema makes another
//! one. Encryption, consent, session check, ledger and durability are as they are when it serves; only the limits on how much one
//! address may ask are off. What counts is CPU per request (the server's process and its database backends) against the floor of the
//! same run: a bare actix handler that checks the same token, reads or writes the same JSON in raw SQLite, and does nothing else.
//! Requests per second are those of a machine that others share.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "a benchmark that meets what it does not expect stops there"
)]

mod beside;
mod cluster;
mod drive;
mod floor;
mod limits;
mod machine;
mod measure;
mod report;
mod seeding;
mod server;
mod workload;
mod world;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// What to measure.
#[derive(Debug, Parser)]
struct Options {
    /// Ten patients with a hundred entries each, one second a round.
    #[arg(long)]
    small: bool,
    /// Starts a PostgreSQL of its own and measures on it.
    #[arg(long)]
    postgres: bool,
    /// How many connections ask at once.
    #[arg(long, default_value_t = 16)]
    connections: usize,
    /// Seconds that one kind of request is asked in one round.
    #[arg(long)]
    seconds: Option<u64>,
    /// Rounds, in which everything that is compared takes turns.
    #[arg(long)]
    rounds: Option<u32>,
    /// Also: 100,000 entries of one patient against 1,000.
    #[arg(long)]
    deep: bool,
    /// Also: 20,000 patients against 200; seeding them takes minutes, once.
    #[arg(long)]
    wide: bool,
    /// Only the requests, none of the other figures.
    #[arg(long)]
    only_requests: bool,
    /// Another build of the server, measured beside this one on a copy of the same world.
    #[arg(long)]
    before: Option<PathBuf>,
    /// A build with `--cfg bench_plain`, measured beside this one on a world of its own.
    #[arg(long)]
    plain: Option<PathBuf>,
    /// What the servers log.
    #[arg(long, default_value = "warn")]
    log: String,
    /// Fails where the CPU per request is too many times that of the floor.
    #[arg(long)]
    guard: bool,
    /// Writes the table into benches/RESULTS.md, in the place of the last one of the same database.
    #[arg(long)]
    write: bool,
    /// Only asks for this, for as long as `--seconds` says, and prints the process to look at: for a profiler.
    #[arg(long, value_enum)]
    hold: Option<workload::Kind>,
    /// What cargo gives every benchmark.
    #[arg(long, hide = true)]
    bench: bool,
    #[command(subcommand)]
    part: Option<Part>,
}

/// What this binary is started as by itself.
#[derive(Debug, Clone, Subcommand)]
enum Part {
    /// The bare handler.
    #[command(hide = true)]
    Floor(floor::Floor),
    /// Raw inserts in groups.
    #[command(hide = true)]
    Groups(limits::Groups),
}

fn main() -> ExitCode {
    let options = Options::parse();
    match &options.part {
        Some(Part::Floor(floor)) => {
            floor::serve(floor);
            ExitCode::SUCCESS
        }
        Some(Part::Groups(groups)) => {
            limits::commit_groups(groups);
            ExitCode::SUCCESS
        }
        None => measure::run(&options),
    }
}
