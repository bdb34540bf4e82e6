//! What requests cost, by route, as figures: method, pattern and status of each, and nothing that a client wrote.

use std::time::Duration;

use actix_web::http::StatusCode;
use prometheus::core::Collector;
use prometheus::{HistogramOpts, HistogramVec, IntGauge};

use crate::error::{Error, Result};

/// The upper bounds of the buckets, in seconds: from what an answer should take to what nobody waits for.
const BUCKETS: [f64; 12] = [
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0,
];

/// The figures of the requests to one server.
#[derive(Debug, Clone)]
pub struct Traffic {
    answered: HistogramVec,
    under_way: IntGauge,
}

/// A request that is being answered; over when it is dropped.
#[derive(Debug)]
pub(super) struct UnderWay(IntGauge);

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.dec();
    }
}

impl Traffic {
    /// Figures that stand at nothing, named after OpenTelemetry's conventions for HTTP servers.
    pub fn new() -> Result<Self> {
        let answered = HistogramOpts::new(
            "http_server_request_duration_seconds",
            "How long requests took until their answer began.",
        );
        let labels = [
            "http_request_method",
            "http_route",
            "http_response_status_code",
        ];
        Ok(Self {
            answered: HistogramVec::new(answered.buckets(BUCKETS.to_vec()), &labels)
                .map_err(Error::internal)?,
            under_way: IntGauge::new(
                "http_server_active_requests",
                "Requests whose answer has not begun.",
            )
            .map_err(Error::internal)?,
        })
    }

    /// Everything that is counted here.
    pub fn collectors(&self) -> Vec<Box<dyn Collector>> {
        vec![
            Box::new(self.answered.clone()),
            Box::new(self.under_way.clone()),
        ]
    }

    /// Counts a request as under way.
    pub(super) fn begin(&self) -> UnderWay {
        self.under_way.inc();
        UnderWay(self.under_way.clone())
    }

    /// Counts an answer.
    pub(super) fn answered(&self, method: &str, route: &str, status: StatusCode, took: Duration) {
        self.answered
            .with_label_values(&[method, route, status.as_str()])
            .observe(took.as_secs_f64());
    }
}
