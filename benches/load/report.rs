//! The table, in Markdown.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::Options;
use crate::limits::Bench;
use crate::machine;
use crate::measure::Figures;
use crate::workload::Kind;
use crate::world::Size;

/// One line of the first table.
#[derive(Debug)]
pub(crate) struct Row {
    of: String,
    per_second: u64,
    /// The median and the ninety-ninth percentile, in microseconds.
    times: Option<(u64, u64)>,
    cpu: u64,
    /// The CPU in hundredths of the floor's.
    pub(crate) ratio: Option<u64>,
    refused: usize,
}

impl Row {
    /// What a server did, beside the CPU of the floor.
    pub(crate) fn of(name: &str, figures: &Figures, floor: Option<u64>) -> Self {
        let tally = &figures.tally;
        Self {
            of: name.to_owned(),
            per_second: tally.per_second(),
            times: Some((tally.percentile(50), tally.percentile(99))),
            cpu: figures.cpu(),
            ratio: floor.map(|floor| figures.cpu() * 100 / floor.max(1)),
            refused: tally.refused,
        }
    }

    /// What pgbench told.
    pub(crate) fn pgbench(bench: &Bench) -> Self {
        Self {
            of: "pgbench".to_owned(),
            per_second: bench.per_second,
            times: None,
            cpu: bench.cpu,
            ratio: None,
            refused: 0,
        }
    }
}

/// A number of hundredths as people write it.
pub(crate) fn hundredths(number: u64) -> String {
    format!("{}.{:02}", number / 100, number % 100)
}

fn millis(micros: u64) -> String {
    format!("{}.{:02}", micros / 1_000, micros % 1_000 / 10)
}

/// What is told of a run.
#[derive(Debug)]
pub(crate) struct Report {
    engine: &'static str,
    head: String,
    table: String,
    lines: String,
    create: Option<u64>,
}

impl Report {
    /// A report of a run that begins.
    pub(crate) fn begun(options: &Options, postgres: bool, size: Size) -> Self {
        let (date, machine) = machine::description();
        let engine = if postgres { "PostgreSQL" } else { "SQLite" };
        let Size {
            patients, entries, ..
        } = size;
        let head = format!(
            "{date}; {machine}; {patients} patients × {entries} entries of about 1 KB; {} connections; load before {}",
            options.connections,
            machine::load(),
        );
        println!("{engine}: {head}\n");
        Self {
            engine,
            head,
            table: String::new(),
            lines: String::new(),
            create: None,
        }
    }

    /// The rows of one kind of request.
    pub(crate) fn rows(&mut self, kind: Kind, rows: Vec<Row>) {
        if kind == Kind::Create {
            self.create = Some(rows[0].cpu);
        }
        let own = rows[0].cpu;
        let mut text = String::new();
        for (place, row) in rows.iter().enumerate() {
            let name = if place == 0 { kind.name() } else { "" };
            let goal = kind.goal().filter(|_| place == 0);
            let goal = goal.map_or_else(String::new, |goal| format!("{} ×", hundredths(goal)));
            let ratio = row.ratio.filter(|_| row.of != "floor");
            let ratio = ratio.map_or_else(String::new, |ratio| format!("{} ×", hundredths(ratio)));
            let (p50, p99) = row
                .times
                .map_or_else(Default::default, |(p50, p99)| (millis(p50), millis(p99)));
            let refused = if row.refused == 0 {
                String::new()
            } else {
                format!(" ({} refused)", row.refused)
            };
            writeln!(
                text,
                "| {name} | {}{refused} | {} | {p50} | {p99} | {} | {ratio} | {goal} |",
                row.of, row.per_second, row.cpu
            )
            .expect("a text");
        }
        print!("{text}");
        self.table += &text;
        if let (Kind::Shared, Some(create)) = (kind, self.create) {
            let told = format!("{} ×", hundredths(own * 100 / create.max(1)));
            self.line("W5 against W1, CPU", &told, "2 ×");
        }
    }

    /// One of the other figures.
    pub(crate) fn line(&mut self, name: &str, told: &str, goal: &str) {
        println!("{name}: {told} (goal: {goal})");
        writeln!(self.lines, "| {name} | {told} | {goal} |").expect("a text");
    }

    /// Prints the whole of it, and keeps it where that is asked for.
    pub(crate) fn end(&self, write: bool) {
        let Self {
            engine,
            head,
            table,
            lines,
            ..
        } = self;
        let load = machine::load();
        let text = format!(
            "## {engine}\n\n{head}, after {load}\n\n\
             | request | of | per s | p50 ms | p99 ms | CPU µs | to the floor | goal |\n|---|---|--:|--:|--:|--:|--:|--:|\n{table}\n\
             | figure | measured | goal |\n|---|---|---|\n{lines}\n"
        );
        println!("\n{text}");
        if write {
            let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/RESULTS.md");
            let before = fs::read_to_string(&file).unwrap_or_else(|_| HEAD.to_owned());
            fs::write(file, replaced(&before, engine, &text)).expect("a file");
        }
    }
}

/// What stands above the tables.
const HEAD: &str = "# What a request costs\n\n\
    Written by `cargo bench --bench load -- --write` (and `--postgres`); see the head of `benches/load/main.rs` for what is measured and \
    how. *CPU* is user and system time of the server's process and its database backends for one request. The *floor* is a bare actix \
    handler over raw SQLite that checks the same token, keeps the result of checking its signature, reads or writes the same JSON, synced, \
    and does nothing else; for PostgreSQL too, beside what pgbench takes for the statement alone.\n\n";

/// The file with the part of this engine put in the place of the one that was there.
fn replaced(before: &str, engine: &str, text: &str) -> String {
    let title = format!("## {engine}\n");
    let Some((above, rest)) = before.split_once(&title) else {
        return format!("{before}{text}");
    };
    let below = rest.find("\n## ").map_or("", |at| &rest[at + 1..]);
    format!("{above}{text}{below}")
}
