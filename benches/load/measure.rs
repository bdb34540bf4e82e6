//! The run: who takes turns, in which order, and what of it goes into the table.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;
use std::rc::Rc;
use std::thread;
use std::time::Duration;

use crate::cluster::Cluster;
use crate::drive::{self, Tally, count, drive};
use crate::floor;
use crate::limits;
use crate::machine;
use crate::report::{Report, Row};
use crate::server::{self, Server};
use crate::workload::Kind;
use crate::world::{Copy, Shelf, Size};
use crate::{Options, beside};

/// Requests as they go over the wire, one after the other.
type Requests = Rc<Vec<Vec<u8>>>;

/// A server that is compared with the floor.
pub(crate) struct Subject {
    pub(crate) name: &'static str,
    pub(crate) copy: Copy,
}

/// One run: what was asked for, and what is there to ask.
pub(crate) struct Run<'a> {
    pub(crate) options: &'a Options,
    pub(crate) shelf: &'a Shelf<'a>,
    pub(crate) floor: &'a Server,
    pub(crate) size: Size,
    pub(crate) span: Duration,
    pub(crate) rounds: u32,
}

/// What one server did in all rounds of one kind of request.
#[derive(Debug, Default, Clone)]
pub(crate) struct Figures {
    pub(crate) tally: Tally,
    spent: Duration,
}

impl Figures {
    /// Takes up another round.
    pub(crate) fn add(&mut self, other: Self) {
        self.tally.add(other.tally);
        self.spent += other.spent;
    }

    /// The processor time for one request, in microseconds.
    pub(crate) fn cpu(&self) -> u64 {
        let spent = u64::try_from(self.spent.as_micros()).expect("a span");
        spent / count(self.tally.took.len()).max(1)
    }
}

/// Does all that the options ask for.
pub(crate) fn run(options: &Options) -> ExitCode {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("benchmark");
    fs::create_dir_all(&folder).expect("a folder");
    let given = std::env::var("DATABASE_URL").ok();
    let cluster = match (&given, options.postgres) {
        (_, true) => Some(Cluster::start(&folder.join("cluster"))),
        (Some(url), false) if url.starts_with("postgres") => Some(Cluster::at(url)),
        _ => None,
    };
    let shelf = Shelf {
        folder,
        cluster: cluster.as_ref(),
        log: &options.log,
    };
    let size = size(options);
    let subjects = subjects(options, &shelf, size);
    if let Some(kind) = options.hold {
        hold(options, subjects, kind);
        return ExitCode::SUCCESS;
    }
    let scratch = tempfile::tempdir_in(&shelf.folder).expect("a folder");
    floor::fill(scratch.path(), &subjects[0].copy.world);
    let floor = Server::floor(scratch.path(), &key(&subjects[0].copy.server));
    let run = Run {
        options,
        shelf: &shelf,
        floor: &floor,
        size,
        span: Duration::from_secs(options.seconds.unwrap_or(if options.small { 1 } else { 4 })),
        rounds: options.rounds.unwrap_or(3),
    };
    let mut report = Report::begun(options, cluster.is_some(), size);
    let code = run.all(&mut report, subjects, scratch.path());
    report.end(options.write);
    code
}

fn size(options: &Options) -> Size {
    let (patients, entries, therapists) = if options.small {
        (10, 100, 2)
    } else {
        (200, 1_000, 20)
    };
    Size {
        patients,
        entries,
        therapists,
        every: 1,
    }
}

fn subjects(options: &Options, shelf: &Shelf<'_>, size: Size) -> Vec<Subject> {
    let this = server::this_build();
    let mut builds = vec![("afterword", "world", &this, &this)];
    builds.extend(
        options
            .before
            .as_ref()
            .map(|build| ("before", "world", &this, build)),
    );
    builds.extend(
        options
            .plain
            .as_ref()
            .map(|build| ("without sealing and ledger", "plain", build, build)),
    );
    let take = |(name, kind, seeder, build): (_, _, &PathBuf, &PathBuf)| {
        let build = std::path::absolute(build).expect("a path");
        let seeder = std::path::absolute(seeder).expect("a path");
        let copy = shelf.take(size, kind, &seeder, &build);
        Subject { name, copy }
    };
    builds.into_iter().map(take).collect()
}

/// The public key of the server's tokens.
fn key(server: &Server) -> String {
    let asked = drive::request("GET", "/.well-known/jwks.json", "", None);
    let keys = drive::block_on(async {
        let mut line = drive::Line::to(server.address).await;
        line.get(&asked, 200).await
    });
    keys["keys"][0]["x"].as_str().expect("a key").to_owned()
}

