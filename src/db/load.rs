//! How busy the lanes are, as figures.

use std::time::Duration;

use prometheus::core::Collector;
use prometheus::{Histogram, HistogramOpts, HistogramVec, IntCounterVec, Opts};

use crate::error::{Error, Result};

/// The upper bounds of the buckets, in seconds.
const SECONDS: [f64; 12] = [
    0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.5, 1.0, 4.0,
];
/// The upper bounds of the buckets of what shares one commit.
const JOBS: [f64; 7] = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0];

/// What a job is for.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
    /// It changes nothing.
    Read,
    /// It may change something.
    Write,
}

impl Kind {
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
        }
    }
}

/// The figures of one database.
#[derive(Debug, Clone)]
pub(super) struct Load {
    waited: HistogramVec,
    worked: HistogramVec,
    refused: IntCounterVec,
    shared: Histogram,
}

impl Load {
    /// Figures that stand at nothing.
    pub(super) fn new() -> Result<Self> {
        let seconds = |name, help| {
            let opts = HistogramOpts::new(name, help).buckets(SECONDS.to_vec());
            HistogramVec::new(opts, &["kind"]).map_err(Error::internal)
        };
        let refused = IntCounterVec::new(
            Opts::new(
                "afterword_db_refused_total",
                "Jobs that were refused because the queue was full.",
            ),
            &["kind"],
        )
        .map_err(Error::internal)?;
        for kind in [Kind::Read, Kind::Write] {
            // Told from the start, so that the first one is seen as a rise.
            refused.with_label_values(&[kind.label()]).reset();
        }
        Ok(Self {
            refused,
            waited: seconds(
                "afterword_db_queue_seconds",
                "How long jobs waited for a connection.",
            )?,
            worked: seconds(
                "afterword_db_work_seconds",
                "How long jobs worked on a connection, without a commit that they share.",
            )?,
            shared: Histogram::with_opts(
                HistogramOpts::new(
                    "afterword_db_commit_jobs",
                    "How many jobs shared one commit of the embedded database.",
                )
                .buckets(JOBS.to_vec()),
            )
            .map_err(Error::internal)?,
        })
    }

    pub(super) fn collectors(&self) -> Vec<Box<dyn Collector>> {
        vec![
            Box::new(self.waited.clone()),
            Box::new(self.worked.clone()),
            Box::new(self.refused.clone()),
            Box::new(self.shared.clone()),
        ]
    }

    pub(super) fn waited(&self, kind: Kind, so_long: Duration) {
        self.waited
            .with_label_values(&[kind.label()])
            .observe(so_long.as_secs_f64());
    }

    pub(super) fn worked(&self, kind: Kind, so_long: Duration) {
        self.worked
            .with_label_values(&[kind.label()])
            .observe(so_long.as_secs_f64());
    }

    pub(super) fn refused(&self, kind: Kind) {
        self.refused.with_label_values(&[kind.label()]).inc();
    }

    pub(super) fn shared(&self, jobs: usize) {
        // A commit is shared by a few dozen at the most.
        self.shared
            .observe(u32::try_from(jobs).map_or(f64::MAX, f64::from));
    }
}
