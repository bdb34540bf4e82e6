//! `/metrics`: figures of a running service as Prometheus reads them, on a listener of its own (HD-6). No figure names anybody, and
//! no name of one says what somebody is here for.

use std::net::TcpListener;
use std::sync::Arc;

use actix_web::dev::Server;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::{App, HttpResponse, HttpServer, web};
use prometheus::core::Collector;
use prometheus::process_collector::ProcessCollector;
use prometheus::{IntGauge, IntGaugeVec, Opts, Registry, TEXT_FORMAT, TextEncoder};

use super::health::Disk;
use crate::error::{Error, Result};

/// The figures of one service.
#[derive(Debug, Clone)]
pub struct Metrics {
    registry: Arc<Registry>,
    disk: Disk,
    room: IntGauge,
}

impl Metrics {
    /// Brings together what the parts of a service count.
    pub(super) fn of(
        parts: impl IntoIterator<Item = Box<dyn Collector>>,
        disk: Disk,
    ) -> Result<Self> {
        let room = IntGauge::new(
            "afterword_disk_free_bytes",
            "Room on the disk of the data folder.",
        )
        .map_err(Error::internal)?;
        let version = IntGaugeVec::new(
            Opts::new(
                "afterword_build_info",
                "Always one; the label says which version runs.",
            ),
            &["version"],
        )
        .map_err(Error::internal)?;
        version
            .with_label_values(&[env!("CARGO_PKG_VERSION")])
            .set(1);
        let own: [Box<dyn Collector>; 3] = [
            Box::new(room.clone()),
            Box::new(version),
            Box::new(ProcessCollector::for_self()),
        ];
        let registry = Registry::new();
        for collector in parts.into_iter().chain(own) {
            registry.register(collector).map_err(Error::internal)?;
        }
        Ok(Self {
            registry: Arc::new(registry),
            disk,
            room,
        })
    }

    /// All figures as they are now, in Prometheus' text format 0.0.4.
    pub fn render(&self) -> Result<String> {
        let room = self.disk.room();
        self.room.set(
            room.and_then(|room| i64::try_from(room).ok())
                .unwrap_or_default(),
        );
        TextEncoder::new()
            .encode_to_string(&self.registry.gather())
            .map_err(Error::internal)
    }

    /// Serves `/metrics`, and nothing else, on a listener that is bound already.
    pub fn serve(&self, listener: TcpListener) -> std::io::Result<Server> {
        let metrics = self.clone();
        let server = HttpServer::new(move || {
            App::new()
                .app_data(web::Data::new(metrics.clone()))
                .route("/metrics", web::get().to(answer))
        });
        Ok(server.workers(1).disable_signals().listen(listener)?.run())
    }
}

async fn answer(metrics: web::Data<Metrics>) -> HttpResponse {
    match metrics.render() {
        Ok(text) => HttpResponse::Ok()
            .insert_header((CONTENT_TYPE, TEXT_FORMAT))
            .body(text),
        Err(error) => {
            let reason = error.reason();
            tracing::error!(reason, "the figures could not be told");
            HttpResponse::InternalServerError().finish()
        }
    }
}