/// Asks one server for one kind of thing, for whoever looks at its process meanwhile.
fn hold(options: &Options, subjects: Vec<Subject>, kind: Kind) {
    let seconds = options.seconds.unwrap_or(30);
    for mut subject in subjects {
        subject.copy.renew();
        let requests = kind.requests(&subject.copy.world, &subject.copy.server);
        let server = &subject.copy.server;
        println!("{} {}", subject.name, server.id());
        let span = Duration::from_secs(seconds);
        let tally = drive(
            server.address,
            &requests,
            options.connections,
            span,
            kind.status(),
        );
        println!("{} a second, {} refused", tally.per_second(), tally.refused);
    }
}

impl Run<'_> {
    fn all(
        &self,
        report: &mut Report,
        mut subjects: Vec<Subject>,
        scratch: &std::path::Path,
    ) -> ExitCode {
        thread::sleep(Duration::from_secs(1));
        let idle = machine::memory(subjects[0].copy.server.id());
        if let Some(cluster) = self.shelf.cluster {
            limits::prepare(cluster);
        }
        let mut code = ExitCode::SUCCESS;
        for kind in Kind::ALL {
            let rows = self.rows(kind, &mut subjects, scratch);
            if self.options.guard && !is_kept(kind, &rows) {
                code = ExitCode::FAILURE;
            }
            report.rows(kind, rows);
        }
        if !self.options.only_requests {
            beside::all(self, report, &mut subjects[0], idle, scratch);
        }
        for subject in subjects {
            self.shelf.put_away(subject.copy);
        }
        if let Some(cluster) = self.shelf.cluster {
            limits::remove(cluster);
        }
        code
    }

    /// The rows of one kind of request: in each round, every server takes its turn.
    fn rows(&self, kind: Kind, subjects: &mut [Subject], scratch: &std::path::Path) -> Vec<Row> {
        let prepared: Vec<Requests> = subjects
            .iter_mut()
            .map(|subject| {
                subject.copy.renew();
                kind.requests(&subject.copy.world, &subject.copy.server)
            })
            .collect();
        let mut servers: Vec<(&str, &Server, Requests)> = (subjects.iter().zip(prepared))
            .map(|(subject, requests)| (subject.name, &subject.copy.server, requests))
            .collect();
        if kind.has_floor() {
            let asked = kind.requests(&subjects[0].copy.world, self.floor);
            servers.push(("floor", self.floor, asked));
        }
        let mut figures = vec![Figures::default(); servers.len()];
        for (_, server, requests) in &servers {
            self.turn(kind, server, requests, self.span / 4);
        }
        for _ in 0..self.rounds {
            for ((_, server, requests), figures) in servers.iter().zip(&mut figures) {
                figures.add(self.turn(kind, server, requests, self.span));
            }
        }
        let floor = figures
            .last()
            .filter(|_| kind.has_floor())
            .map(Figures::cpu);
        let of = servers.iter().map(|(name, ..)| *name);
        let mut rows: Vec<Row> = (of.zip(&figures))
            .map(|(name, figures)| Row::of(name, figures, floor))
            .collect();
        if let Some(cluster) = self.shelf.cluster {
            let bench =
                limits::pgbench(cluster, kind, scratch, self.options.connections, self.span);
            rows.extend(bench.map(|bench| Row::pgbench(&bench)));
        }
        rows
    }

    /// One server for so long.
    pub(crate) fn turn(
        &self,
        kind: Kind,
        server: &Server,
        requests: &Rc<Vec<Vec<u8>>>,
        span: Duration,
    ) -> Figures {
        self.turn_of(self.options.connections, kind, server, requests, span)
    }

    /// The same with another number of connections.
    pub(crate) fn turn_of(
        &self,
        connections: usize,
        kind: Kind,
        server: &Server,
        requests: &Rc<Vec<Vec<u8>>>,
        span: Duration,
    ) -> Figures {
        // What the cluster does by itself meanwhile is not for the floor, which has no database of its own there.
        let on_cluster = server.id() != self.floor.id();
        let cpu = || {
            let backends = self.shelf.cluster.filter(|_| on_cluster).map(Cluster::cpu);
            machine::cpu(server.id()) + backends.unwrap_or_default()
        };
        let before = cpu();
        let tally = drive(server.address, requests, connections, span, kind.status());
        Figures {
            spent: cpu() - before,
            tally,
        }
    }
}

/// Whether a request costs less than twice what it may: a guard for a machine that others share.
fn is_kept(kind: Kind, rows: &[Row]) -> bool {
    if !matches!(kind, Kind::Create | Kind::Newest | Kind::One) {
        return true;
    }
    let (Some(goal), Some(ratio)) = (kind.goal(), rows[0].ratio) else {
        return true;
    };
    let kept = ratio <= 2 * goal;
    if !kept {
        eprintln!(
            "{}: {ratio} hundredths of the floor, where {} may be",
            kind.name(),
            2 * goal
        );
    }
    kept
}
