//! The other figures: many clients, deep and wide worlds, the start, memory, the binary, and sign-ins beside reads.

use std::path::Path;

use crate::drive::{self, Tally, drive};
use crate::limits;
use crate::machine::{self, Memory};
use crate::measure::{Run, Subject};
use crate::report::{Report, hundredths};
use crate::seeding;
use crate::server::{Server, this_build};
use crate::workload::Kind;
use crate::world::{Copy, Size, World, renew};

/// How many clients create at once.
const MANY: usize = 64;
/// How many sign in at once.
const CROWD: usize = 50;
/// The most entries of one patient.
const DEEP: usize = 100_000;
/// A wide world, and how many of its patients are asked for.
const WIDE: Size = Size {
    patients: 20_000,
    entries: 30,
    therapists: 0,
    every: 10,
};

/// Measures and tells all of them.
pub(crate) fn all(
    run: &Run<'_>,
    report: &mut Report,
    first: &mut Subject,
    idle: Memory,
    scratch: &Path,
) {
    many(run, report, first, scratch);
    sign_ins(run, report, first);
    let loaded = machine::memory(first.copy.server.id());
    let told = |memory: Memory| {
        let (all, of_files) = (memory.all / 1_024, memory.of_files / 1_024);
        format!("{all} MiB, of which {of_files} are pages of files")
    };
    report.line("memory, idle (proportional set)", &told(idle), "25 MiB");
    report.line(
        "memory, at the end of this run",
        &told(loaded),
        "100 MiB after an hour",
    );
    starts(run, report, first);
    let size = machine::size_as_shipped(&this_build(), scratch) / 1_024;
    report.line("the binary as shipped", &format!("{size} KiB"), "30 MiB");
    if run.options.deep {
        deep(run, report, first);
    }
    if run.options.wide {
        wide(run, report, first);
    }
}

/// Sixty-four clients create, beside raw inserts in groups.
fn many(run: &Run<'_>, report: &mut Report, first: &mut Subject, scratch: &Path) {
    first.copy.renew();
    let requests = Kind::Create.requests(&first.copy.world, &first.copy.server);
    let (mut ours, mut raw) = (Tally::default(), 0);
    for _ in 0..run.rounds {
        let one = run.turn_of(MANY, Kind::Create, &first.copy.server, &requests, run.span);
        ours.add(one.tally);
        raw += match run.shelf.cluster {
            Some(cluster) => limits::pgbench(cluster, Kind::Create, scratch, MANY, run.span)
                .map_or(0, |bench| bench.per_second),
            None => limits::groups(scratch, run.span),
        };
    }
    let (ours, raw) = (ours.per_second(), raw / u64::from(run.rounds));
    let by = if run.shelf.cluster.is_some() {
        "pgbench"
    } else {
        "raw inserts in groups of 64"
    };
    let told = format!("{ours} a second, {by} {raw}: {} %", ours * 100 / raw.max(1));
    report.line("64 clients create", &told, "60 %");
}

/// Reads, alone and while fifty sign in without a pause.
fn sign_ins(run: &Run<'_>, report: &mut Report, first: &mut Subject) {
    first.copy.renew();
    let server = &first.copy.server;
    let reads = Kind::Newest.requests(&first.copy.world, server);
    let logins = Kind::SignIn.requests(&first.copy.world, server);
    let logins: Vec<Vec<u8>> = logins.to_vec();
    let (mut quiet, mut beside, mut crowd) = (Tally::default(), Tally::default(), Tally::default());
    for _ in 0..run.rounds {
        quiet.add(run.turn(Kind::Newest, server, &reads, run.span).tally);
        let (address, span, logins) = (server.address, run.span, logins.clone());
        let signing_in = std::thread::spawn(move || {
            drive(
                address,
                &std::rc::Rc::new(logins),
                CROWD,
                span,
                Kind::SignIn.status(),
            )
        });
        beside.add(run.turn(Kind::Newest, server, &reads, run.span).tally);
        crowd.add(signing_in.join().expect("the crowd"));
    }
    let (alone, among) = (quiet.percentile(99), beside.percentile(99));
    let told = format!(
        "p99 of W2 {} ms alone, {} ms beside {} sign-ins a second ({} told to come back): {} ×",
        thousandths(alone),
        thousandths(among),
        crowd.per_second(),
        crowd.refused,
        hundredths(among * 100 / alone.max(1)),
    );
    report.line("50 sign in at once", &told, "2 ×");
}

/// What it takes to get from nothing to the first answer, on a copy of the seeded world.
fn starts(run: &Run<'_>, report: &mut Report, first: &Subject) {
    let build = this_build();
    let again = || {
        let copy = run.shelf.take(run.size, "world", &build, &build);
        let start = copy.server.start;
        run.shelf.put_away(copy);
        start
    };
    let mut all = [first.copy.server.start, again(), again()];
    all.sort();
    let (cpu, clock) = all[1];
    let told = format!(
        "{} ms of CPU, {} ms by the clock",
        cpu.as_millis(),
        clock.as_millis()
    );
    report.line("cold start on the seeded database", &told, "75 ms of CPU");
}

/// One patient who has very many entries, against one who has as many as all; both leave the world for it.
fn deep(run: &Run<'_>, report: &mut Report, first: &mut Subject) {
    let Copy { world, server, .. } = &mut first.copy;
    let entries = world.entries;
    let mut alone = |entries| World {
        patients: vec![world.patients.swap_remove(0)],
        entries,
        ..world.clone()
    };
    let (mut few, mut many) = (alone(entries), alone(DEEP));
    drive::block_on(seeding::write(server.address, &mut many.patients, DEEP));
    for kind in [Kind::Create, Kind::Newest, Kind::One, Kind::Page] {
        drive::block_on(async {
            renew(server.address, &mut few.patients).await;
            renew(server.address, &mut many.patients).await;
        });
        let told = compare(run, kind, (&few, server), (&many, server));
        let name = format!("{}, 100,000 entries against {entries}", kind.name());
        report.line(&name, &told, "1.15 ×");
    }
}

/// Very many patients, against as many as usual.
fn wide(run: &Run<'_>, report: &mut Report, first: &mut Subject) {
    let build = this_build();
    let mut many = run.shelf.take(WIDE, "world", &build, &build);
    for kind in [Kind::Create, Kind::Newest, Kind::One] {
        first.copy.renew();
        many.renew();
        let (few, many) = (&first.copy, &many);
        let told = compare(
            run,
            kind,
            (&few.world, &few.server),
            (&many.world, &many.server),
        );
        report.line(
            &format!(
                "{}, 20,000 patients against {}",
                kind.name(),
                run.size.patients
            ),
            &told,
            "1.15 ×",
        );
    }
    run.shelf.put_away(many);
}

/// The CPU per request of two worlds, turn by turn.
fn compare(run: &Run<'_>, kind: Kind, few: (&World, &Server), many: (&World, &Server)) -> String {
    let asked = [few, many].map(|(world, server)| kind.requests(world, server));
    let mut figures = [
        crate::measure::Figures::default(),
        crate::measure::Figures::default(),
    ];
    for _ in 0..run.rounds {
        for (place, (_, server)) in [few, many].into_iter().enumerate() {
            let one = run.turn(kind, server, &asked[place], run.span);
            figures[place].add(one);
        }
    }
    let [few, many] = figures.map(|figures| figures.cpu());
    format!(
        "{many} µs against {few} µs: {} ×",
        hundredths(many * 100 / few.max(1))
    )
}

fn thousandths(micros: u64) -> String {
    format!("{}.{:03}", micros / 1_000, micros % 1_000)
}
