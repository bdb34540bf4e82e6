//! Where routes are registered: once for the document, and for each worker of a server, which needs no document of its own.

use actix_web::dev::HttpServiceFactory;
use actix_web::web;
use utoipa_actix_web::OpenApiFactory;
use utoipa_actix_web::service_config::ServiceConfig;

/// Takes the same routes for either.
pub enum Routes<'a, 'b> {
    /// The document, written from each route's own description.
    Document(&'a mut ServiceConfig<'b>),
    /// A worker.
    Server(&'a mut web::ServiceConfig),
}

impl std::fmt::Debug for Routes<'_, '_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Routes")
    }
}

impl Routes<'_, '_> {
    /// Registers a route, which is in the document or there is none.
    pub fn service<F>(&mut self, route: F) -> &mut Self
    where
        F: HttpServiceFactory + OpenApiFactory + 'static,
    {
        match self {
            Self::Document(document) => drop(document.service(route)),
            Self::Server(server) => drop(server.service(route)),
        }
        self
    }
}
