//! Traces by setting: a span for each request and each job in the database, to an OpenTelemetry collector (OTLP over HTTP). A span
//! tells route, status and time; no id of anybody, no word, no header.

use opentelemetry::trace::TracerProvider;
use opentelemetry_otlp::{SpanExporter, WithExportConfig};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::trace::SdkTracerProvider;
use tracing::Subscriber;
use tracing_subscriber::Layer;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::registry::LookupSpan;

use crate::config::{SPANS, TraceEndpoint};

/// What sends spans; those that wait are sent when it is dropped.
#[derive(Debug)]
pub struct Sender(SdkTracerProvider);

impl Drop for Sender {
    fn drop(&mut self) {
        if let Err(error) = self.0.shutdown() {
            tracing::warn!(%error, "the last spans could not be sent");
        }
    }
}

impl Sender {
    /// Sends to this collector, from a thread of its own.
    pub(crate) fn to(endpoint: &TraceEndpoint) -> Result<Self, String> {
        let exporter = SpanExporter::builder()
            .with_http()
            .with_endpoint(endpoint.for_traces())
            .build()
            .map_err(|error| error.to_string())?;
        let resource = Resource::builder_empty()
            .with_attributes([
                opentelemetry::KeyValue::new("service.name", "afterword"),
                opentelemetry::KeyValue::new("service.version", env!("CARGO_PKG_VERSION")),
            ])
            .build();
        let provider = SdkTracerProvider::builder()
            .with_batch_exporter(exporter)
            .with_resource(resource)
            .build();
        Ok(Self(provider))
    }

    /// The layer that makes spans of ours into theirs.
    pub(crate) fn layer<S>(&self) -> impl Layer<S> + use<S>
    where
        S: Subscriber + for<'a> LookupSpan<'a>,
    {
        tracing_opentelemetry::layer()
            .with_location(false)
            .with_threads(false)
            .with_tracked_inactivity(false)
            .with_tracer(self.0.tracer("afterword"))
            .with_filter(Targets::new().with_target(SPANS, LevelFilter::INFO))
    }
}
