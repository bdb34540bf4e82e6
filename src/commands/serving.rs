//! Serving, and the log.

use std::io::IsTerminal;
use std::net::TcpListener;

use actix_web::rt::System;
use tokio::signal::unix::{SignalKind, signal};
use tracing::Subscriber;
use tracing_subscriber::filter::ParseError;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::registry::LookupSpan;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer};

use super::Failed;
use crate::app::Service;
use crate::app::traces::Sender;
use crate::clock::Clock;
use crate::config::{MetricsListen, SPANS, Settings};
use crate::db::endings::{Beside, EndingsFile};

/// Serves as the settings say; what waits for a collector is sent at the end.
pub(super) fn serve_settled() -> Result<(), Failed> {
    let settings = Settings::load()?;
    let spans = settings.traces.as_ref().map(Sender::to);
    let spans = spans.transpose().map_err(Failed::Traces)?;
    start_logging(&settings.log, spans.as_ref())?;
    serve(&settings, |_| {
        tell_where_endings_are(&settings);
        async { Ok(()) }
    })
}

/// Says once at the start what README says of the record of endings, where it is not so.
fn tell_where_endings_are(settings: &Settings) {
    match EndingsFile::at(&settings.endings_file).beside(&settings.database) {
        Some(Beside::Folder) => tracing::warn!(
            "the record of endings lies in the folder of the database: whoever puts that folder back to an earlier state brings back what has \
             ended; AFTERWORD_ENDINGS_FILE names another place, or copy the file elsewhere often"
        ),
        Some(Beside::Disk) => tracing::info!(
            "the record of endings lies on the disk of the database: keep copies of it elsewhere"
        ),
        None => {}
    }
}

/// Opens the service, serves until SIGINT or SIGTERM, and answers what is under way before it stops (RE-8).
pub(crate) fn serve<F>(
    settings: &Settings,
    once_up: impl FnOnce(Service) -> F,
) -> Result<(), Failed>
where
    F: Future<Output = Result<(), Failed>> + 'static,
{
    crate::http::connections::make_room();
    let listener = TcpListener::bind(settings.listen)
        .map_err(|error| Failed::Listen(settings.listen, error))?;
    let metrics = named_for_metrics(settings.metrics)?;
    let service = Service::open(settings, Clock::system())?;
    let metrics = metrics.or_else(|| usual_for_metrics(settings.metrics));
    let workers = std::thread::available_parallelism().map_or(2, std::num::NonZeroUsize::get);
    let started = once_up(service.clone());
    System::new().block_on(async move {
        let server = service.serve(listener, workers)?;
        let metrics = metrics.map(|listener| service.metrics().serve(listener));
        if let Some(metrics) = metrics.transpose()? {
            actix_web::rt::spawn(metrics);
        }
        let mut signals = [
            signal(SignalKind::interrupt())?,
            signal(SignalKind::terminate())?,
        ];
        let stopping = server.handle();
        actix_web::rt::spawn(async move {
            let [interrupt, terminate] = &mut signals;
            tokio::select! { _ = interrupt.recv() => (), _ = terminate.recv() => () }
            tracing::info!("stopping");
            stopping.stop(true).await;
        });
        tracing::info!(listen = %settings.listen, url = settings.public_url, "serving");
        actix_web::rt::spawn(service.clone().keep_keys());
        actix_web::rt::spawn(service.clone().keep_forgetting());
        actix_web::rt::spawn(service.clone().keep_beating());
        actix_web::rt::spawn(service.keep_delivering());
        let handle = server.handle();
        let startup = actix_web::rt::spawn(async move {
            let outcome = started.await;
            if outcome.is_err() {
                handle.stop(false).await;
            }
            outcome
        });
        server.await?;
        if startup.is_finished() {
            startup.await.unwrap_or(Ok(()))
        } else {
            Ok(())
        }
    })
}

/// Binds the listener of `/metrics` that was named.
fn named_for_metrics(at: MetricsListen) -> Result<Option<TcpListener>, Failed> {
    let MetricsListen::At(address) = at else {
        return Ok(None);
    };
    let bound = TcpListener::bind(address);
    bound
        .map(Some)
        .map_err(|error| Failed::ListenForMetrics(address, error))
}

/// Binds the usual one where none was named; where somebody else has it, the service goes on without.
fn usual_for_metrics(at: MetricsListen) -> Option<TcpListener> {
    if at != MetricsListen::Usual {
        return None;
    }
    let bound = TcpListener::bind(MetricsListen::USUAL);
    if let Err(error) = &bound {
        tracing::warn!(%error, listen = %MetricsListen::USUAL, "/metrics is not served: AFTERWORD_METRICS_LISTEN names another address");
    }
    bound.ok()
}

/// Lines for people on a terminal, JSON elsewhere; always to standard error, so that a command's output stays its own. Spans go to a
/// collector where there is one, and are no lines.
pub(crate) fn start_logging(filter: &str, spans: Option<&Sender>) -> Result<(), Failed> {
    let filter = EnvFilter::try_new(filter).map_err(|error| Failed::Log(error.to_string()))?;
    let no_spans = format!("{SPANS}=off").parse();
    let filter =
        filter.add_directive(no_spans.map_err(|error: ParseError| Failed::Log(error.to_string()))?);
    let log = tracing_subscriber::registry();
    match spans {
        None => log.with(filter).with(lines()).init(),
        Some(spans) => log
            .with(lines().with_filter(filter))
            .with(spans.layer())
            .init(),
    }
    std::panic::set_hook(Box::new(crate::http::events::panicked));
    Ok(())
}

fn lines<S>() -> Box<dyn Layer<S> + Send + Sync>
where
    S: Subscriber + for<'a> LookupSpan<'a>,
{
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    if std::io::stderr().is_terminal() {
        lines.compact().boxed()
    } else {
        lines
            .json()
            .flatten_event(true)
            .with_current_span(false)
            .with_span_list(false)
            .boxed()
    }
}
